// Stored value on a real branch: every example with its number, repeats, the night, and money conserved.
import fc from "fast-check"
import { afterEach, describe, expect, it } from "vitest"
import { ledgerOn } from "#kernel/flow"
import { expectOk } from "#kernel/refusal"
import { balanceFen } from "#products/deposit"
import { balances, prove } from "#ledger"
import { useBank } from "../../tests/support/bank.ts"
import {
  blacklistSince,
  closeWallet,
  decideGrant,
  fundKey,
  lossKey,
  merchantKey,
  payGrant,
  proposeGrant,
  reconcile,
  replaceCard,
  reportFound,
  reportLost,
  returnUnused,
  schemeById,
  setDailyLimit,
  settleOne,
  topUpInCash,
} from "./index.ts"
import { cardView } from "./views.ts"
import { inFlow, walletTools } from "./testing.ts"

const b = useBank("2026-03-02")
const w = walletTools(b)
const at = (time: string) => `2026-03-02T${time}+08:00`
const ledger = () => ledgerOn(b.branch.database.db)
const fen = async (key: string) => (await balances(ledger(), [key]))[0]!.balance
const card = async (uid: string) =>
  b.branch.database.db.selectFrom("wallet_card").selectAll().where("uid", "=", uid).executeTakeFirstOrThrow()

/** A grant proposed by one person, agreed by another, paid. */
async function grant(schemeId: string, lines: { walletNo: string; amountFen: bigint }[]) {
  const input = { schemeId, purse: "SUBSIDY", title: "营养餐", fromOn: "2026-03-02", toOn: "2026-03-31", lines }
  const id = expectOk(await inFlow(b.as("clerk", "YH"), (ctx) => proposeGrant(ctx, input)))
  expectOk(await inFlow(b.as("manager", "YH"), (ctx) => decideGrant(ctx, { id, schemeId, agree: true })))
  await payGrant(b.system(), id)
  return id
}

afterEach(async () => {
  expect((await prove(ledger())).failures).toEqual([])
  for (const { id } of await b.branch.database.db.selectFrom("wallet_scheme").select("id").execute()) {
    const ctx = b.system()
    expect((await reconcile(ctx, await schemeById(ctx, id))).differenceFen).toBe(0n)
  }
})

it("C5 offline purchases go into arrears, merchants are paid, a top-up clears them", async () => {
  const s = await w.scheme({ wallets: 1, fundFen: 1000n })
  const walletNo = s.walletNos[0]!
  await grant(s.schemeId, [{ walletNo, amountFen: 600n }])
  await w.topUp(walletNo, 2350n)
  const uid = "U1-0"
  const seen: unknown[] = []
  for (const [seq, amountFen] of [850n, 1200n, 1000n].entries()) {
    const [answer] = await w.tell("P1A", { seq: seq + 1, uid, amountFen })
    seen.push([answer!.state, answer!.leftFen])
  }
  expect(seen).toEqual([
    ["posted", 2100n],
    ["posted", 900n],
    ["posted_arrears", -100n],
  ])
  expect(await fen(merchantKey(s.canteenId))).toBe(3050n)
  expect((await w.view(walletNo)).money).toMatchObject({ purses: { CASH: 0n, SUBSIDY: 0n }, arrearsFen: 100n })
  await w.topUp(walletNo, 5000n)
  expect(await w.view(walletNo)).toMatchObject({ money: { purses: { CASH: 4900n }, arrearsFen: 0n }, state: "normal" })
})

it("C6 a gap is suspected with its amount, nobody is frozen, and it clears when 103 comes", async () => {
  const s = await w.scheme({ wallets: 1 })
  const walletNo = s.walletNos[0]!
  await w.topUp(walletNo, 4000n)
  const one = (seq: number, counter: number, amountFen: bigint, readFen: bigint) => ({
    seq,
    uid: "U2-0",
    counter,
    amountFen,
    readFen,
  })
  await b.branch.database.db
    .updateTable("wallet_card")
    .set({ counters: "[[1,100]]" })
    .where("uid", "=", "U2-0")
    .execute()
  await w.tell("P2A", one(1, 101, 500n, 3500n), one(2, 102, 750n, 2750n), one(3, 104, 400n, 1700n))
  const now = await w.view(walletNo)
  expect(now).toMatchObject({ totalFen: 2350n, state: "normal" })
  expect(cardView(await card("U2-0"), now.totalFen)).toMatchObject({
    isSuspect: true,
    gaps: [[103, 103]],
    missingFen: 650n,
  })
  await w.tell("P2B", one(1, 103, 650n, 2100n))
  const later = await w.view(walletNo)
  expect(later.totalFen).toBe(1700n)
  expect(cardView(await card("U2-0"), later.totalFen)).toMatchObject({ isSuspect: false, missingFen: 0n })
})

