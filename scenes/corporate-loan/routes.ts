// Contract and handler side by side; no rule lives here.
import { sheetMediaType } from "#kernel/excel"
import { ok } from "#kernel/refusal"
import type { RouteModule } from "#kernel/scene"
import * as contract from "./contract.ts"
import { findCase } from "./flows/case.ts"
import { doCollection, proveDelivery } from "./flows/collecting.ts"
import { meetCondition } from "./flows/conditions.ts"
import { changeTerms, returnCase, reviewCase, submitApproval } from "./flows/deciding.ts"
import { addVisit, answerChecks, colleaguesOf, submitDd } from "./flows/diligence.ts"
import { checkDraw, requestDraw, tryDrawOf } from "./flows/drawing.ts"
import { acceptCase, editCase, startDd, withdrawCase } from "./flows/intake.ts"
import { addLeg, removeLeg, revalueLeg } from "./flows/package.ts"
import { handOver, repayCase, useCheck } from "./flows/running.ts"
import { endLine, makeAvailable, registry, releaseCase, secureCase } from "./flows/securing.ts"
import { signCase } from "./flows/signing.ts"
import { previewNeedOf, recordProgress, saveCover, saveNeed, saveProject } from "./flows/sizing.ts"
import { proposeWriteOff } from "./flows/writing-off.ts"
import { addStatement } from "./flows/statements.ts"
import { finishTask } from "./flows/tasks.ts"
import { closeWarning, planWarning, raiseWarning } from "./flows/warning-acts.ts"
import { caseDetailOf } from "./queries/detail.ts"
import { casesBy, pipelineOf, summaries, todayOf } from "./queries/list.ts"
import { reportOf, sheetOf } from "./queries/reports.ts"
import { collectionViews, pageBy, taskViews, warningViews } from "./queries/work.ts"

const read = "corporate-loan.read"
const act = (name: string): string => `corporate-loan.${name}`

const reads: RouteModule = ({ on, download }) => {
  on(contract.listCases, read, async (ctx, { query }) => {
    const { rows, next } = await casesBy(ctx, query)
    return ok({ items: await summaries(ctx, rows), next })
  })
  on(contract.pipeline, read, async (ctx, { query }) => ok(await pipelineOf(ctx, query)))
  on(contract.getCase, read, (ctx, { params }) => caseDetailOf(ctx, params.id))
  on(contract.colleagues, act("apply"), async (ctx, { query }) => ok({ items: await colleaguesOf(ctx, query.outlet) }))
  on(contract.previewNeed, act("apply"), (ctx, { params, body }) => previewNeedOf(ctx, { ...params, ...body }))
  on(contract.tryDraw, read, async (ctx, { params, body }) => {
    const found = await findCase(ctx, params.id)
    return found.ok ? ok(await tryDrawOf(ctx, found.value, body, await todayOf(ctx))) : found
  })
  on(contract.listTasks, read, async (ctx, { query }) =>
    ok(pageBy(await taskViews(ctx, { ...query, limit: query.limit + 1 }), query.limit, (one) => one.dueOn)),
  )
  on(contract.listWarnings, read, async (ctx, { query }) =>
    ok(pageBy(await warningViews(ctx, { ...query, limit: query.limit + 1 }), query.limit, (one) => one.openedOn)),
  )
  on(contract.listCollections, read, async (ctx, { query }) =>
    ok(pageBy(await collectionViews(ctx, { ...query, limit: query.limit + 1 }), query.limit, (one) => one.dueOn)),
  )
  on(contract.report, read, async (ctx, { params, query }) =>
    ok({ ...(await reportOf(ctx, params.report, query)), asOf: ctx.clock.now().toISOString() }),
  )
  download(contract.reportSheet, read, async (ctx, { params, query }) => {
    const { name, content } = await sheetOf(ctx, params.report, query)
    return ok({ name, mediaType: sheetMediaType, content })
  })
}

