// Goal: a general engine's plain schedules come out to the cent. Method: every tier 1 case of the public golden file
// is asked through quote() with its own parameter names; each checkpoint's rows and totals are compared figure by figure.
import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { fenFromYuan } from "./fraction.ts"
import { quote, quoteDates, type DateParams, type QuoteParams } from "./quote.ts"

interface Row {
  n?: number
  days?: number
  due?: string
  balance?: number
  principal?: number
  interest?: number
  total?: number
}

interface GoldenCase {
  id: string
  tier: number
  params: QuoteParams & DateParams
  events: { type: string; date?: string; amount?: number; rows?: Row[]; totals?: Record<string, number> }[]
}

const file = new URL("../../../tests/golden/fineract-schedules.json", import.meta.url)
const cases = (JSON.parse(readFileSync(file, "utf8")) as GoldenCase[]).filter((one) => one.tier === 1)
const fen = (yuan: number): bigint => fenFromYuan(String(yuan))

describe("golden schedules, tier 1", () => {
  test("there are 43 cases", () => expect(cases).toHaveLength(43))

  test.each(cases.map((one) => [one.id, one] as const))("%s", (_id, { params, events }) => {
    const draws: { date: string; amount: number }[] = []
    for (const event of events) {
      if (event.type === "disburse") draws.push({ date: event.date!, amount: event.amount! })
      else if (event.type === "expectDates") {
        expect(quoteDates(params)).toEqual(event.rows!.map((row) => row.due))
      } else if (event.type === "expectSchedule") expectRows(params, draws, event.rows!)
      else if (event.type === "expectTotals") expectTotals(params, draws, event.totals!)
      else throw new Error(`a tier 1 case holds an event this test does not know: ${event.type}`)
    }
  })
})

function expectRows(params: QuoteParams, draws: { date: string; amount: number }[], rows: Row[]): void {
  const made = quote(params, draws.length > 0 ? draws : undefined)
  const wanted = rows.filter((row) => row.n !== undefined)
  expect(made.map((row) => [row.n, row.due])).toEqual(wanted.map((row) => [row.n, row.due]))
  for (const [index, row] of wanted.entries()) {
    const mine = made[index]!
    if (row.days !== undefined) expect([row.n, mine.days]).toEqual([row.n, row.days])
    expect([row.n, mine.principalFen, mine.interestFen, mine.totalFen, mine.balanceFen]).toEqual([
      row.n,
      fen(row.principal!),
      fen(row.interest!),
      fen(row.total!),
      fen(row.balance!),
    ])
  }
}

function expectTotals(
  params: QuoteParams,
  draws: { date: string; amount: number }[],
  totals: Record<string, number>,
): void {
  const made = quote(params, draws.length > 0 ? draws : undefined)
  const sum = (of: "principalFen" | "interestFen" | "totalFen"): bigint => made.reduce((acc, row) => acc + row[of], 0n)
  if (totals.principal !== undefined) expect(sum("principalFen")).toBe(fen(totals.principal))
  if (totals.interest !== undefined) expect(sum("interestFen")).toBe(fen(totals.interest))
  if (totals.total !== undefined) expect(sum("totalFen")).toBe(fen(totals.total))
}
