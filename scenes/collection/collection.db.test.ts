// Goal: an organisation's year on a real branch: payments by every way, late fees, money paid ahead, double payments, changes
// by two people; K3 and K13 of the sheet by number, and books that prove.
import { sql } from "kysely"
import { describe, expect, test } from "vitest"
import { formatAmount } from "#ledger"
import { expectOk } from "#kernel/refusal"
import { waitingKey } from "#products/acquiring"
import { useBank } from "../../tests/support/bank.ts"
import { aheadKey, billKey, issuedKey, unmatchedKey } from "./accounts.ts"
import { askRefund, askRelief, askVoid } from "./flows/changes.ts"
import { checkoutByCode } from "./flows/checkout.ts"
import { openOrg } from "./flows/org.ts"
import { addItem } from "./items/items.ts"
import { takeCash } from "./flows/own.ts"
import { claimTransfer, takeTransfer } from "./flows/transfer.ts"
import { billsBy } from "./queries/bills.ts"
import { payersBy } from "./queries/lists.ts"
import { dashboardOf } from "./queries/orgs.ts"
import { collectionTools, item, type Line } from "./testing.ts"

const b = useBank("2026-03-02")
const { t, org, db, cashier, reviewer, sign, bill, publish } = collectionTools(b)

const codeOf = (key: string) =>
  db().selectFrom("collection_payer").select(["id", "code"]).where("key", "=", key).executeTakeFirstOrThrow()

describe("setting up", () => {
  test("a late fee above the ceiling is not collected here", async () => {
    const refused = await addItem(reviewer(), { ...item, orgId: org.id, code: "GAO", latePpm: 3000 })
    expect(refused).toMatchObject({
      ok: false,
      refusal: { code: "collection/E-LATE-CEILING", zh: expect.stringContaining("109.5%") },
    })
  })
  test("one organisation once; another's people learn nothing of it", async () => {
    const again = { partyId: org.partyId, settlementAccountNo: "x", feeBp: 0, codeRule: "loose" as const }
    expect(await openOrg(b.as("manager", "XX"), again)).toMatchObject({ refusal: { code: "collection/E-ORG-EXISTS" } })
    const stranger = b.branch.as("org-reviewer", { partyId: "00000000-0000-4000-8000-000000000001" })
    expect(await dashboardOf(stranger, org.id)).toMatchObject({ refusal: { code: "collection/E-ORG" } })
    expect(await addItem(stranger, { ...item, orgId: org.id, code: "X" })).toMatchObject({
      refusal: { code: "collection/E-ORG" },
    })
  })
})

