// Money that reaches the custody account beside the channels: a parent's transfer, cash or wallet takings that the
// institution sweeps in. It waits unmatched until it is matched to a contract, or goes back.
import { flow } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { poolById, poolKey, poolMoney, receiveIntoPool, returnFromPool } from "#products/custody"
import type { ReceiptRoute } from "../model.ts"
import { refuse } from "../refusals.ts"
import { institutionFor, orderFor } from "../store.ts"
import { yuan } from "../words.ts"
import { intoCustody } from "./into-custody.ts"

export interface ReceiptAsked {
  institutionId: string
  /** Account the money was paid to. */
  accountNo: string
  route: ReceiptRoute
  amountFen: bigint
  payer: string
}

export const recordReceipt = flow(
  { name: "training-fund.receipt", permission: "training-fund.receive" },
  async (ctx, input: ReceiptAsked): Promise<Outcome<void>> => {
    const found = await institutionFor(ctx, input.institutionId)
    if (!found.ok) return found
    const pool = (await poolById(ctx, found.value.pool_id))!
    if (input.route === "loan") return refuse.LOAN_PAYMENT_FORBIDDEN({}, "route")
    if (input.accountNo.trim() !== pool.pool_no)
      return refuse.ACCOUNT_NOT_CUSTODY({ accountNo: input.accountNo, poolNo: pool.pool_no }, "accountNo")
    return receiveIntoPool(ctx, { pool, amountFen: input.amountFen, memo: `${input.payer} ${input.route}` })
  },
)

export const matchReceipt = flow(
  { name: "training-fund.match", permission: "training-fund.receive" },
  async (ctx, input: { orderId: string }): Promise<Outcome<void>> => {
    const found = await orderFor(ctx, input.orderId)
    if (!found.ok) return found
    const { order, institution } = found.value
    const pool = (await poolById(ctx, institution.pool_id))!
    const { unapplied } = await poolMoney(ctx, pool.pool_no)
    const neededFen = order.tuition_fen + order.materials_fen
    if (unapplied < neededFen)
      return refuse["E-STATE"]({
        reason: `待匹配来款 ${yuan(unapplied)} 元，不足合同金额`,
        reasonEn: "Less than the contract's amount waits unmatched",
      })
    const moved = await intoCustody(ctx, {
      order,
      from: poolKey(pool.pool_no, "unapplied"),
      amountFen: neededFen,
      orderNo: null,
      channel: "transfer",
      paidAt: ctx.clock.now(),
    })
    return moved.ok ? ctx.post(moved.value) : moved
  },
)

export const returnReceipt = flow(
  { name: "training-fund.return-receipt", permission: "training-fund.receive" },
  async (ctx, input: { institutionId: string; amountFen: bigint; memo: string }): Promise<Outcome<void>> => {
    const found = await institutionFor(ctx, input.institutionId)
    if (!found.ok) return found
    const pool = (await poolById(ctx, found.value.pool_id))!
    const back = await returnFromPool(ctx, { pool, amountFen: input.amountFen, memo: input.memo })
    return back.ok ? ok() : back
  },
)
