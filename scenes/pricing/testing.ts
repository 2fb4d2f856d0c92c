// What the scene's tests on a real branch share: a fresh firm with its account, money, and looking at the rows.
import { openParty, usccCheck } from "#kernel/party"
import { expectOk } from "#kernel/refusal"
import { openDeposit, receiveMoney } from "#products/deposit"
import type { TestBank } from "../../tests/support/bank.ts"

export interface TestFirm {
  partyId: string
  accountNo: string
}

export function pricingTools(b: TestBank) {
  let serial = 1
  const clerk = () => b.as("clerk", "XX")
  const db = () => b.branch.database.db
  return {
    clerk,
    db,
    async firm(name: string, over: object = {}): Promise<TestFirm> {
      const body = `91430381MA4P${String(serial++).padStart(5, "0")}`
      const input = { kind: "firm" as const, name, uscc: body + usccCheck(body), outlet: "XX", size: "small" as const }
      const partyId = expectOk(await openParty(clerk(), { ...input, ...over })).id
      const { accountNo } = expectOk(await openDeposit(clerk(), { partyId, outlet: "XX", title: name }))
      await b.settle()
      return { partyId, accountNo }
    },
    fund: async (accountNo: string, amountFen: bigint) =>
      expectOk(await receiveMoney(clerk(), { accountNo, amountFen, counterparty: "示例客户", memo: "货款" })),
    charges: (accountNo: string) =>
      db().selectFrom("fee_charge").selectAll().where("account_no", "=", accountNo).orderBy("number").execute(),
    subscription: (accountNo: string) =>
      db().selectFrom("fee_subscription").selectAll().where("account_no", "=", accountNo).orderBy("number").execute(),
    code: (outcome: unknown) => (outcome as { refusal?: { code: string } }).refusal?.code,
  }
}
