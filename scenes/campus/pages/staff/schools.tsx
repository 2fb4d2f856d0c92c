// The branch's schools: pupils inside, float, what merchants get tonight, devices that went quiet.
import { api, useEndpoint } from "#ui/api"
import { DateField, DialogAction, MoneyField, SelectField, TextField } from "#ui/forms"
import { dictionary } from "#ui/i18n"
import { Money } from "#ui/money"
import { Loaded, Nothing, Page, Panel } from "#ui/page"
import { useNotAllowed, useOutlets } from "#ui/session"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import { listSchools, openSchoolEndpoint } from "../../contract.ts"
import { campusPaths as paths } from "../paths.ts"

const useText = dictionary({
  title: ["合作学校", "Schools"],
  school: ["学校", "School"],
  outlet: ["网点", "Outlet"],
  pupils: ["学生 / 在校", "Pupils / inside"],
  float: ["沉淀资金", "Float"],
  arrears: ["欠款", "Arrears"],
  due: ["商户待结算", "Due to merchants"],
  devices: ["设备", "Devices"],
  quiet: ["{n} 台离线", "{n} quiet"],
  fine: ["全部在线", "All heard of"],
  open: ["开通学校", "Open a school"],
  partyId: ["客户编号", "Customer id"],
  partyHint: ["学校客户页地址中的编号。", "As in the address of the customer's page."],
  code: ["简称代码", "Code"],
  account: ["结算账号", "Account"],
  bell: ["打铃", "Bell"],
  closes: ["放学", "Closes"],
  from: ["学期起", "Term from"],
  to: ["学期止", "Term to"],
  deposit: ["卡押金", "Card deposit"],
  none: ["还没有学校；先为学校开立账户，再在这里开通。", "No schools yet."],
})

interface Values {
  partyId: string
  code: string
  name: string
  outlet: string
  accountNo: string
  bell: string
  closes: string
  termFrom: string
  termTo: string
  cardDeposit: string
}

export function SchoolsPage() {
  const t = useText()
  const { nameOf, options } = useOutlets()
  const denied = useNotAllowed()
  const query = useEndpoint(listSchools, {}, { refreshMs: 30_000 })
  const open = (
    <DialogAction<Values, unknown>
      name="open-school"
      label={t("open")}
      kind="primary"
      disabledReason={denied("campus.open")}
      submitLabel={t("open")}
      initial={{ bell: "07:40", closes: "17:20", cardDeposit: "15.00" }}
      submit={(body, idempotencyKey) => api(openSchoolEndpoint, { body, idempotencyKey })}
    >
      <TextField name="name" label={t("school")} required max={60} />
      <TextField name="partyId" label={t("partyId")} required hint={t("partyHint")} />
      <TextField name="code" label={t("code")} required max={20} />
      <SelectField name="outlet" label={t("outlet")} required options={options} />
      <TextField name="accountNo" label={t("account")} required />
      <TextField name="bell" label={t("bell")} required max={5} />
      <TextField name="closes" label={t("closes")} required max={5} />
      <DateField name="termFrom" label={t("from")} required />
      <DateField name="termTo" label={t("to")} required />
      <MoneyField name="cardDeposit" label={t("deposit")} required />
    </DialogAction>
  )
  return (
    <Page title={t("title")} actions={open}>
      <Panel flush>
        <Loaded query={query}>
          {({ items }) => (
            <Grid
              label={t("title")}
              rows={items}
              rowKey={(r) => r.id}
              href={(r) => paths.school(r.id)}
              empty={<Nothing text={t("none")} />}
              columns={[
                { key: "name", title: t("school"), phone: "title", render: (r) => r.name },
                { key: "outlet", title: t("outlet"), render: (r) => nameOf(r.outlet) },
                { key: "pupils", title: t("pupils"), align: "right", render: (r) => `${r.pupils} / ${r.inside}` },
                { key: "float", title: t("float"), align: "right", render: (r) => <Money value={r.float} /> },
                { key: "arrears", title: t("arrears"), align: "right", render: (r) => <Money value={r.arrears} /> },
                { key: "due", title: t("due"), align: "right", render: (r) => <Money value={r.due} /> },
                {
                  key: "devices",
                  title: t("devices"),
                  phone: "tag",
                  render: (r) =>
                    r.staleDevices > 0 ? (
                      <StateTag tone="warn">{t("quiet", { n: r.staleDevices })}</StateTag>
                    ) : (
                      <StateTag tone="good">{t("fine")}</StateTag>
                    ),
                },
              ]}
            />
          )}
        </Loaded>
      </Panel>
    </Page>
  )
}
