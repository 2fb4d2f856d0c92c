// Lists: cases with filters, the board by state and age, tasks, warnings, the collection worklist.
import { balances, openDate } from "#ledger"
import { daysBetween } from "#contract/products/loan"
import { ledgerOn, mainBook, type Ctx } from "#kernel/flow"
import { initialsOf } from "#kernel/party"
import { limitKey } from "#products/limit"
import { outstandingOf, overdueOf } from "#products/loan"
import { levels, type Level, type LoanProduct } from "../rules.ts"
import { isEnded, states, stateTitles, type CaseState, type Group } from "../states.ts"
import { amountFen, yuan, type CaseRow } from "../flows/case.ts"
import { taskViews } from "./work.ts"

export const todayOf = (ctx: Ctx): Promise<string> => openDate(ledgerOn(ctx.db), mainBook)
export type NamedCase = CaseRow & { party_name: string }

export interface CaseFilter {
  state?: CaseState | undefined
  group?: Group | undefined
  product?: LoanProduct | undefined
  outlet?: string | undefined
  partyId?: string | undefined
  q?: string | undefined
  mine?: boolean | undefined
  after?: string | undefined
  limit: number
}

function scoped(ctx: Ctx) {
  const found = ctx.db
    .selectFrom("corporate_case")
    .innerJoin("party", "party.id", "corporate_case.party_id")
    .selectAll("corporate_case")
    .select("party.name as party_name")
  return ctx.actor.scope === "all" ? found : found.where("corporate_case.outlet", "in", [...ctx.actor.scope, "-"])
}

export async function casesBy(ctx: Ctx, filter: CaseFilter): Promise<{ rows: NamedCase[]; next: string | null }> {
  let found = scoped(ctx)
    .orderBy("corporate_case.case_no", "desc")
    .limit(filter.limit + 1)
  if (filter.state) found = found.where("corporate_case.state", "=", filter.state)
  if (filter.group) {
    const members = states.filter((state) => stateTitles[state].group === filter.group)
    found = found.where("corporate_case.state", "in", members)
  }
  if (filter.product) found = found.where("product", "=", filter.product)
  if (filter.outlet) found = found.where("corporate_case.outlet", "=", filter.outlet)
  if (filter.partyId) found = found.where("corporate_case.party_id", "=", filter.partyId)
  if (filter.mine) found = found.where("corporate_case.manager_id", "=", ctx.actor.id)
  if (filter.after) found = found.where("corporate_case.case_no", "<", filter.after)
  if (filter.q) {
    const like = `%${filter.q.replace(/[\\%_]/g, "\\$&")}%`
    const initials = initialsOf(filter.q)
    found = found.where((e) =>
      e.or([
        e("case_no", "ilike", like),
        e("party.name", "like", like),
        ...(initials.length > 1 ? [e("party.initials", "like", `%${initials}%`)] : []),
      ]),
    )
  }
  const rows = await found.execute()
  const page = rows.slice(0, filter.limit)
  return { rows: page, next: rows.length > filter.limit ? page.at(-1)!.case_no : null }
}

/** Loan numbers by case, in one question. */
export async function loanNosBy(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>(ids.map((id) => [id, []]))
  if (ids.length === 0) return found
  const rows = await ctx.db
    .selectFrom("corporate_draw")
    .select(["case_id", "loan_no"])
    .where("case_id", "in", [...ids])
    .where("loan_no", "is not", null)
    .execute()
  for (const row of rows) found.get(row.case_id)!.push(row.loan_no!)
  return found
}

