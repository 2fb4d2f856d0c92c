// Writing charges down: each with its reason, its trace and, where anything is to be paid, one balanced posting. Used by
// the counter, by the start of a package and by the night.
import { randomUUID } from "node:crypto"
import { sql } from "kysely"
import { newId, type Posting } from "#ledger"
import { stableJson, type FlowCtx } from "#kernel/flow"
import { parameter } from "#kernel/rule-data"
import { openSubjects } from "#products/deposit"
import type { FeeItem, Package } from "../model.ts"
import { chargeFee } from "../postings.ts"
import { quoteFee, vatInside, yuan, type Quote } from "../rules.ts"
import type { Tariff } from "../store.ts"
import type { FeeAccount } from "./account.ts"

/** Why a fee may be charged at all. There is no charge without one of these. */
export type Basis = { subscriptionId: string } | { consentId: string } | { orderNo: string }

export interface NewCharge {
  account: FeeAccount
  /** Null for the price of a package itself. */
  item: FeeItem | null
  /** What the line on the statement says. */
  title: string
  basis: Basis
  quote: Quote
  baseFen: bigint
  quantity: number
  service?: { id: string; from: string; to: string }
}

export interface Written {
  id: string
  number: string
}

/** Quotes an item for an account on the tariff's day. The price must be there: callers refuse a missing one first. */
export function quoteOf(
  tariff: Tariff,
  asked: { item: FeeItem; account: Pick<FeeAccount, "size">; baseFen: bigint; quantity: number; cover: Package | null },
): Quote {
  const { item, account, ...rest } = asked
  return quoteFee({
    ...rest,
    item,
    price: tariff.prices.get(item.code)!,
    ceiling: tariff.ceilings.get(item.code)?.terms ?? null,
    size: account.size,
    waivers: tariff.waivers,
  })
}

/** The price of a package as a charge of its own. */
export const packageQuote = (pack: Package): Quote => ({
  grossFen: 0n,
  netFen: pack.priceFen,
  packageId: pack.id,
  waiverId: null,
  trace: [
    {
      step: "item",
      zh: `“${pack.zh}”${pack.termMonths} 个月价格 ${yuan(pack.priceFen)} 元（${pack.docNo}）`,
      en: `"${pack.en}", ${pack.termMonths} months for ${yuan(pack.priceFen)} (${pack.docNo})`,
      amount: yuan(pack.priceFen),
    },
  ],
})

/** Inserts the charges in one statement and answers their postings, for the caller to post as its last word. */
export async function writeCharges(
  ctx: FlowCtx,
  charges: readonly NewCharge[],
): Promise<{ written: Written[]; postings: Posting[] }> {
  if (charges.length === 0) return { written: [], postings: [] }
  const rateBp = await parameter<number>(ctx, "pricing.vat-bp", ctx.today)
  const numbers = await chargeNumbers(ctx, charges.length)
  const rows = charges.map((one, at) => rowOf(ctx, one, numbers[at]!, rateBp))
  await ctx.db.insertInto("fee_charge").values(rows).execute()
  const paid = charges.flatMap((one, at) => (one.quote.netFen > 0n ? [{ one, row: rows[at]! }] : []))
  for (const outlet of new Set(paid.map(({ one }) => one.account.outlet)))
    await openSubjects(ctx.ledger, outlet, ["6021", "2221"])
  const postings = paid.map(({ one, row }) =>
    chargeFee.build(
      {
        accountNo: one.account.accountNo,
        outlet: one.account.outlet,
        feeFen: one.quote.netFen,
        vatFen: row.vat_fen,
      },
      { id: row.posting_id!, reference: row.number, memo: one.title },
    ),
  )
  return { written: rows.map(({ id, number }) => ({ id, number })), postings }
}

async function chargeNumbers(ctx: FlowCtx, count: number): Promise<string[]> {
  const { rows } = await sql<{ n: bigint }>`
    select nextval('fee_charge_number') as n from generate_series(1, ${count})`.execute(ctx.db)
  return rows.map(({ n }) => `SF${ctx.today.slice(0, 4)}${String(n).padStart(8, "0")}`)
}

function rowOf(ctx: FlowCtx, charge: NewCharge, number: string, rateBp: number) {
  const { account, quote, basis, service } = charge
  const pays = quote.netFen > 0n
  return {
    id: randomUUID(),
    number,
    account_no: account.accountNo,
    party_id: account.partyId,
    outlet: account.outlet,
    item_code: charge.item?.code ?? null,
    charged_on: ctx.today,
    period_from: service?.from ?? null,
    period_to: service?.to ?? null,
    base_fen: charge.baseFen,
    quantity: charge.quantity,
    gross_fen: quote.grossFen,
    net_fen: quote.netFen,
    vat_fen: pays ? vatInside(quote.netFen, rateBp) : 0n,
    vat_bp: rateBp,
    package_id: quote.packageId,
    waiver_id: quote.waiverId,
    trace: stableJson(quote.trace),
    subscription_id: "subscriptionId" in basis ? basis.subscriptionId : null,
    consent_id: "consentId" in basis ? basis.consentId : null,
    order_no: "orderNo" in basis ? basis.orderNo : null,
    service_id: service?.id ?? null,
    posting_id: pays ? newId() : null,
    by: ctx.actor.name,
    at: ctx.clock.now(),
  }
}
