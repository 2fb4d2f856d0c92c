// The three kinds of everyday company loan: how long each may run and which measures a contract follows.
// Terms count from the contract (合同约定期限), not from a single note and without extensions (2024 measures).
import { addMonths } from "#contract/products/loan"
import type { Outcome } from "#kernel/refusal"
import { refuse } from "../refusals.ts"

export const loanProducts = ["project", "working_capital", "medium_working_capital"] as const
export type LoanProduct = (typeof loanProducts)[number]

export const productTitles: Record<LoanProduct, { zh: string; en: string }> = {
  project: { zh: "项目贷款（固定资产）", en: "Project loan" },
  working_capital: { zh: "流动资金贷款", en: "Working-capital loan" },
  medium_working_capital: { zh: "中长期营运资金贷款", en: "Medium and long working-capital loan" },
}

/** Months: never below `least`, usually up to `usual`, with a slow cash cycle (or by its nature) up to `most`. */
export interface TermBand {
  least: number
  usual: number
  most: number
}

export type TermCeilings = Record<LoanProduct, TermBand>

export const termCeilings: TermCeilings = {
  project: { least: 1, usual: 120, most: 120 },
  working_capital: { least: 1, usual: 36, most: 60 },
  medium_working_capital: { least: 13, usual: 60, most: 60 },
}

/** A working-capital loan runs beyond three years only where the cash cycle is slow. */
export function checkTerm(
  product: LoanProduct,
  months: number,
  options: { cycleIsSlow: boolean; ceilings?: TermCeilings },
): Outcome<void> {
  const band = (options.ceilings ?? termCeilings)[product]
  const most = options.cycleIsSlow ? band.most : band.usual
  if (months >= band.least && months <= most) return { ok: true, value: undefined }
  const title = productTitles[product]
  return refuse["E-TERM"](
    { product: title.zh, productEn: title.en, least: band.least, most, given: months },
    "termMonths",
  )
}

/** Instalments of a medium or long working-capital loan come at least half-yearly. */
export const checkInstalments = (product: LoanProduct, method: string, everyMonths: number): Outcome<void> =>
  product === "medium_working_capital" && (method === "bullet" || method === "interest_only" || everyMonths > 6)
    ? refuse["E-INSTALMENT"]({}, "everyMonths")
    : { ok: true, value: undefined }

export const measuresFrom = "2024-07-01"

/** R1: three measures in force since 2024-07-01; contracts signed before run on the older ones. */
export function measuresOf(product: LoanProduct, signedOn: string): { zh: string; en: string; isNew: boolean } {
  const isProject = product === "project"
  if (signedOn >= measuresFrom) {
    return isProject
      ? { zh: "《固定资产贷款管理办法》（国家金融监督管理总局令2024年第1号）", en: "Order 1 of 2024", isNew: true }
      : { zh: "《流动资金贷款管理办法》（国家金融监督管理总局令2024年第2号）", en: "Order 2 of 2024", isNew: true }
  }
  return isProject
    ? { zh: "《固定资产贷款管理暂行办法》（银监会令2009年第2号）", en: "Order 2 of 2009", isNew: false }
    : { zh: "《流动资金贷款管理暂行办法》（银监会令2010年第1号）", en: "Order 1 of 2010", isNew: false }
}

/** The last day on which an approval may still be signed. */
export const approvalValidTo = (approvedOn: string, months: number): string => addMonths(approvedOn, months)

export function wholeMonths(from: string, to: string): number {
  let months = 0
  while (addMonths(from, months + 1) <= to) months += 1
  return months
}
