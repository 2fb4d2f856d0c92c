// The pipeline: how many cases stand at each step, how much they are, which have waited longest; and what needs hands now.
import { Select } from "antd"
import type { z } from "zod"
import { useEndpoint } from "#ui/api"
import { Action } from "#ui/action"
import { Lanes } from "#ui/board"
import { dictionary, useSay } from "#ui/i18n"
import { useGo, useUrlValues } from "#ui/link"
import { Money } from "#ui/money"
import { Figure, Figures, Loaded, Page, Stack } from "#ui/page"
import { useNotAllowed, useOutlets } from "#ui/session"
import { kernelPaths } from "#ui/paths"
import { pipeline } from "../../contract.ts"
import { type CaseState, states, stateTitles } from "../../states.ts"
import { emissionPaths as paths } from "../paths.ts"
import { useSceneText } from "../words.ts"

const useText = dictionary({
  intro: ["从意向到解押，每一步有多少笔、多少钱、等了多久。", "From lead to release: how many, how much, how long."],
  overdue: ["逾期欠款（{n} 笔）", "Late ({n} loans)"],
  marginCalls: ["补充担保未了结", "Open margin calls"],
  approvals: ["待审批", "Waiting for approval"],
  expiring: ["90 天内到期", "Ending within 90 days"],
  overTarget: ["超 15 个工作日", "Over 15 working days"],
  oldest: ["最久 {n} 天", "oldest {n} days"],
  all: ["全部网点", "All outlets"],
  intake: ["受理", "Intake"],
  decision: ["审查审批", "Decision"],
  closing: ["签约放款", "Closing"],
  running: ["贷后", "Running"],
  trouble: ["风险", "Trouble"],
  ended: ["办结", "Ended"],
})

type Board = z.output<typeof pipeline.response>
const groups = ["intake", "decision", "closing", "running", "trouble", "ended"] as const

export function BoardPage() {
  const s = useSceneText()
  const t = useText()
  const go = useGo()
  const notAllowed = useNotAllowed()
  const [{ outlet }, change] = useUrlValues()
  const { options } = useOutlets()
  const query = useEndpoint(pipeline, { query: { outlet } }, { refreshMs: 30_000, keepPrevious: true })
  return (
    <Page
      title={s("board")}
      intro={t("intro")}
      actions={
        <>
          <Select
            aria-label={s("outlet")}
            allowClear
            placeholder={t("all")}
            value={outlet ?? null}
            options={options}
            style={{ width: 180 }}
            onChange={(next: string | null) => change({ outlet: next ?? undefined })}
          />
          <Action
            label={s("newCase")}
            kind="primary"
            disabledReason={notAllowed("emission-loan.apply")}
            run={() => go(paths.newCase())}
          />
        </>
      }
    >
      <Loaded query={query} rows={10}>
        {(board) => (
          <Stack>
            <Figures>
              <Figure
                label={s("outstanding")}
                value={<Money value={board.outstanding} wan />}
                href={paths.reports("balance-by-mode")}
              />
              <Figure
                label={t("overdue", { n: board.overdueLoans })}
                value={<Money value={board.overdue} wan />}
                tone={board.overdueLoans ? "bad" : undefined}
              />
              <Figure label={t("approvals")} value={board.approvalsWaiting} href={kernelPaths.approvals()} />
              <Figure
                label={t("expiring")}
                value={board.expiringIn90Days}
                href={paths.calendar()}
                tone={board.expiringIn90Days ? "warn" : undefined}
              />
              <Figure
                label={t("marginCalls")}
                value={board.marginCalls}
                href={paths.cases("margin_call")}
                tone={board.marginCalls ? "bad" : undefined}
              />
              <Figure
                label={t("overTarget")}
                value={board.overTarget}
                href={paths.reports("turnaround")}
                tone={board.overTarget ? "warn" : undefined}
              />
            </Figures>
            <Steps board={board} />
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}

const laneTones = { intake: "calm", running: "good", trouble: "bad", ended: "muted" } as const

function Steps({ board }: { board: Board }) {
  const t = useText()
  const s = useSceneText()
  const say = useSay()
  const byState = new Map(board.states.map((one) => [one.state, one]))
  const cardOf = (state: CaseState) => {
    const facts = byState.get(state)
    return {
      key: state,
      href: paths.cases(state),
      label: say(stateTitles[state]),
      count: facts?.cases ?? 0,
      facts: facts ? (
        <>
          <span>{Number(facts.amount) > 0 ? <Money value={facts.amount} wan /> : null}</span>
          {stateTitles[state].group === "ended" ? null : <span>{t("oldest", { n: facts.oldestDays })}</span>}
        </>
      ) : null,
    }
  }
  const lanes = groups.map((group) => ({
    key: group,
    title: t(group),
    tone: group in laneTones ? laneTones[group as keyof typeof laneTones] : undefined,
    cards: states.filter((state) => stateTitles[state].group === group).map(cardOf),
  }))
  return <Lanes label={s("board")} lanes={lanes} />
}
