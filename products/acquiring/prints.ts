// Papers of acquiring: the slips of a payment and a refund, the statement of a settlement, the report of a reconciled day.
import { parseAmount } from "#ledger"
import { isDate } from "#kernel/calendar"
import { facts, fenInCapitals, grids, heading, paragraph } from "#kernel/document"
import { ok } from "#kernel/refusal"
import type { PrintKind } from "#kernel/scene"
import { billedChannels, channelTitles } from "./model.ts"
import { settlementDetail } from "./queries/merchants.ts"
import { orderStory, refundOf } from "./queries/orders.ts"
import { dayDetail, type itemsBy } from "./queries/recon.ts"
import { refuse } from "./refusals.ts"
import { itemTitles, kindTitles } from "./rules/recon.ts"
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

/** objectId: channel and day, as "wechat:2026-03-02". */
const report: PrintKind = {
  kind: "acquiring.recon-report",
  zh: "渠道对账报告",
  en: "Reconciliation report",
  // The branch's own: a channel's day is everybody's money.
  permission: "acquiring.read",
  render: async (ctx, objectId) => {
    const [channel = "", day = ""] = objectId.split(":")
    const known = billedChannels.find((one) => one === channel)
    if (!known || !isDate(day)) return refuse["E-DAY-UNMATCHED"]({ channel, day })
    const found = await dayDetail(ctx, { channel: known, day })
    if (!found.ok) return found
    const { day: one, items, bank, bankReason } = found.value
    const title = channelTitles[known].zh
    if (one.state !== "matched" && one.state !== "signed") return refuse["E-DAY-UNMATCHED"]({ channel: title, day })
    const right = [1, 2, 3, 4]
    return ok({
      title: "渠道对账报告",
      number: `${known.toUpperCase()}-${day}`,
      signatures: ["对账人", "签结人"],
      body: [
        facts([
          ["渠道", title],
          ["账单日", day],
          ["相符笔数", String(one.matched)],
          ["待处理差异", `${one.open}（共 ${one.items}）`],
          ["应到账（元）", one.expected],
          ["已到账（元）", one.received],
          ["状态", one.state === "signed" ? `已签结（${one.signedBy ?? "—"}）` : "已核对，未签结"],
          ["到账差额说明", bankReason ?? "—"],
        ]),
        heading("三方核对"),
        grids(
          ["来源", "笔数", "收款", "退款", "手续费"],
          [
            ["本行账务", String(one.ourCount), one.ourPay, one.ourRefund, "—"],
            ["渠道账单", String(one.theirCount), one.theirPay, one.theirRefund, one.theirFee],
            ["银行到账", String(bank.length), one.received, "—", "—"],
          ],
          { right },
        ),
        heading("差异与处理"),
        ...(items.length > 0 ? [differencesOf(items)] : [paragraph("三方一致，没有差异。")]),
        ...(bank.length > 0
          ? [
              heading("到账明细"),
              grids(
                ["银行流水号", "到账日", "金额", "其中补记手续费", "登记人"],
                bank.map((line) => [line.bankRef, line.valueOn, line.amount, line.fee, line.keptBy]),
                { right: [2, 3] },
              ),
            ]
          : []),
      ],
    })
  },
}

const numberMax = 22

/** Long numbers may break once: a paper has no room to scroll. */
function keyText({ key, lineKind }: { key: string; lineKind: string }): string {
  const number = key.slice(key.indexOf(":") + 1)
  const shown = number.length > numberMax ? `${number.slice(0, numberMax)} ${number.slice(numberMax)}` : number
  return `${lineKind === "pay" ? "支付" : "退款"} ${shown}`
}

function differencesOf(items: Awaited<ReturnType<typeof itemsBy>>["items"]): unknown {
  return grids(
    ["类型", "交易", "本行", "渠道", "挂账", "结果", "说明"],
    items.map((item) => [
      kindTitles[item.kind].zh,
      keyText(item),
      item.ours ?? "—",
      item.theirs ?? "—",
      item.suspense ?? "—",
      itemTitles[item.state].zh,
      item.reason ?? "—",
    ]),
    { right: [2, 3, 4], widths: [44, "*", 56, 56, 56, 36, 48] },
  )
}

export const prints: PrintKind[] = [slip, refundSlip, statement, report]
