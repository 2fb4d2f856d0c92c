// Goal: what may happen to a note after it was paid out, each with the figures of its sheet, on a real database.
// Promises: 1 terms change under two signatures and the lines before stay; 2 no change loses interest earned so far;
// 3 losses follow the accounting table, subject by subject; 4 refusals name what to do; 5 both books balance and prove.
import { describe, expect, test } from "vitest"
import type { Flow } from "#kernel/flow"
import { expectOk } from "#kernel/refusal"
import { useBank } from "../../tests/support/bank.ts"
import { loanDetail } from "./detail.ts"
import { loanDetailShape } from "./http-contract.ts"
import {
  ask,
  askRenewal,
  changeRate,
  deferLoan,
  extendLoan,
  fenFromYuan as fen,
  markMisused,
  pauseInterest,
  payoffQuote,
  repayLoan,
  requestReversal,
} from "./index.ts"
import { flow } from "#kernel/flow"
import { ok } from "#kernel/refusal"
import type { Asked } from "./servicing/action.ts"
import type { PlanRow } from "./plan.ts"
import { lending } from "./testing.ts"
import { yuan } from "./view.ts"
import { whatIf } from "./ahead.ts"

const b = useBank("2026-06-10")
const { paidOut, view, balance, payIn, spend, faults } = lending(b)

/** As it crosses the edge: the shape of the contract must hold for every note looked at here. */
const detail = async (loanNo: string) =>
  loanDetailShape.parse(expectOk(await loanDetail(b.as("manager", "XX"), loanNo, await b.today())))

/** Asks as this post and signs as every post that must. */
async function done<I>(action: Flow<{ loanNo: string; input: I }, Asked>, role: string, loanNo: string, input: I) {
  const asked = expectOk(
    await action(b.as(role, role === "manager" || role === "clerk" ? "XX" : "HQ"), { loanNo, input }),
  )
  if (asked.approvalId !== null) await b.approve(asked.approvalId)
  return asked
}

const approvalId = "test-approval"
const reason = "客户暂时困难，按约定调整"

describe("展期", () => {
  test("needs consent, a date within the ceiling, and comes before maturity", async () => {
    const { loanNo } = await paidOut("展望陶瓷有限公司", { method: "bullet", maturesOn: "2026-06-20", termMonths: 1 })
    const input = { untilOn: "2026-07-20", guarantorsConsent: false, difficulty: false, reason }
    const manager = () => b.as("manager", "XX")
    expect(await ask.extension(manager(), { loanNo, input })).toMatchObject({ refusal: { code: "loan/E-CONSENT" } })
    const far = { ...input, guarantorsConsent: true, untilOn: "2026-07-21" }
    expect(await ask.extension(manager(), { loanNo, input: far })).toMatchObject({
      refusal: { code: "loan/E-EXT-MAX", facts: { last: "2026-07-20" } },
    })
    await done(ask.extension, "manager", loanNo, { ...input, guarantorsConsent: true })
    const after = await detail(loanNo)
    // 40 days in all at one rate: the interest of the first ten is carried.
    expect(after).toMatchObject({ maturesOn: "2026-07-20", terms: { firstMaturesOn: "2026-06-20" } })
    expect(after.schedule).toHaveLength(1)
    expect(after.schedule[0]).toMatchObject({ interest: "1916.67", principal: "500000.00" })
    expect(after.events[0]).toMatchObject({ kind: "extension", reversed: false })
    expect(after.events[0]!.approvalId).not.toBeNull()
  })

  test("C2: past five years the five-year LPR holds from the day of the extension", async () => {
    const pricing = { tenor: "1Y", spreadBp: 50, everyMonths: 12 } as const
    const { loanNo } = await paidOut("长远水务有限公司", { pricing, termMonths: 48, everyMonths: 3 })
    expect((await view(loanNo)).ratePct).toBe("3.50")
    const input = { untilOn: "2031-12-10", guarantorsConsent: true, difficulty: true, reason }
    expectOk(await extendLoan(b.system(), { loanNo, input, approvalId }))
    const after = await detail(loanNo)
    expect(after).toMatchObject({ ratePct: "4.00", maturesOn: "2031-12-10", riskClass: "special_mention" })
    expect(after.terms.pricing).toMatchObject({ tenor: "5Y" })
    expect(after.flags).toMatchObject({ observationFrom: "2026-06-21", observationUntil: "2027-06-21" })
  })
})

