// Goal: what goes wrong between us and the channels, each as it happens in a real year: after each nothing is lost, nothing
// is paid twice, and the book proves. The table of faults stands in docs/faults.md; channels.db.test.ts, recon.db.test.ts
// and acquiring.crash.test.ts hold the others.
import fastify from "fastify"
import pg from "pg"
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest"
import { expectOk } from "#kernel/refusal"
import { testSchema } from "../../tests/support/cluster.ts"
import { useBank } from "../../tests/support/bank.ts"
import { refundingKey, waitingKey } from "./accounts.ts"
import { channelOf, keepNews, openIntake, payPage, tendAcquiring } from "./index.ts"
import type { ChannelSandbox } from "./index.ts"
import { askBankPayOut, sendRefundAgain } from "./refund-people.ts"
import { openChannels, type Channels } from "./sandbox/testing.ts"
import { calm } from "./sandbox/trade.ts"
import { acquiringTools, newRefund } from "./testing.ts"

const b = useBank("2026-03-02")
const t = acquiringTools(b)
let sandbox: ChannelSandbox
let channels: Channels
let merchantId = ""
const price = 6_600n

beforeAll(async () => {
  channels = await openChannels(b, [0, 50, 150, 400])
  sandbox = channels.sandbox
  merchantId = (await t.merchant("湘乡市示例水果店")).merchantId
})
afterAll(() => channels?.close())
afterEach(() => void Object.assign(sandbox.knobs, calm()))

const seconds = (count: number) => b.branch.clock.advance(count * 1_000)
const tend = () => tendAcquiring(b.system())
const waiting = () => t.balance(waitingKey(merchantId))
const payThere = async (orderNo: string) => {
  const page = expectOk(await payPage(b.system(), orderNo))
  await fetch(page.payUrl!, { method: "POST", redirect: "manual" })
  await sandbox.idle()
}
const longOrder = (over = {}) =>
  t.order(merchantId, price, { expiresAt: new Date(b.branch.clock.now().getTime() + 6 * 3_600_000), ...over })

describe("the channel is down", () => {
  test("when the order is opened: nothing is charged, and the same order is opened when it is back", async () => {
    const orderNo = await longOrder()
    sandbox.knobs.isDown = true
    expect(t.code(await payPage(b.system(), orderNo))).toBe("acquiring/E-CHANNEL-DOWN")
    expect((await t.row(orderNo)).state).toBe("unknown")
    sandbox.knobs.isDown = false
    await payThere(orderNo)
    await tend()
    expect((await t.row(orderNo)).state).toBe("success")
  })

  test("after the payment: it is asked at growing pauses, charged to nobody again, and found when it is back", async () => {
    const was = await waiting()
    const orderNo = await longOrder({ channel: "alipay" })
    sandbox.knobs.isSilent = true
    await payThere(orderNo)
    sandbox.knobs.isDown = true
    const pauses: number[] = []
    for (let round = 0; round < 6; round++) {
      const { next_ask_at: next } = await t.row(orderNo)
      const pause = next!.getTime() - b.branch.clock.now().getTime()
      pauses.push(pause)
      seconds(Math.ceil(pause / 1_000))
      await tend()
      expect((await t.row(orderNo)).state).toBe("unknown")
    }
    expect(pauses).toEqual(pauses.toSorted((a, c) => a - c))
    expect(pauses.at(-1)).toBeGreaterThan(4 * pauses[0]!)
    sandbox.knobs.isDown = false
    seconds(3_600)
    await tend()
    expect((await t.row(orderNo)).state).toBe("success")
    expect(await waiting()).toBe(was + price)
  })

  test("when a refund is sent: it stays set aside, is sent again under its number, and comes once", async () => {
    const orderNo = await longOrder()
    await payThere(orderNo)
    await tend()
    const { refundNo } = expectOk(await newRefund(b.system(), { orderNo, amountFen: 1_000n, reason: "退一件" }))
    sandbox.knobs.isDown = true
    for (let round = 0; round < 3; round++) {
      await tend()
      seconds(60)
    }
    expect(await t.refundRow(refundNo)).toMatchObject({ state: "approved" })
    expect(await t.balance(refundingKey("wechat"))).toBe(1_000n)
    sandbox.knobs.isDown = false
    for (let round = 0; round < 4; round++) {
      seconds(600)
      await tend()
      await new Promise((resolve) => setTimeout(resolve, 40))
    }
    expect((await t.refundRow(refundNo)).state).toBe("success")
    expect(await t.balance(refundingKey("wechat"))).toBe(0n)
  })
})

