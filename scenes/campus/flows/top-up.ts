// A child's card topped up from a phone. Anybody may give a child a little; more only a guardian.
import { flow } from "#kernel/flow"
import { dateOf } from "#kernel/calendar"
import { isGuardian } from "#kernel/party"
import { ok, type Outcome } from "#kernel/refusal"
import { orderTopUp, yuan } from "#products/wallet"
import { refuse } from "../refusals.ts"
import { personRow } from "../store.ts"
import { number } from "./judge.ts"

export interface TopUp {
  personId: string
  amountFen: bigint
  channel: "wechat" | "alipay"
}

export const topUpChild = flow(
  { name: "campus.top-up", permission: "campus.own" },
  async (ctx, input: TopUp): Promise<Outcome<{ orderNo: string; payUrl: string | null }>> => {
    const person = await personRow(ctx, input.personId)
    const unknown = () => refuse["E-NOT-FOUND"]({ what: "学生", whatEn: "pupil" }, "personId")
    if (!person?.wallet_no || !ctx.actor.partyId) return unknown()
    const isOwn = ctx.actor.partyId === input.personId
    if (!isOwn && !(await isGuardian(ctx.db, ctx.actor.partyId, input.personId))) {
      const cap = BigInt(await number(ctx, "stranger-cap-fen", dateOf(ctx.clock.now())))
      if (input.amountFen > cap) return refuse["E-CAP"]({ max: yuan(cap) }, "amount")
    }
    const order = await orderTopUp(ctx, {
      walletNo: person.wallet_no,
      amountFen: input.amountFen,
      channel: input.channel,
      payerId: ctx.actor.partyId,
      payerName: ctx.actor.name,
      returnPath: `/m/campus/${input.personId}`,
    })
    return order.ok ? ok(order.value) : order
  },
)
