// The lists of an organisation: batches, payments, refunds, payers, transfers.
import { sql } from "kysely"
import { formatAmount, parseAmount } from "#ledger"
import { maskPhone } from "#kernel/party"
import { unseal } from "#kernel/crypto"
import { ledgerOn, type Ctx } from "#kernel/flow"
import { ok } from "#kernel/refusal"
import { aheadOf } from "../accounts.ts"
import { findOrg } from "../flows/org.ts"
import { payerPhonePurpose } from "../flows/tell.ts"
import type { CodeRule } from "../model.ts"
import { refuse } from "../refusals.ts"
import { type BatchState, payableStates, type TransferState } from "../states.ts"

export const yuan = (fen: bigint): string => formatAmount(fen, 2)
export const fenOf = (text: string): bigint => parseAmount(text, 2) ?? 0n

const batchQuery = (ctx: Ctx) =>
  ctx.db
    .selectFrom("collection_batch as c")
    .leftJoin("approval as a", (j) =>
      j
        .on("a.kind", "=", "collection.publish")
        .on("a.state", "=", "open")
        .on((e) => e("a.object_id", "=", e.cast<string>("c.id", "text"))),
    )
    .selectAll("c")
    .select("a.id as approval_id")

type BatchRow = Awaited<ReturnType<ReturnType<typeof batchQuery>["executeTakeFirstOrThrow"]>>

const batchView = (row: BatchRow) => ({
  id: row.id,
  batchNo: row.batch_no,
  bills: row.bills,
  total: yuan(row.total_fen),
  state: row.state as BatchState,
  madeByName: row.made_by_name,
  madeAt: row.made_at.toISOString(),
  publishedOn: row.published_on,
  jobId: row.job_id,
  approvalId: row.approval_id,
})

export async function batchesBy(ctx: Ctx, orgId: string) {
  const org = await findOrg(ctx, orgId)
  if (!org.ok) return org
  const rows = await batchQuery(ctx).where("c.org_id", "=", orgId).orderBy("c.made_at", "desc").limit(200).execute()
  return ok(rows.map(batchView))
}

/** What publishing this batch would do, before anybody agrees to it. */
export async function batchOf(ctx: Ctx, id: string) {
  const row = await batchQuery(ctx).where("c.id", "=", id).executeTakeFirst()
  if (!row) return refuse["E-BATCH"]()
  const org = await findOrg(ctx, row.org_id)
  if (!org.ok) return refuse["E-BATCH"]()
  const items = await sql<{ name: string; bills: bigint; fen: bigint }>`
    select i.name, count(*) as bills, sum(b.principal_fen)::bigint as fen
    from collection_bill b join collection_item i on i.id = b.item_id
    where b.batch_id = ${id} group by i.name order by i.name`.execute(ctx.db)
  const payers = await sql<{ id: string; is_new: boolean; has_phone: boolean; fen: bigint }>`
    select p.id, p.created_at = c.made_at as is_new, p.phone_digest is not null as has_phone,
           sum(b.principal_fen)::bigint as fen
    from collection_bill b join collection_payer p on p.id = b.payer_id join collection_batch c on c.id = b.batch_id
    where b.batch_id = ${id} group by p.id, c.made_at`.execute(ctx.db)
  const ahead = await aheadOf(
    ledgerOn(ctx.db),
    payers.rows.map((one) => one.id),
  )
  const used = payers.rows.reduce((sum, one) => {
    const left = ahead.get(one.id) ?? 0n
    return sum + (left < BigInt(one.fen) ? left : BigInt(one.fen))
  }, 0n)
  const published = await ctx.db
    .selectFrom("collection_bill")
    .select((e) => e.fn.countAll<bigint>().as("n"))
    .where("batch_id", "=", id)
    .where("published_on", "is not", null)
    .executeTakeFirstOrThrow()
  const sample = await ctx.db
    .selectFrom("collection_bill as b")
    .innerJoin("collection_payer as p", "p.id", "b.payer_id")
    .innerJoin("collection_item as i", "i.id", "b.item_id")
    .select(["b.bill_no", "p.key", "p.name", "i.name as item", "b.principal_fen", "b.due_on"])
    .where("b.batch_id", "=", id)
    .orderBy("b.bill_no")
    .limit(20)
    .execute()
  return ok({
    ...batchView(row),
    items: items.rows.map((one) => ({ name: one.name, bills: Number(one.bills), total: yuan(BigInt(one.fen)) })),
    payers: payers.rows.length,
    newPayers: payers.rows.filter((one) => one.is_new).length,
    withPhone: payers.rows.filter((one) => one.has_phone).length,
    aheadUsed: yuan(used),
    published: Number(published.n),
    orgId: row.org_id,
    sample: sample.map((one) => ({
      billNo: one.bill_no,
      payerKey: one.key,
      payerName: one.name,
      item: one.item,
      amount: yuan(one.principal_fen),
      dueOn: one.due_on,
    })),
  })
}

