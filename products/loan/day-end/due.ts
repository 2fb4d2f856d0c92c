// The day's instalments: interest becomes due, the firm's account is debited for what it holds, the rest stays owed.
// Works in chunks of one transaction each; a chunk that is refused is tried note by note, so one bad note costs itself.
import { sql } from "kysely"
import { newId, type Posting } from "#ledger"
import { flow, stableJson, type Ctx, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { DayEndResult, Progress } from "#kernel/scene"
import { parameter } from "#kernel/rule-data"
import { applyChanges, type LoanChange, type Mutable } from "../change.ts"
import { productFen, productUntil } from "../counting.ts"
import { dueFen, meet, minus, principalIn, settle, sumOf } from "../debts.ts"
import { countingOf, countsByPlan, moneyOf, type Instalment, type LoanRow } from "../note.ts"
import { periodStart } from "../plan.ts"
import { collect, oneEvent, type Collected } from "../postings.ts"
import { limitBack } from "../repay.ts"
import { availableByAccount } from "./available.ts"
import { inChunks } from "./chunks.ts"

/** Notes with an instalment that has fallen due and was not taken up yet. */
export async function dueLoanIds(ctx: Ctx, day: string): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom("loan_instalment")
    .innerJoin("loan", "loan.id", "loan_instalment.loan_id")
    .select("loan.id")
    .distinct()
    .where("loan_instalment.due_on", "<=", day)
    .where("loan_instalment.due_done_on", "is", null)
    .where("loan_instalment.replaced", "=", false)
    .where("loan.state", "=", "active")
    .execute()
  return rows.map((row) => row.id)
}

export async function takeUpDue(ctx: Ctx, day: string, progress: Progress): Promise<DayEndResult> {
  return inChunks(ctx, await dueLoanIds(ctx, day), progress, (ids) => dueChunk(ctx, { ids, day }))
}

const dueChunk = flow(
  { name: "loan.take-up-due", permission: null },
  async (ctx, input: { ids: string[]; day: string }): Promise<Outcome<number>> => {
    const loans = await ctx.db
      .selectFrom("loan")
      .selectAll()
      .where("id", "in", input.ids)
      .orderBy("id")
      .forUpdate()
      .execute()
    const plans = await ctx.db
      .selectFrom("loan_instalment")
      .selectAll()
      .where("loan_id", "in", input.ids)
      .where("due_done_on", "is", null)
      .where("replaced", "=", false)
      .orderBy("n")
      .execute()
    const vatBp = await parameter<number>(ctx, "loan.vat-bp", input.day)
    const money = await moneyOf(
      ctx.ledger,
      loans.map((loan) => loan.loan_no),
    )
    const available = await availableByAccount(
      ctx.ledger,
      loans.map((loan) => loan.deposit_no),
    )
    const changes: LoanChange[] = []
    const postings: Posting[] = []
    const taken: TakenUp[] = []
    for (const loan of loans) {
      if (loan.state !== "active") continue
      const open = plans.filter((one) => one.loan_id === loan.id)
      const work = await dueWork(ctx, { loan, open, money: money.get(loan.loan_no)!, available, day: input.day, vatBp })
      changes.push(...work.changes)
      postings.push(...work.postings)
      taken.push(...work.taken)
    }
    await markDone(ctx, taken, input.day)
    await applyChanges(ctx, changes)
    ctx.note({ object: "day-end", objectId: input.day, after: { step: "loan.due", loans: loans.length } })
    const posted = await ctx.post(postings)
    return posted.ok ? ok(changes.length) : posted
  },
)

export interface DueWork {
  loan: LoanRow
  open: Instalment[]
  money: Collected
  /** What the firms' accounts can give; what is taken is taken off. */
  available: Map<string, bigint>
  day: string
  vatBp: number
}

/** An instalment that was taken up, and the interest that became due with it. */
export interface TakenUp {
  instalment: Instalment
  interestFen: bigint
}

export interface Night {
  taken: TakenUp[]
  changes: LoanChange[]
  postings: Posting[]
  money: Collected
}

