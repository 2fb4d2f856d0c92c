// What prices, packages and charges are made of. Amounts travel and are stored as decimal yuan; they are bigint fen from
// the rules on. Pure: pages use this too.
import { z } from "zod"

export interface Both {
  zh: string
  en: string
}

export const natures = ["GOV_GUIDED", "GOV_FIXED", "MARKET"] as const
export type Nature = (typeof natures)[number]

export const natureTitles: Record<Nature, Both> = {
  GOV_GUIDED: { zh: "政府指导价", en: "Government-guided price" },
  GOV_FIXED: { zh: "政府定价", en: "Government price" },
  MARKET: { zh: "市场调节价", en: "Market price" },
}

export const categories = ["settlement", "account", "channel", "paper", "merchant"] as const
export type Category = (typeof categories)[number]

export const categoryTitles: Record<Category, Both> = {
  settlement: { zh: "转账汇款", en: "Transfers" },
  account: { zh: "账户管理", en: "Accounts" },
  channel: { zh: "电子渠道", en: "Electronic channels" },
  paper: { zh: "票据与凭证", en: "Papers" },
  merchant: { zh: "商户收单", en: "Merchants" },
}

export const certainties = ["fact", "unverified", "assumption"] as const
export type Certainty = (typeof certainties)[number]

export const sizes = ["micro", "small", "medium", "large"] as const
export type Size = (typeof sizes)[number]

export const sizeTitles: Record<Size, Both> = {
  micro: { zh: "微型企业", en: "Micro" },
  small: { zh: "小型企业", en: "Small" },
  medium: { zh: "中型企业", en: "Medium" },
  large: { zh: "大型企业", en: "Large" },
}

/** What the package itself costs: an item of its own, so that it stands in charges and savings like any other. */
export const packagePriceItem = "PACKAGE_PRICE"

/** Decimal yuan. Signs pass the shape so that the rules can say what is wrong with them. */
const yuanText = z.string().regex(/^-?\d{1,12}(\.\d{1,2})?$/, "金额须为最多两位小数 / at most two decimals")
const percentText = z.string().regex(/^-?\d{1,3}(\.\d{1,4})?$/, "比例须为最多四位小数的百分数 / at most four decimals")

/** One step of a tariff: from above `over` up to and with `upTo`, either a fixed fee or a share of the amount. */
export const tierText = z
  .object({ over: yuanText, upTo: yuanText.nullable(), fee: yuanText.nullable(), ratePct: percentText.nullable() })
  .meta({ id: "FeeTier" })

export const termsText = z
  .object({
    tiers: z.array(tierText).min(1).max(20),
    /** Most that one charge comes to. */
    cap: yuanText.nullable(),
    /** Cancelled by a document for everybody: nothing is charged, whatever the tiers say. */
    cancelled: z.boolean(),
  })
  .meta({ id: "FeeTerms" })

export type TierText = z.output<typeof tierText>
export type TermsText = z.output<typeof termsText>

export interface Tier {
  overFen: bigint
  upToFen: bigint | null
  feeFen: bigint | null
  /** Parts per million of the amount: 0.002% is 20. */
  ratePpm: bigint | null
}

export interface Terms {
  tiers: Tier[]
  capFen: bigint | null
  cancelled: boolean
}

/** A value that was in force from a day on, with the paper it comes from. */
export interface Dated {
  id: string
  from: string
  docNo: string
  certainty: Certainty
}

export interface FeeItem extends Both {
  code: string
  nature: Nature
  category: Category
  unitZh: string
  unitEn: string
  /** Months of one period for what runs on; null for what is charged when it is asked for. */
  periodMonths: number | null
}

export interface Price extends Dated {
  itemCode: string
  terms: Terms
}

export interface Waiver extends Dated, Both {
  code: string
  itemCodes: string[]
  /** Empty: firms of every size. */
  sizes: Size[]
  /** Only up to and with this amount of the transaction. */
  baseMaxFen: bigint | null
  /** Share of the fee that is not charged, in basis points. */
  shareBp: number
  to: string | null
}

export interface Package extends Dated, Both {
  code: string
  priceFen: bigint
  itemCodes: string[]
  termMonths: number
  /** Only for accounts opened at most so many days ago; null for any account. */
  newWithinDays: number | null
  oncePerUscc: boolean
  /** Package that a firm may go on with, by its own consent only. */
  renewInto: string | null
  to: string | null
}

export const choices = ["renew", "standard", "stop"] as const
/** What a firm may say about the end of its package. Saying nothing means the same as stop. */
export type Choice = (typeof choices)[number]
