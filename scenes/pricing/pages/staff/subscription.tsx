// One package of a firm: its days, what it covers, what was charged and why, what the firm said about the end.
import { printPaper } from "#contract/kernel/document"
import { Action } from "#ui/action"
import { api, useEndpoint } from "#ui/api"
import { DialogAction, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { To, useParam } from "#ui/link"
import { Money } from "#ui/money"
import { Figure, Figures, Loaded, Nothing, Page, Pairs, Panel, Stack } from "#ui/page"
import { kernelPaths } from "#ui/paths"
import { openPaper } from "#ui/print"
import { useNotAllowed, useOutlets } from "#ui/session"
import { Grid } from "#ui/tables"
import { moment } from "#ui/timeline"
import { acceptEndpoint, consentEndpoint, getSubscription } from "../../contract.ts"
import type { Choice } from "../../model.ts"
import { cannotConsent, isRunning } from "../../states.ts"
import { Choices, type Detail } from "../choices.tsx"
import { SubscriptionTag } from "../parts.tsx"
import { pricingPaths as paths } from "../paths.ts"
import { usePricingText } from "../words.ts"
import { ChargeGrid } from "./charge-grid.tsx"

const useText = dictionary({
  accept: ["客户已签署，办理", "The firm has signed"],
  agreement: ["打印协议", "Agreement"],
  notice: ["打印到期通知", "Notice of the end"],
  price: ["套餐价格", "Price"],
  start: ["开始日", "Starts on"],
  first: ["首次提醒", "First notice"],
  last: ["再次提醒", "Second notice"],
  ended: ["结束", "Ended"],
  via: ["办理方式", "Taken up"],
  counter: ["柜面", "Counter"],
  portal: ["企业门户", "Portal"],
  renewal: ["续办", "Renewal"],
  end: ["到期选择", "At the end"],
  covered: ["包含的服务", "Services covered"],
  words: ["客户选择记录", "What the firm said"],
  noWords: ["客户还没有选择；不选择即到期停用，不收费。", "No word yet; silence means stop, and costs nothing."],
  record: ["记录客户选择", "Record the choice"],
  charges: ["收费记录", "Charges"],
  seen: ["当时看到的价格", "Prices shown"],
  by: ["经办", "By"],
  until: ["至", "Until"],
})

export function SubscriptionPage() {
  const t = useText()
  const w = usePricingText()
  const say = useSay()
  const { nameOf } = useOutlets()
  const id = useParam("id")
  const query = useEndpoint(getSubscription, { params: { id } })
  const paper = (kind: string) => () => openPaper(printPaper, { params: { kind, objectId: id } })
  return (
    <Loaded query={query} rows={10}>
      {(s) => (
        <Page
          title={`${say(s.package)} ${s.number}`}
          crumbs={[{ label: w("subscriptions"), href: paths.subscriptions() }]}
          tag={<SubscriptionTag state={s.state} lapsed={s.lapsed} />}
          actions={
            <>
              <Action label={t("agreement")} run={paper("pricing.agreement")} />
              {isRunning(s.state) ? <Action label={t("notice")} run={paper("pricing.expiry-notice")} /> : null}
              {s.state === "offered" && !s.lapsed ? <Accept detail={s} /> : null}
            </>
          }
        >
          <Stack>
            <Figures>
              <Figure label={t("price")} value={<Money value={s.price} />} />
              <Figure label={w("saved")} value={<Money value={s.saved} />} tone="good" />
              <Figure label={w("endOn")} value={s.endOn ?? "—"} />
            </Figures>
            <Panel>
              <Pairs
                columns={3}
                items={[
                  { label: w("firm"), value: <To href={kernelPaths.customer(s.partyId)}>{s.partyName}</To> },
                  { label: w("accountNo"), value: <To href={`/deposits/${s.accountNo}`}>{s.accountNo}</To> },
                  { label: w("outlet"), value: nameOf(s.outlet) },
                  { label: t("start"), value: s.startOn },
                  { label: t("first"), value: s.firstNoticeOn },
                  { label: t("last"), value: s.lastNoticeOn },
                  {
                    label: t("via"),
                    value: s.acceptedVia
                      ? [t(s.acceptedVia), s.acceptedBy, s.paperNo].filter(Boolean).join(" · ")
                      : "—",
                  },
                  s.endedOn ? { label: t("ended"), value: s.endedOn } : null,
                ]}
              />
            </Panel>
            {isRunning(s.state) ? (
              <Panel title={t("end")}>
                <Choices detail={s} action={(choice) => <Record detail={s} choice={choice} />} />
              </Panel>
            ) : null}
            <Words detail={s} />
            <Panel title={t("covered")} flush>
              <Grid
                label={t("covered")}
                rows={s.services}
                rowKey={(r) => r.id}
                dense
                columns={[
                  { key: "item", title: w("item"), phone: "title", render: (r) => say(r.item) },
                  { key: "from", title: w("from"), render: (r) => r.from },
                  { key: "to", title: t("until"), render: (r) => r.to ?? "—" },
                ]}
                empty={<Nothing text={w("none")} />}
              />
            </Panel>
            <Panel title={t("charges")} flush>
              <ChargeGrid rows={s.charges} />
            </Panel>
          </Stack>
        </Page>
      )}
    </Loaded>
  )
}

function Words({ detail }: { detail: Detail }) {
  const t = useText()
  const w = usePricingText()
  return (
    <Panel title={t("words")} flush>
      <Grid
        label={t("words")}
        rows={detail.consents}
        rowKey={(r) => r.at}
        dense
        columns={[
          { key: "choice", title: w("choice"), phone: "title", render: (r) => w(r.choice) },
          { key: "at", title: w("when"), render: (r) => moment(r.at), nowrap: true },
          { key: "by", title: t("by"), render: (r) => [t(r.via), r.by, r.paperNo].filter(Boolean).join(" · ") },
          {
            key: "seen",
            title: t("seen"),
            render: (r) => r.seen.map((one) => `${one.zh} ${one.price}`).join("，"),
          },
        ]}
        empty={<Nothing text={t("noWords")} />}
      />
    </Panel>
  )
}

function Accept({ detail }: { detail: Detail }) {
  const t = useText()
  const w = usePricingText()
  const notAllowed = useNotAllowed()
  return (
    <DialogAction<{ paperNo: string }, unknown>
      name="accept-package"
      label={t("accept")}
      kind="primary"
      disabledReason={notAllowed("pricing.accept")}
      submitLabel={t("accept")}
      submit={(body, idempotencyKey) => api(acceptEndpoint, { params: { id: detail.id }, body, idempotencyKey })}
    >
      <TextField name="paperNo" label={w("paperNo")} required max={60} />
    </DialogAction>
  )
}

function Record({ detail, choice }: { detail: Detail; choice: Choice }) {
  const t = useText()
  const w = usePricingText()
  const say = useSay()
  const notAllowed = useNotAllowed()
  return (
    <DialogAction<{ paperNo: string }, unknown>
      name={`consent-${choice}`}
      label={t("record")}
      title={w(choice)}
      disabledReason={notAllowed("pricing.accept") ?? (say(cannotConsent(detail.state)) || null)}
      submitLabel={t("record")}
      submit={(body, idempotencyKey) =>
        api(consentEndpoint, { params: { id: detail.id }, body: { ...body, choice }, idempotencyKey })
      }
    >
      <TextField name="paperNo" label={w("paperNo")} required max={60} />
    </DialogAction>
  )
}
