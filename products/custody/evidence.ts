// Evidence that a step was done. Promises: every step is counted once; silence confirms only after its last working day
// has passed; a dispute stops that clock; the order of confirmation decides the place k, and R(k) − R(k−1) the amount.
import { randomUUID } from "node:crypto"
import { sql, type Selectable } from "kysely"
import type { Tables } from "#kernel/db"
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { DayEndResult, Progress } from "#kernel/scene"
import { refuse } from "./refusals.ts"
import { evidenceNext, evidenceTitles, type Decider, type EvidenceState } from "./states.ts"

export type Evidence = Selectable<Tables["custody_evidence"]>

export interface NewEvidence {
  componentId: string
  /** The scene's own thing that happened, once a component. */
  objectId: string
  happenedAt: Date
  dueOn: string
  /** Nobody is asked: it stands by the agreement's plan when its day has passed. */
  planned?: boolean
}

/** Asks for confirmation of many steps at once. A step told twice is kept once. */
export async function askEvidence(ctx: FlowCtx, list: readonly NewEvidence[]): Promise<Outcome<number>> {
  if (list.length === 0) return ok(0)
  const componentIds = [...new Set(list.map((one) => one.componentId))]
  await lockComponents(ctx, componentIds)
  const { rows } = await sql<{ id: string }>`
    insert into custody_evidence
      (id, component_id, holding_id, pool_id, object_id, state, happened_at, asked_at, due_on, planned)
    select n.id, n.component_id, c.holding_id, c.pool_id, n.object_id, 'asked', n.happened_at, ${ctx.clock.now()},
           n.due_on, n.planned
      from unnest(${list.map(() => randomUUID())}::uuid[], ${list.map((one) => one.componentId)}::uuid[],
                  ${list.map((one) => one.objectId)}::text[],
                  ${list.map((one) => one.happenedAt.toISOString())}::timestamptz[],
                  ${list.map((one) => one.dueOn)}::date[], ${list.map((one) => one.planned ?? false)}::boolean[])
           n(id, component_id, object_id, happened_at, due_on, planned)
      join custody_component c on c.id = n.component_id
    on conflict (component_id, object_id) do nothing returning id`.execute(ctx.db)
  const over = await overAgreed(ctx, componentIds)
  if (over) return refuse.RELEASE_OVER_UNEARNED(over)
  return ok(rows.length)
}

async function lockComponents(ctx: FlowCtx, ids: readonly string[]): Promise<void> {
  await sql`select 1 from custody_component where id = any(${[...ids]}::uuid[]) order by id for update`.execute(ctx.db)
}

/** The first component with more steps told than were agreed. */
async function overAgreed(ctx: FlowCtx, componentIds: readonly string[]) {
  const { rows } = await sql<{ name: string; name_en: string; steps: number; done: number }>`
    select c.title_zh as name, c.title_en as name_en, c.steps + c.free_steps as steps, count(*)::int as done
      from custody_component c join custody_evidence e on e.component_id = c.id and e.state <> 'void'
     where c.id = any(${[...componentIds]}::uuid[])
     group by c.id having count(*) > c.steps + c.free_steps limit 1`.execute(ctx.db)
  const found = rows[0]
  return found ? { name: found.name, nameEn: found.name_en, steps: found.steps, done: found.done - 1 } : undefined
}

export interface Confirmation {
  ids: readonly string[]
  from: readonly EvidenceState[]
  by: Decider | null
  decider: string
  reason?: string
}

