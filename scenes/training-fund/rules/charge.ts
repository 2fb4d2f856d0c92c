// May this be charged? One period, number of lessons, cap, earliest day. 60 lessons or three months at most, also when sold
// as a top-up or punch card. Pure; the page that shows a course and the server that signs ask the same function.
import { addDays, addMonths } from "../../../kernel/calendar/date.ts"
import type { Billing, InstitutionKind, Policy } from "../model.ts"

export interface Charge {
  kind: InstitutionKind
  billing: Billing
  firstLessonOn: string
  lastLessonOn: string
  /** Gift lessons count: they lengthen what is paid for in advance. */
  lessons: number
  /** What is paid before the lessons: tuition, materials, data, lodging. */
  totalFen: bigint
  paidOn: string
  /** Lessons of the same subject the student still has there. */
  lessonsLeft: number
}

export type ChargeFault =
  | { code: "POLICY_EXPIRED"; until: string }
  | { code: "FEE_TOO_LONG"; until: string; months: number }
  | { code: "LESSONS_OVER_60"; lessons: number; max: number }
  | { code: "FEE_CAP_5000"; capYuan: number }
  | { code: "PAY_TOO_EARLY"; from: string }

/** Everything that stands in the way, in the order a person would mend it. */
export function chargeFaults(policy: Policy, charge: Charge): ChargeFault[] {
  const faults: ChargeFault[] = []
  if (policy.until !== null && charge.paidOn > policy.until)
    faults.push({ code: "POLICY_EXPIRED", until: policy.until })
  const until = addDays(addMonths(charge.firstLessonOn, policy.maxMonths), -1)
  if (charge.lastLessonOn > until) faults.push({ code: "FEE_TOO_LONG", until, months: policy.maxMonths })
  if (charge.lessons > policy.maxLessons)
    faults.push({ code: "LESSONS_OVER_60", lessons: charge.lessons, max: policy.maxLessons })
  if (charge.kind === "non_academic" && policy.capYuan !== null && charge.totalFen > BigInt(policy.capYuan) * 100n)
    faults.push({ code: "FEE_CAP_5000", capYuan: policy.capYuan })
  const from = earliestOn(policy, charge)
  if (charge.paidOn < from) faults.push({ code: "PAY_TOO_EARLY", from })
  return faults
}

/**
 * The first day the fee may be taken. By period: a month before the new course. By lessons: from the day on which few of the
 * same subject are left, else a month before as well. Where both are agreed, the shorter window wins.
 */
export function earliestOn(
  policy: Policy,
  charge: Pick<Charge, "billing" | "firstLessonOn" | "lessonsLeft" | "paidOn">,
) {
  const byPeriod = addMonths(charge.firstLessonOn, -policy.earliestMonths)
  if (charge.billing !== "lessons") return byPeriod
  return charge.lessonsLeft > 0 && charge.lessonsLeft <= policy.renewAtLessons && charge.paidOn < byPeriod
    ? charge.paidOn
    : byPeriod
}

/** Lessons that end later than a policy allows, as "HH:MM". */
export function endsTooLate(policy: Policy, p: { online: boolean; endsAt: string }): boolean {
  return p.endsAt > (p.online ? policy.latestEndOnline : policy.latestEnd)
}

export interface Span {
  startsAt: string
  endsAt: string
}

/** The first two spans that overlap, or null. */
export function overlap(a: readonly Span[], b: readonly Span[]): [Span, Span] | null {
  for (const one of a)
    for (const two of b) if (one.startsAt < two.endsAt && two.startsAt < one.endsAt) return [one, two]
  return null
}

/** Several orders of one student and subject within the window whose sum is above the cap. */
export function isSplitSuspect(policy: Policy, kind: InstitutionKind, sumsFen: readonly bigint[]): boolean {
  if (kind !== "non_academic" || policy.capYuan === null || sumsFen.length < 2) return false
  return sumsFen.reduce((sum, fen) => sum + fen, 0n) > BigInt(policy.capYuan) * 100n
}
