// 流动资金贷款需求量: the annex formula of the working-capital rules with the turnover count kept exact (360/days).
import { divide } from "#contract/products/loan"

export interface NeedInputs {
  salesFen: bigint
  /** Sales profit margin and expected growth in basis points (1200 = 12%). */
  marginBp: number
  growthBp: number
  inventoryDays: number
  receivableDays: number
  payableDays: number
  prepaidDays: number
  advanceDays: number
  ownFundsFen: bigint
  existingLoansFen: bigint
  otherFundingFen: bigint
}

export interface Need {
  cycleDays: number
  workingCapitalFen: bigint
  gapFen: bigint
  /** Set when the cycle is not positive: size the loan on orders instead. */
  warning: "W-NEG-CYCLE" | null
}

export function workingCapitalNeed(inputs: NeedInputs): Need {
  const cycleDays =
    inputs.inventoryDays + inputs.receivableDays - inputs.payableDays + inputs.prepaidDays - inputs.advanceDays
  if (cycleDays <= 0) return { cycleDays, workingCapitalFen: 0n, gapFen: 0n, warning: "W-NEG-CYCLE" }
  const exact =
    inputs.salesFen * BigInt(10_000 - inputs.marginBp) * BigInt(10_000 + inputs.growthBp) * BigInt(cycleDays)
  const workingCapitalFen = divide(exact, 360n * 100_000_000n)
  const gap = workingCapitalFen - inputs.ownFundsFen - inputs.existingLoansFen - inputs.otherFundingFen
  return { cycleDays, workingCapitalFen, gapFen: gap > 0n ? gap : 0n, warning: null }
}
