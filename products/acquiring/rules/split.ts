// Sharing out a payment's net money and taking shares back. Parts always sum to the whole. Pure.
import { allocate } from "../../../ledger/amount.ts"
import type { Receiver } from "../model.ts"
import { feeOf } from "./refund.ts"

export interface SplitOf {
  feeFen: bigint
  netFen: bigint
  /** In the order of the receivers. */
  shares: bigint[]
}

/** Fee of the whole, then the net by shares of 10000; fen left over go to the largest remainders, earlier ones first. */
export function splitPayment(
  amountFen: bigint,
  feeBp: number,
  receivers: readonly Pick<Receiver, "shareBp">[],
): SplitOf {
  const feeFen = feeOf(amountFen, feeBp)
  return { feeFen, netFen: amountFen - feeFen, shares: splitNet(amountFen - feeFen, receivers) }
}

export function splitNet(netFen: bigint, receivers: readonly Pick<Receiver, "shareBp">[]): bigint[] {
  return allocate(
    netFen,
    receivers.map((one) => BigInt(one.shareBp)),
  )
}

export interface Received {
  amountFen: bigint
  /** Taken back by earlier refunds. */
  clawedFen: bigint
}

/** What each receiver gives back of a refund's cost; the refund that completes the order takes what each has left. */
export function clawBackShares(costFen: bigint, received: readonly Received[]): bigint[] {
  const left = received.map((one) => one.amountFen - one.clawedFen)
  const whole = left.reduce((sum, one) => sum + one, 0n)
  if (costFen === 0n || whole === 0n) return received.map(() => 0n)
  if (costFen >= whole) return left
  return allocate(
    costFen,
    received.map((one) => one.amountFen),
  )
}

export const shareSum = (receivers: readonly Pick<Receiver, "shareBp">[]): number =>
  receivers.reduce((sum, one) => sum + one.shareBp, 0)
