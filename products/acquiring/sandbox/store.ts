// What the sandbox channel remembers: orders and refunds as a real channel would, kept in a file of lines so that a
// demo started again finds them.
import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

export type SandboxChannel = "wechat" | "alipay"

export interface SandboxOrder {
  channel: SandboxChannel
  orderNo: string
  title: string
  totalFen: number
  couponFen: number
  state: "open" | "paid" | "closed"
  tradeNo: string
  paidAt: string | null
  expiresAt: string
  notifyUrl: string
}

export interface SandboxRefund {
  channel: SandboxChannel
  refundNo: string
  orderNo: string
  refundId: string
  refundFen: number
  payerFen: number
  state: "processing" | "success" | "abnormal" | "closed"
  acceptedAt: string
  endedAt: string | null
  notifyUrl: string | null
}

type Line = { order: SandboxOrder } | { refund: SandboxRefund }

export class SandboxStore {
  orders = new Map<string, SandboxOrder>()
  refunds = new Map<string, SandboxRefund>()
  #file: string | undefined

  constructor(folder?: string) {
    if (!folder) return
    mkdirSync(folder, { recursive: true })
    this.#file = join(folder, "channels.jsonl")
    if (!existsSync(this.#file)) return
    for (const text of readFileSync(this.#file, "utf8").split("\n")) {
      if (text === "") continue
      const line = JSON.parse(text) as Line
      if ("order" in line) this.orders.set(key(line.order.channel, line.order.orderNo), line.order)
      else this.refunds.set(key(line.refund.channel, line.refund.refundNo), line.refund)
    }
  }

  order(channel: SandboxChannel, orderNo: string): SandboxOrder | undefined {
    return this.orders.get(key(channel, orderNo))
  }

  refund(channel: SandboxChannel, refundNo: string): SandboxRefund | undefined {
    return this.refunds.get(key(channel, refundNo))
  }

  refundedFen(channel: SandboxChannel, orderNo: string): number {
    return this.refundsOf(channel, orderNo).reduce((sum, one) => sum + one.refundFen, 0)
  }

  refundsOf(channel: SandboxChannel, orderNo: string): SandboxRefund[] {
    return [...this.refunds.values()].filter(
      (one) => one.channel === channel && one.orderNo === orderNo && one.state !== "closed",
    )
  }

  keepOrder(order: SandboxOrder): void {
    this.orders.set(key(order.channel, order.orderNo), order)
    this.#write({ order })
  }

  keepRefund(refund: SandboxRefund): void {
    this.refunds.set(key(refund.channel, refund.refundNo), refund)
    this.#write({ refund })
  }

  #write(line: Line): void {
    if (this.#file) appendFileSync(this.#file, `${JSON.stringify(line)}\n`)
  }
}

const key = (channel: string, no: string): string => `${channel}:${no}`
