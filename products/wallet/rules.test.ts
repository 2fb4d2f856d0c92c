// The worked examples of stored value on the pure rules, and what must hold whatever happens.
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Purse, WalletMoney } from "./model.ts"
import {
  addCounter,
  afterBringIn,
  afterSpend,
  decideOnline,
  decideSpend,
  gapsOf,
  missingFen,
  planClosing,
  settleSales,
  takeBack,
  takeFrom,
  type Ranges,
  type ToldSpend,
  type UploadFacts,
} from "./rules.ts"

const purses: Purse[] = [
  { code: "SUBSIDY", zh: "补助", en: "", source: "fund", uses: ["canteen"] },
  { code: "BONUS", zh: "赠送", en: "", source: "promo", uses: ["canteen", "shop"] },
  { code: "CASH", zh: "现金", en: "", source: "payer", uses: ["*"] },
]
const money = (SUBSIDY: bigint, CASH: bigint, BONUS = 0n): WalletMoney => ({
  purses: { SUBSIDY, CASH, BONUS },
  arrearsFen: 0n,
})
const canteen = (amountFen: bigint) => ({ amountFen, merchantKind: "canteen" })

it("C5 offline purchases run into arrears; a top-up repays them first", () => {
  let now = money(600n, 2350n)
  now = afterSpend(now, takeFrom(purses, now, canteen(850n)))
  expect(now).toMatchObject({ purses: { SUBSIDY: 0n, CASH: 2100n }, arrearsFen: 0n })
  now = afterSpend(now, takeFrom(purses, now, canteen(1200n)))
  expect(now).toMatchObject({ purses: { SUBSIDY: 0n, CASH: 900n }, arrearsFen: 0n })
  now = afterSpend(now, takeFrom(purses, now, canteen(1000n)))
  expect(now).toMatchObject({ purses: { SUBSIDY: 0n, CASH: 0n }, arrearsFen: 100n })
  now = afterBringIn(now, "CASH", 5000n)
  expect(now).toMatchObject({ purses: { CASH: 4900n }, arrearsFen: 0n })
})

it("C6 a missing counter is a gap with an amount, not a freeze; it closes when the purchase comes", () => {
  let seen: Ranges = [[1, 100]]
  for (const counter of [101, 102, 104]) seen = addCounter(seen, counter)!
  expect(gapsOf(seen)).toEqual([[103, 103]])
  expect(missingFen(2350n, 1700n, seen)).toBe(650n)
  seen = addCounter(seen, 103)!
  expect(gapsOf(seen)).toEqual([])
  expect(missingFen(1700n, 1700n, seen)).toBe(0n)
  expect(addCounter(seen, 103)).toBeNull()
})

describe("C7 daily limit", () => {
  const ask = (amountFen: bigint, spentTodayFen: bigint) =>
    decideOnline({
      purses,
      money: money(0n, 10_000n),
      amountFen,
      merchantKind: "canteen",
      creditFloorFen: 0n,
      dailyLimitFen: 3000n,
      spentTodayFen,
    })
  it("declines 6.00 over the limit and takes 5.50 up to it", () => {
    expect(ask(600n, 2450n)).toEqual({ ok: false, reason: "LIMIT_DAY" })
    expect(ask(550n, 2450n)).toMatchObject({ ok: true })
  })
})

it("a subsidy is refused at the shop, a thin purse is short", () => {
  const ask = (has: WalletMoney) =>
    decideOnline({
      purses,
      money: has,
      amountFen: 500n,
      merchantKind: "shop",
      creditFloorFen: 0n,
      dailyLimitFen: null,
      spentTodayFen: 0n,
    })
  expect(ask(money(600n, 100n))).toEqual({ ok: false, reason: "PURSE_NOT_ALLOWED" })
  expect(ask(money(0n, 100n))).toEqual({ ok: false, reason: "SHORT" })
})

