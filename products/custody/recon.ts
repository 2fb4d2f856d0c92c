// Does everything agree? Every night three sources are held against each other for each custody account: the papers
// (agreements, evidence, returns), the ledger's balances, and the bank's own statement where one was taken in.
// Σ receipts − Σ releases − Σ refunds = Σ unearned = bank balance − interest − unapplied receipts − deposit.
import { randomUUID } from "node:crypto"
import { sql, type Selectable } from "kysely"
import { balances } from "#ledger"
import type { Tables } from "#kernel/db"
import { flow, ledgerOn, type Ctx, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { DayEndResult } from "#kernel/scene"
import { poolMoney, yuan, type Pool } from "./pool.ts"
import { reconcile } from "./rules.ts"
import { refuse } from "./refusals.ts"

export type Recon = Selectable<Tables["custody_recon"]>

export interface Papers {
  receiptsFen: bigint
  releasesFen: bigint
  refundsFen: bigint
}

/** What the papers say, for each pool. */
export async function papersOf(ctx: Pick<Ctx, "db">, poolIds: readonly string[]): Promise<Map<string, Papers>> {
  const { rows } = await sql<{ id: string; receipts: bigint; releases: bigint; refunds: bigint }>`
    select p.id,
      (select coalesce(sum(paid_fen), 0)::bigint from custody_component where pool_id = p.id) as receipts,
      (select coalesce(sum(release_fen), 0)::bigint from custody_evidence where pool_id = p.id and state = 'released')
        + (select coalesce(sum(kept_fen), 0)::bigint from custody_return where pool_id = p.id) as releases,
      (select coalesce(sum(amount_fen), 0)::bigint from custody_return where pool_id = p.id and state <> 'bounced')
        + (select coalesce(sum(c.own_fen), 0)::bigint from custody_claim c join custody_runoff r on r.id = c.runoff_id
            where r.pool_id = p.id and c.state = 'paid') as refunds
      from custody_pool p where p.id = any(${[...poolIds]}::uuid[])`.execute(ctx.db)
  return new Map(
    rows.map((row) => [row.id, { receiptsFen: row.receipts, releasesFen: row.releases, refundsFen: row.refunds }]),
  )
}

/** What the ledger holds for a pool's agreements. */
export async function heldFen(ctx: Ctx, poolId: string): Promise<bigint> {
  const keys = await ctx.db
    .selectFrom("custody_component")
    .select("account_key")
    .where("pool_id", "=", poolId)
    .execute()
  const found = await balances(
    ledgerOn(ctx.db),
    keys.map((row) => row.account_key),
  )
  return found.reduce((sum, account) => sum + account.balance, 0n)
}

/** The bank's closing balance of the day: its last line up to then. */
async function bankBalance(ctx: Ctx, poolId: string, day: string): Promise<bigint | null> {
  const row = await ctx.db
    .selectFrom("custody_bank_line")
    .select("balance_fen")
    .where("pool_id", "=", poolId)
    .where("booked_on", "<=", day)
    .orderBy("booked_on", "desc")
    .orderBy("position", "desc")
    .executeTakeFirst()
  return row?.balance_fen ?? null
}

export interface ReconAsked {
  pool: Pool
  day: string
}

/** One run for one pool and day; run again it takes the place of the earlier one unless that was explained. */
export async function runRecon(ctx: FlowCtx, { pool, day }: ReconAsked): Promise<Recon> {
  const papers = (await papersOf(ctx, [pool.id])).get(pool.id)!
  const own = await poolMoney(ctx, pool.pool_no)
  const ledgerFen = await heldFen(ctx, pool.id)
  const bankFen = await bankBalance(ctx, pool.id, day)
  const against = { interestFen: own.interest, unappliedFen: own.unapplied, depositFen: own.deposit }
  const { unearnedFen, differenceFen } = reconcile({ ...papers, ...against, bankFen: bankFen ?? 0n })
  const difference = bankFen === null ? null : differenceFen
  const ledgerDifference = ledgerFen - unearnedFen
  const isDifferent = ledgerDifference !== 0n || (difference !== null && difference !== 0n)
  const values = {
    receipts_fen: papers.receiptsFen,
    releases_fen: papers.releasesFen,
    refunds_fen: papers.refundsFen,
    unearned_fen: unearnedFen,
    ledger_fen: ledgerFen,
    bank_fen: bankFen,
    interest_fen: own.interest,
    unapplied_fen: own.unapplied,
    deposit_fen: own.deposit,
    difference_fen: difference,
    ledger_difference_fen: ledgerDifference,
    state: isDifferent ? "different" : bankFen === null ? "no_statement" : "matched",
    at: ctx.clock.now(),
  }
  const row = await ctx.db
    .insertInto("custody_recon")
    .values({ id: randomUUID(), pool_id: pool.id, day, ...values })
    .onConflict((c) => c.columns(["pool_id", "day"]).doUpdateSet({ ...values, explanation: null, explained_by: null }))
    .returningAll()
    .executeTakeFirstOrThrow()
  await stopOrGoOn(ctx, pool, row)
  return row
}

/** A difference stops releases; the next run without one lets them go on. */
async function stopOrGoOn(ctx: FlowCtx, pool: Pool, row: Recon): Promise<void> {
  const amount = row.ledger_difference_fen === 0n ? (row.difference_fen ?? 0n) : row.ledger_difference_fen
  const reason = row.state === "different" ? `${row.day} 对账差额 ${yuan(amount)} 元` : null
  if (reason === pool.stopped_reason) return
  await ctx.db.updateTable("custody_pool").set({ stopped_reason: reason }).where("id", "=", pool.id).execute()
  ctx.note({
    action: reason ? "custody.stop" : "custody.go-on",
    object: "custody-pool",
    objectId: pool.pool_no,
    after: { reason, day: row.day },
  })
  if (reason) ctx.emit({ type: "custody.stopped", subject: pool.id, data: { reason, poolNo: pool.pool_no } })
}

/** Somebody found out why: releases go on, and the difference stays on the record with its reason. */
export async function explainRecon(ctx: FlowCtx, row: Recon, explanation: string): Promise<Outcome<void>> {
  if (explanation.trim().length < 4) return refuse["E-REASON"]({}, "explanation")
  const word = { explanation: explanation.trim(), explained_by: ctx.actor.name }
  await ctx.db
    .updateTable("custody_recon")
    .set({ state: "explained", ...word })
    .where("id", "=", row.id)
    .execute()
  await ctx.db.updateTable("custody_pool").set({ stopped_reason: null }).where("id", "=", row.pool_id).execute()
  ctx.note({ action: "custody.explain", object: "custody-recon", objectId: row.id, after: word })
  return ok()
}

const nightly = flow({ name: "custody.recon", permission: null }, async (ctx, input: ReconAsked) =>
  ok(await runRecon(ctx, input)),
)

/** Accounts that do not agree are listed with the day and block nobody else. */
export async function reconcileAll(ctx: Ctx, day: string): Promise<DayEndResult> {
  const pools = await ctx.db.selectFrom("custody_pool").selectAll().where("state", "!=", "closed").execute()
  const result: DayEndResult = { done: 0, failed: [] }
  for (const pool of pools) {
    const run = await nightly(ctx, { pool, day })
    result.done += 1
    if (!run.ok) continue
    if (run.value.ledger_difference_fen !== 0n)
      result.failed.push({
        object: "custody-pool",
        objectId: pool.pool_no,
        reason: `存管账与总账相差 ${yuan(run.value.ledger_difference_fen)} 元`,
      })
  }
  return result
}

export interface BankLine {
  poolId: string
  bookedOn: string
  reference: string
  direction: "in" | "out"
  amountFen: bigint
  balanceFen: bigint
  purpose: "receipt" | "release" | "refund" | "interest" | "deposit" | "other"
}

/** Takes in lines of the bank's statement; a line that is there already is left as it is. */
export async function takeBankLines(ctx: FlowCtx, lines: readonly BankLine[]): Promise<number> {
  if (lines.length === 0) return 0
  const rows = await ctx.db
    .insertInto("custody_bank_line")
    .values(
      lines.map((line) => ({
        id: randomUUID(),
        pool_id: line.poolId,
        booked_on: line.bookedOn,
        reference: line.reference,
        direction: line.direction,
        amount_fen: line.amountFen,
        balance_fen: line.balanceFen,
        purpose: line.purpose,
      })),
    )
    .onConflict((c) => c.columns(["pool_id", "reference"]).doNothing())
    .returning("id")
    .execute()
  return rows.length
}
