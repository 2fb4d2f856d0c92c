// What an organisation collects. A kind decides what a row of the file becomes and what a payer may choose; the rules of
// each are rules/kinds.ts.
import { randomUUID } from "node:crypto"
import { formatAmount } from "#ledger"
import { flow, type Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { parameter } from "#kernel/rule-data"
import { findOrg } from "../flows/org.ts"
import type { AllocationOrder, ItemKind, ReceiptKind } from "../model.ts"
import { todayOf } from "../queries/orgs.ts"
import { refuse } from "../refusals.ts"
import { yearlyBp } from "../rules/late-fee.ts"

export interface ItemInput {
  orgId: string
  code: string
  name: string
  kind: ItemKind
  allowPartial: boolean
  minPartialFen: bigint
  latePpm: number
  graceDays: number
  allocation: AllocationOrder
  receiptKind: ReceiptKind
  /** What the meter counts (吨, 度, 立方米); metered items only. */
  meterUnit?: string | undefined
  /** Into how many bills a row is split, so many months apart; items in instalments only. */
  parts?: number | undefined
  partMonths?: number | undefined
}

export const addItem = flow(
  { name: "collection.add-item", permission: "collection.item" },
  async (ctx, input: ItemInput): Promise<Outcome<{ id: string }>> => {
    const org = await findOrg(ctx, input.orgId)
    if (!org.ok) return org
    const fault = kindFault(input) ?? (await lateFault(ctx, input.latePpm, ctx.today))
    if (fault) return fault
    const same = await ctx.db
      .selectFrom("collection_item")
      .select("id")
      .where("org_id", "=", input.orgId)
      .where("code", "=", input.code)
      .executeTakeFirst()
    if (same) return refuse["E-ITEM-EXISTS"]({ code: input.code }, "code")
    const id = randomUUID()
    const { kind } = input
    await ctx.db
      .insertInto("collection_item")
      .values({
        id,
        org_id: input.orgId,
        code: input.code,
        name: input.name,
        kind,
        // Whoever chooses the amount pays what he likes of the most that is asked.
        allow_partial: kind === "open" || input.allowPartial,
        min_partial_fen: input.minPartialFen,
        late_ppm: input.latePpm,
        grace_days: input.graceDays,
        allocation: input.allocation,
        receipt_kind: input.receiptKind,
        meter_unit: kind === "metered" ? input.meterUnit! : null,
        parts: kind === "instalment" ? input.parts! : 1,
        part_months: kind === "instalment" ? (input.partMonths ?? 1) : 1,
        state: "active",
      })
      .execute()
    ctx.note({ object: "collection-item", objectId: id, after: input })
    return ok({ id })
  },
)

/** What a kind needs to mean anything, each at its field. */
function kindFault(input: ItemInput): Outcome<never> | null {
  if (input.kind === "metered" && !input.meterUnit?.trim()) return refuse["E-METER-UNIT"]({}, "meterUnit")
  if (input.kind === "instalment" && (input.parts ?? 1) < 2) return refuse["E-PARTS"]({}, "parts")
  return input.kind === "open" && input.latePpm > 0 ? refuse["E-OPEN-LATE"]({}, "latePpm") : null
}

/** Courts cut late fees far above the damage; the branch does not collect them in the first place. */
async function lateFault(ctx: Ctx, latePpm: number, on: string): Promise<Outcome<never> | null> {
  const ceilingBp = await parameter<number>(ctx, "collection.late-fee-ceiling-bp", on)
  const year = yearlyBp(latePpm)
  const percent = (bp: number) => String(bp / 100)
  return year > ceilingBp
    ? refuse["E-LATE-CEILING"]({ year: percent(year), ceiling: percent(ceilingBp) }, "latePpm")
    : null
}

/** An item that is stopped takes no new bills; those published stay payable. */
export const stopItem = flow(
  { name: "collection.stop-item", permission: "collection.item" },
  async (ctx, input: { orgId: string; itemId: string }): Promise<Outcome<void>> => {
    const org = await findOrg(ctx, input.orgId)
    if (!org.ok) return org
    const stopped = await ctx.db
      .updateTable("collection_item")
      .set({ state: "stopped" })
      .where("id", "=", input.itemId)
      .where("org_id", "=", org.value.id)
      .returning("code")
      .executeTakeFirst()
    if (!stopped) return refuse["E-ITEM"]({ code: input.itemId })
    ctx.note({ object: "collection-item", objectId: input.itemId, after: { state: "stopped" } })
    return ok()
  },
)

export async function itemsBy(ctx: Ctx, orgId: string) {
  const org = await findOrg(ctx, orgId)
  if (!org.ok) return org
  const rows = await ctx.db
    .selectFrom("collection_item")
    .selectAll()
    .where("org_id", "=", orgId)
    .orderBy("state")
    .orderBy("code")
    .execute()
  return ok({
    ceilingBp: await parameter<number>(ctx, "collection.late-fee-ceiling-bp", await todayOf(ctx)),
    items: rows.map((row) => ({
      id: row.id,
      code: row.code,
      name: row.name,
      kind: row.kind as ItemKind,
      allowPartial: row.allow_partial,
      minPartial: formatAmount(row.min_partial_fen, 2),
      latePpm: row.late_ppm,
      yearlyBp: yearlyBp(row.late_ppm),
      graceDays: row.grace_days,
      allocation: row.allocation as AllocationOrder,
      receiptKind: row.receipt_kind as ReceiptKind,
      meterUnit: row.meter_unit,
      parts: row.parts,
      partMonths: row.part_months,
      state: row.state as "active" | "stopped",
    })),
  })
}
