// The bad input of the relief sheet, each through the flows. Promise: a refusal names its field and moves nothing.
import { expect, test } from "vitest"
import { decide } from "#kernel/approval"
import { expectOk } from "#kernel/refusal"
import { addDays } from "#contract/products/loan"
import { useBank } from "../../tests/support/bank.ts"
import { lending } from "../../products/loan/testing.ts"
import { signCase, takeEffect } from "./flows/carrying-out.ts"
import { assessCase, giveBack, submitCase } from "./flows/deciding.ts"
import { saveConsents } from "./flows/evidence.ts"
import { closeCase, openCase, recordContact, takeApplication } from "./flows/opening.ts"
import type { Proposal } from "./model.ts"
import { walk, type Crew, type Plan } from "./seed-steps.ts"

const b = useBank("2026-03-02")
const l = lending(b)
const crew: Crew = { as: b.as, today: b.today, approve: (approvalId) => b.approve(approvalId) }
const manager = () => b.as("manager", "XX")
const plan = (of: { loanNo: string; partyId: string }, over: Partial<Plan>): Plan => ({
  loanNo: of.loanNo,
  partyId: of.partyId,
  outlet: "XX",
  goal: "filled",
  words: "下游回款推迟两个月",
  wish: "unsure",
  ...over,
})
const renew = (over: Partial<Proposal> = {}): Proposal => ({
  tool: "RENEW",
  amount: "500000.00",
  termMonths: 12,
  ratePct: "3.45",
  original: "subbranch_head",
  opinion: "同意续贷",
  ...over,
})
const codeOf = (outcome: { ok: boolean; refusal?: { code: string } }) =>
  outcome.ok ? null : outcome.refusal!.code.split("/")[1]
const state = async (id: string) =>
  (await b.branch.database.db.selectFrom("relief_case").select("state").where("id", "=", id).executeTakeFirstOrThrow())
    .state
const size = (partyId: string, of: string) =>
  b.branch.database.db.updateTable("party").set({ size: of }).where("id", "=", partyId).execute()

test("E-TOPUP, E-EXT-MAX with its last day, E-FIELD, E-DEVIATION, E-TOOL", async () => {
  const firm = await l.paidOut("退回一号有限公司")
  const { id } = await walk(crew, plan(firm, {}))
  const trying = async (proposal: Proposal) => {
    const outcome = await assessCase(manager(), { id, proposal })
    return outcome.ok ? null : outcome.refusal
  }
  expect(await trying(renew({ amount: "500000.01" }))).toMatchObject({ code: "relief/E-TOPUP", field: "amount" })
  const late = { tool: "EXTEND", untilOn: "2028-03-03", original: "subbranch_head", opinion: "同意展期" } as const
  const refused = await trying(late)
  expect(refused).toMatchObject({ code: "relief/E-EXT-MAX", field: "untilOn" })
  expect(refused!.zh).toContain("2028-03-02")
  expect(await trying({ ...late, untilOn: undefined })).toMatchObject({ code: "relief/E-FIELD" })
  expect(await trying({ ...late, untilOn: "2027-06-01" })).toMatchObject({ code: "relief/E-DEVIATION" })
  const hard = {
    tool: "RESTRUCTURE",
    measure: "defer_p",
    untilOn: "2027-03-02",
    original: "province",
    opinion: "同意重组",
  } as const
  expect(await trying({ ...hard, measure: "rate", ratePct: "3.00" })).toMatchObject({ code: "relief/E-TOOL" })
  expect(await state(id)).toBe("applied")
})

test("E-SCOPE for a large firm, and for a medium firm past the cut-off (C8)", async () => {
  const large = await l.paidOut("退回大型有限公司")
  await size(large.partyId, "large")
  const one = await walk(crew, plan(large, {}))
  expect(codeOf(await assessCase(manager(), { id: one.id, proposal: renew() }))).toBe("E-SCOPE")
  const terms = { termMonths: 19, method: "bullet" } as const
  const medium = await l.paidOut("退回中型有限公司", terms)
  await size(medium.partyId, "medium")
  const two = await walk(crew, plan(medium, {}))
  const outcome = await assessCase(manager(), { id: two.id, proposal: renew() })
  expect(outcome).toMatchObject({ ok: false, refusal: { code: "relief/E-SCOPE" } })
})

