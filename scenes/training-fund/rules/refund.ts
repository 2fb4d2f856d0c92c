// What goes back to a parent, step by step, so that the sheet that is printed shows how the figure came about. Pure.
import { formatAmount } from "../../../ledger/amount.ts"
import { addDays } from "../../../kernel/calendar/date.ts"
import { cumulativeFen } from "../../../products/custody/rules.ts"
import type { Both, Deduction, GiftMode } from "../model.ts"

export interface Paid {
  tuitionFen: bigint
  paidLessons: number
  giftLessons: number
  giftMode: GiftMode
  materialsFen: bigint
  /** What a lesson costs on the list. */
  listPerLessonFen: bigint
}

export interface RefundCase {
  /** Lessons that stand: confirmed, by the parent or by silence. */
  held: number
  materialsHanded: boolean
  deduction: Deduction
  /** The policy permits deduction at the list price. */
  listPriceAllowed: boolean
  atFault: boolean
}

export interface RefundStep extends Both {
  amountFen: bigint
}

export interface RefundSheet {
  tuitionFen: bigint
  materialsFen: bigint
  totalFen: bigint
  /** Unearned at the paid price, which a deduction at the list price leaves with the institution. */
  keptFen: bigint
  earnedFen: bigint
  isListPrice: boolean
  steps: RefundStep[]
}

/** N of R(k): paid lessons, or all of them where the contract spreads the fee over gifts too. */
export const sharedLessons = (paid: Pick<Paid, "paidLessons" | "giftLessons" | "giftMode">): number =>
  paid.giftMode === "SPREAD_ALL" ? paid.paidLessons + paid.giftLessons : paid.paidLessons

const yuan = (fen: bigint): string => formatAmount(fen, 2)

export function refundSheet(paid: Paid, p: RefundCase): RefundSheet {
  const steps = sharedLessons(paid)
  const earnedFen = cumulativeFen({ paidFen: paid.tuitionFen, steps }, p.held)
  const unearned = paid.tuitionFen - earnedFen
  const isListPrice = p.deduction === "LIST_PRICE" && p.listPriceAllowed && !p.atFault
  const atList = paid.tuitionFen - paid.listPerLessonFen * BigInt(p.held)
  const tuitionFen = isListPrice ? max(0n, min(unearned, atList)) : unearned
  const materialsFen = p.materialsHanded ? 0n : paid.materialsFen
  const list: RefundStep[] = [
    { zh: "实缴课时费", en: "Tuition paid", amountFen: paid.tuitionFen },
    {
      zh: `已上 ${p.held} 课：R(${p.held}) = ${yuan(paid.tuitionFen)} × ${p.held} ÷ ${steps}，四舍五入到分`,
      en: `${p.held} lessons held: ${yuan(paid.tuitionFen)} × ${p.held} ÷ ${steps}, rounded to the fen`,
      amountFen: -earnedFen,
    },
  ]
  if (isListPrice)
    list.push({
      zh: `合同约定已上课按原价 ${yuan(paid.listPerLessonFen)} 元/课扣，比实付价多扣`,
      en: `The contract deducts lessons at the list price of ${yuan(paid.listPerLessonFen)}: further deduction`,
      amountFen: -(unearned - tuitionFen),
    })
  if (paid.materialsFen > 0n)
    list.push({
      zh: p.materialsHanded ? "教材已签收，不退" : "教材未领，退教材费",
      en: p.materialsHanded ? "Materials handed over: kept" : "Materials not handed over: returned",
      amountFen: materialsFen,
    })
  if (p.atFault && p.deduction === "LIST_PRICE")
    list.push({ zh: "机构原因，按实付价计算", en: "The institution's fault: at the paid price", amountFen: 0n })
  return {
    tuitionFen,
    materialsFen,
    totalFen: tuitionFen + materialsFen,
    keptFen: unearned - tuitionFen,
    earnedFen,
    isListPrice,
    steps: list,
  }
}

const min = (a: bigint, b: bigint): bigint => (a < b ? a : b)
const max = (a: bigint, b: bigint): bigint => (a > b ? a : b)

/** Seven days from paying in which all of it goes back unasked why; lost with the first lesson held. */
export const isCoolingOff = (p: { paidOn: string; askedOn: string; coolingDays: number; held: number }): boolean =>
  p.held === 0 && p.coolingDays > 0 && p.askedOn <= addDays(p.paidOn, p.coolingDays)
