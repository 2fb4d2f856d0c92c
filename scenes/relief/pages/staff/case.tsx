// One relief case from end to end: what can be done now, every rule with its answer, the measure, the decision, the papers.
import { Tabs } from "antd"
import type { z } from "zod"
import { useEndpoint } from "#ui/api"
import { dictionary, useSay } from "#ui/i18n"
import { To, useParam, useUrlValues } from "#ui/link"
import { Money, Rate } from "#ui/money"
import { Figure, Figures, Loaded, Page, Pairs, Panel, Stack } from "#ui/page"
import { kernelPaths } from "#ui/paths"
import { Pipeline, StateTag, stepsUpTo } from "#ui/states"
import { Timeline } from "#ui/timeline"
import { getCase } from "../../contract.ts"
import type { caseDetail } from "../../model.ts"
import { states, stateTitles } from "../../states.ts"
import { loanPaths } from "../../../../products/loan/pages/paths.ts"
import { reliefPaths as paths } from "../paths.ts"
import { classTone, signalWord, stateTone, useReliefText } from "../words.ts"
import { CaseActions } from "./actions.tsx"
import { ChooserTab } from "./chooser.tsx"
import { DecisionTab } from "./decision.tsx"
import { EligibilityTab } from "./eligibility.tsx"
import { PapersTab } from "./papers.tsx"
import "../relief.css"

export type CaseDetail = z.output<typeof caseDetail>

const useText = dictionary({
  overview: ["概况", "Overview"],
  rules: ["资格与材料", "Eligibility"],
  choose: ["措施选择", "Measure"],
  decision: ["审批与执行", "Decision"],
  timeline: ["经过", "History"],
  papers: ["资料与文书", "Papers"],
  progress: ["业务进度", "Progress"],
  nothing: ["还没有记录。", "Nothing yet."],
  loan: ["贷款", "The note"],
  asked: ["企业申请", "The firm's application"],
  contact: ["提前联系", "Early contact"],
  noContact: ["还没有联系记录。", "Nobody has spoken to the firm."],
  noAsk: ["还没有申请。", "No application yet."],
  owed: ["现在结清（元）", "Owed today (CNY)"],
  account: ["还款账户余额（元）", "Repayment account (CNY)"],
  accrued: ["应计利息（元）", "Accrued (CNY)"],
  rate: ["年利率", "Rate"],
  lastOn: ["展期最晚至", "Extension ends by"],
  extended: ["已展期次数", "Extended before"],
  purpose: ["用途", "Use"],
  by: ["经办", "By"],
  way: ["方式", "Way"],
  newLoan: ["新借据", "New note"],
})

const main = states.filter((one) => one !== "declined")
const tones = { state: "primary", approval: "calm", warning: "warn", good: "good" } as const

export function CasePage() {
  const id = useParam("id")
  const s = useReliefText()
  const say = useSay()
  const query = useEndpoint(getCase, { params: { id } })
  return (
    <Loaded query={query} rows={12}>
      {(found) => (
        <Page
          title={found.partyName}
          crumbs={[{ label: s("worklist"), href: paths.worklist() }]}
          tag={<StateTag tone={stateTone(found.state)}>{say(stateTitles[found.state])}</StateTag>}
          intro={
            <>
              {found.caseNo} · <To href={loanPaths.loan(found.loanNo)}>{found.loanNo}</To> ·{" "}
              <To href={kernelPaths.customer(found.partyId)}>{found.party.uscc ?? s("firm")}</To> ·{" "}
              {found.size ? s(found.size) : "—"}
            </>
          }
          actions={<CaseActions found={found} />}
        >
          <Body found={found} />
        </Page>
      )}
    </Loaded>
  )
}

