// The main road of a case for the progress bar; a side state stands in place of the step it interrupts. Pure.
import type { CaseState } from "../../states.ts"

const road = [
  "accepted",
  "dd",
  "review",
  "approved",
  "conditions_met",
  "signed",
  "secured",
  "available",
  "drawn",
  "performing",
  "settled",
  "released",
] as const satisfies readonly CaseState[]

/** Where a side state interrupts the road, and what follows it there. */
const sides: Partial<Record<CaseState, { after: number; rest: readonly CaseState[] }>> = {
  returned: { after: 1, rest: road.slice(1) },
  rejected: { after: 3, rest: [] },
  watch: { after: 9, rest: ["performing", "settled", "released"] },
  overdue: { after: 10, rest: ["settled", "released"] },
  npl: { after: 10, rest: ["settled", "released"] },
  written_off: { after: 10, rest: [] },
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
