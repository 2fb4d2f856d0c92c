// Promise: a checker reads amounts in yuan, shares in per cent and names in words; what is unknown stays as it is.
import { expect, test } from "vitest"
import { fieldText, fieldTitle } from "./fields.ts"

const zh = (words: { zh: string }) => words.zh

test("titles and units by name", () => {
  expect(fieldTitle("payments.0.amount", zh)).toBe("收款人 · 1 · 金额（元）")
  expect(fieldTitle("strange", zh)).toBe("strange")
  expect(fieldText("amountFen", "190000000", zh)).toBe("1,900,000.00")
  expect(fieldText("emissionShareBp", "4848", zh)).toBe("48.48%")
  expect(fieldText("ratePct", "3.450000", zh)).toBe("3.45")
  expect(fieldText("authority", "subbranch_head", zh)).toBe("支行行长")
  expect(fieldText("opinion", null, zh)).toBe("—")
})
