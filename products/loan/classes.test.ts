// Goal: the classes of a debtor's notes by table: overdue days, the debtor as a whole, observation, and the way up.
import { describe, expect, test } from "vitest"
import { classify, type ClassNote } from "./classes.ts"
import { addDays } from "./engine/dates.ts"
import { extensionLimit, isLongTerm } from "./rules.ts"

const day = "2026-06-30"
const note = (over: Partial<ClassNote> = {}): ClassNote => ({
  loanNo: "JJ1",
  riskClass: "pass",
  exposureFen: 100n,
  everyMonths: 1,
  overdueSince: null,
  curedOn: null,
  isMisused: false,
  isImpaired: false,
  judgedClass: null,
  restructuredOn: null,
  observationFrom: null,
  observationUntil: null,
  ...over,
})
const classes = (notes: ClassNote[], isRetail = false) =>
  notes.map((one) => classify(notes, isRetail, day).find((found) => found.loanNo === one.loanNo)?.to ?? one.riskClass)

describe("relief C4: by overdue days", () => {
  test.each([
    [8, "special_mention"],
    [90, "special_mention"],
    [91, "substandard"],
    [271, "doubtful"],
    [361, "loss"],
  ])("%i days: %s", (days, expected) =>
    expect(classes([note({ overdueSince: addDays(day, -days) })])).toEqual([expected]),
  )
})

describe("relief C5, CN-10b: the debtor as a whole", () => {
  const pair = (badFen: bigint, restFen: bigint) => [
    note({ loanNo: "A", riskClass: "substandard", overdueSince: "2026-03-01", exposureFen: badFen }),
    note({ loanNo: "B", exposureFen: restFen }),
  ]
  test("10.83% is bad as a whole", () => expect(classes(pair(130n, 1070n))).toEqual(["substandard", "substandard"]))
  test("10.00% is not", () => expect(classes(pair(120n, 1080n))).toEqual(["substandard", "pass"]))
  test("12% of 1,000万 is", () => expect(classes(pair(120n, 880n))).toEqual(["substandard", "substandard"]))
  test("8% is not", () => expect(classes(pair(80n, 920n))).toEqual(["substandard", "pass"]))
  test("persons are seen note by note", () => expect(classes(pair(500n, 500n), true)).toEqual(["substandard", "pass"]))
  test("and the good note comes back when the bad one is gone", () =>
    expect(classes([note({ riskClass: "substandard" })])).toEqual(["pass"]))
})

describe("the way up", () => {
  test("关注 for arrears ends with them", () =>
    expect(classes([note({ riskClass: "special_mention" })])).toEqual(["pass"]))
  test("a bad note waits six months after its arrears", () => {
    expect(classes([note({ riskClass: "doubtful", curedOn: "2026-01-01" })])).toEqual(["doubtful"])
    expect(classes([note({ riskClass: "doubtful", curedOn: "2025-12-30" })])).toEqual(["pass"])
    expect(classes([note({ riskClass: "doubtful", curedOn: "2025-12-30", everyMonths: 6 })])).toEqual(["doubtful"])
  })
  test("what people judged holds until they lift it", () =>
    expect(classes([note({ riskClass: "doubtful", judgedClass: "doubtful" })])).toEqual(["doubtful"]))
  test("misused money and observation hold 关注", () => {
    expect(classes([note({ isMisused: true })])).toEqual(["special_mention"])
    expect(classes([note({ observationFrom: "2026-04-20", observationUntil: "2027-04-20" })])).toEqual([
      "special_mention",
    ])
  })
})

describe("relief C3: observation", () => {
  test("a miss on 2026-08-20 restarts it", () => {
    const missed = note({ observationFrom: "2026-04-20", observationUntil: "2027-04-20", overdueSince: "2026-08-20" })
    const [found] = classify([missed], false, "2026-08-21")
    expect(found!.observation).toEqual({ from: "2026-08-20", until: "2027-08-20" })
  })
  test("a full one without a miss ends it", () => {
    const full = note({ riskClass: "special_mention", observationFrom: "2025-04-20", observationUntil: "2026-04-20" })
    expect(classify([full], false, day)[0]).toMatchObject({ to: "pass", observation: { from: null, until: null } })
  })
})

describe("relief C1, C2: extensions", () => {
  test.each([
    ["2025-05-31", "2027-05-31"],
    ["2023-05-31", "2027-11-30"],
    ["2018-05-31", "2029-05-31"],
  ])("from %s, due 2026-05-31: until %s", (from, last) => expect(extensionLimit(from, "2026-05-31")).toBe(last))
  test("four years and 18 months are a long term", () => {
    expect(isLongTerm("2022-05-31", "2026-05-31")).toBe(false)
    expect(isLongTerm("2022-05-31", "2027-11-30")).toBe(true)
  })
})
