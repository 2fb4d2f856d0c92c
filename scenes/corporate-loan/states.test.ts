// Goal: the state table holds together. Promises: 1 every state can be reached from acceptance; 2 every state but the
// ended ones has a way on; 3 a change of terms leads back to review from wherever nothing is drawn; 4 guards speak.
import { describe, expect, test } from "vitest"
import { cannot, type CaseFacts } from "./rules/guards.ts"
import { actions, canMove, isEnded, states, type CaseAction, type CaseState } from "./states.ts"

const moves = Object.keys(actions) as CaseAction[]
const nextOf = (state: CaseState): CaseState[] =>
  moves.flatMap((name) => ((actions[name].from as readonly CaseState[]).includes(state) ? [...actions[name].to] : []))

const facts: CaseFacts = {
  product: "working_capital",
  statements: 1,
  hasNeed: true,
  needIsNegative: false,
  cycleDays: "92.00",
  hasProject: false,
  hasCover: false,
  openItems: [],
  visitedEnough: true,
  isReviewed: true,
  approvalPending: false,
  drawPending: false,
  drawRequested: true,
  openConditions: [],
  approvalValidTo: "2026-09-02",
  today: "2026-03-02",
  guarantee: "full_mortgage",
  legs: 1,
  unregistered: [],
  unreleased: [],
  registrationsSent: true,
  hasAccount: true,
  openRed: null,
  owedFen: 0n,
  draws: 0,
  uncheckedDraws: 1,
  overdueDays: 0,
  handedOver: true,
  writeOffPending: false,
}

test("promise 1: every state can be reached", () => {
  const seen = new Set<CaseState>(["accepted"])
  for (let grown = 0; grown !== seen.size;) {
    grown = seen.size
    for (const state of [...seen]) for (const next of nextOf(state)) seen.add(next)
  }
  expect([...seen].toSorted()).toEqual([...states].toSorted())
})

test.each(states.filter((state) => !isEnded(state) || state === "settled"))("promise 2: %s has a way on", (state) =>
  expect(nextOf(state).some((next) => next !== state)).toBe(true),
)

test.each(["approved", "conditions_met", "signed", "secured", "available"] as const)(
  "promise 3: %s → review",
  (state) => {
    expect(canMove(state, "changeTerms", "review")).toBe(true)
    expect(cannot("changeTerms", state, { ...facts, draws: 1 })).not.toBeNull()
  },
)

describe("promise 4: guards", () => {
  test.each([
    ["startDd", "accepted", { statements: 0 }, undefined],
    ["submitDd", "dd", { openItems: ["licence"] }, "E-CHECKLIST"],
    ["submitDd", "dd", { visitedEnough: false }, "E-VISIT"],
    ["submitDd", "dd", { needIsNegative: true }, "W-NEG-CYCLE"],
    ["submitDd", "dd", { product: "project", hasProject: true }, undefined],
    ["submitApproval", "review", { isReviewed: false }, undefined],
    ["sign", "conditions_met", { today: "2026-09-03" }, "E-EXPIRED"],
    ["sign", "conditions_met", { hasAccount: false }, "E-NO-ACCOUNT"],
    ["makeAvailable", "secured", { unregistered: ["厂房"] }, undefined],
    ["requestDraw", "performing", { openRed: "贷款挪用" }, undefined],
    ["release", "settled", { owedFen: 1n }, "E-BALANCE"],
    ["handOver", "npl", { handedOver: true }, undefined],
  ] as const)("%s while %s with %o", (action, state, more, code) => {
    const reason = cannot(action, state, { ...facts, ...more })
    expect(reason).not.toBeNull()
    expect(reason?.code).toBe(code)
  })

  test.each(moves)("%s is possible from its first state", (action) => {
    expect(cannot(action, actions[action].from[0], { ...facts, handedOver: action === "writeOff" })).toBeNull()
  })
})
