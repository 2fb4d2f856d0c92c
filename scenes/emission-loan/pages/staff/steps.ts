// The main road of a case for the progress bar; a side state stands in place of the step it interrupts. Pure.
import type { CaseState } from "../../states.ts"

const road = [
  "lead",
  "applied",
  "env_checked",
  "valued",
  "reviewed",
  "approved",
  "contracted",
  "registered",
  "disbursed",
  "monitored",
  "settled",
  "released",
] as const satisfies readonly CaseState[]

/** Where a side state interrupts the road, and what follows it there. */
const sides: Partial<Record<CaseState, { after: number; rest: readonly CaseState[] }>> = {
  env_hold: { after: 2, rest: road.slice(2) },
  rejected: { after: 2, rest: [] },
  margin_call: { after: 10, rest: ["settled", "released"] },
  defaulted: { after: 10, rest: ["disposing", "recovered"] },
  disposing: { after: 10, rest: ["recovered"] },
  recovered: { after: 10, rest: ["released"] },
  shortfall: { after: 10, rest: [] },
}

export interface CaseStep {
  key: CaseState
  state: "done" | "now" | "ahead"
}

export function caseSteps(now: CaseState): CaseStep[] {
  const side = sides[now]
  if (side) {
    return [
      ...road.slice(0, side.after).map((key) => ({ key, state: "done" as const })),
      { key: now, state: "now" as const },
      ...side.rest.map((key) => ({ key, state: "ahead" as const })),
    ]
  }
  const at = (road as readonly CaseState[]).indexOf(now)
  return road.map((key, i) => ({ key, state: i < at ? "done" : i === at ? "now" : "ahead" }))
}
