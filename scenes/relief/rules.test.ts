// Promises: the worked examples of the relief sheet, each with its number; every rule answers with a reason; the decision
// tables say what the sheet says.
import { describe, expect, test } from "vitest"
import {
  addMonths,
  debtorView,
  deferralInterest,
  extensionMonthsMax,
  isBad,
  lowestClass,
  tenorAfterExtension,
} from "#contract/products/loan"
import {
  authorityOf,
  authorityQuestion,
  blockOfTool,
  bridgeSavingFen,
  classAfter,
  clockOf,
  coverOf,
  difficultyTest,
  eligibility,
  extensionCheck,
  inDifficulty,
  isInScope,
  isViable,
  mediumInScope,
  openRules,
  staysNormal,
  toolAnswers,
  toolQuestion,
  type ReliefFacts,
} from "./rules.ts"

const policy = { mediumUntilOn: "2027-09-30", mediumDayCounts: true, coverLeast: 100 }

const sound: ReliefFacts = {
  today: "2026-04-01",
  appliedOn: "2026-03-20",
  contactedOn: "2026-03-10",
  size: "small",
  note: {
    state: "active",
    method: "interest_only",
    startOn: "2025-05-31",
    maturesOn: "2026-05-31",
    firstMaturesOn: "2026-05-31",
    everyMonths: 1,
    overdueDays: 0,
    riskClass: "pass",
    principalFen: 300_000_000n,
    isImpaired: false,
    extensions: 0,
  },
  answers: {
    businessLoan: "yes",
    genuineNeed: "yes",
    lawful: "yes",
    stable: "yes",
    goodCredit: "yes",
    meetsStandard: "yes",
    otherConditions: "yes",
    otherDebtBad: "no",
    borrowsElsewhere: "yes",
    delistingRisk: "no",
    judgedInDifficulty: "no",
  },
  cash: { inflowFen: 900_00n, outflowFen: 500_00n, serviceFen: 300_00n, serviceAfterFen: 200_00n },
  consents: [],
  papers: ["need", "credit"],
  policy,
}
const with_ = (over: Partial<ReliefFacts>): ReliefFacts => ({ ...sound, ...over })
const note = (over: Partial<ReliefFacts["note"]>): ReliefFacts => with_({ note: { ...sound.note, ...over } })
const ruleOf = (facts: ReliefFacts, name: string) => eligibility(facts).find((one) => one.rule === name)!

