// The end of a wallet. First the plan, shown to whoever decides; then everything at once: own money back by its routes,
// grants back to the fund, cards barred. A channel that cannot take its part back after all hands it to the bank.
import { randomUUID } from "node:crypto"
import { newId } from "#ledger"
import { daysBetween, dateOf } from "#kernel/calendar"
import { seal } from "#kernel/crypto"
import { stableJson, type Ctx, type FlowCtx } from "#kernel/flow"
import { ledgerOn } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { parameter } from "#kernel/rule-data"
import type { HouseEvent } from "#kernel/scene"
import { requestRefund, waitingKey } from "#products/acquiring"
import { openSubjects, subjectKey } from "#products/deposit"
import { moneyOf } from "./accounts.ts"
import { closeCards } from "./cards.ts"
import { yuan } from "./money.ts"
import { refundOut, returnGrant } from "./postings.ts"
import { refuse } from "./refusals.ts"
import { planClosing, type ClosingPlan, type PaidIn } from "./rules.ts"
import { lockWallet, type Scheme, type WalletRow } from "./store.ts"
import type { WalletMoney } from "./model.ts"

const bankPurpose = "wallet-bank"

export interface ClosingSeen {
  plan: ClosingPlan
  money: WalletMoney
}

/** What closing this wallet today would do; changes nothing. */
export async function planFor(ctx: Ctx, row: WalletRow, scheme: Scheme): Promise<ClosingSeen> {
  const today = dateOf(ctx.clock.now())
  const money = (await moneyOf(ledgerOn(ctx.db), [row.wallet_no], scheme.purses)).get(row.wallet_no)!
  const sum = (source: "payer" | "fund" | "promo") =>
    scheme.purses.filter((one) => one.source === source).reduce((all, one) => all + money.purses[one.code]!, 0n)
  const plan = planClosing({
    ownFen: sum("payer"),
    fundFen: sum("fund"),
    promoFen: sum("promo"),
    paidIn: await paidIn(ctx, row.wallet_no, today),
    channelDays: await parameter<number>(ctx, "wallet.channel-refund-days", today),
    channelRefundsMax: await parameter<number>(ctx, "wallet.channel-refunds-max", today),
  })
  return { plan, money }
}

async function paidIn(ctx: Ctx, walletNo: string, today: string): Promise<PaidIn[]> {
  const rows = await ctx.db
    .selectFrom("wallet_top_up")
    .select(["order_no", "amount_fen", "paid_at"])
    .where("wallet_no", "=", walletNo)
    .where("route", "=", "channel")
    // A transfer or a payment at the counter has no way back of its own.
    .where("channel", "not in", ["counter", "transfer"])
    .execute()
  const orders = rows.map((row) => row.order_no!)
  const given =
    orders.length === 0
      ? []
      : await ctx.db
          .selectFrom("wallet_refund")
          .select("order_no")
          .select((e) => [e.fn.sum<bigint>("amount_fen").as("fen"), e.fn.countAll<bigint>().as("n")])
          .where("order_no", "in", orders)
          .groupBy("order_no")
          .execute()
  return rows.map((row) => {
    const back = given.find((one) => one.order_no === row.order_no)
    return {
      orderNo: row.order_no!,
      amountFen: row.amount_fen,
      refundedFen: BigInt(back?.fen ?? 0n),
      refunds: Number(back?.n ?? 0n),
      ageDays: daysBetween(dateOf(row.paid_at), today),
    }
  })
}

export interface Closing {
  walletNo: string
  reason: string
  /** Needed when something goes back to a bank account. */
  bank?: { holder: string; accountNo: string } | undefined
}

export async function closeWallet(ctx: FlowCtx, input: Closing): Promise<Outcome<ClosingPlan>> {
  const found = await lockWallet(ctx, input.walletNo)
  if (!found.ok) return found
  const { row, scheme } = found.value
  if (row.state === "closed") return refuse["E-STATE"]({ reason: "账户已销户", reasonEn: "the wallet is closed" })
  const { plan, money } = await planFor(ctx, row, scheme)
  if (money.arrearsFen > 0n) return refuse["E-ARREARS"]({ amount: yuan(money.arrearsFen) })
  const bank = input.bank
  if (plan.toBankFen > 0n && !bank) return refuse["E-BANK"]({ amount: yuan(plan.toBankFen) }, "bank")
  const carded = await closeCards(ctx, row.wallet_no)
  if (!carded.ok) return carded
  await ctx.db
    .updateTable("wallet")
    .set({ state: "closed", closed_on: ctx.today })
    .where("wallet_no", "=", row.wallet_no)
    .execute()
  await ctx.db
    .insertInto("wallet_closing")
    .values({
      wallet_no: row.wallet_no,
      reason: input.reason,
      plan: stableJson(plan),
      bank_holder: bank?.holder ?? null,
      bank_sealed: bank ? seal(ctx.services.secret, bankPurpose, bank.accountNo) : null,
      bank_tail: bank?.accountNo.slice(-4) ?? null,
      closed_by: ctx.actor.name,
      at: ctx.clock.now(),
    })
    .execute()
  ctx.note({ action: "wallet.close", object: "wallet", objectId: row.wallet_no, after: { plan, reason: input.reason } })
  ctx.emit({ type: "wallet.closed", subject: row.wallet_no, data: { holderId: row.holder_id } })
  const paid = await payOut(ctx, { row, scheme, money, plan })
  return paid.ok ? ok(plan) : paid
}

