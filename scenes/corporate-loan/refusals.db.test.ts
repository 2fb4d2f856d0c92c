// Goal: each bad input of the suite gets its own answer through the flows, and nothing is left behind. Promises: 1 the code
// and the field are right; 2 the case stands where it stood; 3 nobody holds two neighbouring parts.
import { describe, expect, test } from "vitest"
import { decide } from "#kernel/approval"
import { relateParties } from "#kernel/party"
import { runDayEnd } from "#kernel/day-end"
import { expectOk } from "#kernel/refusal"
import { reviewCase, submitApproval } from "./flows/deciding.ts"
import { addVisit, answerChecks, submitDd } from "./flows/diligence.ts"
import { checkDraw, requestDraw } from "./flows/drawing.ts"
import { acceptCase } from "./flows/intake.ts"
import { addLeg } from "./flows/package.ts"
import { saveNeed } from "./flows/sizing.ts"
import { signCase } from "./flows/signing.ts"
import { addStatement } from "./flows/statements.ts"
import { caseDetailOf } from "./queries/detail.ts"
import { codeOf, plain, plant, useScene } from "./testing.ts"

const { b, clerkId, manager, take } = useScene("2026-03-02")
const detail = async (id: string) => expectOk(await caseDetailOf(b.system(), id))
const fieldOf = (outcome: { ok: boolean; refusal?: { field?: string } }) => (outcome.ok ? null : outcome.refusal!.field)
const base = { ...plain, product: "working_capital", leg: plant } as const

const request = (partyId: string) => ({
  partyId,
  product: "working_capital" as const,
  amount: "1000000.00",
  termMonths: 12,
  purpose: "采购原辅材料",
  repaymentSource: "销售回款",
  method: "interest_only" as const,
  everyMonths: 1 as const,
  guarantee: "full_mortgage" as const,
  guarantor: "",
  isNewClient: false,
  projectTag: null,
  permitValidTo: null,
})

const items = {
  sales: "100.00",
  cost: "80.00",
  profit: "10.00",
  assets: "100.00",
  liabilities: "60.00",
  equity: "40.00",
  cash: "5.00",
  balances: { inventory: "1.00", receivable: "1.00", payable: "1.00", prepaid: "1.00", advance: "1.00" },
}

const need = {
  method: "formula" as const,
  sales: "120000000.00",
  margin: "0.12",
  growth: "0.10",
  days: { inventory: "60", receivable: "75", payable: "45", prepaid: "10", advance: "8" },
  fromStatements: false,
  seasonDays: 360,
  ownFunds: "0",
  existingLoans: "0",
  otherFunding: "0",
}

describe("promise 1: acceptance", () => {
  test.each([
    ["E-TERM", "termMonths", { termMonths: 61 }],
    ["E-AMOUNT", "amount", { amount: "1000001.00" }],
    ["E-PURPOSE", "purpose", { purpose: "购买股票和基金" }],
    ["E-INSTALMENT", "everyMonths", { product: "medium_working_capital" as const, termMonths: 24 }],
  ])("%s at %s", async (code, field, more) => {
    const partyId = await b.firm(`受理公司${code}`)
    const refused = await acceptCase(manager(), { ...request(partyId), ...more })
    expect([codeOf(refused), fieldOf(refused)]).toEqual([code, field])
  })
})

