// The organisations the branch collects for, and opening another.
import { api, useEndpoint } from "#ui/api"
import { DialogAction, PickerField, SelectField, TextField, WholeField } from "#ui/forms"
import { dictionary } from "#ui/i18n"
import { Money } from "#ui/money"
import { Loaded, Nothing, Page, Panel } from "#ui/page"
import { useMay, useOutlets } from "#ui/session"
import { Grid } from "#ui/tables"
import { listParties } from "#contract/kernel/party"
import { listOrgs, openOrgEndpoint } from "../../contract.ts"
import type { CodeRule } from "../../model.ts"
import { collectionPaths as paths } from "../paths.ts"
import { useCollectionText } from "../words.ts"

const useText = dictionary({
  open: ["开通单位", "Open an organisation"],
  party: ["单位（客户）", "Organisation (customer)"],
  account: ["结算账号", "Settlement account"],
  fee: ["手续费（万分之）", "Fee in hundredths of a per cent"],
  rule: ["转账匹配", "Transfers"],
  loose: ["先缴最早的，余款转预存", "Oldest first, the rest kept ahead"],
  strict: ["金额须与账单相符", "Only the exact sum"],
  none: ["还没有收费单位。", "No organisation collects here yet."],
  payers: ["缴费户", "Payers"],
  openBills: ["待缴（张）", "Open bills"],
  openSum: ["待缴本金（元）", "Open principal (CNY)"],
  month: ["本月已缴（元）", "Paid this month (CNY)"],
  outlet: ["网点", "Outlet"],
})

interface Values {
  partyId: string
  settlementAccountNo: string
  feeBp: string
  codeRule: CodeRule
}

const findParties = async (text: string) => {
  const page = await api(listParties, { query: { text: text || undefined, limit: 20 } })
  return page.items.map((one) => ({ value: one.id, label: one.name, detail: one.uscc ?? "" }))
}

export function OrgsPage() {
  const t = useText()
  const w = useCollectionText()
  const may = useMay()
  const { nameOf } = useOutlets()
  const query = useEndpoint(listOrgs)
  return (
    <Page title={w("collection")} actions={may("collection.open") ? <OpenOrg /> : undefined}>
      <Panel flush>
        <Loaded query={query}>
          {(rows) => (
            <Grid
              label={w("orgs")}
              rows={rows}
              rowKey={(r) => r.id}
              href={(r) => paths.org(r.id)}
              empty={<Nothing text={t("none")} />}
              columns={[
                { key: "name", title: w("org"), render: (r) => r.name },
                { key: "outlet", title: t("outlet"), render: (r) => nameOf(r.outlet) },
                { key: "payers", title: t("payers"), render: (r) => r.payers, align: "right" },
                { key: "open", title: t("openBills"), render: (r) => r.openBills, align: "right" },
                { key: "sum", title: t("openSum"), render: (r) => <Money value={r.openPrincipal} />, align: "right" },
                {
                  key: "month",
                  title: t("month"),
                  render: (r) => <Money value={r.paidThisMonth} strong />,
                  align: "right",
                },
              ]}
            />
          )}
        </Loaded>
      </Panel>
    </Page>
  )
}

function OpenOrg() {
  const t = useText()
  return (
    <DialogAction<Values, unknown>
      name="open-org"
      label={t("open")}
      kind="primary"
      submitLabel={t("open")}
      initial={{ feeBp: "38", codeRule: "loose" }}
      submit={({ feeBp, ...body }, idempotencyKey) =>
        api(openOrgEndpoint, { body: { ...body, feeBp: Number(feeBp) }, idempotencyKey })
      }
    >
      <PickerField name="partyId" label={t("party")} required find={findParties} />
      <TextField name="settlementAccountNo" label={t("account")} required max={32} />
      <WholeField name="feeBp" label={t("fee")} required />
      <SelectField
        name="codeRule"
        label={t("rule")}
        required
        options={(["loose", "strict"] as const).map((value) => ({ value, label: t(value) }))}
      />
    </DialogAction>
  )
}
