// The repayment plan of a loan: pure, exact, one row per instalment, with the parts that explain each interest figure.
// Promises: principal parts sum to what was drawn; interest is rounded once per instalment; the last row takes the rest.
import { equalInstalment } from "./annuity.ts"
import { daysBetween } from "./dates.ts"
import { divide, fraction, plus, round, roundToMultiple, times, zero, type Fraction } from "./fraction.ts"
import { instalmentShare, periodsOf, yearShare, type PlannedPeriod } from "./periods.ts"
import type { Draw, InterestPart, LoanTerms, ScheduleRow } from "./terms.ts"

export function schedule(terms: LoanTerms): ScheduleRow[] {
  const periods = periodsOf(terms)
  const draws = [...terms.draws].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
  const scheduled = draws.map((draw) => ({ ...draw, amountFen: draw.amountFen - downPaymentFen(terms, draw) }))
  let rows: ScheduleRow[] = []
  for (const group of byDay(scheduled)) {
    const kept = rows.filter((row) => row.due <= group.on).map((row) => drawnAt(row, group))
    rows = planFrom(
      terms,
      periods,
      scheduled.filter((draw) => draw.on <= group.on),
      kept,
    )
  }
  return withDownPayments(terms, draws, rows)
}

function byDay(draws: readonly Draw[]): Draw[] {
  return [...new Set(draws.map((draw) => draw.on))].map((on) => ({
    on,
    amountFen: total(draws.filter((draw) => draw.on === on)),
  }))
}

/** A draw on an instalment's day is in the balance that instalment leaves behind. */
const drawnAt = (row: ScheduleRow, draw: Draw): ScheduleRow =>
  row.due === draw.on ? { ...row, balanceFen: row.balanceFen + draw.amountFen } : row

/** Plans the instalments after `kept` again; what fell due before a new draw stays as it was. */
function planFrom(terms: LoanTerms, all: PlannedPeriod[], draws: readonly Draw[], kept: ScheduleRow[]): ScheduleRow[] {
  const periods = all.slice(kept.length)
  const balanceFen = kept.at(-1)?.balanceFen ?? 0n
  const openFrom = periods[0]?.from ?? ""
  const joined = draws.filter((draw) => kept.length === 0 || draw.on > openFrom)
  const plan: Plan = { terms, periods, draws: joined, balanceFen, doneBefore: kept.length }
  return [...kept, ...(terms.method === "flat" ? flatRows(plan) : decliningRows(plan))]
}

interface Plan {
  terms: LoanTerms
  periods: PlannedPeriod[]
  draws: readonly Draw[]
  /** Principal still owed when the first of these periods starts, before draws of that day. */
  balanceFen: bigint
  doneBefore: number
}

function decliningRows(plan: Plan): ScheduleRow[] {
  const { terms } = plan
  if (terms.method !== "equal_instalment") return walk(plan, 0n)
  if (terms.instalmentFen !== undefined) return walk(plan, terms.instalmentFen)
  const instalmentFen = solveInstalment(plan)
  const rows = walk(plan, instalmentFen)
  return terms.refineInstalment ? refined(plan, rows, instalmentFen) : rows
}

/** Interest-only instalments left at the head of the open ones. */
const graceLeft = ({ terms, doneBefore }: Plan): number => Math.max(0, terms.gracePrincipal - doneBefore)

function solveInstalment(plan: Plan): bigint {
  const { terms, periods, draws, balanceFen } = plan
  const grace = graceLeft(plan)
  const start = periods[grace]?.from ?? ""
  const before = draws.filter((draw) => draw.on <= start || grace === periods.length)
  let openingFen = before.reduce((sum, draw) => sum + draw.amountFen, balanceFen)
  const annuity = periods.slice(grace).map((period) => {
    const inside = draws.filter((draw) => draw.on > start && draw.on >= period.from && draw.on < period.due)
    const injections = inside.map((draw) => ({
      amountFen: draw.amountFen,
      share: yearShare(terms, period, draw.on, period.due),
    }))
    const share = instalmentShare(terms, period)
    if (openingFen > 0n) injections.push({ amountFen: openingFen, share })
    openingFen = 0n
    return { share, injections }
  })
  return equalInstalment(annuity, terms.annualRate, terms)
}

