// What the scene's tests on a real branch share: an institution, a family, a course with its lessons, an order that is paid.
import { linkGuardian, openParty, registerPerson } from "#kernel/party"
import { flow, type Ctx } from "#kernel/flow"
import { runJob } from "#kernel/job"
import { expectOk, ok, type Outcome } from "#kernel/refusal"
import { openDeposit, receiveMoney } from "#products/deposit"
import type { TestBank } from "../../tests/support/bank.ts"
import { payAtCounter } from "./flows/counter.ts"
import { decideCourse, fileCourse, type NewCourse } from "./flows/courses.ts"
import { registerInstitution, type NewInstitution } from "./flows/institutions.ts"
import { signOrder } from "./flows/signing.ts"
import { markLesson } from "./flows/teaching.ts"
import type { Mark } from "./model.ts"
import { lessonsOf } from "./store.ts"

const family = flow(
  { name: "test.family", permission: null },
  async (ctx, input: { parent: string; child: string; phone: string }): Promise<Outcome<Family>> => {
    const parent = expectOk(await registerPerson(ctx, { name: input.parent, phone: input.phone, outlet: "XX" }))
    const child = { name: input.child, birthDate: "2014-05-01", outlet: "XX", guardianId: parent }
    const childId = expectOk(await registerPerson(ctx, child))
    expectOk(await linkGuardian(ctx, { guardianId: parent, childId, relation: "mother" }))
    return ok({ guardianId: parent, childId })
  },
)

export interface Family {
  guardianId: string
  childId: string
}

export interface School {
  id: string
  partyId: string
  accountNo: string
  poolNo: string
}

export function trainingTools(b: TestBank) {
  let serial = 0
  const next = () => (serial += 1)
  const portal = (role: string, partyId: string, person = `${role}-${partyId}`): Ctx => {
    b.branch.clock.advance(1000)
    return b.branch.as(role, { partyId, person })
  }
  const school = async (name: string, over: Partial<NewInstitution> = {}): Promise<School> => {
    const partyId = await b.firm(name)
    const clerk = b.as("clerk", "XX")
    const { accountNo } = expectOk(await openDeposit(clerk, { partyId, outlet: "XX", title: name }))
    const money = { accountNo, amountFen: 50_000_000n, counterparty: "示例", memo: "注资" }
    expectOk(await receiveMoney(clerk, money))
    const made = expectOk(
      await registerInstitution(clerk, {
        partyId,
        kind: "non_academic",
        licenceNo: `示教民〔2026〕${next()}号`,
        licenceUntil: "2028-12-31",
        policyCode: "NATIONAL_APP",
        settlementNo: accountNo,
        outlet: "XX",
        address: "示例路 1 号",
        legalPerson: "演法人",
        people: ["演负责"],
        ...over,
      }),
    )
    return { id: made.id, partyId, accountNo, poolNo: made.custodyAccountNo }
  }
  const newFamily = async (): Promise<Family> => {
    const n = next()
    const input = { parent: `演家长${n}`, child: `演小${n}`, phone: `1391234${String(n).padStart(4, "0")}` }
    return expectOk(await family(b.system(), input))
  }
  const course = async (
    of: School,
    over: Partial<NewCourse> & { count?: number; from?: string; hour?: number } = {},
  ) => {
    const { count = 10, from, hour = 10, ...rest } = over
    const start = from ?? (await b.today())
    const lessons = Array.from({ length: count }, (_, at) => {
      const day = Date.parse(`${start}T${String(hour).padStart(2, "0")}:00:00+08:00`) + at * 86_400_000
      return { startsAt: new Date(day).toISOString(), endsAt: new Date(day + 5_400_000).toISOString() }
    })
    const input: NewCourse = {
      title: `示例美术 ${next()}`,
      subject: "art",
      billing: "period",
      giftLessons: 0,
      tuitionFen: 200_000n,
      listPerLessonFen: 25_000n,
      materialsFen: 0n,
      deduction: "PAID_PRICE",
      teacher: "演老师",
      room: "101",
      online: false,
      seats: 20,
      lessons,
      ...rest,
    }
    const made = expectOk(await fileCourse(portal("institution", of.partyId), input))
    expectOk(await decideCourse(portal("regulator", await office()), { id: made.id, approved: true, reason: "" }))
    return made.id
  }
  let officeId: string | undefined
  const office = async () =>
    (officeId ??= expectOk(
      await openParty(b.as("manager", "XX"), { kind: "public-body", name: "示例教育局", outlet: "XX" }),
    ).id)
  const sign = (f: Family, courseId: string) =>
    signOrder(portal("citizen", f.guardianId), { courseId, studentId: f.childId })
  const paid = async (f: Family, courseId: string): Promise<string> => {
    const { id } = expectOk(await sign(f, courseId))
    expectOk(await payAtCounter(b.as("clerk", "XX"), { orderId: id }))
    return id
  }
  const teach = async (
    of: School,
    p: { courseId: string; seq: number; orders: string[]; mark?: Mark; seen?: number },
  ) => {
    const lesson = (await lessonsOf(b.system(), p.courseId))[p.seq - 1]!
    if (b.branch.clock.now() < lesson.starts_at) b.branch.clock.set(lesson.starts_at.toISOString())
    const marks = p.orders.map((orderId) => ({ orderId, mark: p.mark ?? ("present" as const) }))
    const input = { lessonId: lesson.id, marks, seen: p.seen ?? p.orders.length, source: "sign_in" as const }
    return markLesson(portal("institution", of.partyId), input)
  }
  const linesOf = async (orderId: string) =>
    b.branch.database.db
      .selectFrom("custody_evidence")
      .innerJoin("training_order", "training_order.holding_id", "custody_evidence.holding_id")
      .selectAll("custody_evidence")
      .where("training_order.id", "=", orderId)
      .orderBy("happened_at")
      .execute()
  const order = (id: string) =>
    b.branch.database.db.selectFrom("training_order").selectAll().where("id", "=", id).executeTakeFirstOrThrow()
  const jobs = async () => {
    const waiting = await b.branch.database.db.selectFrom("job").select("id").where("state", "=", "waiting").execute()
    for (const { id } of waiting) await runJob(b.system(), id)
    await b.settle()
  }
  const code = (outcome: unknown) => (outcome as { refusal?: { code: string } }).refusal?.code.split("/")[1]
  return { portal, school, family: newFamily, course, office, sign, paid, teach, linesOf, order, jobs, code }
}
