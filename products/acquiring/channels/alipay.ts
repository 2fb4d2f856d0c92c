// Alipay through its own SDK: "precreate" gives an address the payer opens or scans. Answers are believed with a good
// signature only.
import { AlipaySdk, type AlipaySdkCommonResult } from "alipay-sdk"
import { formatAmount, parseAmount } from "#ledger"
import type { News } from "../notices.ts"
import {
  unknown,
  type Asked,
  type BillFile,
  type CallbackRequest,
  type PaymentChannel,
  type PaymentFound,
  type RefundFound,
} from "./port.ts"
import { beijing, fromBeijing } from "./times.ts"

export interface AlipayKeys {
  appId: string
  /** PKCS8. */
  privateKey: string
  alipayPublicKey: string
}

const timeoutMs = 8_000
const downloadMaxMs = 600_000
const epoch = new Date(0)
const yuan = (fen: bigint): string => formatAmount(fen, 2)
const fen = (text: unknown): bigint => parseAmount(String(text ?? "0"), 2) ?? 0n

export function alipayChannel(keys: AlipayKeys, options: { gateway: string; notifyUrl: string }): PaymentChannel {
  const sdk = new AlipaySdk({ ...keys, gateway: options.gateway, keyType: "PKCS8", timeout: timeoutMs })
  const call = async (method: string, bizContent: Record<string, unknown>, more: object = {}) => {
    try {
      return judged(await sdk.exec(method, { bizContent, ...more }, { validateSign: true }))
    } catch (error) {
      return unknown(error)
    }
  }
  return {
    create: async (order) => {
      const content = {
        outTradeNo: order.orderNo,
        totalAmount: yuan(order.amountFen),
        subject: order.title.slice(0, 80),
        timeExpire: beijing(order.expiresAt),
      }
      const made = await call("alipay.trade.precreate", content, { notifyUrl: options.notifyUrl })
      return made.kind === "ok" ? { kind: "ok", value: { payUrl: String(made.value["qrCode"]) } } : made
    },
    query: async (orderNo) => {
      const found = await call("alipay.trade.query", { outTradeNo: orderNo })
      if (isAbsent(found)) return { kind: "ok", value: { ...absent, state: "absent" } }
      return found.kind === "ok" ? { kind: "ok", value: paymentOf(found.value) } : found
    },
    close: async (orderNo) => {
      const closed = await call("alipay.trade.close", { outTradeNo: orderNo })
      if (closed.kind === "ok" || isAbsent(closed)) return { kind: "ok", value: "closed" }
      return closed.kind === "refused" && closed.code === "ACQ.TRADE_STATUS_ERROR"
        ? { kind: "ok", value: "paid" }
        : closed
    },
    refund: async (refund) => {
      const done = await call("alipay.trade.refund", {
        outTradeNo: refund.orderNo,
        outRequestNo: refund.refundNo,
        refundAmount: yuan(refund.amountFen),
        refundReason: refund.reason.slice(0, 80),
      })
      // "Taken" is not "done": whether it is done is asked for, as the platform advises.
      const value: RefundFound = {
        state: "accepted",
        channelRefundNo: refund.refundNo,
        amountFen: refund.amountFen,
        endedAt: null,
      }
      return done.kind === "ok" ? { kind: "ok", value } : done
    },
    queryRefund: (refund) => refundOf(call, refund),
    bill: (day) => billOf(call, day),
    readCallback: (request) => readCallback(sdk, request),
    reply: {
      taken: { status: 200, mediaType: "text/plain", body: "success" },
      refused: { status: 401, mediaType: "text/plain", body: "fail" },
    },
  }
}

type Call = (method: string, content: Record<string, unknown>) => Promise<Asked<AlipaySdkCommonResult>>

function judged(result: AlipaySdkCommonResult): Asked<AlipaySdkCommonResult> {
  if (result.code === "10000") return { kind: "ok", value: result }
  const code = String(result["subCode"] ?? result.code)
  const why = String(result["subMsg"] ?? result.msg)
  // 20000 is the platform's own trouble; ACQ.SYSTEM_ERROR says so in words.
  if (result.code === "20000" || /SYSTEM_?ERROR/.test(code)) return { kind: "unknown", why }
  return { kind: "refused", code, why }
}

