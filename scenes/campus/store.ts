// Reading schools, people and devices as the actor may see them: a portal person its own school, staff their outlets, a
// parent its own children.
import type { Selectable } from "kysely"
import { dateOf } from "#kernel/calendar"
import { digest } from "#kernel/crypto"
import type { Tables } from "#kernel/db"
import type { Ctx } from "#kernel/flow"
import { inScope } from "#kernel/org"
import { isGuardian } from "#kernel/party"
import { ok, type Outcome } from "#kernel/refusal"
import { parameter } from "#kernel/rule-data"
import { refuse } from "./refusals.ts"
import { isAdult } from "./rules.ts"

export type SchoolRow = Selectable<Tables["campus_school"]>
export type PersonRow = Selectable<Tables["campus_person"]>
export type ClassRow = Selectable<Tables["campus_class"]>
export type DeviceRow = Selectable<Tables["campus_device"]>

/** The school the actor works for. */
export async function ownSchool(ctx: Ctx): Promise<Outcome<SchoolRow>> {
  const partyId = ctx.actor.kind === "portal" ? ctx.actor.partyId : undefined
  if (!partyId) return refuse["E-SCHOOL"]()
  const row = await ctx.db.selectFrom("campus_school").selectAll().where("party_id", "=", partyId).executeTakeFirst()
  return row ? ok(row) : refuse["E-SCHOOL"]()
}

/** For the bank's staff, within their outlets. */
export async function schoolById(ctx: Ctx, id: string): Promise<Outcome<SchoolRow>> {
  const row = await ctx.db.selectFrom("campus_school").selectAll().where("id", "=", id).executeTakeFirst()
  const maySee = row && (ctx.actor.kind === "system" || inScope(ctx, row.outlet))
  return maySee ? ok(row) : refuse["E-NOT-FOUND"]({ what: "学校", whatEn: "school" })
}

const noPerson = () => refuse["E-NOT-FOUND"]({ what: "学生", whatEn: "pupil" }, "personId")

export interface SeenPerson extends PersonRow {
  name: string
  classTitle: string | null
  teacherId: string | null
}

export async function personRow(ctx: Ctx, personId: string): Promise<SeenPerson | undefined> {
  return ctx.db
    .selectFrom("campus_person")
    .innerJoin("party", "party.id", "person_id")
    .leftJoin("campus_class", "campus_class.id", "class_id")
    .selectAll("campus_person")
    .select(["party.name", "campus_class.title as classTitle", "campus_class.teacher_id as teacherId"])
    .where("person_id", "=", personId)
    .executeTakeFirst()
}

/** A person of the actor's school; a class teacher sees the own class only. */
export async function schoolPerson(ctx: Ctx, personId: string): Promise<Outcome<SeenPerson>> {
  const school = await ownSchool(ctx)
  if (!school.ok) return school
  const row = await personRow(ctx, personId)
  if (!row || row.school_id !== school.value.id) return noPerson()
  return isOnlyTeacher(ctx) && row.teacherId !== ctx.actor.id ? refuse["E-TEACHER"]({}, "personId") : ok(row)
}

/** Whether this pupil or member of staff acts alone today. */
export async function actsAlone(ctx: Ctx, person: { kind: string; birth_on: string | null }): Promise<boolean> {
  const today = dateOf(ctx.clock.now())
  return person.kind === "staff" || isAdult(person.birth_on, today, await parameter(ctx, adultKey, today))
}

export const adultKey = "campus.adult-years"

/**
 * A child of the signed-in guardian, or the signed-in person themselves; another family's child is answered like no child at
 * all. From the day a pupil is of age only the pupil sees and decides.
 */
export async function ownChild(ctx: Ctx, personId: string): Promise<Outcome<SeenPerson>> {
  const who = ctx.actor.kind === "citizen" ? ctx.actor.partyId : undefined
  if (!who || !/^[0-9a-f-]{36}$/.test(personId)) return noPerson()
  const row = await personRow(ctx, personId)
  if (!row) return noPerson()
  const isAlone = await actsAlone(ctx, row)
  if (who === personId) return isAlone ? ok(row) : noPerson()
  if (!(await isGuardian(ctx.db, who, personId))) return noPerson()
  if (!isAlone) return ok(row)
  const years = await parameter<number>(ctx, adultKey, dateOf(ctx.clock.now()))
  return refuse["E-GROWN"]({ name: row.name, years }, "personId")
}

/** The child for a parent, the pupil for the school's people. */
export const seenPerson = (ctx: Ctx, personId: string): Promise<Outcome<SeenPerson>> =>
  ctx.actor.kind === "citizen" ? ownChild(ctx, personId) : schoolPerson(ctx, personId)

export const isOnlyTeacher = (ctx: Ctx): boolean =>
  ctx.actor.roles.includes("teacher") && !ctx.actor.roles.includes("school-office")

export const deviceKey = (secret: Buffer, sn: string): string =>
  digest(secret, "campus-device", sn).toString("hex").slice(0, 32)

export async function deviceBy(ctx: Pick<Ctx, "db">, sn: string): Promise<DeviceRow | undefined> {
  return ctx.db
    .selectFrom("campus_device")
    .selectAll()
    .where("sn", "=", sn)
    .where("state", "=", "active")
    .executeTakeFirst()
}
