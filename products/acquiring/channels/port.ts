// What acquiring asks of any payment channel. An answer is never guessed: what did not come back in time is "unknown".
import type { News } from "../notices.ts"

export type Asked<T> =
  | { kind: "ok"; value: T }
  /** No answer, or one that cannot be believed: ask again, change nothing. */
  | { kind: "unknown"; why: string }
  /** The channel said no. */
  | { kind: "refused"; code: string; why: string }

export interface PaymentAsked {
  orderNo: string
  title: string
  amountFen: bigint
  expiresAt: Date
}

export interface PaymentFound {
  state: "absent" | "paying" | "success" | "closed"
  tradeNo: string
  amountFen: bigint
  couponFen: bigint
  payer: string | null
  paidAt: Date
}

export interface RefundToSend {
  refundNo: string
  orderNo: string
  amountFen: bigint
  totalFen: bigint
  reason: string
}

export interface RefundFound {
  state: "absent" | "accepted" | "success" | "failed" | "abnormal"
  channelRefundNo: string
  amountFen: bigint
  endedAt: Date | null
}

export interface BillFile {
  name: string
  /** Read once, as it comes: a bill of a million lines is never whole in memory. */
  content: AsyncIterable<Uint8Array>
}

export interface CallbackRequest {
  headers: Record<string, string | string[] | undefined>
  body: string
}

export interface CallbackReply {
  status: number
  mediaType: string
  body: string
}

export interface PaymentChannel {
  create(order: PaymentAsked): Promise<Asked<{ payUrl: string }>>
  query(orderNo: string): Promise<Asked<PaymentFound>>
  close(orderNo: string): Promise<Asked<"closed" | "paid">>
  refund(refund: RefundToSend): Promise<Asked<RefundFound>>
  queryRefund(refund: { refundNo: string; orderNo: string }): Promise<Asked<RefundFound>>
  /** The trade bill of a day as the channel packs it; "empty" is a day without trade. */
  bill(day: string): Promise<Asked<BillFile | "empty" | "not-ready">>
  /** The news in a callback, or null when its signature is wrong; [] when it is about nothing of ours. */
  readCallback(request: CallbackRequest, now: Date): News[] | null
  reply: { taken: CallbackReply; refused: CallbackReply }
}

export const unknown = (error: unknown): { kind: "unknown"; why: string } => ({
  kind: "unknown",
  why: (error as Error).message.slice(0, 200),
})
