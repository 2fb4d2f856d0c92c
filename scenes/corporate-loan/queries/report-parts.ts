// What every report is made of: columns, named cases with what they owe, sums by a name.
import type { Ctx } from "#kernel/flow"
import { outstandingOf } from "#products/loan"
import { yuan } from "../flows/case.ts"
import { loanNosBy, type NamedCase } from "./list.ts"
import type { Kind, Report, Row } from "./reports.ts"

export const col = (key: string, zh: string, en: string, kind: Kind) => ({ key, zh, en, kind })
export const firm = col("name", "企业", "Firm", "text")
export const caseNo = col("caseNo", "业务编号", "Case", "text")
export const named = (row: NamedCase): Row => ({ name: row.party_name, caseNo: row.case_no })

export const table = (zh: string, en: string, columns: Report["columns"], rows: Row[]): Report => ({
  title: { zh, en },
  columns,
  rows,
  chart: { kind: "none", x: "name", series: [] },
})

export const bars = (zh: string, en: string, columns: Report["columns"], rows: Row[], series = "amount"): Report => ({
  title: { zh, en },
  columns,
  rows,
  chart: { kind: "bar", x: columns[0]!.key, series: [series] },
})

export async function owedByCase(ctx: Ctx, rows: readonly NamedCase[]): Promise<Map<string, bigint>> {
  const loans = await loanNosBy(
    ctx,
    rows.map((row) => row.id),
  )
  const owed = await outstandingOf(ctx, [...loans.values()].flat())
  return new Map([...loans].map(([id, nos]) => [id, nos.reduce((sum, no) => sum + (owed.get(no) ?? 0n), 0n)]))
}

/** Sums by a name, largest first. */
export function sums(items: readonly { name: string; fen: bigint }[]): Row[] {
  const found = new Map<string, { cases: number; fen: bigint }>()
  for (const { name, fen } of items) {
    const before = found.get(name) ?? { cases: 0, fen: 0n }
    found.set(name, { cases: before.cases + 1, fen: before.fen + fen })
  }
  return [...found]
    .toSorted(([, a], [, b]) => (a.fen < b.fen ? 1 : -1))
    .map(([name, { cases, fen }]) => ({ name, cases, amount: yuan(fen) }))
}

/** A share as per cent with two places. */
export const percent = (part: bigint, whole: bigint): string => {
  if (whole <= 0n) return "0.00"
  const bp = (part * 20_000n + whole) / (whole * 2n)
  return `${bp / 100n}.${String(bp % 100n).padStart(2, "0")}`
}