describe("paying", () => {
  const line = (key: string, over: Partial<Line> = {}): Line => ({
    key,
    name: `演${key}`,
    itemCode: "WYF",
    period: "2026-03",
    amount: "320.00",
    dueOn: "2026-03-31",
    ...over,
  })
  const asked = (key: string, billNo: string, amountFen: bigint) => ({
    orgNo: org.no,
    key,
    name: `演${key}`,
    lines: [{ billNo, amountFen }],
    channel: "wechat" as const,
  })

  test("by number and name on a phone; the bill falls to zero and the receipt is there", async () => {
    const [billNo] = await publish([line("A1")])
    expect(await t.balance(billKey(billNo!))).toBe(32_000n)
    const opened = expectOk(await checkoutByCode(b.branch.as([]), asked("A1", billNo!, 32_000n)))
    expect(expectOk(await checkoutByCode(b.branch.as([]), asked("A1", billNo!, 32_000n))).orderNo).toBe(opened.orderNo)
    const waiting = await t.balance(waitingKey(org.merchantId))
    await t.tell(t.news(opened.orderNo, 32_000n))
    expect(await bill(billNo!)).toMatchObject({ state: "paid", owed: "0.00" })
    expect(await t.balance(billKey(billNo!))).toBe(0n)
    expect(await t.balance(waitingKey(org.merchantId))).toBe(waiting + 32_000n)
    expect((await t.row(opened.orderNo)).money).toBe("waiting")
    const events = (await bill(billNo!)).events
    expect(events).toEqual([expect.objectContaining({ amount: "320.00", receiptNo: expect.stringMatching(/^SJ/) })])
  })

  test("a wrong name finds nothing; amounts out of bounds are named", async () => {
    const [billNo] = await publish([line("A2"), line("A3", { itemCode: "XZF" })])
    const wrong = { ...asked("A2", billNo!, 32_000n), name: "演某" }
    expect(t.code(await checkoutByCode(b.branch.as([]), wrong))).toBe("collection/E-PAYER")
    const pay = async (amountFen: bigint) =>
      t.code(await checkoutByCode(b.branch.as([]), asked("A2", billNo!, amountFen)))
    expect(await pay(32_001n)).toBe("collection/OVERPAY_FORBIDDEN")
    expect(await pay(9_999n)).toBe("collection/PARTIAL_BELOW_MIN")
    expect(await pay(0n)).toBe("collection/OVERPAY_FORBIDDEN")
    const whole = expectOk(await billsBy(b.as("clerk", "XX"), org.id, { text: "A3", limit: 5 })).items[0]!
    expect(t.code(await checkoutByCode(b.branch.as([]), asked("A3", whole.billNo, 100n)))).toBe(
      "collection/PARTIAL_FORBIDDEN",
    )
    const another = { ...asked("A2", whole.billNo, 32_000n) }
    expect(t.code(await checkoutByCode(b.branch.as([]), another))).toBe("collection/E-BILL")
  })

  test("K13: the same bill by phone and at the counter: one is paid, the other's money goes back", async () => {
    const [billNo] = await publish([line("K13")])
    const opened = expectOk(await checkoutByCode(b.branch.as([]), asked("K13", billNo!, 32_000n)))
    const cash = { billNo: billNo!, amountFen: 32_000n, payerName: "演K13" }
    expectOk(await takeCash(b.as("clerk", "XX"), cash))
    expect(t.code(await takeCash(b.as("clerk", "XX"), cash))).toBe("collection/DUP_PAY")
    const waiting = await t.balance(waitingKey(org.merchantId))
    b.branch.clock.advance(5_000)
    await t.tell(t.news(opened.orderNo, 32_000n))
    expect(await t.row(opened.orderNo)).toMatchObject({
      money: "returning",
      refused: expect.stringContaining("已缴清"),
    })
    expect(await t.balance(waitingKey(org.merchantId))).toBe(waiting)
    expect((await bill(billNo!)).events).toHaveLength(1)
  })

  test("K3: a transfer of more than the bill is kept ahead and goes to the next bill", async () => {
    const [billNo] = await publish([line("K3")])
    const { code, id } = await codeOf("K3")
    const transfer = { bankRef: "IN-K3", code, payerName: "演K3", amountFen: 35_000n, outlet: "HQ" }
    expect(expectOk(await takeTransfer(b.as("accountant"), transfer)).state).toBe("matched")
    expect(expectOk(await takeTransfer(b.as("accountant"), transfer)).state).toBe("matched")
    expect(await bill(billNo!)).toMatchObject({ state: "paid" })
    expect(await t.balance(aheadKey(id))).toBe(3_000n)
    const [next] = await publish([line("K3", { period: "2026-04", dueOn: "2026-04-30" })])
    expect(await bill(next!)).toMatchObject({ state: "part-paid", owed: "290.00" })
    expect(await t.balance(aheadKey(id))).toBe(0n)
  })

  test("a transfer that is less than the least part is kept ahead, not turned away", async () => {
    const [billNo] = await publish([line("K3B")])
    const { code, id } = await codeOf("K3B")
    const transfer = { bankRef: "IN-K3B", code, payerName: "演K3B", amountFen: 9_999n, outlet: "HQ" }
    expect(expectOk(await takeTransfer(b.as("accountant"), transfer)).state).toBe("matched")
    expect(await bill(billNo!)).toMatchObject({ state: "published", owed: "320.00" })
    expect(await t.balance(aheadKey(id))).toBe(9_999n)
  })

  test("an unknown number waits, is claimed, or goes back after its days", async () => {
    const [billNo] = await publish([line("U1")])
    const { code } = await codeOf("U1")
    const take = async (bankRef: string, given: string) =>
      expectOk(
        await takeTransfer(b.as("clerk", "XX"), {
          bankRef,
          code: given,
          payerName: "演某公司",
          amountFen: 32_000n,
          outlet: "XX",
        }),
      )
    const swapped = code.slice(0, -3) + code.at(-2)! + code.at(-3)! + code.at(-1)!
    const first = await take("IN-U1", swapped)
    const second = await take("IN-U2", "88001799999000000018")
    expect([first.state, second.state]).toEqual(["unmatched", "unmatched"])
    expect(await t.balance(unmatchedKey("XX"))).toBe(64_000n)
    expectOk(await claimTransfer(b.as("clerk", "XX"), { transferId: first.transferId, code }))
    expect(await bill(billNo!)).toMatchObject({ state: "paid" })
    expect(await t.balance(unmatchedKey("XX"))).toBe(32_000n)
    await b.advanceTo("2026-03-10")
    expect(await t.balance(unmatchedKey("XX"))).toBe(0n)
    const told = db().selectFrom("collection_transfer").select("state").where("bank_ref", "like", "IN-U%")
    const rows = await told.orderBy("bank_ref").execute()
    expect(rows.map((row) => row.state)).toEqual(["claimed", "returned"])
  })

  test("the quote holds until its time is over, also past midnight; the late fee is paid with the bill", async () => {
    await b.advanceTo("2026-05-15")
    const [billNo] = await publish([line("L1", { amount: "1860.00", period: "2026-L" })])
    const today = await bill(billNo!)
    expect(today).toMatchObject({ daysLate: 45, lateFee: "41.85", owed: "1901.85" })
    const opened = expectOk(await checkoutByCode(b.branch.as([]), asked("L1", billNo!, 100_000n)))
    await t.tell(t.news(opened.orderNo, 100_000n))
    expect(await t.balance(billKey(billNo!))).toBe(90_185n)
    expect((await bill(billNo!)).events[0]!.parts).toEqual([
      { component: "principal", amount: "958.15" },
      { component: "late-fee", amount: "41.85" },
    ])
    await b.advanceTo("2026-05-31")
    expect(await bill(billNo!)).toMatchObject({ owed: "909.06", state: "part-paid" })
    const rest = expectOk(await checkoutByCode(b.branch.as([]), asked("L1", billNo!, 90_906n)))
    await b.advanceTo("2026-06-01")
    await t.tell(t.news(rest.orderNo, 90_906n))
    expect(await bill(billNo!)).toMatchObject({ state: "paid", owed: "0.00" })
  })
})

