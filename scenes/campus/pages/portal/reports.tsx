// The school's reports in one place: those of the day's life and those of the card's money, each to whom it concerns.
import { printPaper } from "#contract/kernel/document"
import { dictionary } from "#ui/i18n"
import { useUrlValues } from "#ui/link"
import { Nothing, Page } from "#ui/page"
import { openPaper } from "#ui/print"
import { ReportPage } from "#ui/report"
import { useMay } from "#ui/session"
import {
  moneyReport,
  moneyReports,
  moneySheet,
  schoolReport,
  type SchoolReport,
  schoolReports,
  schoolSheet,
} from "../../reports/contract.ts"
import { isMonthly, useCampusText, useReportTitles } from "../words.ts"
import { useClasses } from "./register.tsx"

const useText = dictionary({ none: ["没有您可以查看的报表。", "There is no report for you."] })

export function ReportsPage() {
  const t = useText()
  const r = useReportTitles()
  const may = useMay()
  const [{ report }] = useUrlValues()
  const school = may("campus.report") ? schoolReports : []
  const money = may("campus.money-report") ? moneyReports : []
  const names = [...school, ...money]
  const shown = names.find((one) => one === report) ?? names[0]
  if (!shown)
    return (
      <Page title={r("reports")}>
        <Nothing text={t("none")} />
      </Page>
    )
  const choices = names.map((value) => ({ value, label: r(value) }))
  return (moneyReports as readonly string[]).includes(shown) ? (
    <ReportPage
      title={r("reports")}
      endpoint={moneyReport}
      sheet={moneySheet}
      names={choices as { value: (typeof moneyReports)[number]; label: string }[]}
      hasMonth={isMonthly(shown)}
      hasOutlets={false}
    />
  ) : (
    <School report={shown as SchoolReport} names={choices as { value: SchoolReport; label: string }[]} />
  )
}

function School({ report, names }: { report: SchoolReport; names: { value: SchoolReport; label: string }[] }) {
  const r = useReportTitles()
  const w = useCampusText()
  const [{ classId }] = useUrlValues()
  const classes = useClasses()
  const isAttendance = report.startsWith("attendance")
  const ofClass = report === "attendance-pupils" && classId ? `:${classId}` : ""
  return (
    <ReportPage
      title={r("reports")}
      endpoint={schoolReport}
      sheet={schoolSheet}
      names={names}
      hasMonth={isMonthly(report)}
      hasOutlets={false}
      {...(report === "attendance-pupils" ? { choice: { name: "classId", label: w("class"), options: classes } } : {})}
      {...(isAttendance
        ? {
            print: ({ month }: { month: string | undefined }) =>
              openPaper(printPaper, {
                params: { kind: "campus.attendance", objectId: `${month ?? "now"}${ofClass}` },
              }),
          }
        : {})}
    />
  )
}
