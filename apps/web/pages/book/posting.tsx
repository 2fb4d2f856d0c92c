// One posting: its entries as debit and credit, who posted it, under which approval, and what reversed it.
import { getPosting } from "#contract/kernel/book"
import { useEndpoint } from "#ui/api"
import { dictionary } from "#ui/i18n"
import { To, useParam } from "#ui/link"
import { Quantity } from "#ui/money"
import { Loaded, Page, Pairs, Panel, Stack } from "#ui/page"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import { moment } from "#ui/timeline"
import { paths } from "../../paths.ts"

const useText = dictionary({
  title: ["交易", "Posting"],
  accounts: ["账户", "Accounts"],
  reference: ["业务编号", "Reference"],
  memo: ["摘要", "Memo"],
  date: ["会计日期", "Accounting date"],
  at: ["记账时间", "Posted at"],
  actor: ["经办", "Actor"],
  approval: ["审批", "Approval"],
  entries: ["分录", "Entries"],
  what: ["事项", "What"],
  debit: ["借", "Debit"],
  credit: ["贷", "Credit"],
  amount: ["金额", "Amount"],
  reversalOf: ["冲正的原交易", "Reverses"],
  reversedBy: ["已被冲正", "Reversed by"],
  see: ["查看", "Open"],
  reversed: ["已冲正", "Reversed"],
})

export function PostingPage() {
  const id = useParam("id")
  const t = useText()
  const query = useEndpoint(getPosting, { params: { id } })
  return (
    <Loaded query={query}>
      {(posting) => (
        <Page
          title={`${t("title")} ${posting.reference ?? ""}`}
          crumbs={[{ label: t("accounts"), href: paths.accounts() }]}
          tag={posting.reversedBy ? <StateTag tone="warn">{t("reversed")}</StateTag> : undefined}
        >
          <Stack>
            <Panel>
              <Pairs
                columns={4}
                items={[
                  { label: t("date"), value: posting.accountingDate },
                  { label: t("at"), value: moment(posting.postedAt, true) },
                  { label: t("actor"), value: posting.actor },
                  { label: t("reference"), value: posting.reference },
                  posting.memo ? { label: t("memo"), value: posting.memo, wide: true } : null,
                  posting.approvalId
                    ? { label: t("approval"), value: <To href={paths.approval(posting.approvalId)}>{t("see")}</To> }
                    : null,
                  posting.reversalOf
                    ? { label: t("reversalOf"), value: <To href={paths.posting(posting.reversalOf)}>{t("see")}</To> }
                    : null,
                  posting.reversedBy
                    ? { label: t("reversedBy"), value: <To href={paths.posting(posting.reversedBy)}>{t("see")}</To> }
                    : null,
                ]}
              />
            </Panel>
            <Panel title={t("entries")} flush>
              <Grid
                label={t("entries")}
                rows={posting.lines}
                rowKey={(r) => r.seq}
                columns={[
                  {
                    key: "what",
                    title: t("what"),
                    phone: "title",
                    render: (r) => (t.lang === "zh" ? r.codeZh : r.codeEn),
                  },
                  { key: "debit", title: t("debit"), render: (r) => <Side side={r.debit} /> },
                  { key: "credit", title: t("credit"), render: (r) => <Side side={r.credit} /> },
                  {
                    key: "amount",
                    title: t("amount"),
                    align: "right",
                    render: (r) => <Quantity value={r.amount} unit={r.unit} />,
                  },
                ]}
              />
            </Panel>
          </Stack>
        </Page>
      )}
    </Loaded>
  )
}

function Side({ side }: { side: { key: string; title: string; subject: string } }) {
  return (
    <>
      <To href={paths.account(side.key)}>{side.title}</To>
      <div className="hs-muted hs-small">
        {side.subject} · {side.key}
      </div>
    </>
  )
}
