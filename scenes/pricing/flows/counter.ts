// A fee for something done now on the customer's order: quoted with its trace, charged once for the order.
import { formatAmount, parseAmount } from "#ledger"
import { flow, type Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { FeeItem, Package, Size } from "../model.ts"
import { refuse } from "../refusals.ts"
import { needsAmount, yuan, type Quote } from "../rules.ts"
import { tariffOn, type Tariff } from "../store.ts"
import { coverOf, feeAccount } from "./account.ts"
import { quoteOf, writeCharges } from "./charging.ts"
import { openPurse } from "./services.ts"

export interface Asked {
  itemCode: string
  /** Amount of the transaction, decimal yuan; not needed where the fee knows none. */
  amount?: string | undefined
  quantity: number
}

interface Ready {
  tariff: Tariff
  item: FeeItem
  baseFen: bigint
}

/** Item, price and amount are there, or the refusal that says which is not. */
async function ready(ctx: Ctx, asked: Asked, on: string): Promise<Outcome<Ready>> {
  const tariff = await tariffOn(ctx, on)
  const item = tariff.items.get(asked.itemCode)
  if (!item) return refuse["E-ITEM"]({ code: asked.itemCode }, "itemCode")
  const price = tariff.prices.get(item.code)
  if (!price) return refuse["E-NO-PRICE"]({ item: item.zh, on }, "itemCode")
  const baseFen = asked.amount ? (parseAmount(asked.amount, 2) ?? -1n) : 0n
  if (baseFen < 0n || asked.quantity < 1)
    return refuse["E-AMOUNT"]({ what: "交易金额", whatEn: "The amount" }, "amount")
  if (needsAmount(price.terms) && baseFen === 0n) return refuse["E-BASE"]({ item: item.zh }, "amount")
  return ok({ tariff, item, baseFen })
}

/** What it would cost; for the public page, the counter and the editor. */
export async function quote(
  ctx: Ctx,
  asked: Asked & { on: string; size: Size | null; cover?: Package | null },
): Promise<Outcome<Quote>> {
  const found = await ready(ctx, asked, asked.on)
  if (!found.ok) return found
  const { tariff, item, baseFen } = found.value
  const account = { size: asked.size }
  return ok(quoteOf(tariff, { item, account, baseFen, quantity: asked.quantity, cover: asked.cover ?? null }))
}

export interface Order extends Asked {
  accountNo: string
  /** The customer's signed slip or order; without it nothing is charged. */
  orderNo: string
}

export interface ChargeDone {
  id: string
  number: string
  gross: string
  net: string
}

export const chargeOrder = flow(
  { name: "pricing.charge", permission: "pricing.charge" },
  async (ctx, input: Order): Promise<Outcome<ChargeDone>> => {
    const account = await feeAccount(ctx, input.accountNo)
    if (!account.ok) return account
    const found = await ready(ctx, input, ctx.today)
    if (!found.ok) return found
    const { tariff, item, baseFen } = found.value
    const orderNo = input.orderNo.trim()
    // What runs on needs the firm's consent; a slip of the day is none.
    if (item.periodMonths !== null || orderNo === "") return refuse["E-NO-CONSENT"]({ item: item.zh }, "orderNo")
    const before = await ctx.db
      .selectFrom("fee_charge")
      .select("id")
      .where("outlet", "=", account.value.outlet)
      .where("order_no", "=", orderNo)
      .where("item_code", "=", item.code)
      .executeTakeFirst()
    if (before) return refuse["E-ORDERED"]({ orderNo, item: item.zh }, "orderNo")
    const { accountNo } = input
    const cover = await coverOf(ctx, { accountNo, itemCode: item.code, on: ctx.today })
    const made = quoteOf(tariff, { item, account: account.value, baseFen, quantity: input.quantity, cover })
    const short = (await openPurse(ctx, [accountNo])).take(account.value, made.netFen)
    if (short) {
      const available = /可用余额 (\S+) 元/.exec(short)?.[1]
      return refuse["E-FUNDS"]({ accountNo, available, needed: yuan(made.netFen) }, "accountNo")
    }
    const charge = { account: account.value, item, title: item.zh, basis: { orderNo }, quote: made }
    const { written, postings } = await writeCharges(ctx, [{ ...charge, baseFen, quantity: input.quantity }])
    const [done] = written
    ctx.note({ object: "charge", objectId: done!.number, after: { ...input, gross: made.grossFen, net: made.netFen } })
    const posted = await ctx.post(postings)
    const view = { gross: formatAmount(made.grossFen, 2), net: formatAmount(made.netFen, 2) }
    return posted.ok ? ok({ ...done!, ...view }) : posted
  },
)
