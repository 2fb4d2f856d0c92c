// Giving a fee back (退费): asked for by one person, paid by another's signature, with the tax that was inside it.
import { randomUUID } from "node:crypto"
import { sql, type Selectable } from "kysely"
import { z } from "zod"
import { newId } from "#ledger"
import { requestApproval } from "#kernel/approval"
import type { Tables } from "#kernel/db"
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { notify } from "#kernel/notice"
import { ok, type Outcome } from "#kernel/refusal"
import type { ApprovalKind } from "#kernel/scene"
import { findDeposit, openSubjects } from "#products/deposit"
import { refundFee } from "../postings.ts"
import { refuse } from "../refusals.ts"
import { vatOfRefund, yuan } from "../rules.ts"
import { maySee } from "./subscribing.ts"

export type ChargeRow = Selectable<Tables["fee_charge"]>
export const refundKinds = ["overcharged", "not_due"] as const
export type RefundKind = (typeof refundKinds)[number]

/** What of a charge is still with the bank. */
export async function leftOf(ctx: Ctx, charge: ChargeRow): Promise<bigint> {
  const given = await ctx.db
    .selectFrom("fee_refund")
    .select((e) => sql<bigint>`coalesce(${e.fn.sum("amount_fen")}, 0)::bigint`.as("fen"))
    .where("charge_id", "=", charge.id)
    .where("state", "=", "done")
    .executeTakeFirstOrThrow()
  return charge.net_fen - given.fen
}

export interface RefundAsked {
  chargeId: string
  kind: RefundKind
  amountFen: bigint
  reason: string
}

export const askRefund = flow(
  { name: "pricing.refund", permission: "pricing.refund" },
  async (ctx, input: RefundAsked): Promise<Outcome<{ id: string; number: string; approvalId: string }>> => {
    const charge = await chargeOf(ctx, input.chargeId)
    if (!charge || !maySee(ctx, charge)) return refuse["E-NOT-FOUND"]({ id: input.chargeId, what: "收费" })
    const leftFen = await leftOf(ctx, charge)
    if (input.amountFen <= 0n) return refuse["E-AMOUNT"]({ what: "退费金额", whatEn: "The refund" }, "amount")
    if (input.amountFen > leftFen)
      return refuse["E-REFUND"]({ left: yuan(leftFen), asked: yuan(input.amountFen) }, "amount")
    if (input.kind === "not_due" && input.amountFen !== charge.net_fen)
      return refuse["E-REFUND-ALL"]({ left: yuan(charge.net_fen) }, "amount")
    const open = await ctx.db
      .selectFrom("fee_refund")
      .select("number")
      .where("charge_id", "=", charge.id)
      .where("state", "=", "open")
      .executeTakeFirst()
    if (open)
      return refuse["E-STATE"]({
        reason: `已有退费 ${open.number} 等待复核`,
        reasonEn: `Refund ${open.number} already waits for its checker`,
      })
    return ok(await submit(ctx, input, charge))
  },
)

// Charges never change; one open refund a charge, held by a unique index, keeps two of them apart.
const chargeOf = (ctx: FlowCtx, id: string) =>
  ctx.db.selectFrom("fee_charge").selectAll().where("id", "=", id).executeTakeFirst()

async function submit(ctx: FlowCtx, input: RefundAsked, charge: ChargeRow) {
  const next = await sql<{ n: bigint }>`select nextval('fee_refund_number') as n`.execute(ctx.db)
  const number = `TF${ctx.today.slice(0, 4)}${String(next.rows[0]!.n).padStart(6, "0")}`
  const id = randomUUID()
  const approvalId = await requestApproval(ctx, {
    kind: "pricing.refund",
    objectId: id,
    title: `退费 ${number} ${yuan(input.amountFen)} 元（收费 ${charge.number}）`,
    content: {
      number,
      chargeNo: charge.number,
      accountNo: charge.account_no,
      kind: input.kind,
      amountFen: input.amountFen,
      reason: input.reason,
    },
    before: { netFen: charge.net_fen, chargedOn: charge.charged_on },
    amountFen: input.amountFen,
    outlet: charge.outlet,
  })
  await ctx.db
    .insertInto("fee_refund")
    .values({
      id,
      number,
      charge_id: charge.id,
      kind: input.kind,
      amount_fen: input.amountFen,
      reason: input.reason,
      state: "open",
      asked_by: ctx.actor.name,
      asked_on: ctx.today,
      approval_id: approvalId,
      at: ctx.clock.now(),
    })
    .execute()
  return { id, number, approvalId }
}

const content = z.object({
  number: z.string(),
  chargeNo: z.string(),
  accountNo: z.string(),
  kind: z.enum(refundKinds),
  amountFen: z.string(),
  reason: z.string(),
})

export const refundApproval: ApprovalKind<z.output<typeof content>> = {
  kind: "pricing.refund",
  zh: "退费",
  en: "Refund of a fee",
  content,
  page: "/pricing/charges",
  levels: async () => [["subbranch-head", "accountant"]],
  approved: async (ctx, { objectId, approvalId }) => payBack(ctx, objectId, approvalId),
  declined: async (ctx, { objectId }) => {
    await ctx.db.updateTable("fee_refund").set({ state: "declined" }).where("id", "=", objectId).execute()
    return ok()
  },
}

async function payBack(ctx: FlowCtx, id: string, approvalId: string): Promise<Outcome<void>> {
  const refund = await ctx.db.selectFrom("fee_refund").selectAll().where("id", "=", id).executeTakeFirstOrThrow()
  const charge = (await chargeOf(ctx, refund.charge_id))!
  const leftFen = await leftOf(ctx, charge)
  const feeFen = refund.amount_fen
  if (feeFen > leftFen) return refuse["E-REFUND"]({ left: yuan(leftFen), asked: yuan(feeFen) })
  const account = await findDeposit(ctx, charge.account_no)
  if (account.ok && account.value.state === "closed") return refuse["E-CLOSED"]({ accountNo: charge.account_no })
  const vatFen = vatOfRefund({ leftFen, refundFen: feeFen, rateBp: charge.vat_bp })
  const postingId = newId()
  await openSubjects(ctx.ledger, charge.outlet, ["6021", "2221"])
  await ctx.db
    .updateTable("fee_refund")
    .set({ state: "done", done_on: ctx.today, posting_id: postingId })
    .where("id", "=", id)
    .execute()
  await notify(ctx, {
    to: `party:${charge.party_id}`,
    title: `退费 ${yuan(feeFen)} 元已入账`,
    body: `收费 ${charge.number} 退还 ${yuan(feeFen)} 元：${refund.reason}`,
    page: "/portal/pricing",
    onceKey: `pricing.refund:${id}`,
  })
  ctx.note({ action: "pricing.refunded", object: "charge", objectId: charge.number, after: { feeFen, vatFen } })
  ctx.emit({ type: "pricing.refunded", subject: charge.id, data: { amountFen: String(feeFen) } })
  return ctx.post([
    refundFee.build(
      { accountNo: charge.account_no, outlet: charge.outlet, feeFen, vatFen },
      { id: postingId, reference: refund.number, memo: `退费 ${charge.number}`, approvalId },
    ),
  ])
}
