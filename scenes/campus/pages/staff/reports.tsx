// The bank's look at one school's card money: when it is spent, how old it lies, who owes, what sleeps.
import { useParams } from "@tanstack/react-router"
import { useEndpoint } from "#ui/api"
import { useUrlValues } from "#ui/link"
import { ReportPage } from "#ui/report"
import { getSchool } from "../../contract.ts"
import { bankReport, bankSheet, moneyReports } from "../../reports/contract.ts"
import { campusPaths as paths } from "../paths.ts"
import { isMonthly, useReportTitles } from "../words.ts"

export function SchoolReportsPage() {
  const r = useReportTitles()
  const { id } = useParams({ strict: false }) as { id: string }
  const school = useEndpoint(getSchool, { params: { id } })
  const [{ report }] = useUrlValues()
  const shown = moneyReports.find((one) => one === report) ?? moneyReports[0]
  return (
    <ReportPage
      title={r("reports")}
      crumbs={[{ label: school.data?.name ?? "…", href: paths.school(id) }]}
      endpoint={bankReport}
      sheet={bankSheet}
      params={{ id }}
      names={moneyReports.map((value) => ({ value, label: r(value) }))}
      hasMonth={isMonthly(shown)}
      hasOutlets={false}
    />
  )
}
