// New waivers and packages, or new versions of old ones (same code, later first day). Another person signs.
import type { z } from "zod"
import { api } from "#ui/api"
import {
  CheckField,
  DateField,
  DialogAction,
  MoneyField,
  RateField,
  SelectField,
  TextField,
  WholeField,
} from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { useNotAllowed } from "#ui/session"
import { type itemView, type packageView, proposePackage, proposeWaiver } from "../../contract.ts"
import { certainties, sizes, sizeTitles, type Certainty, type Size } from "../../model.ts"
import { usePricingText } from "../words.ts"

const useText = dictionary({
  waiver: ["提出减免", "Propose a waiver"],
  package: ["提出套餐", "Propose a package"],
  note: [
    "代码相同即为新版本，自生效日起代替旧的。须写明依据文件，另一人复核后生效。",
    "The same code makes a new version from its first day on. Name the document; another person signs.",
  ],
  code: ["代码", "Code"],
  zh: ["中文名称", "Chinese name"],
  en: ["英文名称", "English name"],
  items: ["适用项目", "Items"],
  sizes: ["企业规模（不选为全部）", "Sizes (none: all)"],
  baseMax: ["单笔金额上限", "Largest amount"],
  share: ["减免比例", "Share not charged"],
  price: ["套餐价格", "Price"],
  term: ["期限", "Term"],
  monthWord: ["月", "months"],
  dayWord: ["天", "days"],
  within: ["开户多少天内可办（不填为不限）", "Opened within (empty: any)"],
  once: ["每个统一社会信用代码只能办一次", "Once per unified social credit code"],
  into: ["到期可续办", "May go on with"],
  send: ["提交复核", "Send for signature"],
})

interface Shared {
  code: string
  zh: string
  en: string
  itemCodes: string[]
  from: string
  to?: string
  docNo: string
  certainty: Certainty
}

type Items = readonly z.output<typeof itemView>[]

function SharedFields({ items }: { items: Items }) {
  const t = useText()
  const w = usePricingText()
  const say = useSay()
  return (
    <>
      <TextField name="code" label={t("code")} required max={40} />
      <TextField name="zh" label={t("zh")} required max={60} />
      <TextField name="en" label={t("en")} required max={80} />
      <SelectField
        name="itemCodes"
        label={t("items")}
        required
        many
        search
        options={items.map((one) => ({ value: one.code, label: say(one) }))}
      />
      <DateField name="from" label={w("from")} required />
      <DateField name="to" label={w("to")} />
      <TextField name="docNo" label={w("doc")} required max={200} />
      <SelectField
        name="certainty"
        label={w("certainty")}
        required
        options={certainties.map((value) => ({ value, label: w(value) }))}
      />
    </>
  )
}

/** "12.5" → 1250; the field has checked the shape. */
const basisPoints = (pct: string): number => {
  const [whole = "0", fraction = ""] = pct.split(".")
  return Number(whole) * 100 + Number(fraction.padEnd(2, "0").slice(0, 2))
}

export function ProposeWaiver({ items }: { items: Items }) {
  const t = useText()
  const say = useSay()
  const notAllowed = useNotAllowed()
  return (
    <DialogAction<Shared & { sizes?: Size[]; baseMax?: string; share: string }, { approvalId: string }>
      name="propose-waiver"
      label={t("waiver")}
      width={720}
      disabledReason={notAllowed("pricing.propose")}
      submitLabel={t("send")}
      initial={{ certainty: "assumption" }}
      submit={({ share, baseMax, to, sizes: chosen, ...body }, idempotencyKey) =>
        api(proposeWaiver, {
          body: { ...body, sizes: chosen ?? [], baseMax: baseMax || null, to: to ?? null, shareBp: basisPoints(share) },
          idempotencyKey,
        })
      }
    >
      <p className="hs-muted">{t("note")}</p>
      <div className="hs-fields">
        <SharedFields items={items} />
        <RateField name="share" label={t("share")} required />
        <SelectField
          name="sizes"
          label={t("sizes")}
          many
          options={sizes.map((value) => ({ value, label: say(sizeTitles[value]) }))}
        />
        <MoneyField name="baseMax" label={t("baseMax")} />
      </div>
    </DialogAction>
  )
}

interface PackageValues extends Shared {
  price: string
  termMonths: string
  within?: string
  oncePerUscc?: boolean
  renewInto?: string
}

export function ProposePackage({
  items,
  packages,
}: {
  items: Items
  packages: readonly z.output<typeof packageView>[]
}) {
  const t = useText()
  const say = useSay()
  const notAllowed = useNotAllowed()
  return (
    <DialogAction<PackageValues, { approvalId: string }>
      name="propose-package"
      label={t("package")}
      kind="primary"
      width={720}
      disabledReason={notAllowed("pricing.propose")}
      submitLabel={t("send")}
      initial={{ certainty: "assumption", termMonths: "12", oncePerUscc: true }}
      submit={({ within, to, renewInto, termMonths, oncePerUscc, ...body }, idempotencyKey) =>
        api(proposePackage, {
          body: {
            ...body,
            to: to ?? null,
            termMonths: Number(termMonths),
            newWithinDays: within ? Number(within) : null,
            oncePerUscc: oncePerUscc ?? false,
            renewInto: renewInto ?? null,
          },
          idempotencyKey,
        })
      }
    >
      <p className="hs-muted">{t("note")}</p>
      <div className="hs-fields">
        <SharedFields items={items} />
        <MoneyField name="price" label={t("price")} required />
        <WholeField name="termMonths" label={t("term")} required unit={t("monthWord")} />
        <WholeField name="within" label={t("within")} unit={t("dayWord")} />
        <SelectField
          name="renewInto"
          label={t("into")}
          options={packages.map((one) => ({ value: one.code, label: say(one) }))}
        />
        <CheckField name="oncePerUscc" label={t("once")}>
          {t("once")}
        </CheckField>
      </div>
    </DialogAction>
  )
}
