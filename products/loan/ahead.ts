// A note as it will stand on a coming day if its instalments until then are paid as planned. Nothing is written: payoff
// quotes for a later day and what-ifs begin here.
import type { Ctx } from "#kernel/flow"
import { ledgerOn } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { accruedFen } from "./debts.ts"
import { microPercent } from "./counting.ts"
import { fenFromYuan } from "./engine/fraction.ts"
import type { PrepayChoice } from "./engine/prepay.ts"
import { findLoan, moneyOf, planOf, type Instalment, type LoanRow } from "./note.ts"
import { periodStart, remadeRows, type PlanRow, type Remake } from "./plan.ts"
import type { Collected } from "./postings.ts"
import { percentText } from "./lpr.ts"
import { refuse } from "./refusals.ts"
import { yuan } from "./view.ts"

export interface Ahead {
  loan: LoanRow
  plan: Instalment[]
  money: Collected
  /** Instalments that fall due before the day and are taken as paid. */
  passed: Instalment[]
}

export function ahead(loan: LoanRow, plan: readonly Instalment[], money: Collected, on: string): Ahead {
  const passed = plan.filter((one) => one.due_done_on === null && one.due_on < on)
  const last = passed.at(-1)
  if (!last) return { loan, plan: [...plan], money, passed }
  const next = plan.find((one) => one.due_done_on === null && one.due_on >= on)
  const start = next ? { interestFen: next.interest_fen, due: next.due_on } : null
  return {
    loan: { ...loan, ...periodStart(loan, last.due_on, start) },
    plan: plan.map((one) => (passed.includes(one) ? { ...one, due_done_on: one.due_on } : one)),
    money: { ...money, principal: last.balance_fen },
    passed,
  }
}

export type WhatIf =
  | { kind: "repay"; on: string; amount: string; choice: PrepayChoice }
  | { kind: "rate"; on: string; ratePct: string }

export interface WhatIfAnswer {
  on: string
  principalFen: bigint
  /** Interest earned up to the day, which an early repayment pays first. */
  earnedFen: bigint
  interestBeforeFen: bigint
  interestAfterFen: bigint
  rows: PlanRow[]
}

export async function whatIf(ctx: Ctx, loanNo: string, asked: WhatIf): Promise<Outcome<WhatIfAnswer>> {
  const found = await findLoan(ctx, loanNo)
  if (!found.ok) return found
  const row = found.value
  if (row.state !== "active" || row.impaired_on !== null) return refuse["E-STATE"]({ loanNo, state: row.state })
  const held = (await moneyOf(ledgerOn(ctx.db), [loanNo])).get(loanNo)!
  const { loan, plan, money } = ahead(row, await planOf(ctx, row.id), held, asked.on)
  const earnedFen = accruedFen(loan, money, asked.on)
  const open = plan.filter((one) => one.due_done_on === null)
  const interestBeforeFen = open.reduce((sum, one) => sum + one.interest_fen, 0n)
  const base = { plan, on: asked.on, principalFen: money.principal, earnedFen }
  if (asked.kind === "rate") {
    const changed = { ...loan, rate_pct: percentText(microPercent(asked.ratePct)) }
    const rows = remadeRows(changed, { ...base, settled: false })
    const interestAfterFen = rows.reduce((sum, one) => sum + one.interestFen, 0n)
    return ok({ on: asked.on, principalFen: money.principal, earnedFen, interestBeforeFen, interestAfterFen, rows })
  }
  const beyondFen = fenFromYuan(asked.amount) - earnedFen
  if (beyondFen <= 0n) return refuse["E-PREPAY-SMALL"]({ accrued: yuan(earnedFen) }, "amount")
  if (beyondFen > money.principal) {
    const owed = yuan(money.principal + earnedFen)
    return refuse["E-TOO-MUCH"]({ amount: asked.amount, owed }, "amount")
  }
  const principalFen = money.principal - beyondFen
  const change: Remake = { ...base, principalFen, earnedFen: 0n, settled: true, choice: asked.choice }
  const rows = remadeRows(loan, change)
  const interestAfterFen = rows.reduce((sum, one) => sum + one.interestFen, earnedFen)
  return ok({ on: asked.on, principalFen, earnedFen, interestBeforeFen, interestAfterFen, rows })
}
