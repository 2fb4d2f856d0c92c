// Goal: money told by a channel is taken once, whatever is told twice; refunds take it back exactly; a thing that
// refuses has its money returned; one bad notice holds nobody up; the book proves.
import { beforeAll, describe, expect, test } from "vitest"
import type { Posting } from "#ledger"
import type { FlowCtx } from "#kernel/flow"
import { defineRefusals, expectOk, ok, type Outcome } from "#kernel/refusal"
import type { PayableKind } from "#kernel/scene"
import { useBank } from "../../tests/support/bank.ts"
import { refundingKey, waitingKey } from "./accounts.ts"
import { confirmAtCounter, confirmWaiting, keepNews, type News } from "./index.ts"
import { acquiringTools, newOrder, newRefund } from "./testing.ts"

const b = useBank("2026-03-02")
const t = acquiringTools(b)
let shop = { merchantId: "", merchantNo: "", partyId: "", accountNo: "" }
const paidThings = new Set<string>()
const refuseTest = defineRefusals("test", { "E-PAID": { zh: "该账单已缴清", en: "paid already" } })

/** A bill that can be paid once; "broken" has a bug, "greedy" posts more than there is. */
const bill: PayableKind = {
  kind: "test.bill",
  zh: "测试账单",
  en: "test bill",
  paid: async (ctx: FlowCtx, payment): Promise<Outcome<Posting[]>> => {
    if (payment.ownerId === "broken") throw new Error("a bug of the scene")
    ctx.emit({ type: "test.paid", subject: payment.ownerId, data: {} })
    if (payment.ownerId !== "bill-1") return ok([])
    if (paidThings.has(payment.ownerId)) return refuseTest["E-PAID"]()
    paidThings.add(payment.ownerId)
    return ok([])
  },
}

beforeAll(async () => {
  ;(b.branch.house.payables as Map<string, PayableKind>).set(bill.kind, bill)
  shop = await t.merchant("湘乡市示例百货店")
})

describe("a payment", () => {
  test("is taken once, however often the channel tells it", async () => {
    const orderNo = await t.order(shop.merchantId, 10_000n)
    const news = t.news(orderNo, 10_000n)
    await t.tell(news)
    await t.tell(news, news)
    await t.tell({ ...news, source: "query" })
    expect(await t.row(orderNo)).toMatchObject({
      state: "success",
      money: "waiting",
      fee_fen: 38n,
      settle_on: "2026-03-03",
    })
    expect(await t.balance(waitingKey(shop.merchantId))).toBe(10_000n)
    expect(await t.balance("acquiring:channel:wechat")).toBe(10_000n)
  })

  test("of another amount, another channel or no order is kept for the reconciliation and not booked", async () => {
    const orderNo = await t.order(shop.merchantId, 5_000n)
    await t.tell(
      t.news(orderNo, 4_999n, { tradeNo: "a" }),
      t.news(orderNo, 5_000n, { tradeNo: "b", channel: "alipay" }),
      t.news("20260302000000", 5_000n, { tradeNo: "c" }),
    )
    expect((await t.row(orderNo)).state).toBe("created")
    const kept = await t
      .db()
      .selectFrom("acquiring_notice")
      .select(["trade_no", "result"])
      .where("state", "=", "failed")
      .execute()
    expect(Object.fromEntries(kept.map((one) => [one.trade_no, one.result]))).toEqual({
      a: "金额与订单不符",
      b: "渠道与订单不符",
      c: "没有这个订单",
    })
    expect(await t.balance(waitingKey(shop.merchantId))).toBe(10_000n)
  })

  test("asked for twice is one order", async () => {
    const asked = {
      kind: bill.kind,
      ownerId: "bill-9",
      merchantId: shop.merchantId,
      amountFen: 100n,
      title: "账单",
      channel: "wechat" as const,
      expiresAt: new Date(b.branch.clock.now().getTime() + 60_000),
    }
    const first = expectOk(await newOrder(b.system(), asked))
    expect(expectOk(await newOrder(b.system(), asked)).orderNo).toBe(first.orderNo)
    expect(first.payUrl).toContain(`/pay/${first.orderNo}`)
  })
})

describe("K13 the same bill by QR and at the counter", () => {
  test("one is paid, the second goes back", async () => {
    const over = { kind: bill.kind, ownerId: "bill-1" }
    const qr = await t.pay(shop.merchantId, 32_000n, over)
    const cash = await t.order(shop.merchantId, 32_000n, { ...over, channel: "counter" })
    const refused = await confirmAtCounter(b.as("clerk", "XX"), { orderNo: cash })
    expect(refused).toMatchObject({ ok: false, refusal: { code: "acquiring/E-REFUSED", zh: /已缴清/ } })
    const second = await t.pay(shop.merchantId, 32_000n, { ...over, channel: "alipay" })
    expect(await t.row(qr)).toMatchObject({ state: "success", money: "waiting" })
    expect(await t.row(second)).toMatchObject({ state: "success", money: "returning", refused: "该账单已缴清" })
    const [back] = await t.db().selectFrom("acquiring_refund").selectAll().where("order_no", "=", second).execute()
    expect(back).toMatchObject({ amount_fen: 32_000n, state: "approved" })
    expect(await t.balance(refundingKey("alipay"))).toBe(32_000n)
    const told = { tradeNo: "5000", kind: "refund" as const, channel: "alipay" }
    await t.tell(t.news(back!.refund_no, 32_000n, told), t.news(back!.refund_no, 32_000n, told))
    expect(await t.refundRow(back!.refund_no)).toMatchObject({ state: "success" })
    expect(await t.balance(refundingKey("alipay"))).toBe(0n)
    expect(await t.balance("acquiring:channel:alipay")).toBe(0n)
  })
})

