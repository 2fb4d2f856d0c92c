// The gate on a real branch: duplicates, late and crooked clocks, leave, visitors, emergency, consent; and that the order
// in which devices upload changes nothing.
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { expectOk } from "#kernel/refusal"
import { inFlow } from "../../products/wallet/testing.ts"
import { useBank } from "../../tests/support/bank.ts"
import { askGate } from "./flows/ask.ts"
import { heartbeat } from "./flows/devices.ts"
import { endEmergency, startEmergency, tickOff } from "./flows/emergency.ts"
import { askLeave, decideLeave } from "./flows/leave.ts"
import { tellDigests } from "./flows/parents.ts"
import { bookVisit, moveVisit } from "./flows/visits.ts"
import { watchAll } from "./flows/watch.ts"
import { readRecords } from "./adapters.ts"
import { boardNow, dayListOf } from "./queries/board.ts"
import { classesToday } from "./queries/day.ts"
import { emergencyNow } from "./queries/office.ts"
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
const ask = async (sn: string, record: object) => {
  const ctx = b.branch.system()
  const device = (await deviceBy(ctx, sn))!
  return expectOk(await askGate(ctx, { device, record: readRecords("plain", sn, record)[0]!.record! }))
}

it("C1 the same record posted three times: one event, three answers, one notice", async () => {
  clock("07:31:10")
  const s = await c.school([{ guardian: guardian(1) }])
  await c.gate(s, "G01")
  const one = passing(8801, "07:31:00", "C1-0", "in")
  for (let n = 0; n < 3; n += 1) expect(await c.send("G01", one)).toEqual(["8801"])
  await c.work()
  await c.send("G01", one)
  await c.work()
  const events = await c.db().selectFrom("campus_event").selectAll().where("sn", "=", "G01").execute()
  expect(events).toMatchObject([{ event_id: "8801", person_id: s.pupils[0], result: "pass", notice: "pushed" }])
  expect(await noticesTo(await guardianOf(s.pupils[0]!))).toMatchObject([{ title: "演生1号0进校" }])
  const texts = await c.db().selectFrom("sms_outbox").select("text").where("text", "like", "%演生1号0%").execute()
  expect(texts).toHaveLength(1)
})

it("C2 a device 252 seconds ahead makes nobody late", async () => {
  const s = await c.school([{}])
  await c.gate(s, "G02")
  clock("07:30:00")
  const beat = { at: new Date(at("07:34:12")) }
  expect(await heartbeat(b.branch.system(), (await deviceBy(b.branch.system(), "G02"))!, beat)).toEqual({
    offsetMs: 252_000,
  })
  clock("07:39:20")
  await c.send("G02", passing(1, "07:43:30", "C2-0", "in"))
  await c.work()
  const school = await c.db().selectFrom("campus_school").selectAll().where("id", "=", s.id).executeTakeFirstOrThrow()
  const [row] = await classesToday(b.branch.system(), school, day)
  expect(row).toMatchObject({ present: 1, late: 0 })
  expect((await presence(s.pupils[0]!))!.since.toISOString()).toBe(new Date(at("07:39:18")).toISOString())
})

it("C3 an entry uploaded after the exit: out since 12:05, the entry marked late, told in the digest only", async () => {
  const s = await c.school([{ guardian: guardian(3) }])
  const parent = await guardianOf(s.pupils[0]!)
  await c.gate(s, "G03A")
  await c.gate(s, "G03B")
  clock("12:05:05")
  await c.send("G03A", passing(1, "12:05:00", "C3-0", "out"))
  await c.work()
  clock("12:20:00")
  await c.send("G03B", passing(9, "07:31:00", "C3-0", "in", { offline: true }))
  await c.work()
  expect(await presence(s.pupils[0]!)).toMatchObject({ state: "out", since: new Date(at("12:05:00")) })
  expect((await noticesTo(parent)).map((one) => one.title)).toEqual(["演生3号0离校"])
  const seen = expectOk(await childNow(c.parent(parent), s.pupils[0]!))
  expect(seen.passings.map((one) => [one.direction, one.late])).toEqual([
    ["in", true],
    ["out", false],
  ])
  await inFlow(b.branch.system(), async (ctx) => ({ ok: true as const, value: await tellDigests(ctx, s.id) }))
  await inFlow(b.branch.system(), async (ctx) => ({ ok: true as const, value: await tellDigests(ctx, s.id) }))
  const told = await noticesTo(parent)
  expect(told).toHaveLength(2)
  expect(told[1]!.body).toContain("补传")
})

