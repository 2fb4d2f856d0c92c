// On a customer's page: the cases of this firm and its emission rights, with what is free and what is frozen.
import { Action } from "#ui/action"
import { useEndpoint } from "#ui/api"
import { dictionary, useSay } from "#ui/i18n"
import { useGo } from "#ui/link"
import { Quantity } from "#ui/money"
import { Loaded, Nothing, Panel } from "#ui/page"
import { useNotAllowed } from "#ui/session"
import { Grid } from "#ui/tables"
import { listCases, partyEmission } from "../../contract.ts"
import { pollutants } from "../../rules.ts"
import { emissionPaths as paths } from "../paths.ts"
import { useSceneText } from "../words.ts"
import { useCaseColumns } from "./cases.tsx"

const useText = dictionary({
  cases: ["排污权贷款", "Emission-right loans"],
  rights: ["排污权", "Emission rights"],
  none: ["这家客户还没有排污权贷款业务。", "No emission-right loans yet."],
  noRights: ["还没有登记排污权。", "No rights on file."],
  start: ["新建业务", "New case"],
  right: ["权证号", "Right"],
  pollutant: ["污染物", "Pollutant"],
  quantity: ["数量", "Quantity"],
  free: ["可用", "Free"],
  frozen: ["已冻结", "Frozen"],
  validTo: ["有效期至", "Valid to"],
})

export function CustomerBlock({ partyId }: { partyId: string }) {
  const t = useText()
  const s = useSceneText()
  const say = useSay()
  const go = useGo()
  const notAllowed = useNotAllowed()
  const cases = useEndpoint(listCases, { query: { partyId } })
  const facts = useEndpoint(partyEmission, { params: { partyId } })
  const columns = useCaseColumns().filter((column) => column.key !== "firm" && !column.hidden)
  return (
    <>
      <Panel
        title={t("cases")}
        flush
        extra={
          <Action
            label={t("start")}
            disabledReason={notAllowed("emission-loan.apply")}
            run={() => go(paths.newCase(partyId))}
          />
        }
      >
        <Loaded query={cases} rows={3}>
          {({ items }) => (
            <Grid
              label={t("cases")}
              rows={items}
              rowKey={(r) => r.id}
              href={(r) => paths.case(r.id)}
              columns={columns}
              empty={<Nothing text={t("none")} />}
            />
          )}
        </Loaded>
      </Panel>
      <Panel title={t("rights")} flush>
        <Loaded query={facts} rows={3}>
          {({ rights }) => (
            <Grid
              label={t("rights")}
              rows={rights}
              rowKey={(r) => r.id}
              dense
              columns={[
                { key: "right", title: t("right"), render: (r) => r.rightNo, phone: "title" },
                { key: "pollutant", title: t("pollutant"), render: (r) => say(pollutants[r.pollutant]) },
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
              empty={<Nothing text={t("noRights")} />}
            />
          )}
        </Loaded>
      </Panel>
    </>
  )
}
