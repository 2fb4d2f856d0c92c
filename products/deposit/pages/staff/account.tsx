// One corporate account at the counter: money in and out, statement and receipts, interest, closing.
import { Tabs } from "antd"
import { useEndpoint } from "#ui/api"
import { dictionary } from "#ui/i18n"
import { useParam } from "#ui/link"
import { Loaded, Page, Stack } from "#ui/page"
import { kernelPaths } from "#ui/paths"
import { useMe } from "#ui/session"
import { StateTag } from "#ui/states"
import { getDeposit } from "../../contract.ts"
import { DepositHead } from "../head.tsx"
import { Settlements } from "../interest.tsx"
import { Statement } from "../statement.tsx"
import { useDepositText } from "../words.ts"
import { DepositActions } from "./actions.tsx"

const useText = dictionary({
  customers: ["客户", "Customers"],
  statement: ["对账单与回单", "Statement and receipts"],
  interest: ["结息", "Interest"],
})

export function DepositPage() {
  const t = useText()
  const w = useDepositText()
  const accountNo = useParam("no")
  const me = useMe()
  const query = useEndpoint(getDeposit, { params: { accountNo } })
  return (
    <Loaded query={query} rows={8}>
      {(deposit) => (
        <Page
          title={deposit.holder}
          crumbs={[
            { label: t("customers"), href: kernelPaths.customers() },
            { label: deposit.holder, href: kernelPaths.customer(deposit.partyId) },
          ]}
          tag={<StateTag tone={deposit.state === "open" ? "good" : "neutral"}>{w(deposit.state)}</StateTag>}
          actions={deposit.state === "open" ? <DepositActions deposit={deposit} /> : undefined}
        >
          <Stack>
            <DepositHead deposit={deposit} />
            <Tabs
              items={[
                {
                  key: "statement",
                  label: t("statement"),
                  children: <Statement accountNo={accountNo} today={me?.accountingDate ?? deposit.openedOn} />,
                },
                {
                  key: "interest",
                  label: t("interest"),
                  children: <Settlements settlements={deposit.settlements} />,
                },
              ]}
            />
          </Stack>
        </Page>
      )}
    </Loaded>
  )
}
