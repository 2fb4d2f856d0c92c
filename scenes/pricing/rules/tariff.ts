// A tariff as exact arithmetic: from text to fen and back, the fee of an amount, and what is wrong with a table of tiers.
import { formatAmount, parseAmount } from "../../../ledger/amount.ts"
import type { Terms, TermsText, Tier, TierText } from "../model.ts"

/** Fees are reckoned in ten-thousand-millionths of a fen and rounded once, at the end. */
export const exactPerFen = 10_000_000_000n
const ppm = 1_000_000n

export const yuan = (fen: bigint): string => formatAmount(fen, 2)

/** For sentences: "10000.00" → "10,000", "4.50" stays. */
export const spoken = (yuanText: string): string =>
  yuanText.replace(/\.00$/, "").replace(/\B(?=(\d{3})+(?!\d)(?=\.|$))/g, ",")

/** "0.002" per cent → 20 parts per million. */
const ppmOf = (pct: string): bigint => parseAmount(pct, 4)!
const pctOf = (rate: bigint): string => formatAmount(rate, 4).replace(/\.?0+$/, "")

export const termsOf = (text: TermsText): Terms => ({
  tiers: text.tiers.map((tier) => ({
    overFen: parseAmount(tier.over, 2)!,
    upToFen: tier.upTo === null ? null : parseAmount(tier.upTo, 2)!,
    feeFen: tier.fee === null ? null : parseAmount(tier.fee, 2)!,
    ratePpm: tier.ratePct === null ? null : ppmOf(tier.ratePct),
  })),
  capFen: text.cap === null ? null : parseAmount(text.cap, 2)!,
  cancelled: text.cancelled,
})

export const textOf = (terms: Terms): TermsText => ({
  tiers: terms.tiers.map((tier) => ({
    over: yuan(tier.overFen),
    upTo: tier.upToFen === null ? null : yuan(tier.upToFen),
    fee: tier.feeFen === null ? null : yuan(tier.feeFen),
    ratePct: tier.ratePpm === null ? null : pctOf(tier.ratePpm),
  })),
  cap: terms.capFen === null ? null : yuan(terms.capFen),
  cancelled: terms.cancelled,
})

/** A fee that is the same whatever the amount. */
export const flatTerms = (feeFen: bigint): Terms => ({
  tiers: [{ overFen: 0n, upToFen: null, feeFen, ratePpm: null }],
  capFen: null,
  cancelled: false,
})

/** Whether somebody has to name the amount before the fee is known. */
export const needsAmount = (terms: Terms): boolean =>
  terms.tiers.length > 1 || terms.tiers.some((tier) => tier.ratePpm !== null)

export function tierOf(terms: Terms, baseFen: bigint): Tier | undefined {
  // Nothing at all belongs to the first step: a fee that knows no amount asks for zero.
  if (baseFen === 0n) return terms.tiers.find((tier) => tier.overFen === 0n)
  return terms.tiers.find((tier) => baseFen > tier.overFen && (tier.upToFen === null || baseFen <= tier.upToFen))
}

/** The fee before rounding; cancelled or not is the caller's question. */
export function exactFee(terms: Terms, baseFen: bigint): bigint {
  const tier = tierOf(terms, baseFen)
  if (!tier) throw new Error(`No tier holds ${baseFen}`)
  const fee = tier.feeFen === null ? (baseFen * (tier.ratePpm ?? 0n) * exactPerFen) / ppm : tier.feeFen * exactPerFen
  const cap = terms.capFen === null ? null : terms.capFen * exactPerFen
  return cap !== null && fee > cap ? cap : fee
}

/** Half up, once. */
export const roundFee = (exact: bigint): bigint => (2n * exact + exactPerFen) / (2n * exactPerFen)

export interface TariffFault {
  code: "E-TIER" | "E-AMOUNT"
  field: string
  zh: string
  en: string
}

const fault = (code: TariffFault["code"], field: string, zh: string, en: string): TariffFault => ({
  code,
  field,
  zh,
  en,
})

/** What is wrong with a table of tiers: negative figures, overlap, gaps, no end. Null when it may be used. */
export function tariffFault(text: TermsText): TariffFault | null {
  const negative = text.tiers.flatMap((tier, at) => negativeOf(tier, at))[0]
  if (negative) return negative
  if (text.cap?.startsWith("-")) return fault("E-AMOUNT", "cap", "封顶金额", "The cap")
  const { tiers } = termsOf(text)
  const sorted = tiers.map((tier, at) => ({ tier, at })).toSorted((a, b) => (a.tier.overFen < b.tier.overFen ? -1 : 1))
  if (sorted[0]!.tier.overFen !== 0n)
    return fault("E-TIER", `tiers.${sorted[0]!.at}.over`, "第一档须从 0 起", "The first tier starts at 0")
  for (const [n, { tier, at }] of sorted.entries()) {
    const wrong = shapeFault(tier, at) ?? joinFault(tier, sorted[n + 1])
    if (wrong) return wrong
  }
  return null
}

function negativeOf(tier: TierText, at: number): TariffFault[] {
  return (["over", "upTo", "fee", "ratePct"] as const)
    .filter((name) => tier[name]?.startsWith("-"))
    .map((name) => fault("E-AMOUNT", `tiers.${at}.${name}`, `第 ${at + 1} 档`, `Tier ${at + 1}`))
}

function shapeFault(tier: Tier, at: number): TariffFault | null {
  if ((tier.feeFen === null) === (tier.ratePpm === null))
    return fault(
      "E-TIER",
      `tiers.${at}.fee`,
      `第 ${at + 1} 档须在固定金额与比例中选一种`,
      `Tier ${at + 1} has either a fee or a rate`,
    )
  if (tier.upToFen !== null && tier.upToFen <= tier.overFen)
    return fault("E-TIER", `tiers.${at}.upTo`, `第 ${at + 1} 档止于起点之前`, `Tier ${at + 1} ends before it begins`)
  return null
}

function joinFault(tier: Tier, next: { tier: Tier; at: number } | undefined): TariffFault | null {
  if (!next)
    return tier.upToFen === null
      ? null
      : fault(
          "E-TIER",
          "tiers",
          `${yuan(tier.upToFen)} 元以上没有价格`,
          `Nothing is priced above ${yuan(tier.upToFen)}`,
        )
  const field = `tiers.${next.at}.over`
  if (tier.upToFen === null || tier.upToFen > next.tier.overFen)
    return fault("E-TIER", field, `第 ${next.at + 1} 档与前一档重叠`, `Tier ${next.at + 1} overlaps the one before`)
  if (tier.upToFen < next.tier.overFen)
    return fault(
      "E-TIER",
      field,
      `${yuan(tier.upToFen)} 元至 ${yuan(next.tier.overFen)} 元之间没有价格`,
      `Nothing is priced from ${yuan(tier.upToFen)} to ${yuan(next.tier.overFen)}`,
    )
  return null
}