it("C4 class of 46 at 08:00: 44 expected, 41 here, 3 late, 3 missing, 93.18 %; the missing are told once", async () => {
  const s = await c.school(Array.from({ length: 46 }, (_, n) => (n === 43 ? { guardian: guardian(4) } : {})))
  await c.gate(s, "G04")
  clock("07:00:00")
  const office = c.post(s, ["school-office"])
  for (const n of [44, 45]) {
    const leave = { personId: s.pupils[n]!, kind: "sick" as const, reason: "发热就医", returns: false }
    const { id } = expectOk(
      await askLeave(office, { ...leave, fromAt: new Date(at("07:00:00")), toAt: new Date(at("18:00:00")) }),
    )
    expectOk(await decideLeave(office, { id, agree: true, reason: "" }))
  }
  clock("08:00:00")
  const times = Array.from({ length: 41 }, (_, n) => (n < 38 ? "07:30:00" : "07:45:00"))
  await c.send("G04", ...times.map((time, n) => passing(n, time, `C4-${n}`, "in")))
  await c.work()
  const shown = expectOk(await boardNow(office))
  expect(shown.classes[0]).toMatchObject({
    expected: 44,
    present: 41,
    late: 3,
    missing: 3,
    onLeave: 2,
    rateBp: 9318,
    inside: 41,
  })
  const missing = expectOk(await dayListOf(office, "notArrived"))
  expect(missing.items.map((one) => one.personId)).toEqual([s.pupils[41], s.pupils[42], s.pupils[43]])
  await watchAll(b.branch.system())
  await watchAll(b.branch.system())
  expect((await noticesTo(await guardianOf(s.pupils[43]!))).map((one) => one.title)).toEqual(["演生4号43尚未到校"])
  // The teacher's own class only.
  const stranger = b.branch.as("teacher", { partyId: s.partyId, person: "00000000-0000-4000-8000-000000000009" })
  expect(expectOk(await boardNow(stranger)).classes).toEqual([])
})

it("C12 fire drill: 1,236 inside, 1,190 scanned, 31 ticked: 15 to look for, with class, place and number", async () => {
  const s = await c.school([{ guardian: guardian(12) }])
  await c.gate(s, "G12")
  await c.gate(s, "M12", { kind: "muster" })
  clock("10:00:00")
  const { rows } = await manyPupils(s, 1235)
  await c.send("G12", ...["C5-0", ...rows].map((uid, n) => passing(n, "07:30:00", uid, "in")))
  await c.work()
  const guard = c.post(s, "guard")
  const started = expectOk(await startEmergency(guard, { kind: "drill" }))
  expect(started.inside).toBe(1236)
  expect(c.code(await startEmergency(guard, { kind: "fire" }))).toBe("campus/E-STATE")
  clock("10:02:00")
  // The first pupil, whose guardian is known, is not among those scanned.
  await c.send("M12", ...rows.slice(0, 1190).map((uid, n) => passing(n, "10:01:30", uid, "in")))
  await c.work()
  const left = expectOk(await emergencyNow(guard)).open!
  expect([left.scanned, left.unaccounted.length]).toEqual([1190, 46])
  const ticked = left.unaccounted.filter((one) => one.phone === null).slice(0, 31)
  expect(expectOk(await tickOff(guard, { subjectIds: ticked.map((one) => one.subjectId) }))).toEqual({ ticked: 31 })
  const end = expectOk(await emergencyNow(guard)).open!
  expect(end).toMatchObject({ state: "muster", scanned: 1190, ticked: 31 })
  expect(end.unaccounted).toHaveLength(15)
  expect(end.unaccounted.find((one) => one.phone)).toMatchObject({
    lastPlace: "G12 门",
    classTitle: "七（1）班",
    guardian: "演家长12",
  })
  // All gates are free meanwhile, and what happens is still written down.
  expect(await ask("G12", { id: "free", at: at("10:02:00"), uid: "C5-0", direction: "out" })).toMatchObject({
    result: "emergency",
  })
  expectOk(await endEmergency(guard, {}))
  expect(expectOk(await emergencyNow(guard)).open).toBeNull()
})

