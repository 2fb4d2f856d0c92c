// What the office looks at: roll calls prepared, the muster of an emergency, devices, consents, guardians' numbers.
import { sql } from "kysely"
import type { z } from "zod"
import { dateOf } from "#kernel/calendar"
import { flow, type Ctx } from "#kernel/flow"
import { guardiansOf, ownPhones } from "#kernel/party"
import { ok, type Outcome } from "#kernel/refusal"
import { adapters } from "../adapters.ts"
import type { consentView, deviceView } from "../contract.ts"
import { number } from "../flows/judge.ts"
import { purposes, type Purpose } from "../model.ts"
import { mqttStatus, mqttWords } from "../mqtt/status.ts"
import type * as contract from "../portal-contract.ts"
import { refuse } from "../refusals.ts"
import { mustFile } from "../rules.ts"
import { isOnlyTeacher, ownSchool, schoolPerson } from "../store.ts"
import { classesToday } from "./day.ts"

type Answer<E extends { response: z.ZodType }> = z.output<E["response"]>

/** The full number, shown after the reason is on record. */
export const callParents = flow(
  { name: "campus.call", permission: "campus.call" },
  async (ctx, input: { personId: string; purpose: string }): Promise<Outcome<Answer<typeof contract.callParents>>> => {
    const person = await schoolPerson(ctx, input.personId)
    if (!person.ok) return person
    const guardians = (await guardiansOf(ctx.db, input.personId)).filter((one) => one.permitted)
    const phones = await ownPhones(
      ctx,
      guardians.map((one) => one.partyId),
    )
    ctx.note({ object: "campus-person", objectId: input.personId, after: { shown: "guardian phones", ...input } })
    return ok({
      guardians: guardians.map((one) => ({
        name: one.name,
        relation: one.relation,
        phone: phones.get(one.partyId) ?? null,
      })),
    })
  },
)

export async function rollPrepared(
  ctx: Ctx,
  asked: { classId: string; period: string },
): Promise<Outcome<Answer<typeof contract.prepareRoll>>> {
  const school = await ownSchool(ctx)
  if (!school.ok) return school
  const day = dateOf(ctx.clock.now())
  const found = (await classesToday(ctx, school.value, day)).find((one) => one.id === asked.classId)
  if (!found) return refuse["E-NOT-FOUND"]({ what: "班级", whatEn: "class" }, "classId")
  const taken = await ctx.db
    .selectFrom("campus_roll_call")
    .selectAll()
    .where("class_id", "=", asked.classId)
    .where("day", "=", day)
    .where("period", "=", asked.period)
    .executeTakeFirst()
  const before = new Map(
    ((taken?.marks ?? []) as unknown as { personId: string; mark: "present" }[]).map((one) => [one.personId, one.mark]),
  )
  return ok({
    classTitle: found.title,
    day,
    taken: taken ? { taker: taken.taker, at: taken.at.toISOString() } : null,
    marks: found.pupils.map((one) => ({
      personId: one.personId,
      name: one.name,
      number: one.number,
      mark:
        before.get(one.personId) ??
        (one.isOnLeave ? ("leave" as const) : one.presence === "in" ? ("present" as const) : ("missing" as const)),
    })),
  })
}

interface MusterRow {
  subject_id: string
  name: string
  class_title: string | null
  last_place: string | null
}

async function unaccountedOf(ctx: Ctx, emergencyId: string): Promise<MusterRow[]> {
  const { rows } = await sql<MusterRow>`
    select m.subject_id, coalesce(q.name, v.visitor_name || '（访客）') as name, c.title as class_title, m.last_place
    from campus_muster m left join campus_person p on p.person_id = m.person_id left join party q on q.id = m.person_id
      left join campus_class c on c.id = p.class_id left join campus_visit v on v.id = m.visit_id
    where m.emergency_id = ${emergencyId} and m.scanned_at is null and m.ticked_at is null
    order by c.title nulls last, p.number, name`.execute(ctx.db)
  return rows
}

