// Goal: the story's case on a real database, by the real flows and a real registry over HTTP: from interest to released,
// and a second case through margin call and disposal. Promises: 1 every quantity and fen is on the ledger; 2 the same
// tonne cannot secure two loans; 3 two people decide; 4 each day closes with balanced, proved books.
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { balances, prove } from "#ledger"
import { decide } from "#kernel/approval"
import { issuePrint } from "#kernel/document"
import { ledgerOn } from "#kernel/flow"
import { expectOk } from "#kernel/refusal"
import { balanceFen, openDeposit, receiveMoney } from "#products/deposit"
import { fenFromYuan as fen } from "#products/loan"
import { useBank } from "../../tests/support/bank.ts"
import { disburseCase } from "./flows/disbursing.ts"
import { registerCase, releaseCase } from "./flows/registering.ts"
import { signContract } from "./flows/signing.ts"
import { reviewCase, submitApproval } from "./flows/deciding.ts"
import { applyCase, checkEnvironment, openCase } from "./flows/intake.ts"
import { cureCase } from "./flows/margin.ts"
import { addCollateralLeg, addRightLeg } from "./flows/package.ts"
import { publishPrices } from "./flows/prices.ts"
import { addPermit, addRight } from "./flows/rights.ts"
import { closeDisposal, declareDefault, firstCheck, repayCase, startDisposal } from "./flows/running.ts"
import { valueCase } from "./flows/valuing.ts"
import { startSandbox, type Sandbox } from "./partners/sandbox.ts"
import { caseDetailOf, portalCaseOf } from "./queries/detail.ts"
import { reportOf } from "./queries/reports.ts"
import { reportNames } from "./contract.ts"

const b = useBank("2026-03-02")
let sandbox: Sandbox
const ledger = () => ledgerOn(b.branch.database.db)
const manager = () => b.as("manager", "XX")
const balance = async (key: string): Promise<bigint> => (await balances(ledger(), [key]))[0]?.balance ?? 0n
const detail = async (id: string) => expectOk(await caseDetailOf(b.system(), id))

beforeAll(async () => {
  sandbox = await startSandbox({ secret: b.branch.services.secret, now: () => b.branch.clock.now() })
  for (const registry of ["reserve-centre", "real-estate", "movables"])
    b.branch.partners.set(registry, sandbox.urlOf(registry))
  expectOk(
    await publishPrices(b.as("collateral"), {
      docNo: "株发改发〔2016〕210号",
      region: "湘潭",
      from: "2026-01-01",
      certainty: "assumption",
      prices: [
        { pollutant: "SO2", kind: "BASE_PRICE", price: "15000" },
        { pollutant: "NOX", kind: "BASE_PRICE", price: "25000" },
      ],
    }),
  )
})
afterAll(() => sandbox.close())

interface Firm {
  partyId: string
  depositNo: string
  rights: string[]
}

async function firm(name: string, number: string): Promise<Firm> {
  const partyId = await b.firm(name)
  const { accountNo } = expectOk(await openDeposit(manager(), { partyId, outlet: "XX", title: name }))
  const permit = expectOk(
    await addPermit(manager(), {
      partyId,
      permitNo: `PWX-${number}`,
      issuer: "湘潭市生态环境局",
      issuedOn: "2025-01-01",
      validTo: "2030-01-01",
      limits: [
        { pollutant: "SO2", quantity: "60", unit: "t" },
        { pollutant: "NOX", quantity: "120", unit: "t" },
      ],
    }),
  )
  const right = async (pollutant: "SO2" | "NOX", quantity: string): Promise<string> =>
    expectOk(
      await addRight(manager(), {
        permitId: permit.id,
        rightNo: `PQ-${number}-${pollutant}`,
        pollutant,
        quantity,
        unit: "t",
        acquisition: "MARKET",
        acquiredOn: "2024-09-02",
        validTo: "2029-09-02",
        feePaidTo: "2029-09-02",
        committed: "0",
      }),
    ).id
  return { partyId, depositNo: accountNo, rights: [await right("SO2", "60"), await right("NOX", "120")] }
}

async function applied(one: Firm, options: { plant: string | null; amount: string }): Promise<string> {
  const { id } = expectOk(
    await openCase(manager(), { partyId: one.partyId, packageType: options.plant ? "DOUBLE" : "SINGLE", note: "" }),
  )
  for (const [index, rightId] of one.rights.entries()) {
    expectOk(await addRightLeg(manager(), { id, rightId, quantity: index === 0 ? "60" : "120", priorClaims: "0" }))
  }
  if (options.plant) {
    expectOk(
      await addCollateralLeg(manager(), {
        id,
        class: "plant",
        title: "再生玻璃一号厂房",
        titleNo: `湘（2024）${id.slice(0, 8)}`,
        location: "湘乡市",
        value: options.plant,
        valuedOn: "2026-03-01",
        appraiser: "湘潭衡信评估",
        priorClaims: "0",
        insuranceNo: "",
      }),
    )
  }
  expectOk(
    await applyCase(manager(), {
      id,
      amount: options.amount,
      termMonths: 12,
      purpose: "采购废玻璃原料",
      method: "interest_only",
      projectTag: "GREEN",
      need: null,
      consentLetter: false,
    }),
  )
  return id
}

