// Reports of the school itself: attendance, what parents were told, how people come through the gates, consents.
import { sql } from "kysely"
import { addMonths, dateOf } from "#kernel/calendar"
import type { Ctx } from "#kernel/flow"
import { purposes, purposeTitles, credentialTitles, type CredentialKind } from "../model.ts"
import { compareTitles } from "../rules.ts"
import type { SchoolRow } from "../store.ts"
import { monthOf } from "./attendance.ts"
import type { Report, SchoolReport } from "./contract.ts"
import { col, percent, table } from "./table.ts"

export interface Asked {
  month: string
  classId: string | undefined
}

const counts = [
  col("days", "应到人次", "Days", "count"),
  col("present", "出勤", "Present", "count"),
  col("late", "其中迟到", "Late", "count"),
  col("veryLate", "迟到过久", "Very late", "count"),
  col("absent", "缺勤", "Absent", "count"),
  col("onLeave", "请假", "On leave", "count"),
  col("rate", "出勤率", "Rate", "percent"),
]
export const attendanceNote = {
  zh: "按学期内工作日、每天打铃时所在班级统计，全校没有任何进校和点名记录的日子（闸机未启用、停课）不计；出勤率 = 出勤 ÷（应到 − 请假）。迟到、迟到过久的学生已到校，计入出勤。闸机没有记录而班主任点到的计为出勤；断网后补传的记录会自动计入。",
  en: "Working days of the term, by the class of each day; days without any entry or roll call at the school do not count; rate = present ÷ (due − leave). Late pupils are at school. Where the gate saw nobody, the teacher's roll call counts.",
}

async function byClass(ctx: Ctx, school: SchoolRow, asked: Asked): Promise<Report> {
  const month = await monthOf(ctx, school, asked.month)
  const rows = month.classes.map(({ rateBp, classTitle, classId: _id, ...rest }) => ({
    class: classTitle,
    ...rest,
    rate: percent(rateBp),
  }))
  const columns = [col("class", "班级", "Class", "text"), col("pupils", "人数", "Pupils", "count"), ...counts]
  return table(`${asked.month} 班级考勤（${month.schoolDays} 个上课日）`, "Attendance by class", columns, rows, {
    chart: { kind: "bar", x: "class", series: ["rate"] },
    note: attendanceNote,
  })
}

async function byPupil(ctx: Ctx, school: SchoolRow, asked: Asked): Promise<Report> {
  const month = await monthOf(ctx, school, asked.month)
  const rows = month.pupils
    .filter((one) => asked.classId === undefined || one.classId === asked.classId)
    .map(({ rateBp, classTitle, name, number, classId: _class, personId: _person, ...rest }) => ({
      name,
      class: classTitle,
      number,
      ...rest,
      rate: percent(rateBp),
    }))
  const head = [col("name", "姓名", "Name", "text"), col("class", "班级", "Class", "text")]
  const columns = [...head, col("number", "学号", "Number", "text"), ...counts]
  return table(`${asked.month} 学生考勤（${month.schoolDays} 个上课日）`, "Attendance by pupil", columns, rows, {
    note: attendanceNote,
  })
}

