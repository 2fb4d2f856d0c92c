// Bad input and its answer, each by its code; what was refused has moved nothing.
import { randomUUID } from "node:crypto"
import { expect, it, test } from "vitest"
import { expectOk } from "#kernel/refusal"
import { poolMoney } from "#products/custody"
import { useBank } from "../../tests/support/bank.ts"
import { payAtCounter } from "./flows/counter.ts"
import { fileCourse } from "./flows/courses.ts"
import { changeInstitution } from "./flows/institutions.ts"
import { matchReceipt, recordReceipt, returnReceipt } from "./flows/receipts.ts"
import { cancelUnpaid } from "./flows/signing.ts"
import { trainingTools, type School } from "./testing.ts"

const b = useBank("2026-02-02")
const t = trainingTools(b)
let school: School

const daily = (from: string, count: number, step = 1) => ({
  lessons: Array.from({ length: count }, (_, at) => {
    const start = Date.parse(`${from}T10:00:00+08:00`) + at * step * 86_400_000
    return { startsAt: new Date(start).toISOString(), endsAt: new Date(start + 3_600_000).toISOString() }
  }),
})

test("an institution to refuse with", async () => {
  school = await t.school("示例一")
})

it.each([
  ["FEE_TOO_LONG", { lessons: daily("2026-03-02", 2, 92).lessons }],
  ["LESSONS_OVER_60", daily("2026-03-01", 61)],
  ["FEE_CAP_5000", { ...daily("2026-03-01", 10), tuitionFen: 490_000n, materialsFen: 10_001n }],
  ["PAY_TOO_EARLY", daily("2026-03-03", 10)],
])("%s", async (code, over) => {
  const courseId = await t.course(school, over)
  expect(t.code(await t.sign(await t.family(), courseId))).toBe(code)
})

it("COURSE_AFTER_2030", async () => {
  const lesson = { startsAt: "2026-03-01T19:30:00+08:00", endsAt: "2026-03-01T20:31:00+08:00" }
  const input = {
    title: "晚课",
    subject: "art",
    billing: "period",
    giftLessons: 0,
    tuitionFen: 1n,
    listPerLessonFen: 1n,
  } as const
  const rest = { materialsFen: 0n, deduction: "PAID_PRICE", teacher: "演", room: "1", online: false, seats: 1 } as const
  const who = t.portal("institution", school.partyId)
  expect(t.code(await fileCourse(who, { ...input, ...rest, lessons: [lesson] }))).toBe("COURSE_AFTER_2030")
  const listed = { ...input, ...rest, deduction: "LIST_PRICE" as const, ...daily("2026-03-01", 1) }
  expect(t.code(await fileCourse(who, listed))).toBe("E-LIST-PRICE")
})

it("ACCOUNT_NOT_CUSTODY and LOAN_PAYMENT_FORBIDDEN; a transfer to the right account is matched or goes back", async () => {
  const clerk = () => b.as("clerk", "XX")
  const receipt = {
    institutionId: school.id,
    accountNo: school.poolNo,
    route: "transfer" as const,
    amountFen: 250_000n,
    payer: "演家长",
  }
  expect(t.code(await recordReceipt(clerk(), { ...receipt, accountNo: school.accountNo }))).toBe("ACCOUNT_NOT_CUSTODY")
  expect(t.code(await recordReceipt(clerk(), { ...receipt, route: "loan" }))).toBe("LOAN_PAYMENT_FORBIDDEN")
  expectOk(await recordReceipt(clerk(), receipt))
  const courseId = await t.course(school)
  const { id } = expectOk(await t.sign(await t.family(), courseId))
  expectOk(await matchReceipt(clerk(), { orderId: id }))
  expect(await t.order(id)).toMatchObject({ state: "PAID", channel: "transfer" })
  expect((await poolMoney(b.system(), school.poolNo)).unapplied).toBe(50_000n)
  const tooMuch = { institutionId: school.id, amountFen: 50_001n, memo: "多付退回" }
  expect(await returnReceipt(clerk(), tooMuch)).toMatchObject({
    ok: false,
    refusal: {
      code: "custody/REFUND_OVER_PAID",
      zh: "待匹配来款可退 500.00 元，不能退 500.01 元；请按可退金额办理。未作任何变动。",
      en: "500.00 yuan of unmatched money can be returned, not 500.01. Nothing moved.",
    },
  })
  expectOk(await returnReceipt(clerk(), { institutionId: school.id, amountFen: 50_000n, memo: "多付退回" }))
  expect((await poolMoney(b.system(), school.poolNo)).unapplied).toBe(0n)
})

