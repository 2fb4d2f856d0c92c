// Lessons that a file of marks names, with the children who may be marked in them.
import { sql } from "kysely"
import type { Ctx } from "#kernel/flow"
import { dayOf, ownInstitution } from "../store.ts"

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
