// The firm's own side. Every handler looks only at cases and notes of the firm that the sign-in stands for.
import { portalPhone, sendSmsCode, useSmsCode } from "#kernel/access"
import { ok } from "#kernel/refusal"
import type { RouteModule } from "#kernel/scene"
import { findCase } from "./flows/case.ts"
import { signByFirm } from "./flows/carrying-out.ts"
import { askByFirm } from "./flows/opening.ts"
import * as contract from "./portal-contract.ts"
import { casesBy } from "./queries/list.ts"
import { portalCaseOf, portalLoansOf } from "./queries/portal.ts"
import { refuse } from "./refusals.ts"

const own = "relief.own"
const signPurpose = (caseId: string): string => `relief-sign:${caseId}`

export const portalRoutes: RouteModule = ({ on }) => {
  on(contract.portalReliefLoans, own, async (ctx) => ok({ items: await portalLoansOf(ctx) }))
  on(contract.portalReliefCases, own, async (ctx) => {
    const { rows } = await casesBy(ctx, { limit: 200 })
    const items = []
    for (const row of rows) {
      const one = await portalCaseOf(ctx, row.id)
      if (one.ok) items.push(one.value)
    }
    return ok({ items })
  })
  on(contract.portalReliefCase, own, (ctx, { params }) => portalCaseOf(ctx, params.id))
  on(contract.portalAskRelief, own, (ctx, { body }) => askByFirm(ctx, body))
  on(contract.portalReliefSignCode, own, async (ctx, { params }) => {
    const found = await findCase(ctx, params.id)
    if (!found.ok) return found
    const phone = await portalPhone(ctx, ctx.actor.id)
    if (!phone) return refuse["E-CODE"]()
    const sent = await sendSmsCode(ctx, { phone, purpose: signPurpose(params.id) }, ctx.clock.now())
    return sent.ok ? ok({ sentTo: `${phone.slice(0, 3)}****${phone.slice(-4)}` }) : sent
  })
  on(contract.portalReliefSign, own, async (ctx, { params, body }) => {
    const found = await findCase(ctx, params.id)
    if (!found.ok) return found
    const phone = await portalPhone(ctx, ctx.actor.id)
    const used = phone
      ? await useSmsCode(ctx, { phone, purpose: signPurpose(params.id), code: body.code }, ctx.clock.now())
      : null
    if (!used?.ok || used.value.userId !== ctx.actor.id) return refuse["E-CODE"]({}, "code")
    const signed = await signByFirm(ctx, params)
    return signed.ok ? ok({ id: params.id, contractNo: signed.value.contractNo }) : signed
  })
}
