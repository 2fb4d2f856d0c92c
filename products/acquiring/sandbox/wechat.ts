// The sandbox in the shape of WeChat Pay, version 3: requests are checked against the merchant's key, answers signed,
// callbacks encrypted and signed.
import { createHash, createSign, createVerify, randomBytes } from "node:crypto"
import { Aes } from "wechatpay-axios-plugin"
import { beijingIso } from "../channels/times.ts"
import { wechatBill } from "./bills.ts"
import type { SandboxKeys } from "./keys.ts"
import type { SandboxOrder, SandboxRefund } from "./store.ts"
import type { Trade } from "./trade.ts"

export interface Said {
  status: number
  body: string | Buffer
  headers: Record<string, string>
}

interface Asked {
  method: string
  url: URL
  body: string
  authorization: string
}

const fail = (status: number, code: string, message: string) => ({ status, data: { code, message } })

export class WechatShape {
  #trade: Trade
  #keys: SandboxKeys
  #wall: () => Date

  constructor(trade: Trade, keys: SandboxKeys, wall: () => Date) {
    this.#trade = trade
    this.#keys = keys
    this.#wall = wall
  }

  /** `base` is the sandbox's own address, under which its paying page and files are. */
  answer(asked: Asked, base: string): Said {
    if (!this.#isMerchant(asked)) return this.#signed(401, JSON.stringify({ code: "SIGN_ERROR", message: "签名错误" }))
    const path = asked.url.pathname
    if (path === "/v3/billdownload/file") return this.#file(asked.url)
    const { status, data } = this.#route(asked, path, base)
    return this.#signed(status, data === undefined ? "" : JSON.stringify(data))
  }

  #route(asked: Asked, path: string, base: string): { status: number; data?: unknown } {
    const body = asked.body ? (JSON.parse(asked.body) as Record<string, unknown>) : {}
    if (path === "/v3/pay/transactions/native") return this.#create(body, base)
    const close = /^\/v3\/pay\/transactions\/out-trade-no\/([^/]+)\/close$/.exec(path)
    if (close) return this.#close(close[1]!)
    const query = /^\/v3\/pay\/transactions\/out-trade-no\/([^/]+)$/.exec(path)
    if (query) return this.#query(query[1]!)
    if (path === "/v3/refund/domestic/refunds") return this.#refund(body)
    const refund = /^\/v3\/refund\/domestic\/refunds\/([^/]+)$/.exec(path)
    if (refund) return this.#queryRefund(refund[1]!)
    if (path === "/v3/bill/tradebill") return this.#bill(asked.url, base)
    return fail(404, "NOT_FOUND", path)
  }

