// What each kind of item makes of a row of the file: a metered row has its amount from readings and price; a row in
// instalments becomes several bills with their own due days; of an open row the payer chooses the amount up to the most
// that is asked. Pure.
import { allocate, mulDivHalfUp, parseAmount } from "../../../ledger/amount.ts"
import { addMonths } from "../../../kernel/calendar/date.ts"

/** Readings have three decimals at most, a price per unit four, as water and gas are priced. */
export const readingPlaces = 3
export const pricePlaces = 4

export interface Reading {
  /** In thousandths of the unit. */
  from: bigint
  to: bigint
  /** In ten-thousandths of a yuan. */
  price: bigint
}

export function readingOf(text: { from: string; to: string; price: string }): Reading | null {
  const from = parseAmount(text.from, readingPlaces)
  const to = parseAmount(text.to, readingPlaces)
  const price = parseAmount(text.price, pricePlaces)
  if (from === null || to === null || price === null) return null
  return from < 0n || to < from || price <= 0n ? null : { from, to, price }
}

/** Usage × price, half-up to the fen. */
export const meteredFen = ({ from, to, price }: Reading): bigint => mulDivHalfUp(to - from, price, 100_000n)

export interface Part {
  period: string
  dueOn: string
  amountFen: bigint
}

/** Equal parts, the fen left over going to the first; the first is due on the day given, the others months later. */
export function partsOf(whole: Part, terms: { parts: number; partMonths: number }): Part[] {
  if (terms.parts <= 1) return [whole]
  return allocate(
    whole.amountFen,
    Array.from({ length: terms.parts }, () => 1n),
  ).map((amountFen, at) => ({
    period: partPeriod(whole.period, at + 1, terms.parts),
    dueOn: addMonths(whole.dueOn, at * terms.partMonths),
    amountFen,
  }))
}

export const partPeriod = (period: string, part: number, of: number): string =>
  of <= 1 ? period : `${period} ${part}/${of}`
