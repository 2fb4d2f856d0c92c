// A package from its offer to its first day. New accounts are offered what is meant for them; only the firm's own yes,
// signed at the counter or given in the portal, starts it.
import { randomUUID } from "node:crypto"
import { sql, type Selectable } from "kysely"
import type { Posting } from "#ledger"
import type { Tables } from "#kernel/db"
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { notify } from "#kernel/notice"
import { inScope } from "#kernel/org"
import { ok, type Outcome } from "#kernel/refusal"
import { parameter } from "#kernel/rule-data"
import type { HouseEvent } from "#kernel/scene"
import type { Package } from "../model.ts"
import { refuse } from "../refusals.ts"
import { eligibilityFault, termOf, yuan, type NoticeDays } from "../rules.ts"
import { cannotAccept, type SubscriptionState } from "../states.ts"
import { itemsOf, packagesById, packagesOn } from "../store.ts"
import { feeAccount, feeAccounts, type FeeAccount } from "./account.ts"
import { packageQuote, writeCharges } from "./charging.ts"
import { chargeServices, openPurse, startServices } from "./services.ts"

export type SubscriptionRow = Selectable<Tables["fee_subscription"]>
export const stateOf = (row: SubscriptionRow): SubscriptionState => row.state as SubscriptionState

/** Staff within their outlets, a firm its own; locked for the transaction. */
export async function lockSubscription(ctx: FlowCtx, id: string): Promise<Outcome<SubscriptionRow>> {
  const row = await ctx.db
    .selectFrom("fee_subscription")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst()
  return row && maySee(ctx, row) ? ok(row) : refuse["E-NOT-FOUND"]({ id, what: "套餐" })
}

export const maySee = (ctx: Ctx, row: { outlet: string; party_id: string }): boolean =>
  ctx.actor.kind === "portal" ? ctx.actor.partyId === row.party_id : inScope(ctx, row.outlet)

async function eligible(ctx: FlowCtx, account: FeeAccount, pack: Package): Promise<Outcome<void>> {
  const had = await ctx.db
    .selectFrom("fee_subscription")
    .select("id")
    .where("uscc", "=", account.uscc ?? "-")
    .where("package_code", "=", pack.code)
    .where("state", "<>", "offered")
    .limit(1)
    .executeTakeFirst()
  const fault = eligibilityFault(pack, { ...account, today: ctx.today, hasHad: had !== undefined })
  if (!fault) return ok()
  const { accountNo, openedOn, uscc } = account
  return refuse[fault]({ package: pack.zh, days: pack.newWithinDays, accountNo, openedOn, uscc }, "packageCode")
}

export async function subscriptionNumber(ctx: FlowCtx): Promise<string> {
  const next = await sql<{ n: bigint }>`select nextval('fee_subscription_number') as n`.execute(ctx.db)
  return `TC${ctx.today.slice(0, 4)}${String(next.rows[0]!.n).padStart(6, "0")}`
}

async function insertOffer(ctx: FlowCtx, account: FeeAccount, pack: Package): Promise<SubscriptionRow | undefined> {
  return ctx.db
    .insertInto("fee_subscription")
    .values({
      id: randomUUID(),
      number: await subscriptionNumber(ctx),
      account_no: account.accountNo,
      party_id: account.partyId,
      outlet: account.outlet,
      uscc: account.uscc,
      package_id: pack.id,
      package_code: pack.code,
      once_per_uscc: pack.oncePerUscc,
      state: "offered",
      offered_on: ctx.today,
      at: ctx.clock.now(),
    })
    .onConflict((c) => c.doNothing())
    .returningAll()
    .executeTakeFirst()
}

/** Offers a new account what is meant for new accounts. An offer binds nobody and costs nothing. */
const offerFlow = flow(
  { name: "pricing.offer", permission: null },
  async (ctx, input: { accountNo: string }): Promise<Outcome<{ offered: number }>> => {
    const account = (await feeAccounts(ctx, [input.accountNo])).get(input.accountNo)
    if (!account) return ok({ offered: 0 })
    let offered = 0
    for (const pack of (await packagesOn(ctx, ctx.today)).filter((one) => one.newWithinDays !== null)) {
      if (!(await eligible(ctx, account, pack)).ok) continue
      const row = await insertOffer(ctx, account, pack)
      if (!row) continue
      offered += 1
      await notify(ctx, {
        to: `party:${account.partyId}`,
        title: `可办理“${pack.zh}”`,
        body: `账户 ${account.accountNo} 可以 ${yuan(pack.priceFen)} 元使用 ${pack.termMonths} 个月，接受后才生效。`,
        page: "/portal/pricing",
        onceKey: `pricing.offer:${row.id}`,
      })
    }
    ctx.note({ object: "deposit", objectId: input.accountNo, after: { offered } })
    return ok({ offered })
  },
)

export async function offerToNewAccount(ctx: Ctx, event: HouseEvent): Promise<void> {
  const outcome = await offerFlow(ctx, { accountNo: event.subject })
  if (!outcome.ok) throw new Error(outcome.refusal.en)
}

export interface Started {
  id: string
  number: string
  startOn: string
  endOn: string
}

