// Goal: what those who watch do: blacklist and lift, see every order against its own policy, hear complaints, report a month,
// replay an order to the ledger's figure; and what a weekly batch pays.
import { expect, it, test } from "vitest"
import { ledgerOn } from "#kernel/flow"
import { expectOk } from "#kernel/refusal"
import { readSheet } from "#kernel/excel"
import { balanceFen } from "#products/deposit"
import { useBank } from "../../tests/support/bank.ts"
import { blacklist, liftBlacklist } from "./flows/blacklist.ts"
import { confirmLesson } from "./flows/confirming.ts"
import { answerComplaint, complain, rate, settleComplaint } from "./flows/feedback.ts"
import { changePolicyOf } from "./flows/institutions.ts"
import { recordBounce, askClaimsPaid, confirmOwnClaim, startRunoff } from "./flows/running-off.ts"
import { coursesOpen, ownClaims, ownOrder } from "./family/queries.ts"
import { prints } from "./prints.ts"
import { blacklistBy } from "./queries/blacklist.ts"
import { consoleNow, simulation } from "./queries/board.ts"
import { complaintsBy } from "./queries/feedback.ts"
import { institutionsBy } from "./queries/lists.ts"
import { monthBook, monthOf } from "./queries/month.ts"
import { replayOf } from "./queries/replay.ts"
import { institutionById } from "./store.ts"
import { trainingTools } from "./testing.ts"

const b = useBank("2026-04-13")
const t = trainingTools(b)
const db = () => b.branch.database.db
const citizen = (guardianId: string) => t.portal("citizen", guardianId)
const office = async () => t.portal("regulator", await t.office())
const replay = async (orderId: string) => {
  const order = await t.order(orderId)
  return replayOf(b.system(), { order, institution: await institutionById(b.system(), order.institution_id) })
}

it("T10 one week confirms 2 × 93.72, 120.00 and 3 × 80.50: Friday night pays one batch of 548.94", async () => {
  const school = await t.school("示例周结", { policyCode: "XIANGTAN" })
  const taught = [
    { count: 32, tuitionFen: 299_900n, hour: 9, lessons: 2 },
    { count: 20, tuitionFen: 240_000n, hour: 11, lessons: 1 },
    { count: 20, tuitionFen: 161_000n, hour: 14, lessons: 3 },
  ]
  const orders: string[] = []
  for (const { lessons, ...over } of taught) {
    const family = await t.family()
    const courseId = await t.course(school, over)
    const orderId = await t.paid(family, courseId)
    orders.push(orderId)
    for (let seq = 1; seq <= lessons; seq += 1) expectOk(await t.teach(school, { courseId, seq, orders: [orderId] }))
    for (const line of await t.linesOf(orderId))
      expectOk(await confirmLesson(citizen(family.guardianId), { id: line.id }))
  }
  const before = await balanceFen(ledgerOn(db()), school.accountNo)
  const batches = () =>
    db()
      .selectFrom("custody_batch")
      .innerJoin("custody_pool", "custody_pool.id", "custody_batch.pool_id")
      .select(["custody_batch.id", "custody_batch.lines", "custody_batch.amount_fen", "custody_batch.state"])
      .where("pool_no", "=", school.poolNo)
      .execute()
  await b.advanceTo("2026-04-17")
  expect(await batches()).toEqual([])
  await b.advanceTo("2026-04-18")
  await t.jobs()
  expect(await batches()).toMatchObject([{ lines: 6, amount_fen: 54_894n, state: "done" }])
  expect((await balanceFen(ledgerOn(db()), school.accountNo)) - before).toBe(54_894n)
  const seen = await replay(orders[0]!)
  expect(seen).toMatchObject({ agrees: true, ledger: "2811.56", replayed: "2811.56" })
  expect(seen.events.filter((one) => one.kind === "money").map((one) => one.change)).toEqual(["2999.00", "-187.44"])
  const [batch] = await batches()
  for (const kind of ["batch-list", "batch-voucher"]) {
    const paper = await prints
      .find((one) => one.kind === `training-fund.${kind}`)!
      .render(b.as("accountant"), batch!.id)
    expect(JSON.stringify(expectOk(paper).body)).toContain("548.94")
  }
})

