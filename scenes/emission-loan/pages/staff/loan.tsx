// The loan itself: what is owed by parts, the schedule with each figure explained, and the payoff on any day.
import { DatePicker, Tooltip } from "antd"
import { useState } from "react"
import { useEndpoint } from "#ui/api"
import { dictionary, useSay } from "#ui/i18n"
import { To } from "#ui/link"
import { Money, Rate } from "#ui/money"
import { Columns, Figure, Figures, Loaded, Pairs, Panel, Stack } from "#ui/page"
import { kernelPaths } from "#ui/paths"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import { payoffQuote } from "../../contract.ts"
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
  schedule: ["还款计划", "Schedule"],
  scheduleNote: ["把鼠标放在利息上，可看每期的算法。", "Hover over an interest figure to see how it is reckoned."],
  n: ["期", "No."],
  due: ["应还日", "Due"],
  days: ["天数", "Days"],
  interest: ["利息（元）", "Interest"],
  principalHead: ["本金（元）", "Principal"],
  total: ["合计（元）", "Total"],
  balance: ["剩余本金（元）", "Balance"],
  planned: ["未到期", "Planned"],
  dueState: ["应还", "Due"],
  overdue: ["逾期", "Overdue"],
  paid: ["已还", "Paid"],
  payoff: ["结清试算", "Payoff quote"],
  on: ["结清日", "On"],
  pass: ["正常", "Pass"],
  special_mention: ["关注", "Special mention"],
  substandard: ["次级", "Substandard"],
  doubtful: ["可疑", "Doubtful"],
  loss: ["损失", "Loss"],
  sum: ["合计", "Total"],
})

const rowTones = { planned: "neutral", due: "warn", overdue: "bad", paid: "good" } as const
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
          <Payoff caseId={found.id} />
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
          { label: t("loanNo"), value: loan.loanNo },
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

export function Schedule({ loan }: { loan: Loan }) {
  const t = useText()
  return (
    <Panel title={t("schedule")} note={t("scheduleNote")} flush>
      <Grid
        label={t("schedule")}
        rows={loan.schedule}
        rowKey={(r) => String(r.n)}
        dense
        columns={[
          { key: "n", title: t("n"), render: (r) => r.n, width: 50 },
          { key: "due", title: t("due"), render: (r) => r.due, nowrap: true, phone: "title" },
          { key: "days", title: t("days"), align: "right", render: (r) => r.days },
          {
            key: "interest",
            title: t("interest"),
            align: "right",
            render: (r) => (
              // The explanation must be reachable without a mouse, so the figure takes the focus.
              <Tooltip title={r.explanation}>
                <span
                  tabIndex={0 /* oxlint-disable-line jsx-a11y/no-noninteractive-tabindex */}
                  aria-description={r.explanation}
                  className="hs-explained"
                >
                  <Money value={r.interest} />
                </span>
              </Tooltip>
            ),
          },
          { key: "principal", title: t("principalHead"), align: "right", render: (r) => <Money value={r.principal} /> },
          { key: "total", title: t("total"), align: "right", render: (r) => <Money value={r.total} strong /> },
          { key: "balance", title: t("balance"), align: "right", render: (r) => <Money value={r.balance} /> },
          {
            key: "state",
            title: "",
            phone: "tag",
            render: (r) => <StateTag tone={rowTones[r.state]}>{t(r.state === "due" ? "dueState" : r.state)}</StateTag>,
          },
        ]}
      />
    </Panel>
  )
}

function Payoff({ caseId }: { caseId: string }) {
  const t = useText()
  const say = useSay()
  const [on, setOn] = useState<string>()
  const query = useEndpoint(payoffQuote, { params: { id: caseId }, query: { on } }, { keepPrevious: true })
  return (
    <Panel
      title={t("payoff")}
      extra={
        <DatePicker
          aria-label={t("on")}
          placeholder={t("on")}
          size="small"
          onChange={(next) => setOn(next?.format("YYYY-MM-DD"))}
        />
      }
    >
      <Loaded query={query} rows={3}>
        {(quote) => (
          <ul className="hs-plain">
            {quote.explanation.map((line) => (
              <li key={line.en}>
                <span>{say(line)}</span>
                <Money value={line.amount} />
              </li>
            ))}
            <li>
              <strong>
                {t("sum")} · {quote.on}
              </strong>
              <Money value={quote.total} strong />
            </li>
          </ul>
        )}
      </Loaded>
    </Panel>
  )
}
