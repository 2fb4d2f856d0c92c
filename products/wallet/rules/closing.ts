// Closing a wallet: the holder's own money goes back the way it came while the channel still takes it, newest payment
// first, the rest to a bank account; granted money returns to whom it belongs. Nothing of a holder's is ever kept.

export interface PaidIn {
  orderNo: string
  amountFen: bigint
  /** Given back of it already, and in how many pieces. */
  refundedFen: bigint
  refunds: number
  /** Days since the channel's own success time. */
  ageDays: number
}

export interface ClosingPlan {
  toChannel: { orderNo: string; amountFen: bigint }[]
  toBankFen: bigint
  toFundFen: bigint
  toPromoFen: bigint
  refundFen: bigint
}

export interface ClosingFacts {
  /** The holder's own: what was paid in and the card's deposit. */
  ownFen: bigint
  fundFen: bigint
  promoFen: bigint
  paidIn: readonly PaidIn[]
  /** 365: how long the channel refunds, 50: into how many pieces at most. */
  channelDays: number
  channelRefundsMax: number
}

export function planClosing(facts: ClosingFacts): ClosingPlan {
  let left = facts.ownFen
  const toChannel: ClosingPlan["toChannel"] = []
  const usable = facts.paidIn
    .filter((one) => one.ageDays <= facts.channelDays && one.refunds < facts.channelRefundsMax)
    .toSorted((a, b) => a.ageDays - b.ageDays || (a.orderNo < b.orderNo ? -1 : 1))
  for (const one of usable) {
    const room = one.amountFen - one.refundedFen
    const part = room < left ? room : left
    if (part <= 0n) continue
    toChannel.push({ orderNo: one.orderNo, amountFen: part })
    left -= part
  }
  return { toChannel, toBankFen: left, toFundFen: facts.fundFen, toPromoFen: facts.promoFen, refundFen: facts.ownFen }
}
