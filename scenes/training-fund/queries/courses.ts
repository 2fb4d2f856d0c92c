// Courses with their schedule and the children in them.
import { sql } from "kysely"
import type { Ctx } from "#kernel/flow"
import { lessonsOf } from "../store.ts"
import { yuan } from "../words.ts"
import { pageOfRows, visible, type Paging } from "./lists.ts"

interface Row {
  id: string
  number: string
  title: string
  subject: string
  institution_id: string
  institution: string
  state: string
  decision_reason: string | null
  billing: string
  deduction: string
  lesson_count: number
  gift_lessons: number
  lesson_minutes: number
  tuition_fen: bigint
  materials_fen: bigint
  list_per_lesson_fen: bigint
  teacher: string
  room: string
  online: boolean
  seats: number
  taken: number
  first_on: string
  last_on: string
  held: number
}

export interface CourseFilter extends Paging {
  id?: string
  institutionId?: string | undefined
  state?: string | undefined
  q?: string | undefined
  /** Everybody may see what is open to parents. */
  isPublic?: boolean
}

export async function coursesBy(ctx: Ctx, f: CourseFilter) {
  const typed = `%${(f.q ?? "").trim().replaceAll(/[\\%_]/g, "\\$&")}%`
  const { rows } = await sql<Row>`
    select c.*, c.first_on::text as first_on, c.last_on::text as last_on, p.name as institution,
      (select count(*)::int from training_order o where o.course_id = c.id
        and o.state in ('SIGNED', 'PAID', 'TEACHING', 'FROZEN', 'REFUNDING')) as taken,
      (select count(*)::int from training_lesson l where l.course_id = c.id and l.state = 'held') as held
      from training_course c join training_institution i on i.id = c.institution_id join party p on p.id = i.party_id
     where ${f.isPublic ? sql`c.state = 'approved'` : visible(ctx)} ${f.id ? sql`and c.id = ${f.id}` : sql``}
       ${f.institutionId ? sql`and c.institution_id = ${f.institutionId}` : sql``}
       ${f.state ? sql`and c.state = ${f.state}` : sql``}
       ${f.q ? sql`and (c.title like ${typed} or p.name like ${typed})` : sql``}
       ${f.after ? sql`and c.number < ${f.after}` : sql``}
     order by c.number desc limit ${f.limit + 1}`.execute(ctx.db)
  return pageOfRows(rows.map(viewOf), f.limit, (row) => row.number)
}

function viewOf(row: Row) {
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    subject: row.subject as "art",
    institutionId: row.institution_id,
    institution: row.institution,
    state: row.state as "approved",
    reason: row.decision_reason,
    billing: row.billing as "period",
    deduction: row.deduction as "PAID_PRICE",
    lessonCount: row.lesson_count,
    giftLessons: row.gift_lessons,
    lessonMinutes: row.lesson_minutes,
    tuition: yuan(row.tuition_fen),
    materials: yuan(row.materials_fen),
    listPerLesson: yuan(row.list_per_lesson_fen),
    teacher: row.teacher,
    room: row.room,
    online: row.online,
    seats: row.seats,
    taken: row.taken,
    firstOn: row.first_on,
    lastOn: row.last_on,
    held: row.held,
  }
}

export async function courseDetail(ctx: Ctx, id: string) {
  const { items } = await coursesBy(ctx, { id, limit: 1 })
  const lessons = await lessonsOf(ctx, id)
  const { rows: present } = await sql<{ lesson_id: string; n: number }>`
    select lesson_id, count(*)::int as n from training_attendance a join training_lesson l on l.id = a.lesson_id
     where l.course_id = ${id} and mark = 'present' and withdrawn_at is null group by lesson_id`.execute(ctx.db)
  const counts = new Map(present.map((row) => [row.lesson_id, row.n]))
  const children = await ctx.db
    .selectFrom("training_order")
    .innerJoin("party", "party.id", "training_order.student_id")
    .select(["training_order.id", "contract_no", "party.name", "training_order.state"])
    .where("course_id", "=", id)
    .where("training_order.state", "in", ["PAID", "TEACHING", "FROZEN", "REFUNDING"])
    .orderBy("contract_no")
    .execute()
  return {
    ...items[0]!,
    now: ctx.clock.now().toISOString(),
    nextId: lessons.find((one) => one.state === "scheduled")?.id ?? null,
    lessons: lessons.map((one) => ({
      id: one.id,
      seq: one.seq,
      startsAt: one.starts_at.toISOString(),
      endsAt: one.ends_at.toISOString(),
      state: one.state as "held",
      present: counts.get(one.id) ?? 0,
      seen: one.seen,
      markedBy: one.marked_by,
    })),
    children: children.map((one) => ({
      orderId: one.id,
      contractNo: one.contract_no,
      student: one.name,
      state: one.state as "PAID",
    })),
  }
}
