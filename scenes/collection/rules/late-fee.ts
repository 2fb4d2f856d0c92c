// What a bill owes on a day: principal, and the late fee (违约金) that grows from the day after the due day. Worked out anew
// from what happened, so that no balance is kept and every figure can show its steps. Pure.
import { mulDivHalfUp } from "../../../ledger/amount.ts"
import { addDays, daysBetween } from "../../../kernel/calendar/date.ts"
import type { AllocationOrder, LatePolicy } from "../model.ts"

export interface BillTerms {
  principalFen: bigint
  dueOn: string
  late: LatePolicy
  order: AllocationOrder
}

/** A payment; principal let off (减免); a late fee let off. */
export interface BillEvent {
  on: string
  kind: "pay" | "relief" | "waive"
  amountFen: bigint
}

/** One stretch of days with one principal: why the fee is what it is. */
export interface LateStep {
  from: string
  to: string
  days: number
  principalFen: bigint
  feeFen: bigint
}

export interface Owed {
  principalFen: bigint
  lateFen: bigint
  totalFen: bigint
  /** Days the late fee has been counted for. */
  daysLate: number
  steps: LateStep[]
}

export interface Allocation {
  principalFen: bigint
  lateFen: bigint
  restFen: bigint
}

const ppm = 1_000_000n
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b)

/** A payment over principal and late fee in the order agreed; 民法典 art. 561 takes the late fee first where nothing is. */
export function allocatePayment(
  amountFen: bigint,
  owed: { principalFen: bigint; lateFen: bigint },
  order: AllocationOrder,
): Allocation {
  const first = order === "late-first" ? owed.lateFen : owed.principalFen
  const takenFirst = least(amountFen, first)
  const second = order === "late-first" ? owed.principalFen : owed.lateFen
  const takenSecond = least(amountFen - takenFirst, second)
  const [lateFen, principalFen] = order === "late-first" ? [takenFirst, takenSecond] : [takenSecond, takenFirst]
  return { principalFen, lateFen, restFen: amountFen - takenFirst - takenSecond }
}

/** What is owed at the end of a day, after the events up to it. */
export function owedOn(bill: BillTerms, events: readonly BillEvent[], day: string): Owed {
  const freeUntil = addDays(bill.dueOn, bill.late.graceDays)
  const owed: Owed = { principalFen: bill.principalFen, lateFen: 0n, totalFen: 0n, daysLate: 0, steps: [] }
  let counted = freeUntil
  const count = (to: string) => {
    if (to <= counted) return
    const days = daysBetween(counted, to)
    const feeFen = mulDivHalfUp(owed.principalFen, BigInt(bill.late.ratePpm) * BigInt(days), ppm)
    if (bill.late.ratePpm > 0 && owed.principalFen > 0n) {
      owed.steps.push({ from: addDays(counted, 1), to, days, principalFen: owed.principalFen, feeFen })
      owed.lateFen += feeFen
      owed.daysLate += days
    }
    counted = to
  }
  for (const event of events
    .filter((one) => one.on <= day)
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))) {
    count(event.on)
    apply(owed, event, bill.order)
  }
  count(day)
  owed.totalFen = owed.principalFen + owed.lateFen
  return owed
}

function apply(owed: Owed, event: BillEvent, order: AllocationOrder): void {
  if (event.kind === "relief") owed.principalFen -= least(event.amountFen, owed.principalFen)
  else if (event.kind === "waive") owed.lateFen -= least(event.amountFen, owed.lateFen)
  else {
    const taken = allocatePayment(event.amountFen, owed, order)
    owed.principalFen -= taken.principalFen
    owed.lateFen -= taken.lateFen
  }
}

/** The policy as a yearly rate, in hundredths of a per cent: 500 ppm a day is 1825, that is 18.25 % a year. */
export const yearlyBp = (ratePpm: number): number => (ratePpm * 365) / 100
