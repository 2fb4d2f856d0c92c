// One of the firm's notes in plain figures: what is next, what settling takes, what repaying early would save, receipts.
import { Tabs } from "antd"
import type { z } from "zod"
import { printPaper } from "#contract/kernel/document"
import { Action } from "#ui/action"
import { api, useEndpoint } from "#ui/api"
import { DialogAction } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { useParam } from "#ui/link"
import { Money, Rate } from "#ui/money"
import { Columns, Figure, Figures, Loaded, Nothing, Page, Panel, Stack } from "#ui/page"
import { openPaper } from "#ui/print"
import { PortalLoanSlot } from "#ui/shell"
import { StateTag } from "#ui/states"
import { ownLoan, ownPayoff, ownRepay, ownWhatIf } from "../../contract.ts"
import { loanPaths as paths } from "../paths.ts"
import { Payoff } from "../payoff.tsx"
import { repayBody, RepayFields, repayInitial, type RepayValues } from "../repay-fields.tsx"
import { Schedule } from "../schedule.tsx"
import { WhatIf } from "../what-if.tsx"
import { stateTones, useLoanText } from "../words.ts"

const useText = dictionary({
  loans: ["我的贷款", "My loans"],
  repay: ["还款", "Repay"],
  next: ["下次应还", "Next payment"],
  on: ["{day} 前存入还款账户，到期自动扣款", "Have it in the account by {day}; it is taken by itself"],
  late: ["已逾期，请尽快还款", "Late; please pay"],
  left: ["剩余本金", "Principal left"],
  account: ["还款账户余额", "Repayment account"],
  plan: ["还款计划", "Schedule"],
  whatIf: ["提前还款试算", "Repay early?"],
  receipts: ["回单与借据", "Receipts and note"],
  note: ["借据", "Loan note"],
  planPaper: ["还款计划表", "Repayment plan"],
  print: ["下载", "Download"],
  none: ["还没有发生额。", "Nothing moved yet."],
})

type Loan = z.output<typeof ownLoan.response>

export function PortalLoanPage() {
  const t = useText()
  const w = useLoanText()
  const loanNo = useParam("no")
  const query = useEndpoint(ownLoan, { params: { loanNo } })
  return (
    <Loaded query={query} rows={10}>
      {(loan) => (
        <Page
          title={loan.loanNo}
          intro={`${w(loan.method)} · ${loan.purpose}`}
          crumbs={[{ label: t("loans"), href: paths.portalLoans() }]}
          tag={<StateTag tone={stateTones[loan.state]}>{w(loan.state)}</StateTag>}
          actions={loan.state === "active" || loan.state === "overdue" ? <Repay loan={loan} /> : undefined}
        >
          <Body loan={loan} />
        </Page>
      )}
    </Loaded>
  )
}

function Repay({ loan }: { loan: Loan }) {
  const t = useText()
  return (
    <DialogAction<RepayValues, unknown>
      name="own-repay"
      label={t("repay")}
      kind="primary"
      submitLabel={t("repay")}
      initial={repayInitial}
      submit={(values, idempotencyKey) =>
        api(ownRepay, { params: { loanNo: loan.loanNo }, body: repayBody(values), idempotencyKey })
      }
    >
      <RepayFields loan={loan} />
    </DialogAction>
  )
}

function Body({ loan }: { loan: Loan }) {
  const t = useText()
  const w = useLoanText()
  const next = loan.schedule.find((row) => row.state !== "paid")
  const isLate = loan.overdueDays > 0
  const { loanNo } = loan
  return (
    <Stack>
      <Figures>
        <Figure
          label={t("next")}
          value={<Money value={next?.total ?? null} unit />}
          note={next ? (isLate ? t("late") : t("on", { day: next.due })) : undefined}
          tone={isLate ? "bad" : undefined}
        />
        <Figure label={t("left")} value={<Money value={loan.principal} unit />} />
        <Figure label={w("rate")} value={<Rate value={loan.ratePct} yearly />} />
        <Figure label={t("account")} value={<Money value={loan.depositBalance} unit />} note={loan.depositAccount} />
      </Figures>
      {loan.state === "active" || loan.state === "overdue" ? <PortalLoanSlot loanNo={loanNo} /> : null}
      <Tabs
        items={[
          {
            key: "plan",
            label: t("plan"),
            children: (
              <Columns>
                <Schedule loan={loan} />
                {next ? <Payoff loanNo={loanNo} endpoint={ownPayoff} /> : null}
              </Columns>
            ),
          },
          {
            key: "what-if",
            label: t("whatIf"),
            children: <WhatIf loan={loan} endpoint={ownWhatIf} kinds={["repay"]} />,
          },
          { key: "receipts", label: t("receipts"), children: <Receipts loan={loan} /> },
        ]}
      />
    </Stack>
  )
}

function Receipts({ loan }: { loan: Loan }) {
  const t = useText()
  const say = useSay()
  const paper = (kind: string, objectId: string) => (
    <Action label={t("print")} size="small" run={() => openPaper(printPaper, { params: { kind, objectId } })} />
  )
  return (
    <Panel title={t("receipts")}>
      <ul className="hs-plain">
        <li>
          <span>{t("note")}</span>
          {paper("loan.note", loan.loanNo)}
        </li>
        <li>
          <span>{t("planPaper")}</span>
          {paper("loan.plan", loan.loanNo)}
        </li>
        {loan.receipts.map((one) => (
          <li key={one.receiptNo}>
            <span>
              {say(one.title)} <Money value={one.amount} unit />
              <div className="hs-muted hs-small">
                {one.day} · {say(one.explanation)}
              </div>
            </span>
            {paper("loan.receipt", one.receiptNo)}
          </li>
        ))}
      </ul>
      {loan.receipts.length === 0 ? <Nothing text={t("none")} /> : null}
    </Panel>
  )
}
