import { deflateRawSync } from "node:zlib"
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs"
import { describe, expect, test } from "vitest"
import { fenInCapitals } from "./capitals.ts"
import { checkFile } from "./check-file.ts"
import { drawPaper, grouped, facts, grids, heading, paragraph } from "./pdf.ts"

describe("amounts in capitals", () => {
  test.each([
    [0n, "零元整"],
    [1n, "壹分"],
    [10n, "壹角整"],
    [160_000_000n, "壹佰陆拾万元整"],
    [10_000_003n, "壹拾万元零叁分"],
    [120_450n, "壹仟贰佰零肆元伍角整"],
    [600_000_000n, "陆佰万元整"],
    [1_000_010_000_00n, "壹拾亿零壹万元整"],
  ])("%s", (fen, words) => expect(fenInCapitals(fen)).toBe(words))
})

const png = Buffer.from(
  "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c626001000000050001",
  "hex",
)

describe("files are known by content", () => {
  test("a PNG named .png is kept, named .pdf refused", async () => {
    expect(await checkFile("a.png", png)).toMatchObject({ ok: true })
    expect(await checkFile("a.pdf", png)).toMatchObject({ ok: false, refusal: { code: "document/E-KIND-DIFFERS" } })
  })
  test.each([
    [
      "script in an SVG",
      "a.svg",
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
      "E-KIND",
    ],
    [
      "a PDF with a script",
      "a.pdf",
      Buffer.from("%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj"),
      "E-HARMFUL",
    ],
    [
      "the antivirus test file",
      "a.png",
      Buffer.from("X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"),
      "E-HARMFUL",
    ],
    ["nothing", "a.png", Buffer.alloc(0), "E-EMPTY"],
    ["21 MB", "a.png", Buffer.alloc(21 * 2 ** 20), "E-TOO-LARGE"],
  ])("%s is refused", async (_what, name, content, code) => {
    expect(await checkFile(name, content)).toMatchObject({ ok: false, refusal: { code: `document/${code}` } })
  })
  test("a sheet that unpacks to gigabytes is refused", async () => {
    expect(await checkFile("a.xlsx", bomb())).toMatchObject({ ok: false, refusal: { code: "document/E-UNPACKED" } })
  })
})

/** A zip that looks like a workbook and declares three gigabytes. */
function bomb(): Buffer {
  const name = Buffer.from("[Content_Types].xml")
  const text = Buffer.from(
    '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
  )
  const body = deflateRawSync(text)
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(20, 4)
  local.writeUInt16LE(8, 8)
  local.writeUInt32LE(body.length, 18)
  local.writeUInt32LE(text.length, 22)
  local.writeUInt16LE(name.length, 26)
  const central = Buffer.alloc(46)
  central.writeUInt32LE(0x02014b50, 0)
  central.writeUInt32LE(body.length, 20)
  central.writeUInt32LE(3 * 2 ** 30, 24)
  central.writeUInt16LE(name.length, 28)
  return Buffer.concat([local, name, body, central, name])
}

test("amounts on papers stand in groups of three, other numbers as they are", () => {
  expect(grouped("¥6000000.00（人民币陆佰万元整）")).toBe("¥6,000,000.00（人民币陆佰万元整）")
  expect(grouped("-12345.60 元")).toBe("-12,345.60 元")
  expect(grouped("JJ20260000001 2026-07-29 3.4500 123.45")).toBe("JJ20260000001 2026-07-29 3.4500 123.45")
})

test("a paper carries its text, number, code and print count, rare characters included", async () => {
  const content = {
    title: "借款借据",
    number: "JJ-2026-0001",
    body: [
      heading("一、要素"),
      facts([
        ["借款人", "湘乡市喆犇玻璃"],
        ["金额（大写）", fenInCapitals(600_000_000n)],
      ]),
      paragraph("还款。"),
      grids(["期", "本金"], [["1", "500,000.00"]], { right: [1] }),
    ],
    signatures: ["借款人", "贷款人"],
  }
  const frame = {
    branch: "演示分行",
    issue: 2,
    verifyCode: "ABCD2345EFGH",
    verifyAddress: "https://bank.example/m/verify?code=",
    printedBy: "张三",
    printedAt: "2026-03-15 10:00:00",
  }
  const pdf = await drawPaper(content, frame)
  const file = await getDocument({ data: new Uint8Array(pdf), useSystemFonts: false, verbosity: 0 }).promise
  const text = (await (await file.getPage(1)).getTextContent()).items
    .map((item) => ("str" in item ? item.str : ""))
    .join("")
  for (const part of ["借款借据", "JJ-2026-0001", "喆犇", "陆佰万元整", "ABCD2345EFGH", "第 2 次打印", "盖章"])
    expect(text.replaceAll("\u00a0", " ")).toContain(part)
  expect(pdf.length).toBeLessThan(100_000)
})
