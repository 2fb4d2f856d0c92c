// Items of collateral, their valuations and their charges. Functions run inside a caller's flow and hand back postings,
// so that an item, its registration and the memo book change together or not at all.
import { randomUUID } from "node:crypto"
import { balances, newId, openAccounts, type Posting } from "#ledger"
import type { Ctx, FlowCtx } from "#kernel/flow"
import { defineRefusals, ok, type Outcome } from "#kernel/refusal"
import { collateralAccounts, collateralKey, giveBack, revalue, takeIn } from "./postings.ts"
import { registryOf, valuationValidUntil, type CollateralClass } from "./rules.ts"

const refuse = defineRefusals("collateral", {
  "E-COLL-DUP": {
    status: 409,
    zh: "权证 {titleNo} 已登记为在押押品，不能重复作押。未作任何变动。",
    en: "Title {titleNo} is collateral already and cannot be counted twice. Nothing moved.",
  },
  "E-NOT-FOUND": { status: 404, zh: "没有押品 {itemNo}。", en: "No collateral {itemNo}." },
})

export interface NewItem {
  itemNo: string
  partyId: string
  outlet: string
  class: CollateralClass
  title: string
  titleNo?: string
  location?: string
  insuranceNo?: string
  facts?: Record<string, unknown>
}

export async function addItem(ctx: FlowCtx, input: NewItem): Promise<Outcome<{ id: string }>> {
  if (input.titleNo && input.class !== "emission_right") {
    const taken = await ctx.db
      .selectFrom("collateral_item")
      .select("id")
      .where("class", "=", input.class)
      .where("title_no", "=", input.titleNo)
      .where("status", "=", "active")
      .executeTakeFirst()
    if (taken) return refuse["E-COLL-DUP"]({ titleNo: input.titleNo }, "titleNo")
  }
  const id = randomUUID()
  await ctx.db
    .insertInto("collateral_item")
    .values({
      id,
      item_no: input.itemNo,
      party_id: input.partyId,
      outlet: input.outlet,
      class: input.class,
      title: input.title,
      title_no: input.titleNo || null,
      location: input.location || null,
      insurance_no: input.insuranceNo || null,
      facts: JSON.stringify(input.facts ?? {}),
      created_at: ctx.clock.now(),
    })
    .execute()
  await openAccounts(ctx.ledger, collateralAccounts(input.itemNo, input.outlet, input.title))
  return ok({ id })
}

export interface NewValuation {
  itemId: string
  valueFen: bigint
  valuedOn: string
  validMonths: number
  appraiser: string
  method: string
  facts?: Record<string, unknown>
}

/** Records a valuation; an item already taken in moves by the difference on the memo book. */
export async function valueItem(ctx: FlowCtx, input: NewValuation): Promise<Posting[]> {
  const item = await ctx.db
    .selectFrom("collateral_item")
    .selectAll()
    .where("id", "=", input.itemId)
    .executeTakeFirstOrThrow()
  await ctx.db
    .insertInto("collateral_valuation")
    .values({
      id: randomUUID(),
      item_id: input.itemId,
      value_fen: input.valueFen,
      valued_on: input.valuedOn,
      valid_until: valuationValidUntil(input.valuedOn, input.validMonths),
      appraiser: input.appraiser,
      method: input.method,
      facts: JSON.stringify(input.facts ?? {}),
      at: ctx.clock.now(),
    })
    .execute()
  const heldFen = await heldValueFen(ctx, item.item_no)
  if (heldFen === 0n || heldFen === input.valueFen) return []
  const up = input.valueFen > heldFen
  const amountFen = up ? input.valueFen - heldFen : heldFen - input.valueFen
  return [
    revalue.build(
      { itemNo: item.item_no, outlet: item.outlet, amountFen, up },
      { id: newId(), reference: item.item_no },
    ),
  ]
}

async function heldValueFen(ctx: FlowCtx, itemNo: string): Promise<bigint> {
  const [account] = await balances(ctx.ledger, [collateralKey(itemNo)])
  return account?.balance ?? 0n
}

export interface NewCharge {
  itemId: string
  secures: string
  kind: "freeze" | "mortgage" | "filing"
  registry?: "reserve-centre" | "real-estate" | "movables"
  rank?: number
  securedMaxFen: bigint
  requestNo: string
}