  #create(body: Record<string, unknown>, base: string): { status: number; data: unknown } {
    const order = this.#trade.open({
      channel: "wechat",
      orderNo: String(body["out_trade_no"]),
      title: String(body["description"]),
      totalFen: Number((body["amount"] as { total: number }).total),
      expiresAt: String(body["time_expire"]),
      notifyUrl: String(body["notify_url"]),
    })
    if (order === "paid") return fail(400, "ORDERPAID", "该订单已支付")
    if (order === "other") return fail(400, "INVALID_REQUEST", "商户订单号重复，参数与原订单不一致")
    return { status: 200, data: { code_url: `${base}/pay/wechat/${order.orderNo}` } }
  }

  #query(orderNo: string): { status: number; data: unknown } {
    const order = this.#trade.store.order("wechat", orderNo)
    return order ? { status: 200, data: this.#transaction(order) } : fail(404, "ORDER_NOT_EXIST", "查询的订单不存在")
  }

  #close(orderNo: string): { status: number; data?: unknown } {
    const end = this.#trade.close("wechat", orderNo)
    if (end === "paid") return fail(400, "ORDERPAID", "该订单已支付")
    return end === "absent" ? fail(404, "ORDER_NOT_EXIST", "订单不存在") : { status: 204 }
  }

  #refund(body: Record<string, unknown>): { status: number; data: unknown } {
    const refund = this.#trade.refund({
      channel: "wechat",
      orderNo: String(body["out_trade_no"]),
      refundNo: String(body["out_refund_no"]),
      reason: String(body["reason"] ?? ""),
      refundFen: Number((body["amount"] as { refund: number }).refund),
      notifyUrl: (body["notify_url"] as string | undefined) ?? null,
    })
    if (refund === "absent") return fail(404, "RESOURCE_NOT_EXISTS", "订单不存在")
    if (refund === "over") return fail(403, "NOT_ENOUGH", "退款金额大于可退金额")
    return { status: 200, data: refundData(refund) }
  }

  #queryRefund(refundNo: string): { status: number; data: unknown } {
    const refund = this.#trade.store.refund("wechat", refundNo)
    return refund ? { status: 200, data: refundData(refund) } : fail(404, "RESOURCE_NOT_EXISTS", "退款单不存在")
  }

  #bill(url: URL, base: string): { status: number; data: unknown } {
    if (this.#trade.knobs.billsNotReady) return fail(400, "STATEMENT_CREATING", "账单生成中")
    const day = url.searchParams.get("bill_date") ?? ""
    const content = wechatBill(this.#trade.store, day)
    if (!content) return fail(400, "NO_STATEMENT_EXIST", "请求的账单文件不存在")
    const hash = createHash("sha1").update(content).digest("hex")
    return {
      status: 200,
      data: { hash_type: "SHA1", hash_value: hash, download_url: `${base}/v3/billdownload/file?token=${day}` },
    }
  }

  #file(url: URL): Said {
    const content = wechatBill(this.#trade.store, url.searchParams.get("token") ?? "")
    return { status: content ? 200 : 404, body: content ?? "", headers: { "content-type": "text/plain" } }
  }

  #isMerchant(asked: Asked): boolean {
    const part = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(asked.authorization)?.[1] ?? ""
    const text = [
      asked.method,
      asked.url.pathname + asked.url.search,
      part("timestamp"),
      part("nonce_str"),
      asked.body,
      "",
    ].join("\n")
    const isOurs = part("mchid") === this.#keys.wechat.mchid && part("serial_no") === this.#keys.wechat.serial
    const verify = createVerify("RSA-SHA256").update(text)
    return isOurs && verify.verify(this.#keys.wechatMerchantPublicKey, part("signature"), "base64")
  }

  #signed(status: number, body: string): Said {
    return { status, body, headers: { "content-type": "application/json", ...this.#signature(body, this.#wall()) } }
  }

  #signature(body: string, at: Date): Record<string, string> {
    const timestamp = String(Math.floor(at.getTime() / 1_000))
    const nonce = randomBytes(16).toString("hex")
    const text = `${timestamp}\n${nonce}\n${body}\n`
    const key = this.#trade.knobs.hasWrongSignature ? this.#keys.wechat.privateKey : this.#keys.wechatPlatformKey
    return {
      "wechatpay-timestamp": timestamp,
      "wechatpay-nonce": nonce,
      "wechatpay-serial": this.#keys.wechat.platformSerial,
      "wechatpay-signature": createSign("RSA-SHA256").update(text).sign(key, "base64"),
    }
  }

  callbackOfPayment(order: SandboxOrder): Said {
    return this.#callback("TRANSACTION.SUCCESS", this.#transaction(order))
  }

  callbackOfRefund(refund: SandboxRefund): Said {
    const { status, ...data } = refundData(refund)
    return this.#callback(`REFUND.${status}`, { ...data, refund_status: status })
  }

  #callback(type: string, data: unknown): Said {
    const nonce = randomBytes(6).toString("hex")
    const extra = type.startsWith("REFUND") ? "refund" : "transaction"
    const ciphertext = Aes.AesGcm.encrypt(JSON.stringify(data), this.#keys.wechat.apiV3Key, nonce, extra)
    const body = JSON.stringify({
      id: randomBytes(16).toString("hex"),
      create_time: beijingIso(this.#trade.now()),
      resource_type: "encrypt-resource",
      event_type: type,
      resource: { algorithm: "AEAD_AES_256_GCM", original_type: extra, ciphertext, nonce, associated_data: extra },
    })
    const headers = { "content-type": "application/json", ...this.#signature(body, this.#trade.now()) }
    return { status: 0, body, headers }
  }

  #transaction(order: SandboxOrder): Record<string, unknown> {
    const paid = order.state === "paid"
    const isRefunded = this.#trade.store.refundsOf("wechat", order.orderNo).length > 0
    return {
      appid: this.#keys.wechat.appid,
      mchid: this.#keys.wechat.mchid,
      out_trade_no: order.orderNo,
      trade_type: "NATIVE",
      trade_state: paid ? (isRefunded ? "REFUND" : "SUCCESS") : order.state === "closed" ? "CLOSED" : "NOTPAY",
      amount: { total: order.totalFen, payer_total: order.totalFen - order.couponFen, currency: "CNY" },
      ...(paid
        ? {
            transaction_id: order.tradeNo,
            success_time: beijingIso(new Date(order.paidAt!)),
            payer: { openid: "oSandboxPayer" },
          }
        : {}),
    }
  }
}

function refundData(refund: SandboxRefund): Record<string, unknown> & { status: string } {
  return {
    refund_id: refund.refundId,
    out_refund_no: refund.refundNo,
    out_trade_no: refund.orderNo,
    status: refund.state.toUpperCase(),
    create_time: beijingIso(new Date(refund.acceptedAt)),
    ...(refund.endedAt ? { success_time: beijingIso(new Date(refund.endedAt)) } : {}),
    amount: { refund: refund.refundFen, payer_refund: refund.payerFen, currency: "CNY" },
  }
}
