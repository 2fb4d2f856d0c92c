// Merchants and how their money is shared out: prepared by one person, in force by another's signature.
import { randomUUID } from "node:crypto"
import { z } from "zod"
import { formatAmount } from "#ledger"
import { requestApproval } from "#kernel/approval"
import { flow, type Ctx } from "#kernel/flow"
import { inScope } from "#kernel/org"
import { ok, type Outcome } from "#kernel/refusal"
import type { ApprovalKind } from "#kernel/scene"
import { findMerchant, openMerchant } from "./merchants.ts"
import type { Receiver } from "./model.ts"
import { refuse } from "./refusals.ts"
import { shareSum } from "./rules/split.ts"

const merchantContent = z.object({
  partyId: z.string(),
  name: z.string(),
  settlementAccountNo: z.string(),
  feeBp: z.int(),
  outlet: z.string(),
  settleWorkdays: z.int(),
})
type MerchantContent = z.output<typeof merchantContent>

export const askMerchant = flow(
  { name: "acquiring.ask-merchant", permission: "acquiring.merchant" },
  async (ctx, input: MerchantContent): Promise<Outcome<{ approvalId: string }>> => {
    if (!inScope(ctx, input.outlet)) return refuse["E-MERCHANT"]({}, "outlet")
    const account = await ctx.db
      .selectFrom("deposit_account")
      .select(["party_id", "state"])
      .where("account_no", "=", input.settlementAccountNo)
      .executeTakeFirst()
    if (account?.party_id !== input.partyId || account.state !== "open")
      return refuse["E-ACCOUNT"]({ accountNo: input.settlementAccountNo }, "settlementAccountNo")
    const approvalId = await requestApproval(ctx, {
      kind: merchantApproval.kind,
      objectId: `${input.partyId}:${input.name}`,
      title: `开立收单商户 ${input.name}`,
      content: input,
      outlet: input.outlet,
    })
    return ok({ approvalId })
  },
)

export const merchantApproval: ApprovalKind<MerchantContent> = {
  kind: "acquiring.merchant",
  zh: "开立收单商户",
  en: "Opening of a merchant",
  content: merchantContent,
  page: "/acquiring/merchants",
  levels: async () => [["subbranch-head", "accountant"]],
  approved: async (ctx, { content }) => {
    const made = await openMerchant(ctx, content)
    return made.ok ? ok() : made
  },
}

const planContent = z.object({
  merchantId: z.string(),
  fromOn: z.string(),
  receivers: z.array(z.object({ merchantId: z.string(), name: z.string(), shareBp: z.int() })),
})

export interface PlanAsked {
  merchantId: string
  fromOn: string
  receivers: { merchantId: string; shareBp: number }[]
}

export const proposePlan = flow(
  { name: "acquiring.propose-plan", permission: "acquiring.merchant" },
  async (ctx, input: PlanAsked): Promise<Outcome<{ approvalId: string }>> => {
    const merchant = await findMerchant(ctx, input.merchantId)
    if (!merchant.ok) return merchant
    if (input.fromOn < ctx.today) return refuse["E-SPLIT-FROM"]({ today: ctx.today }, "fromOn")
    const sum = shareSum(input.receivers)
    if (sum !== 10_000) return refuse["E-SPLIT-SUM"]({ sum: formatAmount(BigInt(sum), 2) }, "receivers")
    const receivers = await namedReceivers(ctx, input.receivers)
    if (!receivers.ok) return receivers
    const approvalId = await requestApproval(ctx, {
      kind: planApproval.kind,
      objectId: input.merchantId,
      title: `分账方案 ${merchant.value.name}`,
      content: { ...input, receivers: receivers.value },
      outlet: merchant.value.outlet,
    })
    return ok({ approvalId })
  },
)

async function namedReceivers(ctx: Ctx, asked: PlanAsked["receivers"]): Promise<Outcome<Receiver[]>> {
  const named: Receiver[] = []
  for (const [index, one] of asked.entries()) {
    const row = await ctx.db
      .selectFrom("acquiring_merchant")
      .selectAll()
      .where("id", "=", one.merchantId)
      .executeTakeFirst()
    if (!row || row.state !== "open" || row.settlement_account_no === null)
      return refuse["E-SPLIT-RECEIVER"]({ name: row?.name ?? one.merchantId }, `receivers.${index}.merchantId`)
    named.push({ ...one, name: row.name })
  }
  return ok(named)
}

export const planApproval: ApprovalKind<z.output<typeof planContent>> = {
  kind: "acquiring.plan",
  zh: "分账方案",
  en: "Split plan",
  content: planContent,
  page: "/acquiring/merchants/:id",
  levels: async () => [["subbranch-head", "accountant"]],
  approved: async (ctx, { content, approvalId }) => {
    const { merchantId, fromOn, receivers } = content
    await ctx.db
      .insertInto("acquiring_split_plan")
      .values({
        id: randomUUID(),
        merchant_id: merchantId,
        from_on: fromOn < ctx.today ? ctx.today : fromOn,
        receivers: JSON.stringify(receivers),
        approval_id: approvalId,
        made_by: ctx.actor.id,
        at: ctx.clock.now(),
      })
      .execute()
    ctx.note({ action: "acquiring.plan", object: "merchant", objectId: merchantId, after: content })
    return ok()
  },
}

/** Keeps a merchant's settlement back, or lets it go on. */
export const holdSettlement = flow(
  { name: "acquiring.hold", permission: "acquiring.merchant" },
  async (ctx, input: { merchantId: string; holdsMoney: boolean; reason: string }): Promise<Outcome<void>> => {
    const merchant = await findMerchant(ctx, input.merchantId)
    if (!merchant.ok) return merchant
    await ctx.db
      .updateTable("acquiring_merchant")
      .set({ holds_money: input.holdsMoney })
      .where("id", "=", input.merchantId)
      .execute()
    ctx.note({ object: "merchant", objectId: input.merchantId, before: merchant.value.holds_money, after: input })
    return ok()
  },
)
