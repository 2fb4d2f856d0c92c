// Step: the firm's permit and its rights, as they are on file or registered here.
import { api, useEndpoint } from "#ui/api"
import { DateField, DialogAction, QuantityField, SelectField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { Quantity } from "#ui/money"
import { Loaded, Nothing, Panel, Stack } from "#ui/page"
import { useNotAllowed } from "#ui/session"
import { Grid } from "#ui/tables"
import { addRight, partyEmission } from "../../contract.ts"
import { type Pollutant, pollutantCodes, pollutants } from "../../rules.ts"
import { acquisitions, useSceneText } from "../words.ts"
import { AddPermit } from "./add-permit.tsx"

const useText = dictionary({
  permits: ["排污许可证", "Discharge permits"],
  rights: ["排污权", "Emission rights"],
  addRight: ["登记排污权", "Register a right"],
  number: ["编号", "Number"],
  issuer: ["发证机关", "Issuer"],
  validTo: ["有效期至", "Valid to"],
  limits: ["许可排放量", "Permitted"],
  pollutant: ["污染物", "Pollutant"],
  quantity: ["数量", "Quantity"],
  free: ["可用", "Free"],
  committed: ["自用需求量", "Own need"],
  acquiredOn: ["取得日期", "Acquired on"],
  feePaidTo: ["使用费缴至", "Fee paid to"],
  permit: ["所属许可证", "Permit"],
  save: ["登记", "Register"],
  noPermits: ["还没有登记许可证。", "No permit on file."],
  noRights: ["还没有登记排污权。", "No right on file."],
  needPermit: ["先登记排污许可证", "Register the permit first"],
  metal: ["重金属按千克，其他按吨。", "Metals in kilograms, the others in tonnes."],
})

interface Right {
  permitId: string
  rightNo: string
  pollutant: Pollutant
  quantity: string
  committed?: string
  acquisition: "INITIAL_PAID" | "MARKET" | "FREE"
  acquiredOn: string
  validTo: string
  feePaidTo?: string
}

export function RightsStep({ partyId }: { partyId: string }) {
  const t = useText()
  const s = useSceneText()
  const say = useSay()
  const query = useEndpoint(partyEmission, { params: { partyId } })
  return (
    <Loaded query={query}>
      {({ permits, rights }) => (
        <Stack>
          <Panel title={t("permits")} extra={<AddPermit partyId={partyId} />} flush>
            <Grid
              label={t("permits")}
              rows={permits}
              rowKey={(r) => r.id}
              columns={[
                { key: "number", title: t("number"), render: (r) => r.permitNo, phone: "title" },
                { key: "issuer", title: t("issuer"), render: (r) => r.issuer },
                {
                  key: "limits",
                  title: t("limits"),
                  render: (r) =>
                    r.limits.map((one) => `${say(pollutants[one.pollutant])} ${one.quantity} ${one.unit}`).join("；"),
                },
                { key: "validTo", title: t("validTo"), render: (r) => r.validTo, nowrap: true },
              ]}
              empty={<Nothing text={t("noPermits")} />}
            />
          </Panel>
          <Panel
            title={t("rights")}
            extra={<AddRight permits={permits.map((one) => ({ value: one.id, label: one.permitNo }))} />}
            flush
          >
            <Grid
              label={t("rights")}
              rows={rights}
              rowKey={(r) => r.id}
              columns={[
                { key: "number", title: t("number"), render: (r) => r.rightNo, phone: "title" },
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
                { key: "validTo", title: t("validTo"), render: (r) => r.validTo, nowrap: true },
              ]}
              empty={<Nothing text={t("noRights")} />}
            />
          </Panel>
        </Stack>
      )}
    </Loaded>
  )
}

function AddRight({ permits }: { permits: { value: string; label: string }[] }) {
  const t = useText()
  const s = useSceneText()
  const say = useSay()
  const notAllowed = useNotAllowed()
  const options = pollutantCodes.map((value) => ({
    value,
    label: `${say(pollutants[value])}（${s(pollutants[value].unit === "t" ? "unitT" : "unitKg")}）`,
  }))
  return (
    <DialogAction<Right, { id: string }>
      name="add-right-record"
      label={t("addRight")}
      width={640}
      disabledReason={notAllowed("emission-loan.apply") ?? (permits.length === 0 ? t("needPermit") : null)}
      submitLabel={t("save")}
      initial={{ permitId: permits[0]?.value, acquisition: "INITIAL_PAID" }}
      submit={(v, idempotencyKey) =>
        api(addRight, {
          body: {
            ...v,
            unit: pollutants[v.pollutant].unit,
            committed: v.committed || "0",
            feePaidTo: v.feePaidTo ?? null,
          },
          idempotencyKey,
        })
      }
    >
      <div className="hs-fields">
        <SelectField name="permitId" label={t("permit")} required options={permits} />
        <TextField name="rightNo" label={t("number")} required max={40} />
        <SelectField name="pollutant" label={t("pollutant")} required search options={options} hint={t("metal")} />
        <QuantityField name="quantity" label={t("quantity")} required />
        <SelectField
          name="acquisition"
          label={s("acquisition")}
          required
          options={acquisitions.map((value) => ({ value, label: s(value) }))}
        />
        <QuantityField name="committed" label={t("committed")} />
        <DateField name="acquiredOn" label={t("acquiredOn")} required />
        <DateField name="validTo" label={t("validTo")} required />
        <DateField name="feePaidTo" label={t("feePaidTo")} />
      </div>
    </DialogAction>
  )
}
