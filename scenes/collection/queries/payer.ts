// What a payer sees: the own bills with what is owed today, and the receipts.
import { digest } from "#kernel/crypto"
import { ledgerOn, type Ctx } from "#kernel/flow"
import { childrenOf, maskName, ownPhone } from "#kernel/party"
import { ok } from "#kernel/refusal"
import { aheadOf } from "../accounts.ts"
import { loadBills } from "../flows/bills.ts"
import { payerByCode } from "../flows/checkout.ts"
import { payerPhonePurpose } from "../flows/tell.ts"
import type { ReceiptKind } from "../model.ts"
import { refuse } from "../refusals.ts"
import { billItem } from "./bills.ts"
import { linesOf, paymentQuery, yuan } from "./lists.ts"
import { todayOf } from "./orgs.ts"

/** Bills a payer may see: never those not yet published. */
const shownStates = ["published", "part-paid", "paid", "part-refunded", "refunded"] as const
const shownMax = 60

async function viewOf(ctx: Ctx, payerId: string, isOwn: boolean) {
  const payer = await ctx.db
    .selectFrom("collection_payer as p")
    .innerJoin("collection_org as o", "o.id", "p.org_id")
    .select(["p.id", "p.name", "p.code", "o.org_no", "o.name as org_name"])
    .where("p.id", "=", payerId)
    .executeTakeFirstOrThrow()
  const today = await todayOf(ctx)
  const bills = await loadBills(ctx, { payerId, states: shownStates })
  const ahead = await aheadOf(ledgerOn(ctx.db), [payerId])
  return {
    payerId,
    orgNo: payer.org_no,
    orgName: payer.org_name,
    shownName: isOwn ? payer.name : maskName(payer.name),
    code: payer.code,
    ahead: yuan(ahead.get(payerId) ?? 0n),
    bills: bills.slice(-shownMax).map((bill) => {
      const { payerKey: _key, payerName: _name, group: _group, ...item } = billItem(bill, today)
      return {
        ...item,
        kind: bill.kind,
        reading: bill.reading,
        allowPartial: bill.allowPartial,
        minPartial: yuan(bill.minPartialFen),
      }
    }),
  }
}

export async function byCode(ctx: Ctx, asked: { orgNo: number; key: string; name: string }) {
  const payer = await payerByCode(ctx, asked)
  if (!payer.ok) return payer
  const { payerId: _id, ...view } = await viewOf(ctx, payer.value.id, false)
  return ok(view)
}

/**
 * Payers that belong to the signed-in person: those whose number on file is the person's phone and whose name is the person's
 * own or a child's. A phone alone would let its next owner see a stranger's bills.
 */
export async function ownPayers(ctx: Ctx): Promise<string[]> {
  const { partyId } = ctx.actor
  if (!partyId) return []
  const phone = await ownPhone(ctx, partyId)
  if (phone === null) return []
  const children = await childrenOf(ctx.db, partyId)
  const rows = await ctx.db
    .selectFrom("collection_payer")
    .select("id")
    .where("phone_digest", "=", digest(ctx.services.secret, payerPhonePurpose, phone))
    .where("name", "in", [ctx.actor.name, ...children.map((child) => child.name)])
    .orderBy("created_at")
    .execute()
  return rows.map((row) => row.id)
}

export async function ownViews(ctx: Ctx) {
  const views = []
  for (const payerId of await ownPayers(ctx)) views.push(await viewOf(ctx, payerId, true))
  return ok(views)
}

export async function receiptsOf(ctx: Ctx) {
  const payers = await ownPayers(ctx)
  if (payers.length === 0) return ok([])
  const rows = await paymentQuery(ctx)
    .innerJoin("collection_org as o", "o.id", "p.org_id")
    .select("o.name as org_name")
    .where("p.payer_id", "in", payers)
    .orderBy("p.paid_at", "desc")
    .limit(100)
    .execute()
  const lines = await linesOf(
    ctx,
    rows.map((row) => row.order_no),
  )
  return ok(
    rows.map((row) => {
      const own = lines.get(row.order_no) ?? []
      return {
        orderNo: row.order_no,
        receiptNo: row.receipt_no,
        orgName: row.org_name,
        amount: yuan(row.amount_fen),
        refunded: yuan(BigInt(row.refunded ?? 0)),
        channel: row.channel,
        paidAt: row.paid_at.toISOString(),
        receiptKind: (own[0]?.receipt_kind ?? "receipt") as ReceiptKind,
        bills: own.map((line) => ({ item: line.item, period: line.period, amount: yuan(line.amount_fen) })),
      }
    }),
  )
}

/** How one checkout went, for the page a payer comes back to. */
export async function resultOf(ctx: Ctx, id: string) {
  const row = await ctx.db
    .selectFrom("collection_checkout as c")
    .innerJoin("collection_org as o", "o.id", "c.org_id")
    .leftJoin("acquiring_order as a", "a.order_no", "c.order_no")
    .leftJoin("collection_payment as p", "p.order_no", "c.order_no")
    .select(["o.name", "c.amount_fen", "c.lines", "a.state", "a.money", "a.refused", "p.receipt_no", "p.paid_at"])
    .where("c.id", "=", id)
    .executeTakeFirst()
  if (!row) return refuse["E-PAYMENT"]()
  const billNos = (row.lines as unknown as { billNo: string }[]).map((line) => line.billNo)
  const bills = await loadBills(ctx, { billNos })
  return ok({
    state: stateOf(row),
    orgName: row.name,
    amount: yuan(row.amount_fen),
    receiptNo: row.receipt_no,
    paidAt: row.paid_at?.toISOString() ?? null,
    items: bills.map((bill) => `${bill.itemName} ${bill.period}`),
    why: row.refused,
  })
}

function stateOf(row: { state: string | null; money: string | null }): "waiting" | "paid" | "returning" | "closed" {
  if (row.state === "success") return row.money === "returning" ? "returning" : "paid"
  return row.state === "closed" ? "closed" : "waiting"
}
