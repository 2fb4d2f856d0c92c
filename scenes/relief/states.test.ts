// Promises: every step leads between known states; a state that is not an end has a way on.
import { expect, test } from "vitest"
import { actions, canMove, isRunning, states, stateTitles } from "./states.ts"

test("every state is named and every step stays among them", () => {
  expect(Object.keys(stateTitles).toSorted()).toEqual([...states].toSorted())
  for (const spec of Object.values(actions)) for (const one of [...spec.from, ...spec.to]) expect(states).toContain(one)
})

test("every running state has a way on", () => {
  for (const state of states.filter(isRunning)) {
    const ways = Object.values(actions).filter((spec) => (spec.from as readonly string[]).includes(state))
    expect(
      ways.some((spec) => (spec.to as readonly string[]).some((to) => to !== state)),
      state,
    ).toBe(true)
  }
})

test("nothing takes effect without a signature", () => {
  expect(canMove("approved", "takeEffect", "effective")).toBe(false)
  expect(canMove("contracted", "takeEffect", "effective")).toBe(true)
  expect(canMove("signalled", "contract", "contracted")).toBe(false)
})