async function toApproved(id: string, amount: string): Promise<void> {
  expectOk(
    await checkEnvironment(manager(), {
      id,
      emissions: [{ pollutant: "SO2", emitted: "55", unit: "t" }],
      publicFacility: false,
      reductionTaskUnmet: false,
      majorAccidentWithin3Years: false,
      useFeeUnpaid: false,
      environmentalCredit: "good",
      note: "",
    }),
  )
  expectOk(await valueCase(b.as("collateral"), { id, basis: "FULL", appraiser: "湘潭衡信评估" }))
  expectOk(
    await reviewCase(b.as("reviewer"), { id, amount, termMonths: 12, ratePct: "3.45", opinion: "用途真实，同意" }),
  )
  const { approvalId } = expectOk(await submitApproval(b.as("reviewer"), { id }))
  await b.approve(approvalId)
}

async function toDisbursed(id: string, amount: string): Promise<void> {
  expectOk(await signContract(manager(), { id, paymentMode: "self" }))
  expectOk(await registerCase(b.as("collateral"), { id }))
  await b.settle()
  const { approvalId } = expectOk(await disburseCase(b.as("disbursement"), { id, amount, payments: [] }))
  await b.approve(approvalId)
}

describe("the double mortgage of a glass recycler", () => {
  let one: Firm
  let id = ""

  test("is applied for and valued with the time left: 42 of 60 months", async () => {
    one = await firm("湘乡市明澈再生玻璃有限公司", "0001")
    expect(await balance("right:PQ-0001-SO2:free")).toBe(60_000_000n)
    id = await applied(one, { plant: "8000000", amount: "6000000" })
    await toApproved(id, "6000000.00")
    const seen = await detail(id)
    expect(seen).toMatchObject({ state: "approved", lendable: "6984000.00", approvedAmount: "6000000.00" })
    expect(seen.valuations[0]).toMatchObject({
      rightsValue: "2730000.00",
      othersValue: "8000000.00",
      loanMax: "6980000.00",
    })
  })

  test("cannot be paid out before every leg is registered", async () => {
    expectOk(await signContract(manager(), { id, paymentMode: "self" }))
    const early = await disburseCase(b.as("disbursement"), { id, amount: "6000000", payments: [] })
    expect(early).toMatchObject({ ok: false, refusal: { code: "emission-loan/E-STATE" } })
    expectOk(await registerCase(b.as("collateral"), { id }))
    expect(await balance("right:PQ-0001-SO2:free")).toBe(0n)
    await b.settle()
    expect((await detail(id)).state).toBe("registered")
    expect(sandbox.received.filter((message) => message.kind === "FREEZE_REQ")).toHaveLength(2)
  })

  test("the frozen tonnes cannot secure another loan", async () => {
    const second = expectOk(await openCase(manager(), { partyId: one.partyId, packageType: "SINGLE", note: "" }))
    const asked = await addRightLeg(manager(), {
      id: second.id,
      rightId: one.rights[0]!,
      quantity: "10",
      priorClaims: "0",
    })
    expect(asked).toMatchObject({ ok: false, refusal: { code: "emission-loan/E-FROZEN" } })
  })

  test("the maker of a pay-out cannot sign it; another person pays it out", async () => {
    const { approvalId } = expectOk(await disburseCase(b.as("disbursement"), { id, amount: "6000000", payments: [] }))
    const row = await b.branch.database.db
      .selectFrom("approval")
      .select("content_hash")
      .where("id", "=", approvalId)
      .executeTakeFirstOrThrow()
    const own = await decide(b.as("disbursement"), {
      id: approvalId,
      decision: "approved",
      reason: "",
      seenHash: row.content_hash.toString("hex"),
    })
    expect(own.ok).toBe(false)
    await b.approve(approvalId)
    expect(await detail(id)).toMatchObject({ state: "disbursed", outstanding: "6000000.00" })
    expect(await balanceFen(ledger(), one.depositNo)).toBe(fen("6000000"))
  })

  test("accrues, settles by the 20th, and the firm repays part and then all", async () => {
    expectOk(await firstCheck(manager(), { id, used: "as_agreed", note: "核对采购合同与发票" }))
    await b.advanceTo("2026-03-22")
    const loan = (await detail(id)).loan!
    expect(loan.schedule[0]).toMatchObject({ state: "paid", days: 19, interest: "10925.00" })
    const owner = b.portal(one.partyId)
    const part = expectOk(await repayCase(owner, { id, amount: "1000000", choice: "keep_term" }))
    expect(part.state).toBe("monitored")
    expectOk(
      await receiveMoney(b.as("accountant"), {
        accountNo: one.depositNo,
        amountFen: fen("100000"),
        counterparty: "客户",
        memo: "货款",
      }),
    )
    const all = expectOk(await repayCase(b.portal(one.partyId), { id, amount: "payoff", choice: "keep_term" }))
    expect(all).toMatchObject({ state: "settled", owed: "0.00" })
    expect(expectOk(await portalCaseOf(b.portal(one.partyId), id)).statusZh).toBe("贷款已结清")
  })

  test("is released only by the registries' receipts, and the tonnes are free again", async () => {
    expectOk(await releaseCase(b.as("collateral"), { id }))
    expect((await detail(id)).state).toBe("settled")
    await b.settle()
    expect((await detail(id)).state).toBe("released")
    expect(await balance("right:PQ-0001-SO2:free")).toBe(60_000_000n)
  })

  test("another outlet and another firm do not see it", async () => {
    expect((await caseDetailOf(b.as("manager", "SS"), id)).ok).toBe(false)
    expect((await portalCaseOf(b.portal(await b.firm("另一家企业有限公司")), id)).ok).toBe(false)
  })

  test("the day closes on balanced, proved books", async () => {
    await b.advanceTo("2026-03-24")
    expect((await prove(ledger())).failures).toEqual([])
  })
})

