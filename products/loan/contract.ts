// The pure part of the loan product: schedules, servicing, what-if, classes and exact figures, for pages and for other
// pure files. Nothing here knows a database.
export * from "./engine/accrual.ts"
export * from "./engine/allocation.ts"
export * from "./engine/apr.ts"
export * from "./engine/classify.ts"
export * from "./engine/closed-form.ts"
export * from "./engine/dates.ts"
export * from "./engine/debtor.ts"
export * from "./engine/ecl.ts"
export { explainText } from "./engine/explain-text.ts"
export { explain, type Explained } from "./engine/explain.ts"
export * from "./engine/extension.ts"
export * from "./engine/fraction.ts"
export * from "./engine/lpr.ts"
export { planAfterPrepayment, type PrepayChoice } from "./engine/prepay.ts"
export { quote, quoteDates, quoteServiced, type QuoteParams } from "./engine/quote.ts"
export * from "./engine/relief.ts"
export { schedule } from "./engine/schedule.ts"
export { overdueSince } from "./engine/service/allocate.ts"
export type { LoanEvent } from "./engine/service/events.ts"
export { eventFault, type EventFault } from "./engine/service/fault.ts"
export * from "./engine/service/order.ts"
export { book, opened, service, undoable, type Serviced } from "./engine/service/service.ts"
export type { LoanState, Portions, ServicingTerms, Transaction } from "./engine/service/state.ts"
export { chineseServicing, revolvingTerms } from "./engine/service/terms.ts"
export {
  delinquency,
  linesOf,
  owedBy,
  rowsOf,
  totalsOf,
  type Line,
  type ServicedRow,
  type Totals,
} from "./engine/service/view.ts"
export {
  loanTerms,
  type Draw,
  type InterestPart,
  type LoanTerms,
  type Method,
  type PartReason,
  type RateStep,
  type ScheduleRow,
} from "./engine/terms.ts"
export * from "./engine/what-if.ts"

// What pages ask and show of notes: the endpoints, the inputs of servicing, and what may be done when.
export * from "./http-contract.ts"
export * from "./portal-contract.ts"
export * from "./product.ts"
export * from "./rules.ts"
export * from "./servicing-contract.ts"
export * from "./servicing/inputs.ts"
