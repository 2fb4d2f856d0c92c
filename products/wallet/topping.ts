// Money into a wallet: through acquiring by whoever pays, or in cash at the issuer's desk. What is owed is repaid first.
import { randomUUID } from "node:crypto"
import { newId } from "#ledger"
import type { FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { PayableKind } from "#kernel/scene"
import { openOrder, type Channel } from "#products/acquiring"
import { availableFen } from "#products/deposit"
import { moneyOf } from "./accounts.ts"
import { yuan } from "./money.ts"
import { topUp, topUpAtDesk } from "./postings.ts"
import { refuse } from "./refusals.ts"
import { bringIn } from "./rules.ts"
import { cashPurse, lockWallet } from "./store.ts"

const topUpMaxFen = 5_000_00n
const payMinutes = 30

export interface TopUpOrder {
  walletNo: string
  amountFen: bigint
  channel: Channel
  payerId: string
  payerName: string
  returnPath?: string
}

const closed = () => refuse["E-STATE"]({ reason: "账户已销户", reasonEn: "the wallet is closed" })

/** Opens the order a payer pays; the money arrives by the payable below. */
export async function orderTopUp(
  ctx: FlowCtx,
  input: TopUpOrder,
): Promise<Outcome<{ orderNo: string; payUrl: string | null }>> {
  const found = await lockWallet(ctx, input.walletNo)
  if (!found.ok) return found
  if (found.value.row.state === "closed") return closed()
  if (input.amountFen <= 0n || input.amountFen > topUpMaxFen)
    return refuse["E-AMOUNT"]({ max: yuan(topUpMaxFen) }, "amount")
  return openOrder(ctx, {
    kind: topUpPayable.kind,
    ownerId: input.walletNo,
    merchantId: found.value.scheme.merchantId,
    amountFen: input.amountFen,
    title: `${found.value.scheme.title}充值`,
    channel: input.channel,
    payerPartyId: input.payerId,
    payerName: input.payerName,
    expiresAt: new Date(ctx.clock.now().getTime() + payMinutes * 60_000),
    ...(input.returnPath ? { returnPath: input.returnPath } : {}),
  })
}

export const topUpPayable: PayableKind = {
  kind: "wallet.top-up",
  zh: "储值充值",
  en: "Wallet top-up",
  paid: async (ctx, payment) => {
    const found = await lockWallet(ctx, payment.ownerId)
    if (!found.ok) return found
    // Closed meanwhile: the money goes back by itself.
    if (found.value.row.state === "closed") return closed()
    const { scheme, row } = found.value
    const money = (await moneyOf(ctx.ledger, [row.wallet_no], scheme.purses)).get(row.wallet_no)!
    const id = newId()
    await ctx.db
      .insertInto("wallet_top_up")
      .values({
        id,
        wallet_no: row.wallet_no,
        route: "channel",
        order_no: payment.orderNo,
        channel: payment.channel,
        payer_id: payment.payerPartyId,
        payer_name: payment.payerName,
        amount_fen: payment.amountFen,
        paid_at: payment.paidAt,
      })
      .execute()
    ctx.note({
      action: "wallet.top-up",
      object: "wallet",
      objectId: row.wallet_no,
      after: { orderNo: payment.orderNo, amountFen: payment.amountFen },
    })
    ctx.emit({
      type: "wallet.topped-up",
      subject: row.wallet_no,
      data: { amountFen: String(payment.amountFen), payerId: payment.payerPartyId, holderId: row.holder_id },
    })
    const legs = {
      from: payment.waitingKey,
      walletNo: row.wallet_no,
      purse: cashPurse(scheme).code,
      ...bringIn(money.arrearsFen, payment.amountFen),
    }
    return ok([topUp.build(legs, { id, reference: payment.orderNo, memo: `${payment.payerName ?? ""}充值` })])
  },
}

/** Cash at the issuer's desk: the issuer keeps the notes, its account pays the wallet at once. */
export async function topUpInCash(
  ctx: FlowCtx,
  input: { walletNo: string; amountFen: bigint; payerName: string },
): Promise<Outcome<void>> {
  if (input.amountFen <= 0n || input.amountFen > topUpMaxFen)
    return refuse["E-AMOUNT"]({ max: yuan(topUpMaxFen) }, "amount")
  const found = await lockWallet(ctx, input.walletNo)
  if (!found.ok) return found
  const { scheme, row } = found.value
  if (row.state === "closed") return closed()
  const left = await availableFen(ctx.ledger, scheme.accountNo)
  if (left < input.amountFen) return refuse["E-DESK"]({ left: yuan(left), needed: yuan(input.amountFen) }, "amount")
  const money = (await moneyOf(ctx.ledger, [row.wallet_no], scheme.purses)).get(row.wallet_no)!
  await ctx.db
    .insertInto("wallet_top_up")
    .values({
      id: randomUUID(),
      wallet_no: row.wallet_no,
      route: "desk",
      channel: "desk",
      payer_name: input.payerName,
      amount_fen: input.amountFen,
      paid_at: ctx.clock.now(),
    })
    .execute()
  ctx.note({ action: "wallet.top-up-desk", object: "wallet", objectId: row.wallet_no, after: input })
  const legs = {
    accountNo: scheme.accountNo,
    walletNo: row.wallet_no,
    purse: cashPurse(scheme).code,
    ...bringIn(money.arrearsFen, input.amountFen),
  }
  return ctx.post([topUpAtDesk.build(legs, { id: newId(), reference: row.wallet_no, memo: `${input.payerName}充值` })])
}
