// What is wrong, and what the gate makes of it: strangers, impossible times, courts, faces without consent.
import { describe, expect, it } from "vitest"
import { linkGuardian } from "#kernel/party"
import { expectOk } from "#kernel/refusal"
import { inFlow } from "../../products/wallet/testing.ts"
import { useBank } from "../../tests/support/bank.ts"
import { registerByHand } from "./flows/ask.ts"
import { enrolFace, giveConsent, withdrawConsent } from "./flows/consent.ts"
import { addDevice, heartbeat, rosterSince } from "./flows/devices.ts"
import { takeRoll } from "./flows/roll-call.ts"
import { rollPrepared } from "./queries/office.ts"
import { childNow } from "./queries/parents.ts"
import { campusTools, guardian } from "./testing.ts"
import { deviceBy } from "./store.ts"

const b = useBank("2026-03-02")
const c = campusTools(b)
const day = "2026-03-02"
const at = (time: string, on = day) => `${on}T${time}+08:00`
const clock = (time: string, on = day) => b.branch.clock.set(at(time, on))
const passing = (id: number | string, time: string, uid: string, direction: "in" | "out", over = {}) => ({
  id,
  at: at(time),
  uid,
  direction,
  ...over,
})
const noticesTo = async (partyId: string) =>
  c.db().selectFrom("notice").selectAll().where("audience", "=", `party:${partyId}`).orderBy("at").execute()
const guardianOf = async (personId: string) =>
  (
    await c
      .db()
      .selectFrom("party_relation")
      .select("from_party")
      .where("to_party", "=", personId)
      .executeTakeFirstOrThrow()
  ).from_party
const presence = (personId: string) =>
  c.db().selectFrom("campus_presence").selectAll().where("person_id", "=", personId).executeTakeFirst()
