// The whole story on a real branch: contract, payment into custody, lessons, the parent's word or silence, release, refund,
// dispute, freeze by two people, run-off; and that another family's order is as good as unknown.
import { expect, it, test } from "vitest"
import { prove } from "#ledger"
import { ledgerOn } from "#kernel/flow"
import { decide } from "#kernel/approval"
import { expectOk } from "#kernel/refusal"
import { componentStates, holdingProof, poolById, runRecon } from "#products/custody"
import { inFlow } from "../../products/custody/testing.ts"
import { balanceFen } from "#products/deposit"
import { useBank } from "../../tests/support/bank.ts"
import { confirmLesson, disputeLesson, settleLesson } from "./flows/confirming.ts"
import { askDepositBack, payRiskDeposit } from "./flows/deposits.ts"
import { proposeFreeze, proposeLift } from "./flows/freezing.ts"
import { answerRefund, arbitrate, askRefund, quoteRefund } from "./flows/refunding.ts"
import { askRelease } from "./flows/releasing.ts"
import { askClaimsPaid, confirmOwnClaim, runoffOf, startRunoff, whatIfClosed } from "./flows/running-off.ts"
import { handOver } from "./flows/teaching.ts"
import { institutionById } from "./store.ts"
import { trainingTools } from "./testing.ts"

const b = useBank("2026-04-20")
const t = trainingTools(b)
const db = () => b.branch.database.db
const held = async (orderId: string, name = "tuition") => {
  const { holding_id } = await t.order(orderId)
  return (await componentStates(b.system(), [holding_id!])).get(holding_id!)!.find((one) => one.name === name)!
}
const citizen = (guardianId: string) => t.portal("citizen", guardianId)
const refundOf = (orderId: string) =>
  db()
    .selectFrom("training_refund")
    .selectAll()
    .where("order_id", "=", orderId)
    .orderBy("asked_at", "desc")
    .executeTakeFirstOrThrow()

async function second(approvalId: string, role: string, partyId?: string) {
  const row = await db().selectFrom("approval").selectAll().where("id", "=", approvalId).executeTakeFirstOrThrow()
  const seenHash = row.content_hash.toString("hex")
  const who = partyId ? t.portal(role, partyId, `second-${role}`) : b.as(role, "HQ")
  return decide(who, { id: approvalId, decision: "approved", reason: "", seenHash })
}

test("from a contract to a release: each lesson by the parent's word, to the fen", async () => {
  const school = await t.school("示例画室")
  const family = await t.family()
  const courseId = await t.course(school, { count: 32, tuitionFen: 299_900n })
  const orderId = await t.paid(family, courseId)
  expect(await t.order(orderId)).toMatchObject({ state: "PAID", channel: "counter" })
  expect((await held(orderId)).heldFen).toBe(299_900n)
  expectOk(await t.teach(school, { courseId, seq: 1, orders: [orderId] }))
  expect(await t.order(orderId)).toMatchObject({ state: "TEACHING" })
  const [line] = await t.linesOf(orderId)
  const stranger = await t.family()
  expect(t.code(await confirmLesson(citizen(stranger.guardianId), { id: line!.id }))).toBe("E-NOT-FOUND")
  expect(expectOk(await confirmLesson(citizen(family.guardianId), { id: line!.id }))).toEqual({ release: "93.72" })
  const before = await balanceFen(ledgerOn(db()), school.accountNo)
  expect(
    expectOk(await askRelease(t.portal("institution", school.partyId), { institutionId: school.id })),
  ).toMatchObject({
    lines: 1,
    amount: "93.72",
  })
  await t.jobs()
  expect((await balanceFen(ledgerOn(db()), school.accountNo)) - before).toBe(9_372n)
  const { holding_id } = await t.order(orderId)
  const holding = await db()
    .selectFrom("custody_holding")
    .selectAll()
    .where("id", "=", holding_id!)
    .executeTakeFirstOrThrow()
  expect(await holdingProof(b.system(), holding)).toMatchObject({ isTrue: true })
})

