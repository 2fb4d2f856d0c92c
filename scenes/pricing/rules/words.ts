// A tariff in words, the same on pages and papers.
import type { Both, TermsText } from "../model.ts"
import { spoken } from "./tariff.ts"

/** "每笔 5 元" as lines: one a tier, with its range, and the cap at the end. */
export function tariffLines(terms: TermsText): { range: Both; fee: Both }[] {
  if (terms.cancelled) return [{ range: all, fee: { zh: "已取消收费", en: "Cancelled" } }]
  const lines = terms.tiers.map((tier) => ({
    range: rangeOf(tier.over, tier.upTo),
    fee: tier.fee === null ? shareOf(tier.ratePct!, terms.cap) : feeOf(tier.fee),
  }))
  return lines
}

const all: Both = { zh: "", en: "" }

function rangeOf(over: string, upTo: string | null): Both {
  if (upTo === null && spoken(over) === "0") return all
  if (upTo === null) return { zh: `${spoken(over)} 元以上`, en: `above ${spoken(over)}` }
  if (spoken(over) === "0") return { zh: `${spoken(upTo)} 元以下（含）`, en: `up to ${spoken(upTo)}` }
  return { zh: `${spoken(over)}–${spoken(upTo)} 元（含）`, en: `${spoken(over)} – ${spoken(upTo)}` }
}

const feeOf = (fee: string): Both =>
  /^0+(\.0+)?$/.test(fee) ? { zh: "免费", en: "Free" } : { zh: `${spoken(fee)} 元`, en: `CNY ${spoken(fee)}` }

const shareOf = (pct: string, cap: string | null): Both => ({
  zh: `金额的 ${pct}%${cap === null ? "" : `，最高 ${spoken(cap)} 元`}`,
  en: `${pct}% of the amount${cap === null ? "" : `, at most ${spoken(cap)}`}`,
})
