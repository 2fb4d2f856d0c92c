// Parameters of the branch: what holds today, since when, by which document and how sure that is; changed by two people.
import type { z } from "zod"
import { listRules, type rule } from "#contract/kernel/rule-data"
import { useEndpoint } from "#ui/api"
import { dictionary, useSay } from "#ui/i18n"
import { To, useUrlValues } from "#ui/link"
import { Columns, Loaded, Nothing, Page, Panel, Stack } from "#ui/page"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import { paths } from "../../paths.ts"
import { ProposeValue } from "./propose.tsx"
import { RuleValue } from "./value.tsx"
import { certaintyTones, useRuleText } from "./words.ts"
import "./rules.css"

type Rule = z.output<typeof rule>

const useText = dictionary({
  title: ["参数", "Parameters"],
  intro: [
    "利率、比例、时限等都在这里，带生效日和出处；改动不需要改程序。",
    "Rates, caps and time limits with their dates and documents; changing one needs no new software.",
  ],
  find: ["查找参数", "Find a parameter"],
  name: ["参数", "Parameter"],
  value: ["数值", "Value"],
  pending: ["变更待审批", "Change in approval"],
  pick: ["从左侧选一个参数，查看它的历次数值和出处。", "Choose a parameter to see its values and documents."],
  none: ["没有这样的参数。", "No such parameter."],
})

export function RulesPage() {
  const t = useText()
  const query = useEndpoint(listRules)
  return (
    <Page title={t("title")} intro={t("intro")}>
      <Loaded query={query} rows={10}>
        {(rules) => <Body rules={rules} />}
      </Loaded>
    </Page>
  )
}

function Body({ rules }: { rules: Rule[] }) {
  const t = useText()
  const say = useSay()
  const [{ key, q = "" }, change] = useUrlValues()
  const wanted = q.trim().toLowerCase()
  const shown = rules.filter((one) => `${one.key} ${one.title.zh} ${one.title.en}`.toLowerCase().includes(wanted))
  const chosen = rules.find((one) => one.key === key)
  return (
    <div className="hs-master">
      <Panel flush>
        <div className="hs-master-find">
          <input
            aria-label={t("find")}
            placeholder={t("find")}
            value={q}
            onChange={(e) => change({ q: e.target.value || undefined })}
          />
        </div>
        {shown.length === 0 ? <Nothing text={t("none")} /> : null}
        <ul className="hs-master-list">
          {shown.map((one) => (
            <li key={one.key} aria-current={one.key === key}>
              <To href={paths.rules(one.key)}>
                <span>{say(one.title)}</span>
                <span className="hs-muted hs-small">
                  {one.current ? <Short value={one.current.value} unit={say(one.unit)} /> : "—"}
                </span>
              </To>
              {one.pending ? <StateTag tone="warn">{t("pending")}</StateTag> : null}
            </li>
          ))}
        </ul>
      </Panel>
      {chosen ? (
        <One rule={chosen} />
      ) : (
        <Panel>
          <Nothing text={t("pick")} />
        </Panel>
      )}
    </div>
  )
}

function Short({ value, unit }: { value: unknown; unit: string }) {
  return typeof value === "object" ? <>…</> : <RuleValue value={value} unit={unit} />
}

function One({ rule: one }: { rule: Rule }) {
  const t = useText()
  const r = useRuleText()
  const say = useSay()
  const status = (from: string) =>
    one.current?.from === from ? "current" : one.current && from > one.current.from ? "planned" : "past"
  return (
    <Stack>
      <Panel title={say(one.title)} extra={<ProposeValue rule={one} />} note={<code>{one.key}</code>}>
        {one.pending ? (
          <p>
            <StateTag tone="warn">{t("pending")}</StateTag>{" "}
            <To href={paths.approval(one.pending.approvalId)}>
              {one.pending.makerName} · {one.pending.from}
            </To>
          </p>
        ) : null}
        <Columns wide="even">
          <div>{one.current ? <RuleValue value={one.current.value} unit={say(one.unit)} /> : "—"}</div>
          <div>
            <div className="hs-muted hs-small">{r("source")}</div>
            {one.current?.source}{" "}
            {one.current ? (
              <StateTag tone={certaintyTones[one.current.certainty]}>{r(one.current.certainty)}</StateTag>
            ) : null}
          </div>
        </Columns>
      </Panel>
      <Panel flush>
        <Grid
          label={say(one.title)}
          rows={one.values}
          rowKey={(v) => v.id}
          dense
          columns={[
            { key: "from", title: r("from"), render: (v) => v.from, nowrap: true, phone: "title" },
            {
              key: "status",
              title: "",
              render: (v) => (
                <StateTag tone={status(v.from) === "current" ? "good" : "neutral"}>{r(status(v.from))}</StateTag>
              ),
            },
            { key: "value", title: t("value"), render: (v) => <RuleValue value={v.value} unit={say(one.unit)} /> },
            { key: "source", title: r("source"), render: (v) => v.source, width: 260 },
            {
              key: "certainty",
              title: r("certainty"),
              render: (v) => <StateTag tone={certaintyTones[v.certainty]}>{r(v.certainty)}</StateTag>,
            },
            { key: "by", title: r("by"), render: (v) => v.proposedBy },
          ]}
        />
      </Panel>
    </Stack>
  )
}
