// An institution stops (清退): every family's claim is listed with what custody holds for it and its share of the deposit;
// the family names its account; two people sign; the bank pays line by line.
import { z } from "zod"
import { requestApproval } from "#kernel/approval"
import { flow, type Ctx } from "#kernel/flow"
import { notify } from "#kernel/notice"
import { ok, type Outcome } from "#kernel/refusal"
import type { ApprovalKind, HouseEvent } from "#kernel/scene"
import {
  approveRunoff,
  bounceClaim,
  confirmClaim,
  openRunoff,
  poolById,
  sharesOf,
  type ClaimRow,
  type ClaimSpec,
  type Payee,
} from "#products/custody"
import { refuse } from "../refusals.ts"
import { institutionFor, orderFor, type Institution } from "../store.ts"
import { yuan } from "../words.ts"
import { quoteRefund } from "./refunding.ts"

/** What each family is owed: lessons not held at the paid price, whatever the contract says, since the institution is at fault. */
export async function claimsOf(ctx: Ctx, institution: Institution, today: string): Promise<ClaimSpec[]> {
  const orders = await ctx.db
    .selectFrom("training_order")
    .selectAll()
    .where("institution_id", "=", institution.id)
    .where("state", "in", ["PAID", "TEACHING", "FROZEN", "REFUNDING"])
    .where("holding_id", "is not", null)
    .orderBy("signed_at")
    .execute()
  const claims: ClaimSpec[] = []
  for (const order of orders) {
    const quote = await quoteRefund(ctx, { order, atFault: true, today })
    if (quote.sheet.totalFen > 0n)
      claims.push({
        holdingId: order.holding_id!,
        claimantId: order.guardian_id,
        signedAt: order.signed_at,
        claimFen: quote.sheet.totalFen,
      })
  }
  return claims
}

/** What closing this institution today would mean; nothing changes. */
export async function whatIfClosed(ctx: Ctx, institution: Institution, today: string) {
  const claims = await claimsOf(ctx, institution, today)
  const pool = (await poolById(ctx, institution.pool_id))!
  const { shares, sharedFen } = await sharesOf(ctx, pool, claims)
  const sum = (of: (one: (typeof shares)[number]) => bigint) => shares.reduce((all, one) => all + of(one), 0n)
  const claimFen = sum((one) => one.claimFen)
  const ownFen = sum((one) => one.ownFen)
  return {
    families: new Set(claims.map((one) => one.claimantId)).size,
    claims: claims.length,
    claimFen,
    ownFen,
    sharedFen,
    missingFen: claimFen - ownFen - sharedFen,
    shares,
    specs: claims,
  }
}

export const startRunoff = flow(
  { name: "training-fund.runoff", permission: "training-fund.authority" },
  async (
    ctx,
    input: { institutionId: string; reason: string; documentNo: string },
  ): Promise<Outcome<{ id: string }>> => {
    const found = await institutionFor(ctx, input.institutionId)
    if (!found.ok) return found
    if (input.reason.trim().length < 4) return refuse["E-REASON"]({}, "reason")
    const institution = found.value
    const sent = await ctx.db
      .selectFrom("training_refund")
      .select("number")
      .where("institution_id", "=", institution.id)
      .where("state", "in", ["BANK_SENT", "BANK_FAILED"])
      .executeTakeFirst()
    if (sent) return refuse["E-REFUND-OPEN"]({ number: sent.number })
    const pool = (await poolById(ctx, institution.pool_id))!
    const claims = await claimsOf(ctx, institution, ctx.today)
    const runoff = await openRunoff(ctx, { pool, reason: input.reason, documentNo: input.documentNo, claims })
    if (!runoff.ok) return runoff
    await ctx.db
      .updateTable("training_institution")
      .set({ state: "RUN_OFF", state_reason: input.reason.trim() })
      .where("id", "=", institution.id)
      .execute()
    await ctx.db
      .updateTable("training_refund")
      .set({ state: "WITHDRAWN", decision: "转入清退债权", decided_at: ctx.clock.now() })
      .where("institution_id", "=", institution.id)
      .where("state", "in", ["INSTITUTION_REVIEW", "ARBITRATION"])
      .execute()
    await ctx.db
      .updateTable("training_order")
      .set({ state: "REFUNDING" })
      .where("institution_id", "=", institution.id)
      .where("state", "in", ["PAID", "TEACHING", "FROZEN"])
      .execute()
    for (const claim of claims)
      await notify(ctx, {
        to: `party:${claim.claimantId}`,
        title: `${pool.title} 清退登记：${yuan(claim.claimFen)} 元`,
        body: "请登记收款账户，核对金额。",
        page: "/m/training/claims",
        onceKey: `training.claim:${claim.holdingId}`,
      })
    ctx.note({ object: "training-institution", objectId: institution.id, after: { ...input, claims: claims.length } })
    return ok({ id: runoff.value.id })
  },
)

export const confirmOwnClaim = flow(
  { name: "training-fund.claim", permission: "training-fund.family" },
  async (ctx, input: { id: string } & Payee): Promise<Outcome<void>> => {
    const claim = await ctx.db.selectFrom("custody_claim").selectAll().where("id", "=", input.id).executeTakeFirst()
    const order = claim
      ? await ctx.db
          .selectFrom("training_order")
          .select("id")
          .where("holding_id", "=", claim.holding_id)
          .executeTakeFirst()
      : undefined
    const seen = order ? await orderFor(ctx, order.id) : undefined
    if (!claim || !seen?.ok) return refuse["E-NOT-FOUND"]({ what: "清退债权", whatEn: "claim", id: input.id })
    return confirmClaim(ctx, claim, input)
  },
)

