// Contract and handler side by side; no rule lives here.
import { sheetMediaType } from "#kernel/excel"
import { ok } from "#kernel/refusal"
import type { RouteModule } from "#kernel/scene"
import * as contract from "./contract.ts"
import { familyRoutes } from "./family/routes.ts"
import { closeAlert } from "./flows/alerting.ts"
import { blacklist, liftBlacklist } from "./flows/blacklist.ts"
import { settleLesson } from "./flows/confirming.ts"
import { payAtCounter } from "./flows/counter.ts"
import { decideCourse, fileCourse } from "./flows/courses.ts"
import { askDepositBack, payRiskDeposit } from "./flows/deposits.ts"
import { proposeFreeze, proposeLift } from "./flows/freezing.ts"
import { answerComplaint } from "./flows/feedback.ts"
import { changeInstitution, changePolicyOf, registerInstitution } from "./flows/institutions.ts"
import { matchReceipt, recordReceipt, returnReceipt } from "./flows/receipts.ts"
import { explainDifference, reconcileNow } from "./flows/reconciling.ts"
import { answerRefund, arbitrate } from "./flows/refunding.ts"
import { askRelease } from "./flows/releasing.ts"
import { askClaimsPaid, recordBounce, startRunoff } from "./flows/running-off.ts"
import { handOver, markLesson } from "./flows/teaching.ts"
import { rollColumns } from "./imports.ts"
import { blacklistBy } from "./queries/blacklist.ts"
import { consoleNow, forecastOf, simulation } from "./queries/board.ts"
import { courseDetail, coursesBy } from "./queries/courses.ts"
import { institutionDetail, ownStart, whatIf } from "./queries/detail.ts"
import { complaintsBy } from "./queries/feedback.ts"
import { institutionsBy, ordersBy, refundsBy } from "./queries/lists.ts"
import { alertsBy, batchesBy, batchLines, freezesBy, policiesNow, reconBy } from "./queries/money.ts"
import { monthBook, monthOf } from "./queries/month.ts"
import { rollOf } from "./queries/offline.ts"
import { orderDetailOf, proofOf } from "./queries/order.ts"
import { replayOf } from "./queries/replay.ts"
import { refuse } from "./refusals.ts"
import { courseFor, institutionFor, orderFor, ownInstitution } from "./store.ts"
import { fenOf } from "./words.ts"

// Institutions read the same lists, cut down to what is theirs by the queries.
const read = "training-fund.read"

const reads: RouteModule = ({ on }) => {
  on(contract.listInstitutions, read, async (ctx, { query }) => ok(await institutionsBy(ctx, query)))
  on(contract.getInstitution, read, async (ctx, { params }) => {
    const found = await institutionFor(ctx, params.id)
    return found.ok ? ok(await institutionDetail(ctx, found.value)) : found
  })
  on(contract.whatIfEndpoint, read, async (ctx, { params }) => {
    const found = await institutionFor(ctx, params.id)
    return found.ok ? ok(await whatIf(ctx, found.value)) : found
  })
  on(contract.listCourses, read, async (ctx, { query }) => ok(await coursesBy(ctx, query)))
  on(contract.getCourse, read, async (ctx, { params }) => {
    const found = await courseFor(ctx, params.id)
    return found.ok ? ok(await courseDetail(ctx, params.id)) : found
  })
  on(contract.listOrders, read, async (ctx, { query }) => ok(await ordersBy(ctx, query)))
  on(contract.getOrder, read, async (ctx, { params }) => {
    const seen = await orderFor(ctx, params.id)
    return seen.ok ? ok(await orderDetailOf(ctx, seen.value)) : seen
  })
  on(contract.getProof, read, async (ctx, { params }) => {
    const seen = await orderFor(ctx, params.id)
    if (!seen.ok) return seen
    const proof = await proofOf(ctx, seen.value)
    return proof ? ok(proof) : refuse["E-NOT-FOUND"]({ what: "存管", whatEn: "holding", id: params.id })
  })
  on(contract.getReplay, read, async (ctx, { params }) => {
    const seen = await orderFor(ctx, params.id)
    return seen.ok ? ok(await replayOf(ctx, seen.value)) : seen
  })
  on(contract.listRefunds, read, async (ctx, { query }) => ok(await refundsBy(ctx, query)))
  on(contract.listBatches, read, async (ctx, { query }) => ok(await batchesBy(ctx, query)))
  on(contract.getBatch, read, async (ctx, { params }) => {
    const { items } = await batchesBy(ctx, { id: params.id, limit: 1 })
    const [batch] = items
    if (!batch) return refuse["E-NOT-FOUND"]({ what: "批次", whatEn: "batch", id: params.id })
    return ok({ ...batch, rows: await batchLines(ctx, params.id) })
  })
}

