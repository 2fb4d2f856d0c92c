// Differences, newest first: what each side says, what is kept aside, how long it has waited, and how it may end.
import type { z } from "zod"
import { api } from "#ui/api"
import { DialogAction, SelectField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { Money } from "#ui/money"
import { Page } from "#ui/page"
import { useNotAllowed } from "#ui/session"
import { StateTag } from "#ui/states"
import { type Column, List } from "#ui/tables"
import { type itemView, listItems, resolveEndpoint } from "../../recon/contract.ts"
import { billedChannels, channelTitles } from "../../model.ts"
import { itemStates, itemTitles, kinds, kindTitles, wayFault, ways, type Way } from "../../rules/recon.ts"
import { itemTones, useAcquiringText } from "../words.ts"

const useText = dictionary({
  search: ["订单号或退款号", "Order or refund"],
  line: ["交易", "Line"],
  pay: ["支付 {no}", "Payment {no}"],
  refund: ["退款 {no}", "Refund {no}"],
  ours: ["本行", "Ours"],
  theirs: ["渠道", "Theirs"],
  suspense: ["挂账", "Kept aside"],
  age: ["账龄", "Age"],
  days: ["{n} 个工作日", "{n} working days"],
  asked: ["待复核", "Waits for a signature"],
  resolve: ["处理", "End it"],
  way: ["处理方式", "How"],
  note: [
    "{kind}：本行 {ours}，渠道 {theirs}。另一人复核后生效。",
    "{kind}: ours {ours}, theirs {theirs}. Another person signs.",
  ],
  waits: ["等次日账单", "Waits for the next bill"],
})

export type Item = z.output<typeof itemView>

export function DifferencesPage() {
  const t = useText()
  const w = useAcquiringText()
  const say = useSay()
  return (
    <Page title={w("differences")}>
      <List
        name="recon-items"
        label={w("differences")}
        endpoint={listItems}
        filters={[
          { kind: "text", name: "q", label: t("search"), width: 220 },
          {
            kind: "select",
            name: "state",
            label: w("state"),
            options: itemStates.map((value) => ({ value, label: say(itemTitles[value]) })),
          },
          {
            kind: "select",
            name: "kind",
            label: w("kind"),
            options: kinds.map((value) => ({ value, label: say(kindTitles[value]) })),
          },
          {
            kind: "select",
            name: "channel",
            label: w("channel"),
            options: billedChannels.map((value) => ({ value, label: say(channelTitles[value]) })),
          },
        ]}
        rowKey={(r) => r.id}
        columns={useItemColumns({ withDay: true })}
      />
    </Page>
  )
}

const amountOr = (value: string | null) => (value === null ? "—" : <Money value={value} />)

export function useItemColumns({ withDay }: { withDay: boolean }): Column<Item>[] {
  const t = useText()
  const w = useAcquiringText()
  const say = useSay()
  const lineOf = (r: Item) => t(r.lineKind, { no: r.lineKind === "pay" ? (r.orderNo ?? "") : (r.refundNo ?? "") })
  const day: Column<Item>[] = [
    { key: "day", title: w("day"), render: (r) => r.day, text: (r) => r.day, nowrap: true },
    { key: "channel", title: w("channel"), render: (r) => say(channelTitles[r.channel]), text: (r) => r.channel },
  ]
  return [
    ...(withDay ? day : []),
    { key: "key", title: t("line"), phone: "title", render: (r) => lineOf(r), text: (r) => r.key },
    { key: "kind", title: w("kind"), render: (r) => say(kindTitles[r.kind]), text: (r) => kindTitles[r.kind].zh },
    { key: "ours", title: t("ours"), align: "right", render: (r) => amountOr(r.ours), text: (r) => r.ours ?? "" },
    {
      key: "theirs",
      title: t("theirs"),
      align: "right",
      render: (r) => amountOr(r.theirs),
      text: (r) => r.theirs ?? "",
    },
    {
      key: "suspense",
      title: t("suspense"),
      align: "right",
      render: (r) => amountOr(r.suspense),
      text: (r) => r.suspense ?? "",
    },
    { key: "age", title: t("age"), render: (r) => t("days", { n: r.ageWorkdays }), text: (r) => String(r.ageWorkdays) },
    {
      key: "state",
      title: w("state"),
      render: (r) => (
        <StateTag tone={r.isAsked ? "primary" : itemTones[r.state]}>
          {r.isAsked ? t("asked") : say(itemTitles[r.state])}
        </StateTag>
      ),
      text: (r) => itemTitles[r.state].zh,
    },
    { key: "reason", title: w("reason"), render: (r) => r.reason ?? "", text: (r) => r.reason ?? "" },
    { key: "act", title: "", render: (r) => (r.state === "open" && !r.isAsked ? <Resolve item={r} /> : null) },
  ]
}

function Resolve({ item }: { item: Item }) {
  const t = useText()
  const w = useAcquiringText()
  const say = useSay()
  const notAllowed = useNotAllowed()
  const suspenseFen = item.suspense === null ? null : BigInt(item.suspense.replace(".", ""))
  const possible = (Object.keys(ways) as Way[]).filter(
    (way) => wayFault(way, { kind: item.kind, suspenseFen }) === null,
  )
  return (
    <DialogAction<{ way: Way; reason: string }, unknown>
      name={`resolve-${item.id}`}
      label={t("resolve")}
      size="small"
      disabledReason={notAllowed("acquiring.reconcile") ?? (possible.length === 0 ? t("waits") : null)}
      submitLabel={t("resolve")}
      initial={possible[0] ? { way: possible[0] } : {}}
      submit={(body, idempotencyKey) => api(resolveEndpoint, { params: { id: item.id }, body, idempotencyKey })}
    >
      <p className="hs-muted">
        {t("note", { kind: say(kindTitles[item.kind]), ours: item.ours ?? "—", theirs: item.theirs ?? "—" })}
      </p>
      <SelectField
        name="way"
        label={t("way")}
        required
        options={possible.map((value) => ({ value, label: say(ways[value]) }))}
      />
      <TextField name="reason" label={w("reason")} required rows={2} max={200} />
    </DialogAction>
  )
}
