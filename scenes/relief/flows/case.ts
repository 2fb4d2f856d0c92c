// What every use case of relief starts and ends with: take the case, ask the state table, move, tell.
import { sql, type Selectable, type Updateable } from "kysely"
import { formatAmount, parseAmount } from "#ledger"
import type { Tables } from "#kernel/db"
import { stableJson, type Ctx, type FlowCtx } from "#kernel/flow"
import { inScope } from "#kernel/org"
import { ok, type Outcome } from "#kernel/refusal"
import { refuse } from "../refusals.ts"
import { cannot, type Consent, type StepFacts, type Tool } from "../rules.ts"
import { actions, canMove, stateTitles, type ReliefAction, type ReliefState } from "../states.ts"

export type CaseRow = Selectable<Tables["relief_case"]>
type CaseSet = Updateable<Tables["relief_case"]>

export const yuan = (fen: bigint): string => formatAmount(fen, 2)
/** Amount texts were checked by the contract's shape. */
export const fenOf = (text: string): bigint => parseAmount(text, 2) ?? 0n
export const stateOf = (row: CaseRow): ReliefState => row.state as ReliefState
export const json = (value: unknown): string => stableJson(value)
export const consentsOf = (row: CaseRow): Consent[] | null => row.consents as unknown as Consent[] | null

/** Staff within their outlets, a firm for its own. */
const maySee = (ctx: Ctx, row: CaseRow): boolean =>
  ctx.actor.kind === "portal" ? ctx.actor.partyId === row.party_id : inScope(ctx, row.outlet)

export async function findCase(ctx: Ctx, id: string): Promise<Outcome<CaseRow>> {
  const row = await ctx.db.selectFrom("relief_case").selectAll().where("id", "=", id).executeTakeFirst()
  return row && maySee(ctx, row) ? ok(row) : refuse["E-NOT-FOUND"]({ id, what: "纾困业务" })
}

export async function lockCase(ctx: FlowCtx, id: string): Promise<Outcome<CaseRow>> {
  const row = await ctx.db.selectFrom("relief_case").selectAll().where("id", "=", id).forUpdate().executeTakeFirst()
  return row && maySee(ctx, row) ? ok(row) : refuse["E-NOT-FOUND"]({ id, what: "纾困业务" })
}

/** The case locked and its step asked for, in one. */
export async function open(ctx: FlowCtx, id: string, action: ReliefAction): Promise<Outcome<CaseRow>> {
  const found = await lockCase(ctx, id)
  if (!found.ok) return found
  const row = found.value
  const facts = await stepFactsOf(ctx, row, ctx.today)
  const reason = cannot(action, stateOf(row), facts)
  if (reason === null) return found
  switch (reason.code) {
    case "E-LATE":
      return refuse["E-LATE"]({ loanNo: row.loan_no, maturesOn: facts.maturesOn, today: ctx.today })
    case "E-CONSENT":
      return refuse["E-CONSENT"]({ names: facts.waitingConsents.join("、") }, "consents")
    case "E-OBS":
      return refuse["E-OBS"]({ why: reason.zh, whyEn: reason.en })
    default:
      return refuse["E-STATE"]({ reason: reason.zh, reasonEn: reason.en })
  }
}

export async function stepFactsOf(ctx: Ctx, row: CaseRow, today: string): Promise<StepFacts> {
  const loan = await ctx.db
    .selectFrom("loan")
    .select("matures_on")
    .where("loan_no", "=", row.loan_no)
    .executeTakeFirstOrThrow()
  const pending = await ctx.db
    .selectFrom("approval")
    .select("id")
    .where("kind", "=", "relief.measure")
    .where("object_id", "=", row.id)
    .where("state", "=", "open")
    .executeTakeFirst()
  return {
    today,
    maturesOn: loan.matures_on,
    tool: row.tool as Tool | null,
    approvalPending: pending !== undefined,
    waitingConsents: (consentsOf(row) ?? []).filter((one) => one.agreedOn === null).map((one) => one.name),
    observationUntil: row.observation_until,
  }
}

export interface Step {
  action: ReliefAction
  to: ReliefState
  set?: CaseSet
  zh?: string
  en?: string
  kind?: "state" | "approval" | "warning" | "good"
}

export interface Moved {
  id: string
  state: ReliefState
}

/** Moves a case, with its line in the timeline, its audit entry and its event. Leaving the state table is a bug. */
export async function move(ctx: FlowCtx, row: CaseRow, step: Step): Promise<Moved> {
  const from = stateOf(row)
  if (!canMove(from, step.action, step.to))
    throw new Error(`${row.case_no}: ${step.action} cannot lead from ${from} to ${step.to}`)
  const changed = { ...step.set, state: step.to, ...(from === step.to ? {} : { state_since: ctx.clock.now() }) }
  await ctx.db.updateTable("relief_case").set(changed).where("id", "=", row.id).execute()
  const zh = step.zh ?? `${actions[step.action].zh}，进入“${stateTitles[step.to].zh}”`
  const en = step.en ?? `${actions[step.action].en}: now “${stateTitles[step.to].en}”`
  await tell(ctx, row.id, { kind: step.kind ?? "state", zh, en })
  ctx.note({
    action: `relief.${step.action}`,
    object: "relief-case",
    objectId: row.id,
    before: { state: from },
    after: { ...step.set, state: step.to },
  })
  ctx.emit({
    type: `relief.${step.action}`,
    subject: row.id,
    data: { caseNo: row.case_no, loanNo: row.loan_no, from, state: step.to },
  })
  return { id: row.id, state: step.to }
}

export async function tell(
  ctx: FlowCtx,
  caseId: string,
  line: { kind: string; zh: string; en: string },
): Promise<void> {
  await ctx.db
    .insertInto("relief_timeline")
    .values({ case_id: caseId, at: ctx.clock.now(), who: ctx.actor.name, ...line })
    .execute()
}

export async function nextCaseNo(ctx: FlowCtx): Promise<string> {
  const { rows } = await sql<{ n: bigint }>`select nextval('relief_case_number'::regclass) as n`.execute(ctx.db)
  return `JK${ctx.today.slice(0, 4)}${String(rows[0]!.n).padStart(5, "0")}`
}
