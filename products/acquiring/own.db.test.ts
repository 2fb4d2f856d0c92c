// Goal: a merchant's own people see their takings, orders, refunds and settlements, open a sale for a customer and take the
// day's bill home; of anybody else's they learn nothing, whatever id they try.
import { beforeAll, describe, expect, test } from "vitest"
import { addPortalUser } from "#kernel/access"
import { readSheet } from "#kernel/excel"
import type { Ctx } from "#kernel/flow"
import { expectOk } from "#kernel/refusal"
import { useBank } from "../../tests/support/bank.ts"
import { dayBillOf, ownMerchantsOf, peopleOfMerchant, takingsOf } from "./own/takings.ts"
import { prints } from "./prints.ts"
import { merchantDetail, settlementDetail, settlementsBy } from "./queries/merchants.ts"
import { ordersBy, orderStory, refundOf, refundsBy } from "./queries/orders.ts"
import { openDirect } from "./till.ts"
import { acquiringTools, newRefund } from "./testing.ts"

const b = useBank("2026-03-02")
const t = acquiringTools(b)
const shop = { id: "", partyId: "", orderNo: "", refundNo: "" }
let other = ""
const own = (): Ctx => b.branch.as("firm", { partyId: shop.partyId, person: "owner" })
let stranger = (): Ctx => own()

beforeAll(async () => {
  const made = await t.merchant("湘乡市示例小卖部")
  Object.assign(shop, { id: made.merchantId, partyId: made.partyId })
  const neighbour = await t.merchant("湘乡市示例书店")
  other = neighbour.merchantId
  stranger = () => b.branch.as("firm", { partyId: neighbour.partyId, person: "neighbour" })
  await t.pay(other, 77_00n)
  shop.orderNo = await t.pay(shop.id, 100_00n)
  await t.pay(shop.id, 50_00n, { channel: "alipay" })
  await t.order(shop.id, 9_00n)
  shop.refundNo = expectOk(
    await newRefund(b.system(), { orderNo: shop.orderNo, amountFen: 20_00n, reason: "顾客退货" }),
  ).refundNo
  const person = { partyId: shop.partyId, name: "演店主", phone: "19900008801" }
  expectOk(await addPortalUser(b.as("manager", "XX"), person))
})

describe("its own", () => {
  test("today's takings by channel, and what is not paid yet", async () => {
    const { day, gross, orders, open, channels } = expectOk(await takingsOf(own(), shop.id))
    expect({ day, gross, orders, open }).toEqual({ day: "2026-03-02", gross: "150.00", orders: 2, open: 1 })
    expect(channels.map((one) => [one.channel, one.amount])).toEqual([
      ["alipay", "50.00"],
      ["wechat", "100.00"],
    ])
    expect(expectOk(await ownMerchantsOf(own())).map((one) => one.id)).toEqual([shop.id])
  })
  test("orders, refunds and settlements of its own only", async () => {
    const orders = (await ordersBy(own(), { limit: 50 })).items
    expect(new Set(orders.map((one) => one.merchantId))).toEqual(new Set([shop.id]))
    expect(orders).toHaveLength(3)
    expect((await refundsBy(own(), { limit: 50 })).items.map((one) => one.refundNo)).toEqual([shop.refundNo])
    expect(expectOk(await orderStory(own(), shop.orderNo)).refunds).toHaveLength(1)
    await b.advanceTo("2026-03-04")
    const settlements = (await settlementsBy(own(), { limit: 50 })).items
    expect(settlements).toHaveLength(1)
    expect(settlements[0]).toMatchObject({ merchantId: shop.id, gross: "150.00" })
    expect(expectOk(await settlementDetail(own(), settlements[0]!.id)).receivers[0]!.accountNo).not.toBeNull()
    expect(expectOk(await merchantDetail(own(), shop.id)).settlements).toHaveLength(1)
  })
  test("the day's bill adds up", async () => {
    const bill = expectOk(await dayBillOf(own(), { id: shop.id, day: "2026-03-02" }))
    expect(bill.name).toMatch(/^日账单-SH\d{8}-2026-03-02\.xlsx$/)
    const columns = ["类型", "订单号", "金额（元）", "手续费（元）", "净额（元）"].map((title) => ({
      key: title,
      title,
    }))
    const { rows } = expectOk({ ok: true, value: await readSheet(bill.content, columns) })
    const total = rows.at(-1)!.cells
    expect(rows.filter((one) => one.cells["类型"] === "收款")).toHaveLength(2)
    expect(total).toMatchObject({ 类型: "合计" })
    const sum = rows.slice(0, -1).reduce((all, one) => all + Number(one.cells["净额（元）"]), 0)
    expect(Number(total["净额（元）"])).toBeCloseTo(sum, 5)
  })
  test("its people, the number's end only", async () => {
    expect(expectOk(await peopleOfMerchant(own(), shop.id))).toEqual([
      { name: "演店主", phone: "*******8801", posts: [expect.objectContaining({ code: "firm", zh: "企业用户" })] },
    ])
  })
  test("a sale is opened for the customer by a code; cash stays the counter's", async () => {
    const asked = { merchantId: shop.id, amountFen: 12_50n, title: "文具" }
    const opened = expectOk(await openDirect(own(), { ...asked, channel: "wechat" }))
    expect(opened.payUrl).toMatch(/\/pay\/\d+$/)
    await t.tell(t.news(opened.orderNo, 12_50n))
    expect(await t.row(opened.orderNo)).toMatchObject({ state: "success", money: "waiting" })
    expect(await openDirect(own(), { ...asked, channel: "counter" })).toMatchObject({
      refusal: {
        code: "acquiring/E-CHANNEL",
        field: "channel",
        zh: expect.stringContaining("柜面现金"),
        en: expect.stringContaining("cannot do this"),
      },
    })
  })
})

test("another's ids answer not found, in both languages", async () => {
  const answers = [
    await takingsOf(stranger(), shop.id),
    await peopleOfMerchant(stranger(), shop.id),
    await dayBillOf(stranger(), { id: shop.id, day: "2026-03-02" }),
    await merchantDetail(stranger(), shop.id),
    await openDirect(stranger(), { merchantId: shop.id, amountFen: 1n, title: "x", channel: "wechat" }),
    await orderStory(stranger(), shop.orderNo),
    await refundOf(stranger(), shop.refundNo),
    await settlementDetail(stranger(), (await settlementsBy(own(), { limit: 1 })).items[0]!.id),
  ]
  for (const answer of answers)
    expect(answer).toMatchObject({
      ok: false,
      refusal: { status: 404, zh: expect.stringMatching(/没有|找不到/), en: expect.stringMatching(/\w/) },
    })
  for (const [kind, objectId] of [
    ["acquiring.slip", shop.orderNo],
    ["acquiring.refund-slip", shop.refundNo],
  ]) {
    const paper = prints.find((one) => one.kind === kind)!
    expect(await paper.render(stranger(), objectId!)).toMatchObject({ refusal: { status: 404 } })
  }
  expect((await ordersBy(stranger(), { limit: 50 })).items.every((one) => one.merchantId === other)).toBe(true)
})

test("the branch's own pages stay the branch's", () => {
  expect(own().actor.permissions.has("acquiring.read")).toBe(false)
  expect(own().actor.permissions.has("acquiring.takings")).toBe(true)
  expect(own().actor.permissions.has("acquiring.refund")).toBe(false)
})
