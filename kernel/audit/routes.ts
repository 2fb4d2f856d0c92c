import { sql } from "kysely"
import { ok } from "#kernel/refusal"
import type { RouteModule } from "#kernel/scene"
import { verifyAudit } from "./audit.ts"
import { listAudit, proveAudit } from "./contract.ts"

export const routes: RouteModule = ({ on }) => {
  on(listAudit, "audit.read", async (ctx, { query }) => {
    let found = ctx.db
      .selectFrom("audit_entry")
      .selectAll()
      .orderBy("seq", "desc")
      .limit(query.limit + 1)
    if (query.after) found = found.where("seq", "<", BigInt(query.after))
    if (query.actorId) found = found.where("actor_id", "=", query.actorId)
    if (query.action) found = found.where("action", "like", `${query.action}%`)
    if (query.object) found = found.where("object", "=", query.object)
    if (query.objectId) found = found.where("object_id", "=", query.objectId)
    if (query.result) found = found.where("result", "=", query.result)
    if (query.from) found = found.where("at", ">=", sql<Date>`${query.from}::date`)
    if (query.to) found = found.where("at", "<", sql<Date>`${query.to}::date + 1`)
    const rows = await found.execute()
    const items = rows.slice(0, query.limit).map((row) => ({
      seq: String(row.seq),
      at: row.at.toISOString(),
      actorKind: row.actor_kind,
      actorId: row.actor_id,
      actorName: row.actor_name,
      outlet: row.outlet,
      ip: row.ip,
      action: row.action,
      object: row.object,
      objectId: row.object_id,
      before: row.before,
      after: row.after,
      result: row.result as "done" | "denied",
      hash: row.hash.toString("hex"),
    }))
    return ok({ items, next: rows.length > query.limit ? items.at(-1)!.seq : null })
  })
  on(proveAudit, "audit.read", async (ctx) => {
    const proof = await verifyAudit(ctx.db)
    const broken = proof.broken ? { seq: String(proof.broken.seq), reason: proof.broken.reason } : null
    return ok({ ok: proof.ok, entries: String(proof.entries), broken })
  })
}