export async function emergencyNow(ctx: Ctx): Promise<Outcome<Answer<typeof contract.getEmergency>>> {
  const school = await ownSchool(ctx)
  if (!school.ok) return school
  const rows = await ctx.db
    .selectFrom("campus_emergency")
    .selectAll()
    .select((e) =>
      e
        .selectFrom("campus_muster")
        .select((m) => m.fn.countAll<bigint>().as("n"))
        .whereRef("emergency_id", "=", "campus_emergency.id")
        .where("scanned_at", "is", null)
        .where("ticked_at", "is", null)
        .as("left"),
    )
    .where("school_id", "=", school.value.id)
    .orderBy("started_at", "desc")
    .limit(20)
    .execute()
  const open = rows.find((row) => row.state !== "recovered")
  return ok({
    open: open ? await openView(ctx, open) : null,
    past: rows
      .filter((row) => row.state === "recovered")
      .map((row) => ({
        id: row.id,
        kind: row.kind as "drill",
        startedAt: row.started_at.toISOString(),
        endedAt: row.ended_at?.toISOString() ?? null,
        inside: row.inside,
        unaccounted: Number(row.left ?? 0n),
      })),
  })
}

type OpenRow = { id: string; kind: string; state: string; started_at: Date; started_by: string; inside: number }

async function openView(ctx: Ctx, open: OpenRow) {
  const left = await unaccountedOf(ctx, open.id)
  const counts = await ctx.db
    .selectFrom("campus_muster")
    .select((e) => [e.fn.count<bigint>("scanned_at").as("scanned"), e.fn.count<bigint>("ticked_at").as("ticked")])
    .where("emergency_id", "=", open.id)
    .executeTakeFirstOrThrow()
  return {
    id: open.id,
    kind: open.kind as "drill",
    state: open.state as "emergency",
    startedAt: open.started_at.toISOString(),
    startedBy: open.started_by,
    inside: open.inside,
    scanned: Number(counts.scanned),
    ticked: Number(counts.ticked),
    unaccounted: await withGuardians(ctx, left),
  }
}

/** In an emergency the guardian's number stands beside the name; nobody has time to press for each. */
export async function withGuardians(ctx: Ctx, rows: readonly MusterRow[]) {
  const found = []
  for (const row of rows) {
    const guardian = (await guardiansOf(ctx.db, row.subject_id)).find((one) => one.permitted)
    found.push({ row, guardian })
  }
  const phones = await ownPhones(
    ctx,
    found.flatMap((one) => one.guardian?.partyId ?? []),
  )
  return found.map(({ row, guardian }) => ({
    subjectId: row.subject_id,
    name: row.name,
    classTitle: row.class_title,
    lastPlace: row.last_place,
    guardian: guardian?.name ?? null,
    phone: guardian ? (phones.get(guardian.partyId) ?? null) : null,
  }))
}

/** For the paper: the muster of any emergency of the school. */
export async function musterOf(ctx: Ctx, schoolId: string, id: string) {
  const row = await ctx.db
    .selectFrom("campus_emergency")
    .selectAll()
    .where("id", "=", id)
    .where("school_id", "=", schoolId)
    .executeTakeFirst()
  return row ? { row, view: await openView(ctx, row) } : undefined
}

export async function devicesOf(ctx: Ctx, schoolId: string): Promise<z.output<typeof deviceView>[]> {
  const now = ctx.clock.now()
  const today = dateOf(now)
  const stale = await number(ctx, "stale-minutes", today)
  const alarmDays = await number(ctx, "offline-alarm-days", today)
  const rows = await ctx.db
    .selectFrom("campus_device")
    .innerJoin("campus_school", "campus_school.id", "school_id")
    .selectAll("campus_device")
    .select("campus_school.roster_version as wanted")
    .where("school_id", "=", schoolId)
    .where("state", "=", "active")
    .orderBy("campus_device.kind")
    .orderBy("place")
    .execute()
  return rows.map((row) => {
    const silentMs = row.heartbeat_at ? now.getTime() - row.heartbeat_at.getTime() : null
    const state =
      silentMs === null
        ? ("never" as const)
        : silentMs > alarmDays * 86_400_000
          ? ("alarm" as const)
          : silentMs > stale * 60_000
            ? ("stale" as const)
            : ("ok" as const)
    return {
      sn: row.sn,
      kind: row.kind as "gate",
      place: row.place,
      direction: row.direction as "in",
      adapter: row.adapter,
      hasFace: row.has_face,
      heartbeatAt: row.heartbeat_at?.toISOString() ?? null,
      eventAt: row.event_at?.toISOString() ?? null,
      offsetMs: row.offset_ms,
      backlog: row.backlog,
      rosterBehind: Number(row.wanted - row.roster_version),
      state,
    }
  })
}

