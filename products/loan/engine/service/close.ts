// The day's end of a loan, charges and charge-off: overdue charges once per instalment, income recognised up to the
// day before, by the night or with the instalment. After a charge-off no more income is recognised.
import { addDays, daysBetween } from "../dates.ts"
import { fraction, plus, round, times, zero } from "../fraction.ts"
import type { LoanEvent } from "./events.ts"
import { advanced } from "./plan.ts"
import { recorded } from "./repay.ts"
import { added, noPortions, owedOn, principalOwed, sumOf } from "./state.ts"
import type { Charge, Instalment, LoanState, Portions } from "./state.ts"

type Of<T extends LoanEvent["type"]> = Extract<LoanEvent, { type: T }>

export function addCharge(state: LoanState, event: Of<"addFee"> | Of<"addPenalty">): LoanState {
  const kind = event.type === "addFee" ? "fee" : "penalty"
  const charge: Charge = { kind, dueOn: event.dueOn, amountFen: event.amountFen, paidFen: 0n }
  return { ...state, charges: [...state.charges, charge] }
}

export function chargeOff(state: LoanState, serial: number, event: Of<"chargeOff">): LoanState {
  const { on } = event
  const day = advanced(state, on)
  const rows = [...day.downPayments, ...day.instalments]
  const allocated = rows.reduce((sum, one) => added(sum, owedOn(day, one)), noPortions)
  const line = { on, type: "chargeOff" as const, amountFen: sumOf(allocated), allocated }
  return { ...recorded(day, serial, line), chargedOffOn: on }
}

export function closeOfBusiness(state: LoanState, event: Of<"closeOfBusiness">): LoanState {
  const charged = withOverdueCharges(advanced(state, event.on), event.on)
  return charged.chargedOffOn === null ? accrued(charged, addDays(event.on, -1)) : charged
}

function withOverdueCharges(state: LoanState, on: string): LoanState {
  const rule = state.terms.overdueCharge
  if (!rule) return state
  const late = state.instalments.filter(
    (one) => one.row.due < on && !state.charges.some((charge) => charge.of === one.row.due),
  )
  const charges = late.flatMap((one): Charge[] => {
    const owed = owedOn(state, one)
    const baseFen = owed.principalFen + (rule.base === "principal" ? 0n : owed.interestFen)
    const amountFen = round(times(fraction(baseFen), rule.share), state.terms.rounding)
    return amountFen > 0n ? [{ kind: "penalty", dueOn: one.row.due, of: one.row.due, amountFen, paidFen: 0n }] : []
  })
  return charges.length > 0 ? { ...state, charges: [...state.charges, ...charges] } : state
}

/** When everything is paid, income not recognised yet is recognised at once. */
export function settledIncome(state: LoanState, on: string): LoanState {
  const isOpen = principalOwed(state) > 0n || state.draws.length === 0
  if (isOpen || state.chargedOffOn !== null || !state.terms.accrual) return state
  const paid = state.instalments.reduce((sum, one) => sum + sumOf(owedOn(state, one)), 0n)
  if (paid > 0n) return state
  return withIncome(state, on, less(earnedWhole(state), state.recognised))
}

function accrued(state: LoanState, until: string): LoanState {
  if (!state.terms.accrual) return state
  if (state.terms.accrual === "daily") {
    const earned = added(interestTo(state, until), chargesTo(state, until))
    return withIncome(state, until, less(earned, state.recognised))
  }
  const from = state.accruals.at(-1)?.on ?? ""
  const due = state.instalments.filter((one) => one.row.due <= until && one.row.due > from)
  return due.reduce((next, one) => {
    const earned = added(interestTo(next, one.row.due), chargesTo(next, one.row.due))
    return withIncome(next, one.row.due, less(earned, next.recognised))
  }, state)
}

function withIncome(state: LoanState, on: string, portions: Portions): LoanState {
  if (sumOf(portions) === 0n) return state
  const recognised = added(state.recognised, portions)
  return { ...state, accruals: [...state.accruals, { on, ...portions }], recognised }
}

const less = (a: Portions, b: Portions): Portions => ({
  principalFen: 0n,
  interestFen: a.interestFen - b.interestFen,
  feesFen: a.feesFen - b.feesFen,
  penaltiesFen: a.penaltiesFen - b.penaltiesFen,
})

function earnedWhole(state: LoanState): Portions {
  const interestFen = state.instalments.reduce((sum, one) => sum + one.row.interestFen, 0n)
  return added({ ...noPortions, interestFen }, chargesTo(state, "9999-12-31"))
}

const chargesTo = (state: LoanState, until: string): Portions =>
  state.charges
    .filter((one) => one.dueOn <= until)
    .reduce(
      (sum, one) => added(sum, { ...noPortions, [one.kind === "fee" ? "feesFen" : "penaltiesFen"]: one.amountFen }),
      noPortions,
    )

/** Interest earned up to a day: whole instalments, and of the running one its stretches up to the day. */
export function interestTo(state: LoanState, until: string): Portions {
  const interestFen = state.instalments.reduce((sum, one) => sum + earnedOn(state, one, until), 0n)
  return { ...noPortions, interestFen }
}

function earnedOn(state: LoanState, one: Instalment, until: string): bigint {
  if (one.period.due <= until) return one.row.interestFen
  if (one.period.from >= until) return 0n
  const exact = one.row.parts
    .filter((part) => part.from < until)
    .map((part) => {
      const whole = times(times(fraction(part.balanceFen), part.share), part.annualRate)
      const days = part.to <= until ? part.days : daysBetween(part.from, until)
      return times(whole, fraction(days, part.days))
    })
  const earnedFen = round(exact.reduce(plus, zero), state.terms.rounding)
  return earnedFen < one.row.interestFen ? earnedFen : one.row.interestFen
}
