// Paying out what evidence has earned. Promises: a batch takes what is confirmed up to its cut-off and not held back; each
// commit posts some thousand lines and marks them, so a killed batch goes on where it stopped and pays nothing twice.
import { randomUUID } from "node:crypto"
import { sql, type Selectable } from "kysely"
import { z } from "zod"
import { newId } from "#ledger"
import type { Tables } from "#kernel/db"
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { startJob } from "#kernel/job"
import { ok, type Outcome } from "#kernel/refusal"
import type { JobHandler } from "#kernel/scene"
import { freezeInForce } from "./freeze.ts"
import { nextNumber, poolById, type Pool } from "./pool.ts"
import { release, type ReleasedLine } from "./postings.ts"
import { refuse } from "./refusals.ts"

export type Batch = Selectable<Tables["custody_batch"]>

/** Why nothing of this pool can be released now, or null. */
export async function cannotRelease(ctx: Ctx, pool: Pool): Promise<Outcome<never> | null> {
  if (pool.settlement_no === null) return refuse["E-NO-SETTLEMENT"]({ poolNo: pool.pool_no })
  if (pool.stopped_reason !== null) return refuse["E-STOPPED"]({ poolNo: pool.pool_no, reason: pool.stopped_reason })
  const frozen = await freezeInForce(ctx, { poolId: pool.id, holdingId: null, what: "release" })
  if (!frozen) return null
  return refuse["E-FROZEN"]({
    document: frozen.document_no,
    authority: frozen.authority,
    what: "划拨",
    whatEn: "release",
  })
}

/** Lines of holdings that are being returned or frozen stay where they are. */
const free = sql<boolean>`h.state = 'open' and not exists (select from custody_freeze f
  where f.holding_id = h.id and f.state in ('active', 'lifting'))`

export interface BatchAsked {
  pool: Pool
  cutoffAt: Date
}

/** Takes everything that is confirmed into one batch and starts its payment. */
export async function makeBatch(
  ctx: FlowCtx,
  { pool, cutoffAt }: BatchAsked,
): Promise<Outcome<{ id: string; number: string; lines: number; amountFen: bigint; jobId: string }>> {
  const no = await cannotRelease(ctx, pool)
  if (no) return no
  const id = randomUUID()
  const number = await nextNumber(ctx, "custody_batch_number", "HB")
  await ctx.db
    .insertInto("custody_batch")
    .values({
      id,
      number,
      pool_id: pool.id,
      settlement_no: pool.settlement_no!,
      cutoff_at: cutoffAt,
      lines: 0,
      amount_fen: 0n,
      state: "open",
      made_by: ctx.actor.name,
      made_at: ctx.clock.now(),
    })
    .execute()
  const { rows } = await sql<{ lines: number; fen: bigint }>`
    with taken as (
      update custody_evidence e set batch_id = ${id} from custody_holding h
       where h.id = e.holding_id and e.pool_id = ${pool.id} and e.state = 'queued' and e.batch_id is null
         and e.decided_at <= ${cutoffAt} and ${free} returning e.release_fen),
    counted as (select count(*)::int as lines, coalesce(sum(release_fen), 0)::bigint as fen from taken)
    update custody_batch b set lines = c.lines, amount_fen = c.fen from counted c where b.id = ${id}
    returning b.lines, b.amount_fen as fen`.execute(ctx.db)
  const { lines, fen } = rows[0]!
  if (lines === 0) return refuse["E-NOTHING"]()
  const jobId = await startJob(ctx, "custody.release", { batchId: id })
  const after = { number, lines, amountFen: fen }
  ctx.note({ action: "custody.batch", object: "custody-batch", objectId: number, after })
  return ok({ id, number, lines, amountFen: fen, jobId })
}

export const chunkSize = 2_000

interface Taken {
  id: string
  account_key: string
  steps_key: string
  release_fen: bigint
}