/** One correction pass: spread the difference of the last instalment over all, and keep it only if it shrinks. */
function refined(plan: Plan, rows: ScheduleRow[], instalmentFen: bigint): ScheduleRow[] {
  const count = BigInt(rows.length - graceLeft(plan))
  const gap = (of: ScheduleRow[], instalment: bigint): bigint => of.at(-1)!.totalFen - instalment
  const before = gap(rows, instalmentFen)
  if (count < 2n || size(before) <= count / 2n) return rows
  const candidateFen = instalmentFen + divide(before, count, plan.terms.rounding)
  const candidate = walk(plan, candidateFen)
  return size(gap(candidate, candidateFen)) < size(before) ? candidate : rows
}

const size = (value: bigint): bigint => (value < 0n ? -value : value)

/** Walks the periods with a given instalment (used by equal_instalment only). */
function walk(plan: Plan, instalmentFen: bigint): ScheduleRow[] {
  const { terms, periods, doneBefore } = plan
  const equalPrincipalFen = equalPrincipal(plan)
  const rows: ScheduleRow[] = []
  let balanceFen = plan.balanceFen
  let deferredFen = 0n
  for (const [index, period] of periods.entries()) {
    const { parts, openingFen, closingFen } = stretches(plan, period, balanceFen)
    const earnedFen = interestOf(parts, terms) + deferredFen
    const isDeferred = doneBefore + index < terms.graceInterestPayment && index < periods.length - 1
    deferredFen = isDeferred ? earnedFen : 0n
    const interestFen = isDeferred ? 0n : earnedFen
    const isLast = index === periods.length - 1 || paysOff(terms, closingFen + interestFen)
    const planned = principalFen(plan, index, { instalmentFen, equalPrincipalFen, interestFen, closingFen })
    const paidFen = isLast ? closingFen : planned
    balanceFen = closingFen - paidFen
    rows.push(row(doneBefore + index + 1, period, { openingFen, paidFen, interestFen, balanceFen, parts }))
    if (isLast) break
  }
  return rows
}

const paysOff = (terms: LoanTerms, owedFen: bigint): boolean =>
  terms.instalmentFen !== undefined && owedFen <= terms.instalmentFen

interface Figures {
  instalmentFen: bigint
  equalPrincipalFen: bigint
  interestFen: bigint
  closingFen: bigint
}

function principalFen(plan: Plan, index: number, figures: Figures): bigint {
  const { terms } = plan
  const planned = terms.principalPlanFen?.[plan.doneBefore + index]
  if (planned !== undefined) return planned
  if (index < graceLeft(plan)) return 0n
  if (terms.method === "equal_principal") return smaller(figures.equalPrincipalFen, figures.closingFen)
  if (terms.method !== "equal_instalment") return 0n
  const restFen = figures.instalmentFen - figures.interestFen
  return smaller(restFen > 0n ? restFen : 0n, figures.closingFen)
}

const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b)

function equalPrincipal(plan: Plan): bigint {
  const count = BigInt(Math.max(1, plan.periods.length - graceLeft(plan)))
  return divide(plan.balanceFen + total(plan.draws), count, plan.terms.rounding)
}

const total = (draws: readonly Draw[]): bigint => draws.reduce((sum, draw) => sum + draw.amountFen, 0n)

/** Splits a period where draws change the balance. */
function stretches(plan: Plan, period: PlannedPeriod, balanceFen: bigint) {
  const first = period === plan.periods[0]
  const due = (draw: Draw): boolean => draw.on < period.due && (draw.on >= period.from || first)
  const inside = plan.draws.filter(due)
  const early = inside.filter((draw) => draw.on <= period.from)
  let current = balanceFen + total(early)
  const openingFen = current
  const parts: InterestPart[] = []
  let from = period.from
  const push = (to: string): void => {
    if (to === from) return
    const share = yearShare(plan.terms, period, from, to)
    parts.push({ from, to, days: daysBetween(from, to), balanceFen: current, share })
  }
  for (const draw of inside.filter((one) => one.on > period.from)) {
    push(draw.on)
    from = draw.on
    current += draw.amountFen
  }
  push(period.due)
  return { parts, openingFen, closingFen: current }
}

