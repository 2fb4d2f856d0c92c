// One case from end to end. The head says where it stands and what can be done; tabs hold cover, value, loan, watching,
// papers and history.
import { Tabs } from "antd"
import type { z } from "zod"
import { useEndpoint } from "#ui/api"
import { dictionary, useSay } from "#ui/i18n"
import { To, useParam, useUrlValues } from "#ui/link"
import { kernelPaths } from "#ui/paths"
import { Loaded, Page, Panel, Stack } from "#ui/page"
import { grouped } from "#ui/money"
import { Pipeline, StateTag } from "#ui/states"
import { Timeline } from "#ui/timeline"
import { getCase } from "../../contract.ts"
import type { caseDetail } from "../../model.ts"
import { stateTitles } from "../../states.ts"
import { emissionPaths as paths } from "../paths.ts"
import { stateTone, useSceneText } from "../words.ts"
import { CaseActions } from "./actions.tsx"
import { Legs } from "./legs.tsx"
import { LoanTab } from "./loan.tsx"
import { MonitoringTab } from "./monitoring.tsx"
import { PapersTab } from "./papers.tsx"
import { caseSteps } from "./steps.ts"
import { Summary } from "./summary.tsx"
import { ValuationTab } from "./valuation.tsx"
import "../emission.css"

export type CaseDetail = z.output<typeof caseDetail>

const useText = dictionary({
  summary: ["概要", "Summary"],
  legs: ["押品与登记", "Collateral"],
  valuation: ["估值", "Valuation"],
  loan: ["贷款", "Loan"],
  monitoring: ["监测", "Monitoring"],
  papers: ["资料与文书", "Papers"],
  timeline: ["经过", "History"],
  progress: ["业务进度", "Progress"],
  nothing: ["还没有记录。", "Nothing yet."],
})

const tones = {
  state: "primary",
  approval: "calm",
  registration: "good",
  valuation: "neutral",
  event: "warn",
  payment: "good",
  task: "neutral",
  paper: "neutral",
} as const

export function CasePage() {
  const id = useParam("id")
  const s = useSceneText()
  const say = useSay()
  const query = useEndpoint(getCase, { params: { id } })
  return (
    <Loaded query={query} rows={12}>
      {(found) => (
        <Page
          title={found.partyName}
          crumbs={[
            { label: s("scene"), href: paths.board() },
            { label: s("cases"), href: paths.cases() },
          ]}
          tag={<StateTag tone={stateTone(found.state)}>{say(stateTitles[found.state])}</StateTag>}
          intro={
            <>
              {found.caseNo} · <To href={kernelPaths.customer(found.partyId)}>{found.party.uscc ?? s("firm")}</To>
              {found.managerName ? ` · ${s("manager")} ${found.managerName}` : ""}
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
  const [{ tab = "summary" }, change] = useUrlValues()
  return (
    <Stack>
      <Panel>
        <Pipeline
          label={t("progress")}
          steps={caseSteps(found.state).map((step) => ({ ...step, label: say(stateTitles[step.key]) }))}
        />
      </Panel>
      <Tabs
        activeKey={tab}
        onChange={(next) => change({ tab: next === "summary" ? undefined : next })}
        items={[
          { key: "summary", label: t("summary"), children: <Summary found={found} /> },
          { key: "legs", label: `${t("legs")} ${found.legs.length}`, children: <Legs found={found} /> },
          { key: "valuation", label: t("valuation"), children: <ValuationTab found={found} /> },
          {
            key: "loan",
            label: t("loan"),
            disabled: !found.loan,
            children: found.loan ? <LoanTab found={found} loan={found.loan} /> : null,
          },
          { key: "monitoring", label: t("monitoring"), children: <MonitoringTab found={found} /> },
          { key: "papers", label: t("papers"), children: <PapersTab found={found} /> },
          { key: "timeline", label: t("timeline"), children: <History found={found} /> },
        ]}
      />
    </Stack>
  )
}

const isMachineId = (text: string): boolean => /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(text)

function History({ found }: { found: CaseDetail }) {
  const t = useText()
  const say = useSay()
  const entries = found.timeline.map((one, i) => ({
    key: `${one.at}${i}`,
    at: one.at,
    who: one.who,
    title: say(one).replace(/\d{4,}\.\d\d/g, (amount) => grouped(amount, 2)),
    // A reference that the sentence names already, or that no person can read, is left out.
    detail: one.reference && !say(one).includes(one.reference) && !isMachineId(one.reference) ? one.reference : null,
    tone: tones[one.kind],
  }))
  return (
    <Panel>
      <Timeline label={t("timeline")} empty={t("nothing")} entries={entries} />
    </Panel>
  )
}
