// Observation calendar: whose clock ends when, what is due next, and who started again after a miss.
import { useEndpoint } from "#ui/api"
import { dictionary, useSay } from "#ui/i18n"
import { Money } from "#ui/money"
import { Loaded, Nothing, Page, Panel } from "#ui/page"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import { calendar } from "../../contract.ts"
import { stateTitles } from "../../states.ts"
import { reliefPaths as paths } from "../paths.ts"
import { classTone, stateTone, useReliefText } from "../words.ts"

const useText = dictionary({
  intro: [
    "重组贷款自首个约定还款日起观察，至少两期且满一年；期间一次未按约还款，从那天重新计算。",
    "Restructured notes are watched from their first agreed payment: two periods and a year at least; a miss starts it again.",
  ],
  from: ["起算日", "From"],
  next: ["下次还款", "Next payment"],
  again: ["{n} 次", "{n}"],
  none: ["没有观察期内的贷款。", "Nothing under observation."],
})

export function CalendarPage() {
  const t = useText()
  const s = useReliefText()
  const say = useSay()
  const query = useEndpoint(calendar, { query: {} })
  return (
    <Page title={s("calendar")} intro={t("intro")}>
      <Loaded query={query} rows={6}>
        {({ items }) => (
          <Panel flush>
            <Grid
              label={s("calendar")}
              rows={items}
              rowKey={(r) => r.id}
              href={(r) => paths.case(r.id)}
              empty={<Nothing text={t("none")} />}
              columns={[
                { key: "firm", title: s("firm"), render: (r) => r.partyName, phone: "title" },
                { key: "loan", title: s("loanNo"), render: (r) => r.loanNo, nowrap: true },
                {
                  key: "state",
                  title: s("state"),
                  phone: "tag",
                  render: (r) => <StateTag tone={stateTone(r.state)}>{say(stateTitles[r.state])}</StateTag>,
                },
                { key: "from", title: t("from"), render: (r) => r.from, nowrap: true },
                { key: "until", title: s("observation"), render: (r) => r.until, nowrap: true },
                {
                  key: "left",
                  title: s("daysLeft"),
                  align: "right",
                  render: (r) => s("days", { n: Math.max(0, r.daysLeft) }),
                },
                {
                  key: "restarts",
                  title: s("restarts"),
                  render: (r) => (r.restarts ? <StateTag tone="bad">{t("again", { n: r.restarts })}</StateTag> : "—"),
                },
                {
                  key: "next",
                  title: t("next"),
                  align: "right",
                  render: (r) => (
                    <>
                      {r.nextDue ?? "—"} {r.nextAmount ? <Money value={r.nextAmount} /> : null}
                    </>
                  ),
                },
                {
                  key: "class",
                  title: s("class"),
                  render: (r) => <StateTag tone={classTone(r.riskClass)}>{s(r.riskClass)}</StateTag>,
                },
              ]}
            />
          </Panel>
        )}
      </Loaded>
    </Page>
  )
}
