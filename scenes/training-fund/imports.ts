// Attendance noted without a line (离线签到) from Excel: one row a child and lesson. Promises: a row is refused for the
// same reasons as a mark in the classroom; the mark bears the time of the lesson, the parent's days run from the upload.
import { z } from "zod"
import type { Ctx, FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { ImportColumn, ImportKind, RowFault, Written } from "#kernel/scene"
import { isDate } from "#kernel/calendar"
import { withdrawMarks } from "./flows/offline.ts"
import { markIn } from "./flows/teaching.ts"
import type { Mark } from "./model.ts"
import { offlineLessons, type LessonFound } from "./queries/offline.ts"
import { dayOf, wallOf } from "./store.ts"

const marks: Record<string, Mark> = { 到课: "present", 缺课: "absent", 请假: "leave" }
/** A workbook gives a cell that was typed as a date without its time: then the day alone counts. */
const clock = /^\d{4}-\d{2}-\d{2}([ T]([01]\d|2[0-3]):[0-5]\d)?$/

const row = z.object({
  courseNo: z.string().trim().min(1).max(40),
  seq: z
    .string()
    .trim()
    .regex(/^[1-9]\d{0,2}$/, "填课次的序号，如 3 / the number of the lesson, such as 3"),
  contractNo: z.string().trim().min(1).max(40),
  student: z.string().trim().max(40),
  mark: z.enum(Object.keys(marks) as [string, ...string[]], "填到课、缺课或请假 / 到课, 缺课 or 请假"),
  seen: z
    .string()
    .trim()
    .regex(/^\d{0,4}$/, "填教室里实到人数，或留空 / children in the room, or empty"),
  notedAt: z
    .string()
    .trim()
    .refine(
      (text) => text === "" || (clock.test(text) && isDate(text.slice(0, 10))),
      "填 2026-05-06 10:05 这样的时间，或留空 / a time such as 2026-05-06 10:05, or empty",
    ),
})
export type MarkRow = z.output<typeof row>
interface Numbered {
  number: number
  value: MarkRow
}

const column = (key: keyof MarkRow, zh: string, en: string, example: string, required = true): ImportColumn => ({
  key,
  zh,
  en,
  required,
  example,
})

const columns = [
  column("courseNo", "课程编号", "Course", "KC2026000001"),
  column("seq", "课次", "Lesson", "3"),
  column("contractNo", "合同编号", "Contract", "PX2026000001"),
  column("student", "学生（可不填，填了就核对）", "Student, checked if given", "演小一", false),
  column("mark", "签到", "Mark", "到课"),
  column("seen", "教室实到人数", "Children in the room", "12", false),
  column("notedAt", "登记时间", "Noted at", "2026-05-06 10:05", false),
]

const fault = (name: keyof MarkRow, zh: string, en: string): RowFault => ({ column: name, zh, en })
const atOf = (text: string): Date =>
  new Date(text.length === 10 ? `${text}T00:00:00+08:00` : `${text.replace(" ", "T")}:00+08:00`)

async function check(ctx: Ctx, rows: readonly Numbered[]): Promise<Map<number, RowFault[]>> {
  const faults = new Map<number, RowFault[]>()
  const lessons = await offlineLessons(
    ctx,
    rows.map((one) => one.value),
  )
  const seen = new Map<string, number>()
  for (const { number, value } of rows) {
    const key = `${value.courseNo}|${value.seq}|${value.contractNo}`
    const earlier = seen.get(key)
    const found =
      earlier === undefined
        ? rowFaults(ctx, value, lessons.get(`${value.courseNo}|${value.seq}`))
        : [fault("contractNo", `与第 ${earlier} 行重复`, `repeats row ${earlier}`)]
    if (earlier === undefined) seen.set(key, number)
    if (found.length > 0) faults.set(number, found)
  }
  return faults
}

function rowFaults(ctx: Ctx, value: MarkRow, lesson: LessonFound | undefined): RowFault[] {
  if (!lesson)
    return [fault("seq", `本机构没有课程 ${value.courseNo} 的第 ${value.seq} 课`, "no such lesson of this institution")]
  if (lesson.state === "cancelled") return [fault("seq", "这一课已取消", "the lesson is cancelled")]
  if (lesson.startsAt > ctx.clock.now())
    return [fault("seq", `${wallOf(lesson.startsAt)} 的课还没有开始`, "the lesson has not begun")]
  const child = lesson.children.get(value.contractNo)
  if (!child) return [fault("contractNo", "不是本班在读的合同", "no contract of a child in this class")]
  const found: RowFault[] = []
  if (value.student !== "" && value.student !== child.student)
    found.push(fault("student", `该合同的学生是“${child.student}”，请核对`, `the contract is of "${child.student}"`))
  if (child.isMarked) found.push(fault("contractNo", "这一课已签到过", "marked for this lesson already"))
  if (value.mark === "到课" && child.elsewhere)
    found.push(
      fault(
        "mark",
        `同一时间已在“${child.elsewhere}”签到（LESSON_DUPLICATE）`,
        "signed in elsewhere (LESSON_DUPLICATE)",
      ),
    )
  if (value.notedAt !== "" && (atOf(value.notedAt) > ctx.clock.now() || dayOf(atOf(value.notedAt)) < lesson.on))
    found.push(fault("notedAt", "登记时间须在上课当天之后、上传之前", "between the day of the lesson and the upload"))
  return found
}

/** Lesson by lesson, in order of time, so that earlier lessons take earlier places. */
async function write(ctx: FlowCtx, rows: readonly Numbered[]): Promise<Outcome<Written>> {
  const lessons = await offlineLessons(
    ctx,
    rows.map((one) => one.value),
  )
  const byLesson = Map.groupBy(rows, ({ value }) => `${value.courseNo}|${value.seq}`)
  const ordered = [...byLesson]
    .map(([key, list]) => ({ lesson: lessons.get(key)!, list }))
    .toSorted((a, b) => a.lesson.startsAt.getTime() - b.lesson.startsAt.getTime())
  const trace: string[] = []
  for (const { lesson, list } of ordered) {
    const counted = list.map(({ value }) => value.seen).filter((text) => text !== "")
    const noted = list.map(({ value }) => value.notedAt).filter((text) => text !== "" && text !== lesson.on)
    const done = await markIn(ctx, {
      lessonId: lesson.id,
      marks: list.map(({ value }) => ({
        orderId: lesson.children.get(value.contractNo)!.orderId,
        mark: marks[value.mark]!,
      })),
      seen: counted.length > 0 ? Math.max(...counted.map(Number)) : null,
      source: "offline",
      markedAt: noted.length > 0 ? atOf(noted.toSorted().at(-1)!) : undefined,
    })
    if (!done.ok) return done
    trace.push(...done.value.marks)
  }
  return ok({ written: rows.length, trace })
}

export const attendance: ImportKind<MarkRow> = {
  kind: "training-fund.attendance",
  zh: "离线签到",
  en: "Attendance noted off line",
  permission: "training-fund.teach",
  columns,
  row: row as z.ZodType<MarkRow>,
  check,
  write,
  undo: (ctx, trace) => withdrawMarks(ctx, trace as string[]),
}

/** Columns of the sheet, for a roll that is filled in and uploaded. */
export const rollColumns = columns.map((one) => ({ key: one.key, title: one.zh, required: one.required }))

export const imports: ImportKind<never>[] = [attendance as unknown as ImportKind<never>]
