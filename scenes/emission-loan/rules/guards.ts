// What stands in the way of a step: the state first, then what the case still lacks. The pages show the same sentence.
import { actions, stateTitles, type CaseAction, type CaseState } from "../states.ts"

/** What the guards look at besides the state. */
export interface CaseFacts {
  packageType: string
  activeRights: number
  activeOthers: number
  /** Charges of active legs not yet registered. */
  unregistered: readonly string[]
  /** Released legs whose registry receipt is missing. */
  unreleased: readonly string[]
  valuationStale: boolean
  approvalPending: boolean
  disbursementPending: boolean
  /** All money owed, in fen; null before pay-out. */
  owedFen: bigint | null
  openRedEvent: string | null
  registrationsSent: boolean
}

export interface Reason {
  zh: string
  en: string
  /** Refusal that names the figures; without it the sentence here is all there is to say. */
  code?: "E-VAL-STALE" | "E-NOT-REGISTERED" | "E-RED-EVENT" | "E-BALANCE" | "E-DOUBLE"
}

/** Why an action is not possible now, or null. */
export function cannot(action: CaseAction, state: CaseState, facts: CaseFacts): Reason | null {
  if (!(actions[action].from as readonly CaseState[]).includes(state)) return wrongState(state, action)
  return guards[action]?.(facts, state) ?? null
}

const wrongState = (state: CaseState, action: CaseAction): Reason => ({
  zh: `业务目前为“${stateTitles[state].zh}”，不能${actions[action].zh}`,
  en: `Not possible while “${stateTitles[state].en}”`,
})

const no = (zh: string, en: string, code?: Reason["code"]): Reason => ({ zh, en, ...(code ? { code } : {}) })
const stale = no("估值已过期，请重新估值", "The valuation is stale", "E-VAL-STALE")

const guards: Partial<Record<CaseAction, (facts: CaseFacts, state: CaseState) => Reason | null>> = {
  // A new value after the decision needs a new review and a new decision: only a stale one makes that worth while.
  value: (facts, state) =>
    state === "approved" && !facts.valuationStale
      ? no("已批准的业务，估值未过期前不再重估", "Approved, and the valuation still holds")
      : packageGap(facts),
  review: (facts) => (facts.valuationStale ? stale : packageGap(facts)),
  submitApproval: (facts) => (facts.approvalPending ? no("审批已在进行", "Approval is under way") : packageGap(facts)),
  contract: (facts) => (facts.valuationStale ? stale : null),
  register: packageGap,
  disburse: (facts) => {
    if (facts.unregistered.length > 0) {
      return no(
        `尚未登记：${facts.unregistered.join("、")}`,
        `Not registered: ${facts.unregistered.join(", ")}`,
        "E-NOT-REGISTERED",
      )
    }
    if (facts.openRedEvent)
      return no(`红色监测事件未关闭：${facts.openRedEvent}`, `Open red event: ${facts.openRedEvent}`, "E-RED-EVENT")
    if (facts.disbursementPending) return no("放款复核已在进行", "The pay-out waits for its checker")
    return packageGap(facts)
  },
  release: (facts) =>
    facts.owedFen !== null && facts.owedFen > 0n ? no("贷款尚未结清", "Money is still owed", "E-BALANCE") : null,
}

function packageGap(facts: CaseFacts): Reason | null {
  if (facts.activeRights === 0) return no("缺少有效的排污权", "No active emission right", "E-DOUBLE")
  if (facts.packageType === "DOUBLE" && facts.activeOthers === 0) {
    return no("双抵押缺少其他类别押品", "The double mortgage lacks its second leg", "E-DOUBLE")
  }
  return null
}
