// What a channel says became of a refund. Done: its debt to us falls. Failed or abnormal: the money stays set aside
// until people send it again or let the bank pay it out.
import { newId, type Posting } from "#ledger"
import type { FlowCtx } from "#kernel/flow"
import type { Notice, Seen } from "./confirm-load.ts"
import type { Result } from "./confirm-write.ts"
import type { Channel } from "./model.ts"
import { refundDone } from "./postings.ts"

export const refundFaults: Record<string, string> = { abnormal: "原支付卡或账户不能入账", failed: "渠道未能退款" }

export function endRefund(ctx: FlowCtx, seen: Seen, notice: Notice): { postings: Posting[]; result: Result } {
  const refund = seen.refunds.get(notice.subject)
  const result: Result = { seq: notice.seq, state: "done", text: "退款结果已登记" }
  const nothing = (text: string, state: "done" | "failed"): { postings: Posting[]; result: Result } => ({
    postings: [],
    result: { ...result, text, state },
  })
  if (!refund) return nothing("没有这笔退款", "failed")
  if (refund.state === "success") return nothing("重复通知", "done")
  if (!["approved", "accepted", "failed", "abnormal"].includes(refund.state))
    return nothing(`退款现为 ${refund.state}`, "failed")
  if (refund.amountFen !== notice.amountFen) return nothing("退款金额与登记不符", "failed")
  const { refundNo, orderNo, amountFen } = refund
  const ended = { refundNo, state: notice.outcome, channelRefundNo: notice.tradeNo }
  if (notice.outcome !== "success") {
    const text = refundFaults[notice.outcome] ?? null
    return { postings: [], result: { ...result, refund: { ...ended, text } } }
  }
  seen.refunds.set(refundNo, { ...refund, state: "success" })
  ctx.emit({ type: "acquiring.refunded", subject: refundNo, data: { refundNo, orderNo, amountFen, state: "success" } })
  const paper = { id: newId(), reference: refundNo, memo: `订单 ${orderNo}` }
  const done = refundDone.build({ channel: refund.channel as Channel, outlet: refund.outlet, amountFen }, paper)
  return { postings: [done], result: { ...result, refund: { ...ended, text: null } } }
}
