// Rates that follow the LPR: the published value of the tenor on the repricing day plus the contract's basis points
// (PBOC 公告〔2019〕16号, 30号). Published values are dated parameters; nothing is looked up elsewhere.
import type { Ctx } from "#kernel/flow"
import { findParameter } from "#kernel/rule-data"
import { microPercent, productScale } from "./counting.ts"
import { addMonths } from "./engine/dates.ts"

export type LprTenor = "1Y" | "5Y"

export interface LprValue {
  oneYear: string
  fiveYear: string
}

export interface LprQuote {
  ratePct: string
  /** The LPR itself and the day it was published. */
  lprPct: string
  publishedOn: string
}

export interface LprPublished {
  value: LprValue
  on: string
}

/** The latest values published on or before the day. */
export async function lprOn(ctx: Ctx, on: string): Promise<LprPublished | null> {
  const found = await findParameter(ctx, "loan.lpr", on)
  return found ? { value: found.value as LprValue, on: found.from } : null
}

export interface LprTerms {
  tenor: LprTenor
  spreadBp: number
}

/** A published value of the tenor plus the spread. */
export function quoted(lpr: LprPublished, { tenor, spreadBp }: LprTerms): LprQuote {
  const lprPct = tenor === "1Y" ? lpr.value.oneYear : lpr.value.fiveYear
  const micro = microPercent(lprPct) + BigInt(spreadBp) * 10_000n
  return { ratePct: percentText(micro < 0n ? 0n : micro), lprPct, publishedOn: lpr.on }
}

export async function lprRate(ctx: Ctx, terms: LprTerms, on: string): Promise<LprQuote | null> {
  const lpr = await lprOn(ctx, on)
  return lpr ? quoted(lpr, terms) : null
}

/** 3,450,000 micro-per-cent → "3.450000", as the table keeps it. */
export const percentText = (micro: bigint): string =>
  `${micro / productScale}.${String(micro % productScale).padStart(6, "0")}`

/** The first repricing day after `on` of a cycle that started on `from`; month ends keep their day. */
export function nextRepricing(from: string, everyMonths: number, on: string): string {
  for (let steps = 1; ; steps += 1) {
    const day = addMonths(from, steps * everyMonths)
    if (day > on) return day
  }
}
