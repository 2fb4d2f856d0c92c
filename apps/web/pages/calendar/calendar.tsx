// Holidays and make-up working days of a year, month by month. A year not yet announced says so.
import { Alert, Segmented } from "antd"
import { calendarDays } from "#contract/kernel/calendar"
import { useEndpoint } from "#ui/api"
import { dictionary } from "#ui/i18n"
import { useUrlValues } from "#ui/link"
import { Loaded, Page, Panel } from "#ui/page"
import { useMe } from "#ui/session"
import { monthGrid } from "./month-grid.ts"
import "./calendar.css"

const useText = dictionary({
  title: ["日历", "Calendar"],
  unannounced: [
    "国务院尚未公布该年放假安排，暂按周末休息计算，公布后更新。",
    "The holidays of this year are not announced; weekends are assumed until they are.",
  ],
  month: ["{n} 月", "Month {n}"],
  off: ["休", "off"],
  work: ["班", "work"],
  legend: ["休 = 放假，班 = 调休上班", "off = holiday, work = make-up day"],
})

const weekdays = { zh: ["一", "二", "三", "四", "五", "六", "日"], en: ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"] }

export function CalendarPage() {
  const t = useText()
  const me = useMe()
  const [{ year }, change] = useUrlValues()
  const thisYear = Number((me?.accountingDate ?? "2026").slice(0, 4))
  const shown = Number(year ?? thisYear)
  const query = useEndpoint(calendarDays, { params: { year: shown } })
  const years = [thisYear - 1, thisYear, thisYear + 1]
  return (
    <Page
      title={t("title")}
      intro={t("legend")}
      actions={
        <Segmented
          value={shown}
          onChange={(next) => change({ year: String(next) })}
          options={years.map((value) => ({ value, label: String(value) }))}
        />
      }
    >
      <Loaded query={query}>
        {(data) => {
          const named = new Map(data.days.map((day) => [day.day, day]))
          return (
            <>
              {data.announced ? null : (
                <Alert type="warning" showIcon title={t("unannounced")} style={{ marginBottom: 16 }} />
              )}
              <div className="hs-year">
                {Array.from({ length: 12 }, (_, i) => (
                  <Panel key={i} title={t("month", { n: i + 1 })}>
                    <Month year={shown} month={i + 1} named={named} today={me?.accountingDate} />
                  </Panel>
                ))}
              </div>
            </>
          )
        }}
      </Loaded>
    </Page>
  )
}

interface MonthProps {
  year: number
  month: number
  named: ReadonlyMap<string, { work: boolean; name: string | null }>
  today?: string | undefined
}

function Month({ year, month, named, today }: MonthProps) {
  const t = useText()
  return (
    <table className="hs-month">
      <thead>
        <tr>
          {weekdays[t.lang].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {monthGrid(year, month).map((week, i) => (
          <tr key={i}>
            {week.map((day, j) => {
              const known = day ? named.get(day) : undefined
              const weekend = j > 4
              const works = known ? known.work : !weekend
              return (
                <td
                  key={j}
                  data-off={day ? !works : undefined}
                  data-today={day === today}
                  title={known?.name ?? undefined}
                >
                  {day ? Number(day.slice(8)) : ""}
                  {known && known.work === weekend ? <sup>{t(known.work ? "work" : "off")}</sup> : null}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