const before: RouteModule = ({ on }) => {
  on(contract.acceptCase, act("apply"), (ctx, { body }) => acceptCase(ctx, body))
  on(contract.editCase, act("apply"), (ctx, { params, body }) => editCase(ctx, { ...params, ...body }))
  on(contract.addStatement, act("apply"), (ctx, { params, body }) => addStatement(ctx, { ...params, ...body }))
  on(contract.saveNeed, act("apply"), (ctx, { params, body }) => saveNeed(ctx, { ...params, ...body }))
  on(contract.saveProject, act("apply"), (ctx, { params, body }) => saveProject(ctx, { ...params, ...body }))
  on(contract.recordProgress, act("apply"), (ctx, { params, body }) => recordProgress(ctx, { ...params, ...body }))
  on(contract.saveCover, act("apply"), (ctx, { params, body }) => saveCover(ctx, { ...params, ...body }))
  on(contract.startDd, act("apply"), (ctx, { params }) => startDd(ctx, params))
  on(contract.addVisit, act("apply"), (ctx, { params, body }) => addVisit(ctx, { ...params, ...body }))
  on(contract.answerChecks, act("apply"), (ctx, { params, body }) => answerChecks(ctx, { ...params, ...body }))
  on(contract.addLeg, act("apply"), (ctx, { params, body }) => addLeg(ctx, { ...params, ...body }))
  on(contract.removeLeg, act("apply"), (ctx, { params }) => removeLeg(ctx, params))
  on(contract.revalueLeg, act("collateral"), (ctx, { params, body }) => revalueLeg(ctx, { ...params, ...body }))
  on(contract.submitDd, act("apply"), (ctx, { params, body }) => submitDd(ctx, { ...params, ...body }))
  on(contract.reviewCase, act("review"), (ctx, { params, body }) => reviewCase(ctx, { ...params, ...body }))
  on(contract.returnCase, act("review"), (ctx, { params, body }) => returnCase(ctx, { ...params, ...body }))
  on(contract.submitApproval, act("review"), (ctx, { params }) => submitApproval(ctx, params))
  on(contract.meetCondition, act("apply"), (ctx, { params, body }) => meetCondition(ctx, { ...params, ...body }))
  on(contract.changeTerms, act("apply"), (ctx, { params, body }) => changeTerms(ctx, { ...params, ...body }))
  on(contract.withdrawCase, act("apply"), (ctx, { params, body }) => withdrawCase(ctx, { ...params, ...body }))
}

const after: RouteModule = ({ on }) => {
  on(contract.signCase, act("apply"), (ctx, { params, body }) => signCase(ctx, { ...params, ...body }))
  on(contract.secureCase, act("collateral"), (ctx, { params }) => secureCase(ctx, params))
  on(contract.recordRegistration, act("collateral"), (ctx, { params, body }) =>
    registry.record(ctx, { ...params, ...body }),
  )
  on(contract.makeAvailable, act("disburse"), (ctx, { params }) => makeAvailable(ctx, params))
  on(contract.requestDraw, act("apply"), (ctx, { params, body }) => requestDraw(ctx, { ...params, ...body }))
  on(contract.checkDraw, act("disburse"), (ctx, { params, body }) => checkDraw(ctx, { ...params, ...body }))
  on(contract.useCheck, act("apply"), (ctx, { params, body }) => useCheck(ctx, { ...params, ...body }))
  on(contract.finishTask, act("monitor"), (ctx, { params, body }) => finishTask(ctx, { ...params, ...body }))
  on(contract.warn, act("monitor"), (ctx, { params, body }) => raiseWarning(ctx, { ...params, ...body }))
  on(contract.planWarning, act("monitor"), (ctx, { params, body }) => planWarning(ctx, { ...params, ...body }))
  on(contract.closeWarning, act("watch"), (ctx, { params, body }) => closeWarning(ctx, { ...params, ...body }))
  on(contract.doCollection, act("collect"), (ctx, { params, body }) => doCollection(ctx, { ...params, ...body }))
  on(contract.proveDelivery, act("collect"), (ctx, { params, body }) => proveDelivery(ctx, { ...params, ...body }))
  on(contract.handOver, act("apply"), (ctx, { params, body }) => handOver(ctx, { ...params, ...body }))
  on(contract.proposeWriteOff, act("preserve"), (ctx, { params, body }) => proposeWriteOff(ctx, { ...params, ...body }))
  on(contract.repay, act("repay"), (ctx, { params, body }) => repayCase(ctx, { ...params, ...body }))
  on(contract.endLine, act("disburse"), (ctx, { params, body }) => endLine(ctx, { ...params, ...body }))
  on(contract.releaseCase, act("collateral"), (ctx, { params }) => releaseCase(ctx, params))
}

export const routes: RouteModule = (all) => {
  reads(all)
  before(all)
  after(all)
}
