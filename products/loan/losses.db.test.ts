// Goal: classes, allowance and the nightly summary on a real branch, with the figures of CN-13 and the relief sheet.
// Promises: 1 a class changes by its rule only, as an event; 2 the allowance accounts hold what the stages need at a
// month's end; 3 the summary's parts each add up to its total; 4 repeating a night changes nothing.
import { describe, expect, test } from "vitest"
import { expectOk } from "#kernel/refusal"
import { useBank } from "../../tests/support/bank.ts"
import { dayEndSteps } from "./day-end/index.ts"
import { listedLoans, loanDetail } from "./detail.ts"
import { findLoans, loanPortfolio } from "./http-contract.ts"
import { ask, extendLoan, fenFromYuan as fen, impairLoan, repayLoan } from "./index.ts"
import { portfolio } from "./portfolio.ts"
import { lending } from "./testing.ts"

const b = useBank("2026-05-28")
const { paidOut, borrower, draw, view, balance, payIn, spend, faults } = lending(b)
const approvalId = "test-approval"
const million = { amountFen: fen("1000000"), ratePct: "4.8", method: "bullet", maturesOn: "2027-05-28" } as const
const detail = async (loanNo: string) => expectOk(await loanDetail(b.as("risk"), loanNo, await b.today()))

describe("CN-13: stages and allowance at a month's end", () => {
  test("5,400 / 27,000 / 550,000, income on impaired loans net of the allowance", async () => {
    const plain = await paidOut("一阶段有限公司", million)
    const watched = await paidOut("二阶段有限公司", { ...million, maturesOn: "2026-12-28" })
    const input = { untilOn: "2027-01-28", guarantorsConsent: true, difficulty: true, reason: "经营困难" }
    expectOk(await extendLoan(b.system(), { loanNo: watched.loanNo, input, approvalId }))
    const impaired = await paidOut("三阶段有限公司", million)
    expectOk(await impairLoan(b.system(), { loanNo: impaired.loanNo, input: { reason: "实控人失联" }, approvalId }))
    await spend(impaired.depositNo, "1000000")
    await b.advanceTo("2026-05-31")
    expect(await detail(plain.loanNo)).toMatchObject({ loss: { stage: 1, allowance: "5400.00" } })
    await b.advanceTo("2026-06-01")
    expect(await balance("gl:1304.01:XX")).toBe(fen("5400"))
    expect(await balance("gl:1304.02:XX")).toBe(fen("27000"))
    expect(await balance("gl:1304.03:XX")).toBe(fen("550000"))
    // The month's 1,800 out of the allowance is provided again: the loss stays 55% of the claim.
    expect(await balance("gl:6702:XX")).toBe(fen("582400") + fen("1800"))
    expect(await detail(impaired.loanNo)).toMatchObject({ riskClass: "substandard", loss: { stage: 3 } })
    expect((await detail(watched.loanNo)).classes).toMatchObject([{ from: "pass", to: "special_mention" }])
  })
})

describe("a class judged by people", () => {
  test("holds overnight, is lifted by people, and not above the rules", async () => {
    const { loanNo } = await paidOut("人工认定有限公司", { amountFen: fen("100000") })
    const judge = async (to: "pass" | "special_mention" | "doubtful") => {
      const asked = await ask.grade(b.as("risk"), { loanNo, input: { to, reason: "行业风险上升" } })
      if (asked.ok) await b.approve(asked.value.approvalId!)
      return asked
    }
    await judge("doubtful")
    await b.advanceTo("2026-06-02")
    expect(await detail(loanNo)).toMatchObject({ riskClass: "doubtful", loss: { stage: 3 } })
    await judge("pass")
    await b.advanceTo("2026-06-03")
    const after = await detail(loanNo)
    expect(after).toMatchObject({ riskClass: "pass" })
    expect(after.classes.map((one) => one.to)).toEqual(["doubtful", "pass"])
    const watched = {
      loanNo: after.loanNo,
      input: { untilOn: "2027-12-28", guarantorsConsent: true, difficulty: true, reason: "困难" },
    }
    expectOk(await extendLoan(b.system(), { ...watched, approvalId }))
    expect(await judge("pass")).toMatchObject({ refusal: { code: "loan/E-OBS", field: "to" } })
    expect(await judge("special_mention")).toMatchObject({ refusal: { code: "loan/E-SAME-CLASS" } })
  })
})

describe("the debtor as a whole", () => {
  test("a bad note draws the good ones down; repaid, they come back by rule", async () => {
    const who = await borrower("连带钢构有限公司")
    const short = { method: "bullet", amountFen: fen("200000"), maturesOn: "2026-06-04", termMonths: 1 } as const
    const bad = await draw(who, short)
    const good = await draw(who, { amountFen: fen("300000"), method: "bullet" })
    await spend(who.depositNo, "500000")
    await b.advanceTo("2026-06-06")
    expect(await detail(bad)).toMatchObject({ riskClass: "special_mention", overdueDays: 2 })
    await b.advanceTo("2026-09-04")
    expect(await detail(bad)).toMatchObject({ riskClass: "substandard" })
    const drawn = await detail(good)
    expect(drawn).toMatchObject({ riskClass: "substandard", overdueDays: 0 })
    expect(drawn.classes.at(-1)!.reason.zh).toContain("40.00%")
    await payIn(who.depositNo, "230000")
    expectOk(await repayLoan(b.system(), { loanNo: bad, amountFen: "payoff" }))
    await b.advanceTo("2026-09-05")
    expect(await detail(good)).toMatchObject({ riskClass: "pass" })
    expect(await faults()).toEqual([])
  })
})

describe("the nightly summary", () => {
  test("each dimension adds up to the total; a repeated night is the same", async () => {
    const seen = loanPortfolio.response.parse(await portfolio(b.as("president"), {}))
    expect(seen.day).toBe("2026-09-04")
    const totals = seen.breakdowns.map(({ rows }) => rows.reduce((sum, row) => sum + fen(row.balance), 0n))
    expect(new Set(totals)).toEqual(new Set([fen(seen.total.balance)]))
    expect(seen.debtors[0]!.shareBp).toBeGreaterThan(2000)
    for (const step of dayEndSteps) await step.run(b.system(), "2026-09-04", async () => {})
    expect(await portfolio(b.as("president"), {})).toEqual(seen)
    expect(await portfolio(b.as("manager", "SS"), {})).toMatchObject({ total: { loans: 0 } })
    expect((await view((await paidOut("末位有限公司")).loanNo)).state).toBe("active")
  })

  test("lists are filtered and paged by key", async () => {
    const today = await b.today()
    const list = async (filter: object) =>
      findLoans.response.parse(await listedLoans(b.as("president"), { limit: 2, ...filter }, today))
    const first = await list({})
    const second = await list({ after: first.next! })
    expect(first.items).toHaveLength(2)
    expect(second.items[0]!.loanNo < first.items[1]!.loanNo).toBe(true)
    expect((await list({ riskClass: "special_mention" })).items).toMatchObject([
      { partyName: "人工认定有限公司" },
      { partyName: "二阶段有限公司" },
    ])
    expect((await list({ state: "settled" })).items).toMatchObject([
      { partyName: "连带钢构有限公司", principal: "0.00" },
    ])
    expect((await list({ outlet: "SS" })).items).toEqual([])
    expect((await list({ q: "一阶段" })).items).toMatchObject([{ state: "active", due: "0.00" }])
  })
})
