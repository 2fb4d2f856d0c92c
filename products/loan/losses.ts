// Expected credit loss of a note (CAS 22): which stage it is in, and what the allowance for it is. Probabilities and loss
// rates are dated parameters; the sum over an outlet and stage is what the ledger's allowance accounts hold.
import type { Ctx } from "#kernel/flow"
import { parameter } from "#kernel/rule-data"
import { isBad, type RiskClass } from "./engine/classify.ts"
import { eclStage, expectedLossFen, type EclStage, type LossParameters } from "./engine/ecl.ts"
import { fraction, times, toDecimal } from "./engine/fraction.ts"
import type { Collected } from "./postings.ts"

export interface EclRates {
  /** Twelve-month and lifetime probability of default, loss given default, and loss on impaired loans. */
  pd12Bp: number
  pdLifeBp: number
  lgdBp: number
  impairedLossBp: number
  /** Overdue days after which the risk has risen significantly (stage 2), and after which it is impaired (stage 3). */
  stage2Days: number
  stage3Days: number
}

export const eclRates = (ctx: Ctx, on: string): Promise<EclRates> => parameter<EclRates>(ctx, "loan.ecl", on)

export interface StageFacts {
  overdueDays: number
  riskClass: RiskClass
  isImpaired: boolean
}

export function stageOf(note: StageFacts, rates: Pick<EclRates, "stage2Days" | "stage3Days">): EclStage {
  const isImpaired = note.isImpaired || isBad(note.riskClass)
  const hasRisen = note.riskClass === "special_mention"
  const rule = { risenOverDays: rates.stage2Days, impairedOverDays: rates.stage3Days }
  return eclStage({ overdueDays: note.overdueDays, hasRisen, isImpaired }, rule)
}

export const lossParameters = (rates: EclRates): LossParameters => ({
  pd12: fraction(rates.pd12Bp, 10_000),
  pdLife: fraction(rates.pdLifeBp, 10_000),
  lgd: fraction(rates.lgdBp, 10_000),
  impairedLoss: fraction(rates.impairedLossBp, 10_000),
})

export const allowanceFen = (exposureFen: bigint, stage: EclStage, rates: EclRates): bigint =>
  expectedLossFen(exposureFen, stage, lossParameters(rates))

/** The share of an exposure that is expected to be lost, for people: "0.54%". */
export function lossShare(stage: EclStage, rates: EclRates): string {
  const { pd12, pdLife, lgd, impairedLoss } = lossParameters(rates)
  const share = stage === 3 ? impairedLoss : times(stage === 1 ? pd12 : pdLife, lgd)
  return `${toDecimal(times(share, fraction(100)), 4).replace(/\.?0+$/, "")}%`
}

/** What stands on the balance sheet for a note. */
export const exposureOf = (money: Collected): bigint =>
  money.principal +
  money.overdue +
  money.interest +
  money.penalty +
  money.compound +
  money.impaired +
  money.impairedInterest
