// Credit limits: granted by an approval, reserved for a contract, used at pay-out, given back at repayment.
import { randomUUID } from "node:crypto"
import { balances, formatAmount, newId, openAccounts, type Posting, type Queryable } from "#ledger"
import type { Ctx, FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import {
  consume,
  grant,
  limitAccounts,
  limitKey,
  reserve,
  restore,
  unreserve,
  use,
  cancel,
  type LimitPart,
} from "./postings.ts"
import { refuse } from "./refusals.ts"

export interface NewLimit {
  limitNo: string
  partyId: string
  outlet: string
  amountFen: bigint
  revolving: boolean
  validFrom: string
  validTo: string
  basis: string
  approvalId: string
  title: string
}

/** Writes the limit and returns its posting; the calling flow posts it with everything else. */
export async function grantLimit(ctx: FlowCtx, input: NewLimit): Promise<Posting> {
  await ctx.db
    .insertInto("credit_limit")
    .values({
      id: randomUUID(),
      limit_no: input.limitNo,
      party_id: input.partyId,
      outlet: input.outlet,
      revolving: input.revolving,
      valid_from: input.validFrom,
      valid_to: input.validTo,
      basis: input.basis,
      approval_id: input.approvalId,
      created_at: ctx.clock.now(),
    })
    .execute()
  await openAccounts(ctx.ledger, limitAccounts(input.limitNo, input.outlet, input.title))
  ctx.note({ object: "limit", objectId: input.limitNo, after: { ...input, amountFen: String(input.amountFen) } })
  const change = { limitNo: input.limitNo, outlet: input.outlet, amountFen: input.amountFen }
  return grant.build(change, { id: newId(), reference: input.basis, approvalId: input.approvalId, memo: input.title })
}

export type LimitFigures = Record<LimitPart, bigint>

export async function limitFigures(ledger: Queryable, limitNo: string): Promise<LimitFigures> {
  const parts: LimitPart[] = ["available", "reserved", "used"]
  const found = await balances(
    ledger,
    parts.map((part) => limitKey(limitNo, part)),
  )
  const of = (part: LimitPart): bigint => found.find((one) => one.key === limitKey(limitNo, part))?.balance ?? 0n
  return { available: of("available"), reserved: of("reserved"), used: of("used") }
}

interface Limit {
  limitNo: string
  outlet: string
  revolving: boolean
  validTo: string
}

export async function findLimit(ctx: Ctx, limitNo: string): Promise<Outcome<Limit>> {
  const row = await ctx.db.selectFrom("credit_limit").selectAll().where("limit_no", "=", limitNo).executeTakeFirst()
  if (!row) return refuse["E-NOT-FOUND"]({ limitNo })
  return ok({ limitNo, outlet: row.outlet, revolving: row.revolving, validTo: row.valid_to })
}

export interface LimitChange {
  limitNo: string
  amountFen: bigint
  reference: string
}

/** Sets the amount aside; the posting's bounds are the last word, this check gives the figures for the sentence. */
export async function reserveLimit(ctx: FlowCtx, input: LimitChange): Promise<Outcome<Posting>> {
  const limit = await findLimit(ctx, input.limitNo)
  if (!limit.ok) return limit
  if (ctx.today > limit.value.validTo)
    return refuse["E-EXPIRED"]({ limitNo: input.limitNo, validTo: limit.value.validTo })
  const { available } = await limitFigures(ctx.ledger, input.limitNo)
  if (available < input.amountFen) return short(available, input.amountFen)
  return ok(reserve.build({ ...input, outlet: limit.value.outlet }, paper(input)))
}

export async function releaseReserved(ctx: FlowCtx, input: LimitChange): Promise<Outcome<Posting>> {
  const limit = await findLimit(ctx, input.limitNo)
  return limit.ok ? ok(unreserve.build({ ...input, outlet: limit.value.outlet }, paper(input))) : limit
}

export async function useLimit(ctx: FlowCtx, input: LimitChange): Promise<Outcome<Posting>> {
  const limit = await findLimit(ctx, input.limitNo)
  if (!limit.ok) return limit
  const { reserved } = await limitFigures(ctx.ledger, input.limitNo)
  if (reserved < input.amountFen) return short(reserved, input.amountFen)
  return ok(use.build({ ...input, outlet: limit.value.outlet }, paper(input)))
}

/**
 * One draw of several under a contract: what is reserved for it is used, and what a repayment freed since then is
 * reserved and used at once. The limit itself is the count of what may still be drawn.
 */
export async function drawLimit(ctx: FlowCtx, input: LimitChange): Promise<Outcome<Posting[]>> {
  const limit = await findLimit(ctx, input.limitNo)
  if (!limit.ok) return limit
  const { reserved } = await limitFigures(ctx.ledger, input.limitNo)
  const change = { ...input, outlet: limit.value.outlet }
  const taken = use.build(change, paper(input))
  if (reserved >= input.amountFen) return ok([taken])
  const missing = await reserveLimit(ctx, { ...input, amountFen: input.amountFen - reserved })
  return missing.ok ? ok([missing.value, taken]) : missing
}

/** After a repayment: a revolving limit is free again, any other is used up for good. */
export function givenBack(
  limit: { limitNo: string; outlet: string; revolving: boolean },
  amountFen: bigint,
  reference: string,
): Posting {
  const template = limit.revolving ? restore : consume
  return template.build({ limitNo: limit.limitNo, outlet: limit.outlet, amountFen }, paper({ reference }))
}

/** Ends a limit: what is still free is cancelled. */
export async function endLimit(
  ctx: FlowCtx,
  input: { limitNo: string; reference: string },
): Promise<Outcome<Posting[]>> {
  const limit = await findLimit(ctx, input.limitNo)
  if (!limit.ok) return limit
  const { available } = await limitFigures(ctx.ledger, input.limitNo)
  await ctx.db.updateTable("credit_limit").set({ state: "ended" }).where("limit_no", "=", input.limitNo).execute()
  ctx.note({ object: "limit", objectId: input.limitNo, after: { state: "ended" } })
  const change = { limitNo: input.limitNo, outlet: limit.value.outlet, amountFen: available }
  return ok(available > 0n ? [cancel.build(change, paper(input))] : [])
}

const paper = ({ reference }: { reference: string }) => ({ id: newId(), reference })

const short = (leftFen: bigint, neededFen: bigint) =>
  refuse["E-LIMIT-SHORT"]({ left: formatAmount(leftFen, 2), needed: formatAmount(neededFen, 2) }, "amount")