describe("changes by two people", () => {
  const one = async (key: string) => {
    const line = { key, name: `演${key}`, itemCode: "WYF", period: "2026-06", amount: "320.00", dueOn: "2026-05-20" }
    return (await publish([line]))[0]!
  }
  test("principal and late fee are let off only as far as they are owed", async () => {
    const billNo = await one("C1")
    const ask = (what: "relief" | "waive", amountFen: bigint) =>
      askRelief(cashier(), { billNo, what, amountFen, reason: "困难住户减免" })
    expect(t.code(await ask("relief", 32_001n))).toBe("collection/E-RELIEF")
    const lateFen = BigInt((await bill(billNo)).lateFee.replace(".", ""))
    expect(t.code(await ask("waive", lateFen + 1n))).toBe("collection/E-RELIEF")
    expectOk(await sign(expectOk(await ask("waive", lateFen)).approvalId))
    expectOk(await sign(expectOk(await ask("relief", 12_000n)).approvalId))
    expect(await bill(billNo)).toMatchObject({ owed: "200.00", lateFee: "0.00", state: "published" })
    expect(await t.balance(billKey(billNo))).toBe(20_000n)
    const shown = expectOk(await dashboardOf(reviewer(), org.id))
    expect(shown.waived).toEqual([expect.objectContaining({ bills: 1 })])
  })
  test("a void bill takes no money", async () => {
    const billNo = await one("C2")
    const issued = await t.balance(issuedKey(org.id))
    expectOk(await sign(expectOk(await askVoid(cashier(), { billNo, reason: "重复开单" })).approvalId))
    expect(await t.balance(issuedKey(org.id))).toBe(issued - 32_000n)
    const asked = {
      orgNo: org.no,
      key: "C2",
      name: "演C2",
      lines: [{ billNo, amountFen: 32_000n }],
      channel: "alipay" as const,
    }
    expect(t.code(await checkoutByCode(b.branch.as([]), asked))).toBe("collection/BILL_VOID")
  })
  test("a refund is bounded by the payment, and the bill shows it", async () => {
    const billNo = await one("C3")
    const owed = BigInt((await bill(billNo)).owed.replace(".", ""))
    const paid = expectOk(await takeCash(b.as("clerk", "XX"), { billNo, amountFen: owed, payerName: "演C3" }))
    const ask = (amountFen: bigint) => askRefund(cashier(), { orderNo: paid.orderNo, amountFen, reason: "退房退费" })
    expectOk(await sign(expectOk(await ask(10_000n)).approvalId))
    await b.settle()
    expect(await bill(billNo)).toMatchObject({ state: "part-refunded" })
    expect(t.code(await ask(owed - 9_999n))).toBe("collection/REFUND_OVER")
    expectOk(await sign(expectOk(await ask(owed - 10_000n)).approvalId))
    await b.settle()
    expect(await bill(billNo)).toMatchObject({ state: "refunded" })
    const shown = expectOk(await dashboardOf(reviewer(), org.id))
    expect(shown.refunds).toEqual([{ reason: "退房退费", refunds: 2, amount: formatAmount(owed, 2) }])
    // Every payment stands once in the calendar: to come on its day, or settled.
    const [{ taken }] = (
      await sql<{ taken: number }>`select count(*)::int as taken from acquiring_order
      where merchant_id = ${org.merchantId} and split is not null`.execute(db())
    ).rows as [{ taken: number }]
    const inCalendar = [...shown.upcoming, ...shown.settled].reduce((sum, one) => sum + one.orders, 0)
    expect(inCalendar).toBe(taken)
    expect(shown.settled.length).toBeGreaterThan(0)
  })
})