/** What became of the messages about comings and goings, by the day of the passing. */
async function notices(ctx: Ctx, school: SchoolRow, { month }: Asked): Promise<Report> {
  const { rows } = await sql<{
    day: string
    passings: number
    wanted: number
    pushed: number
    digest: number
    quick: number
    texts: number
    sent: number
    waiting: number
  }>`
    with e as (select x.sn, x.event_id, x.person_id, x.day, x.notice, x.received_at from campus_event x
        join campus_person p on p.person_id = x.person_id and p.kind = 'student'
        where x.school_id = ${school.id} and x.day >= ${`${month}-01`} and x.day < ${addMonths(`${month}-01`, 1)}
          and x.result in ('pass', 'emergency') and not x.is_repeat and x.verdict is distinct from 'time_suspect'),
      m as (select e.day, e.sn, e.event_id, min(n.at) - e.received_at as took, count(s.id) as texts, count(s.sent_at) as sent
        from e join party_relation r on r.to_party = e.person_id and r.kind like 'guardian%'
          join notice n on n.once_key = 'campus:' || e.sn || ':' || e.event_id || ':' || r.from_party
          left join sms_outbox s on s.once_key = n.once_key
        where e.notice = 'pushed' group by e.day, e.sn, e.event_id, e.received_at)
    select e.day::text as day, count(*)::int as passings, count(*) filter (where e.notice <> 'none')::int as wanted,
      count(*) filter (where e.notice = 'pushed')::int as pushed, count(*) filter (where e.notice in ('digest', 'told'))::int as digest,
      count(m.sn) filter (where m.took <= interval '60 seconds')::int as quick,
      coalesce(sum(m.texts), 0)::int as texts, coalesce(sum(m.sent), 0)::int as sent, coalesce(sum(m.texts - m.sent), 0)::int as waiting
    from e left join m on m.sn = e.sn and m.event_id = e.event_id group by e.day order by e.day`.execute(ctx.db)
  const share = (part: number, whole: number) => percent(whole === 0 ? null : Math.round((part * 10_000) / whole))
  const lines = rows.map((row) => ({
    day: row.day,
    passings: row.passings,
    wanted: row.wanted,
    pushed: row.pushed,
    quick: share(row.quick, row.pushed),
    digest: row.digest,
    texts: row.texts,
    rate: share(row.sent, row.texts),
    waiting: row.waiting,
  }))
  const columns = [
    col("day", "日期", "Day", "date"),
    col("passings", "学生进出", "Passings", "count"),
    col("wanted", "须通知", "To be told", "count"),
    col("pushed", "即时通知", "Told at once", "count"),
    col("quick", "60 秒内", "Within 60 s", "percent"),
    col("digest", "进日报（补传）", "In the digest", "count"),
    col("texts", "短信", "Texts", "count"),
    col("rate", "短信送出率", "Texts sent", "percent"),
    col("waiting", "待送", "Waiting", "count"),
  ]
  return table(`${month} 家长通知送达`, "Notices to parents", columns, lines, {
    chart: { kind: "line", x: "day", series: ["rate"] },
    note: {
      zh: "须通知：监护人已同意接收的进出；没有同意、没有监护人的不通知。短信送出指运营商网关已接收。",
      en: "To be told: passings of pupils whose guardians agreed. A text counts as sent when the gateway took it.",
    },
  })
}

/** Whoever does not show a face must not wait longer: the gap to the person before, at gates where people queue. */
async function ways(ctx: Ctx, school: SchoolRow, { month }: Asked): Promise<Report> {
  const { rows } = await sql<{
    credential: CredentialKind
    passes: number
    refused: number
    queued: number
    middle: number | null
    slow: number | null
  }>`
    with e as (select credential, result, extract(epoch from corrected_at - lag(corrected_at) over (partition by sn, direction
          order by corrected_at, event_id)) as gap
        from campus_event where school_id = ${school.id} and day >= ${`${month}-01`} and day < ${addMonths(`${month}-01`, 1)}
          and verdict is distinct from 'time_suspect' and verdict is distinct from 'malformed')
    select credential, count(*) filter (where result = 'pass')::int as passes, count(*) filter (where result = 'deny')::int as refused,
      count(gap) filter (where gap <= 20 and result = 'pass')::int as queued,
      percentile_cont(0.5) within group (order by gap) filter (where gap <= 20 and result = 'pass') as middle,
      percentile_cont(0.9) within group (order by gap) filter (where gap <= 20 and result = 'pass') as slow
    from e where credential <> 'remote' group by credential order by 2 desc`.execute(ctx.db)
  const seconds = (value: number | null) => (value === null ? null : value.toFixed(1))
  const face = rows.find((row) => row.credential === "face")?.middle ?? null
  const all = rows.reduce((sum, row) => sum + row.passes, 0)
  const lines = rows.map((row) => ({
    way: credentialTitles[row.credential].zh,
    passes: row.passes,
    share: percent(all === 0 ? null : Math.round((row.passes * 10_000) / all)),
    refused: row.refused,
    queued: row.queued,
    middle: seconds(row.middle),
    slow: seconds(row.slow),
    against: face === null || row.middle === null || row.credential === "face" ? null : seconds(row.middle - face),
  }))
  const columns = [
    col("way", "方式", "Way", "text"),
    col("passes", "放行", "Passes", "count"),
    col("share", "占比", "Share", "percent"),
    col("refused", "未放行", "Refused", "count"),
    col("queued", "排队中的样本", "Samples", "count"),
    col("middle", "每人用时中位数（秒）", "Median, s", "count"),
    col("slow", "九成人快于（秒）", "90 % within, s", "count"),
    col("against", "比人脸多（秒）", "More than face, s", "count"),
  ]
  return table(`${month} 通行方式对比`, "Ways through the gates", columns, lines, {
    chart: { kind: "bar", x: "way", series: ["middle"] },
    note: {
      zh: "用时按同一闸机前后两人的间隔计（20 秒以内视为排队）。人脸不得是唯一方式，其他方式也不应更慢（《人脸识别技术应用安全管理办法》）。",
      en: "Time is the gap to the person before at the same gate, up to 20 seconds. A face must never be the only way nor the quick one.",
    },
  })
}

