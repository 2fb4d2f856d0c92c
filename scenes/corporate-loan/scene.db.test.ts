// Goal: the three kinds of company loan on a real database by the real flows, each step by its post. Promises: 1 each kind
// goes from acceptance to release; 2 draws follow gates, equity and thresholds; 3 day ends open tasks, warnings and letters
// once; 4 books balance at the end.
import { randomUUID } from "node:crypto"
import { describe, expect, test } from "vitest"
import { prove } from "#ledger"
import { issuePrint } from "#kernel/document"
import { ledgerOn } from "#kernel/flow"
import { expectOk } from "#kernel/refusal"
import { receiveMoney, sendMoney } from "#products/deposit"
import { reportNames } from "./contract.ts"
import { doCollection, proveDelivery } from "./flows/collecting.ts"
import { changeTerms } from "./flows/deciding.ts"
import { requestDraw } from "./flows/drawing.ts"
import { handOver, repayCase, useCheck } from "./flows/running.ts"
import { releaseCase } from "./flows/securing.ts"
import { recordProgress } from "./flows/sizing.ts"
import { finishTask } from "./flows/tasks.ts"
import { proposeWriteOff } from "./flows/writing-off.ts"
import { closeWarning, planWarning, raiseWarning } from "./flows/warning-acts.ts"
import { caseDetailOf } from "./queries/detail.ts"
import { pipelineOf } from "./queries/list.ts"
import { reportOf, sheetOf } from "./queries/reports.ts"
import { collectionViews, taskViews } from "./queries/work.ts"
import { draw, type Plan } from "./seed-steps.ts"
import { codeOf, plain, plant, useScene } from "./testing.ts"

const { b, crew, manager, take } = useScene("2026-03-02")
const detail = async (id: string) => expectOk(await caseDetailOf(b.system(), id))

const income = async (accountNo: string, yuan: number) =>
  expectOk(
    await receiveMoney(b.as("accountant"), {
      accountNo,
      amountFen: BigInt(yuan) * 100n,
      counterparty: "示例客户",
      memo: "货款",
    }),
  )

describe("working capital", () => {
  test("promise 1: from acceptance to release, two draws under one contract", async () => {
    const plan: Plan = {
      ...plain,
      firm: "甲公司",
      product: "working_capital",
      amount: "9000000",
      leg: plant,
      goal: "checked",
      draws: ["6000000"],
    }
    const one = await take(plan)
    let seen = await detail(one.id)
    expect(seen).toMatchObject({
      state: "performing",
      undrawn: "3000000.00",
      outstanding: "6000000.00",
      authority: "city_approver",
    })
    expect(seen.need).toMatchObject({ cycleDays: "92.00", workingCapital: "29685333.33", loan: "9680000.00" })
    expect(seen.measures?.zh).toContain("2024年第2号")
    expect(seen.gates.every((gate) => gate.met)).toBe(true)
    await draw(crew, { ...plan, outlet: "XX", partyId: one.partyId, titleNo: "" }, one.id, "3000000")
    seen = await detail(one.id)
    expect(seen.draws.map((each) => [each.drawNo.slice(-3), each.state])).toEqual([
      ["T01", "paid"],
      ["T02", "paid"],
    ])
    expect(seen).toMatchObject({ undrawn: "0.00", outstanding: "9000000.00" })
    await income(one.depositNo, 200_000)
    for (const { loanNo } of seen.loans) {
      const pay = { id: one.id, loanNo: loanNo!, amount: "payoff", choice: "keep_term" } as const
      expectOk(await repayCase(manager(), pay))
    }
    expect((await detail(one.id)).state).toBe("settled")
    expectOk(await releaseCase(b.as("collateral"), { id: one.id }))
    await b.settle()
    expect((await detail(one.id)).state).toBe("released")
  })

  test("a change of terms goes back to review and takes its limit back", async () => {
    const one = await take({
      ...plain,
      firm: "乙公司",
      product: "working_capital",
      amount: "5000000",
      leg: plant,
      goal: "signed",
    })
    const terms = {
      id: one.id,
      amount: "4000000.00",
      termMonths: 6,
      purpose: "采购原料",
      guarantee: "full_mortgage",
      reason: "客户减少用款",
    } as const
    expect(expectOk(await changeTerms(manager(), terms)).state).toBe("review")
    const seen = await detail(one.id)
    expect(seen).toMatchObject({ approvedAmount: null, contractNo: null, askedAmount: "4000000.00", termMonths: 6 })
  })
})

