// Adding a right of the firm to the package: only those with something free, and how much of it.
import { useState } from "react"
import { api, useEndpoint } from "#ui/api"
import { DialogAction, MoneyField, QuantityField, SelectField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { useNotAllowed } from "#ui/session"
import { addRightLeg, partyEmission } from "../../contract.ts"
import { pollutants } from "../../rules.ts"
import { useSceneText } from "../words.ts"

const useText = dictionary({
  add: ["加入排污权", "Add a right"],
  right: ["排污权", "Right"],
  quantity: ["抵押数量", "Quantity"],
  prior: ["在先债权（余值抵押时）", "Prior claims (residual mode)"],
  none: ["这家企业没有可用的排污权，请先登记", "No free right of this firm; register one first"],
  free: ["可用 {n}", "{n} free"],
})

interface Values {
  rightId: string
  quantity: string
  priorClaims?: string
}

export function AddRight({ found }: { found: { id: string; partyId: string; packageType: string } }) {
  const t = useText()
  const s = useSceneText()
  const say = useSay()
  const notAllowed = useNotAllowed()
  const rights = useEndpoint(partyEmission, { params: { partyId: found.partyId } }).data?.rights ?? []
  const [chosen, setChosen] = useState<string>()
  const right = rights.find((one) => one.id === chosen)
  const unit = right ? s(right.unit === "t" ? "unitT" : "unitKg") : ""
  return (
    <DialogAction<Values, { id: string }>
      name="add-right"
      label={t("add")}
      disabledReason={notAllowed("emission-loan.apply") ?? (rights.length === 0 ? t("none") : null)}
      submitLabel={t("add")}
      watch={(values) => setChosen(values.rightId)}
      submit={({ rightId, quantity, priorClaims }, idempotencyKey) =>
        api(addRightLeg, {
          params: { id: found.id },
          body: { rightId, quantity, priorClaims: priorClaims || "0" },
          idempotencyKey,
        })
      }
    >
      <SelectField
        name="rightId"
        label={t("right")}
        required
        options={rights.map((one) => ({
          value: one.id,
          label: `${one.rightNo} · ${say(pollutants[one.pollutant])} ${one.quantity} ${one.unit}（${t("free", { n: one.free })}，${s(one.acquisition)}）`,
        }))}
      />
      <QuantityField
        name="quantity"
        label={t("quantity")}
        required
        unit={unit}
        hint={right ? t("free", { n: `${right.free} ${unit}` }) : undefined}
      />
      {found.packageType === "RESIDUAL" ? <MoneyField name="priorClaims" label={t("prior")} /> : null}
    </DialogAction>
  )
}
