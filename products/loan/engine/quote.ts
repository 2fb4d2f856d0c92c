// The general engine's door for public loan cases: terms and events by their usual English parameter names, in yuan.
// The convention families "cumulative" and "progressive" are the two of the golden file's notes. Input is taken as
// checked (quote-input.ts says what is wrong with it); Chinese methods come by the names of docs/how-to/quote-a-loan.md.
import { decimal, fenFromYuan, rateFromPercent } from "./fraction.ts"
import { dueDates } from "./periods.ts"
import { eventsOf, type QuoteEvent } from "./quote-events.ts"
import { schedule } from "./schedule.ts"
import { advanced, byInstalment, chineseOrder, dueFirst } from "./service/order.ts"
import type { Bucket, Portion, RepaymentOrder, Stage } from "./service/order.ts"
import { service, type Serviced } from "./service/service.ts"
import type { ServicingTerms } from "./service/state.ts"
import type { DayCount, Draw, LoanTerms, Method, Period, ScheduleRow } from "./terms.ts"

export interface QuoteParams {
  startDate: string
  amount: number
  annualRatePct: number
  /** equal_instalment and equal_principal by `amortization`; the Chinese methods by `method`. */
  method?: Method | "revolving"
  interestMethod?: "declining" | "flat"
  interestPeriod?: "daily" | "per_instalment"
  amortization?: "equal_instalment" | "equal_principal"
  instalments: number
  every?: number
  unit?: "day" | "week" | "month"
  gracePrincipal?: number
  graceInterestPayment?: number
  dayCount?: DayCount
  daysInYear?: "actual" | "360" | "364" | "365"
  daysInMonth?: "actual" | "30"
  instalmentMultipleOf?: number | null
  scheduleEngine?: "cumulative" | "progressive"
  rounding?: "half_even" | "half_up"
  missingDay?: "last_of_month" | "first_of_next_month"
  downPaymentPct?: number
  downPaymentAuto?: boolean
  periods?: Period[]
  /** Dates of the first instalment and of maturity, 结息日 and its cycle. */
  firstDueDate?: string
  maturityDate?: string
  settlementDay?: number
  settlementEvery?: 1 | 3
  /** 不规则还款: principal of each instalment, the last takes the rest. */
  principalPlan?: number[]
  /** Fees taken at the pay-out; they count in the annual cost. */
  upfrontFee?: number
  /** Later rates, e.g. LPR repricing: the night of `from` is the first at the new rate. */
  rates?: { from: string; annualRatePct: number }[]
  interestRounding?: "per_sub_period" | "per_part" | "once"
  allocation?: string
  advancedOrder?: string[]
  futureInstalmentRule?: { default: string }
  processing?: "horizontal" | "vertical"
  recalculation?: { rest?: string; compounding?: string; onPrepayment: string; preClosureInterest?: string } | null
  overduePenalty?: { pct: number; base: string }
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

/** The loan after all its events. */
export function quoteServiced(params: QuoteParams, events: readonly QuoteEvent[]): Serviced {
  const till = params.recalculation?.preClosureInterest === "till_rest_date" ? "till_due" : "till_date"
  return service(servicingTermsOf(params), eventsOf(events, till))
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

const yuan = (amount: number): bigint => fenFromYuan(String(amount))
const pct = (rate: number) => rateFromPercent(String(rate))

export function termsOf(params: QuoteParams, draws: { date: string; amount: number }[]): LoanTerms {
  return {
    draws: draws.map((draw): Draw => ({ on: draw.date, amountFen: yuan(draw.amount) })),
    annualRate: pct(params.annualRatePct),
    ...(params.rates
      ? { rates: params.rates.map((step) => ({ from: step.from, annualRate: pct(step.annualRatePct) })) }
      : {}),
    method: methodOf(params),
    dayCount: dayCountOf(params),
    ...(isCumulativeDaily(params) ? { instalmentDayCount: "30/365" as const } : {}),
    ...dateTerms(params),
    gracePrincipal: params.gracePrincipal ?? 0,
    graceInterestPayment: params.graceInterestPayment ?? 0,
    ...(params.downPaymentPct ? { downPaymentPct: decimal(String(params.downPaymentPct)) } : {}),
    ...(params.principalPlan ? { principalPlanFen: params.principalPlan.map(yuan) } : {}),
    multipleFen: BigInt(params.instalmentMultipleOf ?? 0) * 100n || 1n,
    rounding: params.rounding ?? "half_up",
    ...(roundsParts(params) ? { interestRounding: "per_part" as const } : {}),
    refineInstalment: params.scheduleEngine === "progressive",
  }
}

function methodOf({ method, interestMethod, amortization }: QuoteParams): Method {
  if (method === "revolving") return "interest_only"
  return method ?? (interestMethod === "flat" ? "flat" : (amortization ?? "equal_instalment"))
}

const paysInterestOnly = ({ method }: QuoteParams): boolean => method === "interest_only" || method === "revolving"

function dateTerms(params: QuoteParams) {
  return {
    instalments: params.instalments,
    every: params.every ?? 1,
    unit: params.unit ?? ("month" as const),
    startOn: params.startDate,
    missingDay: params.missingDay ?? ("last_of_month" as const),
    ...(params.firstDueDate ? { firstDueOn: params.firstDueDate } : {}),
    ...(params.maturityDate ? { maturesOn: params.maturityDate } : {}),
    ...(params.settlementDay ? { settlementDay: params.settlementDay } : {}),
    ...(params.settlementEvery ? { settlementEvery: params.settlementEvery } : {}),
    ...(params.periods ? { periods: params.periods } : {}),
  }
}

const roundsParts = (params: QuoteParams): boolean =>
  params.interestRounding === "per_sub_period" ||
  params.interestRounding === "per_part" ||
  (params.interestRounding === undefined && params.recalculation != null && params.scheduleEngine === "cumulative")

const isCumulativeDaily = (params: QuoteParams): boolean =>
  params.dayCount === undefined && params.scheduleEngine === "cumulative" && params.interestPeriod === "daily"

function dayCountOf(params: QuoteParams): DayCount {
  if (params.dayCount) return params.dayCount
  if (params.scheduleEngine === undefined) return paysInterestOnly(params) ? "actual/360" : "monthly"
  if (params.scheduleEngine === "cumulative") return isCumulativeDaily(params) ? "actual/365" : "monthly"
  if (params.daysInYear === "actual") return "actual/actual"
  if (params.daysInYear === "360")
    return params.daysInMonth === "30" && params.unit === "month" ? "30/360" : "actual/360"
  return params.daysInYear === "364" ? "actual/364" : "actual/365"
}

export function servicingTermsOf(params: QuoteParams): ServicingTerms {
  const { overduePenalty: penalty } = params
  const isRevolving = params.method === "revolving"
  const recalculation = params.recalculation ?? (isRevolving ? { onPrepayment: "shorten_last" } : null)
  return {
    ...termsOf(params, [{ date: params.startDate, amount: params.amount }]),
    order: isRevolving ? { ...chineseOrder, future: "last" as const } : orderOf(params),
    accrual: params.interestPeriod === "per_instalment" ? "per_instalment" : "daily",
    ...(recalculation ? { recalculation: { onPrepayment: onPrepaymentOf(recalculation.onPrepayment) } } : {}),
    ...(params.downPaymentAuto ? { downPaymentAuto: true } : {}),
    ...(penalty ? { overdueCharge: overdueChargeOf(penalty) } : {}),
  }
}

const onPrepaymentOf = (name: string): NonNullable<ServicingTerms["recalculation"]>["onPrepayment"] =>
  name === "reduce_instalment" || name === "reduce_count" ? name : "shorten_last"

const overdueChargeOf = ({ pct: share, base }: { pct: number; base: string }): ServicingTerms["overdueCharge"] => ({
  share: rateFromPercent(String(share)),
  base: base === "instalment_principal" ? "principal" : "principal_and_interest",
})

/** What this engine counts otherwise than the parameters ask; said beside the figures, never silently. */
export function quoteNotes({ recalculation }: QuoteParams): string[] {
  if (!recalculation) return []
  const { rest = "daily", compounding = "none", onPrepayment } = recalculation
  return [
    ...(rest === "daily" ? [] : [`recalculation.rest ${rest}: counted daily`]),
    ...(compounding === "none" ? [] : [`recalculation.compounding ${compounding}: unpaid interest bears none`]),
    ...(["reduce_instalment", "reduce_count", "adjust_last_unpaid"].includes(onPrepayment)
      ? []
      : [`recalculation.onPrepayment ${onPrepayment}: the last instalment takes the difference`]),
  ]
}

function orderOf(params: QuoteParams): RepaymentOrder {
  const { allocation, advancedOrder } = params
  if (allocation === "chinese") return chineseOrder
  const two = /^due\(([\w,]+)\)_then_in_advance\(([\w,]+)\)$/.exec(allocation ?? "")
  if (two) return dueFirst(two[1]!.split(",") as Portion[], two[2]!.split(",") as Portion[])
  if (allocation !== "advanced") return byInstalment
  return advanced(
    advancedOrder ? advancedOrder.map(bucketOf) : defaultAdvanced,
    futureOf(params.futureInstalmentRule?.default),
    params.processing,
  )
}

const defaultAdvanced: Bucket[] = (["past_due", "due", "in_advance"] as const).flatMap((stage) =>
  (["penalty", "fee", "principal", "interest"] as const).map((portion) => ({ stage, portion })),
)

function bucketOf(name: string): Bucket {
  const match = /^(past_due|due|in_advance)_(penalty|fee|interest|principal)$/.exec(name)
  if (!match) throw new RangeError(`not a bucket: ${name}`)
  return { stage: match[1] as Stage, portion: match[2] as Portion }
}

function futureOf(name: string | undefined): RepaymentOrder["future"] {
  if (name?.startsWith("last")) return "last"
  return name === "reamortization" ? "equal_parts" : "next"
}
