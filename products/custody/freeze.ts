// Freezes of custody by scope. One person asks, another places; lifting takes two people as well. Money of courts' orders
// (pool_all) is frozen on the ledger too, account by account, so that no other road leads out.
import { randomUUID } from "node:crypto"
import { sql, type Selectable } from "kysely"
import { liftFreeze, newId, placeFreeze } from "#ledger"
import type { Tables } from "#kernel/db"
import type { Ctx, FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { poolKey, poolParts } from "./accounts.ts"
import { nextNumber, type Pool } from "./pool.ts"
import { refuse } from "./refusals.ts"
import { freezeStops, freezeTitles, type FreezeScope, type FreezeState } from "./states.ts"

export type CustodyFreeze = Selectable<Tables["custody_freeze"]>

/** The freeze that keeps this from moving, if any. */
export async function freezeInForce(
  ctx: Pick<Ctx, "db">,
  { poolId, holdingId, what }: { poolId: string; holdingId: string | null; what: "release" | "giveBack" },
): Promise<CustodyFreeze | undefined> {
  const rows = await ctx.db
    .selectFrom("custody_freeze")
    .selectAll()
    .where("pool_id", "=", poolId)
    .where("state", "in", ["active", "lifting"])
    .orderBy("placed_at")
    .execute()
  return rows.find(
    (row) => freezeStops[row.scope as FreezeScope][what] && (row.holding_id === null || row.holding_id === holdingId),
  )
}

export interface FreezeAsked {
  pool: Pool
  holdingId: string | null
  scope: FreezeScope
  documentNo: string
  authority: string
  reason: string
  untilOn: string | null
}

export async function askFreeze(ctx: FlowCtx, input: FreezeAsked): Promise<CustodyFreeze> {
  const number = await nextNumber(ctx, "custody_freeze_number", "DJ")
  const freeze = await ctx.db
    .insertInto("custody_freeze")
    .values({
      id: randomUUID(),
      number,
      scope: input.scope,
      pool_id: input.pool.id,
      holding_id: input.holdingId,
      document_no: input.documentNo,
      authority: input.authority,
      reason: input.reason,
      from_on: ctx.today,
      until_on: input.untilOn,
      state: "waiting",
      asked_by: ctx.actor.name,
      asked_at: ctx.clock.now(),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  ctx.note({
    action: "custody.freeze-asked",
    object: "custody-freeze",
    objectId: number,
    after: { ...input, pool: input.pool.pool_no },
  })
  return freeze
}

export async function freezeById(ctx: Pick<Ctx, "db">, id: string): Promise<CustodyFreeze | undefined> {
  return ctx.db.selectFrom("custody_freeze").selectAll().where("id", "=", id).executeTakeFirst()
}

function wrongState(freeze: CustodyFreeze): Outcome<never> {
  const { zh, en } = freezeTitles[freeze.state as FreezeState]
  return refuse["E-FREEZE-STATE"]({ number: freeze.number, state: zh, stateEn: en })
}

/** Runs with the second person's signature. */
export async function setFreeze(ctx: FlowCtx, freeze: CustodyFreeze): Promise<Outcome<void>> {
  if (freeze.state !== "waiting") return wrongState(freeze)
  const ledgerIds = freeze.scope === "pool_all" ? await freezeOnLedger(ctx, freeze) : []
  await ctx.db
    .updateTable("custody_freeze")
    .set({
      state: "active",
      placed_by: ctx.actor.name,
      placed_at: ctx.clock.now(),
      ledger_ids: ledgerIds,
    })
    .where("id", "=", freeze.id)
    .execute()
  ctx.note({
    action: "custody.freeze",
    object: "custody-freeze",
    objectId: freeze.number,
    after: { scope: freeze.scope },
  })
  ctx.emit({ type: "custody.frozen", subject: freeze.id, data: { poolId: freeze.pool_id, scope: freeze.scope } })
  return ok()
}

async function freezeOnLedger(ctx: FlowCtx, freeze: CustodyFreeze): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select account_key as key from custody_component where pool_id = ${freeze.pool_id}`.execute(ctx.db)
  const pool = await ctx.db
    .selectFrom("custody_pool")
    .select("pool_no")
    .where("id", "=", freeze.pool_id)
    .executeTakeFirstOrThrow()
  const ids: string[] = []
  for (const account of [...poolParts.map((part) => poolKey(pool.pool_no, part)), ...rows.map((row) => row.key)]) {
    const id = newId()
    const placed = await placeFreeze(ctx.ledger, {
      id,
      account,
      amount: null,
      documentNumber: freeze.document_no,
      authority: freeze.authority,
      fromOn: freeze.from_on,
      untilOn: freeze.until_on,
      actor: `${ctx.actor.kind}:${ctx.actor.id}`,
      at: ctx.clock.now(),
    })
    if (!placed.ok) throw new Error(`The freeze of ${account} was refused: ${placed.failure.code}`)
    ids.push(id)
  }
  return ids
}

export async function declineFreeze(ctx: FlowCtx, freeze: CustodyFreeze, wasLift: boolean): Promise<void> {
  await ctx.db
    .updateTable("custody_freeze")
    .set({ state: wasLift ? "active" : "declined" })
    .where("id", "=", freeze.id)
    .execute()
}

export async function askLift(ctx: FlowCtx, freeze: CustodyFreeze, reason: string): Promise<Outcome<void>> {
  if (reason.trim().length < 4) return refuse["E-REASON"]({}, "reason")
  if (freeze.state !== "active") return wrongState(freeze)
  await ctx.db
    .updateTable("custody_freeze")
    .set({ state: "lifting", lift_reason: reason.trim() })
    .where("id", "=", freeze.id)
    .execute()
  ctx.note({ action: "custody.lift-asked", object: "custody-freeze", objectId: freeze.number, after: { reason } })
  return ok()
}

export async function liftIt(ctx: FlowCtx, freeze: CustodyFreeze): Promise<Outcome<void>> {
  if (freeze.state !== "lifting") return wrongState(freeze)
  const word = { reason: freeze.lift_reason ?? "", actor: `${ctx.actor.kind}:${ctx.actor.id}`, at: ctx.clock.now() }
  for (const id of freeze.ledger_ids) await liftFreeze(ctx.ledger, id, word)
  await ctx.db
    .updateTable("custody_freeze")
    .set({ state: "lifted", lifted_by: ctx.actor.name, lifted_at: ctx.clock.now() })
    .where("id", "=", freeze.id)
    .execute()
  ctx.note({ action: "custody.lift", object: "custody-freeze", objectId: freeze.number, after: { lifted: true } })
  ctx.emit({ type: "custody.lifted", subject: freeze.id, data: { poolId: freeze.pool_id } })
  return ok()
}
