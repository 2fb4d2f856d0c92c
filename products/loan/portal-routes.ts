// What a firm may see and do of its own notes. Another firm's note is not there.
import type { Ctx } from "#kernel/flow"
import { ok } from "#kernel/refusal"
import type { RouteModule } from "#kernel/scene"
import { payoffView, todayOf, whatIfView } from "./ahead-views.ts"
import { eventsOf } from "./events.ts"
import { findLoan } from "./note.ts"
import * as contract from "./portal-contract.ts"
import { repaid, repayByFirm } from "./servicing-routes.ts"
import { loansOf, loanView } from "./view.ts"

const own = "loan.own"
/** Money that moved; what the bank reckons and judges stays inside. */
const shown = new Set(["payout", "settlement", "collection", "prepayment", "payoff", "fee", "renewal", "renewed"])

export const portalRoutes: RouteModule = ({ on }) => {
  on(contract.ownLoans, own, async (ctx) => {
    const found = await loansOf(ctx, ctx.actor.partyId ?? "", await todayOf(ctx))
    return found.ok ? ok({ items: found.value }) : found
  })
  on(contract.ownLoan, own, (ctx, { params }) => ownLoan(ctx, params.loanNo))
  on(contract.ownPayoff, own, (ctx, { params, query }) => payoffView(ctx, params.loanNo, query.on))
  on(contract.ownWhatIf, own, (ctx, { params, body }) => whatIfView(ctx, params.loanNo, body))
  on(contract.ownRepay, own, async (ctx, { params, body }) => repaid(await repayByFirm(ctx, { ...params, ...body })))
}

export async function ownLoan(ctx: Ctx, loanNo: string) {
  const view = await loanView(ctx, loanNo, await todayOf(ctx))
  if (!view.ok) return view
  const found = await findLoan(ctx, loanNo)
  if (!found.ok) return found
  const events = await eventsOf(ctx, found.value.id)
  return ok({
    ...view.value,
    contractNo: found.value.contract_no,
    purpose: found.value.purpose,
    receipts: events
      .filter((one) => shown.has(one.kind) && !one.reversed)
      .map(({ receiptNo, title, day, amount, explanation }) => ({ receiptNo, title, day, amount, explanation })),
  })
}
