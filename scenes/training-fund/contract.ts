// Training fees over HTTP: the bank's people and the authority share most of it, institutions have their own side, parents
// theirs below /m.
import { z } from "zod"
import { amount, date, endpoint, instant, pageOf, paging, uuid } from "#contract/kernel/http"
import {
  claimStates,
  deciders,
  evidenceStates,
  freezeScopes,
  freezeStates,
  reconStates,
  runoffStates,
} from "../../products/custody/states.ts"
import {
  alertRules,
  billings,
  deductions,
  giftModes,
  institutionKinds,
  levels,
  marks,
  policyShape,
  receiptRoutes,
  subjects,
} from "./model.ts"
import { courseStates, institutionStates, orderStates, refundStates } from "./states.ts"

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
    people: z.array(z.string()),
    state: z.enum(institutionStates),
    stateReason: z.string().nullable(),
    level: z.enum(levels),
    blacklisted: z.boolean(),
    /** Another institution of the same people is blacklisted. */
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
export const blacklistEndpoint = endpoint({
  method: "POST",
  path: "/training-fund/institutions/:id/blacklist",
  tag,
  summary: { zh: "列入或移出黑名单", en: "Blacklist" },
  params: id,
  body: z.object({ listed: z.boolean(), reason }),
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

export const courseView = z
  .object({
    id: uuid,
    number: z.string(),
    title: z.string(),
    subject: z.enum(subjects),
    institutionId: uuid,
    institution: z.string(),
    state: z.enum(courseStates),
    reason: z.string().nullable(),
    billing: z.enum(billings),
    deduction: z.enum(deductions),
    lessonCount: z.number().int(),
    giftLessons: z.number().int(),
    lessonMinutes: z.number().int(),
    tuition: amount,
    materials: amount,
    listPerLesson: amount,
    teacher: z.string(),
    room: z.string(),
    online: z.boolean(),
    seats: z.number().int(),
    taken: z.number().int(),
    firstOn: date,
    lastOn: date,
    held: z.number().int(),
  })
  .meta({ id: "TrainingCourse" })

export const listCourses = endpoint({
  method: "GET",
  path: "/training-fund/courses",
  tag,
  summary: { zh: "课程与备案", en: "Courses and filing" },
  query: paging.extend({
    institutionId: uuid.optional(),
    state: z.enum(courseStates).optional(),
    q: z.string().optional(),
  }),
  response: pageOf(courseView),
})

export const lessonView = z.object({
  id: uuid,
  seq: z.number().int(),
  startsAt: instant,
  endsAt: instant,
  state: z.enum(["scheduled", "held", "cancelled"]),
  present: z.number().int(),
  seen: z.number().int().nullable(),
  markedBy: z.string().nullable(),
})

export const getCourse = endpoint({
  method: "GET",
  path: "/training-fund/courses/:id",
  tag,
  summary: { zh: "一门课：课表与在读", en: "One course: schedule and children" },
  params: id,
  response: courseView.extend({
    lessons: z.array(lessonView),
    children: z.array(
      z.object({ orderId: uuid, contractNo: z.string(), student: z.string(), state: z.enum(orderStates) }),
    ),
    /** The lesson to sign children in for: begun and not marked, else the next one. */
    nextId: uuid.nullable(),
    now: instant,
  }),
})
export const fileCourseEndpoint = endpoint({
  method: "POST",
  path: "/training-fund/courses",
  tag,
  summary: { zh: "备案一门课程", en: "File a course" },
  body: z.object({
    title: z.string().trim().min(2).max(60),
    subject: z.enum(subjects),
    billing: z.enum(billings),
    giftLessons: z.coerce.number().int().min(0).max(60),
    tuition: amount,
    listPerLesson: amount,
    materials: amount,
    deduction: z.enum(deductions),
    teacher: z.string().trim().min(2).max(40),
    room: z.string().trim().min(1).max(40),
    online: z.boolean(),
    seats: z.coerce.number().int().min(1).max(500),
    lessons: z
      .array(z.object({ startsAt: instant, endsAt: instant }))
      .min(1)
      .max(500),
  }),
  response: z.object({ id: uuid, number: z.string() }),
})
export const decideCourseEndpoint = endpoint({
  method: "POST",
  path: "/training-fund/courses/:id/decision",
  tag,
  summary: { zh: "备案通过或退回", en: "Approve or refuse a course" },
  params: id,
  body: z.object({ approved: z.boolean(), reason: z.string().max(300).default("") }),
})
export const markEndpoint = endpoint({
  method: "POST",
  path: "/training-fund/lessons/:id/attendance",
  tag,
  summary: { zh: "课堂签到", en: "Sign children in" },
  params: id,
  body: z.object({
    marks: z.array(z.object({ orderId: uuid, mark: z.enum(marks) })).max(500),
    seen: z.coerce.number().int().min(0).max(1_000),
  }),
  response: z.object({ asked: z.number().int() }),
})

const evidenceView = z.object({
  id: uuid,
  state: z.enum(evidenceStates),
  dueOn: date,
  k: z.number().int().nullable(),
  release: amount.nullable(),
  decidedBy: z.enum(deciders).nullable(),
  decidedAt: instant.nullable(),
  disputeReason: z.string().nullable(),
  decisionReason: z.string().nullable(),
})

export const orderView = z
  .object({
    id: uuid,
    contractNo: z.string(),
    institutionId: uuid,
    institution: z.string(),
    courseId: uuid,
    course: z.string(),
    student: z.string(),
    guardian: z.string(),
    state: z.enum(orderStates),
    paid: amount,
    held: amount,
    queued: amount,
    unearned: amount,
    lessons: z.number().int(),
    done: z.number().int(),
    disputed: z.number().int(),
    signedOn: date,
    firstOn: date,
    lastOn: date,
    channel: z.string().nullable(),
  })
  .meta({ id: "TrainingOrder" })

export const listOrders = endpoint({
  method: "GET",
  path: "/training-fund/orders",
  tag,
  summary: { zh: "订单", en: "Orders" },
  query: paging.extend({
    institutionId: uuid.optional(),
    state: z.enum(orderStates).optional(),
    disputed: z.enum(["yes"]).optional(),
    q: z.string().optional(),
  }),
  response: pageOf(orderView),
})

const refundShape = {
  id: uuid,
  number: z.string(),
  orderId: uuid,
  contractNo: z.string(),
  institutionId: uuid,
  institution: z.string(),
  student: z.string(),
  reason: z.string(),
  atFault: z.boolean(),
  coolingOff: z.boolean(),
  amount,
  state: z.enum(refundStates),
  askedOn: date,
  answerBy: date,
  payBy: date,
  /** Working days left for the answer that is due next; null where nothing is due. */
  daysLeft: z.number().int().nullable(),
  overdue: z.boolean(),
  answer: z.string().nullable(),
  decision: z.string().nullable(),
  steps: z.array(both.extend({ amount })),
}
export const refundView = z.object(refundShape).meta({ id: "TrainingRefund" })

const componentView = z.object({
  name: z.string(),
  zh: z.string(),
  en: z.string(),
  paid: amount,
  held: amount,
  queued: amount,
  unearned: amount,
  released: amount,
  steps: z.number().int(),
  freeSteps: z.number().int(),
  done: z.number().int(),
  open: z.number().int(),
  accountKey: z.string(),
})

export const orderDetail = orderView.extend({
  number: z.string().nullable(),
  tuition: amount,
  materials: amount,
  paidLessons: z.number().int(),
  giftLessons: z.number().int(),
  giftMode: z.enum(giftModes),
  deduction: z.enum(deductions),
  policyCode: z.string(),
  policy: both,
  policyValueId: uuid,
  schoolRoll: z.enum(["PENDING", "FOUND"]),
  payBy: instant,
  orderNo: z.string().nullable(),
  paidOn: date.nullable(),
  custodyNo: z.string(),
  components: z.array(componentView),
  lessonsList: z.array(
    z.object({
      id: uuid,
      seq: z.number().int(),
      startsAt: instant,
      state: z.enum(["scheduled", "held", "cancelled"]),
      mark: z.enum(marks).nullable(),
      source: z.enum(["sign_in", "offline"]).nullable(),
      evidence: evidenceView.nullable(),
    }),
  ),
  materialsEvidence: evidenceView.nullable(),
  refund: refundView.nullable(),
  blacklisted: z.boolean(),
})

export const getOrder = endpoint({
  method: "GET",
  path: "/training-fund/orders/:id",
  tag,
  summary: { zh: "一份订单的全程", en: "The whole of one order" },
  params: id,
  response: orderDetail,
})
export const payCounterEndpoint = endpoint({
  method: "POST",
  path: "/training-fund/orders/:id/counter",
  tag,
  summary: { zh: "柜面收款进存管", en: "Take the fee at the counter" },
  params: id,
  body: z.object({}),
  response: z.object({ orderNo: z.string() }),
})
export const matchEndpoint = endpoint({
  method: "POST",
  path: "/training-fund/orders/:id/match",
  tag,
  summary: { zh: "用待匹配来款缴费", en: "Match waiting money to the contract" },
  params: id,
  body: z.object({}),
})
export const handOverEndpoint = endpoint({
  method: "POST",
  path: "/training-fund/orders/:id/materials",
  tag,
  summary: { zh: "登记教材已交付", en: "Materials handed over" },
  params: id,
  body: z.object({}),
})
export const settleEndpoint = endpoint({
  method: "POST",
  path: "/training-fund/evidence/:id/settlement",
  tag,
  summary: { zh: "认定一节有争议的课", en: "Settle a disputed lesson" },
  params: id,
  body: z.object({ stands: z.boolean(), reason }),
})

export const proofView = z
  .object({
    number: z.string(),
    contractNo: z.string(),
    custodyNo: z.string(),
    isTrue: z.boolean(),
    components: z.array(
      z.object({
        name: z.string(),
        zh: z.string(),
        en: z.string(),
        paid: amount,
        steps: z.number().int(),
        earned: amount,
        released: amount,
        returned: amount,
        kept: amount,
        held: amount,
        difference: amount,
        accountKey: z.string(),
        lines: z.array(
          z.object({
            k: z.number().int(),
            at: instant,
            by: z.enum(deciders),
            cumulative: amount,
            release: amount,
            released: z.boolean(),
          }),
        ),
        movements: z.array(
          z.object({
            seq: z.string(),
            on: date,
            zh: z.string(),
            en: z.string(),
            change: amount,
            after: amount,
            reference: z.string().nullable(),
          }),
        ),
      }),
    ),
    seals: z.array(z.object({ date, hash: z.string() })),
  })
  .meta({ id: "CustodyProof" })

export const getProof = endpoint({
  method: "GET",
  path: "/training-fund/orders/:id/proof",
  tag,
  summary: { zh: "逐分核对的存管证明", en: "Proof of custody to the fen" },
  params: id,
  response: proofView,
})

export const listRefunds = endpoint({
  method: "GET",
  path: "/training-fund/refunds",
  tag,
  summary: { zh: "退费", en: "Refunds" },
  query: paging.extend({ institutionId: uuid.optional(), state: z.enum([...refundStates, "open"]).optional() }),
  response: pageOf(refundView),
})
export const answerEndpoint = endpoint({
  method: "POST",
  path: "/training-fund/refunds/:id/answer",
  tag,
  summary: { zh: "机构答复退费", en: "The institution answers" },
  params: id,
  body: z.object({ agreed: z.boolean(), answer: z.string().max(300).default("") }),
})
export const arbitrateEndpoint = endpoint({
  method: "POST",
  path: "/training-fund/refunds/:id/arbitration",
  tag,
  summary: { zh: "主管部门裁定退费", en: "The authority decides" },
  params: id,
  body: z.object({ pay: z.boolean(), atFault: z.boolean(), decision: reason }),
})

export const batchView = z.object({
  id: uuid,
  number: z.string(),
  institution: z.string(),
  institutionId: uuid,
  lines: z.number().int(),
  paidLines: z.number().int(),
  amount,
  state: z.enum(["open", "done"]),
  madeBy: z.string(),
  madeAt: instant,
  doneAt: instant.nullable(),
  settlementNo: z.string(),
})
export const listBatches = endpoint({
  method: "GET",
  path: "/training-fund/batches",
  tag,
  summary: { zh: "划拨批次", en: "Release batches" },
  query: paging.extend({ institutionId: uuid.optional() }),
  response: pageOf(batchView),
})
export const getBatch = endpoint({
  method: "GET",
  path: "/training-fund/batches/:id",
  tag,
  summary: { zh: "批次明细", en: "Lines of a batch" },
  params: id,
  response: batchView.extend({
    rows: z.array(
      z.object({
        contractNo: z.string(),
        student: z.string(),
        course: z.string(),
        k: z.number().int(),
        at: instant,
        by: z.enum(deciders),
        amount,
        released: z.boolean(),
      }),
    ),
  }),
})
export const forecast = endpoint({
  method: "GET",
  path: "/training-fund/forecast",
  tag,
  summary: { zh: "机构现金预测", en: "Cash forecast of the institution" },
  response: z.object({
    queued: amount,
    asked: amount,
    disputed: amount,
    days: z.array(z.object({ day: date, amount, total: amount })),
  }),
})

export const freezeView = z.object({
  id: uuid,
  number: z.string(),
  institutionId: uuid,
  institution: z.string(),
  contractNo: z.string().nullable(),
  scope: z.enum(freezeScopes),
  state: z.enum(freezeStates),
  documentNo: z.string(),
  authority: z.string(),
  reason: z.string(),
  fromOn: date,
  untilOn: date.nullable(),
  askedBy: z.string(),
  placedBy: z.string().nullable(),
  liftedBy: z.string().nullable(),
  approvalId: uuid.nullable(),
})
export const listFreezes = endpoint({
  method: "GET",
  path: "/training-fund/freezes",
  tag,
  summary: { zh: "冻结", en: "Freezes" },
  query: paging.extend({ institutionId: uuid.optional(), state: z.enum(freezeStates).optional() }),
  response: pageOf(freezeView),
})
export const freezeEndpoint = endpoint({
  method: "POST",
  path: "/training-fund/freezes",
  tag,
  summary: { zh: "申请冻结（他人复核）", en: "Ask for a freeze; another signs" },
  body: z.object({
    institutionId: uuid,
    orderId: uuid.optional(),
    scope: z.enum(freezeScopes),
    documentNo: z.string().trim().min(4).max(80),
    authority: z.string().trim().min(2).max(60),
    reason,
    untilOn: date.optional(),
  }),
  response: z.object({ id: uuid, approvalId: uuid }),
})
export const liftEndpoint = endpoint({
  method: "POST",
  path: "/training-fund/freezes/:id/lift",
  tag,
  summary: { zh: "申请解除冻结（他人复核）", en: "Ask for lifting; another signs" },
  params: id,
  body: z.object({ reason }),
  response: approval,
})

export const alertView = z.object({
  id: uuid,
  rule: z.enum(alertRules),
  institutionId: uuid,
  institution: z.string(),
  level: z.enum(levels),
  zh: z.string(),
  en: z.string(),
  openedOn: date,
  seenOn: date,
  state: z.enum(["open", "closed"]),
  handler: z.string().nullable(),
  outcome: z.string().nullable(),
})
export const listAlerts = endpoint({
  method: "GET",
  path: "/training-fund/alerts",
  tag,
  summary: { zh: "监管预警", en: "Alerts" },
  query: paging.extend({
    institutionId: uuid.optional(),
    level: z.enum(levels).optional(),
    state: z.enum(["open", "closed"]).optional(),
  }),
  response: pageOf(alertView),
})
export const closeAlertEndpoint = endpoint({
  method: "POST",
  path: "/training-fund/alerts/:id/close",
  tag,
  summary: { zh: "处理预警", en: "Close an alert" },
  params: id,
  body: z.object({ outcome: reason }),
})

export const reconView = z.object({
  id: uuid,
  day: date,
  institutionId: uuid,
  institution: z.string(),
  custodyNo: z.string(),
  receipts: amount,
  releases: amount,
  refunds: amount,
  unearned: amount,
  ledger: amount,
  bank: amount.nullable(),
  interest: amount,
  unapplied: amount,
  deposit: amount,
  difference: amount.nullable(),
  ledgerDifference: amount,
  state: z.enum(reconStates),
  explanation: z.string().nullable(),
  explainedBy: z.string().nullable(),
})
export const listRecon = endpoint({
  method: "GET",
  path: "/training-fund/recon",
  tag,
  summary: { zh: "存管户对账", en: "Reconciliation" },
  query: paging.extend({ institutionId: uuid.optional(), state: z.enum(reconStates).optional() }),
  response: pageOf(reconView),
})
export const runReconEndpoint = endpoint({
  method: "POST",
  path: "/training-fund/institutions/:id/recon",
  tag,
  summary: { zh: "立即对账", en: "Reconcile now" },
  params: id,
  body: z.object({}),
  response: reconView,
})
export const explainEndpoint = endpoint({
  method: "POST",
  path: "/training-fund/recon/:id/explanation",
  tag,
  summary: { zh: "说明差异并恢复划拨", en: "Explain a difference" },
  params: id,
  body: z.object({ explanation: reason }),
})

export const policyVersion = z.object({
  id: uuid,
  from: date,
  policy: policyShape,
  source: z.string(),
  certainty: z.enum(["fact", "unverified", "assumption"]),
  proposedBy: z.string(),
})
export const listPolicies = endpoint({
  method: "GET",
  path: "/training-fund/policies",
  tag,
  summary: { zh: "各地监管政策与版本", en: "Local policies and their versions" },
  response: z.array(
    z.object({
      code: z.string(),
      key: z.string(),
      title: both,
      institutions: z.number().int(),
      current: policyVersion.nullable(),
      versions: z.array(policyVersion),
      pending: z.object({ approvalId: uuid, from: date, makerName: z.string() }).nullable(),
    }),
  ),
})

const chargeFault = z.object({ code: z.string() })
export const simulateEndpoint = endpoint({
  method: "GET",
  path: "/training-fund/simulation",
  tag,
  summary: { zh: "政策推演：用另一地政策重放一个月", en: "Replay a month under another policy" },
  query: z.object({
    policy: z.string(),
    month: z
      .string()
      .regex(/^\d{4}-\d{2}$/)
      .optional(),
    institutionId: uuid.optional(),
  }),
  response: z.object({
    month: z.string(),
    from: date,
    to: date,
    base: both,
    other: both,
    orders: z.number().int(),
    released: z.object({ base: amount, other: amount }),
    held: z.object({ base: amount, other: amount }),
    refused: z.object({ base: z.number().int(), other: z.number().int() }),
    days: z.array(
      z.object({ day: date, baseHeld: amount, otherHeld: amount, baseReleased: amount, otherReleased: amount }),
    ),
    rows: z.array(
      z.object({
        orderId: uuid,
        contractNo: z.string(),
        institution: z.string(),
        baseReleased: amount,
        otherReleased: amount,
        difference: amount,
        refused: z.array(chargeFault),
      }),
    ),
  }),
})

export const consoleEndpoint = endpoint({
  method: "GET",
  path: "/training-fund/console",
  tag,
  summary: { zh: "监管驾驶舱", en: "The authority's console" },
  response: z.object({
    today: date,
    institutions: z.number().int(),
    levels: z.object({ NORMAL: z.number(), YELLOW: z.number(), RED: z.number() }),
    held: amount,
    unearned: amount,
    deposit: amount,
    orders: z.number().int(),
    students: z.number().int(),
    disputes: z.number().int(),
    refunds: z.object({
      open: z.number(),
      overdue: z.number(),
      days0to5: z.number(),
      days6to15: z.number(),
      over15: z.number(),
    }),
    places: z.array(
      z.object({
        outlet: z.string(),
        institutions: z.number(),
        level: z.enum(levels),
        unearned: amount,
        students: z.number(),
      }),
    ),
    risks: z.array(institutionView),
    month: z.array(z.object({ day: date, receipts: amount, releases: amount, refunds: amount })),
  }),
})

export const ownInstitutionEndpoint = endpoint({
  method: "GET",
  path: "/training-fund/own",
  tag,
  summary: { zh: "机构首页", en: "The institution's start page" },
  response: institutionView.extend({
    depositFloor: amount,
    depositShort: amount,
    settlementAvailable: amount,
    refundsToAnswer: z.number().int(),
    lessonsToday: z.array(
      z.object({
        id: uuid,
        courseId: uuid,
        course: z.string(),
        startsAt: instant,
        state: z.string(),
        children: z.number().int(),
      }),
    ),
  }),
})
