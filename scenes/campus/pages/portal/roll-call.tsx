// Roll call: marks are prepared from gate and leave, the teacher changes what the eye says otherwise.
import { App, Radio, Select } from "antd"
import { useState } from "react"
import { Action } from "#ui/action"
import { api, sentence, useEndpoint } from "#ui/api"
import { dictionary, useSay } from "#ui/i18n"
import { Loaded, Nothing, Page, Panel } from "#ui/page"
import { moment } from "#ui/timeline"
import { type Mark, marks, markTitles } from "../../model.ts"
import { listClasses, prepareRoll, takeRollEndpoint } from "../../portal-contract.ts"
import { useCampusText } from "../words.ts"

const useText = dictionary({
  title: ["点名", "Roll call"],
  pickClass: ["班级", "Class"],
  period: ["时段", "Period"],
  submit: ["提交点名", "Submit"],
  taken: ["{who} 于 {at} 点过名，可以更正后再提交。", "Taken by {who} at {at}; correct and submit again."],
  done: ["已提交", "Submitted"],
  noClass: ["您没有负责的班级。", "You have no class."],
  sum: [
    "到 {present}　迟到 {late}　请假 {leave}　缺 {missing}",
    "present {present}, late {late}, leave {leave}, missing {missing}",
  ],
})

const periods = ["早读", "上午", "下午", "晚自习", "晚寝"]

export function RollCallPage() {
  const t = useText()
  const query = useEndpoint(listClasses)
  const [classId, setClassId] = useState<string | null>(null)
  const [period, setPeriod] = useState(periods[0]!)
  return (
    <Page title={t("title")} narrow>
      <Loaded query={query}>
        {({ items }) => {
          const chosen = classId ?? items[0]?.id
          if (!chosen) return <Nothing text={t("noClass")} />
          return (
            <>
              <div className="hs-filters" style={{ marginBottom: 12 }}>
                <Select
                  aria-label={t("pickClass")}
                  value={chosen}
                  style={{ minWidth: 140 }}
                  options={items.map((one) => ({ value: one.id, label: one.title }))}
                  onChange={setClassId}
                />
                <Select
                  aria-label={t("period")}
                  value={period}
                  style={{ minWidth: 110 }}
                  options={periods.map((value) => ({ value, label: value }))}
                  onChange={setPeriod}
                />
              </div>
              <Roll key={`${chosen}-${period}`} classId={chosen} period={period} />
            </>
          )
        }}
      </Loaded>
    </Page>
  )
}

function Roll({ classId, period }: { classId: string; period: string }) {
  const t = useText()
  const w = useCampusText()
  const say = useSay()
  const { message } = App.useApp()
  const query = useEndpoint(prepareRoll, { query: { classId, period } })
  const [changed, setChanged] = useState<Record<string, Mark>>({})
  return (
    <Loaded query={query} rows={10}>
      {(roll) => {
        const rows = roll.marks.map((one) => ({ ...one, mark: changed[one.personId] ?? one.mark }))
        const count = (mark: Mark) => rows.filter((one) => one.mark === mark).length
        const submit = async () => {
          try {
            const body = { classId, period, marks: rows.map(({ personId, mark }) => ({ personId, mark })) }
            await api(takeRollEndpoint, { body })
            message.success(t("done"))
            await query.refetch()
          } catch (error) {
            message.error(sentence(error))
          }
        }
        return (
          <Panel
            title={`${roll.classTitle} · ${roll.day} · ${period}`}
            note={roll.taken ? t("taken", { who: roll.taken.taker, at: moment(roll.taken.at) }) : undefined}
            extra={<Action label={t("submit")} kind="primary" run={submit} />}
          >
            <p>
              {t("sum", {
                present: count("present"),
                late: count("late"),
                leave: count("leave"),
                missing: count("missing"),
              })}
            </p>
            {rows.length === 0 ? <Nothing text={w("none")} /> : null}
            <ul className="hs-plain">
              {rows.map((one) => (
                <li key={one.personId} style={{ flexWrap: "wrap" }}>
                  <span>
                    {one.name} <span className="hs-muted hs-small">{one.number}</span>
                  </span>
                  <Radio.Group
                    aria-label={one.name}
                    size="small"
                    optionType="button"
                    value={one.mark}
                    options={marks.map((value) => ({ value, label: say(markTitles[value]) }))}
                    onChange={(event) => setChanged({ ...changed, [one.personId]: event.target.value as Mark })}
                  />
                </li>
              ))}
            </ul>
          </Panel>
        )
      }}
    </Loaded>
  )
}
