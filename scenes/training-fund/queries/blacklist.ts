// The blacklist as it stands and stood.
import { sql } from "kysely"
import type { Ctx } from "#kernel/flow"
import type { ListedKind } from "../model.ts"
import { pageOfRows, type Paging } from "./lists.ts"

interface Row {
  id: string
  kind: string
  name: string
  institution_id: string | null
  institution: string | null
  document_no: string
  reason: string
  listed_on: string
  listed_by: string
  lifted_on: string | null
  lifted_by: string | null
  lift_reason: string | null
  marked: number
  cursor: string
}

export interface BlacklistFilter extends Paging {
  state?: string | undefined
  q?: string | undefined
}

export async function blacklistBy(ctx: Ctx, f: BlacklistFilter) {
  const typed = `%${(f.q ?? "").trim().replaceAll(/[\\%_]/g, "\\$&")}%`
  const { rows } = await sql<Row>`
    select b.*, b.listed_on::text as listed_on, b.lifted_on::text as lifted_on, p.name as institution,
      (select count(*)::int from training_institution o
        where o.id is distinct from b.institution_id and b.lifted_on is null and b.name = any(o.people)) as marked,
      to_char(b.listed_at at time zone 'UTC', 'YYYYMMDDHH24MISSUS') || b.id::text as cursor
      from training_blacklist b left join training_institution i on i.id = b.institution_id
      left join party p on p.id = i.party_id
     where ${f.state === "listed" ? sql`b.lifted_on is null` : f.state === "lifted" ? sql`b.lifted_on is not null` : sql`true`}
       ${f.q ? sql`and (b.name like ${typed} or b.document_no like ${typed} or p.name like ${typed})` : sql``}
       ${f.after ? sql`and to_char(b.listed_at at time zone 'UTC', 'YYYYMMDDHH24MISSUS') || b.id::text < ${f.after}` : sql``}
     order by cursor desc limit ${f.limit + 1}`.execute(ctx.db)
  const page = pageOfRows(rows, f.limit, (row) => row.cursor)
  return {
    next: page.next,
    items: page.items.map((row) => ({
      id: row.id,
      kind: row.kind as ListedKind,
      name: row.name,
      institutionId: row.institution_id,
      institution: row.institution,
      documentNo: row.document_no,
      reason: row.reason,
      listedOn: row.listed_on,
      listedBy: row.listed_by,
      liftedOn: row.lifted_on,
      liftedBy: row.lifted_by,
      liftReason: row.lift_reason,
      marked: row.marked,
    })),
  }
}
