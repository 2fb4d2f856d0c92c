// The card office: find a holder, then everything about card and wallet on one page.
import { Input } from "antd"
import { printPaper } from "#contract/kernel/document"
import { Action } from "#ui/action"
import { useEndpoint } from "#ui/api"
import { openPaper } from "#ui/print"
import { dictionary } from "#ui/i18n"
import { useUrlValues } from "#ui/link"
import { Loaded, Nothing, Page, Panel } from "#ui/page"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import { findPeople } from "../../portal-contract.ts"
import { campusPaths as paths } from "../paths.ts"
import { useCampusText } from "../words.ts"

const useText = dictionary({
  title: ["卡务中心", "Card office"],
  walletNo: ["卡账户", "Wallet"],
  refunds: ["退款清单", "Refunds"],
  enrolled: ["在籍", "Enrolled"],
  graduated: ["毕业", "Graduated"],
  left: ["转出", "Left"],
})

export function CardsPage() {
  const t = useText()
  const w = useCampusText()
  const [{ q = "" }, change] = useUrlValues()
  const query = useEndpoint(findPeople, { query: { q } }, { keepPrevious: true })
  return (
    <Page
      title={t("title")}
      actions={
        <Action
          label={t("refunds")}
          run={() => openPaper(printPaper, { params: { kind: "campus.refund-list", objectId: "all" } })}
        />
      }
    >
      <Panel flush>
        <div className="hs-filters" style={{ padding: "8px 16px" }}>
          <Input.Search
            aria-label={w("search")}
            placeholder={w("search")}
            defaultValue={q}
            allowClear
            style={{ maxWidth: 320 }}
            onSearch={(text) => change({ q: text })}
          />
        </div>
        <Loaded query={query}>
          {({ items }) => (
            <Grid
              label={t("title")}
              rows={items}
              rowKey={(r) => r.personId}
              href={(r) => paths.holder(r.personId)}
              empty={<Nothing text={w("none")} />}
              columns={[
                { key: "name", title: w("name"), phone: "title", render: (r) => r.name },
                { key: "class", title: w("class"), render: (r) => r.classTitle ?? "—" },
                { key: "number", title: w("number"), render: (r) => r.number, nowrap: true },
                { key: "wallet", title: t("walletNo"), render: (r) => r.walletNo ?? "—", nowrap: true },
                {
                  key: "status",
                  title: w("state"),
                  phone: "tag",
                  render: (r) => <StateTag tone={r.status === "enrolled" ? "good" : "neutral"}>{t(r.status)}</StateTag>,
                },
              ]}
            />
          )}
        </Loaded>
      </Panel>
    </Page>
  )
}
