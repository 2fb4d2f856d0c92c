// Goal: a note from signing to settlement on a real database, in the entries of the Chinese conventions, to the fen.
// Promises: 1 every day's trial balance balances and the proof holds; 2 the accrual pool equals the closed forms;
// 3 a reversal puts notes, plan and books back; 4 running a day-end step twice changes nothing.
import { describe, expect, test } from "vitest"
import { balances, prove, trialBalance } from "#ledger"
import { flow, ledgerOn, type Ctx } from "#kernel/flow"
import { expectOk, ok, type Outcome } from "#kernel/refusal"
import { balanceFen, openDeposit, receiveMoney, sendMoney } from "#products/deposit"
import { useBank } from "../../tests/support/bank.ts"
import { dayEndSteps } from "./day-end/index.ts"
import { loanDetail } from "./detail.ts"
import {
  fenFromYuan as fen,
  loan,
  loanView,
  payoffQuote,
  payOutLoan,
  repayLoan,
  requestReversal,
  signLoan,
  type NewLoan,
} from "./index.ts"

const b = useBank("2026-03-10")

const sign = flow(
  { name: "test.sign", permission: null },
  async (ctx, input: NewLoan): Promise<Outcome<{ loanNo: string }>> => ok(await signLoan(ctx, input)),
)

async function borrower(name: string): Promise<{ partyId: string; depositNo: string }> {
  const partyId = await b.firm(name)
  const { accountNo } = expectOk(await openDeposit(b.as("manager", "XX"), { partyId, outlet: "XX", title: name }))
  return { partyId, depositNo: accountNo }
}

async function paidOut(name: string, over: Partial<NewLoan> = {}): Promise<{ loanNo: string; depositNo: string }> {
  const { partyId, depositNo } = await borrower(name)
  const { loanNo } = expectOk(
    await sign(b.system(), {
      contractNo: "HT-1",
      partyId,
      outlet: "XX",
      depositNo,
      purpose: "采购废玻璃原料",
      method: "interest_only",
      amountFen: fen("500000"),
      ratePct: "3.45",
      startOn: await b.today(),
      termMonths: 12,
      paymentMode: "self",
      ...over,
    }),
  )
  expectOk(await payOutLoan(b.system(), { loanNo, approvalId: "test-approval", branchName: "测试分行" }))
  return { loanNo, depositNo }
}

const ledger = () => ledgerOn(b.branch.database.db)
const balance = async (key: string): Promise<bigint> => (await balances(ledger(), [key]))[0]!.balance
const view = async (ctx: Ctx, loanNo: string) => expectOk(await loanView(ctx, loanNo, await b.today()))
const income = async (): Promise<bigint> => (await balance("gl:6011:XX")) + (await balance("gl:2221:XX"))

describe("a note that pays interest by settlement days", () => {
  let loanNo = ""
  let depositNo = ""

  test("is paid out to the firm's account", async () => {
    ;({ loanNo, depositNo } = await paidOut("明澈再生玻璃有限公司"))
    expect(await balance(`loan:${loanNo}:principal`)).toBe(fen("500000"))
    expect(await balanceFen(ledger(), depositNo)).toBe(fen("500000"))
  })

  test("is found by its number and by its amount, within one's outlets", async () => {
    const find = (text: string, outlet: string) => loan.search![0]!.find(b.as("manager", outlet), text, 6)
    for (const text of [loanNo, "500,000", "500000.00"])
      expect(await find(text, "XX"), text).toMatchObject([{ kind: "loan", title: loanNo }])
    expect(await find("500,000", "SS")).toEqual([])
  })

  test("accrues each night as one total, VAT split", async () => {
    await b.advanceTo("2026-03-21")
    expect(await balance("gl:1303.03:XX")).toBe(fen("527.08"))
    expect(await income()).toBe(fen("527.08"))
    // The nights' totals hold the tax of their sum, however they were cut.
    expect(await balance("gl:2221:XX")).toBe(fen("29.83"))
  })

  test("CN-03: the settlement of 11 days is debited on the 21st", async () => {
    await b.advanceTo("2026-03-22")
    const { events } = expectOk(await loanDetail(b.as("accountant"), loanNo, await b.today()))
    expect(events[0]).toMatchObject({
      kind: "settlement",
      amount: "527.08",
      explanation: { zh: "利息 527.08，扣款 527.08" },
    })
    expect(await balance(`loan:${loanNo}:interest`)).toBe(0n)
    const [first] = (await view(b.system(), loanNo)).schedule
    expect(first).toMatchObject({ state: "paid", interest: "527.08", days: 11 })
  })

  test("repeating the day's steps changes nothing", async () => {
    const before = await trialBalance(ledger(), { book: 1, date: await b.today() })
    const day = await b.today()
    for (const step of [...dayEndSteps, ...dayEndSteps]) await step.run(b.system(), day, async () => {})
    const again = await trialBalance(ledger(), { book: 1, date: day })
    for (const step of dayEndSteps) await step.run(b.system(), day, async () => {})
    expect(await trialBalance(ledger(), { book: 1, date: day })).toEqual(again)
    expect(again.length).toBe(before.length)
  })

  test("a part repayment takes the interest so far, then principal, and can be reversed by two people", async () => {
    await b.advanceTo("2026-04-01")
    const before = await view(b.system(), loanNo)
    const paid = expectOk(await repayLoan(b.system(), { loanNo, amountFen: fen("100000") }))
    const accrued = fen("527.08")
    expect(paid.parts).toMatchObject({ interest: accrued, principal: fen("100000") - accrued })
    const approval = expectOk(
      await requestReversal(b.as("disbursement"), { receiptNo: paid.receiptNo, reason: "金额录入错误" }),
    )
    await b.approve(approval.approvalId)
    const after = await view(b.system(), loanNo)
    expect({ ...after, schedule: after.schedule.length }).toEqual({ ...before, schedule: before.schedule.length })
  })

  test("the payoff quote is what the payoff takes", async () => {
    const quote = expectOk(await payoffQuote(b.system(), loanNo, await b.today()))
    expect(await repayLoan(b.system(), { loanNo, amountFen: "payoff" })).toMatchObject({
      refusal: { code: "loan/E-FUNDS" },
    })
    expectOk(
      await receiveMoney(b.as("accountant"), {
        accountNo: depositNo,
        amountFen: fen("2000"),
        counterparty: "其他客户",
        memo: "货款",
      }),
    )
    const paid = expectOk(await repayLoan(b.system(), { loanNo, amountFen: "payoff" }))
    expect(paid).toMatchObject({ paidFen: quote.totalFen, owedFen: 0n, settled: true })
    await b.advanceTo("2026-04-02")
    expect(await balance("gl:1303.03:XX")).toBe(0n)
  })

  test("the books prove", async () => {
    const proof = await prove(ledger())
    expect(proof.failures).toEqual([])
  })
})

