// Grants of the school as both people see them.
import { sql } from "kysely"
import type { z } from "zod"
import { dateOf } from "#kernel/calendar"
import type { Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { schemeById, schemeFloat, yuan } from "#products/wallet"
import { number } from "../flows/judge.ts"
import type * as contract from "../cards/contract.ts"
import { ownSchool } from "../store.ts"

export async function grantsOf(ctx: Ctx): Promise<Outcome<z.output<typeof contract.listGrants.response>>> {
  const school = await ownSchool(ctx)
  if (!school.ok) return school
  const schemeId = school.value.scheme_id
  const float = await schemeFloat(ctx, await schemeById(ctx, schemeId))
  const { rows } = await sql<{
    id: string
    title: string
    purse: string
    from_on: string
    to_on: string
    state: string
    people: number
    total: bigint
    returned: bigint
    proposed_by: string
    proposed_name: string
    decided_name: string | null
  }>`select g.*, count(l.wallet_no)::int as people, coalesce(sum(l.amount_fen), 0)::bigint as total,
      coalesce(sum(l.return_fen), 0)::bigint as returned
    from wallet_grant g left join wallet_grant_line l on l.grant_id = g.id where g.scheme_id = ${schemeId}
    group by g.id order by g.proposed_at desc limit 50`.execute(ctx.db)
  return ok({
    fund: yuan(float.fundFen),
    standard: yuan(BigInt(await number(ctx, "meal-subsidy-fen", dateOf(ctx.clock.now())))),
    items: rows.map((row) => ({
      id: row.id,
      title: row.title,
      purse: row.purse,
      from: row.from_on,
      to: row.to_on,
      state: row.state as "granted",
      people: row.people,
      total: yuan(row.total),
      returned: yuan(row.returned),
      proposedBy: row.proposed_name,
      mine: row.proposed_by === ctx.actor.id,
      decidedBy: row.decided_name,
    })),
  })
}
