// A project's money: the owner's share comes first and in step, and loan money follows equity and progress.
import { decimal, divide, fraction, toDecimal } from "#contract/products/loan"
import type { Outcome } from "#kernel/refusal"
import { refuse } from "../refusals.ts"

export const projectIndustries = [
  "transport",
  "port",
  "housing",
  "property",
  "steel",
  "aluminium",
  "cement",
  "other",
] as const
export type ProjectIndustry = (typeof projectIndustries)[number]

export const industryTitles: Record<ProjectIndustry, { zh: string; en: string }> = {
  transport: { zh: "铁路、公路、城市轨道", en: "Rail, road, metro" },
  port: { zh: "港口、机场", en: "Ports, airports" },
  housing: { zh: "保障性住房和普通商品住房", en: "Ordinary and social housing" },
  property: { zh: "其他房地产", en: "Other property" },
  steel: { zh: "钢铁", en: "Steel" },
  aluminium: { zh: "电解铝", en: "Electrolytic aluminium" },
  cement: { zh: "水泥", en: "Cement" },
  other: { zh: "其他项目（含平板玻璃、再生玻璃）", en: "Other projects" },
}

export type CapitalRatiosBp = Record<ProjectIndustry, number>

/** 国发〔2015〕51号; 国发〔2009〕27号 for the sectors with too much capacity. */
export const capitalRatiosBp: CapitalRatiosBp = {
  transport: 2000,
  port: 2500,
  housing: 2000,
  property: 2500,
  steel: 4000,
  aluminium: 4000,
  cement: 3500,
  other: 2000,
}

const up = (a: bigint, b: bigint): bigint => (a + b - 1n) / b

/** The least the owners must put in, to the fen upwards. */
export const equityRequiredFen = (totalFen: bigint, ratioBp: number): bigint => up(totalFen * BigInt(ratioBp), 10_000n)

export const debtMaxFen = (totalFen: bigint, ratioBp: number): bigint => totalFen - equityRequiredFen(totalFen, ratioBp)

export interface Standing {
  loanFen: bigint
  equityRequiredFen: bigint
  equityPaidFen: bigint
  progressBp: number
}

/** Drawn in all ≤ loan × the smaller of equity paid in and work done. */
export function drawableFen(at: Standing): bigint {
  const byProgress = (at.loanFen * BigInt(at.progressBp)) / 10_000n
  if (at.equityRequiredFen <= 0n) return byProgress
  const paid = at.equityPaidFen > at.equityRequiredFen ? at.equityRequiredFen : at.equityPaidFen
  const byEquity = (at.loanFen * paid) / at.equityRequiredFen
  return byEquity < byProgress ? byEquity : byProgress
}

export function checkDraw(at: Standing, drawnFen: bigint, amountFen: bigint): Outcome<void> {
  const mostFen = drawableFen(at)
  if (drawnFen + amountFen <= mostFen) return { ok: true, value: undefined }
  const leftFen = mostFen > drawnFen ? mostFen - drawnFen : 0n
  const yuan = (fen: bigint) => toDecimal(fraction(fen, 100n), 2)
  return refuse["E-EQUITY"](
    {
      permitted: yuan(leftFen),
      total: yuan(mostFen),
      equityPct: toDecimal(fraction(at.equityPaidFen * 100n, at.equityRequiredFen || 1n), 2),
      progressPct: toDecimal(fraction(BigInt(at.progressBp), 100n), 2),
    },
    "amount",
  )
}

/** Cash a year over principal and interest of the year, in hundredths (135 = 1.35), half-up. */
export const coverOf = (cashFen: bigint, serviceFen: bigint): number =>
  serviceFen > 0n ? Number(divide(cashFen * 100n, serviceFen)) : 0

/** The same when the cash falls by a share, e.g. "0.2". */
export function stressedCover(cashFen: bigint, serviceFen: bigint, fall: string): number {
  const { num, den } = decimal(fall)
  return serviceFen > 0n ? Number(divide(cashFen * (den - num) * 100n, den * serviceFen)) : 0
}

export const coverText = (cover: number): string => toDecimal(fraction(BigInt(cover), 100n), 2)
