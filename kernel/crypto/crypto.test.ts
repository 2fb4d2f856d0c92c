import { expect, test } from "vitest"
import { digest, seal, sm3, unseal } from "./crypto.ts"

const secret = Buffer.alloc(32, 7)

test("SM3 of the standard's sample", () => {
  expect(sm3("abc").toString("hex")).toBe("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")
})

test("a sealed field comes back, differs each time, and rejects a flipped bit", () => {
  const sealed = seal(secret, "phone", "13800001234")
  expect(unseal(secret, "phone", sealed)).toBe("13800001234")
  expect(seal(secret, "phone", "13800001234").equals(sealed)).toBe(false)
  for (let at = 0; at < sealed.length; at++) {
    const bent = Buffer.from(sealed)
    bent[at]! ^= 1
    expect(() => unseal(secret, "phone", bent)).toThrow(/does not verify/)
  }
  expect(() => unseal(secret, "id-number", sealed)).toThrow()
})

test("digests are equal for equal texts and differ by purpose", () => {
  expect(digest(secret, "phone", "1").equals(digest(secret, "phone", "1"))).toBe(true)
  expect(digest(secret, "phone", "1").equals(digest(secret, "id", "1"))).toBe(false)
})
