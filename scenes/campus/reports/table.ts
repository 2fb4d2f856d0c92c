// A report as data, and the same as a workbook.
import { formatAmount } from "#ledger"
import { writeSheet } from "#kernel/excel"
import type { Report } from "./contract.ts"

type Column = Report["columns"][number]

export const col = (key: string, zh: string, en: string, kind: Column["kind"]): Column => ({ key, zh, en, kind })

/** 9318 → "93.18"; nothing to take a share of → null. */
export const percent = (basisPoints: number | null): string | null =>
  basisPoints === null ? null : formatAmount(BigInt(basisPoints), 2)

export function table(
  zh: string,
  en: string,
  columns: Column[],
  rows: Report["rows"],
  more: { chart?: Report["chart"]; note?: Report["note"] } = {},
): Report {
  const chart = more.chart ?? { kind: "none", x: "", series: [] }
  return { title: { zh, en }, columns, rows, chart, note: more.note ?? null }
}

export async function sheetOf(report: Report): Promise<{ name: string; content: Buffer }> {
  const columns = report.columns.map((one) => ({
    key: one.key,
    title: one.kind === "percent" ? `${one.zh}（%）` : one.zh,
    numeric: one.kind !== "text" && one.kind !== "date",
  }))
  const rows = report.rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([key, value]) => [key, value === null ? "" : String(value)])),
  )
  return { name: `${report.title.zh}.xlsx`, content: await writeSheet(report.title.zh.slice(0, 30), columns, rows) }
}
