// A new price bulletin: the document, from when, and the prices; the answer says how many loans were revalued.
import { App, Button, Form } from "antd"
import { api } from "#ui/api"
import { DateField, DialogAction, MoneyField, SelectField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { useNotAllowed } from "#ui/session"
import { publishPrices } from "../../contract.ts"
import { type Pollutant, pollutantCodes, pollutants } from "../../rules.ts"
import { priceKinds, useSceneText } from "../words.ts"

const useText = dictionary({
  add: ["登记价格公告", "New bulletin"],
  note: [
    "登记后立即重估所有在贷业务；抵押率超过 80% 的自动发出补充担保通知。",
    "All running loans are revalued at once; above 80% a margin call goes out.",
  ],
  doc: ["文件名称与文号", "Document and number"],
  region: ["地区", "Region"],
  from: ["生效日", "From"],
  certainty: ["依据程度", "Certainty"],
  fact: ["有文件", "From a document"],
  unverified: ["待核原文", "Text not re-read"],
  assumption: ["本行约定", "Own choice"],
  pollutant: ["污染物", "Pollutant"],
  kind: ["价格种类", "Kind"],
  price: ["单价", "Price"],
  more: ["加一行", "Add a line"],
  remove: ["删除", "Remove"],
  save: ["登记并重估", "Publish and revalue"],
  result: [
    "已登记 {added} 条价格，重估 {revalued} 笔，发出补充担保通知 {calls} 份。",
    "{added} prices added, {revalued} loans revalued, {calls} margin calls.",
  ],
})

interface Values {
  docNo: string
  region: string
  from: string
  certainty: "fact" | "unverified" | "assumption"
  prices: { pollutant: Pollutant; kind: (typeof priceKinds)[number]; price: string }[]
}

export function PublishPrices() {
  const t = useText()
  const s = useSceneText()
  const say = useSay()
  const notAllowed = useNotAllowed()
  const { modal } = App.useApp()
  return (
    <DialogAction<Values, { added: number; revalued: number; marginCalls: number }>
      name="publish-prices"
      label={t("add")}
      kind="primary"
      width={760}
      disabledReason={notAllowed("emission-loan.price")}
      submitLabel={t("save")}
      initial={{ certainty: "fact", prices: [{ kind: "BASE_PRICE" } as never] }}
      submit={(body, idempotencyKey) => api(publishPrices, { body, idempotencyKey })}
      done={({ added, revalued, marginCalls }) => {
        modal.success({ title: t("add"), content: t("result", { added, revalued, calls: marginCalls }) })
      }}
    >
      <p className="hs-muted">{t("note")}</p>
      <div className="hs-fields">
        <TextField name="docNo" label={t("doc")} required max={120} />
        <TextField name="region" label={t("region")} required max={40} />
        <DateField name="from" label={t("from")} required />
        <SelectField
          name="certainty"
          label={t("certainty")}
          required
          options={(["fact", "unverified", "assumption"] as const).map((value) => ({ value, label: t(value) }))}
        />
      </div>
      <Form.List name="prices">
        {(fields, { add, remove }) => (
          <div className="em-rows em-three">
            {fields.map((field) => (
              <div key={field.key} className="em-row">
                <SelectField
                  name={[field.name, "pollutant"]}
                  label={t("pollutant")}
                  required
                  options={pollutantCodes.map((value) => ({
                    value,
                    label: `${say(pollutants[value])}（${pollutants[value].unit}）`,
                  }))}
                />
                <SelectField
                  name={[field.name, "kind"]}
                  label={t("kind")}
                  required
                  options={priceKinds.map((value) => ({ value, label: s(value) }))}
                />
                <MoneyField name={[field.name, "price"]} label={t("price")} required />
                {fields.length > 1 ? <Button onClick={() => remove(field.name)}>{t("remove")}</Button> : null}
              </div>
            ))}
            <Button onClick={() => add({ kind: "BASE_PRICE" })}>{t("more")}</Button>
          </div>
        )}
      </Form.List>
    </DialogAction>
  )
}
