// Closing the accounting day: features accrue, collect and re-value; then the books are balanced, proved and closed.
// Promises: restartable at any step and harmless when repeated; a contract that fails is listed and blocks nobody; the
// date moves on only when books balance and the proof holds.
import { sql } from "kysely"
import { closeDay, openDate, prove, trialBalance } from "#ledger"
import { verifyAudit } from "#kernel/audit"
import { addDays } from "#kernel/calendar"
import { ledgerOn, mainBook, stableJson, type Ctx } from "#kernel/flow"
import type { DayEndResult, Progress } from "#kernel/scene"

export const books = [mainBook, 2] as const

interface Step {
  name: string
  zh: string
  en: string
  run(ctx: Ctx, day: string, progress: Progress): Promise<DayEndResult>
}

const nothingFailed = (done: number): DayEndResult => ({ done, failed: [] })

/** The steps of a day: those of the features by phase, then the ledger's own. */
export function stepsOf(ctx: Ctx): Step[] {
  return [
    ...ctx.house.dayEnd,
    { name: "trial-balance", zh: "日计表平衡", en: "Trial balance", run: balance },
    { name: "proof", zh: "账务核验", en: "Proof of the books", run: proof },
    { name: "close", zh: "封账并进入下一会计日", en: "Close and open the next day", run: close },
  ]
}

async function balance(ctx: Ctx, day: string): Promise<DayEndResult> {
  let rows = 0
  for (const book of books) {
    const found = await trialBalance(ledgerOn(ctx.db), { book, date: day })
    const sums = new Map<number, bigint>()
    for (const row of found) sums.set(row.unit, (sums.get(row.unit) ?? 0n) + row.closingDebit - row.closingCredit)
    for (const [unit, difference] of sums) {
      if (difference !== 0n) throw new Error(`Book ${book}, unit ${unit}: debits and credits differ by ${difference}.`)
    }
    rows += found.length
  }
  return nothingFailed(rows)
}

async function proof(ctx: Ctx): Promise<DayEndResult> {
  const result = await prove(ledgerOn(ctx.db))
  if (!result.ok)
    throw new Error(
      `The proof fails: ${result.failures
        .slice(0, 5)
        .map((f) => `${f.check}: ${f.detail}`)
        .join("; ")}`,
    )
  const trail = await verifyAudit(ctx.db)
  if (!trail.ok) throw new Error(`The audit chain is ${trail.broken?.reason} at entry ${trail.broken?.seq}.`)
  return nothingFailed(result.transfers)
}

async function close(ctx: Ctx, day: string): Promise<DayEndResult> {
  let transfers = 0n
  for (const book of books) {
    const at = await openDate(ledgerOn(ctx.db), book)
    // A book closed before the interruption stands on the next day already.
    if (at !== day) continue
    const block = await closeDay(ledgerOn(ctx.db), book, { nextDate: addDays(day, 1) })
    transfers += block.transfers
  }
  return nothingFailed(Number(transfers))
}

export interface DayEndReport {
  day: string
  nextDay: string
  steps: { name: string; done: number; failed: number }[]
}

/** The day to close: the earliest that a book still stands on, should an interruption have closed one book only. */
export async function dayToClose(ctx: Ctx): Promise<string> {
  const open = await Promise.all(books.map((book) => openDate(ledgerOn(ctx.db), book)))
  return open.toSorted()[0]!
}

/**
 * Runs what is left of a day. Throws at the first step that cannot be done; call again to go on. A day that is closed
 * already stays closed and the next one open, however often this is called for it.
 */
export async function runDayEnd(ctx: Ctx, progress: Progress, day: string): Promise<DayEndReport> {
  const steps = stepsOf(ctx)
  if (day < (await dayToClose(ctx))) return { day, nextDay: addDays(day, 1), steps: [] }
  await ctx.db
    .insertInto("day_end_step")
    .values(steps.map((step, position) => ({ day, position, name: step.name, state: "waiting" })))
    .onConflict((c) => c.columns(["day", "name"]).doNothing())
    .execute()
  const report: DayEndReport = { day, nextDay: addDays(day, 1), steps: [] }
  for (const [at, step] of steps.entries()) {
    await progress(at, steps.length, step.zh)
    const result = await runStep(ctx, day, step, (done, total, text) =>
      progress(at + (total > 0 ? done / total : 0), steps.length, text ?? step.zh),
    )
    report.steps.push({ name: step.name, done: result.done, failed: result.failed.length })
  }
  await progress(steps.length, steps.length, `已进入 ${report.nextDay}`)
  return report
}

async function runStep(ctx: Ctx, day: string, step: Step, progress: Progress): Promise<DayEndResult> {
  const before = await ctx.db
    .selectFrom("day_end_step")
    .selectAll()
    .where("day", "=", day)
    .where("name", "=", step.name)
    .executeTakeFirstOrThrow()
  const listed = before.failed as unknown as DayEndResult["failed"]
  if (before.state === "done" && listed.length === 0) return { done: Number(before.done), failed: [] }
  const mark = (set: Record<string, unknown>) =>
    ctx.db.updateTable("day_end_step").set(set).where("day", "=", day).where("name", "=", step.name).execute()
  await mark({ state: "running", started_at: ctx.clock.now(), error: null })
  try {
    const result = await step.run(ctx, day, progress)
    await mark({
      state: "done",
      done: BigInt(result.done),
      failed: stableJson(result.failed),
      ended_at: ctx.clock.now(),
    })
    return result
  } catch (error) {
    await mark({ state: "failed", error: (error as Error).message.slice(0, 2_000), ended_at: ctx.clock.now() })
    throw error
  }
}

/** The latest days with their steps, newest first. */
export async function recentDays(ctx: Ctx, limit: number) {
  const rows = await ctx.db
    .selectFrom("day_end_step")
    .selectAll()
    .where(
      "day",
      ">=",
      sql<string>`(select coalesce(min(day), '2000-01-01') from (select distinct day from day_end_step order by day desc limit ${limit}) d)`,
    )
    .orderBy("day", "desc")
    .orderBy("position")
    .execute()
  return rows
}
