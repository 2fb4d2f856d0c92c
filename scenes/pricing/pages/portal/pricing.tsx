// The firm's own side: what its package saves, when it ends, the choice for the end in plain words, services it asked for,
// every charge with its reason.
import { useState } from "react"
import { printPaper } from "#contract/kernel/document"
import { Action } from "#ui/action"
import { api, useEndpoint } from "#ui/api"
import { ConfirmAction } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { Money } from "#ui/money"
import { Figure, Figures, Loaded, Nothing, Page, Pairs, Panel, Stack } from "#ui/page"
import { openPaper } from "#ui/print"
import { List } from "#ui/tables"
import { acceptEndpoint, consentEndpoint, endServiceEndpoint, ownCharges, ownPricing } from "../../contract.ts"
import type { Choice } from "../../model.ts"
import { cannotConsent, isRunning } from "../../states.ts"
import { Choices, type Detail } from "../choices.tsx"
import { SubscriptionTag } from "../parts.tsx"
import { ChargeDrawer, type ChargeRow, useChargeColumns } from "../staff/charge-grid.tsx"
import { usePricingText } from "../words.ts"

const useText = dictionary({
  title: ["套餐与收费", "Package and fees"],
  savedYear: ["近 12 个月为您节省", "Saved in the last 12 months"],
  paidYear: ["近 12 个月实付", "Paid in the last 12 months"],
  letter: ["下载 {year} 年减费告知书", "Letter of {year}'s savings"],
  accept: ["接受套餐", "Accept"],
  acceptNote: [
    "{price} 元使用 {n} 项服务，从账户 {account} 扣收一次。到期前会通知您；到期不选择即停用，不会收费。",
    "{n} services for {price}, taken once from {account}. You are told before it ends; silence means stop, at no cost.",
  ],
  offeredFor: ["可办理：包含 {items}", "On offer: {items}"],
  choose: ["选这个", "Choose this"],
  choose2: [
    "确定选择“{name}”？到期前可以随时更改，以最后一次为准。",
    'Choose "{name}"? You may change it until the last day.',
  ],
  ends: ["{day} 到期，还有 {n} 天", "Ends on {day}, {n} days left"],
  question: ["到期以后怎么办？", "What happens at the end?"],
  later: ["到期前 30 天起可以在这里选择。", "You may choose here from 30 days before the end."],
  none: ["还没有套餐。开户 30 天内可到网点或在这里办理。", "No package yet."],
  charges: ["收费明细", "Charges"],
  own: ["按标准价使用的服务", "Services at standard prices"],
  next: ["下次收费 {day}", "Next charge on {day}"],
  stop: ["停用", "Stop"],
  stopNote: [
    "从今天起停用，以后不再收费；已付的本期费用不退。",
    "Stops today; no further charge. The period already paid stays paid.",
  ],
  start: ["开始日", "Starts on"],
  until: ["可办理至", "Until"],
})

export function PortalPricingPage() {
  const t = useText()
  const w = usePricingText()
  const query = useEndpoint(ownPricing)
  const [picked, setPicked] = useState<ChargeRow | null>(null)
  const columns = useChargeColumns().filter((column) => column.key !== "firm")
  return (
    <Page title={t("title")}>
      <Loaded query={query} rows={8}>
        {({ subscriptions, services, savings, partyId, today }) => (
          <Stack>
            <Figures>
              <Figure label={t("savedYear")} value={<Money value={savings.saved} unit />} tone="good" />
              <Figure label={t("paidYear")} value={<Money value={savings.net} unit />} />
            </Figures>
            {subscriptions.length === 0 ? (
              <Panel>
                <Nothing text={t("none")} />
              </Panel>
            ) : (
              subscriptions.map((one) => <OnePackage key={one.id} detail={one} />)
            )}
            <OwnServices services={services.filter((one) => one.to === null)} />
            <Panel
              title={t("charges")}
              flush
              extra={
                <Action
                  label={t("letter", { year: today.slice(0, 4) })}
                  size="small"
                  run={() =>
                    openPaper(printPaper, {
                      params: { kind: "pricing.savings-letter", objectId: `${partyId}:${today.slice(0, 4)}` },
                    })
                  }
                />
              }
            >
              <List
                name="own-charges"
                label={w("charges")}
                endpoint={ownCharges}
                columns={columns}
                rowKey={(r) => r.id}
                onPick={setPicked}
                limit={20}
              />
            </Panel>
          </Stack>
        )}
      </Loaded>
      <ChargeDrawer charge={picked} close={() => setPicked(null)} />
    </Page>
  )
}

