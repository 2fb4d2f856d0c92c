// Loan 360: one note with its plan, what would be, what happened, its class, its entries, and what may be done now.
import { Tabs } from "antd"
import type { z } from "zod"
import { useEndpoint } from "#ui/api"
import { dictionary } from "#ui/i18n"
import { To, useParam, useUrlValues } from "#ui/link"
import { Money, Rate } from "#ui/money"
import { Columns, Figure, Figures, Loaded, Page, Pairs, Panel, Stack } from "#ui/page"
import { kernelPaths } from "#ui/paths"
import { useOutlets } from "#ui/session"
import { StateTag } from "#ui/states"
import { getLoan, type loanDetailShape, loanPayoff, loanWhatIf } from "../../contract.ts"
import { loanPaths as paths } from "../paths.ts"
import { Payoff } from "../payoff.tsx"
import { Schedule } from "../schedule.tsx"
import { WhatIf } from "../what-if.tsx"
import { classTones, stateTones, useLoanText } from "../words.ts"
import { Acts } from "./acts.tsx"
import { Classes } from "./classes.tsx"
import { Events } from "./events.tsx"

const useText = dictionary({
  loans: ["借据", "Loan notes"],
  owed: ["现在结清", "Owed in all"],
  next: ["下一次应还", "Next due"],
  on: ["{day} 应还", "on {day}"],
  plan: ["计划", "Plan"],
  whatIf: ["试算", "What if"],
  events: ["经过", "Events"],
  classes: ["分类与减值", "Class and loss"],
  acts: ["办理", "Acts"],
  terms: ["借据要素", "Terms"],
  fixed: ["固定利率", "Fixed"],
  floating: ["{tenor} LPR {spread} 基点，{day} 重定价", "{tenor} LPR {spread} bp, repriced on {day}"],
  purpose: ["用途", "Purpose"],
  deposit: ["还款账户", "Repayment account"],
  depositBalance: ["账户余额", "Its balance"],
  uplift: ["逾期加收", "Overdue uplift"],
  nonAccrual: ["{day} 起表外计息", "Off balance since {day}"],
  renews: ["续贷自", "Renews"],
  extendable: ["展期最晚到", "Extendable until"],
})

export type LoanDetail = z.output<typeof loanDetailShape>

export function LoanPage() {
  const t = useText()
  const w = useLoanText()
  const loanNo = useParam("no")
  const query = useEndpoint(getLoan, { params: { loanNo } })
  return (
    <Loaded query={query} rows={10}>
      {(loan) => (
        <Page
          title={loan.partyName}
          intro={`${loan.loanNo} · ${w(loan.method)}`}
          crumbs={[
            { label: t("loans"), href: paths.loans() },
            { label: loan.partyName, href: kernelPaths.customer(loan.partyId) },
          ]}
          tag={
            <>
              <StateTag tone={stateTones[loan.state]}>{w(loan.state)}</StateTag>{" "}
              <StateTag tone={classTones[loan.riskClass]}>
                {w("riskClass")} {w(loan.riskClass)}
              </StateTag>
            </>
          }
        >
          <Body loan={loan} />
        </Page>
      )}
    </Loaded>
  )
}

function Body({ loan }: { loan: LoanDetail }) {
  const t = useText()
  const [{ tab = "plan" }, change] = useUrlValues()
  return (
    <Stack>
      <Head loan={loan} />
      <Tabs
        activeKey={tab}
        onChange={(next) => change({ tab: next === "plan" ? undefined : next })}
        items={[
          { key: "plan", label: t("plan"), children: <Plan loan={loan} /> },
          { key: "what-if", label: t("whatIf"), children: <WhatIf loan={loan} endpoint={loanWhatIf} /> },
          { key: "events", label: t("events"), children: <Events loan={loan} /> },
          { key: "classes", label: t("classes"), children: <Classes loan={loan} /> },
          { key: "acts", label: t("acts"), children: <Acts loan={loan} /> },
        ]}
      />
    </Stack>
  )
}

function Head({ loan }: { loan: LoanDetail }) {
  const t = useText()
  const w = useLoanText()
  const next = loan.schedule.find((row) => row.state !== "paid")
  return (
    <Figures>
      <Figure label={w("principal")} value={<Money value={loan.principal} />} />
      <Figure label={t("owed")} value={<Money value={loan.owed} />} />
      <Figure
        label={t("next")}
        value={<Money value={next?.total ?? null} />}
        note={next ? t("on", { day: next.due }) : undefined}
        tone={next?.state === "overdue" ? "bad" : undefined}
      />
      <Figure label={w("rate")} value={<Rate value={loan.ratePct} />} note={<HowPriced loan={loan} />} />
      {loan.overdueDays > 0 ? <Figure label={w("overdueDays")} value={loan.overdueDays} tone="bad" /> : null}
    </Figures>
  )
}

function HowPriced({ loan }: { loan: LoanDetail }) {
  const t = useText()
  const { pricing } = loan.terms
  if (!pricing) return <>{t("fixed")}</>
  const spread = `${pricing.spreadBp < 0 ? "−" : "+"}${Math.abs(pricing.spreadBp)}`
  return <>{t("floating", { tenor: pricing.tenor, spread, day: pricing.nextOn })}</>
}

function Plan({ loan }: { loan: LoanDetail }) {
  return (
    <Columns>
      <Schedule loan={loan} />
      <Stack>
        <Terms loan={loan} />
        {loan.state === "active" || loan.state === "overdue" ? (
          <Payoff loanNo={loan.loanNo} endpoint={loanPayoff} />
        ) : null}
      </Stack>
    </Columns>
  )
}

function Terms({ loan }: { loan: LoanDetail }) {
  const t = useText()
  const w = useLoanText()
  const { nameOf } = useOutlets()
  const { terms, flags } = loan
  return (
    <Panel title={t("terms")}>
      <Pairs
        items={[
          { label: w("amount"), value: <Money value={loan.amount} unit /> },
          { label: w("contractNo"), value: loan.contractNo },
          { label: w("outlet"), value: nameOf(loan.outlet) },
          { label: w("paidOut"), value: loan.paidOutOn },
          { label: w("matures"), value: loan.maturesOn },
          { label: t("extendable"), value: terms.extendableUntil },
          { label: t("uplift"), value: `${terms.overdueUpliftPct}%` },
          {
            label: t("deposit"),
            value: <To href={kernelPaths.account(`deposit:${loan.depositAccount}`)}>{loan.depositAccount}</To>,
          },
          { label: t("depositBalance"), value: <Money value={loan.depositBalance} unit /> },
          loan.renews ? { label: t("renews"), value: <To href={paths.loan(loan.renews)}>{loan.renews}</To> } : null,
          flags.nonAccrualOn ? { label: w("state"), value: t("nonAccrual", { day: flags.nonAccrualOn }) } : null,
          { label: t("purpose"), value: loan.purpose, wide: true },
        ]}
      />
    </Panel>
  )
}
