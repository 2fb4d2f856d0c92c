// The day's other two legs: what the bank received for it, and the signature that closes it.
import { formatAmount, newId } from "#ledger"
import { flow, type Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { channelTitles, type BilledChannel } from "../model.ts"
import { channelPaid } from "../postings.ts"
import { refuse } from "../refusals.ts"

export interface BankLine {
  channel: BilledChannel
  /** The bill day the channel pays with it. */
  day: string
  valueOn: string
  amountFen: bigint
  bankRef: string
  memo?: string | undefined
}

/** The channel's money has come in. With the line that completes the day the channel's fee is booked too. */
export const recordBankLine = flow(
  { name: "acquiring.bank-line", permission: "acquiring.reconcile" },
  async (ctx, input: BankLine): Promise<Outcome<void>> => {
    if (input.amountFen <= 0n) return refuse["E-AMOUNT"]({}, "amount")
    const known = await ctx.db
      .selectFrom("acquiring_bank_line")
      .select("bank_ref")
      .where("bank_ref", "=", input.bankRef)
      .executeTakeFirst()
    if (known) return refuse["E-BANK-REF"]({ bankRef: input.bankRef }, "bankRef")
    const day = await dayRow(ctx, input)
    if (!day) return refuse["E-DAY-UNMATCHED"]({ channel: channelTitles[input.channel].zh, day: input.day })
    if (day.state === "signed")
      return refuse["E-DAY-SIGNED"]({ channel: channelTitles[input.channel].zh, day: input.day })
    const before = await receivedFen(ctx, input)
    const isComplete = before.amountFen + input.amountFen === expectedFen(day) && before.feeFen === 0n
    const feeFen = isComplete && day.their_fee_fen > 0n ? day.their_fee_fen : 0n
    const posted = channelPaid.build(
      { channel: input.channel, netFen: input.amountFen, feeFen },
      { id: newId(), reference: input.bankRef, memo: `${channelTitles[input.channel].zh} ${input.day} 划款` },
    )
    await ctx.db
      .insertInto("acquiring_bank_line")
      .values({
        bank_ref: input.bankRef,
        channel: input.channel,
        bill_on: input.day,
        value_on: input.valueOn,
        amount_fen: input.amountFen,
        fee_fen: feeFen,
        memo: input.memo ?? null,
        posting_id: posted.id,
        kept_by: ctx.actor.name,
        at: ctx.clock.now(),
      })
      .execute()
    ctx.note({ object: "recon-day", objectId: `${input.channel}:${input.day}`, after: input })
    return ctx.post([posted])
  },
)

export async function dayRow(ctx: Ctx, input: { channel: string; day: string }) {
  return ctx.db
    .selectFrom("acquiring_recon_day")
    .selectAll()
    .where("channel", "=", input.channel)
    .where("bill_on", "=", input.day)
    .executeTakeFirst()
}

/** What the channel pays for the day: payments less refunds less its fee. */
export const expectedFen = (day: { their_pay_fen: bigint; their_refund_fen: bigint; their_fee_fen: bigint }): bigint =>
  day.their_pay_fen - day.their_refund_fen - day.their_fee_fen

export async function receivedFen(
  ctx: Ctx,
  input: { channel: string; day: string },
): Promise<{ amountFen: bigint; feeFen: bigint }> {
  const row = await ctx.db
    .selectFrom("acquiring_bank_line")
    .select(({ fn }) => [fn.sum<bigint>("amount_fen").as("amount"), fn.sum<bigint>("fee_fen").as("fee")])
    .where("channel", "=", input.channel)
    .where("bill_on", "=", input.day)
    .executeTakeFirstOrThrow()
  return { amountFen: BigInt(row.amount ?? 0n), feeFen: BigInt(row.fee ?? 0n) }
}

/** 签结: every difference dealt with, the bank's money there or its absence explained, by a person who did neither. */
export const signDay = flow(
  { name: "acquiring.sign-day", permission: "acquiring.sign" },
  async (
    ctx,
    input: { channel: BilledChannel; day: string; bankReason?: string | undefined },
  ): Promise<Outcome<void>> => {
    const { channel, day: on } = input
    const names = { channel: channelTitles[channel].zh, day: on }
    const day = await dayRow(ctx, input)
    if (!day) return refuse["E-DAY-UNMATCHED"](names)
    if (day.state === "signed") return refuse["E-DAY-SIGNED"](names)
    const items = await ctx.db
      .selectFrom("acquiring_recon_item")
      .select(["state", "asked_by"])
      .where("channel", "=", channel)
      .where("bill_on", "=", on)
      .execute()
    const open = items.filter((one) => one.state === "open").length
    if (open > 0) return refuse["E-DAY-OPEN"]({ count: open })
    if (items.some((one) => one.asked_by === ctx.actor.personId)) return refuse["E-SIGNER"]()
    const { amountFen } = await receivedFen(ctx, input)
    const expected = expectedFen(day)
    const reason = input.bankReason?.trim() || null
    if (expected > 0n && amountFen !== expected && reason === null)
      return refuse["E-DAY-BANK"](
        { expected: formatAmount(expected, 2), got: formatAmount(amountFen, 2) },
        "bankReason",
      )
    await ctx.db
      .updateTable("acquiring_recon_day")
      .set({ state: "signed", signed_by: ctx.actor.name, signed_at: ctx.clock.now(), bank_reason: reason })
      .where("channel", "=", channel)
      .where("bill_on", "=", on)
      .execute()
    ctx.note({ object: "recon-day", objectId: `${channel}:${on}`, after: { state: "signed", reason } })
    return ok()
  },
)
