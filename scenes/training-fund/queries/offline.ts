// Lessons that a file of marks names, with the children who may be marked in them; and the roll of a class to fill in.
import { sql } from "kysely"
import { writeSheet, type SheetColumn } from "#kernel/excel"
import type { Ctx } from "#kernel/flow"
import { dayOf, ownInstitution, type Course } from "../store.ts"

export interface ChildFound {
  orderId: string
  student: string
  isMarked: boolean
  /** The course in which the child was signed in at the same time. */
  elsewhere: string | null
}

export interface LessonFound {
  id: string
  state: string
  startsAt: Date
  on: string
  /** By contract number. */
  children: Map<string, ChildFound>
}

interface Row {
  id: string
  number: string
  seq: number
  state: string
  starts_at: Date
  order_id: string | null
  contract_no: string | null
  student: string | null
  is_marked: boolean
  elsewhere: string | null
}

/** By "course|seq", the institution's own only. */
export async function offlineLessons(
  ctx: Ctx,
  asked: readonly { courseNo: string; seq: string }[],
): Promise<Map<string, LessonFound>> {
  const own = await ownInstitution(ctx)
  if (!own.ok || asked.length === 0) return new Map()
  const { rows } = await sql<Row>`
    select l.id, c.number, l.seq, l.state, l.starts_at, o.id as order_id, o.contract_no, s.name as student,
      exists (select from training_attendance a where a.lesson_id = l.id and a.order_id = o.id
        and a.withdrawn_at is null) as is_marked,
      (select oc.title from training_order other
         join training_attendance a on a.order_id = other.id and a.mark = 'present' and a.withdrawn_at is null
         join training_lesson ol on ol.id = a.lesson_id and ol.id <> l.id
         join training_course oc on oc.id = ol.course_id
        where other.student_id = o.student_id and other.id <> o.id
          and ol.starts_at < l.ends_at and ol.ends_at > l.starts_at limit 1) as elsewhere
      from training_lesson l join training_course c on c.id = l.course_id
      left join training_order o on o.course_id = c.id and o.state in ('PAID', 'TEACHING', 'FROZEN')
      left join party s on s.id = o.student_id
     where c.institution_id = ${own.value.id} and c.number = any(${[...new Set(asked.map((one) => one.courseNo))]}::text[])
       and l.seq = any(${[...new Set(asked.map((one) => Number(one.seq)))]}::int[])`.execute(ctx.db)
  const found = new Map<string, LessonFound>()
  for (const row of rows) {
    const key = `${row.number}|${row.seq}`
    const lesson = found.get(key) ?? {
      id: row.id,
      state: row.state,
      startsAt: row.starts_at,
      on: dayOf(row.starts_at),
      children: new Map<string, ChildFound>(),
    }
    if (row.order_id !== null)
      lesson.children.set(row.contract_no!, {
        orderId: row.order_id,
        student: row.student!,
        isMarked: row.is_marked,
        elsewhere: row.elsewhere,
      })
    found.set(key, lesson)
  }
  return found
}

/** Taught where there is no line, a class takes its roll along: lessons not marked yet, up to some days ahead. */
const rollDaysAhead = 14

export async function rollOf(ctx: Ctx, course: Course, columns: readonly SheetColumn[]) {
  const until = new Date(ctx.clock.now().getTime() + rollDaysAhead * 86_400_000)
  const { rows } = await sql<{ seq: number; contract_no: string; student: string }>`
    select l.seq, o.contract_no, s.name as student
      from training_lesson l join training_order o on o.course_id = l.course_id and o.state in ('PAID', 'TEACHING', 'FROZEN')
      join party s on s.id = o.student_id
     where l.course_id = ${course.id} and l.state <> 'cancelled' and l.starts_at <= ${until}
       and not exists (select from training_attendance a where a.lesson_id = l.id and a.order_id = o.id
         and a.withdrawn_at is null)
     order by l.seq, o.contract_no`.execute(ctx.db)
  const lines = rows.map((row) => ({
    courseNo: course.number,
    seq: String(row.seq),
    contractNo: row.contract_no,
    student: row.student,
  }))
  return { name: `离线签到表-${course.title}.xlsx`, content: await writeSheet("离线签到", [...columns], lines) }
}
