// On a customer's page: its packages, what it saved in the last twelve months, and the year's letter.
import { printPaper } from "#contract/kernel/document"
import { Action } from "#ui/action"
import { useEndpoint } from "#ui/api"
import { dictionary } from "#ui/i18n"
import { Money } from "#ui/money"
import { Figure, Figures, Loaded, Nothing, Panel } from "#ui/page"
import { openPaper } from "#ui/print"
import { Grid } from "#ui/tables"
import { listSubscriptions, priceList, savings } from "../../contract.ts"
import { pricingPaths as paths } from "../paths.ts"
import { usePricingText } from "../words.ts"
import { Subscribe } from "./subscribe.tsx"
import { useSubscriptionColumns } from "./subscriptions.tsx"

const useText = dictionary({
  title: ["套餐与减费", "Packages and savings"],
  letter: ["{year} 年减费告知书", "Letter of {year}"],
  none: ["还没有套餐。", "No packages yet."],
})

const own = ["number", "package", "state", "start", "end", "choice", "saved"]

export function CustomerBlock({ partyId }: { partyId: string }) {
  const t = useText()
  const w = usePricingText()
  const query = useEndpoint(listSubscriptions, { query: { partyId, limit: 20 } })
  const sums = useEndpoint(savings, { query: { partyId } })
  const tariff = useEndpoint(priceList, { query: {} })
  const columns = useSubscriptionColumns().filter((column) => own.includes(column.key))
  const year = sums.data?.to.slice(0, 4) ?? ""
  return (
    <Panel
      title={t("title")}
      extra={
        <>
          {year ? (
            <Action
              label={t("letter", { year })}
              run={() =>
                openPaper(printPaper, { params: { kind: "pricing.savings-letter", objectId: `${partyId}:${year}` } })
              }
            />
          ) : null}
          <Subscribe packages={tariff.data?.packages ?? []} />
        </>
      }
    >
      <Loaded query={sums} rows={2}>
        {(data) => (
          <Figures>
            <Figure label={w("saved")} value={<Money value={data.saved} unit />} tone="good" />
            <Figure label={w("gross")} value={<Money value={data.gross} />} />
            <Figure label={w("net")} value={<Money value={data.net} />} />
          </Figures>
        )}
      </Loaded>
      <Loaded query={query} rows={3}>
        {({ items }) => (
          <Grid
            label={t("title")}
            rows={items}
            rowKey={(r) => r.id}
            href={(r) => paths.subscription(r.id)}
            columns={columns}
            empty={<Nothing text={t("none")} />}
          />
        )}
      </Loaded>
    </Panel>
  )
}