describe("a batch", () => {
  test("with one thing that breaks takes all the others", async () => {
    const before = await t.balance(waitingKey(shop.merchantId))
    const orders = []
    for (let n = 0; n < 9; n++)
      orders.push(await t.order(shop.merchantId, 100n, { kind: bill.kind, ownerId: n === 4 ? "broken" : `b${n}` }))
    await t.tell(...orders.map((no) => t.news(no, 100n)))
    const states = await Promise.all(orders.map(async (no) => (await t.row(no)).state))
    expect(states.filter((state) => state === "success")).toHaveLength(8)
    expect(states[4]).toBe("created")
    expect(await t.balance(waitingKey(shop.merchantId))).toBe(before + 800n)
    const stuck = await t
      .db()
      .selectFrom("acquiring_notice")
      .selectAll()
      .where("state", "=", "waiting")
      .executeTakeFirstOrThrow()
    expect(stuck).toMatchObject({ subject: orders[4], tries: 1, result: "a bug of the scene" })
    await t.db().deleteFrom("acquiring_notice").where("seq", "=", stuck.seq).execute()
  })
})

describe("many at once", () => {
  test("four takers, copies of every notice and things that refuse: each payment is booked once", async () => {
    const count = 120
    const before = await t.balance(waitingKey(shop.merchantId))
    const orders: string[] = []
    const all: News[] = []
    for (let n = 0; n < count; n++) {
      const isRefused = n % 40 === 7
      // One bill asked for at another price is another order; at the same price it would be the same one.
      const amountFen = isRefused ? 251n + BigInt(n) : 250n
      const orderNo = await t.order(shop.merchantId, amountFen, {
        kind: bill.kind,
        ownerId: isRefused ? "bill-1" : `m${n}`,
      })
      orders.push(orderNo)
      all.push(t.news(orderNo, amountFen))
    }
    const now = b.branch.clock.now()
    await Promise.all([keepNews(t.db(), now, all), keepNews(t.db(), now, all.toReversed()), keepNews(t.db(), now, all)])
    await Promise.all([1, 2, 3, 4].map(() => confirmWaiting(b.system())))
    await confirmWaiting(b.system())
    const rows = await Promise.all(orders.map((no) => t.row(no)))
    expect(rows.filter((one) => one.state === "success")).toHaveLength(count)
    expect(rows.filter((one) => one.money === "returning")).toHaveLength(3)
    expect(await t.balance(waitingKey(shop.merchantId))).toBe(before + BigInt(count - 3) * 250n)
    const notices = await t.db().selectFrom("acquiring_notice").select("seq").where("subject", "in", orders).execute()
    expect(notices).toHaveLength(count)
  })
})

describe("refunds", () => {
  test("K7 a coupon order: the payer gets his share, the coupon's side the rest", async () => {
    const orderNo = await t.pay(shop.merchantId, 1_000n, { couponFen: 300n })
    const { refundNo } = expectOk(await newRefund(b.system(), { orderNo, amountFen: 900n, reason: "退货" }))
    expect(await t.refundRow(refundNo)).toMatchObject({ payer_fen: 630n, coupon_fen: 270n })
    const rest = expectOk(await newRefund(b.system(), { orderNo, amountFen: 100n, reason: "退货" }))
    expect(await t.refundRow(rest.refundNo)).toMatchObject({ payer_fen: 70n, coupon_fen: 30n })
    expect(t.code(await newRefund(b.system(), { orderNo, amountFen: 1n, reason: "退货" }))).toBe(
      "acquiring/E-REFUND-OVER",
    )
  })

  test("K14 after 366 days only the bank pays it back", async () => {
    const orderNo = await t.pay(shop.merchantId, 2_000n, { at: new Date("2025-03-01T12:00:00+08:00") })
    const asked = { orderNo, amountFen: 2_000n, reason: "逾期退款" }
    const refused = await newRefund(b.system(), asked)
    expect(refused).toMatchObject({ refusal: { code: "acquiring/E-REFUND-TOO-OLD", facts: { days: 366, max: 365 } } })
    const { refundNo } = expectOk(await newRefund(b.system(), { ...asked, byBank: true }))
    expect((await t.refundRow(refundNo)).state).toBe("abnormal")
  })

  test("the same number refunds once", async () => {
    const orderNo = await t.pay(shop.merchantId, 2_000n)
    const asked = { orderNo, amountFen: 500n, reason: "退", refundNo: "TK-1" }
    expectOk(await newRefund(b.system(), asked))
    expectOk(await newRefund(b.system(), asked))
    expect(t.code(await newRefund(b.system(), { ...asked, amountFen: 501n }))).toBe("acquiring/E-REFUND-NO")
    const rows = await t
      .db()
      .selectFrom("acquiring_refund")
      .select("refund_no")
      .where("order_no", "=", orderNo)
      .execute()
    expect(rows).toHaveLength(1)
  })

  test("of cash are handed back at once", async () => {
    const orderNo = await t.order(shop.merchantId, 3_000n, { channel: "counter" })
    expectOk(await confirmAtCounter(b.as("clerk", "XX"), { orderNo }))
    expect(await t.balance("gl:1001:XX")).toBe(3_000n)
    expectOk(await newRefund(b.system(), { orderNo, amountFen: 1_000n, reason: "退" }))
    expect(await t.balance("gl:1001:XX")).toBe(2_000n)
  })
})

test("the book proves", async () => expect(await t.proven()).toEqual([]))