describe("project", () => {
  test("promise 2: loan money follows equity and progress; over the line it is entrusted", async () => {
    const plan: Plan = {
      ...plain,
      firm: "丙公司",
      product: "project",
      amount: "32000000",
      months: 60,
      method: "equal_principal",
      every: 3,
      leg: { ...plant, value: "60000000" },
      goal: "drawn",
      draws: ["12000000"],
    }
    const one = await take(plan)
    const seen = await detail(one.id)
    expect(seen).toMatchObject({ state: "drawn", authority: "city_committee" })
    expect(seen.project).toMatchObject({ equityBp: 6000, progressBp: 5500, drawable: "17600000.00" })
    expect(seen.drawableNow).toBe("5600000.00")
    expect(seen.draws[0]).toMatchObject({ mode: "entrusted", entrustBy: "2026-03-09", entrustLatest: "2026-03-16" })
    const ask = {
      id: one.id,
      mode: "self",
      payees: [] as never[],
      bureauCheckedOn: "2026-03-02",
      needConfirmed: true,
      papersLater: false,
    } as const
    const over = await requestDraw(manager(), { ...ask, amount: "6000000.00" })
    expect(codeOf(over)).toBe("E-EQUITY")
    expect(!over.ok && over.refusal.facts["permitted"]).toBe("5600000.00")
    expectOk(
      await recordProgress(manager(), {
        id: one.id,
        equityPaid: "9000000.00",
        progressPct: "100",
        evidence: "验资报告",
      }),
    )
    expectOk(await requestDraw(manager(), { ...ask, amount: "6000000.00" }))
    expect(seen.loans[0]!.schedule).toHaveLength(20)
  })
})

describe("medium and long", () => {
  test("half-yearly instalments; misuse freezes the rest and ends with a plan", async () => {
    const plan: Plan = {
      ...plain,
      firm: "丁公司",
      product: "medium_working_capital",
      amount: "8000000",
      months: 36,
      method: "equal_principal",
      every: 6,
      rate: "3.80",
      leg: plant,
      goal: "drawn",
      draws: ["5000000"],
    }
    const one = await take(plan)
    expect((await detail(one.id)).loans[0]!.schedule).toHaveLength(6)
    const drawId = one.drawIds[0]!
    expectOk(await useCheck(manager(), { id: drawId, result: "misused", note: "转入理财账户" }))
    let seen = await detail(one.id)
    expect(seen).toMatchObject({ state: "watch", level: "red" })
    expect(seen.warnings[0]).toMatchObject({ signal: "USE_BREACH", frozenOn: "2026-03-02", planBy: "2026-03-09" })
    const ask = {
      id: one.id,
      amount: "1000000.00",
      mode: "self",
      payees: [] as never[],
      bureauCheckedOn: "2026-03-02",
      needConfirmed: true,
      papersLater: false,
    } as const
    expect(codeOf(await requestDraw(manager(), ask))).toBe("E-STATE")
    const id = seen.warnings[0]!.id
    expect(codeOf(await closeWarning(b.as("risk"), { id, note: "已追回资金" }))).toBe("E-STATE")
    expectOk(await planWarning(manager(), { id, plan: "追回 1,000,000 元并提前还款" }))
    expectOk(await closeWarning(b.as("risk"), { id, note: "已追回资金" }))
    seen = await detail(one.id)
    expect(seen.state).toBe("performing")
    expect(seen.tasks.filter((task) => task.kind === "plan" && task.doneOn === null)).toEqual([])
  })
})

/** A second one whose money is gone, for the write-off. */
async function leaveUnpaid(plan: Plan): Promise<void> {
  const { depositNo: accountNo } = await take({ ...plan, firm: "庚公司" })
  const gone = { accountNo, amountFen: 199_000_000n, counterparty: "供应商", memo: "货款" }
  expectOk(await sendMoney(b.as("accountant"), gone))
}

