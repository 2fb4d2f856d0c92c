// The authority's report of a month: on screen, on paper, as a workbook.
import { DatePicker } from "antd"
import dayjs from "dayjs"
import { Action } from "#ui/action"
import { download, useEndpoint } from "#ui/api"
import { dictionary } from "#ui/i18n"
import { To, useUrlValues } from "#ui/link"
import { Money } from "#ui/money"
import { Figure, Figures, Loaded, Nothing, Page, Panel, Stack } from "#ui/page"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import { monthReport, monthSheet } from "../../contract.ts"
import { trainingPaths as paths } from "../paths.ts"
import { PaperAction } from "../paper-action.tsx"
import { useTrainingText } from "../words.ts"

const useText = dictionary({
  title: ["监管月报", "Monthly report"],
  month: ["月份", "Month"],
  excel: ["导出 Excel", "Excel"],
  print: ["打印月报", "Print"],
  open: ["本月尚未结束，数据截至现在。", "The month still runs; figures up to now."],
  rule: ["期初 + 缴入 − 划拨 − 退费 = 期末存管", "Opening + received − released − returned = closing"],
  opening: ["期初存管", "Opening"],
  receipts: ["缴入", "Received"],
  releases: ["划拨", "Released"],
  returned: ["退费", "Returned"],
  closing: ["期末存管", "Closing"],
  check: ["总账", "Ledger"],
  agrees: ["相符", "Agrees"],
  differs: ["不符", "Differs"],
  unknown: ["月末未对账", "Not reconciled"],
  signed: ["新报名", "Orders"],
  asked: ["退费申请", "Refunds"],
  complaints: ["投诉", "Complaints"],
  alerts: ["预警（红）", "Alerts (red)"],
  total: ["合计", "Total"],
})

export function MonthPage() {
  const t = useText()
  const w = useTrainingText()
  const [{ month }, change] = useUrlValues()
  const query = useEndpoint(monthReport, { query: { month } }, { keepPrevious: true })
  const chosen = query.data?.month
  return (
    <Page
      title={t("title")}
      intro={query.data?.isOpen ? t("open") : undefined}
      actions={
        <>
          <DatePicker
            picker="month"
            aria-label={t("month")}
            allowClear={false}
            value={chosen ? dayjs(`${chosen}-01`) : null}
            onChange={(next) => change({ month: next?.format("YYYY-MM") })}
          />
          <Action label={t("excel")} run={() => download(monthSheet, { query: { month: chosen } })} />
          {chosen ? <PaperAction kind="month" objectId={chosen} label={t("print")} /> : null}
        </>
      }
    >
      <Loaded query={query} rows={10}>
        {(report) => (
          <Stack>
            <Figures>
              <Figure label={t("receipts")} value={<Money value={report.total.receipts} />} />
              <Figure label={t("releases")} value={<Money value={report.total.releases} />} />
              <Figure label={t("returned")} value={<Money value={report.total.refunds} />} />
              <Figure label={w("unearned")} value={<Money value={report.total.unearned} />} />
            </Figures>
            <Panel title={report.month} note={t("rule")} flush>
              <Grid
                label={t("title")}
                rows={[...report.rows, { ...report.total, institutionId: "total", institution: "", agrees: null }]}
                rowKey={(r) => r.institutionId}
                dense
                columns={[
                  {
                    key: "institution",
                    title: w("institution"),
                    phone: "title",
                    render: (r) =>
                      r.institutionId === "total" ? (
                        <strong>{t("total")}</strong>
                      ) : (
                        <To href={paths.institution(r.institutionId)}>{r.institution}</To>
                      ),
                  },
                  { key: "opening", title: t("opening"), align: "right", render: (r) => <Money value={r.opening} /> },
                  {
                    key: "receipts",
                    title: t("receipts"),
                    align: "right",
                    render: (r) => <Money value={r.receipts} />,
                  },
                  {
                    key: "releases",
                    title: t("releases"),
                    align: "right",
                    render: (r) => <Money value={r.releases} />,
                  },
                  { key: "refunds", title: t("returned"), align: "right", render: (r) => <Money value={r.refunds} /> },
                  {
                    key: "closing",
                    title: t("closing"),
                    align: "right",
                    render: (r) => <Money value={r.closing} strong />,
                  },
                  {
                    key: "check",
                    title: t("check"),
                    render: (r) =>
                      r.institutionId === "total" ? null : (
                        <StateTag tone={r.agrees === null ? "calm" : r.agrees ? "good" : "bad"}>
                          {t(r.agrees === null ? "unknown" : r.agrees ? "agrees" : "differs")}
                        </StateTag>
                      ),
                  },
                  {
                    key: "unearned",
                    title: w("unearned"),
                    align: "right",
                    render: (r) => <Money value={r.unearned} />,
                  },
                  { key: "orders", title: t("signed"), align: "right", render: (r) => r.orders },
                  { key: "asked", title: t("asked"), align: "right", render: (r) => r.refundsAsked },
                  { key: "disputes", title: w("disputed"), align: "right", render: (r) => r.disputes },
                  { key: "complaints", title: t("complaints"), align: "right", render: (r) => r.complaints },
                  {
                    key: "alerts",
                    title: t("alerts"),
                    align: "right",
                    render: (r) => `${r.alerts}（${r.alertsRed}）`,
                  },
                ]}
                empty={<Nothing text={w("none")} />}
              />
            </Panel>
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}
