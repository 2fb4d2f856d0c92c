// Goal: packages, charges and refunds on a real branch through the real nights. Promises: 1 silence never creates a
// charge; 2 every charge rests on a package, a consent or an order; 3 each one is one balanced posting, the customer
// sees one line; 4 a night run twice charges once; 5 the tariff changes by two people with a document, within the law.
import { beforeAll, describe, expect, test } from "vitest"
import { prove } from "#ledger"
import { decide } from "#kernel/approval"
import { runDayEnd } from "#kernel/day-end"
import { issuePrint } from "#kernel/document"
import { ledgerOn } from "#kernel/flow"
import { expectOk } from "#kernel/refusal"
import { balanceFen, openDeposit } from "#products/deposit"
import { useBank } from "../../tests/support/bank.ts"
import { proposeChange, type Change } from "./flows/changing.ts"
import { endService, giveConsent, orderService } from "./flows/consent.ts"
import { chargeOrder } from "./flows/counter.ts"
import { askRefund } from "./flows/refunding.ts"
import { acceptOffer, subscribe } from "./flows/subscribing.ts"
import { chargesBy } from "./queries/charges.ts"
import { savingsBoard } from "./queries/savings.ts"
import { subscriptionOf, subscriptionsBy } from "./queries/subscriptions.ts"
import { priceListOn } from "./queries/tariff.ts"
import { flatTerms, tariffFault, textOf } from "./rules.ts"
import type { TermsText } from "./model.ts"
import { tariffOn } from "./store.ts"
import { pricingTools } from "./testing.ts"

const b = useBank("2026-03-16")
const { clerk, db, firm, fund, charges, subscription, code } = pricingTools(b)
const balance = (accountNo: string) => balanceFen(ledgerOn(db()), accountNo)

test("every first price is a tariff that may be saved", async () => {
  const { prices, ceilings, items } = await tariffOn(clerk(), "2026-03-16")
  expect(prices.size).toBe(items.size)
  for (const price of [...prices.values(), ...ceilings.values()]) expect(tariffFault(textOf(price.terms))).toBeNull()
})

describe("the 1-yuan package", () => {
  let one: Awaited<ReturnType<typeof firm>>
  let silent: Awaited<ReturnType<typeof firm>>
  beforeAll(async () => {
    one = await firm("湘乡市套餐示例有限公司")
    silent = await firm("湘乡市沉默示例有限公司")
  })

  test("is offered to a new account, binds nobody, and starts by the firm's own yes", async () => {
    const [offer] = await subscription(one.accountNo)
    expect(offer).toMatchObject({ state: "offered", package_code: "ONE_YUAN", start_on: null })
    await fund(one.accountNo, 1_000_000n)
    const started = expectOk(await acceptOffer(b.portal(one.partyId), { id: offer!.id }))
    expect(started).toMatchObject({ startOn: "2026-03-16", endOn: "2027-03-15" })
    const made = await charges(one.accountNo)
    // The price of one yuan, and four covered services at nothing.
    expect(made.map((row) => [row.item_code, row.gross_fen, row.net_fen])).toEqual([
      [null, 0n, 100n],
      ["ACCOUNT_MANAGEMENT", 0n, 0n],
      ["RECEIPT_SELF", 36_000n, 0n],
      ["EBANK_BASIC", 20_000n, 0n],
      ["SMS_ALERT", 5_000n, 0n],
    ])
    expect(await balance(one.accountNo)).toBe(999_900n)
  })

  test("needs the signed agreement at the counter, and only once a firm", async () => {
    const ask = { accountNo: silent.accountNo, packageCode: "ONE_YUAN" }
    expect(code(await subscribe(clerk(), { ...ask, paperNo: "" }))).toBe("pricing/E-NO-CONSENT")
    expectOk(await subscribe(clerk(), { ...ask, paperNo: "XY-001" }))
    const second = expectOk(
      await openDeposit(clerk(), { partyId: silent.partyId, outlet: "XX", title: "二户", kind: "general" }),
    )
    const again = { accountNo: second.accountNo, packageCode: "ONE_YUAN", paperNo: "XY-002" }
    expect(code(await subscribe(clerk(), again))).toBe("pricing/E-ONCE")
  })

  test("is not for an account of last month", async () => {
    const late = await firm("湘乡市迟到示例有限公司")
    await b.advanceTo("2026-04-16")
    const ask = { accountNo: late.accountNo, packageCode: "ONE_YUAN", paperNo: "XY-003" }
    expect(code(await subscribe(clerk(), ask))).toBe("pricing/E-NEW-ONLY")
    const [offer] = await subscription(late.accountNo)
    expect(code(await acceptOffer(b.portal(late.partyId), { id: offer!.id }))).toBe("pricing/E-NEW-ONLY")
  }, 120_000)

  test("without money its price waits and nothing else happens; it is taken once the money is there", async () => {
    expect((await charges(silent.accountNo)).filter((row) => row.net_fen > 0n)).toEqual([])
    const step = await db()
      .selectFrom("day_end_step")
      .select("failed")
      .where("name", "=", "pricing.charges")
      .where("day", "=", "2026-04-15")
      .executeTakeFirstOrThrow()
    expect(JSON.stringify(step.failed)).toContain(silent.accountNo)
    await fund(silent.accountNo, 50_000n)
    await b.advanceTo("2026-04-17")
    expect(await balance(silent.accountNo)).toBe(49_900n)
    await runDayEnd(b.system(), async () => {}, "2026-04-16")
    expect(await balance(silent.accountNo)).toBe(49_900n)
  }, 60_000)
})

