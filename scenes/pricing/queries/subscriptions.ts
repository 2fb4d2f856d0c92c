// Packages of firms: the worklist, and one of them with its services, words, charges and choices.
import { sql } from "kysely"
import { addDays, daysBetween } from "#kernel/calendar"
import type { Ctx } from "#kernel/flow"
import { scopeOf } from "#kernel/org"
import { ok, type Outcome } from "#kernel/refusal"
import { parameter } from "#kernel/rule-data"
import { nextPackage, standardPrices } from "../flows/consent.ts"
import { maySee } from "../flows/subscribing.ts"
import type { Choice, Package } from "../model.ts"
import { refuse } from "../refusals.ts"
import { yuan, type NoticeDays } from "../rules.ts"
import { isRunning, running, type SubscriptionState } from "../states.ts"
import { packageOf } from "../store.ts"
import { chargesBy } from "./charges.ts"
import { todayOf } from "./tariff.ts"

export interface SubscriptionFilter {
  view?: "expiring" | "running" | "offered" | "ended" | undefined
  outlet?: string | undefined
  q?: string | undefined
  partyId?: string | undefined
  id?: string | undefined
  after?: string | undefined
  limit: number
}

const statesOf: Record<NonNullable<SubscriptionFilter["view"]>, readonly SubscriptionState[]> = {
  expiring: ["notice_30", "notice_7"],
  running,
  offered: ["offered"],
  ended: ["renewed", "ended_to_standard", "services_stopped"],
}

const offerUntil = sql<string>`coalesce(a.opened_on + k.new_within_days, k.valid_to, '9999-12-31'::date)`

function chosen(ctx: Ctx, filter: SubscriptionFilter, today: string) {
  const scope = ctx.actor.kind === "portal" ? null : scopeOf(ctx)
  let found = ctx.db
    .selectFrom("fee_subscription as s")
    .innerJoin("party as p", "p.id", "s.party_id")
    .innerJoin("fee_package as k", "k.id", "s.package_id")
    .innerJoin("deposit_account as a", "a.account_no", "s.account_no")
  if (scope) found = found.where("s.outlet", "in", scope)
  if (ctx.actor.kind === "portal") found = found.where("s.party_id", "=", ctx.actor.partyId ?? null!)
  if (filter.view) found = found.where("s.state", "in", statesOf[filter.view])
  // An offer nobody took while the account was new is of no use to anybody any more.
  if (filter.view === "offered" || ctx.actor.kind === "portal")
    found = found.where((e) => e.or([e("s.state", "<>", "offered"), sql<boolean>`${offerUntil} >= ${today}::date`]))
  if (filter.outlet) found = found.where("s.outlet", "=", filter.outlet)
  if (filter.partyId) found = found.where("s.party_id", "=", filter.partyId)
  if (filter.id) found = found.where("s.id", "=", filter.id)
  if (filter.q) {
    const typed = `%${filter.q.trim().replaceAll(/[\\%_]/g, "\\$&")}%`
    found = found.where((e) =>
      e.or([e("p.name", "like", typed), e("s.number", "like", typed), e("s.account_no", "like", typed)]),
    )
  }
  return filter.after ? found.where("s.number", "<", filter.after) : found
}

const lastWord = sql<Choice | null>`(select choice from fee_consent f where f.subscription_id = s.id
  order by at desc limit 1)`
const saved = sql<bigint>`(select coalesce(sum(gross_fen - net_fen), 0)::bigint from fee_charge f
  where f.subscription_id = s.id)`

async function rowsBy(ctx: Ctx, filter: SubscriptionFilter) {
  return chosen(ctx, filter, await todayOf(ctx))
    .selectAll("s")
    .select([
      "p.name as party_name",
      "k.zh",
      "k.en",
      "k.price_fen",
      lastWord.as("choice"),
      saved.as("saved_fen"),
      offerUntil.as("offer_until"),
    ])
    .orderBy("s.number", "desc")
    .limit(filter.limit + 1)
    .execute()
}

type Row = Awaited<ReturnType<typeof rowsBy>>[number]

const viewOf = (row: Row, today: string) => ({
  id: row.id,
  number: row.number,
  accountNo: row.account_no,
  partyId: row.party_id,
  partyName: row.party_name,
  outlet: row.outlet,
  state: row.state as SubscriptionState,
  package: { code: row.package_code, zh: row.zh, en: row.en },
  price: yuan(row.price_fen),
  offeredOn: row.offered_on,
  offerUntil: row.state === "offered" ? row.offer_until : null,
  lapsed: row.state === "offered" && row.offer_until < today,
  startOn: row.start_on,
  endOn: row.end_on,
  daysLeft: row.end_on && isRunning(row.state as SubscriptionState) ? daysBetween(today, row.end_on) : null,
  choice: row.choice,
  saved: yuan(row.saved_fen),
})

