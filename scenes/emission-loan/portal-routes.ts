// The firm's own side. Every handler looks only at cases of the firm that the sign-in stands for.
import { portalPhone, sendSmsCode, useSmsCode } from "#kernel/access"
import { flow } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { RouteModule } from "#kernel/scene"
import { findCase } from "./flows/case.ts"
import { signByFirm } from "./flows/signing.ts"
import { fileApplication, insertCase } from "./flows/intake.ts"
import { joinRight } from "./flows/package.ts"
import { repayCase } from "./flows/running.ts"
import * as contract from "./portal-contract.ts"
import { portalCaseOf } from "./queries/detail.ts"
import { casesBy } from "./queries/list.ts"
import { payoffOf } from "./queries/payoff.ts"
import { rightViews } from "./queries/views.ts"
import { quantityText, pollutants, type Pollutant } from "./rules.ts"
import { refuse } from "./refusals.ts"

const own = "emission-loan.portal"
const signPurpose = (caseId: string): string => `emission-sign:${caseId}`

type Applied = Parameters<typeof fileApplication>[1] extends infer A
  ? Omit<A & { packageType: "SINGLE" | "DOUBLE"; rightIds: string[] }, "id" | "need" | "consentLetter">
  : never

const apply = flow(
  { name: "emission-loan.portal-apply", permission: own },
  async (ctx, input: Applied): Promise<Outcome<{ id: string; caseNo: string }>> => {
    const party = await ctx.db
      .selectFrom("party")
      .select(["id", "outlet"])
      .where("id", "=", ctx.actor.partyId ?? "")
      .executeTakeFirst()
    if (!party) return refuse["E-NOT-FOUND"]({ id: "-", what: "企业" })
    const made = await insertCase(
      ctx,
      { partyId: party.id, packageType: input.packageType, note: "企业网上申请" },
      party.outlet,
    )
    for (const rightId of input.rightIds) {
      const right = await ctx.db
        .selectFrom("emission_right")
        .selectAll()
        .where("id", "=", rightId)
        .where("party_id", "=", party.id)
        .executeTakeFirst()
      if (!right) return refuse["E-NOT-FOUND"]({ id: rightId, what: "排污权" }, "rightIds")
      const quantity = quantityText(right.grams, pollutants[right.pollutant as Pollutant].unit)
      const joined = await joinRight(ctx, { id: made.id, rightId, quantity, priorClaims: "0" })
      if (!joined.ok) return joined
    }
    const filed = await fileApplication(ctx, { ...input, id: made.id, need: null, consentLetter: false })
    return filed.ok ? ok(made) : filed
  },
)

export const portalRoutes: RouteModule = ({ on }) => {
  on(contract.portalCases, own, async (ctx) => {
    const { rows } = await casesBy(ctx, { limit: 200 })
    const items = []
    for (const row of rows) {
      const one = await portalCaseOf(ctx, row.id)
      if (one.ok) items.push(one.value)
    }
    return ok({ items })
  })
  on(contract.portalGetCase, own, (ctx, { params }) => portalCaseOf(ctx, params.id))
  on(contract.portalRights, own, async (ctx) => ok({ items: await rightViews(ctx, ctx.actor.partyId ?? "") }))
  on(contract.portalApply, own, (ctx, { body }) => apply(ctx, body))
  on(contract.portalSignCode, own, async (ctx, { params }) => {
    const found = await findCase(ctx, params.id)
    if (!found.ok) return found
    const phone = await portalPhone(ctx, ctx.actor.id)
    if (!phone) return refuse["E-CODE"]()
    const sent = await sendSmsCode(ctx, { phone, purpose: signPurpose(params.id) }, ctx.clock.now())
    return sent.ok ? ok({ sentTo: `${phone.slice(0, 3)}****${phone.slice(-4)}` }) : sent
  })
  on(contract.portalSign, own, async (ctx, { params, body }) => {
    const found = await findCase(ctx, params.id)
    if (!found.ok) return found
    const phone = await portalPhone(ctx, ctx.actor.id)
    const used = phone
      ? await useSmsCode(ctx, { phone, purpose: signPurpose(params.id), code: body.code }, ctx.clock.now())
      : null
    return used?.ok && used.value.userId === ctx.actor.id ? signByFirm(ctx, params) : refuse["E-CODE"]({}, "code")
  })
  on(contract.portalPayoff, own, (ctx, { params }) => payoffOf(ctx, params.id))
  on(contract.portalRepay, own, async (ctx, { params, body }) => {
    const done = await repayCase(ctx, { ...params, ...body })
    return done.ok
      ? ok({ id: params.id, receiptNo: done.value.receiptNo, paid: done.value.paid, owed: done.value.owed })
      : done
  })
}
