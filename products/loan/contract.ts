// The pure part of the loan product: schedules, dates and exact figures, for pages and for other pure files.
export * from "./engine/accrual.ts"
export * from "./engine/allocation.ts"
export * from "./engine/classify.ts"
export * from "./engine/dates.ts"
export * from "./engine/fraction.ts"
export { planAfterPrepayment, type PrepayChoice } from "./engine/prepay.ts"
export { quote, quoteDates, type QuoteParams } from "./engine/quote.ts"
export { schedule } from "./engine/schedule.ts"
export {
  loanTerms,
  type Draw,
  type InterestPart,
  type LoanTerms,
  type Method,
  type ScheduleRow,
} from "./engine/terms.ts"
