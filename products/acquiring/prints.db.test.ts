// Goal: the report of a reconciled day says what the three legs had and every difference; a second print says that it is one.
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs"
import { expect, test } from "vitest"
import { issuePrint } from "#kernel/document"
import { expectOk } from "#kernel/refusal"
import { useBank } from "../../tests/support/bank.ts"
import { matchEmptyDay } from "./recon/match.ts"
import { acquiringTools } from "./testing.ts"

const b = useBank("2026-03-02")
const t = acquiringTools(b)

async function textOf(pdf: Buffer): Promise<string> {
  const file = await getDocument({ data: new Uint8Array(pdf), useSystemFonts: false, verbosity: 0 }).promise
  const { items } = await (await file.getPage(1)).getTextContent()
  return items
    .map((item) => ("str" in item ? item.str : ""))
    .join("")
    .replaceAll("\u00a0", " ")
}

test("the reconciliation report, first and again", async () => {
  const shop = await t.merchant("湘乡市示例书店")
  const orderNo = await t.pay(shop.merchantId, 4_500n)
  const asked = { kind: "acquiring.recon-report", objectId: "wechat:2026-03-02" }
  const print = () => issuePrint(b.as("accountant"), asked)
  expect(await print()).toMatchObject({ ok: false, refusal: { code: "acquiring/E-DAY-UNMATCHED", zh: /微信支付/ } })
  expect(await issuePrint(b.as("accountant"), { ...asked, objectId: "cash:2026-13-02" })).toMatchObject({ ok: false })
  expectOk(await matchEmptyDay(b.system(), { channel: "wechat", day: "2026-03-02" }))
  const first = await textOf(expectOk(await print()).content)
  for (const part of ["渠道对账报告", "本行单边", orderNo.slice(0, 8), "45.00", "待处理", "未签结"])
    expect(first).toContain(part)
  expect(first).not.toContain("补打")
  expect(await textOf(expectOk(await print()).content)).toContain("补打（第 2 次）")
})
