// Goal: history can be corrected. Method: twins. Two firms at two outlets with the same note and the same money; one twin
// has the event on its day, the other booked late or taken back later. From then on nothing may tell them apart.
// Promises: 1 a repayment booked late with value date D leaves what it would have left on D: balances, plan, counting, and
// income and tax of the outlet to the fen; 2 a collection taken back leaves what there would be without it; 3 the original
// lines stay, marked; 4 both books balance and prove. The scenarios are drawn from a printed seed.
import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { Ctx } from "#kernel/flow"
import { expectOk } from "#kernel/refusal"
import { useBank } from "../../tests/support/bank.ts"
import { loanDetail } from "./detail.ts"
import { addDays } from "./engine/dates.ts"
import {
  changeRate,
  fenFromYuan as fen,
  impairLoan,
  pauseInterest,
  repayLate,
  repayLoan,
  requestLateRepayment,
  requestReversal,
  writeOffLoan,
} from "./index.ts"
import { mutableOf } from "./change.ts"
import { lending, type Borrower } from "./testing.ts"
import { yuan } from "./view.ts"

const start = "2026-01-05"
const b = useBank(start)
const { borrower, draw, balance, payIn, spend, faults, view } = lending(b)
const approvalId = "test-approval"
const parts = ["principal", "overdue", "interest", "penalty", "compound", "memo"]

const seed = Number(process.env.REPLAY_SEED ?? 20261124)

interface Scenario {
  method: "interest_only" | "equal_instalment" | "equal_principal" | "bullet"
  amountFen: bigint
  ratePct: string
  termMonths: number
  /** Part of the loan that stays in the account, in per mille. */
  keptMille: number
  /** Days after the start: the event's day, the day it is booked or taken back, and a later payment. */
  eventOn: number
  bookedOn: number
  laterOn: number
  eventMille: number
  laterMille: number
  choice: "keep_term" | "keep_instalment"
  /** A change of terms in between, which has to be played again. */
  change: "none" | "rate" | "pause"
  changeOn: number
}

const scenarios = fc.sample(
  fc.record({
    method: fc.constantFrom("interest_only", "equal_instalment", "equal_principal", "bullet") as fc.Arbitrary<
      Scenario["method"]
    >,
    amountFen: fc.bigInt({ min: 1_000_000n, max: 900_000_000n }),
    ratePct: fc.integer({ min: 200, max: 900 }).map((bp) => (bp / 100).toFixed(2)),
    termMonths: fc.constantFrom(1, 2, 6, 12),
    keptMille: fc.constantFrom(0, 2, 60, 250),
    eventOn: fc.integer({ min: 2, max: 40 }),
    bookedOn: fc.integer({ min: 41, max: 58 }),
    laterOn: fc.integer({ min: 20, max: 39 }),
    eventMille: fc.integer({ min: 3, max: 700 }),
    laterMille: fc.integer({ min: 1, max: 90 }),
    choice: fc.constantFrom("keep_term", "keep_instalment") as fc.Arbitrary<Scenario["choice"]>,
    change: fc.constantFrom("none", "rate", "pause") as fc.Arbitrary<Scenario["change"]>,
    changeOn: fc.integer({ min: 3, max: 40 }),
  }),
  { numRuns: 10, seed },
)

interface Twin {
  who: Borrower
  loanNo: string
}

const share = (scenario: Scenario, mille: number): bigint => (scenario.amountFen * BigInt(mille)) / 1000n

async function twin(name: string, outlet: string, scenario: Scenario & { maturesOn?: string }): Promise<Twin> {
  const who = await borrower(name, outlet)
  const { method, amountFen, ratePct, termMonths, maturesOn } = scenario
  const loanNo = await draw(who, { method, amountFen, ratePct, termMonths, ...(maturesOn ? { maturesOn } : {}) })
  const gone = amountFen - share(scenario, scenario.keptMille)
  await spend(who.depositNo, yuan(gone).replaceAll(",", ""))
  return { who, loanNo }
}

const day = (offset: number): string => addDays(start, offset)
const money = (fenAmount: bigint): string => yuan(fenAmount).replaceAll(",", "")

/** Everything that later days depend on. */
async function image({ who, loanNo }: Twin) {
  const { db } = b.branch.database
  const row = await db.selectFrom("loan").selectAll().where("loan_no", "=", loanNo).executeTakeFirstOrThrow()
  const plan = await db
    .selectFrom("loan_instalment")
    .select([
      "n",
      "from_on",
      "due_on",
      "principal_fen",
      "interest_fen",
      "balance_fen",
      "due_done_on",
      "settled_interest_fen",
    ])
    .where("loan_id", "=", row.id)
    .where("replaced", "=", false)
    .orderBy("n")
    .execute()
  const balances = await Promise.all(parts.map((part) => balance(`loan:${loanNo}:${part}`)))
  const { plan_version: _version, risk_class: riskClass, ...counting } = mutableOf(row)
  // The night classifies notes that run; a settled one keeps the last class it had.
  const graded = row.state === "active" ? riskClass : null
  return { counting, plan, balances, graded, deposit: await balance(`deposit:${who.depositNo}`) }
}

