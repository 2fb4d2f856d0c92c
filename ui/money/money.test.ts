// Promises: grouping never changes a digit; capitals follow the rules for bills; fen round trips.
import { expect, test } from "vitest"
import { inCapitals } from "./capitals.ts"
import { fromFen, groupAmounts, grouped, inWan, percentOf, sumOf, toFen } from "./decimal.ts"

test.each([
  ["0.00", "零元整"],
  ["0.05", "伍分"],
  ["0.50", "伍角整"],
  ["10.00", "壹拾元整"],
  ["1204.50", "壹仟贰佰零肆元伍角整"],
  ["100000.03", "壹拾万元零叁分"],
  ["6000000.00", "陆佰万元整"],
  ["10020003.40", "壹仟零贰万零叁元肆角整"],
  ["100000001.00", "壹亿零壹元整"],
  ["-3.20", "负叁元贰角整"],
])("%s in capitals", (amount, capitals) => {
  expect(inCapitals(amount)).toBe(capitals)
})

test("grouping", () => {
  expect(grouped("1234567.5", 2)).toBe("1,234,567.50")
  expect(grouped("-20")).toBe("−20")
  expect(groupAmounts("JJ20260000001 本金 8000000.00，3.4500，1234.56")).toBe(
    "JJ20260000001 本金 8,000,000.00，3.4500，1,234.56",
  )
  expect(grouped("—")).toBe("—")
})

test("sums of decimals are exact, with the finest places of all", () => {
  expect(sumOf(["176537000.00", "0.07", "-0.01"])).toBe("176537000.06")
  expect(sumOf(["60.125", "1"])).toBe("61.125")
  expect(sumOf(["-0.30", "0.10"])).toBe("-0.20")
  expect(sumOf([])).toBe("0")
})

test("fen round trip and 万元", () => {
  expect(fromFen(toFen("-12.30") as bigint)).toBe("-12.30")
  expect(toFen("1.234")).toBeNull()
  expect(inWan("12345678.00")).toBe("1,234.57")
})

test.each([
  [1825, "18.25%"],
  [5, "0.05%"],
  [10_000, "100.00%"],
  [-38, "-0.38%"],
])("%s basis points", (basisPoints, percent) => expect(percentOf(basisPoints)).toBe(percent))
