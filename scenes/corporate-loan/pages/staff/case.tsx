// One case from end to end. The head says where it stands and what can be done; tabs hold each part of its life.
import { Tabs } from "antd"
import type { z } from "zod"
import { groupAmounts } from "#ui/money"
import { useEndpoint } from "#ui/api"
import { dictionary, useSay } from "#ui/i18n"
import { To, useParam, useUrlValues } from "#ui/link"
import { Loaded, Page, Panel, Stack } from "#ui/page"
import { kernelPaths } from "#ui/paths"
import { Pipeline, StateTag } from "#ui/states"
import { Timeline } from "#ui/timeline"
import { getCase } from "../../contract.ts"
import type { caseDetail } from "../../model.ts"
import { productTitles } from "../../rules.ts"
import { stateTitles } from "../../states.ts"
import { corporatePaths as paths } from "../paths.ts"
import { stateTone, useSceneText } from "../words.ts"
import { CaseActions } from "./actions.tsx"
import { CareTab } from "./care.tsx"
import { CollateralTab } from "./collateral.tsx"
import { DecisionTab } from "./decision.tsx"
import { DiligenceTab } from "./diligence.tsx"
import { DrawsTab } from "./draws.tsx"
import { Overview } from "./overview.tsx"
import { PapersTab } from "./papers.tsx"
import { StatementsPanel } from "./statements.tsx"
import { caseSteps } from "./steps.ts"
import { Sizing } from "./wizard.tsx"
import "../corporate.css"

export type CaseDetail = z.output<typeof caseDetail>

const useText = dictionary({
  overview: ["概况", "Overview"],
  diligence: ["尽调", "Due diligence"],
  size: ["资金需求测算", "Need"],
  project: ["项目与现金流", "Project and cash"],
  decision: ["审查审批", "Decision"],
  collateral: ["押品", "Collateral"],
  draws: ["提款与支付", "Draws"],
  care: ["贷后", "Care"],
  timeline: ["经过", "History"],
  papers: ["资料与文书", "Papers"],
  progress: ["业务进度", "Progress"],
  nothing: ["还没有记录。", "Nothing yet."],
})

const tones = {
  state: "primary",
  approval: "calm",
  registration: "good",
  visit: "neutral",
  warning: "bad",
  payment: "good",
  task: "neutral",
  letter: "warn",
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
              {found.caseNo} · {say(productTitles[found.product])} ·{" "}
              <To href={kernelPaths.customer(found.partyId)}>{found.party.uscc ?? s("firm")}</To>
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
  const [{ tab = "overview" }, change] = useUrlValues()
  const open = found.checks.filter((one) => one.result !== "yes" && one.result !== "na").length
  const size = (
    <Stack>
      <StatementsPanel found={found} />
      <Sizing found={found} />
    </Stack>
  )
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
        onChange={(next) => change({ tab: next === "overview" ? undefined : next })}
        items={[
          { key: "overview", label: t("overview"), children: <Overview found={found} /> },
          {
            key: "diligence",
            label: open > 0 ? `${t("diligence")} ${found.checks.length - open}/${found.checks.length}` : t("diligence"),
            children: <DiligenceTab found={found} />,
          },
          { key: "size", label: t(found.product === "project" ? "project" : "size"), children: size },
          { key: "decision", label: t("decision"), children: <DecisionTab found={found} /> },
          {
            key: "collateral",
            label: `${t("collateral")} ${found.legs.length}`,
            children: <CollateralTab found={found} />,
          },
          { key: "draws", label: t("draws"), children: <DrawsTab found={found} /> },
          { key: "care", label: t("care"), children: <CareTab found={found} /> },
          { key: "timeline", label: t("timeline"), children: <History found={found} /> },
          { key: "papers", label: t("papers"), children: <PapersTab found={found} /> },
        ]}
      />
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
    title: groupAmounts(say(one)),
    // A reference that the sentence names already, or that no person can read, is left out.
    detail:
      one.reference && !say(one).includes(one.reference) && !/^[0-9a-f]{8}-/.test(one.reference) ? one.reference : null,
    tone: tones[one.kind],
  }))
  return (
    <Panel>
      <Timeline label={t("timeline")} empty={t("nothing")} entries={entries} />
    </Panel>
  )
}
