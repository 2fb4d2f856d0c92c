// What ends when, and what has been noticed: permits, rights, valuations, loans and margin calls; open events beside.
import { Segmented } from "antd"
import { useEndpoint } from "#ui/api"
import { dictionary } from "#ui/i18n"
import { To, useUrlValues } from "#ui/link"
import { Loaded, Nothing, Page, Panel, Stack } from "#ui/page"
import { StateTag } from "#ui/states"
import { Grid, List } from "#ui/tables"
import { expiryCalendar, listEvents } from "../../contract.ts"
import { emissionPaths as paths } from "../paths.ts"
import { severityTones, severityWords, useSceneText } from "../words.ts"
import { useEventColumns } from "./events.tsx"
import { useExpiryText } from "./expiry-words.ts"

const useText = dictionary({
  intro: [
    "许可证到期前 60 天是申请延续的法定期限，最晚申请日已列出。",
    "A permit must be renewed 60 days before it ends; the last day to file is shown.",
  ],
  window: ["{n} 天内", "within {n} days"],
  due: ["到期日历", "Due dates"],
  what: ["事项", "What"],
  number: ["编号", "Number"],
  on: ["到期日", "Ends on"],
  fileBy: ["最晚申请日", "File by"],
  left: ["剩余", "Left"],
  none: ["这段时间没有到期事项。", "Nothing ends in this time."],
  events: ["监测事件", "Monitoring events"],
  open: ["未关闭", "Open"],
  closed: ["已关闭", "Closed"],
  status: ["状态", "State"],
  severity: ["程度", "Severity"],
  noEvents: ["没有监测事件。", "No events."],
})

export function ExpiryPage() {
  const t = useText()
  const s = useSceneText()
  const [{ days = "90" }, change] = useUrlValues()
  return (
    <Page
      title={s("calendar")}
      intro={t("intro")}
      actions={
        <Segmented
          value={days}
          onChange={(next) => change({ days: String(next) })}
          options={["30", "60", "90", "365"].map((value) => ({ value, label: t("window", { n: value }) }))}
        />
      }
    >
      <Stack>
        <DueDates days={Number(days)} />
        <Events />
      </Stack>
    </Page>
  )
}

function DueDates({ days }: { days: number }) {
  const t = useText()
  const s = useSceneText()
  const e = useExpiryText()
  const query = useEndpoint(expiryCalendar, { query: { days } }, { keepPrevious: true })
  return (
    <Panel title={t("due")} flush>
      <Loaded query={query}>
        {({ items }) => (
          <Grid
            label={t("due")}
            rows={items}
            rowKey={(r) => `${r.what}${r.number}${r.on}`}
            columns={[
              { key: "on", title: t("on"), render: (r) => r.on, nowrap: true },
              {
                key: "firm",
                title: s("firm"),
                phone: "title",
                render: (r) => (r.caseId ? <To href={paths.case(r.caseId)}>{r.partyName}</To> : r.partyName),
              },
              { key: "what", title: t("what"), render: (r) => e(r.what) },
              { key: "number", title: t("number"), render: (r) => r.number },
              { key: "caseNo", title: s("caseNo"), render: (r) => r.caseNo ?? "—" },
              { key: "fileBy", title: t("fileBy"), render: (r) => r.fileBy ?? "—", nowrap: true },
              {
                key: "left",
                title: t("left"),
                phone: "tag",
                render: (r) => (
                  <StateTag tone={r.severity ? severityTones[r.severity] : "neutral"}>
                    {e(r.daysLeft < 0 ? "past" : "left", { n: Math.abs(r.daysLeft) })}
                  </StateTag>
                ),
              },
            ]}
            empty={<Nothing text={t("none")} />}
          />
        )}
      </Loaded>
    </Panel>
  )
}

function Events() {
  const t = useText()
  const s = useSceneText()
  const columns = useEventColumns(true)
  return (
    <>
      <h2 style={{ fontSize: 16, margin: "8px 0 0" }}>{t("events")}</h2>
      <List
        name="emission-events"
        label={t("events")}
        endpoint={listEvents}
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
            name: "severity",
            label: t("severity"),
            options: (["red", "amber", "yellow"] as const).map((value) => ({ value, label: s(severityWords[value]) })),
          },
        ]}
        columns={columns}
        rowKey={(r) => r.id}
        empty={{ text: t("noEvents") }}
      />
    </>
  )
}