describe("§7 bad input", () => {
  it("strangers, lost cards, times that cannot be, unreadable records: kept, shown, nobody told", async () => {
    const s = await c.school([{ guardian: guardian(20) }])
    await c.gate(s, "G20")
    clock("08:00:00")
    await c.send("G20", passing(1, "07:59:00", "NOBODY", "in"), passing(2, "08:06:00", "C1-0", "in"))
    await c.send("G20", passing(3, "08:00:00", "C1-0", "in", { at: "2026-01-01T08:00:00+08:00" }), { nonsense: true })
    await c.work()
    const rows = await c
      .db()
      .selectFrom("campus_event")
      .selectAll()
      .where("sn", "=", "G20")
      .orderBy("event_id")
      .execute()
    expect(rows.map((row) => [row.event_id.slice(0, 1), row.result, row.verdict])).toEqual([
      ["1", "deny", "stranger"],
      ["2", "pass", "time_suspect"],
      ["3", "pass", "time_suspect"],
      ["x", "deny", "malformed"],
    ])
    expect(await presence(s.pupils[0]!)).toBeUndefined()
    expect(await noticesTo(await guardianOf(s.pupils[0]!))).toEqual([])
  })
  it("a guardian whom a court keeps away hears nothing and sees nothing", async () => {
    const s = await c.school([{ guardian: guardian(21) }])
    await c.gate(s, "G21")
    clock("08:00:00")
    const parent = await guardianOf(s.pupils[0]!)
    expectOk(
      await inFlow(b.branch.system(), (ctx) =>
        linkGuardian(ctx, { guardianId: parent, childId: s.pupils[0]!, relation: "father", permitted: false }),
      ),
    )
    await c.send("G21", passing(1, "07:59:50", "C2-0", "in"))
    await c.work()
    expect(await noticesTo(parent)).toEqual([])
    expect(c.code(await childNow(c.parent(parent), s.pupils[0]!))).toBe("campus/E-NOT-FOUND")
    expect(c.code(await childNow(c.parent(parent), "00000000-0000-4000-8000-000000000000"))).toBe("campus/E-NOT-FOUND")
  })
  it("no face without consent, none in a bathroom; withdrawn it leaves every device and the card goes on", async () => {
    const s = await c.school([{ guardian: guardian(22) }])
    clock("09:00:00")
    const office = c.post(s, "school-office")
    const device = { sn: "F22", kind: "gate" as const, place: "东门", direction: "in" as const, adapter: "face-panel" }
    expect(c.code(await addDevice(office, { ...device, place: "男生宿舍浴室", hasFace: true }))).toBe("campus/E-PLACE")
    expectOk(await addDevice(office, { ...device, hasFace: true }))
    const face = { personId: s.pupils[0]!, templateRef: "T-22" }
    expect(c.code(await enrolFace(office, face))).toBe("campus/E-CONSENT-REQUIRED")
    const parent = c.parent(await guardianOf(s.pupils[0]!))
    expectOk(await giveConsent(parent, { personId: s.pupils[0]!, purpose: "face" }))
    expectOk(await enrolFace(office, face))
    const row = async () => (await deviceBy(b.branch.system(), "F22"))!
    const list = await rosterSince(b.branch.system(), await row(), 0n)
    expect(list.upsert).toContainEqual({ kind: "face", ref: "T-22" })
    const { deleteDueOn } = expectOk(await withdrawConsent(parent, { personId: s.pupils[0]!, purpose: "face" }))
    expect(deleteDueOn).toBe("2026-03-23")
    const changed = await rosterSince(b.branch.system(), await row(), BigInt(list.version))
    expect(changed).toMatchObject({ full: false, remove: [{ kind: "face", ref: "T-22" }] })
    const deletedAt = async () =>
      (
        await c
          .db()
          .selectFrom("campus_consent")
          .select("deleted_at")
          .where("purpose", "=", "face")
          .where("person_id", "=", s.pupils[0]!)
          .executeTakeFirstOrThrow()
      ).deleted_at
    await heartbeat(b.branch.system(), await row(), { at: b.branch.clock.now(), rosterVersion: Number(list.version) })
    expect(await deletedAt()).toBeNull()
    await heartbeat(b.branch.system(), await row(), {
      at: b.branch.clock.now(),
      rosterVersion: Number(changed.version),
    })
    expect(await deletedAt()).not.toBeNull()
    await c.send("F22", { uuid: "1", cardNo: "C3-0", recognitionType: "staff", mode: "card", time: at("08:59:50") })
    await c.work()
    expect((await presence(s.pupils[0]!))?.state).toBe("in")
  })
  it("the guard's book is a way in like any other", async () => {
    const s = await c.school([{ guardian: guardian(23) }])
    await c.gate(s, "G23")
    clock("07:35:00")
    const guard = c.post(s, "guard")
    const hand = { sn: "G23", personId: s.pupils[0]!, direction: "in" as const }
    expect(expectOk(await registerByHand(guard, hand))).toMatchObject({ open: true })
    expect((await presence(s.pupils[0]!))!.state).toBe("in")
    expect(expectOk(await registerByHand(guard, { ...hand, direction: "out" }))).toMatchObject({ open: true })
    clock("10:00:00")
    expect(expectOk(await registerByHand(guard, { ...hand, direction: "out" }))).toMatchObject({ verdict: "no_pass" })
  })
})

it("a roll call is prepared from gate and leave, and names everybody once", async () => {
  const s = await c.school([{}, {}, {}])
  await c.gate(s, "G30")
  clock("08:00:00")
  await c.send("G30", passing(1, "07:30:00", "C5-0", "in"))
  await c.work()
  const office = c.post(s, "school-office")
  const klass = await c
    .db()
    .selectFrom("campus_class")
    .select("id")
    .where("school_id", "=", s.id)
    .executeTakeFirstOrThrow()
  const roll = expectOk(await rollPrepared(office, { classId: klass.id, period: "早读" }))
  expect(roll.marks.map((one) => one.mark)).toEqual(["present", "missing", "missing"])
  const marks = roll.marks.map(({ personId, mark }) => ({ personId, mark }))
  expect(c.code(await takeRoll(office, { classId: klass.id, period: "早读", marks: marks.slice(1) }))).toBe(
    "campus/E-ROLL",
  )
  expectOk(await takeRoll(office, { classId: klass.id, period: "早读", marks }))
  expectOk(
    await takeRoll(office, {
      classId: klass.id,
      period: "早读",
      marks: marks.map((one) => ({ ...one, mark: "present" as const })),
    }),
  )
  const rows = await c.db().selectFrom("campus_roll_call").selectAll().where("class_id", "=", klass.id).execute()
  expect(rows).toMatchObject([{ expected: 3, present: 3, missing: 0 }])
})