describe("changes of the plan", () => {
  test("C7: deferring 1,200,000 over 181 days at 4.2% costs 25,340.00 and no penalty", async () => {
    const { loanNo } = await paidOut("度难纺织有限公司", {
      method: "bullet",
      amountFen: fen("1200000"),
      ratePct: "4.2",
      maturesOn: "2026-07-03",
      termMonths: 1,
    })
    const input = { scope: "principal" as const, untilOn: "2026-12-31", difficulty: false, reason }
    expectOk(await deferLoan(b.system(), { loanNo, input, approvalId }))
    const { schedule, penalty } = await view(loanNo)
    expect(schedule.map((row) => [row.due, row.principal, row.interest])).toEqual([
      ["2026-07-03", "0.00", "3220.00"],
      ["2026-12-31", "1200000.00", "25340.00"],
    ])
    expect(penalty).toBe("0.00")
  })

  test("a rate by agreement and an interest pause keep what was earned", async () => {
    const { loanNo } = await paidOut("调息包装有限公司", { amountFen: fen("360000"), ratePct: "4.00" })
    const plan = await paidOut("分期包装有限公司", {
      method: "equal_instalment",
      amountFen: fen("120000"),
      ratePct: "4.35",
      firstDueOn: "2026-07-21",
    })
    expect(plan).toBeTruthy()
    // CN-17: 41 days to the first due date.
    expect((await view(plan.loanNo)).schedule[0]).toMatchObject({ days: 41, interest: "594.50" })
    await b.advanceTo("2026-06-15")
    expectOk(
      await changeRate(b.system(), { loanNo, input: { ratePct: "3.00", difficulty: false, reason }, approvalId }),
    )
    expectOk(
      await pauseInterest(b.system(), {
        loanNo: plan.loanNo,
        input: { untilOn: "2026-07-01", difficulty: false, reason },
        approvalId,
      }),
    )
    // 5 nights at 4% and 6 at 3% on 360,000; 5 of 41 days, then 20 after the pause.
    expect((await view(loanNo)).schedule[0]).toMatchObject({ interest: "380.00" })
    expect((await view(plan.loanNo)).schedule[0]).toMatchObject({ interest: "362.50" })
    await b.advanceTo("2026-06-22")
    expect((await view(loanNo)).schedule[0]).toMatchObject({ interest: "380.00", state: "paid" })
    expect((await view(plan.loanNo)).accrued).toBe("72.50")
  })

  test("CN-12: 300,000 at 4.35%, what keeping the term or the instalment saves", async () => {
    const { loanNo } = await paidOut("试算五金有限公司", {
      method: "equal_instalment",
      amountFen: fen("204309.39"),
      ratePct: "4.35",
      termMonths: 24,
    })
    const on = await b.today()
    const repay = { kind: "repay", on, amount: "100000" } as const
    const kept = expectOk(await whatIf(b.system(), loanNo, { ...repay, choice: "keep_term" }))
    const fewer = expectOk(await whatIf(b.system(), loanNo, { ...repay, choice: "keep_instalment" }))
    const ends = (rows: PlanRow[]) => [rows[0]!, rows.at(-1)!].map((row) => yuan(row.principalFen + row.interestFen))
    expect([kept.rows.length, ...ends(kept.rows), yuan(kept.interestAfterFen)]).toEqual([
      24,
      "4545.89",
      "4546.00",
      "4792.08",
    ])
    expect([fewer.rows.length, ...ends(fewer.rows), yuan(fewer.interestAfterFen)]).toEqual([
      12,
      "8903.98",
      "8838.42",
      "2472.81",
    ])
    expect(yuan(kept.interestBeforeFen)).toBe("9386.16")
    const quote = expectOk(await payoffQuote(b.system(), loanNo, "2026-08-01"))
    expect(quote.assumed).toEqual([{ due: "2026-07-22", amountFen: fen("8903.98") }])
  })

  test("无还本续贷: the new note settles the old one, no principal is brought", async () => {
    const old = await paidOut("续贷食品有限公司", { method: "bullet", maturesOn: "2026-07-22", termMonths: 1 })
    await spend(old.depositNo, "499000")
    await b.advanceTo("2026-07-02")
    const input = {
      amount: "500000.01",
      termMonths: 12,
      ratePct: "3.30",
      method: "interest_only" as const,
      everyMonths: 1 as const,
      contractNo: "HT-2",
      keepsClass: true,
      reason,
    }
    const asking = () => b.as("manager", "XX")
    expect(await askRenewal(asking(), { loanNo: old.loanNo, input })).toMatchObject({
      refusal: { code: "loan/E-TOPUP" },
    })
    const { approvalId: id } = expectOk(
      await askRenewal(asking(), { loanNo: old.loanNo, input: { ...input, amount: "500000" } }),
    )
    await b.approve(id)
    const ended = await detail(old.loanNo)
    expect(ended).toMatchObject({ state: "settled", owed: "0.00" })
    const fresh = ended.events[0]!.parts.newLoanNo!
    expect(await detail(fresh)).toMatchObject({
      state: "active",
      principal: "500000.00",
      riskClass: "pass",
      renews: old.loanNo,
    })
    const { receiptNo } = ended.events.find((one) => one.kind === "renewed")!
    const back = await requestReversal(b.as("disbursement"), { receiptNo, reason: "续贷合同无效" })
    // Ten nights at 3.45% came from the firm's own 1,000.
    expect(await balance(`deposit:${old.depositNo}`)).toBe(fen("1000") - fen("479.17"))
    await b.approve(expectOk(back).approvalId)
    expect(await view(old.loanNo)).toMatchObject({ state: "active", principal: "500000.00" })
    expect(await view(fresh)).toMatchObject({ state: "signed", principal: "0.00" })
    expect(await balance(`deposit:${old.depositNo}`)).toBe(fen("1000"))
    expect(await faults()).toEqual([])
  })
})