it("T2 after twelve lessons the institution agrees: 1,874.37 goes back, the twelve stay earned", async () => {
  const school = await t.school("示例乐坊")
  const family = await t.family()
  const courseId = await t.course(school, { count: 32, tuitionFen: 299_900n, subject: "music" })
  const orderId = await t.paid(family, courseId)
  for (let seq = 1; seq <= 12; seq += 1) expectOk(await t.teach(school, { courseId, seq, orders: [orderId] }))
  for (const line of await t.linesOf(orderId))
    expectOk(await confirmLesson(citizen(family.guardianId), { id: line.id }))
  const asked = expectOk(
    await askRefund(citizen(family.guardianId), { orderId, reason: "搬家不能再来", atFault: false }),
  )
  expect(t.code(await askRefund(citizen(family.guardianId), { orderId, reason: "再来一次", atFault: false }))).toBe(
    "E-STATE",
  )
  expect(t.code(await askRelease(b.as("accountant"), { institutionId: school.id }))).toBe("E-NOTHING")
  const inst = t.portal("institution", school.partyId)
  expectOk(await answerRefund(inst, { id: asked.id, agreed: true, answer: "" }))
  await t.jobs()
  expect(await refundOf(orderId)).toMatchObject({ state: "DONE", amount_fen: 187_437n, route: "channel" })
  expect(await t.order(orderId)).toMatchObject({ state: "REFUNDED" })
  expect(await held(orderId)).toMatchObject({ heldFen: 112_463n, unearnedFen: 0n, queuedFen: 112_463n })
  expect(expectOk(await askRelease(b.as("accountant"), { institutionId: school.id }))).toMatchObject({
    amount: "1124.63",
  })
  await t.jobs()
  expect((await held(orderId)).heldFen).toBe(0n)
})

it("T6 materials that were handed over are kept: 2,280.00 of 2,880.00 + 160.00 after five lessons", async () => {
  const school = await t.school("示例舞社")
  const family = await t.family()
  const courseId = await t.course(school, { count: 24, tuitionFen: 288_000n, materialsFen: 16_000n, subject: "dance" })
  const orderId = await t.paid(family, courseId)
  expectOk(await handOver(t.portal("institution", school.partyId), { orderId }))
  for (let seq = 1; seq <= 5; seq += 1) expectOk(await t.teach(school, { courseId, seq, orders: [orderId] }))
  for (const line of await t.linesOf(orderId))
    expectOk(await confirmLesson(citizen(family.guardianId), { id: line.id }))
  const quote = await quoteRefund(b.system(), { order: await t.order(orderId), atFault: false, today: await b.today() })
  expect(quote.sheet).toMatchObject({ totalFen: 228_000n, materialsFen: 0n })
})

it("T9 the institution is silent for its working days: agreed at the end of the last one", async () => {
  const school = await t.school("示例棋院")
  const family = await t.family()
  const courseId = await t.course(school, { from: "2026-05-06", subject: "other" })
  const orderId = await t.paid(family, courseId)
  await b.advanceTo("2026-04-29")
  const asked = expectOk(await askRefund(citizen(family.guardianId), { orderId, reason: "时间冲突", atFault: false }))
  const row = await refundOf(orderId)
  expect(row).toMatchObject({ answer_by: "2026-05-09", state: "INSTITUTION_REVIEW", cooling_off: false })
  await b.advanceTo("2026-05-09")
  expect((await refundOf(orderId)).state).toBe("INSTITUTION_REVIEW")
  await b.advanceTo("2026-05-10")
  await t.jobs()
  expect(await refundOf(orderId)).toMatchObject({ id: asked.id, state: "DONE", amount_fen: 200_000n })
})

