// Goal: each kind of item does what its name says from the file to the paid bill, and a payer pays in parts on a phone;
// every refusal stands at its field, in both languages.
import { beforeAll, describe, expect, test } from "vitest"
import { applyImport } from "#kernel/excel"
import { expectOk } from "#kernel/refusal"
import { useBank } from "../../tests/support/bank.ts"
import { billKey } from "./accounts.ts"
import { checkoutByCode } from "./flows/checkout.ts"
import { takeCash } from "./flows/own.ts"
import { takeTransfer } from "./flows/transfer.ts"
import { addItem, itemsBy } from "./items/items.ts"
import { billsBy } from "./queries/bills.ts"
import { dashboardOf } from "./queries/orgs.ts"
import { byCode } from "./queries/payer.ts"
import { collectionTools, item, type Line } from "./testing.ts"

const b = useBank("2026-03-02")
const { t, org, db, cashier, reviewer, bill, check, publish } = collectionTools(b)

const line = (key: string, itemCode: string, over: Partial<Line> = {}): Line => ({
  ...{ key, name: `演${key}`, itemCode, period: "2026-03", amount: "320.00", dueOn: "2026-03-31" },
  ...over,
})
const pay = (key: string, billNo: string, amountFen: bigint) =>
  checkoutByCode(b.branch.as([]), {
    ...{ orgNo: org.no, key, name: `演${key}`, channel: "wechat" },
    lines: [{ billNo, amountFen }],
  })
const seen = async (key: string) =>
  expectOk(await byCode(b.branch.as([]), { orgNo: org.no, key, name: `演${key}` })).bills

beforeAll(async () => {
  const plain = { ...item, orgId: org.id, latePpm: 0 }
  const metered = { ...plain, code: "SF", name: "水费", kind: "metered" as const, meterUnit: "吨" }
  expectOk(await addItem(reviewer(), { ...metered, allowPartial: false }))
  expectOk(await addItem(reviewer(), { ...plain, code: "JK", name: "互助捐款", kind: "open", minPartialFen: 1_000n }))
  const inParts = { ...plain, code: "ZXF", name: "装修保证金", kind: "instalment" as const, parts: 3, partMonths: 2 }
  expectOk(await addItem(reviewer(), { ...inParts, allowPartial: false }))
})

describe("in parts on a phone", () => {
  test("a refusal stands at its line; after a part the rest is owed with the same day", async () => {
    const [billNo] = await publish([line("P1", "WYF")])
    expect(await pay("P1", billNo!, 9_999n)).toMatchObject({
      refusal: {
        code: "collection/PARTIAL_BELOW_MIN",
        field: "lines.0.amount",
        zh: expect.stringContaining("每次至少缴 100.00 元"),
        en: expect.stringContaining("at least 100.00"),
      },
    })
    expect(await pay("P1", billNo!, 32_001n)).toMatchObject({ refusal: { field: "lines.0.amount" } })
    const atCounter = await takeCash(b.as("clerk", "XX"), { billNo: billNo!, amountFen: 1n, payerName: "演P1" })
    expect(atCounter).toMatchObject({ refusal: { code: "collection/PARTIAL_BELOW_MIN", field: "amount" } })
    const { orderNo } = expectOk(await pay("P1", billNo!, 12_000n))
    await t.tell(t.news(orderNo, 12_000n))
    expect(await seen("P1")).toMatchObject([
      { state: "part-paid", owed: "200.00", dueOn: "2026-03-31", allowPartial: true, minPartial: "100.00" },
    ])
    const rest = expectOk(await pay("P1", billNo!, 20_000n))
    await t.tell(t.news(rest.orderNo, 20_000n))
    expect(await bill(billNo!)).toMatchObject({ state: "paid", owed: "0.00" })
  })
})

describe("items", () => {
  const asked = { ...item, code: "X" }
  test.each([
    [{ kind: "metered" as const }, "E-METER-UNIT", "meterUnit", "计量单位"],
    [{ kind: "instalment" as const, parts: 1 }, "E-PARTS", "parts", "至少分 2 期"],
    [{ kind: "open" as const, latePpm: 500 }, "E-OPEN-LATE", "latePpm", "不能收违约金"],
  ])("%j lacks what its kind needs", async (over, code, field, zh) => {
    const refused = await addItem(reviewer(), { ...asked, orgId: org.id, ...over })
    expect(refused).toMatchObject({
      refusal: { code: `collection/${code}`, field, zh: expect.stringContaining(zh), en: expect.stringMatching(/\w/) },
    })
  })
  test("the list says what each kind means", async () => {
    const { items } = expectOk(await itemsBy(reviewer(), org.id))
    expect(items.find((one) => one.code === "SF")).toMatchObject({ meterUnit: "吨", parts: 1 })
    expect(items.find((one) => one.code === "ZXF")).toMatchObject({ parts: 3, partMonths: 2 })
    expect(items.find((one) => one.code === "JK")).toMatchObject({ allowPartial: true })
  })
})

