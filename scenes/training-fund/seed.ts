// Fictional demo data through the real flows: an education office, four institutions at different levels, some forty orders
// of the demo's families, lessons signed in day by day, confirmed, disputed, left to silence, refunded.
import { addPortalUser, permissionsOf } from "#kernel/access"
import { addDays } from "#kernel/calendar"
import type { Ctx } from "#kernel/flow"
import { openParty } from "#kernel/party"
import { expectOk } from "#kernel/refusal"
import type { Demo, DemoFamily } from "#kernel/scene"
import { openDeposit, receiveMoney } from "#products/deposit"
import { closeAlert } from "./flows/alerting.ts"
import { blacklist } from "./flows/blacklist.ts"
import { confirmLesson, disputeLesson } from "./flows/confirming.ts"
import { payAtCounter } from "./flows/counter.ts"
import { payRiskDeposit } from "./flows/deposits.ts"
import { decideCourse, fileCourse } from "./flows/courses.ts"
import { answerComplaint, complain, rate } from "./flows/feedback.ts"
import { registerInstitution } from "./flows/institutions.ts"
import { askRefund } from "./flows/refunding.ts"
import { signOrder } from "./flows/signing.ts"
import { markLesson } from "./flows/teaching.ts"
import type { Subject } from "./model.ts"
import { lessonsOf } from "./store.ts"

interface Place {
  name: string
  outlet: string
  phone: string
  /** Days from the demo's start on which its licence ends. */
  licenceDays: number
  deposit: bigint
  courses: {
    title: string
    subject: Subject
    day: number
    count: number
    tuition: bigint
    gift?: number
    hour: number
    seats?: number
  }[]
  /** Children beside those with orders: taught off the platform. */
  extra?: number
  /** Its lessons stop after this day. */
  stops?: number
  /** Where it is not the city's own. */
  policyCode?: string
  /** Beside its own people, one of another institution. */
  alsoOf?: string
}

/** Lessons of the story's last two days are left for the institution's own people to sign in. */
const leftFrom = 119

const places: Place[] = [
  {
    name: "演示·雨湖青禾画室",
    outlet: "YH",
    phone: "13900000201",
    licenceDays: 900,
    deposit: 6_000_000n,
    courses: [
      { title: "少儿素描春季班", subject: "art", day: 10, count: 20, tuition: 240_000n, hour: 9 },
      { title: "少儿水彩夏季班", subject: "art", day: 97, count: 24, tuition: 288_000n, gift: 2, hour: 10 },
    ],
  },
  {
    name: "演示·岳塘弦歌乐坊",
    outlet: "YT",
    phone: "13900000202",
    licenceDays: 145,
    deposit: 0n,
    courses: [
      { title: "古筝启蒙班", subject: "music", day: 14, count: 24, tuition: 299_900n, hour: 13 },
      { title: "古筝提高班", subject: "music", day: 98, count: 20, tuition: 280_000n, hour: 14 },
    ],
  },
  {
    name: "演示·湘乡跃动体训",
    outlet: "XX",
    phone: "13900000203",
    licenceDays: 700,
    deposit: 3_000_000n,
    extra: 4,
    courses: [{ title: "篮球周末班", subject: "sport", day: 90, count: 30, tuition: 360_000n, hour: 16 }],
  },
  {
    name: "演示·湘潭县星河科创",
    outlet: "XTX",
    phone: "13900000204",
    licenceDays: 500,
    deposit: 1_000_000n,
    stops: 100,
    courses: [{ title: "机器人入门", subject: "science", day: 84, count: 30, tuition: 420_000n, hour: 18 }],
  },
  {
    name: "演示·韶山启明棋社",
    outlet: "SS",
    phone: "13900000205",
    licenceDays: 600,
    deposit: 800_000n,
    policyCode: "ZIGONG_2020",
    alsoOf: "演法人4",
    courses: [{ title: "围棋启蒙班", subject: "other", day: 94, count: 20, tuition: 200_000n, hour: 8, seats: 5 }],
  },
]

function outside(demo: Demo, role: string, partyId: string, name: string): Ctx {
  const actor = {
    kind: role === "citizen" ? ("citizen" as const) : ("portal" as const),
    id: `demo-${role}-${partyId}`,
    name,
    personId: `demo-${role}-${partyId}`,
    roles: [role],
    permissions: permissionsOf(demo.system.house, [role]),
    outlet: null,
    scope: [],
    partyId,
  }
  return { ...demo.system, actor }
}

