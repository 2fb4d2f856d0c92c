// Goal: due diligence, gates, warnings, visits and collection as tables of dates and answers. Pure; the worked examples
// of the suite are in rules.test.ts.
import { describe, expect, test } from "vitest"
import { fenFromYuan as fen } from "#contract/products/loan"
import { calendarOf } from "#kernel/calendar"
import {
  cashSignal,
  collateralSignal,
  deadlinesOf,
  drawGates,
  dunningDue,
  firstUseDue,
  isBad,
  itemsFor,
  openItems,
  reminderDue,
  salesSignal,
  unmet,
  visitedEnough,
  visitsBetween,
  type GateFacts,
} from "./rules.ts"

const calendar = calendarOf([])

describe("due diligence", () => {
  test("a project is asked more, a guarantor only where there is one", () => {
    const plain = { product: "working_capital", hasCollateral: false, hasGuarantor: false } as const
    expect(itemsFor(plain)).not.toContain("land")
    expect(itemsFor(plain)).not.toContain("guarantor")
    expect(itemsFor({ product: "project", hasCollateral: true, hasGuarantor: true })).toHaveLength(20)
    const all = itemsFor(plain).map((item) => ({ item, result: "yes" as const, note: "" }))
    expect(openItems(plain, all)).toEqual([])
    expect(openItems(plain, [...all.slice(1), { item: all[0]!.item, result: "na", note: "" }])).toEqual([all[0]!.item])
    expect(openItems(plain, [...all.slice(1), { item: all[0]!.item, result: "no", note: "缺" }])).toEqual([
      all[0]!.item,
    ])
  })

  test("R8: off-site alone is for small firms up to ten millions", () => {
    const at = {
      onSiteVisits: 0,
      offSiteVisits: 1,
      isSmallFirm: true,
      amountFen: fen("10000000"),
      offSiteMaxFen: fen("10000000"),
    }
    expect(visitedEnough(at)).toBe(true)
    expect(visitedEnough({ ...at, amountFen: fen("10000000.01") })).toBe(false)
    expect(visitedEnough({ ...at, isSmallFirm: false })).toBe(false)
    expect(visitedEnough({ ...at, isSmallFirm: false, onSiteVisits: 1 })).toBe(true)
  })
})

test("every gate of a draw is told at once", () => {
  const good: GateFacts = {
    openConditions: [],
    contractNo: "HT-1",
    unregistered: [],
    uninsured: [],
    equityRefusal: null,
    permitValidTo: "2027-01-01",
    bureauCheckedOn: "2026-03-01",
    bureauDaysMax: 30,
    needConfirmed: true,
    hasAccount: true,
    paymentRefusal: null,
    openRed: null,
    today: "2026-03-31",
  }
  expect(unmet(drawGates(good))).toEqual([])
  const bad = drawGates({ ...good, bureauCheckedOn: "2026-02-28", permitValidTo: "2026-03-30", openRed: "贷款挪用" })
  expect(unmet(bad).map((one) => one.code)).toEqual(["permit", "bureau", "warning"])
})

describe("after the draw", () => {
  test("warnings ask for things by a day", () => {
    expect(deadlinesOf("red", "2026-03-06", calendar)).toEqual({
      freezeBy: "2026-03-09",
      planBy: "2026-03-13",
      visitBy: null,
    })
    expect(deadlinesOf("amber", "2026-03-06", calendar).visitBy).toBe("2026-03-16")
    expect(deadlinesOf("yellow", "2026-03-06", calendar)).toEqual({ freezeBy: null, planBy: null, visitBy: null })
    expect(salesSignal(1000n, 700n)?.signal).toBe("SALES_DROP")
    expect(salesSignal(1000n, 701n)).toBeNull()
    expect(cashSignal([100n, 60n, 59n])).toBe("CASH_DROP")
    expect(cashSignal([100n, 61n, 10n])).toBeNull()
    expect(collateralSignal(100n, 85n)).toBe("COLLATERAL_DROP")
  })

  test("visits: quarterly, half-yearly for small loans, monthly progress for projects", () => {
    const care = {
      product: "working_capital",
      amountFen: fen("8000000"),
      isSmallFirm: true,
      drawnOn: "2026-01-31",
    } as const
    expect(visitsBetween(care, "2026-01-31", "2026-12-31").map((one) => one.dueOn)).toEqual([
      "2026-04-30",
      "2026-07-31",
      "2026-10-31",
    ])
    expect(
      visitsBetween({ ...care, amountFen: fen("5000000") }, "2026-01-31", "2026-12-31").map((one) => one.dueOn),
    ).toEqual(["2026-07-31"])
    expect(visitsBetween({ ...care, product: "project" }, "2026-01-31", "2026-04-30").map((one) => one.kind)).toEqual([
      "progress",
      "progress",
      "periodic",
    ])
    expect(firstUseDue("2026-01-31")).toBe("2026-02-15")
  })

  test("the collection ladder", () => {
    expect(dunningDue("2026-03-20", "2026-03-22")).toEqual([])
    expect(dunningDue("2026-03-20", "2026-04-19").map(({ step, on }) => [step.code, on])).toEqual([
      ["CALL", "2026-03-23"],
      ["LETTER-1", "2026-03-27"],
      ["LETTER-2", "2026-04-19"],
    ])
    expect(dunningDue("2026-03-20", "2026-06-19").at(-1)?.step.code).toBe("HAND-OVER")
    expect(reminderDue("2026-03-20", "2026-02-17")).toBeNull()
    expect(reminderDue("2026-03-20", "2026-02-18")?.code).toBe("T-30")
    expect(reminderDue("2026-03-20", "2026-03-17")?.code).toBe("T-3")
    expect(reminderDue("2026-03-20", "2026-03-21")).toBeNull()
    expect([isBad(90), isBad(91)]).toEqual([false, true])
  })
})
