// On a customer's page: the company loans of this firm.
import { Action } from "#ui/action"
import { useEndpoint } from "#ui/api"
import { dictionary } from "#ui/i18n"
import { useGo } from "#ui/link"
import { Loaded, Nothing, Panel } from "#ui/page"
import { useNotAllowed } from "#ui/session"
import { Grid } from "#ui/tables"
import { listCases } from "../../contract.ts"
import { corporatePaths as paths } from "../paths.ts"
import { useSceneText } from "../words.ts"
import { useCaseColumns } from "./cases.tsx"

const useText = dictionary({ none: ["这家客户还没有公司贷款业务。", "No company loans yet."] })

export function CustomerBlock({ partyId }: { partyId: string }) {
  const t = useText()
  const s = useSceneText()
  const go = useGo()
  const notAllowed = useNotAllowed()
  const cases = useEndpoint(listCases, { query: { partyId } })
  const columns = useCaseColumns().filter((column) => column.key !== "firm" && !column.hidden)
  return (
    <Panel
      title={s("scene")}
      flush
      extra={
        <Action
          label={s("newCase")}
          disabledReason={notAllowed("corporate-loan.apply")}
          run={() => go(paths.newCase(partyId))}
        />
      }
    >
      <Loaded query={cases} rows={3}>
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