export async function seed(demo: Demo): Promise<void> {
  const families = (demo.shared.get("families") ?? []) as DemoFamily[]
  const start = demo.today()
  const officeName = "演示市教育局校外培训监管科"
  const office = expectOk(
    await openParty(demo.as("manager", "YH"), { kind: "public-body", name: officeName, outlet: "YH" }),
  ).id
  for (const [name, phone] of [
    ["演监管甲", "13900000211"],
    ["演监管乙", "13900000212"],
  ] as const) {
    const user = { partyId: office, name, phone, roles: ["regulator"] }
    expectOk(await addPortalUser(demo.as("manager", "YH"), user))
  }
  const authority = () => outside(demo, "regulator", office, "演监管甲")
  for (const [at, place] of places.entries()) await openPlace(demo, { place, at, start, families, authority })
  // Somebody looked into the weekly releases of the two art and music schools: what stays open are their other alerts.
  demo.plan(addDays(start, 119), () => lookedInto(demo, ["YH", "YT"]))
  demo.plan(addDays(start, 118), () => voices(demo, { office: authority, families }))
  demo.log(`教培资金监管：机构 ${places.length} 家`)
}

async function lookedInto(demo: Demo, outlets: string[]): Promise<void> {
  const rows = await demo.system.db
    .selectFrom("training_alert")
    .innerJoin("training_institution", "training_institution.id", "training_alert.institution_id")
    .select("training_alert.id")
    .where("outlet", "in", outlets)
    .where("rule", "in", ["outflow", "auto_confirm"])
    .where("training_alert.state", "=", "open")
    .execute()
  const outcome = "核对为正常的每周划拨"
  for (const { id } of rows) expectOk(await closeAlert(demo.as("risk"), { id, outcome }))
}

/** What parents say, and what the authority does about the institution that stopped teaching. */
async function voices(demo: Demo, p: { office: () => Ctx; families: readonly DemoFamily[] }): Promise<void> {
  const { office } = p
  const orders = await demo.system.db
    .selectFrom("training_order as o")
    .innerJoin("training_institution as i", "i.id", "o.institution_id")
    .select([
      "o.id",
      "o.guardian_id",
      "o.state",
      "i.id as institutionId",
      "i.party_id",
      "i.outlet",
      "i.legal_person",
      "o.last_on",
    ])
    .orderBy("o.contract_no")
    .execute()
  const parentOf = (order: { guardian_id: string }) =>
    outside(
      demo,
      "citizen",
      order.guardian_id,
      p.families.find((one) => one.guardianId === order.guardian_id)!.guardianName,
    )
  const finished = orders.filter(
    (one) => one.state === "REFUNDED" || (one.state === "TEACHING" && one.last_on < demo.today()),
  )
  for (const [at, order] of finished.entries())
    expectOk(
      await rate(parentOf(order), {
        orderId: order.id,
        stars: at % 3 === 0 ? 4 : 5,
        body: at % 3 === 0 ? "作业点评可以再细一点" : "",
      }),
    )
  const stopped = orders.filter((one) => one.outlet === "XTX" && one.state === "TEACHING")
  const [first] = stopped
  if (first) {
    const body = "已经两周没有上课，电话也打不通，担心机构跑路"
    expectOk(await complain(parentOf(first), { orderId: first.id, topic: "teaching", body }))
    expectOk(
      await blacklist(office(), {
        institutionId: first.institutionId,
        people: [first.legal_person],
        documentNo: "演教监〔2026〕12号",
        reason: "擅自停课且负责人失联，限期未整改",
      }),
    )
  }
  const other = orders.find((one) => one.outlet === "YT" && one.state === "TEACHING")
  if (!other) return
  const said = { orderId: other.id, topic: "charge" as const, body: "老师说买琴谱要另外扫码付 50 元" }
  const { id } = expectOk(await complain(parentOf(other), said))
  const inst = outside(demo, "institution", other.party_id, "演教务")
  expectOk(await answerComplaint(inst, { id, answer: "琴谱自愿购买，已要求老师不得在课堂上收款，已收的当天退回" }))
}

interface Opening {
  place: Place
  at: number
  start: string
  families: readonly DemoFamily[]
  authority: () => Ctx
}

async function openPlace(demo: Demo, o: Opening): Promise<void> {
  const { place, at, start } = o
  const clerk = () => demo.as("clerk", place.outlet)
  const manager = demo.as("manager", place.outlet)
  const partyId = expectOk(await openParty(manager, { kind: "firm", name: place.name, outlet: place.outlet })).id
  expectOk(await addPortalUser(manager, { partyId, name: "演教务", phone: place.phone, roles: ["institution"] }))
  const settlementNo = expectOk(
    await openDeposit(clerk(), { partyId, outlet: place.outlet, title: place.name }),
  ).accountNo
  const funds = { accountNo: settlementNo, amountFen: 20_000_000n, counterparty: "演示投资人", memo: "开办资金" }
  expectOk(await receiveMoney(clerk(), funds))
  const { id } = expectOk(
    await registerInstitution(clerk(), {
      partyId,
      kind: "non_academic",
      licenceNo: `演教民〔2026〕${at + 1}号`,
      licenceUntil: addDays(start, place.licenceDays),
      policyCode: place.policyCode ?? "XIANGTAN",
      settlementNo,
      outlet: place.outlet,
      address: `示范路 ${at + 1} 号`,
      legalPerson: `演法人${at + 1}`,
      people: [`演负责${at + 1}`, ...(place.alsoOf ? [place.alsoOf] : [])],
    }),
  )
  const inst = () => outside(demo, "institution", partyId, "演教务")
  if (place.deposit > 0n) expectOk(await payRiskDeposit(inst(), { institutionId: id, amountFen: place.deposit }))
  for (const course of place.courses)
    demo.plan(addDays(start, Math.max(0, course.day - 7)), () => openCourse(demo, { ...o, course, inst }))
}

