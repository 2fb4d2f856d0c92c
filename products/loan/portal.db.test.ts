// Goal: a firm sees, tries and repays its own notes and nobody else's; what the bank reckons for itself stays inside.
import { beforeAll, expect, test } from "vitest"
import { expectOk } from "#kernel/refusal"
import { useBank } from "../../tests/support/bank.ts"
import { payoffView, whatIfView } from "./ahead-views.ts"
import { ownLoan } from "./portal-routes.ts"
import { repayByFirm } from "./servicing-routes.ts"
import { lending, type Borrower } from "./testing.ts"
import { loansOf } from "./view.ts"

const b = useBank("2026-03-02")
const l = lending(b)
let firm: Borrower = { partyId: "", depositNo: "" }
let other: Borrower = { partyId: "", depositNo: "" }
let loanNo = ""
const own = () => b.portal(firm.partyId)
const foreign = () => b.portal(other.partyId)

beforeAll(async () => {
  firm = await l.borrower("湘乡市自还示例有限公司")
  other = await l.borrower("湘乡市旁人示例有限公司")
  loanNo = await l.draw(firm, { method: "equal_instalment" })
  await b.advanceTo("2026-03-10")
})

test("the firm finds its note with what is due next and its receipts", async () => {
  expect(expectOk(await loansOf(own(), firm.partyId, await b.today())).map((one) => one.loanNo)).toEqual([loanNo])
  const loan = expectOk(await ownLoan(own(), loanNo))
  expect(loan.receipts.map((one) => one.title.zh)).toEqual(["贷款发放"])
  expect(loan.schedule).toHaveLength(12)
})

test("it tries an early repayment, repays a part, and the plan follows", async () => {
  const asked = { kind: "repay", on: "2026-03-10", amount: "100000.00", choice: "keep_term" } as const
  const tried = expectOk(await whatIfView(own(), loanNo, asked))
  const paid = expectOk(await repayByFirm(own(), { loanNo, amount: "100000.00", choice: "keep_term" }))
  expect(paid).toMatchObject({ paidFen: 10_000_000n, settled: false })
  const loan = expectOk(await ownLoan(own(), loanNo))
  expect(loan.principal).toBe(tried.principal)
  expect(loan.schedule.at(-1)!.total).toBe(tried.rows.at(-1)!.total)
  expect(loan.receipts.map((one) => one.title.zh)).toEqual(["提前还款", "贷款发放"])
})

test("for another firm there is no such note, and nothing moves", async () => {
  const before = expectOk(await payoffView(own(), loanNo, undefined)).total
  const asked = { kind: "repay", on: "2026-03-10", amount: "1.00", choice: "keep_term" } as const
  for (const answer of [
    await ownLoan(foreign(), loanNo),
    await payoffView(foreign(), loanNo, undefined),
    await whatIfView(foreign(), loanNo, asked),
    await repayByFirm(foreign(), { loanNo, amount: "payoff", choice: "keep_term" }),
  ])
    expect(answer).toMatchObject({ ok: false, refusal: { code: "loan/E-NOT-FOUND" } })
  expect(expectOk(await loansOf(foreign(), other.partyId, await b.today()))).toEqual([])
  expect(expectOk(await payoffView(own(), loanNo, undefined)).total).toBe(before)
})
