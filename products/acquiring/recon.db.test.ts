// Goal: three legs agree or each difference has a name, an age, money kept aside and two people. The channel's bills come
// through the SDKs from the sandbox; hostile files leave nothing behind; the book proves.
import iconv from "iconv-lite"
import { afterAll, beforeAll, describe, expect, it, test } from "vitest"
import { applyImport, checkImport, undoImport, writeSheet } from "#kernel/excel"
import { expectOk } from "#kernel/refusal"
import { useBank } from "../../tests/support/bank.ts"
import { bankImport } from "./imports.ts"
import { loadBill } from "./bills/load.ts"
import { wechatHeader, wechatSummaryHeader } from "./sandbox/bills.ts"
import { startChannelSandbox, type ChannelSandbox } from "./index.ts"
import { confirmAtCounter, payAsPayer, tendAcquiring } from "./index.ts"
import { fieldStart, lineBytes } from "./bills/unionpay.ts"
import { recordBankLine, signDay } from "./recon/day.ts"
import { fetchAndMatch, fetchJob, lateJob } from "./recon/fetch.ts"
import { matchDay } from "./recon/match.ts"
import { proposeResolution } from "./recon/resolve.ts"
import { acquiringTools, newRefund } from "./testing.ts"

const b = useBank("2026-03-02")
const t = acquiringTools(b)
let sandbox: ChannelSandbox
let merchantId = ""
const channelAccount = () => t.balance("acquiring:channel:wechat")

beforeAll(async () => {
  sandbox = await startChannelSandbox({ now: () => b.branch.clock.now(), wall: () => new Date() })
  for (const partner of ["wechat-pay", "alipay"]) {
    b.branch.partners.set(partner, sandbox.urlOf(partner)!)
    b.branch.keysOfPartners.set(partner, sandbox.keysOf(partner)!)
  }
  merchantId = (await t.merchant("湘乡市示例书店")).merchantId
})
afterAll(async () => sandbox?.close())

interface Row {
  orderNo: string
  refundNo?: string
  yuan: string
  fee: string
  at?: string
  status?: string
}

/** A WeChat bill written by hand, with a summary that agrees. */
function bill(rows: Row[], day = "2026-03-02"): string {
  const line = (row: Row) =>
    [
      ...[row.at ?? `${day} 12:00:00`, "wx", "19", "0", "", `42000${row.orderNo}`, row.orderNo, "o", "NATIVE"],
      ...[row.refundNo ? "REFUND" : "SUCCESS", "OTHERS", "CNY", row.refundNo ? "0.00" : row.yuan, "0.00"],
      ...[
        row.refundNo ? "50" : "0",
        row.refundNo ?? "0",
        row.refundNo ? row.yuan : "0.00",
        "0.00",
        "",
        row.status ?? "",
        "商品",
        "",
      ],
      ...[row.fee, "0.60%", row.refundNo ? "0.00" : row.yuan, row.refundNo ? row.yuan : "0.00", ""],
    ].map((cell) => `\`${cell}`)
  const fen = (text: string) => Number(text.replace(".", ""))
  const sum = (list: Row[], of: (row: Row) => string) => list.reduce((all, row) => all + fen(of(row)), 0)
  const yuan = (value: number, digits: number) => (value / 10 ** digits).toFixed(digits)
  const pays = sum(
    rows.filter((row) => !row.refundNo),
    (row) => row.yuan,
  )
  const backs = sum(
    rows.filter((row) => row.refundNo),
    (row) => row.yuan,
  )
  const fees = rows.reduce((all, row) => all + Number(row.fee), 0).toFixed(5)
  const summary = [String(rows.length), yuan(pays, 2), yuan(backs, 2), "0.00", fees, yuan(pays, 2), yuan(backs, 2)]
  return [
    wechatHeader,
    ...rows.map((row) => line(row).join(",")),
    wechatSummaryHeader,
    summary.map((cell) => `\`${cell}`).join(","),
    "",
  ].join("\r\n")
}

async function* bytes(text: string | Buffer) {
  yield typeof text === "string" ? Buffer.from(text) : text
}
const load = (text: string | Buffer, day: string, channel: "wechat" | "alipay" = "wechat") =>
  loadBill(b.system(), { channel, day, name: "bill.csv", content: bytes(text) })
