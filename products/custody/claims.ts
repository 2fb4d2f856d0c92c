// Running a custody account off (清退): every open agreement becomes a claim; its own money pays it first, and where a
// rule had left a part outside, the pool's deposit is shared out over what is missing. Promises: a claim keeps its number
// however often it is tried, so nobody is paid twice; one claim's failure stops nobody.
import { randomUUID } from "node:crypto"
import { sql, type Selectable } from "kysely"
import { z } from "zod"
import { newId } from "#ledger"
import { seal } from "#kernel/crypto"
import type { Tables } from "#kernel/db"
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { startJob } from "#kernel/job"
import { ok, type Outcome } from "#kernel/refusal"
import type { JobHandler } from "#kernel/scene"
import { endEvidence } from "./evidence.ts"
import { freezeInForce } from "./freeze.ts"
import { componentStates, type ComponentState } from "./holding.ts"
import { nextNumber, poolById, poolMoney, type Pool } from "./pool.ts"
import { payClaim } from "./postings.ts"
import { refuse } from "./refusals.ts"
import { stepsOff } from "./returns.ts"
import { waterfall } from "./rules.ts"
import { runoffTitles, type RunoffState } from "./states.ts"

export type Runoff = Selectable<Tables["custody_runoff"]>
export type ClaimRow = Selectable<Tables["custody_claim"]>

export interface ClaimSpec {
  holdingId: string
  claimantId: string
  signedAt: Date
  /** All that is owed: what is in custody and what the rule had left outside. */
  claimFen: bigint
}

export interface RunoffAsked {
  pool: Pool
  reason: string
  documentNo: string
  claims: readonly ClaimSpec[]
}

export interface Shares {
  holdingId: string
  claimFen: bigint
  ownFen: bigint
  sharedFen: bigint
}

/** What each claim would get: own money first, then its part of what the pool has beside. */
export async function sharesOf(
  ctx: Ctx,
  pool: Pool,
  claims: readonly ClaimSpec[],
): Promise<{ shares: Shares[]; sharedFen: bigint }> {
  const states = await componentStates(
    ctx,
    claims.map((one) => one.holdingId),
  )
  const { deposit } = await poolMoney(ctx, pool.pool_no)
  const own = claims.map((claim) => {
    const unearned = (states.get(claim.holdingId) ?? []).reduce((sum, part) => sum + part.unearnedFen, 0n)
    return { ...claim, ownFen: unearned < claim.claimFen ? unearned : claim.claimFen }
  })
  const parts = waterfall(
    deposit,
    own.map((one) => ({
      id: one.holdingId,
      claimFen: one.claimFen - one.ownFen,
      signedAt: one.signedAt.toISOString(),
    })),
  )
  const shares = own.map((one) => ({
    holdingId: one.holdingId,
    claimFen: one.claimFen,
    ownFen: one.ownFen,
    sharedFen: parts.get(one.holdingId) ?? 0n,
  }))
  return { shares, sharedFen: shares.reduce((sum, one) => sum + one.sharedFen, 0n) }
}

