// Who posted, for people: the ledger keeps "staff:<id>", a page shows the name.
import type { Ctx } from "#kernel/flow"

/** Names by the ledger's words for actors; what is unknown stays as it is. */
export async function actorNames(
  ctx: Ctx,
  actors: readonly (string | null)[],
): Promise<(actor: string | null) => string | null> {
  const idsOf = (kind: string) =>
    [...new Set(actors.flatMap((a) => (a?.startsWith(`${kind}:`) ? [a.slice(kind.length + 1)] : [])))].filter(isUuid)
  const names = new Map<string, string>([["system:system", "系统"]])
  const staff = idsOf("staff")
  if (staff.length > 0) {
    const rows = await ctx.db.selectFrom("staff").select(["id", "name", "staff_no"]).where("id", "in", staff).execute()
    for (const row of rows) names.set(`staff:${row.id}`, `${row.name} ${row.staff_no}`)
  }
  const firms = idsOf("portal")
  if (firms.length > 0) {
    const rows = await ctx.db.selectFrom("portal_user").select(["id", "name"]).where("id", "in", firms).execute()
    for (const row of rows) names.set(`portal:${row.id}`, `${row.name}（企业）`)
  }
  return (actor) => (actor === null ? null : (names.get(actor) ?? actor))
}

const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