describe("worked examples", () => {
  test("C1 the last lawful day of an extension", () => {
    const due = { firstMaturesOn: "2026-05-31" }
    const lastOf = (startOn: string) => extensionCheck({ ...due, startOn }, "2026-06-01").lastOn
    expect(lastOf("2025-05-31")).toBe("2027-05-31")
    expect(lastOf("2023-05-31")).toBe("2027-11-30")
    expect(lastOf("2018-05-31")).toBe("2029-05-31")
    expect(extensionCheck({ ...due, startOn: "2025-05-31" }, "2027-06-01").isAllowed).toBe(false)
    expect(extensionMonthsMax(12)).toBe(12)
  })

  test("C2 four years and eighteen months price on the longer LPR", () => {
    expect(tenorAfterExtension(48, 18)).toEqual({ tenor: "5Y", isNew: true })
  })

  test("C3 observation by frequency, and a miss that restarts it", () => {
    expect(clockOf("2026-04-20", 1).endsOn).toBe("2027-04-20")
    expect(clockOf("2026-06-20", 3).endsOn).toBe("2027-06-20")
    expect(clockOf("2026-09-10", 6).endsOn).toBe("2027-09-10")
    expect(clockOf("2027-03-10", 12).endsOn).toBe("2029-03-10")
    expect(clockOf("2026-04-20", 1, ["2026-08-20"])).toEqual({ startsOn: "2026-08-20", endsOn: "2027-08-20" })
  })

  test("C4 classes by overdue days", () => {
    expect([8, 90, 91, 271, 361].map((days) => lowestClass(days))).toEqual([
      "special_mention",
      "special_mention",
      "substandard",
      "doubtful",
      "loss",
    ])
  })

  test("C5 shares of bad debt, here and at all banks", () => {
    const here = (badFen: bigint) =>
      debtorView({
        here: [
          { owedFen: badFen, riskClass: "substandard" },
          { owedFen: 1_200_000_000n - badFen, riskClass: "pass" },
        ],
      })
    expect(here(130_000_000n).classes.every(isBad)).toBe(true)
    expect(here(120_000_000n).classes).toEqual(["substandard", "pass"])
    const one = { owedFen: 100n, riskClass: "pass" } as const
    const all = debtorView({ here: [one], allBanks: { owedFen: 4_200_000_000n, overLongDaysFen: 900_000_000n } })
    expect(all.classes).toEqual(["substandard"])
  })

  test("C6 what bridge money would have cost", () => {
    expect(bridgeSavingFen(300_000_000n, 15, 1500)).toBe(1_875_000n)
    expect(bridgeSavingFen(300_000_000n, 15, 1800)).toBe(2_250_000n)
  })

  test("C7 interest of a deferral", () => {
    const cost = deferralInterest(120_000_000n, { num: 42n, den: 1000n }, "2026-07-03", "2026-12-31")
    expect(cost).toBe(2_534_000n)
  })

  test("C8 the cut-off of medium firms and its boundary day", () => {
    expect(mediumInScope("2027-09-29", policy)).toBe(true)
    expect(mediumInScope("2027-10-01", policy)).toBe(false)
    expect(mediumInScope("2027-09-30", policy)).toBe(true)
    expect(mediumInScope("2027-09-30", { ...policy, mediumDayCounts: false })).toBe(false)
    const late = { ...note({ maturesOn: "2027-10-01" }), size: "medium" as const }
    expect(ruleOf(late, "scope")).toMatchObject({ status: "not_met" })
    expect(blockOfTool("RENEW", late)?.code).toBe("E-SCOPE")
    expect(blockOfTool("RENEW", with_({ size: "large" }))?.code).toBe("E-SCOPE")
  })
})

describe("eligibility", () => {
  test("a sound firm meets every rule and may renew", () => {
    expect(eligibility(sound).every((one) => one.status === "met")).toBe(true)
    expect(isInScope(eligibility(sound))).toBe(true)
    expect(blockOfTool("RENEW", sound)).toBeNull()
    expect(toolQuestion(sound)).toEqual({
      inScope: "yes",
      staysNormal: "yes",
      inTime: "yes",
      overdueDays: 0,
      difficulty: "no",
      viable: "yes",
    })
  })

  test("nothing looked at yet: every missing rule says what brings it", () => {
    const bare = with_({ appliedOn: null, contactedOn: null, answers: {}, cash: null, consents: null, papers: [] })
    const open = openRules(eligibility(bare))
    expect(open.map((one) => one.rule)).toEqual([
      "business",
      "early",
      "inTime",
      "need",
      "lawful",
      "stable",
      "credit",
      "standard",
      "other",
      "consents",
      "cash",
    ])
    expect(open.every((one) => one.bring !== null && one.zh.length > 4 && one.en.length > 4)).toBe(true)
    expect(isViable(bare)).toBe(false)
    expect(blockOfTool("RENEW", bare)?.code).toBe("E-EVIDENCE")
  })

  test("an answer without its paper is still missing; an unsigned guarantor is named", () => {
    expect(ruleOf(with_({ papers: [] }), "need")).toMatchObject({ status: "missing", bring: { paper: "need" } })
    const waiting = with_({ consents: [{ name: "甲公司", part: "guarantor", agreedOn: null }] })
    expect(ruleOf(waiting, "consents").zh).toContain("甲公司")
    const agreed = with_({ consents: [{ name: "甲公司", part: "guarantor", agreedOn: "2026-03-30" }] })
    expect(ruleOf(agreed, "consents")).toMatchObject({ status: "missing", bring: { paper: "consent" } })
    expect(ruleOf({ ...agreed, papers: ["need", "credit", "consent"] }, "consents").status).toBe("met")
  })

  test("applied on the due day is late", () => {
    expect(ruleOf(with_({ appliedOn: "2026-05-31" }), "inTime").status).toBe("not_met")
    expect(blockOfTool("EXTEND", with_({ today: "2026-05-31", appliedOn: "2026-05-30" }))?.code).toBe("E-LATE")
  })
})