it("C7 the parent's daily limit declines online and lets the exact rest through", async () => {
  const s = await w.scheme({ wallets: 1 })
  const walletNo = s.walletNos[0]!
  await w.topUp(walletNo, 10_000n)
  expectOk(await inFlow(b.system(), (ctx) => setDailyLimit(ctx, { walletNo, limitFen: 3000n })))
  const online = (seq: number, amountFen: bigint) => ({ seq, uid: "U3-0", amountFen, offline: false })
  expect((await w.tell("P3A", online(1, 2450n)))[0]).toMatchObject({ state: "posted" })
  expect((await w.tell("P3A", online(2, 600n)))[0]).toMatchObject({ state: "declined", reason: "LIMIT_DAY" })
  expect((await w.tell("P3S", online(1, 550n)))[0]).toMatchObject({ state: "posted" })
  expect((await w.view(walletNo)).totalFen).toBe(7000n)
})

it("C8 spent after the loss report: posted, 13.00 given back, both terminals known to be stale", async () => {
  const s = await w.scheme({ wallets: 1 })
  const walletNo = s.walletNos[0]!
  await w.topUp(walletNo, 4000n)
  b.branch.clock.set(at("10:00:00"))
  expectOk(await inFlow(b.branch.system(), (ctx) => reportLost(ctx, { walletNo, uid: "U4-0" })))
  expect((await w.tell("P4A", { seq: 1, uid: "U4-0", amountFen: 500n, at: at("10:03:00") }))[0]!.state).toBe("posted")
  expect((await w.tell("P4B", { seq: 1, uid: "U4-0", amountFen: 800n, at: at("10:12:00") }))[0]!.state).toBe("posted")
  expect((await w.view(walletNo)).totalFen).toBe(4000n)
  expect(await fen(merchantKey(s.canteenId))).toBe(1300n)
  expect(await fen(lossKey(s.schemeId))).toBe(1300n)
  const list = await blacklistSince(b.system(), s.schemeId, 0n)
  expect(list).toMatchObject({ version: "1", barred: ["U4-0"] })
  const stale = await b.branch.database.db
    .selectFrom("wallet_terminal")
    .select("sn")
    .where("merchant_id", "=", s.canteenId)
    .where("blacklist_version", "<", 1n)
    .orderBy("sn")
    .execute()
  expect(stale.map((row) => row.sn)).toEqual(["P4A", "P4B"])
})

it("C9 the night settles sales less returns less fee, once", async () => {
  const s = await w.scheme({ wallets: 2 })
  for (const no of s.walletNos) await w.topUp(no, 500_000n)
  const tell = (sn: string, ...spends: Parameters<typeof w.tell>[1][]) => w.tell(sn, ...spends)
  for (let n = 0; n < 4; n += 1) await w.topUp(s.walletNos[0]!, 500_000n)
  await tell("P5A", { seq: 1, uid: "U5-0", amountFen: 1_241_350n }, { seq: 2, uid: "U5-1", amountFen: 7300n })
  await tell("P5A", { seq: 3, kind: "reverse", reverses: 2, uid: "U5-1", amountFen: 7300n })
  await tell("P5S", { seq: 1, uid: "U5-1", amountFen: 326_000n })
  const before = await balanceFen(ledger(), s.accountNo)
  for (const merchantId of [s.canteenId, s.shopId])
    for (let twice = 0; twice < 2; twice += 1) expectOk(await settleOne(b.system(), { merchantId, day: "2026-03-02" }))
  const rows = await b.branch.database.db
    .selectFrom("wallet_settlement")
    .selectAll()
    .where("merchant_id", "in", [s.canteenId, s.shopId])
    .orderBy("net_fen")
    .execute()
  expect(rows).toMatchObject([
    { gross_fen: 326_000n, fee_fen: 1239n, net_fen: 324_761n },
    { gross_fen: 1_248_650n, reversed_fen: 7300n, fee_fen: 0n, net_fen: 1_241_350n },
  ])
  expect((await balanceFen(ledger(), s.accountNo)) - before).toBe(324_761n + 1_241_350n)
})

