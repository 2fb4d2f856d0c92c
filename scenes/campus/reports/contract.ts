// The school's reports over HTTP, each as a table that says how to draw itself; the money ones are the bank's as well.
import { z } from "zod"
import { endpoint, instant, uuid } from "#contract/kernel/http"
import { base, tag } from "../portal-contract.ts"

export const schoolReports = ["attendance-classes", "attendance-pupils", "notices", "ways", "consents"] as const
export type SchoolReport = (typeof schoolReports)[number]
export const moneyReports = ["sales-hours", "float-age", "arrears", "dormant"] as const
export type MoneyReport = (typeof moneyReports)[number]

const both = z.object({ zh: z.string(), en: z.string() })
export const reportShape = z.object({
  title: both,
  columns: z.array(both.extend({ key: z.string(), kind: z.enum(["text", "amount", "count", "date", "percent"]) })),
  rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))),
  chart: z.object({ kind: z.enum(["bar", "line", "none"]), x: z.string(), series: z.array(z.string()) }),
  /** What the figures mean, where they do not say it themselves. */
  note: both.nullable(),
})
export type Report = z.output<typeof reportShape>

const month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, "月份须如 2026-03 / a month such as 2026-03")
const query = z.object({ month: month.optional(), classId: uuid.optional() })
const answer = reportShape.extend({ asOf: instant, month })

const report = <N extends readonly [string, ...string[]]>(path: string, names: N, zh: string, en: string) =>
  endpoint({
    method: "GET",
    path: `${base}${path}/:report`,
    tag,
    summary: { zh, en },
    params: z.object({ report: z.enum(names) }),
    query,
    response: answer,
  })
const sheet = <N extends readonly [string, ...string[]]>(path: string, names: N, zh: string, en: string) =>
  endpoint({
    method: "GET",
    path: `${base}${path}/:report/sheet`,
    tag,
    summary: { zh, en },
    params: z.object({ report: z.enum(names) }),
    query,
  })

export const schoolReport = report("/reports", schoolReports, "学校报表", "A report of the school")
export const schoolSheet = sheet("/reports", schoolReports, "导出学校报表", "The report as a workbook")
export const moneyReport = report("/money-reports", moneyReports, "校园卡资金报表", "A report on the card's money")
export const moneySheet = sheet("/money-reports", moneyReports, "导出校园卡资金报表", "The report as a workbook")

const ofSchool = z.object({ id: uuid, report: z.enum(moneyReports) })
export const bankReport = endpoint({
  method: "GET",
  path: "/campus/schools/:id/reports/:report",
  tag: "campus",
  summary: { zh: "一所学校的校园卡资金报表", en: "A report on one school's card money" },
  params: ofSchool,
  query,
  response: answer,
})
export const bankSheet = endpoint({
  method: "GET",
  path: "/campus/schools/:id/reports/:report/sheet",
  tag: "campus",
  summary: { zh: "导出一所学校的校园卡资金报表", en: "The report as a workbook" },
  params: ofSchool,
  query,
})
