// What a refund may be and how its parts are shared, after the channels' published rules. Pure.
import { mulDivHalfUp } from "../../../ledger/amount.ts"
import { daysBetween } from "../../../kernel/calendar/date.ts"

export interface PaidOrder {
  amountFen: bigint
  /** What a coupon of the channel paid of it. */
  couponFen: bigint
  feeFen: bigint
  channelFeeFen: bigint
  paidOn: string
}

export interface RefundPart {
  amountFen: bigint
  payerFen: bigint
  feeBackFen: bigint
  channelFeeBackFen: bigint
}

export interface RefundLimits {
  daysMax: number
  partsMax: number
}

export type RefundFault =
  | { kind: "amount" }
  | { kind: "over"; leftFen: bigint }
  | { kind: "too-old"; days: number; max: number }
  | { kind: "parts"; parts: number; max: number }

const sum = (parts: readonly RefundPart[], of: keyof RefundPart): bigint =>
  parts.reduce((all, part) => all + part[of], 0n)

export const refundableFen = (order: PaidOrder, earlier: readonly RefundPart[]): bigint =>
  order.amountFen - sum(earlier, "amountFen")

/** Why this amount cannot go back through the channel today, or null. Money paid out by the bank knows no window. */
export function refundFault(
  order: PaidOrder,
  earlier: readonly RefundPart[],
  asked: { amountFen: bigint; today: string },
  limits: RefundLimits | null,
): RefundFault | null {
  if (asked.amountFen <= 0n) return { kind: "amount" }
  const leftFen = refundableFen(order, earlier)
  if (asked.amountFen > leftFen) return { kind: "over", leftFen }
  if (!limits) return null
  const days = daysBetween(order.paidOn, asked.today)
  if (days > limits.daysMax) return { kind: "too-old", days, max: limits.daysMax }
  if (earlier.length >= limits.partsMax) return { kind: "parts", parts: earlier.length, max: limits.partsMax }
  return null
}

/**
 * A part's share of coupon and fees. The part that completes the order takes what is left of each, so that rounding
 * of the parts never leaves a fen behind.
 */
export function refundPart(order: PaidOrder, earlier: readonly RefundPart[], amountFen: bigint): RefundPart {
  const payerPaid = order.amountFen - order.couponFen
  const completes = amountFen === refundableFen(order, earlier)
  const share = (whole: bigint, of: keyof RefundPart): bigint => {
    const left = whole - sum(earlier, of)
    const part = completes ? left : mulDivHalfUp(amountFen, whole, order.amountFen)
    return part < left ? part : left
  }
  return {
    amountFen,
    payerFen: bounded(share(payerPaid, "payerFen"), amountFen),
    feeBackFen: share(order.feeFen, "feeBackFen"),
    channelFeeBackFen: share(order.channelFeeFen, "channelFeeBackFen"),
  }
}

/** A last part after many rounded ones may not give the payer more than the part itself. */
const bounded = (fen: bigint, max: bigint): bigint => (fen > max ? max : fen)

/** Fee of an amount at a rate in hundredths of a per cent. */
export const feeOf = (amountFen: bigint, feeBp: number): bigint => mulDivHalfUp(amountFen, BigInt(feeBp), 10_000n)