it("C10 subsidy 5.00 × 214 × 21: 4,301 meals used, 965.00 back to the fund", async () => {
  const s = await w.scheme({ wallets: 214, fundFen: 2_247_000n })
  const id = await grant(
    s.schemeId,
    s.walletNos.map((walletNo) => ({ walletNo, amountFen: 10_500n })),
  )
  expect(await fen(fundKey(s.schemeId))).toBe(0n)
  const meals = Array.from({ length: 4301 }, (_, n) => ({ seq: n + 1, uid: `U6-${n % 214}`, amountFen: 500n }))
  for (let from = 0; from < meals.length; from += 1500) await w.tell("P6A", ...meals.slice(from, from + 1500))
  expect(await fen(merchantKey(s.canteenId))).toBe(2_150_500n)
  await returnUnused(b.system(), id)
  await returnUnused(b.system(), id)
  expect(await fen(fundKey(s.schemeId))).toBe(96_500n)
}, 60_000)

describe("grants", () => {
  it("need a second person and the money, and buy nothing at the shop", async () => {
    const s = await w.scheme({ wallets: 1, fundFen: 500n })
    const walletNo = s.walletNos[0]!
    const input = { schemeId: s.schemeId, purse: "SUBSIDY", title: "营养餐", fromOn: "2026-03-02", toOn: "2026-03-31" }
    const propose = (amountFen: bigint) =>
      inFlow(b.as("clerk", "YH"), (ctx) => proposeGrant(ctx, { ...input, lines: [{ walletNo, amountFen }] }))
    const id = expectOk(await propose(501n))
    const decide = (role: string, grantId: string) =>
      inFlow(b.as(role, "YH"), (ctx) => decideGrant(ctx, { id: grantId, schemeId: s.schemeId, agree: true }))
    expect(await decide("clerk", id)).toMatchObject({ refusal: { code: "wallet/E-STATE" } })
    expect(await decide("manager", id)).toMatchObject({ refusal: { code: "wallet/E-FUND" } })
    const good = expectOk(await propose(500n))
    expectOk(await decide("manager", good))
    await payGrant(b.system(), good)
    await payGrant(b.system(), good)
    const asked = { seq: 1, uid: "U7-0", amountFen: 300n, offline: false }
    expect((await w.tell("P7S", asked))[0]).toMatchObject({ state: "declined", reason: "PURSE_NOT_ALLOWED" })
    expect((await w.tell("P7A", asked))[0]).toMatchObject({ state: "posted", leftFen: 200n })
    expect(await propose(0n)).toMatchObject({ refusal: { code: "wallet/E-AMOUNT" } })
  })
})

it("C11 closing: all of the holder's own money leaves, grants return, cards are barred, late purchases still post", async () => {
  const s = await w.scheme({ wallets: 1, fundFen: 1200n, depositFen: 1500n })
  const walletNo = s.walletNos[0]!
  await grant(s.schemeId, [{ walletNo, amountFen: 1200n }])
  await w.topUp(walletNo, 5735n)
  const close = (bank?: { holder: string; accountNo: string }) =>
    inFlow(b.as("clerk", "YH"), (ctx) => closeWallet(ctx, { walletNo, reason: "毕业", bank }))
  expect(await close()).toMatchObject({ refusal: { code: "wallet/E-BANK", facts: { amount: "72.35" } } })
  const plan = expectOk(await close({ holder: "演家长", accountNo: "6222000000000001" }))
  expect(plan).toMatchObject({ refundFen: 7235n, toBankFen: 7235n, toFundFen: 1200n })
  expect((await w.view(walletNo)).money).toMatchObject({ purses: { CASH: 0n, SUBSIDY: 0n, DEPOSIT: 0n } })
  expect(await fen(fundKey(s.schemeId))).toBe(1200n)
  expect((await card("U8-0")).state).toBe("closed")
  expect(await close()).toMatchObject({ refusal: { code: "wallet/E-STATE" } })
  const late = { seq: 1, uid: "U8-0", amountFen: 300n, at: "2026-03-01T12:00:00+08:00" }
  expect((await w.tell("P8A", late))[0]).toMatchObject({ state: "posted_arrears" })
  expect(
    await inFlow(b.system(), (ctx) => topUpInCash(ctx, { walletNo, amountFen: 1n, payerName: "演" })),
  ).toMatchObject({
    refusal: { code: "wallet/E-STATE" },
  })
})