const watch: RouteModule = ({ on, download }) => {
  on(contract.listFreezes, read, async (ctx, { query }) => ok(await freezesBy(ctx, query)))
  on(contract.listAlerts, read, async (ctx, { query }) => ok(await alertsBy(ctx, query)))
  on(contract.listRecon, read, async (ctx, { query }) => ok(await reconBy(ctx, query)))
  on(contract.listPolicies, read, async (ctx) => ok(await policiesNow(ctx)))
  on(contract.simulateEndpoint, "training-fund.simulate", (ctx, { query }) => simulation(ctx, query))
  on(contract.consoleEndpoint, read, async (ctx) => ok(await consoleNow(ctx)))
  on(contract.listBlacklist, read, async (ctx, { query }) => ok(await blacklistBy(ctx, query)))
  on(contract.listComplaints, read, async (ctx, { query }) => ok(await complaintsBy(ctx, query)))
  on(contract.answerComplaintEndpoint, "training-fund.complaints", (ctx, { params, body }) =>
    answerComplaint(ctx, { ...params, ...body }),
  )
  on(contract.monthReport, read, async (ctx, { query }) => ok(await monthOf(ctx, query)))
  download(contract.monthSheet, read, async (ctx, { query }) =>
    ok({ ...(await monthBook(ctx, query)), mediaType: sheetMediaType }),
  )
  on(contract.forecast, "training-fund.institution", (ctx) => forecastOf(ctx))
  on(contract.ownInstitutionEndpoint, "training-fund.institution", async (ctx) => {
    const own = await ownInstitution(ctx)
    return own.ok ? ok(await ownStart(ctx, own.value)) : own
  })
}

const supervise: RouteModule = ({ on }) => {
  on(contract.registerEndpoint, "training-fund.register", (ctx, { body }) => registerInstitution(ctx, body))
  on(contract.changeStateEndpoint, "training-fund.supervise", (ctx, { params, body }) =>
    changeInstitution(ctx, { ...params, ...body }),
  )
  on(contract.blacklistEndpoint, "training-fund.authority", (ctx, { body }) => blacklist(ctx, body))
  on(contract.liftBlacklistEndpoint, "training-fund.authority", (ctx, { params, body }) =>
    liftBlacklist(ctx, { ...params, ...body }),
  )
  on(contract.changePolicyEndpoint, "training-fund.register", (ctx, { params, body }) =>
    changePolicyOf(ctx, { ...params, ...body }),
  )
  on(contract.startRunoffEndpoint, "training-fund.authority", (ctx, { params, body }) =>
    startRunoff(ctx, { institutionId: params.id, ...body }),
  )
  on(contract.payClaimsEndpoint, "training-fund.runoff-pay", (ctx, { params }) =>
    askClaimsPaid(ctx, { institutionId: params.id }),
  )
  on(contract.bounceEndpoint, "training-fund.runoff-pay", (ctx, { params, body }) =>
    recordBounce(ctx, { claimId: params.id, ...body }),
  )
  on(contract.decideCourseEndpoint, "training-fund.authority", (ctx, { params, body }) =>
    decideCourse(ctx, { ...params, ...body }),
  )
  on(contract.settleEndpoint, "training-fund.settle", (ctx, { params, body }) =>
    settleLesson(ctx, { ...params, ...body }),
  )
  on(contract.arbitrateEndpoint, "training-fund.authority", (ctx, { params, body }) =>
    arbitrate(ctx, { ...params, ...body }),
  )
  on(contract.freezeEndpoint, "training-fund.freeze", (ctx, { body }) => proposeFreeze(ctx, body))
  on(contract.liftEndpoint, "training-fund.freeze", (ctx, { params, body }) => proposeLift(ctx, { ...params, ...body }))
  on(contract.closeAlertEndpoint, "training-fund.alerts", (ctx, { params, body }) =>
    closeAlert(ctx, { ...params, ...body }),
  )
}