test("the blacklist: institution and people; parents see it, other institutions of the same people are marked, lifting ends it", async () => {
  const bad = await t.school("示例失信", { legalPerson: "演失信", people: ["演合伙"] })
  const other = await t.school("示例关联", { people: ["演合伙"] })
  const courseId = await t.course(bad, { hour: 17 })
  const family = await t.family()
  const paper = { documentNo: "示教监〔2026〕11号", reason: "挪用学费拒不整改" }
  expectOk(await blacklist(await office(), { institutionId: bad.id, people: ["演失信", "演合伙"], ...paper }))
  expect(t.code(await blacklist(await office(), { institutionId: bad.id, people: [], ...paper }))).toBe("E-STATE")
  expect(await institutionById(b.system(), bad.id)).toMatchObject({ blacklisted: true, blacklist_reason: paper.reason })
  const [marked] = (await institutionsBy(b.system(), { id: other.id, limit: 1 })).items
  expect(marked).toMatchObject({ blacklisted: false, marked: true })
  const refused = await t.sign(family, courseId)
  expect(refused).toMatchObject({
    refusal: { zh: expect.stringContaining("黑名单"), en: expect.stringContaining("blacklisted") },
  })
  const seen = expectOk(await coursesOpen(citizen(family.guardianId), "示例失信"))
  expect(seen).toMatchObject([{ blacklisted: true, blacklistReason: paper.reason }])
  await expect(t.school("示例新办", { people: ["演合伙"] })).rejects.toThrow(/演合伙 在黑名单上（示教监〔2026〕11号）/)
  const { items } = await blacklistBy(b.system(), { state: "listed", limit: 10 })
  expect(items.map((one) => [one.kind, one.name, one.marked])).toEqual(
    expect.arrayContaining([
      ["institution", "示例失信", 0],
      ["legal_person", "演失信", 0],
      ["person", "演合伙", 1],
    ]),
  )
  const lift = async (kind: string) =>
    liftBlacklist(await office(), { id: items.find((one) => one.kind === kind)!.id, reason: "整改完毕复核通过" })
  expectOk(await lift("institution"))
  // Its legal representative is still listed.
  expect((await institutionById(b.system(), bad.id)).blacklisted).toBe(true)
  expectOk(await lift("legal_person"))
  expect((await institutionById(b.system(), bad.id)).blacklisted).toBe(false)
  expect(t.code(await lift("legal_person"))).toBe("E-NOT-FOUND")
  expectOk(await lift("person"))
  expect((await institutionsBy(b.system(), { id: other.id, limit: 1 })).items[0]).toMatchObject({ marked: false })
})

test("a complaint: answered by the institution, taken to the authority, closed by its answer; a rating once it is over", async () => {
  const school = await t.school("示例投诉")
  const family = await t.family()
  const courseId = await t.course(school, { from: "2026-05-02", hour: 10, subject: "other" })
  const orderId = await t.paid(family, courseId)
  const parent = () => citizen(family.guardianId)
  expect(t.code(await rate(parent(), { orderId, stars: 5, body: "" }))).toBe("E-STATE")
  const said = { orderId, topic: "charge" as const, body: "老师另收资料费 80 元" }
  expect(t.code(await complain(citizen((await t.family()).guardianId), said))).toBe("E-NOT-FOUND")
  const { id, number } = expectOk(await complain(parent(), said))
  expect(await complain(parent(), said)).toMatchObject({ refusal: { zh: expect.stringContaining(number) } })
  expect(await consoleNow(await office())).toMatchObject({ complaints: 1 })
  const other = await t.school("示例旁观")
  expect(t.code(await answerComplaint(t.portal("institution", other.partyId), { id, answer: "与我无关的投诉" }))).toBe(
    "E-NOT-FOUND",
  )
  const inst = () => t.portal("institution", school.partyId)
  expectOk(await answerComplaint(inst(), { id, answer: "已退还资料费" }))
  expect(t.code(await answerComplaint(inst(), { id, answer: "再答一次看看" }))).toBe("E-STATE")
  expectOk(await settleComplaint(parent(), { id, solved: false, reason: "钱还没有退" }))
  expect((await complaintsBy(await office(), { state: "escalated", limit: 10 })).items).toMatchObject([
    { number, days: 0 },
  ])
  expectOk(await answerComplaint(await office(), { id, answer: "已责令退还并约谈" }))
  const mine = expectOk(await ownOrder(parent(), orderId))
  expect(mine.complaint).toMatchObject({
    state: "closed",
    institutionAnswer: "已退还资料费",
    officeAnswer: "已责令退还并约谈",
  })
  await db().updateTable("training_order").set({ state: "COMPLETED" }).where("id", "=", orderId).execute()
  expectOk(await rate(parent(), { orderId, stars: 4, body: "总体不错" }))
  expect(t.code(await rate(parent(), { orderId, stars: 1, body: "" }))).toBe("E-STATE")
  await db().updateTable("training_order").set({ state: "PAID" }).where("id", "=", orderId).execute()
  const [shown] = expectOk(await coursesOpen(parent(), "示例投诉"))
  expect(shown!.rating).toEqual({ stars: "4.0", count: 1 })
  expect((await replay(orderId)).events.filter((one) => one.kind === "complaint")).toHaveLength(4)
})

