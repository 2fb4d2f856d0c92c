// What the day's end does here: signals of notes coming due and of arrears, then the clock of every measure in effect.
// Each look is harmless when repeated.
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { parameter } from "#kernel/rule-data"
import type { DayEndResult, DayEndStep, Progress } from "#kernel/scene"
import { addDays, addMonths } from "#contract/products/loan"
import { notify } from "#kernel/notice"
import { mediumInScope, type Tool } from "../rules.ts"
import { endsAtMaturity } from "../rules/guards.ts"
import { openStates } from "../states.ts"
import { lockCase, move, stateOf, type CaseRow } from "./case.ts"
import { policyOn } from "./facts.ts"
import { end, openSignal } from "./opening.ts"

interface Candidate {
  loanNo: string
  signal: "due_soon" | "overdue"
  onceKey: string
}

/** Notes due within the days of the parameter of firms in scope, and notes in arrears, without a case or an old signal. */
async function candidates(ctx: Ctx, day: string): Promise<Candidate[]> {
  const days = await parameter<number>(ctx, "relief.signal-days", day)
  const policy = await policyOn(ctx, day)
  const rows = await ctx.db
    .selectFrom("loan")
    .innerJoin("party", "party.id", "loan.party_id")
    .select(["loan_no", "matures_on", "start_on", "overdue_since", "party.size", "party.kind"])
    .where("loan.state", "=", "active")
    .where("impaired_on", "is", null)
    .where((e) =>
      e.or([
        e("overdue_since", "is not", null),
        e.and([e("matures_on", "<=", addDays(day, days)), e("matures_on", ">", day)]),
      ]),
    )
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom("relief_case")
            .select("relief_case.id")
            .whereRef("relief_case.loan_no", "=", "loan.loan_no")
            .where("relief_case.state", "not in", ["closed", "declined"]),
        ),
      ),
    )
    .orderBy("loan_no")
    .execute()
  return rows.flatMap((row): Candidate[] => {
    if (row.overdue_since)
      return [{ loanNo: row.loan_no, signal: "overdue", onceKey: `${row.loan_no}:overdue:${row.overdue_since}` }]
    const inScope = row.size !== "large" && (row.size !== "medium" || mediumInScope(row.matures_on, policy))
    const signal = { loanNo: row.loan_no, signal: "due_soon", onceKey: `${row.loan_no}:due:${row.matures_on}` } as const
    // A note of two months or less is always near its end: it is signalled at half its life.
    const isShort = addMonths(row.start_on, 2) >= row.matures_on
    const near = isShort ? addDays(row.matures_on, -Math.min(days, 15)) <= day : true
    return inScope && near ? [signal] : []
  })
}

const signalOne = flow(
  { name: "relief.signal", permission: null },
  async (ctx, input: Candidate): Promise<Outcome<void>> => {
    const made = await openSignal(ctx, input)
    return made.ok ? ok() : made
  },
)

async function signalAll(ctx: Ctx, day: string, progress: Progress): Promise<DayEndResult> {
  const found = await candidates(ctx, day)
  const given = await ctx.db
    .selectFrom("relief_case")
    .select("once_key")
    .where("once_key", "in", ["-", ...found.map((one) => one.onceKey)])
    .execute()
  const known = new Set(given.map((row) => row.once_key))
  return each(
    found.filter((one) => !known.has(one.onceKey)),
    (one) => ({ id: one.loanNo, outcome: signalOne(ctx, one) }),
    progress,
  )
}

async function each<T>(
  list: readonly T[],
  run: (one: T) => { id: string; outcome: Promise<Outcome<void>> },
  progress: Progress,
): Promise<DayEndResult> {
  const result: DayEndResult = { done: 0, failed: [] }
  for (const [index, one] of list.entries()) {
    const { id, outcome } = run(one)
    const done = await outcome
    if (done.ok) result.done += 1
    else result.failed.push({ object: "relief", objectId: id, reason: done.refusal.zh })
    await progress(index + 1, list.length)
  }
  return result
}

const watchOne = flow(
  { name: "relief.watch", permission: null },
  async (ctx, input: { id: string }): Promise<Outcome<void>> => {
    const found = await lockCase(ctx, input.id)
    if (!found.ok) return found
    const row = found.value
    ctx.note({ object: "relief-case", objectId: row.id, after: { watched: ctx.today } })
    return stateOf(row) === "effective" ? watchEffect(ctx, row) : watchOpen(ctx, row)
  },
)

