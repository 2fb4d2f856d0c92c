// Goal: the wider terms on a real database, each with the worked example of its sheet by number.
// Promises: 1 several draws under one contract share one limit and never pass it; 2 随借随还 gives the limit back and
// counts balance-days; 3 a rate that follows the LPR changes on its day, interest before it stays; 4 the proof holds.
import { describe, expect, test } from "vitest"
import { expectOk } from "#kernel/refusal"
import { limitFigures } from "#products/limit"
import { useBank } from "../../tests/support/bank.ts"
import { fenFromYuan as fen, repayLoan } from "./index.ts"
import { lending } from "./testing.ts"

const b = useBank("2024-06-01")
const { borrower, draw, limitFor, paidOut, view, ledger, faults, balance } = lending(b)

describe("随借随还 under a revolving limit", () => {
  test("CN-05: two draws, one repayment, interest 349.79 on the settlement day", async () => {
    const who = await borrower("活水渔具有限公司")
    const limitNo = await limitFor(who.partyId, "200000", true)
    const terms = { method: "revolving", ratePct: "3.65", limitNo } as const
    const first = await draw(who, { ...terms, amountFen: fen("200000") })
    await b.advanceTo("2024-06-11")
    const paid = expectOk(await repayLoan(b.system(), { loanNo: first, amountFen: fen("80000") }))
    expect(paid.parts).toMatchObject({ principal: fen("80000"), interest: 0n })
    expect(await limitFigures(ledger(), limitNo)).toMatchObject({ available: fen("80000"), used: fen("120000") })
    await b.advanceTo("2024-06-16")
    const second = await draw(who, { ...terms, amountFen: fen("50000") })
    expect(await limitFigures(ledger(), limitNo)).toMatchObject({ available: fen("30000"), used: fen("170000") })
    await expect(draw(who, { ...terms, amountFen: fen("30000.01") })).rejects.toThrow("E-LIMIT-SHORT")
    await b.advanceTo("2024-06-22")
    const interest = async (loanNo: string) => fen((await view(loanNo)).schedule[0]!.interest)
    expect((await interest(first)) + (await interest(second))).toBe(fen("349.79"))
  })

  test("all principal back before the settlement day: the interest is taken on it, then the note is settled", async () => {
    const { loanNo, depositNo } = await paidOut("早还商贸有限公司", { method: "revolving", ratePct: "3.65" })
    await b.advanceTo("2024-07-02")
    expectOk(await repayLoan(b.system(), { loanNo, amountFen: fen("500000") }))
    expect(await view(loanNo)).toMatchObject({ state: "active", principal: "0.00" })
    const { payIn } = lending(b)
    await payIn(depositNo, "1000")
    await b.advanceTo("2024-07-22")
    expect(await view(loanNo)).toMatchObject({ state: "settled", owed: "0.00" })
    expect(await balance(`deposit:${depositNo}`)).toBe(fen("1000") - fen("506.94"))
  })
})

describe("a rate that follows the LPR", () => {
  test("CN-06b: 12 days at 3.45%, 19 days at 3.35%", async () => {
    const pricing = { tenor: "1Y", spreadBp: 0, everyMonths: 12, firstOn: "2024-08-03" } as const
    await b.advanceTo("2024-07-22")
    expect(await b.today()).toBe("2024-07-22")
    const { loanNo, depositNo } = await paidOut("利随市场有限公司", {
      method: "bullet",
      amountFen: fen("1000000"),
      // The LPR of the start day is 3.35% already: 10 points more, then 12 days on it is priced without news.
      pricing: { ...pricing, spreadBp: 10 },
      maturesOn: "2024-08-22",
      termMonths: 1,
    })
    expect((await view(loanNo)).ratePct).toBe("3.45")
    await b.branch.database.db.updateTable("loan").set({ spread_bp: 0 }).where("loan_no", "=", loanNo).execute()
    await b.advanceTo("2024-08-04")
    expect(await view(loanNo)).toMatchObject({ ratePct: "3.35", maturesOn: "2024-08-22" })
    await b.advanceTo("2024-08-23")
    expect(await balance(`deposit:${depositNo}`)).toBe(0n)
    expect(await balance(`loan:${loanNo}:overdue`)).toBe(fen("2918.06"))
    expect((await view(loanNo)).schedule[0]).toMatchObject({ interest: "2918.06" })
  })
})

describe("plans of the corporate sheet", () => {
  const rowsOf = async (over: Parameters<typeof paidOut>[1]) =>
    (await view((await paidOut("湘江项目建设有限公司", over)).loanNo)).schedule

  test("§9.9: equal principal over 20 quarters, interest by days", async () => {
    const rows = await rowsOf({
      method: "equal_principal",
      amountFen: fen("64000000"),
      ratePct: "3.9",
      termMonths: 60,
      everyMonths: 3,
      dayCount: "actual/360",
      firstDueOn: "2024-11-22",
    })
    expect(rows).toHaveLength(20)
    expect(rows[0]).toMatchObject({ principal: "3200000.00", days: 91, interest: "630933.33" })
  })

  test("§9.10: half-yearly principal of 3,000,000", async () => {
    const rows = await rowsOf({
      method: "equal_principal",
      amountFen: fen("30000000"),
      ratePct: "3.8",
      termMonths: 60,
      everyMonths: 6,
      dayCount: "actual/360",
      firstDueOn: "2025-02-20",
    })
    expect(rows).toHaveLength(10)
    expect(rows.every((row) => row.principal === "3000000.00")).toBe(true)
    expect(rows[0]).toMatchObject({ days: 181, interest: "573166.67" })
  })

  test("principal on agreed dates, after a grace of interest only, due dates off rest days", async () => {
    const principalPlan = [
      { dueOn: "2024-12-20", amountFen: fen("100000") },
      { dueOn: "2025-06-20", amountFen: fen("400000") },
    ]
    const irregular = await rowsOf({ method: "irregular", principalPlan })
    expect(irregular.map((row) => [row.due, row.principal])).toEqual([
      ["2024-12-20", "100000.00"],
      ["2025-06-20", "400000.00"],
    ])
    expect(irregular[1]).toMatchObject({ days: 182, interest: "6976.67" })
    const grace = await rowsOf({ method: "equal_instalment", gracePrincipal: 3, movesOnHoliday: true })
    expect(grace.slice(0, 4).map((row) => row.principal === "0.00")).toEqual([true, true, true, false])
    // 23 November 2024 is a Saturday.
    expect(grace[2]).toMatchObject({ due: "2024-11-25", interest: "1437.50" })
  })

  test("the books prove", async () => expect(await faults()).toEqual([]))
})
