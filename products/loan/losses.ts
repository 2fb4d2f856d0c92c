// Expected credit loss of a note (CAS 22): which stage it is in, and what the allowance for it is. Probabilities and loss
// rates are dated parameters; the sum over an outlet and stage is what the ledger's allowance accounts hold.
import type { Ctx } from "#kernel/flow"
import { parameter } from "#kernel/rule-data"
import { divide } from "./engine/fraction.ts"
import { riskClasses, type RiskClass } from "./engine/classify.ts"
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

export type Stage = 1 | 2 | 3

export const eclRates = (ctx: Ctx, on: string): Promise<EclRates> => parameter<EclRates>(ctx, "loan.ecl", on)

export interface StageFacts {
  overdueDays: number
  riskClass: RiskClass
  isImpaired: boolean
}

export function stageOf(note: StageFacts, rates: Pick<EclRates, "stage2Days" | "stage3Days">): Stage {
  const grade = riskClasses.indexOf(note.riskClass)
  if (note.isImpaired || note.overdueDays > rates.stage3Days || grade >= riskClasses.indexOf("substandard")) return 3
  return note.overdueDays > rates.stage2Days || note.riskClass === "special_mention" ? 2 : 1
}

/** Loss rate of a stage in hundred-millionths (bp × bp). */
export function lossRate(stage: Stage, rates: EclRates): bigint {
  if (stage === 3) return BigInt(rates.impairedLossBp) * 10_000n
  return BigInt(stage === 1 ? rates.pd12Bp : rates.pdLifeBp) * BigInt(rates.lgdBp)
}

export const allowanceFen = (exposureFen: bigint, stage: Stage, rates: EclRates): bigint =>
  divide(exposureFen * lossRate(stage, rates), 100_000_000n)

/** What stands on the balance sheet for a note. */
export const exposureOf = (money: Collected): bigint =>
  money.principal +
  money.overdue +
  money.interest +
  money.penalty +
  money.compound +
  money.impaired +
  money.impairedInterest
