// The worklist of packages: which end soon and what their firms said, which run, which are still offered.
import { Segmented } from "antd"
import { useEndpoint } from "#ui/api"
import { dictionary, useSay } from "#ui/i18n"
import { useUrlValues } from "#ui/link"
import { Money } from "#ui/money"
import { Page } from "#ui/page"
import { useOutlets } from "#ui/session"
import { StateTag } from "#ui/states"
import { type Column, List } from "#ui/tables"
import type { z } from "zod"
import { listSubscriptions, priceList, type subscriptionView, views } from "../../contract.ts"
import { SubscriptionTag } from "../parts.tsx"
import { pricingPaths as paths } from "../paths.ts"
import { usePricingText } from "../words.ts"
import { Subscribe } from "./subscribe.tsx"

const useText = dictionary({
  expiring: ["即将到期", "Ending soon"],
  running: ["生效中", "Running"],
  offered: ["待接受", "Offered"],
  ended: ["已结束", "Ended"],
  all: ["全部", "All"],
  left: ["剩 {n} 天", "{n} days left"],
  search: ["客户、账号或编号", "Firm, account or number"],
  none: ["没有符合条件的套餐。", "No packages match."],
  start: ["开始日", "Starts on"],
})

type Row = z.output<typeof subscriptionView>

export function useSubscriptionColumns(): Column<Row>[] {
  const t = useText()
  const w = usePricingText()
  const say = useSay()
  const { nameOf } = useOutlets()
  return [
    { key: "number", title: w("number"), render: (r) => r.number, text: (r) => r.number, nowrap: true },
    { key: "firm", title: w("firm"), phone: "title", render: (r) => r.partyName, text: (r) => r.partyName },
    { key: "package", title: w("package"), render: (r) => say(r.package), text: (r) => r.package.zh },
    {
      key: "state",
      title: w("state"),
      phone: "tag",
      render: (r) => <SubscriptionTag state={r.state} lapsed={r.lapsed} />,
      text: (r) => r.state,
    },
    { key: "start", title: t("start"), render: (r) => r.startOn ?? "—", text: (r) => r.startOn ?? "", nowrap: true },
    {
      key: "end",
      title: w("endOn"),
      render: (r) => (
        <>
          {r.endOn ?? "—"}
          {r.daysLeft !== null && r.daysLeft <= 30 ? (
            <div className="hs-small hs-muted">{t("left", { n: r.daysLeft })}</div>
          ) : null}
        </>
      ),
      text: (r) => r.endOn ?? "",
      nowrap: true,
    },
    {
      key: "choice",
      title: w("choice"),
      render: (r) =>
        r.choice ? w(r.choice) : r.daysLeft !== null && r.daysLeft <= 30 ? <StateTag>{w("silent")}</StateTag> : "—",
      text: (r) => r.choice ?? "",
    },
    {
      key: "saved",
      title: w("saved"),
      align: "right",
      render: (r) => <Money value={r.saved} />,
      text: (r) => r.saved,
    },
    { key: "outlet", title: w("outlet"), render: (r) => nameOf(r.outlet), text: (r) => r.outlet },
    { key: "account", title: w("accountNo"), hidden: true, render: (r) => r.accountNo, text: (r) => r.accountNo },
  ]
}

export function SubscriptionsPage() {
  const t = useText()
  const w = usePricingText()
  const [{ view }, change] = useUrlValues()
  const { options } = useOutlets()
  const tariff = useEndpoint(priceList, { query: {} })
  const columns = useSubscriptionColumns()
  // Offers are many and wait for the firms; the page opens with what runs.
  const shown = [...views, "all" as const].find((one) => one === view) ?? "running"
  return (
    <Page title={w("subscriptions")} actions={<Subscribe packages={tariff.data?.packages ?? []} />}>
      <div className="hs-filters" style={{ marginBottom: 12 }}>
        <Segmented
          value={shown}
          options={[...views, "all" as const].map((value) => ({ value, label: t(value) }))}
          onChange={(next) => change({ view: String(next) })}
        />
      </div>
      <List
        name="fee-subscriptions"
        label={w("subscriptions")}
        endpoint={listSubscriptions}
        query={{ view: shown === "all" ? undefined : shown }}
        filters={[
          { kind: "text", name: "q", label: t("search"), width: 220 },
          { kind: "select", name: "outlet", label: w("outlet"), options },
        ]}
        columns={columns}
        rowKey={(r) => r.id}
        href={(r) => paths.subscription(r.id)}
        empty={{ text: t("none") }}
      />
    </Page>
  )
}
