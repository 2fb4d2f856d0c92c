// What may become of a package at its end, each choice with what it costs in plain words. Saying nothing is one of them
// and is named as such. The same for the firm itself and for the counter.
import type { ReactNode } from "react"
import type { z } from "zod"
import { dictionary, useSay } from "#ui/i18n"
import { StateTag } from "#ui/states"
import type { subscriptionDetail } from "../contract.ts"
import type { Choice } from "../model.ts"
import { usePricingText } from "./words.ts"
import "./pricing.css"

export type Detail = z.output<typeof subscriptionDetail>

const useText = dictionary({
  renewText: [
    "到期次日起改用“{name}”：{n} 个月共 {price} 元，从账户扣收一次。",
    'From the day after, "{name}": {n} months for {price}, taken from the account once.',
  ],
  standardText: ["到期次日起按下列标准价逐项收费：", "From the day after, each service at its standard price:"],
  standardItem: ["{name} {price} 元/{unit}", "{name} {price} per {unit}"],
  stopText: [
    "到期后这些服务停用，不收任何费用。以后随时可以再开通。",
    "The services stop; nothing is charged. They can be had again at any time.",
  ],
  silence: ["不作选择＝停用，不会收费。", "Saying nothing means stop, and costs nothing."],
  chosen: ["已选", "Chosen"],
})

export function Choices({ detail, action }: { detail: Detail; action?: (choice: Choice) => ReactNode }) {
  const t = useText()
  const w = usePricingText()
  const say = useSay()
  const { renew, standard } = detail.options
  const one = (choice: Choice, text: ReactNode) => (
    <section className="pr-choice" key={choice} data-chosen={detail.choice === choice ? "yes" : "no"}>
      <strong>
        {w(choice)} {detail.choice === choice ? <StateTag tone="primary">{t("chosen")}</StateTag> : null}
      </strong>
      <div style={{ flex: 1 }}>{text}</div>
      {action?.(choice)}
    </section>
  )
  return (
    <>
      <div className="pr-choices">
        {renew
          ? one("renew", <p>{t("renewText", { name: say(renew), n: renew.months, price: renew.price })}</p>)
          : null}
        {one(
          "standard",
          <>
            <p>{t("standardText")}</p>
            <ul>
              {standard.map((item) => (
                <li key={item.zh}>
                  {t("standardItem", {
                    name: say(item),
                    price: item.price,
                    unit: say({ zh: item.unitZh, en: item.unitEn }),
                  })}
                </li>
              ))}
            </ul>
          </>,
        )}
        {one("stop", <p>{t("stopText")}</p>)}
      </div>
      {detail.choice === null ? <p className="hs-muted">{t("silence")}</p> : null}
    </>
  )
}
