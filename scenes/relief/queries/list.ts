// Lists: cases with filters, the worklist with signals first, the calendar of observations.
import type { Ctx } from "#kernel/flow"
import { initialsOf } from "#kernel/party"
import { daysBetween, type RiskClass } from "#contract/products/loan"
import { outstandingOf } from "#products/loan"
import type { signals } from "../model.ts"
import type { Tool } from "../rules.ts"
import { openStates, type ReliefState } from "../states.ts"
import { yuan, type CaseRow } from "../flows/case.ts"
import { todayOf } from "../flows/comparing.ts"
import { sizeOf } from "../flows/facts.ts"

export interface NamedCase extends CaseRow {
  party_name: string
  party_kind: string
  party_size: string | null
}

export interface CaseFilter {
  state?: ReliefState | undefined
  tool?: Tool | undefined
  outlet?: string | undefined
  partyId?: string | undefined
  loanNo?: string | undefined
  q?: string | undefined
  after?: string | undefined
  limit: number
}

function scoped(ctx: Ctx) {
  const found = ctx.db
    .selectFrom("relief_case")
    .innerJoin("party", "party.id", "relief_case.party_id")
    .selectAll("relief_case")
    .select(["party.name as party_name", "party.kind as party_kind", "party.size as party_size"])
  if (ctx.actor.kind === "portal") return found.where("relief_case.party_id", "=", ctx.actor.partyId ?? "")
  return ctx.actor.scope === "all" ? found : found.where("relief_case.outlet", "in", [...ctx.actor.scope, "-"])
}

export async function casesBy(ctx: Ctx, filter: CaseFilter): Promise<{ rows: NamedCase[]; next: string | null }> {
  let found = scoped(ctx)
    .orderBy("relief_case.case_no", "desc")
    .limit(filter.limit + 1)
  if (filter.state) found = found.where("relief_case.state", "=", filter.state)
  if (filter.tool) found = found.where("tool", "=", filter.tool)
  if (filter.outlet) found = found.where("relief_case.outlet", "=", filter.outlet)
  if (filter.partyId) found = found.where("relief_case.party_id", "=", filter.partyId)
  if (filter.after) found = found.where("relief_case.case_no", "<", filter.after)
  const { loanNo, q } = filter
  if (loanNo) found = found.where((e) => e.or([e("loan_no", "=", loanNo), e("new_loan_no", "=", loanNo)]))
  if (q) {
    const like = `%${q.replace(/[\\%_]/g, "\\$&")}%`
    const initials = initialsOf(q)
    found = found.where((e) =>
      e.or([
        e("case_no", "ilike", like),
        e("loan_no", "ilike", like),
        e("party.name", "like", like),
        ...(initials.length > 1 ? [e("party.initials", "like", `%${initials}%`)] : []),
      ]),
    )
  }
  const rows = await found.execute()
  const page = rows.slice(0, filter.limit)
  return { rows: page, next: rows.length > filter.limit ? page.at(-1)!.case_no : null }
}

/** The note a case is about now: the new one where one was made. */
export const noteOf = (row: CaseRow): string => row.new_loan_no ?? row.loan_no

export async function notesOf(ctx: Ctx, rows: readonly CaseRow[]) {
  const nos = [...new Set(rows.map(noteOf))]
  if (nos.length === 0) return new Map<string, never>()
  const loans = await ctx.db
    .selectFrom("loan")
    .select(["id", "loan_no", "matures_on", "overdue_since", "risk_class", "state"])
    .where("loan_no", "in", nos)
    .execute()
  const owed = await outstandingOf(ctx, nos)
  return new Map(loans.map((one) => [one.loan_no, { ...one, owedFen: owed.get(one.loan_no) ?? 0n }]))
}

export async function summaries(ctx: Ctx, rows: readonly NamedCase[]) {
  const today = await todayOf(ctx)
  const notes = await notesOf(ctx, rows)
  return rows.map((row) => {
    const note = notes.get(noteOf(row))!
    return {
      id: row.id,
      caseNo: row.case_no,
      loanNo: row.loan_no,
      partyId: row.party_id,
      partyName: row.party_name,
      size: sizeOf({ kind: row.party_kind, size: row.party_size }),
      outlet: row.outlet,
      state: row.state as ReliefState,
      signal: row.signal as (typeof signals)[number],
      signalledOn: row.signalled_on,
      maturesOn: note.matures_on,
      daysLeft: daysBetween(today, note.matures_on),
      overdueDays: note.overdue_since ? Math.max(0, daysBetween(note.overdue_since, today)) : 0,
      outstanding: yuan(note.owedFen),
      riskClass: note.risk_class as RiskClass,
      tool: row.tool as Tool | null,
      observationUntil: row.observation_until,
      restarts: row.restarts,
      stateSince: row.state_since.toISOString(),
    }
  })
}

/** What is to do first: arrears, then the fewest days left; agreed measures come after what still waits for somebody. */
export async function worklistOf(ctx: Ctx, outlet: string | undefined) {
  const { rows } = await casesBy(ctx, { outlet, limit: 5000 })
  const views = await summaries(ctx, rows)
  const open = views.filter((one) => openStates.includes(one.state) || one.state === "observed")
  const inEffect = views.filter((one) => one.state === "effective")
  const rank = (one: (typeof views)[number]) => (one.overdueDays > 0 ? -1 : one.daysLeft)
  const waiting = await ctx.db
    .selectFrom("approval")
    .select("object_id")
    .where("kind", "=", "relief.measure")
    .where("state", "=", "open")
    .execute()
  const fen = (text: string): bigint => BigInt(text.replace(".", ""))
  return {
    signalled: open.filter((one) => one.state === "signalled").length,
    underWay: open.filter((one) => one.state !== "signalled").length,
    waitingApproval: waiting.filter((one) => views.some((view) => view.id === one.object_id)).length,
    observed: inEffect.filter((one) => one.observationUntil !== null).length,
    balance: yuan(inEffect.reduce((sum, one) => sum + fen(one.outstanding), 0n)),
    items: open.toSorted((a, b) => rank(a) - rank(b)),
  }
}

export async function calendarOf(ctx: Ctx, outlet: string | undefined) {
  const today = await todayOf(ctx)
  const { rows } = await casesBy(ctx, { outlet, limit: 5000 })
  const watched = rows
    .filter((row) => row.observation_until !== null && (row.state === "effective" || row.state === "observed"))
    .toSorted((a, b) => (a.observation_until! < b.observation_until! ? -1 : 1))
  const notes = await notesOf(ctx, watched)
  const items = []
  for (const row of watched) {
    const note = notes.get(noteOf(row))!
    const next = await ctx.db
      .selectFrom("loan_instalment")
      .select(["due_on", "principal_fen", "interest_fen"])
      .where("loan_id", "=", note.id)
      .where("replaced", "=", false)
      .where("due_done_on", "is", null)
      .orderBy("n")
      .limit(1)
      .executeTakeFirst()
    items.push({
      id: row.id,
      caseNo: row.case_no,
      partyName: row.party_name,
      loanNo: noteOf(row),
      state: row.state as ReliefState,
      from: row.observation_from!,
      until: row.observation_until!,
      daysLeft: daysBetween(today, row.observation_until!),
      restarts: row.restarts,
      riskClass: note.risk_class as RiskClass,
      nextDue: next?.due_on ?? null,
      nextAmount: next ? yuan(next.principal_fen + next.interest_fen) : null,
    })
  }
  return { today, items }
}
