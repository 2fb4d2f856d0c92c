// Institutions over HTTP: register, money, deposit, run-off, and what closing one would mean.
import { z } from "zod"
import { amount, date, endpoint, pageOf, paging, uuid } from "#contract/kernel/http"
import { institutionKinds, levels, receiptRoutes } from "../model.ts"
import { institutionStates } from "../states.ts"
import { claimStates, runoffStates } from "../../../products/custody/states.ts"

const tag = "training-fund"
const both = z.object({ zh: z.string(), en: z.string() })
const id = z.object({ id: uuid })
const reason = z.string().trim().min(1).max(300)
const approval = z.object({ approvalId: uuid })

export const institutionView = z
  .object({
    id: uuid,
    name: z.string(),
    partyId: uuid,
    custodyNo: z.string(),
    settlementNo: z.string().nullable(),
    kind: z.enum(institutionKinds),
    licenceNo: z.string(),
    licenceUntil: date,
    policyCode: z.string(),
    policy: both,
    outlet: z.string(),
    address: z.string(),
    legalPerson: z.string(),
    people: z.array(z.string()),
    state: z.enum(institutionStates),
    stateReason: z.string().nullable(),
    level: z.enum(levels),
    blacklisted: z.boolean(),
    blacklistReason: z.string().nullable(),
    /** A person of it, or another institution of the same people, is blacklisted. */
    marked: z.boolean(),
    stoppedReason: z.string().nullable(),
    held: amount,
    queued: amount,
    unearned: amount,
    deposit: amount,
    orders: z.number().int(),
    students: z.number().int(),
    disputed: z.number().int(),
    refundsOpen: z.number().int(),
    refundsOverdue: z.number().int(),
    complaints: z.number().int(),
    alerts: z.number().int(),
  })
  .meta({ id: "TrainingInstitution" })

export const listInstitutions = endpoint({
  method: "GET",
  path: "/training-fund/institutions",
  tag,
  summary: { zh: "培训机构", en: "Institutions" },
  query: paging.extend({
    q: z.string().optional(),
    outlet: z.string().optional(),
    level: z.enum(levels).optional(),
    state: z.enum(institutionStates).optional(),
  }),
  response: pageOf(institutionView),
})

export const getInstitution = endpoint({
  method: "GET",
  path: "/training-fund/institutions/:id",
  tag,
  summary: { zh: "一家机构：资金、保证金、清退", en: "One institution: money, deposit, run-off" },
  params: id,
  response: institutionView.extend({
    depositFloor: amount,
    depositShort: amount,
    unapplied: amount,
    interest: amount,
    receipts: amount,
    releases: amount,
    refunds: amount,
    runoff: z
      .object({
        id: uuid,
        state: z.enum(runoffStates),
        reason: z.string(),
        documentNo: z.string(),
        openedOn: date,
        shared: amount,
      })
      .nullable(),
    claims: z.array(
      z.object({
        id: uuid,
        number: z.string(),
        claimant: z.string(),
        claim: amount,
        own: amount,
        shared: amount,
        state: z.enum(claimStates),
        payee: z.string().nullable(),
        failure: z.string().nullable(),
      }),
    ),
  }),
})

export const registerEndpoint = endpoint({
  method: "POST",
  path: "/training-fund/institutions",
  tag,
  summary: { zh: "登记机构并开立存管账户", en: "Register an institution and open its custody account" },
  body: z.object({
    partyId: uuid,
    kind: z.enum(institutionKinds),
    licenceNo: z.string().trim().min(4).max(60),
    licenceUntil: date,
    policyCode: z.string(),
    settlementNo: z.string().trim().min(6).max(40),
    outlet: z.string(),
    address: z.string().trim().min(2).max(120),
    legalPerson: z.string().trim().min(2).max(40),
    people: z.array(z.string().trim().min(2).max(40)).max(10),
  }),
  response: z.object({ id: uuid, custodyAccountNo: z.string() }),
})

export const changeStateEndpoint = endpoint({
  method: "POST",
  path: "/training-fund/institutions/:id/state",
  tag,
  summary: { zh: "调整监管状态", en: "Change what the institution may do" },
  params: id,
  body: z.object({ state: z.enum(institutionStates), reason }),
})
export const changePolicyEndpoint = endpoint({
  method: "POST",
  path: "/training-fund/institutions/:id/policy",
  tag,
  summary: { zh: "更换适用政策（只影响新订单）", en: "Another policy for new orders" },
  params: id,
  body: z.object({ policyCode: z.string(), reason }),
})
export const receiptEndpoint = endpoint({
  method: "POST",
  path: "/training-fund/institutions/:id/receipts",
  tag,
  summary: { zh: "登记存管户来款", en: "Money that reached the custody account" },
  params: id,
  body: z.object({
    accountNo: z.string().trim(),
    route: z.enum(receiptRoutes),
    amount,
    payer: z.string().trim().min(2).max(60),
  }),
})
export const returnReceiptEndpoint = endpoint({
  method: "POST",
  path: "/training-fund/institutions/:id/receipts/return",
  tag,
  summary: { zh: "退回未匹配来款", en: "Return money that matches no contract" },
  params: id,
  body: z.object({ amount, memo: reason }),
})
export const depositEndpoint = endpoint({
  method: "POST",
  path: "/training-fund/institutions/:id/deposit",
  tag,
  summary: { zh: "缴存风险保证金", en: "Pay the risk deposit in" },
  params: id,
  body: z.object({ amount }),
})
export const depositBackEndpoint = endpoint({
  method: "POST",
  path: "/training-fund/institutions/:id/deposit/back",
  tag,
  summary: { zh: "申请退还保证金（他人审批）", en: "Ask for the deposit back; another signs" },
  params: id,
  body: z.object({ amount, reason }),
  response: approval,
})
export const releaseEndpoint = endpoint({
  method: "POST",
  path: "/training-fund/institutions/:id/releases",
  tag,
  summary: { zh: "申请划拨", en: "Ask for a release" },
  params: id,
  body: z.object({}),
  response: z.object({ id: uuid, number: z.string(), lines: z.number().int(), amount, jobId: uuid }),
})
export const startRunoffEndpoint = endpoint({
  method: "POST",
  path: "/training-fund/institutions/:id/runoff",
  tag,
  summary: { zh: "启动清退", en: "Start a run-off" },
  params: id,
  body: z.object({ reason, documentNo: z.string().trim().min(4).max(80) }),
  response: z.object({ id: uuid }),
})
export const payClaimsEndpoint = endpoint({
  method: "POST",
  path: "/training-fund/institutions/:id/runoff/pay",
  tag,
  summary: { zh: "提交清退兑付（两人审批）", en: "Submit claims for payment" },
  params: id,
  body: z.object({}),
  response: approval,
})
export const bounceEndpoint = endpoint({
  method: "POST",
  path: "/training-fund/claims/:id/bounce",
  tag,
  summary: { zh: "登记退汇", en: "The other bank sent it back" },
  params: id,
  body: z.object({ reason }),
})

export const whatIfEndpoint = endpoint({
  method: "GET",
  path: "/training-fund/institutions/:id/what-if",
  tag,
  summary: { zh: "假设今天关停：债权、覆盖与缺口", en: "What if it closed today" },
  params: id,
  response: z.object({
    families: z.number().int(),
    claims: z.number().int(),
    claim: amount,
    own: amount,
    shared: amount,
    missing: amount,
    coverage: z.string(),
    rows: z.array(z.object({ claimant: z.string(), claim: amount, own: amount, shared: amount, missing: amount })),
  }),
})
