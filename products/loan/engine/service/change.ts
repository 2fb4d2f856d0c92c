// Changes of the plan: moved due dates, more instalments, grace, new rates, pauses, re-ageing and re-amortising.
// Each says from which instalment on the plan is touched; what fell due before stays as it was.
import { addPeriod } from "../dates.ts"
import { fraction, roundToMultiple } from "../fraction.ts"
import { periodTo, type PlannedPeriod } from "../periods.ts"
import type { RateStep } from "../terms.ts"
import type { LoanEvent } from "./events.ts"
import { advanced, firstDueAfter, resolved, rewalked, withPeriods } from "./plan.ts"
import { recorded } from "./repay.ts"
import { noPortions, owedOn, sumOf, type Instalment, type LoanState, type Portions } from "./state.ts"

type Of<T extends LoanEvent["type"]> = Extract<LoanEvent, { type: T }>

export function reschedule(state: LoanState, event: Of<"reschedule">): LoanState {
  const day = advanced(state, event.on)
  const first = day.instalments.findIndex((one) => one.row.due === event.fromDue)
  if (first < 0) throw new RangeError(`no instalment is due on ${event.fromDue}`)
  const periods = day.instalments.slice(first).map((one) => one.period)
  switch (event.change) {
    case "due_date":
      return rewalked(withPeriods(day, first, movedPeriods(day, periods, event.newDueOn)), first)
    case "extra_instalments":
      return resolved(withPeriods(day, first, longer(day, periods, event.extraInstalments)), first)
    case "grace": {
      const grace = event.gracePrincipal
      return resolved(withPeriods(day, first, longer(day, periods, grace)), first, { grace })
    }
    case "rate":
      return resolved(withRate(day, { from: periods[0]!.from, annualRate: event.annualRate }), first)
  }
}

/** The first period ends on the new day; the later ones follow it in the loan's own steps. */
function movedPeriods(state: LoanState, periods: readonly PlannedPeriod[], newDueOn: string): PlannedPeriod[] {
  const { every, unit, missingDay } = state.terms
  const seedDay = Number(newDueOn.slice(8))
  const dues = periods.map((_, index) =>
    index === 0 ? newDueOn : addPeriod(newDueOn, index * every, unit, seedDay, missingDay),
  )
  const [first, ...rest] = chained(state, periods[0]!.from, dues)
  return [{ ...first!, isMoved: true }, ...rest]
}

function longer(state: LoanState, periods: readonly PlannedPeriod[], more: number): PlannedPeriod[] {
  const { every, unit, seedDay, missingDay } = state.terms
  const last = periods.at(-1)!
  const seed = seedDay ?? Number((state.terms.firstDueOn ?? last.due).slice(8))
  const dues = Array.from({ length: more }, (_, k) => addPeriod(last.due, (k + 1) * every, unit, seed, missingDay))
  return [...periods, ...chained(state, last.due, dues)]
}

function chained(state: LoanState, start: string, dues: readonly string[]): PlannedPeriod[] {
  let from = start
  return dues.map((due) => {
    const period = periodTo(state.terms, from, due)
    from = period.due
    return period
  })
}

/** A new rate replaces what was agreed for the same day and later days. */
const withRate = (state: LoanState, step: RateStep): LoanState => {
  const earlier = (state.terms.rates ?? []).filter((one) => one.from < step.from)
  return { ...state, terms: { ...state.terms, rates: [...earlier, step] } }
}

export function changeRate(state: LoanState, event: Of<"changeRate">): LoanState {
  const changed = withRate(advanced(state, event.on), { from: event.from, annualRate: event.annualRate })
  return resolved(changed, firstDueAfter(changed, event.from))
}

export function pauseInterest(state: LoanState, event: Of<"pauseInterest">): LoanState {
  const day = advanced(state, event.on)
  const pauses = [...(day.terms.pauses ?? []), { from: event.from, until: event.until, why: "paused" as const }]
  const paused = { ...day, terms: { ...day.terms, pauses } }
  const first = firstDueAfter(paused, event.from)
  return state.terms.method === "flat" ? resolved(paused, first) : rewalked(paused, first)
}

