// What it would cost to settle a note on a day, line by line; nothing moves.
import { ok, type Outcome } from "#kernel/refusal"
import { ledgerOn, type Ctx } from "#kernel/flow"
import { microPercent } from "./counting.ts"
import { accruedFen, assess } from "./debts.ts"
import { toDecimal } from "./engine/fraction.ts"
import { findLoan, moneyOf } from "./note.ts"
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
}

export async function payoffQuote(ctx: Ctx, loanNo: string, on: string): Promise<Outcome<PayoffQuote>> {
  const found = await findLoan(ctx, loanNo)
  if (!found.ok) return found
  const loan = found.value
  if (loan.state !== "active") return refuse["E-STATE"]({ loanNo, state: loan.state })
  const money = (await moneyOf(ledgerOn(ctx.db), [loanNo])).get(loanNo)!
  const until = loan.penalty_to !== null && loan.penalty_to > on ? loan.penalty_to : on
  const worked = assess(loan, money, until, 600)
  const accrued = accruedFen(loan, worked.money, on)
  const principalFen = money.principal + money.overdue
  const interestFen = money.interest + worked.money.memo + accrued
  const { penalty, compound } = worked.money
  const rate = `${toDecimal({ num: microPercent(loan.rate_pct), den: 1_000_000n }, 4)}%`
  const lines = [
    { zh: "未到期本金", en: "Principal not due", amountFen: money.principal },
    { zh: "逾期本金", en: "Overdue principal", amountFen: money.overdue },
    { zh: "已到期未付利息", en: "Interest due and unpaid", amountFen: money.interest + worked.money.memo },
    {
      zh: `本期应计利息（自 ${loan.period_from ?? loan.start_on} 起，年利率 ${rate}，算头不算尾）`,
      en: `Interest of the running period from ${loan.period_from ?? loan.start_on} at ${rate}`,
      amountFen: accrued,
    },
    { zh: "罚息", en: "Penalty interest", amountFen: penalty },
    { zh: "复利", en: "Compound interest", amountFen: compound },
  ].filter((line) => line.amountFen !== 0n)
  const totalFen = principalFen + interestFen + penalty + compound
  return ok({ on, principalFen, interestFen, penaltyFen: penalty, compoundFen: compound, feesFen: 0n, totalFen, lines })
}
