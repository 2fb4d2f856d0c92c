// The audit trail: append-only, chained by SM3. Promises: entries of one flow are written in the flow's own transaction
// and after everything else; sensitive values never enter; the verifier names the first entry that does not fit.
import { createHash } from "node:crypto"
import type { AuditNote, Ctx, FlowCtx } from "#kernel/flow"
import type { Db, DbTransaction } from "#kernel/db"
import { maskSensitive } from "./mask-sensitive.ts"

export interface AuditEntry {
  seq: bigint
  at: Date
  actor_kind: string
  actor_id: string
  actor_name: string
  outlet: string | null
  ip: string | null
  request_id: string
  action: string
  object: string
  object_id: string
  before: unknown
  after: unknown
  result: "done" | "denied"
}

type Draft = Required<Pick<AuditNote, "action" | "object" | "objectId">> & AuditNote

export async function recordAudit(
  trx: DbTransaction,
  ctx: Ctx,
  notes: Draft[],
  result: "done" | "denied" = "done",
): Promise<void> {
  const head = await trx.selectFrom("audit_head").selectAll().forUpdate().executeTakeFirstOrThrow()
  let { seq, hash } = head
  const rows = notes.map((note) => {
    seq += 1n
    const entry = entryOf(ctx, note, seq, result)
    const prev = hash
    hash = hashOf(prev, entry)
    return { ...entry, before: json(entry.before), after: json(entry.after), prev_hash: prev, hash }
  })
  await trx.insertInto("audit_entry").values(rows).execute()
  await trx.updateTable("audit_head").set({ seq, hash }).execute()
}

/** A refused try is recorded in a transaction of its own: the caller's is about to be rolled back. */
export async function recordDenial(ctx: Ctx, action: string, object = "permission", objectId = action): Promise<void> {
  const outside = "outside" in ctx ? (ctx as FlowCtx).outside : ctx.db
  await outside.transaction().execute((trx) => recordAudit(trx, ctx, [{ action, object, objectId }], "denied"))
}

function entryOf(ctx: Ctx, note: Draft, seq: bigint, result: "done" | "denied"): AuditEntry {
  return {
    seq,
    at: ctx.clock.now(),
    actor_kind: ctx.actor.kind,
    actor_id: ctx.actor.id,
    actor_name: ctx.actor.name,
    outlet: ctx.actor.outlet,
    ip: ctx.ip,
    request_id: ctx.requestId,
    action: note.action,
    object: note.object,
    object_id: note.objectId,
    before: note.before === undefined ? null : maskSensitive(note.before),
    after: note.after === undefined ? null : maskSensitive(note.after),
    result,
  }
}

const json = (value: unknown) => (value === null ? null : canonical(value))

function hashOf(prev: Buffer, entry: AuditEntry): Buffer {
  return createHash("sm3")
    .update(prev)
    .update(canonical(Object.values(entry)))
    .digest()
}

/** Keys in order, bigint as text: what is read back from jsonb gives the same text as what was written. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner === "bigint") return String(inner)
    if (inner && typeof inner === "object" && !Array.isArray(inner)) {
      return Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    }
    return inner
  })
}

export interface AuditProof {
  ok: boolean
  entries: bigint
  /** First entry that does not fit, with the reason. */
  broken?: { seq: bigint; reason: string }
}

const batchSize = 5_000

/**
 * Walks the whole chain. A missing, added or altered entry is named by its number. Looks at one moment: an entry that
 * is written meanwhile must not look like one that was taken away.
 */
export function verifyAudit(db: Db): Promise<AuditProof> {
  return db.transaction().setIsolationLevel("repeatable read").setAccessMode("read only").execute(walk)
}

async function walk(db: DbTransaction): Promise<AuditProof> {
  let seq = 0n
  let hash: Buffer = Buffer.alloc(32)
  for (;;) {
    const rows = await db
      .selectFrom("audit_entry")
      .selectAll()
      .where("seq", ">", seq)
      .orderBy("seq")
      .limit(batchSize)
      .execute()
    for (const { prev_hash, hash: stored, ...row } of rows) {
      const entry = { ...row, seq: BigInt(row.seq) } as AuditEntry
      if (entry.seq !== seq + 1n) return broken(seq, seq + 1n, "missing")
      if (!prev_hash.equals(hash) || !hashOf(hash, entry).equals(stored)) return broken(seq, entry.seq, "altered")
      seq = entry.seq
      hash = stored
    }
    if (rows.length < batchSize) break
  }
  const head = await db.selectFrom("audit_head").selectAll().executeTakeFirstOrThrow()
  if (BigInt(head.seq) !== seq || !head.hash.equals(hash)) return broken(seq, seq + 1n, "missing")
  return { ok: true, entries: seq }
}

function broken(entries: bigint, seq: bigint, reason: string): AuditProof {
  return { ok: false, entries, broken: { seq, reason } }
}
