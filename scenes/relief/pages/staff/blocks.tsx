// What relief shows on pages of the house: a customer's cases, and the day's signals on the start page.
import { useEndpoint } from "#ui/api"
import { dictionary } from "#ui/i18n"
import { To } from "#ui/link"
import { Figure, Figures, Loaded, Nothing, Panel } from "#ui/page"
import { Grid } from "#ui/tables"
import { listCases, worklist } from "../../contract.ts"
import { reliefPaths as paths } from "../paths.ts"
import { useReliefText } from "../words.ts"
import { useCaseColumns } from "./cases.tsx"

const useText = dictionary({
  none: ["这家客户没有纾困业务。", "No relief cases."],
  signalled: ["待联系", "To contact"],
  underWay: ["办理中", "Under way"],
  waiting: ["待审批", "Waiting"],
  observed: ["观察期内", "Observed"],
  open: ["工作台", "Worklist"],
})

export function CustomerRelief({ partyId }: { partyId: string }) {
  const t = useText()
  const s = useReliefText()
  const query = useEndpoint(listCases, { query: { partyId } })
  const columns = useCaseColumns().filter((one) => !one.hidden && one.key !== "firm")
  return (
    <Panel title={s("scene")} flush>
      <Loaded query={query} rows={2}>
        {({ items }) => (
          <Grid
            label={s("scene")}
            rows={items}
            rowKey={(r) => r.id}
            href={(r) => paths.case(r.id)}
            columns={columns}
            empty={<Nothing text={t("none")} />}
          />
        )}
      </Loaded>
    </Panel>
  )
}

export function HomeRelief() {
  const t = useText()
  const s = useReliefText()
  const query = useEndpoint(worklist, { query: {} })
  return (
    <Panel title={s("scene")} extra={<To href={paths.worklist()}>{t("open")}</To>}>
      <Loaded query={query} rows={2}>
        {(data) => (
          <Figures>
            <Figure
              label={t("signalled")}
              value={data.signalled}
              href={paths.cases("signalled")}
              tone={data.signalled ? "warn" : undefined}
            />
            <Figure label={t("underWay")} value={data.underWay} href={paths.worklist()} />
            <Figure label={t("waiting")} value={data.waitingApproval} href={paths.cases("assessed")} />
            <Figure label={t("observed")} value={data.observed} href={paths.calendar()} />
          </Figures>
        )}
      </Loaded>
    </Panel>
  )
}