async function consents(ctx: Ctx, school: SchoolRow): Promise<Report> {
  const { rows } = await sql<Record<string, number> & { title: string }>`
    select coalesce(c.title, '—') as title, count(distinct p.person_id)::int as pupils,
      count(distinct p.person_id) filter (where x.purpose = 'face')::int as face,
      count(distinct p.person_id) filter (where x.purpose = 'card')::int as card,
      count(distinct p.person_id) filter (where x.purpose = 'notice')::int as notice
    from campus_person p left join campus_class c on c.id = p.class_id
      left join campus_consent x on x.person_id = p.person_id and x.withdrawn_at is null
    where p.school_id = ${school.id} and p.kind = 'student' and p.status = 'enrolled' group by c.title order by c.title`.execute(
    ctx.db,
  )
  // Withdrawn faces of everybody, leavers included: deleted everywhere, waiting for a device, or past the day it was due.
  const gone = await sql<{ title: string; withdrawn: number; deleted: number; overdue: number }>`
    select coalesce(c.title, '—') as title, count(*)::int as withdrawn, count(x.deleted_at)::int as deleted,
      count(*) filter (where x.deleted_at is null and x.delete_due_on < ${dateOf(ctx.clock.now())})::int as overdue
    from campus_consent x join campus_person p on p.person_id = x.person_id left join campus_class c on c.id = p.class_id
    where p.school_id = ${school.id} and x.purpose = 'face' and x.withdrawn_at is not null
      and exists (select from campus_credential k where k.person_id = x.person_id and k.kind = 'face') group by 1`.execute(
    ctx.db,
  )
  const titles = [...new Set([...rows, ...gone.rows].map((row) => row.title))].toSorted(compareTitles)
  const share = (part: number | undefined, whole: number | undefined) =>
    percent(whole ? Math.round(((part ?? 0) * 10_000) / whole) : null)
  const lines = titles.map((title) => {
    const row = rows.find((one) => one.title === title)
    const left = gone.rows.find((one) => one.title === title) ?? { withdrawn: 0, deleted: 0, overdue: 0 }
    return {
      class: title,
      pupils: row?.pupils ?? 0,
      ...Object.fromEntries(purposes.map((purpose) => [purpose, share(row?.[purpose], row?.pupils)])),
      withdrawn: left.withdrawn,
      deleted: left.deleted,
      waiting: left.withdrawn - left.deleted,
      overdue: left.overdue,
    }
  })
  const columns = [
    col("class", "班级", "Class", "text"),
    col("pupils", "学生", "Pupils", "count"),
    ...purposes.map((purpose) =>
      col(purpose, purposeTitles[purpose].zh, purposeTitles[purpose].en, "percent" as const),
    ),
    col("withdrawn", "人脸撤回", "Faces withdrawn", "count"),
    col("deleted", "已从设备删除", "Deleted", "count"),
    col("waiting", "待设备确认", "Waiting", "count"),
    col("overdue", "超过期限", "Overdue", "count"),
  ]
  return table("同意覆盖与删除", "Consents and deletions", columns, lines, {
    chart: { kind: "bar", x: "class", series: ["notice"] },
    note: {
      zh: "覆盖率为现在在籍学生中有效同意的比例。撤回后须在期限内从所有设备删除，含已离校学生。",
      en: "Share of pupils enrolled now with a consent in force. After a withdrawal every device must delete in time, leavers included.",
    },
  })
}

const makers: Record<SchoolReport, (ctx: Ctx, school: SchoolRow, asked: Asked) => Promise<Report>> = {
  "attendance-classes": byClass,
  "attendance-pupils": byPupil,
  notices,
  ways,
  consents,
}

export const schoolReportOf = (ctx: Ctx, school: SchoolRow, name: SchoolReport, asked: Asked): Promise<Report> =>
  makers[name](ctx, school, asked)
