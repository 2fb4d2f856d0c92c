// Goal: an account from its application to its closing on a real branch: two people open it, the quarter's interest is
// the sum of daily balances, the statement agrees with the ledger to the fen, nobody sees what is not theirs.
import { beforeAll, describe, expect, test } from "vitest"
import { prove } from "#ledger"
import { decide } from "#kernel/approval"
import { attachFile, issuePrint } from "#kernel/document"
import { ledgerOn } from "#kernel/flow"
import { openParty, usccCheck } from "#kernel/party"
import { expectOk } from "#kernel/refusal"
import { useBank } from "../../tests/support/bank.ts"
import { receiptOf, statementOf } from "./statement.ts"
import { depositDetail } from "./views.ts"
import {
  applyForAccount,
  balanceFen,
  closeDeposit,
  openDeposit,
  receiveMoney,
  sendMoney,
  transferInside,
  type OutsideMoney,
} from "./index.ts"

const b = useBank("2026-01-05")
const clerk = () => b.as("clerk", "XX")
const paper = Buffer.from("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")
let partyId = ""
let accountNo = ""
let approvalId = ""

async function handIn(kind: string): Promise<void> {
  const file = { name: `${kind}.pdf`, mediaType: "application/pdf", content: paper }
  expectOk(await attachFile(clerk(), { owner: "party", ownerId: partyId, kind, title: kind, file }))
}

const money = (amount: bigint, counterparty = "示例原料有限公司"): OutsideMoney => ({
  accountNo,
  amountFen: amount,
  counterparty,
  memo: "货款",
})

const apply = (over: object = {}) => applyForAccount(clerk(), { partyId, kind: "basic", title: "示例户", ...over })

beforeAll(async () => {
  const body = "91430381MA4L09001"
  const firm = { kind: "firm" as const, name: "湘乡市开户示例有限公司", uscc: body + usccCheck(body), outlet: "XX" }
  partyId = expectOk(await openParty(clerk(), firm)).id
})

describe("opening", () => {
  test("is refused with the first thing missing, and nothing is kept", async () => {
    const refused = await apply()
    expect(refused).toMatchObject({ ok: false, refusal: { code: "deposit/E-CHECKS", zh: /营业执照/ } })
    await handIn("licence")
    expect(await apply()).toMatchObject({ refusal: { code: "deposit/E-CHECKS", zh: /法定代表人/ } })
  })

  test("waits for another person, and a second application is refused meanwhile", async () => {
    await handIn("identity")
    approvalId = expectOk(await apply()).approvalId
    expect(await apply()).toMatchObject({ refusal: { code: "deposit/E-APPLIED" } })
    const row = await b.branch.database.db
      .selectFrom("approval")
      .select("content_hash")
      .where("id", "=", approvalId)
      .executeTakeFirstOrThrow()
    const own = { ...clerk(), actor: { ...clerk().actor, roles: ["subbranch-head"] } }
    const signed = {
      id: approvalId,
      decision: "approved" as const,
      reason: "",
      seenHash: row.content_hash.toString("hex"),
    }
    expect(await decide(own, signed)).toMatchObject({ ok: false })
    await b.approve(approvalId)
    const account = await b.branch.database.db
      .selectFrom("deposit_application")
      .select(["account_no", "state"])
      .executeTakeFirstOrThrow()
    expect(account).toMatchObject({ state: "approved", account_no: expect.stringMatching(/^4309\d{12}$/) })
    accountNo = account.account_no!
  })

  test("knows one basic account a firm", async () => {
    expect(await apply()).toMatchObject({ refusal: { code: "deposit/E-CHECKS", zh: /已有基本存款账户/ } })
    const direct = await openDeposit(clerk(), { partyId, outlet: "XX", title: "再开", kind: "basic" })
    expect(direct).toMatchObject({ refusal: { code: "deposit/E-BASIC" } })
  })
})

