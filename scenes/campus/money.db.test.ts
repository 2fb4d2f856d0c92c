// The card's money from a parent's phone to graduation, through real channels' orders: caps, limits, loss by a parent, the
// refund by the channel it came by, and the float that agrees afterwards.
import { expect, it } from "vitest"
import { expectOk } from "#kernel/refusal"
import { fundKey, payGrant } from "#products/wallet"
import { confirmWaiting, keepNews } from "#products/acquiring"
import { balances } from "#ledger"
import { ledgerOn } from "#kernel/flow"
import { walletTools } from "../../products/wallet/testing.ts"
import { useBank } from "../../tests/support/bank.ts"
import { deskTopUp, leaveSchool, limitDay, loseCard } from "./flows/cards.ts"
import { decideMeals, openTill, payFund, proposeMeals, uploadTill } from "./flows/money.ts"
import { topUpChild } from "./flows/top-up.ts"
import { holderShown } from "./queries/cards.ts"
import { canteenDayOf } from "./queries/canteen.ts"
import { moneyShown, walletShown } from "./queries/wallet.ts"
import { campusTools, guardian } from "./testing.ts"

const b = useBank("2026-03-02")
const c = campusTools(b)
const w = walletTools(b)
const guardianOf = async (personId: string) =>
  (
    await c
      .db()
      .selectFrom("party_relation")
      .select("from_party")
      .where("to_party", "=", personId)
      .executeTakeFirstOrThrow()
  ).from_party
const walletOf = async (personId: string) =>
  (
    await c
      .db()
      .selectFrom("campus_person")
      .select("wallet_no")
      .where("person_id", "=", personId)
      .executeTakeFirstOrThrow()
  ).wallet_no!
const shown = async (personId: string) => walletShown(b.branch.system(), await walletOf(personId))

it("C11 from top-up to graduation: 50.00 by the channel, 22.35 to the bank, subsidy to the fund", async () => {
  const s = await c.school([{ guardian: guardian(41) }], { depositFen: 1500n })
  const child = s.pupils[0]!
  const parent = c.parent(await guardianOf(child))
  const order = expectOk(await topUpChild(parent, { personId: child, amountFen: 5000n, channel: "wechat" }))
  await paid(order.orderNo, 5000n)
  expect((await shown(child)).total).toBe("50.00")
  expectOk(await deskTopUp(c.post(s, "card-office"), { personId: child, amountFen: 735n, payerName: "演家长" }))
  await subsidy(s, 1200n)
  const before = expectOk(await holderShown(c.post(s, "card-office"), child))
  expect(before.closing).toEqual({
    refund: "72.35",
    toChannel: "50.00",
    toBank: "22.35",
    toFund: "12.00",
    lapses: "0.00",
  })
  const office = c.post(s, "card-office")
  expect(c.code(await leaveSchool(office, { personId: child, status: "graduated" }))).toBe("wallet/E-BANK")
  const bank = { holder: "演家长", accountNo: "6222000000000002" }
  expectOk(await leaveSchool(office, { personId: child, status: "graduated", bank }))
  const refunds = await c.db().selectFrom("wallet_refund").selectAll().orderBy("amount_fen").execute()
  expect(refunds.map((row) => [row.route, row.amount_fen])).toEqual([
    ["bank", 2235n],
    ["channel", 5000n],
  ])
  const [fund] = await balances(ledgerOn(c.db()), [fundKey(s.schemeId)])
  expect(fund!.balance).toBe(1200n)
  expect((await moneyShown(b.branch.system(), s.schemeId)).check.difference).toBe("0.00")
})

/** The channel's word, kept and taken as the server does. */
async function paid(orderNo: string, amountFen: bigint): Promise<void> {
  const ctx = b.branch.system()
  await keepNews(ctx.db, ctx.clock.now(), [newsOf(orderNo, amountFen)])
  await confirmWaiting(ctx)
}

const newsOf = (orderNo: string, amountFen: bigint) => ({
  channel: "wechat",
  kind: "pay" as const,
  subject: orderNo,
  tradeNo: `WX${orderNo}`,
  outcome: "success" as const,
  amountFen,
  couponFen: 0n,
  payer: "演家长",
  happenedAt: b.branch.clock.now(),
  source: "callback" as const,
})

async function subsidy(s: { partyId: string; schemeId: string }, perDayFen: bigint): Promise<void> {
  const day = b.branch.clock.now().toISOString().slice(0, 10)
  expectOk(await payFund(c.post(s, "school-office"), { amountFen: 1200n, reference: "演〔2026〕1 号" }))
  const klass = await c.db().selectFrom("campus_class").select("id").executeTakeFirstOrThrow()
  const grant = { title: "营养餐", perDayFen, days: 1, fromOn: day, toOn: "2026-06-30", classIds: [klass.id] }
  const { id } = expectOk(await proposeMeals(c.post(s, "card-office"), grant))
  expect(c.code(await decideMeals(c.post(s, "card-office"), { id, agree: true }))).toBe("wallet/E-STATE")
  expectOk(await decideMeals(c.post(s, "school-office"), { id, agree: true }))
  await payGrant(b.branch.system(), id)
}

it("a stranger gives a little, a guardian more; a parent limits and loses the card; the till says why", async () => {
  const s = await c.school([{ guardian: guardian(42) }, {}])
  const child = s.pupils[0]!
  const parent = c.parent(await guardianOf(child))
  const other = s.pupils[1]!
  expect(c.code(await topUpChild(parent, { personId: other, amountFen: 10_001n, channel: "wechat" }))).toBe(
    "campus/E-CAP",
  )
  expectOk(await topUpChild(parent, { personId: other, amountFen: 10_000n, channel: "wechat" }))
  expect(c.code(await limitDay(parent, { personId: other, limitFen: 100n }))).toBe("campus/E-NOT-FOUND")
  expectOk(await limitDay(parent, { personId: child, limitFen: 3000n }))
  expectOk(await deskTopUp(c.post(s, "card-office"), { personId: child, amountFen: 10_000n, payerName: "演家长" }))
  const cashier = c.post(s, "cashier")
  const till = expectOk(await openTill(cashier, { sn: "T2A" }))
  expect(till).toMatchObject({ nextSeq: 1, blacklist: { barred: [] } })
  const sell = async (seq: number, amount: string) => {
    const fen = BigInt(Math.round(Number(amount) * 100))
    const signed = w.sign("T2A", { seq, uid: "C2-0", amountFen: fen, at: "2026-03-02T12:00:00+08:00", offline: false })
    const { amountFen: _amountFen, readFen: _readFen, ...spend } = signed
    return expectOk(await uploadTill(cashier, "T2A", { spends: [{ ...spend, amount }] })).answers[0]!
  }
  expect(await sell(1, "24.50")).toMatchObject({ state: "posted", left: "75.50" })
  expect(await sell(2, "6.00")).toMatchObject({ state: "declined", reason: "LIMIT_DAY" })
  expectOk(await loseCard(parent, { personId: child, uid: "C2-0" }))
  expect(await sell(3, "1.00")).toMatchObject({ state: "declined", reason: "CARD_LOST" })
  expect(c.code(await openTill(c.post({ partyId: child }, "cashier"), { sn: "T2A" }))).toBe("campus/E-SCHOOL")
  const day = expectOk(await canteenDayOf(cashier, "2026-03-02"))
  expect(day.merchants[0]).toMatchObject({ gross: "24.50", lines: 1, meals: [{ meal: "午餐", amount: "24.50" }] })
  expect(day.odd).toHaveLength(2)
})
