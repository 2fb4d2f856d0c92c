// Paying a note out: principal to the firm's account, entrusted payments straight on, the limit from reserved to used.
// One posting for all of it, under the approval of the second person.
import { formatAmount, newId, type Posting } from "#ledger"
import { flow, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { parameter } from "#kernel/rule-data"
import { findDeposit, openSubjects, payInside, payOutside } from "#products/deposit"
import { drawLimit } from "#products/limit"
import { applyChanges, type Mutable } from "./change.ts"
import { mustEntrust } from "./counting.ts"
import { addMonths } from "./engine/dates.ts"
import { lockLoan, principalPlanOf, type LoanRow } from "./note.ts"
import { firstPlan, periodStart, writePlans } from "./plan.ts"
import { oneEvent, payOut } from "./postings.ts"
import { refuse } from "./refusals.ts"

export interface PayOut {
  loanNo: string
  approvalId: string
  branchName: string
}

export const payOutLoan = flow(
  { name: "loan.pay-out", permission: null },
  async (ctx, input: PayOut): Promise<Outcome<{ receiptNo: string }>> => {
    const found = await lockLoan(ctx, input.loanNo)
    if (!found.ok) return found
    const loan = found.value
    if (loan.state !== "signed") return refuse["E-STATE"]({ loanNo: loan.loan_no, state: loan.state })
    const agreed = checkPlan(loan, ctx.today)
    if (!agreed.ok) return agreed
    const payees = await ctx.db.selectFrom("loan_payee").selectAll().where("loan_id", "=", loan.id).execute()
    const checked = await checkPayees(ctx, loan, payees)
    if (!checked.ok) return checked
    const moves = await postingsOf(ctx, loan, payees, input)
    if (!moves.ok) return moves
    const set = await startNote(ctx, loan)
    const id = newId()
    const event = {
      kind: "payout" as const,
      amountFen: loan.amount_fen,
      parts: { principal: loan.amount_fen, ratePct: loan.rate_pct },
      postingId: id,
      approvalId: input.approvalId,
    }
    const [receiptNo] = await applyChanges(ctx, [{ row: loan, set, event }])
    ctx.note({
      object: "loan",
      objectId: loan.loan_no,
      before: { state: loan.state },
      after: { state: "active", receiptNo },
    })
    ctx.emit({
      type: "loan.paid-out",
      subject: loan.loan_no,
      data: { loanNo: loan.loan_no, amountFen: String(loan.amount_fen) },
    })
    const paper = { reference: loan.loan_no, memo: `发放贷款 ${loan.loan_no}`, approvalId: input.approvalId }
    const posted = await ctx.post([oneEvent(id, moves.value, paper)!])
    return posted.ok ? ok({ receiptNo: receiptNo! }) : posted
  },
)

/** From signed to running: the plan is written and counting starts on the day of the money. */
export async function startNote(ctx: FlowCtx, loan: LoanRow): Promise<Partial<Mutable>> {
  const started = startedToday(loan, ctx.today)
  const rows = await firstPlan(ctx, started)
  await writePlans(ctx, [{ row: started, rows, version: loan.plan_version, firstN: 1 }])
  const maturesOn = rows.at(-1)!.due
  return {
    state: "active",
    paid_out_on: ctx.today,
    start_on: started.start_on,
    matures_on: maturesOn,
    first_matures_on: maturesOn,
    instalments: rows.length,
    ...periodStart(started, ctx.today, rows[0] ?? null),
  }
}

/** A note paid out on another day than it was signed for runs its whole term from the day of the money. */
function startedToday(loan: LoanRow, today: string): LoanRow {
  if (loan.start_on === today) return loan
  const latest = loan.matures_on
  const months = addMonths(today, loan.instalments * loan.every_months)
  const firstDueOn = loan.first_due_on !== null && loan.first_due_on > today ? loan.first_due_on : null
  return { ...loan, start_on: today, first_due_on: firstDueOn, matures_on: months < latest ? months : latest }
}

/** Agreed principal adds up to the note, date after date, all of them still to come. */
function checkPlan(loan: LoanRow, today: string): Outcome<void> {
  if (loan.method !== "irregular") return ok()
  const plan = principalPlanOf(loan)
  const sumFen = plan.reduce((sum, one) => sum + one.amountFen, 0n)
  const isOrdered = plan.every((one, index) => one.dueOn > (plan[index - 1]?.dueOn ?? today))
  if (sumFen === loan.amount_fen && isOrdered) return ok()
  return refuse["E-PLAN"](
    { sum: formatAmount(sumFen, 2), amount: formatAmount(loan.amount_fen, 2), today },
    "principalPlan",
  )
}

interface PayeeRow {
  name: string
  bank: string
  account_no: string
  amount_fen: bigint
}

async function checkPayees(ctx: FlowCtx, loan: LoanRow, payees: readonly PayeeRow[]): Promise<Outcome<void>> {
  const sumFen = payees.reduce((sum, one) => sum + one.amount_fen, 0n)
  if (loan.payment_mode === "entrusted") {
    if (sumFen === loan.amount_fen) return ok()
    return refuse["E-PAYEES"]({ sum: formatAmount(sumFen, 2), amount: formatAmount(loan.amount_fen, 2) }, "payments")
  }
  const thresholdFen = BigInt(await parameter<number>(ctx, "loan.entrusted-threshold-yuan", ctx.today)) * 100n
  const over = mustEntrust(
    payees.map((one) => ({ payee: one.name, amountFen: one.amount_fen })),
    thresholdFen,
  )
  if (!over) return ok()
  const facts = { payee: over.payee, amount: formatAmount(over.sumFen, 2), threshold: formatAmount(thresholdFen, 2) }
  return refuse["E-ENTRUST"](facts, "payments")
}

async function postingsOf(
  ctx: FlowCtx,
  loan: LoanRow,
  payees: readonly PayeeRow[],
  input: PayOut,
): Promise<Outcome<Posting[]>> {
  const place = { loanNo: loan.loan_no, outlet: loan.outlet, depositNo: loan.deposit_no, amountFen: loan.amount_fen }
  const postings = [payOut.build(place, { id: newId(), approvalId: input.approvalId })]
  if (loan.payment_mode === "entrusted") {
    await openSubjects(ctx.ledger, loan.outlet, ["1003"])
    for (const payee of payees) postings.push(await paymentTo(ctx, loan, payee, input.branchName))
  }
  if (loan.limit_no === null) return ok(postings)
  const used = await drawLimit(ctx, { limitNo: loan.limit_no, amountFen: loan.amount_fen, reference: loan.loan_no })
  return used.ok ? ok([...postings, ...used.value]) : used
}

/** Inside the branch straight to the payee's account, else through the central bank account. */
async function paymentTo(ctx: FlowCtx, loan: LoanRow, payee: PayeeRow, branchName: string): Promise<Posting> {
  const inside = payee.bank === branchName ? await findDeposit(ctx, payee.account_no) : null
  if (inside?.ok) {
    return payInside.build(
      { from: loan.deposit_no, to: payee.account_no, amountFen: payee.amount_fen },
      { id: newId() },
    )
  }
  return payOutside.build(
    { accountNo: loan.deposit_no, outlet: loan.outlet, amountFen: payee.amount_fen },
    { id: newId() },
  )
}
