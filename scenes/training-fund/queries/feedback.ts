// Complaints and ratings for those who answer them, for the family, and for everybody who looks for a course.
import { sql } from "kysely"
import { openDate } from "#ledger"
import { ledgerOn, mainBook, type Ctx } from "#kernel/flow"
import type { ComplaintTopic } from "../model.ts"
import type { FeedbackState } from "../states.ts"
import { pageOfRows, visible, type Paging } from "./lists.ts"

export interface ComplaintFilter extends Paging {
  institutionId?: string | undefined
  orderId?: string
  state?: string | undefined
}

interface Row {
  id: string
  number: string
  order_id: string
  contract_no: string
  institution_id: string
  institution: string
  student: string
  guardian: string
  topic: string
  body: string
  state: string
  made_on: string
  institution_answer: string | null
  institution_answered_at: Date | null
  office_answer: string | null
  office_answered_by: string | null
  office_answered_at: Date | null
}

/** Complaints by order are for those who have been let in already. */
export async function complaintsBy(ctx: Ctx, f: ComplaintFilter) {
  const { rows } = await sql<Row>`
    select f.*, f.made_on::text as made_on, o.contract_no, p.name as institution, s.name as student, g.name as guardian
      from training_feedback f join training_order o on o.id = f.order_id
      join training_institution i on i.id = f.institution_id join party p on p.id = i.party_id
      join party s on s.id = o.student_id join party g on g.id = f.citizen_id
     where f.kind = 'complaint' and ${f.orderId ? sql`f.order_id = ${f.orderId}` : visible(ctx)}
       ${f.institutionId ? sql`and f.institution_id = ${f.institutionId}` : sql``}
       ${f.state === "unclosed" ? sql`and f.state <> 'closed'` : f.state ? sql`and f.state = ${f.state}` : sql``}
       ${f.after ? sql`and f.number < ${f.after}` : sql``}
     order by f.number desc limit ${f.limit + 1}`.execute(ctx.db)
  const today = await openDate(ledgerOn(ctx.db), mainBook)
  const view = (row: Row) => ({
    id: row.id,
    number: row.number,
    orderId: row.order_id,
    contractNo: row.contract_no,
    institutionId: row.institution_id,
    institution: row.institution,
    student: row.student,
    guardian: row.guardian,
    topic: row.topic as ComplaintTopic,
    body: row.body,
    state: row.state as FeedbackState,
    on: row.made_on,
    days: row.state === "closed" ? null : Math.round((Date.parse(today) - Date.parse(row.made_on)) / 86_400_000),
    institutionAnswer: row.institution_answer,
    institutionAnsweredAt: row.institution_answered_at?.toISOString() ?? null,
    officeAnswer: row.office_answer,
    officeAnsweredBy: row.office_answered_by,
    officeAnsweredAt: row.office_answered_at?.toISOString() ?? null,
  })
  return pageOfRows(rows.map(view), f.limit, (row) => row.number)
}

export async function ratingOf(ctx: Ctx, orderId: string) {
  const row = await ctx.db
    .selectFrom("training_feedback")
    .select(["stars", "body", "made_on"])
    .where("order_id", "=", orderId)
    .where("kind", "=", "rating")
    .executeTakeFirst()
  return row ? { stars: row.stars!, body: row.body, on: row.made_on } : null
}

/** Mean of what parents gave each institution, to one decimal. */
export async function ratingsOf(
  ctx: Ctx,
  institutionIds: readonly string[],
): Promise<Map<string, { stars: string; count: number }>> {
  const { rows } = await sql<{ id: string; stars: string; n: number }>`
    select institution_id as id, round(avg(stars), 1)::text as stars, count(*)::int as n from training_feedback
     where kind = 'rating' and institution_id = any(${[...institutionIds]}::uuid[]) group by 1`.execute(ctx.db)
  return new Map(rows.map((row) => [row.id, { stars: row.stars, count: row.n }]))
}
