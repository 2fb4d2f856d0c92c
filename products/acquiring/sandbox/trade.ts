// The sandbox channel's own business, the same for both shapes: opening, paying, closing and refunding, with the faults
// of a real channel on order.
import { randomBytes } from "node:crypto"
import { SandboxStore, type SandboxChannel, type SandboxOrder, type SandboxRefund } from "./store.ts"

/** What goes wrong, for tests and for people who want to see it. */
export interface Knobs {
  /** No answer at all to anything: the connection is cut. */
  isDown: boolean
  /** The next so many calls are carried out, their answers lost. */
  loseAnswers: number
  /** Milliseconds before every answer. */
  delayMs: number
  /** Every callback comes this many times. */
  callbackCopies: number
  /** Callbacks are not sent at all. */
  isSilent: boolean
  /** Answers and callbacks carry a signature of nobody. */
  hasWrongSignature: boolean
  /** Seconds by which the channel's clock differs. */
  clockSkewSeconds: number
  /** A coupon of the channel pays this much of every order. */
  couponFen: number
  /** Bill files are not made yet. */
  billsNotReady: boolean
}

export const calm = (): Knobs => ({
  isDown: false,
  loseAnswers: 0,
  delayMs: 0,
  callbackCopies: 1,
  isSilent: false,
  hasWrongSignature: false,
  clockSkewSeconds: 0,
  couponFen: 0,
  billsNotReady: false,
})

export class Trade {
  store: SandboxStore
  knobs: Knobs = calm()
  #now: () => Date
  /** Told whenever a payment or a refund ends. */
  onPaid: (order: SandboxOrder) => void = () => {}
  onRefunded: (refund: SandboxRefund, order: SandboxOrder) => void = () => {}

  constructor(store: SandboxStore, now: () => Date) {
    this.store = store
    this.#now = now
  }

  now(): Date {
    return new Date(this.#now().getTime() + this.knobs.clockSkewSeconds * 1_000)
  }

  /** The same number again is the same order. */
  open(order: Omit<SandboxOrder, "state" | "tradeNo" | "paidAt" | "couponFen">): SandboxOrder | "paid" | "other" {
    const known = this.store.order(order.channel, order.orderNo)
    if (known?.state === "paid") return "paid"
    if (known && known.totalFen !== order.totalFen) return "other"
    const made: SandboxOrder = { ...order, state: "open", tradeNo: "", paidAt: null, couponFen: 0 }
    this.store.keepOrder(known ? { ...known, notifyUrl: order.notifyUrl } : made)
    return made
  }

  pay(channel: SandboxChannel, orderNo: string): SandboxOrder | undefined {
    const order = this.store.order(channel, orderNo)
    if (!order || order.state !== "open") return order
    if (this.now() >= new Date(order.expiresAt)) return order
    const paid: SandboxOrder = {
      ...order,
      state: "paid",
      couponFen: Math.min(this.knobs.couponFen, order.totalFen - 1),
      tradeNo: this.#number(channel === "wechat" ? "42000" : "2026"),
      paidAt: this.now().toISOString(),
    }
    this.store.keepOrder(paid)
    this.onPaid(paid)
    return paid
  }

  close(channel: SandboxChannel, orderNo: string): "closed" | "paid" | "absent" {
    const order = this.store.order(channel, orderNo)
    if (!order) return "absent"
    if (order.state === "paid") return "paid"
    this.store.keepOrder({ ...order, state: "closed" })
    return "closed"
  }

  refund(
    asked: Pick<SandboxRefund, "channel" | "refundNo" | "orderNo" | "refundFen" | "notifyUrl"> & { reason: string },
  ): SandboxRefund | "absent" | "over" {
    const known = this.store.refund(asked.channel, asked.refundNo)
    if (known) return known
    const order = this.store.order(asked.channel, asked.orderNo)
    if (!order || order.state !== "paid") return "absent"
    if (this.store.refundedFen(asked.channel, asked.orderNo) + asked.refundFen > order.totalFen) return "over"
    const { reason, ...rest } = asked
    const payer = order.totalFen - order.couponFen
    const isAbnormal = reason.includes("销卡")
    const made: SandboxRefund = {
      ...rest,
      refundId: this.#number("50"),
      payerFen: Math.round((asked.refundFen * payer) / order.totalFen),
      state: asked.channel === "wechat" ? "processing" : "success",
      acceptedAt: this.now().toISOString(),
      endedAt: asked.channel === "wechat" ? null : this.now().toISOString(),
    }
    this.store.keepRefund(made)
    if (asked.channel === "wechat") setTimeout(() => this.#endRefund(made, order, isAbnormal), 20)
    return made
  }

  #endRefund(refund: SandboxRefund, order: SandboxOrder, isAbnormal: boolean): void {
    const state = isAbnormal ? "abnormal" : "success"
    const ended: SandboxRefund = { ...refund, state, endedAt: this.now().toISOString() }
    this.store.keepRefund(ended)
    this.onRefunded(ended, order)
  }

  #number(head: string): string {
    return (
      head +
      this.now().toISOString().slice(0, 10).replaceAll("-", "") +
      String(randomBytes(6).readUIntBE(0, 6)).padStart(15, "0")
    )
  }
}
