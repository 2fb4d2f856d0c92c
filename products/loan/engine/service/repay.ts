// Money in and out: draws, repayments, early repayment and payoff. Each brings the loan to its day, meets the debts,
// lets the plan follow, and leaves one transaction that says where every fen went.
import { downPaymentRow, withoutDownPayment } from "../down-payment.ts"
import { interestOf, stretches } from "../interest.ts"
import { periodsOf, type PlannedPeriod } from "../periods.ts"
import { meet, take, type Met } from "./allocate.ts"
import type { LoanEvent } from "./events.ts"
import type { RepaymentOrder } from "./order.ts"
import { advanced, firstDueAfter, firstDueFrom, resolved, rewalked, withPeriods } from "./plan.ts"
import { fresh, netDraws, noPortions, owedOn, principalOwed, sumOf } from "./state.ts"
import type { Charge, Instalment, LoanState, Portions, Transaction } from "./state.ts"

type Of<T extends LoanEvent["type"]> = Extract<LoanEvent, { type: T }>

export function recorded(
  state: LoanState,
  serial: number,
  one: Pick<Transaction, "on" | "type" | "amountFen"> & { allocated?: Portions; restFen?: bigint },
): LoanState {
  const { on, type, amountFen, allocated = noPortions, restFen = 0n } = one
  const balanceFen = principalOwed(state)
  const line: Transaction = { serial, on, type, amountFen, allocated, restFen, balanceFen }
  return { ...state, transactions: [...state.transactions, line] }
}

export function disburse(state: LoanState, serial: number, event: Of<"disburse">): LoanState {
  const { on, amountFen } = event
  const draw = { on, amountFen }
  const netFen = withoutDownPayment(state.terms, draw).amountFen
  const day = advanced(state, on)
  const drawn = {
    ...day,
    draws: [...day.draws, draw],
    moves: [...day.moves, { on, changeFen: netFen }],
  }
  const first = firstDueAfter(drawn, on)
  const isFirst = drawn.instalments.length === 0
  if (!isFirst && first === drawn.instalments.length) throw new RangeError("the last instalment is past")
  const open = isFirst ? withPeriods(drawn, 0, periodsOf(state.terms)) : drawn
  const planned = recorded(resolved(open, first), serial, { on, type: "disbursement", amountFen })
  const row = downPaymentRow(state.terms, draw)
  if (!row) return planned
  const down = fresh(row, { from: on, due: on, payOn: on })
  const withRow = { ...planned, downPayments: [...planned.downPayments, down] }
  return state.terms.downPaymentAuto ? payDown(withRow, serial, down) : withRow
}

function payDown(state: LoanState, serial: number, down: Instalment): LoanState {
  const amountFen = down.row.principalFen
  const on = down.row.due
  const met = take({ state, allocated: noPortions, restFen: amountFen }, on, down, { principalFen: amountFen })
  return recorded(met.state, serial, { on, type: "downPayment", amountFen, allocated: met.allocated })
}

export function repay(state: LoanState, serial: number, event: Of<"repay">): LoanState {
  const { on, amountFen } = event
  const day = advanced(state, on)
  const met = meet(day, on, amountFen, event.order ?? state.terms.order)
  const followed = followPayment(met.state, on)
  return recorded(followed, serial, {
    on,
    type: "repayment",
    amountFen,
    allocated: met.allocated,
    restFen: met.restFen,
  })
}

/** Where payments change the interest, the plan follows the money: walked again, and solved again if it grew. */
function followPayment(state: LoanState, on: string): LoanState {
  if (!state.terms.recalculation) return state
  const first = firstDueFrom(state, on)
  const walked = rewalked(state, first)
  const grown = walked.instalments[first]
  const isGrown = grown && grown.row.target.totalFen !== undefined && grown.row.totalFen > grown.row.target.totalFen
  const isLast = first === walked.instalments.length - 1
  if (!isGrown || isLast || state.terms.recalculation.onPrepayment !== "reduce_instalment") return walked
  return resolved(walked, first + 1)
}

/**
 * What is due is met first; then interest up to the day, and the rest reduces principal on a row of its own. Where
 * payments change the interest anyway, early money needs no row: it reduces the running instalment's principal.
 */
