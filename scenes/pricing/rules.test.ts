// Goal: fees by the worked examples of the price sheet (C9 to C12), tariffs that may not be saved, and the properties of
// the engine: never above the standard price, never below zero, one saving at a time, every step told.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { FeeItem, Size, Terms, TermsText, Waiver } from "./model.ts"
import * as rules from "./rules.ts"
import { subscriptionMoves, subscriptionStates } from "./states.ts"

const { exactFee, higherAt, quoteFee, roundFee, savedFen, tariffFault, termOf, termsOf, textOf, yuan } = rules

const fen = (text: string): bigint => BigInt(text.replace(".", ""))
const item: FeeItem = {
  code: "TRANSFER_COUNTER",
  zh: "对公跨行柜台转账汇款",
  en: "Transfer",
  nature: "GOV_GUIDED",
  category: "settlement",
  unitZh: "笔",
  unitEn: "transfer",
  periodMonths: null,
}
const tier = (over: string, upTo: string | null, fee: string | null, ratePct: string | null = null) => ({
  over,
  upTo,
  fee,
  ratePct,
})
const guided: TermsText = {
  cancelled: false,
  cap: "200.00",
  tiers: [
    tier("0.00", "10000.00", "5.00"),
    tier("10000.00", "100000.00", "10.00"),
    tier("100000.00", "500000.00", "15.00"),
    tier("500000.00", "1000000.00", "20.00"),
    tier("1000000.00", null, null, "0.002"),
  ],
}
const small: Waiver = {
  id: "w1",
  code: "SMALL",
  zh: "小微九折",
  en: "Small",
  itemCodes: [item.code],
  sizes: ["micro", "small"],
  baseMaxFen: 10_000_000n,
  shareBp: 1000,
  from: "2021-09-30",
  to: null,
  docNo: "银发〔2021〕169号",
  certainty: "fact",
}

const flat = (feeFen: bigint, code = "FLAT") => ({
  item: { ...item, code, nature: "MARKET" as const },
  price: {
    id: "p",
    from: "2020-01-01",
    docNo: "价目",
    certainty: "fact" as const,
    itemCode: code,
    terms: rules.flatTerms(feeFen),
  },
})

const ask = (amount: string, size: Size | null, over: Partial<rules.FeeFacts> = {}) =>
  quoteFee({
    item,
    price: {
      id: "p",
      from: "2014-08-01",
      docNo: "价目",
      certainty: "fact",
      itemCode: item.code,
      terms: termsOf(guided),
    },
    ceiling: termsOf(guided),
    baseFen: fen(amount),
    quantity: 1,
    size,
    cover: null,
    waivers: [small],
    ...over,
  })

describe("C9 transfers", () => {
  test.each([
    ["8000.00", "5.00", "4.50"],
    ["10000.01", "10.00", "9.00"],
    ["100000.00", "10.00", "9.00"],
    ["100000.01", "15.00", "15.00"],
    ["1500000.00", "30.00", "30.00"],
    ["12000000.00", "200.00", "200.00"],
  ])("%s costs %s, a small firm %s", (amount, standard, forSmall) => {
    expect(yuan(ask(amount, "large").netFen)).toBe(standard)
    const quote = ask(amount, "small")
    expect([yuan(quote.grossFen), yuan(quote.netFen)]).toEqual([standard, forSmall])
  })
})

test("C10 a month of transfers: 330.00 gross, 303.00 net, 27.00 saved, 324.00 a year", () => {
  const month = [
    [30n, ask("8000.00", "small")],
    [12n, ask("60000.00", "small")],
    [4n, ask("300000.00", "small")],
  ] as const
  const sum = (of: (quote: rules.Quote) => bigint) => month.reduce((all, [n, quote]) => all + n * of(quote), 0n)
  const saved = sum((q) => savedFen({ ...q, overchargedFen: 0n, isVoid: false }))
  expect([sum((q) => q.grossFen), sum((q) => q.netFen), saved, saved * 12n].map(yuan)).toEqual([
    "330.00",
    "303.00",
    "27.00",
    "324.00",
  ])
})

test("C11 the 1-yuan package saves 1,159; with counter receipts 1,249; 1,200 accounts 1,390,800", () => {
  const year = (receipts: bigint) => {
    const cover = { id: "pk", zh: "1 元套餐", en: "1 yuan" }
    const covered = (feeFen: bigint) =>
      quoteFee({ ...flat(feeFen), ceiling: null, baseFen: 0n, quantity: 1, size: "small", cover, waivers: [] })
    const charges = [...Array.from({ length: 12 }, () => covered(5_000n)), covered(20_000n), covered(receipts)]
    const price = { grossFen: 0n, netFen: 100n }
    return rules.totalSavedFen([...charges, price].map((one) => ({ ...one, overchargedFen: 0n, isVoid: false })))
  }
  expect(yuan(year(36_000n))).toBe("1159.00")
  expect(yuan(year(45_000n))).toBe("1249.00")
  expect(yuan(year(36_000n) * 1200n)).toBe("1390800.00")
})