/** The same change on both twins, or on none where one of them may not have it now. */
async function changeTerms(scenario: Scenario, twins: readonly Twin[]): Promise<void> {
  if (scenario.change === "none") return
  const reason = "双方协议调整"
  const untilOn = day(scenario.changeOn + 9)
  const change = (ctx: Ctx, loanNo: string) =>
    scenario.change === "rate"
      ? changeRate(ctx, { loanNo, input: { ratePct: "5.55", difficulty: false, reason }, approvalId })
      : pauseInterest(ctx, { loanNo, input: { untilOn, difficulty: false, reason }, approvalId })
  for (const { loanNo } of twins) if (!(await change({ ...b.system(), dryRun: true }, loanNo)).ok) return
  for (const { loanNo } of twins) expectOk(await change(b.system(), loanNo))
}

const books = (outlet: string) =>
  Promise.all(["1303.03", "6011", "2221"].map((subject) => balance(`gl:${subject}:${outlet}`)))

const end = 64

describe(`a repayment booked late (seed ${seed})`, () => {
  test("leaves what it would have left on its day", async () => {
    const pairs: { scenario: Scenario; onDay: Twin; late: Twin }[] = []
    for (const [index, scenario] of scenarios.entries()) {
      const onDay = await twin(`按时${index}号有限公司`, "XX", scenario)
      pairs.push({ scenario, onDay, late: await twin(`补记${index}号有限公司`, "SS", scenario) })
    }
    for (let offset = 1; offset <= end; offset += 1) {
      await b.advanceTo(day(offset))
      for (const { scenario, onDay, late } of pairs) {
        const paid = share(scenario, scenario.eventMille)
        if (offset === scenario.laterOn) {
          for (const one of [onDay, late]) await payIn(one.who.depositNo, money(share(scenario, scenario.laterMille)))
        }
        if (offset === scenario.eventOn) {
          await payIn(onDay.who.depositNo, money(paid))
          const given = { loanNo: onDay.loanNo, amountFen: paid, choice: scenario.choice, upTo: true }
          expectOk(await repayLoan(b.system(), given))
        }
        if (offset === scenario.changeOn) await changeTerms(scenario, [onDay, late])
        if (offset === scenario.bookedOn) {
          await payIn(late.who.depositNo, money(paid))
          const given = { loanNo: late.loanNo, valueOn: day(scenario.eventOn), amountFen: paid }
          const input = { ...given, choice: scenario.choice, reason: "来账挂账，补记", approvalId, upTo: true }
          expectOk(await repayLate(b.system(), input))
        }
      }
    }
    for (const { scenario, onDay, late } of pairs) {
      const told = fc.stringify(scenario)
      expect(await image(late), told).toEqual(await image(onDay))
    }
    expect(await books("SS")).toEqual(await books("XX"))
    expect(await faults()).toEqual([])
  }, 120_000)
})

describe(`a collection taken back (seed ${seed})`, () => {
  const overdue = fc.sample(
    fc.record({
      method: fc.constantFrom("interest_only", "bullet") as fc.Arbitrary<Scenario["method"]>,
      amountFen: fc.bigInt({ min: 1_000_000n, max: 900_000_000n }),
      ratePct: fc.integer({ min: 200, max: 900 }).map((bp) => (bp / 100).toFixed(2)),
      eventAfter: fc.integer({ min: 2, max: 12 }),
      laterAfter: fc.integer({ min: 2, max: 20 }),
      backAfter: fc.integer({ min: 13, max: 22 }),
      eventMille: fc.integer({ min: 1, max: 400 }),
      laterMille: fc.integer({ min: 1, max: 200 }),
    }),
    { numRuns: 6, seed },
  )

  test("leaves what there would be without it", async () => {
    const begun = await b.today()
    const matured = addDays(begun, 3)
    const pairs: { scenario: (typeof overdue)[number]; never: Twin; back: Twin; receiptNo: string }[] = []
    for (const [index, one] of overdue.entries()) {
      const none = { eventOn: 0, bookedOn: 0, laterOn: 0, changeOn: 0 }
      const rest = { ...none, keptMille: 0, choice: "keep_term", change: "none" } as const
      const scenario = { ...one, ...rest, termMonths: 1, maturesOn: matured }
      const never = await twin(`未还${index}号有限公司`, "XTX", scenario)
      pairs.push({ scenario: one, never, back: await twin(`冲正${index}号有限公司`, "YT", scenario), receiptNo: "" })
    }
    for (let at = addDays(begun, 1); at <= addDays(matured, 26); at = addDays(at, 1)) {
      await b.advanceTo(at)
      for (const pair of pairs) {
        const { scenario, never, back } = pair
        const paid = (scenario.amountFen * BigInt(scenario.eventMille)) / 1000n
        if (at === addDays(matured, scenario.laterAfter)) {
          const later = money((scenario.amountFen * BigInt(scenario.laterMille)) / 1000n)
          for (const one of [never, back]) await payIn(one.who.depositNo, later)
        }
        if (at === addDays(matured, scenario.eventAfter)) {
          await payIn(back.who.depositNo, money(paid))
          const done = await repayLoan(b.system(), { loanNo: back.loanNo, amountFen: paid })
          pair.receiptNo = expectOk(done).receiptNo
        }
        if (at === addDays(matured, scenario.backAfter)) {
          await payIn(never.who.depositNo, money(paid))
          const asked = { receiptNo: pair.receiptNo, reason: "付款人撤销，款项退回" }
          const { approvalId: id } = expectOk(await requestReversal(b.as("disbursement"), asked))
          await b.approve(id)
        }
      }
    }
    for (const { scenario, never, back } of pairs) {
      expect(await image(back), fc.stringify(scenario)).toEqual(await image(never))
    }
    expect(await books("YT")).toEqual(await books("XTX"))
    expect(await faults()).toEqual([])
  }, 120_000)
})

