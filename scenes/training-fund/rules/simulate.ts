// The policy simulator: what happened, replayed under another city's profile. Every difference is said with its figure.
// Each order is held against the profile of its own contract, whatever the others were signed under.
// Pure: orders, lessons and refunds of the period go in with the calendar; nothing of the branch changes.
import { addMonths } from "../../../kernel/calendar/date.ts"
import { cumulativeFen, silenceEndsOn } from "../../../products/custody/rules.ts"
import type { Billing, GiftMode, InstitutionKind, Policy } from "../model.ts"
import { chargeFaults, type ChargeFault } from "./charge.ts"
import { sharedLessons } from "./refund.ts"

export interface SimLesson {
  heldOn: string
  askedOn: string
  /** The parent's own word, where one was given. */
  confirmedOn: string | null
  /** Disputed and found void, or not decided. */
  isOut: boolean
}

export interface SimOrder {
  orderId: string
  contractNo: string
  institutionId: string
  institution: string
  kind: InstitutionKind
  billing: Billing
  tuitionFen: bigint
  totalFen: bigint
  paidLessons: number
  giftLessons: number
  /** What the contract says; a profile that rules otherwise wins in the replay. */
  giftMode: GiftMode
  firstLessonOn: string
  lastLessonOn: string
  paidOn: string
  lessonsLeftWhenPaid: number
  lessons: readonly SimLesson[]
  refundedOn: string | null
}

export interface Workdays {
  addWorkdays(date: string, n: number): string
  onOrAfter(date: string): string
}

export interface SimDay {
  day: string
  heldFen: bigint
  releasedFen: bigint
}

export interface SimOrderResult {
  orderId: string
  contractNo: string
  institution: string
  faults: ChargeFault[]
  /** Released to the institution until the end of the period. */
  releasedFen: bigint
  /** What is still kept for the parent at the end of the period. */
  heldFen: bigint
  confirmed: number
}

export interface SimResult {
  orders: SimOrderResult[]
  days: SimDay[]
  releasedFen: bigint
  heldFen: bigint
  refused: number
}

interface Move {
  on: string
  fen: bigint
}

/** Days on which this order's money would have moved to the institution under the policy. */
export function releasesUnder(policy: Policy, order: SimOrder, calendar: Workdays): Move[] {
  const kept = (order.tuitionFen * BigInt(policy.custodyShareBp)) / 10_000n
  const outside = order.tuitionFen - kept
  const first: Move[] = outside > 0n ? [{ on: order.paidOn, fen: outside }] : []
  if (kept === 0n) return first
  if (policy.release === "ORDER_END")
    return [...first, { on: calendar.addWorkdays(order.lastLessonOn, policy.orderEndWorkdays), fen: kept }]
  if (policy.release === "MONTHS")
    return [
      ...first,
      ...Array.from({ length: policy.releaseMonths }, (_, at) => ({
        on: addMonths(order.paidOn, at + 1),
        fen:
          cumulativeFen({ paidFen: kept, steps: policy.releaseMonths }, at + 1) -
          cumulativeFen({ paidFen: kept, steps: policy.releaseMonths }, at),
      })),
    ]
  return [...first, ...lessonMoves(policy, order, { kept, calendar })]
}

function lessonMoves(policy: Policy, order: SimOrder, p: { kept: bigint; calendar: Workdays }): Move[] {
  const share = { paidFen: p.kept, steps: sharedLessons({ ...order, giftMode: policy.giftMode }) }
  const confirmed = order.lessons
    .filter((lesson) => !lesson.isOut)
    .map((lesson) => {
      const silent = silenceEndsOn(p.calendar, lesson.askedOn, policy.confirmWorkdays)
      return lesson.confirmedOn !== null && lesson.confirmedOn <= silent ? lesson.confirmedOn : silent
    })
    .filter((on) => order.refundedOn === null || on <= order.refundedOn)
    .toSorted()
  return confirmed.map((on, at) => ({
    on: payDay(policy, on),
    fen: cumulativeFen(share, at + 1) - cumulativeFen(share, at),
  }))
}

/** Weekly settlement pays on the Friday of the week, daily settlement the same day. */
function payDay(policy: Policy, on: string): string {
  if (policy.cadence === "DAILY") return on
  const weekday = new Date(`${on}T00:00:00Z`).getUTCDay()
  const left = (5 - weekday + 7) % 7
  return new Date(Date.parse(`${on}T00:00:00Z`) + left * 86_400_000).toISOString().slice(0, 10)
}

/** `under`: one profile for all of them, or each order's own. */
export function simulate<O extends SimOrder>(
  under: Policy | ((order: O) => Policy),
  orders: readonly O[],
  p: { calendar: Workdays; from: string; to: string; days: readonly string[] },
): SimResult {
  const results: SimOrderResult[] = []
  const moves: Move[] = []
  const ins: Move[] = []
  for (const order of orders) {
    const policy = typeof under === "function" ? under(order) : under
    const faults = chargeFaults(policy, {
      ...order,
      lessons: order.paidLessons + order.giftLessons,
      lessonsLeft: order.lessonsLeftWhenPaid,
    })
    const own = releasesUnder(policy, order, p.calendar).filter((move) => move.on <= p.to)
    const releasedFen = own.reduce((sum, move) => sum + move.fen, 0n)
    moves.push(...own)
    ins.push({ on: order.paidOn, fen: order.tuitionFen })
    if (order.refundedOn !== null) ins.push({ on: order.refundedOn, fen: releasedFen - order.tuitionFen })
    results.push({
      orderId: order.orderId,
      contractNo: order.contractNo,
      institution: order.institution,
      faults,
      releasedFen,
      heldFen: order.refundedOn === null ? order.tuitionFen - releasedFen : 0n,
      confirmed: own.length,
    })
  }
  const upTo = (list: readonly Move[], day: string) =>
    list.reduce((sum, move) => (move.on <= day ? sum + move.fen : sum), 0n)
  const on = (day: string) => moves.reduce((sum, move) => (move.on === day ? sum + move.fen : sum), 0n)
  return {
    orders: results,
    days: p.days.map((day) => ({ day, heldFen: upTo(ins, day) - upTo(moves, day), releasedFen: on(day) })),
    releasedFen: results.reduce((sum, one) => sum + one.releasedFen, 0n),
    heldFen: results.reduce((sum, one) => sum + one.heldFen, 0n),
    refused: results.filter((one) => one.faults.length > 0).length,
  }
}
