import { openDate } from "#ledger"
import { ledgerOn, mainBook, type Ctx } from "#kernel/flow"
import { ok } from "#kernel/refusal"
import type { RouteModule } from "#kernel/scene"
import { addMonths } from "./engine/dates.ts"
import { fenFromYuan, rateFromPercent } from "./engine/fraction.ts"
import { schedule } from "./engine/schedule.ts"
import { loanTerms } from "./engine/terms.ts"
import { getLoan, listLoans, quoteLoan, reverseLoanEvent } from "./http-contract.ts"
import { requestReversal } from "./reversal.ts"
import { loansOf, loanView, yuan } from "./view.ts"

const today = (ctx: Ctx): Promise<string> => openDate(ledgerOn(ctx.db), mainBook)

export const routes: RouteModule = ({ on }) => {
  on(listLoans, "loan.read", async (ctx, { params }) => {
    const found = await loansOf(ctx, params.partyId, await today(ctx))
    return found.ok ? ok({ items: found.value }) : found
  })
  on(getLoan, "loan.read", async (ctx, { params }) => {
    const view = await loanView(ctx, params.loanNo, await today(ctx))
    return view.ok ? ok({ ...view.value, events: await eventsOf(ctx, params.loanNo) }) : view
  })
  on(reverseLoanEvent, "loan.reverse", (ctx, { params, body }) => requestReversal(ctx, { ...params, ...body }))
  on(quoteLoan, "loan.read", async (_ctx, { body }) => {
    const rows = schedule(quoted(body))
    return ok({
      totalInterest: yuan(rows.reduce((sum, row) => sum + row.interestFen, 0n)),
      rows: rows.map((row) => ({
        n: row.n,
        due: row.due,
        days: row.days,
        principal: yuan(row.principalFen),
        interest: yuan(row.interestFen),
        total: yuan(row.totalFen),
        balance: yuan(row.balanceFen),
      })),
    })
  })
}

interface Asked {
  amount: string
  ratePct: string
  method: "interest_only" | "equal_instalment" | "equal_principal" | "bullet"
  termMonths: number
  startOn: string
  everyMonths: 1 | 3
}

function quoted(body: Asked) {
  const byPlan = body.method === "equal_instalment" || body.method === "equal_principal"
  return loanTerms({
    principalFen: fenFromYuan(body.amount),
    annualRate: rateFromPercent(body.ratePct),
    method: body.method,
    dayCount: byPlan ? "monthly" : "actual/360",
    startOn: body.startOn,
    maturesOn: addMonths(body.startOn, body.termMonths),
    instalments: Math.ceil(body.termMonths / body.everyMonths),
    every: body.everyMonths,
    settlementDay: 20,
    settlementEvery: body.everyMonths,
  })
}

async function eventsOf(ctx: Ctx, loanNo: string) {
  const rows = await ctx.db
    .selectFrom("loan_event")
    .innerJoin("loan", "loan.id", "loan_event.loan_id")
    .selectAll("loan_event")
    .where("loan.loan_no", "=", loanNo)
    .orderBy("loan_event.at", "desc")
    .limit(500)
    .execute()
  return rows.map((row) => ({
    receiptNo: row.receipt_no,
    kind: row.kind,
    day: row.day,
    amount: yuan(row.amount_fen),
    parts: row.parts as Record<string, string>,
    at: row.at.toISOString(),
    actor: row.actor,
    reversed: row.reversed_by !== null,
  }))
}
