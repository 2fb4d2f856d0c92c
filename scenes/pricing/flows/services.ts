// Services that run on: their due periods become charges, covered ones at nothing. The same code at the start of a
// package, at the counter and in the night, so a period is charged once whoever comes first.
import { randomUUID } from "node:crypto"
import { sql, type Selectable } from "kysely"
import { balances, type Posting } from "#ledger"
import type { Tables } from "#kernel/db"
import type { Ctx, FlowCtx } from "#kernel/flow"
import { addDays, addMonths } from "#kernel/calendar"
import { depositKey } from "#products/deposit"
import type { Package } from "../model.ts"
import { yuan } from "../rules.ts"
import { packagesById, tariffOn, type Tariff } from "../store.ts"
import { feeAccounts, type FeeAccount } from "./account.ts"
import { quoteOf, writeCharges, type NewCharge } from "./charging.ts"

export type ServiceRow = Selectable<Tables["fee_service"]>

export interface Short {
  accountNo: string
  reason: string
}

export interface Due {
  charged: number
  postings: Posting[]
  /** What could not be charged and why; tried again the next night. */
  short: Short[]
}

/** Charges every period of these services that has begun by `day`. Rows must be locked by the caller's transaction. */
export async function chargeServices(ctx: FlowCtx, rows: readonly ServiceRow[], day: string): Promise<Due> {
  const accounts = await feeAccounts(
    ctx,
    rows.map((row) => row.account_no),
  )
  const covers = await coversOf(ctx, rows)
  const purse = await openPurse(ctx, [...accounts.keys()])
  const tariffs = new Map<string, Tariff>()
  const charges: NewCharge[] = []
  const short: Short[] = []
  const moved: { id: string; next: string; periods: number }[] = []
  for (const row of rows) {
    const account = accounts.get(row.account_no)!
    let { next_due_on: next, periods } = row
    while (next <= day && (row.to_on === null || next <= row.to_on)) {
      const tariff = tariffs.get(next) ?? (await tariffOn(ctx, next))
      tariffs.set(next, tariff)
      const made = periodCharge(tariff, row, {
        account,
        cover: covers.get(row.subscription_id ?? "") ?? null,
        from: next,
      })
      const fault = typeof made === "string" ? made : purse.take(account, made.quote.netFen)
      if (typeof made === "string" || fault !== null) {
        short.push({ accountNo: account.accountNo, reason: fault! })
        break
      }
      charges.push(made)
      periods += 1
      next = addMonths(row.from_on, periods * tariff.items.get(row.item_code)!.periodMonths!)
    }
    if (periods > row.periods) moved.push({ id: row.id, next, periods })
  }
  const { postings } = await writeCharges(ctx, charges)
  await moveOn(ctx, moved)
  return { charged: charges.length, postings, short }
}

function periodCharge(
  tariff: Tariff,
  row: ServiceRow,
  { account, cover, from }: { account: FeeAccount; cover: Package | null; from: string },
): NewCharge | string {
  const item = tariff.items.get(row.item_code)!
  if (!tariff.prices.has(item.code)) return `“${item.zh}”在 ${from} 没有价格`
  const quote = quoteOf(tariff, { item, account, baseFen: 0n, quantity: 1, cover })
  const end = addDays(addMonths(from, item.periodMonths!), -1)
  const to = row.to_on !== null && row.to_on < end ? row.to_on : end
  const basis = row.subscription_id === null ? { consentId: row.consent_id! } : { subscriptionId: row.subscription_id }
  const title = `${item.zh} ${from} 至 ${to}`
  return { account, item, title, basis, quote, baseFen: 0n, quantity: 1, service: { id: row.id, from, to } }
}

/** A package covers its services for as long as they run: their last day is its own. */
async function coversOf(ctx: Ctx, rows: readonly ServiceRow[]): Promise<Map<string, Package>> {
  const ids = rows.flatMap((row) => row.subscription_id ?? [])
  if (ids.length === 0) return new Map()
  const found = await ctx.db
    .selectFrom("fee_subscription")
    .select(["id", "package_id"])
    .where("id", "in", [...new Set(ids)])
    .execute()
  const packs = await packagesById(
    ctx,
    found.map((one) => one.package_id),
  )
  return new Map(found.map((one) => [one.id, packs.get(one.package_id)!]))
}

/** What each account can still pay within one transaction. */
export async function openPurse(ctx: FlowCtx, accountNos: readonly string[]) {
  const money = await balances(
    ctx.ledger,
    accountNos.map((one) => depositKey(one)),
  )
  const left = new Map(accountNos.map((one, at) => [one, money[at]!.available ?? 0n]))
  return {
    /** Null when taken, else the reason. */
    take(account: FeeAccount, fen: bigint): string | null {
      const has = left.get(account.accountNo) ?? 0n
      if (fen > has) return `可用余额 ${yuan(has)} 元，不足收费 ${yuan(fen)} 元`
      left.set(account.accountNo, has - fen)
      return null
    },
  }
}

async function moveOn(ctx: FlowCtx, moved: readonly { id: string; next: string; periods: number }[]): Promise<void> {
  if (moved.length === 0) return
  await sql`update fee_service s set next_due_on = x.next, periods = x.periods
    from unnest(${moved.map((one) => one.id)}::uuid[], ${moved.map((one) => one.next)}::date[],
      ${moved.map((one) => one.periods)}::int[]) as x(id, next, periods) where s.id = x.id`.execute(ctx.db)
}

/** Rows that run on because of a package or a consent, begun on this day. */
export async function startServices(
  ctx: FlowCtx,
  services: readonly {
    account: Pick<FeeAccount, "accountNo" | "partyId" | "outlet">
    itemCode: string
    from: string
    to: string | null
    basis: { subscriptionId: string } | { consentId: string }
  }[],
): Promise<ServiceRow[]> {
  if (services.length === 0) return []
  return ctx.db
    .insertInto("fee_service")
    .values(
      services.map((one) => ({
        id: randomUUID(),
        account_no: one.account.accountNo,
        party_id: one.account.partyId,
        outlet: one.account.outlet,
        item_code: one.itemCode,
        from_on: one.from,
        to_on: one.to,
        next_due_on: one.from,
        subscription_id: "subscriptionId" in one.basis ? one.basis.subscriptionId : null,
        consent_id: "consentId" in one.basis ? one.basis.consentId : null,
      })),
    )
    .returningAll()
    .execute()
}
