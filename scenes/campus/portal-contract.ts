// The school's own side over HTTP: office, teachers, guards, card office, tills.
import { z } from "zod"
import { date, endpoint, instant, pageOf, paging, uuid } from "#contract/kernel/http"
import { consentView, deviceView, gateAnswer, leaveBody, leaveView, passingView } from "./contract.ts"
import { emergencyKinds, marks, purposes } from "./model.ts"

export const tag = "campus-school"
export const base = "/portal/campus"
export const id = z.object({ id: uuid })
export const read = <Q extends z.ZodType | undefined, R extends z.ZodType>(
  path: string,
  zh: string,
  en: string,
  response: R,
  query?: Q,
) => endpoint({ method: "GET", path: `${base}${path}`, tag, summary: { zh, en }, query, response })
export const write = <B extends z.ZodType, R extends z.ZodType | undefined>(
  path: string,
  zh: string,
  en: string,
  body: B,
  response?: R,
) => endpoint({ method: "POST", path: `${base}${path}`, tag, summary: { zh, en }, body, response })
export const act = <B extends z.ZodType, R extends z.ZodType | undefined>(
  path: string,
  zh: string,
  en: string,
  body: B,
  response?: R,
) => endpoint({ method: "POST", path: `${base}${path}`, tag, summary: { zh, en }, params: id, body, response })

export const personLine = z.object({
  personId: uuid,
  name: z.string(),
  number: z.string(),
  classTitle: z.string().nullable(),
  since: instant.nullable(),
  place: z.string().nullable(),
})

export const classLine = z.object({
  id: uuid,
  title: z.string(),
  teacher: z.string().nullable(),
  bellAt: instant,
  expected: z.number().int(),
  present: z.number().int(),
  late: z.number().int(),
  onLeave: z.number().int(),
  missing: z.number().int(),
  rateBp: z.number().int(),
  inside: z.number().int(),
})

export const board = read(
  "/board",
  "在校实时看板",
  "Live board",
  z.object({
    school: z.string(),
    day: date,
    now: instant,
    isSchoolDay: z.boolean(),
    inside: z.number().int(),
    visitors: z.number().int(),
    expected: z.number().int(),
    present: z.number().int(),
    late: z.number().int(),
    missing: z.number().int(),
    onLeave: z.number().int(),
    notLeft: z.number().int(),
    emergency: z.boolean(),
    quarantined: z.number().int(),
    classes: z.array(classLine),
    gates: z.array(z.object({ sn: z.string(), place: z.string(), in: z.number().int(), out: z.number().int() })),
    morning: z.array(z.object({ at: z.string(), in: z.number().int(), out: z.number().int() })),
    face: z.object({ card: z.number().int(), face: z.number().int(), other: z.number().int() }),
  }),
)

export const listKinds = z.enum(["notArrived", "late", "notLeft", "onLeave", "inside"])
export const dayList = read(
  "/lists",
  "未到校、迟到、未离校、请假与在校名单",
  "Lists of the day",
  z.object({ items: z.array(personLine) }),
  z.object({ kind: listKinds }),
)

export const listPassings = read(
  "/passings",
  "通行记录",
  "Passings",
  pageOf(passingView.extend({ sn: z.string(), name: z.string().nullable(), classTitle: z.string().nullable() })),
  paging.extend({ day: date.optional(), q: z.string().max(40).optional(), odd: z.enum(["yes"]).optional() }),
)

export const callParents = write(
  "/calls",
  "查看监护人电话（留痕）",
  "Guardians' numbers, recorded",
  z.object({ personId: uuid, purpose: z.string().trim().min(2).max(80) }),
  z.object({ guardians: z.array(z.object({ name: z.string(), relation: z.string(), phone: z.string().nullable() })) }),
)

export const findPeople = read(
  "/people",
  "查找学生",
  "Find pupils",
  z.object({
    items: z.array(
      z.object({
        personId: uuid,
        name: z.string(),
        number: z.string(),
        classTitle: z.string().nullable(),
        status: z.enum(["enrolled", "graduated", "left"]),
        presence: z.enum(["in", "out"]).nullable(),
        walletNo: z.string().nullable(),
      }),
    ),
  }),
  z.object({ q: z.string().max(40).default(""), classId: uuid.optional() }),
)