interface PayOut {
  row: WalletRow
  scheme: Scheme
  money: WalletMoney
  plan: ClosingPlan
}

async function payOut(ctx: FlowCtx, { row, scheme, money, plan }: PayOut): Promise<Outcome<void>> {
  const paper = (memo: string) => ({ id: newId(), reference: row.wallet_no, memo })
  const own = scheme.purses.filter((one) => one.source === "payer").map((one) => [one.code, money.purses[one.code]!])
  const left = new Map(own as [string, bigint][])
  const back = scheme.purses
    .filter((one) => one.source !== "payer" && money.purses[one.code]! > 0n)
    .map((purse) =>
      returnGrant.build(
        { schemeId: scheme.id, purse, walletNo: row.wallet_no, amountFen: money.purses[purse.code]! },
        paper(`销户退回${purse.zh}`),
      ),
    )
  await openSubjects(ctx.ledger, scheme.outlet, ["1003"])
  const toBank = subjectKey("1003", scheme.outlet)
  const toChannel = plan.toChannel.map((one) => ({ ...one, parts: takeParts(left, one.amountFen) }))
  const rest = takeParts(left, plan.toBankFen)
  const out = toChannel.map((one) =>
    refundOut.build(
      { walletNo: row.wallet_no, parts: one.parts, to: waitingKey(scheme.merchantId) },
      paper(`原路退回 ${one.orderNo}`),
    ),
  )
  if (plan.toBankFen > 0n)
    out.push(refundOut.build({ walletNo: row.wallet_no, parts: rest, to: toBank }, paper("退至银行账户")))
  const posted = await ctx.post([...back, ...out])
  if (!posted.ok) return posted
  if (plan.toBankFen > 0n)
    await insertRefund(ctx, row.wallet_no, { route: "bank", amountFen: plan.toBankFen, state: "done" })
  for (const one of plan.toChannel) {
    const asked = await requestRefund(ctx, { ...one, reason: "销户退款" })
    if (!asked.ok) return asked
    const refund = { route: "channel" as const, amountFen: one.amountFen, state: "asked" as const }
    await insertRefund(ctx, row.wallet_no, { ...refund, orderNo: one.orderNo, refundNo: asked.value.refundNo })
  }
  return ok()
}

/** Takes an amount from the holder's own purses, in their order. */
function takeParts(left: Map<string, bigint>, amountFen: bigint): Record<string, bigint> {
  const parts: Record<string, bigint> = {}
  let needed = amountFen
  for (const [code, has] of left) {
    const part = has < needed ? has : needed
    if (part <= 0n) continue
    parts[code] = part
    left.set(code, has - part)
    needed -= part
  }
  return parts
}

interface NewRefund {
  route: "channel" | "bank"
  amountFen: bigint
  state: "asked" | "done"
  orderNo?: string
  refundNo?: string
}

async function insertRefund(ctx: FlowCtx, walletNo: string, one: NewRefund): Promise<void> {
  await ctx.db
    .insertInto("wallet_refund")
    .values({
      id: randomUUID(),
      wallet_no: walletNo,
      route: one.route,
      order_no: one.orderNo ?? null,
      refund_no: one.refundNo ?? null,
      amount_fen: one.amountFen,
      state: one.state,
      at: ctx.clock.now(),
    })
    .execute()
}

/** The channel's last word on a refund; one that ended at the bank was paid out there by people. */
export async function onRefunded(ctx: Ctx, event: HouseEvent): Promise<void> {
  await ctx.db
    .updateTable("wallet_refund")
    .set({ state: "done", ...(event.data["state"] === "bank" ? { route: "bank" } : {}) })
    .where("refund_no", "=", event.subject)
    .execute()
}
