// Papers of acquiring: the slip of a payment, of a refund, and the statement of a settlement.
import { parseAmount } from "#ledger"
import { facts, fenInCapitals, grids, paragraph } from "#kernel/document"
import { ok } from "#kernel/refusal"
import type { PrintKind } from "#kernel/scene"
import { channelTitles } from "./model.ts"
import { settlementDetail } from "./queries/merchants.ts"
import { orderStory, refundOf } from "./queries/orders.ts"
import { refuse } from "./refusals.ts"
import { orderTitles, refundTitles } from "./states.ts"

const permission = "acquiring.print"
const capitals = (yuan: string): string => `人民币${fenInCapitals(parseAmount(yuan, 2) ?? 0n)}`
const when = (at: string | null): string =>
  at ? new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 19).replace("T", " ") : "—"

const slip: PrintKind = {
  kind: "acquiring.slip",
  zh: "收款凭证",
  en: "Payment slip",
  permission,
  render: async (ctx, objectId) => {
    const found = await orderStory(ctx, objectId)
    if (!found.ok) return found
    const { order } = found.value
    if (order.state !== "success")
      return refuse["E-STATE"]({ orderNo: order.orderNo, state: orderTitles[order.state].zh })
    return ok({
      title: "收款凭证",
      number: order.orderNo,
      body: [
        facts([
          ["收款商户", order.merchant],
          ["项目", order.title],
          ["付款人", order.payer ?? "—"],
          ["渠道", channelTitles[order.channel].zh],
          ["渠道流水号", order.tradeNo ?? "—"],
          ["支付时间", when(order.paidAt)],
          ["金额（小写）", `¥${order.amount}`],
          ["金额（大写）", capitals(order.amount)],
          ["已退", order.refunded],
        ]),
      ],
    })
  },
}

const refundSlip: PrintKind = {
  kind: "acquiring.refund-slip",
  zh: "退款凭证",
  en: "Refund slip",
  permission,
  render: async (ctx, objectId) => {
    const found = await refundOf(ctx, objectId)
    if (!found.ok) return found
    const one = found.value
    return ok({
      title: "退款凭证",
      number: one.refundNo,
      body: [
        facts([
          ["商户", one.merchant],
          ["原订单", one.orderNo],
          ["状态", refundTitles[one.state].zh],
          ["退款金额", `¥${one.amount}`],
          ["金额（大写）", capitals(one.amount)],
          ["其中退付款人", one.payer],
          ["其中退优惠方", one.coupon],
          ["退还手续费", one.feeBack],
          ["原因", one.reason],
          ["申请时间", when(one.askedAt)],
          ["完成时间", when(one.endedAt)],
        ]),
      ],
    })
  },
}

const statement: PrintKind = {
  kind: "acquiring.settlement",
  zh: "收单结算单",
  en: "Settlement statement",
  permission,
  render: async (ctx, objectId) => {
    const found = await settlementDetail(ctx, objectId)
    if (!found.ok) return found
    const { settlement: s, receivers, orders } = found.value
    const head = ["订单号", "项目", "支付时间", "金额", "手续费"]
    const rows = orders.map((one) => [one.orderNo, one.title, when(one.paidAt), one.amount, one.fee])
    return ok({
      title: "收单结算单",
      number: s.settlementNo,
      signatures: ["结算银行"],
      body: [
        facts([
          ["商户", s.merchant],
          ["结算日", s.settleOn],
          ["笔数", String(s.orders)],
          ["收款合计", s.gross],
          ["退款合计", s.refunds],
          ["手续费", s.fee],
          ["结算净额", s.net],
          ["金额（大写）", capitals(s.net)],
        ]),
        grids(
          ["收款方", "账号", "金额"],
          receivers.map((one) => [one.name, one.accountNo ?? "—", one.amount]),
          { right: [2], widths: ["*", 140, 90] },
        ),
        grids(head, rows, { right: [3, 4], widths: [130, "*", 100, 60, 50] }),
        paragraph(rows.length < s.orders ? `明细仅列前 ${rows.length} 笔。` : "请在收到后 15 日内核对。"),
      ],
    })
  },
}

export const prints: PrintKind[] = [slip, refundSlip, statement]
