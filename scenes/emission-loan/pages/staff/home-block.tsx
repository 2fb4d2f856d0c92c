// On the start page: the pipeline as a funnel, value against outstanding, and what ends soon.
import { useEndpoint } from "#ui/api"
import { Bars } from "#ui/charts"
import { dictionary, useSay } from "#ui/i18n"
import { To } from "#ui/link"
import { Money } from "#ui/money"
import { Figure, Figures, Loaded, Nothing, Panel } from "#ui/page"
import { StateTag } from "#ui/states"
import { expiryCalendar, pipeline } from "../../contract.ts"
import { stateTitles } from "../../states.ts"
import { emissionPaths as paths } from "../paths.ts"
import { severityTones, useSceneText } from "../words.ts"
import { useExpiryText } from "./expiry-words.ts"

const useText = dictionary({
  pipeline: ["排污权贷款：各步骤笔数", "Emission-right loans by step"],
  overdue: ["逾期欠款（{n} 笔）", "Late ({n} loans)"],
  marginCalls: ["补充担保未了结", "Open margin calls"],
  step: ["步骤", "Step"],
  cases: ["笔数", "Cases"],
  open: ["看板", "Pipeline"],
  soon: ["即将到期", "Ending soon"],
  all: ["全部", "All"],
  none: ["90 天内没有到期事项。", "Nothing ends within 90 days."],
  noCases: ["还没有业务。", "No cases yet."],
})

export function HomeBlock() {
  const t = useText()
  const s = useSceneText()
  const say = useSay()
  const query = useEndpoint(pipeline)
  return (
    <>
      <Loaded query={query} rows={2}>
        {(board) => (
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
            <Figure
              label={t("marginCalls")}
              value={board.marginCalls}
              href={paths.cases("margin_call")}
              tone={board.marginCalls ? "bad" : undefined}
            />
          </Figures>
        )}
      </Loaded>
      <Panel title={t("pipeline")} extra={<To href={paths.board()}>{t("open")}</To>}>
        <Loaded query={query}>
          {({ states }) => {
            const shown = states.filter((one) => one.cases > 0)
            if (shown.length === 0) return <Nothing text={t("noCases")} />
            return (
              <Bars
                title={t("pipeline")}
                labelTitle={t("step")}
                valueTitle={t("cases")}
                items={shown.map((one) => ({
                  label: say(stateTitles[one.state]),
                  value: String(one.cases),
                  tone: stateTitles[one.state].group === "trouble" ? ("bad" as const) : ("primary" as const),
                }))}
              />
            )
          }}
        </Loaded>
      </Panel>
      <Soon />
    </>
  )
}

function Soon() {
  const t = useText()
  const e = useExpiryText()
  const query = useEndpoint(expiryCalendar, { query: { days: 90 } })
  return (
    <Panel title={t("soon")} extra={<To href={paths.calendar()}>{t("all")}</To>}>
      <Loaded query={query} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing text={t("none")} />
          ) : (
            <ul className="hs-plain">
              {items.slice(0, 6).map((one) => (
                <li key={`${one.what}${one.number}${one.on}`}>
                  <span>
                    {one.caseId ? <To href={paths.case(one.caseId)}>{one.partyName}</To> : one.partyName}
                    <div className="hs-muted hs-small">
                      {e(one.what)} {one.number} · {one.on}
                    </div>
                  </span>
                  <StateTag tone={one.severity ? severityTones[one.severity] : "neutral"}>
                    {e(one.daysLeft < 0 ? "past" : "left", { n: Math.abs(one.daysLeft) })}
                  </StateTag>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  )
}
