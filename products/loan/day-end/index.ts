import type { DayEndStep } from "#kernel/scene"
import { accrueNight } from "./accrue.ts"
import { provideAllowance } from "./allowance.ts"
import { classifyNotes } from "./classify.ts"
import { takeUpDue } from "./due.ts"
import { takeUpOverdue } from "./overdue.ts"
import { repriceNotes } from "./reprice.ts"
import { summarise } from "./summary.ts"

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
  { name: "loan.classify", zh: "五级分类", en: "Loans: classification", phase: "revalue", run: classifyNotes },
  { name: "loan.allowance", zh: "月末计提损失准备", en: "Loans: allowance", phase: "revalue", run: provideAllowance },
  { name: "portfolio.summary", zh: "贷款组合汇总", en: "Loan portfolio: summary", phase: "revalue", run: summarise },
]
