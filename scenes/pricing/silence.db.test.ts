// Goal: nothing is charged without a reason. Orders of the day are charged once and only with an order; and whatever firms
// say or do not say before the end of a package, only the last word "standard" or "renew" may cost anything.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { ledgerOn } from "#kernel/flow"
import { expectOk } from "#kernel/refusal"
import { balanceFen, closeDeposit } from "#products/deposit"
import { useBank } from "../../tests/support/bank.ts"
import { proposeChange } from "./flows/changing.ts"
import { giveConsent } from "./flows/consent.ts"
import { chargeOrder } from "./flows/counter.ts"
import { chargeDue } from "./flows/night/charges.ts"
import { subscribe } from "./flows/subscribing.ts"
import { choices, type Choice } from "./model.ts"
import { pricingTools, type TestFirm } from "./testing.ts"

const b = useBank("2026-03-16")
const { clerk, db, firm, fund, charges, subscription, code } = pricingTools(b)
const balance = (accountNo: string) => balanceFen(ledgerOn(db()), accountNo)
const seed = 20_261_124

describe("orders of the day", () => {
  test("are charged once, at nine tenths for a small firm, as one line and one balanced posting", async () => {
    const { accountNo } = await firm("湘乡市汇款示例有限公司")
    await fund(accountNo, 100_000n)
    const order = { accountNo, itemCode: "TRANSFER_COUNTER", amount: "8000.00", quantity: 1, orderNo: "HK-1" }
    expect(expectOk(await chargeOrder(clerk(), order))).toMatchObject({ gross: "5.00", net: "4.50" })
    expect(code(await chargeOrder(clerk(), order))).toBe("pricing/E-ORDERED")
    const elsewhere = await firm("湘乡市同单示例有限公司")
    await fund(elsewhere.accountNo, 100_000n)
    const again = { ...order, accountNo: elsewhere.accountNo }
    expect(code(await chargeOrder(clerk(), again))).toBe("pricing/E-ORDERED")
    expect(await balance(accountNo)).toBe(99_550n)
    const [charge] = await charges(accountNo)
    expect(charge).toMatchObject({ vat_fen: 25n, order_no: "HK-1" })
  })

  test("refused: no order, no amount, what runs on, no money", async () => {
    const { accountNo } = await firm("湘乡市拒收示例有限公司")
    const order = { accountNo, itemCode: "TRANSFER_COUNTER", amount: "8000.00", quantity: 1, orderNo: "HK-2" }
    expect(code(await chargeOrder(clerk(), { ...order, orderNo: " " }))).toBe("pricing/E-NO-CONSENT")
    expect(code(await chargeOrder(clerk(), { ...order, itemCode: "SMS_ALERT" }))).toBe("pricing/E-NO-CONSENT")
    expect(code(await chargeOrder(clerk(), { ...order, amount: undefined }))).toBe("pricing/E-BASE")
    expect(code(await chargeOrder(clerk(), { ...order, amount: "-1.00" }))).toBe("pricing/E-AMOUNT")
    expect(code(await chargeOrder(clerk(), order))).toBe("pricing/E-FUNDS")
    expect(code(await chargeOrder(b.as("clerk", "SS"), order))).toBe("deposit/E-NOT-FOUND")
    expect(await charges(accountNo)).toEqual([])
  })

  test("a cancelled fee costs nothing and is written down all the same", async () => {
    const { accountNo } = await firm("湘乡市支票示例有限公司")
    const order = { accountNo, itemCode: "CHEQUE_COST", quantity: 25, orderNo: "ZP-1" }
    expect(expectOk(await chargeOrder(clerk(), order))).toMatchObject({ net: "0.00" })
    expect((await charges(accountNo))[0]).toMatchObject({ net_fen: 0n, posting_id: null })
  })
})

test("an account that closes takes its package with it, and nothing more is charged", async () => {
  const { accountNo } = await firm("湘乡市销户示例有限公司")
  await fund(accountNo, 10_000n)
  expectOk(await subscribe(clerk(), { accountNo, packageCode: "ONE_YUAN", paperNo: "XH-1" }))
  expectOk(await closeDeposit(clerk(), { accountNo, counterparty: "示例股东" }))
  const before = (await charges(accountNo)).length
  await b.advanceTo("2026-03-17")
  expect(await subscription(accountNo)).toMatchObject([{ state: "services_stopped", ended_on: "2026-03-16" }])
  const services = await db().selectFrom("fee_service").select("to_on").where("account_no", "=", accountNo).execute()
  expect(new Set(services.map((one) => one.to_on))).toEqual(new Set(["2026-03-16"]))
  expect((await charges(accountNo)).length).toBe(before)
})

test("property: words at random, charges only after the last one asked for them", async () => {
  const proposed = await proposeChange(b.as("accountant"), {
    what: "package",
    code: "TRIAL_ONE",
    zh: "一个月体验包",
    en: "One-month trial",
    price: "0",
    itemCodes: ["SMS_ALERT", "RECEIPT_SELF"],
    termMonths: 1,
    newWithinDays: null,
    oncePerUscc: false,
    renewInto: "CARE_YEAR",
    from: await b.today(),
    to: null,
    docNo: "本行价〔2026〕8号",
    certainty: "assumption",
  })
  await b.approve(expectOk(proposed).approvalId)
  const words = fc.sample(fc.array(fc.constantFrom<Choice>(...choices), { maxLength: 3 }), { numRuns: 24, seed })
  const held: { one: TestFirm; id: string; said: Choice[] }[] = []
  for (const [n, said] of words.entries()) {
    const one = await firm(`湘乡市随机示例${n}有限公司`)
    await fund(one.accountNo, 10_000_000n)
    const ask = { accountNo: one.accountNo, packageCode: "TRIAL_ONE", paperNo: `SJ-${n}` }
    held.push({ one, said, id: expectOk(await subscribe(clerk(), ask)).id })
  }
  await b.advanceTo("2026-03-20")
  for (const { one, said, id } of held)
    for (const choice of said) expectOk(await giveConsent(b.portal(one.partyId), { id, choice }))
  await b.advanceTo("2026-05-20")
  for (const { one, said } of held) {
    const paid = (await charges(one.accountNo)).filter((row) => row.net_fen > 0n)
    const last = said.at(-1)
    const why = `seed ${seed}, words ${said.join(" ") || "none"}`
    const isSilent = last === undefined || last === "stop"
    expect(paid.length === 0, why).toBe(isSilent)
    // Interest may have come in; nothing went out.
    if (isSilent) expect((await balance(one.accountNo)) >= 10_000_000n, why).toBe(true)
    const ended = (await subscription(one.accountNo)).find((row) => row.package_code === "TRIAL_ONE")
    expect(ended?.state, why).toBe(isSilent ? "services_stopped" : last === "renew" ? "renewed" : "ended_to_standard")
  }
  // Broken off or run again: what was charged is not due any more.
  const night = async () => (await chargeDue(b.system(), await b.today(), async () => {})).done
  await night()
  expect(await night()).toBe(0)
}, 300_000)
