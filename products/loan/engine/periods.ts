// From terms to periods: when each instalment is due, and which share of a year each stretch of days is.
import { addDays, addMonths, addPeriod, daysBetween, daysByYear, daysInYear, monthsAndDays } from "./dates.ts"
import { fraction, plus, zero, type Fraction } from "./fraction.ts"
import type { LoanTerms, Period } from "./terms.ts"

export interface PlannedPeriod extends Period {
  /** The day the money is taken; later than `due` where a holiday moved it. */
  payOn: string
}

export function periodsOf(terms: LoanTerms): PlannedPeriod[] {
  const plain = terms.periods ?? chain(terms.startOn, dueDates(terms))
  return terms.holiday ? moved(plain, terms.holiday) : plain.map((period) => ({ ...period, payOn: period.due }))
}

/** One more period of a plan that goes on: its due day moved off a holiday as the product says. */
export function periodTo(terms: LoanTerms, from: string, due: string): PlannedPeriod {
  const payOn = terms.holiday ? terms.holiday.move(due) : due
  return { from, due: terms.holiday?.interestFollows ? payOn : due, payOn }
}

function moved(periods: readonly Period[], holiday: NonNullable<LoanTerms["holiday"]>): PlannedPeriod[] {
  let from = periods[0]?.from ?? ""
  return periods.map((period) => {
    const payOn = holiday.move(period.due)
    const due = holiday.interestFollows ? payOn : period.due
    const made = { ...period, from, due, payOn }
    from = due
    return made
  })
}

function chain(startOn: string, dates: string[]): Period[] {
  return dates.map((due, index) => ({ from: index === 0 ? startOn : dates[index - 1]!, due }))
}

export function dueDates(terms: LoanTerms): string[] {
  if (terms.method === "bullet" && terms.maturesOn) return [terms.maturesOn]
  if (terms.method === "interest_only" && terms.settlementDay) return settlementDates(terms)
  const { instalments, every, unit, seedDay, missingDay } = terms
  if (terms.firstDueOn) {
    const first = terms.firstDueOn
    return steps(instalments, (k) => addPeriod(first, k * every, unit, seedDay, missingDay))
  }
  return steps(instalments, (k) => addPeriod(terms.startOn, (k + 1) * every, unit, seedDay, missingDay))
}

const steps = (count: number, make: (k: number) => string): string[] => Array.from({ length: count }, (_, k) => make(k))

/** Interest runs through the settlement day, so each period ends on the day after it; the last ends at maturity. */
function settlementDates(terms: LoanTerms): string[] {
  const last = terms.maturesOn ?? addPeriod(terms.startOn, terms.instalments * terms.every, terms.unit)
  const every = terms.settlementEvery ?? 1
  const dates: string[] = []
  for (let months = 0; ; months += 1) {
    const settlement = addMonths(`${terms.startOn.slice(0, 7)}-01`, months, terms.settlementDay)
    const due = addDays(settlement, 1)
    if (due >= last) break
    if (due > terms.startOn && Number(settlement.slice(5, 7)) % every === 0) dates.push(due)
  }
  return [...dates, last]
}

/** Share of a year between two days that lie in one period. */
export function yearShare(terms: LoanTerms, period: Period, from: string, to: string): Fraction {
  const days = daysBetween(from, to)
  switch (terms.dayCount) {
    case "actual/360":
      return fraction(days, 360)
    case "actual/364":
      return fraction(days, 364)
    case "actual/365":
      return fraction(days, 365)
    case "actual/actual":
      return daysByYear(from, to).reduce((sum, part) => plus(sum, fraction(part.days, daysInYear(part.year))), zero)
    case "monthly":
      return monthlyShare(terms, period, from, to)
    case "30/360":
      return thirtyShare(terms, period, from, to)
  }
}

/** 逐笔: whole months by the month rate, odd days by the day rate (annual/360). */
function monthlyShare(terms: LoanTerms, period: Period, from: string, to: string): Fraction {
  const whole = from === period.from && to === period.due
  if (whole && isRegular(terms, period)) return fraction(terms.every, 12)
  if (terms.method === "bullet") {
    const { months, days } = monthsAndDays(from, to)
    return plus(fraction(months, 12), fraction(days, 360))
  }
  return fraction(daysBetween(from, to), 360)
}

/** True when the period is exactly the regular step: from one due day of the pattern to the next, month ends included. */
function isRegular(terms: LoanTerms, period: Period): boolean {
  if (terms.method === "bullet" || period.from === period.due) return false
  const { every, unit, missingDay } = terms
  if (addPeriod(period.from, every, unit, undefined, missingDay) === period.due) return true
  const seed = terms.seedDay ?? dayOf(terms)
  const isOnPattern = addMonths(period.from, 0, seed, missingDay) === period.from
  return isOnPattern && addPeriod(period.from, every, unit, seed, missingDay) === period.due
}

const dayOf = (terms: LoanTerms): number => Number((terms.firstDueOn ?? terms.startOn).slice(8))

/** A part of a period counts its days over the period's own days. */
function thirtyShare(terms: LoanTerms, period: Period, from: string, to: string): Fraction {
  const whole = wholeThirtyShare(terms, period)
  if (from === period.from && to === period.due) return whole
  return scaled(whole, daysBetween(from, to), daysBetween(period.from, period.due))
}

/** A longer period after a moved due date is one step plus its extra days over the next step's own days. */
function wholeThirtyShare(terms: LoanTerms, period: Period): Fraction {
  const step = thirtyStep(terms)
  const isMovedFirst = terms.firstDueOn !== undefined && period.from === terms.startOn
  if (terms.unit !== "month" || !(isMovedFirst || period.isMoved) || isRegular(terms, period)) return step
  const regularEnd = addMonths(period.from, terms.every, undefined, terms.missingDay)
  const extraDays = daysBetween(regularEnd, period.due)
  if (extraDays < 0) return scaled(step, daysBetween(period.from, period.due), daysBetween(period.from, regularEnd))
  const nextEnd = addMonths(regularEnd, terms.every, undefined, terms.missingDay)
  return plus(step, scaled(step, extraDays, daysBetween(regularEnd, nextEnd)))
}

const scaled = (step: Fraction, days: number, of: number): Fraction => ({
  num: step.num * BigInt(days),
  den: step.den * BigInt(of),
})

function thirtyStep(terms: LoanTerms): Fraction {
  const days = terms.unit === "month" ? 30 * terms.every : terms.unit === "week" ? 7 * terms.every : terms.every
  return fraction(days, 360)
}

/** The share used to find the equal instalment. */
export function instalmentShare(terms: LoanTerms, period: Period): Fraction {
  if (terms.instalmentDayCount === "30/365") return fraction(30 * terms.every, 365)
  if (terms.dayCount === "monthly" && terms.unit === "month") return fraction(terms.every, 12)
  return yearShare(terms, period, period.from, period.due)
}
