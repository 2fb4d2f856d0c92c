// What fees do to the books. The customer sees one line with the whole fee; the tax inside it moves on from the income.
import { leg, posting } from "#ledger"
import { depositKey, subjectKey } from "#products/deposit"

interface Fee {
  accountNo: string
  outlet: string
  feeFen: bigint
  vatFen: bigint
}

export const chargeFee = posting("pricing/charge", { code: 3250, zh: "服务收费", en: "Service fee" }, (p: Fee) => [
  leg(depositKey(p.accountNo), subjectKey("6021", p.outlet), p.feeFen),
  leg(subjectKey("6021", p.outlet), subjectKey("2221", p.outlet), p.vatFen),
])

export const refundFee = posting(
  "pricing/refund",
  { code: 3251, zh: "服务收费退还", en: "Fee refunded", approval: true },
  (p: Fee) => [
    leg(subjectKey("2221", p.outlet), subjectKey("6021", p.outlet), p.vatFen),
    leg(subjectKey("6021", p.outlet), depositKey(p.accountNo), p.feeFen),
  ],
)

export const templates = [chargeFee, refundFee]
