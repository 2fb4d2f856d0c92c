// The worked examples of the supervision rules, each with its number, and properties of refunds with printed seeds.
import fc from "fast-check"
import { describe, expect, it, test } from "vitest"
import { announcedDays, calendarOf } from "../../kernel/calendar/calendar.ts"
import { cumulativeFen, silenceEndsOn, stepFen } from "../../products/custody/rules.ts"
import { profiles } from "./parameters.ts"
import type { Policy } from "./model.ts"
import {
  autoConfirmAlert,
  chargeFaults,
  crowdedAlert,
  depositAlert,
  depositState,
  endsTooLate,
  enrolmentAlert,
  enrolmentScore,
  idleAlert,
  isCoolingOff,
  isSplitSuspect,
  levelOf,
  licenceAlert,
  offPlatformAlert,
  outflowAlert,
  overlap,
  refundSheet,
  releasesUnder,
  simulate,
  type Charge,
  type Paid,
  type SimOrder,
} from "./rules.ts"

const policyOf = (code: string): Policy => profiles.find((one) => one.code === code)!.policy
const national = policyOf("NATIONAL_APP")
const calendar = calendarOf(announcedDays())
const fen = (yuan: number): bigint => BigInt(Math.round(yuan * 100))

const paid = (over: Partial<Paid> = {}): Paid => ({
  tuitionFen: fen(4_800),
  paidLessons: 40,
  giftLessons: 0,
  giftMode: "PAID_ONLY",
  materialsFen: 0n,
  listPerLessonFen: fen(150),
  ...over,
})
const plain = { materialsHanded: false, deduction: "PAID_PRICE", listPriceAllowed: false, atFault: false } as const

describe("refund arithmetic", () => {
  it("T2 refund after 12 of 32 lessons of 2,999.00 is 1,874.37", () => {
    const sheet = refundSheet(paid({ tuitionFen: fen(2_999), paidLessons: 32 }), { held: 12, ...plain })
    expect(sheet).toMatchObject({ earnedFen: 112_463n, totalFen: 187_437n })
  })
  it.each([
    ["PAID_ONLY", 15, 180_000n, 300_000n],
    ["SPREAD_ALL", 15, 163_636n, 316_364n],
  ] as const)("T3 %s after %i of 40 + 4 gift lessons", (giftMode, held, earned, back) => {
    const sheet = refundSheet(paid({ giftLessons: 4, giftMode }), { held, ...plain })
    expect([sheet.earnedFen, sheet.totalFen]).toEqual([earned, back])
  })
  it.each([
    ["PAID_ONLY", 480_000n, 0n],
    ["SPREAD_ALL", 447_273n, 32_727n],
  ] as const)("T4 %s after 41 lessons", (giftMode, earned, back) => {
    const sheet = refundSheet(paid({ giftLessons: 4, giftMode }), { held: 41, ...plain })
    expect([sheet.earnedFen, sheet.totalFen]).toEqual([earned, back])
  })
  it("T5 list price 150.00: 3,000.00 at the paid price, 2,550.00 at the list price, 3,000.00 at fault", () => {
    const list = { held: 15, materialsHanded: false, deduction: "LIST_PRICE", listPriceAllowed: true } as const
    expect(refundSheet(paid(), { held: 15, ...plain }).totalFen).toBe(300_000n)
    expect(refundSheet(paid(), { ...list, atFault: false })).toMatchObject({ totalFen: 255_000n, keptFen: 45_000n })
    expect(refundSheet(paid(), { ...list, atFault: true })).toMatchObject({ totalFen: 300_000n, keptFen: 0n })
    expect(refundSheet(paid(), { ...list, listPriceAllowed: false, atFault: false }).totalFen).toBe(300_000n)
  })
  it("T6 materials handed over are kept: 2,280.00", () => {
    const one = paid({ tuitionFen: fen(2_880), paidLessons: 24, materialsFen: fen(160) })
    expect(refundSheet(one, { ...plain, held: 5, materialsHanded: true }).totalFen).toBe(228_000n)
    expect(refundSheet(one, { ...plain, held: 5 }).totalFen).toBe(244_000n)
  })
  test("earned, returned and kept sum to what was paid, to the fen", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 9n }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 0, max: 10 }),
        fc.integer({ min: 0, max: 70 }),
        fc.constantFrom("PAID_ONLY" as const, "SPREAD_ALL" as const),
        fc.constantFrom("PAID_PRICE" as const, "LIST_PRICE" as const),
        fc.boolean(),
        (tuitionFen, paidLessons, giftLessons, held, giftMode, deduction, materialsHanded) => {
          const one = paid({ tuitionFen, paidLessons, giftLessons, giftMode, materialsFen: 16_000n })
          const sheet = refundSheet(one, { held, materialsHanded, deduction, listPriceAllowed: true, atFault: false })
          expect(sheet.earnedFen + sheet.tuitionFen + sheet.keptFen).toBe(tuitionFen)
          expect(sheet.tuitionFen >= 0n && sheet.keptFen >= 0n).toBe(true)
          expect(sheet.steps.reduce((sum, step) => sum + step.amountFen, 0n)).toBe(sheet.totalFen)
        },
      ),
      { numRuns: 500, verbose: true },
    )
  })
  it("cooling-off: seven days, lost with the first lesson", () => {
    const p = { paidOn: "2026-04-01", coolingDays: 7 }
    expect(isCoolingOff({ ...p, askedOn: "2026-04-08", held: 0 })).toBe(true)
    expect(isCoolingOff({ ...p, askedOn: "2026-04-09", held: 0 })).toBe(false)
    expect(isCoolingOff({ ...p, askedOn: "2026-04-02", held: 1 })).toBe(false)
  })
})