type Course = Place["courses"][number]

async function openCourse(demo: Demo, o: Opening & { course: Course; inst: () => Ctx }): Promise<void> {
  const { course, place, start, inst } = o
  const first = addDays(start, course.day)
  const lessons = Array.from({ length: course.count + (course.gift ?? 0) }, (_, at) => {
    const begins = Date.parse(`${addDays(first, at * 2)}T${String(course.hour).padStart(2, "0")}:00:00+08:00`)
    return { startsAt: new Date(begins).toISOString(), endsAt: new Date(begins + 5_400_000).toISOString() }
  })
  const { id: courseId } = expectOk(
    await fileCourse(inst(), {
      title: course.title,
      subject: course.subject,
      billing: "period",
      giftLessons: course.gift ?? 0,
      tuitionFen: course.tuition,
      listPerLessonFen: (course.tuition / BigInt(course.count)) * 2n,
      materialsFen: 12_000n,
      deduction: "PAID_PRICE",
      teacher: "演老师",
      room: "一楼教室",
      online: false,
      seats: course.seats ?? 20,
      lessons,
    }),
  )
  expectOk(await decideCourse(o.authority(), { id: courseId, approved: true, reason: "" }))
  const orders: { id: string; family: DemoFamily }[] = []
  for (const [at, family] of o.families.entries()) {
    // Each family takes some of the courses; the demo's clock signs and pays at the counter.
    if ((at + course.hour) % 12 >= 7 || orders.length >= (course.seats ?? 20)) continue
    const parent = outside(demo, "citizen", family.guardianId, family.guardianName)
    const { id } = expectOk(await signOrder(parent, { courseId, studentId: family.childId }))
    expectOk(await payAtCounter(demo.as("clerk", place.outlet), { orderId: id }))
    orders.push({ id, family })
  }
  const all = await lessonsOf(demo.system, courseId)
  for (const [at, lesson] of all.entries()) {
    const day = course.day + at * 2
    if (day >= leftFrom || (place.stops !== undefined && day > place.stops)) break
    // Signed in on the next morning: the demo's clock stands at ten.
    demo.plan(addDays(start, day + 1), () => teach(demo, { ...o, lessonId: lesson.id, seq: at + 1, orders }))
  }
}

interface Teaching extends Opening {
  inst: () => Ctx
  lessonId: string
  seq: number
  orders: { id: string; family: DemoFamily }[]
}

async function teach(demo: Demo, t: Teaching): Promise<void> {
  const { rows } = await openOrders(demo, t)
  const marks = rows.map((one, at) => ({
    orderId: one.id,
    mark: (t.seq + at) % 9 === 0 ? ("leave" as const) : ("present" as const),
  }))
  const seen = marks.filter((one) => one.mark === "present").length + (t.place.extra ?? 0)
  expectOk(await markLesson(t.inst(), { lessonId: t.lessonId, marks, seen, source: "sign_in" }))
  for (const [at, one] of rows.entries()) await answer(demo, { ...t, at, one })
}

async function openOrders(demo: Demo, t: Teaching) {
  const live = await demo.system.db
    .selectFrom("training_order")
    .select("id")
    .where("id", "in", [...t.orders.map((one) => one.id), "00000000-0000-0000-0000-000000000000"])
    .where("state", "in", ["PAID", "TEACHING"])
    .execute()
  const ids = new Set(live.map((row) => row.id))
  return { rows: t.orders.filter((one) => ids.has(one.id)) }
}

/** Most parents say yes, some say nothing, one says no now and then, one leaves after a while. */
async function answer(demo: Demo, t: Teaching & { at: number; one: Teaching["orders"][number] }): Promise<void> {
  if (t.at === 0) return
  const parent = outside(demo, "citizen", t.one.family.guardianId, t.one.family.guardianName)
  const line = await demo.system.db
    .selectFrom("custody_evidence")
    .innerJoin("training_order", "training_order.holding_id", "custody_evidence.holding_id")
    .select("custody_evidence.id")
    .where("training_order.id", "=", t.one.id)
    .where("custody_evidence.state", "=", "asked")
    .where("custody_evidence.planned", "=", false)
    .orderBy("happened_at", "desc")
    .executeTakeFirst()
  if (!line) return
  if (t.at === 1 && t.seq === 9) {
    expectOk(await disputeLesson(parent, { id: line.id, reason: "当天老师临时有事没有上课" }))
    return
  }
  expectOk(await confirmLesson(parent, { id: line.id }))
  if (t.at === 2 && t.seq === 10)
    expectOk(await askRefund(parent, { orderId: t.one.id, reason: "学校课后服务时间冲突", atFault: false }))
}
