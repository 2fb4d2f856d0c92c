// WeChat Pay, interface version 3, through the community SDK: it signs what we send and refuses what is not signed by
// the platform. A payment is "native": the payer opens or scans the code's address.
import { createHash, createVerify } from "node:crypto"
import { Aes, Wechatpay } from "wechatpay-axios-plugin"
import { BillFault } from "../bills/line.ts"
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
import { beijingIso } from "./times.ts"

export interface WechatKeys {
  mchid: string
  appid: string
  /** Serial number of the merchant's certificate and its private key (PEM). */
  serial: string
  privateKey: string
  /** Serial (or public key id) and public key of the platform (PEM). */
  platformSerial: string
  platformKey: string
  /** 32 characters; opens the content of callbacks. */
  apiV3Key: string
}

interface Answer {
  status: number
  data: unknown
}

interface Client {
  chain(path: string): {
    get(config?: object): Promise<Answer>
    post(data?: object, config?: object): Promise<Answer>
  }
}

const timeoutMs = 8_000
const skewMaxMs = 5 * 60_000

export function wechatChannel(keys: WechatKeys, options: { baseUrl: string; notifyUrl: string }): PaymentChannel {
  const client = new Wechatpay({
    mchid: keys.mchid,
    serial: keys.serial,
    privateKey: keys.privateKey,
    certs: { [keys.platformSerial]: keys.platformKey },
    baseURL: options.baseUrl,
    timeout: timeoutMs,
  }) as unknown as Client
  const post = (path: string, data: object) => asked(() => client.chain(path).post(data))
  const get = (path: string, params: object = {}) => asked(() => client.chain(path).get({ params }))
  const merchant = { mchid: keys.mchid }
  return {
    create: async (order) => {
      const made = await post("v3/pay/transactions/native", {
        ...merchant,
        appid: keys.appid,
        description: order.title.slice(0, 40),
        out_trade_no: order.orderNo,
        time_expire: beijingIso(order.expiresAt),
        notify_url: options.notifyUrl,
        amount: { total: Number(order.amountFen), currency: "CNY" },
      })
      return made.kind === "ok" ? { kind: "ok", value: { payUrl: String(made.value["code_url"]) } } : made
    },
    query: async (orderNo) => {
      const found = await get(`v3/pay/transactions/out-trade-no/${orderNo}`, merchant)
      if (found.kind === "refused" && /NOT_?EXIST/.test(found.code)) return { kind: "ok", value: absentPayment }
      return found.kind === "ok" ? { kind: "ok", value: paymentOf(found.value as unknown as Transaction) } : found
    },
    close: async (orderNo) => {
      const closed = await post(`v3/pay/transactions/out-trade-no/${orderNo}/close`, merchant)
      if (closed.kind === "ok" || (closed.kind === "refused" && /CLOSED|NOT_?EXIST/.test(closed.code)))
        return { kind: "ok", value: "closed" }
      return closed.kind === "refused" && closed.code === "ORDERPAID" ? { kind: "ok", value: "paid" } : closed
    },
    refund: async (refund) =>
      refundAnswer(
        await post("v3/refund/domestic/refunds", {
          out_trade_no: refund.orderNo,
          out_refund_no: refund.refundNo,
          reason: refund.reason.slice(0, 26),
          notify_url: options.notifyUrl,
          amount: { refund: Number(refund.amountFen), total: Number(refund.totalFen), currency: "CNY" },
        }),
      ),
    queryRefund: async ({ refundNo }) => refundAnswer(await get(`v3/refund/domestic/refunds/${refundNo}`)),
    bill: (day) => billOf(client, get, day),
    readCallback: (request, now) => readCallback(keys, request, now),
    reply: {
      taken: { status: 204, mediaType: "application/json", body: "" },
      refused: { status: 401, mediaType: "application/json", body: '{"code":"FAIL","message":"签名错误"}' },
    },
  }
}

async function asked(call: () => Promise<Answer>): Promise<Asked<Record<string, unknown>>> {
  try {
    const { data } = await call()
    return { kind: "ok", value: (data ?? {}) as Record<string, unknown> }
  } catch (error) {
    const answer = (error as { response?: Answer }).response
    const said = answer?.data as { code?: string; message?: string } | undefined
    // Only a plain "no" is an answer; a failure of the platform leaves us not knowing.
    if (answer && answer.status >= 400 && answer.status < 500 && answer.status !== 429 && said?.code)
      return { kind: "refused", code: said.code, why: said.message ?? said.code }
    return unknown(error)
  }
}

interface Transaction {
  transaction_id?: string
  out_trade_no: string
  trade_state: string
  success_time?: string
  amount?: { total: number; payer_total?: number }
  payer?: { openid?: string }
}

const epoch = new Date(0)
const absentPayment: PaymentFound = {
  state: "absent",
  tradeNo: "",
  amountFen: 0n,
  couponFen: 0n,
  payer: null,
  paidAt: epoch,
}

/** A refunded order was paid: its state says REFUND, its money came all the same. */
const paymentStates: Record<string, PaymentFound["state"]> = {
  SUCCESS: "success",
  REFUND: "success",
  CLOSED: "closed",
  REVOKED: "closed",
}