test("C12 a package from 2026-03-16: its end, both notices, the first day without it", () => {
  expect(termOf("2026-03-16", 12, { firstDays: 30, lastDays: 7 })).toEqual({
    endOn: "2027-03-15",
    firstNoticeOn: "2027-02-13",
    lastNoticeOn: "2027-03-08",
    afterOn: "2027-03-16",
  })
  expect(rules.stateAtEnd(null)).toBe("services_stopped")
})

describe("the engine", () => {
  test("tells every step it took, in its order", () => {
    expect(ask("8000.00", "small").trace.map((line) => [line.step, line.amount])).toEqual([
      ["item", "5.00"],
      ["ceiling", "5.00"],
      ["waiver", "4.50"],
      ["rounding", "4.50"],
    ])
  })

  test("never charges above the guided ceiling, even if a price stood there", () => {
    const dear = { ...termsOf(guided), tiers: [{ overFen: 0n, upToFen: null, feeFen: 9_900n, ratePpm: null }] }
    const price = {
      id: "p",
      from: "2014-08-01",
      docNo: "x",
      certainty: "fact" as const,
      itemCode: item.code,
      terms: dear,
    }
    expect(yuan(ask("8000.00", "large", { price }).netFen)).toBe("5.00")
  })

  test("a cancelled fee is nothing, a package comes before waivers", () => {
    const terms = { ...rules.flatTerms(40n), cancelled: true }
    const price = { ...flat(0n).price, terms }
    expect(ask("8000.00", "large", { price, ceiling: null }).netFen).toBe(0n)
    const covered = ask("8000.00", "small", { cover: { id: "pk", zh: "包", en: "P" } })
    expect(covered).toMatchObject({ netFen: 0n, packageId: "pk", waiverId: null })
  })

  test("only the largest waiver counts, and an unknown size counts as small", () => {
    const larger = { ...small, id: "w2", code: "HALF", shareBp: 5000 }
    const quote = ask("8000.00", null, { waivers: [small, larger] })
    expect(quote).toMatchObject({ netFen: 250n, waiverId: "w2" })
    expect(quote.trace.find((line) => line.step === "waiver")?.zh).toContain("按小微企业对待")
  })

  test("keeps the exact figure until the end and rounds half up once", () => {
    // 0.002% of 1,012,500.00 is 20.25; nine tenths of it 18.225, which is 18.23.
    const waivers = [{ ...small, baseMaxFen: null }]
    expect(yuan(ask("1012500.00", "small", { waivers }).netFen)).toBe("18.23")
    expect(roundFee(rules.exactPerFen / 2n)).toBe(1n)
    expect(roundFee(rules.exactPerFen / 2n - 1n)).toBe(0n)
  })

  test("property: net lies between zero and gross, gross within the ceiling, whatever comes in", () => {
    const any = fc.record({
      baseFen: fc.bigInt({ min: 0n, max: 10n ** 13n }),
      quantity: fc.integer({ min: 1, max: 50 }),
      size: fc.constantFrom<Size | null>("micro", "small", "medium", "large", null),
      covered: fc.boolean(),
      shares: fc.array(fc.integer({ min: 0, max: 10_000 }), { maxLength: 4 }),
    })
    fc.assert(
      fc.property(any, ({ shares, covered, ...facts }) => {
        const waivers = shares.map((shareBp, n) => ({
          ...small,
          id: `w${n}`,
          code: `W${n}`,
          baseMaxFen: null,
          shareBp,
        }))
        const cover = covered ? { id: "pk", zh: "包", en: "P" } : null
        const quote = ask("0.00", null, { ...facts, cover, waivers })
        const most = roundFee(exactFee(termsOf(guided), facts.baseFen) * BigInt(facts.quantity))
        expect(quote.netFen >= 0n && quote.netFen <= quote.grossFen && quote.grossFen <= most).toBe(true)
        if (covered) expect(quote.netFen).toBe(0n)
        expect(quote.packageId === null || quote.waiverId === null).toBe(true)
        expect(quote.trace.at(-1)?.step).toBe("rounding")
      }),
    )
  })
})