test("within seven days and before any lesson all of it goes back at once, nobody asked", async () => {
  const school = await t.school("示例书社")
  const family = await t.family()
  const courseId = await t.course(school, { from: "2026-05-15", subject: "language" })
  const orderId = await t.paid(family, courseId)
  expectOk(await askRefund(citizen(family.guardianId), { orderId, reason: "改变主意", atFault: false }))
  await t.jobs()
  expect(await refundOf(orderId)).toMatchObject({ state: "DONE", cooling_off: true, amount_fen: 200_000n })
})

test("a no goes to the authority; its decision is paid; a dispute found void stays with the family", async () => {
  const school = await t.school("示例科创")
  const family = await t.family()
  const courseId = await t.course(school, { count: 10, subject: "science" })
  const orderId = await t.paid(family, courseId)
  const inst = () => t.portal("institution", school.partyId)
  const office = async () => t.portal("regulator", await t.office())
  for (const seq of [1, 2]) expectOk(await t.teach(school, { courseId, seq, orders: [orderId] }))
  const [one, two] = await t.linesOf(orderId)
  expectOk(await confirmLesson(citizen(family.guardianId), { id: one!.id }))
  expectOk(await disputeLesson(citizen(family.guardianId), { id: two!.id, reason: "当天停课没有上" }))
  expect(t.code(await settleLesson(inst(), { id: two!.id, stands: true, reason: "签到表在此" }))).toBe("E-STATE")
  expectOk(await settleLesson(await office(), { id: two!.id, stands: false, reason: "核实当天停课" }))
  const asked = expectOk(
    await askRefund(citizen(family.guardianId), { orderId, reason: "教学质量不符", atFault: true }),
  )
  expect(t.code(await answerRefund(inst(), { id: asked.id, agreed: false, answer: "" }))).toBe("E-REASON")
  expectOk(await answerRefund(inst(), { id: asked.id, agreed: false, answer: "不认可家长的说法" }))
  expect((await refundOf(orderId)).state).toBe("ARBITRATION")
  expectOk(await arbitrate(await office(), { id: asked.id, pay: true, atFault: true, decision: "机构停课属实，应退" }))
  await t.jobs()
  expect(await refundOf(orderId)).toMatchObject({ state: "DONE", amount_fen: 180_000n })
})

test("a freeze takes two people of the office; releases stop, refunds go on; lifting takes two as well", async () => {
  const school = await t.school("示例体训")
  const family = await t.family()
  const courseId = await t.course(school, { count: 10, subject: "sport" })
  const orderId = await t.paid(family, courseId)
  expectOk(await t.teach(school, { courseId, seq: 1, orders: [orderId] }))
  const [line] = await t.linesOf(orderId)
  expectOk(await confirmLesson(citizen(family.guardianId), { id: line!.id }))
  const office = await t.office()
  const paper = { documentNo: "示教监〔2026〕7号", authority: "示例教育局", reason: "多名家长投诉" }
  const input = { institutionId: school.id, scope: "pool_release" as const, ...paper }
  expect(t.code(await proposeFreeze(t.portal("regulator", office), { ...input, scope: "pool_all" }))).toBe(
    "E-COURT-PAPER",
  )
  const asked = expectOk(await proposeFreeze(t.portal("regulator", office), input))
  const row = await db().selectFrom("approval").selectAll().where("id", "=", asked.approvalId).executeTakeFirstOrThrow()
  const same = {
    id: asked.approvalId,
    decision: "approved" as const,
    reason: "",
    seenHash: row.content_hash.toString("hex"),
  }
  expect(await decide(t.portal("regulator", office), same)).toMatchObject({ refusal: { code: "approval/SAME_PERSON" } })
  expectOk(await second(asked.approvalId, "regulator", office))
  expect((await institutionById(b.system(), school.id)).state).toBe("RELEASE_FROZEN")
  expect(t.code(await askRelease(b.as("accountant"), { institutionId: school.id }))).toBe("E-FROZEN")
  expect(t.code(await t.sign(await t.family(), courseId))).toBe("INSTITUTION_RESTRICTED")
  const refund = expectOk(
    await askRefund(citizen(family.guardianId), { orderId, reason: "担心资金安全", atFault: false }),
  )
  expectOk(await answerRefund(t.portal("institution", school.partyId), { id: refund.id, agreed: true, answer: "" }))
  await t.jobs()
  expect((await refundOf(orderId)).state).toBe("DONE")
  const lift = expectOk(await proposeLift(t.portal("regulator", office), { id: asked.id, reason: "核查完毕" }))
  expectOk(await second(lift.approvalId, "regulator", office))
  expect((await institutionById(b.system(), school.id)).state).toBe("WATCH")
  expect(expectOk(await askRelease(b.as("accountant"), { institutionId: school.id }))).toMatchObject({ lines: 1 })
})

