// A tariff in words, the same on pages and papers.
import type { Both, TermsText } from "../model.ts"

const trimmed = (text: string): string => text.replace(/\.00$/, "")
const grouped = (text: string): string => trimmed(text).replace(/\B(?=(\d{3})+(?!\d)(?=\.|$))/g, ",")

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
  if (upTo === null && trimmed(over) === "0") return all
  if (upTo === null) return { zh: `${grouped(over)} 元以上`, en: `above ${grouped(over)}` }
  if (trimmed(over) === "0") return { zh: `${grouped(upTo)} 元以下（含）`, en: `up to ${grouped(upTo)}` }
  return { zh: `${grouped(over)}–${grouped(upTo)} 元（含）`, en: `${grouped(over)} – ${grouped(upTo)}` }
}

const feeOf = (fee: string): Both =>
  /^0+(\.0+)?$/.test(fee) ? { zh: "免费", en: "Free" } : { zh: `${grouped(fee)} 元`, en: `CNY ${grouped(fee)}` }

const shareOf = (pct: string, cap: string | null): Both => ({
  zh: `金额的 ${pct}%${cap === null ? "" : `，最高 ${grouped(cap)} 元`}`,
  en: `${pct}% of the amount${cap === null ? "" : `, at most ${grouped(cap)}`}`,
})
