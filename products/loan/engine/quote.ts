// The general engine's door for public loan cases: terms by their usual English parameter names, in yuan.
// The convention families "cumulative" and "progressive" are the two of the golden file's notes.
import { decimal, fenFromYuan, rateFromPercent } from "./fraction.ts"
import { dueDates } from "./periods.ts"
import { schedule } from "./schedule.ts"
import type { DayCount, Draw, LoanTerms, Period, ScheduleRow } from "./terms.ts"

export interface QuoteParams {
  startDate: string
  amount: number
  annualRatePct: number
  interestMethod: "declining" | "flat"
  interestPeriod: "daily" | "per_instalment"
  amortization: "equal_instalment" | "equal_principal"
  instalments: number
  every: number
  unit: "day" | "week" | "month"
  gracePrincipal: number
  graceInterestPayment: number
  daysInYear: "actual" | "360" | "364" | "365"
  daysInMonth: "actual" | "30"
  instalmentMultipleOf: number | null
  scheduleEngine: "cumulative" | "progressive"
  rounding: "half_even"
  missingDay?: "last_of_month" | "first_of_next_month"
  downPaymentPct?: number
  periods?: Period[]
}

export interface DateParams {
  startDate?: string
  firstDueDate?: string
  seedDay?: number
  instalments: number
  every: number
  unit: "day" | "week" | "month"
  missingDay?: "last_of_month" | "first_of_next_month"
}

export function quote(params: QuoteParams, draws?: { date: string; amount: number }[]): ScheduleRow[] {
  return schedule(termsOf(params, draws ?? [{ date: params.startDate, amount: params.amount }]))
}

export function quoteDates(params: DateParams): string[] {
  return dueDates({
    instalments: params.instalments,
    every: params.every,
    unit: params.unit,
    startOn: params.startDate ?? params.firstDueDate!,
    firstDueOn: params.firstDueDate,
    seedDay: params.seedDay,
    missingDay: params.missingDay ?? "last_of_month",
    method: "equal_instalment",
  } as LoanTerms)
}

function termsOf(params: QuoteParams, draws: { date: string; amount: number }[]): LoanTerms {
  const { interestMethod, amortization, instalments, every, unit, gracePrincipal, graceInterestPayment } = params
  return {
    draws: draws.map((draw): Draw => ({ on: draw.date, amountFen: fenFromYuan(String(draw.amount)) })),
    annualRate: rateFromPercent(String(params.annualRatePct)),
    method: interestMethod === "flat" ? "flat" : amortization,
    dayCount: dayCountOf(params),
    ...(isCumulativeDaily(params) ? { instalmentDayCount: "30/365" as const } : {}),
    instalments,
    every,
    unit,
    startOn: params.startDate,
    missingDay: params.missingDay ?? "last_of_month",
    ...(params.periods ? { periods: params.periods } : {}),
    gracePrincipal,
    graceInterestPayment,
    ...(params.downPaymentPct ? { downPaymentPct: decimal(String(params.downPaymentPct)) } : {}),
    multipleFen: BigInt(params.instalmentMultipleOf ?? 0) * 100n || 1n,
    rounding: params.rounding,
    refineInstalment: params.scheduleEngine === "progressive",
  }
}

const isCumulativeDaily = (params: QuoteParams): boolean =>
  params.scheduleEngine === "cumulative" && params.interestPeriod === "daily"

function dayCountOf(params: QuoteParams): DayCount {
  if (params.scheduleEngine === "cumulative") return isCumulativeDaily(params) ? "actual/365" : "monthly"
  if (params.daysInYear === "actual") return "actual/actual"
  if (params.daysInYear === "360")
    return params.daysInMonth === "30" && params.unit === "month" ? "30/360" : "actual/360"
  return params.daysInYear === "364" ? "actual/364" : "actual/365"
}