/** Gives each step its place and its amount, however many; returns what was confirmed. */
export async function confirmEvidence(
  ctx: FlowCtx,
  { ids, from, by, decider, reason }: Confirmation,
): Promise<{ id: string; releaseFen: bigint }[]> {
  if (ids.length === 0) return []
  await sql`select 1 from custody_component where id in (
    select component_id from custody_evidence where id = any(${[...ids]}::uuid[])) order by id for update`.execute(
    ctx.db,
  )
  const { rows } = await sql<{ id: string; release_fen: bigint }>`
    with picked as (
      select id, component_id, happened_at from custody_evidence
       where id = any(${[...ids]}::uuid[]) and state = any(${[...from]}::text[])),
    placed as (
      select p.id, c.paid_fen, c.steps,
             coalesce((select max(k) from custody_evidence d where d.component_id = p.component_id), 0)
               + row_number() over (partition by p.component_id order by p.happened_at, p.id) as k
        from picked p join custody_component c on c.id = p.component_id)
    update custody_evidence e
       set state = 'queued', k = p.k,
           release_fen = custody_share(p.paid_fen, p.steps, p.k) - custody_share(p.paid_fen, p.steps, p.k - 1),
           decided_at = ${ctx.clock.now()},
           decided_by = coalesce(${by}::text, case when e.planned then 'plan' else 'silence' end),
           decider = ${decider}, decision_reason = ${reason ?? null}
      from placed p where e.id = p.id returning e.id, e.release_fen`.execute(ctx.db)
  return rows.map((row) => ({ id: row.id, releaseFen: row.release_fen }))
}

export async function evidenceById(ctx: Ctx, id: string): Promise<Evidence | undefined> {
  return ctx.db.selectFrom("custody_evidence").selectAll().where("id", "=", id).executeTakeFirst()
}

const acts = {
  queued: { zh: "确认", en: "confirmed" },
  disputed: { zh: "提出异议", en: "disputed" },
  void: { zh: "不计", en: "made void" },
} as const

function cannot(line: Evidence, to: keyof typeof acts) {
  const state = line.state as EvidenceState
  const isOwnWord = state === "queued" && line.decided_by !== "silence"
  if (evidenceNext[state].includes(to) && !isOwnWord && line.batch_id === null) return null
  const { zh, en } = evidenceTitles[state]
  return refuse["E-EVIDENCE-STATE"]({ state: zh, stateEn: en, act: acts[to].zh, actEn: acts[to].en })
}

/** The owner's yes. The caller has made sure that the actor is the owner. */
export async function confirmByOwner(ctx: FlowCtx, line: Evidence): Promise<Outcome<{ releaseFen: bigint }>> {
  const no = line.state === "disputed" ? null : cannot(line, "queued")
  if (no) return no
  const [done] = await confirmEvidence(ctx, {
    ids: [line.id],
    from: ["asked", "disputed"],
    by: "owner",
    decider: ctx.actor.name,
  })
  ctx.note({ action: "custody.confirm", object: "custody-evidence", objectId: line.id, after: { by: "owner" } })
  return ok({ releaseFen: done?.releaseFen ?? 0n })
}

/** The owner's no: the silence clock stops; a line that silence had confirmed gives its place back. */
export async function disputeEvidence(ctx: FlowCtx, line: Evidence, reason: string): Promise<Outcome<void>> {
  if (reason.trim().length < 4) return refuse["E-REASON"]({}, "reason")
  const no = cannot(line, "disputed")
  if (no) return no
  await lockComponents(ctx, [line.component_id])
  await ctx.db
    .updateTable("custody_evidence")
    .set({
      state: "disputed",
      k: null,
      release_fen: null,
      decided_at: null,
      decided_by: null,
      decider: null,
      disputed_at: ctx.clock.now(),
      dispute_reason: reason.trim(),
    })
    .where("id", "=", line.id)
    .execute()
  if (line.k !== null) await closeGap(ctx, line.component_id, line.k)
  ctx.note({ action: "custody.dispute", object: "custody-evidence", objectId: line.id, after: { reason } })
  ctx.emit({ type: "custody.disputed", subject: line.id, data: { holdingId: line.holding_id } })
  return ok()
}

/** Lines behind a withdrawn one move up; all of them still wait, since batches take places in their order. */
async function closeGap(ctx: FlowCtx, componentId: string, place: number): Promise<void> {
  await sql`update custody_evidence e
     set k = e.k - 1,
         release_fen = custody_share(c.paid_fen, c.steps, e.k - 1) - custody_share(c.paid_fen, c.steps, e.k - 2)
    from custody_component c
   where c.id = e.component_id and e.component_id = ${componentId} and e.k > ${place}`.execute(ctx.db)
}