test("a run-off lists every family, pays those who named an account, closes the institution when all are paid", async () => {
  const school = await t.school("示例停办")
  const families = [await t.family(), await t.family()]
  const courseId = await t.course(school, { count: 10, subject: "math" })
  const orders = [await t.paid(families[0]!, courseId), await t.paid(families[1]!, courseId)]
  const institution = await institutionById(b.system(), school.id)
  expect(await whatIfClosed(b.system(), institution, await b.today())).toMatchObject({
    claims: 2,
    claimFen: 400_000n,
    ownFen: 400_000n,
    missingFen: 0n,
  })
  const office = t.portal("regulator", await t.office())
  expectOk(
    await startRunoff(office, { institutionId: school.id, reason: "负责人失联停办", documentNo: "示教监〔2026〕9号" }),
  )
  const { rows } = await runoffOf(b.system(), institution)
  const payee = { name: "演家长", bank: "示例银行", accountNo: "6222021234567890" }
  expect(t.code(await confirmOwnClaim(citizen(families[1]!.guardianId), { id: rows[0]!.id, ...payee }))).toBe(
    "E-NOT-FOUND",
  )
  for (const [at, row] of rows.entries())
    expectOk(await confirmOwnClaim(citizen(families[at]!.guardianId), { id: row.id, ...payee }))
  const asked = expectOk(await askClaimsPaid(b.as("clerk", "XX"), { institutionId: school.id }))
  expectOk(await second(asked.approvalId, "accountant"))
  expectOk(await second(asked.approvalId, "president"))
  await t.jobs()
  expect(await Promise.all(orders.map(async (id) => (await t.order(id)).state))).toEqual(["REFUNDED", "REFUNDED"])
  expect((await institutionById(b.system(), school.id)).state).toBe("CLOSED")
})

test("the deposit: never given back below its floor, and by a second person only", async () => {
  const school = await t.school("示例英语", { kind: "academic" })
  const courseId = await t.course(school, { count: 10, subject: "english" })
  await t.paid(await t.family(), courseId)
  expectOk(
    await payRiskDeposit(t.portal("institution", school.partyId), { institutionId: school.id, amountFen: 250_000n }),
  )
  const back = { institutionId: school.id, reason: "多缴" }
  expect(t.code(await askDepositBack(b.as("clerk", "XX"), { ...back, amountFen: 50_001n }))).toBe("E-STATE")
  const asked = expectOk(await askDepositBack(b.as("clerk", "XX"), { ...back, amountFen: 50_000n }))
  expectOk(await second(asked.approvalId, "accountant"))
  expect(await balanceFen(ledgerOn(db()), school.accountNo)).toBe(49_800_000n)
})

test("nightly: papers, ledger and steps agree for every custody account, and the books hold", async () => {
  const pools = await db().selectFrom("custody_pool").selectAll().execute()
  for (const { id } of pools) {
    const pool = (await poolById(b.system(), id))!
    const run = await inFlow(b.system(), {
      run: async (ctx) => ({ ok: true as const, value: await runRecon(ctx, { pool, day: ctx.today }) }),
    })
    expect(expectOk(run)).toMatchObject({ ledger_difference_fen: 0n, state: "no_statement" })
  }
  expect(await prove(ledgerOn(db()))).toMatchObject({ ok: true })
})
