// Goal: a day's takings reach the receivers' accounts by working days, less the fee, by the plan in force; a refund after
// that takes back from each what it got; people's refunds need two people; the book proves.
import { beforeAll, describe, expect, it, test } from "vitest"
import { expectOk } from "#kernel/refusal"
import { balanceFen } from "#products/deposit"
import { ledgerOn } from "#kernel/flow"
import { useBank } from "../../tests/support/bank.ts"
import { dueKey, refundingKey, waitingKey } from "./accounts.ts"
import { proposePlan } from "./merchant-people.ts"
import { askBankPayOut, askRefund, sendRefundAgain } from "./refund-people.ts"
import { settleDue, splitMerchant } from "./settle.ts"
import { acquiringTools, newRefund } from "./testing.ts"

const b = useBank("2026-03-02")
const t = acquiringTools(b)
type Made = Awaited<ReturnType<typeof t.merchant>>
let platform: Made
let shop: Made
let agent: Made
let orderNo = ""
const manager = () => b.as("manager", "XX")
const balance = async (made: Made) => balanceFen(ledgerOn(b.branch.database.db), made.accountNo)
const settleAll = async (on: string) => settleDue(b.system(), on, async () => {})

beforeAll(async () => {
  platform = await t.merchant("湘乡市示例市场")
  shop = await t.merchant("湘乡市示例摊位")
  agent = await t.merchant("湘乡市示例服务商")
  const receivers = [
    { merchantId: platform.merchantId, shareBp: 7000 },
    { merchantId: shop.merchantId, shareBp: 2500 },
    { merchantId: agent.merchantId, shareBp: 500 },
  ]
  const plan = { merchantId: platform.merchantId, fromOn: "2026-03-02", receivers }
  const wrong = await proposePlan(manager(), { ...plan, receivers: receivers.slice(1) })
  expect(wrong).toMatchObject({ refusal: { code: "acquiring/E-SPLIT-SUM" } })
  const { approvalId } = expectOk(await proposePlan(manager(), plan))
  await b.approve(approvalId)
})

describe("settlement", () => {
  it("K4 shares 10,000.00 less its fee, on the next working day", async () => {
    orderNo = await t.pay(platform.merchantId, 1_000_000n)
    expect((await settleAll("2026-03-02")).done).toBe(0)
    expect(await settleAll("2026-03-03")).toEqual({ done: 1, failed: [] })
    expect([await balance(platform), await balance(shop), await balance(agent)]).toEqual([697_340n, 249_050n, 49_810n])
    expect(await t.balance("gl:6021:HQ")).toBe(3_800n)
    expect(await t.balance(waitingKey(platform.merchantId))).toBe(0n)
    expect((await t.row(orderNo)).split).toBe("finished")
    expect(await settleAll("2026-03-03")).toEqual({ done: 0, failed: [] })
  })

  it("K6 takes back 2,000.00 from each receiver by its share", async () => {
    const { refundNo } = expectOk(await newRefund(b.system(), { orderNo, amountFen: 200_000n, reason: "退货" }))
    expect(await t.refundRow(refundNo)).toMatchObject({ fee_back_fen: 760n })
    expect([await balance(platform), await balance(shop), await balance(agent)]).toEqual([
      697_340n - 139_468n,
      249_050n - 49_810n,
      49_810n - 9_962n,
    ])
    expect(await t.balance(refundingKey("wechat"))).toBe(200_000n)
    expectOk(await newRefund(b.system(), { orderNo, amountFen: 800_000n, reason: "全退" }))
    expect([await balance(platform), await balance(shop), await balance(agent)]).toEqual([0n, 0n, 0n])
    expect(await t.balance("gl:6021:HQ")).toBe(0n)
  })

  test("a receiver without the money refuses the refund, and nothing moves", async () => {
    const second = await t.pay(platform.merchantId, 10_000n)
    expectOk(await newRefund(b.system(), { orderNo: second, amountFen: 1_000n, reason: "结算前退" }))
    await settleAll("2026-03-04")
    expect(await balance(agent)).toBe(448n)
    const { sendMoney } = await import("#products/deposit")
    expectOk(
      await sendMoney(b.as("clerk", "XX"), {
        accountNo: agent.accountNo,
        amountFen: 448n,
        counterparty: "他行",
        memo: "转出",
      }),
    )
    const refused = await newRefund(b.system(), { orderNo: second, amountFen: 9_000n, reason: "退" })
    expect(refused).toMatchObject({ refusal: { code: "acquiring/E-CLAW-BACK", zh: /示例服务商/ } })
    expect(await t.balance(refundingKey("wechat"))).toBe(1_001_000n)
  })

  test("between split and pay-out no refund is taken (SPLIT_NOT_FINISHED)", async () => {
    const third = await t.pay(platform.merchantId, 10_000n)
    expectOk(await splitMerchant(b.system(), { merchantId: platform.merchantId, on: "2026-03-09" }))
    const refused = await newRefund(b.system(), { orderNo: third, amountFen: 100n, reason: "退" })
    expect(t.code(refused)).toBe("acquiring/E-SPLIT-NOT-FINISHED")
    expect(await t.balance(dueKey(shop.merchantId))).toBe(2_491n)
    expect((await settleAll("2026-03-09")).failed).toEqual([])
    expect(await t.balance(dueKey(shop.merchantId))).toBe(0n)
  })
})

describe("refunds by people", () => {
  test("move money at the second signature only; a declined one leaves the order whole", async () => {
    const order = await t.pay(shop.merchantId, 50_000n)
    const before = await t.balance(waitingKey(shop.merchantId))
    const asked = expectOk(await askRefund(manager(), { orderNo: order, amountFen: 20_000n, reason: "顾客退货" }))
    expect(await t.balance(waitingKey(shop.merchantId))).toBe(before)
    const over = await askRefund(manager(), { orderNo: order, amountFen: 30_001n, reason: "再退" })
    expect(t.code(over)).toBe("acquiring/E-REFUND-OVER")
    await b.approve(asked.approvalId)
    expect(await t.refundRow(asked.refundNo)).toMatchObject({ state: "approved" })
    expect(await t.balance(waitingKey(shop.merchantId))).toBe(before - 20_000n)
  })

  test("ABNORMAL is paid out by the bank after two people saw the account", async () => {
    const order = await t.pay(shop.merchantId, 6_000n, { couponFen: 600n })
    const { refundNo } = expectOk(await newRefund(b.system(), { orderNo: order, amountFen: 6_000n, reason: "退" }))
    await t.tell(t.news(refundNo, 6_000n, { kind: "refund", tradeNo: "50-1", outcome: "abnormal" }))
    expect((await t.refundRow(refundNo)).state).toBe("abnormal")
    expect(t.code(await askBankPayOut(manager(), { refundNo, account: "12", name: "某" }))).toBe("acquiring/E-PAYER")
    const before = await t.balance(refundingKey("wechat"))
    const asked = { refundNo, account: "6222020000000000017", name: "示例顾客" }
    const { approvalId } = expectOk(await askBankPayOut(manager(), asked))
    await b.approve(approvalId)
    expect(await t.refundRow(refundNo)).toMatchObject({ state: "bank", bank_name: "示例顾客" })
    expect(await t.balance(refundingKey("wechat"))).toBe(before - 6_000n)
    expect(await t.balance("acquiring:long:wechat")).toBe(600n)
    expect(t.code(await sendRefundAgain(manager(), { refundNo }))).toBe("acquiring/E-REFUND-STATE")
  })
})

test("the book proves", async () => expect(await t.proven()).toEqual([]))
