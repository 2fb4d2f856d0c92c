// What one use of a service costs this firm on this day. Steps, in this order: item and tier, guided ceiling, statutory
// cancellation, package, waivers (the largest saving, never stacked), rounding; each leaves a line in the trace.
import { formatAmount } from "../../../ledger/amount.ts"
import type { Both, FeeItem, Package, Price, Size, Terms, Tier, Waiver } from "../model.ts"
import { exactFee, exactPerFen, needsAmount, roundFee, spoken, tierOf, yuan } from "./tariff.ts"

export const traceSteps = ["item", "ceiling", "cancellation", "package", "waiver", "rounding"] as const
export type TraceStep = (typeof traceSteps)[number]

export interface TraceLine extends Both {
  step: TraceStep
  /** What the fee comes to after this step, decimal yuan. */
  amount: string
}

export interface FeeFacts {
  item: FeeItem
  price: Price
  /** The government's ceiling on the day, where there is one. */
  ceiling: Terms | null
  /** Amount of the transaction; 0 where the fee knows none. */
  baseFen: bigint
  quantity: number
  /** Null where nobody knows: then the firm counts as small (应降尽降). */
  size: Size | null
  /** A package in force that holds this item. */
  cover: Pick<Package, "id" | "zh" | "en"> | null
  /** Waivers in force on the day. */
  waivers: readonly Waiver[]
}

export interface Quote {
  grossFen: bigint
  netFen: bigint
  packageId: string | null
  waiverId: string | null
  trace: TraceLine[]
}

const whole = 10_000n

export function quoteFee(facts: FeeFacts): Quote {
  const trace: TraceLine[] = []
  const tell = (step: TraceStep, exact: bigint, zh: string, en: string) =>
    trace.push({ step, zh, en, amount: decimal(exact) })
  const count = BigInt(facts.quantity)
  let exact = exactFee(facts.price.terms, facts.baseFen) * count
  tell("item", exact, ...itemWords(facts))
  const most = facts.ceiling && !facts.ceiling.cancelled ? exactFee(facts.ceiling, facts.baseFen) * count : null
  if (most !== null && exact > most) {
    exact = most
    tell(
      "ceiling",
      exact,
      `高于政府指导价上限，按上限 ${decimal(most)} 元`,
      `Above the guided ceiling: ${decimal(most)}`,
    )
  } else if (most !== null) {
    tell("ceiling", exact, `不高于政府指导价上限 ${decimal(most)} 元`, `Within the guided ceiling of ${decimal(most)}`)
  }
  const grossFen = roundFee(exact)
  const reduced = reduce(facts, exact, tell)
  const netFen = roundFee(reduced.exact)
  tell("rounding", netFen * exactPerFen, "四舍五入到分，只在最后一次", "Rounded half up to the fen, once")
  return { grossFen, netFen, packageId: reduced.packageId, waiverId: reduced.waiverId, trace }
}

interface Reduced {
  exact: bigint
  packageId: string | null
  waiverId: string | null
}

type Tell = (step: TraceStep, exact: bigint, zh: string, en: string) => void

/** Cancellation beats the package, the package beats waivers; only one of them counts. */
function reduce(facts: FeeFacts, exact: bigint, tell: Tell): Reduced {
  const { price, cover } = facts
  if (price.terms.cancelled) {
    tell("cancellation", 0n, `已取消收费（${price.docNo}）`, `Cancelled (${price.docNo})`)
    return { exact: 0n, packageId: null, waiverId: null }
  }
  if (cover) {
    tell("package", 0n, `“${cover.zh}”包含此项，不另收费`, `Covered by "${cover.en}"`)
    return { exact: 0n, packageId: cover.id, waiverId: null }
  }
  const waiver = largestWaiver(facts)
  if (!waiver) return { exact, packageId: null, waiverId: null }
  // A ten-thousandth of the exact fee is still whole: fees are counted in 10⁻¹⁰ fen.
  const left = (exact * (whole - BigInt(waiver.shareBp))) / whole
  const small = facts.size === null && waiver.sizes.length > 0
  tell(
    "waiver",
    left,
    `${waiver.zh}：减免 ${percent(waiver.shareBp)}（${waiver.docNo}）${small ? "；企业规模不明，按小微企业对待" : ""}`,
    `${waiver.en}: ${percent(waiver.shareBp)} off (${waiver.docNo})${small ? "; size unknown, treated as small" : ""}`,
  )
  return { exact: left, packageId: null, waiverId: waiver.id }
}

export function largestWaiver(facts: Pick<FeeFacts, "item" | "baseFen" | "size" | "waivers">): Waiver | undefined {
  const size = facts.size ?? "small"
  return facts.waivers
    .filter(
      (one) =>
        one.itemCodes.includes(facts.item.code) &&
        (one.sizes.length === 0 || one.sizes.includes(size)) &&
        (one.baseMaxFen === null || facts.baseFen <= one.baseMaxFen),
    )
    .toSorted((a, b) => b.shareBp - a.shareBp || (a.code < b.code ? -1 : 1))[0]
}

function itemWords({ item, price, baseFen, quantity }: FeeFacts): [string, string] {
  const tier = tierOf(price.terms, baseFen)!
  const times = quantity === 1 ? "" : ` × ${quantity}`
  const say = (fen: bigint) => spoken(yuan(fen))
  if (!needsAmount(price.terms))
    return [
      `${item.zh}：${say(tier.feeFen ?? 0n)} 元/${item.unitZh}${times}`,
      `${item.en}: ${say(tier.feeFen ?? 0n)} per ${item.unitEn}${times}`,
    ]
  const [range, rangeEn] =
    tier.upToFen === null
      ? [`${say(tier.overFen)} 元以上`, `above ${say(tier.overFen)}`]
      : [`不超过 ${say(tier.upToFen)} 元`, `up to ${say(tier.upToFen)}`]
  const [fee, feeEn] = tierFee(price.terms, tier)
  return [
    `${item.zh}：金额 ${say(baseFen)} 元，${range}一档，${fee}${times}`,
    `${item.en}: ${say(baseFen)}, tier ${rangeEn}, ${feeEn}${times}`,
  ]
}

function tierFee(terms: Terms, tier: Tier): [string, string] {
  if (tier.feeFen !== null) return [`${spoken(yuan(tier.feeFen))} 元`, spoken(yuan(tier.feeFen))]
  const rate = rateText(tier.ratePpm!)
  if (terms.capFen === null) return [rate, rate]
  const cap = spoken(yuan(terms.capFen))
  return [`${rate}，最高 ${cap} 元`, `${rate}, at most ${cap}`]
}

const percent = (bp: number): string => `${bp / 100}%`
export const rateText = (ratePpm: bigint): string => `${formatAmount(ratePpm, 4).replace(/\.?0+$/, "")}%`

/** Exact yuan with as many places as it needs, two at least. */
function decimal(exact: bigint): string {
  const perYuan = exactPerFen * 100n
  const fraction = String(exact % perYuan)
    .padStart(12, "0")
    .replace(/0+$/, "")
    .padEnd(2, "0")
  return `${exact / perYuan}.${fraction}`
}
