// Monitoring events: what happened at the firm, how bad it is, what has to be done by when.
import { randomUUID } from "node:crypto"
import { addDays } from "#contract/products/loan"
import { flow, type FlowCtx } from "#kernel/flow"
import { notify } from "#kernel/notice"
import { ok, type Outcome } from "#kernel/refusal"
import { refuse } from "../refusals.ts"
import { eventKinds, type EventKind } from "../rules.ts"
import type { CaseState } from "../states.ts"
import { findCase, lockCase, stateOf, tell, type CaseRow } from "./case.ts"

export interface NewEvent {
  kind: EventKind
  source: string
  note: string
  severity?: "yellow" | "amber" | "red"
  /** Same key, same event: opened once for ever. */
  onceKey?: string
  dueOn?: string
}

/** Days to answer: red three (site visit), amber ten, yellow thirty. */
const answerDays = { red: 3, amber: 10, yellow: 30 }

export async function openEvent(ctx: FlowCtx, row: CaseRow, event: NewEvent): Promise<string | null> {
  const spec = eventKinds[event.kind]
  const severity = event.severity ?? spec.severity
  const id = randomUUID()
  const made = await ctx.db
    .insertInto("emission_event")
    .values({
      id,
      case_id: row.id,
      kind: event.kind,
      severity,
      source: event.source,
      note: event.note,
      due_on: event.dueOn ?? addDays(ctx.today, answerDays[severity]),
      once_key: event.onceKey ?? null,
      opened_at: ctx.clock.now(),
    })
    .onConflict((conflict) => conflict.column("once_key").doNothing())
    .returning("id")
    .executeTakeFirst()
  if (!made) return null
  await tell(ctx, row.id, { kind: "event", zh: `${spec.zh}：${event.note || spec.answer}`, en: spec.en })
  const to = row.manager_id ? `staff:${row.manager_id}` : `role:manager@${row.outlet}`
  await notify(ctx, {
    to,
    title: `${row.case_no} ${spec.zh}`,
    body: spec.answer,
    page: `/emission-loan/${row.id}`,
    onceKey: `emission-event:${id}`,
  })
  ctx.emit({ type: "emission-loan.event", subject: row.id, data: { kind: event.kind, severity } })
  return id
}

export const reportEvent = flow(
  { name: "emission-loan.report-event", permission: "emission-loan.monitor" },
  async (
    ctx,
    input: { id: string; kind: EventKind; source: string; note: string },
  ): Promise<Outcome<{ id: string; state: CaseState }>> => {
    const found = await lockCase(ctx, input.id)
    if (!found.ok) return found
    const id = await openEvent(ctx, found.value, input)
    ctx.note({ object: "emission-case", objectId: input.id, after: { event: input.kind } })
    return ok({ id: id!, state: stateOf(found.value) })
  },
)

export const closeEvent = flow(
  { name: "emission-loan.close-event", permission: "emission-loan.monitor" },
  async (ctx, input: { id: string; note: string }): Promise<Outcome<{ id: string }>> => {
    const event = await ctx.db
      .selectFrom("emission_event")
      .selectAll()
      .where("id", "=", input.id)
      .forUpdate()
      .executeTakeFirst()
    if (!event || event.closed_at) return refuse["E-NOT-FOUND"]({ id: input.id, what: "未关闭的监测事件" })
    const row = await findCase(ctx, event.case_id)
    if (!row.ok) return row
    const closed = { closed_at: ctx.clock.now(), closed_by: ctx.actor.name, close_note: input.note }
    await ctx.db.updateTable("emission_event").set(closed).where("id", "=", input.id).execute()
    await tell(ctx, event.case_id, { kind: "event", zh: `关闭事件：${input.note}`, en: "Event closed" })
    ctx.note({ object: "emission-case", objectId: event.case_id, after: { closedEvent: input.id, note: input.note } })
    return ok({ id: input.id })
  },
)
