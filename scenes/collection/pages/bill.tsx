// One bill: what it owes today and why, what happened to it, and what may be done, each by two people.
import { printPaper } from "#contract/kernel/document"
import { Action } from "#ui/action"
import { api, useEndpoint } from "#ui/api"
import { DialogAction, MoneyField, ReasonAction, SelectField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { To, useParam } from "#ui/link"
import { Money, percentOf } from "#ui/money"
import { Figure, Figures, Loaded, Nothing, Page, Pairs, Panel, Stack } from "#ui/page"
import { kernelPaths } from "#ui/paths"
import { openPaper } from "#ui/print"
import { useMay, useNotAllowed } from "#ui/session"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import type { z } from "zod"
import { askReliefEndpoint, askVoidEndpoint, type billDetail, getBill, payAtCounter } from "../bills/contract.ts"
import { componentTitles } from "../model.ts"
import { groupCode } from "../rules/code.ts"
import { billTitles, isPayable, mayMove } from "../states.ts"
import { orgHref } from "./side.ts"
import { billTone, useCollectionText } from "./words.ts"

type Detail = z.output<typeof billDetail>

const useText = dictionary({
  why: ["违约金怎么算的", "How the late fee comes about"],
  noFee: ["没有违约金。", "No late fee."],
  from: ["起", "From"],
  to: ["止", "To"],
  days: ["天数", "Days"],
  fee: ["违约金", "Fee"],
  rate: ["违约金年化", "Late fee a year"],
  grace: ["宽限", "Grace"],
  graceDays: ["{n} 天", "{n} days"],
  first: ["先抵违约金，再抵本金", "The late fee first, then principal"],
  second: ["先抵本金，再抵违约金", "Principal first, then the late fee"],
  order: ["抵扣顺序", "Order"],
  history: ["经过", "History"],
  noHistory: ["还没有缴费。", "Nothing paid yet."],
  pay: ["缴款", "Paid"],
  relief: ["减免本金", "Principal let off"],
  waive: ["免违约金", "Late fee let off"],
  parts: ["其中", "Of which"],
  notice: ["打印缴费通知单", "Print the notice"],
  dunning: ["打印催缴函", "Print a dunning letter"],
  receipt: ["打印收据", "Print the receipt"],
  ask: ["申请减免", "Ask for a reduction"],
  what: ["减免什么", "What"],
  void: ["申请作废", "Ask to make it void"],
  counter: ["现金代收", "Take cash"],
  counterNote: [
    "现在应缴 {owed} 元。收妥现金后确认，系统即时入账并给收据。",
    "{owed} is owed now. Confirm once the cash is in the drawer.",
  ],
  payerName: ["交款人", "Paid in by"],
  closed: ["账单目前不能再缴或更改", "This bill takes no money and no change now"],
  reminders: ["提醒", "Reminders"],
  account: ["账户明细", "Ledger account"],
  reading: ["读数与单价", "Meter and price"],
  readingText: ["{from} → {to}，用量 {used} {unit} × {price} 元", "{from} → {to}: {used} {unit} at {price}"],
  openAmount: ["缴费人自定，最低 {least} 元", "The payer chooses, {least} at least"],
  kind: ["金额", "Amount"],
})

export function BillPage() {
  const billNo = useParam("billNo")
  const w = useCollectionText()
  const say = useSay()
  const query = useEndpoint(getBill, { params: { billNo } })
  return (
    <Loaded query={query} rows={10}>
      {(bill) => (
        <Page
          title={bill.billNo}
          tag={<StateTag tone={billTone[bill.state]}>{say(billTitles[bill.state])}</StateTag>}
          intro={`${bill.payerName}（${bill.payerKey}）· ${bill.item} · ${bill.period}`}
          crumbs={[{ label: bill.orgName, href: orgHref(bill.orgId, "bills") }]}
          actions={<BillActions bill={bill} />}
        >
          <Stack>
            <Figures>
              <Figure
                label={w("owed")}
                value={<Money value={bill.owed} />}
                tone={bill.daysLate > 0 ? "warn" : undefined}
              />
              <Figure label={w("principal")} value={<Money value={bill.principal} />} />
              <Figure label={w("lateFee")} value={<Money value={bill.lateFee} />} />
              <Figure label={w("dueOn")} value={bill.dueOn} />
            </Figures>
            <Terms bill={bill} />
            <Steps bill={bill} />
            <History bill={bill} />
          </Stack>
        </Page>
      )}
    </Loaded>
  )
}

function Terms({ bill }: { bill: Detail }) {
  const t = useText()
  const w = useCollectionText()
  const may = useMay()
  return (
    <Panel>
      <Pairs
        columns={4}
        items={[
          { label: w("code"), value: groupCode(bill.code) },
          bill.reading && { label: t("reading"), value: t("readingText", { ...bill.reading }) },
          bill.kind === "open" && { label: t("kind"), value: t("openAmount", { least: bill.minPartial }) },
          { label: t("rate"), value: percentOf(bill.yearlyBp) },
          { label: t("grace"), value: t("graceDays", { n: bill.graceDays }) },
          { label: t("order"), value: bill.allocation === "late-first" ? t("first") : t("second") },
          bill.reminders.length > 0 && {
            label: t("reminders"),
            value: bill.reminders.map((one) => one.on).join("、"),
          },
          may("book.read") && {
            label: t("account"),
            value: <To href={kernelPaths.account(bill.accountKey)}>{t("account")}</To>,
          },
        ]}
      />
    </Panel>
  )
}

function Steps({ bill }: { bill: Detail }) {
  const t = useText()
  const w = useCollectionText()
  return (
    <Panel title={t("why")} flush>
      <Grid
        label={t("why")}
        rows={bill.steps}
        rowKey={(r) => r.from}
        dense
        empty={<Nothing text={t("noFee")} />}
        columns={[
          { key: "from", title: t("from"), render: (r) => r.from },
          { key: "to", title: t("to"), render: (r) => r.to },
          { key: "days", title: t("days"), render: (r) => r.days, align: "right" },
          { key: "principal", title: w("principal"), render: (r) => <Money value={r.principal} />, align: "right" },
          { key: "fee", title: t("fee"), render: (r) => <Money value={r.fee} />, align: "right" },
        ]}
      />
    </Panel>
  )
}

function History({ bill }: { bill: Detail }) {
  const t = useText()
  const w = useCollectionText()
  const say = useSay()
  return (
    <Panel title={t("history")} flush>
      <Grid
        label={t("history")}
        rows={bill.events}
        rowKey={(r) => `${r.on}${r.kind}${r.orderNo ?? r.amount}`}
        empty={<Nothing text={t("noHistory")} />}
        columns={[
          { key: "on", title: w("day"), render: (r) => r.on },
          { key: "kind", title: w("state"), render: (r) => t(r.kind) },
          { key: "amount", title: w("amountYuan"), render: (r) => <Money value={r.amount} strong />, align: "right" },
          {
            key: "parts",
            title: t("parts"),
            render: (r) => r.parts.map((part) => `${say(componentTitles[part.component])} ${part.amount}`).join("，"),
          },
          { key: "by", title: w("by"), render: (r) => r.by },
          {
            key: "receipt",
            title: w("receipt"),
            render: (r) =>
              r.orderNo && r.receiptNo ? (
                <Action
                  size="small"
                  kind="link"
                  label={r.receiptNo}
                  run={() => openPaper(printPaper, { params: { kind: "collection.receipt", objectId: r.orderNo! } })}
                />
              ) : (
                (r.reason ?? "—")
              ),
          },
        ]}
      />
    </Panel>
  )
}

function BillActions({ bill }: { bill: Detail }) {
  const t = useText()
  const may = useMay()
  const open = isPayable(bill.state) ? null : t("closed")
  const paper = (kind: string) => openPaper(printPaper, { params: { kind, objectId: bill.billNo } })
  return (
    <>
      {may("collection.counter") ? <Counter bill={bill} blocked={open} /> : null}
      {may("collection.change") ? <Changes bill={bill} blocked={open} /> : null}
      <Action label={t("notice")} disabledReason={open} run={() => paper("collection.notice")} />
      {bill.daysLate > 0 ? (
        <Action label={t("dunning")} disabledReason={open} run={() => paper("collection.dunning")} />
      ) : null}
    </>
  )
}

function Counter({ bill, blocked }: { bill: Detail; blocked: string | null }) {
  const t = useText()
  const w = useCollectionText()
  return (
    <DialogAction<{ amount: string; payerName: string }, unknown>
      name="counter"
      label={t("counter")}
      kind="primary"
      disabledReason={blocked}
      submitLabel={t("counter")}
      initial={{ amount: bill.owed, payerName: bill.payerName }}
      submit={(body, idempotencyKey) => api(payAtCounter, { params: { billNo: bill.billNo }, body, idempotencyKey })}
    >
      <p style={{ marginTop: 0 }}>{t("counterNote", { owed: bill.owed })}</p>
      <MoneyField name="amount" label={w("amountYuan")} required disabled={!bill.allowPartial} />
      <TextField name="payerName" label={t("payerName")} required max={40} />
    </DialogAction>
  )
}

function Changes({ bill, blocked }: { bill: Detail; blocked: string | null }) {
  const t = useText()
  const w = useCollectionText()
  const notAllowed = useNotAllowed()
  const params = { billNo: bill.billNo }
  return (
    <>
      <DialogAction<{ what: "relief" | "waive"; amount: string; reason: string }, unknown>
        name="relief"
        label={t("ask")}
        disabledReason={blocked ?? notAllowed("collection.change")}
        submitLabel={t("ask")}
        initial={{ what: "waive", amount: bill.lateFee }}
        submit={(body, idempotencyKey) => api(askReliefEndpoint, { params, body, idempotencyKey })}
      >
        <p style={{ marginTop: 0 }}>{w("asked")}</p>
        <SelectField
          name="what"
          label={t("what")}
          required
          options={(["waive", "relief"] as const).map((value) => ({ value, label: t(value) }))}
        />
        <MoneyField name="amount" label={w("amountYuan")} required />
        <TextField name="reason" label={w("reason")} required rows={3} max={200} />
      </DialogAction>
      <ReasonAction
        name="void"
        label={t("void")}
        danger
        disabledReason={mayMove(bill.state, "void") ? null : t("closed")}
        reasonLabel={w("reason")}
        submit={(reason, idempotencyKey) => api(askVoidEndpoint, { params, body: { reason }, idempotencyKey })}
      >
        {w("asked")}
      </ReasonAction>
    </>
  )
}
