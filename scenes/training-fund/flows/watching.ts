// The night's look at every institution: each default rule with its own facts. An alert that stands is seen again; what no
// longer holds is closed by itself, with that said.
import { sql } from "kysely"
import { addDays, daysBetween } from "#kernel/calendar"
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { DayEndResult } from "#kernel/scene"
import { institutionFacts, type InstitutionFacts } from "../queries/facts.ts"
import {
  autoConfirmAlert,
  crowdedAlert,
  depositAlert,
  enrolmentAlert,
  idleAlert,
  licenceAlert,
  offPlatformAlert,
  outflowAlert,
  type Alert,
  type AlertNumbers,
} from "../rules.ts"
import { alertNumbers, namesOf, type Institution } from "../store.ts"
import { raise, refreshLevel } from "./alerting.ts"
import { depositOfInstitution } from "./deposits.ts"

type Raised = Alert & { subject?: string }

const watchOne = flow(
  { name: "training-fund.watch", permission: null },
  async (ctx, input: { id: string; day: string }): Promise<Outcome<{ raised: number }>> => {
    const institution = await ctx.db
      .selectFrom("training_institution")
      .selectAll()
      .where("id", "=", input.id)
      .executeTakeFirstOrThrow()
    const numbers = await alertNumbers(ctx, input.day)
    const facts = (await institutionFacts(ctx, [input.id], input.day)).get(input.id)!
    const found = await alertsOf(ctx, { institution, numbers, facts, day: input.day })
    let raised = 0
    for (const alert of found) if (await raise(ctx, institution, alert)) raised += 1
    await closeGone(ctx, institution.id, found)
    await refreshLevel(ctx, institution.id)
    ctx.note({
      object: "training-institution",
      objectId: institution.id,
      after: { day: input.day, alerts: found.length },
    })
    return ok({ raised })
  },
)

interface Watch {
  institution: Institution
  numbers: AlertNumbers
  facts: InstitutionFacts
  day: string
}

async function alertsOf(ctx: FlowCtx, w: Watch): Promise<Raised[]> {
  const { institution, numbers, facts, day } = w
  const deposit = await depositOfInstitution(ctx, institution)
  const all: (Raised | null)[] = [
    await outflow(ctx, w),
    await enrolment(ctx, w),
    facts.unearnedFen > 0n
      ? idleAlert(numbers, { daysWithoutLesson: await idleDays(ctx, w), unearnedFen: facts.unearnedFen })
      : null,
    await autoConfirm(ctx, w),
    licenceAlert(numbers, { daysLeft: daysBetween(day, institution.licence_until), until: institution.licence_until }),
    depositAlert(deposit),
    overdue(facts),
    ...(await crowded(ctx, w)),
    ...(await offPlatform(ctx, w)),
    await stopped(ctx, institution),
  ]
  return all.filter((one) => one !== null)
}

function overdue(facts: InstitutionFacts): Raised | null {
  if (facts.refundsOverdue === 0) return null
  return {
    rule: "refund_overdue",
    level: "RED",
    zh: `${facts.refundsOverdue} 笔退费超过规定时限`,
    en: `${facts.refundsOverdue} refunds past due`,
    facts: { refunds: facts.refundsOverdue },
  }
}

/** Batches paid on the day against what stood there before them. */
async function outflow(ctx: FlowCtx, { institution, numbers, facts, day }: Watch): Promise<Raised | null> {
  const { rows } = await sql<{ out: bigint }>`
    select coalesce(sum(e.release_fen), 0)::bigint as out from custody_batch b
      join custody_evidence e on e.batch_id = b.id and e.state = 'released'
     where b.pool_id = ${institution.pool_id}
       and (b.done_at at time zone 'Asia/Shanghai')::date = ${day}::date`.execute(ctx.db)
  const outFen = rows[0]!.out
  return outflowAlert(numbers, { outFen, balanceFen: facts.heldFen + outFen })
}

async function enrolment(ctx: FlowCtx, { institution, numbers, day }: Watch): Promise<Raised | null> {
  const { rows } = await sql<{ day: string; n: number }>`
    select signed_on::text as day, count(*)::int as n from training_order
     where institution_id = ${institution.id} and state <> 'CANCELLED' and signed_on > ${addDays(day, -31)}
     group by signed_on`.execute(ctx.db)
  const counts = new Map(rows.map((row) => [row.day, row.n]))
  const before = Array.from({ length: 30 }, (_, at) => counts.get(addDays(day, -30 + at)) ?? 0)
  return enrolmentAlert(numbers, { today: counts.get(day) ?? 0, before })
}

