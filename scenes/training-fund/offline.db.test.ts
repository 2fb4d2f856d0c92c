// Goal: attendance noted without a line and uploaded as Excel: checked without writing, faults by row, the lesson's own time
// kept, the parent's days counted from the upload; taken back whole until a parent has answered.
import { expect, test } from "vitest"
import { addDays } from "#kernel/calendar"
import { applyImport, checkImport, readSheet, undoImport, writeSheet } from "#kernel/excel"
import { expectOk } from "#kernel/refusal"
import { useBank } from "../../tests/support/bank.ts"
import { confirmLesson } from "./flows/confirming.ts"
import { attendance, rollColumns } from "./imports.ts"
import { rollOf } from "./queries/offline.ts"
import { lessonsOf } from "./store.ts"
import { trainingTools } from "./testing.ts"

const b = useBank("2026-04-20")
const t = trainingTools(b)
const db = () => b.branch.database.db
const columns = attendance.columns.map((one) => ({ key: one.key, title: one.zh }))
type Line = Record<"courseNo" | "seq" | "contractNo" | "student" | "mark" | "seen" | "notedAt", string>

test("a late upload: faults come back by row, the good rows are marked at the lesson's time, and taken back before a word", async () => {
  const school = await t.school("示例山里")
  const other = await t.school("示例山外")
  const families = [await t.family(), await t.family()]
  const courseId = await t.course(school, { count: 10, hour: 8 })
  const orders = [await t.paid(families[0]!, courseId), await t.paid(families[1]!, courseId)]
  const [one, two] = await Promise.all(orders.map((id) => t.order(id)))
  const { number: courseNo } = await db()
    .selectFrom("training_course")
    .select("number")
    .where("id", "=", courseId)
    .executeTakeFirstOrThrow()
  await b.advanceTo("2026-04-24")
  const inst = () => t.portal("institution", school.partyId)
  const line = (over: Partial<Line>): Line => ({
    courseNo,
    seq: "1",
    contractNo: one!.contract_no,
    student: "",
    mark: "到课",
    seen: "",
    notedAt: "",
    ...over,
  })
  const upload = async (lines: Line[], who = inst()) =>
    expectOk(
      await checkImport(who, {
        kind: "training-fund.attendance",
        fileName: "离线签到.xlsx",
        content: await writeSheet("离线签到", columns, lines),
      }),
    )
  const bad = await upload([
    line({}),
    line({}),
    line({ seq: "9" }),
    line({ seq: "99" }),
    line({ contractNo: "PX0" }),
    line({ seq: "2", student: "别人" }),
    line({ seq: "2", contractNo: two!.contract_no, mark: "来了" }),
    line({ seq: "2", contractNo: two!.contract_no, notedAt: "2026-04-01 09:00" }),
  ])
  expect(bad.faults.map((fault) => [fault.row, fault.column])).toEqual([
    [3, "contractNo"],
    [4, "seq"],
    [5, "seq"],
    [6, "contractNo"],
    [7, "student"],
    [8, "mark"],
    [9, "notedAt"],
  ])
  expect(bad.faults[0]!.zh).toContain("与第 2 行重复")
  expect(await db().selectFrom("training_attendance").selectAll().execute()).toEqual([])
  expect((await upload([line({})], t.portal("institution", other.partyId))).faults[0]!.zh).toContain("本机构没有课程")
  const course = { id: courseId, number: courseNo, title: "示例" } as Parameters<typeof rollOf>[1]
  const roll = await readSheet((await rollOf(inst(), course, rollColumns)).content, columns)
  expect(roll.missing).toEqual([])
  expect(roll.rows[0]!.cells).toMatchObject({ courseNo, seq: "1", contractNo: one!.contract_no, mark: "" })
  // An empty mark comes back as a fault: nobody is signed in by mistake.
  expect((await upload([line({ mark: "" })])).faults).toMatchObject([{ column: "mark", zh: "必填，不能为空" }])
  const good = await upload([
    line({ seen: "3" }),
    line({ contractNo: two!.contract_no, mark: "请假", seen: "3" }),
    line({ seq: "2", notedAt: "2026-04-21 09:40" }),
    line({ seq: "3", notedAt: "2026-04-22" }),
  ])
  expect(good).toMatchObject({ rows: 4, faulty: 0 })
  expect(expectOk(await applyImport(inst(), { batchId: good.batchId, goodOnly: false }))).toEqual({ written: 4 })
  const [first, second, third] = await lessonsOf(b.system(), courseId)
  expect(first).toMatchObject({ state: "held", seen: 3, marked_at: first!.starts_at })
  expect(second).toMatchObject({ state: "held", seen: 1, marked_at: new Date("2026-04-21T09:40:00+08:00") })
  expect(third).toMatchObject({ state: "held", marked_at: third!.starts_at })
  const marks = await db().selectFrom("training_attendance").selectAll().orderBy("marked_at").execute()
  expect(marks.map((mark) => mark.source)).toEqual(["offline", "offline", "offline", "offline"])
  const asked = await t.linesOf(orders[0]!)
  expect(asked.map((row) => row.happened_at)).toEqual([first!.starts_at, second!.starts_at, third!.starts_at])
  // Fifteen working days from the day of the upload, not from the lesson.
  expect(asked.every((row) => row.state === "asked" && row.due_on > addDays("2026-04-24", 20))).toBe(true)
  expect((await upload([line({})])).faults[0]!.zh).toContain("已签到过")
  expectOk(await undoImport(inst(), { batchId: good.batchId, reason: "传错了班级" }))
  expect((await t.linesOf(orders[0]!)).map((row) => row.state)).toEqual(["void", "void", "void"])
  expect((await lessonsOf(b.system(), courseId))[0]).toMatchObject({ state: "scheduled", seen: null })
  expect(await t.order(orders[0]!)).toMatchObject({ state: "PAID" })
  const again = await upload([line({ seen: "2" }), line({ seq: "2" })])
  expectOk(await applyImport(inst(), { batchId: again.batchId, goodOnly: false }))
  const [word] = (await t.linesOf(orders[0]!)).filter((row) => row.state === "asked")
  expectOk(await confirmLesson(t.portal("citizen", families[0]!.guardianId), { id: word!.id }))
  const late = await undoImport(inst(), { batchId: again.batchId, reason: "又传错了" })
  expect(late).toMatchObject({
    ok: false,
    refusal: { code: "custody/E-EVIDENCE-STATE", zh: expect.stringContaining("撤回") },
  })
})