describe("a single right whose price falls", () => {
  let id = ""
  let one: Firm

  test("opens a margin call the same day and is cured by repayment", async () => {
    one = await firm("湘乡市远钧化工有限公司", "0002")
    id = await applied(one, { plant: null, amount: "1900000" })
    await toApproved(id, "1900000.00")
    await toDisbursed(id, "1900000")
    const bulletin = await publishPrices(b.as("collateral"), {
      docNo: "测试价格公告〔2026〕1号",
      region: "湘潭",
      from: await b.today(),
      certainty: "assumption",
      prices: [
        { pollutant: "SO2", kind: "BASE_PRICE", price: "11250" },
        { pollutant: "NOX", kind: "BASE_PRICE", price: "18750" },
      ],
    })
    expect(bulletin).toMatchObject({ ok: true, value: { revalued: 1, marginCalls: 1 } })
    const seen = await detail(id)
    expect(seen.state).toBe("margin_call")
    expect(seen.marginCalls[0]!.band).toBe("red")
    expect(expectOk(await cureCase(manager(), { id, note: "" })).state).toBe("margin_call")
    const cured = expectOk(await repayCase(manager(), { id, amount: "400000", choice: "keep_term" }))
    expect(cured.state).toBe("monitored")
  })

  test("defaults and is disposed of by the waterfall", async () => {
    expectOk(await declareDefault(b.as("risk"), { id, reason: "停产且无法联系" }))
    expectOk(await startDisposal(b.as("risk"), { id, way: "buy_back", plan: "先收储，后拍卖" }))
    const done = expectOk(await closeDisposal(b.as("risk"), { id, proceeds: "2100000", costs: "63000", note: "" }))
    expect(done).toMatchObject({ state: "recovered", shortfall: "0.00" })
    expect((await detail(id)).loan!.owed).toBe("0.00")
    await b.advanceTo("2026-03-25")
    expect((await prove(ledger())).failures).toEqual([])
  })
})

test("over-emission rejects for good", async () => {
  const id = await applied(await firm("湘乡市松涧冶金材料有限公司", "0003"), { plant: null, amount: "1000000" })
  const judged = expectOk(
    await checkEnvironment(manager(), {
      id,
      emissions: [{ pollutant: "SO2", emitted: "61", unit: "t" }],
      publicFacility: false,
      reductionTaskUnmet: false,
      majorAccidentWithin3Years: false,
      useFeeUnpaid: false,
      environmentalCredit: "good",
      note: "",
    }),
  )
  expect(judged).toMatchObject({ state: "rejected", findings: [{ code: "E-ENV-OVER" }] })
})

test("every paper that a case offers is drawn", async () => {
  const rows = await b.branch.database.db
    .selectFrom("emission_case")
    .select("id")
    .where("state", "in", ["released", "recovered"])
    .execute()
  for (const { id } of rows) {
    for (const print of (await detail(id)).prints) {
      const drawn = expectOk(await issuePrint(b.system(), { kind: print.kind, objectId: print.objectId }))
      expect(drawn.content.subarray(0, 5).toString()).toBe("%PDF-")
    }
  }
})

test.each(reportNames)("report %s answers", async (name) => {
  const made = await reportOf(b.system(), name, {})
  expect(made.columns.length).toBeGreaterThan(2)
})
