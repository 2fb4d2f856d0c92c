// On the start page: balance, arrears, red warnings and due tasks of company loans, each leading to its list.
import { useEndpoint } from "#ui/api"
import { dictionary } from "#ui/i18n"
import { To } from "#ui/link"
import { Money } from "#ui/money"
import { Figure, Figures, Loaded, Panel } from "#ui/page"
import { pipeline } from "../../contract.ts"
import { corporatePaths as paths } from "../paths.ts"
import { useSceneText } from "../words.ts"

const useText = dictionary({
  overdue: ["逾期欠款（{n} 笔）", "Late ({n} loans)"],
  red: ["红色预警", "Red warnings"],
  late: ["到期任务", "Tasks due"],
  open: ["看板", "Pipeline"],
})

export function HomeBlock() {
  const t = useText()
  const s = useSceneText()
  const query = useEndpoint(pipeline, { query: {} })
  return (
    <Panel title={s("scene")} extra={<To href={paths.board()}>{t("open")}</To>}>
      <Loaded query={query} rows={2}>
        {(board) => (
          <Figures>
            <Figure
              label={s("outstanding")}
              value={<Money value={board.outstanding} wan />}
              href={paths.reports("classes")}
            />
            <Figure
              label={t("overdue", { n: board.overdueLoans })}
              value={<Money value={board.overdue} wan />}
              href={paths.collections("true")}
              tone={board.overdueLoans ? "bad" : undefined}
            />
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
        )}
      </Loaded>
    </Panel>
  )
}