describe("callbacks", () => {
  const url = (channel: string) => `${b.branch.services.publicUrl}/api/v1/channels/${channel}/notices`

  test("out of order: the payment after the order was closed is taken all the same", async () => {
    const was = await waiting()
    const orderNo = await t.order(merchantId, price)
    seconds(31 * 60)
    await tend()
    expect((await t.row(orderNo)).state).toBe("closed")
    await t.tell(t.news(orderNo, price))
    expect((await t.row(orderNo)).state).toBe("success")
    expect(await waiting()).toBe(was + price)
  })

  test("out of order: a refund's end before its acceptance; failure and success told together; a failure after success", async () => {
    const back = async () => {
      const orderNo = await t.pay(merchantId, price)
      return expectOk(await newRefund(b.system(), { orderNo, amountFen: price, reason: "退货" })).refundNo
    }
    const told = (refundNo: string, outcome: "success" | "abnormal") =>
      t.news(refundNo, price, { kind: "refund", tradeNo: `50${refundNo}`, outcome })
    const before = await t.balance(refundingKey("wechat"))
    const early = await back()
    await t.tell(told(early, "success"))
    expect((await t.refundRow(early)).state).toBe("success")
    // Both in one batch: what counts is that it came back, else the bank would pay it out a second time.
    const together = await back()
    await t.tell(told(together, "success"), told(together, "abnormal"))
    expect((await t.refundRow(together)).state).toBe("success")
    await t.tell(told(early, "abnormal"))
    expect((await t.refundRow(early)).state).toBe("success")
    const paidOut = await askBankPayOut(b.as("manager", "XX"), {
      refundNo: together,
      account: "6222020000000000017",
      name: "示例顾客",
    })
    expect(t.code(paidOut)).toBe("acquiring/E-REFUND-STATE")
    expect(await t.balance(refundingKey("wechat"))).toBe(before)
  })

  test("forged, altered or replayed are refused, and nothing is kept", async () => {
    const kept = async () =>
      (
        await t
          .db()
          .selectFrom("acquiring_notice")
          .select((e) => e.fn.countAll<bigint>().as("n"))
          .executeTakeFirstOrThrow()
      ).n
    const orderNo = await longOrder()
    const caught: { headers: Record<string, string>; body: string }[] = []
    const ear = fastify()
    ear.removeAllContentTypeParsers()
    ear.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body))
    ear.post("/api/v1/channels/wechat/notices", async (request, reply) => {
      caught.push({ headers: request.headers as never, body: String(request.body) })
      return reply.code(200).send()
    })
    const ours = b.branch.services.publicUrl
    b.branch.services.publicUrl = await ear.listen({ host: "127.0.0.1", port: 0 })
    await payThere(orderNo)
    await ear.close()
    b.branch.services.publicUrl = ours
    const said = caught[0]!
    const wechat = Object.fromEntries(Object.entries(said.headers).filter(([name]) => name.startsWith("wechatpay-")))
    const send = (headers: Record<string, string>, body: string) =>
      fetch(url("wechat"), { method: "POST", headers: { ...headers, "content-type": "application/json" }, body })
    const before = await kept()
    expect((await send(wechat, said.body.replace("TRANSACTION", "TRANSACTIOM"))).status).toBe(401)
    expect((await send({ ...wechat, "wechatpay-serial": "SOMEBODY" }, said.body)).status).toBe(401)
    expect((await send({ ...wechat, "wechatpay-nonce": "another" }, said.body)).status).toBe(401)
    // Five minutes later the very same bytes are a replay.
    seconds(301)
    expect((await send(wechat, said.body)).status).toBe(401)
    expect(await kept()).toBe(before)
    await tend()
    expect((await t.row(orderNo)).state).toBe("success")
  })

  test("that cannot be kept are answered with a failure, so that the channel sends them again", async () => {
    const admin = new pg.Client({ connectionString: b.branch.testDatabase.adminUrl })
    await admin.connect()
    const orderNo = await longOrder()
    const page = expectOk(await payPage(b.system(), orderNo))
    await admin.query(`alter table ${testSchema}.acquiring_notice rename to acquiring_notice_away`)
    await fetch(page.payUrl!, { method: "POST", redirect: "manual" })
    await new Promise((resolve) => setTimeout(resolve, 100))
    await admin.query(`alter table ${testSchema}.acquiring_notice_away rename to acquiring_notice`)
    await admin.end()
    await sandbox.idle()
    await tend()
    expect((await t.row(orderNo)).state).toBe("success")
    const news = await t.db().selectFrom("acquiring_notice").selectAll().where("subject", "=", orderNo).execute()
    expect(news).toMatchObject([{ source: "callback" }])
  })

  test("one that cannot be kept fails alone: those that came with it are kept", async () => {
    const intake = openIntake(() => b.system())
    const [good, first] = [await t.order(merchantId, price), await t.order(merchantId, price)]
    const ends = await Promise.allSettled([
      intake.keep(t.news(first, price)),
      intake.keep(t.news(good, price, { payer: "nul\0byte", tradeNo: "poison" })),
      intake.keep(t.news(good, price)),
    ])
    expect(ends.map((one) => one.status)).toEqual(["fulfilled", "rejected", "fulfilled"])
    await tend()
    expect([(await t.row(good)).state, (await t.row(first)).state]).toEqual(["success", "success"])
  })
})

