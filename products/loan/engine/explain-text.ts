// Explanations in words, Chinese and English in one place. One line a stretch, then rounding, joined interest, residue.
import { addDays } from "./dates.ts"
import type { Explained, ExplainedPart, JoinedReason } from "./explain.ts"
import { toDecimal, type Fraction } from "./fraction.ts"
import type { PartReason } from "./terms.ts"

export interface Told {
  zh: string[]
  en: string[]
}

const whyZh: Record<PartReason, string> = {
  contract: "",
  repriced: "（重定价后利率）",
  paused: "（停息）",
  settled: "（已结清，不再计息）",
  overdue: "（含逾期未还本金）",
  prepaid: "（提前归还部分不再计息）",
  flat: "（按初始本金计息）",
}

const whyEn: Record<PartReason, string> = {
  contract: "",
  repriced: " (repriced rate)",
  paused: " (interest paused)",
  settled: " (paid off, earns nothing)",
  overdue: " (with overdue principal)",
  prepaid: " (less principal paid early)",
  flat: " (on the first amount)",
}

const joinedZh: Record<JoinedReason, string> = {
  deferred: "前期宽限顺延的利息",
  flat_rest: "等本等息总利息的尾差",
  carried: "计划调整前转入的利息",
}

const joinedEn: Record<JoinedReason, string> = {
  deferred: "interest deferred from the grace period",
  flat_rest: "rest of the flat interest in all",
  carried: "interest carried over from before the plan changed",
}

export function explainText(one: Explained): Told {
  const sum = { zh: [] as string[], en: [] as string[] }
  for (const part of one.parts) {
    sum.zh.push(partZh(part))
    sum.en.push(partEn(part))
  }
  const exact = toDecimal({ num: one.exactFen.num, den: one.exactFen.den * 100n }, 6)
  sum.zh.push(
    `合计 ${exact}，${one.roundsEachPart ? "逐段" : "一次"}${one.rounding === "half_up" ? "四舍五入" : "四舍六入五成双"}到分：${money(one.earnedFen)}`,
  )
  const mode = one.rounding === "half_up" ? "half up" : "half to even"
  sum.en.push(
    `Sum ${exact}, rounded ${one.roundsEachPart ? "part by part" : "once"} (${mode}) to the fen: ${money(one.earnedFen)}`,
  )
  if (one.joinedWhy) {
    sum.zh.push(`另加${joinedZh[one.joinedWhy]} ${money(one.joinedFen)}，本期利息 ${money(one.interestFen)}`)
    sum.en.push(`Plus ${joinedEn[one.joinedWhy]} ${money(one.joinedFen)}: interest ${money(one.interestFen)}`)
  }
  if (one.deferredFen > 0n) {
    sum.zh.push(`本期不收息，累计 ${money(one.deferredFen)} 顺延至宽限期后第一期`)
    sum.en.push(`Not taken now: ${money(one.deferredFen)} so far goes to the first instalment after the grace period`)
  }
  if (one.residueFen !== null && one.residueFen !== 0n) {
    sum.zh.push(`末期与标准每期相差 ${money(one.residueFen)}：各期取整的尾差都在末期`)
    sum.en.push(`The last instalment differs by ${money(one.residueFen)}: it takes the roundings of all`)
  }
  return sum
}

/** Calendar days as a person counts them: the last night starts on the day before `to`. */
const partZh = (part: ExplainedPart): string =>
  `${part.from} 至 ${addDays(part.to, -1)} 共 ${part.days} 天：本金 ${money(part.balanceFen)} × 年利率 ${percent(part.annualRate)} × ${shareText(part.share)} = ${exactText(part)}${whyZh[part.why]}`

const partEn = (part: ExplainedPart): string =>
  `${part.from} to ${addDays(part.to, -1)}, ${part.days} days: ${money(part.balanceFen)} × ${percent(part.annualRate)} a year × ${shareText(part.share)} = ${exactText(part)}${whyEn[part.why]}`

const exactText = ({ exactFen }: ExplainedPart): string => toDecimal({ num: exactFen.num, den: exactFen.den * 100n }, 6)

export function money(fen: bigint): string {
  const text = toDecimal({ num: fen, den: 100n }, 2)
  return text.replace(/\B(?=(\d{3})+(?=\.))/g, ",")
}

/** 0.0435 → "4.35%", as many places as it needs. */
export const percent = (rate: Fraction): string =>
  `${toDecimal({ num: rate.num * 100n, den: rate.den }, 6).replace(/\.?0+$/, "")}%`

/** As a bank writes it: 31/360, 1/12; a mixed share in decimals. */
export function shareText({ num, den }: Fraction): string {
  if (den <= 366n) return `${num}/${den}`
  const divisor = gcd(num, den)
  const [a, b] = [num / divisor, den / divisor]
  return b <= 9_999n ? `${a}/${b}` : toDecimal({ num, den }, 12)
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a || 1n : gcd(b, a % b)
}
