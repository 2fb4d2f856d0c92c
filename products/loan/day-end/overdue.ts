// After the due step: unpaid principal moves to overdue, the account is debited again, penalty and compound interest are
// counted through tonight, and a loan past 90 days stops accruing on the balance sheet.
import { sql } from "kysely"
import { newId, type Posting } from "#ledger"
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { parameter } from "#kernel/rule-data"
import type { DayEndResult, Progress } from "#kernel/scene"
import { applyChanges, type LoanChange, type Mutable } from "../change.ts"
import { assess, dueFen, meet, minus, overdueDays, principalIn, sumOf } from "../debts.ts"
import { addDays } from "../engine/dates.ts"
import { moneyOf, type LoanRow } from "../note.ts"
import { collect, nonAccrual, oneEvent, toOverdue, type Collected } from "../postings.ts"
import { cured, limitBack } from "../repay.ts"
import { availableByAccount } from "./available.ts"
import { inChunks } from "./chunks.ts"

/** Notes with an open debt, misused notes, and those whose instalment of today left principal behind: one statement. */
async function candidates(ctx: Ctx, day: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select l.id from loan l where l.state = 'active' and (l.overdue_since is not null or l.misused_from is not null)
    union
    select l.id from loan_instalment i
      join loan l on l.id = i.loan_id and l.state = 'active'
      join ledger_account p on p.id = l.principal_account
     where i.due_done_on = ${day} and not i.replaced
       and p.debits_posted - p.credits_posted > i.balance_fen`.execute(ctx.db)
  return rows.map((row) => row.id)
}

export async function takeUpOverdue(ctx: Ctx, day: string, progress: Progress): Promise<DayEndResult> {
  return inChunks(ctx, await candidates(ctx, day), progress, (ids) => overdueChunk(ctx, { ids, day }))
}

const overdueChunk = flow(
  { name: "loan.take-up-overdue", permission: null },
  async (ctx, input: { ids: string[]; day: string }): Promise<Outcome<number>> => {
    const loans = await ctx.db
      .selectFrom("loan")
      .selectAll()
      .where("id", "in", input.ids)
      .orderBy("id")
      .forUpdate()
      .execute()
    const planned = await plannedBalances(ctx, input.ids)
    const vatBp = await parameter<number>(ctx, "loan.vat-bp", input.day)
    const days = await parameter<number>(ctx, "loan.non-accrual-days", input.day)
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
    for (const loan of loans) {
      const work = {
        loan,
        money: money.get(loan.loan_no)!,
        plannedFen: planned.get(loan.id),
        available,
        day: input.day,
        vatBp,
        days,
      }
      const done = await overdueWork(ctx, work)
      changes.push(done.change)
      if (done.posting) postings.push(done.posting)
    }
    await applyChanges(ctx, changes)
    ctx.note({ object: "day-end", objectId: input.day, after: { step: "loan.overdue", loans: loans.length } })
    const posted = await ctx.post(postings)
    return posted.ok ? ok(changes.length) : posted
  },
)

/** What the plan leaves after the latest instalment that fell due. */
export async function plannedBalances(ctx: FlowCtx, ids: string[]): Promise<Map<string, bigint>> {
  const rows = await ctx.db
    .selectFrom("loan_instalment")
    .distinctOn("loan_id")
    .select(["loan_id", "balance_fen"])
    .where("loan_id", "in", ids)
    .where("due_done_on", "is not", null)
    .orderBy("loan_id")
    .orderBy("version", "desc")
    .orderBy("n", "desc")
    .execute()
  return new Map(rows.map((row) => [row.loan_id, row.balance_fen]))
}

export interface OverdueWork {
  loan: LoanRow
  money: Collected
  plannedFen: bigint | undefined
  available: Map<string, bigint>
  day: string
  vatBp: number
  /** Overdue days after which a loan no longer accrues. */
  days: number
}

/** One note's night in arrears; nothing is written. */
export async function overdueWork(
  ctx: FlowCtx,
  work: OverdueWork,
): Promise<{ change: LoanChange; posting: Posting | null; money: Collected }> {
  const { loan, day, vatBp } = work
  const legs: Posting[] = []
  const moved = moveToOverdue(work)
  legs.push(...moved.postings)
  const taken = await takeAgain(ctx, work, moved.money)
  legs.push(...taken.postings)
  const assessed = assess(loan, taken.money, addDays(day, 1), vatBp)
  legs.push(...assessed.postings)
  const stopped = stopAccruing({ ...work, money: assessed.money })
  legs.push(...stopped.postings)
  const set: Partial<Mutable> = { ...assessed.set, ...stopped.set, ...clearedOf(loan, taken.money, day) }
  const id = newId()
  const amountFen = assessed.assessed.penaltyFen + assessed.assessed.compoundFen
  const parts = {
    movedFen: moved.movedFen,
    takenFen: taken.takenFen,
    penaltyFen: assessed.assessed.penaltyFen,
    compoundFen: assessed.assessed.compoundFen,
  }
  const kind = stopped.postings.length > 0 ? "non_accrual" : moved.movedFen > 0n ? "overdue" : "penalty"
  const posting = oneEvent(id, legs, { reference: loan.loan_no, memo: `${day} 逾期处理` })
  // Counting that moved less than a fen is an event too: a replay begins from what stood before it.
  const event = { kind, amountFen, parts, valueOn: day, ...(posting ? { postingId: id } : {}) } as const
  return { change: { row: loan, set, event }, posting, money: stopped.money }
}

/** The day a debt fell due is its own night: penalty runs from the due day on. */
function moveToOverdue(work: OverdueWork): { postings: Posting[]; money: Collected; movedFen: bigint } {
  const { loan, money, plannedFen } = work
  const movedFen = plannedFen === undefined || money.principal <= plannedFen ? 0n : money.principal - plannedFen
  if (movedFen === 0n || loan.overdue_since === null) return { postings: [], money, movedFen: 0n }
  const place = { loanNo: loan.loan_no, outlet: loan.outlet, amountFen: movedFen }
  const after = { ...money, principal: money.principal - movedFen, overdue: money.overdue + movedFen }
  return { postings: [toOverdue.build(place, { id: newId() })], money: after, movedFen }
}

async function takeAgain(ctx: FlowCtx, work: OverdueWork, money: Collected) {
  const { loan, available, day, vatBp } = work
  const canTake = available.get(loan.deposit_no) ?? 0n
  const owed = dueFen(money)
  const takenFen = canTake < owed ? canTake : owed
  if (takenFen === 0n) return { postings: [], money, takenFen }
  available.set(loan.deposit_no, canTake - takenFen)
  const parts = meet(takenFen, loan, money, { interestFen: 0n, principalFen: 0n }, day)
  const place = { loanNo: loan.loan_no, outlet: loan.outlet, depositNo: loan.deposit_no }
  const postings = [
    collect.build({ ...place, paid: parts, vatBp }, { id: newId() }),
    ...(await limitBack(ctx, loan, principalIn(parts))),
  ]
  return { postings, money: minus(money, parts), takenFen }
}

function stopAccruing(work: OverdueWork): { postings: Posting[]; set: Partial<Mutable>; money: Collected } {
  const { loan, money, day, days, vatBp } = work
  if (loan.nonaccrual_on !== null || overdueDays(loan, day) <= days || dueFen(money) === 0n)
    return { postings: [], set: {}, money }
  const parts = { interest: money.interest, penalty: money.penalty, compound: money.compound }
  const owed = parts.interest + parts.penalty + parts.compound
  const place = { loanNo: loan.loan_no, outlet: loan.outlet }
  const postings = owed === 0n ? [] : [nonAccrual.build({ ...place, parts, vatBp }, { id: newId() })]
  const after = { ...money, interest: 0n, penalty: 0n, compound: 0n, memo: money.memo + owed }
  return { postings, set: { nonaccrual_on: day }, money: after }
}

function clearedOf(loan: LoanRow, money: Collected, day: string): Partial<Mutable> {
  if (dueFen(money) !== 0n || loan.overdue_since === null) return {}
  const isClean = sumOf(money) === 0n
  return { ...cured(loan, day), ...(isClean ? { state: "settled", settled_on: day } : {}) }
}