it("LESSON_DUPLICATE: one child in two rooms, when signing and when signing in", async () => {
  const family = await t.family()
  const one = await t.course(school, { hour: 14 })
  await t.paid(family, one)
  const two = await t.course(school, { hour: 15 })
  expect(t.code(await t.sign(family, two))).toBe("LESSON_DUPLICATE")
  expect(t.code(await t.sign(family, one))).toBe("E-TWICE")
})

it("RELEASE_OVER_UNEARNED: a lesson more than the contract has is refused, and says how many there are", async () => {
  const family = await t.family()
  const courseId = await t.course(school, { count: 2, hour: 8 })
  const orderId = await t.paid(family, courseId)
  for (const seq of [1, 2]) expectOk(await t.teach(school, { courseId, seq, orders: [orderId] }))
  await b.branch.database.db
    .updateTable("training_lesson")
    .set({ state: "scheduled" })
    .where("course_id", "=", courseId)
    .execute()
  // A mark is kept once: the same lesson again asks for nothing more.
  expect(expectOk(await t.teach(school, { courseId, seq: 2, orders: [orderId] }))).toEqual({ asked: 0 })
  const startsAt = new Date("2026-02-04T08:00:00+08:00")
  const extra = { id: randomUUID(), course_id: courseId, seq: 3, starts_at: startsAt }
  await b.branch.database.db
    .insertInto("training_lesson")
    .values({ ...extra, ends_at: new Date(startsAt.getTime() + 3_600_000) })
    .execute()
  expect(await t.teach(school, { courseId, seq: 3, orders: [orderId] })).toMatchObject({
    ok: false,
    refusal: {
      code: "custody/RELEASE_OVER_UNEARNED",
      zh: "课时费约定 2 次，已登记 2 次，再登记就超过未消课金额；请核对次数。未作任何变动。",
      en: expect.stringMatching(/^Tuition: 2 steps agreed and 2 told already/),
    },
  })
  expect(await t.linesOf(orderId)).toHaveLength(2)
})

it("INSTITUTION_RESTRICTED: a red institution takes no new orders, the old ones go on", async () => {
  const courseId = await t.course(school, { hour: 9 })
  const red = { id: school.id, state: "RESTRICTED" as const, reason: "预警未处理" }
  expectOk(await changeInstitution(t.portal("regulator", await t.office()), red))
  expect(t.code(await t.sign(await t.family(), courseId))).toBe("INSTITUTION_RESTRICTED")
  expectOk(await changeInstitution(b.as("risk"), { ...red, state: "NORMAL", reason: "整改完成" }))
})

it("a contract nobody pays in half an hour is cancelled, and its payment is refused", async () => {
  const courseId = await t.course(school, { hour: 11 })
  const { id } = expectOk(await t.sign(await t.family(), courseId))
  b.branch.clock.advance(31 * 60_000)
  expect(t.code(await payAtCounter(b.as("clerk", "XX"), { orderId: id }))).toBe("E-STATE")
  expect(await cancelUnpaid(b.system())).toBe(1)
  expect(await t.order(id)).toMatchObject({ state: "CANCELLED", holding_id: null })
})

it("SPLIT_ORDER_SUSPECT: warned of, not blocked", async () => {
  const family = await t.family()
  for (const hour of [16, 18]) {
    const courseId = await t.course(school, { hour, tuitionFen: 300_000n, subject: "music" })
    await t.paid(family, courseId)
  }
  const alerts = await b.branch.database.db
    .selectFrom("training_alert")
    .selectAll()
    .where("rule", "=", "split_order")
    .execute()
  expect(alerts).toMatchObject([{ institution_id: school.id, level: "YELLOW" }])
})