describe("T7 what may be charged", () => {
  const good: Charge = {
    kind: "non_academic",
    billing: "period",
    firstLessonOn: "2026-03-01",
    lastLessonOn: "2026-05-31",
    lessons: 60,
    totalFen: 500_000n,
    paidOn: "2026-02-01",
    lessonsLeft: 0,
  }
  it("the left values are accepted", () => expect(chargeFaults(national, good)).toEqual([]))
  it.each([
    ["FEE_TOO_LONG", { lastLessonOn: "2026-06-01" }],
    ["PAY_TOO_EARLY", { paidOn: "2026-01-31" }],
    ["LESSONS_OVER_60", { lessons: 61 }],
    ["FEE_CAP_5000", { totalFen: 500_001n }],
  ])("T7 %s", (code, over) => {
    expect(chargeFaults(national, { ...good, ...over }).map((fault) => fault.code)).toEqual([code])
  })
  it("POLICY_EXPIRED after the policy's last day", () => {
    const faults = chargeFaults({ ...national, until: "2026-01-31" }, good)
    expect(faults.map((fault) => fault.code)).toEqual(["POLICY_EXPIRED"])
  })
  it("academic fees have no cap here: they are priced by the authority", () => {
    expect(chargeFaults(national, { ...good, kind: "academic", totalFen: 900_000n })).toEqual([])
  })
  it("by lessons: early where at most 20 are left; of both bases the shorter window wins", () => {
    const early = { ...good, paidOn: "2026-01-10", billing: "lessons" as const }
    expect(chargeFaults(national, { ...early, lessonsLeft: 20 })).toEqual([])
    expect(chargeFaults(national, { ...early, lessonsLeft: 21 })).toHaveLength(1)
    expect(chargeFaults(national, { ...early, lessonsLeft: 20, billing: "both" })).toHaveLength(1)
  })
  it("COURSE_AFTER_2030, online 21:00", () => {
    expect(endsTooLate(national, { online: false, endsAt: "20:30" })).toBe(false)
    expect(endsTooLate(national, { online: false, endsAt: "20:31" })).toBe(true)
    expect(endsTooLate(national, { online: true, endsAt: "21:00" })).toBe(false)
  })
  it("overlapping lessons of one student are found; touching ones are none", () => {
    const span = (startsAt: string, endsAt: string) => ({ startsAt, endsAt })
    expect(overlap([span("10:00", "11:00")], [span("11:00", "12:00")])).toBeNull()
    expect(overlap([span("10:00", "11:00")], [span("10:59", "12:00")])).not.toBeNull()
  })
  it("SPLIT_ORDER_SUSPECT: two orders above the cap together", () => {
    expect(isSplitSuspect(national, "non_academic", [300_000n, 200_001n])).toBe(true)
    expect(isSplitSuspect(national, "non_academic", [300_000n, 200_000n])).toBe(false)
    expect(isSplitSuspect(national, "non_academic", [600_000n])).toBe(false)
  })
})

