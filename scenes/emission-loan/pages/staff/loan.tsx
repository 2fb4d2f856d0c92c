// The loan itself: what is owed by parts, the schedule with each figure explained, and the payoff on any day.
import { loanPayoff } from "#contract/products/loan"
import { dictionary } from "#ui/i18n"
import { To } from "#ui/link"
import { Money, Rate } from "#ui/money"
import { Columns, Figure, Figures, Pairs, Panel, Stack } from "#ui/page"
import { kernelPaths } from "#ui/paths"
import { StateTag } from "#ui/states"
import { loanPaths } from "../../../../products/loan/pages/paths.ts"
import { Payoff } from "../../../../products/loan/pages/payoff.tsx"
import { Schedule } from "../../../../products/loan/pages/schedule.tsx"
import { useSceneText } from "../words.ts"
import type { CaseDetail } from "./case.tsx"
import { DisposalSimulator } from "./disposal.tsx"

type Loan = NonNullable<CaseDetail["loan"]>

const useText = dictionary({
  loanNo: ["借据号", "Note"],
  principal: ["未到期本金", "Principal not due"],
  overduePrincipal: ["拖欠本金", "Overdue principal"],
  interestDue: ["应收利息", "Interest due"],
  accrued: ["未到期利息", "Accrued so far"],
  penalty: ["罚息", "Penalty"],
  compound: ["复利", "Compound"],
  owed: ["现在结清", "Owed in all"],
  facts: ["借据", "Note"],
  paidOut: ["放款日", "Paid out"],
  matures: ["到期日", "Matures"],
  overdueDays: ["逾期天数", "Days overdue"],
  deposit: ["还款账户", "Repayment account"],
  depositBalance: ["账户余额", "Its balance"],
  overdue: ["逾期", "Overdue"],
  pass: ["正常", "Pass"],
  special_mention: ["关注", "Special mention"],
  substandard: ["次级", "Substandard"],
  doubtful: ["可疑", "Doubtful"],
  loss: ["损失", "Loss"],
})

const riskTones = { pass: "good", special_mention: "warn", substandard: "bad", doubtful: "bad", loss: "bad" } as const

export function LoanTab({ found, loan }: { found: CaseDetail; loan: Loan }) {
  const t = useText()
  const trouble = found.state === "defaulted" || found.state === "disposing"
  return (
    <Stack>
      <Figures>
        <Figure label={t("owed")} value={<Money value={loan.owed} />} />
        <Figure label={t("principal")} value={<Money value={loan.principal} />} />
        <Figure label={t("accrued")} value={<Money value={loan.accrued} />} />
        <Figure label={t("interestDue")} value={<Money value={loan.interestDue} />} />
        <Figure
          label={t("overduePrincipal")}
          value={<Money value={loan.overduePrincipal} />}
          tone={Number(loan.overduePrincipal) > 0 ? "bad" : undefined}
        />
      </Figures>
      <Columns>
        <Schedule loan={loan} />
        <Stack>
          <Facts loan={loan} />
          <Payoff loanNo={loan.loanNo} endpoint={loanPayoff} />
          {trouble ? <DisposalSimulator caseId={found.id} /> : null}
        </Stack>
      </Columns>
    </Stack>
  )
}

function Facts({ loan }: { loan: Loan }) {
  const t = useText()
  const s = useSceneText()
  return (
    <Panel title={t("facts")} extra={<StateTag tone={riskTones[loan.riskClass]}>{t(loan.riskClass)}</StateTag>}>
      <Pairs
        items={[
          { label: t("loanNo"), value: <To href={loanPaths.loan(loan.loanNo)}>{loan.loanNo}</To> },
          { label: s("amount"), value: <Money value={loan.amount} unit /> },
          { label: s("rate"), value: <Rate value={loan.ratePct} /> },
          { label: s("method"), value: s(loan.method) },
          { label: t("paidOut"), value: loan.paidOutOn },
          { label: t("matures"), value: loan.maturesOn },
          { label: t("penalty"), value: <Money value={loan.penalty} /> },
          { label: t("compound"), value: <Money value={loan.compound} /> },
          loan.overdueDays > 0 ? { label: t("overdueDays"), value: loan.overdueDays } : null,
          {
            label: t("deposit"),
            value: <To href={kernelPaths.account(`deposit:${loan.depositAccount}`)}>{loan.depositAccount}</To>,
          },
          { label: t("depositBalance"), value: <Money value={loan.depositBalance} unit /> },
        ]}
      />
    </Panel>
  )
}