const items = (day: string) =>
  t
    .db()
    .selectFrom("acquiring_recon_item")
    .selectAll()
    .where("channel", "=", "wechat")
    .where("bill_on", "=", day)
    .orderBy("id")
    .execute()
const match = async (day: string) => expectOk(await matchDay(b.system(), { channel: "wechat", day }))
const paidAt = (orderYuanFen: bigint, at: string) => t.pay(merchantId, orderYuanFen, { at: new Date(`${at}+08:00`) })
const resolve = async (itemId: bigint, way: "explain" | "return" | "made" | "income" | "loss") => {
  const asked = expectOk(
    await proposeResolution(b.as("disbursement"), { itemId: String(itemId), way, reason: "已核实" }),
  )
  await b.approve(asked.approvalId)
}

describe("hostile files leave nothing behind", () => {
  const good = bill([{ orderNo: "X1", yuan: "1.00", fee: "0.01000" }], "2026-02-01")
  test.each([
    ["half a file", good.slice(0, good.indexOf(wechatSummaryHeader)), "FILE_CUT"],
    ["the wrong encoding", Buffer.from([...Buffer.from(good.slice(0, 400)), 0xd6, 0xd0, 0xff]), "FILE_ENCODING"],
    ["another day's file", bill([{ orderNo: "X1", yuan: "1.00", fee: "0.01000" }], "2026-02-02"), "FILE_DAY"],
    [
      "one payment twice",
      bill(
        [1, 2].map(() => ({ orderNo: "X1", yuan: "1.00", fee: "0.01000" })),
        "2026-02-01",
      ),
      "FILE_REPEATS",
    ],
    ["a total that does not agree", good.replace(/`1\.00,`0\.00\r\n$/, "`2.00,`0.00\r\n"), "FILE_TOTAL_MISMATCH"],
  ])("%s", async (_name, content, code) => {
    expect(t.code(await load(content, "2026-02-01"))).toBe(`acquiring/${code}`)
    const kept = await t.db().selectFrom("acquiring_bill_line").select("key").execute()
    expect(kept).toEqual([])
  })
  test("the same file twice is known by its hash, another one for the day is refused", async () => {
    expectOk(await load(good, "2026-02-01"))
    expect(t.code(await load(good, "2026-02-01"))).toBe("acquiring/E-FILE-TWICE")
    const other = bill([{ orderNo: "X2", yuan: "1.00", fee: "0.01000" }], "2026-02-01")
    expect(t.code(await load(other, "2026-02-01"))).toBe("acquiring/E-FILE-DAY-LOADED")
    const refused = await t
      .db()
      .selectFrom("acquiring_bill_file")
      .select("fault")
      .where("state", "=", "rejected")
      .execute()
    expect(refused).toHaveLength(5)
  })
})