describe("history that was corrected", () => {
  test("keeps its lines; a night's collection can be taken back; a payment of other terms in between is played again", async () => {
    const begun = await b.today()
    const who = await borrower("更正轴承有限公司", "YH")
    const terms = { method: "equal_instalment", amountFen: fen("120000"), ratePct: "4.35" } as const
    const loanNo = await draw(who, { ...terms, firstDueOn: addDays(begun, 2) })
    await b.advanceTo(addDays(begun, 4))
    const seen = async () => expectOk(await loanDetail(b.as("accountant"), loanNo, await b.today()))
    const settlement = (await seen()).events.find((one) => one.kind === "settlement")!
    // Two days of interest and the principal of the first instalment.
    expect(settlement.parts.interest).toBe("2900")
    const prepaid = expectOk(await repayLoan(b.system(), { loanNo, amountFen: fen("20000") }))
    await b.advanceTo(addDays(begun, 7))
    const desk = () => b.as("disbursement")
    const input = { receiptNo: settlement.receiptNo, reason: "扣款账户错误，退回" }
    const { approvalId: id } = expectOk(await requestReversal(desk(), input))
    await b.approve(id)
    const after = await seen()
    expect(after.events.find((one) => one.receiptNo === settlement.receiptNo)).toMatchObject({ reversed: true })
    expect(after.events.find((one) => one.receiptNo === prepaid.receiptNo)).toMatchObject({ reversed: true })
    const again = after.events.filter((one) => one.replay && !one.reversed)
    expect(again).toMatchObject([{ kind: "prepayment", amount: "20000.00", valueOn: addDays(begun, 4) }])
    expect(await requestReversal(desk(), input)).toMatchObject({ refusal: { code: "loan/E-REVERSED" } })
    const late = { loanNo, amountFen: fen("100"), reason: "来账挂账，补记" }
    expect(await requestLateRepayment(desk(), { ...late, valueOn: begun })).toMatchObject({
      refusal: { code: "loan/E-VALUE-DATE", field: "valueOn" },
    })
    const asked = expectOk(await requestLateRepayment(desk(), { ...late, valueOn: addDays(begun, 5) }))
    await b.approve(asked.approvalId)
    expect((await seen()).events.find((one) => one.amount === "100.00")).toMatchObject({ valueOn: addDays(begun, 5) })
    await b.advanceTo(addDays(begun, 8))
    expect(await faults()).toEqual([])
    expect((await view(loanNo)).principal).not.toBe("0.00")
  })

  test("losses are taken back in turn, and the nights since then are played on the note as it was", async () => {
    const begun = await b.today()
    const who = await borrower("复活机床有限公司", "BS")
    const loanNo = await draw(who, { method: "bullet", maturesOn: addDays(begun, 2), termMonths: 1, ratePct: "4.8" })
    const twin = await borrower("对照机床有限公司", "BS")
    const twinNo = await draw(twin, { method: "bullet", maturesOn: addDays(begun, 2), termMonths: 1, ratePct: "4.8" })
    for (const one of [who, twin]) await spend(one.depositNo, "500000")
    await b.advanceTo(addDays(begun, 4))
    const reason = "债务人失联，无可执行财产"
    const impaired = expectOk(await impairLoan(b.system(), { loanNo, input: { reason }, approvalId }))
    await b.advanceTo(addDays(begun, 6))
    const evidence = "法院终结执行裁定"
    const gone = expectOk(await writeOffLoan(b.system(), { loanNo, input: { evidence, reason }, approvalId }))
    const back = async (receiptNo: string) =>
      requestReversal(b.as("disbursement"), { receiptNo, reason: "债务人已找到" })
    expect(await back(impaired.receiptNo)).toMatchObject({
      refusal: { code: "loan/E-BARRIER", facts: { receiptNo: gone.receiptNo } },
    })
    await b.approve(expectOk(await back(gone.receiptNo)).approvalId)
    await b.approve(expectOk(await back(impaired.receiptNo)).approvalId)
    await b.advanceTo(addDays(begun, 7))
    expect((await image({ who, loanNo })).balances).toEqual((await image({ who: twin, loanNo: twinNo })).balances)
    expect(await balance(`loan:${loanNo}:impaired`)).toBe(0n)
    expect(await faults()).toEqual([])
  })
})
