// Prices, ceilings, waivers and packages as they were on a day. A whole day's tariff is read in five statements, so a
// night's charges share it.
import type { Selectable } from "kysely"
import type { Db, Tables } from "#kernel/db"
import type { Ctx } from "#kernel/flow"
import type { Certainty, FeeItem, Package, Price, Size, TermsText, Waiver } from "./model.ts"
import { termsOf } from "./rules.ts"

export interface Tariff {
  on: string
  items: ReadonlyMap<string, FeeItem>
  prices: ReadonlyMap<string, Price>
  ceilings: ReadonlyMap<string, Price>
  waivers: readonly Waiver[]
}

type Reader = Pick<Ctx, "db">

export async function tariffOn(ctx: Reader, on: string): Promise<Tariff> {
  const items = await itemsOf(ctx)
  return {
    on,
    items: new Map(items.map((one) => [one.code, one])),
    prices: await latest(ctx.db, "fee_price", on),
    ceilings: await latest(ctx.db, "fee_ceiling", on),
    waivers: await waiversOn(ctx, on),
  }
}

export async function itemsOf(ctx: Reader): Promise<FeeItem[]> {
  const rows = await ctx.db.selectFrom("fee_item").selectAll().orderBy("category").orderBy("code").execute()
  return rows.map((row) => ({
    code: row.code,
    zh: row.zh,
    en: row.en,
    nature: row.nature as FeeItem["nature"],
    category: row.category as FeeItem["category"],
    unitZh: row.unit_zh,
    unitEn: row.unit_en,
    periodMonths: row.period_months,
  }))
}

/** Of two values for one day the later entered one counts. */
async function latest(db: Db, table: "fee_price" | "fee_ceiling", on: string): Promise<Map<string, Price>> {
  const rows = await db
    .selectFrom(table)
    .distinctOn("item_code")
    .select(["id", "item_code", "valid_from", "terms", "doc_no", "certainty"])
    .where("valid_from", "<=", on)
    .orderBy("item_code")
    .orderBy("valid_from", "desc")
    .orderBy("created_at", "desc")
    .execute()
  return new Map(rows.map((row) => [row.item_code, priceOf(row)]))
}

interface PriceRow {
  id: string
  item_code: string
  valid_from: string
  terms: unknown
  doc_no: string
  certainty: string
}

export const priceOf = (row: PriceRow): Price => ({
  id: row.id,
  itemCode: row.item_code,
  from: row.valid_from,
  terms: termsOf(row.terms as TermsText),
  docNo: row.doc_no,
  certainty: row.certainty as Certainty,
})

export async function waiversOn(ctx: Reader, on: string): Promise<Waiver[]> {
  const rows = await ctx.db
    .selectFrom("fee_waiver")
    .distinctOn("code")
    .selectAll()
    .where("valid_from", "<=", on)
    .orderBy("code")
    .orderBy("valid_from", "desc")
    .orderBy("created_at", "desc")
    .execute()
  return rows.map(waiverOf).filter((one) => one.to === null || one.to >= on)
}

export function waiverOf(row: Selectable<Tables["fee_waiver"]>): Waiver {
  return {
    id: row.id,
    code: row.code,
    zh: row.zh,
    en: row.en,
    itemCodes: row.item_codes,
    sizes: row.size_classes as Size[],
    baseMaxFen: row.base_max_fen,
    shareBp: row.share_bp,
    from: row.valid_from,
    to: row.valid_to,
    docNo: row.doc_no,
    certainty: row.certainty as Certainty,
  }
}

export async function packagesOn(ctx: Reader, on: string): Promise<Package[]> {
  const rows = await ctx.db
    .selectFrom("fee_package")
    .distinctOn("code")
    .selectAll()
    .where("valid_from", "<=", on)
    .orderBy("code")
    .orderBy("valid_from", "desc")
    .orderBy("created_at", "desc")
    .execute()
  return rows.map(packageOf).filter((one) => one.to === null || one.to >= on)
}

export async function packagesById(ctx: Reader, ids: readonly string[]): Promise<Map<string, Package>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom("fee_package")
    .selectAll()
    .where("id", "in", [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, packageOf(row)]))
}

export function packageOf(row: Selectable<Tables["fee_package"]>): Package {
  return {
    id: row.id,
    code: row.code,
    zh: row.zh,
    en: row.en,
    priceFen: row.price_fen,
    itemCodes: row.item_codes,
    termMonths: row.term_months,
    newWithinDays: row.new_within_days,
    oncePerUscc: row.once_per_uscc,
    renewInto: row.renew_into,
    from: row.valid_from,
    to: row.valid_to,
    docNo: row.doc_no,
    certainty: row.certainty as Certainty,
  }
}