describe("tariffs that may not be saved", () => {
  const broken = (change: (text: TermsText) => void) => {
    const text = structuredClone(guided)
    change(text)
    return tariffFault(text)
  }
  test("as it stands it may", () => {
    expect(tariffFault(guided)).toBeNull()
    expect(textOf(termsOf(guided))).toEqual(guided)
  })
  test.each<[string, (text: TermsText) => void, string, string]>([
    ["overlap", (t) => void (t.tiers[1]!.over = "9000.00"), "E-TIER", "tiers.1.over"],
    ["gap", (t) => void (t.tiers[1]!.over = "10001.00"), "E-TIER", "tiers.1.over"],
    ["late start", (t) => void (t.tiers[0]!.over = "1.00"), "E-TIER", "tiers.0.over"],
    ["no end", (t) => void t.tiers.pop(), "E-TIER", "tiers"],
    ["fee and rate", (t) => void (t.tiers[0]!.ratePct = "0.1"), "E-TIER", "tiers.0.fee"],
    ["ends before it begins", (t) => void (t.tiers[1]!.upTo = "10000.00"), "E-TIER", "tiers.1.upTo"],
    ["negative fee", (t) => void (t.tiers[2]!.fee = "-15.00"), "E-AMOUNT", "tiers.2.fee"],
    ["negative cap", (t) => void (t.cap = "-1.00"), "E-AMOUNT", "cap"],
  ])("%s", (_name, change, code, field) => {
    expect(broken(change)).toMatchObject({ code, field })
  })

  test.each<[string, (text: TermsText) => void, string | null]>([
    ["equal", () => {}, null],
    ["lower", (t) => void (t.tiers[0]!.fee = "4.00"), null],
    ["a fen more in one tier", (t) => void (t.tiers[2]!.fee = "15.01"), "100000.01"],
    [
      "tier moved down by a yuan",
      (t) => ((t.tiers[0]!.upTo = "9999.00"), void (t.tiers[1]!.over = "9999.00")),
      "9999.01",
    ],
    ["no cap", (t) => void (t.cap = null), "10000000.01"],
    ["higher cap", (t) => void (t.cap = "200.01"), "10000000.01"],
    ["steeper", (t) => void (t.tiers[4]!.ratePct = "0.0021"), "1000000.01"],
  ])("ceiling: %s", (_name, change, at) => {
    const text = structuredClone(guided)
    change(text)
    const found = higherAt(termsOf(text), termsOf(guided))
    expect(found === null ? null : yuan(found)).toBe(at)
  })

  test("property: looking at the edges finds whatever any amount would show", () => {
    const flatTier = fc.record({
      a: fc.bigInt(0n, 3_000n),
      b: fc.bigInt(0n, 60n),
      cap: fc.option(fc.bigInt(1n, 4_000n)),
    })
    const terms = (x: { a: bigint; b: bigint; cap: bigint | null }): Terms => ({
      cancelled: false,
      capFen: x.cap,
      tiers: [
        { overFen: 0n, upToFen: 1_000_000n, feeFen: x.a, ratePpm: null },
        { overFen: 1_000_000n, upToFen: null, feeFen: null, ratePpm: x.b },
      ],
    })
    fc.assert(
      fc.property(flatTier, flatTier, fc.bigInt(1n, 10n ** 12n), (x, y, at) => {
        const [asked, most] = [terms(x), terms(y)]
        if (exactFee(asked, at) > exactFee(most, at)) expect(higherAt(asked, most)).not.toBeNull()
      }),
    )
  })
})

test("a government price is met exactly, neither above nor below", () => {
  const [five, four] = [rules.flatTerms(500n), rules.flatTerms(400n)]
  expect(rules.ceilingFault("GOV_FIXED", five, five)).toBeNull()
  expect(rules.ceilingFault("GOV_FIXED", four, five)).not.toBeNull()
  expect(rules.ceilingFault("GOV_GUIDED", four, five)).toBeNull()
  expect(rules.ceilingFault("MARKET", five, four)).toBeNull()
})

test("who may have the package", () => {
  const pack = { newWithinDays: 30, oncePerUscc: true, from: "2020-01-01", to: null }
  const facts = { today: "2026-04-15", openedOn: "2026-03-16", uscc: "9143", hasHad: false }
  expect(rules.eligibilityFault(pack, facts)).toBeNull()
  expect(rules.eligibilityFault(pack, { ...facts, openedOn: "2026-03-15" })).toBe("E-NEW-ONLY")
  expect(rules.eligibilityFault(pack, { ...facts, hasHad: true })).toBe("E-ONCE")
  expect(rules.eligibilityFault(pack, { ...facts, uscc: null })).toBe("E-USCC")
  expect(rules.eligibilityFault({ ...pack, to: "2026-04-14" }, facts)).toBe("E-EXPIRED")
})

test("property: refunds of a charge in any parts give its whole tax back, never more", () => {
  const parts = fc.array(fc.bigInt(1n, 50_000n), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(parts, fc.integer({ min: 0, max: 2_000 }), (amounts, rateBp) => {
      let leftFen = amounts.reduce((sum, one) => sum + one, 0n)
      const whole = rules.vatInside(leftFen, rateBp)
      let given = 0n
      for (const refundFen of amounts) {
        given += rules.vatOfRefund({ leftFen, refundFen, rateBp })
        leftFen -= refundFen
      }
      expect(given).toBe(whole)
    }),
  )
})

test("savings: an overcharge given back is saved, a service not rendered counts for nothing", () => {
  const charged = { grossFen: 500n, netFen: 500n, overchargedFen: 0n, isVoid: false }
  expect(savedFen({ ...charged, overchargedFen: 50n })).toBe(50n)
  expect(savedFen({ ...charged, isVoid: true })).toBe(0n)
})

test("states: every end is final, and none is reached from an offer nobody took", () => {
  for (const state of ["renewed", "ended_to_standard", "services_stopped"] as const)
    expect(subscriptionMoves[state]).toEqual([])
  expect(subscriptionMoves.offered).toEqual(["active"])
  expect(Object.keys(subscriptionMoves)).toEqual([...subscriptionStates])
})