export const listClasses = read(
  "/classes",
  "班级",
  "Classes",
  z.object({ items: z.array(z.object({ id: uuid, title: z.string(), teacher: z.string().nullable() })) }),
)

export const leaveViews = z.enum(["waiting", "running", "ended", "all"])
export const listLeaves = read(
  "/leaves",
  "请假列表",
  "Leaves",
  pageOf(leaveView),
  paging.extend({ view: leaveViews.optional(), q: z.string().max(40).optional() }),
)
export const askLeaveEndpoint = write(
  "/leaves",
  "代家长登记请假",
  "Leave entered by the office",
  leaveBody.extend({ personId: uuid }),
  z.object({ id: uuid, passCode: z.string() }),
)
export const decideLeaveEndpoint = act(
  "/leaves/:id/decision",
  "同意或不同意请假",
  "Decide a leave",
  z.object({ agree: z.boolean(), reason: z.string().trim().max(200).default("") }),
  z.object({ state: z.string() }),
)
export const withdrawLeaveEndpoint = act("/leaves/:id/withdraw", "撤销请假", "Withdraw a leave", z.object({}))

export const visitView = z.object({
  id: uuid,
  visitorName: z.string(),
  phoneTail: z.string(),
  idTail: z.string().nullable(),
  company: z.string().nullable(),
  purpose: z.string(),
  plate: z.string().nullable(),
  hostName: z.string(),
  from: instant,
  to: instant,
  code: z.string(),
  state: z.enum(["booked", "host_ok", "arrived", "in", "left", "no_show", "rejected"]),
  inAt: instant.nullable(),
  leftAt: instant.nullable(),
  overstay: z.boolean(),
})
export const listVisits = read(
  "/visits",
  "访客",
  "Visitors",
  pageOf(visitView),
  paging.extend({ day: date.optional(), state: z.enum(["here", "coming", "over"]).optional() }),
)
export const bookVisitEndpoint = write(
  "/visits",
  "登记访客",
  "Book a visit",
  z.object({
    visitorName: z.string().trim().min(2).max(30),
    phone: z.string().regex(/^1\d{10}$/, "手机号须为 11 位 / eleven digits"),
    idTail: z
      .string()
      .regex(/^[\dXx]{4}$/)
      .optional(),
    company: z.string().trim().max(60).optional(),
    purpose: z.string().trim().min(2).max(60),
    plate: z.string().trim().max(10).optional(),
    hostId: uuid.optional(),
    hostName: z.string().trim().min(2).max(30),
    from: instant,
    to: instant,
    agreed: z.boolean(),
  }),
  z.object({ id: uuid, code: z.string() }),
)
export const moveVisitEndpoint = act(
  "/visits/:id/state",
  "访客确认、到访、进校、离校",
  "Move a visit on",
  z.object({ to: z.enum(["host_ok", "rejected", "arrived", "in", "left"]), idTail: z.string().max(4).optional() }),
)

export const byHand = write(
  "/by-hand",
  "门卫登记进出",
  "Entered by the guard",
  z.object({ sn: z.string(), personId: uuid, direction: z.enum(["in", "out"]) }),
  gateAnswer,
)

export const prepareRoll = read(
  "/roll-calls/prepare",
  "准备点名",
  "Marks prepared from gate and leave",
  z.object({
    classTitle: z.string(),
    day: date,
    taken: z.object({ taker: z.string(), at: instant }).nullable(),
    marks: z.array(z.object({ personId: uuid, name: z.string(), number: z.string(), mark: z.enum(marks) })),
  }),
  z.object({ classId: uuid, period: z.string().max(20) }),
)
export const takeRollEndpoint = write(
  "/roll-calls",
  "提交点名",
  "Take the roll",
  z.object({
    classId: uuid,
    period: z.string().trim().min(1).max(20),
    marks: z.array(z.object({ personId: uuid, mark: z.enum(marks) })).max(200),
  }),
  z.object({ id: uuid }),
)

