// Financial statements as rows that are only ever added: a corrected one is a new row, and the newest of a period counts.
import { randomUUID } from "node:crypto"
import type { z } from "zod"
import { flow, type Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { statement } from "../model.ts"
import { checkStatement, salesSignal, turnovers, type Statement, type Turnover } from "../rules.ts"
import { isRunning } from "../states.ts"
import { fenOf, json, lockCase, stateOf, tell } from "./case.ts"
import { openWarning } from "./warnings.ts"

export type StatementTexts = z.output<typeof statement>

export const statementOf = (texts: StatementTexts): Statement => {
  const { items } = texts
  return {
    period: texts.period,
    salesFen: fenOf(items.sales),
    costFen: fenOf(items.cost),
    profitFen: fenOf(items.profit),
    assetsFen: fenOf(items.assets),
    liabilitiesFen: fenOf(items.liabilities),
    equityFen: fenOf(items.equity),
    cashFen: fenOf(items.cash),
    balancesFen: Object.fromEntries(turnovers.map((name) => [name, fenOf(items.balances[name])])) as Record<
      Turnover,
      bigint
    >,
    note: texts.note,
  }
}

export async function statementRows(ctx: Ctx, caseId: string) {
  const rows = await ctx.db
    .selectFrom("corporate_statement")
    .selectAll()
    .where("case_id", "=", caseId)
    .orderBy("period", "desc")
    .orderBy("at", "desc")
    .execute()
  return rows.filter((row, at) => rows.findIndex((one) => one.period === row.period) === at)
}

/** Newest period first, one row a period. */
export async function statementsOf(ctx: Ctx, caseId: string): Promise<Statement[]> {
  const rows = await statementRows(ctx, caseId)
  return rows.map((row) =>
    statementOf({ period: row.period, items: row.items as unknown as StatementTexts["items"], note: row.note }),
  )
}

export const addStatement = flow(
  { name: "corporate-loan.statement", permission: "corporate-loan.apply" },
  async (ctx, input: { id: string } & StatementTexts): Promise<Outcome<{ id: string }>> => {
    const found = await lockCase(ctx, input.id)
    if (!found.ok) return found
    const row = found.value
    const { id: caseId, ...texts } = input
    const given = statementOf(texts)
    const checked = checkStatement(given)
    if (!checked.ok) return checked
    const id = randomUUID()
    await ctx.db
      .insertInto("corporate_statement")
      .values({
        id,
        case_id: caseId,
        period: texts.period,
        received_on: ctx.today,
        items: json(texts.items),
        note: texts.note,
        by_name: ctx.actor.name,
        at: ctx.clock.now(),
      })
      .execute()
    await tell(ctx, caseId, { kind: "task", zh: `录入 ${texts.period} 财务报表`, en: `Statement ${texts.period}` })
    ctx.note({ object: "corporate-case", objectId: caseId, after: { statement: texts.period } })
    if (isRunning(stateOf(row))) {
      const before = (await statementsOf(ctx, caseId)).find(
        (one) => one.period === String(Number(texts.period.slice(0, 4)) - 1) + texts.period.slice(4),
      )
      const sign = before ? salesSignal(before.salesFen, given.salesFen) : null
      const onceKey = `${caseId}:SALES_DROP:${texts.period}`
      if (sign) await openWarning(ctx, row, { ...sign, source: `${texts.period} 报表`, onceKey })
    }
    return ok({ id })
  },
)
