// Registering a discharge permit with its limits, one line per pollutant.
import { Button, Form } from "antd"
import { api } from "#ui/api"
import { DateField, DialogAction, QuantityField, SelectField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { useNotAllowed } from "#ui/session"
import { addPermit } from "../../contract.ts"
import { type Pollutant, pollutantCodes, pollutants } from "../../rules.ts"
import { useSceneText } from "../words.ts"

const useText = dictionary({
  add: ["登记许可证", "Register a permit"],
  number: ["许可证编号", "Permit number"],
  issuer: ["发证机关", "Issuer"],
  issuedOn: ["发证日期", "Issued on"],
  validTo: ["有效期至", "Valid to"],
  limits: ["许可排放量", "Permitted quantities"],
  pollutant: ["污染物", "Pollutant"],
  quantity: ["许可量", "Quantity"],
  more: ["加一种污染物", "Add a pollutant"],
  remove: ["删除", "Remove"],
  save: ["登记", "Register"],
})

interface Values {
  permitNo: string
  issuer: string
  issuedOn: string
  validTo: string
  limits: { pollutant: Pollutant; quantity: string }[]
}

export function AddPermit({ partyId }: { partyId: string }) {
  const t = useText()
  const s = useSceneText()
  const say = useSay()
  const notAllowed = useNotAllowed()
  const options = pollutantCodes.map((value) => ({
    value,
    label: `${say(pollutants[value])}（${s(pollutants[value].unit === "t" ? "unitT" : "unitKg")}）`,
  }))
  return (
    <DialogAction<Values, { id: string }>
      name="add-permit"
      label={t("add")}
      width={640}
      disabledReason={notAllowed("emission-loan.apply")}
      submitLabel={t("save")}
      initial={{ limits: [{} as never] }}
      submit={(values, idempotencyKey) =>
        api(addPermit, {
          body: {
            ...values,
            partyId,
            limits: values.limits.map((one) => ({ ...one, unit: pollutants[one.pollutant].unit })),
          },
          idempotencyKey,
        })
      }
    >
      <div className="hs-fields">
        <TextField name="permitNo" label={t("number")} required max={40} />
        <TextField name="issuer" label={t("issuer")} required max={80} />
        <DateField name="issuedOn" label={t("issuedOn")} required />
        <DateField name="validTo" label={t("validTo")} required />
      </div>
      <Form.List name="limits">
        {(fields, { add, remove }) => (
          <div className="em-rows em-two">
            {fields.map((field) => (
              <div key={field.key} className="em-row">
                <SelectField
                  name={[field.name, "pollutant"]}
                  label={t("pollutant")}
                  required
                  options={options}
                  search
                />
                <QuantityField name={[field.name, "quantity"]} label={t("quantity")} required />
                {fields.length > 1 ? <Button onClick={() => remove(field.name)}>{t("remove")}</Button> : null}
              </div>
            ))}
            <Button onClick={() => add({})}>{t("more")}</Button>
          </div>
        )}
      </Form.List>
    </DialogAction>
  )
}
