// One event of one note: what is there before it, what it does, and how it is written. Deciding touches nothing, so a
// preview, the booking and a replay are one code path.
import { newId, openAccounts, type Posting } from "#ledger"
import { assignAccounts } from "#kernel/book"
import type { FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { parameter } from "#kernel/rule-data"
import { claimsAccount, columnOf, loanAccounts, ownedTitles, type RarePart } from "../accounts.ts"
import { applyChanges, type EventKind, type Mutable } from "../change.ts"
import { eventTitles } from "../events.ts"
import { lockLoan, moneyOf, planOf, type Instalment, type LoanRow } from "../note.ts"
import { recount, replacePlan, type PlanRow, type Remake } from "../plan.ts"
import { oneEvent, type Collected } from "../postings.ts"

export interface Work {
  loan: LoanRow
  money: Collected
  plan: Instalment[]
  /** The day the event counts from: today, or earlier when it is booked late or replayed. */
  day: string
  vatBp: number
}

export interface Done {
  kind: EventKind
  set: Partial<Mutable>
  postings: Posting[]
  amountFen: bigint
  parts: Record<string, bigint | string>
  /** Balances after it. */
  money: Collected
  plan?: { rows: PlanRow[]; change: Remake }
  opens?: readonly RarePart[]
}

export async function loadWork(ctx: FlowCtx, loanNo: string, day = ctx.today): Promise<Outcome<Work>> {
  const found = await lockLoan(ctx, loanNo)
  if (!found.ok) return found
  const loan = found.value
  const money = (await moneyOf(ctx.ledger, [loanNo])).get(loanNo)!
  const vatBp = await parameter<number>(ctx, "loan.vat-bp", day)
  return ok({ loan, money, plan: await planOf(ctx, loan.id), day, vatBp })
}

/** A change of the plan under new terms, with the counting that goes with it. */
export function withPlan(work: Pick<Work, "loan">, set: Partial<Mutable>, change: Remake, rows: PlanRow[]) {
  const after = { ...work.loan, ...set }
  const last = rows.at(-1)
  const dates = last ? { matures_on: last.due, instalments: countAfter(change, rows) } : {}
  return { set: { ...set, ...dates, ...recount(work.loan, after, rows, change) }, plan: { rows, change } }
}

const countAfter = (change: Remake, rows: readonly PlanRow[]): number =>
  change.plan.filter((one) => one.due_done_on !== null).length + rows.length

export interface Paper {
  memo: string
  input?: Record<string, unknown>
  approvalId?: string
  replays?: string
}

/** Writes the event and answers with its receipt number and its one posting; the caller posts as its last word. */
export async function record(
  ctx: FlowCtx,
  work: Work,
  done: Done,
  paper: Paper,
): Promise<{ receiptNo: string; posting: Posting | null }> {
  const { loan } = work
  const opened = await openRare(ctx, loan, done.opens ?? [])
  const planned = done.plan ? await replacePlan(ctx, { row: { ...loan, ...done.set }, ...done.plan }) : {}
  const id = newId()
  const { memo, ...kept } = paper
  const approval = paper.approvalId === undefined ? {} : { approvalId: paper.approvalId }
  const posting = oneEvent(id, done.postings, { reference: loan.loan_no, memo: `${memo} ${loan.loan_no}`, ...approval })
  const event = {
    kind: done.kind,
    amountFen: done.amountFen,
    parts: done.parts,
    valueOn: work.day,
    ...(posting ? { postingId: id } : {}),
    ...kept,
  }
  const set = { ...done.set, ...planned, ...opened }
  const [receiptNo] = await applyChanges(ctx, [{ row: loan, set, event }])
  const to = done.set.risk_class
  if (to !== undefined && to !== loan.risk_class) {
    const parts = { from: loan.risk_class, to, zh: eventTitles[done.kind].zh, en: eventTitles[done.kind].en }
    const changed = { kind: "class_changed" as const, amountFen: 0n, parts, valueOn: work.day }
    await applyChanges(ctx, [{ row: { ...loan, ...set }, set: {}, event: changed }])
  }
  ctx.note({
    object: "loan",
    objectId: loan.loan_no,
    after: { receiptNo, kind: done.kind, amountFen: done.amountFen, parts: done.parts, valueOn: work.day },
  })
  return { receiptNo: receiptNo!, posting }
}

/** Accounts that most notes never need. */
async function openRare(ctx: FlowCtx, loan: LoanRow, parts: readonly RarePart[]): Promise<Partial<Mutable>> {
  const missing = parts.filter((part) => loan[columnOf[part]] === null)
  if (missing.length === 0) return {}
  if (missing.includes("writtenOff")) await openAccounts(ctx.ledger, [claimsAccount(loan.outlet)])
  const ids = await openAccounts(ctx.ledger, loanAccounts(loan.loan_no, loan.outlet, missing))
  await assignAccounts(ctx, loan.party_id, ownedTitles(loan.loan_no, missing))
  return Object.fromEntries(missing.map((part, index) => [columnOf[part], ids[index]!]))
}
