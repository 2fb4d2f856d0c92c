// Contract and handler side by side; no rule lives here.
import { sheetMediaType } from "#kernel/excel"
import { ok } from "#kernel/refusal"
import type { RouteModule } from "#kernel/scene"
import * as contract from "./contract.ts"
import { judgeCure, recordExemption, signCase, takeEffect } from "./flows/carrying-out.ts"
import { assessCase, giveBack, submitCase, tryMeasure } from "./flows/deciding.ts"
import { saveCash, saveConsents, saveFindings } from "./flows/evidence.ts"
import { closeCase, openCase, recordContact, takeApplication } from "./flows/opening.ts"
import { portalRoutes } from "./portal-routes.ts"
import { caseDetailOf } from "./queries/detail.ts"
import { calendarOf, casesBy, summaries, worklistOf } from "./queries/list.ts"
import { reportOf, sheetOf } from "./queries/reports.ts"

const read = "relief.read"
const act = (name: string): string => `relief.${name}`

const reads: RouteModule = ({ on, download }) => {
  on(contract.listCases, read, async (ctx, { query }) => {
    const { rows, next } = await casesBy(ctx, query)
    return ok({ items: await summaries(ctx, rows), next })
  })
  on(contract.worklist, read, async (ctx, { query }) => ok(await worklistOf(ctx, query.outlet)))
  on(contract.calendar, read, async (ctx, { query }) => ok(await calendarOf(ctx, query.outlet)))
  on(contract.getCase, read, (ctx, { params }) => caseDetailOf(ctx, params.id))
  on(contract.report, read, async (ctx, { params, query }) =>
    ok({ ...(await reportOf(ctx, params.report, query.outlet)), asOf: ctx.clock.now().toISOString() }),
  )
  download(contract.reportSheet, read, async (ctx, { params, query }) => {
    const { name, content } = await sheetOf(ctx, params.report, query.outlet)
    return ok({ name, mediaType: sheetMediaType, content })
  })
}

const steps: RouteModule = ({ on }) => {
  on(contract.openCase, act("handle"), (ctx, { body }) => openCase(ctx, body))
  on(contract.recordContact, act("handle"), (ctx, { params, body }) => recordContact(ctx, { ...params, ...body }))
  on(contract.takeApplication, act("handle"), (ctx, { params, body }) => takeApplication(ctx, { ...params, ...body }))
  on(contract.saveFindings, act("handle"), (ctx, { params, body }) => saveFindings(ctx, { ...params, ...body }))
  on(contract.saveCash, act("handle"), (ctx, { params, body }) => saveCash(ctx, { ...params, ...body }))
  on(contract.saveConsents, act("handle"), (ctx, { params, body }) => saveConsents(ctx, { ...params, ...body }))
  on(contract.tryMeasure, act("handle"), (ctx, { params, body }) => tryMeasure(ctx, { ...params, ...body }))
  on(contract.assessCase, act("handle"), (ctx, { params, body }) => assessCase(ctx, { ...params, ...body }))
  on(contract.submitCase, act("review"), (ctx, { params, body }) => submitCase(ctx, { ...params, ...body }))
  on(contract.giveBack, act("review"), (ctx, { params, body }) => giveBack(ctx, { ...params, ...body }))
  on(contract.signCase, act("handle"), (ctx, { params }) => signCase(ctx, params))
  on(contract.takeEffect, act("effect"), (ctx, { params }) => takeEffect(ctx, params))
  on(contract.judgeCure, act("classify"), (ctx, { params, body }) => judgeCure(ctx, { ...params, ...body }))
  on(contract.recordExemption, act("classify"), (ctx, { params, body }) => recordExemption(ctx, { ...params, ...body }))
  on(contract.closeCase, act("handle"), (ctx, { params, body }) => closeCase(ctx, { ...params, ...body }))
}

export const routes: RouteModule = (all) => {
  reads(all)
  steps(all)
  portalRoutes(all)
}
