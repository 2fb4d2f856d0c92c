// Plays a note's days again from a cut, through the same code as the first time: what people did, then each night that has
// something to do. Nights take from the firm's account what the first nights took and no more: what else the account held
// on a past day is not known, and tonight's collection finds it anyway.
import type { Posting } from "#ledger"
import type { FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { parameter } from "#kernel/rule-data"
import { applyChanges, type LoanChange } from "../change.ts"
import { dueWork, markDone } from "../day-end/due.ts"
import { overdueWork, plannedBalances } from "../day-end/overdue.ts"
import { repriceWork, withPlans } from "../day-end/reprice.ts"
import { addDays } from "../engine/dates.ts"
import { lprOn } from "../lpr.ts"
import { moneyOf, planOf, type LoanRow } from "../note.ts"
import { repayWork, type Repayment } from "../repay.ts"
import { decideAction, type Action } from "../servicing/action.ts"
import { replayable } from "../servicing/index.ts"
import { record, type Done, type Work } from "../servicing/work.ts"
import { isRepayment, rankOf, takenBy, type Cut, type EventRow } from "./cut.ts"

export interface Replaying {
  loan: LoanRow
  cut: Cut
  /** Events that were taken back and are played again. */
  events: readonly EventRow[]
  /** A repayment that is booked late, on the day of the cut. */
  late?: { input: Omit<Repayment, "loanNo">; approvalId: string }
}

export interface Replayed {
  postings: Posting[]
  /** Receipt of the late repayment. */
  receiptNo: string | null
}

/** The ledger has the last word on the firm's account when all is posted. */
const enough = 10n ** 17n

export async function replay(ctx: FlowCtx, given: Replaying): Promise<Outcome<Replayed>> {
  const money = (await moneyOf(ctx.ledger, [given.loan.loan_no])).get(given.loan.loan_no)!
  const run: Run = { ctx, ...given, money, postings: [], receiptNo: null, takenFen: 0n }
  for (let day: string | null = given.cut.day; day !== null; day = nextDay(run, day, await openDue(run))) {
    const played = await playDay(run, day)
    if (!played.ok) return played
  }
  return ok({ postings: run.postings, receiptNo: run.receiptNo })
}

interface Run extends Replaying {
  ctx: FlowCtx
  money: Work["money"]
  postings: Posting[]
  receiptNo: string | null
  /** Taken by replayed nights so far. */
  takenFen: bigint
}

async function playDay(run: Run, day: string): Promise<Outcome<void>> {
  const { cut, events, late } = run
  if (day === cut.day && late) {
    const done = await play(run, day, { input: { ...late.input }, approvalId: late.approvalId })
    if (!done.ok) return done
    run.receiptNo = done.value
  }
  for (const event of events) {
    if (event.value_on !== day || rankOf(event.kind) > 0) continue
    if (run.loan.state !== "active" && isRepayment(event.kind)) continue
    const done = await play(run, day, { event })
    if (!done.ok) return done
  }
  return day < run.ctx.today ? playNight(run, day, day === cut.day ? cut.rank : 0) : ok()
}

type Play = { event: EventRow } | { input: Omit<Repayment, "loanNo">; approvalId: string }

async function play(run: Run, day: string, what: Play): Promise<Outcome<string>> {
  const { ctx, loan, money } = run
  const vatBp = await parameter<number>(ctx, "loan.vat-bp", day)
  const work: Work = { loan, money, plan: await planOf(ctx, loan.id), day, vatBp }
  const decided = "event" in what ? await again(ctx, work, what.event) : await repayWork(ctx, work, what.input, enough)
  if (!decided.ok) return decided
  const { receiptNo, posting } = await record(ctx, work, decided.value, paperOf(what))
  await refresh(run, decided.value.money)
  if (posting) run.postings.push(posting)
  return ok(receiptNo)
}

const paperOf = (what: Play) =>
  "event" in what
    ? {
        memo: `重放 ${what.event.receipt_no}`,
        input: what.event.input as Record<string, unknown>,
        replays: what.event.id,
        ...(what.event.approval_id === null ? {} : { approvalId: what.event.approval_id }),
      }
    : {
        memo: "补记还款",
        input: { ...what.input, amountFen: String(what.input.amountFen) },
        approvalId: what.approvalId,
      }

/** The same event on the note as it is now; a repayment that meets less debt than then pays what there is. */
function again(ctx: FlowCtx, work: Work, event: EventRow): Promise<Outcome<Done>> {
  const input = (event.input ?? {}) as Record<string, string>
  const action = replayable.get(event.kind) as Action | undefined
  if (action) return decideAction(ctx, action, work, input)
  const isPayoff = event.kind === "payoff" && (input.amountFen ?? "payoff") === "payoff"
  const amountFen = isPayoff ? ("payoff" as const) : event.amount_fen
  const choice = (input.choice ?? "keep_term") as "keep_term" | "keep_instalment"
  return repayWork(ctx, work, { amountFen, choice, upTo: true }, enough)
}

async function refresh(run: Run, money: Work["money"]): Promise<void> {
  run.loan = await run.ctx.db.selectFrom("loan").selectAll().where("id", "=", run.loan.id).executeTakeFirstOrThrow()
  run.money = money
}

/** The night's steps in their order, from the rank of the cut on. */
async function playNight(run: Run, day: string, fromRank: number): Promise<Outcome<void>> {
  const { ctx } = run
  if (fromRank <= 1) {
    const plan = await planOf(ctx, run.loan.id)
    const done = repriceWork({ loan: run.loan, money: run.money, plan, day, lpr: await lprOn(ctx, day) })
    if (!done.ok) return done
    if (done.value) await keep(run, await withPlans(ctx, [done.value]), [], run.money)
  }
  if (run.loan.state !== "active") return ok()
  const vatBp = await parameter<number>(ctx, "loan.vat-bp", day)
  const pool = new Map([[run.loan.deposit_no, poolOf(run, day)]])
  const before = pool.get(run.loan.deposit_no)!
  const open = (await planOf(ctx, run.loan.id)).filter((one) => one.due_done_on === null)
  if (fromRank <= 2 && open.some((one) => one.due_on <= day)) {
    const night = await dueWork(ctx, { loan: run.loan, open, money: run.money, available: pool, day, vatBp })
    await markDone(ctx, night.taken, day)
    await keep(run, night.changes, night.postings, night.money)
  }
  if (run.loan.state === "active" && (run.loan.overdue_since !== null || run.loan.misused_from !== null)) {
    const planned = await plannedBalances(ctx, [run.loan.id])
    const days = await parameter<number>(ctx, "loan.non-accrual-days", day)
    const given = { loan: run.loan, money: run.money, plannedFen: planned.get(run.loan.id), available: pool }
    const night = await overdueWork(ctx, { ...given, day, vatBp, days })
    await keep(run, [night.change], night.posting ? [night.posting] : [], night.money)
  }
  run.takenFen += before - pool.get(run.loan.deposit_no)!
  return ok()
}

async function keep(run: Run, changes: LoanChange[], postings: Posting[], money: Work["money"]): Promise<void> {
  await applyChanges(run.ctx, changes)
  run.postings.push(...postings)
  await refresh(run, money)
}

/** What the first nights had taken up to this one, less what the replay took so far. */
function poolOf(run: Run, day: string): bigint {
  const taken = run.events.reduce((sum, one) => (one.value_on <= day ? sum + takenBy(one) : sum), 0n)
  return taken - run.takenFen
}

async function openDue(run: Run): Promise<string | null> {
  const open = (await planOf(run.ctx, run.loan.id)).find((one) => one.due_done_on === null)
  return open?.due_on ?? null
}

/** The next day with something to do: every night in arrears, else the next due date, repricing or event. */
function nextDay(run: Run, day: string, dueOn: string | null): string | null {
  const { loan, events, ctx } = run
  const tomorrow = addDays(day, 1)
  const dates = events.filter((one) => rankOf(one.kind) === 0 && one.value_on > day).map((one) => one.value_on)
  if (loan.state === "active") {
    if (loan.overdue_since !== null || loan.misused_from !== null) dates.push(tomorrow)
    if (dueOn !== null) dates.push(dueOn > day ? dueOn : tomorrow)
    if (loan.reprice_next_on !== null) dates.push(loan.reprice_next_on > day ? loan.reprice_next_on : tomorrow)
  }
  const next = dates.toSorted()[0]
  return next === undefined || next > ctx.today ? null : next
}
