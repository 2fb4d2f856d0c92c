// What collecting does to the books. The only file of the scene that speaks to the ledger.
import { leg, posting } from "#ledger"
import { depositKey, subjectKey } from "#products/deposit"
import { aheadKey, billKey, issuedKey, unmatchedKey } from "./accounts.ts"

interface BillPart {
  billNo: string
  orgId: string
  amountFen: bigint
}

const less = (p: BillPart) => [leg(issuedKey(p.orgId), billKey(p.billNo), p.amountFen)]

export const publishBill = posting(
  "collection/publish",
  { code: 4201, zh: "发布账单", en: "Bill published" },
  (p: BillPart) => [leg(billKey(p.billNo), issuedKey(p.orgId), p.amountFen)],
)

export const payBill = posting("collection/pay", { code: 4202, zh: "账单缴款", en: "Bill paid" }, less)

export const relieveBill = posting(
  "collection/relief",
  { code: 4203, zh: "账单减免", en: "Bill reduced", approval: true },
  less,
)

/** Of an open amount the payer has chosen his; the rest was never owed and needs nobody's signature. */
export const releaseRest = posting(
  "collection/rest",
  { code: 4210, zh: "不定额余额核销", en: "Rest of an open amount let go" },
  less,
)

export const voidBill = posting(
  "collection/void",
  { code: 4204, zh: "账单作废", en: "Bill void", approval: true },
  less,
)

export const keepAhead = posting(
  "collection/ahead",
  { code: 4205, zh: "转入预存款", en: "Paid ahead" },
  (p: { outlet: string; payerId: string; amountFen: bigint }) => [
    leg(subjectKey("1003", p.outlet), aheadKey(p.payerId), p.amountFen),
  ],
)

/** Money paid ahead reaches the organisation when a bill takes it. */
export const useAhead = posting(
  "collection/use-ahead",
  { code: 4206, zh: "预存款抵缴", en: "Bill paid from money ahead" },
  (p: BillPart & { payerId: string; accountNo: string; takenFen: bigint }) => [
    leg(aheadKey(p.payerId), depositKey(p.accountNo), p.takenFen),
    ...(p.amountFen > 0n ? less(p) : []),
  ],
)

export const keepUnmatched = posting(
  "collection/unmatched",
  { code: 4207, zh: "待认领款入账", en: "Unmatched money taken" },
  (p: { outlet: string; amountFen: bigint }) => [
    leg(subjectKey("1003", p.outlet), unmatchedKey(p.outlet), p.amountFen),
  ],
)

/** Back to clearing, from where the claimed payment is booked like any other. */
export const releaseUnmatched = posting(
  "collection/claim",
  { code: 4208, zh: "待认领款认领", en: "Unmatched money claimed" },
  (p: { outlet: string; amountFen: bigint }) => [
    leg(unmatchedKey(p.outlet), subjectKey("1003", p.outlet), p.amountFen),
  ],
)

export const returnUnmatched = posting(
  "collection/return",
  { code: 4209, zh: "待认领款退回", en: "Unmatched money returned" },
  (p: { outlet: string; amountFen: bigint }) => [
    leg(unmatchedKey(p.outlet), subjectKey("1003", p.outlet), p.amountFen),
  ],
)

export const templates = [
  publishBill,
  payBill,
  relieveBill,
  releaseRest,
  voidBill,
  keepAhead,
  useAhead,
  keepUnmatched,
  releaseUnmatched,
  returnUnmatched,
]