it("C9 settlement of a day", () => {
  expect(settleSales({ grossFen: 1_248_650n, reversedFen: 7300n, feeBp: 0 })).toEqual({
    feeFen: 0n,
    netFen: 1_241_350n,
  })
  expect(settleSales({ grossFen: 326_000n, reversedFen: 0n, feeBp: 38 })).toEqual({ feeFen: 1239n, netFen: 324_761n })
})

it("C11 graduation: 50.00 to the channel, 22.35 to the bank, bonus to the issuer, subsidy to the fund", () => {
  const plan = planClosing({
    ownFen: 5735n + 1500n,
    fundFen: 1200n,
    promoFen: 500n,
    paidIn: [
      { orderNo: "young", amountFen: 5000n, refundedFen: 0n, refunds: 0, ageDays: 200 },
      { orderNo: "old", amountFen: 20_000n, refundedFen: 0n, refunds: 0, ageDays: 400 },
    ],
    channelDays: 365,
    channelRefundsMax: 50,
  })
  expect(plan).toEqual({
    toChannel: [{ orderNo: "young", amountFen: 5000n }],
    toBankFen: 2235n,
    toFundFen: 1200n,
    toPromoFen: 500n,
    refundFen: 7235n,
  })
})

describe("uploads decided", () => {
  const facts = (over: Partial<UploadFacts> = {}): UploadFacts => ({
    purses,
    cash: "CASH",
    merchantKind: "canteen",
    creditFloorFen: 0n,
    wallets: new Map([["W", { state: "normal", dailyLimitFen: null, spentFen: new Map(), money: money(0n, 2000n) }]]),
    cards: new Map([["U", { walletNo: "W", state: "active", lostAt: null, counters: [], readFen: null }]]),
    originals: new Map(),
    ...over,
  })
  const told = (seq: number, over: Partial<ToldSpend> = {}): ToldSpend => ({
    seq,
    kind: "spend",
    uid: "U",
    counter: null,
    amountFen: 500n,
    spentAt: new Date("2026-03-02T12:00:00+08:00"),
    day: "2026-03-02",
    isOffline: true,
    readFen: null,
    reverses: null,
    isMacRight: true,
    isTooLate: false,
    ...over,
  })
  it("a wrong check code and a used counter are rejected, an unknown card too", () => {
    const f = facts()
    expect(decideSpend(f, told(1, { isMacRight: false }))).toMatchObject({ state: "rejected", reason: "MAC" })
    expect(decideSpend(f, told(2, { counter: 7 }))).toMatchObject({ state: "posted" })
    expect(decideSpend(f, told(3, { counter: 7 }))).toMatchObject({ state: "rejected", reason: "REPLAY" })
    expect(decideSpend(f, told(4, { uid: "?" }))).toMatchObject({ state: "rejected", reason: "CARD_UNKNOWN" })
  })
  it("C8 spent after the loss report: booked, then given back in full", () => {
    const lostAt = new Date("2026-03-02T10:00:00+08:00")
    const f = facts({
      cards: new Map([["U", { walletNo: "W", state: "lost", lostAt, counters: [], readFen: null }]]),
    })
    const at = (time: string) => new Date(`2026-03-02T${time}:00+08:00`)
    expect(decideSpend(f, told(1, { spentAt: at("09:59") })).giveBack).toBeNull()
    expect(decideSpend(f, told(2, { spentAt: at("10:03"), amountFen: 500n })).giveBack).toMatchObject({
      purseFen: 500n,
    })
    expect(decideSpend(f, told(3, { spentAt: at("10:12"), amountFen: 800n })).giveBack).toMatchObject({
      purseFen: 800n,
    })
    expect(decideSpend(f, told(4, { isOffline: false }))).toMatchObject({ state: "declined", reason: "CARD_LOST" })
    expect(f.wallets.get("W")!.money.purses["CASH"]).toBe(1500n)
  })
  it("a purchase is taken back once, and only as it was", () => {
    const f = facts()
    decideSpend(f, told(1))
    expect(decideSpend(f, told(2, { kind: "reverse", reverses: 1, amountFen: 400n })).reason).toBe("NOT_REVERSIBLE")
    expect(decideSpend(f, told(3, { kind: "reverse", reverses: 1 })).state).toBe("posted")
    expect(decideSpend(f, told(4, { kind: "reverse", reverses: 1 })).reason).toBe("NOT_REVERSIBLE")
    expect(f.wallets.get("W")!.money).toMatchObject({ purses: { CASH: 2000n }, arrearsFen: 0n })
  })
})