/** Paid before anything was agreed, or not signed in time: the case ends by itself. */
async function watchOpen(ctx: FlowCtx, row: CaseRow): Promise<Outcome<void>> {
  const loan = await loanOf(ctx, row.loan_no)
  const state = stateOf(row)
  if (loan.state !== "active") await end(ctx, row, "借据已还清")
  else if (
    (state === "approved" || state === "contracted") &&
    endsAtMaturity(row.tool as Tool) &&
    ctx.today >= loan.matures_on
  )
    await end(ctx, row, `${loan.matures_on} 到期前未签约生效，批准失效`)
  return ok()
}

const loanOf = (ctx: FlowCtx, loanNo: string) =>
  ctx.db
    .selectFrom("loan")
    .select(["id", "state", "matures_on", "overdue_since", "observation_from", "observation_until"])
    .where("loan_no", "=", loanNo)
    .executeTakeFirstOrThrow()

async function watchEffect(ctx: FlowCtx, row: CaseRow): Promise<Outcome<void>> {
  const loan = await loanOf(ctx, row.new_loan_no ?? row.loan_no)
  if (row.observation_until === null) return firstPayment(ctx, row, loan)
  if (loan.observation_until === null) {
    const zh = `观察期满（${row.observation_until}），期间按约还款，请认定困难是否消除`
    await move(ctx, row, { action: "observe", to: "observed", zh, en: "Observed in full", kind: "good" })
    await toRisk(ctx, row, "over", zh)
    return ok()
  }
  if (loan.observation_from === row.observation_from) return ok()
  const set = {
    observation_from: loan.observation_from,
    observation_until: loan.observation_until,
    restarts: row.restarts + 1,
  }
  const zh = `${loan.observation_from} 未按约还款，观察期重新计算，至 ${loan.observation_until}`
  await move(ctx, row, {
    action: "observe",
    to: "effective",
    set,
    zh,
    en: "A miss: observation restarts",
    kind: "warning",
  })
  await toRisk(ctx, row, `restart:${loan.observation_from}`, zh)
  return ok()
}

/** Without observation the case ends with the first payment under the new plan. */
async function firstPayment(
  ctx: FlowCtx,
  row: CaseRow,
  loan: Awaited<ReturnType<typeof loanOf>>,
): Promise<Outcome<void>> {
  const paid = await ctx.db
    .selectFrom("loan_instalment")
    .select("n")
    .where("loan_id", "=", loan.id)
    .where("replaced", "=", false)
    .where("due_done_on", ">", row.effective_on)
    .executeTakeFirst()
  const isOver = loan.state !== "active" || (paid !== undefined && loan.overdue_since === null)
  if (!isOver) return ok()
  const set = { closed_on: ctx.today, closed_reason: "新计划首期已按约还款" }
  await move(ctx, row, {
    action: "observe",
    to: "closed",
    set,
    zh: "新计划首期已按约还款，办结",
    en: "Closed",
    kind: "good",
  })
  return ok()
}

const toRisk = (ctx: FlowCtx, row: CaseRow, key: string, title: string) =>
  notify(ctx, {
    to: "role:risk@HQ",
    title: `${row.case_no} ${title}`,
    body: `借据 ${row.new_loan_no ?? row.loan_no}`,
    page: `/relief/${row.id}`,
    onceKey: `relief-${key}:${row.id}`,
  })

async function watchAll(ctx: Ctx, progress: Progress): Promise<DayEndResult> {
  const rows = await ctx.db
    .selectFrom("relief_case")
    .select("id")
    .where("state", "in", [...openStates, "effective"])
    .orderBy("case_no")
    .execute()
  return each(rows, ({ id }) => ({ id, outcome: watchOne(ctx, { id }) }), progress)
}

export const dayEndSteps: DayEndStep[] = [
  {
    name: "relief.signal",
    zh: "纾困提示",
    en: "Relief: signals",
    phase: "revalue",
    run: signalAll,
  },
  {
    name: "relief.watch",
    zh: "纾困观察",
    en: "Relief: the clock of measures",
    phase: "revalue",
    run: (ctx, _day, progress) => watchAll(ctx, progress),
  },
]
