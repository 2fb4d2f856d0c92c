// Walks the periods of a plan in order: interest of the period, principal by the instalment's aim, balance left.
// Promises: principal parts sum to what was drawn; interest is rounded once per instalment; the last row takes the rest.
import { daysBetween } from "./dates.ts"
import { interestOf, stretches, total } from "./interest.ts"
import { instalmentShare, type PlannedPeriod } from "./periods.ts"
import type { Plan } from "./solve.ts"
import type { InterestPart, ScheduleRow, Target } from "./terms.ts"
import { rateSpans } from "./timeline.ts"

export function walk(plan: Plan, targets: readonly Target[]): ScheduleRow[] {
  const { terms, periods, doneBefore } = plan
  const rows: ScheduleRow[] = []
  let balanceFen = plan.balanceFen
  let deferredFen = plan.deferredFen
  let laterPaidFen = plan.paidFen?.reduce((sum, fen) => sum + fen, 0n) ?? 0n
  for (const [index, period] of periods.entries()) {
    const target = targets[index] ?? {}
    const { parts, openingFen, closingFen } = openStretches(plan, index, balanceFen)
    const earnedFen = (target.interestFen ?? interestOf(parts, terms)) + deferredFen
    const isDeferred = doneBefore + index < terms.graceInterestPayment && index < periods.length - 1
    deferredFen = isDeferred ? earnedFen : 0n
    const interestFen = isDeferred ? 0n : earnedFen
    const isLast = index === periods.length - 1 || paysOff(plan, index, { closingFen, interestFen }, target)
    const floorFen = plan.paidFen?.[index] ?? 0n
    laterPaidFen -= floorFen
    const mostFen = closingFen - laterPaidFen
    const paidFen = isLast ? closingFen : planPrincipal(target, { interestFen, mostFen, floorFen })
    balanceFen = closingFen - paidFen
    rows.push({
      n: doneBefore + index + 1,
      kind: "instalment",
      from: period.from,
      due: period.payOn,
      days: daysBetween(period.from, period.due),
      openingFen,
      principalFen: paidFen,
      interestFen,
      totalFen: paidFen + interestFen,
      balanceFen,
      parts: target.interestFen === undefined ? parts : flatParts(plan, period),
      target,
      deferredFen,
    })
    if (isLast) break
  }
  return rows
}

function openStretches(plan: Plan, index: number, balanceFen: bigint) {
  const period = plan.periods[index]!
  const inside = plan.draws.filter((draw) => draw.on < period.due && (draw.on >= period.from || index === 0))
  const bearing = plan.bearing ? { known: plan.bearing, index } : undefined
  return stretches(plan.terms, period, inside, balanceFen, bearing)
}

const paysOff = (plan: Plan, index: number, owed: { closingFen: bigint; interestFen: bigint }, aim: Target): boolean =>
  (plan.mayEndEarly === true || plan.terms.instalmentFen !== undefined) &&
  index >= (plan.endNotBefore ?? 0) &&
  !plan.draws.some((draw) => draw.on >= plan.periods[index]!.due) &&
  (aim.totalFen === undefined
    ? aim.principalFen !== undefined && owed.closingFen <= aim.principalFen
    : owed.closingFen + owed.interestFen <= aim.totalFen)

/** As the aim says, but never less than was paid on it, nor what was paid on later instalments already. */
function planPrincipal(target: Target, figures: { interestFen: bigint; mostFen: bigint; floorFen: bigint }): bigint {
  const { interestFen, mostFen, floorFen } = figures
  const aimFen = target.principalFen ?? (target.totalFen ?? 0n) - interestFen
  return smaller(larger(aimFen, larger(floorFen, 0n)), mostFen)
}

const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b)
const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b)

/** Flat interest is counted on the amount at the head of the open plan, whatever was repaid since. */
function flatParts(plan: Plan, period: PlannedPeriod): InterestPart[] {
  const { terms } = plan
  const balanceFen = plan.flatBaseFen ?? plan.balanceFen + total(plan.draws)
  const share = instalmentShare({ ...terms, dayCount: "monthly" }, period)
  const days = daysBetween(period.from, period.due)
  return rateSpans(terms, period.from, period.due).map((span) => {
    const spanDays = daysBetween(span.from, span.to)
    const part = { num: share.num * BigInt(spanDays), den: share.den * BigInt(days) }
    const { annualRate, why } = span
    return {
      from: span.from,
      to: span.to,
      days: spanDays,
      balanceFen,
      share: spanDays === days ? share : part,
      annualRate,
      why: why === "contract" ? ("flat" as const) : why,
    }
  })
}
