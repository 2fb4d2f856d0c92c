// A loan product as dated data: what may be agreed under it, and what holds where nothing is agreed. Pure, shared with
// the designer's page. Scenes ask productFault before a contract is signed; the figures are changed by two people.
import { z } from "zod"
import { rate } from "#contract/kernel/http"
import { fenFromYuan, rateFromPercent } from "./engine/fraction.ts"
import { addMonths } from "./engine/dates.ts"
import { schedule } from "./engine/schedule.ts"
import { loanTerms, type ScheduleRow } from "./engine/terms.ts"

export const productMethods = ["interest_only", "equal_instalment", "equal_principal", "bullet"] as const
export type ProductMethod = (typeof productMethods)[number]

const yuan = z.string().regex(/^\d{1,13}$/, "须为整数元 / whole yuan")

export const loanProduct = z
  .object({
    zh: z.string().trim().min(2).max(40),
    en: z.string().trim().min(2).max(60),
    methods: z.array(z.enum(productMethods)).min(1),
    termMonthsMin: z.number().int().min(1).max(360),
    termMonthsMax: z.number().int().min(1).max(360),
    amountMinYuan: yuan,
    amountMaxYuan: yuan,
    /** Per cent a year; what the pricing authority allows without asking. */
    ratePctMin: rate,
    ratePctMax: rate,
    /** Months between due dates that may be chosen. */
    everyMonths: z.array(z.union([z.literal(1), z.literal(3), z.literal(6), z.literal(12)])).min(1),
    /** Instalments at the head that may pay interest only. */
    gracePrincipalMax: z.number().int().min(0).max(60),
    settlementDay: z.number().int().min(1).max(28),
    movesOnHoliday: z.boolean(),
  })
  .refine(
    (one) => one.termMonthsMin <= one.termMonthsMax,
    "期限下限高于上限 / the shortest term is longer than the longest",
  )
  .refine(
    (one) => BigInt(one.amountMinYuan) <= BigInt(one.amountMaxYuan),
    "金额下限高于上限 / the least is more than the most",
  )
  .refine(
    (one) => Number(one.ratePctMin) <= Number(one.ratePctMax),
    "利率下限高于上限 / the lowest rate is above the highest",
  )
export type LoanProduct = z.output<typeof loanProduct>

/** By product code, e.g. "working-capital". */
export const loanProducts = z.record(z.string().regex(/^[a-z][a-z0-9-]{1,40}$/), loanProduct)

export interface AgreedTerms {
  method: string
  amountFen: bigint
  termMonths: number
  ratePct: string
  everyMonths?: number
}

export interface ProductFault {
  field: "method" | "amount" | "termMonths" | "ratePct" | "everyMonths"
  zh: string
  en: string
}

/** The first thing that is outside of the product, or null. */
export function productFault(product: LoanProduct, terms: AgreedTerms): ProductFault | null {
  const { method, amountFen, termMonths, ratePct, everyMonths } = terms
  if (!product.methods.includes(method as ProductMethod))
    return { field: "method", zh: `${product.zh}不含这种还款方式`, en: `${product.en} knows no such repayment` }
  if (termMonths < product.termMonthsMin || termMonths > product.termMonthsMax)
    return fault("termMonths", "期限", "the term", `${product.termMonthsMin}–${product.termMonthsMax}`, [
      "个月",
      "months",
    ])
  if (amountFen < fenFromYuan(product.amountMinYuan) || amountFen > fenFromYuan(product.amountMaxYuan))
    return fault("amount", "金额", "the amount", `${product.amountMinYuan}–${product.amountMaxYuan}`, ["元", "yuan"])
  if (Number(ratePct) < Number(product.ratePctMin) || Number(ratePct) > Number(product.ratePctMax))
    return fault("ratePct", "年利率", "the rate", `${product.ratePctMin}–${product.ratePctMax}`, ["%", "% a year"])
  if (everyMonths !== undefined && !product.everyMonths.includes(everyMonths as 1))
    return fault("everyMonths", "还款间隔", "the interval", product.everyMonths.join("、"), ["个月", "months"])
  return null
}

const fault = (
  field: ProductFault["field"],
  zh: string,
  en: string,
  range: string,
  [unitZh, unitEn]: [string, string],
): ProductFault => ({ field, zh: `${zh}须在 ${range} ${unitZh}内`, en: `${en} must lie within ${range} ${unitEn}` })

export interface Example {
  method: ProductMethod
  amountYuan: string
  termMonths: number
  ratePct: string
  everyMonths: 1 | 3 | 6 | 12
  startOn: string
}

/** The plan of an example under a product: the same function that makes the plan of a note. */
export function examplePlan(product: LoanProduct, asked: Example): ScheduleRow[] {
  const byPlan = asked.method === "equal_instalment" || asked.method === "equal_principal"
  return schedule(
    loanTerms({
      principalFen: fenFromYuan(asked.amountYuan),
      annualRate: rateFromPercent(asked.ratePct),
      method: asked.method,
      dayCount: byPlan ? "monthly" : "actual/360",
      startOn: asked.startOn,
      maturesOn: addMonths(asked.startOn, asked.termMonths),
      instalments: Math.max(1, Math.ceil(asked.termMonths / asked.everyMonths)),
      every: asked.everyMonths,
      settlementDay: product.settlementDay,
      settlementEvery: asked.everyMonths as 1 | 3,
    }),
  )
}