/** All principal still owed stands on new instalments; unpaid interest of the old ones joins the first of them. */
export function reAge(state: LoanState, serial: number, event: Of<"reAge">): LoanState {
  const { on, firstDueOn, every, unit, instalments } = event
  const day = advanced(state, on)
  const owed = day.instalments.map((one) => ({ one, owed: owedOn(day, one) }))
  const principalFen = owed.reduce((sum, { owed: open }) => sum + open.principalFen, 0n)
  const past = owed.filter(({ one }) => one.row.due <= on)
  const unpaidFen = past.reduce((sum, { owed: open }) => sum + open.interestFen, 0n)
  const held = owed.flatMap(({ one, owed: open }) => heldAt(one, sumOf(open) > 0n, on))
  const from = past.at(-1)?.one.period.due ?? day.instalments[0]?.period.from ?? on
  const seedDay = Number(firstDueOn.slice(8))
  const dues = Array.from({ length: instalments }, (_, k) => addPeriod(firstDueOn, k * every, unit, seedDay))
  const periods = chained(day, from, dues)
  const terms = { ...day.terms, every, unit, graceInterestPayment: 0, gracePrincipal: 0 }
  const aged = withPeriods({ ...day, terms, instalments: held }, held.length, periods)
  const solved = carrying(resolved(aged, held.length), held.length, unpaidFen)
  const allocated = { ...noPortions, principalFen, interestFen: unpaidFen }
  return recorded(solved, serial, { on, type: "reAge", amountFen: sumOf(allocated), allocated })
}

/** A past instalment stays with what was paid on it; one to come stays only for money paid ahead, on this day. */
function heldAt(one: Instalment, isOpen: boolean, on: string): Instalment[] {
  if (one.row.due <= on) return [isOpen ? emptied(one, on) : one]
  if (sumOf(one.paid) === 0n) return []
  const left = emptied(one, one.touchedOn ?? on)
  const period = { from: on, due: on, payOn: on }
  return [{ ...left, period, row: { ...left.row, from: on, due: on, days: 0, parts: [] } }]
}

/** Interest owed from before joins the first new instalment; it bears no interest itself. */
function carrying(state: LoanState, index: number, interestFen: bigint): LoanState {
  const one = state.instalments[index]
  if (interestFen === 0n || !one) return state
  const row = { ...one.row, interestFen: one.row.interestFen + interestFen, totalFen: one.row.totalFen + interestFen }
  return { ...state, instalments: state.instalments.with(index, { ...one, row }) }
}

/** An instalment left with what was paid on it. */
function emptied(one: Instalment, on: string): Instalment {
  const { principalFen, interestFen } = one.paid
  const target = { principalFen, interestFen }
  return {
    ...one,
    touchedOn: on,
    row: { ...one.row, principalFen, interestFen, totalFen: principalFen + interestFen, target },
  }
}

/** Past-due principal moves in equal parts to the instalments to come; the last takes the residue. */
export function reAmortize(state: LoanState, serial: number, event: Of<"reAmortize">): LoanState {
  const { on } = event
  const day = advanced(state, on)
  const first = day.instalments.findIndex((one) => one.row.due >= on)
  if (first < 0) throw new RangeError("no instalment is still to come: re-age the loan instead")
  const past = day.instalments.slice(0, first)
  const movedFen = past.reduce((sum, one) => sum + one.row.principalFen - one.paid.principalFen, 0n)
  const open = day.instalments.length - first
  const shareFen = roundToMultiple(fraction(movedFen, open), day.terms.multipleFen, day.terms.rounding)
  const instalments = day.instalments.map((one, index) => (index < first ? lowered(one, on) : raised(one, shareFen)))
  const changed = { ...day, instalments }
  const next = day.terms.method === "equal_instalment" ? resolved(changed, first) : rewalked(changed, first)
  const allocated: Portions = { ...noPortions, principalFen: movedFen }
  return recorded(next, serial, { on, type: "reAmortize", amountFen: movedFen, allocated })
}

function raised(one: Instalment, shareFen: bigint): Instalment {
  const { totalFen, principalFen, ...rest } = one.row.target
  const target = {
    ...rest,
    ...(totalFen === undefined ? {} : { totalFen: totalFen + shareFen }),
    ...(principalFen === undefined ? {} : { principalFen: principalFen + shareFen }),
  }
  return { ...one, row: { ...one.row, target } }
}

function lowered(one: Instalment, on: string): Instalment {
  const principalFen = one.paid.principalFen
  const wasOpen = principalFen < one.row.principalFen
  const row = { ...one.row, principalFen, totalFen: principalFen + one.row.interestFen }
  return { ...one, touchedOn: wasOpen ? on : one.touchedOn, row }
}
