import { openDate } from "#ledger"
import { ledgerOn, mainBook, type Ctx } from "#kernel/flow"
import { ok } from "#kernel/refusal"
import type { RouteModule } from "#kernel/scene"
import { listedLoans, loanDetail } from "./detail.ts"
import { addMonths } from "./engine/dates.ts"
import { fenFromYuan, rateFromPercent } from "./engine/fraction.ts"
import { schedule } from "./engine/schedule.ts"
import { loanTerms } from "./engine/terms.ts"
import {
  bookLateRepayment,
  findLoans,
  getLoan,
  listLoans,
  loanPayoff,
  loanPortfolio,
  loanWhatIf,
  quoteLoan,
  reverseLoanEvent,
} from "./http-contract.ts"
import { payoffView, whatIfView } from "./ahead-views.ts"
import { portalRoutes } from "./portal-routes.ts"
import { portfolio } from "./portfolio.ts"
import { requestLateRepayment, requestReversal } from "./reversal.ts"
import { servicingRoutes } from "./servicing-routes.ts"
import { loansOf, yuan } from "./view.ts"

const today = (ctx: Ctx): Promise<string> => openDate(ledgerOn(ctx.db), mainBook)

export const routes: RouteModule = (router) => {
  const { on } = router
  servicingRoutes(router)
  portalRoutes(router)
  on(listLoans, "loan.read", async (ctx, { params }) => {
    const found = await loansOf(ctx, params.partyId, await today(ctx))
    return found.ok ? ok({ items: found.value }) : found
  })
  on(findLoans, "loan.read", async (ctx, { query }) => ok(await listedLoans(ctx, query, await today(ctx))))
  on(getLoan, "loan.read", async (ctx, { params }) => loanDetail(ctx, params.loanNo, await today(ctx)))
  on(loanPayoff, "loan.read", (ctx, { params, query }) => payoffView(ctx, params.loanNo, query.on))
  on(loanPortfolio, "loan.read", async (ctx, { query }) => ok(await portfolio(ctx, query)))
  on(loanWhatIf, "loan.read", (ctx, { params, body }) => whatIfView(ctx, params.loanNo, body))
  on(reverseLoanEvent, "loan.reverse", (ctx, { params, body }) => requestReversal(ctx, { ...params, ...body }))
  on(bookLateRepayment, "loan.reverse", (ctx, { params, body: { amount, ...body } }) =>
    requestLateRepayment(ctx, { ...params, ...body, amountFen: fenFromYuan(amount) }),
  )
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
  method: "interest_only" | "equal_instalment" | "equal_principal" | "bullet" | "flat"
  termMonths: number
  startOn: string
  everyMonths: 1 | 3 | 6 | 12
}

function quoted(body: Asked) {
  const byPlan = body.method !== "interest_only" && body.method !== "bullet"
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
    settlementEvery: body.everyMonths as 1 | 3,
  })
}