describe("promises", () => {
  const seed = Number(process.env["WALLET_SEED"] ?? 20261124)
  const spends = fc.array(
    fc.record({ amountFen: fc.bigInt(1n, 3000n), merchantKind: fc.constantFrom("canteen", "shop", "bath") }),
    { maxLength: 12 },
  )
  const start = fc.record({ s: fc.bigInt(0n, 5000n), b: fc.bigInt(0n, 5000n), c: fc.bigInt(0n, 5000n) })
  it(`1 any order of offline purchases leaves the same balances (seed ${seed})`, () => {
    const shuffled = spends.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length })),
    )
    fc.assert(
      fc.property(start, shuffled, ({ s, b, c }, [one, other]) => {
        const run = (list: typeof one) => list.reduce((m, x) => afterSpend(m, takeFrom(purses, m, x)), money(s, c, b))
        expect(run(other)).toEqual(run(one))
      }),
      { seed, numRuns: 2000 },
    )
  })
  it(`2 what leaves a wallet is what the merchant gets, and a purchase taken back leaves no trace (seed ${seed})`, () => {
    const total = (m: WalletMoney) => Object.values(m.purses).reduce((a, x) => a + x, 0n) - m.arrearsFen
    fc.assert(
      fc.property(start, spends, ({ s, b, c }, list) => {
        let m = money(s, c, b)
        for (const one of list) {
          const plan = takeFrom(purses, m, one)
          const next = afterSpend(m, plan)
          expect(total(m) - total(next)).toBe(one.amountFen)
          const back = takeBack(next, plan, "CASH")
          const sum = Object.values(back.parts).reduce((a, x) => a + x, 0n) + back.arrearsFen
          expect(sum).toBe(one.amountFen)
          for (const left of Object.values(next.purses)) expect(left >= 0n).toBe(true)
          m = next
        }
      }),
      { seed, numRuns: 1000 },
    )
  })
  it(`3 counters in any order and any number of times give the same ranges (seed ${seed})`, () => {
    const add = (list: number[]) => list.reduce<Ranges>((seen, one) => addCounter(seen, one) ?? seen, [])
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 })), (list) => {
        const sorted = [...new Set(list)].toSorted((a, b) => a - b)
        expect(add(list)).toEqual(add(sorted))
        expect(add([...list, ...list.toReversed()])).toEqual(add(sorted))
      }),
      { seed, numRuns: 2000 },
    )
  })
  it(`4 a closing plan gives back every fen, and no payment more than it brought (seed ${seed})`, () => {
    const paid = fc.array(
      fc.record({
        amountFen: fc.bigInt(1n, 9000n),
        ageDays: fc.integer({ min: 0, max: 800 }),
        refunds: fc.constantFrom(0, 50),
      }),
    )
    fc.assert(
      fc.property(fc.bigInt(0n, 40_000n), paid, (ownFen, list) => {
        const paidIn = list.map((one, at) => ({ ...one, orderNo: `O${at}`, refundedFen: 0n }))
        const facts = { ownFen, fundFen: 0n, promoFen: 0n, paidIn, channelDays: 365, channelRefundsMax: 50 }
        const plan = planClosing(facts)
        const sum = plan.toChannel.reduce((a, one) => a + one.amountFen, 0n) + plan.toBankFen
        expect(sum).toBe(ownFen)
        for (const one of plan.toChannel) {
          const order = paidIn.find((p) => p.orderNo === one.orderNo)!
          expect(one.amountFen <= order.amountFen && order.ageDays <= 365 && order.refunds < 50).toBe(true)
        }
      }),
      { seed, numRuns: 1000 },
    )
  })
})