describe("a day through the channel itself", () => {
  test("payments and refunds agree to the fen; the bank's money closes the day; another person signs", async () => {
    const orders = []
    for (let n = 0; n < 3; n++) {
      const orderNo = await t.order(merchantId, 10_000n)
      expectOk(await payAsPayer(b.system(), orderNo))
      orders.push(orderNo)
    }
    expectOk(await newRefund(b.system(), { orderNo: orders[0]!, amountFen: 2_000n, reason: "退一本" }))
    await tendAcquiring(b.system())
    await new Promise((done) => setTimeout(done, 60))
    b.branch.clock.advance(60_000)
    await tendAcquiring(b.system())
    b.branch.clock.set("2026-03-03T10:00:00+08:00")
    expect(expectOk(await fetchAndMatch(b.system(), { channel: "wechat", day: "2026-03-02" }))).toBe("matched")
    const day = await t
      .db()
      .selectFrom("acquiring_recon_day")
      .selectAll()
      .where("bill_on", "=", "2026-03-02")
      .executeTakeFirstOrThrow()
    expect(day).toMatchObject({
      matched: 4,
      our_pay_fen: 30_000n,
      their_pay_fen: 30_000n,
      their_refund_fen: 2_000n,
      their_fee_fen: 168n,
    })
    expect(await items("2026-03-02")).toEqual([])
    const sign = { channel: "wechat" as const, day: "2026-03-02" }
    expect(await signDay(b.as("accountant"), sign)).toMatchObject({
      refusal: { code: "acquiring/E-DAY-BANK", facts: { expected: "278.32" } },
    })
    const line = { ...sign, valueOn: "2026-03-03", amountFen: 27_832n, bankRef: "YH1" }
    expectOk(await recordBankLine(b.as("disbursement"), line))
    expect(t.code(await recordBankLine(b.as("disbursement"), line))).toBe("acquiring/E-BANK-REF")
    expect(await channelAccount()).toBe(0n)
    expect(await t.balance("gl:6421:HQ")).toBe(168n)
    expectOk(await signDay(b.as("accountant"), sign))
    expect(t.code(await matchDay(b.system(), sign))).toBe("acquiring/E-DAY-SIGNED")
  })

  test("a payment nobody told us about is taken from the bill, and agrees", async () => {
    const orderNo = await t.order(merchantId, 5_500n, { channel: "alipay" })
    const { payPage } = await import("./index.ts")
    expectOk(await payPage(b.system(), orderNo))
    sandbox.pay("alipay", orderNo)
    b.branch.clock.set("2026-03-04T10:00:00+08:00")
    const { result } = { result: await fetchJob.run(b.system(), {}, async () => {}) }
    expect(result).toMatchObject({
      "alipay 2026-03-03": "matched",
      "wechat 2026-03-03": "empty",
      "wechat 2026-03-02": "done-before",
    })
    expect(await t.row(orderNo)).toMatchObject({ state: "success" })
    const day = await t
      .db()
      .selectFrom("acquiring_recon_day")
      .selectAll()
      .where("channel", "=", "alipay")
      .where("bill_on", "=", "2026-03-03")
      .executeTakeFirstOrThrow()
    expect(day).toMatchObject({ matched: 1, their_pay_fen: 5_500n, their_fee_fen: 33n })
  })
})

