// One day of a channel in three legs: our book, its bill, the bank. Bills are fetched or handed in here, the bank's money
// recorded, differences ended, the day signed off.
import { UploadOutlined } from "@ant-design/icons"
import { useQueryClient } from "@tanstack/react-query"
import { Button, Upload } from "antd"
import { useState } from "react"
import type { z } from "zod"
import { printPaper } from "#contract/kernel/document"
import { Action } from "#ui/action"
import { api, upload, useEndpoint } from "#ui/api"
import { ConfirmAction, DateField, DialogAction, MoneyField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { useParam } from "#ui/link"
import { Money } from "#ui/money"
import { Failed, Figure, Figures, Loaded, Nothing, Page, Panel, Stack } from "#ui/page"
import { openPaper } from "#ui/print"
import { useMay, useNotAllowed } from "#ui/session"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import { bankLineEndpoint, fetchDay, getReconDay, signDayEndpoint, uploadBill } from "../../recon/contract.ts"
import { channelTitles, type BilledChannel } from "../../model.ts"
import { acquiringPaths as paths } from "../paths.ts"
import { useAcquiringText } from "../words.ts"
import { useItemColumns } from "./differences.tsx"
import { dayTones, useReconText } from "./recon.tsx"

const useText = dictionary({
  legs: ["三方核对", "Three legs"],
  leg: ["来源", "Leg"],
  ours: ["本行账务", "Our book"],
  theirs: ["渠道账单", "The channel's bill"],
  bank: ["银行到账", "The bank"],
  fetch: ["取账单并对账", "Fetch and match"],
  match: ["重新对账", "Match again"],
  fetchNote: [
    "向渠道取当日账单、逐笔核对；可以重复执行。",
    "Fetches the bill and compares line by line; harmless to repeat.",
  ],
  hand: ["上传账单文件", "Hand in a file"],
  record: ["登记到账", "Record money"],
  valueOn: ["到账日", "Value date"],
  bankRef: ["银行流水号", "Bank reference"],
  memo: ["附言", "Memo"],
  sign: ["签结", "Sign off"],
  signNote: [
    "全部差异已处理、到账相符后签结，签结后不能再改。",
    "Every difference is dealt with; a signed day does not change.",
  ],
  bankReason: ["到账差额说明（相符时不填）", "Why the bank's money differs, if it does"],
  noItems: ["三方一致，没有差异。", "All legs agree."],
  noBank: ["还没有登记到账。", "No money recorded yet."],
  keptBy: ["登记人", "By"],
  why: ["到账差额说明", "The bank's difference"],
  signedBy: ["签结人", "Signed by"],
  report: ["打印对账报告", "Print the report"],
})

type Detail = z.output<(typeof getReconDay)["response"]>

export function ReconDayPage() {
  const r = useReconText()
  const w = useAcquiringText()
  const say = useSay()
  const params = { channel: useParam("channel") as BilledChannel, day: useParam("day") }
  const query = useEndpoint(getReconDay, { params }, { refreshMs: 30_000 })
  return (
    <Loaded query={query} rows={10}>
      {(detail) => (
        <Page
          title={`${say(channelTitles[params.channel])} ${params.day}`}
          crumbs={[{ label: w("recon"), href: paths.recon() }]}
          tag={<StateTag tone={dayTones[detail.day.state]}>{r(detail.day.state)}</StateTag>}
          actions={
            <>
              {detail.day.state === "signed" || detail.day.state === "running" ? null : <Acts detail={detail} />}
              {detail.day.state === "matched" || detail.day.state === "signed" ? <Report {...params} /> : null}
            </>
          }
        >
          <Body detail={detail} />
        </Page>
      )}
    </Loaded>
  )
}

function Report({ channel, day }: { channel: BilledChannel; day: string }) {
  const t = useText()
  const objectId = `${channel}:${day}`
  return (
    <Action
      label={t("report")}
      run={() => openPaper(printPaper, { params: { kind: "acquiring.recon-report", objectId } })}
    />
  )
}

function Body({ detail }: { detail: Detail }) {
  const t = useText()
  const r = useReconText()
  const w = useAcquiringText()
  const columns = useItemColumns({ withDay: false })
  const { day } = detail
  return (
    <Stack>
      <Figures>
        <Figure label={r("agreed")} value={day.matched} tone="good" />
        <Figure label={r("open")} value={day.open} tone={day.open > 0 ? "warn" : undefined} />
        <Figure label={r("expected")} value={<Money value={day.expected} unit />} />
        <Figure label={r("received")} value={<Money value={day.received} />} />
        {day.signedBy ? <Figure label={t("signedBy")} value={day.signedBy} /> : null}
      </Figures>
      <Panel title={t("legs")} note={detail.bankReason ? `${t("why")}：${detail.bankReason}` : undefined} flush>
        <Grid
          label={t("legs")}
          rows={[
            { name: t("ours"), count: day.ourCount, pay: day.ourPay, refund: day.ourRefund, fee: null },
            { name: t("theirs"), count: day.theirCount, pay: day.theirPay, refund: day.theirRefund, fee: day.theirFee },
            { name: t("bank"), count: detail.bank.length, pay: day.received, refund: null, fee: null },
          ]}
          rowKey={(one) => one.name}
          dense
          columns={[
            { key: "name", title: t("leg"), phone: "title", render: (one) => one.name },
            { key: "count", title: r("count"), align: "right", render: (one) => one.count },
            { key: "pay", title: w("gross"), align: "right", render: (one) => <Money value={one.pay} /> },
            {
              key: "refund",
              title: r("refund"),
              align: "right",
              render: (one) => (one.refund ? <Money value={one.refund} /> : "—"),
            },
            {
              key: "fee",
              title: w("fee"),
              align: "right",
              render: (one) => (one.fee ? <Money value={one.fee} /> : "—"),
            },
          ]}
          empty={null}
        />
      </Panel>
      <Panel title={w("differences")} flush>
        <Grid
          label={w("differences")}
          rows={detail.items}
          rowKey={(one) => one.id}
          columns={columns}
          empty={<Nothing text={day.state === "none" || day.state === "running" ? r(day.state) : t("noItems")} />}
        />
      </Panel>
      <Panel title={t("bank")} flush>
        <Grid
          label={t("bank")}
          rows={detail.bank}
          rowKey={(one) => one.bankRef}
          dense
          columns={[
            { key: "ref", title: t("bankRef"), phone: "title", render: (one) => one.bankRef },
            { key: "on", title: t("valueOn"), render: (one) => one.valueOn, nowrap: true },
            { key: "amount", title: w("amount"), align: "right", render: (one) => <Money value={one.amount} /> },
            { key: "fee", title: w("fee"), align: "right", render: (one) => <Money value={one.fee} /> },
            { key: "by", title: t("keptBy"), render: (one) => one.keptBy },
          ]}
          empty={<Nothing text={t("noBank")} />}
        />
      </Panel>
    </Stack>
  )
}

function Acts({ detail }: { detail: Detail }) {
  const t = useText()
  const w = useAcquiringText()
  const notAllowed = useNotAllowed()
  const { channel, day, state } = detail.day
  const params = { channel, day }
  const disabledReason = notAllowed("acquiring.reconcile")
  return (
    <>
      {channel === "unionpay" && state === "none" ? null : (
        <ConfirmAction
          name="fetch-bill"
          label={t(state === "none" ? "fetch" : "match")}
          disabledReason={disabledReason}
          submit={(idempotencyKey) => api(fetchDay, { params, idempotencyKey })}
        >
          {t("fetchNote")}
        </ConfirmAction>
      )}
      {state === "none" ? <HandIn params={params} /> : null}
      <DialogAction<{ amount: string; valueOn: string; bankRef: string; memo?: string }, unknown>
        name="bank-line"
        label={t("record")}
        disabledReason={disabledReason}
        submitLabel={t("record")}
        initial={{ amount: detail.day.expected }}
        submit={(body, idempotencyKey) => api(bankLineEndpoint, { params, body, idempotencyKey })}
      >
        <MoneyField name="amount" label={w("amount")} required />
        <DateField name="valueOn" label={t("valueOn")} required />
        <TextField name="bankRef" label={t("bankRef")} required max={40} />
        <TextField name="memo" label={t("memo")} max={100} />
      </DialogAction>
      <DialogAction<{ bankReason?: string }, unknown>
        name="sign-day"
        label={t("sign")}
        kind="primary"
        disabledReason={notAllowed("acquiring.sign")}
        submitLabel={t("sign")}
        submit={(body, idempotencyKey) => api(signDayEndpoint, { params, body, idempotencyKey })}
      >
        <p className="hs-muted">{t("signNote")}</p>
        <TextField name="bankReason" label={t("bankReason")} max={200} />
      </DialogAction>
    </>
  )
}

function HandIn({ params }: { params: { channel: BilledChannel; day: string } }) {
  const t = useText()
  const may = useMay()
  const client = useQueryClient()
  const [isSending, setSending] = useState(false)
  const [fault, setFault] = useState<unknown>(null)
  const send = async (file: File) => {
    setSending(true)
    setFault(null)
    try {
      await upload(uploadBill, { params, file })
      await client.invalidateQueries()
    } catch (error) {
      setFault(error)
    } finally {
      setSending(false)
    }
  }
  if (!may("acquiring.reconcile")) return null
  return (
    <>
      <Upload
        showUploadList={false}
        accept=".csv,.zip,.txt"
        beforeUpload={(file) => {
          void send(file)
          return false
        }}
      >
        <Button icon={<UploadOutlined />} loading={isSending}>
          {t("hand")}
        </Button>
      </Upload>
      {fault ? <Failed error={fault} /> : null}
    </>
  )
}
