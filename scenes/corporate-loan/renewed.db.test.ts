// Goal: a note renewed elsewhere (relief) does not end its case. Promise: the case goes on with the new note, is not
// settled by the night, and hearing of it twice changes nothing.
import { expect, test } from "vitest"
import { expectOk } from "#kernel/refusal"
import { renewLoan } from "#products/loan"
import { receiveMoney } from "#products/deposit"
import { loanRenewed } from "./flows/renewed.ts"
import { plain, plant, useScene } from "./testing.ts"

const s = useScene("2026-03-02")

test("the case follows the new note", async () => {
  const { b } = s
  const terms = { ...plain, product: "working_capital", amount: "3000000", leg: plant } as const
  const taken = await s.take({ ...terms, firm: "续贷跟随有限公司", goal: "checked", draws: ["3000000"] })
  const interest = { accountNo: taken.depositNo, amountFen: 5_000_000n, counterparty: "客户", memo: "货款" }
  expectOk(await receiveMoney(b.as("accountant"), interest))
  const draw = () =>
    b.branch.database.db
      .selectFrom("corporate_draw")
      .select("loan_no")
      .where("case_id", "=", taken.id)
      .executeTakeFirstOrThrow()
  const { loan_no: loanNo } = await draw()
  const input = {
    amount: "3000000.00",
    termMonths: 12,
    ratePct: "3.45",
    method: "interest_only",
    everyMonths: 1,
    contractNo: "XY-1",
    keepsClass: true,
    reason: "续贷跟随测试",
  } as const
  const renewed = expectOk(await renewLoan(b.system(), { loanNo: loanNo!, input, approvalId: "test-approval" }))
  await b.settle()
  expect((await draw()).loan_no).toBe(renewed.loanNo)
  const data = { loanNo: loanNo!, newLoanNo: renewed.loanNo }
  await loanRenewed(b.system(), { id: "1", type: "loan.renewed", subject: loanNo!, data })
  await b.advanceTo("2026-03-04")
  const row = await b.branch.database.db
    .selectFrom("corporate_case")
    .select("state")
    .where("id", "=", taken.id)
    .executeTakeFirstOrThrow()
  expect(row.state).toBe("performing")
})
