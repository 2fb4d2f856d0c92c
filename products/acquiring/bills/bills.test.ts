// Goal: bills in the channels' published shapes are read to the fen by header name and in their encodings; a file that is
// cut, shifted, of another encoding or whose totals do not agree is refused whole.
import { zipSync } from "fflate"
import iconv from "iconv-lite"
import { describe, expect, it, test } from "vitest"
import { alipayHeader, wechatHeader, wechatSummaryHeader } from "../sandbox/bills.ts"
import { parsers } from "./index.ts"
import { addTo, BillFault, expectedCashFen, feeFenOf, noTotals, type BillLine, type BillParser } from "./line.ts"
import { fieldStart, lineBytes } from "./unionpay.ts"

/** In pieces of odd size, so that lines and characters are cut anywhere. */
async function* pieces(content: Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size)
}

async function read(parser: BillParser, content: string | Uint8Array, day = "2026-03-02"): Promise<BillLine[]> {
  const lines: BillLine[] = []
  for await (const some of parser(pieces(typeof content === "string" ? Buffer.from(content) : content), day))
    lines.push(...some)
  return lines
}

const faultOf = async (parser: BillParser, content: string | Uint8Array): Promise<BillFault> => {
  try {
    await read(parser, content)
  } catch (error) {
    return error as BillFault
  }
  throw new Error("the file was believed")
}

const quoted = (row: string[]) => row.map((cell) => `\`${cell}`).join(",")
const pay = (orderNo: string, yuan: string, fee: string) => [
  ...[
    "2026-03-02 10:00:00",
    "wx1",
    "1900000109",
    "0",
    "",
    `42${orderNo}`,
    orderNo,
    "oPayer",
    "NATIVE",
    "SUCCESS",
    "OTHERS",
    "CNY",
  ],
  ...[yuan, "0.00", "0", "0", "0.00", "0.00", "", "", "苹果,梨和桃", "", fee, "0.60%", yuan, "0.00", ""],
]
const refund = (orderNo: string, refundNo: string, yuan: string, fee: string) => [
  ...[
    "2026-03-02 11:00:00",
    "wx1",
    "1900000109",
    "0",
    "",
    `42${orderNo}`,
    orderNo,
    "oPayer",
    "NATIVE",
    "REFUND",
    "OTHERS",
    "CNY",
  ],
  ...[
    "0.00",
    "0.00",
    `50${refundNo}`,
    refundNo,
    yuan,
    "0.00",
    "ORIGINAL",
    "SUCCESS",
    "退款",
    "",
    fee,
    "0.60%",
    "0.00",
    yuan,
    "",
  ],
]
const rows = [pay("A1", "100.00", "0.60000"), pay("A2", "50.00", "0.30000"), refund("OLD9", "R1", "20.00", "-0.12000")]
const summary = ["3", "150.00", "20.00", "0.00", "0.78000", "150.00", "20.00"]
const wechat = (over: { rows?: string[][]; summary?: string[] | null } = {}) =>
  [
    `\uFEFF${wechatHeader}`,
    ...(over.rows ?? rows).map(quoted),
    ...(over.summary === null ? [] : [wechatSummaryHeader, quoted(over.summary ?? summary)]),
    "",
  ].join("\r\n")

describe("WeChat", () => {
  it("K8 totals 150.00 / 20.00 / 0.78, expected cash 129.22", async () => {
    const totals = noTotals()
    for (const line of await read(parsers.wechat, wechat())) addTo(totals, line)
    expect(totals).toEqual({ rows: 3, payFen: 15_000n, refundFen: 2_000n, feeE5: 78_000n })
    expect(feeFenOf(totals.feeE5)).toBe(78n)
    expect(expectedCashFen(totals)).toBe(12_922n)
  })
  test("a refund of an old order is a refund of its own number, not a payment of the old one", async () => {
    const [, , third] = await read(parsers.wechat, wechat())
    expect(third).toMatchObject({ kind: "refund", orderNo: "OLD9", refundNo: "R1", amountFen: 2_000n })
  })
  test("the old account's columns and the SUCCESS file are found by name", async () => {
    const header =
      "交易时间,公众账号ID,商户号,子商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,总金额,商品名称,商户数据包,手续费,费率"
    const row = [
      "2026-03-02 10:00:00",
      "wx1",
      "19",
      "0",
      "",
      "42A1",
      "A1",
      "o",
      "JSAPI",
      "SUCCESS",
      "CFT",
      "CNY",
      "100.00",
      "茶",
      "",
      "0.60000",
      "0.60%",
    ]
    const text = [
      header,
      quoted(row),
      "总交易单数,总交易额,总退款金额,总企业红包退款金额,手续费总金额",
      quoted(["1", "100.00", "0.00", "0.00", "0.60000"]),
    ].join("\n")
    expect(await read(parsers.wechat, text)).toMatchObject([{ orderNo: "A1", amountFen: 10_000n, kind: "pay" }])
  })
  test.each([
    ["half a file", wechat({ summary: null }), "FILE_CUT"],
    ["a file cut in a line", wechat().slice(0, wechat().indexOf("\n") + 120), "FILE_COLUMNS"],
    ["a row gone", wechat({ rows: rows.slice(1) }), "FILE_TOTAL_MISMATCH"],
    ["an amount changed", wechat({ rows: [pay("A1", "100.01", "0.60000"), ...rows.slice(1)] }), "FILE_TOTAL_MISMATCH"],
    [
      "a fee changed in the fifth decimal",
      wechat({ rows: [pay("A1", "100.00", "0.60001"), ...rows.slice(1)] }),
      "FILE_TOTAL_MISMATCH",
    ],
    ["a column too many", wechat({ rows: [[...rows[0]!, "x"], ...rows.slice(1)] }), "FILE_COLUMNS"],
    ["shifted columns", wechat({ rows: [["", ...rows[0]!.slice(0, -1)], ...rows.slice(1)] }), "FILE_CELL"],
    ["no header", rows.map(quoted).join("\n"), "FILE_HEADER"],
    ["nothing", "", "FILE_HEADER"],
    ["the other encoding", iconv.encode(wechat(), "gbk"), "FILE_ENCODING"],
    ["thousands commas", wechat({ rows: [pay("A1", "1,00.00", "0.6"), ...rows.slice(1)] }), "FILE_CELL"],
  ])("%s is refused whole", async (_name, content, code) => {
    expect((await faultOf(parsers.wechat, content)).code).toBe(code)
  })
})

