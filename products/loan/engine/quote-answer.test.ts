// Goal: whatever a stranger pipes into `huoshui loan quote` is answered or refused in words. Method: every public case
// as a whole object, the Chinese methods by their documented names, and a table of wrong inputs with the field named.
import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { answerQuote, type QuoteAnswer } from "./quote-answer.ts"
import { readQuote } from "./quote-input.ts"

interface Row {
  n?: number
  due?: string
  principal?: number
  interest?: number
  total?: number
  balance?: number
}

interface Case {
  id: string
  tier: number
  params: object
  events: { type: string; rows?: Row[] }[]
}

const file = new URL("../../../tests/golden/fineract-schedules.json", import.meta.url)
const cases = JSON.parse(readFileSync(file, "utf8")) as Case[]

function asked(given: unknown): QuoteAnswer {
  const read = readQuote(given)
  if (!read.ok) throw new Error(`${read.fault.field}: ${read.fault.en}`)
  const answered = answerQuote(read.value)
  if (!answered.ok) throw new Error(`${answered.fault.field}: ${answered.fault.en}`)
  return answered.value
}

function refusal(given: unknown): string | null {
  const read = readQuote(given)
  if (!read.ok) return read.fault.field
  const answered = answerQuote(read.value)
  return answered.ok ? null : answered.fault.field
}

describe("every public case can be piped in", () => {
  test.each(cases.map((one) => [one.id, one] as const))("%s", (_id, one) => {
    const { rows } = asked(one)
    const last = one.events.findLast((event) => event.type === "expectSchedule")
    const wanted = last?.rows?.filter((row) => row.n !== undefined) ?? []
    expect(rows.length).toBeGreaterThan(0)
    if (one.tier === 3) return
    for (const [index, row] of wanted.entries()) {
      const { n, due, principal, interest, balance } = row
      expect(rows[index]).toMatchObject({ n, due, principal, interest, balance })
    }
  })

  test("parameters alone, without events", () => {
    const one = cases.find((each) => each.id === "FIN-PAYOFF-01")!
    expect(asked(one.params).rows.map((row) => row["total"])).toEqual([17.01, 17.01, 17.01, 17.01, 17.01, 17])
  })

  test("what is counted otherwise is said", () => {
    const one = cases.find((each) => each.id === "FIN-RECALCULATION-01")!
    expect(asked(one).notes).toEqual(["recalculation.compounding interest_monthly: unpaid interest bears none"])
  })
})

