// What can happen to a loan, as data: the servicing machine knows these events and nothing else. `on` is the day an
// event takes effect; an event booked late carries an earlier day, and everything from that day on is replayed.
import type { PeriodUnit } from "../dates.ts"
import type { Fraction } from "../fraction.ts"
import type { RepaymentOrder } from "./order.ts"

export type LoanEvent =
  | { type: "disburse"; on: string; amountFen: bigint }
  /** A payment met by the loan's repayment order; money no debt is left for stays as a rest. */
  | { type: "repay"; on: string; amountFen: bigint; order?: RepaymentOrder }
  /** 提前还款: what is due first, then interest up to the day, the rest reduces principal. */
  | { type: "prepay"; on: string; amountFen: bigint; choice: "keep_term" | "keep_instalment" }
  /** 提前结清: everything owed, with interest up to the day or up to the next due date. */
  | { type: "payOff"; on: string; interest: "till_date" | "till_due" }
  | { type: "addFee"; on: string; dueOn: string; amountFen: bigint }
  | { type: "addPenalty"; on: string; dueOn: string; amountFen: bigint }
  /** Takes back the nth transaction of a day (counted from 1); later ones are replayed. */
  | { type: "undo"; on: string; originalOn: string; nth: number }
  | ({ type: "reschedule"; on: string; fromDue: string } & Rescheduling)
  /** The night that starts on `from` is the first at the new rate; instalments due after it are solved again. */
  | { type: "changeRate"; on: string; from: string; annualRate: Fraction }
  /** No interest for nights from `from` up to `until`; the instalment stays, the last one shrinks. */
  | { type: "pauseInterest"; on: string; from: string; until: string }
  /** All that is still owed moves to a new row of instalments. */
  | { type: "reAge"; on: string; firstDueOn: string; every: number; unit: PeriodUnit; instalments: number }
  /** Past-due principal is spread over the instalments still to come. */
  | { type: "reAmortize"; on: string }
  | { type: "chargeOff"; on: string }
  /** The day's end of `on`: overdue charges, and income earned up to the day before. */
  | { type: "closeOfBusiness"; on: string }

/** One change of the plan from the instalment due on `fromDue` on. */
export type Rescheduling =
  | { change: "due_date"; newDueOn: string }
  | { change: "extra_instalments"; extraInstalments: number }
  | { change: "grace"; gracePrincipal: number }
  | { change: "rate"; annualRate: Fraction }

export type EventType = LoanEvent["type"]