describe("promise 1: statements, need and package", () => {
  test("figures that do not hold", async () => {
    const { id } = await take({ ...base, firm: "甲公司", amount: "3000000", goal: "dd" })
    const outOfBalance = { ...items, equity: "41.00" }
    expect(codeOf(await addStatement(manager(), { id, period: "2025", items: outOfBalance, note: "" }))).toBe("E-FS")
    const lossMaking = { ...items, cost: "120.00" }
    expect(codeOf(await addStatement(manager(), { id, period: "2025", items: lossMaking, note: "" }))).toBe("E-FS")
    expect(codeOf(await saveNeed(manager(), { id, ...need, margin: "12" }))).toBe("E-PCT")
    const negative = { inventory: "15", receivable: "5", payable: "45", prepaid: "5", advance: "0" }
    expect(expectOk(await saveNeed(manager(), { id, ...need, days: negative })).warning).toBe("W-NEG-CYCLE")
    expect(codeOf(await submitDd(manager(), { id, opinion: "建议受理" }))).toBe("W-NEG-CYCLE")
    const averages = expectOk(await saveNeed(manager(), { id, ...need, fromStatements: true }))
    expect(Number(averages.cycleDays)).toBeGreaterThan(0)
  })

  test("one title counts once; a checklist is finished before the review", async () => {
    await take({ ...base, firm: "乙公司", amount: "3000000", goal: "review" })
    const { id } = await take({ ...base, firm: "丙公司", amount: "3000000", goal: "dd" })
    const leg = {
      id,
      class: "plant" as const,
      title: "厂房",
      titleNo: "权证-乙公司",
      location: "",
      value: "1000000.00",
      valuedOn: "2026-03-02",
      appraiser: "示例评估",
      priorClaims: "0",
      insuranceNo: "",
    }
    const twice = await addLeg(manager(), leg)
    expect([codeOf(twice), fieldOf(twice)]).toEqual(["E-COLL-DUP", "titleNo"])
    expect(codeOf(await submitDd(manager(), { id, opinion: "建议受理" }))).toBe("E-CHECKLIST")
    expectOk(await answerChecks(manager(), { id, answers: [{ item: "licence", result: "na", note: "" }] }))
    expect((await detail(id)).checks.find((one) => one.item === "licence")?.result).toBe("na")
  })

  test("a visit takes two different people", async () => {
    const { id } = await take({ ...base, firm: "丁公司", amount: "3000000", goal: "dd" })
    const visit = {
      id,
      kind: "dd",
      onSite: true,
      on: "2026-03-02",
      place: "车间",
      findings: "情况正常",
      taskId: null,
    } as const
    expect(codeOf(await addVisit(manager(), { ...visit, officerB: null }))).toBe("E-PAIR")
    expect(codeOf(await addVisit(manager(), { ...visit, officerB: manager().actor.id }))).toBe("E-PAIR")
    expect(codeOf(await addVisit(manager(), { ...visit, on: "2026-03-03", officerB: clerkId() }))).toBe("E-TOO-EARLY")
  })
})

describe("promise 1: review", () => {
  const opinion = { termMonths: 12, ratePct: "3.45", conditions: [], raiseFacts: [], opinion: "同意发放" }

  test("more than the need, more than the package, more than the project may borrow", async () => {
    const wc = await take({ ...base, firm: "戊公司", amount: "3000000", goal: "review" })
    const full = { id: wc.id, ...opinion, guarantee: "full_mortgage" } as const
    expect(codeOf(await reviewCase(b.as("reviewer"), { ...full, amount: "9690000.00" }))).toBe("E-NEED")
    const small = await take({
      ...base,
      firm: "己公司",
      amount: "3000000",
      leg: { ...plant, value: "1000000" },
      goal: "review",
    })
    const weak = { ...full, id: small.id, amount: "3000000.00" }
    expect(codeOf(await reviewCase(b.as("reviewer"), weak))).toBe("E-LENDABLE")
    const project = await take({
      ...base,
      firm: "庚公司",
      product: "project",
      method: "equal_principal",
      every: 3,
      months: 60,
      amount: "8000000",
      goal: "review",
    })
    const much = { ...full, id: project.id, amount: "9000000.00", termMonths: 60 }
    expect(codeOf(await reviewCase(b.as("reviewer"), much))).toBe("E-SHARE")
    expect((await detail(project.id)).state).toBe("review")
  })

  test("promise 3: who looked at the firm neither reviews nor signs", async () => {
    const one = await take({ ...base, firm: "辛公司", amount: "4000000", goal: "submitted" })
    const reviewer = b.as("reviewer")
    const asClerk = { ...reviewer, actor: { ...reviewer.actor, id: clerkId() } }
    expect(codeOf(await submitApproval(asClerk, { id: one.id }))).toBe("E-STATE")
    const { approvalId } = await detail(one.id)
    const row = await b.branch.database.db
      .selectFrom("approval")
      .selectAll()
      .where("id", "=", approvalId)
      .executeTakeFirstOrThrow()
    const head = b.as("subbranch-head", "XX")
    const same = { ...head, actor: { ...head.actor, id: clerkId() } }
    const seenHash = row.content_hash.toString("hex")
    const decision = { id: approvalId!, decision: "approved", reason: "", seenHash } as const
    expect(codeOf(await decide(same, decision))).toBe("E-DUTY")
    expect((await detail(one.id)).state).toBe("review")
    expectOk(await decide(head, decision))
    expect((await detail(one.id)).state).toBe("approved")
  })

  test("an approval that nobody signed in time is void", async () => {
    const { id } = await take({ ...base, firm: "壬公司", amount: "4000000", goal: "approved" })
    const set = { approval_valid_to: "2026-03-01" }
    await b.branch.database.db.updateTable("corporate_case").set(set).where("id", "=", id).execute()
    expect(codeOf(await signCase(manager(), { id, guaranteeContractNo: "" }))).toBe("E-STATE")
    await runDayEnd(b.system(), async () => {}, await b.today())
    expect((await detail(id)).state).toBe("returned")
  })
})

