// Controls A1-A7 of the security sheet with a clock that moves by hand.
import { beforeAll, describe, expect, test } from "vitest"
import {
  activate,
  disableStaff,
  foundAdministrators,
  inviteStaff,
  newTotpSecret,
  readSession,
  requestRoles,
  signInWithCode,
  signInWithPassword,
  totpCode,
} from "#kernel/access"
import { decide } from "#kernel/approval"
import { sm3 } from "#kernel/crypto"
import { expectOk } from "#kernel/refusal"
import { passwordFault } from "./password.ts"
import { useBranch } from "../../tests/support/branch.ts"

const b = useBranch()
const password = "quiet-harbour-lamp"
const staffNo = "M1001"
const secret = newTotpSecret()
let staffId = ""

const visitor = () => ({ now: b.clock.now(), ip: "10.0.0.1", userAgent: "test" })
const session = (token: string) => readSession(b.database.db, b.house, token, b.clock.now())

async function signIn(enrolSecret?: string) {
  const half = expectOk(await signInWithPassword(b.system(), { staffNo, password }, visitor()))
  b.clock.advance(31_000)
  const code = totpCode(secret, b.clock.now())
  const full = expectOk(
    await signInWithCode(b.system(), { staffId, tokenHash: sm3(half.token), code, enrolSecret }, visitor()),
  )
  return { half: half.token, full: full.token, code }
}

async function grant(approvalId: string) {
  const row = await b.database.db
    .selectFrom("approval")
    .select("content_hash")
    .where("id", "=", approvalId)
    .executeTakeFirstOrThrow()
  expectOk(
    await decide(b.as("security-admin"), {
      id: approvalId,
      decision: "approved",
      reason: "",
      seenHash: row.content_hash.toString("hex"),
    }),
  )
}

beforeAll(async () => {
  const invited = expectOk(
    await inviteStaff(b.as("system-admin"), {
      staffNo,
      personId: "p1",
      name: "测一",
      outlet: "XX",
      roles: ["manager"],
    }),
  )
  staffId = invited.id
  await grant(invited.approvalId)
  expectOk(await activate(b.system(), { staffNo, invitation: invited.invitation, password }))
  await signIn(secret)
})

describe("A1 identity", () => {
  test("a staff number belongs to one person", async () => {
    const again = { staffNo, personId: "p2", name: "测二", outlet: "XX", roles: ["clerk"] }
    expect(await inviteStaff(b.as("system-admin"), again)).toMatchObject({
      ok: false,
      refusal: { status: 409, code: "access/E-STAFF-EXISTS" },
    })
  })
  test("administrators can be founded only in an empty branch", async () => {
    expect(await foundAdministrators(b.system(), [])).toMatchObject({ ok: false })
  })
})

describe("A2 second factor", () => {
  test("a password alone is half a session; a code is good once", async () => {
    const { half, full, code } = await signIn()
    expect((await session(half)).state).toBe("ended")
    expect((await session(full)).state).toBe("full")
    const again = expectOk(await signInWithPassword(b.system(), { staffNo, password }, visitor()))
    expect((await session(again.token)).state).toBe("half")
    expect(await signInWithCode(b.system(), { staffId, tokenHash: sm3(again.token), code }, visitor())).toMatchObject({
      ok: false,
      refusal: { code: "access/E-CODE" },
    })
  })
})

describe("A3 passwords", () => {
  test.each([
    ["short1", true],
    ["Icbc@Xiangtan2026", true],
    ["aaaaaaaaaaaaaaaa", true],
    ["M1001-is-my-number", true],
    ["the ferry leaves at dawn and the bank of the river is green", false],
    ["x".repeat(3) + "清水绕着山城流过九曲回廊", false],
  ])("%s refused: %s", (text, refused) => expect(passwordFault(text, staffNo) !== null).toBe(refused))
})

describe("A4 lock and timeouts", () => {
  test("five failures lock for thirty minutes, even against the right password", async () => {
    for (let n = 0; n < 5; n++)
      expect(await signInWithPassword(b.system(), { staffNo, password: "wrong" }, visitor())).toMatchObject({
        ok: false,
      })
    b.clock.advance(29 * 60_000 + 59_000)
    expect(await signInWithPassword(b.system(), { staffNo, password }, visitor())).toMatchObject({
      ok: false,
      refusal: { code: "access/E-LOCKED" },
    })
    b.clock.advance(2_000)
    expect(await signInWithPassword(b.system(), { staffNo, password }, visitor())).toMatchObject({ ok: true })
  })
  test("idle fifteen minutes ends an office session, twelve hours any", async () => {
    const { full } = await signIn()
    b.clock.advance(14 * 60_000)
    expect((await session(full)).state).toBe("full")
    b.clock.advance(15 * 60_000 + 1_000)
    expect(await session(full)).toEqual({ state: "ended", why: "idle" })
    const { full: busy } = await signIn()
    for (let n = 0; n < 60; n++) {
      b.clock.advance(12 * 60_000)
      if ((await session(busy)).state !== "full") break
    }
    expect((await session(busy)).state).toBe("ended")
  })
})

describe("A5-A7 sessions and posts", () => {
  test("disabling ends every session at once", async () => {
    const tokens = [(await signIn()).full, (await signIn()).full]
    expectOk(await disableStaff(b.as("security-admin"), { staffId, reason: "离岗" }))
    for (const token of tokens) expect((await session(token)).state).toBe("ended")
    await b.database.db.updateTable("staff").set({ state: "active" }).where("id", "=", staffId).execute()
  })
  test("a change of posts ends the sessions", async () => {
    const { full } = await signIn()
    const { approvalId } = expectOk(await requestRoles(b.as("system-admin"), { staffId, roles: ["clerk"] }))
    expect((await session(full)).state).toBe("full")
    await grant(approvalId)
    expect((await session(full)).state).toBe("ended")
  })
  test("a teller's second sign-in ends the first", async () => {
    const first = await signIn()
    const second = await signIn()
    expect((await session(first.full)).state).toBe("ended")
    expect((await session(second.full)).state).toBe("full")
  })
  test.each([[["system-admin", "audit-admin"]], [["security-admin", "manager"]], [["manager", "reviewer"]]])(
    "%s cannot be one person",
    async (roles) => {
      expect(await requestRoles(b.as("system-admin"), { staffId, roles })).toMatchObject({
        ok: false,
        refusal: { code: "access/E-ROLE-CONFLICT" },
      })
    },
  )
  test("the system administrator sees neither audit nor customers", () => {
    const permissions = b.as("system-admin").actor.permissions
    expect(["audit.read", "party.read", "book.read", "access.grant"].filter((p) => permissions.has(p))).toEqual([])
  })
})
