// Financial statements as the firm hands them in: the checks a clerk would make with a pencil before believing them.
import type { Outcome } from "#kernel/refusal"
import { refuse } from "../refusals.ts"
import { daysFromAverages, turnovers, type Days, type Turnover } from "./need.ts"

export interface Statement {
  /** "2025" for a year, "2026-09" for the latest month. */
  period: string
  salesFen: bigint
  costFen: bigint
  profitFen: bigint
  assetsFen: bigint
  liabilitiesFen: bigint
  equityFen: bigint
  cashFen: bigint
  balancesFen: Record<Turnover, bigint>
  /** Says why cost lies above sales, where it does. */
  note: string
}

const yuan = (fen: bigint): string => {
  const cents = String(fen < 0n ? -fen : fen).padStart(3, "0")
  return `${fen < 0n ? "-" : ""}${cents.slice(0, -2)}.${cents.slice(-2)}`
}

export function checkStatement(one: Statement): Outcome<void> {
  const gapFen = one.assetsFen - one.liabilitiesFen - one.equityFen
  if (gapFen !== 0n) {
    const said = `资产合计与负债、权益合计相差 ${yuan(gapFen)} 元`
    const en = `assets differ from liabilities and equity by ${yuan(gapFen)}`
    return refuse["E-FS"]({ period: one.period, what: said, whatEn: en }, "assets")
  }
  if (one.costFen > one.salesFen && one.note.trim() === "") {
    const said = "营业成本高于营业收入且没有说明"
    return refuse["E-FS"]({ period: one.period, what: said, whatEn: "cost is above sales without a note" }, "note")
  }
  if (one.salesFen < 0n || one.costFen < 0n || one.assetsFen <= 0n) {
    const said = "收入、成本不能为负，资产须大于零"
    return refuse["E-FS"]({ period: one.period, what: said, whatEn: "sales, cost or assets are not possible" }, "sales")
  }
  return { ok: true, value: undefined }
}

/** Turnover days of the latest year, by the averages of its opening and its closing. */
export function daysOf(opening: Statement, closing: Statement): Days {
  const sumsFen = Object.fromEntries(
    turnovers.map((name) => [name, opening.balancesFen[name] + closing.balancesFen[name]]),
  ) as Record<Turnover, bigint>
  return daysFromAverages({ salesFen: closing.salesFen, costFen: closing.costFen, sumsFen })
}

/** Debt ratio, basis points. */
export const debtRatioBp = (one: Statement): number =>
  one.assetsFen > 0n ? Number((one.liabilitiesFen * 10_000n) / one.assetsFen) : 0

/** Days after the end of a period until the statement came in; more than 15 is a yellow sign. */
export const isLate = (days: number): boolean => days > 15