const postSome = flow(
  { name: "custody.release", permission: null },
  async (ctx, input: { batchId: string }): Promise<Outcome<{ posted: number }>> => {
    const batch = await ctx.db
      .selectFrom("custody_batch")
      .selectAll()
      .where("id", "=", input.batchId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    if (batch.state === "done") return ok({ posted: 0 })
    const pool = (await poolById(ctx, batch.pool_id))!
    const no = await cannotRelease(ctx, pool)
    if (no) return no
    await putBack(ctx, batch.id)
    const { rows } = await sql<Taken>`
      select e.id, c.account_key, c.steps_key, e.release_fen
        from custody_evidence e join custody_component c on c.id = e.component_id
       where e.batch_id = ${batch.id} and e.state = 'queued'
       order by e.holding_id, e.component_id, e.k limit ${chunkSize} for update of e`.execute(ctx.db)
    return rows.length === 0 ? finish(ctx, batch) : pay(ctx, { batch, pool, rows })
  },
)

/** What was frozen or asked back after the batch was made leaves it again. */
async function putBack(ctx: FlowCtx, batchId: string): Promise<void> {
  await sql`
    with back as (
      update custody_evidence e set batch_id = null from custody_holding h
       where h.id = e.holding_id and e.batch_id = ${batchId} and e.state = 'queued' and not (${free})
      returning e.release_fen)
    update custody_batch b set lines = b.lines - c.lines, amount_fen = b.amount_fen - c.fen
      from (select count(*)::int as lines, coalesce(sum(release_fen), 0)::bigint as fen from back) c
     where b.id = ${batchId} and c.lines > 0`.execute(ctx.db)
}

async function pay(
  ctx: FlowCtx,
  { batch, pool, rows }: { batch: Batch; pool: Pool; rows: Taken[] },
): Promise<Outcome<{ posted: number }>> {
  const postingId = newId()
  await sql`update custody_evidence set state = 'released', posting_id = ${postingId}
     where id = any(${rows.map((row) => row.id)}::uuid[])`.execute(ctx.db)
  const lines: ReleasedLine[] = rows.map((row) => ({
    accountKey: row.account_key,
    stepsKey: row.steps_key,
    amountFen: row.release_fen,
  }))
  const amountFen = rows.reduce((sum, row) => sum + row.release_fen, 0n)
  ctx.note({ object: "custody-batch", objectId: batch.number, after: { lines: rows.length, amountFen } })
  const paper = { id: postingId, reference: batch.number, memo: `划拨 ${batch.number}` }
  const posted = await ctx.post([
    release.build({ poolNo: pool.pool_no, settlementNo: batch.settlement_no, lines }, paper),
  ])
  return posted.ok ? ok({ posted: rows.length }) : posted
}

async function finish(ctx: FlowCtx, batch: Batch): Promise<Outcome<{ posted: number }>> {
  await ctx.db
    .updateTable("custody_batch")
    .set({ state: "done", done_at: ctx.clock.now() })
    .where("id", "=", batch.id)
    .execute()
  ctx.note({ object: "custody-batch", objectId: batch.number, after: { state: "done" } })
  ctx.emit({
    type: "custody.released",
    subject: batch.id,
    data: { number: batch.number, poolId: batch.pool_id, amountFen: String(batch.amount_fen), lines: batch.lines },
  })
  return ok({ posted: 0 })
}

const input = z.object({ batchId: z.uuid() })

export const releaseJob: JobHandler<z.output<typeof input>> = {
  kind: "custody.release",
  zh: "存管划拨批次",
  en: "Release batch of custody",
  input,
  async run(ctx, { batchId }, progress) {
    const batch = await ctx.db
      .selectFrom("custody_batch")
      .selectAll()
      .where("id", "=", batchId)
      .executeTakeFirstOrThrow()
    const { left } = await ctx.db
      .selectFrom("custody_evidence")
      .select((e) => e.fn.countAll<bigint>().as("left"))
      .where("batch_id", "=", batchId)
      .where("state", "=", "queued")
      .executeTakeFirstOrThrow()
    let done = batch.lines - Number(left)
    for (;;) {
      const some = await postSome(ctx, { batchId })
      if (!some.ok) throw new Error(some.refusal.zh)
      if (some.value.posted === 0) break
      done += some.value.posted
      await progress(done, batch.lines, `已划拨 ${done} / ${batch.lines} 笔`)
    }
    return { number: batch.number, lines: done }
  },
}
