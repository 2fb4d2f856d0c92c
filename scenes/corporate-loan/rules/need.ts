// 流动资金贷款需求量: the regulation's annex formula, exact from the statements to the fen. Every step is handed back with
// its own figure, so that page, print and reviewer look at the same reckoning. Days stay fractions: 360/92 is never 3.91.
import { decimal, divide, fraction, plus, times, toDecimal, type Fraction } from "#contract/products/loan"
import type { Outcome } from "#kernel/refusal"
import { refuse } from "../refusals.ts"

export const needMethods = ["formula", "season", "order"] as const
export type NeedMethod = (typeof needMethods)[number]

export const turnovers = ["inventory", "receivable", "payable", "prepaid", "advance"] as const
export type Turnover = (typeof turnovers)[number]

export const turnoverTitles: Record<Turnover, { zh: string; en: string; sign: 1 | -1; over: "sales" | "cost" }> = {
  inventory: { zh: "存货", en: "Inventory", sign: 1, over: "cost" },
  receivable: { zh: "应收账款", en: "Receivables", sign: 1, over: "sales" },
  payable: { zh: "应付账款", en: "Payables", sign: -1, over: "cost" },
  prepaid: { zh: "预付账款", en: "Prepayments", sign: 1, over: "cost" },
  advance: { zh: "预收账款", en: "Advances received", sign: -1, over: "sales" },
}

export type Days = Record<Turnover, Fraction>

/** Average balances of opening and closing, against the year's sales or cost of sales. */
export interface Averages {
  salesFen: bigint
  costFen: bigint
  /** Opening plus closing; halved inside, so that no half fen is lost. */
  sumsFen: Record<Turnover, bigint>
}

/** Days = 360 ÷ turns = average balance × 360 ÷ sales (or cost of sales). */
export function daysFromAverages(of: Averages): Days {
  const one = (name: Turnover): Fraction => {
    const over = turnoverTitles[name].over === "sales" ? of.salesFen : of.costFen
    return over > 0n ? fraction(of.sumsFen[name] * 360n, over * 2n) : fraction(0n)
  }
  return Object.fromEntries(turnovers.map((name) => [name, one(name)])) as Days
}

/** Days as typed, e.g. "92" or "91.5". */
export const typedDays = (texts: Record<Turnover, string>): Days =>
  Object.fromEntries(turnovers.map((name) => [name, decimal(texts[name])])) as Days

export const cycleOf = (days: Days): Fraction =>
  turnovers.reduce(
    (sum, name) => plus(sum, times(days[name], fraction(BigInt(turnoverTitles[name].sign)))),
    fraction(0n),
  )

export interface NeedInputs {
  method: NeedMethod
  salesFen: bigint
  /** Shares as fractions of one: "0.12" is twelve per cent. */
  margin: string
  growth: string
  days: Days
  /** Production period of a seasonal firm; 360 for everybody else. */
  seasonDays: number
  ownFundsFen: bigint
  existingLoansFen: bigint
  otherFundingFen: bigint
}

export interface NeedStep {
  zh: string
  en: string
  /** The sum written out with its figures. */
  reckoning: string
  value: string
}

export interface Need {
  cycle: Fraction
  cycleDays: string
  workingCapitalFen: bigint
  /** What may be lent anew before rounding. */
  gapFen: bigint
  /** Down to ten-thousands. */
  loanFen: bigint
  warning: "W-NEG-CYCLE" | null
  steps: NeedStep[]
}

const unitFen = 1_000_000n
const yuan = (fen: bigint): string => toDecimal(fraction(fen, 100n), 2)
const share = (text: string): Fraction => decimal(text)

/** A share typed as a percentage would size the loan a hundred times too high or too low. */
export function checkShares(inputs: { margin: string; growth: string }): Outcome<void> {
  for (const field of ["margin", "growth"] as const) {
    const { num, den } = share(inputs[field])
    if (num > den || num < -den) return refuse["E-PCT"]({ given: inputs[field], field }, field)
  }
  return { ok: true, value: undefined }
}

/** Working capital for any cycle and growth; the formula itself. */
export function workingCapitalFen(inputs: NeedInputs, cycle: Fraction = cycleOf(inputs.days)): bigint {
  if (cycle.num <= 0n) return 0n
  const one = fraction(1n)
  const kept = plus(one, times(share(inputs.margin), fraction(-1n)))
  const grown = plus(one, share(inputs.growth))
  const exact = times(times(fraction(inputs.salesFen), kept), times(grown, cycle))
  return divide(exact.num, exact.den * BigInt(inputs.seasonDays))
}

export function needOf(inputs: NeedInputs): Need {
  if (inputs.method === "order") return orderNeed(inputs)
  const cycle = cycleOf(inputs.days)
  const cycleDays = toDecimal(cycle, 2)
  const isNegative = cycle.num <= 0n
  const capitalFen = workingCapitalFen(inputs)
  return finish(inputs, {
    cycle,
    cycleDays,
    capitalFen,
    warning: isNegative ? "W-NEG-CYCLE" : null,
    steps: formulaSteps(inputs, { cycle, cycleDays, capitalFen, isNegative }),
  })
}

