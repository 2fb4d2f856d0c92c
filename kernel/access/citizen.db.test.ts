// A citizen signs in by the code on their phone; a newcomer says a name first, and the code stays good for it.
import { describe, expect, test } from "vitest"
import { readSession, sendCitizenCode, signInCitizen } from "#kernel/access"
import { citizenPerson } from "#kernel/party"
import { expectOk } from "#kernel/refusal"
import { useBranch } from "../../tests/support/branch.ts"

const b = useBranch()
const phone = "19900007100"
const visitor = () => ({ now: b.clock.now(), ip: "10.0.0.9", userAgent: "test" })

async function code(): Promise<string> {
  b.clock.advance(61_000)
  expectOk(await sendCitizenCode(b.system(), phone, b.clock.now()))
  return /\d{6}/.exec(b.sms.at(-1)!.text)![0]
}

const enter = (given: string, name?: string) =>
  signInCitizen(b.system(), { phone, code: given }, visitor(), (number) =>
    citizenPerson(b.system(), { phone: number, name }),
  )

describe("citizens", () => {
  test("a newcomer is asked for a name once; then the phone alone is enough", async () => {
    const first = await code()
    expect(expectOk(await enter(first))).toEqual({ token: null, next: "name" })
    const entered = expectOk(await enter(first, "演新人"))
    expect(entered.next).toBe("done")
    const session = await readSession(b.database.db, b.house, entered.token!, b.clock.now())
    expect(session).toMatchObject({ state: "full", actor: { kind: "citizen", name: "演新人", roles: ["citizen"] } })
    expect(expectOk(await enter(await code())).next).toBe("done")
    const people = await b.database.db.selectFrom("citizen_user").select("name").execute()
    expect(people).toEqual([{ name: "演新人" }])
  })

  test("a code is good once, five wrong tries end it, and it dies after five minutes", async () => {
    const used = await code()
    expectOk(await enter(used))
    expect(await enter(used)).toMatchObject({ ok: false, refusal: { code: "access/E-SMS-CODE" } })
    const tried = await code()
    const wrong = tried === "000000" ? "000001" : "000000"
    for (let n = 0; n < 5; n++) expect((await enter(wrong)).ok).toBe(false)
    expect((await enter(tried)).ok).toBe(false)
    const late = await code()
    b.clock.advance(5 * 60_000)
    expect((await enter(late)).ok).toBe(false)
  })

  test("another code so soon, or a number that is none, sends nothing", async () => {
    await code()
    const sent = b.sms.length
    expect(await sendCitizenCode(b.system(), phone, b.clock.now())).toMatchObject({
      ok: false,
      refusal: { code: "access/E-SMS-TOO-SOON" },
    })
    expect(await sendCitizenCode(b.system(), "123", b.clock.now())).toMatchObject({
      ok: false,
      refusal: { code: "access/E-PHONE" },
    })
    expect(b.sms.length).toBe(sent)
  })

  test("the session ends by itself after the idle time", async () => {
    const { token } = expectOk(await enter(await code()))
    b.clock.advance(44 * 60_000)
    expect((await readSession(b.database.db, b.house, token!, b.clock.now())).state).toBe("full")
    b.clock.advance(46 * 60_000)
    expect(await readSession(b.database.db, b.house, token!, b.clock.now())).toMatchObject({ why: "idle" })
  })
})
