// Promise: every state of a case has exactly one present step on its road.
import { expect, test } from "vitest"
import { states } from "../../states.ts"
import { caseSteps } from "./steps.ts"

test.each(states.map((state) => [state]))("%s stands once on the road", (state) => {
  const steps = caseSteps(state)
  expect(steps.filter((step) => step.state === "now").map((step) => step.key)).toEqual([state])
  expect(new Set(steps.map((step) => step.key)).size).toBe(steps.length)
})
