// Whose merchants somebody sees: staff those of their outlets, a merchant's own people their own, the system all. For
// queries that name the merchant's table m.
import { sql, type RawBuilder } from "kysely"
import type { Ctx } from "#kernel/flow"
import { scopeOf } from "#kernel/org"

const nobody = "00000000-0000-0000-0000-000000000000"

export function seenBy(ctx: Ctx): RawBuilder<boolean> {
  if (ctx.actor.kind === "portal") return sql<boolean>`m.party_id = ${ctx.actor.partyId ?? nobody}::uuid`
  const scope = scopeOf(ctx)
  return scope ? sql<boolean>`m.outlet = any(${scope}::text[])` : sql<boolean>`true`
}
