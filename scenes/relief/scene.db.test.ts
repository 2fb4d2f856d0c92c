// Stories of relief against the real branch: a renewal whose class is kept, a restructuring whose clock a miss restarts,
// an extension, a deferral, new for old. Promises: 1 money moves only when a measure takes effect, under its signatures;
// 2 both books prove after each; 3 the night signals once; 4 the firm sees its own cases only.
import { expect, test } from "vitest"
import { runDayEnd } from "#kernel/day-end"
import { expectOk } from "#kernel/refusal"
import { addDays, fenFromYuan } from "#contract/products/loan"
import { useBank } from "../../tests/support/bank.ts"
import { lending } from "../../products/loan/testing.ts"
import { judgeCure, recordExemption, takeEffect } from "./flows/carrying-out.ts"
import { caseDetailOf } from "./queries/detail.ts"
import { calendarOf, worklistOf } from "./queries/list.ts"
import { portalCaseOf, portalLoansOf } from "./queries/portal.ts"
import { reportOf } from "./queries/reports.ts"
import { reportNames } from "./contract.ts"
import { walk, type Crew, type Plan } from "./seed-steps.ts"

const b = useBank("2026-03-02")
const l = lending(b)
const crew: Crew = {
  as: b.as,
  today: b.today,
  portal: b.portal,
  approve: (approvalId) => b.approve(approvalId),
}
const plan = (of: { loanNo: string; partyId: string }, over: Partial<Plan>): Plan => ({
  loanNo: of.loanNo,
  partyId: of.partyId,
  outlet: "XX",
  goal: "effective",
  words: "下游回款推迟两个月",
  wish: "unsure",
  ...over,
})
const row = (id: string) =>
  b.branch.database.db.selectFrom("relief_case").selectAll().where("id", "=", id).executeTakeFirstOrThrow()
const loan = (loanNo: string) =>
  b.branch.database.db.selectFrom("loan").selectAll().where("loan_no", "=", loanNo).executeTakeFirstOrThrow()
const codeOf = (outcome: { ok: boolean; refusal?: { code: string } }) =>
  outcome.ok ? null : outcome.refusal!.code.split("/")[1]

test("a sound firm asks by itself, signs by itself, and is renewed with its class kept", async () => {
  const firm = await l.paidOut("纾困一号有限公司", { amountFen: fenFromYuan("3000000"), termMonths: 3 })
  await l.payIn(firm.depositNo, "50000")
  const proposal = {
    tool: "RENEW",
    amount: "3000000.00",
    termMonths: 12,
    ratePct: "3.35",
    method: "interest_only",
    everyMonths: 1,
  } as const
  const { id } = await walk(crew, plan(firm, { byFirm: true, wish: "renew", goal: "decided", proposal }))
  const seen = expectOk(await portalCaseOf(b.portal(firm.partyId), id))
  expect(seen).toMatchObject({
    canSign: true,
    toolZh: "无还本续贷",
    bridgeSaving: "18750.00",
    statusZh: "已批准，等您签约",
  })
  const other = await b.firm("别家企业有限公司")
  expect(codeOf(await portalCaseOf(b.portal(other), id))).toBe("E-NOT-FOUND")
  const { signByFirm } = await import("./flows/carrying-out.ts")
  expectOk(await signByFirm(b.portal(firm.partyId), { id }))
  const done = expectOk(await takeEffect(b.as("disbursement"), { id }))
  expect(await loan(firm.loanNo)).toMatchObject({ state: "settled" })
  expect(await loan(done.loanNo)).toMatchObject({ state: "active", risk_class: "pass", renews: firm.loanNo })
  expect(await row(id)).toMatchObject({ state: "effective", observation_until: null, class_after: "pass" })
  expect(await l.faults()).toEqual([])
  // Without observation the case ends with the first payment of the new note.
  await b.advanceTo("2026-03-23")
  expect(await row(id)).toMatchObject({ state: "closed", closed_reason: "新计划首期已按约还款" })
})

test("in difficulty: restructured, watched, and a miss restarts the clock", async () => {
  const firm = await l.paidOut("纾困二号有限公司", { amountFen: fenFromYuan("1200000"), termMonths: 6 })
  await l.payIn(firm.depositNo, "20000")
  const until = addDays((await loan(firm.loanNo)).matures_on, 90)
  const cash = { inflow: "3000000.00", outflow: "2400000.00", service: "700000.00", serviceAfter: "500000.00" }
  const { id } = await walk(
    crew,
    plan(firm, {
      wish: "extend",
      answers: { stable: "no" },
      cash,
      guarantor: "纾困担保有限公司",
      proposal: { tool: "RESTRUCTURE", measure: "extend", untilOn: until },
    }),
  )
  const note = await loan(firm.loanNo)
  expect(note).toMatchObject({ risk_class: "special_mention", matures_on: until, observation_from: "2026-04-21" })
  expect(await row(id)).toMatchObject({
    observation_until: "2027-04-21",
    authority: "city_committee",
    difficulty: true,
  })
  expect(codeOf(await judgeCure(b.as("risk"), { id, isGone: true, note: "提前认定" }))).toBe("E-OBS")
  await l.spend(firm.depositNo, "1216000")
  await b.advanceTo("2026-05-24")
  const restarted = await row(id)
  expect(restarted.restarts).toBe(1)
  expect(restarted.observation_from! > "2026-04-21").toBe(true)
  const { items } = await calendarOf(b.as("risk"), undefined)
  expect(items.find((one) => one.id === id)).toMatchObject({ restarts: 1, riskClass: "special_mention" })
  // What the case was decided on stays to be read, although the note is overdue and due later by now.
  const { rules, loan: now } = expectOk(await caseDetailOf(b.as("risk"), id))
  expect(rules.find((one) => one.rule === "wasNormal")).toMatchObject({ status: "met" })
  expect(rules.find((one) => one.rule === "inTime")!.zh).toContain("2026-09-23")
  expect(now.amount).toBe("1200000.00")
  expectOk(await recordExemption(b.as("risk"), { id, duties: "按规定走访两次", result: "尽职，予以免责" }))
  expect(await l.faults()).toEqual([])
})