/** One note's instalments that have fallen due; the caller writes the rows and the note. */
export async function dueWork(ctx: FlowCtx, work: DueWork): Promise<Night> {
  const { open, available, day, vatBp } = work
  let loan = work.loan
  let money = work.money
  const legs: Posting[] = []
  let collected = 0n
  let interestTotal = 0n
  let set: Partial<Mutable> = {}
  const taken: TakenUp[] = []
  for (const [index, instalment] of open.entries()) {
    if (instalment.due_on > day) break
    const interest = interestOf(loan, money, instalment)
    const settled = settle(loan, money, interest)
    const isLast = open[index + 1] === undefined
    const principal =
      isLast || instalment.principal_fen > settled.money.principal ? settled.money.principal : instalment.principal_fen
    const canTake = available.get(loan.deposit_no) ?? 0n
    const owed = dueFen(settled.money) + principal
    const amountFen = canTake < owed ? canTake : owed
    const parts = meet(amountFen, loan, settled.money, { interestFen: interest, principalFen: principal }, day)
    available.set(loan.deposit_no, canTake - amountFen)
    legs.push(...settled.postings, ...(await takeFrom(ctx, loan, parts, vatBp)))
    money = minus(settled.money, parts)
    collected += amountFen
    interestTotal += interest
    const next = open[index + 1]
    const start = next ? { interestFen: next.interest_fen, due: next.due_on } : null
    set = { ...set, ...periodStart(loan, instalment.due_on, start), ...openDebt(loan, money, instalment, isLast) }
    loan = { ...loan, ...set }
    taken.push({ instalment, interestFen: interest })
  }
  if (sumOf(money) === 0n) set = { ...set, state: "settled", settled_on: day, overdue_since: null }
  const id = newId()
  const event = {
    kind: "settlement" as const,
    amountFen: collected,
    parts: { interest: interestTotal, collected },
    postingId: id,
    valueOn: day,
  }
  const made = oneEvent(id, legs, { reference: loan.loan_no, memo: `${day} 结息扣款` })
  return { changes: [{ row: work.loan, set, event }], postings: made ? [made] : [], money, taken }
}

/** Balance-days count the real balance up to the due day; instalment loans take the planned figure. */
function interestOf(loan: LoanRow, money: Collected, instalment: Instalment): bigint {
  if (countsByPlan(loan)) return instalment.interest_fen
  return productFen(productUntil(countingOf(loan), money.principal, instalment.due_on))
}

/** Debts left open start the count of overdue days on the due day. */
function openDebt(loan: LoanRow, money: Collected, instalment: Instalment, isLast: boolean) {
  const plannedFen = isLast ? 0n : instalment.balance_fen
  const isOpen = dueFen(money) > 0n || money.principal > plannedFen
  if (!isOpen || loan.overdue_since !== null) return {}
  return { overdue_since: instalment.due_on, penalty_to: loan.penalty_to ?? instalment.due_on }
}

async function takeFrom(ctx: FlowCtx, loan: LoanRow, parts: Collected, vatBp: number): Promise<Posting[]> {
  if (sumOf(parts) === 0n) return []
  const place = { loanNo: loan.loan_no, outlet: loan.outlet, depositNo: loan.deposit_no }
  const back = await limitBack(ctx, loan, principalIn(parts))
  return [collect.build({ ...place, paid: parts, vatBp }, { id: newId() }), ...back]
}

export async function markDone(ctx: FlowCtx, taken: readonly TakenUp[], day: string): Promise<void> {
  if (taken.length === 0) return
  const rows = taken.map(({ instalment, interestFen }) => ({
    loan_id: instalment.loan_id,
    version: instalment.version,
    n: instalment.n,
    interest: interestFen,
  }))
  await sql`update loan_instalment i set due_done_on = ${day}, settled_interest_fen = x.interest
    from jsonb_to_recordset(${stableJson(rows)}::jsonb) as x(loan_id uuid, version smallint, n smallint, interest bigint)
    where i.loan_id = x.loan_id and i.version = x.version and i.n = x.n`.execute(ctx.db)
}
