// The parents' side of training fees: what is open, what is mine, one question at a time.
import { z } from "zod"
import { amount, date, endpoint, instant, uuid } from "#contract/kernel/http"
import { claimStates } from "../../../products/custody/states.ts"
import { complaintTopics, giftModes, levels, marks } from "../model.ts"
import { feedbackStates, orderStates, refundStates } from "../states.ts"

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
  blacklistReason: z.string().nullable(),
  /** A person of the institution, or another one of the same people, is blacklisted. */
  marked: z.boolean(),
  /** What parents gave the institution, to one decimal. */
  rating: z.object({ stars: z.string(), count: z.number().int() }).nullable(),
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
        /** The institution is being run off: a claim stands for it. */
        claimed: z.boolean(),
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
    /** Left outside custody by the policy: the institution keeps it and owes it. */
    outside: amount,
    blacklisted: z.boolean(),
    blacklistReason: z.string().nullable(),
    complaint: z
      .object({
        id: uuid,
        number: z.string(),
        topic: z.enum(complaintTopics),
        body: z.string(),
        state: z.enum(feedbackStates),
        on: date,
        institutionAnswer: z.string().nullable(),
        officeAnswer: z.string().nullable(),
      })
      .nullable(),
    rating: z.object({ stars: z.number().int(), body: z.string(), on: date }).nullable(),
    /** It is over: it may be rated. */
    mayRate: z.boolean(),
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
        owed: amount,
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
    /** Outside custody: paid by the institution from its own account. */
    owed: amount,
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

export const complainEndpoint = endpoint({
  method: "POST",
  path: "/m/training/orders/:id/complaint",
  tag,
  summary: { zh: "投诉机构", en: "Complain" },
  params: id,
  body: z.object({ topic: z.enum(complaintTopics), body: z.string().trim().max(500) }),
  response: z.object({ id: uuid, number: z.string() }),
})

export const settleComplaintEndpoint = endpoint({
  method: "POST",
  path: "/m/training/complaints/:id/settlement",
  tag,
  summary: { zh: "问题已解决，或转主管部门", en: "It is solved, or goes to the authority" },
  params: id,
  body: z.object({ solved: z.boolean(), reason: z.string().trim().max(300).default("") }),
})

export const rateEndpoint = endpoint({
  method: "POST",
  path: "/m/training/orders/:id/rating",
  tag,
  summary: { zh: "评价", en: "Rate an order that is over" },
  params: id,
  body: z.object({ stars: z.number().int().min(1).max(5), body: z.string().trim().max(300).default("") }),
})

export const myClaims = endpoint({
  method: "GET",
  path: "/m/training/claims",
  tag,
  summary: { zh: "我家的清退债权", en: "My family's claims in a run-off" },
  response: z.array(
    z.object({
      id: uuid,
      number: z.string(),
      institution: z.string(),
      contractNo: z.string(),
      course: z.string(),
      student: z.string(),
      claim: amount,
      own: amount,
      shared: amount,
      state: z.enum(claimStates),
      payee: z.string().nullable(),
      failure: z.string().nullable(),
    }),
  ),
})

export const confirmClaimEndpoint = endpoint({
  method: "POST",
  path: "/m/training/claims/:id/payee",
  tag,
  summary: { zh: "登记收款账户", en: "Name the account to pay to" },
  params: id,
  body: z.object({
    name: z.string().trim().min(2).max(40),
    bank: z.string().trim().min(2).max(60),
    accountNo: z
      .string()
      .transform((text) => text.replaceAll(/\s/g, ""))
      .pipe(z.string().regex(/^\d{8,30}$/, "账号须为 8 至 30 位数字 / an account number of 8 to 30 digits")),
  }),
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
