// The worked examples of the gate on the pure rules, the vendors' messages, and what holds in any order.
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { deviceTime, readRecords } from "./adapters.ts"
import {
  addSample,
  ageOn,
  classDay,
  correctedTime,
  instantOf,
  isNews,
  isNoShow,
  isOverstay,
  isTimeSuspect,
  judgeOut,
  medianOffset,
  needsGuardian,
  needsOffice,
  offlineDays,
  presenceOf,
  repeatsOf,
  type Arrival,
  type Pass,
  type Passing,
} from "./rules.ts"
import { readTopic } from "./topics.ts"

const at = (time: string, day = "2026-03-02") => new Date(`${day}T${time}+08:00`)

it("C2 the heartbeat's offset corrects the event: 07:39:18, not late", () => {
  const offset = medianOffset(addSample([], at("07:34:12").getTime() - at("07:30:00").getTime()))
  expect(offset).toBe(252_000)
  const corrected = correctedTime(at("07:43:30"), offset)
  expect(corrected).toEqual(at("07:39:18"))
  const arrival: Arrival = { personId: "a", firstInAt: corrected, isOnLeave: false }
  expect(classDay([arrival], instantOf("2026-03-02", "07:40"), 15)).toMatchObject({ present: 1, late: 0 })
})

it("the middle of the last five samples stands against one slow answer", () => {
  let samples: number[] = []
  for (const one of [100, 110, 90_000, 105, 95, 102]) samples = addSample(samples, one)
  expect(samples).toHaveLength(5)
  expect(medianOffset(samples)).toBe(105)
  expect(medianOffset([])).toBe(0)
})

it("C4 class of 46: expected 44, present 41, late 3, missing 3, attendance 93.18 %", () => {
  const arrivals: Arrival[] = Array.from({ length: 46 }, (_, n) => ({
    personId: String(n),
    isOnLeave: n >= 44,
    firstInAt: n < 38 ? at("07:30:00") : n < 41 ? at("07:45:00") : null,
  }))
  const day = classDay(arrivals, instantOf("2026-03-02", "07:40"), 15)
  expect(day).toMatchObject({ expected: 44, present: 41, late: 3, missing: 3, onLeave: 2, rateBp: 9318 })
  expect(day.missingIds).toEqual(["41", "42", "43"])
})

it("C13 a visit until 15:00 with 30 minutes of grace overstays at 15:31, not at 15:30", () => {
  const visit = { state: "in" as const, fromAt: at("14:00:00"), toAt: at("15:00:00") }
  expect(isOverstay(visit, at("15:30:00"), 30)).toBe(false)
  expect(isOverstay(visit, at("15:31:00"), 30)).toBe(true)
  expect(isNoShow({ ...visit, state: "host_ok" }, at("15:01:00"))).toBe(true)
})

it("C14 a pass is early, then good, then used", () => {
  const pass: Pass = { id: "p", state: "active", fromAt: at("10:00:00"), toAt: at("12:00:00"), returns: true }
  expect(judgeOut([pass], at("09:50:00")).verdict).toBe("early")
  expect(judgeOut([pass], at("10:05:00"))).toEqual({ verdict: "ok", id: "p" })
  expect(judgeOut([{ ...pass, state: "out_done" }], at("10:20:00")).verdict).toBe("used")
  expect(judgeOut([pass], at("12:01:00")).verdict).toBe("over")
  expect(judgeOut([], at("10:05:00")).verdict).toBe("none")
})

it("levels of leave: one day the teacher, two days or more the office too", () => {
  expect(needsOffice(at("08:00:00"), at("17:00:00"), 2)).toBe(false)
  expect(needsOffice(at("08:00:00"), at("17:00:00", "2026-03-03"), 2)).toBe(true)
})

it("times that cannot be right, and what is still news", () => {
  const limits = { aheadMinutes: 5, behindDays: 30 }
  expect(isTimeSuspect(at("08:05:00"), at("08:00:00"), limits)).toBe(false)
  expect(isTimeSuspect(at("08:05:01"), at("08:00:00"), limits)).toBe(true)
  expect(isTimeSuspect(at("07:59:59", "2026-01-31"), at("08:00:00", "2026-03-02"), limits)).toBe(true)
  expect(isNews(at("07:50:00"), at("08:00:00"), 10)).toBe(true)
  expect(isNews(at("07:49:59"), at("08:00:00"), 10)).toBe(false)
})

it("store of 50,000 events lasts 6.25 days for 2,000 pupils passing four times a day", () => {
  expect(offlineDays(50_000, 2_000, 4)).toBe(6.25)
})