export async function paymentsBy(
  ctx: Ctx,
  orgId: string,
  asked: { text?: string | undefined; after?: string | undefined; limit: number },
) {
  const org = await findOrg(ctx, orgId)
  if (!org.ok) return org
  let found = paymentQuery(ctx)
    .where("p.org_id", "=", orgId)
    .orderBy("p.receipt_no", "desc")
    .limit(asked.limit + 1)
  if (asked.after) found = found.where("p.receipt_no", "<", asked.after)
  if (asked.text) {
    const like = `%${asked.text.replace(/[\\%_]/g, "\\$&")}%`
    found = found.where((e) =>
      e.or([
        e("p.receipt_no", "like", like),
        e("p.order_no", "like", like),
        e("y.key", "like", like),
        e("y.name", "like", like),
      ]),
    )
  }
  const rows = await found.execute()
  const page = rows.slice(0, asked.limit)
  const lines = await linesOf(
    ctx,
    page.map((row) => row.order_no),
  )
  const items = page.map((row) => ({
    orderNo: row.order_no,
    receiptNo: row.receipt_no,
    payerKey: row.key,
    payerName: row.name,
    channel: row.channel,
    amount: yuan(row.amount_fen),
    refunded: yuan(BigInt(row.refunded ?? 0)),
    paidAt: row.paid_at.toISOString(),
    bookedOn: row.booked_on,
    bills: (lines.get(row.order_no) ?? []).map((line) => ({
      billNo: line.bill_no,
      item: line.item,
      amount: yuan(line.amount_fen),
    })),
  }))
  return ok({ items, next: rows.length > asked.limit ? page.at(-1)!.receipt_no : null })
}

/** Payments with their payer and what has gone back of them. */
export const paymentQuery = (ctx: Ctx) =>
  ctx.db
    .selectFrom("collection_payment as p")
    .innerJoin("collection_payer as y", "y.id", "p.payer_id")
    .selectAll("p")
    .select(["y.key", "y.name"])
    .select((e) =>
      e
        .selectFrom("collection_refund as r")
        .select((s) => s.fn.sum<string>("r.amount_fen").as("fen"))
        .whereRef("r.order_no", "=", "p.order_no")
        .where("r.state", "<>", "declined")
        .as("refunded"),
    )

export async function linesOf(ctx: Ctx, orderNos: readonly string[]) {
  const rows = await ctx.db
    .selectFrom("collection_bill_event as e")
    .innerJoin("collection_bill as b", "b.bill_no", "e.bill_no")
    .innerJoin("collection_item as i", "i.id", "b.item_id")
    .select(["e.order_no", "e.bill_no", "i.name as item", "i.receipt_kind", "b.period", "e.amount_fen", "e.late_fen"])
    .where("e.order_no", "in", [...orderNos, ""])
    .orderBy("e.bill_no")
    .execute()
  const found = new Map<string, typeof rows>()
  for (const row of rows) found.set(row.order_no!, [...(found.get(row.order_no!) ?? []), row])
  return found
}

