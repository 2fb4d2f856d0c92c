// Custody accounts (存管账户): one a beneficiary, with the money that is nobody's agreement yet, interest and deposit.
import { randomUUID } from "node:crypto"
import { sql, type Selectable } from "kysely"
import { balances, formatAmount, newId } from "#ledger"
import { assignAccounts } from "#kernel/book"
import type { Tables } from "#kernel/db"
import { ledgerOn, type Ctx, type FlowCtx } from "#kernel/flow"
import type { Outcome } from "#kernel/refusal"
import { openSubjects } from "#products/deposit"
import { openPoolAccounts, poolKey, poolParts, type PoolPart } from "./accounts.ts"
import { depositIn, depositOut, receiveUnapplied, returnUnapplied } from "./postings.ts"
import { refuse } from "./refusals.ts"

export type Pool = Selectable<Tables["custody_pool"]>

export const yuan = (fen: bigint): string => formatAmount(fen, 2)

export async function nextNumber(ctx: FlowCtx, sequence: string, prefix: string): Promise<string> {
  const { rows } = await sql<{ n: bigint }>`select nextval(${sequence}) as n`.execute(ctx.db)
  return `${prefix}${ctx.today.slice(0, 4)}${String(rows[0]!.n).padStart(6, "0")}`
}

export interface NewPool {
  beneficiaryId: string
  settlementNo: string | null
  outlet: string
  title: string
}

export async function openPool(ctx: FlowCtx, input: NewPool): Promise<Pool> {
  const poolNo = await nextNumber(ctx, "custody_pool_number", "CG")
  const pool = await ctx.db
    .insertInto("custody_pool")
    .values({
      id: randomUUID(),
      pool_no: poolNo,
      beneficiary_id: input.beneficiaryId,
      settlement_no: input.settlementNo,
      outlet: input.outlet,
      title: input.title,
      state: "open",
      opened_on: ctx.today,
      opened_at: ctx.clock.now(),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await openPoolAccounts(ctx.ledger, { poolNo, outlet: input.outlet, title: input.title })
  await openSubjects(ctx.ledger, input.outlet, ["1003", "6411"])
  await assignAccounts(ctx, input.beneficiaryId, [
    { key: poolKey(poolNo, "deposit"), titleZh: "风险保证金", titleEn: "Risk deposit" },
  ])
  ctx.note({ action: "custody.pool.open", object: "custody-pool", objectId: poolNo, after: { ...input } })
  return pool
}

export async function poolById(ctx: Pick<Ctx, "db">, id: string): Promise<Pool | undefined> {
  return ctx.db.selectFrom("custody_pool").selectAll().where("id", "=", id).executeTakeFirst()
}

export async function poolMoney(ctx: Ctx, poolNo: string): Promise<Record<PoolPart, bigint>> {
  const found = await balances(
    ledgerOn(ctx.db),
    poolParts.map((part) => poolKey(poolNo, part)),
  )
  return Object.fromEntries(poolParts.map((part, at) => [part, found[at]!.balance])) as Record<PoolPart, bigint>
}

interface PoolAmount {
  pool: Pool
  amountFen: bigint
  memo: string
}

/** A transfer that reached the custody account without naming an agreement; matched or returned later. */
export async function receiveIntoPool(ctx: FlowCtx, { pool, amountFen, memo }: PoolAmount): Promise<Outcome<void>> {
  if (amountFen <= 0n) return refuse["E-AMOUNT"]({ what: "来款", whatEn: "The receipt" }, "amount")
  ctx.note({ action: "custody.receive", object: "custody-pool", objectId: pool.pool_no, after: { amountFen, memo } })
  const paper = { id: newId(), reference: pool.pool_no, memo }
  return ctx.post([receiveUnapplied.build({ poolNo: pool.pool_no, outlet: pool.outlet, amountFen }, paper)])
}

export async function returnFromPool(ctx: FlowCtx, { pool, amountFen, memo }: PoolAmount): Promise<Outcome<void>> {
  const { unapplied } = await poolMoney(ctx, pool.pool_no)
  if (amountFen <= 0n || amountFen > unapplied)
    return refuse.REFUND_OVER_PAID(
      { name: "待匹配来款", nameEn: "unmatched money", left: yuan(unapplied), asked: yuan(amountFen) },
      "amount",
    )
  ctx.note({ action: "custody.unapplied", object: "custody-pool", objectId: pool.pool_no, after: { amountFen, memo } })
  const paper = { id: newId(), reference: pool.pool_no, memo }
  return ctx.post([returnUnapplied.build({ poolNo: pool.pool_no, outlet: pool.outlet, amountFen }, paper)])
}

export async function payDeposit(
  ctx: FlowCtx,
  { pool, accountNo, amountFen }: { pool: Pool; accountNo: string; amountFen: bigint },
): Promise<Outcome<void>> {
  if (amountFen <= 0n) return refuse["E-AMOUNT"]({ what: "保证金", whatEn: "The deposit" }, "amount")
  ctx.note({
    action: "custody.deposit",
    object: "custody-pool",
    objectId: pool.pool_no,
    after: { amountFen, accountNo },
  })
  const paper = { id: newId(), reference: pool.pool_no, memo: "缴存风险保证金" }
  return ctx.post([depositIn.build({ poolNo: pool.pool_no, accountNo, amountFen }, paper)])
}

/** Runs with the second person's signature. */
export async function giveBackDeposit(
  ctx: FlowCtx,
  p: { pool: Pool; accountNo: string; amountFen: bigint; approvalId: string },
): Promise<Outcome<void>> {
  const paper = { id: newId(), reference: p.pool.pool_no, memo: "退还风险保证金", approvalId: p.approvalId }
  const money = { poolNo: p.pool.pool_no, accountNo: p.accountNo, amountFen: p.amountFen }
  ctx.note({ action: "custody.deposit-back", object: "custody-pool", objectId: p.pool.pool_no, after: { ...money } })
  return ctx.post([depositOut.build(money, paper)])
}
