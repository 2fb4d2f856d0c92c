// A use case: one permission, one transaction, one audit trail. Promises: a refusal leaves nothing behind; the answer
// to an Idempotency-Key is stored in the same transaction as the money; a denied try is recorded too.
// A flow called by another flow joins its transaction.
import { createHash } from "node:crypto"
import { CompiledQuery } from "kysely"
import { newId, openDate, postAll, reverse, type Posting, type Queryable } from "#ledger"
import { recordAudit, recordDenial } from "#kernel/audit"
import type { DbTransaction } from "#kernel/db"
import { ok, type Outcome } from "#kernel/refusal"
import type { AuditNote, Ctx, EventNote, FlowCtx } from "./context.ts"
import { ledgerRefusal } from "./ledger-refusal.ts"
import { refuse } from "./refusals.ts"

/** The on-balance book (表内), whose open day is the branch's accounting date. */
export const mainBook = 1
/** The memo book (表外): what is promised or asked for, not owned. */
export const memoBook = 2

export interface FlowSpec {
  /** e.g. "emission-loan.apply"; the audit's action. */
  name: string
  /** Permission code, or null where the flow itself decides who may (sign-in, system work). */
  permission: string | null
}

export interface Flow<I, O> {
  (ctx: Ctx, input: I): Promise<Outcome<O>>
  readonly spec: FlowSpec
}

/**
 * Defines a use case.
 *
 *     export const closeAccount = flow({ name: "deposit.close", permission: "deposit.close" }, async (ctx, input: { id: string }) => {
 *       const account = await load(ctx.db, input.id)
 *       const plan = planClose(account, ctx.today)        // pure
 *       if (!plan.ok) return plan                         // a refusal rolls everything back
 *       ctx.note({ object: "deposit", objectId: input.id, before: account, after: plan.value })
 *       return ctx.post([closeOut.build(plan.value)])
 *     })
 */
export function flow<I, O>(spec: FlowSpec, run: (ctx: FlowCtx, input: I) => Promise<Outcome<O>>): Flow<I, O> {
  const call = async (ctx: Ctx, input: I): Promise<Outcome<O>> => {
    if (spec.permission !== null && !ctx.actor.permissions.has(spec.permission)) {
      await recordDenial(ctx, spec.name)
      return refuse["E-DENIED"]({ action: spec.name })
    }
    return isFlowCtx(ctx) ? run(ctx, input) : inTransaction(ctx, spec, input, run)
  }
  return Object.assign(call, { spec })
}

export function isFlowCtx(ctx: Ctx): ctx is FlowCtx {
  return "post" in ctx
}

/** Carries a refusal out of the transaction so that the database rolls it back. */
class RolledBack extends Error {
  outcome: Outcome<never>
  constructor(outcome: Outcome<never>) {
    super("rolled back")
    this.outcome = outcome
  }
}

class DryRun extends Error {
  value: unknown
  constructor(value: unknown) {
    super("dry run")
    this.value = value
  }
}

async function inTransaction<I, O>(
  ctx: Ctx,
  spec: FlowSpec,
  input: I,
  run: (ctx: FlowCtx, input: I) => Promise<Outcome<O>>,
): Promise<Outcome<O>> {
  try {
    return await ctx.db.transaction().execute(async (trx) => {
      const repeated = await claimKey(ctx, trx, spec, input)
      if (repeated) return repeated as Outcome<O>
      const { flowCtx, notes, events } = await open(ctx, trx)
      const outcome = await run(flowCtx, input)
      if (!outcome.ok) throw new RolledBack(outcome)
      if (ctx.dryRun) throw new DryRun(outcome.value)
      await storeEvents(trx, flowCtx, events)
      await storeAnswer(ctx, trx, outcome.value)
      const entries = notes.length > 0 ? notes : [{ object: spec.name, objectId: "-", after: input }]
      await recordAudit(
        trx,
        flowCtx,
        entries.map((note) => ({ action: spec.name, ...note })),
      )
      return outcome
    })
  } catch (thrown) {
    if (thrown instanceof RolledBack) return thrown.outcome
    if (thrown instanceof DryRun) return ok(thrown.value as O)
    throw thrown
  }
}

