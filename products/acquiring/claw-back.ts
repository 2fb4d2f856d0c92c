// 分账回退: of a settled order each receiver gives back its share from its settlement account, the branch its fee.
import { formatAmount, newId, type Posting } from "#ledger"
import type { Ctx, FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { availableFen } from "#products/deposit"
import type { Channel } from "./model.ts"
import type { OrderRow } from "./orders.ts"
import { clawBack } from "./postings.ts"
import { refuse } from "./refusals.ts"
import type { RefundPart } from "./rules/refund.ts"
import { clawBackShares } from "./rules/split.ts"

interface ReceiverRow {
  place: number
  merchantId: string
  name: string
  accountNo: string | null
  amountFen: bigint
  clawedFen: bigint
}

export async function receiversOf(ctx: Pick<Ctx, "db">, orderNo: string): Promise<ReceiverRow[]> {
  const rows = await ctx.db
    .selectFrom("acquiring_split_entry as e")
    .innerJoin("acquiring_merchant as m", "m.id", "e.merchant_id")
    .select(["e.place", "e.merchant_id", "e.amount_fen", "e.refund_no", "m.name", "m.settlement_account_no"])
    .where("e.order_no", "=", orderNo)
    .orderBy("e.place")
    .execute()
  const clawed = (place: number) =>
    rows.filter((row) => row.refund_no !== null && row.place === place).reduce((sum, row) => sum + row.amount_fen, 0n)
  return rows
    .filter((row) => row.refund_no === null)
    .map((row) => ({
      place: row.place,
      merchantId: row.merchant_id,
      name: row.name,
      accountNo: row.settlement_account_no,
      amountFen: row.amount_fen,
      clawedFen: clawed(row.place),
    }))
}

export async function clawBackPosting(
  ctx: FlowCtx,
  input: { order: OrderRow; part: RefundPart; refundNo: string; paper: { reference: string; memo: string } },
): Promise<Outcome<Posting>> {
  const receivers = await receiversOf(ctx, input.order.order_no)
  const costFen = input.part.amountFen - input.part.feeBackFen
  const amounts = clawBackShares(costFen, receivers)
  const shares = []
  for (const [index, receiver] of receivers.entries()) {
    const amountFen = amounts[index]!
    const { accountNo, name } = receiver
    const needed = formatAmount(amountFen, 2)
    if (accountNo === null) return refuse["E-CLAW-BACK"]({ name, needed })
    if ((await availableFen(ctx.ledger, accountNo)) < amountFen) return refuse["E-CLAW-BACK"]({ name, needed })
    shares.push({ accountNo, amountFen, receiver })
  }
  // The entries refer to the refund's row, which the caller writes in the same transaction: checked at its end.
  const at = ctx.clock.now()
  const entries = shares
    .filter((one) => one.amountFen > 0n)
    .map(({ receiver, amountFen }) => ({
      order_no: input.order.order_no,
      place: receiver.place,
      merchant_id: receiver.merchantId,
      amount_fen: amountFen,
      refund_no: input.refundNo,
      at,
    }))
  if (entries.length > 0) await ctx.db.insertInto("acquiring_split_entry").values(entries).execute()
  const channel = input.order.channel as Channel
  return ok(clawBack.build({ channel, shares, feeBackFen: input.part.feeBackFen }, { id: newId(), ...input.paper }))
}
