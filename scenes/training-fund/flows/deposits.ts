// The risk deposit: paid in by the institution from its own account, given back by two people and never below the floor.
import { z } from "zod"
import { requestApproval } from "#kernel/approval"
import { flow, type Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { ApprovalKind } from "#kernel/scene"
import { giveBackDeposit, payDeposit, poolById, poolMoney } from "#products/custody"
import { availableFen } from "#products/deposit"
import { refuse } from "../refusals.ts"
import { depositState } from "../rules.ts"
import { liveOrders } from "../states.ts"
import { institutionById, institutionFor, policyOf, type Institution } from "../store.ts"
import { yuan } from "../words.ts"

/** Floor and deposit of one institution: what all its students were charged for the running period. */
export async function depositOfInstitution(ctx: Ctx, institution: Institution) {
  const rows = await ctx.db
    .selectFrom("training_order")
    .select(["tuition_fen", "materials_fen", "policy"])
    .where("institution_id", "=", institution.id)
    .where("state", "in", [...liveOrders])
    .execute()
  const charged = rows
    .filter((row) => policyOf(row).depositFloor)
    .map((row) => ({ chargedFen: row.tuition_fen + row.materials_fen }))
  const pool = (await poolById(ctx, institution.pool_id))!
  const { deposit } = await poolMoney(ctx, pool.pool_no)
  return { depositFen: deposit, ...depositState(charged, deposit) }
}

export const payRiskDeposit = flow(
  { name: "training-fund.deposit", permission: "training-fund.deposit" },
  async (ctx, input: { institutionId: string; amountFen: bigint }): Promise<Outcome<void>> => {
    const found = await institutionFor(ctx, input.institutionId)
    if (!found.ok) return found
    const pool = (await poolById(ctx, found.value.pool_id))!
    const accountNo = pool.settlement_no!
    const available = await availableFen(ctx.ledger, accountNo)
    if (available < input.amountFen)
      return refuse["E-STATE"]({
        reason: `结算账户可用余额 ${yuan(available)} 元，不足缴存 ${yuan(input.amountFen)} 元`,
        reasonEn: `The settlement account has ${yuan(available)} available, less than ${yuan(input.amountFen)}`,
      })
    return payDeposit(ctx, { pool, accountNo, amountFen: input.amountFen })
  },
)

export const askDepositBack = flow(
  { name: "training-fund.deposit-back", permission: "training-fund.deposit" },
  async (
    ctx,
    input: { institutionId: string; amountFen: bigint; reason: string },
  ): Promise<Outcome<{ approvalId: string }>> => {
    const found = await institutionFor(ctx, input.institutionId)
    if (!found.ok) return found
    const state = await depositOfInstitution(ctx, found.value)
    const freeFen = state.depositFen - state.floorFen
    if (input.amountFen <= 0n || input.amountFen > freeFen)
      return refuse["E-STATE"]({
        reason: `保证金 ${yuan(state.depositFen)} 元，应缴 ${yuan(state.floorFen)} 元，可退 ${yuan(max0(freeFen))} 元`,
        reasonEn: `Deposit ${yuan(state.depositFen)}, floor ${yuan(state.floorFen)}: ${yuan(max0(freeFen))} can go back`,
      })
    const approvalId = await requestApproval(ctx, {
      kind: "training-fund.deposit-back",
      objectId: input.institutionId,
      title: `退还保证金 ${yuan(input.amountFen)} 元`,
      content: { institutionId: input.institutionId, amountFen: input.amountFen, reason: input.reason },
      amountFen: input.amountFen,
      outlet: found.value.outlet,
    })
    return ok({ approvalId })
  },
)

const max0 = (fen: bigint): bigint => (fen > 0n ? fen : 0n)

const content = z.object({ institutionId: z.uuid(), amountFen: z.string(), reason: z.string() })

export const depositBackApproval: ApprovalKind<z.output<typeof content>> = {
  kind: "training-fund.deposit-back",
  zh: "退还风险保证金",
  en: "Risk deposit given back",
  content,
  page: "/training-fund/institutions/:id",
  levels: async () => [["accountant", "president"]],
  approved: async (ctx, { content: asked, approvalId }) => {
    const institution = await institutionById(ctx, asked.institutionId)
    const state = await depositOfInstitution(ctx, institution)
    const amountFen = BigInt(asked.amountFen)
    if (amountFen > state.depositFen - state.floorFen)
      return refuse["E-STATE"]({ reason: "保证金将低于应缴额", reasonEn: "The deposit would fall below its floor" })
    const pool = (await poolById(ctx, institution.pool_id))!
    return giveBackDeposit(ctx, { pool, accountNo: pool.settlement_no!, amountFen, approvalId })
  },
}