test("the simulator holds each order against the policy of its own contract", async () => {
  const daily = await t.school("示例逐课", { policyCode: "NATIONAL_APP" })
  const whole = await t.school("示例整单", { policyCode: "WUHU_2022" })
  const orders: string[] = []
  for (const school of [daily, whole]) {
    const family = await t.family()
    const courseId = await t.course(school, { count: 10, tuitionFen: 100_000n, hour: 16, subject: "science" })
    const orderId = await t.paid(family, courseId)
    orders.push(orderId)
    expectOk(await t.teach(school, { courseId, seq: 1, orders: [orderId] }))
  }
  const [line] = await t.linesOf(orders[0]!)
  expectOk(await confirmLesson(citizen((await t.order(orders[0]!)).guardian_id), { id: line!.id }))
  // Afterwards the first works under another policy: its contract keeps the one it was signed under.
  const change = { id: daily.id, policyCode: "WUHU_2022", reason: "迁往芜湖办学" }
  expectOk(await changePolicyOf(b.as("manager", "XX"), change))
  expect(t.code(await changePolicyOf(b.as("manager", "XX"), change))).toBe("E-STATE")
  const month = (await b.today()).slice(0, 7)
  const seen = expectOk(await simulation(await office(), { policy: "WUHU_2022", month }))
  const rowOf = (orderId: string) => seen.rows.find((row) => row.orderId === orderId)
  expect(rowOf(orders[0]!)).toMatchObject({
    baseReleased: "100.00",
    otherReleased: "0.00",
    policy: { zh: "全国平台口径" },
  })
  expect(rowOf(orders[1]!)).toMatchObject({ baseReleased: "0.00", otherReleased: "0.00", policy: { zh: "芜湖 2022" } })
  expect(seen.base.map((one) => one.zh)).toEqual(expect.arrayContaining(["全国平台口径", "芜湖 2022", "湘潭（拟）"]))
})

test("a run-off: the parent names the account on the phone; a payment sent back is named again and paid under its number", async () => {
  const school = await t.school("示例清退")
  const family = await t.family()
  const courseId = await t.course(school, { from: "2026-05-05", count: 10, subject: "sport" })
  await t.paid(family, courseId)
  const parent = () => citizen(family.guardianId)
  expectOk(
    await startRunoff(await office(), {
      institutionId: school.id,
      reason: "停办清退",
      documentNo: "示教监〔2026〕20号",
    }),
  )
  const payee = { name: "演家长", bank: "示例银行", accountNo: "6222021234567890" }
  const claim = async () => (await ownClaims(parent()))[0]!
  const pay = async () => {
    const asked = expectOk(await askClaimsPaid(b.as("clerk", "XX"), { institutionId: school.id }))
    await b.approve(asked.approvalId)
    await t.jobs()
  }
  expectOk(await confirmOwnClaim(parent(), { id: (await claim()).id, ...payee }))
  expect(await claim()).toMatchObject({ state: "confirmed", payee: "演家长 示例银行 ****7890" })
  await pay()
  const { id, number } = await claim()
  expectOk(await recordBounce(b.as("clerk", "XX"), { claimId: id, reason: "户名不符退汇" }))
  expect(await claim()).toMatchObject({ state: "failed", failure: "户名不符退汇" })
  expectOk(await confirmOwnClaim(parent(), { id, ...payee, accountNo: "6222020000001111" }))
  await pay()
  expect(await claim()).toMatchObject({ state: "paid", number })
  const paper = expectOk(
    await prints.find((one) => one.kind === "training-fund.claims")!.render(b.as("clerk", "XX"), school.id),
  )
  expect(JSON.stringify(paper.body)).toContain(number)
})

test("the month's report: closing is opening with what moved, equals the ledger, and is the same on paper and in the workbook", async () => {
  const report = await monthOf(await office(), { month: (await b.today()).slice(0, 7) })
  expect(report.rows.length).toBeGreaterThan(4)
  expect(report.rows.every((row) => row.agrees)).toBe(true)
  const week = report.rows.find((row) => row.institution === "示例周结")!
  expect(week).toMatchObject({
    receipts: "7009.00",
    releases: "548.94",
    closing: "6460.06",
    unearned: "6460.06",
    orders: 3,
  })
  expect(report.rows.find((row) => row.institution === "示例投诉")).toMatchObject({ complaints: 1 })
  expect(report.rows.find((row) => row.institution === "示例清退")).toMatchObject({
    refunds: "2000.00",
    closing: "0.00",
  })
  const { content } = await monthBook(await office(), { month: report.month })
  const sheet = await readSheet(content, [
    { key: "name", title: "培训机构" },
    { key: "closing", title: "期末存管" },
  ])
  expect(sheet.rows.at(-1)!.cells).toMatchObject({ name: "合计", closing: report.total.closing.replace(/\.?0+$/, "") })
  const print = prints.find((one) => one.kind === "training-fund.month")!
  expect(JSON.stringify(expectOk(await print.render(await office(), report.month)).body)).toContain("与总账相符")
  expect(t.code(await print.render(await office(), "2026-13"))).toBe("E-NOT-FOUND")
  const own = await monthOf(t.portal("institution", week.institutionId), { month: report.month })
  expect(own.rows).toEqual([])
})

test("every order of the branch replays to the ledger's figure", async () => {
  const orders = await db().selectFrom("training_order").select("id").execute()
  for (const { id } of orders) expect(await replay(id), id).toMatchObject({ agrees: true })
})