describe("a refund that failed", () => {
  test("is sent again, fails again, and then goes the bank's way: it is never stuck", async () => {
    const orderNo = await longOrder()
    await payThere(orderNo)
    await tend()
    const before = await t.balance(refundingKey("wechat"))
    const { refundNo } = expectOk(await newRefund(b.system(), { orderNo, amountFen: price, reason: "已销卡" }))
    const until = async (state: string) => {
      for (let round = 0; round < 8 && (await t.refundRow(refundNo)).state !== state; round++) {
        await tend()
        await new Promise((resolve) => setTimeout(resolve, 60))
        await sandbox.idle()
        seconds(120)
      }
      expect((await t.refundRow(refundNo)).state).toBe(state)
    }
    await until("abnormal")
    expectOk(await sendRefundAgain(b.as("manager", "XX"), { refundNo }))
    expect((await t.refundRow(refundNo)).state).toBe("approved")
    await until("abnormal")
    const payOut = { refundNo, account: "6222020000000000017", name: "示例顾客" }
    await b.approve(expectOk(await askBankPayOut(b.as("manager", "XX"), payOut)).approvalId)
    expect((await t.refundRow(refundNo)).state).toBe("bank")
    expect(await t.balance(refundingKey("wechat"))).toBe(before)
    // The card comes back to life and the channel pays after all: kept for people, not booked a second time.
    await t.tell(t.news(refundNo, price, { kind: "refund", tradeNo: "late-success" }))
    expect(await t.balance(refundingKey("wechat"))).toBe(before)
    const kept = await t
      .db()
      .selectFrom("acquiring_notice")
      .select("result")
      .where("trade_no", "=", "late-success")
      .execute()
    expect(kept).toEqual([{ result: "退款现为 bank" }])
  })
})

test("the channel's clock jumps a day ahead: its own day counts for settlement and for its bill", async () => {
  const was = await waiting()
  const orderNo = await longOrder({ channel: "alipay" })
  sandbox.knobs.clockSkewSeconds = 86_400
  const page = expectOk(await payPage(b.system(), orderNo))
  sandbox.pay("alipay", orderNo)
  // Past its own closing time by that clock, the channel takes nothing; put right, it does, once.
  sandbox.knobs.clockSkewSeconds = 0
  await fetch(page.payUrl!, { method: "POST", redirect: "manual" })
  await fetch(page.payUrl!, { method: "POST", redirect: "manual" })
  await sandbox.idle()
  await tend()
  expect(await t.row(orderNo)).toMatchObject({ state: "success", settle_on: "2026-03-03" })
  const ahead = new Date(b.branch.clock.now().getTime() + 86_400_000)
  const jumped = await t.order(merchantId, price)
  await keepNews(t.db(), b.branch.clock.now(), [t.news(jumped, price, { happenedAt: ahead })])
  await tend()
  expect(await t.row(jumped)).toMatchObject({ state: "success", settle_on: "2026-03-04", booked_on: "2026-03-02" })
  expect(await waiting()).toBe(was + 2n * price)
  expect(expectOk(channelOf(b.system(), "alipay"))).toBeDefined()
})

test("the book proves after all of it", async () => expect(await t.proven()).toEqual([]))