async function open(
  ctx: Ctx,
  trx: DbTransaction,
): Promise<{ flowCtx: FlowCtx; notes: AuditNote[]; events: EventNote[] }> {
  const notes: AuditNote[] = []
  const events: EventNote[] = []
  const ledger = ledgerOn(trx)
  const flowCtx: FlowCtx = {
    ...ctx,
    db: trx,
    outside: ctx.db,
    ledger,
    today: await openDate(ledger, mainBook),
    post: (postings: Posting[]) => post(ctx, ledger, postings),
    reverse: (postingId, paper) => undo(ctx, ledger, postingId, paper),
    note: (entry) => notes.push(entry),
    emit: (event) => events.push(event),
  }
  return { flowCtx, notes, events }
}

async function post(ctx: Ctx, ledger: Queryable, postings: Posting[]): Promise<Outcome<void>> {
  if (postings.length === 0) return ok()
  const result = await postAll(ledger, postings, { actor: `${ctx.actor.kind}:${ctx.actor.id}`, at: ctx.clock.now() })
  return result.ok ? ok() : ledgerRefusal(result.failure)
}

async function undo(
  ctx: Ctx,
  ledger: Queryable,
  postingId: string,
  paper: { reason: string; approvalId?: string },
): Promise<Outcome<void>> {
  const spec = { ...paper, id: newId(), actor: `${ctx.actor.kind}:${ctx.actor.id}`, at: ctx.clock.now() }
  const wiped = await reverse(ledger, postingId, { ...spec, kind: "wipe" })
  if (wiped.ok) return ok()
  if (wiped.failure.code !== "wipe_needs_open_day") return ledgerRefusal(wiped.failure)
  const reversed = await reverse(ledger, postingId, { ...spec, kind: "reverse" })
  return reversed.ok ? ok() : ledgerRefusal(reversed.failure)
}

/** The ledger's door onto a running Kysely transaction (or onto Kysely itself, for reads). */
export function ledgerOn(db: { executeQuery: DbTransaction["executeQuery"] }): Queryable {
  return {
    query: async ({ text, values }) => {
      const result = await db.executeQuery(CompiledQuery.raw(text, values ? [...values] : []))
      return { rows: result.rows as Record<string, never>[] }
    },
  }
}

/** First comes, first served: a second request with the key waits for the first, then gets its answer. */
async function claimKey(
  ctx: Ctx,
  trx: DbTransaction,
  spec: FlowSpec,
  input: unknown,
): Promise<Outcome<unknown> | undefined> {
  if (!ctx.idempotencyKey || ctx.dryRun) return undefined
  const key = `${ctx.actor.kind}:${ctx.actor.id}:${ctx.idempotencyKey}`
  const inputHash = createHash("sha256")
    .update(stableJson([spec.name, input]))
    .digest()
  const inserted = await trx
    .insertInto("idempotency")
    .values({ key, input_hash: inputHash, answer: null })
    .onConflict((conflict) => conflict.column("key").doNothing())
    .returning("key")
    .executeTakeFirst()
  if (inserted) return undefined
  const stored = await trx.selectFrom("idempotency").selectAll().where("key", "=", key).executeTakeFirstOrThrow()
  if (!stored.input_hash.equals(inputHash)) return refuse["E-KEY-REUSED"]({ key: ctx.idempotencyKey })
  return ok(stored.answer)
}

async function storeAnswer(ctx: Ctx, trx: DbTransaction, value: unknown): Promise<void> {
  if (!ctx.idempotencyKey) return
  const key = `${ctx.actor.kind}:${ctx.actor.id}:${ctx.idempotencyKey}`
  await trx
    .updateTable("idempotency")
    .set({ answer: value === undefined ? null : stableJson(value) })
    .where("key", "=", key)
    .execute()
}

async function storeEvents(trx: DbTransaction, ctx: FlowCtx, events: EventNote[]): Promise<void> {
  if (events.length === 0) return
  await trx
    .insertInto("event")
    .values(
      events.map((event) => ({ ...event, data: stableJson(event.data), actor: ctx.actor.id, at: ctx.clock.now() })),
    )
    .execute()
}

/** JSON with keys in order and bigint as text: equal contents give equal text, hence equal hashes. */
export function stableJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner === "bigint") return String(inner)
    if (inner && typeof inner === "object" && !Array.isArray(inner) && !(inner instanceof Date)) {
      return Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    }
    return inner
  })
}
