// Goal: an order that ended early owes nothing more: lessons nobody had answered when the money went back are not confirmed
// by silence afterwards, and what was earned before still reaches the institution, after a refund and after a run-off.
import { expect, test } from "vitest"
import { prove } from "#ledger"
import { ledgerOn } from "#kernel/flow"
import { expectOk } from "#kernel/refusal"
import { componentStates } from "#products/custody"
import { balanceFen } from "#products/deposit"
import { useBank } from "../../tests/support/bank.ts"
import { confirmLesson, disputeLesson } from "./flows/confirming.ts"
import { answerRefund, askRefund } from "./flows/refunding.ts"
import { askRelease } from "./flows/releasing.ts"
import { askClaimsPaid, confirmOwnClaim, recordBounce, startRunoff } from "./flows/running-off.ts"
import { ownClaims } from "./family/queries.ts"
import { replayOf } from "./queries/replay.ts"
import { institutionById } from "./store.ts"
import { trainingTools } from "./testing.ts"

const b = useBank("2026-04-13")
const t = trainingTools(b)
const db = () => b.branch.database.db
const heldOf = async (orderId: string) => {
  const { holding_id } = await t.order(orderId)
  const parts = (await componentStates(b.system(), [holding_id!])).get(holding_id!) ?? []
  return parts.reduce((sum, part) => sum + part.heldFen, 0n)
}
const replay = async (orderId: string) => {
  const order = await t.order(orderId)
  return replayOf(b.system(), { order, institution: await institutionById(b.system(), order.institution_id) })
}

test("after a refund an unanswered lesson is not confirmed by silence; the earned one is released", async () => {
  const school = await t.school("示例早退", { policyCode: "NATIONAL_APP" })
  const family = await t.family()
  const courseId = await t.course(school, { count: 10, tuitionFen: 100_000n })
  const orderId = await t.paid(family, courseId)
  const parent = () => t.portal("citizen", family.guardianId)
  for (const seq of [1, 2, 3]) expectOk(await t.teach(school, { courseId, seq, orders: [orderId] }))
  const [one, , three] = await t.linesOf(orderId)
  expectOk(await confirmLesson(parent(), { id: one!.id }))
  expectOk(await disputeLesson(parent(), { id: three!.id, reason: "老师没有来上课" }))
  const asked = expectOk(await askRefund(parent(), { orderId, reason: "搬家不能再来", atFault: false }))
  expectOk(await answerRefund(t.portal("institution", school.partyId), { id: asked.id, agreed: true, answer: "" }))
  await t.jobs()
  expect((await t.linesOf(orderId)).map((line) => line.state)).toEqual(["queued", "void", "void"])
  const before = await balanceFen(ledgerOn(db()), school.accountNo)
  await b.advanceTo("2026-05-14")
  await t.jobs()
  expect((await balanceFen(ledgerOn(db()), school.accountNo)) - before).toBe(10_000n)
  expect(await heldOf(orderId)).toBe(0n)
  expect(await replay(orderId)).toMatchObject({ agrees: true, ledger: "0.00" })
})

test("after a run-off too: the claim is paid, sent back, paid again, and the earned lesson goes to the institution once", async () => {
  const school = await t.school("示例停业", { policyCode: "NATIONAL_APP" })
  const family = await t.family()
  const courseId = await t.course(school, { count: 10, tuitionFen: 100_000n, hour: 15 })
  const orderId = await t.paid(family, courseId)
  const parent = () => t.portal("citizen", family.guardianId)
  for (const seq of [1, 2]) expectOk(await t.teach(school, { courseId, seq, orders: [orderId] }))
  const [one] = await t.linesOf(orderId)
  expectOk(await confirmLesson(parent(), { id: one!.id }))
  const office = t.portal("regulator", await t.office())
  const paper = { reason: "负责人失联停办", documentNo: "示教监〔2026〕9号" }
  expectOk(await startRunoff(office, { institutionId: school.id, ...paper }))
  const payee = { name: "演家长", bank: "示例银行", accountNo: "6222021234567890" }
  const { id } = (await ownClaims(parent()))[0]!
  const pay = async () => {
    expectOk(await confirmOwnClaim(parent(), { id, ...payee }))
    await b.approve(expectOk(await askClaimsPaid(b.as("clerk", "XX"), { institutionId: school.id })).approvalId)
    await t.jobs()
  }
  // Days go by until the parents have named their accounts: silence confirms nothing of what they claim.
  await b.advanceTo("2026-06-10")
  await pay()
  expect(await heldOf(orderId)).toBe(10_000n)
  expectOk(await recordBounce(b.as("clerk", "XX"), { claimId: id, reason: "户名不符退汇" }))
  expect(await heldOf(orderId)).toBe(100_000n)
  await pay()
  const before = await balanceFen(ledgerOn(db()), school.accountNo)
  await b.advanceTo("2026-06-15")
  await t.jobs()
  // Nothing leaves by itself in a run-off, nor because the institution asks: the bank releases what was earned.
  expect(await heldOf(orderId)).toBe(10_000n)
  const own = await askRelease(t.portal("institution", school.partyId), { institutionId: school.id })
  expect(own).toMatchObject({ refusal: { zh: expect.stringContaining("清退期间不能自行申请划拨") } })
  expectOk(await askRelease(b.as("accountant"), { institutionId: school.id }))
  await t.jobs()
  expect(await heldOf(orderId)).toBe(0n)
  expect((await balanceFen(ledgerOn(db()), school.accountNo)) - before).toBe(10_000n)
  expect((await t.linesOf(orderId)).map((line) => line.state)).toEqual(["released", "void"])
  expect(await replay(orderId)).toMatchObject({ agrees: true })
  expect(await prove(ledgerOn(db()))).toMatchObject({ ok: true })
})
