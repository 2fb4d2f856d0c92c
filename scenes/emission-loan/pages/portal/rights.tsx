// The firm's rights as the bank's ledger holds them: how much is free, how much is frozen for loans.
import { useEndpoint } from "#ui/api"
import { dictionary, useSay } from "#ui/i18n"
import { Quantity } from "#ui/money"
import { Loaded, Nothing, Page, Panel } from "#ui/page"
import { Grid } from "#ui/tables"
import { portalRights } from "../../contract.ts"
import { pollutants } from "../../rules.ts"
import { useSceneText } from "../words.ts"

const useText = dictionary({
  title: ["我的排污权", "My rights"],
  number: ["权证号", "Right"],
  pollutant: ["污染物", "Pollutant"],
  quantity: ["数量", "Quantity"],
  free: ["可用", "Free"],
  frozen: ["已冻结", "Frozen"],
  validTo: ["有效期至", "Valid to"],
  none: ["银行还没有登记您的排污权，请联系客户经理。", "No rights on file; please call your manager."],
})

export function PortalRightsPage() {
  const t = useText()
  const s = useSceneText()
  const say = useSay()
  const query = useEndpoint(portalRights)
  return (
    <Page title={t("title")} narrow>
      <Panel flush>
        <Loaded query={query}>
          {({ items }) => (
            <Grid
              label={t("title")}
              rows={items}
              rowKey={(r) => r.id}
              columns={[
                {
                  key: "pollutant",
                  title: t("pollutant"),
                  phone: "title",
                  render: (r) => say(pollutants[r.pollutant]),
                },
                { key: "number", title: t("number"), render: (r) => r.rightNo },
                { key: "acquisition", title: s("acquisition"), render: (r) => s(r.acquisition) },
                {
                  key: "quantity",
                  title: t("quantity"),
                  align: "right",
                  render: (r) => <Quantity value={r.quantity} unit={r.unit} />,
                },
                {
                  key: "free",
                  title: t("free"),
                  align: "right",
                  render: (r) => <Quantity value={r.free} unit={r.unit} />,
                },
                {
                  key: "frozen",
                  title: t("frozen"),
                  align: "right",
                  render: (r) => <Quantity value={r.frozen} unit={r.unit} />,
                },
                { key: "validTo", title: t("validTo"), render: (r) => r.validTo, nowrap: true },
              ]}
              empty={<Nothing text={t("none")} />}
            />
          )}
        </Loaded>
      </Panel>
    </Page>
  )
}