function paymentOf(found: Transaction): PaymentFound {
  const total = BigInt(found.amount?.total ?? 0)
  return {
    state: paymentStates[found.trade_state] ?? "paying",
    tradeNo: found.transaction_id ?? "",
    amountFen: total,
    couponFen: total - BigInt(found.amount?.payer_total ?? total),
    payer: found.payer?.openid ?? null,
    paidAt: found.success_time ? new Date(found.success_time) : epoch,
  }
}

interface RefundSaid {
  refund_id?: string
  out_refund_no: string
  status?: string
  refund_status?: string
  success_time?: string
  amount?: { refund: number }
}

const refundStates: Record<string, RefundFound["state"]> = {
  SUCCESS: "success",
  CLOSED: "failed",
  ABNORMAL: "abnormal",
}

function refundOf(said: RefundSaid): RefundFound {
  return {
    state: refundStates[said.status ?? said.refund_status ?? ""] ?? "accepted",
    channelRefundNo: said.refund_id ?? "",
    amountFen: BigInt(said.amount?.refund ?? 0),
    endedAt: said.success_time ? new Date(said.success_time) : null,
  }
}

function refundAnswer(answer: Asked<Record<string, unknown>>): Asked<RefundFound> {
  if (answer.kind === "ok") return { kind: "ok", value: refundOf(answer.value as unknown as RefundSaid) }
  if (answer.kind === "refused" && answer.code === "RESOURCE_NOT_EXISTS")
    return { kind: "ok", value: { state: "absent", channelRefundNo: "", amountFen: 0n, endedAt: null } }
  return answer
}

async function billOf(
  client: Client,
  get: (path: string, params?: object) => Promise<Asked<Record<string, unknown>>>,
  day: string,
): Promise<Asked<BillFile | "empty" | "not-ready">> {
  const where = await get("v3/bill/tradebill", { bill_date: day, bill_type: "ALL" })
  if (where.kind === "refused" && where.code === "NO_STATEMENT_EXIST") return { kind: "ok", value: "empty" }
  if (where.kind === "refused" && where.code === "STATEMENT_CREATING") return { kind: "ok", value: "not-ready" }
  if (where.kind !== "ok") return where
  const url = new URL(String(where.value["download_url"]))
  try {
    const path = url.pathname.replace(/^\//, "")
    const config = { params: Object.fromEntries(url.searchParams), responseType: "stream", transformResponse: [] }
    const { data } = await client.chain(path).get(config)
    const content = checked(data as AsyncIterable<Uint8Array>, String(where.value["hash_value"]).toLowerCase())
    return { kind: "ok", value: { name: `wechat-${day}.csv`, content } }
  } catch (error) {
    return unknown(error)
  }
}

/** The file's own hash is known before the file; a file that does not have it ends in an error. */
async function* checked(source: AsyncIterable<Uint8Array>, wanted: string): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha1")
  for await (const bytes of source) {
    hash.update(bytes)
    yield bytes
  }
  if (hash.digest("hex") !== wanted) throw new BillFault("FILE_CUT", { rows: 0 })
}

function readCallback(keys: WechatKeys, request: CallbackRequest, now: Date): News[] | null {
  const header = (name: string) => String(request.headers[name] ?? "")
  const timestamp = header("wechatpay-timestamp")
  const fresh = Math.abs(now.getTime() - Number(timestamp) * 1_000) <= skewMaxMs
  const text = `${timestamp}\n${header("wechatpay-nonce")}\n${request.body}\n`
  const known = header("wechatpay-serial") === keys.platformSerial
  if (!known || !fresh || !verified(text, header("wechatpay-signature"), keys.platformKey)) return null
  try {
    const { event_type: type, resource } = JSON.parse(request.body) as {
      event_type: string
      resource: { ciphertext: string; nonce: string; associated_data?: string }
    }
    const { ciphertext, nonce, associated_data: extra = "" } = resource
    const opened = JSON.parse(Aes.AesGcm.decrypt(ciphertext, keys.apiV3Key, nonce, extra)) as never
    return type.startsWith("REFUND") ? refundNews(opened) : paymentNews(opened)
  } catch {
    return null
  }
}

function verified(text: string, signature: string, key: string): boolean {
  try {
    return createVerify("RSA-SHA256").update(text).verify(key, signature, "base64")
  } catch {
    return false
  }
}

function paymentNews(said: Transaction): News[] {
  const { state, ...found } = paymentOf(said)
  if (state !== "success") return []
  const { paidAt, ...rest } = found
  const fixed = { channel: "wechat", kind: "pay", outcome: "success", source: "callback" } as const
  return [{ ...fixed, ...rest, subject: said.out_trade_no, happenedAt: paidAt }]
}

function refundNews(said: RefundSaid): News[] {
  const { state, channelRefundNo, amountFen, endedAt } = refundOf(said)
  if (state === "accepted" || state === "absent") return []
  const fixed = { channel: "wechat", kind: "refund", source: "callback", couponFen: 0n, payer: null } as const
  const happenedAt = endedAt ?? epoch
  return [{ ...fixed, subject: said.out_refund_no, tradeNo: channelRefundNo, outcome: state, amountFen, happenedAt }]
}