/** The firm says yes: in the portal for itself, at the counter by the signed agreement. */
export const acceptOffer = flow(
  { name: "pricing.accept", permission: "pricing.accept" },
  async (ctx, input: { id: string; paperNo?: string | undefined }): Promise<Outcome<Started>> => {
    const found = await lockSubscription(ctx, input.id)
    if (!found.ok) return found
    const reason = cannotAccept(stateOf(found.value))
    if (reason) return refuse["E-STATE"]({ reason: reason.zh, reasonEn: reason.en })
    const account = await feeAccount(ctx, found.value.account_no)
    if (!account.ok) return account
    const pack = (await packagesById(ctx, [found.value.package_id])).get(found.value.package_id)!
    return startFrom(ctx, { row: found.value, account: account.value, pack, paperNo: input.paperNo })
  },
)

/** At the counter in one step: the agreement is signed there. */
export const subscribe = flow(
  { name: "pricing.subscribe", permission: "pricing.subscribe" },
  async (ctx, input: { accountNo: string; packageCode: string; paperNo: string }): Promise<Outcome<Started>> => {
    const account = await feeAccount(ctx, input.accountNo)
    if (!account.ok) return account
    const pack = (await packagesOn(ctx, ctx.today)).find((one) => one.code === input.packageCode)
    if (!pack) return refuse["E-EXPIRED"]({ package: input.packageCode }, "packageCode")
    const open = await ctx.db
      .selectFrom("fee_subscription")
      .selectAll()
      .where("account_no", "=", input.accountNo)
      .where("package_code", "=", pack.code)
      .where("state", "=", "offered")
      .forUpdate()
      .executeTakeFirst()
    // Who may not have it is told so before anything is written.
    const may = await eligible(ctx, account.value, pack)
    if (!may.ok) return may
    const row = open ?? (await insertOffer(ctx, account.value, pack))
    if (!row) return refuse["E-RUNNING"]({ accountNo: input.accountNo, what: pack.zh }, "packageCode")
    return startFrom(ctx, { row, account: account.value, pack, paperNo: input.paperNo })
  },
)

interface Accepted {
  row: SubscriptionRow
  account: FeeAccount
  pack: Package
  paperNo?: string | null | undefined
}

async function startFrom(ctx: FlowCtx, { row, account, pack, paperNo }: Accepted): Promise<Outcome<Started>> {
  const may = await eligible(ctx, account, pack)
  if (!may.ok) return may
  const via = ctx.actor.kind === "portal" ? "portal" : "counter"
  if (via === "counter" && !paperNo?.trim()) return refuse["E-NO-CONSENT"]({ item: pack.zh }, "paperNo")
  const started = await begin(ctx, { row, account, pack, startOn: ctx.today, via, paperNo: paperNo ?? null })
  ctx.note({ object: "subscription", objectId: row.number, after: { state: "active", via, paperNo } })
  ctx.emit({ type: "pricing.subscribed", subject: row.id, data: { package: pack.code, accountNo: account.accountNo } })
  const posted = await ctx.post(started.postings)
  return posted.ok ? ok(started) : posted
}

/** First day: dates, the services it holds, its price if the money is there, and the first covered periods. */
export async function begin(
  ctx: FlowCtx,
  start: Accepted & { startOn: string; via: "portal" | "counter" | "renewal" },
): Promise<Started & { postings: Posting[] }> {
  const { row, account, pack, startOn, via, paperNo } = start
  const notice = await parameter<NoticeDays>(ctx, "pricing.notice-days", ctx.today)
  const { endOn } = termOf(startOn, pack.termMonths, notice)
  await ctx.db
    .updateTable("fee_subscription")
    .set({
      state: "active",
      package_id: pack.id,
      start_on: startOn,
      end_on: endOn,
      accepted_by: ctx.actor.name,
      accepted_via: via,
      paper_no: paperNo ?? null,
    })
    .where("id", "=", row.id)
    .execute()
  const items = new Map((await itemsOf(ctx)).map((one) => [one.code, one]))
  const runsOn = pack.itemCodes.filter((code) => items.get(code)?.periodMonths)
  const basis = { subscriptionId: row.id }
  const services = await startServices(
    ctx,
    runsOn.map((itemCode) => ({ account, itemCode, from: startOn, to: endOn, basis })),
  )
  // A renewal begins tomorrow: tonight's step has nothing to charge yet.
  if (startOn > ctx.today) return { id: row.id, number: row.number, startOn, endOn, postings: [] }
  const price = await chargePackages(ctx, [{ id: row.id, account, pack }])
  const first = await chargeServices(ctx, services, ctx.today)
  return { id: row.id, number: row.number, startOn, endOn, postings: [...price.postings, ...first.postings] }
}

/** The prices of packages, where the money is there; the others are tried again every night. */
export async function chargePackages(
  ctx: FlowCtx,
  due: readonly { id: string; account: FeeAccount; pack: Package }[],
): Promise<{ charged: number; postings: Posting[]; short: { accountNo: string; reason: string }[] }> {
  const purse = await openPurse(ctx, [...new Set(due.map((one) => one.account.accountNo))])
  const short: { accountNo: string; reason: string }[] = []
  const able = due.filter(({ account, pack }) => {
    if (pack.priceFen === 0n) return false
    const reason = purse.take(account, pack.priceFen)
    if (reason) short.push({ accountNo: account.accountNo, reason: `“${pack.zh}”价格：${reason}` })
    return reason === null
  })
  const { postings } = await writeCharges(
    ctx,
    able.map(({ id, account, pack }) => ({
      account,
      item: null,
      title: pack.zh,
      basis: { subscriptionId: id },
      quote: packageQuote(pack),
      baseFen: 0n,
      quantity: 1,
    })),
  )
  return { charged: able.length, postings, short }
}
