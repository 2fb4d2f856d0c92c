// The parent's word on a lesson, one question at a time, and the authority's word on a dispute.
import { flow, type Ctx } from "#kernel/flow"
import { notify } from "#kernel/notice"
import { ok, type Outcome } from "#kernel/refusal"
import { confirmByOwner, disputeEvidence, evidenceById, settleDispute, type Evidence } from "#products/custody"
import { refuse } from "../refusals.ts"
import { orderFor, type OrderSeen } from "../store.ts"
import { yuan } from "../words.ts"

interface Seen extends OrderSeen {
  line: Evidence
}

async function lineFor(ctx: Ctx, id: string): Promise<Outcome<Seen>> {
  const line = await evidenceById(ctx, id)
  const order = line
    ? await ctx.db
        .selectFrom("training_order")
        .select("id")
        .where("holding_id", "=", line.holding_id)
        .executeTakeFirst()
    : undefined
  const seen = order ? await orderFor(ctx, order.id) : undefined
  if (line && seen?.ok) return ok({ line, ...seen.value })
  return refuse["E-NOT-FOUND"]({ what: "课次", whatEn: "lesson", id })
}

export const confirmLesson = flow(
  { name: "training-fund.confirm", permission: "training-fund.family" },
  async (ctx, input: { id: string }): Promise<Outcome<{ release: string }>> => {
    const found = await lineFor(ctx, input.id)
    if (!found.ok) return found
    if (found.value.line.planned)
      return refuse["E-STATE"]({
        reason: "这一期按政策到期划拨，不需要确认",
        reasonEn: "This part is released by the policy's plan; nobody need confirm it",
      })
    const done = await confirmByOwner(ctx, found.value.line)
    return done.ok ? ok({ release: yuan(done.value.releaseFen) }) : done
  },
)

export const disputeLesson = flow(
  { name: "training-fund.dispute", permission: "training-fund.family" },
  async (ctx, input: { id: string; reason: string }): Promise<Outcome<void>> => {
    const found = await lineFor(ctx, input.id)
    if (!found.ok) return found
    const { line, order, institution } = found.value
    const done = await disputeEvidence(ctx, line, input.reason)
    if (!done.ok) return done
    await notify(ctx, {
      to: `party:${institution.party_id}`,
      title: `家长对一节课有异议（${order.contract_no}）`,
      body: input.reason.trim(),
      page: "/portal/training/orders",
      onceKey: `training.dispute:${line.id}:${line.decided_at?.toISOString() ?? ""}`,
    })
    return ok()
  },
)

export interface SettleAsked {
  id: string
  stands: boolean
  reason: string
}

/** The authority decides; the institution itself may only give in. */
export const settleLesson = flow(
  { name: "training-fund.settle", permission: "training-fund.settle" },
  async (ctx, input: SettleAsked): Promise<Outcome<void>> => {
    const found = await lineFor(ctx, input.id)
    if (!found.ok) return found
    const { line, order } = found.value
    const isAuthority = ctx.actor.permissions.has("training-fund.authority")
    if (input.stands && !isAuthority)
      return refuse["E-STATE"]({
        reason: "是否计课由主管部门认定；机构可以选择“不计这节课”",
        reasonEn: "Whether it counts is decided by the authority; you may give it up",
      })
    const done = await settleDispute(ctx, line, { stands: input.stands, reason: input.reason, by: "authority" })
    if (!done.ok) return done
    await notify(ctx, {
      to: `party:${order.guardian_id}`,
      title: input.stands ? "争议课次：认定已上课" : "争议课次：不计课，钱仍在存管",
      body: input.reason.trim(),
      page: `/m/training/orders/${order.id}`,
      onceKey: `training.settled:${line.id}:${line.disputed_at?.toISOString() ?? ""}`,
    })
    return ok()
  },
)
