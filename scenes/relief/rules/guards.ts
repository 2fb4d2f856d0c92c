// What stands in the way of a step of a relief case: the state first, then what is lacking. Pages show the same sentence.
import { actions, stateTitles, type ReliefAction, type ReliefState } from "../states.ts"
import type { Reason } from "./eligibility.ts"
import type { Tool } from "./tools.ts"

export interface StepFacts {
  today: string
  maturesOn: string
  tool: Tool | null
  approvalPending: boolean
  /** Guarantors and pledgors who have not agreed in writing. */
  waitingConsents: readonly string[]
  observationUntil: string | null
}

export interface StepReason extends Reason {
  code?: "E-LATE" | "E-CONSENT" | "E-OBS"
}

/** Signed while the note still runs; arrears past maturity can only be restructured. */
export const endsAtMaturity = (tool: Tool | null): boolean =>
  tool !== null && tool !== "RESTRUCTURE" && tool !== "DECLINE"

export function cannot(action: ReliefAction, state: ReliefState, of: StepFacts): StepReason | null {
  const spec = actions[action]
  if (!(spec.from as readonly ReliefState[]).includes(state))
    return {
      zh: `业务目前为“${stateTitles[state].zh}”，不能${spec.zh}`,
      en: `Not possible while “${stateTitles[state].en}”`,
    }
  return guards[action]?.(of, state) ?? null
}

const pending = (of: StepFacts): StepReason | null =>
  of.approvalPending ? { zh: "审批已在进行", en: "The approval is under way" } : null

const late = (of: StepFacts): StepReason | null =>
  endsAtMaturity(of.tool) && of.today >= of.maturesOn
    ? { zh: `贷款已于 ${of.maturesOn} 到期`, en: `The note matured on ${of.maturesOn}`, code: "E-LATE" }
    : null

const guards: Partial<Record<ReliefAction, (of: StepFacts, state: ReliefState) => StepReason | null>> = {
  assess: pending,
  submit: pending,
  giveBack: pending,
  close: pending,
  contract: (of) => {
    if (of.waitingConsents.length > 0) {
      const names = of.waitingConsents.join("、")
      return { zh: `等待书面同意：${names}`, en: `Consent is missing: ${names}`, code: "E-CONSENT" }
    }
    return late(of)
  },
  takeEffect: late,
  cure: (of, state) =>
    state === "effective" && (of.observationUntil === null || of.today < of.observationUntil)
      ? {
          zh: of.observationUntil ? `观察期至 ${of.observationUntil}` : "没有观察期，首期还款后自动办结",
          en: of.observationUntil
            ? `Observed until ${of.observationUntil}`
            : "Not observed; ends with the first payment",
          code: "E-OBS",
        }
      : null,
}
