// The contract: signed at the outlet or by the firm itself on the portal; the limit is reserved and the note written.
import { flow, type FlowCtx } from "#kernel/flow"
import { ok } from "#kernel/refusal"
import { depositOf } from "#products/deposit"
import { reserveLimit } from "#products/limit"
import { checkProduct } from "#products/loan"
import { refuse } from "../refusals.ts"
import { checkTerm } from "../rules.ts"
import { guard, lockCase, move } from "./case.ts"
import { endLimits, stillFree } from "./package.ts"

export interface Signing {
  id: string
  startOn?: string
  paymentMode: "self" | "entrusted"
}

export const signContract = flow(
  { name: "emission-loan.contract", permission: "emission-loan.apply" },
  (ctx, input: Signing) => contractFor(ctx, input),
)

/** The firm signs for itself on the portal, after the code of its own phone; the loan then goes straight to its suppliers. */
export const signByFirm = flow(
  { name: "emission-loan.portal-sign", permission: "emission-loan.portal" },
  async (ctx, input: { id: string }) => {
    const signed = await contractFor(ctx, { id: input.id, paymentMode: "entrusted" })
    return signed.ok ? ok({ id: input.id, contractNo: signed.value.contractNo }) : signed
  },
)

export async function contractFor(ctx: FlowCtx, input: Signing) {
  const found = await lockCase(ctx, input.id)
  if (!found.ok) return found
  const row = found.value
  const allowed = await guard(ctx, row, "contract")
  if (!allowed.ok) return allowed
  if ((await depositOf(ctx, row.party_id)) === null) return refuse["E-NO-ACCOUNT"]()
  const startOn = input.startOn ?? ctx.today
  const term = checkTerm(startOn, row.reviewed_months!, await endLimits(ctx, row.id))
  if (!term.ok) return term
  const free = await stillFree(ctx, row)
  if (!free.ok) return free
  const contractNo = `HT-${row.case_no}`
  const amountFen = row.approved_fen!
  const agreed = { method: row.method!, amountFen, termMonths: row.reviewed_months!, ratePct: row.rate_pct! }
  const product = await checkProduct(ctx, "emission-loan", ctx.today, agreed)
  if (!product.ok) return product
  const reserved = await reserveLimit(ctx, { limitNo: row.limit_no!, amountFen, reference: contractNo })
  if (!reserved.ok) return reserved
  const set = {
    contract_no: contractNo,
    contract_signed_at: ctx.clock.now(),
    start_on: startOn,
    end_on: term.value.endOn,
    payment_mode: input.paymentMode,
  }
  const moved = await move(ctx, row, {
    action: "contract",
    to: "contracted",
    set,
    zh: `签订合同 ${contractNo}`,
    en: `Contract ${contractNo}`,
    reference: contractNo,
  })
  const posted = await ctx.post([reserved.value])
  return posted.ok ? ok({ ...moved, contractNo, endOn: term.value.endOn }) : posted
}
