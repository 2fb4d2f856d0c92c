import { describe, expect, test } from "vitest"
import { birthDate, isResidentId, isUscc, residentIdCheck, usccCheck } from "./check-digits.ts"
import { maskCard, maskId, maskName, maskPhone } from "./mask.ts"
import { initialsOf } from "./party.ts"

describe("unified social credit code", () => {
  const body = "91430300MA4Q2X7R5"
  const good = body + usccCheck(body)
  test("the check character is accepted, any other refused", () => {
    expect(isUscc(good)).toBe(true)
    for (const other of "0123456789ABCDEFGHJKLMNPQRTUWXY")
      if (other !== good[17]) expect(isUscc(body + other)).toBe(false)
  })
  test("one wrong character anywhere is noticed", () => {
    for (let at = 0; at < 17; at++) {
      const bent = good.slice(0, at) + (good[at] === "1" ? "2" : "1") + good.slice(at + 1)
      expect(isUscc(bent)).toBe(false)
    }
  })
})

describe("resident identity number", () => {
  const body = "43030219900307251"
  const good = body + residentIdCheck(body)
  test("check digit and birth date", () => {
    expect(isResidentId(good)).toBe(true)
    expect(birthDate(good)).toBe("1990-03-07")
    expect(isResidentId("430302199002302513")).toBe(false)
    expect(isResidentId(body + (good[17] === "0" ? "1" : "0"))).toBe(false)
  })
})

describe("masks", () => {
  test.each([
    ["王芳", "王*"],
    ["欧阳娜娜", "欧阳**"],
    ["欧阳", "欧*"],
    ["买买提·艾力", "买买提·*"],
    ["李", "*"],
  ])("name %s", (name, masked) => expect(maskName(name)).toBe(masked))
  test("numbers", () => {
    expect(maskPhone("13812341234")).toBe("138****1234")
    expect(maskCard("6222021234567890123")).toBe("622202****0123")
    expect(maskId("430302900307251")).toBe("4*************1")
    expect(maskId("E12345678")).toBe("E*******8")
  })
})

test("pinyin initials find a firm", () => expect(initialsOf("湘乡市明澈玻璃")).toBe("xxsmcbl"))
