// Ids and templates: pure, no database.
import { describe, expect, test } from "vitest"
import { isId, legId, legsMax, newId } from "./id.ts"
import { answers, resultCode, sentenceOf } from "./refusals.ts"
import { leg, posting, settleLeg } from "./template.ts"

describe("ids", () => {
  test("grow, also when the clock stands still or falls back", () => {
    const made = Array.from({ length: 10_000 }, (_, index) => newId(1_770_000_000_000 + (index > 5_000 ? -50 : 0)))
    expect(made.toSorted()).toEqual(made)
    expect(new Set(made).size).toBe(made.length)
    expect(made.every((id) => isId(id) && id[14] === "7" && "89ab".includes(id[19]!))).toBe(true)
  })

  test("legs of a posting have ids of their own, in order, all within the posting's room", () => {
    const id = newId()
    const legs = Array.from({ length: legsMax }, (_, index) => legId(id, index))
    expect(legs[0]).toBe(id)
    expect(legs.toSorted()).toEqual(legs)
    expect(new Set(legs).size).toBe(legsMax)
    expect(legs.every((one) => one.startsWith(id.slice(0, 33)))).toBe(true)
    expect(() => legId(id, legsMax)).toThrow(RangeError)
  })
})

describe("templates", () => {
  const fee = posting(
    "test/fee",
    { code: 71, zh: "收费", en: "Fee", legCodes: { 72: { zh: "税", en: "Tax" } } },
    (p: { fee: bigint; tax: bigint }) => [
      leg("customer", "income", p.fee),
      leg("customer", "tax", p.tax, { code: 72 }),
    ],
  )

  test("a leg of nothing is dropped", () => {
    const built = fee.build({ fee: 100n, tax: 0n }, { id: newId(), memo: "年费" })
    expect(built.legs).toEqual([{ kind: "post", debit: "customer", credit: "income", amount: 100n }])
    expect(built.template).toBe(71)
  })

  test("codes and ids are checked when built", () => {
    expect(() => fee.build({ fee: 1n, tax: 1n }, { id: "1" })).toThrow("not a UUID")
    const wrong = posting("test/wrong", { code: 73, zh: "", en: "" }, () => [leg("a", "b", 1n, { code: 74 })])
    expect(() => wrong.build({}, { id: newId() })).toThrow("74 is not declared")
    expect(() => settleLeg(newId(), 0n)).toThrow(RangeError)
  })
})

describe("answers", () => {
  test("every number has one name and two sentences", () => {
    const numbers = Object.values(answers).map((one) => one.number)
    expect(new Set(numbers).size).toBe(numbers.length)
    for (const one of Object.values(answers)) expect(one.zh && one.en).toBeTruthy()
    expect(resultCode(20)).toBe("insufficient")
    expect(() => resultCode(999)).toThrow("unknown code")
  })

  test("facts are filled in", () => {
    expect(sentenceOf("insufficient", "zh", { account: "wallet:1" })).toBe("账户 wallet:1 可用余额不足")
  })
})
