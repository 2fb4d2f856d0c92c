// The family's addresses: contract and handler side by side; no rule lives here.
import { ok } from "#kernel/refusal"
import type { RouteModule } from "#kernel/scene"
import { confirmLesson, disputeLesson } from "../flows/confirming.ts"
import { complain, rate, settleComplaint } from "../flows/feedback.ts"
import { askRefund, withdrawRefund } from "../flows/refunding.ts"
import { confirmOwnClaim } from "../flows/running-off.ts"
import { payOrder, signOrder } from "../flows/signing.ts"
import * as contract from "./contract.ts"
import { courseOpen, coursesOpen, ownClaims, ownOrder, ownOrders, ownProof, ownQuote, questionsOf } from "./queries.ts"

const family = "training-fund.family"

export const familyRoutes: RouteModule = ({ on }) => {
  on(contract.openCourses, family, (ctx, { query }) => coursesOpen(ctx, query.q))
  on(contract.courseToSign, family, (ctx, { params }) => courseOpen(ctx, params.id))
  on(contract.signEndpoint, family, (ctx, { body }) => signOrder(ctx, body))
  on(contract.payEndpoint, family, (ctx, { params, body }) => payOrder(ctx, { id: params.id, channel: body.channel }))
  on(contract.myOrders, family, (ctx) => ownOrders(ctx))
  on(contract.myOrder, family, (ctx, { params }) => ownOrder(ctx, params.id))
  on(contract.myProof, family, (ctx, { params }) => ownProof(ctx, params.id))
  on(contract.questions, family, async (ctx) => ok(await questionsOf(ctx)))
  on(contract.confirmEndpoint, family, (ctx, { params }) => confirmLesson(ctx, { id: params.id }))
  on(contract.disputeEndpoint, family, (ctx, { params, body }) =>
    disputeLesson(ctx, { id: params.id, reason: body.reason }),
  )
  on(contract.refundQuote, family, (ctx, { params, query }) => ownQuote(ctx, params.id, query.atFault === "yes"))
  on(contract.askRefundEndpoint, family, (ctx, { params, body }) => askRefund(ctx, { orderId: params.id, ...body }))
  on(contract.complainEndpoint, family, (ctx, { params, body }) => complain(ctx, { orderId: params.id, ...body }))
  on(contract.settleComplaintEndpoint, family, (ctx, { params, body }) => settleComplaint(ctx, { ...params, ...body }))
  on(contract.rateEndpoint, family, (ctx, { params, body }) => rate(ctx, { orderId: params.id, ...body }))
  on(contract.myClaims, family, async (ctx) => ok(await ownClaims(ctx)))
  on(contract.confirmClaimEndpoint, family, (ctx, { params, body }) => confirmOwnClaim(ctx, { ...params, ...body }))
  on(contract.withdrawEndpoint, family, (ctx, { params }) => withdrawRefund(ctx, { orderId: params.id }))
}
