// The environmental check: last year's emissions against the permit, and the five conditions of eligibility.
import { useMemo } from "react"
import { api, useEndpoint } from "#ui/api"
import { CheckField, DialogAction, QuantityField, SelectField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { checkEnvironment, partyEmission } from "../../../contract.ts"
import { type Pollutant, pollutants } from "../../../rules.ts"
import { useSceneText } from "../../words.ts"
import type { ActionFormProps } from "../actions.tsx"

const useText = dictionary({
  submit: ["提交核查结果", "Submit the check"],
  emitted: ["{name} 上年实际排放", "{name} emitted last year"],
  permitted: ["许可 {n} {unit}", "permitted {n} {unit}"],
  facility: [
    "属于公共设施（垃圾焚烧、污水处理等，不适用本办法）",
    "A public facility (incineration, sewage …): outside the scheme",
  ],
  reduction: ["减排任务未完成", "Reduction task not met"],
  accident: ["三年内有重大环境事故", "Major accident within three years"],
  fee: ["欠缴有偿使用费", "Use fee unpaid"],
  credit: ["环保信用等级", "Environmental credit"],
  good: ["环保诚信", "Good"],
  fair: ["环保良好 / 合格", "Fair"],
  risk: ["环保风险", "Risk"],
  bad: ["环保不良", "Bad"],
  noPermit: ["还没有登记排污许可证", "No permit on file"],
})

interface Values {
  emitted?: Partial<Record<Pollutant, string>>
  publicFacility?: boolean
  reductionTaskUnmet?: boolean
  majorAccidentWithin3Years?: boolean
  useFeeUnpaid?: boolean
  environmentalCredit: "good" | "fair" | "risk" | "bad"
  note?: string
}

export function CheckEnvironmentForm({ found, label, kind, disabledReason }: ActionFormProps) {
  const t = useText()
  const s = useSceneText()
  const say = useSay()
  const permits = useEndpoint(partyEmission, { params: { partyId: found.partyId } }).data?.permits
  const limits = useMemo(() => permits?.find((one) => one.status === "valid")?.limits ?? [], [permits])
  const emissions = (values: Values) =>
    limits
      .filter((limit) => values.emitted?.[limit.pollutant])
      .map((limit) => ({ pollutant: limit.pollutant, emitted: values.emitted![limit.pollutant]!, unit: limit.unit }))
  return (
    <DialogAction<Values, unknown>
      name="check-environment"
      label={label}
      kind={kind}
      width={640}
      disabledReason={disabledReason}
      submitLabel={t("submit")}
      initial={{ environmentalCredit: "good" }}
      submit={(values, idempotencyKey) =>
        api(checkEnvironment, {
          params: { id: found.id },
          body: {
            emissions: emissions(values),
            publicFacility: values.publicFacility ?? false,
            reductionTaskUnmet: values.reductionTaskUnmet ?? false,
            majorAccidentWithin3Years: values.majorAccidentWithin3Years ?? false,
            useFeeUnpaid: values.useFeeUnpaid ?? false,
            environmentalCredit: values.environmentalCredit,
            note: values.note ?? "",
          },
          idempotencyKey,
        })
      }
    >
      {limits.length === 0 ? <p className="hs-muted">{t("noPermit")}</p> : null}
      <div className="hs-fields">
        {limits.map((limit) => {
          const unit = s(limit.unit === "t" ? "unitT" : "unitKg")
          return (
            <QuantityField
              key={limit.pollutant}
              name={["emitted", limit.pollutant]}
              label={t("emitted", { name: say(pollutants[limit.pollutant]) })}
              required
              unit={unit}
              hint={t("permitted", { n: limit.quantity, unit })}
            />
          )
        })}
        <SelectField
          name="environmentalCredit"
          label={t("credit")}
          required
          options={(["good", "fair", "risk", "bad"] as const).map((value) => ({ value, label: t(value) }))}
        />
      </div>
      <CheckField name="publicFacility" label={t("facility")}>
        {t("facility")}
      </CheckField>
      <CheckField name="reductionTaskUnmet" label={t("reduction")}>
        {t("reduction")}
      </CheckField>
      <CheckField name="majorAccidentWithin3Years" label={t("accident")}>
        {t("accident")}
      </CheckField>
      <CheckField name="useFeeUnpaid" label={t("fee")}>
        {t("fee")}
      </CheckField>
      <TextField name="note" label={s("note")} rows={2} max={1000} />
    </DialogAction>
  )
}