describe("metered", () => {
  const read = (meterFrom: string, meterTo: string, over: Partial<Line> = {}) =>
    line("M9", "SF", { amount: "", meterFrom, meterTo, unitPrice: "2.1", ...over })
  test("readings and price make the amount, and the payer sees them", async () => {
    const [billNo] = await publish([read("120", "135.5")])
    const reading = { from: "120", to: "135.5", used: "15.5", price: "2.1", unit: "吨" }
    expect(await bill(billNo!)).toMatchObject({ principal: "32.55", kind: "metered", reading })
    expect(await t.balance(billKey(billNo!))).toBe(3_255n)
    expect(await seen("M9")).toMatchObject([{ reading, allowPartial: false }])
  })
  test.each<[string, Partial<Line>, string, string]>([
    ["no readings", { meterFrom: "", meterTo: "" }, "meterTo", "METER_READING"],
    ["backwards", { meterFrom: "135.5", meterTo: "130" }, "meterTo", "METER_READING"],
    ["nothing used", { meterFrom: "135.5", meterTo: "135.5" }, "meterTo", "没有用量"],
    ["another amount", { meterFrom: "135.5", meterTo: "140", amount: "9.46" }, "amount", "应为 9.45 元"],
    ["a gap", { meterFrom: "136", meterTo: "140" }, "meterFrom", "上期止于 135.500"],
    ["four decimals", { meterFrom: "135.5", meterTo: "140.0001" }, "meterTo", "NUMBER_FORMAT"],
  ])("%s: the row comes back with its reason", async (name, over, column, reason) => {
    const checked = expectOk(await check([read("", "", { period: "2026-04", ...over })], `${name}.xlsx`))
    expect(checked.faults).toEqual([
      expect.objectContaining({ column, zh: expect.stringContaining(reason), en: expect.stringMatching(/\w/) }),
    ])
  })
  test("the next reading goes on, a new meter begins at nought, the right amount may be given", async () => {
    const file = [
      read("135.500", "140", { period: "2026-04", amount: "9.45" }),
      read("0", "3", { period: "2026-05" }),
      read("3", "5", { period: "2026-06" }),
    ]
    expect(expectOk(await check(file, "next.xlsx")).faulty).toBe(0)
  })
  test("readings on an item without a meter are refused, and an amount is needed there", async () => {
    const wrong = [line("M8", "WYF", { meterTo: "5" }), line("M7", "WYF", { amount: "" })]
    const { faults } = expectOk(await check(wrong, "wrong.xlsx"))
    expect(faults.map((one) => one.column)).toEqual(["meterTo", "amount"])
  })
})

describe("open amount", () => {
  test("the payer chooses between least and most; what is above it is let off and the bill is closed", async () => {
    const [billNo] = await publish([line("O1", "JK", { amount: "500.00" })])
    expect(await pay("O1", billNo!, 999n)).toMatchObject({ refusal: { code: "collection/PARTIAL_BELOW_MIN" } })
    expect(await pay("O1", billNo!, 50_001n)).toMatchObject({ refusal: { code: "collection/OVERPAY_FORBIDDEN" } })
    const { orderNo } = expectOk(await pay("O1", billNo!, 8_800n))
    await t.tell(t.news(orderNo, 8_800n))
    const paid = await bill(billNo!)
    expect(paid).toMatchObject({ state: "paid", owed: "0.00" })
    expect(paid.events.map((one) => [one.kind, one.amount])).toEqual(
      expect.arrayContaining([
        ["pay", "88.00"],
        ["relief", "412.00"],
      ]),
    )
    expect(await t.balance(billKey(billNo!))).toBe(0n)
    const { byItem } = expectOk(await dashboardOf(reviewer(), org.id))
    expect(byItem.find((one) => one.code === "JK")).toMatchObject({ published: "88.00", paid: "88.00" })
  })
  test("a transfer and money ahead leave it alone, and nobody is behind with it", async () => {
    const ageing = async () => expectOk(await dashboardOf(reviewer(), org.id)).ageing
    const before = await ageing()
    const [billNo] = await publish([line("O2", "JK", { amount: "500.00" })])
    const { code } = await db()
      .selectFrom("collection_payer")
      .select("code")
      .where("key", "=", "O2")
      .executeTakeFirstOrThrow()
    const transfer = { bankRef: "IN-O2", code, payerName: "演O2", amountFen: 30_000n, outlet: "XX" }
    expectOk(await takeTransfer(b.as("clerk", "XX"), transfer))
    const [next] = await publish([line("O2", "JK", { period: "2026-04" })])
    for (const one of [billNo!, next!]) expect(await bill(one)).toMatchObject({ state: "published" })
    expect(await ageing()).toEqual(before)
  })
  test("the most must not be below the least", async () => {
    const { faults } = expectOk(await check([line("O3", "JK", { amount: "9.99" })], "least.xlsx"))
    expect(faults).toEqual([expect.objectContaining({ column: "amount", zh: expect.stringContaining("10.00") })])
  })
})

describe("instalments", () => {
  test("a row becomes parts with their own days; the row again is refused", async () => {
    const checked = expectOk(await check([line("I1", "ZXF", { amount: "1000.00" })], "parts.xlsx"))
    expectOk(await applyImport(cashier(), { batchId: checked.batchId, goodOnly: false }))
    const { items } = expectOk(await billsBy(reviewer(), org.id, { text: "I1", limit: 9 }))
    expect(items.map((one) => [one.period, one.principal, one.dueOn]).toReversed()).toEqual([
      ["2026-03 1/3", "333.34", "2026-03-31"],
      ["2026-03 2/3", "333.33", "2026-05-31"],
      ["2026-03 3/3", "333.33", "2026-07-31"],
    ])
    const batch = await db()
      .selectFrom("collection_batch")
      .select(["bills", "total_fen"])
      .orderBy("made_at", "desc")
      .executeTakeFirstOrThrow()
    expect(batch).toEqual({ bills: 3, total_fen: 100_000n })
    const again = expectOk(await check([line("I1", "ZXF", { amount: "900.00" })], "again.xlsx"))
    expect(again.faults).toEqual([
      expect.objectContaining({ column: "period", zh: expect.stringContaining("ROW_DUP") }),
    ])
  })
})

test("the books prove", async () => expect(await t.proven()).toEqual([]))
