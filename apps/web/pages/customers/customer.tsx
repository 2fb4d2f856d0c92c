// One customer on one page: who, with whom related, which accounts and loans, which papers, who looked at what.
import { Tabs } from "antd"
import type { z } from "zod"
import { getParty, type partyDetail } from "#contract/kernel/party"
import { useEndpoint } from "#ui/api"
import { FilesPanel } from "#ui/files"
import { dictionary } from "#ui/i18n"
import { useParam } from "#ui/link"
import { Columns, Loaded, Page, Pairs, Panel, Stack } from "#ui/page"
import { useOutlets } from "#ui/session"
import { StateTag } from "#ui/states"
import { dayOf } from "#ui/timeline"
import { paths } from "../../paths.ts"
import { CustomerAccounts } from "./accounts.tsx"
import { CustomerActions } from "./actions.tsx"
import { CustomerContracts } from "./contracts.tsx"
import { Contacts, Licences, Relations, Reveals } from "./parts.tsx"
import { Masked } from "./reveal.tsx"
import { useCustomerText } from "./words.ts"

export type Party = z.output<typeof partyDetail>

const useText = dictionary({
  overview: ["概况", "Overview"],
  accounts: ["账户", "Accounts"],
  contracts: ["业务", "Business"],
  papers: ["资料", "Papers"],
  access: ["查阅记录", "Access record"],
  basics: ["基本资料", "Basics"],
})

export function CustomerPage() {
  const id = useParam("id")
  const c = useCustomerText()
  const query = useEndpoint(getParty, { params: { id } })
  return (
    <Loaded query={query} rows={10}>
      {(party) => (
        <Page
          title={party.name}
          crumbs={[{ label: c("customers"), href: paths.customers() }]}
          tag={<StateTag tone={party.state === "active" ? "good" : "neutral"}>{c(party.state)}</StateTag>}
          actions={<CustomerActions party={party} />}
        >
          <Body party={party} />
        </Page>
      )}
    </Loaded>
  )
}

function Body({ party }: { party: Party }) {
  const t = useText()
  return (
    <Tabs
      items={[
        { key: "overview", label: t("overview"), children: <Overview party={party} /> },
        { key: "accounts", label: t("accounts"), children: <CustomerAccounts party={party} /> },
        { key: "contracts", label: t("contracts"), children: <CustomerContracts party={party} /> },
        {
          key: "papers",
          label: t("papers"),
          children: <FilesPanel owner="party" ownerId={party.id} title={t("papers")} />,
        },
        { key: "access", label: t("access"), children: <Reveals party={party} /> },
      ]}
    />
  )
}

function Overview({ party }: { party: Party }) {
  const t = useText()
  const c = useCustomerText()
  const { nameOf } = useOutlets()
  return (
    <Columns>
      <Stack>
        <Panel title={t("basics")}>
          <Pairs
            columns={3}
            items={[
              { label: c("kind"), value: c(party.kind) },
              party.uscc ? { label: c("uscc"), value: party.uscc } : null,
              party.idMasked
                ? { label: c("idNumber"), value: <Masked partyId={party.id} field="idNumber" text={party.idMasked} /> }
                : null,
              { label: c("outlet"), value: nameOf(party.outlet) },
              { label: c("manager"), value: party.managerName },
              { label: c("industry"), value: party.industry },
              { label: c("size"), value: party.size ? c(party.size) : null },
              { label: c("since"), value: dayOf(party.createdAt) },
              { label: c("address"), value: party.address, wide: true },
            ]}
          />
        </Panel>
        <Contacts party={party} />
        <Licences party={party} />
      </Stack>
      <Relations party={party} />
    </Columns>
  )
}