export async function openRunoff(ctx: FlowCtx, input: RunoffAsked): Promise<Outcome<Runoff>> {
  const { pool } = input
  if (pool.state !== "open") return refuse["E-RUNOFF"]({ poolNo: pool.pool_no })
  const claims = input.claims.filter((one) => one.claimFen > 0n)
  const { shares, sharedFen } = await sharesOf(ctx, pool, claims)
  const runoff = await ctx.db
    .insertInto("custody_runoff")
    .values({
      id: randomUUID(),
      pool_id: pool.id,
      reason: input.reason,
      document_no: input.documentNo,
      state: "collecting",
      opened_on: ctx.today,
      opened_by: ctx.actor.name,
      opened_at: ctx.clock.now(),
      shared_fen: sharedFen,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  for (const [at, claim] of claims.entries()) {
    const share = shares[at]!
    await ctx.db
      .insertInto("custody_claim")
      .values({
        id: randomUUID(),
        number: await nextNumber(ctx, "custody_claim_number", "ZQ"),
        runoff_id: runoff.id,
        holding_id: claim.holdingId,
        claimant_id: claim.claimantId,
        signed_at: claim.signedAt,
        claim_fen: claim.claimFen,
        own_fen: share.ownFen,
        shared_fen: share.sharedFen,
        state: "listed",
      })
      .execute()
    await ctx.db.updateTable("custody_holding").set({ state: "returning" }).where("id", "=", claim.holdingId).execute()
  }
  await stopClocks(ctx, { shares, documentNo: input.documentNo })
  await ctx.db.updateTable("custody_pool").set({ state: "run_off" }).where("id", "=", pool.id).execute()
  ctx.note({
    action: "custody.runoff",
    object: "custody-pool",
    objectId: pool.pool_no,
    after: { reason: input.reason, documentNo: input.documentNo, claims: claims.length, sharedFen },
  })
  ctx.emit({ type: "custody.runoff", subject: runoff.id, data: { poolId: pool.id } })
  return ok(runoff)
}

/** What nobody has answered stands in the claims as unearned: from now on silence confirms none of it. */
async function stopClocks(ctx: FlowCtx, p: { shares: readonly Shares[]; documentNo: string }): Promise<void> {
  const states = await componentStates(
    ctx,
    p.shares.map((share) => share.holdingId),
  )
  const emptied = p.shares.flatMap((share) => {
    const own = states.get(share.holdingId) ?? []
    const taken = ownParts(own, share.ownFen)
    return own.filter((state, at) => state.unearnedFen === taken[at]!.amountFen).map((state) => state.componentId)
  })
  await endEvidence(ctx, emptied, `清退 ${p.documentNo}，未确认的不再计`)
}

const payeePurpose = "custody-claim"

export interface Payee {
  name: string
  bank: string
  accountNo: string
}

/** The claimant's own word on where to pay; may be corrected until it is paid. */
export async function confirmClaim(ctx: FlowCtx, claim: ClaimRow, payee: Payee): Promise<Outcome<void>> {
  if (claim.state === "paid")
    return refuse["E-RUNOFF-STATE"]({ state: "已兑付", stateEn: "paid", act: "更改账户", actEn: "changed" })
  await ctx.db
    .updateTable("custody_claim")
    .set({
      state: "confirmed",
      payee_name: payee.name.trim(),
      payee_bank: payee.bank.trim(),
      payee_sealed: seal(ctx.services.secret, payeePurpose, payee.accountNo),
      payee_tail: payee.accountNo.slice(-4),
      failure: null,
    })
    .where("id", "=", claim.id)
    .execute()
  ctx.note({
    action: "custody.claim-confirmed",
    object: "custody-claim",
    objectId: claim.number,
    after: { name: payee.name, bank: payee.bank, tail: payee.accountNo.slice(-4) },
  })
  return ok()
}

/** Runs with the second person's signature: pays every confirmed claim, each by itself. */
export async function approveRunoff(ctx: FlowCtx, runoff: Runoff, approvalId: string): Promise<Outcome<string>> {
  if (runoff.state === "done") {
    const { zh, en } = runoffTitles[runoff.state as RunoffState]
    return refuse["E-RUNOFF-STATE"]({ state: zh, stateEn: en, act: "兑付", actEn: "paid" })
  }
  await ctx.db
    .updateTable("custody_runoff")
    .set({ state: "approved", approval_id: approvalId })
    .where("id", "=", runoff.id)
    .execute()
  ctx.note({ action: "custody.runoff-approved", object: "custody-runoff", objectId: runoff.id, after: { approvalId } })
  return ok(await startJob(ctx, "custody.claims", { runoffId: runoff.id }))
}

const payOne = flow(
  { name: "custody.claim", permission: null },
  async (ctx, input: { claimId: string }): Promise<Outcome<{ paidFen: bigint }>> => {
    const claim = await ctx.db
      .selectFrom("custody_claim")
      .selectAll()
      .where("id", "=", input.claimId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    if (claim.state === "paid") return ok({ paidFen: 0n })
    const runoff = await ctx.db
      .selectFrom("custody_runoff")
      .selectAll()
      .where("id", "=", claim.runoff_id)
      .executeTakeFirstOrThrow()
    const pool = (await poolById(ctx, runoff.pool_id))!
    const frozen = await freezeInForce(ctx, { poolId: pool.id, holdingId: claim.holding_id, what: "giveBack" })
    if (frozen)
      return refuse["E-FROZEN"]({
        document: frozen.document_no,
        authority: frozen.authority,
        what: "兑付",
        whatEn: "a payment",
      })
    const states = (await componentStates(ctx, [claim.holding_id])).get(claim.holding_id) ?? []
    const postingId = newId()
    const own = ownParts(states, claim.own_fen)
    const ownText = JSON.stringify(own.map(({ name, amountFen }) => ({ name, amountFen: String(amountFen) })))
    await ctx.db
      .updateTable("custody_claim")
      .set({
        state: "paid",
        paid_at: ctx.clock.now(),
        posting_id: postingId,
        own_parts: ownText,
        tries: claim.tries + 1,
        failure: null,
      })
      .where("id", "=", claim.id)
      .execute()
    const holding = await endHolding(ctx, { claim, states, own })
    const paidFen = claim.own_fen + claim.shared_fen
    ctx.note({ object: "custody-claim", objectId: claim.number, after: { paidFen, payee: claim.payee_tail } })
    ctx.emit({
      type: "custody.claim-paid",
      subject: claim.id,
      data: { holdingId: claim.holding_id, amountFen: String(paidFen), poolId: pool.id },
    })
    if (paidFen === 0n) return ok({ paidFen })
    const posted = await ctx.post([
      payClaim.build(
        {
          poolNo: pool.pool_no,
          outlet: pool.outlet,
          own,
          sharedFen: claim.shared_fen,
        },
        { id: postingId, reference: claim.number, memo: "清退兑付", approvalId: runoff.approval_id! },
      ),
      ...(await stepsOff(ctx, holding, states)),
    ])
    return posted.ok ? ok({ paidFen }) : posted
  },
)

/**
 * The agreement ends with its claim. What evidence had earned before, and books that wait for a word, still belong to the
 * beneficiary: only then the holding stays open for a batch.
 */
async function endHolding(
  ctx: FlowCtx,
  p: { claim: ClaimRow; states: readonly ComponentState[]; own: ReturnType<typeof ownParts> },
) {
  const left = (state: ComponentState) =>
    state.unearnedFen - (p.own.find((one) => one.name === state.name)?.amountFen ?? 0n)
  const emptied = p.states.filter((state) => left(state) === 0n).map((state) => state.componentId)
  await endEvidence(ctx, emptied, `清退兑付 ${p.claim.number}`)
  const isEmpty = p.states.every((state) => left(state) === 0n && state.queuedFen === 0n)
  return ctx.db
    .updateTable("custody_holding")
    .set({ state: isEmpty ? "closed" : "open" })
    .where("id", "=", p.claim.holding_id)
    .returning(["number", "pool_id"])
    .executeTakeFirstOrThrow()
}

/** The own money component by component, until the claim is full. */
function ownParts(states: readonly ComponentState[], ownFen: bigint) {
  let left = ownFen
  return states.map((state) => {
    const take = state.unearnedFen < left ? state.unearnedFen : left
    left -= take
    return { name: state.name, accountKey: state.accountKey, amountFen: take }
  })
}

const failOne = flow(
  { name: "custody.claim-failed", permission: null },
  async (ctx, input: { claimId: string; why: string }): Promise<Outcome<void>> => {
    // It stays confirmed: what stood in the way was ours, and the next run tries again.
    await sql`update custody_claim set tries = tries + 1, failure = ${input.why}
      where id = ${input.claimId} and state <> 'paid'`.execute(ctx.db)
    ctx.note({ object: "custody-claim", objectId: input.claimId, after: { failure: input.why } })
    return ok()
  },
)

/** The other bank sent the money back (退汇): the claim's money returns, its number stays, a right account may be given. */
export async function bounceClaim(ctx: FlowCtx, claim: ClaimRow, reason: string): Promise<Outcome<void>> {
  if (reason.trim().length < 4) return refuse["E-REASON"]({}, "reason")
  if (claim.state !== "paid" || claim.posting_id === null)
    return refuse["E-RUNOFF-STATE"]({ state: "未付出", stateEn: "not paid", act: "登记退汇", actEn: "sent back" })
  const runoff = await ctx.db
    .selectFrom("custody_runoff")
    .selectAll()
    .where("id", "=", claim.runoff_id)
    .executeTakeFirstOrThrow()
  await ctx.db
    .updateTable("custody_claim")
    .set({ state: "failed", failure: reason.trim(), posting_id: null, paid_at: null })
    .where("id", "=", claim.id)
    .execute()
  await ctx.db.updateTable("custody_holding").set({ state: "returning" }).where("id", "=", claim.holding_id).execute()
  await ctx.db.updateTable("custody_runoff").set({ state: "approved" }).where("id", "=", runoff.id).execute()
  ctx.note({ action: "custody.claim-bounced", object: "custody-claim", objectId: claim.number, after: { reason } })
  return ctx.reverse(claim.posting_id, {
    reason: reason.trim(),
    ...(runoff.approval_id ? { approvalId: runoff.approval_id } : {}),
  })
}

const input = z.object({ runoffId: z.uuid() })

export const claimsJob: JobHandler<z.output<typeof input>> = {
  kind: "custody.claims",
  zh: "清退批量兑付",
  en: "Paying the claims of a run-off",
  input,
  async run(ctx, { runoffId }, progress) {
    const claims = await ctx.db
      .selectFrom("custody_claim")
      .selectAll()
      .where("runoff_id", "=", runoffId)
      // A claim that failed waits for its claimant's word: confirming again makes it ready.
      .where("state", "=", "confirmed")
      .where("payee_sealed", "is not", null)
      .orderBy("number")
      .execute()
    let failed = 0
    for (const [at, claim] of claims.entries()) {
      const done = await payOne(ctx, { claimId: claim.id })
      if (!done.ok) {
        failed += 1
        await failOne(ctx, { claimId: claim.id, why: done.refusal.zh })
      }
      await progress(at + 1, claims.length, `${claim.number}`)
    }
    await closeWhenDone(ctx, { runoffId })
    return { paid: claims.length - failed, failed }
  },
}

const closeWhenDone = flow({ name: "custody.runoff-end", permission: null }, async (ctx, p: { runoffId: string }) => {
  const { left } = await ctx.db
    .selectFrom("custody_claim")
    .select((e) => e.fn.countAll<bigint>().as("left"))
    .where("runoff_id", "=", p.runoffId)
    .where("state", "!=", "paid")
    .executeTakeFirstOrThrow()
  if (left === 0n)
    await ctx.db.updateTable("custody_runoff").set({ state: "done" }).where("id", "=", p.runoffId).execute()
  ctx.note({ object: "custody-runoff", objectId: p.runoffId, after: { left: String(left) } })
  return ok()
})
