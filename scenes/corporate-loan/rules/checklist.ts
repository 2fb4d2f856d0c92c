// 尽职调查清单: what has to be looked at before a case may leave due diligence, and when a visit may be left out. Pure.
import type { LoanProduct } from "./products.ts"

interface Item {
  zh: string
  en: string
  /** Asked only where it applies. */
  when?: (of: ChecklistFacts) => boolean
}

export interface ChecklistFacts {
  product: LoanProduct
  hasCollateral: boolean
  hasGuarantor: boolean
}

const isProject = (of: ChecklistFacts): boolean => of.product === "project"

export const checklist = {
  licence: { zh: "营业执照与章程", en: "Licence and articles" },
  controllers: { zh: "实际控制人追溯到自然人", en: "Controllers to the natural person" },
  resolution: { zh: "股东会或董事会决议", en: "Board resolution" },
  statements: {
    zh: "近三年及最近一期报表，与银行流水、税务、水电核对",
    en: "Statements matched with bank, tax and utilities",
  },
  bureau: { zh: "征信报告（企业与实际控制人）", en: "Credit bureau, firm and controllers" },
  litigation: { zh: "涉诉与被执行情况", en: "Litigation" },
  tax: { zh: "纳税情况", en: "Tax" },
  environment: { zh: "环保许可与处罚", en: "Environment permit and penalties" },
  trade: { zh: "前五大客户、供应商及合同", en: "Top-5 customers and suppliers with contracts" },
  stock: { zh: "现场核实存货与应收账龄", en: "Stock and receivable ageing on site" },
  borrowings: { zh: "全部融资与对外担保", en: "All borrowings and guarantees" },
  purpose: { zh: "用途证明", en: "Proof of purpose" },
  guarantor: { zh: "保证人资格与能力", en: "Guarantor", when: (of) => of.hasGuarantor },
  collateral: {
    zh: "押品权属、照片、租赁与优先债权（税款、工资）",
    en: "Collateral title, photos, lease, priority debts",
    when: (of) => of.hasCollateral,
  },
  filing: { zh: "项目备案或核准", en: "Project filing or approval", when: isProject },
  land: { zh: "用地与规划许可", en: "Land and planning", when: isProject },
  construction: { zh: "施工许可", en: "Construction permit", when: isProject },
  assessment: { zh: "环评与能评", en: "Environment and energy assessment", when: isProject },
  equity: { zh: "资本金来源与到位证明", en: "Proof of equity", when: isProject },
  market: { zh: "市场与现金流测算", en: "Market and cash model", when: isProject },
} as const satisfies Record<string, Item>

export type CheckItem = keyof typeof checklist
export const checkItems = Object.keys(checklist) as [CheckItem, ...CheckItem[]]
export const checkResults = ["yes", "no", "na"] as const
export type CheckResult = (typeof checkResults)[number]

export const itemsFor = (of: ChecklistFacts): CheckItem[] =>
  checkItems.filter((code) => (checklist[code] as Item).when?.(of) ?? true)

export interface Answer {
  item: CheckItem
  result: CheckResult
  note: string
}

/** Items without a usable answer: none at all, a plain no, or "does not apply" without a word why. */
export function openItems(of: ChecklistFacts, answers: readonly Answer[]): CheckItem[] {
  const said = new Map(answers.map((one) => [one.item, one]))
  return itemsFor(of).filter((item) => {
    const answer = said.get(item)
    return !answer || answer.result === "no" || (answer.result === "na" && answer.note.trim() === "")
  })
}

export interface VisitFacts {
  onSiteVisits: number
  offSiteVisits: number
  amountFen: bigint
  isSmallFirm: boolean
  /** Small firms up to this amount may be looked at off site alone (R8). */
  offSiteMaxFen: bigint
}

/** Whether the firm has been looked at as the measures ask: on site, or off site where that is enough. */
export const visitedEnough = (of: VisitFacts): boolean =>
  of.onSiteVisits > 0 || (of.offSiteVisits > 0 && of.isSmallFirm && of.amountFen <= of.offSiteMaxFen)