describe("trouble", () => {
  let loanNo = ""
  let depositNo = ""

  test("a fee is charged, corrected by two people, and met first", async () => {
    const note = await paidOut("困境机械有限公司", {
      ratePct: "4.8",
      method: "bullet",
      maturesOn: "2026-07-12",
      termMonths: 1,
    })
    ;({ loanNo, depositNo } = note)
    await spend(depositNo, "500000")
    await done(ask.fee, "clerk", loanNo, { amount: "500", reason: "评估费" })
    expect((await view(loanNo)).fees).toBe("500.00")
    await done(ask["fee-correction"], "clerk", loanNo, { amount: "200", reason: "多收更正" })
    expect((await view(loanNo)).fees).toBe("300.00")
    expect(await balance("gl:6021:XX")).toBe(fen("283.02"))
  })

  test("arrears return into the plan, interest by agreement to the principal", async () => {
    await b.advanceTo("2026-07-20")
    expect(await view(loanNo)).toMatchObject({ state: "overdue", overduePrincipal: "500000.00" })
    const input = { instalments: 1, firstDueOn: "2026-08-12", capitalise: true, reason }
    const risk = () => b.as("risk")
    expect(await ask.reage(risk(), { loanNo, input })).toMatchObject({ refusal: { code: "loan/E-PAY-FIRST" } })
    await payIn(depositNo, "300")
    expectOk(await repayLoan(b.system(), { loanNo, amountFen: fen("300") }))
    await done(ask.reage, "risk", loanNo, input)
    const after = await view(loanNo)
    expect(after).toMatchObject({
      state: "active",
      overduePrincipal: "0.00",
      penalty: "0.00",
      riskClass: "special_mention",
    })
    expect(fen(after.principal)).toBeGreaterThan(fen("500000"))
  })

  test("impaired, written off against the allowance, part recovered: the accounting table", async () => {
    await b.advanceTo("2026-08-14")
    expect(
      await ask["write-off"](b.as("risk"), { loanNo, input: { evidence: "法院终结执行裁定", reason } }),
    ).toMatchObject({
      refusal: { code: "loan/E-NOT-IMPAIRED" },
    })
    await done(ask.impairment, "risk", loanNo, { reason })
    const impaired = (await balance(`loan:${loanNo}:impaired`)) + (await balance(`loan:${loanNo}:impairedInterest`))
    expect(await balance(`loan:${loanNo}:overdue`)).toBe(0n)
    expect(await view(loanNo)).toMatchObject({ riskClass: "substandard" })
    await b.advanceTo("2026-08-16")
    expect(await balance(`loan:${loanNo}:memo`)).toBeGreaterThan(0n)
    const provided = await balance("gl:6702:XX")
    await done(ask["write-off"], "risk", loanNo, { evidence: "法院终结执行裁定", reason })
    expect(await view(loanNo)).toMatchObject({ state: "written_off", principal: "0.00" })
    expect(await balance(`loan:${loanNo}:writtenOff`)).toBe(impaired)
    // No allowance of stage 3 was there yet: all of the loss is provided with the write-off.
    expect((await balance("gl:6702:XX")) - provided).toBe(impaired)
    expect(await balance("gl:1304.03:XX")).toBe(0n)
    await payIn(depositNo, "1000")
    await done(ask.recovery, "clerk", loanNo, { amount: "1000", reason: "法院执行款" })
    expect(await balance("gl:1304.03:XX")).toBe(fen("1000"))
    expect(await balance(`loan:${loanNo}:writtenOff`)).toBe(impaired - fen("1000"))
    expect(await faults()).toEqual([])
  })

  test("抵债 settles an impaired note; what the asset lacks goes to the allowance", async () => {
    const note = await paidOut("抵债木业有限公司", { amountFen: fen("100000"), ratePct: "4.8" })
    await done(ask.impairment, "risk", note.loanNo, { reason })
    const input = { asset: "厂房一处", value: "60000", settlesAll: true, reason }
    await done(ask.repossession, "risk", note.loanNo, input)
    expect(await view(note.loanNo)).toMatchObject({ state: "settled", owed: "0.00" })
    expect(await balance("gl:1441:XX")).toBe(fen("60000"))
    expect(await faults()).toEqual([])
  })

  test("CN-08: misused money bears the heavier uplift only", async () => {
    const note = await paidOut("挪用商贸有限公司", {
      method: "bullet",
      amountFen: fen("100000"),
      ratePct: "4.8",
      maturesOn: "2026-08-17",
      termMonths: 1,
    })
    await spend(note.depositNo, "100000")
    const mark = flow({ name: "test.misuse", permission: null }, async (ctx, input: { loanNo: string; on: string }) => {
      const marked = await markMisused(ctx, input.loanNo, input.on)
      return marked.ok ? ok() : marked
    })
    await b.advanceTo("2026-08-18")
    expectOk(await mark(b.system(), { loanNo: note.loanNo, on: "2026-08-17" }))
    await b.advanceTo("2026-09-23")
    const first = fen("20.00")
    // One night at +50% before it was found, 36 at +100%: never both together.
    expect(await balance(`loan:${note.loanNo}:penalty`)).toBe(first + fen("960.00"))
  })
})
