// Signing a loan note (借据): the terms are fixed and its accounts opened; no money moves yet.
import { randomUUID } from "node:crypto"
import { openAccounts } from "#ledger"
import { assignAccounts } from "#kernel/book"
import { stableJson, type FlowCtx } from "#kernel/flow"
import { openSubjects } from "#products/deposit"
import { loanAccounts, ownedTitles, uncollectedAccount } from "./accounts.ts"
import { addMonths } from "./engine/dates.ts"
import type { DayCount } from "./engine/terms.ts"
import { lprRate, type LprTenor } from "./lpr.ts"
import { nextNumber, type PlannedPrincipal } from "./note.ts"

export type LoanMethod =
  | "interest_only"
  | "equal_instalment"
  | "equal_principal"
  | "bullet"
  /** 等本等息. */
  | "flat"
  /** 随借随还: repaid principal frees the limit, interest by balance-days on settlement days. */
  | "revolving"
  /** Principal on agreed dates. */
  | "irregular"

/** A rate that follows the LPR. */
export interface LprPricing {
  tenor: LprTenor
  spreadBp: number
  /** Months from one repricing day to the next. */
  everyMonths: 1 | 3 | 6 | 12
  /** Default: one cycle after the start (对日). */
  firstOn?: string
}

export interface NewLoan {
  contractNo: string
  partyId: string
  outlet: string
  depositNo: string
  limitNo?: string
  purpose: string
  method: LoanMethod
  amountFen: bigint
  /** Per cent a year, e.g. "3.45"; with `pricing` it is the LPR on the start day plus the spread. */
  ratePct?: string
  pricing?: LprPricing
  startOn: string
  /** Default: term months after the start. */
  maturesOn?: string
  termMonths: number
  everyMonths?: 1 | 3 | 6 | 12
  dayCount?: DayCount
  settlementDay?: number
  firstDueOn?: string
  /** Instalments at the head that pay interest only. */
  gracePrincipal?: number
  /** Irregular: the agreed dates and amounts; together they are the loan. */
  principalPlan?: readonly PlannedPrincipal[]
  /** Due dates on rest days move to the next working day. */
  movesOnHoliday?: boolean
  overdueUpliftPct?: string
  misuseUpliftPct?: string
  paymentMode: "self" | "entrusted"
  payees?: readonly { name: string; bank: string; account: string; amountFen: bigint; purpose: string }[]
  /** The note this one settles (无还本续贷). */
  renews?: string
}

const settling = new Set<LoanMethod>(["interest_only", "revolving", "bullet", "irregular"])

/** Runs inside the caller's flow and answers with the note's number. */
export async function signLoan(ctx: FlowCtx, input: NewLoan): Promise<{ loanNo: string; id: string }> {
  const number = await nextNumber(ctx, "loan_number")
  const loanNo = `JJ${input.startOn.slice(0, 4)}${String(number).padStart(7, "0")}`
  const id = randomUUID()
  const rate = await agreedRate(ctx, input)
  const accounts = await openNoteAccounts(ctx, loanNo, input.outlet)
  const every = input.everyMonths ?? 1
  const plan = input.principalPlan
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
      day_count: input.dayCount ?? (settling.has(input.method) ? "actual/360" : "monthly"),
      amount_fen: input.amountFen,
      ...rate,
      overdue_uplift_pct: input.overdueUpliftPct ?? "50",
      misuse_uplift_pct: input.misuseUpliftPct ?? "100",
      settlement_day: input.settlementDay ?? 20,
      every_months: every,
      first_due_on: input.firstDueOn ?? null,
      instalments: plan?.length ?? Math.max(1, Math.ceil(input.termMonths / every)),
      grace_principal: input.gracePrincipal ?? 0,
      principal_plan: plan ? stableJson(plan) : null,
      moves_on_holiday: input.movesOnHoliday ?? false,
      start_on: input.startOn,
      matures_on: plan?.at(-1)?.dueOn ?? input.maturesOn ?? addMonths(input.startOn, input.termMonths),
      payment_mode: input.paymentMode,
      renews: input.renews ?? null,
      signed_at: ctx.clock.now(),
      ...accounts,
    })
    .execute()
  await addPayees(ctx, id, input.payees ?? [])
  await assignAccounts(ctx, input.partyId, ownedTitles(loanNo))
  ctx.note({ object: "loan", objectId: loanNo, after: { ...input, payees: undefined } })
  return { loanNo, id }
}

async function openNoteAccounts(ctx: FlowCtx, loanNo: string, outlet: string) {
  await openSubjects(ctx.ledger, outlet, ["1303.03", "2221", "6011"])
  const ids = await openAccounts(ctx.ledger, [...loanAccounts(loanNo, outlet), uncollectedAccount(outlet)])
  const [principal, overdue, interest, penalty, compound, memo] = ids
  return {
    principal_account: principal!,
    overdue_account: overdue!,
    interest_account: interest!,
    penalty_account: penalty!,
    compound_account: compound!,
    memo_account: memo!,
  }
}

async function agreedRate(ctx: FlowCtx, input: NewLoan) {
  const { pricing } = input
  if (!pricing) {
    if (input.ratePct === undefined) throw new Error("A note needs a rate or the terms of its LPR pricing.")
    return { rate_kind: "fixed", rate_pct: input.ratePct }
  }
  const quote = await lprRate(ctx, pricing, input.startOn)
  if (!quote) throw new Error(`No LPR is known for ${input.startOn}.`)
  return {
    rate_kind: "lpr",
    rate_pct: quote.ratePct,
    lpr_tenor: pricing.tenor,
    spread_bp: pricing.spreadBp,
    reprice_months: pricing.everyMonths,
    reprice_next_on: pricing.firstOn ?? addMonths(input.startOn, pricing.everyMonths),
  }
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