export async function ownDevices(ctx: Ctx): Promise<Outcome<Answer<typeof contract.listDevices>>> {
  const school = await ownSchool(ctx)
  if (!school.ok) return school
  return ok({
    items: await devicesOf(ctx, school.value.id),
    mqtt: { state: mqttStatus(ctx.db).state, ...mqttWords(mqttStatus(ctx.db)) },
    adapters: Object.entries(adapters).map(([code, { zh }]) => ({ code, zh })),
  })
}

/** The newest word on each purpose for these people. */
export async function consentsOf(
  ctx: Ctx,
  personIds: readonly string[],
): Promise<Map<string, z.output<typeof consentView>[]>> {
  const rows =
    personIds.length === 0
      ? []
      : await ctx.db
          .selectFrom("campus_consent")
          .innerJoin("party", "party.id", "given_by")
          .distinctOn(["person_id", "purpose"])
          .selectAll("campus_consent")
          .select("party.name as giver")
          .where("person_id", "in", personIds)
          .orderBy("person_id")
          .orderBy("purpose")
          .orderBy("given_at", "desc")
          .execute()
  return new Map(
    personIds.map((personId) => [
      personId,
      purposes.map((purpose) => {
        const row = rows.find((one) => one.person_id === personId && one.purpose === purpose)
        return {
          purpose,
          inForce: row !== undefined && row.withdrawn_at === null,
          isOwn: row?.given_by === personId,
          givenAt: row?.given_at.toISOString() ?? null,
          givenBy: row?.giver ?? null,
          withdrawnAt: row?.withdrawn_at?.toISOString() ?? null,
          deleteDueOn: row?.delete_due_on ?? null,
          deletedAt: row?.deleted_at?.toISOString() ?? null,
        }
      }),
    ]),
  )
}

export async function consentBoardOf(
  ctx: Ctx,
  query: { q: string; lack?: Purpose | undefined },
): Promise<Outcome<Answer<typeof contract.consentBoard>>> {
  const school = await ownSchool(ctx)
  if (!school.ok) return school
  const schoolId = school.value.id
  const counts = await sql<{ purpose: Purpose; in_force: number; withdrawn: number }>`
    select c.purpose, count(*) filter (where withdrawn_at is null)::int as in_force,
      count(*) filter (where withdrawn_at is not null)::int as withdrawn
    from campus_consent c join campus_person p on p.person_id = c.person_id and p.status = 'enrolled'
    where p.school_id = ${schoolId} group by 1`.execute(ctx.db)
  const text = `%${query.q.replace(/[\\%_]/g, "\\$&")}%`
  const { rows } = await sql<{ person_id: string; name: string; title: string | null; has_face: boolean }>`
    select p.person_id, q.name, c.title, exists (select from campus_credential k where k.person_id = p.person_id
      and k.kind = 'face' and k.state = 'active') as has_face
    from campus_person p join party q on q.id = p.person_id left join campus_class c on c.id = p.class_id
    where p.school_id = ${schoolId} and p.kind = 'student' and p.status = 'enrolled' and (q.name like ${text} or c.title like ${text})
      and (${query.lack ?? null}::text is null or not exists (select from campus_consent x where x.person_id = p.person_id
        and x.purpose = ${query.lack ?? null} and x.withdrawn_at is null))
      and (not ${isOnlyTeacher(ctx)}::boolean or c.teacher_id::text = ${ctx.actor.id})
    order by c.title, p.number limit 100`.execute(ctx.db)
  const consents = await consentsOf(
    ctx,
    rows.map((row) => row.person_id),
  )
  const total = await sql<{ pupils: number; faces: number }>`
    select (select count(*)::int from campus_person where school_id = ${schoolId} and kind = 'student' and status = 'enrolled') as pupils,
      (select count(*)::int from campus_credential where school_id = ${schoolId} and kind = 'face' and state = 'active') as faces`.execute(
    ctx.db,
  )
  const { pupils, faces } = total.rows[0]!
  const fileFrom = await number(ctx, "face-filing-from", dateOf(ctx.clock.now()))
  return ok({
    pupils,
    faces,
    mustFile: mustFile({ faces, fileFrom }),
    coverage: purposes.map((purpose) => {
      const row = counts.rows.find((one) => one.purpose === purpose)
      return { purpose, inForce: row?.in_force ?? 0, withdrawn: row?.withdrawn ?? 0 }
    }),
    items: rows.map((row) => ({
      personId: row.person_id,
      name: row.name,
      classTitle: row.title,
      consents: consents.get(row.person_id)!,
      hasFace: row.has_face,
    })),
  })
}