export const getEmergency = read(
  "/emergency",
  "应急与清点",
  "Emergency and muster",
  z.object({
    open: z
      .object({
        id: uuid,
        kind: z.enum(emergencyKinds),
        state: z.enum(["emergency", "muster", "recovered"]),
        startedAt: instant,
        startedBy: z.string(),
        inside: z.number().int(),
        scanned: z.number().int(),
        ticked: z.number().int(),
        unaccounted: z.array(
          z.object({
            subjectId: uuid,
            name: z.string(),
            classTitle: z.string().nullable(),
            lastPlace: z.string().nullable(),
            guardian: z.string().nullable(),
            phone: z.string().nullable(),
          }),
        ),
      })
      .nullable(),
    past: z.array(
      z.object({
        id: uuid,
        kind: z.enum(emergencyKinds),
        startedAt: instant,
        endedAt: instant.nullable(),
        inside: z.number().int(),
        unaccounted: z.number().int(),
      }),
    ),
  }),
)
export const startEmergencyEndpoint = write(
  "/emergency",
  "开启应急",
  "Start an emergency",
  z.object({ kind: z.enum(emergencyKinds) }),
  z.object({ id: uuid, inside: z.number().int() }),
)
export const tickEndpoint = write(
  "/emergency/ticks",
  "人工清点",
  "Tick off by hand",
  z.object({ subjectIds: z.array(uuid).max(500) }),
  z.object({ ticked: z.number().int() }),
)
export const endEmergencyEndpoint = write("/emergency/end", "恢复正常", "End the emergency", z.object({}))

export const listDevices = read(
  "/devices",
  "设备",
  "Devices",
  z.object({
    items: z.array(deviceView),
    adapters: z.array(z.object({ code: z.string(), zh: z.string() })),
    mqtt: z.object({ state: z.enum(["on", "waiting", "taken", "away", "off"]), zh: z.string(), en: z.string() }),
  }),
)
export const addDeviceEndpoint = write(
  "/devices",
  "登记设备",
  "Register a device",
  z.object({
    sn: z
      .string()
      .trim()
      .regex(/^[\w-]{3,40}$/, "序列号为 3 至 40 位字母、数字或短横 / letters, digits, dashes"),
    kind: z.enum(["gate", "desk", "muster"]),
    place: z.string().trim().min(2).max(40),
    direction: z.enum(["in", "out", "both"]),
    adapter: z.string(),
    hasFace: z.boolean().default(false),
  }),
  z.object({ key: z.string(), pushPath: z.string(), topic: z.string() }),
)
const snOf = z.object({ sn: z.string() })
export const retireDeviceEndpoint = write("/devices/retire", "停用设备", "Retire a device", snOf)
export const remoteOpenEndpoint = write(
  "/devices/open",
  "远程开门",
  "Open a gate remotely",
  snOf.extend({ direction: z.enum(["in", "out"]), reason: z.string().trim().min(2).max(80) }),
)

export const consentBoard = read(
  "/consents",
  "监护人同意情况",
  "Consents",
  z.object({
    pupils: z.number().int(),
    faces: z.number().int(),
    mustFile: z.boolean(),
    coverage: z.array(z.object({ purpose: z.enum(purposes), inForce: z.number().int(), withdrawn: z.number().int() })),
    items: z.array(
      z.object({
        personId: uuid,
        name: z.string(),
        classTitle: z.string().nullable(),
        consents: z.array(consentView),
        hasFace: z.boolean(),
      }),
    ),
  }),
  z.object({ q: z.string().max(40).default(""), lack: z.enum(purposes).optional() }),
)
export const enrolFaceEndpoint = write(
  "/faces",
  "登记设备内的人脸模板",
  "Enrol a face template held in devices",
  z.object({ personId: uuid, templateRef: z.string().trim().min(4).max(60) }),
)