export const askClaimsPaid = flow(
  { name: "training-fund.runoff-pay", permission: "training-fund.runoff-pay" },
  async (ctx, input: { institutionId: string }): Promise<Outcome<{ approvalId: string }>> => {
    const found = await institutionFor(ctx, input.institutionId)
    if (!found.ok) return found
    const { runoff, rows } = await runoffOf(ctx, found.value)
    const ready = rows.filter((row) => row.state === "confirmed")
    if (!runoff || ready.length === 0)
      return refuse["E-STATE"]({ reason: "没有已登记收款账户的债权", reasonEn: "No claimant has named an account yet" })
    const totalFen = ready.reduce((sum, row) => sum + row.own_fen + row.shared_fen, 0n)
    const approvalId = await requestApproval(ctx, {
      kind: "training-fund.runoff-pay",
      objectId: runoff.id,
      title: `清退兑付 ${ready.length} 笔 ${yuan(totalFen)} 元`,
      content: { institutionId: input.institutionId, claims: ready.length, amountFen: totalFen },
      amountFen: totalFen,
      outlet: found.value.outlet,
    })
    return ok({ approvalId })
  },
)

export async function runoffOf(ctx: Pick<Ctx, "db">, institution: Institution) {
  const runoff = await ctx.db
    .selectFrom("custody_runoff")
    .selectAll()
    .where("pool_id", "=", institution.pool_id)
    .executeTakeFirst()
  const rows: ClaimRow[] = runoff
    ? await ctx.db
        .selectFrom("custody_claim")
        .selectAll()
        .where("runoff_id", "=", runoff.id)
        .orderBy("number")
        .execute()
    : []
  return { runoff, rows }
}

const content = z.object({ institutionId: z.uuid(), claims: z.number(), amountFen: z.string() })

export const runoffApproval: ApprovalKind<z.output<typeof content>> = {
  kind: "training-fund.runoff-pay",
  zh: "清退兑付",
  en: "Claims of a run-off paid",
  content,
  page: "/training-fund/institutions/:id",
  levels: async () => [["accountant"], ["president"]],
  approved: async (ctx, { objectId, approvalId }) => {
    const runoff = await ctx.db
      .selectFrom("custody_runoff")
      .selectAll()
      .where("id", "=", objectId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const done = await approveRunoff(ctx, runoff, approvalId)
    return done.ok ? ok() : done
  },
}

export const recordBounce = flow(
  { name: "training-fund.bounce", permission: "training-fund.runoff-pay" },
  async (ctx, input: { claimId: string; reason: string }): Promise<Outcome<void>> => {
    const claim = await ctx.db
      .selectFrom("custody_claim")
      .selectAll()
      .where("id", "=", input.claimId)
      .forUpdate()
      .executeTakeFirst()
    if (!claim) return refuse["E-NOT-FOUND"]({ what: "清退债权", whatEn: "claim", id: input.claimId })
    await ctx.db
      .updateTable("training_order")
      .set({ state: "REFUNDING" })
      .where("holding_id", "=", claim.holding_id)
      .where("state", "=", "REFUNDED")
      .execute()
    await notify(ctx, {
      to: `party:${claim.claimant_id}`,
      title: "清退款被退回，请更正收款账户",
      body: input.reason.trim(),
      page: "/m/training/claims",
    })
    return bounceClaim(ctx, claim, input.reason)
  },
)

const paid = flow(
  { name: "training-fund.claim-paid", permission: null },
  async (ctx, input: { holdingId: string; poolId: string; amountFen: string }): Promise<Outcome<void>> => {
    const order = await ctx.db
      .updateTable("training_order")
      .set({ state: "REFUNDED" })
      .where("holding_id", "=", input.holdingId)
      .where("state", "=", "REFUNDING")
      .returning(["id", "guardian_id", "contract_no"])
      .executeTakeFirst()
    if (order)
      await notify(ctx, {
        to: `party:${order.guardian_id}`,
        title: "清退款已付出",
        body: `合同 ${order.contract_no}，${yuan(BigInt(input.amountFen))} 元。`,
        page: "/m/training/claims",
      })
    const open = await ctx.db
      .selectFrom("custody_claim")
      .innerJoin("custody_runoff", "custody_runoff.id", "custody_claim.runoff_id")
      .select("custody_claim.id")
      .where("pool_id", "=", input.poolId)
      .where("custody_claim.state", "!=", "paid")
      .executeTakeFirst()
    if (!open)
      await ctx.db
        .updateTable("training_institution")
        .set({ state: "CLOSED" })
        .where("pool_id", "=", input.poolId)
        .where("state", "=", "RUN_OFF")
        .execute()
    return ok()
  },
)

export async function onClaimPaid(ctx: Ctx, event: HouseEvent): Promise<void> {
  const { holdingId, poolId, amountFen } = event.data
  await paid(ctx, { holdingId: String(holdingId), poolId: String(poolId), amountFen: String(amountFen) })
}