/** Pupils by the thousand, entered plainly: what is tested is the gate. */
async function manyPupils(s: { id: string }, count: number): Promise<{ rows: string[] }> {
  const db = c.db()
  const people = Array.from({ length: count }, (_, n) => ({ id: crypto.randomUUID(), n }))
  const klass = await db.selectFrom("campus_class").select("id").where("school_id", "=", s.id).executeTakeFirstOrThrow()
  const created = { kind: "person", initials: "ys", outlet: "YH", created_at: b.branch.clock.now() }
  await db
    .insertInto("party")
    .values(people.map(({ id, n }) => ({ ...created, id, name: `演众${n}` })))
    .execute()
  await db
    .insertInto("campus_person")
    .values(
      people.map(({ id, n }) => ({
        person_id: id,
        school_id: s.id,
        kind: "student",
        class_id: klass.id,
        number: `M${n}`,
      })),
    )
    .execute()
  const rows = people.map(({ n }) => `M${s.id.slice(0, 6)}-${n}`)
  await db
    .insertInto("campus_credential")
    .values(
      people.map(({ id, n }) => ({
        id: crypto.randomUUID(),
        school_id: s.id,
        person_id: id,
        kind: "card",
        ref: rows[n]!,
        version: 1n,
        at: new Date(at("00:00:00")),
      })),
    )
    .execute()
  return { rows }
}

it("C13 a visitor still inside 31 minutes after the window: host and guard are told, once", async () => {
  const s = await c.school([{}])
  const guard = c.post(s, "guard")
  clock("13:50:00")
  const visit = {
    visitorName: "演访客",
    phone: "13700001313",
    idTail: "123X",
    company: null,
    purpose: "送教具",
    plate: null,
  }
  const host = {
    hostId: s.pupils[0]!,
    hostName: "演老师",
    fromAt: new Date(at("14:00:00")),
    toAt: new Date(at("15:00:00")),
  }
  const { id } = expectOk(await bookVisit(guard, { ...visit, ...host, isAgreed: false }))
  expect(c.code(await moveVisit(guard, { id, to: "in" }))).toBe("campus/E-STATE")
  for (const to of ["host_ok", "arrived", "in"] as const) expectOk(await moveVisit(guard, { id, to }))
  clock("15:30:00")
  await watchAll(b.branch.system())
  expect(await noticesTo(s.partyId)).toHaveLength(0)
  clock("15:31:00")
  await watchAll(b.branch.system())
  await watchAll(b.branch.system())
  expect((await noticesTo(s.partyId)).map((one) => one.title)).toEqual(["访客超时未离：演访客"])
  expect(await noticesTo(s.pupils[0]!)).toHaveLength(1)
  expectOk(await moveVisit(guard, { id, to: "left" }))
})

