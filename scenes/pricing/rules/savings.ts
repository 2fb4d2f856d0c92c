// What a firm did not have to pay, and the tax inside what it paid.
import { mulDivHalfUp } from "../../../ledger/amount.ts"

export interface Charged {
  grossFen: bigint
  netFen: bigint
  /** Given back because the price was too high: that was never the firm's to pay. */
  overchargedFen: bigint
  /** The service was not rendered at all: neither its price nor its payment counts. */
  isVoid: boolean
}

/** Standard price less what was paid in the end. A package's own price has no standard price and lowers the saving. */
export const savedFen = (charge: Charged): bigint =>
  charge.isVoid ? 0n : charge.grossFen - charge.netFen + charge.overchargedFen

export const totalSavedFen = (charges: readonly Charged[]): bigint =>
  charges.reduce((sum, one) => sum + savedFen(one), 0n)

/** Tax inside a price (价内税): fee × rate ÷ (1 + rate), half up. */
export const vatInside = (feeFen: bigint, rateBp: number): bigint =>
  mulDivHalfUp(feeFen, BigInt(rateBp), 10_000n + BigInt(rateBp))

/** Tax of a refund, such that the parts of a charge given back never hold more tax than the charge. */
export const vatOfRefund = (paid: { leftFen: bigint; refundFen: bigint; rateBp: number }): bigint =>
  vatInside(paid.leftFen, paid.rateBp) - vatInside(paid.leftFen - paid.refundFen, paid.rateBp)
