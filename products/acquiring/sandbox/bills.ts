// Daily bill files in the published formats, from the sandbox's own trade: WeChat's back-quoted comma file with its
// summary, Alipay's zip with a comma file in GBK between comment lines.
import { zipSync } from "fflate"
import iconv from "iconv-lite"
import { beijing } from "../channels/times.ts"
import type { SandboxOrder, SandboxRefund, SandboxStore } from "./store.ts"

const feeRateBp = 60

export const yuanText = (fen: number): string =>
  `${fen < 0 ? "-" : ""}${Math.trunc(Math.abs(fen) / 100)}.${String(Math.abs(fen) % 100).padStart(2, "0")}`

/** Five decimals, as the file has them: hundredths of a fen never get lost. */
const feeText = (fen: number): string => {
  const tenThousandths = fen * feeRateBp
  const sign = tenThousandths < 0 ? "-" : ""
  const size = Math.abs(tenThousandths)
  return `${sign}${Math.trunc(size / 1e6)}.${String(Math.trunc(size % 1e6) / 10)
    .split(".")[0]!
    .padStart(5, "0")}`
}

const on = (at: string | null, day: string): boolean => at !== null && beijing(new Date(at)).startsWith(day)

function dayOf(store: SandboxStore, channel: string, day: string): { paid: SandboxOrder[]; refunds: SandboxRefund[] } {
  return {
    paid: [...store.orders.values()].filter((one) => one.channel === channel && on(one.paidAt, day)),
    refunds: [...store.refunds.values()].filter((one) => one.channel === channel && on(one.acceptedAt, day)),
  }
}

export const wechatHeader =
  "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注"
export const wechatSummaryHeader =
  "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额"

const refundWords = { processing: "PROCESSING", success: "SUCCESS", abnormal: "CHANGE", closed: "FAIL" }

/** Null on a day without trade. */
export function wechatBill(store: SandboxStore, day: string): Buffer | null {
  const { paid, refunds } = dayOf(store, "wechat", day)
  if (paid.length + refunds.length === 0) return null
  const head = (at: string, order: SandboxOrder) => [
    beijing(new Date(at)),
    "wx0000sandbox0000",
    "1900000109",
    "0",
    "",
    order.tradeNo,
    order.orderNo,
    "oSandboxPayer",
    "NATIVE",
  ]
  const rows = [
    ...paid.map((one) => [
      ...head(one.paidAt!, one),
      ...["SUCCESS", "OTHERS", "CNY", yuanText(one.totalFen), yuanText(0)],
      ...["0", "0", "0.00", "0.00", "", "", one.title, ""],
      ...[feeText(one.totalFen), "0.60%", yuanText(one.totalFen), "0.00", ""],
    ]),
    ...refunds.map((one) => [
      ...head(one.acceptedAt, store.order("wechat", one.orderNo)!),
      ...["REFUND", "OTHERS", "CNY", "0.00", "0.00"],
      ...[one.refundId, one.refundNo, yuanText(one.refundFen), "0.00", "ORIGINAL", refundWords[one.state], "退款", ""],
      ...[feeText(-one.refundFen), "0.60%", "0.00", yuanText(one.refundFen), ""],
    ]),
  ]
  const total = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0)
  const paidFen = total(paid.map((one) => one.totalFen))
  const refundFen = total(refunds.map((one) => one.refundFen))
  const summary = [
    String(rows.length),
    yuanText(paidFen),
    yuanText(refundFen),
    "0.00",
    feeText(paidFen - refundFen),
    yuanText(paidFen),
    yuanText(refundFen),
  ]
  const quoted = (row: readonly string[]) => row.map((cell) => `\`${cell.replaceAll(",", "，")}`).join(",")
  const lines = [wechatHeader, ...rows.map(quoted), wechatSummaryHeader, quoted(summary)]
  return Buffer.from(`\uFEFF${lines.join("\r\n")}\r\n`)
}

export const alipayHeader =
  "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注"

const sumText = (list: readonly number[]): string => yuanText(list.reduce((sum, one) => sum + one, 0))

export function alipayBill(store: SandboxStore, day: string, account: string): Buffer | null {
  const { paid, refunds } = dayOf(store, "alipay", day)
  if (paid.length + refunds.length === 0) return null
  const row = (kind: string, order: SandboxOrder, at: string, fen: number, requestNo: string) => [
    ...[`${order.tradeNo}\t`, `${order.orderNo}\t`, kind, order.title, beijing(new Date(at)), beijing(new Date(at))],
    ...["", "", "", "", "138****0000", yuanText(fen), yuanText(fen), "0.00", "0.00", "0.00", "0.00", "0.00", ""],
    ...[
      "0.00",
      "0.00",
      requestNo,
      yuanText(-Math.sign(fen) * Math.round((Math.abs(fen) * feeRateBp) / 10_000)),
      "0.00",
      "",
    ],
  ]
  const rows = [
    ...paid.map((one) => row("交易", one, one.paidAt!, one.totalFen, "")),
    ...refunds.map((one) =>
      row("退款", store.order("alipay", one.orderNo)!, one.acceptedAt, -one.refundFen, one.refundNo),
    ),
  ]
  const compact = day.replaceAll("-", "")
  const lines = [
    "#支付宝业务明细查询",
    `#账号：[${account}0156]`,
    `#起始日期：[${day} 00:00:00]   终止日期：[${day} 23:59:59]`,
    "#-----------------------------------------业务明细列表----------------------------------------",
    alipayHeader,
    ...rows.map((one) => one.join(",")),
    "#-----------------------------------------业务明细列表结束------------------------------------",
    `#交易合计：${paid.length}笔，商家实收共${sumText(paid.map((one) => one.totalFen))}元，商家优惠共0.00元`,
    `#退款合计：${refunds.length}笔，商家实收退款共${sumText(refunds.map((one) => -one.refundFen))}元，商家优惠退款共0.00元`,
    `#导出时间：[${day} 09:00:00]`,
  ]
  const file = iconv.encode(`${lines.join("\r\n")}\r\n`, "gbk")
  // A fixed time in the package: the same day always gives the same bytes.
  const mtime = new Date("2020-01-01T00:00:00Z")
  return Buffer.from(zipSync({ [`${account}_${compact}_业务明细.csv`]: [file, { mtime }] }))
}