/** All parts are added exactly and rounded once. */
function interestOf(parts: readonly InterestPart[], terms: LoanTerms): bigint {
  const sum = parts.reduce<Fraction>((acc, part) => plus(acc, times(fraction(part.balanceFen), part.share)), zero)
  return round(times(sum, terms.annualRate), terms.rounding)
}

/** 等本等息: interest on the first amount for the whole term; the last instalment takes both rests. */
function flatRows(plan: Plan): ScheduleRow[] {
  const { terms, periods, doneBefore } = plan
  const amountFen = plan.balanceFen + total(plan.draws)
  const count = BigInt(periods.length)
  const share = instalmentShare({ ...terms, dayCount: "monthly" }, periods[0]!)
  const eachExact = times(times(fraction(amountFen), share), terms.annualRate)
  const totalInterestFen = round(times(eachExact, fraction(count)), terms.rounding)
  const eachFen = round(eachExact, terms.rounding)
  const exact = { num: amountFen + totalInterestFen, den: count }
  const instalmentFen = roundToMultiple(exact, terms.multipleFen, terms.rounding)
  let balanceFen = amountFen
  let interestLeftFen = totalInterestFen
  return periods.map((period, index) => {
    const openingFen = balanceFen
    const isLast = index === periods.length - 1
    const interestFen = isLast ? interestLeftFen : eachFen
    const paidFen = isLast ? balanceFen : smaller(instalmentFen - interestFen, balanceFen)
    balanceFen -= paidFen
    interestLeftFen -= interestFen
    const days = daysBetween(period.from, period.due)
    const parts = [{ from: period.from, to: period.due, days, balanceFen: amountFen, share }]
    return row(doneBefore + index + 1, period, { openingFen, paidFen, interestFen, balanceFen, parts })
  })
}

interface RowFigures {
  openingFen: bigint
  paidFen: bigint
  interestFen: bigint
  balanceFen: bigint
  parts: InterestPart[]
}

function row(n: number, period: PlannedPeriod, figures: RowFigures): ScheduleRow {
  const { openingFen, paidFen, interestFen, balanceFen, parts } = figures
  return {
    n,
    kind: "instalment",
    from: period.from,
    due: period.payOn,
    days: daysBetween(period.from, period.due),
    openingFen,
    principalFen: paidFen,
    interestFen,
    totalFen: paidFen + interestFen,
    balanceFen,
    parts,
  }
}

function downPaymentFen(terms: LoanTerms, draw: Draw): bigint {
  if (!terms.downPaymentPct) return 0n
  const exact = times(times(fraction(draw.amountFen), terms.downPaymentPct), fraction(1, 100))
  return roundToMultiple(exact, terms.multipleFen, terms.rounding)
}

/** Down payments stand on the day of their draw, after an instalment due the same day. */
function withDownPayments(terms: LoanTerms, draws: readonly Draw[], rows: ScheduleRow[]): ScheduleRow[] {
  const paid = draws.flatMap((draw): ScheduleRow[] => {
    const amountFen = downPaymentFen(terms, draw)
    if (amountFen === 0n) return []
    const before = rows.filter((one) => one.due <= draw.on).at(-1)
    const joined = before?.due === draw.on ? draw.amountFen - amountFen : 0n
    const left = (before?.balanceFen ?? 0n) - joined
    return [
      {
        n: 0,
        kind: "down_payment",
        from: draw.on,
        due: draw.on,
        days: 0,
        openingFen: left + draw.amountFen,
        principalFen: amountFen,
        interestFen: 0n,
        totalFen: amountFen,
        balanceFen: left + draw.amountFen - amountFen,
        parts: [],
      },
    ]
  })
  const rank = (one: ScheduleRow): string => `${one.due}${one.kind === "down_payment" ? 1 : 0}`
  const merged = [...rows, ...paid].sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : a.n - b.n))
  return merged.map((one, index) => ({ ...one, n: index + 1 }))
}
