// Small parts of the price pages: a tariff in words, the steps of a fee, how sure a figure is.
import { useSay } from "#ui/i18n"
import { grouped } from "#ui/money"
import { StateTag } from "#ui/states"
import type { Certainty, TermsText } from "../model.ts"
import { tariffLines, type TraceLine } from "../rules.ts"
import { subscriptionTitles, type SubscriptionState } from "../states.ts"
import { certaintyTones, stateTones, usePricingText } from "./words.ts"
import "./pricing.css"

export function Tariff({ terms }: { terms: TermsText | null }) {
  const w = usePricingText()
  const say = useSay()
  if (!terms) return <span className="hs-muted">{w("noPrice")}</span>
  return (
    <ul className="pr-tiers">
      {tariffLines(terms).map(({ range, fee }) => (
        <li key={`${range.zh}${fee.zh}`}>
          {say(range) ? <span className="hs-muted">{say(range)}</span> : null}
          <span className="hs-number">{say(fee)}</span>
        </li>
      ))}
    </ul>
  )
}

export function Trace({ lines }: { lines: readonly Pick<TraceLine, "zh" | "en" | "amount">[] }) {
  const say = useSay()
  return (
    <ol className="pr-trace">
      {lines.map((line) => (
        <li key={line.zh}>
          <span>{say(line)}</span>
          <span className="hs-number">{grouped(line.amount)}</span>
        </li>
      ))}
    </ol>
  )
}

export function CertaintyTag({ value }: { value: Certainty }) {
  const w = usePricingText()
  return <StateTag tone={certaintyTones[value]}>{w(value)}</StateTag>
}

export function SubscriptionTag({ state, lapsed }: { state: SubscriptionState; lapsed?: boolean }) {
  const w = usePricingText()
  const say = useSay()
  if (lapsed) return <StateTag>{w("lapsed")}</StateTag>
  return <StateTag tone={stateTones[state]}>{say(subscriptionTitles[state])}</StateTag>
}