test("E-CONSENT while a guarantor has not signed, E-EVIDENCE while rules are open", async () => {
  const firm = await l.paidOut("退回三号有限公司")
  const { id } = await walk(crew, plan(firm, {}))
  const consents = [{ name: "担保甲", part: "guarantor" as const, agreedOn: null }]
  expectOk(await saveConsents(manager(), { id, consents }))
  expect(codeOf(await assessCase(manager(), { id, proposal: renew() }))).toBe("E-CONSENT")
  const bare = await walk(crew, plan(await l.paidOut("退回四号有限公司"), { goal: "applied" }))
  const proposal: Proposal = { tool: "EXTEND", untilOn: "2027-06-01", original: "province", opinion: "同意展期" }
  expect(codeOf(await assessCase(manager(), { id: bare.id, proposal }))).toBe("E-EVIDENCE")
})

test("one case a note; the reviewer is another person; a return goes back to the manager; a declined case says why", async () => {
  const firm = await l.paidOut("退回五号有限公司")
  const proposal = { tool: "DECLINE", deviation: "经营方向不明，先不办理" } as const
  const { id } = await walk(crew, plan(firm, { goal: "assessed", proposal }))
  expect(codeOf(await openCase(manager(), { loanNo: firm.loanNo }))).toBe("E-OPEN")
  const same = { ...b.as("reviewer"), actor: { ...b.as("reviewer").actor, personId: manager().actor.personId } }
  expect(codeOf(await submitCase(same, { id, opinion: "同意上报" }))).toBe("E-DUTY")
  expectOk(await giveBack(b.as("reviewer"), { id, reason: "请补充理由" }))
  expect(await state(id)).toBe("applied")
  const again: Proposal = { ...proposal, original: "subbranch_head", opinion: "现金流不足，没有可行方案" }
  expectOk(await assessCase(manager(), { id, proposal: again }))
  const { approvalId } = expectOk(await submitCase(b.as("reviewer"), { id, opinion: "同意不予办理" }))
  expect(codeOf(await closeCase(manager(), { id, reason: "企业撤回" }))).toBe("E-STATE")
  const { content_hash } = await b.branch.database.db
    .selectFrom("approval")
    .select("content_hash")
    .where("id", "=", approvalId)
    .executeTakeFirstOrThrow()
  const head = b.as("subbranch-head", "XX")
  expectOk(
    await decide(head, { id: approvalId, decision: "approved", reason: "", seenHash: content_hash.toString("hex") }),
  )
  const row = await b.branch.database.db
    .selectFrom("relief_case")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirstOrThrow()
  expect(row).toMatchObject({ state: "declined", declined_reason: "现金流不足，没有可行方案" })
})

test("E-LATE: asked after maturity; a renewal not signed before maturity ends by itself", async () => {
  const firm = await l.paidOut("退回六号有限公司", { termMonths: 1 })
  const due = (await l.view(firm.loanNo)).maturesOn
  await l.payIn(firm.depositNo, "3000")
  const { id } = await walk(crew, plan(firm, { goal: "decided", proposal: renew() }))
  const { id: other } = await walk(
    crew,
    plan(await l.paidOut("退回七号有限公司", { termMonths: 1 }), { goal: "contacted" }),
  )
  await l.spend(firm.depositNo, "500000")
  await b.advanceTo(due)
  expect(codeOf(await signCase(manager(), { id }))).toBe("E-LATE")
  const asked = { id: other, reasonCode: "sales", words: "想办理续贷" } as const
  expect(codeOf(await takeApplication(manager(), { ...asked, wish: "renew" }))).toBe("E-LATE")
  expectOk(await takeApplication(manager(), { ...asked, wish: "restructure" }))
  // Who asked first is spoken to as well, and stays where it is.
  expectOk(await recordContact(manager(), { id: other, on: due, way: "phone", note: "电话了解情况" }))
  expect(await state(other)).toBe("applied")
  await b.advanceTo(addDays(due, 1))
  expect(await state(id)).toBe("closed")
  expect(codeOf(await takeEffect(b.as("disbursement"), { id }))).toBe("E-STATE")
})
