// The reports of this scene, each as columns, rows and the way to draw them; for the screen and for a workbook.
import { writeSheet } from "#kernel/excel"
import type { Ctx } from "#kernel/flow"
import type { reportNames } from "../contract.ts"
import type { LoanProduct } from "../rules.ts"
import { casesBy, type NamedCase } from "./list.ts"
import { careReports } from "./reports-care.ts"
import { lendingReports } from "./reports-lending.ts"

export type Name = (typeof reportNames)[number]
export type Kind = "text" | "amount" | "count" | "date" | "days" | "percent"
export type Row = Record<string, string | number | null>

export interface Report {
  title: { zh: string; en: string }
  columns: { key: string; zh: string; en: string; kind: Kind }[]
  rows: Row[]
  chart: { kind: "bar" | "none"; x: string; series: string[] }
}

export type Maker = (ctx: Ctx, rows: NamedCase[]) => Promise<Report>

interface Range {
  outlet?: string | undefined
  product?: LoanProduct | undefined
}

const makers: Record<Name, Maker> = { ...lendingReports, ...careReports }

export async function reportOf(ctx: Ctx, name: Name, range: Range): Promise<Report> {
  const { rows } = await casesBy(ctx, { ...range, limit: 10_000 })
  return makers[name](ctx, rows)
}

export async function sheetOf(ctx: Ctx, name: Name, range: Range): Promise<{ name: string; content: Buffer }> {
  const report = await reportOf(ctx, name, range)
  const columns = report.columns.map((one) => ({
    key: one.key,
    title: one.zh,
    numeric: one.kind !== "text" && one.kind !== "date",
  }))
  const rows = report.rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([key, value]) => [key, value === null ? "" : String(value)])),
  )
  return { name: `${report.title.zh}.xlsx`, content: await writeSheet(report.title.zh, columns, rows) }
}