export async function subscriptionsBy(ctx: Ctx, filter: SubscriptionFilter) {
  const today = await todayOf(ctx)
  const rows = await rowsBy(ctx, filter)
  const page = rows.slice(0, filter.limit)
  return {
    items: page.map((row) => viewOf(row, today)),
    next: rows.length > filter.limit ? page.at(-1)!.number : null,
  }
}

export async function subscriptionOf(ctx: Ctx, id: string): Promise<Outcome<Awaited<ReturnType<typeof detail>>>> {
  const [row] = await rowsBy(ctx, { id, limit: 1 })
  if (!row || !maySee(ctx, row)) return refuse["E-NOT-FOUND"]({ id, what: "套餐" })
  return ok(await detail(ctx, row))
}

/** A firm's own, newest first. */
export async function ownSubscriptions(ctx: Ctx) {
  const rows = await rowsBy(ctx, { limit: 50 })
  return Promise.all(rows.map((row) => detail(ctx, row)))
}

async function detail(ctx: Ctx, row: Row) {
  const today = await todayOf(ctx)
  const notice = await parameter<NoticeDays>(ctx, "pricing.notice-days", today)
  const pack = packageOf(
    await ctx.db.selectFrom("fee_package").selectAll().where("id", "=", row.package_id).executeTakeFirstOrThrow(),
  )
  const { items: charges } = await chargesBy(ctx, { subscriptionId: row.id, limit: 100 })
  return {
    ...viewOf(row, today),
    acceptedVia: row.accepted_via as "counter" | "portal" | "renewal" | null,
    acceptedBy: row.accepted_by,
    paperNo: row.paper_no,
    firstNoticeOn: row.notice_30_on ?? (row.end_on && addDays(row.end_on, -notice.firstDays)),
    lastNoticeOn: row.notice_7_on ?? (row.end_on && addDays(row.end_on, -notice.lastDays)),
    endedOn: row.ended_on,
    services: await servicesOf(ctx, { subscriptionId: row.id }),
    consents: await consentsOf(ctx, row.id),
    charges,
    options: await optionsOf(ctx, pack, { today, endOn: row.end_on }),
  }
}

async function optionsOf(ctx: Ctx, pack: Package, { today, endOn }: { today: string; endOn: string | null }) {
  const next = await nextPackage(ctx, pack, today)
  const standard = await standardPrices(ctx, pack, endOn ? addDays(endOn, 1) : today)
  return {
    renew: next ? { zh: next.zh, en: next.en, price: yuan(next.priceFen), months: next.termMonths } : null,
    standard: standard.map(({ zh, en, price, unitZh, unitEn }) => ({ zh, en, price, unitZh, unitEn })),
  }
}

export async function servicesOf(ctx: Ctx, by: { subscriptionId: string } | { partyId: string }) {
  let found = ctx.db
    .selectFrom("fee_service as s")
    .innerJoin("fee_item as i", "i.code", "s.item_code")
    .selectAll("s")
    .select(["i.zh", "i.en"])
    .orderBy("s.from_on")
    .orderBy("i.code")
  found =
    "subscriptionId" in by
      ? found.where("s.subscription_id", "=", by.subscriptionId)
      : found.where("s.party_id", "=", by.partyId).where("s.consent_id", "is not", null)
  const rows = await found.execute()
  return rows.map((row) => ({
    id: row.id,
    accountNo: row.account_no,
    item: { code: row.item_code, zh: row.zh, en: row.en },
    from: row.from_on,
    to: row.to_on,
    nextDueOn: row.to_on !== null && row.next_due_on > row.to_on ? null : row.next_due_on,
    covered: row.subscription_id !== null,
  }))
}

async function consentsOf(ctx: Ctx, subscriptionId: string) {
  const rows = await ctx.db
    .selectFrom("fee_consent")
    .selectAll()
    .where("subscription_id", "=", subscriptionId)
    .orderBy("at", "desc")
    .execute()
  return rows.map((row) => ({
    choice: row.choice as Choice,
    via: row.via as "counter" | "portal",
    paperNo: row.paper_no,
    by: row.given_by,
    at: row.at.toISOString(),
    seen: row.seen as unknown as { zh: string; price: string }[],
  }))
}
