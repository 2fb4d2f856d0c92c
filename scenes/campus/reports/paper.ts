// A month's attendance on paper: all classes, or the pupils of one.
import { dateOf } from "#kernel/calendar"
import { facts, grids, paragraph } from "#kernel/document"
import { ok } from "#kernel/refusal"
import type { PrintKind } from "#kernel/scene"
import { refuse } from "../refusals.ts"
import type { MonthCount } from "../rules.ts"
import { ownSchool } from "../store.ts"
import { monthOf } from "./attendance.ts"
import { attendanceNote } from "./school.ts"
import { percent } from "./table.ts"

/** Where people sign by name and day. */
export const signatures = (who: readonly string[]): unknown =>
  grids(
    ["", "签字", "日期"],
    who.map((one) => [one, " ", "        年      月      日"]),
    { widths: [90, "*", 150] },
  )

const counted = ["应到", "出勤", "迟到", "迟到过久", "缺勤", "请假", "出勤率"]
const countsOf = (one: MonthCount): string[] => {
  const rate = percent(one.rateBp)
  const counts = [one.days, one.present, one.late, one.veryLate, one.absent, one.onLeave].map(String)
  return [...counts, rate === null ? "—" : `${rate}%`]
}

/** objectId: a month or "now", and the class after a colon where one class is meant. */
export const attendancePaper: PrintKind = {
  kind: "campus.attendance",
  zh: "月度考勤表",
  en: "Attendance of a month",
  permission: "campus.report",
  async render(ctx, objectId) {
    const school = await ownSchool(ctx)
    if (!school.ok) return school
    const [asked = "", classId] = objectId.split(":")
    const wanted = asked === "now" ? dateOf(ctx.clock.now()).slice(0, 7) : asked
    if (!/^20\d\d-(0[1-9]|1[0-2])$/.test(wanted)) return refuse["E-NOT-FOUND"]({ what: "单据", whatEn: "paper" })
    const month = await monthOf(ctx, school.value, wanted)
    const pupils = month.pupils.filter((one) => one.classId === classId)
    if (classId !== undefined && pupils.length === 0) return refuse["E-EMPTY"]({ what: "考勤" })
    const head = classId === undefined ? ["班级", "人数"] : ["学号", "姓名"]
    const rows =
      classId === undefined
        ? month.classes.map((one) => [one.classTitle, String(one.pupils), ...countsOf(one)])
        : pupils.map((one) => [one.number, one.name, ...countsOf(one)])
    return ok({
      title: "月度考勤表",
      number: wanted,
      body: [
        facts([
          ["学校", school.value.name],
          ["范围", classId === undefined ? "全校各班" : [...new Set(pupils.map((one) => one.classTitle))].join("、")],
          ["上课日", `${month.schoolDays} 天`],
        ]),
        grids([...head, ...counted], rows, {
          right: classId === undefined ? [1, 2, 3, 4, 5, 6, 7, 8] : [2, 3, 4, 5, 6, 7, 8],
          widths: [classId === undefined ? 78 : 64, classId === undefined ? 34 : 56, "*", "*", "*", "*", "*", "*", 48],
        }),
        paragraph(attendanceNote.zh),
        signatures([classId === undefined ? "德育处 / 教务" : "班主任", "学校负责人"]),
      ],
    })
  },
}