describe("clocks", () => {
  it("T8 asked on 2026-04-24: 7 working days end on 2026-05-08, 15 on 2026-05-19", () => {
    expect(silenceEndsOn(calendar, "2026-04-24", 7)).toBe("2026-05-08")
    expect(silenceEndsOn(calendar, "2026-04-24", 15)).toBe("2026-05-19")
  })
  it("T9 refund asked on 2026-04-29: the institution's five working days end on 2026-05-09", () => {
    expect(silenceEndsOn(calendar, "2026-04-29", 5)).toBe("2026-05-09")
  })
})

it("T10 one week confirms 2×93.72, 1×120.00, 3×80.50: a batch of 548.94", () => {
  const share = { paidFen: fen(2_999), steps: 32 }
  const sum = stepFen(share, 1) + stepFen(share, 2) + fen(120) + 3n * fen(80.5)
  expect(sum).toBe(54_894n)
})

it("T13 120 × 2,400.00 + 30 × 3,600.00 against 380,000.00: floor 396,000.00, 16,000.00 missing, an alert", () => {
  const orders = [
    ...Array.from({ length: 120 }, () => ({ chargedFen: fen(2_400) })),
    ...Array.from({ length: 30 }, () => ({ chargedFen: fen(3_600) })),
  ]
  const state = depositState(orders, fen(380_000))
  expect(state).toEqual({ floorFen: fen(396_000), shortfallFen: fen(16_000), isShort: true })
  expect(depositAlert({ ...state, depositFen: fen(380_000) })).toMatchObject({ rule: "deposit", level: "YELLOW" })
})

describe("alerts", () => {
  const n = {
    outflowYellowBp: 2_000,
    outflowRedBp: 3_000,
    enrolmentScore: 3,
    enrolmentMin: 20,
    idleDays: 7,
    autoShareBp: 6_000,
    autoMin: 10,
    lessonsPerDay: 8,
    licenceDays: 30,
    offPlatformMin: 2,
  }
  it("outflow: 250,000 of 800,000 is 31.25 % and red", () => {
    const found = outflowAlert(n, { outFen: fen(250_000), balanceFen: fen(800_000) })
    expect(found).toMatchObject({ level: "RED", facts: { share: "31.25%" } })
    expect(outflowAlert(n, { outFen: fen(160_000), balanceFen: fen(800_000) })).toBeNull()
    expect(outflowAlert(n, { outFen: fen(160_001), balanceFen: fen(800_000) })?.level).toBe("YELLOW")
  })
  it("enrolment: mean 20, sd 1.87, today 46 gives z 13.9", () => {
    const before = [22, 18, 23, 17, 21, 19, 20, 20]
    expect(enrolmentScore(46, before)).toBe(13_898)
    expect(enrolmentAlert(n, { today: 46, before })).toMatchObject({ rule: "enrolment", facts: { z: "13.9" } })
    expect(enrolmentAlert(n, { today: 19, before: [1, 1, 1, 1] })).toBeNull()
  })
  it("the other default rules", () => {
    expect(idleAlert(n, { daysWithoutLesson: 7, unearnedFen: 1n })?.level).toBe("YELLOW")
    expect(idleAlert(n, { daysWithoutLesson: 14, unearnedFen: 1n })?.level).toBe("RED")
    expect(idleAlert(n, { daysWithoutLesson: 30, unearnedFen: 0n })).toBeNull()
    expect(autoConfirmAlert(n, { auto: 7, all: 10 })).not.toBeNull()
    expect(autoConfirmAlert(n, { auto: 6, all: 10 })).toBeNull()
    expect(crowdedAlert(n, { student: "演", day: "2026-04-01", lessons: 9 })).not.toBeNull()
    expect(crowdedAlert(n, { student: "演", day: "2026-04-01", lessons: 8 })).toBeNull()
    expect(licenceAlert(n, { daysLeft: 30, until: "2026-05-01" })).not.toBeNull()
    expect(licenceAlert(n, { daysLeft: 31, until: "2026-05-01" })).toBeNull()
    expect(offPlatformAlert(n, { seen: 12, funded: 10, lesson: "美术" })?.level).toBe("YELLOW")
    expect(offPlatformAlert(n, { seen: 16, funded: 10, lesson: "美术" })?.level).toBe("RED")
    expect(levelOf([{ level: "YELLOW" }, { level: "RED" }])).toBe("RED")
  })
})