describe("differences", () => {
  it("K10 a payment at midnight is pending, then CUTOFF, and moves nothing", async () => {
    const orderNo = await paidAt(8_800n, "2026-03-10T23:59:58")
    const before = await channelAccount()
    const other = await paidAt(100n, "2026-03-10T12:00:00")
    expectOk(await load(bill([{ orderNo: other, yuan: "1.00", fee: "0.01000" }], "2026-03-10"), "2026-03-10"))
    await match("2026-03-10")
    expect(await items("2026-03-10")).toMatchObject([
      { kind: "OURS_ONLY", state: "open", order_no: orderNo, suspense_fen: null },
    ])
    const next = { orderNo, yuan: "88.00", fee: "0.53000", at: "2026-03-11 00:00:01" }
    expectOk(await load(bill([next], "2026-03-11"), "2026-03-11"))
    await match("2026-03-11")
    expect(await items("2026-03-10")).toMatchObject([{ kind: "CUTOFF", state: "explained", suspense_fen: null }])
    expect(await items("2026-03-11")).toEqual([])
    expect(await channelAccount()).toBe(before + 100n)
  })

  test("what neither file explains is kept aside, ages, and ends by two people", async () => {
    const [lost, wrong, fee] = [
      await paidAt(7_000n, "2026-03-12T10:00:00"),
      await paidAt(3_000n, "2026-03-12T10:01:00"),
      await paidAt(10_000n, "2026-03-12T10:02:00"),
    ]
    const before = await channelAccount()
    const rows = [
      { orderNo: wrong!, yuan: "30.50", fee: "0.18000" },
      { orderNo: fee!, yuan: "100.00", fee: "0.70000" },
      { orderNo: "20260312000000000000", yuan: "9.00", fee: "0.05000" },
      { orderNo: "OLD", refundNo: "R-UNKNOWN", yuan: "4.00", fee: "-0.02000", status: "SUCCESS" },
    ]
    expectOk(await load(bill(rows, "2026-03-12"), "2026-03-12"))
    await match("2026-03-12")
    const kinds = async () =>
      Object.fromEntries((await items("2026-03-12")).map((one) => [one.key, [one.kind, one.suspense_fen]]))
    expect(await kinds()).toEqual({
      [`PAY:${lost}`]: ["OURS_ONLY", null],
      [`PAY:${wrong}`]: ["AMOUNT_DIFF", 50n],
      [`PAY:${fee}`]: ["FEE_DIFF", null],
      "PAY:20260312000000000000": ["CHANNEL_ONLY", null],
      "REFUND:R-UNKNOWN": ["CHANNEL_ONLY", null],
    })
    await match("2026-03-12")
    expect((await items("2026-03-12")).length).toBe(5)
    expectOk(
      await load(
        bill([{ orderNo: await paidAt(100n, "2026-03-13T09:00:00"), yuan: "1.00", fee: "0.01000" }], "2026-03-13"),
        "2026-03-13",
      ),
    )
    await match("2026-03-13")
    expect(await kinds()).toMatchObject({
      [`PAY:${lost}`]: ["OURS_ONLY", -7_000n],
      "PAY:20260312000000000000": ["CHANNEL_ONLY", 900n],
      "REFUND:R-UNKNOWN": ["CHANNEL_ONLY", -400n],
    })
    expect(await channelAccount()).toBe(before + 100n + 50n - 7_000n + 900n - 400n)
    expect([await t.balance("acquiring:long:wechat"), await t.balance("acquiring:short:wechat")]).toEqual([
      950n,
      7_400n,
    ])
    const id = async (key: string) => (await items("2026-03-12")).find((one) => one.key === key)!.id
    const sign = { channel: "wechat" as const, day: "2026-03-12" }
    expect(await signDay(b.as("accountant"), sign)).toMatchObject({
      refusal: { code: "acquiring/E-DAY-OPEN", facts: { count: 5 } },
    })
    const explain = await proposeResolution(b.as("disbursement"), {
      itemId: String(await id(`PAY:${lost}`)),
      way: "explain",
      reason: "等",
    })
    expect(t.code(explain)).toBe("acquiring/E-ITEM-WAY")
    await resolve(await id(`PAY:${lost}`), "made")
    await resolve(await id(`PAY:${wrong}`), "income")
    await resolve(await id(`PAY:${fee}`), "explain")
    await resolve(await id("PAY:20260312000000000000"), "return")
    await resolve(await id("REFUND:R-UNKNOWN"), "loss")
    expect([await t.balance("acquiring:long:wechat"), await t.balance("acquiring:short:wechat")]).toEqual([0n, 0n])
    expect([await t.balance("gl:6301:HQ"), await t.balance("gl:6711:HQ")]).toEqual([50n, 400n])
    expectOk(await signDay(b.as("accountant"), { ...sign, bankReason: "渠道次日补划" }))
  })

  test("a payment that the channel lists on two days is a surplus on the second, not a cut-off", async () => {
    const orderNo = await paidAt(4_000n, "2026-03-16T10:00:00")
    const row = { orderNo, yuan: "40.00", fee: "0.24000" }
    expectOk(await load(bill([row], "2026-03-16"), "2026-03-16"))
    await match("2026-03-16")
    expectOk(await load(bill([{ ...row, at: "2026-03-17 10:00:00" }], "2026-03-17"), "2026-03-17"))
    await match("2026-03-17")
    expect(await items("2026-03-16")).toEqual([])
    expect(await items("2026-03-17")).toMatchObject([{ kind: "CHANNEL_ONLY", state: "open", their_fen: 4_000n }])
  })

  test("a refund of an old order is matched by its own number", async () => {
    const orderNo = await paidAt(6_000n, "2026-02-20T10:00:00")
    const { refundNo } = expectOk(await newRefund(b.system(), { orderNo, amountFen: 1_000n, reason: "退" }))
    const at = new Date("2026-03-15T10:00:00+08:00")
    await t
      .db()
      .updateTable("acquiring_refund")
      .set({ state: "accepted", accepted_at: at })
      .where("refund_no", "=", refundNo)
      .execute()
    expectOk(
      await load(
        bill([{ orderNo, refundNo, yuan: "10.00", fee: "-0.06000", status: "SUCCESS" }], "2026-03-15"),
        "2026-03-15",
      ),
    )
    await match("2026-03-15")
    expect(await items("2026-03-15")).toEqual([])
    expect((await t.refundRow(refundNo)).state).toBe("success")
  })
})

