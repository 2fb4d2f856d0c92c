import type { DayEndStep } from "#kernel/scene"
import { accrueNight } from "./accrue.ts"
import { takeUpDue } from "./due.ts"
import { takeUpOverdue } from "./overdue.ts"
import { repriceNotes } from "./reprice.ts"

export { accruedByOutlet } from "./accrue.ts"

/** Accrual stands in the phase after collections on purpose: the night's interest is earned on the night's balances. */
export const dayEndSteps: DayEndStep[] = [
  { name: "loan.reprice", zh: "贷款重定价", en: "Loans: repricing", phase: "accrue", run: repriceNotes },
  { name: "loan.due", zh: "贷款到期结息扣款", en: "Loans: due interest and instalments", phase: "due", run: takeUpDue },
  {
    name: "loan.overdue",
    zh: "贷款逾期与罚息",
    en: "Loans: overdue and penalty",
    phase: "overdue",
    run: takeUpOverdue,
  },
  { name: "loan.accrue", zh: "贷款计提利息", en: "Loans: accrual of the night", phase: "fees", run: accrueNight },
]
