// Goal: through the real SDKs against a real HTTP channel that has faults: nothing is lost, nothing comes twice, and the
// book proves. Each row of the fault table pays one order of 88.00 and must end with exactly 88.00 taken.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { expectOk } from "#kernel/refusal"
import { useBank } from "../../tests/support/bank.ts"
import { refundingKey, waitingKey } from "./accounts.ts"
import { channelOf, confirmWaiting, payAsPayer, payPage, tendAcquiring, type ChannelSandbox } from "./index.ts"
import type { OnlineChannel } from "./model.ts"
import { openChannels, type Channels } from "./sandbox/testing.ts"
import { calm } from "./sandbox/trade.ts"
import { acquiringTools, newRefund } from "./testing.ts"

const b = useBank("2026-03-02")
const t = acquiringTools(b)
let sandbox: ChannelSandbox
let channels: Channels
let merchantId = ""
const price = 8_800n

beforeAll(async () => {
  channels = await openChannels(b, [0, 30])
  sandbox = channels.sandbox
  merchantId = (await t.merchant("湘乡市示例餐厅")).merchantId
})

afterAll(() => channels?.close())

beforeEach(() => Object.assign(sandbox.knobs, calm()))

const advance = (seconds: number) => b.branch.clock.advance(seconds * 1_000)
const open = (orderNo: string) => fetch(`${b.branch.services.publicUrl}/pay/${orderNo}`, { redirect: "manual" })
const payTheOrder = async (orderNo: string) => {
  const page = await open(orderNo)
  expect(page.status).toBe(302)
  await fetch(page.headers.get("location")!, { method: "POST", redirect: "manual" })
  await sandbox.idle()
}

interface Fault {
  name: string
  before?: () => void
  isQueried?: boolean
}

const faults: Fault[] = [
  { name: "nothing goes wrong" },
  { name: "the callback comes five times", before: () => (sandbox.knobs.callbackCopies = 5) },
  { name: "the callback never comes", before: () => (sandbox.knobs.isSilent = true), isQueried: true },
  {
    name: "the channel's clock is an hour wrong: its callback is not believed",
    before: () => (sandbox.knobs.clockSkewSeconds = 3_600),
    isQueried: true,
  },
  { name: "the channel is slow", before: () => (sandbox.knobs.delayMs = 150) },
]

/** Alipay's SDK sends once more by itself when the connection breaks. */
const lost: Record<OnlineChannel, number> = { wechat: 1, alipay: 2 }

describe.each(["wechat", "alipay"] as const)("%s", (channel: OnlineChannel) => {
  test.each(faults)("$name: taken once", async ({ before, isQueried }) => {
    const was = await t.balance(waitingKey(merchantId))
    const orderNo = await t.order(merchantId, price, {
      channel,
      expiresAt: new Date(b.branch.clock.now().getTime() + 7_200_000),
    })
    before?.()
    await payTheOrder(orderNo)
    await confirmWaiting(b.system())
    if (isQueried && channel === "wechat") expect((await t.row(orderNo)).state).toBe("paying")
    sandbox.knobs.clockSkewSeconds = 0
    advance(60)
    await tendAcquiring(b.system())
    await tendAcquiring(b.system())
    expect(await t.row(orderNo)).toMatchObject({ state: "success", amount_fen: price })
    expect(await t.balance(waitingKey(merchantId))).toBe(was + price)
  })

  test("the answer to the order is lost: the order is unknown, asked for, opened again under the same number", async () => {
    const orderNo = await t.order(merchantId, price, { channel })
    sandbox.knobs.loseAnswers = lost[channel]
    expect((await open(orderNo)).status).toBe(503)
    expect((await t.row(orderNo)).state).toBe("unknown")
    await payTheOrder(orderNo)
    await confirmWaiting(b.system())
    expect((await t.row(orderNo)).state).toBe("success")
  })

  test("the channel is down after the payment: unknown until it is back, then taken", async () => {
    const orderNo = await t.order(merchantId, price, { channel })
    sandbox.knobs.isSilent = true
    await payTheOrder(orderNo)
    sandbox.knobs.isDown = true
    advance(30)
    await tendAcquiring(b.system())
    expect((await t.row(orderNo)).state).toBe("unknown")
    sandbox.knobs.isDown = false
    advance(60)
    await tendAcquiring(b.system())
    expect((await t.row(orderNo)).state).toBe("success")
  })

  test("a signature of nobody is refused at the door and in answers", async () => {
    const orderNo = await t.order(merchantId, price, { channel })
    sandbox.knobs.isSilent = true
    await payTheOrder(orderNo)
    sandbox.knobs.hasWrongSignature = true
    const body = channel === "wechat" ? '{"event_type":"TRANSACTION.SUCCESS"}' : `out_trade_no=${orderNo}&sign=AAAA`
    const url = `${b.branch.services.publicUrl}/api/v1/channels/${channel}/notices`
    expect((await fetch(url, { method: "POST", body })).status).toBe(401)
    const found = await expectOk(channelOf(b.system(), channel)).query(orderNo)
    expect(found.kind).toBe("unknown")
    sandbox.knobs.hasWrongSignature = false
    advance(60)
    await tendAcquiring(b.system())
    expect((await t.row(orderNo)).state).toBe("success")
  })

  test("nobody pays in time: closed here and at the channel, whose page then takes no money", async () => {
    const orderNo = await t.order(merchantId, price, { channel })
    const page = await open(orderNo)
    advance(31 * 60)
    await tendAcquiring(b.system())
    expect((await t.row(orderNo)).state).toBe("closed")
    const shown = await fetch(page.headers.get("location")!, { method: "POST" })
    expect(await shown.text()).toContain("订单已关闭")
    expect(await (await open(orderNo)).text()).toContain("没有扣款")
  })

  test("a refund whose answer is lost is sent again under its number and comes once", async () => {
    const orderNo = await t.order(merchantId, price, { channel })
    expectOk(await payAsPayer(b.system(), orderNo))
    const { refundNo } = expectOk(await newRefund(b.system(), { orderNo, amountFen: 3_000n, reason: "退一件" }))
    expect(await t.balance(refundingKey(channel))).toBe(3_000n)
    sandbox.knobs.loseAnswers = lost[channel]
    await tendAcquiring(b.system())
    expect((await t.refundRow(refundNo)).state).toBe("approved")
    await sandbox.idle()
    for (let round = 0; round < 4; round++) {
      advance(120)
      await tendAcquiring(b.system())
      await new Promise((resolve) => setTimeout(resolve, 40))
    }
    expect((await t.refundRow(refundNo)).state).toBe("success")
    expect(await t.balance(refundingKey(channel))).toBe(0n)
  })
})

test("a card that is gone makes the refund abnormal; the money stays set aside", async () => {
  const orderNo = await t.order(merchantId, price)
  expectOk(await payAsPayer(b.system(), orderNo))
  const { refundNo } = expectOk(await newRefund(b.system(), { orderNo, amountFen: price, reason: "已销卡" }))
  await tendAcquiring(b.system())
  await new Promise((resolve) => setTimeout(resolve, 60))
  await sandbox.idle()
  await tendAcquiring(b.system())
  expect((await t.refundRow(refundNo)).state).toBe("abnormal")
  expect(await t.balance(refundingKey("wechat"))).toBe(price)
})

test("an unknown number opens nothing", async () => {
  expect((await payPage(b.system(), "20260302000")).ok).toBe(false)
})

test("the book proves after all of it", async () => expect(await t.proven()).toEqual([]))
