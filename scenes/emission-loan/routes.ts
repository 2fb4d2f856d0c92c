// Contract and handler side by side; no rule lives here.
import { ok } from "#kernel/refusal"
import type { RouteModule } from "#kernel/scene"
import * as contract from "./contract.ts"
import { findCase, yuan, capsOf } from "./flows/case.ts"
import { disburseCase } from "./flows/disbursing.ts"
import { registerCase, registry, releaseCase } from "./flows/registering.ts"
import { signContract } from "./flows/signing.ts"
import { reviewCase, submitApproval } from "./flows/deciding.ts"
import { closeEvent, reportEvent } from "./flows/events.ts"
import { applyCase, checkEnvironment, openCase, withdrawCase } from "./flows/intake.ts"
import { cureCase } from "./flows/margin.ts"
import { addCollateralLeg, addRightLeg, loseLeg, removeLeg } from "./flows/package.ts"
import { publishPrices } from "./flows/prices.ts"
import { addPermit, addRight, outletOf } from "./flows/rights.ts"
import { closeDisposal, declareDefault, firstCheck, repayCase, simulate, startDisposal } from "./flows/running.ts"
import { valueCase, valuePackage, viewOf } from "./flows/valuing.ts"
import { portalRoutes } from "./portal-routes.ts"
import { caseDetailOf } from "./queries/detail.ts"
import { casesBy, expiries, pipelineOf, pricesBy, summaries, todayOf } from "./queries/list.ts"
import { previewOf } from "./queries/preview.ts"
import { reportOf } from "./queries/reports.ts"
import { eventViews, marginCallViews, permitViews, rightViews } from "./queries/views.ts"

const read = "emission-loan.read"
const act = (name: string): string => `emission-loan.${name}`

const reads: RouteModule = ({ on }) => {
  on(contract.listCases, read, async (ctx, { query }) => {
    const { rows, next } = await casesBy(ctx, query)
    return ok({ items: await summaries(ctx, rows), next })
  })
  on(contract.pipeline, read, async (ctx, { query }) => ok(await pipelineOf(ctx, query.outlet)))
  on(contract.getCase, read, (ctx, { params }) => caseDetailOf(ctx, params.id))
  on(contract.partyEmission, read, async (ctx, { params }) => {
    const seen = await outletOf(ctx, params.partyId)
    if (!seen.ok) return seen
    return ok({
      permits: await permitViews(ctx, params.partyId, await todayOf(ctx)),
      rights: await rightViews(ctx, params.partyId),
    })
  })
  on(contract.previewValuation, read, (ctx, { body }) => previewOf(ctx, body))
  on(contract.caseValuationPreview, read, async (ctx, { params, query }) => {
    const found = await findCase(ctx, params.id)
    if (!found.ok) return found
    const value = await valuePackage(ctx, found.value, query.basis, query.on ?? (await todayOf(ctx)))
    return value.ok ? ok(viewOf(value.value, "系统试算", "preview", 12)) : value
  })
  on(contract.listEvents, read, async (ctx, { query }) => {
    const items = await eventViews(ctx, {
      ...query,
      ...(query.after ? { after: new Date(query.after) } : { after: undefined }),
      limit: query.limit + 1,
    })
    const page = items.slice(0, query.limit)
    return ok({ items: page, next: items.length > query.limit ? page.at(-1)!.openedAt : null })
  })
  on(contract.expiryCalendar, read, async (ctx, { query }) => ok({ items: await expiries(ctx, query.days) }))
  on(contract.simulateDisposal, read, async (ctx, { params, query }) => {
    const found = await findCase(ctx, params.id)
    if (!found.ok) return found
    const split = await simulate(ctx, found.value, { id: params.id, ...query }, query.on ?? (await todayOf(ctx)))
    if (!split.ok) return split
    const s = split.value
    return ok({
      costs: yuan(s.costsFen),
      priorClaims: yuan(s.priorClaimsFen),
      interest: yuan(s.interestFen),
      principal: yuan(s.principalFen),
      surplus: yuan(s.surplusFen),
      shortfall: yuan(s.shortfallFen),
    })
  })
  on(contract.listPrices, read, async (ctx, { query }) => ok({ items: await pricesBy(ctx, query) }))
  on(contract.report, read, async (ctx, { params, query }) =>
    ok({ ...(await reportOf(ctx, params.report, query)), asOf: ctx.clock.now().toISOString() }),
  )
}

