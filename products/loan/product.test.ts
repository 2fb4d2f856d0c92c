// Goal: a product refuses what lies outside of it, names the field and the range, and takes both ends.
import { expect, test } from "vitest"
import { examplePlan, loanProduct, productFault, type AgreedTerms, type LoanProduct } from "./product.ts"

const product: LoanProduct = {
  zh: "流动资金贷款",
  en: "Working capital",
  methods: ["interest_only", "equal_principal"],
  termMonthsMin: 3,
  termMonthsMax: 36,
  amountMinYuan: "10000",
  amountMaxYuan: "50000000",
  ratePctMin: "3.00",
  ratePctMax: "6.00",
  everyMonths: [1, 3],
  gracePrincipalMax: 6,
  settlementDay: 20,
  movesOnHoliday: false,
}
const good: AgreedTerms = { method: "interest_only", amountFen: 100_000_000n, termMonths: 12, ratePct: "3.45" }

test.each<[string, Partial<AgreedTerms>, string | null]>([
  ["inside", {}, null],
  ["another method", { method: "bullet" }, "method"],
  ["two months", { termMonths: 2 }, "termMonths"],
  ["the shortest", { termMonths: 3 }, null],
  ["the longest", { termMonths: 36 }, null],
  ["a month more", { termMonths: 37 }, "termMonths"],
  ["a fen too little", { amountFen: 999_999n }, "amount"],
  ["the least", { amountFen: 1_000_000n }, null],
  ["a fen too much", { amountFen: 5_000_000_001n }, "amount"],
  ["the lowest rate", { ratePct: "3.00" }, null],
  ["above the highest", { ratePct: "6.000001" }, "ratePct"],
  ["quarterly", { everyMonths: 3 }, null],
  ["half-yearly", { everyMonths: 6 }, "everyMonths"],
])("%s", (_, change, field) => {
  expect(productFault(product, { ...good, ...change })?.field ?? null).toBe(field)
})

test("ranges that are turned round are no product", () => {
  expect(loanProduct.safeParse({ ...product, termMonthsMin: 40 }).success).toBe(false)
  expect(loanProduct.safeParse({ ...product, ratePctMin: "9.00" }).success).toBe(false)
  expect(loanProduct.safeParse({ ...product, amountMinYuan: "60000000" }).success).toBe(false)
})

test("the example is a plan like any other", () => {
  const rows = examplePlan(product, {
    method: "equal_principal",
    amountYuan: "120000",
    termMonths: 12,
    ratePct: "4.35",
    everyMonths: 1,
    startOn: "2026-01-10",
  })
  expect(rows).toHaveLength(12)
  expect(rows[0]).toMatchObject({ principalFen: 1_000_000n, interestFen: 43_500n })
  expect(rows.at(-1)!.balanceFen).toBe(0n)
})