describe("C14 leave at the gate", () => {
  it("early is refused, 10:05 passes and uses the pass, 10:20 finds it used; coming back ends it", async () => {
    const s = await c.school([{ guardian: guardian(14) }])
    await c.gate(s, "G14")
    const parent = c.parent(await guardianOf(s.pupils[0]!))
    clock("09:00:00")
    await c.send("G14", passing(1, "07:30:00", "C7-0", "in"))
    await c.work()
    const leave = { personId: s.pupils[0]!, kind: "sick" as const, reason: "看牙医", returns: true }
    const times = { fromAt: new Date(at("10:00:00")), toAt: new Date(at("12:00:00")) }
    const { id } = expectOk(await askLeave(parent, { ...leave, ...times }))
    const out = (n: number, time: string) => {
      clock(time)
      return ask("G14", { id: `out${n}`, at: at(time), uid: "C7-0", direction: "out" })
    }
    expect(await out(0, "09:40:00")).toMatchObject({ open: false, verdict: "no_pass" })
    const teacher = b.branch.as("teacher", { partyId: s.partyId, person: s.teacherId })
    expectOk(
      await decideLeave({ ...teacher, actor: { ...teacher.actor, id: s.teacherId } }, { id, agree: true, reason: "" }),
    )
    expect(await out(1, "09:50:00")).toMatchObject({ open: false, verdict: "early" })
    expect(await out(2, "10:05:00")).toMatchObject({ open: true })
    // Asked again with the same number: the same answer, the pass is not used twice.
    expect(await out(2, "10:05:00")).toMatchObject({ open: true })
    clock("10:15:00")
    await c.send("G14", passing("back", "10:15:00", "C7-0", "in"))
    expect(await out(3, "10:20:00")).toMatchObject({ open: false, verdict: "used" })
    await c.work()
    const row = await c.db().selectFrom("campus_leave").selectAll().where("id", "=", id).executeTakeFirstOrThrow()
    expect(row.state).toBe("returned")
  })
  it("two days go on to the office; another class's teacher may not decide", async () => {
    const s = await c.school([{ guardian: guardian(15) }])
    clock("09:00:00")
    const parent = c.parent(await guardianOf(s.pupils[0]!))
    const leave = { personId: s.pupils[0]!, kind: "personal" as const, reason: "回老家", returns: false }
    const times = { fromAt: new Date(at("08:00:00", "2026-03-04")), toAt: new Date(at("17:00:00", "2026-03-06")) }
    const { id } = expectOk(await askLeave(parent, { ...leave, ...times }))
    const as = (roleId: string) => {
      const ctx = b.branch.as("teacher", { partyId: s.partyId, person: roleId })
      return { ...ctx, actor: { ...ctx.actor, id: roleId } }
    }
    expect(c.code(await decideLeave(as("00000000-0000-4000-8000-000000000001"), { id, agree: true, reason: "" }))).toBe(
      "campus/E-TEACHER",
    )
    expect(expectOk(await decideLeave(as(s.teacherId), { id, agree: true, reason: "" }))).toEqual({ state: "class_ok" })
    expect(c.code(await decideLeave(as(s.teacherId), { id, agree: true, reason: "" }))).toBe("campus/E-STATE")
    expect(expectOk(await decideLeave(c.post(s, "school-office"), { id, agree: true, reason: "" }))).toEqual({
      state: "active",
    })
  })
})

it("property: any order and any duplication of the same events gives the same presence", async () => {
  const seed = Number(process.env["CAMPUS_SEED"] ?? 20261124)
  const events = fc.array(
    fc.record({
      who: fc.integer({ min: 0, max: 3 }),
      minute: fc.integer({ min: 0, max: 240 }),
      out: fc.boolean(),
      gate: fc.integer({ min: 0, max: 2 }),
    }),
    { minLength: 25, maxLength: 40 },
  )
  const [sample] = fc.sample(events, { seed, numRuns: 1 })
  const ends: string[] = []
  for (let round = 0; round < 5; round += 1) {
    clock("12:30:00")
    const s = await c.school([{}, {}, {}, {}])
    const n = 8 + round + 1
    for (const gate of [0, 1, 2]) await c.gate(s, `Q${round}${gate}`)
    const told = sample!.map((one, id) => ({
      sn: `Q${round}${one.gate}`,
      event: {
        id,
        at: new Date(Date.parse(at("08:00:00")) + one.minute * 60_000).toISOString(),
        uid: `C${n}-${one.who}`,
        direction: one.out ? "out" : "in",
      },
    }))
    const twice = [...told, ...told.slice(0, 10)]
    const [order] = fc.sample(fc.shuffledSubarray(twice, { minLength: twice.length }), {
      seed: seed + round,
      numRuns: 1,
    })
    for (const [index, one] of order!.entries()) {
      await c.send(one.sn, one.event)
      if (index % 7 === round) await c.work()
    }
    await c.work()
    const rows = await Promise.all(s.pupils.map((id) => presence(id)))
    const repeats = await c
      .db()
      .selectFrom("campus_event")
      .select(["event_id"])
      .where("school_id", "=", s.id)
      .where("is_repeat", "=", true)
      .execute()
    ends.push(
      JSON.stringify([
        rows.map((row) => [row?.state, row?.since]),
        repeats.map((row) => Number(row.event_id)).toSorted((x, y) => x - y),
      ]),
    )
  }
  expect(new Set(ends).size, `seed ${seed}`).toBe(1)
}, 60_000)
