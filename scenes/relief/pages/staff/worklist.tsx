// The relief desk's day: arrears first, then the notes with the fewest days left; each line leads to its case.
import { useEndpoint } from "#ui/api"
import { dictionary } from "#ui/i18n"
import { Money } from "#ui/money"
import { Figure, Figures, Loaded, Nothing, Page, Panel, Stack } from "#ui/page"
import { Grid } from "#ui/tables"
import { worklist } from "../../contract.ts"
import { reliefPaths as paths } from "../paths.ts"
import { useReliefText } from "../words.ts"
import { OpenCase, useCaseColumns } from "./cases.tsx"

const useText = dictionary({
  intro: [
    "贷款到期前 60 天和逾期当晚自动提示。先联系，再受理，越早办法越多。",
    "Signalled sixty days before maturity and on the night of arrears. Speak to the firm early.",
  ],
  signalled: ["待联系", "To contact"],
  underWay: ["办理中", "Under way"],
  waiting: ["待审批", "Waiting for approval"],
  observed: ["观察期内", "Under observation"],
  balance: ["已纾困余额", "Balance relieved"],
  todo: ["待办", "To do"],
  none: ["没有待办的纾困业务。", "Nothing to do."],
})

export function WorklistPage() {
  const t = useText()
  const s = useReliefText()
  const query = useEndpoint(worklist, { query: {} })
  const columns = useCaseColumns()
  return (
    <Page title={s("worklist")} intro={t("intro")} actions={<OpenCase />}>
      <Loaded query={query} rows={8}>
        {(data) => (
          <Stack>
            <Figures>
              <Figure
                label={t("signalled")}
                value={data.signalled}
                href={paths.cases("signalled")}
                tone={data.signalled ? "warn" : undefined}
              />
              <Figure label={t("underWay")} value={data.underWay} />
              <Figure label={t("waiting")} value={data.waitingApproval} href={paths.cases("assessed")} />
              <Figure label={t("observed")} value={data.observed} href={paths.calendar()} />
              <Figure label={t("balance")} value={<Money value={data.balance} wan />} href={paths.reports("tools")} />
            </Figures>
            <Panel title={t("todo")} flush>
              <Grid
                label={t("todo")}
                rows={data.items}
                rowKey={(r) => r.id}
                href={(r) => paths.case(r.id)}
                columns={columns.filter((one) => !one.hidden && one.key !== "tool")}
                empty={<Nothing text={t("none")} />}
              />
            </Panel>
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}
