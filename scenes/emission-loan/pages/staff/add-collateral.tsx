// Adding collateral of another class, with its value, appraiser and day.
import { classTitles, collateralClasses, type CollateralClass } from "#contract/products/collateral"
import { api } from "#ui/api"
import { DateField, DialogAction, MoneyField, SelectField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { useNotAllowed } from "#ui/session"
import { addCollateralLeg } from "../../contract.ts"

const useText = dictionary({
  add: ["加入其他押品", "Add other collateral"],
  class: ["押品类别", "Class"],
  title: ["押品名称", "Name"],
  titleHint: ["例如：1 号厂房、玻璃熔窑生产线", "e.g. workshop no. 1, glass furnace line"],
  titleNo: ["权证号", "Title number"],
  location: ["坐落", "Location"],
  value: ["评估价值", "Value"],
  valuedOn: ["评估日", "Valued on"],
  appraiser: ["评估机构", "Appraiser"],
  prior: ["在先债权", "Prior claims"],
  insurance: ["保险单号", "Insurance policy"],
})

type Other = Exclude<CollateralClass, "emission_right">

interface Values {
  class: Other
  title: string
  titleNo?: string
  location?: string
  value: string
  valuedOn: string
  appraiser: string
  priorClaims?: string
  insuranceNo?: string
}

export function AddCollateral({ caseId }: { caseId: string }) {
  const t = useText()
  const say = useSay()
  const notAllowed = useNotAllowed()
  const classes = collateralClasses.filter((one): one is Other => one !== "emission_right")
  return (
    <DialogAction<Values, { id: string }>
      name="add-collateral"
      label={t("add")}
      width={640}
      disabledReason={notAllowed("emission-loan.apply")}
      submitLabel={t("add")}
      submit={(values, idempotencyKey) =>
        api(addCollateralLeg, {
          params: { id: caseId },
          body: {
            ...values,
            titleNo: values.titleNo ?? "",
            location: values.location ?? "",
            priorClaims: values.priorClaims || "0",
            insuranceNo: values.insuranceNo ?? "",
          },
          idempotencyKey,
        })
      }
    >
      <div className="hs-fields">
        <SelectField
          name="class"
          label={t("class")}
          required
          options={classes.map((value) => ({ value, label: say(classTitles[value]) }))}
        />
        <TextField name="title" label={t("title")} required max={120} hint={t("titleHint")} />
        <TextField name="titleNo" label={t("titleNo")} max={60} />
        <TextField name="location" label={t("location")} max={200} />
        <MoneyField name="value" label={t("value")} required />
        <MoneyField name="priorClaims" label={t("prior")} />
        <TextField name="appraiser" label={t("appraiser")} required max={80} />
        <DateField name="valuedOn" label={t("valuedOn")} required />
        <TextField name="insuranceNo" label={t("insurance")} max={60} />
      </div>
    </DialogAction>
  )
}
