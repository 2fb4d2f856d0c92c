// What parents hear, and that they hear it once: fresh events at once, older ones in the evening's digest. Only guardians
// who may see the child's data, and only where a guardian has agreed to be told. Of a pupil of age they hear what the pupil
// has agreed to.
import { sql } from "kysely"
import { dateOf } from "#kernel/calendar"
import type { Ctx, FlowCtx } from "#kernel/flow"
import { notifyAll, queueSmsAll, type Notice, type Sms } from "#kernel/notice"
import { guardiansOfMany, ownPhones } from "#kernel/party"
import { parameter } from "#kernel/rule-data"
import { adultKey } from "../store.ts"
import { directionTitles, type Direction } from "../model.ts"
import { isPassing, type Draft } from "./judge.ts"

const childPage = (personId: string): string => `/m/campus/${personId}`

/** "07:31" on the wall in Shanghai. */
export const clockTime = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 16)

interface ToTell {
  sn: string
  event_id: string
  person_id: string
  name: string
  direction: string
  corrected_at: Date
  is_late: boolean
  place: string
  school: string
}

/** A condition on `c`, the pupil of a query: under age today, or with no birthday on file. */
export async function isMinorSql(ctx: Ctx) {
  const today = dateOf(ctx.clock.now())
  const years = await parameter<number>(ctx, adultKey, today)
  return sql<boolean>`(c.birth_on is null or c.birth_on > (${today}::date - make_interval(years => ${years}::int))::date)`
}

/** Who hears of what is decided about these pupils: a child's guardians; of age the pupil, and the family if the pupil agrees. */
export async function hearersOf(ctx: Ctx, personIds: readonly string[]): Promise<Map<string, string[]>> {
  if (personIds.length === 0) return new Map()
  const { rows } = await sql<{ person_id: string; is_minor: boolean; agrees: boolean }>`
    select c.person_id, ${await isMinorSql(ctx)} as is_minor, exists (select from campus_consent a where a.person_id = c.person_id
      and a.purpose = 'notice' and a.withdrawn_at is null and a.given_by = c.person_id) as agrees
    from campus_person c where c.person_id = any(${[...personIds]}::uuid[])`.execute(ctx.db)
  const guardians = await guardiansOfMany(ctx.db, personIds)
  return new Map(
    rows.map((row) => {
      const family = row.is_minor || row.agrees ? (guardians.get(row.person_id) ?? []) : []
      return [row.person_id, row.is_minor ? family : [row.person_id, ...family]]
    }),
  )
}

export async function tellParents(ctx: FlowCtx, fresh: readonly Draft[]): Promise<number> {
  const mine = fresh.filter((one) => one.personId !== null && isPassing(one))
  if (mine.length === 0) return 0
  // Repeats were worked out a moment ago; a second beep at the gate is no news.
  const { rows } = await sql<ToTell>`
    select e.sn, e.event_id, e.person_id, p.name, e.direction, e.corrected_at, e.is_late, d.place, s.name as school
    from unnest(${mine.map((one) => one.sn)}::text[], ${mine.map((one) => one.eventId)}::text[]) k (sn, event_id)
      join campus_event e on e.sn = k.sn and e.event_id = k.event_id
      join campus_person c on c.person_id = e.person_id and c.kind = 'student' join party p on p.id = e.person_id
      join campus_device d on d.sn = e.sn join campus_school s on s.id = e.school_id
    where not e.is_repeat and exists (select from campus_consent a where a.person_id = e.person_id
      and a.purpose = 'notice' and a.withdrawn_at is null and (a.given_by = e.person_id or ${await isMinorSql(ctx)}))`.execute(
    ctx.db,
  )
  const news = rows.filter((row) => !row.is_late)
  await mark(ctx, news, "pushed")
  await mark(
    ctx,
    rows.filter((row) => row.is_late),
    "digest",
  )
  const guardians = await guardiansOfMany(ctx.db, [...new Set(news.map((row) => row.person_id))])
  const told = news.flatMap((row) =>
    (guardians.get(row.person_id) ?? []).map((guardianId) => ({
      guardianId,
      key: `campus:${row.sn}:${row.event_id}:${guardianId}`,
      page: childPage(row.person_id),
      title: `${row.name}${directionTitles[row.direction as Direction].zh}`,
      body: `${row.name} ${clockTime(row.corrected_at)} ${directionTitles[row.direction as Direction].zh}（${row.school}${row.place}）`,
    })),
  )
  await send(ctx, told)
  return told.length
}

export interface Message {
  guardianId: string
  key: string
  page: string
  title: string
  body: string
}

/** In the app and by text message, each once for its key. */
export async function send(ctx: FlowCtx, messages: readonly Message[]): Promise<void> {
  const notices: Notice[] = messages.map((one) => ({
    to: `party:${one.guardianId}`,
    title: one.title,
    body: one.body,
    page: one.page,
    onceKey: one.key,
  }))
  await notifyAll(ctx, notices)
  const phones = await ownPhones(ctx, [...new Set(messages.map((one) => one.guardianId))])
  const texts: Sms[] = messages.flatMap((one) => {
    const phone = phones.get(one.guardianId)
    return phone ? [{ phone, text: one.body, onceKey: one.key }] : []
  })
  await queueSmsAll(ctx, texts)
}

async function mark(ctx: FlowCtx, rows: readonly ToTell[], notice: "pushed" | "digest"): Promise<void> {
  if (rows.length === 0) return
  await sql`update campus_event e set notice = ${notice}
    from unnest(${rows.map((row) => row.sn)}::text[], ${rows.map((row) => row.event_id)}::text[]) k (sn, event_id)
    where e.sn = k.sn and e.event_id = k.event_id`.execute(ctx.db)
}

/** One message a child and day with everything that came late, marked 补传. */
export async function tellDigests(ctx: FlowCtx, schoolId: string): Promise<number> {
  const { rows } = await sql<{ person_id: string; name: string; day: string; lines: string; keys: string }>`
    update campus_event e set notice = 'told' from (select x.sn, x.event_id from campus_event x
      where x.school_id = ${schoolId} and x.notice = 'digest') k
    where e.sn = k.sn and e.event_id = k.event_id
    returning e.person_id, (select name from party where id = e.person_id) as name, e.day::text as day,
      to_char(e.corrected_at at time zone 'Asia/Shanghai', 'HH24:MI') || case e.direction when 'in' then ' 进校' else ' 离校' end as lines,
      e.sn || ':' || e.event_id as keys`.execute(ctx.db)
  const groups = Map.groupBy(rows, (row) => `${row.person_id}|${row.day}`)
  const guardians = await guardiansOfMany(ctx.db, [...new Set(rows.map((row) => row.person_id))])
  const messages = [...groups.values()].flatMap((group) => {
    const first = group[0]!
    const lines = group.map((row) => row.lines).toSorted((a, b) => (a < b ? -1 : 1))
    return (guardians.get(first.person_id) ?? []).map((guardianId) => ({
      guardianId,
      key: `campus:digest:${first.keys}:${guardianId}`,
      page: childPage(first.person_id),
      title: `${first.name} ${first.day} 进出补传`,
      body: `${first.name} ${first.day}：${lines.join("、")}（补传：校门设备断网后上传）`,
    }))
  })
  await send(ctx, messages)
  return messages.length
}

/** What a guardian was told, for the proof of it. */
export async function toldOf(ctx: Ctx, guardianId: string, limit: number) {
  return ctx.db
    .selectFrom("notice")
    .select(["title", "body", "at"])
    .where("audience", "=", `party:${guardianId}`)
    .orderBy("at", "desc")
    .limit(limit)
    .execute()
}