describe("arrears", () => {
  let id = ""
  let depositNo = ""

  test("promise 3: a missed due date brings the red warning and the ladder, once each", async () => {
    const plan: Plan = {
      ...plain,
      firm: "戊公司",
      product: "working_capital",
      amount: "2000000",
      months: 1,
      leg: { ...plant, value: "5000000" },
      goal: "checked",
      draws: ["2000000"],
    }
    const one = await take(plan)
    id = one.id
    depositNo = one.depositNo
    await leaveUnpaid(plan)
    expectOk(
      await sendMoney(b.as("accountant"), {
        accountNo: depositNo,
        amountFen: 199_000_000n,
        counterparty: "供应商",
        memo: "货款",
      }),
    )
    await b.advanceTo("2026-03-20")
    const reminders = (await taskViews(b.system(), { caseId: id, kind: "reminder", limit: 50 })).map((task) =>
      task.zh.slice(0, 10),
    )
    expect(reminders.length).toBeGreaterThan(0)
    await b.advanceTo("2026-04-10")
    let seen = await detail(id)
    expect(seen).toMatchObject({ state: "overdue", level: "red", overdueDays: 8 })
    expect(seen.collections.map((step) => step.step)).toEqual(["CALL", "LETTER-1"])
    await b.advanceTo("2026-04-11")
    seen = await detail(id)
    expect(seen.collections).toHaveLength(2)
    expect(seen.warnings.filter((one) => one.signal === "OVERDUE")).toHaveLength(1)
  })

  test("letters need proof of delivery", async () => {
    const [call, letter] = await collectionViews(b.system(), { caseId: id, open: true, limit: 50 })
    expectOk(await doCollection(manager(), { id: call!.id, way: "phone", note: "承诺月底付款" }))
    expect(codeOf(await doCollection(manager(), { id: letter!.id, way: "phone", note: "承诺月底付款" }))).toBe(
      "E-STATE",
    )
    expectOk(await doCollection(manager(), { id: letter!.id, way: "courier", note: "EMS 寄注册地址" }))
    expect(codeOf(await proveDelivery(manager(), { id: letter!.id, deliveredOn: "2026-04-11", proofNo: "" }))).toBe(
      "E-PROOF",
    )
    expect(await collectionViews(b.system(), { caseId: id, open: true, limit: 50 })).toHaveLength(1)
    expectOk(await proveDelivery(manager(), { id: letter!.id, deliveredOn: "2026-04-11", proofNo: "EMS12345678" }))
    expect(await collectionViews(b.system(), { caseId: id, open: true, limit: 50 })).toEqual([])
  })

  test("on day 91 it is a bad loan and handed over; paid arrears end it all", async () => {
    expect(codeOf(await handOver(manager(), { id, note: "转资产保全" }))).toBe("E-STATE")
    await b.advanceTo("2026-07-03")
    expect(await detail(id)).toMatchObject({ state: "npl" })
    expectOk(await handOver(manager(), { id, note: "转资产保全" }))
    const seen = await detail(id)
    expect(seen.collections.find((step) => step.step === "HAND-OVER")?.doneOn).toBe("2026-07-03")
    expect(seen.prints.map((one) => one.kind)).toContain("corporate-loan.dunning-3")
    await income(depositNo, 2_200_000)
    await b.advanceTo("2026-07-04")
    const state = (await detail(id)).state
    if (state !== "settled") {
      const loanNo = seen.loans[0]!.loanNo
      expectOk(await repayCase(manager(), { id, loanNo, amount: "payoff", choice: "keep_term" }))
    }
    expect(await detail(id)).toMatchObject({ state: "settled", level: null })
  })
})

test("a lost claim is written off on delivered letters by committee and president, and kept", async () => {
  const row = await b.branch.database.db
    .selectFrom("corporate_case")
    .selectAll()
    .where("state", "=", "npl")
    .executeTakeFirstOrThrow()
  const proposal = { id: row.id, evidence: "法院终结执行裁定", accountability: "经办尽职，免责" }
  expect(codeOf(await proposeWriteOff(b.as("risk"), proposal))).toBe("E-STATE")
  expectOk(await handOver(manager(), { id: row.id, note: "转资产保全" }))
  expect(codeOf(await proposeWriteOff(b.as("risk"), proposal))).toBe("E-PROOF")
  const steps = await collectionViews(b.system(), { caseId: row.id, kind: "letter", limit: 10 })
  const letter = steps[0]!
  expectOk(await doCollection(manager(), { id: letter.id, way: "courier", note: "EMS 寄注册地址" }))
  expectOk(await proveDelivery(manager(), { id: letter.id, deliveredOn: await b.today(), proofNo: "EMS99887766" }))
  const { approvalId } = expectOk(await proposeWriteOff(b.as("risk"), proposal))
  await b.approve(approvalId)
  const seen = await detail(row.id)
  expect(seen).toMatchObject({ state: "written_off" })
  expect(seen.loans[0]).toMatchObject({ state: "written_off" })
})

test("tasks: the first check, the quarter's visit, and what finishes them", async () => {
  const all = await taskViews(b.system(), { open: true, limit: 200 })
  expect(all.some((task) => task.kind === "periodic")).toBe(true)
  const progress = all.find((task) => task.kind === "progress")!
  expectOk(await finishTask(manager(), { id: progress.id, result: "主体结构封顶，进度正常" }))
  expect(codeOf(await finishTask(manager(), { id: progress.id, result: "再次完成" }))).toBe("E-NOT-FOUND")
})

test("every paper and every report can be had", async () => {
  const rows = await b.branch.database.db.selectFrom("corporate_case").select("id").execute()
  const kinds = new Set<string>()
  for (const { id } of rows)
    for (const { kind, objectId } of (await detail(id)).prints) {
      if (kinds.has(kind)) continue
      kinds.add(kind)
      expectOk(await issuePrint(b.as("manager", "XX"), { kind, objectId }))
    }
  expect([...kinds].filter((kind) => kind.startsWith("corporate-loan.")).length).toBeGreaterThan(12)
  for (const name of reportNames) {
    const report = await reportOf(b.system(), name, {})
    const keys = report.columns.map((column) => column.key)
    for (const row of report.rows) expect(Object.keys(row)).toEqual(expect.arrayContaining(keys))
    expect((await sheetOf(b.system(), name, {})).content.length).toBeGreaterThan(1000)
  }
  expect((await pipelineOf(b.system(), {})).states.reduce((sum, one) => sum + one.cases, 0)).toBe(rows.length)
})

test("promise 4: the books balance", async () => {
  expect((await prove(ledgerOn(b.branch.database.db))).ok).toBe(true)
  expect(
    codeOf(await raiseWarning(manager(), { id: randomUUID(), signal: "TAX_D", source: "税务", note: "降为 D 级" })),
  ).toBe("E-NOT-FOUND")
})