const isAbsent = (answer: Asked<unknown>): boolean => answer.kind === "refused" && answer.code === "ACQ.TRADE_NOT_EXIST"

const absent = { tradeNo: "", amountFen: 0n, couponFen: 0n, payer: null, paidAt: epoch }

const states: Record<string, PaymentFound["state"]> = {
  TRADE_SUCCESS: "success",
  TRADE_FINISHED: "success",
  TRADE_CLOSED: "closed",
}

function paymentOf(said: AlipaySdkCommonResult): PaymentFound {
  const total = fen(said["totalAmount"])
  return {
    state: states[String(said["tradeStatus"])] ?? "paying",
    tradeNo: String(said["tradeNo"] ?? ""),
    amountFen: total,
    couponFen: said["buyerPayAmount"] === undefined ? 0n : total - fen(said["buyerPayAmount"]),
    payer: said["buyerLogonId"] ? String(said["buyerLogonId"]) : null,
    paidAt: said["sendPayDate"] ? fromBeijing(String(said["sendPayDate"])) : epoch,
  }
}

async function refundOf(call: Call, refund: { refundNo: string; orderNo: string }): Promise<Asked<RefundFound>> {
  const content = { outTradeNo: refund.orderNo, outRequestNo: refund.refundNo }
  const said = await call("alipay.trade.fastpay.refund.query", content)
  const nothing: RefundFound = { state: "absent", channelRefundNo: "", amountFen: 0n, endedAt: null }
  if (isAbsent(said)) return { kind: "ok", value: nothing }
  if (said.kind !== "ok") return said
  // Without a number the platform never heard of the refund.
  if (!said.value["outRequestNo"]) return { kind: "ok", value: nothing }
  const isDone = said.value["refundStatus"] === "REFUND_SUCCESS"
  const endedAt = said.value["gmtRefundPay"] ? fromBeijing(String(said.value["gmtRefundPay"])) : null
  const amountFen = fen(said.value["refundAmount"])
  return {
    kind: "ok",
    value: { state: isDone ? "success" : "accepted", channelRefundNo: refund.refundNo, amountFen, endedAt },
  }
}

async function billOf(call: Call, day: string): Promise<Asked<BillFile | "empty" | "not-ready">> {
  const where = await call("alipay.data.dataservice.bill.downloadurl.query", { billType: "trade", billDate: day })
  if (where.kind === "refused" && /BILL_NOT_EXIST|NO_DATA/i.test(where.code)) return { kind: "ok", value: "empty" }
  if (where.kind !== "ok") return where
  try {
    // The address lives thirty seconds and carries its own right to read.
    const url = String(where.value["billDownloadUrl"])
    const response = await fetch(url, { signal: AbortSignal.timeout(downloadMaxMs), redirect: "error" })
    if (!response.ok || !response.body) return { kind: "unknown", why: `HTTP ${response.status}` }
    return { kind: "ok", value: { name: `alipay-${day}.zip`, content: response.body } }
  } catch (error) {
    return unknown(error)
  }
}

function readCallback(sdk: AlipaySdk, request: CallbackRequest): News[] | null {
  const said = Object.fromEntries(new URLSearchParams(request.body))
  // The body is decoded already; the SDK's default would decode a second time.
  if (!isSigned(sdk, said)) return null
  if (said["app_id"] !== sdk.config.appId || !states[said["trade_status"] ?? ""]) return []
  // A full refund closes the trade: that is news of the refund, which is asked for on its own.
  if (states[said["trade_status"]!] !== "success" || said["out_biz_no"]) return []
  const amountFen = fen(said["total_amount"])
  return [
    {
      channel: "alipay",
      kind: "pay",
      source: "callback",
      outcome: "success",
      subject: said["out_trade_no"] ?? "",
      tradeNo: said["trade_no"] ?? "",
      amountFen,
      couponFen: said["buyer_pay_amount"] === undefined ? 0n : amountFen - fen(said["buyer_pay_amount"]),
      payer: said["buyer_logon_id"] ?? null,
      happenedAt: said["gmt_payment"] ? fromBeijing(said["gmt_payment"]) : epoch,
    },
  ]
}

function isSigned(sdk: AlipaySdk, said: Record<string, string>): boolean {
  try {
    return sdk.checkNotifySign(said, true)
  } catch {
    return false
  }
}