/** Days since the last lesson that was held, or since the first contract where none was. */
async function idleDays(ctx: FlowCtx, { institution, day }: Watch): Promise<number> {
  const { rows } = await sql<{ last: string | null }>`
    select greatest(
      (select max((l.starts_at at time zone 'Asia/Shanghai')::date) from training_lesson l
         join training_course c on c.id = l.course_id where c.institution_id = ${institution.id} and l.state = 'held'),
      (select min(o.first_on) from training_order o where o.institution_id = ${institution.id}
         and o.state in ('PAID', 'TEACHING')))::text as last`.execute(ctx.db)
  const last = rows[0]!.last
  return last !== null && last < day ? daysBetween(last, day) : 0
}

async function autoConfirm(ctx: FlowCtx, { institution, numbers, day }: Watch): Promise<Raised | null> {
  const { rows } = await sql<{ auto: number; all: number }>`
    select count(*) filter (where decided_by = 'silence')::int as auto, count(*)::int as all from custody_evidence
     where pool_id = ${institution.pool_id} and decided_at >= ${addDays(day, -6)}::date::timestamp at time zone 'Asia/Shanghai'
       and k is not null and not planned`.execute(ctx.db)
  return autoConfirmAlert(numbers, rows[0]!)
}

async function crowded(ctx: FlowCtx, { institution, numbers, day }: Watch): Promise<Raised[]> {
  const { rows } = await sql<{ student_id: string; n: number }>`
    select o.student_id, count(*)::int as n from training_attendance a
      join training_lesson l on l.id = a.lesson_id join training_order o on o.id = a.order_id
     where o.institution_id = ${institution.id} and a.mark = 'present' and a.withdrawn_at is null
       and (l.starts_at at time zone 'Asia/Shanghai')::date = ${day}
     group by o.student_id having count(*) > ${numbers.lessonsPerDay}`.execute(ctx.db)
  const names = await namesOf(
    ctx,
    rows.map((row) => row.student_id),
  )
  return rows.flatMap((row) => {
    const found = crowdedAlert(numbers, { student: names.get(row.student_id)!, day, lessons: row.n })
    return found ? [{ ...found, subject: `${row.student_id}:${day}` }] : []
  })
}

/** Lessons of the last week with more children in the room than funded orders in the class. */
async function offPlatform(ctx: FlowCtx, { institution, numbers, day }: Watch): Promise<Raised[]> {
  const { rows } = await sql<{ id: string; title: string; seen: number; funded: number; at: string }>`
    select l.id, c.title, l.seen, (l.starts_at at time zone 'Asia/Shanghai')::date::text as at,
      (select count(*)::int from training_order o where o.course_id = c.id and o.paid_on is not null
         and o.paid_on <= (l.starts_at at time zone 'Asia/Shanghai')::date
         and o.state in ('PAID', 'TEACHING', 'FROZEN', 'REFUNDING', 'COMPLETED')) as funded
      from training_lesson l join training_course c on c.id = l.course_id
     where c.institution_id = ${institution.id} and l.state = 'held' and l.seen is not null
       and (l.starts_at at time zone 'Asia/Shanghai')::date > ${addDays(day, -7)}`.execute(ctx.db)
  return rows.flatMap((row) => {
    const found = offPlatformAlert(numbers, { seen: row.seen, funded: row.funded, lesson: `${row.title} ${row.at}` })
    return found ? [{ ...found, subject: row.id }] : []
  })
}

async function stopped(ctx: FlowCtx, institution: Institution): Promise<Raised | null> {
  const pool = await ctx.db
    .selectFrom("custody_pool")
    .select("stopped_reason")
    .where("id", "=", institution.pool_id)
    .executeTakeFirstOrThrow()
  if (!pool.stopped_reason) return null
  const reason = pool.stopped_reason
  return {
    rule: "recon",
    level: "RED",
    zh: `${reason}，已停止划拨`,
    en: `Releases stopped: ${reason}`,
    facts: { reason },
  }
}

/** Standing conditions that are over; suspicions wait for a person. */
const standing = ["licence", "deposit", "idle", "refund_overdue", "recon"]

async function closeGone(ctx: FlowCtx, institutionId: string, found: readonly Raised[]): Promise<void> {
  const rules = new Set(found.map((one) => one.rule as string))
  const gone = standing.filter((rule) => !rules.has(rule))
  await ctx.db
    .updateTable("training_alert")
    .set({ state: "closed", handler: "system", outcome: "情况已消除", closed_at: ctx.clock.now() })
    .where("institution_id", "=", institutionId)
    .where("state", "=", "open")
    .where("rule", "in", gone)
    .execute()
}

export async function watchNight(ctx: Ctx, day: string): Promise<DayEndResult> {
  const rows = await ctx.db
    .selectFrom("training_institution")
    .select("id")
    .where("state", "not in", ["RUN_OFF", "CLOSED"])
    .execute()
  const result: DayEndResult = { done: 0, failed: [] }
  for (const row of rows) {
    const done = await watchOne(ctx, { id: row.id, day })
    if (done.ok) result.done += 1
  }
  return result
}