it("told again in any mixture, a line moves money once", async () => {
  const s = await w.scheme({ wallets: 1 })
  await w.topUp(s.walletNos[0]!, 4000n)
  const one = { seq: 1, uid: "U9-0", amountFen: 500n }
  const two = { seq: 2, uid: "U9-0", amountFen: 700n }
  expect(await w.tell("P9A", one, one, two)).toMatchObject([
    { duplicate: false },
    { duplicate: false },
    { duplicate: false },
  ])
  expect(await w.tell("P9A", two, one)).toMatchObject([{ duplicate: true }, { duplicate: true }])
  expect((await w.tell("P9A", { ...two, seq: 3, mac: "0000000000000000" }))[0]).toMatchObject({
    state: "rejected",
    reason: "MAC",
  })
  expect((await w.view(s.walletNos[0]!)).totalFen).toBe(2800n)
})

it("cards: lost, found, replaced; the old number stays barred for ever and is never issued again", async () => {
  const s = await w.scheme({ wallets: 2 })
  const walletNo = s.walletNos[0]!
  const uid = "U10-0"
  expectOk(await inFlow(b.system(), (ctx) => reportLost(ctx, { walletNo, uid })))
  expectOk(await inFlow(b.system(), (ctx) => reportFound(ctx, { walletNo, uid })))
  expect(await blacklistSince(b.system(), s.schemeId, 1n)).toMatchObject({ full: false, freed: [uid], barred: [] })
  expectOk(await inFlow(b.system(), (ctx) => replaceCard(ctx, { walletNo, uid, newUid: "U10-N" })))
  expect((await card(uid)).state).toBe("replaced")
  expect(await inFlow(b.system(), (ctx) => reportFound(ctx, { walletNo, uid }))).toMatchObject({
    refusal: { code: "wallet/E-STATE" },
  })
  const again = () =>
    inFlow(b.system(), (ctx) => replaceCard(ctx, { walletNo: s.walletNos[1]!, uid: "U10-1", newUid: uid }))
  expect(await again()).toMatchObject({ refusal: { code: "wallet/E-CARD-USED" } })
  expect((await blacklistSince(b.system(), s.schemeId, 0n)).barred).toEqual([uid])
})

it("property: any order and mixture of uploads from three terminals leaves the same balances and conserves money", async () => {
  const seed = Number(process.env["WALLET_SEED"] ?? 20261124)
  const lines = fc.array(
    fc.record({
      who: fc.integer({ min: 0, max: 2 }),
      amountFen: fc.bigInt(1n, 2500n),
      till: fc.constantFrom("A", "B", "S"),
    }),
    { minLength: 4, maxLength: 14 },
  )
  let n = 10
  const ends: string[] = []
  const [sample] = fc.sample(lines, { seed, numRuns: 1 })
  for (let round = 0; round < 6; round += 1) {
    n += 1
    const s = await w.scheme({ wallets: 3, fundFen: 3000n })
    await grant(
      s.schemeId,
      s.walletNos.map((walletNo) => ({ walletNo, amountFen: 1000n })),
    )
    for (const no of s.walletNos) await w.topUp(no, 2000n)
    const told = sample!.map((one, at) => ({
      till: `P${n}${one.till}`,
      seq: at + 1,
      uid: `U${n}-${one.who}`,
      amountFen: one.amountFen,
    }))
    const [order] = fc.sample(fc.shuffledSubarray([...told, ...told.slice(0, 4)], { minLength: told.length + 4 }), {
      seed: seed + round,
      numRuns: 1,
    })
    for (const { till, ...one } of order!) await w.tell(till, one)
    const views = await Promise.all(s.walletNos.map((no) => w.view(no)))
    ends.push(
      JSON.stringify(
        views.map((v) => v.money),
        (_, x: unknown) => (typeof x === "bigint" ? String(x) : x),
      ),
    )
  }
  expect(new Set(ends).size, `seed ${seed}`).toBe(1)
}, 60_000)
