// The pipeline: how many cases stand at each step, how much they are, how long the oldest has waited; as lanes or as a list.
import { Segmented, Select } from "antd"
import type { z } from "zod"
import { Action } from "#ui/action"
import { useEndpoint } from "#ui/api"
import { Lanes } from "#ui/board"
import { dictionary, useSay } from "#ui/i18n"
import { useGo, useUrlValues } from "#ui/link"
import { Money } from "#ui/money"
import { Figure, Figures, Loaded, Nothing, Page, Panel, Stack } from "#ui/page"
import { kernelPaths } from "#ui/paths"
import { useNotAllowed, useOutlets } from "#ui/session"
import { Grid } from "#ui/tables"
import { pipeline } from "../../contract.ts"
import { loanProducts, productTitles } from "../../rules.ts"
import { type CaseState, states, stateTitles } from "../../states.ts"
import { corporatePaths as paths } from "../paths.ts"
import { groups, useSceneText } from "../words.ts"
import { useCaseColumns } from "./cases.tsx"

const useText = dictionary({
  intro: [
    "每一步有多少笔、多少钱、等了多久；方向键可在卡片间移动。",
    "How many, how much, how long; arrow keys walk the cards.",
  ],
  lanes: ["看板", "Board"],
  list: ["列表", "List"],
  overdue: ["逾期欠款（{n} 笔）", "Late ({n} loans)"],
  approvals: ["待审批", "Waiting for approval"],
  red: ["红色预警", "Red warnings"],
  late: ["到期任务", "Tasks due"],
  oldest: ["最久 {n} 天", "oldest {n} days"],
  over30: ["超 30 天", "Over 30 days"],
  all: ["全部网点", "All outlets"],
  allProducts: ["全部产品", "All products"],
  step: ["步骤", "Step"],
  count: ["笔数", "Cases"],
  oldestHead: ["最久（天）", "Oldest (days)"],
  waiting: ["等待最久的业务", "Waiting longest"],
  noneWaiting: ["没有等待中的业务。", "Nothing waits."],
})

type Board = z.output<typeof pipeline.response>
const laneTones = { intake: "calm", running: "good", trouble: "bad", ended: "muted" } as const

export function BoardPage() {
  const s = useSceneText()
  const t = useText()
  const say = useSay()
  const go = useGo()
  const notAllowed = useNotAllowed()
  const [{ outlet, product, view = "lanes" }, change] = useUrlValues()
  const { options } = useOutlets()
  const asked = { outlet, product: loanProducts.find((one) => one === product) }
  const query = useEndpoint(pipeline, { query: asked }, { refreshMs: 30_000, keepPrevious: true })
  return (
    <Page
      title={s("board")}
      intro={t("intro")}
      actions={
        <>
          <Segmented
            value={view}
            options={(["lanes", "list"] as const).map((value) => ({ value, label: t(value) }))}
            onChange={(next) => change({ view: next === "lanes" ? undefined : String(next) })}
          />
          <Select
            aria-label={s("product")}
            allowClear
            placeholder={t("allProducts")}
            value={product ?? null}
            options={loanProducts.map((value) => ({ value, label: say(productTitles[value]) }))}
            style={{ width: 200 }}
            onChange={(next: string | null) => change({ product: next ?? undefined })}
          />
          <Select
            aria-label={s("outlet")}
            allowClear
            placeholder={t("all")}
            value={outlet ?? null}
            options={options}
            style={{ width: 160 }}
            onChange={(next: string | null) => change({ outlet: next ?? undefined })}
          />
          <Action
            label={s("newCase")}
            kind="primary"
            disabledReason={notAllowed("corporate-loan.apply")}
            run={() => go(paths.newCase())}
          />
        </>
      }
    >
      <Loaded query={query} rows={10}>
        {(board) => (
          <Stack>
            <Facts board={board} />
            {view === "list" ? <StepList board={board} /> : <Steps board={board} />}
            <Waiting board={board} />
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}

function Facts({ board }: { board: Board }) {
  const s = useSceneText()
  const t = useText()
  return (
    <Figures>
      <Figure
        label={s("outstanding")}
        value={<Money value={board.outstanding} wan />}
        href={paths.reports("classes")}
      />
      <Figure label={s("undrawn")} value={<Money value={board.undrawn} wan />} />
      <Figure
        label={t("overdue", { n: board.overdueLoans })}
        value={<Money value={board.overdue} wan />}
        href={paths.collections("true")}
        tone={board.overdueLoans ? "bad" : undefined}
      />
      <Figure label={t("approvals")} value={board.approvalsWaiting} href={kernelPaths.approvals()} />
      <Figure
        label={t("red")}
        value={board.redWarnings}
        href={paths.warnings("true")}
        tone={board.redWarnings ? "bad" : undefined}
      />
      <Figure
        label={t("late")}
        value={board.lateTasks}
        href={paths.tasks("true")}
        tone={board.lateTasks ? "warn" : undefined}
      />
    </Figures>
  )
}

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
          <span>
            <Money value={facts.amount} wan />
          </span>
          {stateTitles[state].group === "ended" ? null : <span>{t("oldest", { n: facts.oldestDays })}</span>}
        </>
      ) : null,
    }
  }
  const lanes = groups.map((group) => ({
    key: group,
    title: s(group),
    tone: group in laneTones ? laneTones[group as keyof typeof laneTones] : undefined,
    cards: states.filter((state) => stateTitles[state].group === group).map(cardOf),
  }))
  return <Lanes label={s("board")} lanes={lanes} />
}

function StepList({ board }: { board: Board }) {
  const t = useText()
  const s = useSceneText()
  const say = useSay()
  return (
    <Panel flush>
      <Grid
        label={s("board")}
        rows={board.states}
        rowKey={(r) => r.state}
        href={(r) => paths.cases(r.state)}
        columns={[
          { key: "step", title: t("step"), phone: "title", render: (r) => say(stateTitles[r.state]) },
          { key: "count", title: t("count"), align: "right", phone: "tag", render: (r) => r.cases },
          {
            key: "amount",
            title: s("amountHead", { name: s("amount") }),
            align: "right",
            render: (r) => <Money value={r.amount} />,
          },
          { key: "oldest", title: t("oldestHead"), align: "right", render: (r) => r.oldestDays },
          { key: "over", title: t("over30"), align: "right", render: (r) => r.over30Days },
        ]}
      />
    </Panel>
  )
}

function Waiting({ board }: { board: Board }) {
  const t = useText()
  const columns = useCaseColumns().filter((one) =>
    ["firm", "product", "state", "amount", "age", "manager"].includes(one.key),
  )
  return (
    <Panel title={t("waiting")} flush>
      <Grid
        label={t("waiting")}
        rows={board.oldest}
        rowKey={(r) => r.id}
        href={(r) => paths.case(r.id)}
        columns={columns}
        empty={<Nothing text={t("noneWaiting")} />}
      />
    </Panel>
  )
}