test("FILE_LATE a channel with trade and no bill at the hour is an alarm, once", async () => {
  await paidAt(100n, "2026-03-19T10:00:00")
  b.branch.clock.set("2026-03-20T11:00:00+08:00")
  expect(await lateJob.run(b.system(), {}, async () => {})).toMatchObject({
    day: "2026-03-19",
    late: ["wechat"],
    overdue: 0,
  })
  await lateJob.run(b.system(), {}, async () => {})
  const notices = await t.db().selectFrom("notice").select("title").where("title", "like", "渠道账单未到%").execute()
  expect(notices).toEqual([{ title: "渠道账单未到：微信支付" }])
})

test("a terminal's slip confirmed at the counter agrees with UnionPay's fixed-width file", async () => {
  b.branch.clock.set("2026-03-24T15:00:00+08:00")
  const orderNo = await t.order(merchantId, 12_300n, { channel: "unionpay" })
  expectOk(await confirmAtCounter(b.as("clerk", "XX"), { orderNo, tradeNo: "REF0324001" }))
  const again = await t.order(merchantId, 12_300n, { channel: "unionpay" })
  const used = await confirmAtCounter(b.as("clerk", "XX"), { orderNo: again, tradeNo: "REF0324001" })
  expect(t.code(used)).toBe("acquiring/E-TRADE-USED")
  const line = Buffer.alloc(lineBytes, 0x20)
  const fields = {
    1: "S22",
    5: "0324150000",
    7: "000000012300",
    10: "QUERY0324",
    12: orderNo,
    16: "D000000000047",
    17: "C000000012253",
    31: "湘乡市示例书店",
  }
  for (const [field, text] of Object.entries(fields)) iconv.encode(text, "gbk").copy(line, fieldStart(Number(field)))
  const content = bytes(Buffer.concat([line, Buffer.from("\r\n")]))
  const day = { channel: "unionpay" as const, day: "2026-03-24" }
  expectOk(await loadBill(b.system(), { ...day, name: "INN26032488ZM_000", content }))
  expect(expectOk(await matchDay(b.system(), day))).toEqual({ open: 0 })
  const row = await t
    .db()
    .selectFrom("acquiring_recon_day")
    .selectAll()
    .where("channel", "=", "unionpay")
    .executeTakeFirstOrThrow()
  expect(row).toMatchObject({ matched: 1, their_pay_fen: 12_300n, their_fee_fen: 47n })
})

test("the bank's statement comes in as a file, and goes back whole", async () => {
  const day = { channel: "wechat" as const, day: "2026-03-17" }
  const columns = bankImport.columns.map((one) => ({ key: one.key, title: one.zh, required: one.required }))
  const line = (over: object) => ({
    channel: "微信支付",
    billOn: day.day,
    valueOn: "2026-03-18",
    amount: "39.76",
    bankRef: "W-1",
    memo: "",
    ...over,
  })
  const sheet = (rows: object[]) => writeSheet("到账", columns, rows as Record<string, string>[])
  const person = b.as("disbursement")
  const upload = async (rows: object[]) =>
    expectOk(await checkImport(person, { kind: bankImport.kind, fileName: "到账.xlsx", content: await sheet(rows) }))
  const faulty = await upload([
    line({}),
    line({ channel: "某宝", bankRef: "W-2" }),
    line({ billOn: "2026-01-01", bankRef: "W-3" }),
  ])
  expect(t.code(await applyImport(person, { batchId: faulty.batchId, goodOnly: false }))).toBeDefined()
  const before = await channelAccount()
  const good = await upload([line({})])
  expectOk(await applyImport(person, { batchId: good.batchId, goodOnly: false }))
  expect(await channelAccount()).toBe(before - 4_000n)
  expectOk(await undoImport(person, { batchId: good.batchId, reason: "上传错了" }))
  expect(await channelAccount()).toBe(before)
})

test("the book proves", async () => expect(await t.proven()).toEqual([]))
