// Closing an account (销户): the interest so far is credited, the rest is paid out, the ledger account closes. One
// transaction; frozen or held money stops it.
import { balances, closeAccount, formatAmount, newId } from "#ledger"
import { addDays } from "#kernel/calendar"
import { flow } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { depositKey } from "./accounts.ts"
import { findDeposit } from "./deposit.ts"
import { settle } from "./interest.ts"
import { payOutside } from "./postings.ts"
import { refuse } from "./refusals.ts"

export interface Closing {
  accountNo: string
  /** Who receives what is left; not needed for an empty account. */
  counterparty?: string | undefined
}

export const closeDeposit = flow(
  { name: "deposit.close", permission: "deposit.open" },
  async (ctx, input: Closing): Promise<Outcome<{ interestFen: bigint; paidFen: bigint }>> => {
    const { accountNo } = input
    const found = await findDeposit(ctx, accountNo)
    if (!found.ok) return found
    const deposit = found.value
    if (deposit.state === "closed") return refuse["E-CLOSED"]({ accountNo })
    const due = [{ accountNo, outlet: deposit.outlet, from: deposit.interestFrom }]
    const interest = await settle(ctx, due, addDays(ctx.today, -1))
    const interestFen = interest.flatMap((one) => one.legs).reduce((sum, leg) => sum + leg.amount, 0n)
    const [account] = await balances(ctx.ledger, [depositKey(accountNo)])
    const paidFen = account!.balance + interestFen
    if (paidFen > 0n && !input.counterparty)
      return refuse["E-NOT-EMPTY"]({ accountNo, balance: formatAmount(paidFen, 2) }, "counterparty")
    const rest = { accountNo, outlet: deposit.outlet, amountFen: paidFen }
    const paper = { id: newId(), reference: accountNo, memo: `销户转出 ${input.counterparty ?? ""}`.trim() }
    await ctx.db
      .updateTable("deposit_account")
      .set({ state: "closed", closed_on: ctx.today })
      .where("account_no", "=", accountNo)
      .execute()
    ctx.note({ object: "deposit", objectId: accountNo, after: { state: "closed", interestFen, paidFen } })
    const posted = await ctx.post([...interest, ...(paidFen > 0n ? [payOutside.build(rest, paper)] : [])])
    if (!posted.ok) return posted
    const closed = await closeAccount(ctx.ledger, depositKey(accountNo))
    return closed.ok ? ok({ interestFen, paidFen }) : refuse["E-CLOSED"]({ accountNo })
  },
)