const intake: RouteModule = ({ on }) => {
  on(contract.openCase, act("apply"), (ctx, { body }) => openCase(ctx, body))
  on(contract.applyCase, act("apply"), (ctx, { params, body }) => applyCase(ctx, { ...params, ...body }))
  on(contract.addPermit, act("apply"), (ctx, { body }) => addPermit(ctx, body))
  on(contract.addRight, act("apply"), (ctx, { body }) => addRight(ctx, body))
  on(contract.addRightLeg, act("apply"), (ctx, { params, body }) => addRightLeg(ctx, { ...params, ...body }))
  on(contract.addCollateralLeg, act("apply"), (ctx, { params, body }) => addCollateralLeg(ctx, { ...params, ...body }))
  on(contract.removeLeg, act("apply"), (ctx, { params }) => removeLeg(ctx, params))
  on(contract.checkEnvironment, act("apply"), (ctx, { params, body }) => checkEnvironment(ctx, { ...params, ...body }))
  on(contract.valueCase, act("collateral"), (ctx, { params, body }) => valueCase(ctx, { ...params, ...body }))
  on(contract.reviewCase, act("review"), (ctx, { params, body }) => reviewCase(ctx, { ...params, ...body }))
  on(contract.submitApproval, act("review"), (ctx, { params }) => submitApproval(ctx, params))
  on(contract.withdrawCase, act("apply"), (ctx, { params, body }) => withdrawCase(ctx, { ...params, ...body }))
}

const running: RouteModule = ({ on }) => {
  on(contract.signContract, act("apply"), (ctx, { params, body }) => signContract(ctx, { ...params, ...body }))
  on(contract.registerCase, act("collateral"), (ctx, { params }) => registerCase(ctx, params))
  on(contract.recordRegistration, act("collateral"), (ctx, { params, body }) =>
    registry.record(ctx, { ...params, ...body }),
  )
  on(contract.disburseCase, act("disburse"), (ctx, { params, body }) => disburseCase(ctx, { ...params, ...body }))
  on(contract.firstCheck, act("apply"), (ctx, { params, body }) => firstCheck(ctx, { ...params, ...body }))
  on(contract.reportEvent, act("monitor"), (ctx, { params, body }) => reportEvent(ctx, { ...params, ...body }))
  on(contract.closeEvent, act("monitor"), (ctx, { params, body }) => closeEvent(ctx, { ...params, ...body }))
  on(contract.loseLeg, act("monitor"), (ctx, { params, body }) => loseLeg(ctx, { ...params, ...body }))
  on(contract.cureByCollateral, act("apply"), async (ctx, { params, body }) => {
    const done = await cureCase(ctx, { ...params, ...body })
    if (!done.ok) return done
    const calls = await marginCallViews(ctx, params.id, await capsOf(ctx, await todayOf(ctx)))
    return ok({ ...done.value, marginCall: calls.find((call) => call.closedOn === null) ?? null })
  })
  on(contract.repay, act("repay"), (ctx, { params, body }) => repayCase(ctx, { ...params, ...body }))
  on(contract.declareDefault, act("dispose"), (ctx, { params, body }) => declareDefault(ctx, { ...params, ...body }))
  on(contract.startDisposal, act("dispose"), (ctx, { params, body }) => startDisposal(ctx, { ...params, ...body }))
  on(contract.closeDisposal, act("dispose"), (ctx, { params, body }) => closeDisposal(ctx, { ...params, ...body }))
  on(contract.releaseCase, act("collateral"), (ctx, { params }) => releaseCase(ctx, params))
  on(contract.publishPrices, act("price"), (ctx, { body }) => publishPrices(ctx, body))
}

export const routes: RouteModule = (all) => {
  reads(all)
  intake(all)
  running(all)
  portalRoutes(all)
}