function OnePackage({ detail }: { detail: Detail }) {
  const t = useText()
  const w = usePricingText()
  const say = useSay()
  const isOffered = detail.state === "offered"
  const names = detail.options.standard.map((one) => say(one))
  const asks = isRunning(detail.state) && cannotConsent(detail.state) === null
  return (
    <Panel
      title={say(detail.package)}
      extra={<SubscriptionTag state={detail.state} />}
      note={isOffered ? t("offeredFor", { items: names.join("、") }) : undefined}
    >
      <Pairs
        columns={4}
        items={[
          { label: w("price"), value: <Money value={detail.price} unit /> },
          { label: w("accountNo"), value: detail.accountNo },
          isOffered ? { label: t("until"), value: detail.offerUntil } : null,
          isOffered ? null : { label: t("start"), value: detail.startOn },
          isOffered
            ? null
            : {
                label: w("endOn"),
                value:
                  detail.daysLeft === null ? detail.endOn : t("ends", { day: detail.endOn ?? "", n: detail.daysLeft }),
              },
          isOffered ? null : { label: w("saved"), value: <Money value={detail.saved} unit strong /> },
        ]}
      />
      {isOffered ? <Accept detail={detail} names={names} /> : null}
      {asks ? (
        <>
          <h3>{t("question")}</h3>
          <Choices detail={detail} action={(choice) => <Choose detail={detail} choice={choice} />} />
        </>
      ) : null}
      {detail.state === "active" ? <p className="hs-muted">{t("later")}</p> : null}
    </Panel>
  )
}

function Accept({ detail, names }: { detail: Detail; names: string[] }) {
  const t = useText()
  return (
    <p>
      <ConfirmAction
        name={`accept-${detail.id}`}
        label={t("accept")}
        kind="primary"
        submit={(idempotencyKey) => api(acceptEndpoint, { params: { id: detail.id }, body: {}, idempotencyKey })}
      >
        {t("acceptNote", { price: detail.price, n: names.length, account: detail.accountNo })}
      </ConfirmAction>
    </p>
  )
}

function Choose({ detail, choice }: { detail: Detail; choice: Choice }) {
  const t = useText()
  const w = usePricingText()
  return (
    <ConfirmAction
      name={`choose-${choice}-${detail.id}`}
      label={t("choose")}
      title={w(choice)}
      submit={(idempotencyKey) => api(consentEndpoint, { params: { id: detail.id }, body: { choice }, idempotencyKey })}
    >
      {t("choose2", { name: w(choice) })}
    </ConfirmAction>
  )
}

interface OwnService {
  id: string
  accountNo: string
  item: { zh: string; en: string }
  nextDueOn: string | null
}

function OwnServices({ services }: { services: OwnService[] }) {
  const t = useText()
  const say = useSay()
  if (services.length === 0) return null
  return (
    <Panel title={t("own")}>
      <ul className="hs-plain">
        {services.map((one) => (
          <li key={one.id}>
            <span>
              {say(one.item)}
              <div className="hs-muted hs-small">
                {one.accountNo} · {t("next", { day: one.nextDueOn ?? "—" })}
              </div>
            </span>
            <ConfirmAction
              name={`stop-${one.id}`}
              label={t("stop")}
              size="small"
              submit={(idempotencyKey) => api(endServiceEndpoint, { params: { id: one.id }, body: {}, idempotencyKey })}
            >
              {t("stopNote")}
            </ConfirmAction>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