export async function refundsBy(ctx: Ctx, orgId: string) {
  const org = await findOrg(ctx, orgId)
  if (!org.ok) return org
  const rows = await ctx.db
    .selectFrom("collection_refund as r")
    .innerJoin("collection_payment as p", "p.order_no", "r.order_no")
    .innerJoin("collection_payer as y", "y.id", "p.payer_id")
    .selectAll("r")
    .select(["p.receipt_no", "y.name"])
    .where("r.org_id", "=", orgId)
    .orderBy("r.asked_at", "desc")
    .limit(300)
    .execute()
  return ok(
    rows.map((row) => ({
      id: row.id,
      orderNo: row.order_no,
      receiptNo: row.receipt_no,
      payerName: row.name,
      amount: yuan(row.amount_fen),
      reason: row.reason,
      state: row.state as "asked",
      askedBy: row.asked_by_name,
      askedAt: row.asked_at.toISOString(),
      endedAt: row.ended_at?.toISOString() ?? null,
    })),
  )
}

export async function payersBy(
  ctx: Ctx,
  orgId: string,
  asked: { text?: string | undefined; after?: string | undefined; limit: number },
) {
  const org = await findOrg(ctx, orgId)
  if (!org.ok) return org
  let found = ctx.db
    .selectFrom("collection_payer as p")
    .selectAll("p")
    .select((e) =>
      e
        .selectFrom("collection_bill as b")
        .select((s) => s.fn.countAll<bigint>().as("n"))
        .whereRef("b.payer_id", "=", "p.id")
        .where("b.state", "in", [...payableStates])
        .as("open_bills"),
    )
    .where("p.org_id", "=", orgId)
    .orderBy("p.key")
    .limit(asked.limit + 1)
  if (asked.after) found = found.where("p.key", ">", asked.after)
  if (asked.text) {
    const like = `%${asked.text.replace(/[\\%_]/g, "\\$&")}%`
    found = found.where((e) => e.or([e("p.key", "like", like), e("p.name", "like", like), e("p.code", "like", like)]))
  }
  const rows = await found.execute()
  const page = rows.slice(0, asked.limit)
  const ahead = await aheadOf(
    ledgerOn(ctx.db),
    page.map((row) => row.id),
  )
  const items = page.map((row) => ({
    id: row.id,
    key: row.key,
    name: row.name,
    group: row.group_name,
    phoneMasked: row.phone_sealed ? maskPhone(unseal(ctx.services.secret, payerPhonePurpose, row.phone_sealed)) : null,
    code: row.code,
    codeRule: row.code_rule as CodeRule,
    openBills: Number(row.open_bills ?? 0n),
    ahead: yuan(ahead.get(row.id) ?? 0n),
  }))
  return ok({ items, next: rows.length > asked.limit ? page.at(-1)!.key : null })
}

export async function transfersBy(
  ctx: Ctx,
  asked: { state?: TransferState | undefined; after?: string | undefined; limit: number },
) {
  let found = ctx.db
    .selectFrom("collection_transfer as t")
    .leftJoin("collection_org as o", "o.id", "t.org_id")
    .leftJoin("collection_payer as p", "p.id", "t.payer_id")
    .selectAll("t")
    .select(["o.name as org_name", "o.party_id", "p.name as payer"])
    .orderBy("t.at", "desc")
    .limit(asked.limit + 1)
  if (ctx.actor.kind === "portal") found = found.where("o.party_id", "=", ctx.actor.partyId ?? "")
  else if (ctx.actor.scope !== "all") found = found.where("t.outlet", "in", [...ctx.actor.scope])
  if (asked.state) found = found.where("t.state", "=", asked.state)
  if (asked.after) found = found.where("t.at", "<", new Date(asked.after))
  const rows = await found.execute()
  const page = rows.slice(0, asked.limit)
  const items = page.map((row) => ({
    id: row.id,
    bankRef: row.bank_ref,
    code: row.code,
    payerName: row.payer_name,
    amount: yuan(row.amount_fen),
    state: row.state as TransferState,
    orgName: row.org_name,
    creditedTo: row.payer,
    isThirdParty: row.is_third_party,
    ahead: yuan(row.ahead_fen),
    why: row.why,
    receivedOn: row.received_on,
    returnOn: row.return_on,
    endedBy: row.ended_by_name,
  }))
  return ok({ items, next: rows.length > asked.limit ? page.at(-1)!.at.toISOString() : null })
}
