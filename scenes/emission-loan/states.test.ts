// Goal: no sequence of actions leaves the machine. Method: random walks with printed seeds through the state table,
// each step taken only where cannot() allows it; every state met is declared and every guard holds at its gate.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { cannot, type CaseFacts } from "./rules/guards.ts"
import { actions, canMove, states, stateTitles, type CaseAction, type CaseState } from "./states.ts"

const good: CaseFacts = {
  packageType: "DOUBLE",
  activeRights: 1,
  activeOthers: 1,
  unregistered: [],
  unreleased: [],
  valuationStale: false,
  approvalPending: false,
  disbursementPending: false,
  owedFen: 0n,
  openRedEvent: null,
  registrationsSent: true,
}

const actionNames = Object.keys(actions) as CaseAction[]

const factsArbitrary: fc.Arbitrary<CaseFacts> = fc.record({
  packageType: fc.constantFrom("SINGLE", "DOUBLE"),
  activeRights: fc.nat(2),
  activeOthers: fc.nat(2),
  unregistered: fc.constantFrom([], ["厂房"]),
  unreleased: fc.constant([]),
  valuationStale: fc.boolean(),
  approvalPending: fc.boolean(),
  disbursementPending: fc.boolean(),
  owedFen: fc.constantFrom(0n, 100n, null),
  openRedEvent: fc.constantFrom(null, "超标排放"),
  registrationsSent: fc.boolean(),
})

const step = fc.record({ action: fc.constantFrom(...actionNames), pick: fc.nat(10), facts: factsArbitrary })

describe("the machine", () => {
  test("random action sequences stay inside it and pass its gates", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let state: CaseState = "lead"
        const seen = new Set<CaseState>([state])
        for (const { action, pick, facts } of steps) {
          if (cannot(action, state, facts)) continue
          const targets = actions[action].to as readonly CaseState[]
          const next: CaseState = targets[pick % targets.length]!
          expect(canMove(state, action, next)).toBe(true)
          expect(states).toContain(next)
          if (action === "disburse") expect(facts.unregistered).toEqual([])
          if (next === "released") expect(facts.owedFen ?? 0n).toBe(0n)
          state = next
          seen.add(state)
        }
        if (seen.has("disbursed"))
          expect(seen.has("registered") && seen.has("approved") && seen.has("env_checked")).toBe(true)
        if (seen.has("disposing")) expect(seen.has("defaulted")).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  test("every state but the last ones can be left, and every state can be reached", () => {
    const reachable = new Set<CaseState>(["lead"])
    for (let round = 0; round < states.length; round += 1) {
      for (const name of actionNames) {
        const spec = actions[name]
        if ((spec.from as readonly CaseState[]).some((from) => reachable.has(from))) {
          for (const to of spec.to as readonly CaseState[]) reachable.add(to)
        }
      }
    }
    expect([...reachable].toSorted()).toEqual([...states].toSorted())
    const left = states.filter(
      (state) => !actionNames.some((name) => (actions[name].from as readonly string[]).includes(state)),
    )
    expect(left).toEqual(["shortfall", "released", "rejected"])
    expect(left.every((state) => stateTitles[state].group === "ended")).toBe(true)
  })

  test("a closed gate says why", () => {
    expect(cannot("disburse", "registered", good)).toBeNull()
    expect(cannot("disburse", "registered", { ...good, unregistered: ["厂房"] })?.zh).toContain("厂房")
    expect(cannot("disburse", "registered", { ...good, activeOthers: 0 })?.zh).toContain("双抵押")
    expect(cannot("disburse", "lead", good)?.zh).toContain("意向")
    expect(cannot("release", "settled", { ...good, owedFen: 1n })?.zh).toContain("尚未结清")
    expect(cannot("review", "valued", { ...good, valuationStale: true })?.zh).toContain("过期")
  })
})
