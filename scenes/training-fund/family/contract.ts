// The parents' side of training fees: what is open, what is mine, one question at a time.
import { z } from "zod"
import { amount, date, endpoint, instant, uuid } from "#contract/kernel/http"
import { giftModes, levels, marks } from "../model.ts"
import { orderStates, refundStates } from "../states.ts"

const tag = "training-fund"
const both = z.object({ zh: z.string(), en: z.string() })
const id = z.object({ id: uuid })

const openCourse = z.object({
  id: uuid,
  title: z.string(),
  institution: z.string(),
  lessonCount: z.number().int(),
  giftLessons: z.number().int(),
  tuition: amount,
  materials: amount,
  firstOn: date,
  lastOn: date,
  seats: z.number().int(),
  taken: z.number().int(),
  teacher: z.string(),
  room: z.string(),
  level: z.enum(levels),
  blacklisted: z.boolean(),
  /** Why nobody can sign now, or null. */
  blocked: both.nullable(),
})

export const openCourses = endpoint({
  method: "GET",
  path: "/m/training/courses",
  tag,
  summary: { zh: "可报名的课程", en: "Courses that are open" },
  query: z.object({ q: z.string().optional() }),
  response: z.array(openCourse),
})

export const courseToSign = endpoint({
  method: "GET",
  path: "/m/training/courses/:id",
  tag,
  summary: { zh: "报名前看清：课程、合同与资金规则", en: "Course, contract and money rules before signing" },
  params: id,
  response: openCourse.extend({
    custodyNo: z.string(),
    licenceNo: z.string(),
    licenceUntil: date,
    policy: both,
    confirmWorkdays: z.number().int(),
    coolingDays: z.number().int(),
    refundAnswerWorkdays: z.number().int(),
    giftMode: z.enum(giftModes),
    children: z.array(z.object({ id: uuid, name: z.string() })),
  }),
})

export const signEndpoint = endpoint({
  method: "POST",
  path: "/m/training/orders",
  tag,
  summary: { zh: "签合同", en: "Sign the contract" },
  body: z.object({ courseId: uuid, studentId: uuid }),
  response: z.object({ id: uuid, contractNo: z.string() }),
})

export const payEndpoint = endpoint({
  method: "POST",
  path: "/m/training/orders/:id/pay",
  tag,
  summary: { zh: "去缴费（只进存管账户）", en: "Pay, into custody only" },
  params: id,
  body: z.object({ channel: z.enum(["wechat", "alipay"]) }),
  response: z.object({ orderNo: z.string(), payUrl: z.string().nullable() }),
})

export const myOrders = endpoint({
  method: "GET",
  path: "/m/training/orders",
  tag,
  summary: { zh: "我家的培训订单", en: "My family's orders" },
  response: z.object({
    toConfirm: z.number().int(),
    items: z.array(
      z.object({
        id: uuid,
        contractNo: z.string(),
        course: z.string(),
        institution: z.string(),
        student: z.string(),
        state: z.enum(orderStates),
        paid: amount,
        unearned: amount,
        lessons: z.number().int(),
        done: z.number().int(),
        nextLesson: instant.nullable(),
      }),
    ),
  }),
})

const evidence = z.object({
  state: z.enum(["asked", "disputed", "queued", "released", "void"]),
  dueOn: date,
  release: amount.nullable(),
  decidedBy: z.enum(["owner", "silence", "authority", "plan"]).nullable(),
})

export const myOrder = endpoint({
  method: "GET",
  path: "/m/training/orders/:id",
  tag,
  summary: { zh: "一份订单", en: "One order" },
  params: id,
  response: z.object({
    id: uuid,
    contractNo: z.string(),
    course: z.string(),
    institution: z.string(),
    student: z.string(),
    state: z.enum(orderStates),
    paid: amount,
    held: amount,
    queued: amount,
    unearned: amount,
    payBy: instant,
    custodyNo: z.string(),
    lessonsList: z.array(
      z.object({
        seq: z.number().int(),
        startsAt: instant,
        state: z.enum(["scheduled", "held", "cancelled"]),
        mark: z.enum(marks).nullable(),
        evidence: evidence.nullable(),
      }),
    ),
    refund: z
      .object({
        number: z.string(),
        amount,
        state: z.enum(refundStates),
        answerBy: date,
        payBy: date,
        answer: z.string().nullable(),
        decision: z.string().nullable(),
      })
      .nullable(),
  }),
})

export const questions = endpoint({
  method: "GET",
  path: "/m/training/questions",
  tag,
  summary: { zh: "等我确认的课", en: "Lessons that wait for my word" },
  response: z.array(
    z.object({
      id: uuid,
      orderId: uuid,
      /** A lesson, or the books handed over. */
      isLesson: z.boolean(),
      course: z.string(),
      institution: z.string(),
      student: z.string(),
      at: instant,
      dueOn: date,
    }),
  ),
})

export const confirmEndpoint = endpoint({
  method: "POST",
  path: "/m/training/questions/:id/yes",
  tag,
  summary: { zh: "上了", en: "It took place" },
  params: id,
  body: z.object({}),
  response: z.object({ release: amount }),
})

export const disputeEndpoint = endpoint({
  method: "POST",
  path: "/m/training/questions/:id/no",
  tag,
  summary: { zh: "没有上，提出异议", en: "It did not" },
  params: id,
  body: z.object({ reason: z.string().trim().max(300) }),
})

export const refundQuote = endpoint({
  method: "GET",
  path: "/m/training/orders/:id/refund",
  tag,
  summary: { zh: "退费试算", en: "What would come back" },
  params: id,
  query: z.object({ atFault: z.enum(["yes", "no"]).default("no") }),
  response: z.object({
    total: amount,
    fromCustody: amount,
    held: z.number().int(),
    openLessons: z.number().int(),
    coolingOff: z.boolean(),
    answerBy: date,
    payBy: date,
    steps: z.array(both.extend({ amount })),
    blocked: both.nullable(),
  }),
})

export const askRefundEndpoint = endpoint({
  method: "POST",
  path: "/m/training/orders/:id/refund",
  tag,
  summary: { zh: "申请退费", en: "Ask for a refund" },
  params: id,
  body: z.object({ reason: z.string().trim().max(300), atFault: z.boolean() }),
  response: z.object({ id: uuid, number: z.string() }),
})

export const withdrawEndpoint = endpoint({
  method: "POST",
  path: "/m/training/orders/:id/refund/withdraw",
  tag,
  summary: { zh: "撤回退费申请", en: "Withdraw the refund" },
  params: id,
  body: z.object({}),
})

export const myProof = endpoint({
  method: "GET",
  path: "/m/training/orders/:id/proof",
  tag,
  summary: { zh: "我的钱在存管户的证明", en: "Proof that the money is in custody" },
  params: id,
  response: z.object({
    number: z.string(),
    custodyNo: z.string(),
    isTrue: z.boolean(),
    components: z.array(
      both.extend({
        name: z.string(),
        paid: amount,
        steps: z.number().int(),
        earned: amount,
        released: amount,
        returned: amount,
        kept: amount,
        held: amount,
        difference: amount,
        lines: z.array(
          z.object({
            k: z.number().int(),
            at: instant,
            by: z.enum(["owner", "silence", "authority", "plan"]),
            cumulative: amount,
            release: amount,
            released: z.boolean(),
          }),
        ),
      }),
    ),
    seals: z.array(z.object({ date, hash: z.string() })),
  }),
})