/** Cost of one order less what the buyer paid ahead and what the firm puts in (小微企业可按订单测算). */
function orderNeed(inputs: NeedInputs): Need {
  const kept = plus(fraction(1n), times(share(inputs.margin), fraction(-1n)))
  const exact = times(fraction(inputs.salesFen), kept)
  const capitalFen = divide(exact.num, exact.den)
  return finish(inputs, {
    cycle: fraction(0n),
    cycleDays: "0.00",
    capitalFen,
    warning: null,
    steps: [
      {
        zh: "订单成本",
        en: "Cost of the order",
        reckoning: `${yuan(inputs.salesFen)} ×（1 − ${inputs.margin}）`,
        value: yuan(capitalFen),
      },
    ],
  })
}

function formulaSteps(
  inputs: NeedInputs,
  at: { cycle: Fraction; cycleDays: string; capitalFen: bigint; isNegative: boolean },
): NeedStep[] {
  const days = turnovers.map((name) => ({ ...turnoverTitles[name], text: toDecimal(inputs.days[name], 2) }))
  const sum = days.map((one) => `${one.sign > 0 ? "+" : "−"} ${one.text}`).join(" ")
  const base = inputs.seasonDays === 360 ? "360" : `生产期 ${inputs.seasonDays}`
  const steps: NeedStep[] = [
    {
      zh: "营运资金周转天数＝存货＋应收−应付＋预付−预收",
      en: "Cash cycle in days",
      reckoning: sum.replace(/^\+ /, ""),
      value: at.cycleDays,
    },
  ]
  if (at.isNegative) return steps
  return [
    ...steps,
    {
      zh: "营运资金周转次数（按分数计算，不取整）",
      en: "Turnover count (kept as a fraction)",
      reckoning: `${base} ÷ ${at.cycleDays}`,
      value: toDecimal({ num: at.cycle.den * BigInt(inputs.seasonDays), den: at.cycle.num }, 4),
    },
    {
      zh: "营运资金量＝销售收入×（1−利润率）×（1＋增长率）÷周转次数",
      en: "Working capital",
      reckoning: `${yuan(inputs.salesFen)} ×（1 − ${inputs.margin}）×（1 + ${inputs.growth}）× ${at.cycleDays} ÷ ${base}`,
      value: yuan(at.capitalFen),
    },
  ]
}

function finish(
  inputs: NeedInputs,
  at: { cycle: Fraction; cycleDays: string; capitalFen: bigint; warning: Need["warning"]; steps: NeedStep[] },
): Need {
  const leftFen = at.capitalFen - inputs.ownFundsFen - inputs.existingLoansFen - inputs.otherFundingFen
  const gapFen = at.warning === null && leftFen > 0n ? leftFen : 0n
  const loanFen = gapFen - (gapFen % unitFen)
  const parts = [inputs.ownFundsFen, inputs.existingLoansFen, inputs.otherFundingFen].map(yuan).join(" − ")
  const steps: NeedStep[] = [
    ...at.steps,
    {
      zh: "新增贷款需求＝营运资金量−自有资金−现有流贷−其他渠道资金",
      en: "Gap to finance",
      reckoning: at.warning ? "周转天数不为正，按公式无新增需求" : `${yuan(at.capitalFen)} − ${parts}`,
      value: yuan(gapFen),
    },
    { zh: "取万元整数", en: "Down to ten-thousands", reckoning: yuan(gapFen), value: yuan(loanFen) },
  ]
  const { cycle, cycleDays, warning } = at
  return { cycle, cycleDays, workingCapitalFen: at.capitalFen, gapFen, loanFen, warning, steps }
}

export interface SensitivityRow {
  zh: string
  en: string
  workingCapitalFen: bigint
  loanFen: bigint
}

/** What the need would be if the cycle or the growth came otherwise: two sides of each. */
export function sensitivity(inputs: NeedInputs): SensitivityRow[] {
  const shifted = (days: bigint): Fraction => plus(cycleOf(inputs.days), fraction(days))
  const row = (zh: string, en: string, capitalFen: bigint): SensitivityRow => {
    const leftFen = capitalFen - inputs.ownFundsFen - inputs.existingLoansFen - inputs.otherFundingFen
    const loanFen = leftFen > 0n ? leftFen - (leftFen % unitFen) : 0n
    return { zh, en, workingCapitalFen: capitalFen, loanFen }
  }
  const growthBy = (text: string): NeedInputs => ({
    ...inputs,
    growth: toDecimal(plus(share(inputs.growth), decimal(text)), 4),
  })
  return [
    row("周转快 10 天", "Cycle 10 days faster", workingCapitalFen(inputs, shifted(-10n))),
    row("周转慢 10 天", "Cycle 10 days slower", workingCapitalFen(inputs, shifted(10n))),
    row("增长率低 10 个百分点", "Growth 10 points lower", workingCapitalFen(growthBy("-0.1"))),
    row("增长率高 10 个百分点", "Growth 10 points higher", workingCapitalFen(growthBy("0.1"))),
  ]
}
