// One case for the firm: where it stands, what is next, what the firm can do now, the loan and the papers.
import { Alert } from "antd"
import type { z } from "zod"
import { useEndpoint } from "#ui/api"
import { dictionary } from "#ui/i18n"
import { useParam } from "#ui/link"
import { Money, Rate } from "#ui/money"
import { Figure, Figures, Loaded, Page, Pairs, Panel, Stack } from "#ui/page"
import { StateTag } from "#ui/states"
import { portalGetCase } from "../../contract.ts"
import type { portalCase } from "../../model.ts"
import { Schedule } from "../../../../products/loan/pages/schedule.tsx"
import { stateTone } from "../words.ts"
import { PortalPapers } from "./papers.tsx"
import { RepayAction } from "./repay.tsx"
import { SignAction } from "./sign.tsx"
import { usePortalText } from "./words.ts"
import "../emission.css"

export type PortalCase = z.output<typeof portalCase>

const useText = dictionary({
  facts: ["申请与批准", "Request and decision"],
  steps: ["办理进度", "Progress"],
  legs: ["押品登记", "Registrations"],
  registered: ["已登记", "Registered"],
  waiting: ["办理中", "Under way"],
  owed: ["现在结清", "Pay-off today"],
  principal: ["剩余本金", "Principal"],
  interest: ["应付利息", "Interest due"],
  balance: ["还款账户余额", "Repayment account"],
  marginCall: [
    "抵押物价值下降，请在 {due} 前还款 {cure} 元，或联系客户经理追加押品。",
    "Your collateral lost value: repay {cure} by {due}, or add collateral with your manager.",
  ],
})

export function PortalCasePage() {
  const id = useParam("id")
  const p = usePortalText()
  const query = useEndpoint(portalGetCase, { params: { id } }, { refreshMs: 15_000 })
  return (
    <Loaded query={query} rows={8}>
      {(found) => (
        <Page
          title={found.caseNo}
          narrow
          crumbs={[{ label: p("mine"), href: "/portal" }]}
          tag={<StateTag tone={stateTone(found.state)}>{p.lang === "zh" ? found.statusZh : found.statusEn}</StateTag>}
        >
          <Body found={found} />
        </Page>
      )}
    </Loaded>
  )
}

function Body({ found }: { found: PortalCase }) {
  const t = useText()
  const p = usePortalText()
  const { marginCall, loan } = found
  return (
    <Stack>
      {marginCall && !marginCall.closedOn ? (
        <Alert type="error" showIcon title={t("marginCall", { due: marginCall.dueOn, cure: marginCall.cureAmount })} />
      ) : null}
      <section className="em-next">
        <span className="hs-muted">{p("next")}</span>
        <h2>{p.lang === "zh" ? found.nextZh : found.nextEn}</h2>
        <div style={{ display: "flex", gap: 8, flexWrap: "wrap" }}>
          {found.canSign ? <SignAction caseId={found.id} /> : null}
          {found.canRepay && loan ? <RepayAction caseId={found.id} loan={loan} /> : null}
        </div>
      </section>
      {loan ? (
        <Figures>
          <Figure label={t("principal")} value={<Money value={loan.principal} />} />
          <Figure label={t("interest")} value={<Money value={loan.interestDue} />} />
          <Figure label={t("owed")} value={<Money value={loan.owed} />} />
          <Figure label={t("balance")} value={<Money value={loan.depositBalance} />} />
        </Figures>
      ) : null}
      <Facts found={found} />
      <Progress found={found} />
      {loan ? <Schedule loan={loan} /> : null}
      <PortalPapers found={found} />
    </Stack>
  )
}

function Facts({ found }: { found: PortalCase }) {
  const t = useText()
  const p = usePortalText()
  return (
    <Panel title={t("facts")}>
      <Pairs
        columns={3}
        items={[
          { label: p("asked"), value: <Money value={found.asked} unit /> },
          { label: p("approved"), value: <Money value={found.approved} unit /> },
          { label: p("rate"), value: <Rate value={found.ratePct} /> },
          { label: p("term"), value: found.termMonths ? p("months", { n: found.termMonths }) : null },
          { label: p("contract"), value: found.contractNo },
          { label: p("manager"), value: found.managerName },
        ]}
      />
    </Panel>
  )
}

function Progress({ found }: { found: PortalCase }) {
  const t = useText()
  const p = usePortalText()
  return (
    <Panel title={t("steps")}>
      <ol className="hs-plain">
        {found.steps.map((step) => (
          <li key={step.en}>
            <span className={step.done ? undefined : "hs-muted"}>
              {step.done ? "✓ " : "○ "}
              {p.lang === "zh" ? step.zh : step.en}
            </span>
            <span className="hs-muted hs-number">{step.on ?? ""}</span>
          </li>
        ))}
        {found.legs.map((leg) => (
          <li key={leg.title}>
            <span>
              {t("legs")} · {leg.title}
            </span>
            <StateTag tone={leg.registered ? "good" : "warn"}>{t(leg.registered ? "registered" : "waiting")}</StateTag>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
