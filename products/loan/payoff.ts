// What it would cost to settle a note on a day, line by line; nothing moves.
import { ok, type Outcome } from "#kernel/refusal"
import { ledgerOn, type Ctx } from "#kernel/flow"
import { microPercent } from "./counting.ts"
import { accruedFen, assess } from "./debts.ts"
import { toDecimal } from "./engine/fraction.ts"
import { ahead } from "./ahead.ts"
import { findLoan, moneyOf, planOf } from "./note.ts"
import { later } from "./plan.ts"
import { refuse } from "./refusals.ts"

export interface PayoffQuote {
  on: string
  principalFen: bigint
  interestFen: bigint
  penaltyFen: bigint
  compoundFen: bigint
  feesFen: bigint
  totalFen: bigint
  lines: { zh: string; en: string; amountFen: bigint }[]
  /** Instalments that fall due before the day; the quote takes them as paid by then. */
  assumed: { due: string; amountFen: bigint }[]
}

export async function payoffQuote(ctx: Ctx, loanNo: string, on: string): Promise<Outcome<PayoffQuote>> {
  const found = await findLoan(ctx, loanNo)
  if (!found.ok) return found
  const loan = found.value
  if (loan.state !== "active") return refuse["E-STATE"]({ loanNo, state: loan.state })
  const money = (await moneyOf(ledgerOn(ctx.db), [loanNo])).get(loanNo)!
  const then = ahead(loan, await planOf(ctx, loan.id), money, on)
  const until = later(loan.penalty_to, on)
  const worked = assess(then.loan, then.money, until, 600)
  const accrued = accruedFen(then.loan, worked.money, on)
  const now = worked.money
  const principalFen = now.principal + now.overdue + now.impaired
  const unpaidFen = now.interest + now.impairedInterest + now.memo
  const interestFen = unpaidFen + accrued
  const { penalty, compound, fee } = now
  const rate = `${toDecimal({ num: microPercent(loan.rate_pct), den: 1_000_000n }, 4)}%`
  const lines = [
    { zh: "未到期本金", en: "Principal not due", amountFen: now.principal },
    { zh: "逾期本金", en: "Overdue principal", amountFen: now.overdue },
    { zh: "已减值本金", en: "Impaired principal", amountFen: now.impaired },
    { zh: "已到期未付利息", en: "Interest due and unpaid", amountFen: unpaidFen },
    {
      zh: `本期应计利息（自 ${then.loan.period_from ?? loan.start_on} 起，年利率 ${rate}，算头不算尾）`,
      en: `Interest of the running period from ${then.loan.period_from ?? loan.start_on} at ${rate}`,
      amountFen: accrued,
    },
    { zh: "罚息", en: "Penalty interest", amountFen: penalty },
    { zh: "复利", en: "Compound interest", amountFen: compound },
    { zh: "费用", en: "Fees", amountFen: fee },
  ].filter((line) => line.amountFen !== 0n)
  const totalFen = principalFen + interestFen + penalty + compound + fee
  const assumed = then.passed.map((one) => ({ due: one.due_on, amountFen: one.principal_fen + one.interest_fen }))
  const parts = { principalFen, interestFen, penaltyFen: penalty, compoundFen: compound, feesFen: fee }
  return ok({ on, ...parts, totalFen, lines, assumed })
}
