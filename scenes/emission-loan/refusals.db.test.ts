// Goal: every code of bad input is answered by the real flow, with its sentence in two languages, and nothing moves.
// Method: a table of codes; each entry makes its own firm and runs into exactly one of them. Then the palette's search.
import pg from "pg"
import { beforeAll, describe, expect, test } from "vitest"
import { expectOk, type Outcome } from "#kernel/refusal"
import { openDeposit } from "#products/deposit"
import { useBank } from "../../tests/support/bank.ts"
import { testSchema } from "../../tests/support/cluster.ts"
import { registerCase } from "./flows/registering.ts"
import { signContract } from "./flows/signing.ts"
import { reviewCase, submitApproval } from "./flows/deciding.ts"
import { applyCase, checkEnvironment, openCase } from "./flows/intake.ts"
import { addRightLeg } from "./flows/package.ts"
import { publishPrices } from "./flows/prices.ts"
import { addPermit, addRight } from "./flows/rights.ts"
import { valueCase } from "./flows/valuing.ts"
import { search, typedFen } from "./search.ts"
import type { Pollutant } from "./rules.ts"

const b = useBank("2026-03-02")
const manager = () => b.as("manager", "XX")
const collateral = () => b.as("collateral")
let serial = 0

interface Wish {
  pollutant?: Pollutant
  quantity?: string
  held?: string
  acquisition?: "MARKET" | "FREE"
  rightTo?: string
  packageType?: "SINGLE" | "DOUBLE"
}

beforeAll(async () => {
  const prices = [{ pollutant: "SO2" as const, kind: "BASE_PRICE" as const, price: "15000" }]
  expectOk(
    await publishPrices(collateral(), {
      docNo: "株发改发〔2016〕210号",
      region: "湘潭",
      from: "2025-01-01",
      certainty: "assumption",
      prices,
    }),
  )
})

async function permitOf(wish: Wish = {}): Promise<{ permitId: string; partyId: string; number: string }> {
  serial += 1
  const number = String(serial).padStart(4, "0")
  const partyId = await b.firm(`湘乡市测验${number}化工有限公司`)
  expectOk(await openDeposit(manager(), { partyId, outlet: "XX", title: "结算户" }))
  const { id: permitId } = expectOk(
    await addPermit(manager(), {
      partyId,
      permitNo: `PWX-R-${number}`,
      issuer: "湘潭市生态环境局",
      issuedOn: "2024-01-01",
      validTo: "2031-01-01",
      limits: [{ pollutant: wish.pollutant ?? "SO2", quantity: "60", unit: wish.pollutant === "PB" ? "kg" : "t" }],
    }),
  )
  return { permitId, partyId, number }
}

const right = (permit: { permitId: string; number: string }, wish: Wish = {}) =>
  addRight(manager(), {
    permitId: permit.permitId,
    rightNo: `PQ-R-${permit.number}`,
    pollutant: wish.pollutant ?? "SO2",
    quantity: wish.held ?? "60",
    unit: wish.pollutant === "PB" ? "kg" : "t",
    acquisition: wish.acquisition ?? "MARKET",
    acquiredOn: "2024-09-02",
    validTo: wish.rightTo ?? "2029-09-02",
    feePaidTo: null,
    committed: "0",
  })

async function caseWith(
  wish: Wish = {},
): Promise<{ id: string; rightId: string; partyId: string; joined: Outcome<{ id: string }> }> {
  const permit = await permitOf(wish)
  const { id: rightId } = expectOk(await right(permit, wish))
  return { rightId, partyId: permit.partyId, ...(await caseOn(permit.partyId, rightId, wish)) }
}

async function caseOn(partyId: string, rightId: string, wish: Wish = {}) {
  const { id } = expectOk(await openCase(manager(), { partyId, packageType: wish.packageType ?? "SINGLE", note: "" }))
  return {
    id,
    joined: await addRightLeg(manager(), { id, rightId, quantity: wish.quantity ?? "60", priorClaims: "0" }),
  }
}

async function checked(
  id: string,
  emitted = "55",
  pollutant: Pollutant = "SO2",
  consentLetter = false,
): Promise<Awaited<ReturnType<typeof checkEnvironment>>> {
  const application = {
    amount: "300000",
    termMonths: 12,
    purpose: "采购原料周转",
    method: "interest_only" as const,
    projectTag: null,
    need: null,
  }
  const applied = await applyCase(manager(), { id, ...application, consentLetter })
  if (!applied.ok) return applied
  return checkEnvironment(manager(), {
    id,
    emissions: [{ pollutant, emitted, unit: "t" }],
    publicFacility: false,
    reductionTaskUnmet: false,
    majorAccidentWithin3Years: false,
    useFeeUnpaid: false,
    environmentalCredit: "good",
    note: "",
  })
}

