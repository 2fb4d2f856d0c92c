// Expected credit loss in three stages (企业会计准则第22号, CAS 22) and the provision floors of the supervisor
// (商业银行贷款损失准备管理办法). Shares are exact fractions; money is rounded once.
import { fraction, one, plus, round, times, type Fraction } from "./fraction.ts"

export type EclStage = 1 | 2 | 3

export interface StageRule {
  /** Over this many days overdue the risk is presumed to have risen significantly. */
  risenOverDays: number
  /** Over this many days the loan is presumed impaired. */
  impairedOverDays: number
}

export const stageRule: StageRule = { risenOverDays: 30, impairedOverDays: 90 }

/** CAS 22: the presumptions by days; a judgement (risen, impaired) can only make it worse. */
export function eclStage(
  state: { overdueDays: number; hasRisen?: boolean; isImpaired?: boolean },
  rule: StageRule = stageRule,
): EclStage {
  if (state.isImpaired || state.overdueDays > rule.impairedOverDays) return 3
  return state.hasRisen || state.overdueDays > rule.risenOverDays ? 2 : 1
}

export interface LossParameters {
  /** Probability of default in the next 12 months, and over the whole life. */
  pd12: Fraction
  pdLife: Fraction
  /** Loss given default. */
  lgd: Fraction
  /** Share expected to be lost once impaired. */
  impairedLoss: Fraction
}

/** Exposure × PD × LGD; in stage 3 the loss itself is estimated. */
export function expectedLossFen(exposureFen: bigint, stage: EclStage, given: LossParameters): bigint {
  const share = stage === 3 ? given.impairedLoss : times(stage === 1 ? given.pd12 : given.pdLife, given.lgd)
  return round(times(fraction(exposureFen), share))
}

/** Interest income counts on the gross amount, in stage 3 on the amount net of the allowance (CAS 22 art. 39). */
export function incomeFen(
  exposureFen: bigint,
  allowanceFen: bigint,
  stage: EclStage,
  period: { annualRate: Fraction; share: Fraction },
): bigint {
  const baseFen = stage === 3 ? exposureFen - allowanceFen : exposureFen
  return round(times(times(fraction(baseFen), period.annualRate), period.share))
}

export interface FloorRule {
  /** 拨备覆盖率: allowance over bad loans. 拨贷比: allowance over all loans. The higher demand binds. */
  coverageAtLeast: Fraction
  ratioAtLeast: Fraction
}

/** 150% and 2.5%; a bank may be allowed less (120–150%, 1.5–2.5%). */
export const floorRule: FloorRule = {
  coverageAtLeast: fraction(150n, 100n),
  ratioAtLeast: fraction(25n, 1000n),
}

export interface Provision {
  coverage: Fraction | null
  ratio: Fraction | null
  isCoverageMet: boolean
  isRatioMet: boolean
  /** What is missing to meet both. */
  shortFen: bigint
}

export function provisionOf(
  sums: { allowanceFen: bigint; badFen: bigint; loansFen: bigint },
  rule: FloorRule = floorRule,
): Provision {
  const { allowanceFen, badFen, loansFen } = sums
  const short = (baseFen: bigint, least: Fraction): bigint => {
    const neededFen = ceil(times(fraction(baseFen), least))
    return neededFen > allowanceFen ? neededFen - allowanceFen : 0n
  }
  const [byCoverage, byRatio] = [short(badFen, rule.coverageAtLeast), short(loansFen, rule.ratioAtLeast)]
  return {
    coverage: badFen > 0n ? fraction(allowanceFen, badFen) : null,
    ratio: loansFen > 0n ? fraction(allowanceFen, loansFen) : null,
    isCoverageMet: byCoverage === 0n,
    isRatioMet: byRatio === 0n,
    shortFen: byCoverage > byRatio ? byCoverage : byRatio,
  }
}

const ceil = ({ num, den }: Fraction): bigint => (num + den - 1n) / den

/** VAT inside the price: 4,000.00 at 6% holds 226.42 (财税〔2016〕36号). */
export const vatInside = (grossFen: bigint, rate: Fraction): bigint => {
  const whole = plus(one, rate)
  return round({ num: grossFen * rate.num * whole.den, den: rate.den * whole.num })
}
