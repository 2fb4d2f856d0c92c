// Work of a night in chunks of one transaction each. A chunk that is refused is tried note by note, so that one bad note
// costs itself and is listed with its reason.
import type { Ctx } from "#kernel/flow"
import type { Outcome } from "#kernel/refusal"
import type { DayEndResult, Progress } from "#kernel/scene"

export const chunkSize = 200

export async function inChunks(
  ctx: Ctx,
  ids: readonly string[],
  progress: Progress,
  run: (ids: string[]) => Promise<Outcome<number>>,
): Promise<DayEndResult> {
  const result: DayEndResult = { done: 0, failed: [] }
  for (let at = 0; at < ids.length; at += chunkSize) {
    const chunk = ids.slice(at, at + chunkSize)
    const outcome = await run(chunk)
    if (outcome.ok) result.done += outcome.value
    else for (const id of chunk) await alone(ctx, id, run, result)
    await progress(Math.min(at + chunkSize, ids.length), ids.length)
  }
  return result
}

async function alone(
  ctx: Ctx,
  id: string,
  run: (ids: string[]) => Promise<Outcome<number>>,
  result: DayEndResult,
): Promise<void> {
  const outcome = await run([id])
  if (outcome.ok) {
    result.done += outcome.value
    return
  }
  const row = await ctx.db.selectFrom("loan").select("loan_no").where("id", "=", id).executeTakeFirst()
  result.failed.push({ object: "loan", objectId: row?.loan_no ?? id, reason: outcome.refusal.zh })
}
