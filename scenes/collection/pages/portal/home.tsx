// On the portal's start page: what the organisation's people look at first.
import { useEndpoint } from "#ui/api"
import { dictionary } from "#ui/i18n"
import { To } from "#ui/link"
import { Money } from "#ui/money"
import { Figure, Figures, Loaded, Panel } from "#ui/page"
import { listOrgs } from "../../contract.ts"
import { collectionPaths as paths } from "../paths.ts"
import { useCollectionText } from "../words.ts"

const useText = dictionary({
  open: ["待缴账单（张）", "Open bills"],
  sum: ["待缴本金（元）", "Open principal (CNY)"],
  month: ["本月已缴（元）", "Paid this month (CNY)"],
  more: ["查看收缴情况", "How it stands"],
})

export function PortalHomeBlock() {
  const t = useText()
  const w = useCollectionText()
  const query = useEndpoint(listOrgs)
  return (
    <Panel title={w("collection")} extra={<To href={paths.own.org()}>{t("more")}</To>}>
      <Loaded query={query}>
        {([org]) =>
          org ? (
            <Figures>
              <Figure label={t("open")} value={org.openBills} href={paths.own.org("bills")} />
              <Figure label={t("sum")} value={<Money value={org.openPrincipal} />} />
              <Figure label={t("month")} value={<Money value={org.paidThisMonth} />} href={paths.own.org("payments")} />
            </Figures>
          ) : null
        }
      </Loaded>
    </Panel>
  )
}