it("under fourteen a guardian consents; an unknown birthday counts as young", () => {
  expect(ageOn("2012-03-02", "2026-03-02")).toBe(14)
  expect(needsGuardian("2012-03-02", "2026-03-02", 14)).toBe(false)
  expect(needsGuardian("2012-03-03", "2026-03-02", 14)).toBe(true)
  expect(needsGuardian(null, "2026-03-02", 14)).toBe(true)
})

describe("vendors' messages", () => {
  it("the platform's 0 is exit and 1 is entry; the record's number is the event's", () => {
    const body = {
      list: [{ recordNo: 77, peopleNo: "P1", outInType: 0, recogMode: 2, addTime: "2026-03-02 07:31:05" }],
    }
    expect(readRecords("platform", "G1", body)[0]).toMatchObject({
      eventId: "77",
      record: { direction: "out", credential: "face", ref: "P1", deviceAt: at("07:31:05") },
    })
  })
  it("the face panel's stranger is refused, its card mode is a card", () => {
    const one = { uuid: "u1", personId: "T9", cardNo: "C9", recognitionType: "stranger", time: 1_772_407_865_000 }
    expect(readRecords("face-panel", "G1", one)[0]!.record).toMatchObject({ result: "deny", credential: "face" })
    const card = { ...one, uuid: "u2", recognitionType: "staff", mode: "card" }
    expect(readRecords("face-panel", "G1", card)[0]!.record).toMatchObject({
      result: "pass",
      credential: "card",
      ref: "C9",
    })
  })
  it("without a number of its own a record gets the same one every time", () => {
    const one = { at: "2026-03-02T07:31:00+08:00", uid: "C1", direction: "in" }
    const [first] = readRecords("plain", "G1", one)
    expect(first!.eventId).toMatch(/^h[0-9a-f]{24}$/)
    expect(readRecords("plain", "G1", { ...one, photo: null })[0]!.eventId).toBe(first!.eventId)
    expect(readRecords("plain", "G2", one)[0]!.eventId).not.toBe(first!.eventId)
  })
  it("what cannot be read is kept under its fingerprint; a missing photo is no fault", () => {
    expect(readRecords("plain", "G1", { at: "yesterday" })[0]).toMatchObject({ record: null })
    expect(readRecords("plain", "G1", { at: 1_772_407_865, uid: 5 })[0]!.record).toMatchObject({
      photoRef: null,
      ref: "5",
    })
    expect(deviceTime("2026-03-02 07:31")).toEqual(at("07:31:00"))
  })
  it("topics name one device and one word", () => {
    expect(readTopic("campus/G01/up/events")).toEqual({ sn: "G01", word: "events" })
    expect(readTopic("campus/G01/down/roster")).toBeNull()
    expect(readTopic("campus/#/up/events")).toBeNull()
  })
})

describe("promises", () => {
  const seed = Number(process.env["CAMPUS_SEED"] ?? 20261124)
  const passing = fc.record({
    sn: fc.constantFrom("G1", "G2", "G3"),
    eventId: fc.integer({ min: 1, max: 60 }).map(String),
    direction: fc.constantFrom("in" as const, "out" as const),
    correctedAt: fc.integer({ min: 0, max: 600 }).map((minute) => new Date(at("06:00:00").getTime() + minute * 60_000)),
    day: fc.constant("2026-03-02"),
  })
  const day = fc.uniqueArray(passing, { maxLength: 20, selector: (one) => `${one.sn}/${one.eventId}` })
  it(`1 any order of the same passings gives the same presence and repeats (seed ${seed})`, () => {
    const both = day.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length })),
    )
    fc.assert(
      fc.property(both, ([one, other]: [Passing[], Passing[]]) => {
        expect(presenceOf(other)).toEqual(presenceOf(one))
        expect([...repeatsOf(other)].toSorted()).toEqual([...repeatsOf(one)].toSorted())
      }),
      { seed, numRuns: 2000 },
    )
  })
  it(`2 a class adds up: present and missing are the expected, with leave everybody (seed ${seed})`, () => {
    const arrivals = fc.array(
      fc.record({
        personId: fc.uuid(),
        isOnLeave: fc.boolean(),
        firstInAt: fc.option(fc.date({ min: at("06:00:00"), max: at("09:00:00"), noInvalidDate: true }), { nil: null }),
      }),
    )
    fc.assert(
      fc.property(arrivals, (list) => {
        const counted = classDay(list, at("07:40:00"), 15)
        expect(counted.present + counted.missing).toBe(counted.expected)
        expect(counted.expected + counted.onLeave).toBe(list.length)
        expect(counted.veryLate <= counted.late && counted.late <= counted.present).toBe(true)
        expect(counted.rateBp >= 0 && counted.rateBp <= 10_000).toBe(true)
      }),
      { seed, numRuns: 500 },
    )
  })
})
