// The servicing machine: terms and events in, the loan as it stands out. One path for quotes, booking and replay.
// Events lie in order of their days; the state after each is kept, so that an event of an earlier day, or the undoing
// of one, replays from that day only. Lines that a replay changed stay visible as reversed, beside the new ones.
import type { LoanEvent } from "./events.ts"
import { changeRate, pauseInterest, reAge, reAmortize, reschedule } from "./change.ts"
import { addCharge, chargeOff, closeOfBusiness, settledIncome } from "./close.ts"
import { disburse, payOff, prepay, repay } from "./repay.ts"
import { emptyState, type LoanState, type Portions, type ServicingTerms, type Transaction } from "./state.ts"

export interface Step {
  event: LoanEvent
  serial: number
  isUndone: boolean
  after: LoanState
}

/** A line that no longer holds, and why. */
export interface Reversed extends Transaction {
  why: "undone" | "replayed"
  /** The day it was reversed on. */
  reversedOn: string
}

export interface Serviced {
  terms: ServicingTerms
  steps: readonly Step[]
  state: LoanState
  reversed: readonly Reversed[]
  /** Serial of the next event. */
  nextSerial: number
  /** States computed in the last booking: what "replay from that day only" means, counted. */
  replayed: number
}

/** Everything at once. Money drawn in the terms themselves counts as paid out on its days. */
export function service(terms: ServicingTerms, events: readonly LoanEvent[]): Serviced {
  const hasDraw = events.some((event) => event.type === "disburse")
  const drawn: LoanEvent[] = hasDraw ? [] : terms.draws.map((draw) => ({ type: "disburse", ...draw }))
  return [...drawn, ...events].reduce(book, opened(terms))
}

export const opened = (terms: ServicingTerms): Serviced => ({
  terms,
  steps: [],
  state: emptyState({ ...terms, draws: [] }),
  reversed: [],
  nextSerial: 1,
  replayed: 0,
})

/** Books one more event; only the days from its own on are computed again. */
export function book(serviced: Serviced, event: LoanEvent): Serviced {
  if (event.type === "undo") return undo(serviced, event)
  const step = { event, serial: serviced.nextSerial, isUndone: false }
  const at = serviced.steps.findLastIndex((one) => one.event.on <= event.on) + 1
  const order = [...serviced.steps.slice(at)]
  return replayed(serviced, at, [step, ...order], event.on, serviced.nextSerial + 1)
}

function undo(serviced: Serviced, event: Extract<LoanEvent, { type: "undo" }>): Serviced {
  const target = undoable(serviced, event.originalOn)[event.nth - 1]
  if (!target) throw new RangeError(`no transaction ${event.nth} stands on ${event.originalOn}`)
  const at = serviced.steps.indexOf(target)
  const rest = serviced.steps.slice(at).map((one) => (one === target ? { ...one, isUndone: true } : one))
  return replayed(serviced, at, rest, event.on, serviced.nextSerial + 1)
}

/** Steps of a day that moved money and still stand. */
export function undoable(serviced: Serviced, on: string): Step[] {
  const standing = new Set(serviced.state.transactions.map((one) => one.serial))
  return serviced.steps.filter((step) => step.event.on === on && !step.isUndone && standing.has(step.serial))
}

type Unplayed = Omit<Step, "after">

function replayed(serviced: Serviced, at: number, rest: readonly Unplayed[], on: string, nextSerial: number): Serviced {
  const kept = serviced.steps.slice(0, at)
  let state = kept.at(-1)?.after ?? opened(serviced.terms).state
  const played = rest.map((step): Step => {
    state = step.isUndone ? state : applied(state, step.serial, step.event)
    return { event: step.event, serial: step.serial, isUndone: step.isUndone, after: state }
  })
  const reversed = [...serviced.reversed, ...changedLines(serviced.state, state, played, on)]
  return { ...serviced, steps: [...kept, ...played], state, reversed, nextSerial, replayed: played.length }
}

function applied(state: LoanState, serial: number, event: LoanEvent): LoanState {
  return { ...apply(state, serial, event), lastEvent: event.type }
}

function apply(state: LoanState, serial: number, event: LoanEvent): LoanState {
  switch (event.type) {
    case "disburse":
      return disburse(state, serial, event)
    case "repay":
      return settledIncome(repay(state, serial, event), event.on)
    case "prepay":
      return settledIncome(prepay(state, serial, event), event.on)
    case "payOff":
      return settledIncome(payOff(state, serial, event), event.on)
    case "addFee":
    case "addPenalty":
      return addCharge(state, event)
    case "reschedule":
      return reschedule(state, event)
    case "changeRate":
      return changeRate(state, event)
    case "pauseInterest":
      return pauseInterest(state, event)
    case "reAge":
      return reAge(state, serial, event)
    case "reAmortize":
      return reAmortize(state, serial, event)
    case "chargeOff":
      return chargeOff(state, serial, event)
    case "closeOfBusiness":
      return closeOfBusiness(state, event)
    case "undo":
      throw new RangeError("an undo is booked, not applied")
  }
}

/** Lines that stood before and stand no more, or stand with other figures. */
function changedLines(before: LoanState, after: LoanState, played: readonly Step[], on: string): Reversed[] {
  const undone = new Set(played.filter((step) => step.isUndone).map((step) => step.serial))
  return before.transactions.flatMap((line): Reversed[] => {
    const now = after.transactions.find((one) => one.serial === line.serial && one.type === line.type)
    if (now && isSame(now, line)) return []
    return [{ ...line, why: undone.has(line.serial) ? "undone" : "replayed", reversedOn: on }]
  })
}

const isSame = (a: Transaction, b: Transaction): boolean =>
  a.amountFen === b.amountFen && a.restFen === b.restFen && sameParts(a.allocated, b.allocated)

const sameParts = (a: Portions, b: Portions): boolean =>
  a.principalFen === b.principalFen &&
  a.interestFen === b.interestFen &&
  a.feesFen === b.feesFen &&
  a.penaltiesFen === b.penaltiesFen
