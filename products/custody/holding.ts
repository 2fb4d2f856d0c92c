// Agreements whose money is kept: opened when it is paid in, with components that are released by different evidence.
import { randomUUID } from "node:crypto"
import { sql, type Selectable } from "kysely"
import { balances, newId, type Posting } from "#ledger"
import { assignAccounts } from "#kernel/book"
import type { Tables } from "#kernel/db"
import { ledgerOn, type Ctx, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { componentKey, openComponentAccounts, stepsKey } from "./accounts.ts"
import { nextNumber, type Pool } from "./pool.ts"
import { payIn } from "./postings.ts"
import { refuse } from "./refusals.ts"

export type Holding = Selectable<Tables["custody_holding"]>
export type Component = Selectable<Tables["custody_component"]>

export interface NewComponent {
  name: string
  titleZh: string
  titleEn: string
  amountFen: bigint
  steps: number
  freeSteps?: number
}

export interface NewHolding {
  pool: Pool
  ownerId: string
  /** The scene's own thing, such as "training-order" and its id. */
  object: string
  objectId: string
  signedAt: Date
  components: readonly NewComponent[]
  /** Ledger key of the account in which the money waits. */
  from: string
  /** Paid on to the beneficiary at once, where a rule keeps only a part. */
  outsideFen?: bigint
  memo: string
}

/** Opens a holding for money that has arrived; answers with the posting that moves it in, for the caller to post. */
export async function openHolding(
  ctx: FlowCtx,
  input: NewHolding,
): Promise<Outcome<{ holding: Holding; components: Component[]; posting: Posting }>> {
  const { pool } = input
  if (pool.state !== "open") return refuse["E-POOL-CLOSED"]({ poolNo: pool.pool_no })
  const parts = input.components.filter((one) => one.amountFen > 0n)
  // Under a pure deposit rule nothing is kept here; the agreement is on the books all the same.
  if (parts.length === 0 && !input.outsideFen) return refuse["E-AMOUNT"]({ what: "存管金额", whatEn: "The amount" })
  if (input.outsideFen && pool.settlement_no === null) return refuse["E-NO-SETTLEMENT"]({ poolNo: pool.pool_no })
  const number = await nextNumber(ctx, "custody_holding_number", "CH")
  const holding = await ctx.db
    .insertInto("custody_holding")
    .values({
      id: randomUUID(),
      number,
      pool_id: pool.id,
      owner_id: input.ownerId,
      object: input.object,
      object_id: input.objectId,
      state: "open",
      signed_at: input.signedAt,
      opened_on: ctx.today,
      opened_at: ctx.clock.now(),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  const components = await insertComponents(ctx, holding, parts)
  await openComponentAccounts(
    ctx.ledger,
    components.map((one) => ({
      accountKey: one.account_key,
      stepsKey: one.steps_key,
      outlet: pool.outlet,
      title: `${pool.title}—${number} ${one.title_zh}`.slice(0, 100),
    })),
  )
  await assignAccounts(
    ctx,
    input.ownerId,
    components.map((one) => ({
      key: one.account_key,
      titleZh: `存管资金—${one.title_zh}`,
      titleEn: `In custody: ${one.title_en}`,
    })),
  )
  ctx.note({
    action: "custody.pay-in",
    object: "custody-holding",
    objectId: number,
    after: { pool: pool.pool_no, object: input.object, objectId: input.objectId, from: input.from },
  })
  return ok({ holding, components, posting: payInOf(input, number, components) })
}

async function insertComponents(ctx: FlowCtx, holding: Holding, parts: readonly NewComponent[]): Promise<Component[]> {
  if (parts.length === 0) return []
  return ctx.db
    .insertInto("custody_component")
    .values(
      parts.map((one) => ({
        id: randomUUID(),
        holding_id: holding.id,
        pool_id: holding.pool_id,
        name: one.name,
        title_zh: one.titleZh,
        title_en: one.titleEn,
        paid_fen: one.amountFen,
        steps: one.steps,
        free_steps: one.freeSteps ?? 0,
        account_key: componentKey(holding.number, one.name),
        steps_key: stepsKey(holding.number, one.name),
      })),
    )
    .returningAll()
    .execute()
}

function payInOf(input: NewHolding, number: string, components: readonly Component[]): Posting {
  return payIn.build(
    {
      from: input.from,
      poolNo: input.pool.pool_no,
      outsideFen: input.outsideFen ?? 0n,
      settlementNo: input.pool.settlement_no,
      parts: components.map((one) => ({
        accountKey: one.account_key,
        stepsKey: one.steps_key,
        amountFen: one.paid_fen,
        steps: BigInt(one.steps + one.free_steps),
      })),
    },
    { id: newId(), reference: number, memo: input.memo },
  )
}

export async function holdingOf(ctx: Pick<Ctx, "db">, object: string, objectId: string): Promise<Holding | undefined> {
  return ctx.db
    .selectFrom("custody_holding")
    .selectAll()
    .where("object", "=", object)
    .where("object_id", "=", objectId)
    .executeTakeFirst()
}

export interface ComponentState {
  holdingId: string
  objectId: string
  componentId: string
  name: string
  zh: string
  en: string
  paidFen: bigint
  steps: number
  freeSteps: number
  accountKey: string
  stepsKey: string
  /** The ledger's balance: not released yet. */
  heldFen: bigint
  /** Steps on the ledger that are neither done nor cancelled. */
  stepsLeft: bigint
  /** Confirmed and waiting for the next batch. */
  queuedFen: bigint
  queuedSteps: number
  releasedFen: bigint
  /** Steps that stand, released or waiting. */
  done: number
  /** Asked for or disputed. */
  open: number
  /** Neither earned nor returned: what a refund gives back. */
  unearnedFen: bigint
}

/** Where the money of these holdings stands: agreement, evidence and the ledger's own balances side by side. */
export async function componentStates(ctx: Ctx, holdingIds: readonly string[]): Promise<Map<string, ComponentState[]>> {
  if (holdingIds.length === 0) return new Map()
  const { rows } = await sql<StateRow>`
    select c.holding_id, h.object_id, c.id, c.name, c.title_zh, c.title_en, c.paid_fen, c.steps, c.free_steps,
           c.account_key, c.steps_key, e.queued_fen, e.queued, e.released_fen, e.done, e.open
      from custody_component c join custody_holding h on h.id = c.holding_id,
      lateral (select coalesce(sum(release_fen) filter (where state = 'queued'), 0)::bigint as queued_fen,
                      count(*) filter (where state = 'queued')::int as queued,
                      coalesce(sum(release_fen) filter (where state = 'released'), 0)::bigint as released_fen,
                      count(*) filter (where k is not null)::int as done,
                      count(*) filter (where state in ('asked', 'disputed') and not planned)::int as open
                 from custody_evidence where component_id = c.id) e
     where c.holding_id = any(${[...holdingIds]}::uuid[]) order by c.holding_id, c.name desc`.execute(ctx.db)
  const found = await balances(
    ledgerOn(ctx.db),
    rows.flatMap((row) => [row.account_key, row.steps_key]),
  )
  const states = new Map<string, ComponentState[]>()
  for (const [at, row] of rows.entries()) {
    const list = states.get(row.holding_id) ?? []
    list.push(stateOf(row, found[2 * at]!.balance, found[2 * at + 1]!.balance))
    states.set(row.holding_id, list)
  }
  return states
}

interface StateRow {
  holding_id: string
  object_id: string
  id: string
  name: string
  title_zh: string
  title_en: string
  paid_fen: bigint
  steps: number
  free_steps: number
  account_key: string
  steps_key: string
  queued_fen: bigint
  queued: number
  released_fen: bigint
  done: number
  open: number
}

function stateOf(row: StateRow, heldFen: bigint, stepsLeft: bigint): ComponentState {
  return {
    holdingId: row.holding_id,
    objectId: row.object_id,
    componentId: row.id,
    name: row.name,
    zh: row.title_zh,
    en: row.title_en,
    paidFen: row.paid_fen,
    steps: row.steps,
    freeSteps: row.free_steps,
    accountKey: row.account_key,
    stepsKey: row.steps_key,
    heldFen,
    stepsLeft,
    queuedFen: row.queued_fen,
    queuedSteps: row.queued,
    releasedFen: row.released_fen,
    done: row.done,
    open: row.open,
    unearnedFen: heldFen - row.queued_fen,
  }
}

/** While somebody asks for the money back, nothing new of it goes to the beneficiary. */
export async function holdReleases(ctx: FlowCtx, holdingId: string, held: boolean): Promise<void> {
  await ctx.db
    .updateTable("custody_holding")
    .set({ state: held ? "returning" : "open" })
    .where("id", "=", holdingId)
    .where("state", "!=", "closed")
    .execute()
}

export async function closeHolding(ctx: FlowCtx, holdingId: string): Promise<void> {
  await ctx.db.updateTable("custody_holding").set({ state: "closed" }).where("id", "=", holdingId).execute()
}
