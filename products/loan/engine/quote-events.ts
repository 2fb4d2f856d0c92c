// Events of the public loan cases, by their names and in yuan, as events of the servicing machine. A rate change or a
// pause named by a day there covers the night before that day; here nights are named by the day they start on.
import { addDays } from "./dates.ts"
import { fenFromYuan, rateFromPercent } from "./fraction.ts"
import type { LoanEvent } from "./service/events.ts"

export interface QuoteEvent {
  type: string
  date?: string
  amount?: number
  dueDate?: string
  nth?: number
  originalDate?: string
  fromInstalmentDue?: string
  newDueDate?: string
  extraInstalments?: number
  gracePrincipal?: number
  newAnnualRatePct?: number
  effectiveFrom?: string
  from?: string
  to?: string
  startDate?: string
  every?: number
  unit?: string
  instalments?: number
  interest?: "till_date" | "till_due"
  choice?: "keep_term" | "keep_instalment"
}

const fen = (amount: number | undefined): bigint => fenFromYuan(String(amount))

/** Statements of what is expected ("expect…") are left out. */
export function eventsOf(events: readonly QuoteEvent[], till: "till_date" | "till_due"): LoanEvent[] {
  return events.flatMap((one): LoanEvent[] => {
    const on = one.date!
    switch (one.type) {
      case "disburse":
      case "repay":
        return [{ type: one.type, on, amountFen: fen(one.amount) }]
      case "prepay":
        return [{ type: "prepay", on, amountFen: fen(one.amount), choice: one.choice ?? "keep_term" }]
      case "payOff":
        return [{ type: "payOff", on, interest: one.interest ?? till }]
      case "addFee":
      case "addPenalty":
        return [{ type: one.type, on, dueOn: one.dueDate ?? on, amountFen: fen(one.amount) }]
      case "undo":
        return [{ type: "undo", on, originalOn: one.originalDate!, nth: one.nth ?? 1 }]
      case "reschedule":
        return [reschedulingOf(on, one)]
      case "interestPause":
        return [{ type: "pauseInterest", on, from: addDays(one.from!, -1), until: one.to! }]
      case "reAge":
        return [reAgeOf(on, one)]
      case "reAmortize":
      case "chargeOff":
      case "closeOfBusiness":
        return [{ type: one.type, on }]
      default:
        return []
    }
  })
}

function reschedulingOf(on: string, one: QuoteEvent): LoanEvent {
  const annualRate = one.newAnnualRatePct === undefined ? undefined : rateFromPercent(String(one.newAnnualRatePct))
  if (one.effectiveFrom)
    return { type: "changeRate", on, from: addDays(one.effectiveFrom, -1), annualRate: annualRate! }
  const base = { type: "reschedule" as const, on, fromDue: one.fromInstalmentDue! }
  if (one.newDueDate) return { ...base, change: "due_date", newDueOn: one.newDueDate }
  if (one.extraInstalments) {
    return { ...base, change: "extra_instalments", extraInstalments: one.extraInstalments }
  }
  if (one.gracePrincipal) return { ...base, change: "grace", gracePrincipal: one.gracePrincipal }
  return { ...base, change: "rate", annualRate: annualRate! }
}

function reAgeOf(on: string, one: QuoteEvent): LoanEvent {
  const unit = (one.unit ?? "month").replace(/s$/, "") as "day" | "week" | "month"
  return { type: "reAge", on, firstDueOn: one.startDate!, every: one.every ?? 1, unit, instalments: one.instalments! }
}
