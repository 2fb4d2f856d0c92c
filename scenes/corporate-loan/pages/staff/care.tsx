// After the loan: open tasks, warnings with their deadlines, the collection ladder, and the visits as one timeline.
import { groupAmounts } from "#ui/money"
import { dictionary, useSay } from "#ui/i18n"
import { Columns, Nothing, Panel, Stack } from "#ui/page"
import { Grid } from "#ui/tables"
import { dayOf, Timeline } from "#ui/timeline"
import { isRunning } from "../../states.ts"
import { useSceneText } from "../words.ts"
import type { CaseDetail } from "./case.tsx"
import { useCollectionColumns } from "./collection-acts.tsx"
import { AddVisit } from "./diligence.tsx"
import { useTaskColumns } from "./task-acts.tsx"
import { WarningList } from "./warning-acts.tsx"

const useText = dictionary({
  tasks: ["任务", "Tasks"],
  noTasks: ["没有任务。", "No tasks."],
  noWarnings: ["没有预警。", "No warnings."],
  ladder: ["催收", "Collection"],
  noLadder: ["没有催收记录。", "Nothing to collect."],
  timeline: ["贷后经过", "After-loan timeline"],
  nothing: ["放款后开始记录。", "Recorded from the first draw on."],
})

const cared = new Set(["visit", "warning", "letter", "payment", "task"])
const tones = { visit: "calm", warning: "bad", letter: "warn", payment: "good", task: "neutral" } as const

export function CareTab({ found }: { found: CaseDetail }) {
  const t = useText()
  const s = useSceneText()
  const say = useSay()
  const taskColumns = useTaskColumns(found.outlet).filter((one) => one.key !== "firm")
  const ladder = useCollectionColumns().filter((one) => one.key !== "firm")
  const since = found.draws[0]?.requestedOn
  const lines = since ? found.timeline.filter((one) => cared.has(one.kind) && dayOf(one.at) >= since) : []
  return (
    <Columns>
      <Stack>
        <Panel
          title={t("tasks")}
          flush
          extra={isRunning(found.state) ? <AddVisit found={found} kind="periodic" /> : undefined}
        >
          <Grid
            label={t("tasks")}
            rows={found.tasks}
            rowKey={(r) => r.id}
            columns={taskColumns}
            empty={<Nothing text={t("noTasks")} />}
            dense
          />
        </Panel>
        <Panel title={t("ladder")} flush>
          <Grid
            label={t("ladder")}
            rows={found.collections}
            rowKey={(r) => r.id}
            columns={ladder}
            empty={<Nothing text={t("noLadder")} />}
            dense
          />
        </Panel>
      </Stack>
      <Stack>
        <Panel title={s("warnings")}>
          {found.warnings.length === 0 ? <Nothing text={t("noWarnings")} /> : <WarningList warnings={found.warnings} />}
        </Panel>
        <Panel title={t("timeline")}>
          <Timeline
            label={t("timeline")}
            empty={t("nothing")}
            entries={lines.slice(0, 40).map((one, i) => ({
              key: `${one.at}${i}`,
              at: one.at,
              who: one.who,
              title: groupAmounts(say(one)),
              tone: tones[one.kind as keyof typeof tones],
            }))}
          />
        </Panel>
      </Stack>
    </Columns>
  )
}