describe("refunds", () => {
  test("by two people, never more than was paid, with the tax inside", async () => {
    const { accountNo } = await firm("湘乡市退费示例有限公司", { size: "large" })
    await fund(accountNo, 100_000n)
    const order = { accountNo, itemCode: "TRANSFER_COUNTER", amount: "8000.00", quantity: 1, orderNo: "HK-3" }
    const { id: chargeId } = expectOk(await chargeOrder(clerk(), order))
    const ask = { chargeId, kind: "overcharged" as const, amountFen: 50n, reason: "企业规模更正为小型" }
    expect(code(await askRefund(clerk(), { ...ask, amountFen: 501n }))).toBe("pricing/E-REFUND")
    expect(code(await askRefund(clerk(), { ...ask, kind: "not_due" }))).toBe("pricing/E-REFUND-ALL")
    const { approvalId } = expectOk(await askRefund(clerk(), ask))
    expect(code(await askRefund(clerk(), ask))).toBe("pricing/E-STATE")
    expect(await balance(accountNo)).toBe(99_500n)
    await b.approve(approvalId)
    expect(await balance(accountNo)).toBe(99_550n)
    const rest = expectOk(await askRefund(clerk(), { ...ask, amountFen: 450n }))
    await b.approve(rest.approvalId)
    expect(await balance(accountNo)).toBe(100_000n)
    expect(code(await askRefund(clerk(), { ...ask, amountFen: 1n }))).toBe("pricing/E-REFUND")
    const tax = await db()
      .selectFrom("fee_charge")
      .select("vat_fen")
      .where("id", "=", chargeId)
      .executeTakeFirstOrThrow()
    expect(tax.vat_fen).toBe(28n)
  })
})

