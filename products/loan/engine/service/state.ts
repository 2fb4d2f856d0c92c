// The state of a loan between two events: plain data, never changed in place, so that any day can be kept and replayed
// from. Money amounts are fen; what was paid stands beside what was planned.
import { withoutDownPayment } from "../down-payment.ts"
import type { Fraction } from "../fraction.ts"
import type { PlannedPeriod } from "../periods.ts"
import type { Draw, LoanTerms, ScheduleRow } from "../terms.ts"
import type { EventType } from "./events.ts"
import type { RepaymentOrder } from "./order.ts"

export interface ServicingTerms extends LoanTerms {
  order: RepaymentOrder
  /**
   * Payments change the interest: early principal stops earning on its day, late principal earns on until it is paid.
   * onPrepayment says what early money does to the plan. Without it interest follows the plan alone.
   */
  recalculation?: { onPrepayment: "reduce_instalment" | "reduce_count" | "shorten_last" }
  /** The system takes the down payment on the day of the draw. */
  downPaymentAuto?: boolean
  /** Charged once on each instalment that is unpaid after its due day. */
  overdueCharge?: { share: Fraction; base: "principal" | "principal_and_interest" }
  /** Income is recognised every day, or with each instalment. */
  accrual?: "daily" | "per_instalment"
}

export interface Portions {
  principalFen: bigint
  interestFen: bigint
  feesFen: bigint
  penaltiesFen: bigint
}

export const noPortions: Portions = { principalFen: 0n, interestFen: 0n, feesFen: 0n, penaltiesFen: 0n }

export const sumOf = (of: Portions): bigint => of.principalFen + of.interestFen + of.feesFen + of.penaltiesFen

export const added = (a: Portions, b: Portions): Portions => ({
  principalFen: a.principalFen + b.principalFen,
  interestFen: a.interestFen + b.interestFen,
  feesFen: a.feesFen + b.feesFen,
  penaltiesFen: a.penaltiesFen + b.penaltiesFen,
})

/** A planned row with what was paid on it. */
export interface Instalment {
  row: ScheduleRow
  period: PlannedPeriod
  paid: Portions
  inAdvanceFen: bigint
  lateFen: bigint
  /** The last day something was paid on it, or it was emptied by a change. */
  touchedOn: string | null
}

export interface Charge {
  kind: "fee" | "penalty"
  dueOn: string
  amountFen: bigint
  paidFen: bigint
  /** Set where a charge belongs to one instalment (by its due date). */
  of?: string
}

/** One transaction: what moved and which debts it met. */
export interface Transaction {
  serial: number
  on: string
  type: "disbursement" | "downPayment" | "repayment" | "prepayment" | "payOff" | "reAge" | "reAmortize" | "chargeOff"
  amountFen: bigint
  allocated: Portions
  /** Principal owed afterwards. */
  balanceFen: bigint
  /** Money no debt was left for. */
  restFen: bigint
}

export interface Accrual extends Portions {
  on: string
}

export interface LoanState {
  terms: ServicingTerms
  draws: readonly Draw[]
  instalments: readonly Instalment[]
  downPayments: readonly Instalment[]
  charges: readonly Charge[]
  transactions: readonly Transaction[]
  accruals: readonly Accrual[]
  /** Sum of the accruals. */
  recognised: Portions
  /** Draws in, principal out: what interest is counted on where payments change it. */
  moves: readonly { on: string; changeFen: bigint }[]
  asOf: string
  /** Instalments due before this day are final. */
  finalTo: string
  chargedOffOn: string | null
  lastEvent: EventType | null
}

export const emptyState = (terms: ServicingTerms): LoanState => ({
  terms,
  draws: [],
  instalments: [],
  downPayments: [],
  charges: [],
  transactions: [],
  accruals: [],
  recognised: noPortions,
  moves: [],
  asOf: terms.startOn,
  finalTo: "",
  chargedOffOn: null,
  lastEvent: null,
})

export const fresh = (row: ScheduleRow, period: PlannedPeriod): Instalment => ({
  row,
  period,
  paid: noPortions,
  inAdvanceFen: 0n,
  lateFen: 0n,
  touchedOn: null,
})

export const netDraws = (state: LoanState): Draw[] => state.draws.map((draw) => withoutDownPayment(state.terms, draw))

export function principalOwed(state: LoanState): bigint {
  const drawnFen = state.draws.reduce((sum, draw) => sum + draw.amountFen, 0n)
  const rows = [...state.instalments, ...state.downPayments]
  return rows.reduce((left, one) => left - one.paid.principalFen, drawnFen)
}

/** Fees and penalties standing on each instalment, charged and paid. A charge without one joins the last. */
export function chargesOn(state: LoanState, instalment: Instalment): { charged: Portions; paid: Portions } {
  const mine = state.charges.filter((charge) => homeOf(state, charge) === instalment)
  const of = (kind: Charge["kind"], pick: (charge: Charge) => bigint): bigint =>
    mine.filter((charge) => charge.kind === kind).reduce((sum, charge) => sum + pick(charge), 0n)
  return {
    charged: { ...noPortions, feesFen: of("fee", chargedFen), penaltiesFen: of("penalty", chargedFen) },
    paid: { ...noPortions, feesFen: of("fee", paidFen), penaltiesFen: of("penalty", paidFen) },
  }
}

const chargedFen = (charge: Charge): bigint => charge.amountFen
const paidFen = (charge: Charge): bigint => charge.paidFen

export function homeOf(state: LoanState, charge: Charge): Instalment | undefined {
  const due = charge.of ?? charge.dueOn
  return state.instalments.find((one) => one.row.due >= due) ?? state.instalments.at(-1)
}

/** What is still owed of an instalment. */
export function owedOn(state: LoanState, one: Instalment): Portions {
  const { charged, paid } = state.charges.length > 0 ? chargesOn(state, one) : nothingCharged
  return {
    principalFen: one.row.principalFen - one.paid.principalFen,
    interestFen: one.row.interestFen - one.paid.interestFen,
    feesFen: charged.feesFen - paid.feesFen,
    penaltiesFen: charged.penaltiesFen - paid.penaltiesFen,
  }
}

const nothingCharged = { charged: noPortions, paid: noPortions }