export function prepay(state: LoanState, serial: number, event: Of<"prepay">): LoanState {
  const { on, amountFen, choice } = event
  if (state.terms.recalculation) {
    const onPrepayment = choice === "keep_term" ? ("reduce_instalment" as const) : ("reduce_count" as const)
    const terms = { ...state.terms, recalculation: { onPrepayment } }
    return { ...repay({ ...state, terms }, serial, { type: "repay", on, amountFen }), terms: state.terms }
  }
  const day = advanced(state, on)
  const order = day.terms.order
  const dueOnly: RepaymentOrder = { ...order, buckets: order.buckets.filter((one) => one.stage !== "in_advance") }
  const met = meet(day, on, amountFen, dueOnly)
  const split = met.restFen > 0n ? splitAt(met.state, on, met.restFen) : null
  if (!split) return recorded(met.state, serial, { on, type: "prepayment", ...met, amountFen })
  const { index, principalFen, interestFen } = split
  const row = split.state.instalments[index]!
  const paid = take({ ...met, state: split.state }, on, row, { principalFen, interestFen })
  const after = choice === "keep_term" ? resolved(paid.state, index + 1) : shortened(paid.state, index + 1)
  const { allocated, restFen } = paid
  return recorded(after, serial, { on, type: "prepayment", amountFen, allocated, restFen })
}

interface Split {
  state: LoanState
  index: number
  principalFen: bigint
  interestFen: bigint
}

/** Cuts the running period at the day and puts the early repayment there as a row. */
function splitAt(state: LoanState, on: string, amountFen: bigint): Split | null {
  const index = firstDueAfter(state, on)
  const running = state.instalments[index]
  if (!running) return null
  const before: PlannedPeriod = { from: running.period.from, due: on, payOn: on }
  const inside = netDraws(state).filter((draw) => draw.on > before.from && draw.on <= on)
  const { parts, closingFen } = stretches(state.terms, before, inside, running.row.openingFen)
  const earned = interestOf(parts, state.terms)
  const interestFen = earned < amountFen ? earned : amountFen
  const restFen = amountFen - interestFen
  const paidFen = state.instalments.slice(index).reduce((sum, one) => sum + one.paid.principalFen, 0n)
  const owedFen = closingFen - paidFen
  const principalFen = restFen < owedFen ? restFen : owedFen
  const target = { principalFen, interestFen }
  const row = fresh({ ...running.row, kind: "prepayment", due: on, target }, before)
  const rest: Instalment = { ...running, period: { ...running.period, from: on, isMoved: true } }
  const instalments = [...state.instalments.slice(0, index), row, rest, ...state.instalments.slice(index + 1)]
  return { state: rewalked({ ...state, instalments }, index), index, principalFen, interestFen }
}

/** Keeps the instalment: the plan is walked with the old aims and ends early. */
function shortened(state: LoanState, first: number): LoanState {
  const aim = state.instalments[first]?.row.target ?? {}
  if (aim.totalFen === undefined && !aim.principalFen) return resolved(state, first)
  return rewalked(state, first, { mayEndEarly: true })
}

/** Everything owed on a day. Interest stops on the day, or on the next due date where the product says so. */
export function payOff(state: LoanState, serial: number, event: Of<"payOff">): LoanState {
  const { on } = event
  const day = advanced(state, on)
  const first = firstDueFrom(day, on)
  const running = day.instalments[first]
  const stopOn = event.interest === "till_due" && running ? running.period.due : on
  const pauses = [...(day.terms.pauses ?? []), { from: stopOn, until: "9999-12-31", why: "settled" as const }]
  const stopped = { ...day, terms: { ...day.terms, pauses } }
  const planned = state.terms.method === "flat" ? resolved(stopped, first) : rewalked(stopped, first)
  const met = paidUp(planned, on)
  return recorded(met.state, serial, { on, type: "payOff", amountFen: sumOf(met.allocated), allocated: met.allocated })
}

function paidUp(state: LoanState, on: string): Met {
  let met: Met = { state, allocated: noPortions, restFen: 0n }
  for (const one of [...state.downPayments, ...state.instalments]) {
    met = take(met, on, one, owedOn(state, one))
  }
  const charges = met.state.charges.map((one): Charge => ({ ...one, paidFen: one.amountFen }))
  return { ...met, state: { ...met.state, charges }, restFen: 0n }
}
