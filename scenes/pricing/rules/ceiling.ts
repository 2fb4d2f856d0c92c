// Whether one tariff asks more than another anywhere. Both are straight between the edges of their tiers and where their
// caps begin to bind, so looking at those amounts, a fen on either side, looks at all of them.
import type { Nature, Terms } from "../model.ts"
import { exactFee } from "./tariff.ts"

const largestFen = 10n ** 15n
const ppm = 1_000_000n

function edges(terms: Terms): bigint[] {
  const ends = terms.tiers.flatMap((tier) => [tier.overFen, ...(tier.upToFen === null ? [] : [tier.upToFen])])
  const caps =
    terms.capFen === null
      ? []
      : terms.tiers.flatMap((tier) => (tier.ratePpm ? [(terms.capFen! * ppm) / tier.ratePpm] : []))
  return [...ends, ...caps]
}

/** The lowest amount for which the first tariff asks more than the second; null when there is none. */
export function higherAt(asked: Terms, most: Terms): bigint | null {
  if (asked.cancelled) return null
  const points = [...edges(asked), ...edges(most)].flatMap((at) => [at - 1n, at, at + 1n])
  const all = [...new Set([...points, 1n, largestFen])].filter((at) => at > 0n).toSorted((a, b) => (a < b ? -1 : 1))
  const feeOf = (terms: Terms, at: bigint) => (terms.cancelled ? 0n : exactFee(terms, at))
  return all.find((at) => feeOf(asked, at) > feeOf(most, at)) ?? null
}

/** Guided: at or below the ceiling everywhere. Fixed: exactly the government's price. Null when it may be saved. */
export function ceilingFault(nature: Nature, asked: Terms, ceiling: Terms | null): bigint | null {
  if (nature === "MARKET" || ceiling === null) return null
  const above = higherAt(asked, ceiling)
  return above !== null || nature === "GOV_GUIDED" ? above : higherAt(ceiling, asked)
}