describe("an instalment note", () => {
  test("CN-01b: the first instalment of 120,000 at 4.35%, then fewer instalments after a prepayment", async () => {
    const { loanNo, depositNo } = await paidOut("朗月建材有限公司", {
      method: "equal_instalment",
      amountFen: fen("120000"),
      ratePct: "4.35",
    })
    const start = await b.today()
    expect(start).toBe("2026-04-02")
    await b.advanceTo("2026-05-03")
    expect(await balanceFen(ledger(), depositNo)).toBe(fen("120000") - fen("10237.19"))
    const paid = expectOk(await repayLoan(b.system(), { loanNo, amountFen: fen("50000"), choice: "keep_instalment" }))
    expect(paid.parts.interest).toBeGreaterThan(0n)
    const after = await view(b.system(), loanNo)
    expect(after.schedule.at(-1)!.balance).toBe("0.00")
    expect(after.schedule.length).toBeLessThan(12)
    expect(after.schedule.filter((row) => row.state === "paid")).toHaveLength(1)
  })
})

describe("a note that is not paid", () => {
  let loanNo = ""

  test("principal goes to overdue, penalty and compound interest are counted from the due day", async () => {
    const spender = await paidOut("恒川机电有限公司", {
      amountFen: fen("100000"),
      ratePct: "4.8",
      termMonths: 1,
      maturesOn: "2026-06-03",
      method: "bullet",
    })
    loanNo = spender.loanNo
    expectOk(
      await sendMoney(b.as("accountant"), {
        accountNo: spender.depositNo,
        amountFen: fen("100000"),
        counterparty: "供应商",
        memo: "货款",
      }),
    )
    await b.advanceTo("2026-06-04")
    expect(await balance(`loan:${loanNo}:principal`)).toBe(0n)
    expect(await balance(`loan:${loanNo}:overdue`)).toBe(fen("100000"))
    expect(await balance(`loan:${loanNo}:interest`)).toBe(fen("413.33"))
    await b.advanceTo("2026-07-10")
    expect(await balance(`loan:${loanNo}:penalty`)).toBe(fen("740.00"))
    expect(await balance(`loan:${loanNo}:compound`)).toBe(fen("3.06"))
    expect(await view(b.system(), loanNo)).toMatchObject({
      state: "overdue",
      overdueDays: 37,
      riskClass: "special_mention",
    })
  })

  test("past 90 days unpaid interest leaves the balance sheet and the class falls", async () => {
    await b.advanceTo("2026-09-03")
    expect(await balance(`loan:${loanNo}:interest`)).toBe(0n)
    expect(await balance(`loan:${loanNo}:memo`)).toBeGreaterThan(fen("2200"))
    expect(await view(b.system(), loanNo)).toMatchObject({ overdueDays: 92, riskClass: "substandard" })
    const proof = await prove(ledger())
    expect(proof.failures).toEqual([])
  })

  test("after the switch principal is met before interest", async () => {
    const { depositAccount } = await view(b.system(), loanNo)
    expectOk(
      await receiveMoney(b.as("accountant"), {
        accountNo: depositAccount,
        amountFen: fen("30000"),
        counterparty: "客户",
        memo: "回款",
      }),
    )
    const paid = expectOk(await repayLoan(b.system(), { loanNo, amountFen: fen("30000") }))
    expect(paid.parts.overdue).toBe(fen("30000"))
    expect(await repayLoan(b.system(), { loanNo, amountFen: fen("1") })).toMatchObject({
      ok: false,
      refusal: { code: "loan/E-FUNDS" },
    })
  })
})
