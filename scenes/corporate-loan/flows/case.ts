// What every use case of this scene starts and ends with: take the case, ask the state table, move, tell.
import { sql, type Selectable, type Updateable } from "kysely"
import { formatAmount, parseAmount } from "#ledger"
import type { Tables } from "#kernel/db"
import { stableJson, type Ctx, type FlowCtx } from "#kernel/flow"
import { inScope } from "#kernel/org"
import { ok, type Outcome } from "#kernel/refusal"
import { refuse } from "../refusals.ts"
import type { LoanProduct } from "../rules.ts"
import { actions, canMove, stateTitles, type CaseAction, type CaseState } from "../states.ts"

export type CaseRow = Selectable<Tables["corporate_case"]>
export type DrawRow = Selectable<Tables["corporate_draw"]>

export const yuan = (fen: bigint): string => formatAmount(fen, 2)
/** Amount texts were checked by the contract's shape. */
export const fenOf = (text: string): bigint => parseAmount(text, 2) ?? 0n
export const stateOf = (row: CaseRow): CaseState => row.state as CaseState
export const productOf = (row: CaseRow): LoanProduct => row.product as LoanProduct
export const json = (value: unknown): string => stableJson(value)

/** What the branch has decided to lend, or as long as it has not what is asked. */
export const amountFen = (row: CaseRow): bigint => row.approved_fen ?? row.reviewed_fen ?? row.asked_fen
export const monthsOf = (row: CaseRow): number => row.reviewed_months ?? row.term_months

export async function findCase(ctx: Ctx, id: string): Promise<Outcome<CaseRow>> {
  const row = await ctx.db.selectFrom("corporate_case").selectAll().where("id", "=", id).executeTakeFirst()
  return row && inScope(ctx, row.outlet) ? ok(row) : refuse["E-NOT-FOUND"]({ id, what: "业务" })
}

export async function lockCase(ctx: FlowCtx, id: string): Promise<Outcome<CaseRow>> {
  const row = await ctx.db.selectFrom("corporate_case").selectAll().where("id", "=", id).forUpdate().executeTakeFirst()
  return row && inScope(ctx, row.outlet) ? ok(row) : refuse["E-NOT-FOUND"]({ id, what: "业务" })
}

type CaseSet = Updateable<Tables["corporate_case"]>

export interface Step {
  action: CaseAction
  to: CaseState
  set?: CaseSet
  zh?: string
  en?: string
  reference?: string
  kind?: "state" | "approval" | "registration" | "payment" | "warning"
}

/** Moves a case, with its line in the timeline, its audit entry and its event. Leaving the state table is a bug. */
export async function move(ctx: FlowCtx, row: CaseRow, step: Step): Promise<{ id: string; state: CaseState }> {
  const from = stateOf(row)
  if (!canMove(from, step.action, step.to))
    throw new Error(`${row.case_no}: ${step.action} cannot lead from ${from} to ${step.to}`)
  const changed = { ...step.set, state: step.to, ...(from === step.to ? {} : { state_since: ctx.clock.now() }) }
  await ctx.db.updateTable("corporate_case").set(changed).where("id", "=", row.id).execute()
  const zh = step.zh ?? `${actions[step.action].zh}，进入“${stateTitles[step.to].zh}”`
  const en = step.en ?? `${actions[step.action].en}: now “${stateTitles[step.to].en}”`
  await tell(ctx, row.id, { kind: step.kind ?? "state", zh, en, reference: step.reference })
  ctx.note({
    action: `corporate-loan.${step.action}`,
    object: "corporate-case",
    objectId: row.id,
    before: { state: from },
    after: { ...step.set, state: step.to },
  })
  ctx.emit({
    type: `corporate-loan.${step.action}`,
    subject: row.id,
    data: { caseNo: row.case_no, from, state: step.to },
  })
  return { id: row.id, state: step.to }
}

/** Changes the row where the case stays where it is. */
export async function keep(ctx: FlowCtx, row: CaseRow, set: CaseSet, zh: string, en: string): Promise<void> {
  await ctx.db.updateTable("corporate_case").set(set).where("id", "=", row.id).execute()
  await tell(ctx, row.id, { kind: "task", zh, en })
  ctx.note({ object: "corporate-case", objectId: row.id, after: set })
}

export async function tell(
  ctx: FlowCtx,
  caseId: string,
  line: { kind: string; zh: string; en: string; reference?: string | undefined },
): Promise<void> {
  await ctx.db
    .insertInto("corporate_timeline")
    .values({
      case_id: caseId,
      at: ctx.clock.now(),
      who: ctx.actor.name,
      kind: line.kind,
      zh: line.zh,
      en: line.en,
      reference: line.reference ?? null,
    })
    .execute()
}

export async function nextNumber(
  ctx: FlowCtx,
  sequence: "corporate_case_number" | "corporate_item_number",
): Promise<string> {
  const { rows } = await sql<{ n: bigint }>`select nextval(${sequence}::regclass) as n`.execute(ctx.db)
  return String(rows[0]!.n).padStart(sequence === "corporate_case_number" ? 5 : 6, "0")
}

export async function partyNameOf(ctx: Ctx, row: CaseRow): Promise<string> {
  const party = await ctx.db.selectFrom("party").select("name").where("id", "=", row.party_id).executeTakeFirstOrThrow()
  return party.name
}
