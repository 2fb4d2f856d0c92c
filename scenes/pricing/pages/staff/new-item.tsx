// A new fee item: what it is called and how it counts. Its price follows as a change of its own.
import { api } from "#ui/api"
import { DialogAction, SelectField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { useNotAllowed } from "#ui/session"
import { proposeItem } from "../../contract.ts"
import { categories, categoryTitles, natures, natureTitles, type Category, type Nature } from "../../model.ts"
import { usePricingText } from "../words.ts"

const useText = dictionary({
  add: ["新增收费项目", "New fee item"],
  note: [
    "另一人复核后生效。项目先立，价格另行提出；新增的市场调节价须提前公示。",
    "Takes effect by another person's signature. The price is proposed afterwards; new market prices are published first.",
  ],
  code: ["代码", "Code"],
  codeHint: ["大写字母、数字和下划线，例如 CASH_COUNTING", "Capitals, digits, underscores, e.g. CASH_COUNTING"],
  zh: ["中文名称", "Chinese name"],
  en: ["英文名称", "English name"],
  category: ["类别", "Group"],
  unitZh: ["计价单位（中文）", "Unit (Chinese)"],
  unitEn: ["计价单位（英文）", "Unit (English)"],
  period: ["收取方式", "How it is charged"],
  once: ["按次，客户委托时收取", "Each time, on the customer's order"],
  every: ["每 {n} 个月", "Every {n} months"],
  send: ["提交复核", "Send for signature"],
})

interface Values {
  code: string
  zh: string
  en: string
  nature: Nature
  category: Category
  unitZh: string
  unitEn: string
  period: string
  docNo: string
}

export function NewItem() {
  const t = useText()
  const w = usePricingText()
  const say = useSay()
  const notAllowed = useNotAllowed()
  return (
    <DialogAction<Values, { approvalId: string }>
      name="new-fee-item"
      label={t("add")}
      kind="primary"
      width={680}
      disabledReason={notAllowed("pricing.propose")}
      submitLabel={t("send")}
      initial={{ nature: "MARKET", category: "channel", period: "0" }}
      submit={({ period, ...body }, idempotencyKey) =>
        api(proposeItem, {
          body: { ...body, periodMonths: period === "0" ? null : (Number(period) as 1 | 3 | 6 | 12) },
          idempotencyKey,
        })
      }
    >
      <p className="hs-muted">{t("note")}</p>
      <div className="hs-fields">
        <TextField name="code" label={t("code")} required max={40} hint={t("codeHint")} />
        <TextField name="zh" label={t("zh")} required max={60} />
        <TextField name="en" label={t("en")} required max={80} />
        <SelectField
          name="nature"
          label={w("nature")}
          required
          options={natures.map((value) => ({ value, label: say(natureTitles[value]) }))}
        />
        <SelectField
          name="category"
          label={t("category")}
          required
          options={categories.map((value) => ({ value, label: say(categoryTitles[value]) }))}
        />
        <SelectField
          name="period"
          label={t("period")}
          required
          options={[0, 1, 3, 6, 12].map((n) => ({
            value: String(n),
            label: n === 0 ? t("once") : t("every", { n }),
          }))}
        />
        <TextField name="unitZh" label={t("unitZh")} required max={20} />
        <TextField name="unitEn" label={t("unitEn")} required max={30} />
        <TextField name="docNo" label={w("doc")} required max={200} />
      </div>
    </DialogAction>
  )
}
