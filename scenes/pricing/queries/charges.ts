// Charges as people see them: item, reason, trace, what was given back and what was saved.
import { sql } from "kysely"
import type { Ctx } from "#kernel/flow"
import { scopeOf } from "#kernel/org"
import type { RefundKind } from "../flows/refunding.ts"
import { savedFen, yuan, type TraceLine } from "../rules.ts"

export interface ChargeFilter {
  q?: string | undefined
  itemCode?: string | undefined
  from?: string | undefined
  to?: string | undefined
  outlet?: string | undefined
  partyId?: string | undefined
  subscriptionId?: string | undefined
  id?: string | undefined
  show?: "paid" | "free" | "refunded" | undefined
  after?: string | undefined
  limit: number
}

const packagePrice = { zh: "套餐价格", en: "Price of the package" }

function chosen(ctx: Ctx, filter: ChargeFilter) {
  const scope = ctx.actor.kind === "portal" ? null : scopeOf(ctx)
  let found = ctx.db
    .selectFrom("fee_charge as c")
    .innerJoin("party as p", "p.id", "c.party_id")
    .leftJoin("fee_item as i", "i.code", "c.item_code")
    .leftJoin("fee_subscription as s", "s.id", "c.subscription_id")
    .leftJoin("fee_consent as k", "k.id", "c.consent_id")
  if (scope) found = found.where("c.outlet", "in", scope)
  if (ctx.actor.kind === "portal") found = found.where("c.party_id", "=", ctx.actor.partyId ?? null!)
  if (filter.partyId) found = found.where("c.party_id", "=", filter.partyId)
  if (filter.outlet) found = found.where("c.outlet", "=", filter.outlet)
  if (filter.itemCode) found = found.where("c.item_code", "=", filter.itemCode)
  if (filter.subscriptionId) found = found.where("c.subscription_id", "=", filter.subscriptionId)
  if (filter.id) found = found.where("c.id", "=", filter.id)
  if (filter.from) found = found.where("c.charged_on", ">=", filter.from)
  if (filter.to) found = found.where("c.charged_on", "<=", filter.to)
  if (filter.show === "paid") found = found.where("c.net_fen", ">", 0n)
  if (filter.show === "free") found = found.where("c.net_fen", "=", 0n)
  if (filter.show === "refunded")
    found = found.where(sql<boolean>`exists (select 1 from fee_refund r where r.charge_id = c.id)`)
  if (filter.q) {
    const typed = `%${filter.q.trim().replaceAll(/[\\%_]/g, "\\$&")}%`
    found = found.where((e) =>
      e.or([e("p.name", "like", typed), e("c.number", "like", typed), e("c.account_no", "like", typed)]),
    )
  }
  return filter.after ? found.where("c.number", "<", filter.after) : found
}

export async function chargesBy(ctx: Ctx, filter: ChargeFilter) {
  const rows = await chosen(ctx, filter)
    .selectAll("c")
    .select(["p.name as party_name", "i.zh as item_zh", "i.en as item_en", "s.number as subscription", "k.given_on"])
    .orderBy("c.number", "desc")
    .limit(filter.limit + 1)
    .execute()
  const page = rows.slice(0, filter.limit)
  const refunds = await refundsOf(
    ctx,
    page.map((row) => row.id),
  )
  const items = page.map((row) => {
    const given = refunds.get(row.id) ?? []
    const done = given.filter((one) => one.state === "done")
    const sum = (kinds: RefundKind[]) =>
      done.filter((one) => kinds.includes(one.kind)).reduce((all, one) => all + one.fen, 0n)
    const counted = { grossFen: row.gross_fen, netFen: row.net_fen, overchargedFen: sum(["overcharged"]) }
    return {
      id: row.id,
      number: row.number,
      on: row.charged_on,
      accountNo: row.account_no,
      partyId: row.party_id,
      partyName: row.party_name,
      item: row.item_zh === null ? packagePrice : { zh: row.item_zh, en: row.item_en! },
      periodFrom: row.period_from,
      periodTo: row.period_to,
      base: yuan(row.base_fen),
      quantity: row.quantity,
      gross: yuan(row.gross_fen),
      net: yuan(row.net_fen),
      refunded: yuan(sum(["overcharged", "not_due"])),
      saved: yuan(savedFen({ ...counted, isVoid: done.some((one) => one.kind === "not_due") })),
      basis: basisOf(row),
      basisNo: row.subscription ?? row.order_no ?? row.given_on ?? "",
      trace: row.trace as unknown as TraceLine[],
      refunds: given.map(({ fen, ...one }) => ({ ...one, amount: yuan(fen) })),
    }
  })
  return { items, next: rows.length > filter.limit ? page.at(-1)!.number : null }
}

const basisOf = (row: { subscription_id: string | null; consent_id: string | null }) =>
  row.subscription_id ? ("package" as const) : row.consent_id ? ("consent" as const) : ("order" as const)

async function refundsOf(ctx: Ctx, ids: readonly string[]) {
  const found = new Map<string, Awaited<ReturnType<typeof viewsOf>>>()
  if (ids.length === 0) return found
  for (const one of await viewsOf(ctx, ids)) found.set(one.chargeId, [...(found.get(one.chargeId) ?? []), one])
  return found
}

async function viewsOf(ctx: Ctx, ids: readonly string[]) {
  const rows = await ctx.db.selectFrom("fee_refund").selectAll().where("charge_id", "in", ids).orderBy("at").execute()
  return rows.map((row) => ({
    id: row.id,
    chargeId: row.charge_id,
    number: row.number,
    kind: row.kind as RefundKind,
    fen: row.amount_fen,
    reason: row.reason,
    state: row.state as "open" | "done" | "declined",
    on: row.done_on ?? row.asked_on,
  }))
}
