// Decision tables: every version with its document, a table to read and to change, and a panel to try it.
import { Segmented } from "antd"
import { useState } from "react"
import type { z } from "zod"
import { listDecisions } from "#contract/kernel/decision"
import { Action } from "#ui/action"
import { useEndpoint } from "#ui/api"
import { dictionary, useSay } from "#ui/i18n"
import { To, useUrlValues } from "#ui/link"
import { Loaded, Nothing, Page, Panel, Stack } from "#ui/page"
import { useNotAllowed } from "#ui/session"
import { StateTag } from "#ui/states"
import { paths } from "../../paths.ts"
import { DecisionTable, type Table } from "./decision-table.tsx"
import { ProposeTable } from "./propose-table.tsx"
import { TryPanel } from "./try-panel.tsx"
import { certaintyTones, useRuleText } from "./words.ts"
import "./rules.css"

export type Decision = z.output<typeof listDecisions.response>[number]

const useText = dictionary({
  title: ["决策表", "Decision tables"],
  intro: [
    "审批权限等判断写成表格；改表要带试算样例，并由另一人审批。",
    "Judgements such as approval levels as tables; a change carries samples and is approved by another person.",
  ],
  first: ["自上而下，取第一条命中的规则", "From the top, the first row that fits"],
  collect: ["取全部命中的规则", "All rows that fit"],
  edit: ["修改", "Edit"],
  discard: ["放弃修改", "Discard"],
  pick: ["从左侧选一张决策表。", "Choose a table."],
  none: ["没有决策表。", "There are no decision tables."],
  version: ["版本", "Version"],
})

export function DecisionsPage() {
  const t = useText()
  const query = useEndpoint(listDecisions)
  return (
    <Page title={t("title")} intro={t("intro")}>
      <Loaded query={query} rows={10}>
        {(all) => <Body all={all} />}
      </Loaded>
    </Page>
  )
}

function Body({ all }: { all: Decision[] }) {
  const t = useText()
  const say = useSay()
  const [{ key }] = useUrlValues()
  const chosen = all.find((one) => one.key === key) ?? (all.length === 1 ? all[0] : undefined)
  if (all.length === 0) return <Nothing text={t("none")} />
  return (
    <div className="hs-master">
      <Panel flush>
        <ul className="hs-master-list">
          {all.map((one) => (
            <li key={one.key} aria-current={one === chosen}>
              <To href={paths.decisions(one.key)}>
                <span>{say(one.title)}</span>
                <span className="hs-muted hs-small">{one.key}</span>
              </To>
            </li>
          ))}
        </ul>
      </Panel>
      {chosen ? (
        <One key={chosen.key} decision={chosen} />
      ) : (
        <Panel>
          <Nothing text={t("pick")} />
        </Panel>
      )}
    </div>
  )
}

function One({ decision }: { decision: Decision }) {
  const t = useText()
  const r = useRuleText()
  const say = useSay()
  const notAllowed = useNotAllowed()
  const [at, setAt] = useState(decision.versions[0]?.id)
  const [draft, setDraft] = useState<Table | null>(null)
  const [hit, setHit] = useState<number | null>(null)
  const version = decision.versions.find((one) => one.id === at) ?? decision.versions[0]
  if (!version) return null
  const table = draft ?? version.table
  const actions = draft ? (
    <>
      <Action label={t("discard")} run={() => setDraft(null)} />
      <ProposeTable decision={decision} table={draft} version={version} />
    </>
  ) : (
    <Action label={t("edit")} disabledReason={notAllowed("rule-data.propose")} run={() => setDraft(version.table)} />
  )
  return (
    <Stack>
      <Panel title={say(decision.title)} extra={actions} note={t(table.hitPolicy)}>
        <p>
          <StateTag tone={certaintyTones[version.certainty]}>{r(version.certainty)}</StateTag> {version.source}
        </p>
        {decision.versions.length > 1 && !draft ? (
          <Segmented
            aria-label={t("version")}
            value={version.id}
            onChange={(next) => setAt(String(next))}
            options={decision.versions.map((one) => ({ value: one.id, label: one.from }))}
          />
        ) : null}
        <DecisionTable table={table} words={decision.words} hit={hit} change={draft ? setDraft : undefined} />
      </Panel>
      <TryPanel
        key={version.id}
        decisionKey={decision.key}
        table={table}
        words={decision.words}
        sample={version.samples[0]?.input}
        hit={setHit}
      />
    </Stack>
  )
}