const value = (id: string) => valueCase(collateral(), { id, basis: "FULL", appraiser: "湘潭衡信评估" })
const review = (id: string, termMonths = 12) =>
  reviewCase(b.as("reviewer"), { id, amount: "200000", termMonths, ratePct: "3.45", opinion: "用途真实，同意" })

async function valued(wish: Wish = {}): Promise<string> {
  const { id, joined } = await caseWith(wish)
  expectOk(joined)
  expectOk(await checked(id))
  expectOk(await value(id))
  return id
}

async function approved(id: string): Promise<string> {
  expectOk(await review(id))
  await b.approve(expectOk(await submitApproval(b.as("reviewer"), { id })).approvalId)
  return id
}

const sign = (id: string) => signContract(manager(), { id, paymentMode: "self" })

/** Two cases ask for the same tonnes; the first freezes them while the second is still deciding. */
async function raced(): Promise<string> {
  const first = await caseWith()
  const second = await caseOn(first.partyId, first.rightId)
  expectOk(second.joined)
  for (const { id } of [first, second]) {
    expectOk(await checked(id))
    expectOk(await value(id))
    await approved(id)
  }
  expectOk(await sign(first.id))
  expectOk(await registerCase(collateral(), { id: first.id }))
  return second.id
}

/** Behind the application's back: four hundred days' ends are not what is tested here. */
async function olderValuations(ids: string[]): Promise<void> {
  const admin = new pg.Client({ connectionString: b.branch.testDatabase.adminUrl })
  await admin.connect()
  const items = `select item_id from ${testSchema}.emission_leg where case_id = any($1)`
  await admin.query(
    `update ${testSchema}.collateral_valuation set valued_on = '2025-02-01' where item_id in (${items})`,
    [ids],
  )
  await admin.end()
}

/** 余值抵押 behind a case that froze all the tonnes. */
async function behind(priorClaims: string) {
  const first = await caseWith()
  expectOk(await checked(first.id))
  expectOk(await value(first.id))
  expectOk(await sign(await approved(first.id)))
  expectOk(await registerCase(collateral(), { id: first.id }))
  const { id } = expectOk(await openCase(manager(), { partyId: first.partyId, packageType: "RESIDUAL", note: "" }))
  const joined = await addRightLeg(manager(), { id, rightId: first.rightId, quantity: "60", priorClaims })
  return { id, joined }
}

const table: [code: string, what: string, run: () => Promise<Outcome<unknown>>][] = [
  [
    "E-UNIT",
    "35 t of lead keyed as 35,000 kg",
    async () => right(await permitOf({ pollutant: "PB" }), { pollutant: "PB", held: "35000" }),
  ],
  ["E-QTY-EXCEED", "more than the permit allows", async () => right(await permitOf(), { held: "60.001" })],
  ["E-QTY-EXCEED", "more than is held", async () => (await caseWith({ quantity: "60.001" })).joined],
  ["E-PRIOR", "a second charge without the first one's amount", async () => (await behind("0")).joined],
  [
    "E-FROZEN",
    "a second charge without consent",
    async () => {
      const { id, joined } = await behind("200000")
      expectOk(joined)
      return checked(id)
    },
  ],
  ["E-NOT-PAID", "a right that cost nothing", async () => (await caseWith({ acquisition: "FREE" })).joined],
  ["E-TERM", "a loan longer than the right, at review", async () => review(await valued({ rightTo: "2027-01-31" }))],
  ["E-FROZEN", "tonnes that another case froze", async () => sign(await raced())],
  [
    "E-NO-PRICE",
    "a pollutant without a price",
    async () => {
      const { id } = await caseWith({ pollutant: "COD" })
      expectOk(await checked(id, "0", "COD"))
      return value(id)
    },
  ],
  [
    "E-DOUBLE",
    "a double mortgage with one leg",
    async () => {
      const { id } = await caseWith({ packageType: "DOUBLE" })
      expectOk(await checked(id))
      return value(id)
    },
  ],
  [
    "E-DUPLICATE",
    "the same right twice",
    async () => {
      const permit = await permitOf()
      expectOk(await right(permit))
      return right(permit)
    },
  ],
  ["E-STATE", "a step out of turn", async () => value((await caseWith()).id)],
]