describe("changes of the tariff", () => {
  const accountant = () => b.as("accountant")
  const terms = (fen: bigint): TermsText => textOf(flatTerms(fen))
  const price = (over: object = {}): Change =>
    ({
      what: "price",
      itemCode: "SMS_ALERT",
      terms: terms(4_000n),
      from: "2026-05-01",
      docNo: "本行价〔2026〕5号",
      certainty: "fact",
      ...over,
    }) as Change

  test.each<[string, object, string]>([
    ["without a document", { docNo: " " }, "E-DOC"],
    ["in the past", { from: "2026-01-01" }, "E-PAST"],
    ["negative", { terms: terms(-1n) }, "E-AMOUNT"],
    ["dearer without notice", { terms: terms(6_000n) }, "E-NOTICE"],
    ["above the ceiling", { itemCode: "TRANSFER_COUNTER", terms: terms(501n) }, "E-CEILING"],
    ["a cancelled fee brought back", { itemCode: "CHEQUE_COST", terms: terms(1n) }, "E-CEILING"],
    ["unknown item", { itemCode: "NO_SUCH_ITEM" }, "E-ITEM"],
  ])("refused: %s", async (_name, over, expected) => {
    expect(code(await proposeChange(accountant(), price(over)))).toBe(`pricing/${expected}`)
  })

  test("overlapping tiers are refused at their place", async () => {
    const [tier] = terms(100n).tiers
    const tiers = [
      { ...tier!, upTo: "100.00" },
      { ...tier!, over: "90.00" },
    ]
    const outcome = await proposeChange(accountant(), price({ terms: { ...terms(1n), tiers } }))
    expect(outcome).toMatchObject({ refusal: { code: "pricing/E-TIER", field: "terms.tiers.1.over" } })
  })

  test("by two people, from its day on, the old price still readable", async () => {
    const { approvalId } = expectOk(await proposeChange(accountant(), price()))
    expect((await tariffOn(clerk(), "2026-05-01")).prices.get("SMS_ALERT")!.terms.tiers[0]!.feeFen).toBe(5_000n)
    const row = await db().selectFrom("approval").selectAll().where("id", "=", approvalId).executeTakeFirstOrThrow()
    const seenHash = row.content_hash.toString("hex")
    const own = accountant()
    const self = { ...own, actor: { ...own.actor, roles: ["president"] } }
    expect((await decide(self, { id: approvalId, decision: "approved", reason: "", seenHash })).ok).toBe(false)
    await b.approve(approvalId)
    const on = async (day: string) => (await tariffOn(clerk(), day)).prices.get("SMS_ALERT")!.terms.tiers[0]!.feeFen
    expect([await on("2026-04-30"), await on("2026-05-01")]).toEqual([5_000n, 4_000n])
  })

  test("a waiver without a document or above everything is refused", async () => {
    const waiver = {
      what: "waiver",
      code: "EXTRA_CUT",
      zh: "示例减免",
      en: "Example",
      itemCodes: ["SMS_ALERT"],
      sizes: [],
      baseMax: null,
      shareBp: 5000,
      from: "2026-05-01",
      to: "2026-12-31",
      docNo: "本行价〔2026〕6号",
      certainty: "assumption",
    } as const
    const propose = (over: object) => proposeChange(accountant(), { ...waiver, ...over } as never)
    expect(code(await propose({ docNo: "" }))).toBe("pricing/E-DOC")
    expect(code(await propose({ shareBp: 10_001 }))).toBe("pricing/E-AMOUNT")
    expect(code(await propose({ to: "2026-04-30" }))).toBe("pricing/E-PERIOD")
    expectOk(await propose({}))
  })
})

