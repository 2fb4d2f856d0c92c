// Freezing and lifting by two people: an office with a second person of the office, the bank with a second person of the
// bank. Freezing everything asks for the paper of a court or the police.
import { z } from "zod"
import { requestApproval } from "#kernel/approval"
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { ApprovalKind } from "#kernel/scene"
import {
  askFreeze,
  askLift,
  declineFreeze,
  freezeById,
  liftIt,
  poolById,
  setFreeze,
  type CustodyFreeze,
} from "#products/custody"
import { freezeScopes, freezeScopeTitles, type FreezeScope } from "../../../products/custody/states.ts"
import { refuse } from "../refusals.ts"
import { institutionFor, isRegulator, orderFor, type Institution } from "../store.ts"

export interface FreezeAsked {
  institutionId: string
  orderId?: string | undefined
  scope: FreezeScope
  documentNo: string
  authority: string
  reason: string
  untilOn?: string | undefined
}

const signers = (ctx: Ctx): string[][] => (isRegulator(ctx) ? [["regulator"]] : [["accountant", "president"]])

const courtPaper = /法院|公安|执|刑|检/

export const proposeFreeze = flow(
  { name: "training-fund.freeze", permission: "training-fund.freeze" },
  async (ctx, input: FreezeAsked): Promise<Outcome<{ id: string; approvalId: string }>> => {
    const found = await institutionFor(ctx, input.institutionId)
    if (!found.ok) return found
    if (input.reason.trim().length < 4) return refuse["E-REASON"]({}, "reason")
    if (input.scope === "pool_all" && !courtPaper.test(input.documentNo + input.authority))
      return refuse["E-COURT-PAPER"]({}, "documentNo")
    let holdingId: string | null = null
    if (input.scope === "holding") {
      const order = input.orderId ? await orderFor(ctx, input.orderId) : undefined
      if (!order?.ok || !order.value.order.holding_id)
        return refuse["E-NOT-FOUND"](
          { what: "存管中的订单", whatEn: "order in custody", id: input.orderId ?? "-" },
          "orderId",
        )
      holdingId = order.value.order.holding_id
    }
    const pool = (await poolById(ctx, found.value.pool_id))!
    const freeze = await askFreeze(ctx, { ...input, pool, holdingId, untilOn: input.untilOn ?? null })
    const approvalId = await requestApproval(ctx, {
      kind: "training-fund.freeze",
      objectId: freeze.id,
      title: `冻结 ${freeze.number} ${pool.title}：${freezeScopeTitles[input.scope].zh}`,
      content: contentOf(freeze, pool.title),
      outlet: isRegulator(ctx) ? undefined : found.value.outlet,
    })
    return ok({ id: freeze.id, approvalId })
  },
)

const content = z.object({
  number: z.string(),
  institution: z.string(),
  scope: z.enum(freezeScopes),
  documentNo: z.string(),
  authority: z.string(),
  reason: z.string(),
  untilOn: z.string().nullable(),
})
type Content = z.output<typeof content>

const contentOf = (freeze: CustodyFreeze, institution: string): Content => ({
  number: freeze.number,
  institution,
  scope: freeze.scope as FreezeScope,
  documentNo: freeze.document_no,
  authority: freeze.authority,
  reason: freeze.reason,
  untilOn: freeze.until_on,
})

export const proposeLift = flow(
  { name: "training-fund.lift", permission: "training-fund.freeze" },
  async (ctx, input: { id: string; reason: string }): Promise<Outcome<{ approvalId: string }>> => {
    const freeze = await freezeById(ctx, input.id)
    const institution = freeze ? await ofPool(ctx, freeze.pool_id) : undefined
    const seen = institution ? await institutionFor(ctx, institution.id) : undefined
    if (!freeze || !seen?.ok) return refuse["E-NOT-FOUND"]({ what: "冻结", whatEn: "freeze", id: input.id })
    const asked = await askLift(ctx, freeze, input.reason)
    if (!asked.ok) return asked
    const pool = (await poolById(ctx, freeze.pool_id))!
    const approvalId = await requestApproval(ctx, {
      kind: "training-fund.lift",
      objectId: freeze.id,
      title: `解除冻结 ${freeze.number} ${pool.title}`,
      content: { ...contentOf(freeze, pool.title), reason: input.reason },
      outlet: isRegulator(ctx) ? undefined : seen.value.outlet,
    })
    return ok({ approvalId })
  },
)

const ofPool = (ctx: Pick<Ctx, "db">, poolId: string): Promise<Institution | undefined> =>
  ctx.db.selectFrom("training_institution").selectAll().where("pool_id", "=", poolId).executeTakeFirst()

/** The institution's state follows what stands on its custody account. */
async function follow(ctx: FlowCtx, freeze: CustodyFreeze, isFrozen: boolean): Promise<void> {
  if (freeze.scope === "holding") {
    await ctx.db
      .updateTable("training_order")
      .set({ state: isFrozen ? "FROZEN" : "TEACHING" })
      .where("holding_id", "=", freeze.holding_id)
      .where("state", "in", isFrozen ? ["PAID", "TEACHING"] : ["FROZEN"])
      .execute()
    return
  }
  const other = await ctx.db
    .selectFrom("custody_freeze")
    .select("id")
    .where("pool_id", "=", freeze.pool_id)
    .where("scope", "!=", "holding")
    .where("state", "in", ["active", "lifting"])
    .where("id", "!=", freeze.id)
    .executeTakeFirst()
  if (!isFrozen && other) return
  await ctx.db
    .updateTable("training_institution")
    .set({ state: isFrozen ? "RELEASE_FROZEN" : "WATCH", state_reason: freeze.reason })
    .where("pool_id", "=", freeze.pool_id)
    .where("state", "not in", ["RUN_OFF", "CLOSED"])
    .execute()
}

const page = "/training-fund/freezes"

export const freezeApproval: ApprovalKind<Content> = {
  kind: "training-fund.freeze",
  zh: "存管冻结",
  en: "Freeze of custody",
  content,
  page,
  levels: async (ctx) => signers(ctx),
  approved: async (ctx, { objectId }) => {
    const freeze = (await freezeById(ctx, objectId))!
    const done = await setFreeze(ctx, freeze)
    if (!done.ok) return done
    await follow(ctx, freeze, true)
    return ok()
  },
  declined: async (ctx, { objectId }) => {
    await declineFreeze(ctx, (await freezeById(ctx, objectId))!, false)
    return ok()
  },
}

export const liftApproval: ApprovalKind<Content> = {
  kind: "training-fund.lift",
  zh: "解除存管冻结",
  en: "Lifting a freeze of custody",
  content,
  page,
  levels: async (ctx) => signers(ctx),
  approved: async (ctx, { objectId }) => {
    const freeze = (await freezeById(ctx, objectId))!
    const done = await liftIt(ctx, freeze)
    if (!done.ok) return done
    await follow(ctx, freeze, false)
    return ok()
  },
  declined: async (ctx, { objectId }) => {
    await declineFreeze(ctx, (await freezeById(ctx, objectId))!, true)
    return ok()
  },
}