async function overdueSince(ctx: Ctx, loanNos: readonly string[]): Promise<Map<string, string>> {
  if (loanNos.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom("loan")
    .select(["loan_no", "overdue_since"])
    .where("loan_no", "in", [...loanNos])
    .where("overdue_since", "is not", null)
    .execute()
  return new Map(rows.map((row) => [row.loan_no, row.overdue_since!]))
}

/** The gravest open warning and the number of open tasks, by case. */
async function openWork(ctx: Ctx, ids: readonly string[]) {
  if (ids.length === 0) return { warnings: new Map<string, Level>(), tasks: new Map<string, number>() }
  const warnings = await ctx.db
    .selectFrom("corporate_warning")
    .select(["case_id", "level"])
    .where("case_id", "in", [...ids])
    .where("closed_on", "is", null)
    .execute()
  const tasks = await ctx.db
    .selectFrom("corporate_task")
    .select(["case_id", (e) => e.fn.countAll<bigint>().as("n")])
    .where("case_id", "in", [...ids])
    .where("done_on", "is", null)
    .groupBy("case_id")
    .execute()
  const gravest = new Map<string, Level>()
  for (const level of levels.toReversed())
    for (const one of warnings.filter((row) => row.level === level)) gravest.set(one.case_id, level)
  return { warnings: gravest, tasks: new Map(tasks.map((row) => [row.case_id, Number(row.n)])) }
}

export async function summaries(ctx: Ctx, rows: readonly NamedCase[]) {
  const today = await todayOf(ctx)
  const ids = rows.map((row) => row.id)
  const loans = await loanNosBy(ctx, ids)
  const all = [...loans.values()].flat()
  const owed = await outstandingOf(ctx, all)
  const late = await overdueSince(ctx, all)
  const work = await openWork(ctx, ids)
  const undrawn = await undrawnBy(ctx, rows)
  const now = ctx.clock.now().getTime()
  const made = []
  for (const row of rows) {
    const own = loans.get(row.id)!
    const since = own.flatMap((loanNo) => late.get(loanNo) ?? []).toSorted()[0]
    made.push({
      id: row.id,
      caseNo: row.case_no,
      partyId: row.party_id,
      partyName: row.party_name,
      outlet: row.outlet,
      managerName: row.manager_name,
      product: row.product as LoanProduct,
      state: row.state as CaseState,
      amount: yuan(amountFen(row)),
      outstanding: yuan(own.reduce((sum, loanNo) => sum + (owed.get(loanNo) ?? 0n), 0n)),
      undrawn: yuan(undrawn.get(row.id) ?? 0n),
      overdueDays: since ? daysBetween(since, today) : 0,
      level: work.warnings.get(row.id) ?? null,
      openTasks: work.tasks.get(row.id) ?? 0,
      acceptedOn: row.accepted_on,
      stateSince: row.state_since.toISOString(),
      age: Math.max(0, Math.floor((now - row.state_since.getTime()) / 86_400_000)),
    })
  }
  return made
}

/** What is reserved under signed contracts, in one question to the ledger. */
async function undrawnBy(ctx: Ctx, rows: readonly CaseRow[]): Promise<Map<string, bigint>> {
  const open = rows.filter((row) => row.limit_no && row.contract_no && !isEnded(row.state as CaseState))
  const byKey = new Map(open.map((row) => [limitKey(row.limit_no!, "reserved"), row.id]))
  const found = await balances(ledgerOn(ctx.db), [...byKey.keys()])
  return new Map(found.map((one) => [byKey.get(one.key)!, one.balance]))
}

export async function pipelineOf(ctx: Ctx, filter: { outlet?: string | undefined; product?: LoanProduct | undefined }) {
  const { rows } = await casesBy(ctx, { ...filter, limit: 10_000 })
  const views = await summaries(ctx, rows)
  const loans = [
    ...(
      await loanNosBy(
        ctx,
        rows.map((row) => row.id),
      )
    ).values(),
  ].flat()
  const late = await overdueOf(ctx, loans)
  const waiting = await ctx.db
    .selectFrom("approval")
    .select("object_id")
    .where("kind", "like", "corporate-loan.%")
    .where("state", "=", "open")
    .execute()
  const today = await todayOf(ctx)
  const tasks = (await taskViews(ctx, { open: true, to: today, limit: 1000 })).filter((one) =>
    views.some((view) => view.id === one.caseId),
  )
  const fen = (text: string): bigint => BigInt(text.replace(".", ""))
  const sum = (list: typeof views, of: (one: (typeof views)[number]) => string): string =>
    yuan(list.reduce((total, one) => total + fen(of(one)), 0n))
  const beforeMoney = new Set<Group>(["intake", "decision", "closing"])
  const waitingCases = views.filter((one) => beforeMoney.has(stateTitles[one.state].group))
  return {
    states: states.map((state) => {
      const list = views.filter((one) => one.state === state)
      return {
        state,
        cases: list.length,
        amount: sum(list, (one) => one.amount),
        oldestDays: Math.max(0, ...list.map((one) => one.age)),
        over30Days: list.filter((one) => one.age > 30).length,
      }
    }),
    outstanding: sum(views, (one) => one.outstanding),
    undrawn: sum(views, (one) => one.undrawn),
    overdueLoans: late.loans,
    overdue: yuan(late.lateFen),
    approvalsWaiting: waiting.filter((one) => views.some((view) => view.id === one.object_id)).length,
    redWarnings: views.filter((one) => one.level === "red").length,
    lateTasks: tasks.length,
    oldest: waitingCases.toSorted((a, b) => b.age - a.age).slice(0, 8),
  }
}
