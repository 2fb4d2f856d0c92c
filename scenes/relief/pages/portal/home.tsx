// For a firm in difficulty: which of its loans it can ask help for, and how far its requests are.
import { useEndpoint } from "#ui/api"
import { Action } from "#ui/action"
import { dictionary } from "#ui/i18n"
import { To, useGo } from "#ui/link"
import { Money } from "#ui/money"
import { Loaded, Nothing, Page, Pairs, Panel, Stack } from "#ui/page"
import { StateTag } from "#ui/states"
import { portalReliefCases, portalReliefLoans } from "../../contract.ts"
import { reliefPaths as paths } from "../paths.ts"
import { stateTone, useReliefText } from "../words.ts"

const useText = dictionary({
  title: ["有困难？", "In difficulty?"],
  intro: [
    "还款有困难，早说早有办法。可申请续贷、展期、推迟还款或重新安排；到期前提出，选择最多。",
    "If paying is hard, say so early: renewal, a later date, moved instalments or a new arrangement.",
  ],
  loans: ["我的贷款", "My loans"],
  cases: ["我的申请", "My requests"],
  ask: ["申请纾困", "Ask for help"],
  see: ["查看进度", "See progress"],
  noLoans: ["没有未还清的贷款。", "No loan is outstanding."],
  noCases: ["还没有申请。", "No requests yet."],
  next: ["下一步", "Next"],
})

export function PortalReliefPage() {
  const t = useText()
  return (
    <Page title={t("title")} intro={t("intro")} narrow>
      <Stack>
        <Cases />
        <Loans />
      </Stack>
    </Page>
  )
}

function Cases() {
  const t = useText()
  const s = useReliefText()
  const query = useEndpoint(portalReliefCases)
  return (
    <Panel title={t("cases")}>
      <Loaded query={query} rows={2}>
        {({ items }) => (
          <ul className="hs-plain">
            {items.length === 0 ? <Nothing text={t("noCases")} /> : null}
            {items.map((one) => (
              <li key={one.id}>
                <span>
                  <To href={paths.portalCase(one.id)}>{one.caseNo}</To> · {s("loanNo")} {one.loanNo}
                  <div className="hs-muted hs-small">
                    {t("next")}：{s.lang === "zh" ? one.nextZh : one.nextEn}
                  </div>
                </span>
                <StateTag tone={stateTone(one.state)}>{s.lang === "zh" ? one.statusZh : one.statusEn}</StateTag>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Panel>
  )
}

function Loans() {
  const t = useText()
  const s = useReliefText()
  const go = useGo()
  const query = useEndpoint(portalReliefLoans)
  return (
    <Panel title={t("loans")}>
      <Loaded query={query} rows={3}>
        {({ items }) => (
          <Stack>
            {items.length === 0 ? <Nothing text={t("noLoans")} /> : null}
            {items.map((one) => (
              <section key={one.loanNo}>
                <Pairs
                  columns={4}
                  items={[
                    { label: s("loanNo"), value: one.loanNo },
                    { label: s("balance"), value: <Money value={one.outstanding} unit /> },
                    { label: s("matures"), value: one.maturesOn },
                    {
                      label: s("daysLeft"),
                      value:
                        one.overdueDays > 0 ? (
                          <StateTag tone="bad">{s("overdue", { n: one.overdueDays })}</StateTag>
                        ) : (
                          s("days", { n: one.daysLeft })
                        ),
                    },
                  ]}
                />
                <div style={{ marginTop: 8 }}>
                  {one.caseId ? (
                    <Action label={t("see")} run={() => go(paths.portalCase(one.caseId!))} />
                  ) : (
                    <Action label={t("ask")} kind="primary" run={() => go(paths.portalAsk(one.loanNo))} />
                  )}
                </div>
              </section>
            ))}
          </Stack>
        )}
      </Loaded>
    </Panel>
  )
}
