// Courses over HTTP: filed by institutions, decided by the authority, taught lesson by lesson.
import { z } from "zod"
import { amount, date, endpoint, instant, pageOf, paging, uuid } from "#contract/kernel/http"
import { billings, deductions, marks, subjects } from "../model.ts"
import { courseStates, orderStates } from "../states.ts"

const tag = "training-fund"
const id = z.object({ id: uuid })

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

export const rollSheet = endpoint({
  method: "GET",
  path: "/training-fund/courses/:id/roll.xlsx",
  tag,
  summary: { zh: "下载离线签到表（已填好课次与学生）", en: "A class's roll to fill in off line" },
  params: id,
})