describe("money", () => {
  test("moves in, out and inside, never more than there is", async () => {
    expectOk(await receiveMoney(clerk(), money(100_000_000n)))
    const other = await b.firm("湘乡市对方示例有限公司")
    const to = expectOk(await openDeposit(clerk(), { partyId: other, outlet: "XX", title: "对方" })).accountNo
    const inside = { accountNo, to, amountFen: 10_000_000n, memo: "运费" }
    expectOk(await transferInside(clerk(), inside))
    expect(await transferInside(clerk(), { ...inside, amountFen: 100_000_000n })).toMatchObject({
      refusal: { code: "deposit/E-FUNDS" },
    })
    expect(await transferInside(clerk(), { ...inside, to: accountNo })).toMatchObject({
      refusal: { code: "deposit/E-SAME" },
    })
    expect(await balanceFen(ledgerOn(b.branch.database.db), accountNo)).toBe(90_000_000n)
  })

  test("earns by daily balances; what is not settled yet is shown", async () => {
    await b.advanceTo("2026-01-15")
    expectOk(await sendMoney(clerk(), money(40_000_000n)))
    await b.advanceTo("2026-01-25")
    // 900,000.00 from 5 to 14 January (10 days), 500,000.00 from 15 to 24 (10 days), at 0.05%.
    const expected = (90_000_000n * 10n + 50_000_000n * 10n) * 5n
    const detail = expectOk(await depositDetail(clerk(), accountNo))
    expect(detail).toMatchObject({ earnedFrom: "2026-01-05", ratePct: "0.05", kind: "basic" })
    expect(detail.earned).toBe((Number(expected) / 3_600_000 / 100 + 0.000_01).toFixed(2))
  })

  test("is credited the day after the quarter's 20th, once", async () => {
    await b.advanceTo("2026-03-22")
    // 10 days on 900,000.00, then 15 Jan to 20 Mar (65 days) on 500,000.00: 积数 41,500,000 元·天 × 0.05% ÷ 360.
    const interest = 5_764n
    expect(await balanceFen(ledgerOn(b.branch.database.db), accountNo)).toBe(50_000_000n + interest)
    const { settlements, earnedFrom } = expectOk(await depositDetail(clerk(), accountNo))
    expect(earnedFrom).toBe("2026-03-21")
    expect(settlements).toMatchObject([{ from: "2026-01-05", to: "2026-03-20", interest: "57.64" }])
    expect(settlements[0]!.explanation).toContain("积数 41500000.00 元·天 × 0.05% ÷ 360")
  }, 120_000)
})

describe("the statement", () => {
  test("holds every line of its period, with the balance after each", async () => {
    const s = expectOk(await statementOf(clerk(), { accountNo, from: "2026-01-05", to: "2026-03-22" }))
    expect(s).toMatchObject({ opening: "0.00", closing: "500057.64", totalIn: "1000057.64", totalOut: "500000.00" })
    expect(s.lines.map((one) => [one.paidIn, one.paidOut, one.balance])).toEqual([
      ["1000000.00", "", "1000000.00"],
      ["", "100000.00", "900000.00"],
      ["", "400000.00", "500000.00"],
      ["57.64", "", "500057.64"],
    ])
    const part = expectOk(await statementOf(clerk(), { accountNo, from: "2026-01-06", to: "2026-03-20" }))
    expect(part).toMatchObject({ opening: "900000.00", closing: "500000.00" })
    expect(part.lines).toHaveLength(1)
  })

  test("and a receipt of one line are drawn as papers", async () => {
    const s = expectOk(await statementOf(clerk(), { accountNo, from: "2026-01-05", to: "2026-03-22" }))
    const seq = s.lines[0]!.seq
    expect(expectOk(await receiptOf(clerk(), accountNo, seq)).fen).toBe(100_000_000n)
    for (const print of [
      { kind: "deposit.receipt", objectId: `${accountNo}:${seq}` },
      { kind: "deposit.statement", objectId: `${accountNo}:2026-01-05:2026-03-22` },
    ]) {
      expect(
        expectOk(await issuePrint(clerk(), print))
          .content.subarray(0, 5)
          .toString(),
      ).toBe("%PDF-")
    }
  })

  test("is refused for a period that ends before it begins, and for a line of another account", async () => {
    const odd = await statementOf(clerk(), { accountNo, from: "2026-03-02", to: "2026-03-01" })
    expect(odd).toMatchObject({ refusal: { code: "deposit/E-PERIOD" } })
    expect(await receiptOf(clerk(), accountNo, "999999")).toMatchObject({ refusal: { code: "deposit/E-LINE" } })
  })

  test("is the firm's own and its outlet's, nobody else's", async () => {
    const asked = { accountNo, from: "2026-01-05", to: "2026-03-22" }
    expectOk(await statementOf(b.portal(partyId), asked))
    const other = await b.firm("湘乡市旁人示例有限公司")
    for (const ctx of [b.portal(other), b.as("clerk", "SS")])
      expect(await statementOf(ctx, asked)).toMatchObject({ refusal: { code: "deposit/E-NOT-FOUND" } })
  })
})

describe("closing", () => {
  test("credits the interest so far, pays the rest out and ends the account", async () => {
    expect(await closeDeposit(clerk(), { accountNo })).toMatchObject({ refusal: { code: "deposit/E-NOT-EMPTY" } })
    const closed = expectOk(await closeDeposit(clerk(), { accountNo, counterparty: "示例股东" }))
    // One day, 21 March, on 500,057.64.
    expect(closed).toEqual({ interestFen: 69n, paidFen: 50_005_833n })
    expect(await receiveMoney(clerk(), money(1n))).toMatchObject({ refusal: { code: "deposit/E-CLOSED" } })
    expect((await prove(ledgerOn(b.branch.database.db))).failures).toEqual([])
  })
})