describe("difficulty and tools", () => {
  test("cover is cut off, so 0.999 is below 1.00", () => {
    const cash = { inflowFen: 999n, outflowFen: 0n, serviceFen: 1000n, serviceAfterFen: 999n }
    expect(coverOf(cash, cash.serviceFen)).toBe(99)
    expect(inDifficulty(with_({ cash }))).toBe(true)
    expect(isViable(with_({ cash }))).toBe(true)
    expect(coverOf({ ...cash, outflowFen: 2000n }, 1000n)).toBe(0)
  })

  test("any yes is difficulty, and then concessions are restructurings", () => {
    const hard = with_({ answers: { ...sound.answers, borrowsElsewhere: "no", stable: "no" } })
    expect(
      difficultyTest(hard)
        .filter((one) => one.answer === "yes")
        .map((one) => one.test),
    ).toEqual(["market"])
    const open = toolAnswers(hard).flatMap((one) => (one.block ? [] : [one.tool]))
    expect(open).toEqual(["RESTRUCTURE", "DECLINE"])
    expect(staysNormal(eligibility(hard))).toBe(false)
    const codes = Object.fromEntries(toolAnswers(hard).map((one) => [one.tool, one.block?.code]))
    expect(codes).toMatchObject({ RENEW: "E-NORMAL", EXTEND: "E-DIFFICULTY", RESCHEDULE: "E-DIFFICULTY" })
  })

  test("no difficulty, no restructuring; overdue, no renewal; impaired, workout", () => {
    expect(blockOfTool("RESTRUCTURE", sound)?.code).toBe("E-NO-DIFFICULTY")
    expect(blockOfTool("RENEW", note({ overdueDays: 3 }))?.code).toBe("E-ARREARS")
    expect(blockOfTool("RESTRUCTURE", note({ isImpaired: true }))?.code).toBe("E-IMPAIRED")
    expect(blockOfTool("RESCHEDULE", sound)?.code).toBe("E-METHOD")
    expect(blockOfTool("RESCHEDULE", note({ method: "equal_principal" }))).toBeNull()
  })
})

describe("authority and class", () => {
  const ask = { tool: "EXTEND", amountFen: 1n, extensions: 0, overdueDays: 0, original: "subbranch_head" } as const
  test("a first extension as the loan was decided, a second one a level up", () => {
    expect(authorityOf("original", ask).authority).toBe("subbranch_head")
    expect(authorityOf("original", { ...ask, extensions: 1 }).authority).toBe("city_approver")
    expect(authorityOf("original", { ...ask, extensions: 2, original: "province" }).authority).toBe("province")
    expect(authorityOf(undefined, ask).authority).toBe("province")
    expect(authorityQuestion({ ...ask, amountFen: 500_000_001n }).amountWan).toBe(501)
  })

  test("classes after each tool", () => {
    const of = { effect: "keep", riskClass: "pass", overdueDays: 0 } as const
    expect(classAfter({ ...of, tool: "RENEW" })).toBe("pass")
    expect(classAfter({ ...of, tool: "REFINANCE" })).toBe("special_mention")
    expect(classAfter({ ...of, tool: "RESTRUCTURE" })).toBe("special_mention")
    expect(classAfter({ ...of, tool: "RESTRUCTURE", overdueDays: 120 })).toBe("substandard")
    expect(addMonths("2026-04-20", 12)).toBe("2027-04-20")
  })
})