const alipayRow = (kind: string, orderNo: string, yuan: string, fee: string, requestNo = "") =>
  [
    ...[
      `2026${orderNo}\t`,
      `${orderNo}\t`,
      kind,
      "课本",
      "2026-03-02 09:00:00",
      "2026-03-02 09:00:05",
      "",
      "",
      "",
      "",
      "138",
    ],
    ...[yuan, yuan, "0.00", "0.00", "0.00", "0.00", "0.00", "", "0.00", "0.00", requestNo, fee, "0.00", ""],
  ].join(",")
const alipay = (list: string[], counts: [number, number], end = true) =>
  [
    "#支付宝业务明细查询",
    "#账号：[20880001]",
    "#起始日期：[2026-03-02 00:00:00]   终止日期：[2026-03-03 00:00:00]",
    "#----业务明细列表----",
    alipayHeader,
    ...list,
    ...(end
      ? ["#----业务明细列表结束----", `#交易合计：${counts[0]}笔，商家实收共0.00元`, `#退款合计：${counts[1]}笔`]
      : []),
    "",
  ].join("\r\n")
const two = [alipayRow("交易", "B1", "88.00", "-0.53"), alipayRow("退款", "B0", "-8.00", "0.05", "R7")]
const packed = (text: string) => zipSync({ "2088_20260302_业务明细.csv": iconv.encode(text, "gbk") })

describe("Alipay", () => {
  test("a zip of GBK: refunds are negative, fees taken are negative, the kind is the status", async () => {
    expect(await read(parsers.alipay, packed(alipay(two, [1, 1])))).toMatchObject([
      { kind: "pay", orderNo: "B1", amountFen: 8_800n, feeE5: 53_000n },
      { kind: "refund", orderNo: "B0", refundNo: "R7", amountFen: 800n, feeE5: -5_000n },
    ])
  })
  test("unpacked it is the same", async () => {
    expect(await read(parsers.alipay, iconv.encode(alipay(two, [1, 1]), "gbk"))).toHaveLength(2)
  })
  test.each([
    ["half a file", packed(alipay(two, [1, 1], false)), "FILE_CUT"],
    ["half a zip", packed(alipay(two, [1, 1])).subarray(0, 200), "FILE_CUT"],
    ["a row gone", packed(alipay(two.slice(1), [1, 1])), "FILE_TOTAL_MISMATCH"],
    ["an unknown kind", packed(alipay([alipayRow("转账", "B1", "1.00", "0")], [1, 0])), "FILE_CELL"],
    ["the other encoding", Buffer.from(alipay(two, [1, 1])), "FILE_ENCODING"],
  ])("%s is refused whole", async (_name, content, code) => {
    expect(["FILE_HEADER", code]).toContain((await faultOf(parsers.alipay, content)).code)
  })
})

function zm(fields: Record<number, string>): Buffer {
  const line = Buffer.alloc(lineBytes, 0x20)
  for (const [field, text] of Object.entries(fields)) iconv.encode(text, "gbk").copy(line, fieldStart(Number(field)))
  return line
}

describe("UnionPay", () => {
  const one = {
    1: "S22",
    5: "0302101500",
    7: "000000010000",
    10: "QUERY1",
    12: "C1",
    16: "D000000000038",
    17: "C000000009962",
    31: "湘乡市示例超市",
  }
  const back = { ...one, 12: "R5", 17: "D000000005000", 16: "C000000000019", 7: "000000005000", 41: "C0" }
  test("bytes are cut before they are decoded", async () => {
    expect([lineBytes, fieldStart(12), fieldStart(28)]).toEqual([607, 112, 293])
    const content = Buffer.concat([zm(one), Buffer.from("\r\n"), zm(back), Buffer.from("\r\n")])
    expect(await read(parsers.unionpay, content)).toMatchObject([
      { kind: "pay", orderNo: "C1", amountFen: 10_000n, feeE5: 38_000n, at: "2026-03-02 10:15:00" },
      { kind: "refund", orderNo: "C0", refundNo: "R5", amountFen: 5_000n, feeE5: -19_000n },
    ])
  })
  test("a line cut short is refused", async () => {
    expect((await faultOf(parsers.unionpay, zm(one).subarray(0, 600))).code).toBe("FILE_COLUMNS")
  })
  test("re-encoded as UTF-8 it is refused", async () => {
    expect((await faultOf(parsers.unionpay, Buffer.from(iconv.decode(zm(one), "gbk")))).code).toBe("FILE_COLUMNS")
  })
})
