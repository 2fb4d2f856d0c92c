// Classes, school hours and the year's move: the office's own side of the calendar.
import { randomUUID } from "node:crypto"
import { sql } from "kysely"
import { dateOf } from "#kernel/calendar"
import { flow, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { beginSpells, endSchool } from "../flows/enrolment.ts"
import { refuse } from "../refusals.ts"
import { cannotMoveUp, clashingTitles, type Move } from "../rules.ts"
import { ownSchool, type ClassRow, type SchoolRow } from "../store.ts"

/** The school's row, locked and read after the lock: whoever else changes its classes waits and sees what was done. */
async function lockSchool(ctx: FlowCtx): Promise<Outcome<SchoolRow>> {
  const school = await ownSchool(ctx)
  if (!school.ok) return school
  await ctx.db.selectFrom("campus_school").select("id").where("id", "=", school.value.id).forUpdate().execute()
  return ownSchool(ctx)
}

const openClasses = (ctx: FlowCtx, schoolId: string): Promise<ClassRow[]> =>
  ctx.db
    .selectFrom("campus_class")
    .selectAll()
    .where("school_id", "=", schoolId)
    .where("ended_on", "is", null)
    .orderBy("title")
    .execute()

export const addClasses = flow(
  { name: "campus.add-classes", permission: "campus.register" },
  async (ctx, input: { titles: readonly string[] }): Promise<Outcome<{ made: number }>> => {
    const school = await lockSchool(ctx)
    if (!school.ok) return school
    const known = new Set((await openClasses(ctx, school.value.id)).map((one) => one.title))
    const twice = input.titles.find((one, at) => known.has(one) || input.titles.indexOf(one) !== at)
    if (twice) return refuse["E-TAKEN"]({ what: "班级", name: twice }, "titles")
    await ctx.db
      .insertInto("campus_class")
      .values(input.titles.map((title) => ({ id: randomUUID(), school_id: school.value.id, title })))
      .execute()
    ctx.note({ object: "campus-school", objectId: school.value.id, after: { classes: input.titles } })
    return ok({ made: input.titles.length })
  },
)

export interface ClassChange {
  classId: string
  title: string
  /** null: the school's own times. */
  bell: string | null
  closes: string | null
}

export const changeClassHead = flow(
  { name: "campus.change-class-head", permission: "campus.register" },
  async (ctx, input: ClassChange): Promise<Outcome<void>> => {
    const school = await lockSchool(ctx)
    if (!school.ok) return school
    if (input.bell && input.closes && input.closes <= input.bell) return refuse["E-HOURS"]({}, "closes")
    const classes = await openClasses(ctx, school.value.id)
    const before = classes.find((one) => one.id === input.classId)
    if (!before) return noClass()
    if (classes.some((one) => one.id !== input.classId && one.title === input.title))
      return refuse["E-TAKEN"]({ what: "班级", name: input.title }, "title")
    const { classId, title, bell, closes } = input
    await ctx.db.updateTable("campus_class").set({ title, bell, closes }).where("id", "=", classId).execute()
    // A name put right was wrong from the start; a new name for a new year comes by the year's move.
    await ctx.db
      .updateTable("campus_enrolment")
      .set({ class_title: title })
      .where("class_id", "=", classId)
      .where("to_on", "is", null)
      .execute()
    const was = { title: before.title, bell: before.bell, closes: before.closes }
    ctx.note({ object: "campus-class", objectId: classId, before: was, after: { title, bell, closes } })
    return ok()
  },
)

export const noClass = () => refuse["E-NOT-FOUND"]({ what: "班级", whatEn: "class" }, "classId")

export interface SchoolHoursInput {
  bell: string
  closes: string
  termFrom: string
  termTo: string
}

/** Bell, closing and the term; a term that begins anew leaves the earlier one known. */
export const setHours = flow(
  { name: "campus.hours", permission: "campus.register" },
  async (ctx, input: SchoolHoursInput): Promise<Outcome<void>> => {
    const school = await lockSchool(ctx)
    if (!school.ok) return school
    const { bell, closes, termFrom, termTo } = input
    if (closes <= bell) return refuse["E-HOURS"]({}, "closes")
    if (termTo <= termFrom) return refuse["E-TERM"]({}, "termTo")
    const { id } = school.value
    const clash = await ctx.db
      .selectFrom("campus_term")
      .select(["from_on", "to_on"])
      .where("school_id", "=", id)
      .where("from_on", "<>", termFrom)
      .where("from_on", "<>", school.value.term_from)
      .where("from_on", "<=", termTo)
      .where("to_on", ">=", termFrom)
      .executeTakeFirst()
    if (clash) return refuse["E-TERM-CLASH"]({ from: clash.from_on, to: clash.to_on }, "termFrom")
    // Dates that overlap the term of now put it right; dates after it begin another.
    if (termFrom <= school.value.term_to)
      await ctx.db
        .deleteFrom("campus_term")
        .where("school_id", "=", id)
        .where("from_on", "=", school.value.term_from)
        .execute()
    await ctx.db
      .insertInto("campus_term")
      .values({ school_id: id, from_on: termFrom, to_on: termTo })
      .onConflict((c) => c.columns(["school_id", "from_on"]).doUpdateSet({ to_on: termTo }))
      .execute()
    await ctx.db
      .updateTable("campus_school")
      .set({ bell, closes, term_from: termFrom, term_to: termTo })
      .where("id", "=", id)
      .execute()
    const { bell: bellWas, closes: closesWas, term_from: fromWas, term_to: toWas } = school.value
    const before = { bell: bellWas, closes: closesWas, termFrom: fromWas, termTo: toWas }
    ctx.note({ object: "campus-school", objectId: id, before, after: input })
    return ok()
  },
)

/**
 * 升级: every class of the school gets its name of the new year at once, or graduates with its pupils. Pupils stay together
 * and keep teacher and card; graduates' credentials and consents end, their money waits for the card office.
 */
export const moveUp = flow(
  { name: "campus.move-up", permission: "campus.register" },
  async (ctx, input: { moves: readonly Move[] }): Promise<Outcome<{ moved: number; graduated: number }>> => {
    const school = await lockSchool(ctx)
    if (!school.ok) return school
    const done = cannotMoveUp(school.value.moved_up_on, dateOf(ctx.clock.now()))
    if (done) return refuse["E-STATE"]({ reason: done.zh, reasonEn: done.en })
    const classes = await openClasses(ctx, school.value.id)
    const moves = input.moves.filter((one) => one.to !== classes.find((row) => row.id === one.classId)?.title)
    if (moves.length === 0) return refuse["E-EMPTY"]({ what: "班级" })
    if (moves.some((one) => !classes.some((row) => row.id === one.classId))) return noClass()
    const moving = new Set(moves.map((one) => one.classId))
    if (moving.size !== moves.length) return noClass()
    const clash = clashingTitles(
      moves,
      classes.filter((row) => !moving.has(row.id)).map((row) => row.title),
    )
    if (clash.length > 0) return refuse["E-TAKEN"]({ what: "班级", name: clash.join("、") }, "moves")
    const graduated = await graduate(ctx, school.value, { classes, moves })
    const moved = await rename(ctx, school.value, moves)
    await ctx.db
      .updateTable("campus_school")
      .set({ moved_up_on: dateOf(ctx.clock.now()) })
      .where("id", "=", school.value.id)
      .execute()
    ctx.note({ object: "campus-school", objectId: school.value.id, after: { moves, moved, graduated } })
    return ok({ moved, graduated })
  },
)

const pupilsOf = async (ctx: FlowCtx, classId: string): Promise<string[]> => {
  const rows = await ctx.db
    .selectFrom("campus_person")
    .select("person_id")
    .where("class_id", "=", classId)
    .where("status", "=", "enrolled")
    .execute()
  return rows.map((row) => row.person_id)
}

async function graduate(
  ctx: FlowCtx,
  school: SchoolRow,
  { classes, moves }: { classes: readonly ClassRow[]; moves: readonly Move[] },
): Promise<number> {
  const today = dateOf(ctx.clock.now())
  const leaving: string[] = []
  for (const { classId } of moves.filter((one) => one.to === null)) {
    const { title } = classes.find((row) => row.id === classId)!
    leaving.push(...(await pupilsOf(ctx, classId)))
    // Two classes of one name may end in one year only where the school made one anew; the id then tells them apart.
    const wanted = `${title}（${today.slice(0, 4)}届）`
    const same = await ctx.db
      .selectFrom("campus_class")
      .select("id")
      .where("school_id", "=", school.id)
      .where("title", "=", wanted)
      .executeTakeFirst()
    await ctx.db
      .updateTable("campus_class")
      .set({ title: same ? `${wanted}${classId.slice(0, 4)}` : wanted, ended_on: today })
      .where("id", "=", classId)
      .execute()
  }
  await endSchool(ctx, { schoolId: school.id, personIds: leaving, status: "graduated" })
  return leaving.length
}

async function rename(ctx: FlowCtx, school: SchoolRow, moves: readonly Move[]): Promise<number> {
  const staying = moves.flatMap((one) => (one.to === null ? [] : [{ classId: one.classId, to: one.to }]))
  const ids = staying.map((one) => one.classId)
  if (ids.length === 0) return 0
  // In two steps: 七（1）班 takes the name that 八（1）班 still bears.
  await sql`update campus_class set title = id::text where id = any(${ids}::uuid[])`.execute(ctx.db)
  await sql`update campus_class c set title = m.title from unnest(${ids}::uuid[], ${staying.map((one) => one.to)}::text[])
    m (id, title) where c.id = m.id`.execute(ctx.db)
  let moved = 0
  for (const { classId, to } of staying) {
    const pupils = await pupilsOf(ctx, classId)
    moved += pupils.length
    await beginSpells(
      ctx,
      school.id,
      pupils.map((personId) => ({ personId, classId, classTitle: to })),
    )
  }
  return moved
}
