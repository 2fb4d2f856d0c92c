// Pupils and staff from an Excel file of the school. A class must be there before the file: a slip of the pen makes no class.
// Taking a file back frees numbers and cards, as long as nobody of it has been through a gate or paid for a meal.
import { sql } from "kysely"
import { z } from "zod"
import { dateOf, isDate } from "#kernel/calendar"
import type { Ctx, FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { ImportKind, RowFault } from "#kernel/scene"
import { takeBackWallets } from "#products/wallet"
import { nextRoster } from "./flows/devices.ts"
import { enrolAll, type NewPupil } from "./flows/enrol.ts"
import { relationTitles, type Relation } from "./model.ts"
import { refuse } from "./refusals.ts"
import { ownSchool, type SchoolRow } from "./store.ts"

const notFormula = (text: string) => !/^[=+\-@]/.test(text)
const formulaFault = "不能以 = + - @ 开头 / must not begin with = + - @"
const text = (max: number) =>
  z.string().trim().max(max, `最多 ${max} 个字 / at most ${max} characters`).refine(notFormula, formulaFault)
const yesNo = z
  .string()
  .trim()
  .refine((given) => ["", "是", "否"].includes(given), "填“是”或“否” / 是 or 否")
const optional = (pattern: RegExp, fault: string) =>
  z
    .string()
    .trim()
    .refine((given) => given === "" || pattern.test(given), fault)

const relations = new Map<string, Relation>(
  Object.entries(relationTitles).map(([code, title]) => [title.zh, code as Relation]),
)

const row = z.object({
  number: z
    .string()
    .trim()
    .regex(/^[0-9A-Za-z-]{1,20}$/, "1 至 20 位字母或数字 / letters and digits, at most 20"),
  name: text(30),
  kind: z
    .string()
    .trim()
    .refine((given) => ["", "学生", "教职工"].includes(given), "填“学生”或“教职工” / 学生 or 教职工"),
  className: text(30),
  birthOn: z
    .string()
    .trim()
    .refine((given) => given === "" || isDate(given), "日期须为 YYYY-MM-DD 或留空 / a date as YYYY-MM-DD, or empty"),
  boarding: yesNo,
  guardianName: text(30),
  guardianPhone: optional(/^1\d{10}$/, "须为 11 位手机号或留空 / a mobile number of 11 digits, or empty"),
  relation: z
    .string()
    .trim()
    .refine((given) => given === "" || relations.has(given), "填 母亲、父亲、祖辈 或 其他 / 母亲, 父亲, 祖辈 or 其他"),
  signed: yesNo,
  uid: optional(/^[0-9A-Za-z-]{4,32}$/, "卡号为 4 至 32 位字母或数字，或留空 / letters and digits, or empty"),
})
type PersonRow = z.output<typeof row>
interface Numbered {
  number: number
  value: PersonRow
}

const column = (key: keyof PersonRow, zh: string, en: string, example: string, required = false) => ({
  key,
  zh,
  en,
  example,
  required,
})
const fault = (name: keyof PersonRow, zh: string, en: string): RowFault => ({ column: name, zh, en })
type Add = (number: number, found: RowFault) => void

export const peopleImport: ImportKind<PersonRow> = {
  kind: "campus.people",
  zh: "学生与教职工名单",
  en: "Pupils and staff of a school",
  permission: "campus.register",
  columns: [
    column("number", "学号或工号", "Number", "270101", true),
    column("name", "姓名", "Name", "演小满", true),
    column("kind", "类别（学生/教职工，空为学生）", "Kind", "学生"),
    column("className", "班级（学生必填）", "Class", "七（1）班"),
    column("birthOn", "出生日期", "Birth date", "2014-05-21"),
    column("boarding", "住校（是/否）", "Boarder", "否"),
    column("guardianName", "监护人姓名", "Guardian", "演大满"),
    column("guardianPhone", "监护人手机", "Guardian's mobile", "19900008801"),
    column("relation", "与学生关系", "Relation", "母亲"),
    column("signed", "入学同意书已签（卡、通知）", "Consent form signed", "是"),
    column("uid", "卡号", "Card", "04A19901"),
  ],
  row: row as unknown as z.ZodType<PersonRow>,

  async check(ctx, rows) {
    const faults = new Map<number, RowFault[]>()
    const add: Add = (number, found) => faults.set(number, [...(faults.get(number) ?? []), found])
    const school = await ownSchool(ctx)
    if (!school.ok) {
      for (const one of rows) add(one.number, fault("number", school.refusal.zh, school.refusal.en))
      return faults
    }
    checkAlone(rows, dateOf(ctx.clock.now()), add)
    checkTwice(rows, "number", add)
    checkTwice(rows, "uid", add)
    await checkStored(ctx, school.value, rows, add)
    return faults
  },

  async write(ctx, rows) {
    const school = await ownSchool(ctx)
    if (!school.ok) return school
    const made = await enrolAll(
      ctx,
      school.value,
      rows.map((one) => pupilOf(one.value)),
    )
    if (!made.ok) return made
    ctx.emit({ type: "campus.enrolled", subject: school.value.id, data: { people: rows.length } })
    return ok({ written: rows.length, trace: { schoolId: school.value.id, ...made.value } })
  },

  undo: takeBack,
}

const pupilOf = (value: PersonRow): NewPupil => ({
  number: value.number,
  name: value.name,
  kind: value.kind === "教职工" ? "staff" : "student",
  className: value.className || null,
  birthOn: value.birthOn || null,
  isBoarder: value.boarding === "是",
  uid: value.uid || null,
  isSigned: value.signed === "是",
  ...(value.guardianName
    ? {
        guardian: {
          name: value.guardianName,
          phone: value.guardianPhone,
          relation: relations.get(value.relation) ?? "other",
        },
      }
    : {}),
})

/** What a row says against itself. */
function checkAlone(rows: readonly Numbered[], today: string, add: Add): void {
  for (const { number, value } of rows) {
    const isStaff = value.kind === "教职工"
    if (!isStaff && value.className === "") add(number, fault("className", "学生须填班级", "a pupil needs a class"))
    if (isStaff && value.className !== "") add(number, fault("className", "教职工不填班级", "staff belong to no class"))
    if (isStaff && value.guardianName !== "")
      add(number, fault("guardianName", "教职工没有监护人", "staff have no guardian"))
    if ((value.guardianName === "") !== (value.guardianPhone === ""))
      add(number, fault("guardianPhone", "监护人姓名和手机须一起填写", "name and number of a guardian go together"))
    if (value.signed === "是" && value.guardianName === "")
      add(number, fault("signed", "没有监护人，不能记为已签", "nobody is named who could have signed"))
    if (value.birthOn !== "" && (value.birthOn > today || value.birthOn < "1920-01-01"))
      add(number, fault("birthOn", "出生日期不可能，请核对", "this birth date cannot be"))
  }
}

function checkTwice(rows: readonly Numbered[], key: "number" | "uid", add: Add): void {
  const seen = new Map<string, number>()
  for (const { number, value } of rows) {
    if (value[key] === "") continue
    const earlier = seen.get(value[key])
    if (earlier === undefined) seen.set(value[key], number)
    else add(number, fault(key, `与第 ${earlier} 行重复`, `repeats row ${earlier}`))
  }
}

async function checkStored(ctx: Ctx, school: SchoolRow, rows: readonly Numbered[], add: Add): Promise<void> {
  const classes = await ctx.db
    .selectFrom("campus_class")
    .select("title")
    .where("school_id", "=", school.id)
    .where("ended_on", "is", null)
    .execute()
  const titles = new Set(classes.map((one) => one.title))
  const numbers = await sql<{ number: string; name: string }>`select p.number, q.name from campus_person p
    join party q on q.id = p.person_id where p.school_id = ${school.id}
    and p.number = any(${rows.map((one) => one.value.number)}::text[])`.execute(ctx.db)
  const names = new Map(numbers.rows.map((one) => [one.number, one.name]))
  const uids = rows.map((one) => one.value.uid).filter((one) => one !== "")
  const cards = await sql<{ uid: string }>`select uid from wallet_card where scheme_id = ${school.scheme_id}
    and uid = any(${uids}::text[])`.execute(ctx.db)
  const used = new Set(cards.rows.map((one) => one.uid))
  for (const { number, value } of rows) {
    const name = names.get(value.number)
    if (name) add(number, fault("number", `学号已登记给“${name}”`, "the number is taken"))
    if (value.className !== "" && value.kind !== "教职工" && !titles.has(value.className))
      add(number, fault("className", "没有这个班级；请核对，或先在学籍页新建", "no such class; add it first"))
    if (value.uid !== "" && used.has(value.uid))
      add(number, fault("uid", "卡号已发给他人或曾经作废", "the card was issued before"))
  }
}

interface Trace {
  schoolId: string
  personIds: string[]
  walletNos: string[]
  deposits: string[]
}

async function takeBack(ctx: FlowCtx, trace: unknown): Promise<Outcome<void>> {
  const { schoolId, personIds, walletNos, deposits } = trace as Trace
  const inUse = await firstUsed(ctx, personIds)
  if (inUse) return refuse["E-IN-USE"]({ name: inUse })
  const spent = await takeBackWallets(ctx, walletNos)
  if (spent) return refuse["E-IN-USE"]({ name: await holderName(ctx, spent) })
  const version = await nextRoster(ctx, schoolId)
  // The row stays with nobody behind it: devices that know the card hear that it is gone.
  await ctx.db
    .updateTable("campus_credential")
    .set({ state: "revoked", version, at: ctx.clock.now(), person_id: null })
    .where("person_id", "in", personIds)
    .execute()
  await ctx.db.deleteFrom("campus_consent").where("person_id", "in", personIds).execute()
  await ctx.db.deleteFrom("campus_enrolment").where("person_id", "in", personIds).execute()
  await ctx.db.deleteFrom("campus_person").where("person_id", "in", personIds).execute()
  for (const posting of deposits) {
    const reversed = await ctx.reverse(posting, { reason: "撤销名单导入" })
    if (!reversed.ok) return reversed
  }
  return ok()
}

async function firstUsed(ctx: FlowCtx, personIds: readonly string[]): Promise<string | undefined> {
  // Consents of the entry form share the moment of the file; a later word is the family's own.
  const { rows } = await sql<{ name: string }>`select q.name from campus_person p join party q on q.id = p.person_id
    where p.person_id = any(${[...personIds]}::uuid[]) and (p.status <> 'enrolled'
      or exists (select from campus_event e where e.person_id = p.person_id)
      or exists (select from campus_leave l where l.person_id = p.person_id)
      or exists (select from campus_visit v where v.host_id = p.person_id)
      or exists (select from campus_muster m where m.person_id = p.person_id)
      or exists (select from campus_consent c where c.person_id = p.person_id and (c.purpose = 'face' or c.withdrawn_at is not null))
      or (select count(*) from campus_enrolment n where n.person_id = p.person_id) > 1)
    order by p.number limit 1`.execute(ctx.db)
  return rows[0]?.name
}

async function holderName(ctx: FlowCtx, walletNo: string): Promise<string> {
  const { title } = await ctx.db
    .selectFrom("wallet")
    .select("title")
    .where("wallet_no", "=", walletNo)
    .executeTakeFirstOrThrow()
  return title
}
