// Goal: money that a local rule leaves outside custody. Under a minimum balance, and under the pure deposit model that
// Xiamen kept for money taken before 2021-11-09, the rest of a refund is the institution's debt: taken from its settlement
// account in the same posting, or refused in words while the request stands.
import { expect, it, test } from "vitest"
import { prove } from "#ledger"
import { ledgerOn } from "#kernel/flow"
import { expectOk } from "#kernel/refusal"
import { componentStates } from "#products/custody"
import { availableFen, balanceFen, receiveMoney, sendMoney } from "#products/deposit"
import { useBank } from "../../tests/support/bank.ts"
import { askDepositBack } from "./flows/deposits.ts"
import { answerRefund, askRefund, quoteRefund } from "./flows/refunding.ts"
import { handOver } from "./flows/teaching.ts"
import { ownProof } from "./family/queries.ts"
import { prints } from "./prints.ts"
import { refundsBy } from "./queries/lists.ts"
import { replayOf } from "./queries/replay.ts"
import { institutionById } from "./store.ts"
import { trainingTools, type School } from "./testing.ts"

const b = useBank("2021-11-05")
const t = trainingTools(b)
const db = () => b.branch.database.db
const citizen = (guardianId: string) => t.portal("citizen", guardianId)
const inst = (school: School) => t.portal("institution", school.partyId)
const heldOf = async (orderId: string) => {
  const { holding_id } = await t.order(orderId)
  const parts = (await componentStates(b.system(), [holding_id!])).get(holding_id!) ?? []
  return parts.reduce((sum, part) => sum + part.heldFen, 0n)
}
const refundOf = (orderId: string) =>
  db().selectFrom("training_refund").selectAll().where("order_id", "=", orderId).executeTakeFirstOrThrow()
const empty = async (school: School, leaveFen: bigint) => {
  const out = (await availableFen(ledgerOn(db()), school.accountNo)) - leaveFen
  const money = { accountNo: school.accountNo, amountFen: out, counterparty: "示例房东", memo: "房租" }
  expectOk(await sendMoney(b.as("clerk", "XX"), money))
}

test("MIN_BALANCE: a fifth stays in custody; the sheet names the rest as the institution's debt", async () => {
  const school = await t.school("示例留存", { policyCode: "ZIGONG_2020" })
  const family = await t.family()
  const courseId = await t.course(school, { count: 20, tuitionFen: 200_000n, materialsFen: 12_000n })
  const before = await balanceFen(ledgerOn(db()), school.accountNo)
  const orderId = await t.paid(family, courseId)
  expect(await t.order(orderId)).toMatchObject({ outside_fen: 160_000n, state: "PAID" })
  expect(await heldOf(orderId)).toBe(52_000n)
  expect((await balanceFen(ledgerOn(db()), school.accountNo)) - before).toBe(160_000n)
  for (const seq of [1, 2, 3, 4]) expectOk(await t.teach(school, { courseId, seq, orders: [orderId] }))
  const quote = await quoteRefund(b.system(), { order: await t.order(orderId), atFault: false, today: await b.today() })
  // 16 of 20 lessons and the materials: 1,600.00 + 120.00; custody has 400.00 + 120.00.
  expect(quote).toMatchObject({ fromCustodyFen: 52_000n, owedFen: 120_000n, sheet: { totalFen: 172_000n } })
  const asked = expectOk(
    await askRefund(citizen(family.guardianId), { orderId, reason: "搬家不能再来", atFault: false }),
  )
  await empty(school, 100_000n)
  const refused = await answerRefund(inst(school), { id: asked.id, agreed: true, answer: "" })
  expect(refused).toMatchObject({
    ok: false,
    refusal: {
      code: "custody/E-OWED",
      zh: expect.stringMatching(/1200\.00 元在存管以外.*可用 1000\.00 元，不足 200\.00 元；请机构先补足结算账户/),
      en: expect.stringMatching(/1200\.00 of the refund lies outside custody.*200\.00 too little/),
    },
  })
  expect(await heldOf(orderId)).toBe(52_000n)
  expect((await refundOf(orderId)).state).toBe("INSTITUTION_REVIEW")
  const more = { accountNo: school.accountNo, amountFen: 20_000n, counterparty: "示例股东", memo: "补足" }
  expectOk(await receiveMoney(b.as("clerk", "XX"), more))
  expectOk(await answerRefund(inst(school), { id: asked.id, agreed: true, answer: "" }))
  await t.jobs()
  expect(await refundOf(orderId)).toMatchObject({ state: "DONE", amount_fen: 172_000n })
  expect(await t.order(orderId)).toMatchObject({ state: "REFUNDED" })
  expect(await heldOf(orderId)).toBe(0n)
  expect(await balanceFen(ledgerOn(db()), school.accountNo)).toBe(0n)
  const [view] = (await refundsBy(b.system(), { orderId, limit: 1 })).items
  expect(view).toMatchObject({ amount: "1720.00", fromCustody: "520.00", owed: "1200.00" })
  const paper = expectOk(
    await prints.find((one) => one.kind === "training-fund.refund-sheet")!.render(b.as("accountant"), orderId),
  )
  expect(JSON.stringify(paper.body)).toContain("机构欠付：存管以外部分")
  const replay = await replayOf(b.system(), {
    order: await t.order(orderId),
    institution: await institutionById(b.system(), school.id),
  })
  expect(replay).toMatchObject({ agrees: true, ledger: "0.00" })
  expect(replay.events.some((one) => one.zh.includes("机构结算账户另退 1200.00 元"))).toBe(true)
})

