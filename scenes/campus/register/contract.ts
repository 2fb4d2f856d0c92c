// The register (学籍) over HTTP: pupils and staff, guardians, classes, school hours, the year's move.
import { z } from "zod"
import { date, endpoint, pageOf, paging, uuid } from "#contract/kernel/http"
import { consentView, time } from "../contract.ts"
import { act, base, id, read, tag, write } from "../portal-contract.ts"

const status = z.enum(["enrolled", "graduated", "left"])
const kind = z.enum(["student", "staff"])
const relation = z.enum(["mother", "father", "grandparent", "other"])
const phone = z.string().regex(/^1\d{10}$/, "手机号须为 11 位 / eleven digits")
const personNumber = z
  .string()
  .trim()
  .regex(/^[0-9A-Za-z-]{1,20}$/, "1 至 20 位字母或数字 / letters and digits, at most 20")
const classTitle = z.string().trim().min(1).max(30)

export const registerLine = z.object({
  personId: uuid,
  name: z.string(),
  number: z.string(),
  kind,
  classTitle: z.string().nullable(),
  isBoarder: z.boolean(),
  status,
  guardians: z.string(),
  hasCard: z.boolean(),
})
export const listRegister = read(
  "/register",
  "学生与教职工名册",
  "The register",
  pageOf(registerLine),
  paging.extend({
    q: z.string().max(40).optional(),
    classId: uuid.optional(),
    status: status.optional(),
    kind: kind.optional(),
  }),
)

export const registerPersonView = z.object({
  personId: uuid,
  name: z.string(),
  number: z.string(),
  kind,
  classId: uuid.nullable(),
  classTitle: z.string().nullable(),
  birthOn: date.nullable(),
  isBoarder: z.boolean(),
  status,
  isAdult: z.boolean(),
  adultYears: z.number().int(),
  /** Last four of the number the person signs in with. */
  ownPhoneTail: z.string().nullable(),
  guardians: z.array(
    z.object({
      id: uuid,
      name: z.string(),
      relation: z.string(),
      permitted: z.boolean(),
      phoneTail: z.string().nullable(),
    }),
  ),
  spells: z.array(z.object({ classTitle: z.string().nullable(), from: date, to: date.nullable() })),
  consents: z.array(consentView),
  cards: z.number().int(),
  walletState: z.enum(["normal", "frozen", "closed"]).nullable(),
})
export const getRegistered = endpoint({
  method: "GET",
  path: `${base}/register/:id`,
  tag,
  summary: { zh: "一名学生或教职工的学籍", en: "One person of the register" },
  params: id,
  response: registerPersonView,
})

export const enrolEndpoint = write(
  "/register",
  "新增学生或教职工",
  "Enter one person",
  z.object({
    number: personNumber,
    name: z.string().trim().min(2).max(30),
    kind,
    classId: uuid.nullable(),
    birthOn: date.nullable(),
    isBoarder: z.boolean(),
    uid: z
      .string()
      .trim()
      .regex(/^[0-9A-Za-z-]{4,32}$/, "卡号为 4 至 32 位字母或数字 / letters and digits")
      .nullable(),
    guardian: z.object({ name: z.string().trim().min(2).max(30), phone, relation }).nullable(),
    isSigned: z.boolean(),
  }),
  z.object({ id: uuid }),
)
export const correctEndpoint = act(
  "/register/:id",
  "更正学籍资料",
  "Put a person's data right",
  z.object({ number: personNumber, birthOn: date.nullable(), isBoarder: z.boolean() }),
)
export const changeClassEndpoint = write(
  "/register-moves",
  "调班",
  "Move to another class",
  z.object({ personIds: z.array(uuid).min(1).max(200), classId: uuid }),
  z.object({ moved: z.number().int() }),
)
export const departEndpoint = act(
  "/register/:id/depart",
  "办理转出",
  "Let somebody leave",
  z.object({ reason: z.string().trim().min(2).max(200) }),
)
export const returnEndpoint = act(
  "/register/:id/return",
  "办理复学",
  "Take somebody back",
  z.object({ classId: uuid.nullable() }),
)
export const addGuardianEndpoint = act(
  "/register/:id/guardians",
  "增加监护人",
  "Add a guardian",
  z.object({ name: z.string().trim().min(2).max(30), phone, relation }),
)
export const changeGuardianEndpoint = act(
  "/register/:id/guardians/state",
  "终止、限制或恢复监护人",
  "End, bar or restore a guardian",
  z.object({
    guardianId: uuid,
    to: z.enum(["permitted", "barred", "ended"]),
    reason: z.string().trim().min(2).max(200),
  }),
)
export const ownPhoneEndpoint = act(
  "/register/:id/own-phone",
  "登记成年学生或教职工本人手机",
  "Note the own number of somebody of age",
  z.object({ phone }),
)

export const schoolView = read(
  "/school",
  "作息、学期与班级",
  "Hours, terms and classes",
  z.object({
    name: z.string(),
    bell: time,
    closes: time,
    termFrom: date,
    termTo: date,
    terms: z.array(z.object({ from: date, to: date })),
    classes: z.array(
      z.object({
        id: uuid,
        title: z.string(),
        teacher: z.string().nullable(),
        pupils: z.number().int(),
        boarders: z.number().int(),
        bell: time.nullable(),
        closes: time.nullable(),
        /** What the class would be called next year; null: it graduates; "" where the name says nothing. */
        next: z.string().nullable(),
      }),
    ),
    staff: z.number().int(),
    /** Left or graduated with a wallet that is not paid back yet. */
    unpaid: z.number().int(),
    movedUpOn: date.nullable(),
    today: date,
  }),
)
export const hoursEndpoint = write(
  "/school",
  "设定作息与学期",
  "Set hours and term",
  z.object({ bell: time, closes: time, termFrom: date, termTo: date }),
)
export const addClassesEndpoint = write(
  "/classes",
  "新建班级",
  "Add classes",
  z.object({ titles: z.array(classTitle).min(1).max(60) }),
  z.object({ made: z.number().int() }),
)
export const classHeadEndpoint = act(
  "/classes/:id",
  "班级名称与作息",
  "A class's name and hours",
  z.object({ title: classTitle, bell: time.nullable(), closes: time.nullable() }),
)
export const moveUpEndpoint = write(
  "/classes/move-up",
  "升级：全校班级一次升级或毕业",
  "The year's move of all classes",
  z.object({
    moves: z
      .array(z.object({ classId: uuid, to: classTitle.nullable() }))
      .min(1)
      .max(300),
  }),
  z.object({ moved: z.number().int(), graduated: z.number().int() }),
)
