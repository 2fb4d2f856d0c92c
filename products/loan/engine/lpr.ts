// Rates that follow the LPR (PBOC 公告〔2019〕16号, 30号): the latest published value of the tenor on a repricing day
// plus basis points. The published values come as dated data; between repricing days nothing changes.
import { addMonths } from "./dates.ts"
import { fraction, plus, type Fraction } from "./fraction.ts"
import type { LprTenor } from "./relief.ts"
import type { RateStep } from "./terms.ts"

export interface LprRow {
  publishedOn: string
  oneYear: Fraction
  overFiveYears: Fraction
}

/** The row in force on a day: the latest published on or before it. */
export const lprOn = (table: readonly LprRow[], on: string): LprRow | null =>
  table
    .filter((row) => row.publishedOn <= on)
    .toSorted((a, b) => (a.publishedOn < b.publishedOn ? -1 : 1))
    .at(-1) ?? null

export const withSpread = (lpr: Fraction, spreadBp: number): Fraction => plus(lpr, fraction(spreadBp, 10_000))

export interface LprTerms {
  tenor: LprTenor
  spreadBp: number
  startOn: string
  maturesOn: string
  /** 重定价周期 in months; none: the rate of the first day holds to the end. */
  cycleMonths?: number
  /** The first repricing day; a cycle after the start by default (对月对日). For 1 January say so. */
  firstRepricingOn?: string
}

export interface LprRates {
  annualRate: Fraction
  rates: RateStep[]
}

/** First rate and later steps; a repricing day that leaves the rate as it was is no step. Null before any LPR. */
export function lprRates(terms: LprTerms, table: readonly LprRow[], knownUntil = "9999-12-31"): LprRates | null {
  const on = (day: string): Fraction | null => {
    const row = lprOn(table, day)
    return row ? withSpread(terms.tenor === "1Y" ? row.oneYear : row.overFiveYears, terms.spreadBp) : null
  }
  const annualRate = on(terms.startOn)
  if (!annualRate) return null
  const rates: RateStep[] = []
  let current = annualRate
  for (const from of repricingDays(terms)) {
    if (from > knownUntil) break
    const next = on(from) ?? current
    if (next.num * current.den !== current.num * next.den) rates.push({ from, annualRate: next })
    current = next
  }
  return { annualRate, rates }
}

export function repricingDays({ startOn, maturesOn, cycleMonths, firstRepricingOn }: LprTerms): string[] {
  if (!cycleMonths) return []
  const first = firstRepricingOn ?? addMonths(startOn, cycleMonths)
  const days: string[] = []
  for (let k = 0; ; k += 1) {
    const day = addMonths(first, k * cycleMonths)
    if (day >= maturesOn) return days
    days.push(day)
  }
}
