// Whether an event fits the loan as it stands: asked before booking, so that a refusal is a value with a field and a
// sentence in two languages. Booking an event that does not fit throws: that is the caller's mistake.
import type { LoanEvent } from "./events.ts"
import { advanced } from "./plan.ts"
import { book, undoable, type Serviced } from "./service.ts"
import { principalOwed, type LoanState } from "./state.ts"

export interface EventFault {
  field: string
  zh: string
  en: string
}

const fault = (field: string, zh: string, en: string): EventFault => ({ field, zh, en })
const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text)

export const eventFault = (loan: Serviced, event: LoanEvent): EventFault | null =>
  ownFault(loan, event) ?? laterFault(loan, event)

/** A late event may leave a later one without what it changed: then that one has to be taken back first. */
function laterFault(loan: Serviced, event: LoanEvent): EventFault | null {
  const last = loan.steps.at(-1)
  if (!last || (event.type !== "undo" && event.on >= last.event.on)) return null
  const why = whyLaterFails(loan, event)
  if (why === null) return null
  const zh = "补记后，之后的一笔业务将无从依附；请先撤销那一笔"
  return fault("date", zh, `a later event would no longer fit (${why}): take it back first`)
}

function whyLaterFails(loan: Serviced, event: LoanEvent): string | null {
  try {
    const booked = book(loan, event)
    const from = event.type === "undo" ? event.originalOn : event.on
    for (const [index, step] of booked.steps.entries()) {
      if (step.event.on <= from || step.isUndone) continue
      const steps = booked.steps.slice(0, index)
      const found = ownFault({ ...booked, steps, state: steps.at(-1)!.after }, step.event)
      if (found) return found.en
    }
    return null
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return error.message
  }
}

function ownFault(loan: Serviced, event: LoanEvent): EventFault | null {
  if (!isDate(event.on)) return fault("date", `日期 ${event.on} 不是 YYYY-MM-DD`, `${event.on} is not YYYY-MM-DD`)
  if (event.type === "disburse") return drawFault(loan, event)
  const first = loan.steps.find((step) => step.event.type === "disburse" && !step.isUndone)
  if (!first) return fault("date", "贷款尚未发放，先放款", "nothing was drawn yet: draw first")
  if (event.on < first.event.on) {
    return fault("date", `早于放款日 ${first.event.on}`, `earlier than the pay-out on ${first.event.on}`)
  }
  if ("amountFen" in event && event.amountFen <= 0n)
    return fault("amount", "金额应大于零", "the amount must be above zero")
  const state = stateOn(loan, event.on)
  switch (event.type) {
    case "undo":
      return undoable(loan, event.originalOn)[event.nth - 1]
        ? null
        : fault(
            "nth",
            `${event.originalOn} 没有第 ${event.nth} 笔交易`,
            `no transaction ${event.nth} stands on ${event.originalOn}`,
          )
    case "reschedule":
      return rescheduleFault(state, event)
    case "reAmortize":
      return state.instalments.some((one) => one.row.due >= event.on)
        ? null
        : fault("date", "之后没有未到期的期次，请改用逾期重整", "no instalment is still to come: re-age instead")
    case "reAge":
      return reAgeFault(state, event)
    case "pauseInterest":
      return event.from < event.until ? null : fault("to", "停息止日应晚于起日", "the pause must end after it starts")
    default:
      return null
  }
}

/** The loan as it stood at the end of a day. */
const stateOn = (loan: Serviced, on: string): LoanState =>
  loan.steps.findLast((step) => step.event.on <= on)?.after ?? loan.state

function drawFault(loan: Serviced, event: Extract<LoanEvent, { type: "disburse" }>): EventFault | null {
  if (event.amountFen <= 0n) return fault("amount", "放款金额应大于零", "the amount must be above zero")
  const { instalments } = advanced(stateOn(loan, event.on), event.on)
  const isLate = instalments.length > 0 && instalments.every((one) => one.period.due <= event.on)
  return isLate
    ? fault("date", "最后一期已到期，不能再放款", "the last instalment is past: nothing can be drawn")
    : null
}

function rescheduleFault(state: LoanState, event: Extract<LoanEvent, { type: "reschedule" }>): EventFault | null {
  const one = state.instalments.find((row) => row.row.due === event.fromDue)
  if (!one) {
    const zh = `没有 ${event.fromDue} 到期的期次`
    return fault("fromInstalmentDue", zh, `no instalment is due on ${event.fromDue}`)
  }
  if (event.change === "due_date" && event.newDueOn <= one.period.from) {
    return fault("newDueDate", "新到期日应晚于上一期到期日", "the new due date must come after the instalment before")
  }
  if (principalOwed(state) === 0n) return fault("date", "没有未还本金", "no principal is owed")
  if (one.row.due <= event.on && one.touchedOn !== null) {
    const zh = "该期已到期且已有还款或调整，不能再改；请改用逾期重整或重算分期"
    return fault("fromInstalmentDue", zh, "the instalment is past and already touched: re-age or re-amortise instead")
  }
  if (one.row.due < event.on && event.change !== "due_date") {
    return fault("fromInstalmentDue", "已到期的期次只能改到期日", "a past instalment can only get a new due date")
  }
  if (event.change === "due_date" && event.newDueOn < event.on) {
    return fault("newDueDate", "新到期日不能早于办理日", "the new due date must not lie before the day of the change")
  }
  return null
}

function reAgeFault(state: LoanState, event: Extract<LoanEvent, { type: "reAge" }>): EventFault | null {
  if (principalOwed(state) === 0n) return fault("date", "没有未还本金", "no principal is owed")
  const last = state.instalments.filter((one) => one.row.due <= event.on).at(-1)
  const after = last && last.row.due > event.on ? last.row.due : event.on
  return event.firstDueOn > after
    ? null
    : fault("startDate", "首个新到期日应晚于办理日", "the first new due date must come after the day of the change")
}
