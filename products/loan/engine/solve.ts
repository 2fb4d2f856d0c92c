// What each open instalment aims at: the equal instalment, the equal principal, interest only, or fixed flat interest.
// Solved once when money is drawn, a rate changes or the plan is changed; walking the plan then only follows the aims.
import { equalInstalment } from "./annuity.ts"
import { divide, fraction, plus, round, roundToMultiple, times, zero } from "./fraction.ts"
import { total, type Bearing } from "./interest.ts"
import { instalmentShare, type PlannedPeriod } from "./periods.ts"
import type { Draw, LoanTerms, ScheduleRow, Target } from "./terms.ts"
import { growthBetween, instalmentGrowth, rateSpans } from "./timeline.ts"
import { walk } from "./walk.ts"
import { daysBetween } from "./dates.ts"

/** The open part of a plan: what is owed when its first period starts, and what joins later. */
export interface Plan {
  terms: LoanTerms
  periods: readonly PlannedPeriod[]
  draws: readonly Draw[]
  /** Principal still owed when the first of these periods starts, before draws of that day. */
  balanceFen: bigint
  doneBefore: number
  /** Interest of earlier instalments that is still to be taken. */
  deferredFen: bigint
  bearing?: Bearing
  /** Principal already paid on each of these instalments: a plan never asks for less. */
  paidFen?: readonly bigint[]
  /** Interest-only instalments at the head, where a change asked for them; else the terms say. */
  grace?: number
  /** Flat interest is counted on this amount; the amount at the head of the plan by default. */
  flatBaseFen?: bigint
  /** The plan ends when an instalment can pay all (keep the instalment, shorten the term). */
  mayEndEarly?: boolean
  /** Instalments up to this one hold payments and stay. */
  endNotBefore?: number
}

/** Solves and walks; with one correction of the instalment where the product asks for it. */
export function planned(plan: Plan): ScheduleRow[] {
  const rows = walk(plan, solve(plan))
  return plan.terms.refineInstalment && plan.terms.method === "equal_instalment" ? refined(plan, rows) : rows
}

export function solve(plan: Plan): Target[] {
  const { terms, periods, doneBefore } = plan
  if (terms.method === "flat") return flatTargets(plan)
  const grace = graceLeft(plan)
  const aim = aimOf(plan)
  return periods.map((_, index) => {
    const given = terms.principalPlanFen?.[doneBefore + index]
    if (given !== undefined) return { principalFen: given }
    return index < grace ? { principalFen: 0n } : aim
  })
}

function aimOf(plan: Plan): Target {
  const { terms } = plan
  if (terms.method === "equal_instalment") return { totalFen: terms.instalmentFen ?? solveInstalment(plan) }
  if (terms.method !== "equal_principal") return { principalFen: 0n }
  const count = BigInt(Math.max(1, plan.periods.length - graceLeft(plan)))
  return { principalFen: divide(plan.balanceFen + total(plan.draws), count, terms.rounding) }
}

/** Interest-only instalments left at the head of the open ones; the last one always repays. */
export const graceLeft = ({ terms, periods, doneBefore, grace }: Plan): number =>
  Math.max(0, Math.min(grace ?? terms.gracePrincipal - doneBefore, periods.length - 1))

function solveInstalment(plan: Plan): bigint {
  const { terms, periods, draws, balanceFen } = plan
  const grace = graceLeft(plan)
  const start = periods[grace]?.from ?? ""
  const before = draws.filter((draw) => draw.on <= start || grace === periods.length)
  let openingFen = balanceFen + total(before)
  const annuity = periods.slice(grace).map((period) => {
    const inside = draws.filter((draw) => draw.on > start && draw.on >= period.from && draw.on < period.due)
    const injections = inside.map((draw) => ({
      amountFen: draw.amountFen,
      growth: growthBetween(terms, period, draw.on, period.due),
    }))
    const growth = instalmentGrowth(terms, period)
    if (openingFen > 0n) injections.push({ amountFen: openingFen, growth })
    openingFen = 0n
    return { growth, injections }
  })
  return equalInstalment(annuity, terms)
}

/** One correction pass: spread the difference of the last instalment over all, and keep it only if it shrinks. */
function refined(plan: Plan, rows: ScheduleRow[]): ScheduleRow[] {
  const grace = graceLeft(plan)
  const instalmentFen = rows[grace]?.target.totalFen
  const count = BigInt(rows.length - grace)
  if (instalmentFen === undefined || plan.terms.instalmentFen !== undefined || count < 2n) return rows
  const gap = (of: ScheduleRow[], instalment: bigint): bigint => of.at(-1)!.totalFen - instalment
  const before = gap(rows, instalmentFen)
  if (size(before) <= count / 2n) return rows
  const candidateFen = instalmentFen + divide(before, count, plan.terms.rounding)
  const targets = rows.map((row) => (row.target.totalFen === undefined ? row.target : { totalFen: candidateFen }))
  const candidate = walk(plan, targets)
  return size(gap(candidate, candidateFen)) < size(before) ? candidate : rows
}

const size = (value: bigint): bigint => (value < 0n ? -value : value)

/** 等本等息: interest on the first amount for the whole term; the last instalment takes both rests. */
function flatTargets(plan: Plan): Target[] {
  const { terms, periods } = plan
  const amountFen = plan.balanceFen + total(plan.draws)
  const exact = periods.map((period) => flatInterest(terms, period, plan.flatBaseFen ?? amountFen))
  const grace = graceLeft(plan)
  const count = BigInt(Math.max(1, periods.length - grace))
  const payingFen = round(exact.slice(grace).reduce(plus, zero), terms.rounding)
  const share = { num: amountFen + payingFen, den: count }
  const totalFen = roundToMultiple(share, terms.multipleFen, terms.rounding)
  let leftFen = round(exact.reduce(plus, zero), terms.rounding)
  return exact.map((one, index) => {
    const interestFen = index === periods.length - 1 ? leftFen : round(one, terms.rounding)
    leftFen -= interestFen
    return index < grace ? { principalFen: 0n, interestFen } : { totalFen, interestFen }
  })
}

function flatInterest(terms: LoanTerms, period: PlannedPeriod, amountFen: bigint) {
  const share = instalmentShare({ ...terms, dayCount: "monthly" }, period)
  const days = daysBetween(period.from, period.due)
  const spans = rateSpans(terms, period.from, period.due)
  const rate =
    spans.length === 1
      ? spans[0]!.annualRate
      : spans.reduce(
          (sum, span) => plus(sum, times(span.annualRate, fraction(daysBetween(span.from, span.to), days))),
          zero,
        )
  return times(times(fraction(amountFen), share), rate)
}