test("an extension goes to who decided first, a second one a level up", async () => {
  const firm = await l.paidOut("纾困三号有限公司", { termMonths: 6 })
  await l.payIn(firm.depositNo, "40000")
  const first = (await loan(firm.loanNo)).matures_on
  const extend = (days: number): Partial<Plan> => ({
    wish: "extend",
    answers: { meetsStandard: "no" },
    proposal: { tool: "EXTEND", untilOn: addDays(first, days) },
  })
  const one = await walk(crew, plan(firm, extend(30)))
  expect(await row(one.id)).toMatchObject({ authority: "subbranch_head", state: "effective", class_after: "pass" })
  await b.advanceTo("2026-06-24")
  expect(await row(one.id)).toMatchObject({ state: "closed" })
  const two = await walk(crew, plan(firm, { ...extend(60), goal: "assessed" }))
  expect(await row(two.id)).toMatchObject({ authority: "city_approver" })
})

test("new for old outside the policy stays special mention after the night", async () => {
  const firm = await l.paidOut("纾困四号有限公司", { termMonths: 6 })
  await l.payIn(firm.depositNo, "40000")
  const proposal = {
    tool: "REFINANCE",
    amount: "500000.00",
    termMonths: 12,
    ratePct: "3.60",
    deviation: "担保链调整，重新签约更稳妥",
  } as const
  const { id } = await walk(crew, plan(firm, { wish: "renew", answers: { otherConditions: "no" }, proposal }))
  const { new_loan_no: loanNo } = await row(id)
  expect(await loan(loanNo!)).toMatchObject({ risk_class: "special_mention" })
  await b.advanceTo(addDays(await b.today(), 2))
  expect(await loan(loanNo!)).toMatchObject({ risk_class: "special_mention" })
})

test("principal is deferred with interest as agreed, and the comparison says what it costs", async () => {
  const over = { method: "equal_principal", everyMonths: 3, termMonths: 24, amountFen: fenFromYuan("1200000") } as const
  const firm = await l.paidOut("纾困五号有限公司", over)
  await l.payIn(firm.depositNo, "100000")
  const untilOn = addDays(await b.today(), 200)
  const { id } = await walk(
    crew,
    plan(firm, {
      wish: "defer",
      answers: { meetsStandard: "no" },
      proposal: { tool: "DEFER_P", untilOn, deviation: "只需推迟还本，不必整体展期" },
    }),
  )
  const detail = expectOk(await caseDetailOf(b.as("manager", "XX"), id))
  const shown = detail.comparison!
  expect(shown.after.some((one) => one.due === untilOn && one.principal !== "0.00")).toBe(true)
  expect(Number(shown.extraInterest) > 0).toBe(true)
  expect((await loan(firm.loanNo)).matures_on).toBe(shown.endsAfter)
  const plan_ = await b.branch.database.db
    .selectFrom("loan_instalment")
    .select(["due_on", "principal_fen", "interest_fen"])
    .where("loan_id", "=", (await loan(firm.loanNo)).id)
    .where("replaced", "=", false)
    .orderBy("n")
    .execute()
  const fen = (text: string) => BigInt(text.replace(".", ""))
  expect(plan_.map((one) => [one.due_on, one.principal_fen, one.interest_fen])).toEqual(
    shown.after.map((one) => [one.due, fen(one.principal), fen(one.interest)]),
  )
  expect(await l.faults()).toEqual([])
})

test("the night signals each note once, and the worklist puts arrears first", async () => {
  const firm = await l.paidOut("纾困六号有限公司", { termMonths: 3 })
  const due = (await loan(firm.loanNo)).matures_on
  await b.advanceTo(addDays(due, -58))
  const own = () =>
    b.branch.database.db.selectFrom("relief_case").selectAll().where("loan_no", "=", firm.loanNo).execute()
  expect(await own()).toMatchObject([{ signal: "due_soon", state: "signalled" }])
  await runDayEnd(b.system(), async () => {}, await b.today())
  expect(await own()).toHaveLength(1)
  const list = await worklistOf(b.as("manager", "XX"), undefined)
  expect(list.items.map((one) => one.loanNo)).toContain(firm.loanNo)
  const ranks = list.items.map((one) => (one.overdueDays > 0 ? -1 : one.daysLeft))
  expect(ranks).toEqual(ranks.toSorted((x, y) => x - y))
  const loans = await portalLoansOf(b.portal(firm.partyId))
  expect(loans).toMatchObject([{ loanNo: firm.loanNo, canAsk: true, caseId: null }])
})

test("every report answers", async () => {
  for (const name of reportNames) {
    const report = await reportOf(b.as("risk"), name, undefined)
    const keys = report.columns.map((one) => one.key)
    for (const line of report.rows)
      expect(
        keys.every((key) => key in line),
        name,
      ).toBe(true)
  }
  const exemptions = await reportOf(b.as("risk"), "exemptions", undefined)
  expect(exemptions.rows).toHaveLength(1)
})