describe("the end of a package", () => {
  const packages = {
    what: "package" as const,
    zh: "两个月体验包",
    en: "Two-month trial",
    certainty: "assumption" as const,
  }
  type Firm = Awaited<ReturnType<typeof firm>>
  const held: Record<string, Firm> = {}

  beforeAll(async () => {
    const change: Change = {
      ...packages,
      code: "TRIAL_TWO",
      price: "1.00",
      itemCodes: ["SMS_ALERT", "RECEIPT_SELF"],
      termMonths: 2,
      newWithinDays: null,
      oncePerUscc: false,
      renewInto: "CARE_YEAR",
      from: await b.today(),
      to: null,
      docNo: "本行价〔2026〕7号",
    }
    const { approvalId } = expectOk(await proposeChange(b.as("accountant"), change))
    await b.approve(approvalId)
    for (const name of ["silent", "standard", "renew", "stop"]) {
      const one = await firm(`湘乡市${name}示例有限公司`)
      await fund(one.accountNo, 1_000_000n)
      expectOk(await subscribe(clerk(), { accountNo: one.accountNo, packageCode: "TRIAL_TWO", paperNo: `TY-${name}` }))
      held[name] = one
    }
  })

  const trial = async (name: string) =>
    (await subscription(held[name]!.accountNo)).filter((r) => r.package_code !== "ONE_YUAN")

  test("is told twice, and the choice is asked from the first notice on", async () => {
    const [row] = await trial("standard")
    expect(row).toMatchObject({ start_on: "2026-04-17", end_on: "2026-06-16" })
    const early = await giveConsent(clerk(), { id: row!.id, choice: "standard", paperNo: "X" })
    expect(code(early)).toBe("pricing/E-STATE")
    await b.advanceTo("2026-05-18")
    expect(await trial("silent")).toMatchObject([{ state: "notice_30", notice_30_on: "2026-05-17" }])
    const word = (name: string, choice: "standard" | "renew" | "stop", id: string) =>
      giveConsent(b.portal(held[name]!.partyId), { id, choice })
    for (const choice of ["standard", "renew", "stop"] as const)
      expectOk(await word(choice, choice, (await trial(choice))[0]!.id))
    // The last word counts: first stop, then standard after all.
    expectOk(await word("standard", "stop", row!.id))
    expectOk(await word("standard", "standard", row!.id))
    expect(code(await word("silent", "standard", row!.id))).toBe("pricing/E-NOT-FOUND")
    await b.advanceTo("2026-06-10")
    expect(await trial("silent")).toMatchObject([{ state: "notice_7", notice_7_on: "2026-06-09" }])
  }, 200_000)

  test("silence and stop cost nothing; standard and renewal cost what was said", async () => {
    await b.advanceTo("2026-07-20")
    expect(await trial("silent")).toMatchObject([{ state: "services_stopped", ended_on: "2026-06-17" }])
    expect(await trial("stop")).toMatchObject([{ state: "services_stopped" }])
    expect(await trial("standard")).toMatchObject([{ state: "ended_to_standard" }])
    expect(await trial("renew")).toMatchObject([{ state: "renewed" }, { state: "active", package_code: "CARE_YEAR" }])
    const paid = async (name: string) =>
      (await charges(held[name]!.accountNo))
        .filter((r) => r.net_fen > 0n)
        .map((r) => [r.item_code, r.charged_on, r.net_fen])
    const own = [null, "2026-04-17", 100n]
    expect(await paid("silent")).toEqual([own])
    expect(await paid("stop")).toEqual([own])
    expect(await paid("renew")).toEqual([own, [null, "2026-06-17", 36_000n]])
    const standard = await paid("standard")
    expect(standard).toHaveLength(4)
    expect(standard).toEqual(
      expect.arrayContaining([
        own,
        ["RECEIPT_SELF", "2026-06-17", 36_000n],
        ["SMS_ALERT", "2026-06-17", 4_000n],
        ["SMS_ALERT", "2026-07-17", 4_000n],
      ]),
    )
  }, 200_000)

  test("a service asked for stands on its consent and ends when the firm says so", async () => {
    const { accountNo, partyId } = held["silent"]!
    const asked = { accountNo, itemCode: "SMS_ALERT" }
    expect(code(await orderService(clerk(), asked))).toBe("pricing/E-NO-CONSENT")
    const { id } = expectOk(await orderService(b.portal(partyId), asked))
    expect(code(await orderService(b.portal(partyId), asked))).toBe("pricing/E-RUNNING")
    const before = (await charges(accountNo)).length
    expectOk(await endService(b.portal(partyId), { id }))
    await b.advanceTo("2026-08-25")
    expect((await charges(accountNo)).length).toBe(before)
  }, 200_000)

  test("promises 1 to 3 hold for every charge of the branch", async () => {
    const all = await db().selectFrom("fee_charge").selectAll().execute()
    expect(all.length).toBeGreaterThan(30)
    for (const one of all) {
      expect([one.subscription_id, one.consent_id, one.order_no].filter((x) => x !== null)).toHaveLength(1)
      if (one.item_code !== null && one.subscription_id !== null) expect(one.net_fen).toBe(0n)
    }
    const postings = all.flatMap((one) => one.posting_id ?? [])
    expect(new Set(postings).size).toBe(postings.length)
    expect((await prove(ledgerOn(db()))).failures).toEqual([])
  })

  test("the database itself knows no charge without a reason", async () => {
    const [one] = await charges(held["standard"]!.accountNo)
    const bare = {
      ...one!,
      id: crypto.randomUUID(),
      number: "X",
      subscription_id: null,
      consent_id: null,
      order_no: null,
    }
    await expect(
      db()
        .insertInto("fee_charge")
        .values({ ...bare, trace: "[]" })
        .execute(),
    ).rejects.toThrow(/check/)
  })
})

