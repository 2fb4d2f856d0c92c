// How often running loans are looked at, as in force on a day, and the tasks that follow from it.
import { sql } from "kysely"
import type { Ctx, FlowCtx } from "#kernel/flow"
import { notify } from "#kernel/notice"
import { parameter } from "#kernel/rule-data"
import { isValuationStale } from "#products/collateral"
import { addDays, addMonths } from "#contract/products/loan"
import { reminderDue, visitsBetween, type CareDays } from "../rules.ts"
import { productOf, type CaseRow, type DrawRow } from "./case.ts"
import { isSmallFirm, legsOf } from "./facts.ts"
import { openTask } from "./tasks.ts"

export async function careOf(ctx: Ctx, on: string): Promise<CareDays> {
  const { smallYuan, ...days } = await parameter<Omit<CareDays, "smallFen"> & { smallYuan: number }>(
    ctx,
    "corporate-loan.care",
    on,
  )
  return { ...days, smallFen: BigInt(smallYuan) * 100n }
}

const titles = {
  periodic: { zh: "定期贷后检查", en: "Periodic check" },
  progress: { zh: "项目进度检查", en: "Progress check" },
} as const

/** Visits due by today; each of them is opened once. */
export async function openVisits(ctx: FlowCtx, row: CaseRow, draws: readonly DrawRow[]): Promise<void> {
  const first = draws.find((one) => one.paid_on !== null)
  if (!first) return
  const party = await ctx.db.selectFrom("party").select("size").where("id", "=", row.party_id).executeTakeFirstOrThrow()
  const care = {
    product: productOf(row),
    amountFen: row.approved_fen ?? first.amount_fen,
    isSmallFirm: isSmallFirm(party.size),
    drawnOn: first.paid_on!,
  }
  // A task appears half a month before its day, so that the visit can be planned.
  const until = addDays(ctx.today, 15)
  for (const visit of visitsBetween(care, first.paid_on!, until, await careOf(ctx, ctx.today))) {
    const onceKey = `${row.id}:${visit.kind}:${visit.dueOn}`
    await openTask(ctx, row, { kind: visit.kind, ...titles[visit.kind], dueOn: visit.dueOn, onceKey })
  }
}

/** Reminders 30, 10 and 3 days before money is due. */
export async function openReminders(ctx: FlowCtx, row: CaseRow, loanNos: readonly string[]): Promise<void> {
  if (loanNos.length === 0) return
  await endReminders(ctx, row, ctx.today)
  const due = await ctx.db
    .selectFrom("loan_instalment")
    .innerJoin("loan", (on) =>
      on.onRef("loan.id", "=", "loan_instalment.loan_id").onRef("loan.plan_version", "=", "loan_instalment.version"),
    )
    .select(["loan.loan_no", "due_on", "principal_fen"])
    .where("loan_no", "in", [...loanNos])
    .where("loan.state", "=", "active")
    .where("due_done_on", "is", null)
    .where("principal_fen", ">", 0n)
    .where("due_on", ">=", ctx.today)
    .where("due_on", "<=", addDays(ctx.today, 30))
    .execute()
  for (const one of due) {
    const step = reminderDue(one.due_on, ctx.today)
    if (!step) continue
    const key = `${row.id}:reminder:${one.loan_no}:${one.due_on}:`
    const onceKey = key + step.code
    const zh = `${step.zh}：${one.loan_no} 于 ${one.due_on} 还本`
    const task = { zh, en: `${step.en}: ${one.loan_no}`, dueOn: ctx.today }
    if (!(await openTask(ctx, row, { kind: "reminder", ...task, onceKey }))) continue
    await endMilder(ctx, row, key, onceKey)
    await notify(ctx, { to: `party:${row.party_id}`, title: "还款提醒", body: zh, page: "/portal" })
  }
}

/** The nearer reminder takes the farther one's place. */
async function endMilder(ctx: FlowCtx, row: CaseRow, key: string, kept: string): Promise<void> {
  await ctx.db
    .updateTable("corporate_task")
    .set({ done_on: ctx.today, done_by: ctx.actor.name, result: "由更近的提醒接替" })
    .where("case_id", "=", row.id)
    .where("done_on", "is", null)
    .where((e) => e(e.fn<boolean>("starts_with", ["once_key", e.val(key)]), "=", true))
    .where("once_key", "<>", kept)
    .execute()
}

/** Once the day has come there is nothing to remind of: the money came, or collection begins. */
async function endReminders(ctx: FlowCtx, row: CaseRow, today: string): Promise<void> {
  await ctx.db
    .updateTable("corporate_task")
    .set({ done_on: today, done_by: ctx.actor.name, result: "到期日已过" })
    .where("case_id", "=", row.id)
    .where("kind", "=", "reminder")
    .where("done_on", "is", null)
    .where(sql<string>`split_part(once_key, ':', 4)`, "<", today)
    .execute()
}

/** R15: collateral is valued at least yearly; a month ahead the officer hears of it. */
export async function openRevaluations(ctx: FlowCtx, row: CaseRow): Promise<void> {
  const months = await parameter<number>(ctx, "collateral.valuation-months", ctx.today)
  for (const leg of await legsOf(ctx, row.id)) {
    if (leg.valuedOn === null || !isValuationStale(leg.valuedOn, addDays(ctx.today, 30), months)) continue
    const dueOn = addMonths(leg.valuedOn, months)
    const onceKey = `${row.id}:revalue:${leg.id}:${leg.valuedOn}`
    await openTask(ctx, row, {
      kind: "revalue",
      zh: `押品重估：${leg.title}`,
      en: `Value again: ${leg.title}`,
      dueOn,
      onceKey,
    })
  }
}
