// All notes of the branch, by outlet, state, class and words.
import type { z } from "zod"
import { dictionary } from "#ui/i18n"
import { Money, Rate } from "#ui/money"
import { Page } from "#ui/page"
import { useOutlets } from "#ui/session"
import { StateTag } from "#ui/states"
import { type Column, List } from "#ui/tables"
import { findLoans } from "../../contract.ts"
import { loanPaths as paths } from "../paths.ts"
import { classTones, riskClasses, stateTones, useLoanText } from "../words.ts"

const useText = dictionary({
  title: ["借据", "Loan notes"],
  find: ["借据号、合同号或借款人", "Note, contract or borrower"],
})

export type LoanItem = z.output<typeof findLoans.response>["items"][number]

export function useLoanColumns(): Column<LoanItem>[] {
  const w = useLoanText()
  const { nameOf } = useOutlets()
  return [
    { key: "no", title: w("loanNo"), render: (r) => r.loanNo, text: (r) => r.loanNo, nowrap: true },
    { key: "party", title: w("borrower"), phone: "title", render: (r) => r.partyName, text: (r) => r.partyName },
    { key: "contract", title: w("contractNo"), render: (r) => r.contractNo, text: (r) => r.contractNo, hidden: true },
    { key: "outlet", title: w("outlet"), render: (r) => nameOf(r.outlet), text: (r) => nameOf(r.outlet) },
    { key: "method", title: w("method"), render: (r) => w(r.method), text: (r) => w(r.method) },
    {
      key: "rate",
      title: w("rate"),
      align: "right",
      render: (r) => <Rate value={r.ratePct} />,
      text: (r) => r.ratePct,
    },
    {
      key: "principal",
      title: w("principal"),
      align: "right",
      render: (r) => <Money value={r.principal} />,
      text: (r) => r.principal,
    },
    { key: "due", title: w("dueUnpaid"), align: "right", render: (r) => <Due item={r} />, text: (r) => r.due },
    { key: "matures", title: w("matures"), render: (r) => r.maturesOn, text: (r) => r.maturesOn, nowrap: true },
    {
      key: "class",
      title: w("riskClass"),
      render: (r) => <StateTag tone={classTones[r.riskClass]}>{w(r.riskClass)}</StateTag>,
      text: (r) => w(r.riskClass),
    },
    {
      key: "state",
      title: w("state"),
      phone: "tag",
      render: (r) => <StateTag tone={stateTones[r.state]}>{w(r.state)}</StateTag>,
      text: (r) => w(r.state),
    },
  ]
}

function Due({ item }: { item: LoanItem }) {
  const w = useLoanText()
  if (/^0(\.0+)?$/.test(item.due)) return <span className="hs-muted">—</span>
  return (
    <>
      <Money value={item.due} />
      {item.overdueDays > 0 ? (
        <div className="hs-muted hs-small">
          {w("overdueDays")} {item.overdueDays}
        </div>
      ) : null}
    </>
  )
}

export function LoansPage() {
  const t = useText()
  const w = useLoanText()
  const { options } = useOutlets()
  const states = ["active", "overdue", "signed", "settled", "written_off"] as const
  return (
    <Page title={t("title")}>
      <List
        name="loans"
        label={t("title")}
        endpoint={findLoans}
        filters={[
          { kind: "text", name: "q", label: t("find"), width: 240 },
          {
            kind: "select",
            name: "state",
            label: w("state"),
            options: states.map((value) => ({ value, label: w(value) })),
          },
          {
            kind: "select",
            name: "riskClass",
            label: w("riskClass"),
            options: riskClasses.map((value) => ({ value, label: w(value) })),
          },
          { kind: "select", name: "outlet", label: w("outlet"), options, width: 180 },
        ]}
        columns={useLoanColumns()}
        rowKey={(r) => r.loanNo}
        href={(r) => paths.loan(r.loanNo)}
      />
    </Page>
  )
}