describe("Chinese methods by their documented names", () => {
  const base = { startDate: "2025-03-10", amount: 500000, annualRatePct: 3.45 }

  test("CN-03 先息后本", () => {
    const { rows, totals } = asked({ ...base, method: "interest_only", maturityDate: "2026-03-10", settlementDay: 20 })
    expect([rows[0]!["interest"], rows[1]!["interest"], rows.at(-1)!["interest"]]).toEqual([527.08, 1485.42, 814.58])
    expect(totals!["interest"]).toBe(17489.6)
  })

  test("CN-04 利随本清", () => {
    const note = { startDate: "2025-01-15", amount: 300000, annualRatePct: 4.35, method: "bullet" }
    expect(asked({ ...note, maturityDate: "2025-07-15" }).rows[0]!["interest"]).toBe(6525)
    const byDays = { ...note, maturityDate: "2025-07-15", dayCount: "actual/360" }
    expect(asked(byDays).rows[0]!["interest"]).toBe(6561.25)
  })

  test("CN-06 rates from a day on, CN-17 an odd first period", () => {
    const housing = {
      startDate: "2025-01-01",
      amount: 1000000,
      annualRatePct: 3.3,
      instalments: 240,
      rates: [{ from: "2026-01-01", annualRatePct: 3.2 }],
    }
    const { rows } = asked(housing)
    expect([rows[0]!["total"], rows[11]!["balance"], rows[12]!["total"]]).toEqual([5697.35, 964091.93, 5648.86])
    const odd = {
      startDate: "2025-03-10",
      firstDueDate: "2025-04-20",
      amount: 120000,
      annualRatePct: 4.35,
      instalments: 12,
    }
    expect(asked(odd).rows[0]).toMatchObject({ days: 41, interest: 594.5 })
  })

  test("CN-14 the annual cost stands beside the plan", () => {
    const loan = { startDate: "2025-01-31", amount: 10000, annualRatePct: 12, instalments: 12, upfrontFee: 200 }
    expect(asked(loan).annualCost).toEqual({ simplePct: 15.85, compoundedPct: 17.06, by: "months" })
    const plain = {
      startDate: "2025-03-10",
      firstDueDate: "2025-04-20",
      amount: 120000,
      annualRatePct: 4.35,
      instalments: 12,
    }
    expect(asked(plain).annualCost).toMatchObject({ by: "days" })
  })

  test("CN-05 随借随还", () => {
    const params = { ...base, startDate: "2025-06-01", amount: 500000, annualRatePct: 3.65, method: "revolving" }
    const events = [
      { type: "disburse", date: "2025-06-01", amount: 200000 },
      { type: "repay", date: "2025-06-11", amount: 80000 },
      { type: "disburse", date: "2025-06-16", amount: 50000 },
    ]
    const { rows } = asked({ params: { ...params, maturityDate: "2026-06-01", settlementDay: 20 }, events })
    expect(rows[0]).toMatchObject({ due: "2025-06-21", interest: 349.79 })
    expect(rows.at(-1)).toMatchObject({ principal: 250000, paid: 80000 })
  })

  test("CN-12 an early repayment", () => {
    const loan = {
      startDate: "2025-01-01",
      amount: 300000,
      annualRatePct: 4.35,
      instalments: 36,
      allocation: "chinese",
    }
    const events = [
      { type: "disburse", date: "2025-01-01", amount: 300000 },
      ...Array.from({ length: 12 }, (_, k) => ({ type: "repay", date: asked(loan).rows[k]!.due, amount: 8903.98 })),
      { type: "prepay", date: "2026-01-01", amount: 100000, choice: "keep_term" },
    ]
    const { rows, transactions } = asked({ params: loan, events })
    expect(rows.filter((row) => row.due > "2026-01-01").map((row) => row["total"])[0]).toBe(4545.89)
    expect(transactions!.at(-1)).toMatchObject({ type: "prepayment", principal: 100000, interest: 0 })
  })
})

describe("wrong input names its field", () => {
  const good = { startDate: "2025-03-10", amount: 120000, annualRatePct: 4.35, instalments: 12 }
  const drawn = { type: "disburse", date: "2025-03-10", amount: 120000 }
  test.each<[string, unknown]>([
    ["params", [1]],
    ["startDate", { ...good, startDate: undefined }],
    ["startDate", { ...good, startDate: "2025-02-30" }],
    ["amount", { ...good, amount: -5 }],
    ["amount", { ...good, amount: 1.005 }],
    ["annualRatePct", { ...good, annualRatePct: "4,35" }],
    ["instalments", { ...good, instalments: 0 }],
    ["instalments", { startDate: "2025-03-10", amount: 1, annualRatePct: 1 }],
    ["unit", { ...good, unit: "year" }],
    ["termMonths", { ...good, termMonths: 12 }],
    ["firstDueDate", { ...good, firstDueDate: "2025-03-01" }],
    ["gracePrincipal", { ...good, gracePrincipal: 12 }],
    ["principalPlan", { ...good, method: "equal_principal", principalPlan: [100000, 30000] }],
    ["periods", { ...good, periods: [] }],
    ["allocation", { ...good, allocation: "later" }],
    ["events[0].type", { params: good, events: [{ type: "gift" }] }],
    ["events[1].amount", { params: good, events: [drawn, { type: "repay", date: "2025-04-10" }] }],
    ["events[0].date", { params: good, events: [{ type: "repay", date: "2025-04-10", amount: 1 }] }],
    ["events[1].date", { params: good, events: [drawn, { type: "repay", date: "2025-03-09", amount: 1 }] }],
    [
      "events[1].nth",
      { params: good, events: [drawn, { type: "undo", date: "2025-04-10", originalDate: "2025-04-10" }] },
    ],
    [
      "events[1].fromInstalmentDue",
      {
        params: good,
        events: [
          drawn,
          { type: "reschedule", date: "2025-04-01", fromInstalmentDue: "2025-04-11", newDueDate: "2025-05-01" },
        ],
      },
    ],
  ])("%s", (field, given) => {
    expect(refusal(JSON.parse(JSON.stringify(given)))).toBe(field)
  })
})
