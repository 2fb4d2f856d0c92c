// The tariff of a day as people see it, and the history behind each price.
import { sql } from "kysely"
import { openDate } from "#ledger"
import { ledgerOn, mainBook, type Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { FeeItem, Package, Price, Waiver } from "../model.ts"
import { refuse } from "../refusals.ts"
import { ceilingFault, exactFee, roundFee, textOf, yuan } from "../rules.ts"
import { packagesOn, priceOf, tariffOn, waiverOf, type Tariff } from "../store.ts"

export const todayOf = (ctx: Ctx): Promise<string> => openDate(ledgerOn(ctx.db), mainBook)

export async function priceListOn(ctx: Ctx, on: string) {
  const tariff = await tariffOn(ctx, on)
  const next = await nextDays(ctx, on)
  const packages = await packagesOn(ctx, on)
  return {
    on,
    items: [...tariff.items.values()].map((item) => itemView(tariff, item, next.get(item.code) ?? null)),
    waivers: tariff.waivers.map(waiverView),
    packages: packages.map((one) => packageView(tariff, one)),
  }
}

async function nextDays(ctx: Ctx, on: string): Promise<Map<string, string>> {
  const rows = await ctx.db
    .selectFrom("fee_price")
    .select(["item_code", sql<string>`min(valid_from)`.as("from")])
    .where("valid_from", ">", on)
    .groupBy("item_code")
    .execute()
  return new Map(rows.map((row) => [row.item_code, row.from]))
}

function itemView(tariff: Tariff, item: FeeItem, nextFrom: string | null) {
  const price = tariff.prices.get(item.code)
  const ceiling = tariff.ceilings.get(item.code)
  const broken = price && ceiling ? ceilingFault(item.nature, price.terms, ceiling.terms) : null
  return {
    ...item,
    price: price ? priceView(price) : null,
    nextFrom,
    ceiling: ceiling ? { terms: textOf(ceiling.terms), docNo: ceiling.docNo } : null,
    aboveCeilingAt: broken === null ? null : yuan(broken),
  }
}

const priceView = (price: Price, proposedBy = "initial") => ({
  id: price.id,
  from: price.from,
  docNo: price.docNo,
  certainty: price.certainty,
  terms: textOf(price.terms),
  proposedBy,
})

const waiverView = ({ baseMaxFen, ...one }: Waiver) => ({
  ...one,
  baseMax: baseMaxFen === null ? null : yuan(baseMaxFen),
})

function packageView(tariff: Tariff, { priceFen, ...pack }: Package) {
  return { ...pack, price: yuan(priceFen), standard: yuan(standardFen(tariff, pack)) }
}

/** Standard prices of what a package holds over its term: a month's fee counts for every month. */
export function standardFen(tariff: Tariff, pack: Pick<Package, "itemCodes" | "termMonths">): bigint {
  return pack.itemCodes.reduce((sum, code) => {
    const [item, price] = [tariff.items.get(code), tariff.prices.get(code)]
    if (!item || !price || price.terms.cancelled) return sum
    const fee = roundFee(exactFee(price.terms, 0n))
    if (item.periodMonths === null) return sum + fee
    return sum + fee * BigInt(Math.ceil(pack.termMonths / item.periodMonths))
  }, 0n)
}

export async function historyOf(ctx: Ctx, code: string) {
  const today = await todayOf(ctx)
  const tariff = await tariffOn(ctx, today)
  const item = tariff.items.get(code)
  if (!item) return refuse["E-ITEM"]({ code }, "code")
  const next = await nextDays(ctx, today)
  const waiting = await ctx.db
    .selectFrom("approval")
    .select(["id", "maker_name", "content"])
    .where("kind", "=", "pricing.change")
    .where("object_id", "=", `price:${code}`)
    .where("state", "=", "open")
    .executeTakeFirst()
  return ok({
    item: itemView(tariff, item, next.get(code) ?? null),
    prices: await versions(ctx, "fee_price", code),
    ceilings: await versions(ctx, "fee_ceiling", code),
    waivers: await waiversOf(ctx, code),
    pending: waiting
      ? {
          approvalId: waiting.id,
          makerName: waiting.maker_name,
          from: (waiting.content as { from: string }).from,
        }
      : null,
  }) satisfies Outcome<unknown>
}

async function versions(ctx: Ctx, table: "fee_price" | "fee_ceiling", code: string) {
  const rows = await ctx.db
    .selectFrom(table)
    .selectAll()
    .where("item_code", "=", code)
    .orderBy("valid_from", "desc")
    .orderBy("created_at", "desc")
    .execute()
  return rows.map((row) => priceView(priceOf(row), row.proposed_by))
}

async function waiversOf(ctx: Ctx, code: string) {
  const rows = await ctx.db
    .selectFrom("fee_waiver")
    .selectAll()
    .where(sql<boolean>`${code} = any(item_codes)`)
    .orderBy("valid_from", "desc")
    .execute()
  return rows.map((row) => waiverView(waiverOf(row)))
}