it("a cooling-off refund waits as a request while the institution's part is not there, and is paid once it is", async () => {
  const school = await t.school("示例留存二", { policyCode: "ZIGONG_2020" })
  const family = await t.family()
  const courseId = await t.course(school, { from: "2021-12-01", count: 10, tuitionFen: 100_000n, subject: "music" })
  const orderId = await t.paid(family, courseId)
  await empty(school, 0n)
  const asked = expectOk(await askRefund(citizen(family.guardianId), { orderId, reason: "改变主意", atFault: false }))
  expect(await refundOf(orderId)).toMatchObject({ state: "INSTITUTION_REVIEW", cooling_off: true })
  const more = { accountNo: school.accountNo, amountFen: 80_000n, counterparty: "示例股东", memo: "补足" }
  expectOk(await receiveMoney(b.as("clerk", "XX"), more))
  expectOk(await answerRefund(inst(school), { id: asked.id, agreed: true, answer: "" }))
  await t.jobs()
  expect(await refundOf(orderId)).toMatchObject({ state: "DONE", amount_fen: 100_000n })
})

test("DEPOSIT: before 2021-11-09 all of it goes to the institution, whose deposit stands for it; from that day it is kept", async () => {
  const school = await t.school("示例鹭岛", { policyCode: "XIAMEN_2021" })
  const [early, late] = [await t.family(), await t.family()]
  const first = await t.course(school, { count: 10, tuitionFen: 100_000n, materialsFen: 10_000n, subject: "dance" })
  const orderId = await t.paid(early, first)
  expect(await t.order(orderId)).toMatchObject({ outside_fen: 110_000n, state: "PAID" })
  expect(await heldOf(orderId)).toBe(0n)
  expect(
    t.code(await askDepositBack(b.as("clerk", "XX"), { institutionId: school.id, amountFen: 1n, reason: "多缴" })),
  ).toBe("E-STATE")
  expect(expectOk(await t.teach(school, { courseId: first, seq: 1, orders: [orderId] }))).toEqual({ asked: 0 })
  expectOk(await handOver(inst(school), { orderId }))
  expect(t.code(await handOver(inst(school), { orderId }))).toBe("E-STATE")
  expect(expectOk(await ownProof(citizen(early.guardianId), orderId))).toMatchObject({ isTrue: true, components: [] })
  await b.advanceTo("2021-11-10")
  const second = await t.course(school, { count: 10, tuitionFen: 100_000n, hour: 15, subject: "dance" })
  const kept = await t.paid(late, second)
  expect(await t.order(kept)).toMatchObject({ outside_fen: 0n })
  expect(await heldOf(kept)).toBe(100_000n)
  // Nine of ten lessons; the materials were handed over: all of it from the institution's account.
  const asked = expectOk(await askRefund(citizen(early.guardianId), { orderId, reason: "时间冲突了", atFault: false }))
  const before = await balanceFen(ledgerOn(db()), school.accountNo)
  expectOk(await answerRefund(inst(school), { id: asked.id, agreed: true, answer: "" }))
  await t.jobs()
  expect(await refundOf(orderId)).toMatchObject({ state: "DONE", amount_fen: 90_000n })
  expect(before - (await balanceFen(ledgerOn(db()), school.accountNo))).toBe(90_000n)
  expect(await heldOf(kept)).toBe(100_000n)
  expect(await prove(ledgerOn(db()))).toMatchObject({ ok: true })
})