describe("simulator", () => {
  const order: SimOrder = {
    orderId: "o",
    contractNo: "C1",
    institutionId: "i",
    institution: "示例",
    kind: "non_academic",
    billing: "period",
    tuitionFen: 300_000n,
    totalFen: 300_000n,
    paidLessons: 10,
    giftLessons: 0,
    giftMode: "PAID_ONLY",
    firstLessonOn: "2026-04-01",
    lastLessonOn: "2026-06-03",
    paidOn: "2026-03-20",
    lessonsLeftWhenPaid: 0,
    refundedOn: null,
    lessons: [
      { heldOn: "2026-04-01", askedOn: "2026-04-01", confirmedOn: "2026-04-02", isOut: false },
      { heldOn: "2026-04-08", askedOn: "2026-04-08", confirmedOn: null, isOut: false },
      { heldOn: "2026-04-15", askedOn: "2026-04-15", confirmedOn: null, isOut: true },
    ],
  }
  const period = { calendar, from: "2026-04-01", to: "2026-04-30", days: ["2026-04-03", "2026-04-30"] }
  it("lesson by lesson: one confirmed by word, one by silence", () => {
    const result = simulate(national, [order], period)
    expect(result.releasedFen).toBe(60_000n)
    expect(result.days).toEqual([
      { day: "2026-04-03", heldFen: 270_000n, releasedFen: 0n },
      { day: "2026-04-30", heldFen: 240_000n, releasedFen: 0n },
    ])
  })
  it("each order under its own profile", () => {
    const two = { ...order, orderId: "p" }
    const own = (one: SimOrder) => (one.orderId === "o" ? national : policyOf("WUHU_2022"))
    const { orders, releasedFen } = simulate(own, [order, two], period)
    expect(orders.map((one) => one.releasedFen)).toEqual([60_000n, 0n])
    expect(releasedFen).toBe(60_000n)
  })
  it("whole order at its end: nothing in the period", () => {
    expect(simulate(policyOf("WUHU_2022"), [order], period).releasedFen).toBe(0n)
  })
  it("a fifth kept: 80 % leaves on the day of paying, the rest over three months", () => {
    const moves = releasesUnder(policyOf("ZIGONG_2020"), order, calendar)
    expect(moves.map((move) => move.fen)).toEqual([240_000n, 20_000n, 20_000n, 20_000n])
  })
  it("a stricter profile refuses what another took", () => {
    const strict = { ...national, capYuan: 2_000 }
    expect(simulate(strict, [order], period)).toMatchObject({ refused: 1 })
  })
  test("whatever the profile, held and released sum to what was paid", () => {
    for (const { policy } of profiles) {
      const result = simulate(policy, [order], { ...period, to: "2026-12-31" })
      const [one] = result.orders
      expect(one!.heldFen + one!.releasedFen).toBe(cumulativeFen({ paidFen: 300_000n, steps: 1 }, 1))
    }
  })
})
