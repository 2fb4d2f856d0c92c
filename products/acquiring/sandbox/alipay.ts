// The sandbox in the shape of Alipay's gateway: one address, a method in the query, answers and notices signed.
import { createSign, createVerify } from "node:crypto"
import { beijing, fromBeijing } from "../channels/times.ts"
import { alipayBill, yuanText } from "./bills.ts"
import type { SandboxKeys } from "./keys.ts"
import type { SandboxOrder } from "./store.ts"
import type { Trade } from "./trade.ts"
import type { Said } from "./wechat.ts"

type Data = Record<string, unknown>

const success = (data: Data): Data => ({ code: "10000", msg: "Success", ...data })
const failure = (subCode: string, subMsg: string): Data => ({
  code: "40004",
  msg: "Business Failed",
  sub_code: subCode,
  sub_msg: subMsg,
})
const fenOf = (text: unknown): number => Number(String(text).replace(".", ""))

export class AlipayShape {
  #trade: Trade
  #keys: SandboxKeys

  constructor(trade: Trade, keys: SandboxKeys) {
    this.#trade = trade
    this.#keys = keys
  }

  answer(url: URL, body: string, base: string): Said {
    const params = { ...Object.fromEntries(url.searchParams), ...Object.fromEntries(new URLSearchParams(body)) }
    const method = params["method"] ?? ""
    const content = JSON.parse(params["biz_content"] ?? "{}") as Data
    const data = this.#isMerchant(params)
      ? this.#route(method, content, { base, notifyUrl: params["notify_url"] ?? "" })
      : failure("isv.invalid-signature", "验签出错")
    const text = JSON.stringify(data)
    const answer = `{"${method.replaceAll(".", "_")}_response":${text},"sign":"${this.#sign(text)}"}`
    return { status: 200, body: answer, headers: { "content-type": "application/json;charset=utf-8" } }
  }

  #route(method: string, content: Data, at: { base: string; notifyUrl: string }): Data {
    const orderNo = String(content["out_trade_no"] ?? "")
    switch (method) {
      case "alipay.trade.precreate":
        return this.#create(content, orderNo, at)
      case "alipay.trade.query":
        return this.#query(orderNo)
      case "alipay.trade.close": {
        const end = this.#trade.close("alipay", orderNo)
        if (end === "paid") return failure("ACQ.TRADE_STATUS_ERROR", "交易状态不合法")
        return end === "absent" ? notExist : success({ out_trade_no: orderNo })
      }
      case "alipay.trade.refund":
        return this.#refund(content, orderNo)
      case "alipay.trade.fastpay.refund.query":
        return this.#queryRefund(String(content["out_request_no"]), orderNo)
      case "alipay.data.dataservice.bill.downloadurl.query":
        return this.#bill(String(content["bill_date"]), at.base)
      default:
        return failure("isv.invalid-method", method)
    }
  }

  #create(content: Data, orderNo: string, at: { base: string; notifyUrl: string }): Data {
    const order = this.#trade.open({
      channel: "alipay",
      orderNo,
      title: String(content["subject"]),
      totalFen: fenOf(content["total_amount"]),
      expiresAt: fromBeijing(String(content["time_expire"])).toISOString(),
      notifyUrl: at.notifyUrl,
    })
    if (order === "paid") return failure("ACQ.TRADE_HAS_SUCCESS", "交易已被支付")
    if (order === "other") return failure("ACQ.CONTEXT_INCONSISTENT", "交易信息被篡改")
    return success({ out_trade_no: orderNo, qr_code: `${at.base}/pay/alipay/${orderNo}` })
  }

  #query(orderNo: string): Data {
    const order = this.#trade.store.order("alipay", orderNo)
    if (!order) return notExist
    const status = { open: "WAIT_BUYER_PAY", paid: "TRADE_SUCCESS", closed: "TRADE_CLOSED" }[order.state]
    return success({ trade_status: status, ...this.#facts(order) })
  }

  #facts(order: SandboxOrder): Data {
    return {
      out_trade_no: order.orderNo,
      trade_no: order.tradeNo,
      total_amount: yuanText(order.totalFen),
      buyer_pay_amount: yuanText(order.totalFen - order.couponFen),
      buyer_logon_id: "138****0000",
      ...(order.paidAt ? { send_pay_date: beijing(new Date(order.paidAt)) } : {}),
    }
  }

  #refund(content: Data, orderNo: string): Data {
    const refund = this.#trade.refund({
      channel: "alipay",
      orderNo,
      refundNo: String(content["out_request_no"]),
      reason: String(content["refund_reason"] ?? ""),
      refundFen: fenOf(content["refund_amount"]),
      notifyUrl: null,
    })
    if (refund === "absent") return notExist
    if (refund === "over") return failure("ACQ.REFUND_AMT_NOT_EQUAL_TOTAL", "退款金额超限")
    return success({ out_trade_no: orderNo, fund_change: "Y", refund_fee: yuanText(refund.refundFen) })
  }

  #queryRefund(refundNo: string, orderNo: string): Data {
    const refund = this.#trade.store.refund("alipay", refundNo)
    if (!refund) return success({})
    return success({
      out_trade_no: orderNo,
      out_request_no: refundNo,
      refund_amount: yuanText(refund.refundFen),
      refund_status: "REFUND_SUCCESS",
      gmt_refund_pay: beijing(new Date(refund.endedAt ?? refund.acceptedAt)),
    })
  }

  #bill(day: string, base: string): Data {
    if (this.#trade.knobs.billsNotReady) return failure("isp.bill-not-ready", "账单尚未生成")
    if (!alipayBill(this.#trade.store, day, this.#keys.alipay.appId)) return failure("isp.bill_not_exist", "账单不存在")
    return success({ bill_download_url: `${base}/alipay/bills/${day}` })
  }

  file(day: string): Said {
    const content = alipayBill(this.#trade.store, day, this.#keys.alipay.appId)
    return { status: content ? 200 : 404, body: content ?? "", headers: { "content-type": "application/zip" } }
  }

  callbackOfPayment(order: SandboxOrder): Said {
    const { send_pay_date: paidAt, ...facts } = this.#facts(order)
    const data: Record<string, string> = {
      ...(facts as Record<string, string>),
      app_id: this.#keys.alipay.appId,
      notify_type: "trade_status_sync",
      trade_status: "TRADE_SUCCESS",
      charset: "utf-8",
      gmt_payment: String(paidAt),
    }
    const text = Object.keys(data)
      .toSorted()
      .map((name) => `${name}=${data[name]}`)
      .join("&")
    const body = new URLSearchParams({ ...data, sign_type: "RSA2", sign: this.#sign(text) }).toString()
    return { status: 0, body, headers: { "content-type": "application/x-www-form-urlencoded;charset=utf-8" } }
  }

  #sign(text: string): string {
    const { alipay, alipayPlatformKey } = this.#keys
    const key = this.#trade.knobs.hasWrongSignature ? alipay.privateKey : alipayPlatformKey
    return createSign("RSA-SHA256").update(text, "utf8").sign(key, "base64")
  }

  #isMerchant(params: Record<string, string>): boolean {
    const { sign = "", ...rest } = params
    const text = Object.keys(rest)
      .toSorted()
      .map((name) => `${name}=${rest[name]}`)
      .join("&")
    return createVerify("RSA-SHA256").update(text, "utf8").verify(this.#keys.alipayMerchantPublicKey, sign, "base64")
  }
}

const notExist = failure("ACQ.TRADE_NOT_EXIST", "交易不存在")
