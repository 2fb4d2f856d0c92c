// The register as the office reads it.
import { sql } from "kysely"
import type { z } from "zod"
import { dateOf } from "#kernel/calendar"
import type { Ctx } from "#kernel/flow"
import { guardiansOf } from "#kernel/party"
import { ok, type Outcome } from "#kernel/refusal"
import { number } from "../flows/judge.ts"
import { consentsOf } from "../queries/office.ts"
import { compareTitles, isAdult, nextTitle } from "../rules.ts"
import { ownSchool, schoolPerson } from "../store.ts"
import type * as contract from "./contract.ts"

type Answer<E extends { response: z.ZodType }> = z.output<E["response"]>
type Query<E extends { query: z.ZodType }> = z.output<E["query"]>

interface Line {
  person_id: string
  name: string
  number: string
  kind: "student"
  title: string | null
  is_boarder: boolean
  status: "enrolled"
  guardians: string | null
  has_card: boolean
}

export async function registerBy(
  ctx: Ctx,
  query: Query<typeof contract.listRegister>,
): Promise<Outcome<Answer<typeof contract.listRegister>>> {
  const school = await ownSchool(ctx)
  if (!school.ok) return school
  const at = query.after && /^\d{1,7}$/.test(query.after) ? Number(query.after) : 0
  const text = query.q ? `%${query.q.replace(/[\\%_]/g, "\\$&")}%` : null
  const { rows } = await sql<Line>`
    select p.person_id, q.name, p.number, p.kind, c.title, p.is_boarder, p.status,
      (select string_agg(g.name, '、' order by r.from_on, g.id) from party_relation r join party g on g.id = r.from_party
        where r.to_party = p.person_id and r.kind = 'guardian' and r.to_on is null) as guardians,
      exists (select from campus_credential k where k.person_id = p.person_id and k.kind = 'card' and k.state = 'active') as has_card
    from campus_person p join party q on q.id = p.person_id left join campus_class c on c.id = p.class_id
    where p.school_id = ${school.value.id} and p.status = ${query.status ?? "enrolled"}
      and (${query.kind ?? null}::text is null or p.kind = ${query.kind ?? null})
      and (${query.classId ?? null}::uuid is null or p.class_id = ${query.classId ?? null}::uuid)
      and (${text}::text is null or q.name like ${text} or p.number like ${text} or c.title like ${text}
        or q.initials like lower(${text}))
    -- The order of compareTitles, which a page needs before it is cut.
    order by p.kind desc,
      regexp_replace(translate(c.title, '一二三四五六七八九', '123456789'), '(^|\\D)(\\d)(?=\\D|$)', '\\10\\2', 'g') collate "C",
      p.number limit ${query.limit + 1} offset ${at}`.execute(ctx.db)
  return ok({
    items: rows.slice(0, query.limit).map((row) => ({
      personId: row.person_id,
      name: row.name,
      number: row.number,
      kind: row.kind,
      classTitle: row.title,
      isBoarder: row.is_boarder,
      status: row.status,
      guardians: row.guardians ?? "",
      hasCard: row.has_card,
    })),
    next: rows.length > query.limit ? String(at + query.limit) : null,
  })
}

export async function registered(ctx: Ctx, personId: string): Promise<Outcome<Answer<typeof contract.getRegistered>>> {
  const person = await schoolPerson(ctx, personId)
  if (!person.ok) return person
  const row = person.value
  const today = dateOf(ctx.clock.now())
  const adultYears = await number(ctx, "adult-years", today)
  const guardians = await guardiansOf(ctx.db, personId)
  const tails = await phoneTails(ctx, [personId, ...guardians.map((one) => one.partyId)])
  const spells = await ctx.db
    .selectFrom("campus_enrolment")
    .select(["class_title", "from_on", "to_on"])
    .where("person_id", "=", personId)
    .where("school_id", "=", row.school_id)
    .orderBy("from_on", "desc")
    .execute()
  const { rows } = await sql<{ cards: number; state: string | null }>`
    select (select count(*)::int from campus_credential k where k.person_id = ${personId} and k.kind = 'card' and k.state = 'active') as cards,
      (select state from wallet where wallet_no = ${row.wallet_no}) as state`.execute(ctx.db)
  return ok({
    personId,
    name: row.name,
    number: row.number,
    kind: row.kind as "student",
    classId: row.class_id,
    classTitle: row.classTitle,
    birthOn: row.birth_on,
    isBoarder: row.is_boarder,
    status: row.status as "enrolled",
    isAdult: row.kind === "staff" || isAdult(row.birth_on, today, adultYears),
    adultYears,
    ownPhoneTail: tails.get(personId) ?? null,
    guardians: guardians.map((one) => ({
      id: one.partyId,
      name: one.name,
      relation: one.relation,
      permitted: one.permitted,
      phoneTail: tails.get(one.partyId) ?? null,
    })),
    spells: spells
      .filter((one) => one.to_on !== one.from_on)
      .map((one) => ({ classTitle: one.class_title, from: one.from_on, to: one.to_on })),
    consents: (await consentsOf(ctx, [personId])).get(personId)!,
    cards: rows[0]!.cards,
    walletState: rows[0]!.state as "normal" | null,
  })
}

async function phoneTails(ctx: Ctx, partyIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await ctx.db
    .selectFrom("party_contact")
    .select(["party_id", "phone_tail"])
    .where("party_id", "in", [...partyIds])
    .where("duty", "=", "本人")
    .execute()
  return new Map(rows.map((row) => [row.party_id, row.phone_tail]))
}

export async function schoolNow(ctx: Ctx): Promise<Outcome<Answer<typeof contract.schoolView>>> {
  const school = await ownSchool(ctx)
  if (!school.ok) return school
  const { id, name, bell, closes, term_from: termFrom, term_to: termTo } = school.value
  const terms = await ctx.db
    .selectFrom("campus_term")
    .select(["from_on", "to_on"])
    .where("school_id", "=", id)
    .orderBy("from_on", "desc")
    .execute()
  const classes = await sql<{
    id: string
    title: string
    teacher_name: string | null
    bell: string | null
    closes: string | null
    pupils: number
    boarders: number
  }>`select c.id, c.title, c.teacher_name, c.bell, c.closes, count(p.person_id)::int as pupils,
      count(p.person_id) filter (where p.is_boarder)::int as boarders
    from campus_class c left join campus_person p on p.class_id = c.id and p.status = 'enrolled' and p.kind = 'student'
    where c.school_id = ${id} and c.ended_on is null group by c.id`.execute(ctx.db)
  const more = await sql<{ staff: number; unpaid: number }>`
    select (select count(*)::int from campus_person where school_id = ${id} and kind = 'staff' and status = 'enrolled') as staff,
      (select count(*)::int from campus_person p join wallet w on w.wallet_no = p.wallet_no
        where p.school_id = ${id} and p.status <> 'enrolled' and w.state <> 'closed') as unpaid`.execute(ctx.db)
  return ok({
    name,
    bell,
    closes,
    termFrom,
    termTo,
    terms: terms.map((one) => ({ from: one.from_on, to: one.to_on })),
    classes: classes.rows
      .toSorted((a, b) => compareTitles(a.title, b.title))
      .map(({ teacher_name: teacher, ...row }) => {
        const next = nextTitle(row.title)
        return { ...row, teacher, next: next === undefined ? "" : next }
      }),
    ...more.rows[0]!,
    movedUpOn: school.value.moved_up_on,
    today: dateOf(ctx.clock.now()),
  })
}
