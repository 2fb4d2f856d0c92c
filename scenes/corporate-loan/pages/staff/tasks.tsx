// After-loan tasks as a list, or as the month's calendar.
import { Button, Segmented } from "antd"
import { addDays, addMonths } from "#contract/products/loan"
import { useEndpoint } from "#ui/api"
import { dictionary, useSay } from "#ui/i18n"
import { To, useUrlValues } from "#ui/link"
import { Loaded, Page, Panel, Stack } from "#ui/page"
import { List } from "#ui/tables"
import { dayOf } from "#ui/timeline"
import { listTasks } from "../../contract.ts"
import { corporatePaths as paths } from "../paths.ts"
import { useSceneText } from "../words.ts"
import { useTaskColumns } from "./task-acts.tsx"
import "../corporate.css"

const useText = dictionary({
  list: ["列表", "List"],
  calendar: ["日历", "Calendar"],
  status: ["状态", "State"],
  kind: ["类别", "Kind"],
  use: ["用途检查", "Use"],
  periodic: ["定期检查", "Periodic"],
  progress: ["进度检查", "Progress"],
  reminder: ["到期提醒", "Reminder"],
  plan: ["处置方案", "Plan"],
  visit: ["预警回访", "Visit"],
  revalue: ["押品重估", "Revaluation"],
  papers: ["补交资料", "Papers"],
  none: ["没有任务。", "No tasks."],
  before: ["上月", "Month before"],
  after: ["下月", "Next month"],
  mon: ["一", "Mon"],
  tue: ["二", "Tue"],
  wed: ["三", "Wed"],
  thu: ["四", "Thu"],
  fri: ["五", "Fri"],
  sat: ["六", "Sat"],
  sun: ["日", "Sun"],
  month: ["{y} 年 {m} 月", "{y}-{m}"],
})

const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const
/** Monday is the first column. */
const columnOf = (on: string) => ((new Date(`${on}T00:00:00Z`).getUTCDay() + 6) % 7) + 1
const today = () => dayOf(new Date().toISOString())
const kinds = ["use", "periodic", "progress", "reminder", "plan", "visit", "revalue", "papers"] as const

export function TasksPage() {
  const t = useText()
  const s = useSceneText()
  const [{ view = "list" }, change] = useUrlValues()
  return (
    <Page
      title={s("tasks")}
      actions={
        <Segmented
          value={view}
          options={(["list", "calendar"] as const).map((value) => ({ value, label: t(value) }))}
          onChange={(next) => change({ view: next === "list" ? undefined : String(next) })}
        />
      }
    >
      {view === "calendar" ? <Month /> : <TaskList />}
    </Page>
  )
}

function TaskList() {
  const t = useText()
  const s = useSceneText()
  const columns = useTaskColumns()
  return (
    <List
      name="corporate-tasks"
      label={s("tasks")}
      endpoint={listTasks}
      filters={[
        {
          kind: "select",
          name: "open",
          label: t("status"),
          options: [
            { value: "true", label: s("open") },
            { value: "false", label: s("done") },
          ],
        },
        { kind: "select", name: "kind", label: t("kind"), options: kinds.map((value) => ({ value, label: t(value) })) },
      ]}
      columns={columns}
      rowKey={(r) => r.id}
      empty={{ text: t("none") }}
    />
  )
}

function Month() {
  const t = useText()
  const say = useSay()
  const [{ month = today().slice(0, 7) }, change] = useUrlValues()
  const first = `${month}-01`
  const next = addMonths(first, 1)
  const days: string[] = []
  for (let on = first; on < next; on = addDays(on, 1)) days.push(on)
  const query = useEndpoint(listTasks, { query: { from: first, to: days.at(-1)!, limit: 200 } }, { keepPrevious: true })
  const go = (to: string) => change({ month: to.slice(0, 7) })
  return (
    <Panel
      title={t("month", { y: month.slice(0, 4), m: Number(month.slice(5)) })}
      extra={
        <span className="co-acts">
          <Button size="small" onClick={() => go(addMonths(first, -1))}>
            {t("before")}
          </Button>
          <Button size="small" onClick={() => go(next)}>
            {t("after")}
          </Button>
        </span>
      }
    >
      <Loaded query={query} rows={6}>
        {({ items }) => (
          <Stack>
            <ol className="co-calendar">
              {weekdays.map((day) => (
                <li key={day} className="co-weekday hs-muted hs-small" aria-hidden>
                  {t(day)}
                </li>
              ))}
              {days.map((on, at) => {
                const due = items.filter((one) => one.dueOn === on)
                return (
                  <li
                    key={on}
                    style={at === 0 ? { gridColumnStart: columnOf(on) } : undefined}
                    data-today={on === today()}
                    data-empty={due.length === 0}
                  >
                    <span className="hs-muted hs-small">{on.slice(8)}</span>
                    {due.map((one) => (
                      <To
                        key={one.id}
                        href={paths.case(one.caseId, "care")}
                        className={one.doneOn ? "hs-muted hs-small" : "hs-small"}
                      >
                        {one.partyName} {say(one)}
                      </To>
                    ))}
                  </li>
                )
              })}
            </ol>
          </Stack>
        )}
      </Loaded>
    </Panel>
  )
}
