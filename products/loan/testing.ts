// What tests of notes share: a borrower with an account, a note paid out, money that comes and goes, balances to look at.
import { balances, newId, prove, trialBalance } from "#ledger"
import { flow, ledgerOn } from "#kernel/flow"
import { expectOk, ok, type Outcome } from "#kernel/refusal"
import { openDeposit, receiveMoney, sendMoney } from "#products/deposit"
import { grantLimit } from "#products/limit"
import type { TestBank } from "../../tests/support/bank.ts"
import { fenFromYuan as fen, loanView, payOutLoan, signLoan, type NewLoan } from "./index.ts"

const sign = flow(
  { name: "test.sign", permission: null },
  async (ctx, input: NewLoan): Promise<Outcome<{ loanNo: string }>> => ok(await signLoan(ctx, input)),
)

const grant = flow(
  { name: "test.grant", permission: null },
  async (ctx, input: Parameters<typeof grantLimit>[1]): Promise<Outcome<void>> =>
    ctx.post([await grantLimit(ctx, input)]),
)

export interface Borrower {
  partyId: string
  depositNo: string
  /** The outlet that lends; XX where none is named. */
  outlet?: string
}

export function lending(b: TestBank) {
  const ledger = () => ledgerOn(b.branch.database.db)
  let limits = 0
  const borrower = async (name: string, outlet = "XX"): Promise<Borrower> => {
    const partyId = await b.firm(name, outlet)
    const { accountNo } = expectOk(await openDeposit(b.as("manager", outlet), { partyId, outlet, title: name }))
    return { partyId, depositNo: accountNo, outlet }
  }
  const draw = async (who: Borrower, over: Partial<NewLoan> = {}): Promise<string> => {
    const { loanNo } = expectOk(
      await sign(b.system(), {
        contractNo: "HT-1",
        outlet: "XX",
        ...who,
        purpose: "经营周转",
        method: "interest_only",
        amountFen: fen("500000"),
        ...(over.pricing ? {} : { ratePct: "3.45" }),
        startOn: await b.today(),
        termMonths: 12,
        paymentMode: "self",
        ...over,
      }),
    )
    expectOk(await payOutLoan(b.system(), { loanNo, approvalId: "test-approval", branchName: "测试分行" }))
    return loanNo
  }
  const limitFor = async (partyId: string, amount: string, revolving: boolean): Promise<string> => {
    limits += 1
    const limitNo = `ED-${limits}`
    const approvalId = newId()
    const term = { validFrom: await b.today(), validTo: "2030-12-31", basis: "测试", title: "授信额度" }
    const input = { limitNo, partyId, outlet: "XX", amountFen: fen(amount), revolving, ...term, approvalId }
    expectOk(await grant(b.system(), input))
    return limitNo
  }
  return {
    ledger,
    borrower,
    draw,
    limitFor,
    paidOut: async (name: string, over: Partial<NewLoan> = {}) => {
      const who = await borrower(name)
      return { ...who, loanNo: await draw(who, over) }
    },
    view: async (loanNo: string) => expectOk(await loanView(b.system(), loanNo, await b.today())),
    balance: async (key: string): Promise<bigint> => (await balances(ledger(), [key]))[0]!.balance,
    payIn: async (accountNo: string, amount: string) =>
      expectOk(
        await receiveMoney(b.as("accountant"), {
          accountNo,
          amountFen: fen(amount),
          counterparty: "其他客户",
          memo: "货款",
        }),
      ),
    spend: async (accountNo: string, amount: string) =>
      expectOk(
        await sendMoney(b.as("accountant"), {
          accountNo,
          amountFen: fen(amount),
          counterparty: "供应商",
          memo: "货款",
        }),
      ),
    /** Both books sum to zero and the proof holds. */
    faults: async (): Promise<string[]> => {
      const date = await b.today()
      const sums = await Promise.all(
        [1, 2].map(async (book) => {
          const rows = await trialBalance(ledger(), { book, date })
          return rows.reduce((sum, row) => sum + row.closingDebit - row.closingCredit, 0n)
        }),
      )
      const proof = await prove(ledger())
      return [...sums.filter((sum) => sum !== 0n).map(String), ...proof.failures.map((one) => one.detail)]
    },
  }
}
