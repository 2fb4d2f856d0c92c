// On the start page: packages that end within a month, those whose firms have not spoken first to be called.
import { useEndpoint } from "#ui/api"
import { dictionary, useSay } from "#ui/i18n"
import { To } from "#ui/link"
import { Loaded, Nothing, Panel } from "#ui/page"
import { StateTag } from "#ui/states"
import { listSubscriptions } from "../../contract.ts"
import { pricingPaths as paths } from "../paths.ts"
import { usePricingText } from "../words.ts"

const useText = dictionary({
  title: ["即将到期的套餐", "Packages that end soon"],
  all: ["全部", "All"],
  left: ["剩 {n} 天", "{n} days left"],
  none: ["30 天内没有套餐到期。", "No package ends within 30 days."],
})

export function HomeBlock() {
  const t = useText()
  const w = usePricingText()
  const say = useSay()
  const query = useEndpoint(listSubscriptions, { query: { view: "expiring", limit: 6 } })
  return (
    <Panel title={t("title")} extra={<To href={paths.subscriptions("expiring")}>{t("all")}</To>}>
      <Loaded query={query} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing text={t("none")} />
          ) : (
            <ul className="hs-plain">
              {items.map((one) => (
                <li key={one.id}>
                  <span>
                    <To href={paths.subscription(one.id)}>{one.partyName}</To>
                    <div className="hs-muted hs-small">
                      {say(one.package)} · {one.choice ? w(one.choice) : w("silent")}
                    </div>
                  </span>
                  <StateTag tone={one.state === "notice_7" ? "bad" : "warn"}>
                    {t("left", { n: one.daysLeft ?? 0 })}
                  </StateTag>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  )
}
