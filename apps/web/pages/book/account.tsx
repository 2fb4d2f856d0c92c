// Why this balance: the account line by line with the running balance, the other side of every line and its posting.
import { Button, DatePicker } from "antd"
import { useState } from "react"
import type { z } from "zod"
import { accountLine, balanceAsOf, getAccount } from "#contract/kernel/book"
import { api, useEndpoint } from "#ui/api"
import { dictionary } from "#ui/i18n"
import { To, useParam } from "#ui/link"
import { Quantity } from "#ui/money"
import { Failed, Figure, Figures, Loaded, Nothing, Page, Panel, Stack } from "#ui/page"
import { StateTag } from "#ui/states"
import { type Column, Grid } from "#ui/tables"
import { moment } from "#ui/timeline"
import { paths } from "../../paths.ts"
import { Freezes } from "./freezes.tsx"

type Line = z.output<typeof accountLine>

const useText = dictionary({
  accounts: ["账户", "Accounts"],
  balance: ["余额（{unit}）", "Balance ({unit})"],
  available: ["可用", "Available"],
  held: ["预占", "On hold"],
  frozen: ["冻结", "Frozen"],
  why: ["余额由来", "Why this balance"],
  whyNote: ["从新到旧，逐笔列出；点交易看完整分录和凭据。", "Newest first; open a posting for its entries and papers."],
  date: ["会计日期", "Date"],
  what: ["事项", "What"],
  debit: ["借方", "Debit"],
  credit: ["贷方", "Credit"],
  after: ["余额", "Balance after"],
  counter: ["对方账户", "Counter account"],
  reference: ["业务编号", "Reference"],
  actor: ["经办", "Actor"],
  reversal: ["冲正", "Reversal"],
  older: ["更早的记录", "Earlier lines"],
  none: ["还没有发生额。", "No movements yet."],
  asOf: ["查某日余额", "Balance on a day"],
  owner: ["客户", "Customer"],
  closed: ["已销户", "Closed"],
  subject: ["科目 {subject}", "Subject {subject}"],
})

export function AccountPage() {
  const key = useParam("key")
  const t = useText()
  const query = useEndpoint(getAccount, { params: { key } })
  return (
    <Loaded query={query} rows={10}>
      {(account) => (
        <Page
          title={account.title}
          crumbs={[{ label: t("accounts"), href: paths.accounts() }]}
          tag={
            account.closed ? (
              <StateTag>{t("closed")}</StateTag>
            ) : (
              <StateTag tone="primary">{t("subject", { subject: account.subject })}</StateTag>
            )
          }
          intro={
            <>
              <code>{account.key}</code>
              {account.owner ? (
                <>
                  {" · "}
                  <To href={paths.customer(account.owner.partyId)}>{account.owner.name}</To>
                </>
              ) : null}
            </>
          }
          actions={<AsOf accountKey={key} unit={account.unit} />}
        >
          <Stack>
            <Figures>
              <Figure label={t("balance", { unit: account.unit })} value={<Quantity value={account.balance} />} />
              <Figure label={t("available")} value={<Quantity value={account.available} />} />
              <Figure label={t("held")} value={<Quantity value={account.held} />} />
              <Figure
                label={t("frozen")}
                value={<Quantity value={account.frozen} />}
                tone={Number(account.frozen) === 0 ? undefined : "warn"}
              />
            </Figures>
            <Freezes freezes={account.freezes} unit={account.unit} />
            <Lines key={account.lines[0]?.seq} accountKey={key} first={account.lines} next={account.nextBeforeSeq} />
          </Stack>
        </Page>
      )}
    </Loaded>
  )
}

function Lines({ accountKey, first, next }: { accountKey: string; first: Line[]; next: string | null }) {
  const t = useText()
  const columns = useLineColumns()
  const [older, setOlder] = useState<{ lines: Line[]; next: string | null }>({ lines: [], next })
  const [fault, setFault] = useState<unknown>(null)
  const more = async () => {
    try {
      const found = await api(getAccount, {
        params: { key: accountKey },
        query: { beforeSeq: older.next ?? undefined },
      })
      setOlder({ lines: [...older.lines, ...found.lines], next: found.nextBeforeSeq })
    } catch (error) {
      setFault(error)
    }
  }
  return (
    <Panel title={t("why")} note={t("whyNote")} flush>
      <Grid
        label={t("why")}
        rows={[...first, ...older.lines]}
        rowKey={(r) => r.seq}
        dense
        columns={columns}
        empty={<Nothing text={t("none")} />}
      />
      {fault ? <Failed error={fault} retry={more} /> : null}
      {older.next ? (
        <div className="hs-list-foot">
          <span />
          <Button onClick={() => void more()}>{t("older")}</Button>
        </div>
      ) : null}
    </Panel>
  )
}

function useLineColumns(): Column<Line>[] {
  const t = useText()
  const what = (r: Line) => (
    <>
      {r.postingId ? (
        <To href={paths.posting(r.postingId)}>{t.lang === "zh" ? r.codeZh : r.codeEn}</To>
      ) : t.lang === "zh" ? (
        r.codeZh
      ) : (
        r.codeEn
      )}
      {r.reversal ? (
        <>
          {" "}
          <StateTag tone="warn">{t("reversal")}</StateTag>
        </>
      ) : null}
      {r.memo ? <div className="hs-muted hs-small">{r.memo}</div> : null}
    </>
  )
  return [
    {
      key: "date",
      title: t("date"),
      nowrap: true,
      render: (r) => <span title={moment(r.postedAt, true)}>{r.accountingDate}</span>,
    },
    { key: "what", title: t("what"), render: what, phone: "title" },
    { key: "counter", title: t("counter"), render: (r) => <To href={paths.account(r.counterKey)}>{r.counterKey}</To> },
    { key: "reference", title: t("reference"), render: (r) => r.reference ?? "—" },
    {
      key: "debit",
      title: t("debit"),
      align: "right",
      render: (r) => (r.entry === "debit" ? <Quantity value={r.amount} /> : ""),
    },
    {
      key: "credit",
      title: t("credit"),
      align: "right",
      render: (r) => (r.entry === "credit" ? <Quantity value={r.amount} /> : ""),
    },
    {
      key: "after",
      title: t("after"),
      align: "right",
      render: (r) => (
        <strong>
          <Quantity value={r.balanceAfter} />
        </strong>
      ),
    },
    { key: "actor", title: t("actor"), render: (r) => r.actor ?? "—", phone: "hide" },
  ]
}

function AsOf({ accountKey, unit }: { accountKey: string; unit: string }) {
  const t = useText()
  const [day, setDay] = useState<string | null>(null)
  const query = useEndpoint(
    balanceAsOf,
    { params: { key: accountKey }, query: { date: day ?? "" } },
    { enabled: day !== null },
  )
  return (
    <span style={{ display: "inline-flex", gap: 10, alignItems: "center", flexWrap: "wrap" }}>
      <DatePicker
        aria-label={t("asOf")}
        placeholder={t("asOf")}
        onChange={(next) => setDay(next ? next.format("YYYY-MM-DD") : null)}
      />
      {day && query.data ? (
        <strong>
          <Quantity value={query.data.balance} unit={unit} />
        </strong>
      ) : null}
    </span>
  )
}
