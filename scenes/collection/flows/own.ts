// Paying by people whom the server knows: a signed-in parent, and a payer at the bank's counter.
import type { Ctx } from "#kernel/flow"
import { flow } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { confirmAtCounter, type OpenedOrder } from "#products/acquiring"
import { ownPayers } from "../queries/payer.ts"
import { refuse } from "../refusals.ts"
import { loadBills } from "./bills.ts"
import { lineFault, openCheckout, type CheckoutLine } from "./checkout.ts"
import { findOrg } from "./org.ts"

export const payOwnBills = flow(
  { name: "collection.pay-own", permission: "collection.pay" },
  async (
    ctx,
    input: { payerId: string; lines: CheckoutLine[]; channel: "wechat" | "alipay" },
  ): Promise<Outcome<OpenedOrder>> => {
    const payers = await ownPayers(ctx)
    if (!payers.includes(input.payerId)) return refuse["E-PAYER"]({}, "payerId")
    return openCheckout(ctx, {
      ...input,
      payerPartyId: ctx.actor.partyId,
      payerName: ctx.actor.name,
    })
  },
)

/** Cash at the bank's counter: booked at once, with a receipt. */
export const takeCash = flow(
  { name: "collection.counter", permission: "collection.counter" },
  async (
    ctx,
    input: { billNo: string; amountFen: bigint; payerName: string },
  ): Promise<Outcome<{ orderNo: string; receiptNo: string }>> => {
    const [bill] = await loadBills(ctx, { billNos: [input.billNo] })
    const org = bill ? await findOrg(ctx, bill.orgId) : undefined
    if (!bill || !org?.ok) return refuse["E-BILL"]({ billNo: input.billNo })
    // Asked here first, so that the sentence stands at the counter's one field.
    const fault = lineFault(bill, input.amountFen, ctx.today)
    if (fault) return fault
    const opened = await openCheckout(ctx, {
      payerId: bill.payerId,
      lines: [{ billNo: input.billNo, amountFen: input.amountFen }],
      channel: "counter",
      payerName: input.payerName,
    })
    if (!opened.ok) return opened
    const paid = await confirmAtCounter(ctx, { orderNo: opened.value.orderNo, payerName: input.payerName })
    if (!paid.ok) return paid
    return ok({ orderNo: opened.value.orderNo, receiptNo: await receiptNoOf(ctx, opened.value.orderNo) })
  },
)

async function receiptNoOf(ctx: Ctx, orderNo: string): Promise<string> {
  const row = await ctx.db
    .selectFrom("collection_payment")
    .select("receipt_no")
    .where("order_no", "=", orderNo)
    .executeTakeFirstOrThrow()
  return row.receipt_no
}
