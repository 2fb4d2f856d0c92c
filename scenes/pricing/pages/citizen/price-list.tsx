// The price list for everybody, without signing in and without a component library: read on a phone at the counter.
import { useEffect, useState } from "react"
import { api, sentence } from "#ui/api"
import { Card } from "#ui/citizen"
import { dictionary, useSay } from "#ui/i18n"
import type { z } from "zod"
import { priceList } from "../../contract.ts"
import { categories, categoryTitles, natureTitles, sizeTitles } from "../../model.ts"
import { tariffLines } from "../../rules.ts"
import "./price-list.css"

const useText = dictionary({
  title: ["对公服务价目表", "Prices of services for firms"],
  intro: [
    "{on} 有效。没有列出的服务不收费；多收的一律退还，可到开户网点查询或投诉。",
    "In force on {on}. What is not listed is not charged; whatever was charged too much goes back.",
  ],
  per: ["每{unit}", "per {unit}"],
  packages: ["套餐", "Packages"],
  package: [
    "{price} 元，{n} 个月，包含：{items}。按标准价共 {standard} 元。到期不选择即停用，不收费。",
    "{price} for {n} months: {items}. At standard prices {standard}. Silence at the end means stop, at no cost.",
  ],
  waivers: ["减免", "Waivers"],
  waiver: ["{who}减免 {n}%，{from} 起{to}", "{n}% off for {who}, from {from}{to}"],
  until: ["至 {day}", " to {day}"],
  everyone: ["全部企业", "every firm"],
  unsure: ["依据待核", "to be confirmed"],
  own: ["本行自定", "the bank's own"],
})

type List = z.output<typeof priceList.response>

export function PublicPriceList() {
  const t = useText()
  const say = useSay()
  const [list, setList] = useState<List | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  useEffect(() => {
    api(priceList, { query: {} })
      .then(setList)
      .catch((error: unknown) => setFault(sentence(error)))
  }, [])
  useEffect(() => {
    document.title = `${t("title")} · 活水`
  }, [t])
  if (fault) return <p role="alert">{fault}</p>
  if (!list) return null
  const nameOf = (code: string) => say(list.items.find((item) => item.code === code)) || code
  return (
    <>
      <h1>{t("title")}</h1>
      <p className="hs-muted" style={{ margin: 0 }}>
        {t("intro", { on: list.on })}
      </p>
      <Card title={t("packages")}>
        <ul className="hs-m-prices">
          {list.packages.map((one) => (
            <li key={one.id}>
              <strong>{say(one)}</strong>
              <p>
                {t("package", {
                  price: one.price,
                  n: one.termMonths,
                  items: one.itemCodes.map(nameOf).join("、"),
                  standard: one.standard,
                })}
              </p>
            </li>
          ))}
        </ul>
      </Card>
      {categories.map((category) => (
        <Category
          key={category}
          title={say(categoryTitles[category])}
          items={list.items.filter((i) => i.category === category)}
        />
      ))}
      <Card title={t("waivers")}>
        <ul className="hs-m-prices">
          {list.waivers.map((one) => (
            <li key={one.id}>
              <strong>{say(one)}</strong>
              <p>
                {t("waiver", {
                  who:
                    one.sizes.length === 0 ? t("everyone") : one.sizes.map((size) => say(sizeTitles[size])).join("、"),
                  n: one.shareBp / 100,
                  from: one.from,
                  to: one.to ? t("until", { day: one.to }) : "",
                })}
              </p>
              <p className="hs-muted hs-small">{one.docNo}</p>
            </li>
          ))}
        </ul>
      </Card>
    </>
  )
}

function Category({ title, items }: { title: string; items: List["items"] }) {
  const t = useText()
  const say = useSay()
  const priced = items.filter((item) => item.price !== null)
  if (priced.length === 0) return null
  return (
    <Card title={title}>
      <ul className="hs-m-prices">
        {priced.map((item) => (
          <li key={item.code}>
            <div>
              <strong>{say(item)}</strong>
              <span className="hs-muted hs-small">{t("per", { unit: say({ zh: item.unitZh, en: item.unitEn }) })}</span>
            </div>
            <table>
              <tbody>
                {tariffLines(item.price!.terms).map(({ range, fee }) => (
                  <tr key={`${range.zh}${fee.zh}`}>
                    <td>{say(range)}</td>
                    <td>{say(fee)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            <p className="hs-muted hs-small">
              {say(natureTitles[item.nature])} · {item.price!.docNo}
              {item.price!.certainty === "unverified" ? `（${t("unsure")}）` : ""}
              {item.price!.certainty === "assumption" ? `（${t("own")}）` : ""}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  )
}
