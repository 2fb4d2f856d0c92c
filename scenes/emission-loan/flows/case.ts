// What every use case of this scene starts and ends with: take the case, ask the state table, move, tell.
import { sql, type Selectable, type Updateable } from "kysely"
import { balances, formatAmount, parseAmount } from "#ledger"
import type { Tables } from "#kernel/db"
import { ledgerOn, stableJson, type Ctx, type FlowCtx } from "#kernel/flow"
import { inScope } from "#kernel/org"
import { ok, type Outcome } from "#kernel/refusal"
import { parameter } from "#kernel/rule-data"
import {
  chargesOf,
  isValuationStale,
  latestValuation,
  valuationValidUntil,
  type CollateralClass,
  type LtvCapsBp,
} from "#products/collateral"
import { outstandingOf } from "#products/loan"
import { refuse } from "../refusals.ts"
import type { AlertBands, PackageLeg, Pollutant } from "../rules.ts"
import { eventKinds, type EventKind } from "../rules.ts"
import { cannot, type CaseFacts, type Reason } from "../rules/guards.ts"
import { actions, canMove, stateTitles, type CaseAction, type CaseState } from "../states.ts"

export type CaseRow = Selectable<Tables["emission_case"]>

export const yuan = (fen: bigint): string => formatAmount(fen, 2)
/** Amount texts were checked by the contract's shape. */
export const fenOf = (text: string): bigint => parseAmount(text, 2) ?? 0n
export const stateOf = (row: CaseRow): CaseState => row.state as CaseState

export async function findCase(ctx: Ctx, id: string): Promise<Outcome<CaseRow>> {
  const row = await ctx.db.selectFrom("emission_case").selectAll().where("id", "=", id).executeTakeFirst()
  return row && maySee(ctx, row) ? ok(row) : refuse["E-NOT-FOUND"]({ id, what: "业务" })
}

export async function lockCase(ctx: FlowCtx, id: string): Promise<Outcome<CaseRow>> {
  const row = await ctx.db.selectFrom("emission_case").selectAll().where("id", "=", id).forUpdate().executeTakeFirst()
  return row && maySee(ctx, row) ? ok(row) : refuse["E-NOT-FOUND"]({ id, what: "业务" })
}

const maySee = (ctx: Ctx, row: CaseRow): boolean =>
  ctx.actor.kind === "portal" ? ctx.actor.partyId === row.party_id : inScope(ctx, row.outlet)

export interface CaseLeg {
  id: string
  itemId: string
  itemNo: string
  class: CollateralClass
  title: string
  status: "active" | "lost" | "released"
  location: string | null
  insuranceNo: string | null
  titleNo: string | null
  rightId: string | null
  grams: bigint | null
  priorClaimsFen: bigint
  valueFen: bigint | null
  valuedOn: string | null
  validUntil: string | null
}

export async function legsOf(ctx: Ctx, caseId: string): Promise<CaseLeg[]> {
  const rows = await ctx.db
    .selectFrom("emission_leg")
    .innerJoin("collateral_item", "collateral_item.id", "emission_leg.item_id")
    .selectAll("emission_leg")
    .select(["item_no", "title", "title_no", "status", "location", "insurance_no"])
    .where("case_id", "=", caseId)
    .where("removed_at", "is", null)
    .orderBy("emission_leg.created_at")
    .execute()
  const legs: CaseLeg[] = []
  for (const row of rows) {
    const valued = await latestValuation(ctx, row.item_id)
    legs.push({
      id: row.id,
      itemId: row.item_id,
      itemNo: row.item_no,
      class: row.class as CollateralClass,
      title: row.title,
      status: row.status as CaseLeg["status"],
      location: row.location,
      insuranceNo: row.insurance_no,
      titleNo: row.title_no,
      rightId: row.right_id,
      grams: row.grams,
      priorClaimsFen: row.prior_claims_fen,
      valueFen: valued?.valueFen ?? null,
      valuedOn: valued?.valuedOn ?? null,
      validUntil: valued?.validUntil ?? null,
    })
  }
  return legs
}

export const packageLegs = (legs: readonly CaseLeg[]): PackageLeg[] =>
  legs.map((leg) => ({
    class: leg.class,
    valueFen: leg.valueFen ?? 0n,
    priorClaimsFen: leg.priorClaimsFen,
    active: leg.status === "active",
  }))

export const capsOf = (ctx: Ctx, on: string): Promise<LtvCapsBp> =>
  parameter<LtvCapsBp>(ctx, "collateral.ltv-caps-bp", on)
export const bandsOf = (ctx: Ctx, on: string): Promise<AlertBands> =>
  parameter<AlertBands>(ctx, "emission-loan.alert-bands-bp", on)