describe("what people are shown", () => {
  test("the day's tariff, what a package is worth, and what the whole branch saved", async () => {
    const list = await priceListOn(clerk(), "2026-03-20")
    expect(list.packages.find((one) => one.code === "ONE_YUAN")).toMatchObject({ price: "1.00", standard: "1160.00" })
    expect(list.items.every((item) => item.price !== null && item.aboveCeilingAt === null)).toBe(true)
    const span = { from: "2026-03-16", to: "2026-08-31" }
    const board = await savingsBoard(b.as("accountant"), span)
    const { items } = await chargesBy(b.as("accountant"), { limit: 200 })
    const sum = items.reduce((all, one) => all + BigInt(one.saved.replace(".", "")), 0n)
    expect(BigInt(board.saved.replace(".", ""))).toBe(sum)
    for (const part of [board.months, board.items])
      expect(part.reduce((all, one) => all + BigInt(one.saved.replace(".", "")), 0n)).toBe(sum)
    expect(board.takeUp.running).toBeGreaterThan(1)
  })

  test("a firm sees its own and nobody else's", async () => {
    const [first] = (await subscriptionsBy(clerk(), { view: "running", limit: 50 })).items
    const own = b.portal(first!.partyId)
    expect((await chargesBy(own, { limit: 50 })).items.every((one) => one.partyId === first!.partyId)).toBe(true)
    expect((await subscriptionOf(own, first!.id)).ok).toBe(true)
    const other = b.portal(await b.firm("湘乡市旁观示例有限公司"))
    expect(code(await subscriptionOf(other, first!.id))).toBe("pricing/E-NOT-FOUND")
    const letter = { kind: "pricing.savings-letter", objectId: `${first!.partyId}:2026` }
    expect(code(await issuePrint(other, letter))).toBe("pricing/E-NOT-FOUND")
    expect((await issuePrint(own, letter)).ok).toBe(true)
  })

  test("every paper is drawn", async () => {
    const [ended] = (await subscriptionsBy(clerk(), { view: "ended", limit: 1 })).items
    const refund = await db()
      .selectFrom("fee_refund")
      .select(["id", "charge_id"])
      .where("state", "=", "done")
      .executeTakeFirstOrThrow()
    for (const [kind, objectId] of [
      ["pricing.price-list", "2026-05-02"],
      ["pricing.agreement", ended!.id],
      ["pricing.expiry-notice", ended!.id],
      ["pricing.receipt", refund.charge_id],
      ["pricing.refund-slip", refund.id],
    ] as const) {
      const paper = expectOk(await issuePrint(clerk(), { kind, objectId }))
      expect(paper.content.subarray(0, 5).toString(), kind).toBe("%PDF-")
    }
  })
})
