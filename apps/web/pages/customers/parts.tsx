// The smaller blocks of a customer's page.
import { dictionary } from "#ui/i18n"
import { To } from "#ui/link"
import { Nothing, Panel } from "#ui/page"
import { Grid } from "#ui/tables"
import { moment } from "#ui/timeline"
import { paths } from "../../paths.ts"
import type { Party } from "./customer.tsx"
import { Masked } from "./reveal.tsx"

const useText = dictionary({
  contacts: ["联系人与结算账户", "Contacts and bank accounts"],
  name: ["姓名", "Name"],
  duty: ["职务", "Duty"],
  phone: ["电话", "Phone"],
  bank: ["开户行", "Bank"],
  number: ["账号", "Number"],
  noContacts: ["没有登记联系人。", "No contacts on file."],
  licences: ["证照", "Licences"],
  kind: ["证照", "Licence"],
  licenceNumber: ["编号", "Number"],
  issuer: ["发证机关", "Issuer"],
  validTo: ["有效期至", "Valid to"],
  "business-licence": ["营业执照", "Business licence"],
  noLicences: ["没有登记证照。", "No licences on file."],
  relations: ["关联关系", "Relations"],
  noRelations: ["没有登记关联关系。", "No relations on file."],
  reveals: ["谁看过完整号码", "Who saw full numbers"],
  field: ["内容", "What"],
  purpose: ["用途", "Purpose"],
  who: ["查看人", "By"],
  when: ["时间", "When"],
  noReveals: ["还没有人查看过完整号码。", "Nobody has looked at a full number yet."],
})

export function Contacts({ party }: { party: Party }) {
  const t = useText()
  return (
    <Panel title={t("contacts")} flush>
      <Grid
        label={t("contacts")}
        rows={party.contacts}
        rowKey={(r) => r.id}
        dense
        columns={[
          { key: "name", title: t("name"), render: (r) => r.name },
          { key: "duty", title: t("duty"), render: (r) => r.duty },
          {
            key: "phone",
            title: t("phone"),
            render: (r) => <Masked partyId={party.id} field={`phone:${r.id}`} text={r.phone} />,
          },
        ]}
        empty={<Nothing text={t("noContacts")} />}
      />
      {party.bankAccounts.length > 0 ? (
        <Grid
          label={t("number")}
          rows={party.bankAccounts}
          rowKey={(r) => r.id}
          dense
          columns={[
            { key: "bank", title: t("bank"), render: (r) => r.bank },
            {
              key: "number",
              title: t("number"),
              render: (r) => <Masked partyId={party.id} field={`account:${r.id}`} text={r.number} />,
            },
          ]}
        />
      ) : null}
    </Panel>
  )
}

export function Licences({ party }: { party: Party }) {
  const t = useText()
  const named = (kind: string) => (kind === "business-licence" ? t("business-licence") : kind)
  return (
    <Panel title={t("licences")} flush>
      <Grid
        label={t("licences")}
        rows={party.licences}
        rowKey={(r) => `${r.kind}${r.number}`}
        dense
        columns={[
          { key: "kind", title: t("kind"), render: (r) => named(r.kind) },
          { key: "number", title: t("licenceNumber"), render: (r) => r.number },
          { key: "issuer", title: t("issuer"), render: (r) => r.issuer ?? "—" },
          { key: "validTo", title: t("validTo"), render: (r) => r.validTo ?? "—", nowrap: true },
        ]}
        empty={<Nothing text={t("noLicences")} />}
      />
    </Panel>
  )
}

export function Relations({ party }: { party: Party }) {
  const t = useText()
  return (
    <Panel title={t("relations")}>
      {party.relations.length === 0 ? (
        <Nothing text={t("noRelations")} />
      ) : (
        <ul className="hs-plain">
          {party.relations.map((relation) => (
            <li key={`${relation.partyId}${relation.kind}`}>
              <span>
                <To href={paths.customer(relation.partyId)}>{relation.name}</To>
                <div className="hs-muted hs-small">
                  {relation.direction === "out" ? "→ " : "← "}
                  {relation.kind}
                </div>
              </span>
              <span className="hs-number">{relation.shareBp === null ? "" : `${relation.shareBp / 100}%`}</span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

export function Reveals({ party }: { party: Party }) {
  const t = useText()
  return (
    <Panel title={t("reveals")} flush>
      <Grid
        label={t("reveals")}
        rows={party.reveals}
        rowKey={(r) => `${r.at}${r.field}`}
        columns={[
          { key: "field", title: t("field"), render: (r) => r.field.split(":")[0] },
          { key: "purpose", title: t("purpose"), render: (r) => r.purpose },
          { key: "who", title: t("who"), render: (r) => r.staffName },
          { key: "when", title: t("when"), render: (r) => moment(r.at), nowrap: true },
        ]}
        empty={<Nothing text={t("noReveals")} />}
      />
    </Panel>
  )
}