/** The facts that the guards of the state table ask for. */
export async function factsOf(ctx: Ctx, row: CaseRow, on: string): Promise<CaseFacts> {
  const legs = await legsOf(ctx, row.id)
  const charges = await chargesOf(ctx, row.case_no)
  const active = legs.filter((leg) => leg.status === "active")
  const isDone = (leg: CaseLeg): boolean => {
    const own = charges.filter((charge) => charge.item_id === leg.itemId && charge.state !== "refused")
    return own.length > 0 && own.every((charge) => charge.state === "done")
  }
  const red = await ctx.db
    .selectFrom("emission_event")
    .select("kind")
    .where("case_id", "=", row.id)
    .where("severity", "=", "red")
    .where("closed_at", "is", null)
    .executeTakeFirst()
  const pending = await ctx.db
    .selectFrom("approval")
    .select("kind")
    .where("object_id", "=", row.id)
    .where("state", "=", "open")
    .execute()
  const months = await parameter<number>(ctx, "collateral.valuation-months", on)
  const stale = active.some((leg) => leg.valuedOn === null || isValuationStale(leg.valuedOn, on, months))
  return {
    packageType: row.package_type,
    activeRights: active.filter((leg) => leg.class === "emission_right").length,
    activeOthers: active.filter((leg) => leg.class !== "emission_right").length,
    unregistered: active.filter((leg) => !isDone(leg)).map((leg) => leg.title),
    unreleased: charges.filter((charge) => charge.state === "releasing").map((charge) => charge.request_no),
    valuationStale: stale,
    approvalPending: pending.some((one) => one.kind === "emission-loan.credit"),
    disbursementPending: pending.some((one) => one.kind === "emission-loan.disburse"),
    owedFen: row.loan_no ? await owedFen(ctx, row.loan_no) : null,
    openRedEvent: red ? eventKinds[red.kind as EventKind].zh : null,
    registrationsSent: charges.length > 0,
  }
}

/** Everything on the note's accounts; zero means settled. */
export async function owedFen(ctx: Ctx, loanNo: string): Promise<bigint> {
  const keys = ["principal", "overdue", "interest", "penalty", "compound", "memo"].map(
    (part) => `loan:${loanNo}:${part}`,
  )
  return (await balances(ledgerOn(ctx.db), keys)).reduce((sum, one) => sum + one.balance, 0n)
}

export const outstandingFen = async (ctx: Ctx, row: CaseRow): Promise<bigint> =>
  row.loan_no ? ((await outstandingOf(ctx, [row.loan_no])).get(row.loan_no) ?? 0n) : 0n

/** The state table's answer as a refusal. */
export async function guard(ctx: FlowCtx, row: CaseRow, action: CaseAction): Promise<Outcome<CaseFacts>> {
  const facts = await factsOf(ctx, row, ctx.today)
  const reason = cannot(action, stateOf(row), facts)
  if (!reason) return ok(facts)
  return (
    (await namedRefusal(ctx, row, reason, facts)) ??
    refuse["E-STATE"]({ reason: reason.zh, reasonEn: reason.en, state: row.state, action })
  )
}

/** The same "no" with its figures, where a refusal of its own is kept for it. */
async function namedRefusal(ctx: FlowCtx, row: CaseRow, reason: Reason, facts: CaseFacts) {
  if (reason.code === "E-NOT-REGISTERED") return refuse[reason.code]({ items: facts.unregistered.join("、") })
  if (reason.code === "E-RED-EVENT") return refuse[reason.code]({ event: facts.openRedEvent })
  if (reason.code === "E-BALANCE") return refuse[reason.code]({ owed: yuan(facts.owedFen ?? 0n) })
  if (reason.code === "E-DOUBLE")
    return row.package_type === "DOUBLE"
      ? refuse[reason.code]({ missing: facts.activeRights === 0 ? "有效的排污权" : "其他类别押品" })
      : null
  if (reason.code !== "E-VAL-STALE") return null
  const active = (await legsOf(ctx, row.id)).filter((leg) => leg.status === "active")
  const oldest = active.toSorted((a, b) => ((a.valuedOn ?? "") < (b.valuedOn ?? "") ? -1 : 1))[0]
  // A leg that was never valued has no date to name; the plain sentence asks for the valuation.
  if (!oldest?.valuedOn) return null
  const months = await parameter<number>(ctx, "collateral.valuation-months", ctx.today)
  return refuse["E-VAL-STALE"]({
    valuedOn: oldest.valuedOn,
    months,
    validUntil: valuationValidUntil(oldest.valuedOn, months),
  })
}

type CaseSet = Updateable<Tables["emission_case"]>

export interface Step {
  action: CaseAction
  to: CaseState
  set?: CaseSet
  zh?: string
  en?: string
  reference?: string
}

/** Moves a case, with its line in the timeline, its audit entry and its event. Leaving the state table is a bug. */
export async function move(ctx: FlowCtx, row: CaseRow, step: Step): Promise<{ id: string; state: CaseState }> {
  const from = stateOf(row)
  if (!canMove(from, step.action, step.to))
    throw new Error(`${row.case_no}: ${step.action} cannot lead from ${from} to ${step.to}`)
  const changed = { ...step.set, state: step.to, ...(from === step.to ? {} : { state_since: ctx.clock.now() }) }
  await ctx.db.updateTable("emission_case").set(changed).where("id", "=", row.id).execute()
  const zh = step.zh ?? `${actions[step.action].zh}，进入“${stateTitles[step.to].zh}”`
  const en = step.en ?? `${actions[step.action].en}: now “${stateTitles[step.to].en}”`
  await tell(ctx, row.id, { kind: "state", zh, en, reference: step.reference })
  ctx.note({
    action: `emission-loan.${step.action}`,
    object: "emission-case",
    objectId: row.id,
    before: { state: from },
    after: { ...step.set, state: step.to },
  })
  ctx.emit({
    type: `emission-loan.${step.action}`,
    subject: row.id,
    data: { caseNo: row.case_no, from, state: step.to },
  })
  return { id: row.id, state: step.to }
}

export async function tell(
  ctx: FlowCtx,
  caseId: string,
  line: { kind: string; zh: string; en: string; reference?: string },
): Promise<void> {
  await ctx.db
    .insertInto("emission_timeline")
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
  sequence: "emission_case_number" | "emission_item_number",
): Promise<bigint> {
  const { rows } = await sql<{ n: bigint }>`select nextval(${sequence}::regclass) as n`.execute(ctx.db)
  return rows[0]!.n
}

export const json = (value: unknown): string => stableJson(value)
export type { Pollutant }
