// Presence worked out again from the events of the people touched, in two statements however many they are. The plain
// form of the same rule is rules/presence.ts.
import { sql } from "kysely"
import type { FlowCtx } from "#kernel/flow"

const counts = sql`e.person_id is not null and e.result in ('pass', 'emergency')
  and e.verdict is distinct from 'time_suspect'`

export async function reworkPresence(
  ctx: FlowCtx,
  touched: readonly { personId: string; day: string }[],
): Promise<void> {
  if (touched.length === 0) return
  const people = [...new Set(touched.map((one) => one.personId))]
  const days = [...new Set(touched.map((one) => one.day))]
  await sql`update campus_event e set is_repeat = r.is_repeat
    from (select e.sn, e.event_id, coalesce(lag(e.direction) over (partition by e.person_id, e.day
        order by e.corrected_at, e.sn collate "C", e.event_id collate "C") = e.direction, false) as is_repeat
      from campus_event e where e.person_id = any(${people}::uuid[]) and e.day = any(${days}::date[]) and ${counts}) r
    where e.sn = r.sn and e.event_id = r.event_id and e.is_repeat <> r.is_repeat`.execute(ctx.db)
  await sql`insert into campus_presence (person_id, school_id, state, since, sn, event_id)
    select p.id, e.school_id, e.direction, e.corrected_at, e.sn, e.event_id
    from unnest(${people}::uuid[]) p (id) cross join lateral (
      select * from campus_event e where e.person_id = p.id and not e.is_repeat and ${counts}
      order by e.corrected_at desc, e.sn collate "C" desc, e.event_id collate "C" desc limit 1) e
    on conflict (person_id) do update set state = excluded.state, since = excluded.since, sn = excluded.sn,
      event_id = excluded.event_id, school_id = excluded.school_id`.execute(ctx.db)
}
