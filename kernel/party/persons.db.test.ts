// One person stays one customer, whoever registers them; guardians see what they may.
import { describe, expect, test } from "vitest"
import { flow } from "#kernel/flow"
import { expectOk } from "#kernel/refusal"
import {
  childrenOf,
  citizenPerson,
  guardiansOf,
  isGuardian,
  linkGuardian,
  ownPhone,
  registerPerson,
} from "#kernel/party"
import type { NewPerson } from "#kernel/party"
import { useBranch } from "../../tests/support/branch.ts"

const b = useBranch()
const register = flow({ name: "test.register", permission: null }, (ctx, person: NewPerson) =>
  registerPerson(ctx, person),
)
const link = flow({ name: "test.link", permission: null }, async (ctx, input: Parameters<typeof linkGuardian>[1]) =>
  linkGuardian(ctx, input),
)
const person = async (input: NewPerson) => expectOk(await register(b.system(), input))

const parent = { name: "演荷家长", phone: "19900007000", outlet: "YH" }

describe("persons", () => {
  test("the same phone and name, or the same identity number, is the same customer", async () => {
    const first = await person(parent)
    expect(await person(parent)).toBe(first)
    expect(await person({ ...parent, name: "演柳家长" })).not.toBe(first)
    const idNumber = "110101199003070038"
    const known = await person({ name: "演证", idNumber, outlet: "YH" })
    expect(await person({ name: "演证", idNumber, phone: "19900007777", outlet: "XX" })).toBe(known)
    const row = await b.database.db.selectFrom("party").select("facts").where("id", "=", known).executeTakeFirst()
    expect(row?.facts).toEqual({ birthDate: "1990-03-07" })
  })

  test("a child without a number is found among the guardian's children only", async () => {
    const guardianId = await person({ name: "演桐家长", phone: "19900007004", outlet: "YH" })
    const child = await person({ name: "演桐乐", birthDate: "2014-12-30", guardianId, outlet: "YH" })
    expectOk(await link(b.system(), { guardianId, childId: child, relation: "father" }))
    expect(await person({ name: "演桐乐", guardianId, outlet: "YH" })).toBe(child)
    expect(await person({ name: "演桐乐", outlet: "YH" })).not.toBe(child)
    expect(await childrenOf(b.database.db, guardianId)).toEqual([
      { partyId: child, name: "演桐乐", birthDate: "2014-12-30", relation: "father" },
    ])
  })

  test("a guardian whom a court keeps away sees nothing and is still on file", async () => {
    const guardianId = await person({ name: "演限家长", phone: "19900007005", outlet: "YH" })
    const childId = await person({ name: "演限孩", birthDate: "2013-01-01", guardianId, outlet: "YH" })
    expectOk(await link(b.system(), { guardianId, childId, relation: "father" }))
    expect(await isGuardian(b.database.db, guardianId, childId)).toBe(true)
    expectOk(await link(b.system(), { guardianId, childId, relation: "father", permitted: false }))
    expect(await isGuardian(b.database.db, guardianId, childId)).toBe(false)
    expect(await childrenOf(b.database.db, guardianId)).toEqual([])
    expect(await guardiansOf(b.database.db, childId)).toMatchObject([{ partyId: guardianId, permitted: false }])
  })

  test.each([
    [{ name: "演错", phone: "12", outlet: "YH" }, "party/E-PHONE"],
    [{ name: "演错", idNumber: "110101199003070039", outlet: "YH" }, "party/E-ID-NUMBER"],
  ])("a wrong number registers nobody: %j", async (input, code) => {
    const refused = await register(b.system(), input)
    expect(refused).toMatchObject({ ok: false, refusal: { code } })
    const rows = await b.database.db.selectFrom("party").select("id").where("name", "=", "演错").execute()
    expect(rows).toEqual([])
  })

  test("a phone that signs in finds its customer, else asks for a name", async () => {
    const known = await person(parent)
    expect(expectOk(await citizenPerson(b.system(), { phone: parent.phone }))).toEqual({
      partyId: known,
      name: parent.name,
    })
    expect(expectOk(await citizenPerson(b.system(), { phone: "19900007999" }))).toBeUndefined()
    const made = expectOk(await citizenPerson(b.system(), { phone: "19900007999", name: "演新人" }))
    expect(await ownPhone(b.system(), made!.partyId)).toBe("19900007999")
  })
})
