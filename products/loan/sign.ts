// Signing a loan note (借据): the terms are fixed and its accounts opened; no money moves yet.
import { randomUUID } from "node:crypto"
import { openAccounts } from "#ledger"
import { assignAccounts } from "#kernel/book"
import type { FlowCtx } from "#kernel/flow"
import { openSubjects } from "#products/deposit"
import { loanAccounts, ownedTitles, uncollectedAccount } from "./accounts.ts"
import { addMonths } from "./engine/dates.ts"
import { nextNumber } from "./note.ts"

export interface NewLoan {
  contractNo: string
  partyId: string
  outlet: string
  depositNo: string
  limitNo?: string
  purpose: string
  method: "interest_only" | "equal_instalment" | "equal_principal" | "bullet"
  amountFen: bigint
  /** Per cent a year, e.g. "3.45". */
  ratePct: string
  startOn: string
  /** Default: term months after the start. */
  maturesOn?: string
  termMonths: number
  everyMonths?: 1 | 3
  settlementDay?: number
  firstDueOn?: string
  overdueUpliftPct?: string
  misuseUpliftPct?: string
  paymentMode: "self" | "entrusted"
  payees?: readonly { name: string; bank: string; account: string; amountFen: bigint; purpose: string }[]
}

/** Runs inside the caller's flow and answers with the note's number. */
export async function signLoan(ctx: FlowCtx, input: NewLoan): Promise<{ loanNo: string; id: string }> {
  const number = await nextNumber(ctx, "loan_number")
  const loanNo = `JJ${input.startOn.slice(0, 4)}${String(number).padStart(7, "0")}`
  const id = randomUUID()
  await openSubjects(ctx.ledger, input.outlet, ["1303.03", "2221", "6011"])
  const ids = await openAccounts(ctx.ledger, [...loanAccounts(loanNo, input.outlet), uncollectedAccount(input.outlet)])
  const [principal, overdue, interest, penalty, compound, memo] = ids
  const every = input.everyMonths ?? 1
  await ctx.db
    .insertInto("loan")
    .values({
      id,
      loan_no: loanNo,
      contract_no: input.contractNo,
      party_id: input.partyId,
      outlet: input.outlet,
      deposit_no: input.depositNo,
      limit_no: input.limitNo ?? null,
      purpose: input.purpose,
      method: input.method,
      day_count: input.method === "interest_only" || input.method === "bullet" ? "actual/360" : "monthly",
      amount_fen: input.amountFen,
      rate_pct: input.ratePct,
      overdue_uplift_pct: input.overdueUpliftPct ?? "50",
      misuse_uplift_pct: input.misuseUpliftPct ?? "100",
      settlement_day: input.settlementDay ?? 20,
      every_months: every,
      first_due_on: input.firstDueOn ?? null,
      instalments: Math.max(1, Math.ceil(input.termMonths / every)),
      start_on: input.startOn,
      matures_on: input.maturesOn ?? addMonths(input.startOn, input.termMonths),
      payment_mode: input.paymentMode,
      signed_at: ctx.clock.now(),
      principal_account: principal!,
      overdue_account: overdue!,
      interest_account: interest!,
      penalty_account: penalty!,
      compound_account: compound!,
      memo_account: memo!,
    })
    .execute()
  await addPayees(ctx, id, input.payees ?? [])
  await assignAccounts(ctx, input.partyId, ownedTitles(loanNo))
  ctx.note({
    object: "loan",
    objectId: loanNo,
    after: { ...input, amountFen: String(input.amountFen), payees: undefined },
  })
  return { loanNo, id }
}

export async function addPayees(ctx: FlowCtx, loanId: string, payees: NonNullable<NewLoan["payees"]>): Promise<void> {
  if (payees.length === 0) return
  await ctx.db
    .insertInto("loan_payee")
    .values(
      payees.map((one) => ({
        id: randomUUID(),
        loan_id: loanId,
        name: one.name,
        bank: one.bank,
        account_no: one.account,
        amount_fen: one.amountFen,
        purpose: one.purpose,
      })),
    )
    .execute()
}