test("reminders go to unpaid bills only, once each", async () => {
  const phone = "19900007001"
  const line = {
    key: "M1",
    name: "演M1",
    itemCode: "WYF",
    period: "2026-07",
    amount: "320.00",
    dueOn: "2026-06-05",
    phone,
  }
  await b.advanceTo("2026-06-02")
  const [open] = await publish([line, { ...line, key: "M2", name: "演M2" }])
  const paid = expectOk(await billsBy(b.as("clerk", "XX"), org.id, { text: "M2", limit: 1 })).items[0]!
  expectOk(await takeCash(b.as("clerk", "XX"), { billNo: paid.billNo, amountFen: 32_000n, payerName: "演M2" }))
  await b.advanceTo("2026-06-07")
  const sent = await db().selectFrom("collection_reminder").select(["bill_no", "kind"]).orderBy("sent_on").execute()
  const own = sent.filter((one) => [open, paid.billNo].includes(one.bill_no))
  expect(own).toEqual([
    { bill_no: open, kind: "day-3" },
    { bill_no: open, kind: "day0" },
  ])
})

test("every bill's account says what the rows say, and the books prove", async () => {
  const bills = await db().selectFrom("collection_bill").selectAll().where("published_on", "is not", null).execute()
  let open = 0n
  for (const row of bills) {
    const settled = await db()
      .selectFrom("collection_bill_event")
      .select((e) => e.fn.sum<string>("principal_fen").as("fen"))
      .where("bill_no", "=", row.bill_no)
      .executeTakeFirstOrThrow()
    const left = row.state === "void" ? 0n : row.principal_fen - BigInt(settled.fen ?? 0)
    expect(await t.balance(billKey(row.bill_no)), row.bill_no).toBe(left)
    open += left
  }
  expect(await t.balance(issuedKey(org.id))).toBe(open)
  expect(await t.proven()).toEqual([])
  const payers = expectOk(await payersBy(reviewer(), org.id, { limit: 200 }))
  expect(new Set(payers.items.map((one) => one.code)).size).toBe(payers.items.length)
})
