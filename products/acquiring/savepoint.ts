// A part of a flow that may be refused without refusing the whole: its rows, notes and events vanish with it.
import { sql } from "kysely"
import type { AuditNote, EventNote, FlowCtx } from "#kernel/flow"
import type { Outcome } from "#kernel/refusal"

export async function inSavepoint<T>(ctx: FlowCtx, work: (inner: FlowCtx) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  const notes: AuditNote[] = []
  const events: EventNote[] = []
  await sql`savepoint acquiring_part`.execute(ctx.db)
  const outcome = await work({ ...ctx, note: (entry) => notes.push(entry), emit: (event) => events.push(event) })
  if (!outcome.ok) {
    await sql`rollback to savepoint acquiring_part`.execute(ctx.db)
    return outcome
  }
  await sql`release savepoint acquiring_part`.execute(ctx.db)
  for (const note of notes) ctx.note(note)
  for (const event of events) ctx.emit(event)
  return outcome
}
