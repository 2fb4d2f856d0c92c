// Opening a customer: what the law asks to know, nothing more. The server checks the digits of codes and numbers.
import { useState } from "react"
import { createParty } from "#contract/kernel/party"
import { api } from "#ui/api"
import { DateField, FormShell, SelectField, TextField } from "#ui/forms"
import { dictionary } from "#ui/i18n"
import { useGo } from "#ui/link"
import { Page, Panel, Stack } from "#ui/page"
import { useMe, useOutlets } from "#ui/session"
import { paths } from "../../paths.ts"
import { partyKinds, type PartyKind, partySizes, type PartySize, useCustomerText } from "./words.ts"

const useText = dictionary({
  save: ["建档", "Open customer"],
  basics: ["基本资料", "Basics"],
  contact: ["联系人", "Contact"],
  contactName: ["姓名", "Name"],
  duty: ["职务", "Duty"],
  phone: ["手机号", "Mobile number"],
  licence: ["营业执照", "Business licence"],
  issuedOn: ["发证日期", "Issued on"],
  validTo: ["有效期至", "Valid to"],
  account: ["结算账户（可以以后补）", "Bank account (may follow later)"],
  bank: ["开户行", "Bank"],
  accountNumber: ["账号", "Account number"],
})

interface Values {
  kind: PartyKind
  name: string
  uscc?: string
  idNumber?: string
  outlet: string
  industry?: string
  size?: PartySize
  address?: string
  contact?: { name?: string; duty?: string; phone?: string }
  licence?: { issuedOn?: string; validTo?: string }
  account?: { bank?: string; number?: string }
}

function bodyOf(v: Values) {
  const { contact, licence, account, ...basics } = v
  const full = contact?.name && contact.duty && contact.phone
  const dated = licence?.issuedOn || licence?.validTo
  return {
    ...basics,
    ...(full ? { contacts: [{ name: contact.name!, duty: contact.duty!, phone: contact.phone! }] } : {}),
    ...(dated && v.uscc ? { licences: [{ kind: "business-licence", number: v.uscc, ...licence }] } : {}),
    ...(account?.bank && account.number
      ? { bankAccounts: [{ bank: account.bank, holder: v.name, number: account.number }] }
      : {}),
  }
}

export function NewCustomerPage() {
  const t = useText()
  const c = useCustomerText()
  const go = useGo()
  const me = useMe()
  const { options } = useOutlets()
  const [kind, setKind] = useState<PartyKind>("firm")
  return (
    <Page title={c("new")} narrow crumbs={[{ label: c("customers"), href: paths.customers() }]}>
      <FormShell<Values, { id: string }>
        name="new-customer"
        initial={{ kind: "firm", outlet: me?.outlet?.code }}
        submitLabel={t("save")}
        submit={(values, idempotencyKey) => api(createParty, { body: bodyOf(values), idempotencyKey })}
        done={({ id }) => go(paths.customer(id))}
        cancel={() => go(paths.customers())}
        watch={(values) => setKind(values.kind)}
      >
        <Stack>
          <Basics kind={kind} outlets={options} />
          <Contact />
          {kind === "person" ? null : <Papers />}
        </Stack>
        <div style={{ height: 16 }} />
      </FormShell>
    </Page>
  )
}

function Basics({ kind, outlets }: { kind: PartyKind; outlets: { value: string; label: string }[] }) {
  const t = useText()
  const c = useCustomerText()
  return (
    <Panel title={t("basics")}>
      <div className="hs-fields">
        <SelectField
          name="kind"
          label={c("kind")}
          required
          options={partyKinds.map((value) => ({ value, label: c(value) }))}
        />
        <TextField name="name" label={c("name")} required max={80} />
        {kind === "person" ? (
          <TextField name="idNumber" label={c("idNumber")} required max={18} />
        ) : (
          <TextField name="uscc" label={c("uscc")} required max={18} />
        )}
        <SelectField name="outlet" label={c("outlet")} required options={outlets} />
        {kind === "firm" ? (
          <>
            <TextField name="industry" label={c("industry")} max={60} />
            <SelectField
              name="size"
              label={c("size")}
              options={partySizes.map((value) => ({ value, label: c(value) }))}
            />
          </>
        ) : null}
        <div className="hs-wide">
          <TextField name="address" label={c("address")} max={200} />
        </div>
      </div>
    </Panel>
  )
}

function Contact() {
  const t = useText()
  return (
    <Panel title={t("contact")}>
      <div className="hs-fields">
        <TextField name={["contact", "name"]} label={t("contactName")} max={30} />
        <TextField name={["contact", "duty"]} label={t("duty")} max={30} />
        <TextField name={["contact", "phone"]} label={t("phone")} type="tel" max={11} />
      </div>
    </Panel>
  )
}

function Papers() {
  const t = useText()
  return (
    <>
      <Panel title={t("licence")}>
        <div className="hs-fields">
          <DateField name={["licence", "issuedOn"]} label={t("issuedOn")} />
          <DateField name={["licence", "validTo"]} label={t("validTo")} />
        </div>
      </Panel>
      <Panel title={t("account")}>
        <div className="hs-fields">
          <TextField name={["account", "bank"]} label={t("bank")} max={60} />
          <TextField name={["account", "number"]} label={t("accountNumber")} max={30} />
        </div>
      </Panel>
    </>
  )
}
