// A difference ends by two people: explained, adjusted on the ledger, or written off. Who asks says why; who signs sees
// the two sides and the amount kept aside.
import { z } from "zod"
import { formatAmount, newId, type Posting } from "#ledger"
import { requestApproval } from "#kernel/approval"
import { flow, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { ApprovalKind } from "#kernel/scene"
import { channelTitles, type BilledChannel } from "../model.ts"
import { longIncome, longReturned, shortLoss, shortMade } from "../postings.ts"
import { refuse } from "../refusals.ts"
import { kindTitles, ways, wayFault, type Kind, type Way } from "../rules/recon.ts"

export interface Resolution {
  itemId: string
  way: Way
  reason: string
}

async function lockItem(ctx: FlowCtx, itemId: string) {
  return ctx.db
    .selectFrom("acquiring_recon_item")
    .selectAll()
    .where("id", "=", BigInt(itemId))
    .forUpdate()
    .executeTakeFirst()
}

export const proposeResolution = flow(
  { name: "acquiring.resolve", permission: "acquiring.reconcile" },
  async (ctx, input: Resolution): Promise<Outcome<{ approvalId: string }>> => {
    const item = await lockItem(ctx, input.itemId)
    if (!item) return refuse["E-ITEM"]()
    if (item.state !== "open" || (item.approval_id !== null && (await isWaiting(ctx, item.approval_id))))
      return refuse["E-ITEM-STATE"]({ state: item.state })
    const fault = wayFault(input.way, { kind: item.kind, suspenseFen: item.suspense_fen })
    if (fault) return refuse["E-ITEM-WAY"]({ why: fault.zh, whyEn: fault.en }, "way")
    const suspense = formatAmount(item.suspense_fen ?? 0n, 2)
    const approvalId = await requestApproval(ctx, {
      kind: differenceApproval.kind,
      objectId: input.itemId,
      title: [
        "对账差异",
        channelTitles[item.channel as BilledChannel].zh,
        item.bill_on,
        kindTitles[item.kind as Kind].zh,
        ways[input.way].zh,
      ].join(" "),
      content: { ...input, key: item.key, day: item.bill_on, channel: item.channel, suspense },
      amountFen: (item.suspense_fen ?? 0n) < 0n ? -item.suspense_fen! : (item.suspense_fen ?? 0n),
      outlet: "HQ",
    })
    await ctx.db
      .updateTable("acquiring_recon_item")
      .set({ approval_id: approvalId, asked_by: ctx.actor.personId, reason: input.reason })
      .where("id", "=", item.id)
      .execute()
    return ok({ approvalId })
  },
)

async function isWaiting(ctx: FlowCtx, approvalId: string): Promise<boolean> {
  const row = await ctx.db.selectFrom("approval").select("state").where("id", "=", approvalId).executeTakeFirst()
  return row?.state === "open"
}

const content = z.object({
  itemId: z.string(),
  way: z.enum(["explain", "return", "made", "income", "loss"]),
  reason: z.string(),
  key: z.string(),
  day: z.string(),
  channel: z.string(),
  suspense: z.string(),
})

export const differenceApproval: ApprovalKind<z.output<typeof content>> = {
  kind: "acquiring.difference",
  zh: "对账差异处理",
  en: "Difference of a reconciliation",
  content,
  page: "/acquiring/differences",
  levels: async () => [["accountant", "president"]],
  approved: async (ctx, request) => {
    const { itemId, way, reason } = request.content
    const item = await lockItem(ctx, itemId)
    if (!item || item.state !== "open") return refuse["E-ITEM-STATE"]({ state: item?.state ?? "-" })
    const fault = wayFault(way, { kind: item.kind, suspenseFen: item.suspense_fen })
    if (fault) return refuse["E-ITEM-WAY"]({ why: fault.zh })
    const postings = postingsOf(way, {
      channel: item.channel as BilledChannel,
      fen: item.suspense_fen ?? 0n,
      reference: item.order_no ?? item.key,
      approvalId: request.approvalId,
      reason,
    })
    await ctx.db
      .updateTable("acquiring_recon_item")
      .set({ state: ways[way].state, reason, resolved_on: ctx.today, resolved_posting: postings[0]?.id ?? null })
      .where("id", "=", item.id)
      .execute()
    ctx.note({ action: "acquiring.difference", object: "recon-item", objectId: itemId, after: request.content })
    return ctx.post(postings)
  },
  declined: async (ctx, { objectId }) => {
    await ctx.db
      .updateTable("acquiring_recon_item")
      .set({ approval_id: null, asked_by: null })
      .where("id", "=", BigInt(objectId))
      .where("state", "=", "open")
      .execute()
    return ok()
  },
}

function postingsOf(
  way: Way,
  about: { channel: BilledChannel; fen: bigint; reference: string; approvalId: string; reason: string },
): Posting[] {
  const template = { explain: null, return: longReturned, made: shortMade, income: longIncome, loss: shortLoss }[way]
  if (!template || about.fen === 0n) return []
  const amountFen = about.fen < 0n ? -about.fen : about.fen
  const { reference, approvalId } = about
  return [
    template.build({ channel: about.channel, amountFen }, { id: newId(), reference, approvalId, memo: about.reason }),
  ]
}