const money: RouteModule = ({ on }) => {
  on(contract.receiptEndpoint, "training-fund.receive", (ctx, { params, body: { amount, ...rest } }) =>
    recordReceipt(ctx, { institutionId: params.id, amountFen: fenOf(amount), ...rest }),
  )
  on(contract.returnReceiptEndpoint, "training-fund.receive", (ctx, { params, body }) =>
    returnReceipt(ctx, { institutionId: params.id, amountFen: fenOf(body.amount), memo: body.memo }),
  )
  on(contract.depositEndpoint, "training-fund.deposit", (ctx, { params, body }) =>
    payRiskDeposit(ctx, { institutionId: params.id, amountFen: fenOf(body.amount) }),
  )
  on(contract.depositBackEndpoint, "training-fund.deposit", (ctx, { params, body }) =>
    askDepositBack(ctx, { institutionId: params.id, amountFen: fenOf(body.amount), reason: body.reason }),
  )
  on(contract.releaseEndpoint, "training-fund.release", (ctx, { params }) =>
    askRelease(ctx, { institutionId: params.id }),
  )
  on(contract.payCounterEndpoint, "training-fund.receive", (ctx, { params }) =>
    payAtCounter(ctx, { orderId: params.id }),
  )
  on(contract.matchEndpoint, "training-fund.receive", (ctx, { params }) => matchReceipt(ctx, { orderId: params.id }))
  on(contract.runReconEndpoint, "custody.recon", async (ctx, { params }) => {
    const run = await reconcileNow(ctx, { institutionId: params.id })
    return run.ok ? ok((await reconBy(ctx, { id: run.value.id, limit: 1 })).items[0]!) : run
  })
  on(contract.explainEndpoint, "custody.recon", (ctx, { params, body }) =>
    explainDifference(ctx, { ...params, ...body }),
  )
}

const institution: RouteModule = ({ on, download }) => {
  download(contract.rollSheet, "training-fund.teach", async (ctx, { params }) => {
    const found = await courseFor(ctx, params.id)
    if (!found.ok) return found
    return ok({ ...(await rollOf(ctx, found.value.course, rollColumns)), mediaType: sheetMediaType })
  })
  on(contract.fileCourseEndpoint, "training-fund.teach", (ctx, { body }) => {
    const { tuition, materials, listPerLesson, ...rest } = body
    const fen = { tuitionFen: fenOf(tuition), materialsFen: fenOf(materials), listPerLessonFen: fenOf(listPerLesson) }
    return fileCourse(ctx, { ...rest, ...fen })
  })
  on(contract.markEndpoint, "training-fund.teach", (ctx, { params, body }) =>
    markLesson(ctx, { lessonId: params.id, source: "sign_in", ...body }),
  )
  on(contract.handOverEndpoint, "training-fund.teach", (ctx, { params }) => handOver(ctx, { orderId: params.id }))
  on(contract.answerEndpoint, "training-fund.answer", (ctx, { params, body }) =>
    answerRefund(ctx, { ...params, ...body }),
  )
}

export const routes: RouteModule = (all) => {
  for (const part of [reads, watch, supervise, money, institution, familyRoutes]) part(all)
}