/** A dispute ends: the step stands, or it counts for nothing and its amount stays with the owner. */
export async function settleDispute(
  ctx: FlowCtx,
  line: Evidence,
  decision: { stands: boolean; reason: string; by: "authority" | "owner" },
): Promise<Outcome<void>> {
  if (decision.reason.trim().length < 4) return refuse["E-REASON"]({}, "reason")
  if (line.state !== "disputed")
    return cannot({ ...line, state: "void" }, decision.stands ? "queued" : "void") as Outcome<void>
  const word = { decider: ctx.actor.name, reason: decision.reason.trim() }
  if (decision.stands) await confirmEvidence(ctx, { ids: [line.id], from: ["disputed"], by: decision.by, ...word })
  else
    await ctx.db
      .updateTable("custody_evidence")
      .set({
        state: "void",
        decided_at: ctx.clock.now(),
        decided_by: decision.by,
        decider: word.decider,
        decision_reason: word.reason,
      })
      .where("id", "=", line.id)
      .execute()
  ctx.note({ action: "custody.settle", object: "custody-evidence", objectId: line.id, after: { ...decision } })
  ctx.emit({ type: "custody.settled", subject: line.id, data: { stands: decision.stands, holdingId: line.holding_id } })
  return ok()
}

/** What was told by mistake, taken back while nobody has answered: it counts for nothing. */
export async function withdrawEvidence(ctx: FlowCtx, ids: readonly string[], reason: string): Promise<Outcome<void>> {
  if (ids.length === 0) return ok()
  const rows = await ctx.db
    .selectFrom("custody_evidence")
    .selectAll()
    .where("id", "in", [...ids])
    .orderBy("id")
    .forUpdate()
    .execute()
  const answered = rows.find((line) => line.state !== "asked")
  if (answered) {
    const { zh, en } = evidenceTitles[answered.state as EvidenceState]
    return refuse["E-EVIDENCE-STATE"]({ state: zh, stateEn: en, act: "撤回", actEn: "taken back" })
  }
  await ctx.db
    .updateTable("custody_evidence")
    .set({ state: "void", decided_at: ctx.clock.now(), decider: ctx.actor.name, decision_reason: reason })
    .where("id", "in", [...ids])
    .execute()
  ctx.note({ action: "custody.withdraw", object: "custody-evidence", objectId: ids[0]!, after: { ids, reason } })
  return ok()
}

/** The money behind these components is gone: what nobody had answered by then cannot release anything any more. */
export async function endEvidence(ctx: FlowCtx, componentIds: readonly string[], reason: string): Promise<void> {
  if (componentIds.length === 0) return
  const ended = await ctx.db
    .updateTable("custody_evidence")
    .set({ state: "void", decided_at: ctx.clock.now(), decider: ctx.actor.name, decision_reason: reason })
    .where("component_id", "in", [...componentIds])
    .where("state", "in", ["asked", "disputed"])
    .returning("id")
    .execute()
  if (ended.length > 0)
    ctx.note({
      action: "custody.end",
      object: "custody-evidence",
      objectId: ended[0]!.id,
      after: { ended: ended.length, reason },
    })
}

const sweepSize = 5_000

const sweepSome = flow({ name: "custody.silence", permission: null }, async (ctx, input: { day: string }) => {
  const due = await ctx.db
    .selectFrom("custody_evidence")
    .select("id")
    .where("state", "=", "asked")
    .where("due_on", "<=", input.day)
    .orderBy("due_on")
    .orderBy("happened_at")
    .limit(sweepSize)
    .execute()
  const done = await confirmEvidence(ctx, { ids: due.map((one) => one.id), from: ["asked"], by: null, decider: "" })
  if (done.length > 0)
    ctx.note({
      object: "custody-evidence",
      objectId: input.day,
      after: { confirmed: done.length, amountFen: done.reduce((sum, one) => sum + one.releaseFen, 0n) },
    })
  return ok({ done: done.length })
})

/** Confirms what nobody contradicted until the end of this day, in commits of a few thousand. */
export async function sweepSilence(ctx: Ctx, day: string, progress: Progress): Promise<DayEndResult> {
  let done = 0
  for (;;) {
    const some = await sweepSome(ctx, { day })
    if (!some.ok || some.value.done === 0) return { done, failed: [] }
    done += some.value.done
    await progress(done, done + sweepSize, "到期未答自动确认")
  }
}
