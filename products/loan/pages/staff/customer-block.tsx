// On a customer's page: all notes of this customer, whichever scene they come from.
import { useEndpoint } from "#ui/api"
import { dictionary } from "#ui/i18n"
import { Loaded, Nothing, Panel } from "#ui/page"
import { Grid } from "#ui/tables"
import { findLoans } from "../../contract.ts"
import { loanPaths as paths } from "../paths.ts"
import { useLoanColumns } from "./loans.tsx"

const useText = dictionary({
  title: ["借据", "Loan notes"],
  none: ["这家客户还没有贷款。", "No loans yet."],
})

export function CustomerLoans({ partyId }: { partyId: string }) {
  const t = useText()
  const query = useEndpoint(findLoans, { query: { partyId } })
  const columns = useLoanColumns().filter((column) => column.key !== "party" && !column.hidden)
  return (
    <Panel title={t("title")} flush>
      <Loaded query={query} rows={3}>
        {({ items }) => (
          <Grid
            label={t("title")}
            rows={items}
            rowKey={(r) => r.loanNo}
            href={(r) => paths.loan(r.loanNo)}
            columns={columns}
            empty={<Nothing text={t("none")} />}
          />
        )}
      </Loaded>
    </Panel>
  )
}
