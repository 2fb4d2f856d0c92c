// Customers of the outlets a person may see.
import type { z } from "zod"
import { listParties, type partyItem } from "#contract/kernel/party"
import { Action } from "#ui/action"
import { useGo } from "#ui/link"
import { Page } from "#ui/page"
import { useNotAllowed, useOutlets } from "#ui/session"
import { StateTag } from "#ui/states"
import { type Column, List } from "#ui/tables"
import { dayOf } from "#ui/timeline"
import { paths } from "../../paths.ts"
import { partyKinds, useCustomerText } from "./words.ts"

type Row = z.output<typeof partyItem>

export function CustomersPage() {
  const t = useCustomerText()
  const go = useGo()
  const notAllowed = useNotAllowed()
  const { nameOf, options } = useOutlets()
  const columns: Column<Row>[] = [
    { key: "name", title: t("name"), render: (r) => r.name, text: (r) => r.name, phone: "title" },
    { key: "kind", title: t("kind"), render: (r) => t(r.kind), text: (r) => t(r.kind), width: 110 },
    {
      key: "number",
      title: t("number"),
      render: (r) => <span className="hs-number">{r.uscc ?? r.idMasked ?? "—"}</span>,
      text: (r) => r.uscc ?? r.idMasked ?? "",
    },
    { key: "outlet", title: t("outlet"), render: (r) => nameOf(r.outlet), text: (r) => nameOf(r.outlet) },
    { key: "industry", title: t("industry"), render: (r) => r.industry ?? "—", text: (r) => r.industry ?? "" },
    {
      key: "size",
      title: t("size"),
      render: (r) => (r.size ? t(r.size) : "—"),
      text: (r) => r.size ?? "",
      hidden: true,
    },
    { key: "manager", title: t("manager"), render: (r) => r.managerName ?? "—", text: (r) => r.managerName ?? "" },
    {
      key: "since",
      title: t("since"),
      render: (r) => dayOf(r.createdAt),
      text: (r) => dayOf(r.createdAt),
      nowrap: true,
    },
    {
      key: "state",
      title: t("state"),
      phone: "tag",
      render: (r) => <StateTag tone={r.state === "active" ? "good" : "neutral"}>{t(r.state)}</StateTag>,
      text: (r) => t(r.state),
    },
  ]
  const open = (
    <Action
      label={t("new")}
      kind="primary"
      disabledReason={notAllowed("party.write")}
      run={() => go(paths.newCustomer())}
    />
  )
  return (
    <Page title={t("customers")} actions={open}>
      <List
        name="customers"
        label={t("customers")}
        endpoint={listParties}
        filters={[
          { kind: "text", name: "text", label: t("find"), width: 240 },
          {
            kind: "select",
            name: "kind",
            label: t("kind"),
            options: partyKinds.map((value) => ({ value, label: t(value) })),
          },
          { kind: "select", name: "outlet", label: t("outlet"), options, width: 180 },
        ]}
        columns={columns}
        rowKey={(r) => r.id}
        href={(r) => paths.customer(r.id)}
        empty={{ text: t("none"), next: open }}
      />
    </Page>
  )
}