describe("promise 1: draws", () => {
  const payee = (name: string, amount: string, contractRef = "") => ({
    name,
    bank: "示例银行",
    account: "6200000000000077",
    amount,
    contractRef,
    purpose: "货款",
  })
  const ask = async (id: string, more: object) => {
    const today = await b.today()
    const plainDraw = {
      amount: "1000000.00",
      mode: "self" as const,
      payees: [],
      bureauCheckedOn: today,
      needConfirmed: true,
      papersLater: false,
    }
    return requestDraw(manager(), { id, ...plainDraw, ...more })
  }

  test("split payments, affiliates, sums, stale bureau report, another firm's desk", async () => {
    const { id, partyId } = await take({ ...base, firm: "癸公司", amount: "9000000", goal: "available" })
    await b.branch.database.db.updateTable("corporate_case").set({ is_new_client: true }).where("id", "=", id).execute()
    expect(codeOf(await ask(id, {}))).toBe("E-NEW-CLIENT")
    await b.branch.database.db
      .updateTable("corporate_case")
      .set({ is_new_client: false })
      .where("id", "=", id)
      .execute()
    const off = await ask(id, { mode: "entrusted", payees: [payee("供应商", "900000.00")] })
    expect(codeOf(off)).toBe("E-PAYEE-SUM")
    const other = await b.firm("癸公司的子公司")
    expectOk(await relateParties(manager(), { from: partyId, to: other, kind: "subsidiary" }))
    const own = await ask(id, { mode: "entrusted", payees: [payee("癸公司的子公司", "1000000.00")] })
    expect([codeOf(own), fieldOf(own)]).toEqual(["E-PAYEE", "payments.0.contractRef"])
    expect(codeOf(await ask(id, { bureauCheckedOn: "2026-01-01" }))).toBe("E-GATE")
    expect(codeOf(await ask(id, { amount: "9010000.00" }))).toBe("E-AMOUNT")
    const asked = expectOk(await ask(id, { mode: "entrusted", payees: [payee("供应商", "1000000.00")] }))
    const desk = { id: asked.drawId, decision: "return", note: "缺合同" } as const
    expectOk(await checkDraw(b.as("disbursement"), desk))
    expect((await detail(id)).draws[0]?.state).toBe("declined")
    expect(codeOf(await checkDraw(b.as("disbursement"), desk))).toBe("E-STATE")
  })

  test("two payments below the line add up to one above it", async () => {
    const { id } = await take({
      ...base,
      firm: "子公司",
      product: "project",
      method: "equal_principal",
      every: 3,
      months: 60,
      amount: "32000000",
      leg: { ...plant, value: "60000000" },
      goal: "available",
    })
    const split = [payee("设备厂", "6000000.00", "SB-1"), payee("设备厂", "6000000.00", "SB-2")]
    const refused = await ask(id, { amount: "12000000.00", payees: split })
    expect([codeOf(refused), fieldOf(refused)]).toEqual(["E-ENTRUST", "mode"])
    expectOk(await ask(id, { amount: "12000000.00", mode: "entrusted", payees: split }))
  })
})
