// All warnings a person may see, the open ones first on request.
import { dictionary, useSay } from "#ui/i18n"
import { To } from "#ui/link"
import { Page } from "#ui/page"
import { StateTag } from "#ui/states"
import { type Column, List } from "#ui/tables"
import { listWarnings } from "../../contract.ts"
import { levels, levelTitles } from "../../rules.ts"
import { corporatePaths as paths } from "../paths.ts"
import { levelTones, useSceneText } from "../words.ts"
import { type Warning, WarningActs, WarningFacts } from "./warning-acts.tsx"
import "../corporate.css"

const useText = dictionary({
  intro: [
    "红色：冻结未提额度，5 个工作日内提交方案；橙色：10 天内回访。",
    "Red: undrawn money frozen, a plan within five working days; amber: a visit within ten days.",
  ],
  status: ["状态", "State"],
  closed: ["已解除", "Closed"],
  open: ["未解除", "Open"],
  level: ["级别", "Level"],
  signal: ["信号", "Signal"],
  opened: ["登记日", "Opened"],
  act: ["办理", "Do it"],
  none: ["没有预警。", "No warnings."],
})

export function WarningsPage() {
  const t = useText()
  const s = useSceneText()
  const say = useSay()
  const columns: Column<Warning>[] = [
    {
      key: "firm",
      title: s("firm"),
      phone: "title",
      render: (r) => <To href={paths.case(r.caseId, "care")}>{r.partyName}</To>,
      text: (r) => r.partyName,
    },
    {
      key: "level",
      title: t("level"),
      phone: "tag",
      render: (r) => (
        <StateTag tone={r.closedOn ? "neutral" : levelTones[r.level]}>{say(levelTitles[r.level])}</StateTag>
      ),
      text: (r) => say(levelTitles[r.level]),
    },
    {
      key: "signal",
      title: t("signal"),
      render: (r) => (
        <>
          {say(r.title)}
          <WarningFacts warning={r} />
        </>
      ),
      text: (r) => say(r.title),
    },
    { key: "opened", title: t("opened"), render: (r) => r.openedOn, text: (r) => r.openedOn, nowrap: true },
    { key: "act", title: t("act"), render: (r) => <WarningActs warning={r} /> },
  ]
  return (
    <Page title={s("warnings")} intro={t("intro")}>
      <List
        name="corporate-warnings"
        label={s("warnings")}
        endpoint={listWarnings}
        filters={[
          {
            kind: "select",
            name: "open",
            label: t("status"),
            options: [
              { value: "true", label: t("open") },
              { value: "false", label: t("closed") },
            ],
          },
          {
            kind: "select",
            name: "level",
            label: t("level"),
            options: levels.map((value) => ({ value, label: say(levelTitles[value]) })),
          },
        ]}
        columns={columns}
        rowKey={(r) => r.id}
        empty={{ text: t("none") }}
      />
    </Page>
  )
}