const movedCount = async () =>
  Number(
    (
      await b.branch.database.db
        .selectFrom("emission_timeline")
        .select((e) => e.fn.countAll<bigint>().as("n"))
        .executeTakeFirstOrThrow()
    ).n,
  )

describe("bad input", () => {
  test.each(table)("%s: %s", async (code, _what, run) => {
    const outcome = await run()
    expect(outcome).toMatchObject({ ok: false, refusal: { code: `emission-loan/${code}` } })
    if (outcome.ok) return
    expect(outcome.refusal.zh).not.toMatch(/\{\w+\}|undefined|null/)
    expect(outcome.refusal.en).toMatch(/Nothing moved/)
  })

  test("E-ENV-OVER: 61 t against 60 t rejects the case for good, and that is kept", async () => {
    const { id } = await caseWith()
    expect(expectOk(await checked(id, "61"))).toMatchObject({ state: "rejected", findings: [{ code: "E-ENV-OVER" }] })
    expect(await value(id)).toMatchObject({ ok: false, refusal: { code: "emission-loan/E-STATE" } })
  })

  test("E-VAL-STALE: a valuation older than twelve months, at review and at signing, names its day", async () => {
    const [unreviewed, unsigned] = [await valued(), await approved(await valued())]
    await olderValuations([unreviewed, unsigned])
    const before = await movedCount()
    for (const outcome of [await review(unreviewed), await sign(unsigned)]) {
      expect(outcome).toMatchObject({
        ok: false,
        refusal: { code: "emission-loan/E-VAL-STALE", facts: { valuedOn: "2025-02-01", validUntil: "2026-02-01" } },
      })
    }
    expect(await movedCount()).toBe(before)
    for (const id of [unreviewed, unsigned]) {
      expectOk(await value(id))
      expectOk(await review(id))
    }
  })
})

test("a second charge with consent lends on the rest, is registered and freezes no tonne twice", async () => {
  const { id, joined } = await behind("400000")
  expectOk(joined)
  expectOk(await checked(id, "55", "SO2", true))
  // 60 t × 15,000 × 42/60 months left = 630,000 × 80 % less 400,000 secured before.
  const valued = expectOk(await value(id))
  expect(Number(valued.valuation.lendable)).toBeCloseTo(Number(valued.valuation.rightsValue) * 0.8 - 400_000, 2)
  expectOk(
    await reviewCase(b.as("reviewer"), {
      id,
      amount: "50000",
      termMonths: 12,
      ratePct: "3.45",
      opinion: "余值充足，同意",
    }),
  )
  await b.approve(expectOk(await submitApproval(b.as("reviewer"), { id })).approvalId)
  expectOk(await sign(id))
  expectOk(await registerCase(collateral(), { id }))
})

describe("the palette", () => {
  const find = (text: string, ctx = manager()) => search[0]!.find(ctx, text, 6)

  test.each([
    ["3,000,000", 300_000_000n],
    ["300万", 300_000_000n],
    ["1.5万元", 1_500_000n],
    ["12.30", 1230n],
    ["明澈", null],
    ["0", null],
  ])("%s is read as an amount", (text, fen) => {
    expect(typedFen(text)).toBe(fen)
  })

  test("finds a case by number, firm, initials and amount, and links to its page", async () => {
    const { id } = await caseWith()
    expectOk(
      await applyCase(manager(), {
        id,
        amount: "7770000",
        termMonths: 12,
        purpose: "采购原料周转",
        method: "interest_only",
        projectTag: null,
        need: null,
        consentLetter: false,
      }),
    )
    const { case_no } = await b.branch.database.db
      .selectFrom("emission_case")
      .select("case_no")
      .where("id", "=", id)
      .executeTakeFirstOrThrow()
    const name = `测验${String(serial).padStart(4, "0")}`
    for (const text of [
      case_no,
      case_no.toLowerCase(),
      name,
      `xxscy${String(serial).padStart(4, "0")}`,
      "7,770,000",
      "777万",
    ]) {
      expect(await find(text), text).toMatchObject([
        { kind: "emission-case", page: `/emission-loan/${id}`, detail: "已申请 · 7770000.00 元" },
      ])
    }
  })

  test("keeps to one's outlets", async () => {
    expect(await find("777万", b.as("manager", "SS"))).toEqual([])
    expect(await find("测验", b.as("manager", "SS"))).toEqual([])
    expect(await find("777万", b.as("risk"))).toHaveLength(1)
  })
})
