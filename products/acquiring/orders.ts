// Orders: what a payer is asked for. Opening one talks to nobody; the channel hears of it when the payer opens its page.
import { randomInt } from "node:crypto"
import type { Selectable } from "kysely"
import { dateOf } from "#kernel/calendar"
import type { Tables } from "#kernel/db"
import type { Ctx, FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { openChannel } from "./accounts.ts"
import { maySee } from "./merchants.ts"
import { channelTitles, isOnline, type Channel } from "./model.ts"
import { refuse } from "./refusals.ts"
import { openOrderStates } from "./states.ts"

export interface NewOrder {
  /** The payable kind that hears of the money. */
  kind: string
  ownerId: string
  merchantId: string
  amountFen: bigint
  title: string
  channel: Channel
  payerPartyId?: string | undefined
  payerName?: string | undefined
  expiresAt: Date
  /** Path of our own pages to which the payer returns, e.g. "/m/courses". */
  returnPath?: string | undefined
}

export type OrderRow = Selectable<Tables["acquiring_order"]>

export interface OpenedOrder {
  orderNo: string
  /** Where the payer pays, for channels reached over the network. */
  payUrl: string | null
}

/**
 * Opens an order in the caller's transaction. A payer who asks again for the same thing gets the order that is open
 * already: two orders for one thing are how people pay twice.
 */
export async function openOrder(ctx: FlowCtx, input: NewOrder): Promise<Outcome<OpenedOrder>> {
  if (!ctx.house.payables.has(input.kind)) return refuse["E-KIND"]({ kind: input.kind }, "kind")
  if (input.amountFen <= 0n) return refuse["E-AMOUNT"]({}, "amount")
  if (input.expiresAt <= ctx.clock.now()) return refuse["E-EXPIRED"]({ orderNo: "-" }, "expiresAt")
  const merchant = await ctx.db
    .selectFrom("acquiring_merchant")
    .selectAll()
    .where("id", "=", input.merchantId)
    .executeTakeFirst()
  if (!merchant) return refuse["E-MERCHANT"]({}, "merchantId")
  if (merchant.state !== "open") return refuse["E-MERCHANT-CLOSED"]({ name: merchant.name })
  const standing = await openAlready(ctx, input)
  if (standing) return ok({ orderNo: standing, payUrl: payUrlOf(ctx, input.channel, standing) })
  const orderNo = newOrderNo(ctx.clock.now())
  await openChannel(ctx.ledger, input.channel, merchant.outlet)
  await insertOrder(ctx, input, orderNo)
  ctx.note({ action: "acquiring.order", object: "acquiring-order", objectId: orderNo, after: input })
  return ok({ orderNo, payUrl: payUrlOf(ctx, input.channel, orderNo) })
}

async function insertOrder(ctx: FlowCtx, input: NewOrder, orderNo: string): Promise<void> {
  await ctx.db
    .insertInto("acquiring_order")
    .values({
      order_no: orderNo,
      kind: input.kind,
      owner_id: input.ownerId,
      merchant_id: input.merchantId,
      title: input.title,
      amount_fen: input.amountFen,
      channel: input.channel,
      payer_party_id: input.payerPartyId ?? null,
      payer_name: input.payerName ?? null,
      return_path: ownPath(input.returnPath),
      state: "created",
      expires_at: input.expiresAt,
      // Nobody has paid before opening the paying page; until then only the end of its time is of interest.
      next_ask_at: input.expiresAt,
      created_by: ctx.actor.id,
      created_at: ctx.clock.now(),
    })
    .execute()
}

async function openAlready(ctx: FlowCtx, input: NewOrder): Promise<string | undefined> {
  const row = await ctx.db
    .selectFrom("acquiring_order")
    .select("order_no")
    .where("kind", "=", input.kind)
    .where("owner_id", "=", input.ownerId)
    .where("merchant_id", "=", input.merchantId)
    .where("channel", "=", input.channel)
    .where("amount_fen", "=", input.amountFen)
    .where("payer_party_id", "is not distinct from", input.payerPartyId ?? null)
    .where("state", "in", openOrderStates)
    .where("expires_at", ">", ctx.clock.now())
    .executeTakeFirst()
  return row?.order_no
}

/** Only our own pages: a payer is never sent on to somebody else's address. */
const ownPath = (path: string | undefined): string | null =>
  path && /^\/(?!\/)[\w\-/?=&%.]*$/.test(path) ? path : null

/** Date and fourteen random digits: nobody guesses another's order. */
const newOrderNo = (now: Date): string =>
  dateOf(now).replaceAll("-", "") + String(randomInt(1e7)).padStart(7, "0") + String(randomInt(1e7)).padStart(7, "0")

export const payUrlOf = (ctx: Ctx, channel: string, orderNo: string): string | null =>
  isOnline(channel) ? `${ctx.services.publicUrl}/pay/${orderNo}` : null

export async function findOrder(ctx: Ctx, orderNo: string): Promise<Outcome<OrderRow>> {
  const row = await ctx.db.selectFrom("acquiring_order").selectAll().where("order_no", "=", orderNo).executeTakeFirst()
  if (!row) return refuse["E-ORDER"]({ orderNo })
  const merchant = await ctx.db
    .selectFrom("acquiring_merchant")
    .select(["party_id", "outlet"])
    .where("id", "=", row.merchant_id)
    .executeTakeFirstOrThrow()
  return maySee(ctx, merchant) ? ok(row) : refuse["E-ORDER"]({ orderNo })
}

export const channelTitle = (channel: string): string => channelTitles[channel as Channel]?.zh ?? channel
