// Giving money back to who paid it. Promises: never more than is unearned; what evidence has earned stays for the next
// batch; steps that will not happen any more leave the books with the money, and what nobody had answered ends with them; what a rule had left outside custody comes
// from the beneficiary's own account in the same posting, or nothing moves at all.
import { randomUUID } from "node:crypto"
import type { Selectable } from "kysely"
import { newId } from "#ledger"
import type { Tables } from "#kernel/db"
import type { FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { availableFen } from "#products/deposit"
import { endEvidence } from "./evidence.ts"
import { freezeInForce } from "./freeze.ts"
import { componentStates, type ComponentState, type Holding } from "./holding.ts"
import { nextNumber, poolById, yuan } from "./pool.ts"
import { cancelSteps, giveBack, giveOwed, keep } from "./postings.ts"
import { refuse } from "./refusals.ts"
import { cannotRelease } from "./release.ts"

export type CustodyReturn = Selectable<Tables["custody_return"]>

export interface ReturnAsked {
  holding: Holding
  reason: string
  parts: readonly { name: string; amountFen: bigint }[]
  /** Ledger key the money goes to: the channel's waiting account, or an outlet's account with other banks. */
  to: string
  route: "channel" | "transfer"
  routeRef?: string
  /** Left with the beneficiary by the agreement's terms, component by component. */
  kept?: readonly { name: string; amountFen: bigint }[]
  /** Left outside custody when it was paid: the beneficiary's own debt, taken from its settlement account. */
  owedFen?: bigint
  /** The agreement ends here: no further step will be done. */
  ends: boolean
}

/** Posts the return; the caller goes on with the channel or the bank and tells the end by settleReturn. */
export async function returnMoney(
  ctx: FlowCtx,
  input: ReturnAsked,
): Promise<Outcome<{ id: string; number: string; amountFen: bigint }>> {
  const { holding } = input
  const frozen = await freezeInForce(ctx, { poolId: holding.pool_id, holdingId: holding.id, what: "giveBack" })
  if (frozen)
    return refuse["E-FROZEN"]({
      document: frozen.document_no,
      authority: frozen.authority,
      what: "退费",
      whatEn: "a refund",
    })
  const states = (await componentStates(ctx, [holding.id])).get(holding.id) ?? []
  const parts: Part[] = []
  for (const part of input.parts) {
    const state = states.find((one) => one.name === part.name)
    const keptFen = input.kept?.find((one) => one.name === part.name)?.amountFen ?? 0n
    if (part.amountFen + keptFen === 0n) continue
    const leftFen = state?.unearnedFen ?? 0n
    if (!state || part.amountFen + keptFen > leftFen)
      return refuse.REFUND_OVER_PAID({
        name: state?.zh ?? part.name,
        nameEn: state?.en ?? part.name,
        left: yuan(leftFen),
        asked: yuan(part.amountFen),
      })
    parts.push({ state, amountFen: part.amountFen, keptFen })
  }
  const amountFen = parts.reduce((sum, part) => sum + part.amountFen, 0n)
  const keptFen = parts.reduce((sum, part) => sum + part.keptFen, 0n)
  const owedFen = input.owedFen ?? 0n
  if (amountFen + keptFen + owedFen === 0n) return refuse["E-AMOUNT"]({ what: "退费金额", whatEn: "The refund" })
  const owing = owedFen > 0n ? await owedBy(ctx, holding, owedFen) : null
  if (owing && !owing.ok) return owing
  const kept = keptFen > 0n ? await keptBy(ctx, holding) : null
  if (kept && !kept.ok) return kept
  const made = await record(ctx, { input, parts, amountFen, keptFen, owedFen })
  if (input.ends) await endEvidence(ctx, emptiedBy(states, parts), `退费 ${made.number}，订单结束`)
  const paper = { reference: made.number, memo: `退费 ${holding.number}` }
  const legs = (of: "amountFen" | "keptFen") =>
    parts.map((part) => ({ accountKey: part.state.accountKey, amountFen: part[of] }))
  const back = { to: input.to, parts: legs("amountFen") }
  const postings = [
    ...(amountFen > 0n ? [giveBack.build(back, { id: made.postingId, ...paper })] : []),
    ...(kept ? [keep.build({ settlementNo: kept.value, parts: legs("keptFen") }, { id: newId(), ...paper })] : []),
    ...(owing
      ? [
          giveOwed.build(
            { settlementNo: owing.value, to: input.to, amountFen: owedFen },
            { id: amountFen > 0n ? newId() : made.postingId, ...paper },
          ),
        ]
      : []),
    ...(input.ends ? await stepsOff(ctx, holding, states) : []),
  ]
  const posted = await ctx.post(postings)
  return posted.ok ? ok({ id: made.id, number: made.number, amountFen: amountFen + owedFen }) : posted
}

/** The account the beneficiary's debt is taken from, if the money is there. */
async function owedBy(ctx: FlowCtx, holding: Holding, owedFen: bigint): Promise<Outcome<string>> {
  const pool = (await poolById(ctx, holding.pool_id))!
  if (pool.settlement_no === null) return refuse["E-NO-SETTLEMENT"]({ poolNo: pool.pool_no })
  const available = await availableFen(ctx.ledger, pool.settlement_no)
  if (available >= owedFen) return ok(pool.settlement_no)
  return refuse["E-OWED"]({
    owed: yuan(owedFen),
    accountNo: pool.settlement_no,
    available: yuan(available > 0n ? available : 0n),
    short: yuan(owedFen - (available > 0n ? available : 0n)),
  })
}

/** Components of which nothing unearned is left: books handed over and not answered yet keep their own money. */
const emptiedBy = (states: readonly ComponentState[], parts: readonly Part[]): string[] =>
  states
    .filter((state) => {
      const part = parts.find((one) => one.state === state)
      return state.unearnedFen - (part?.amountFen ?? 0n) - (part?.keptFen ?? 0n) === 0n
    })
    .map((state) => state.componentId)

interface Part {
  state: ComponentState
  amountFen: bigint
  keptFen: bigint
}

/** Where the beneficiary's part goes; kept back like any release where releases are stopped. */
async function keptBy(ctx: FlowCtx, holding: Holding): Promise<Outcome<string>> {
  const pool = (await poolById(ctx, holding.pool_id))!
  const no = await cannotRelease(ctx, pool)
  return no ?? ok(pool.settlement_no!)
}

async function record(
  ctx: FlowCtx,
  p: { input: ReturnAsked; parts: readonly Part[]; amountFen: bigint; keptFen: bigint; owedFen: bigint },
): Promise<{ id: string; number: string; postingId: string }> {
  const { holding } = p.input
  const made = { id: randomUUID(), number: await nextNumber(ctx, "custody_return_number", "TH"), postingId: newId() }
  await ctx.db
    .insertInto("custody_return")
    .values({
      id: made.id,
      number: made.number,
      holding_id: holding.id,
      pool_id: holding.pool_id,
      reason: p.input.reason,
      amount_fen: p.amountFen,
      kept_fen: p.keptFen,
      owed_fen: p.owedFen,
      parts: JSON.stringify(
        p.parts.map((one) => ({
          name: one.state.name,
          amountFen: String(one.amountFen),
          keptFen: String(one.keptFen),
        })),
      ),
      route: p.input.route,
      route_ref: p.input.routeRef ?? null,
      state: "sent",
      posting_id: made.postingId,
      sent_at: ctx.clock.now(),
    })
    .execute()
  if (p.input.ends)
    await ctx.db.updateTable("custody_holding").set({ state: "open" }).where("id", "=", holding.id).execute()
  ctx.note({
    action: "custody.return",
    object: "custody-holding",
    objectId: holding.number,
    after: {
      number: made.number,
      amountFen: p.amountFen,
      owedFen: p.owedFen,
      reason: p.input.reason,
      route: p.input.route,
    },
  })
  return made
}

/** Steps neither done nor waiting for their batch. */
export async function stepsOff(
  ctx: FlowCtx,
  holding: Pick<Holding, "number" | "pool_id">,
  states: readonly ComponentState[],
) {
  const pool = (await poolById(ctx, holding.pool_id))!
  const parts = states
    .map((state) => ({ stepsKey: state.stepsKey, steps: state.stepsLeft - BigInt(state.queuedSteps) }))
    .filter((part) => part.steps > 0n)
  const paper = { id: newId(), reference: holding.number, memo: "剩余次数注销" }
  return parts.length > 0 ? [cancelSteps.build({ poolNo: pool.pool_no, parts }, paper)] : []
}

/** What became of it at the channel or the other bank. */
export async function settleReturn(ctx: FlowCtx, routeRef: string, state: "done" | "bounced"): Promise<void> {
  const row = await ctx.db
    .updateTable("custody_return")
    .set({ state, done_at: ctx.clock.now() })
    .where("route_ref", "=", routeRef)
    .where("state", "=", "sent")
    .returning("number")
    .executeTakeFirst()
  if (row) ctx.note({ action: "custody.return-end", object: "custody-return", objectId: row.number, after: { state } })
}