export async function draftCharge(ctx: FlowCtx, input: NewCharge): Promise<string> {
  const item = await ctx.db
    .selectFrom("collateral_item")
    .select("class")
    .where("id", "=", input.itemId)
    .executeTakeFirstOrThrow()
  const id = randomUUID()
  await ctx.db
    .insertInto("collateral_charge")
    .values({
      id,
      item_id: input.itemId,
      secures: input.secures,
      kind: input.kind,
      rank: input.rank ?? 1,
      registry: input.registry ?? registryOf[item.class as CollateralClass],
      secured_max_fen: input.securedMaxFen,
      request_no: input.requestNo,
      created_at: ctx.clock.now(),
    })
    .execute()
  return id
}

export async function chargeSent(ctx: FlowCtx, id: string): Promise<void> {
  const sent = { state: "sent", sent_at: ctx.clock.now(), refused_reason: null }
  await ctx.db.updateTable("collateral_charge").set(sent).where("id", "=", id).execute()
}

/** The registry confirmed: the first confirmed charge of an item takes it in on the memo book. */
export async function chargeDone(ctx: FlowCtx, id: string, certificateNo: string): Promise<Posting[]> {
  const charge = await ctx.db
    .updateTable("collateral_charge")
    .set({ state: "done", certificate_no: certificateNo, done_at: ctx.clock.now() })
    .where("id", "=", id)
    .returning("item_id")
    .executeTakeFirstOrThrow()
  const item = await ctx.db
    .selectFrom("collateral_item")
    .selectAll()
    .where("id", "=", charge.item_id)
    .executeTakeFirstOrThrow()
  const valueFen = (await latestValuation(ctx, item.id))?.valueFen ?? 0n
  if (valueFen === 0n || (await heldValueFen(ctx, item.item_no)) > 0n) return []
  return [
    takeIn.build(
      { itemNo: item.item_no, outlet: item.outlet, amountFen: valueFen },
      { id: newId(), reference: certificateNo },
    ),
  ]
}

export async function chargeRefused(ctx: FlowCtx, id: string, reason: string): Promise<void> {
  await ctx.db
    .updateTable("collateral_charge")
    .set({ state: "refused", refused_reason: reason })
    .where("id", "=", id)
    .execute()
}

export async function chargeReleasing(ctx: FlowCtx, id: string): Promise<void> {
  await ctx.db.updateTable("collateral_charge").set({ state: "releasing" }).where("id", "=", id).execute()
}

/** The registry's receipt: once no charge is left, the item goes out of the memo book. */
export async function chargeReleased(ctx: FlowCtx, id: string): Promise<Posting[]> {
  const charge = await ctx.db
    .updateTable("collateral_charge")
    .set({ state: "released", released_at: ctx.clock.now() })
    .where("id", "=", id)
    .returning(["item_id", "certificate_no"])
    .executeTakeFirstOrThrow()
  const open = await ctx.db
    .selectFrom("collateral_charge")
    .select("id")
    .where("item_id", "=", charge.item_id)
    .where("state", "not in", ["released", "refused"])
    .executeTakeFirst()
  if (open) return []
  const item = await ctx.db
    .updateTable("collateral_item")
    .set({ status: "released" })
    .where("id", "=", charge.item_id)
    .returningAll()
    .executeTakeFirstOrThrow()
  const heldFen = await heldValueFen(ctx, item.item_no)
  const paper = { id: newId(), reference: charge.certificate_no ?? item.item_no }
  return heldFen === 0n
    ? []
    : [giveBack.build({ itemNo: item.item_no, outlet: item.outlet, amountFen: heldFen }, paper)]
}

export async function loseItem(ctx: FlowCtx, id: string, reason: string): Promise<void> {
  await ctx.db
    .updateTable("collateral_item")
    .set({ status: "lost", lost_reason: reason })
    .where("id", "=", id)
    .execute()
}

export interface ValuationView {
  valueFen: bigint
  valuedOn: string
  validUntil: string
  appraiser: string
}

export async function latestValuation(ctx: Ctx, itemId: string): Promise<ValuationView | null> {
  const row = await ctx.db
    .selectFrom("collateral_valuation")
    .selectAll()
    .where("item_id", "=", itemId)
    .orderBy("valued_on", "desc")
    .orderBy("at", "desc")
    .executeTakeFirst()
  return row
    ? { valueFen: row.value_fen, valuedOn: row.valued_on, validUntil: row.valid_until, appraiser: row.appraiser }
    : null
}
