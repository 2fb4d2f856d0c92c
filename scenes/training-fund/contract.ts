// Training fees over HTTP: orders, refunds and releases; the bank's people, the authority and institutions share them.
import { z } from "zod"
import { amount, date, endpoint, instant, pageOf, paging, uuid } from "#contract/kernel/http"
import { deductions, giftModes, marks, replayKinds } from "./model.ts"
import { orderStates, refundStates } from "./states.ts"
import { deciders, evidenceStates } from "../../products/custody/states.ts"

const tag = "training-fund"
const both = z.object({ zh: z.string(), en: z.string() })
const id = z.object({ id: uuid })
const reason = z.string().trim().min(1).max(300)

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
  fromCustody: amount,
  /** Outside custody: the institution's own debt, taken from its settlement account. */
  owed: amount,
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
  materialsOn: date.nullable(),
  /** Left outside custody by the policy. */
  outside: amount,
  refund: refundView.nullable(),
  blacklisted: z.boolean(),
  blacklistReason: z.string().nullable(),
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

export const replayView = z
  .object({
    contractNo: z.string(),
    number: z.string().nullable(),
    events: z.array(
      z.object({
        at: instant,
        kind: z.enum(replayKinds),
        zh: z.string(),
        en: z.string(),
        who: z.string().nullable(),
        reference: z.string().nullable(),
        /** What came into custody or left it; null where no money moved. */
        change: amount.nullable(),
        /** In custody after it. */
        balance: amount,
      }),
    ),
    /** The papers' last figure, the ledger's own, and whether they are the same. */
    replayed: amount,
    ledger: amount,
    agrees: z.boolean(),
  })
  .meta({ id: "TrainingReplay" })

export const getReplay = endpoint({
  method: "GET",
  path: "/training-fund/orders/:id/replay",
  tag,
  summary: { zh: "一份订单的全程回放", en: "One order replayed from its papers against the ledger" },
  params: id,
  response: replayView,
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
  custodyNo: z.string(),
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

export * from "./courses/contract.ts"
export * from "./feedback/contract.ts"
export * from "./institution/contract.ts"
export * from "./supervision/contract.ts"