function Body({ found }: { found: CaseDetail }) {
  const t = useText()
  const say = useSay()
  const [{ tab = "overview" }, change] = useUrlValues()
  const met = found.rules.filter((one) => one.status === "met").length
  const now = found.state === "declined" ? "assessed" : found.state
  return (
    <Stack>
      <Panel>
        <Pipeline
          label={t("progress")}
          steps={stepsUpTo(
            main.map((key) => ({ key, label: say(stateTitles[key]) })),
            now,
          )}
        />
      </Panel>
      <Tabs
        activeKey={tab}
        onChange={(next) => change({ tab: next === "overview" ? undefined : next })}
        items={[
          { key: "overview", label: t("overview"), children: <Overview found={found} /> },
          {
            key: "rules",
            label: `${t("rules")} ${met}/${found.rules.length}`,
            children: <EligibilityTab found={found} />,
          },
          { key: "choose", label: t("choose"), children: <ChooserTab found={found} /> },
          { key: "decision", label: t("decision"), children: <DecisionTab found={found} /> },
          { key: "papers", label: t("papers"), children: <PapersTab found={found} /> },
          { key: "timeline", label: t("timeline"), children: <History found={found} /> },
        ]}
      />
    </Stack>
  )
}

function Overview({ found }: { found: CaseDetail }) {
  const t = useText()
  const s = useReliefText()
  const { loan, contact, application } = found
  const isLate = found.overdueDays > 0
  return (
    <Stack>
      <Figures>
        <Figure label={s("balanceHead")} value={<Money value={found.outstanding} />} />
        <Figure
          label={s("matures")}
          value={found.maturesOn}
          note={isLate ? s("overdue", { n: found.overdueDays }) : s("days", { n: found.daysLeft })}
          tone={isLate ? "bad" : found.daysLeft < 30 ? "warn" : undefined}
        />
        <Figure label={t("owed")} value={<Money value={loan.owed} />} />
        <Figure label={t("account")} value={<Money value={loan.depositBalance} />} />
      </Figures>
      <Panel title={t("loan")}>
        <Pairs
          columns={4}
          items={[
            { label: t("rate"), value: <Rate value={loan.ratePct} yearly /> },
            {
              label: s("class"),
              value: <StateTag tone={classTone(found.riskClass)}>{s(found.riskClass)}</StateTag>,
            },
            { label: t("accrued"), value: <Money value={loan.accrued} /> },
            { label: t("lastOn"), value: found.lastLawfulOn },
            { label: t("extended"), value: loan.extensions },
            { label: s("signal"), value: `${s(signalWord[found.signal])}（${found.signalledOn}）` },
            found.newLoanNo
              ? { label: t("newLoan"), value: <To href={loanPaths.loan(found.newLoanNo)}>{found.newLoanNo}</To> }
              : null,
            { label: t("purpose"), value: loan.purpose, wide: true },
          ]}
        />
      </Panel>
      <Panel title={t("asked")}>
        {application ? (
          <Pairs
            columns={4}
            items={[
              { label: s("due"), value: application.on },
              { label: s("reasonCode"), value: s(application.reasonCode) },
              { label: s("wish"), value: s(application.wish) },
              { label: t("by"), value: application.byName },
              { label: s("words"), value: application.words, wide: true },
            ]}
          />
        ) : (
          <p className="hs-muted">{t("noAsk")}</p>
        )}
      </Panel>
      <Panel title={t("contact")}>
        {contact ? (
          <Pairs
            columns={3}
            items={[
              { label: s("due"), value: contact.on },
              { label: t("way"), value: s(contact.way) },
              { label: t("by"), value: contact.byName },
              { label: s("note"), value: contact.note, wide: true },
            ]}
          />
        ) : (
          <p className="hs-muted">{t("noContact")}</p>
        )}
      </Panel>
    </Stack>
  )
}

function History({ found }: { found: CaseDetail }) {
  const t = useText()
  const say = useSay()
  const entries = found.timeline.map((one, i) => ({
    key: `${one.at}${i}`,
    at: one.at,
    who: one.who,
    title: say(one),
    detail: null,
    tone: tones[one.kind as keyof typeof tones] ?? "neutral",
  }))
  return (
    <Panel>
      <Timeline label={t("timeline")} empty={t("nothing")} entries={entries} />
    </Panel>
  )
}
