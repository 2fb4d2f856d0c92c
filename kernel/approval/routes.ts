import type { Ctx } from "#kernel/flow"
import { scopeOf } from "#kernel/org"
import { ok } from "#kernel/refusal"
import type { RouteModule } from "#kernel/scene"
import { formatAmount } from "#ledger"
import { decide, maySee } from "./approval.ts"
import { decideApproval, getApproval, listApprovals } from "./contract.ts"
import { refuse } from "./refusals.ts"

export const routes: RouteModule = ({ on }) => {
  on(listApprovals, "approval.read", async (ctx, { query }) => {
    let found = ctx.db
      .selectFrom("approval")
      .selectAll()
      .orderBy("created_at", "desc")
      .orderBy("id")
      .limit(query.limit + 1)
    const scope = scopeOf(ctx)
    const { partyId } = ctx.actor
    found = partyId ? found.where("party_id", "=", partyId) : found.where("party_id", "is", null)
    if (scope && !partyId) found = found.where((e) => e.or([e("outlet", "is", null), e("outlet", "in", scope)]))
    if (query.kind) found = found.where("kind", "=", query.kind)
    if (query.objectId) found = found.where("object_id", "=", query.objectId)
    if (query.box === "waiting")
      found = found.where("state", "=", "open").where("maker_person", "!=", ctx.actor.personId)
    if (query.box === "mine") found = found.where("maker_person", "=", ctx.actor.personId)
    if (query.box === "done") found = found.where("state", "!=", "open")
    if (query.after) found = found.where("created_at", "<", new Date(query.after))
    const rows = await found.execute()
    const items = rows.slice(0, query.limit).map((row) => itemOf(ctx, row))
    const mine = query.box === "waiting" ? items.filter((item) => item.blocked === null) : items
    return ok({ items: mine, next: rows.length > query.limit ? items.at(-1)!.createdAt : null })
  })

  on(getApproval, "approval.read", async (ctx, { params }) => {
    const row = await ctx.db.selectFrom("approval").selectAll().where("id", "=", params.id).executeTakeFirst()
    if (!row || !maySee(ctx, row)) return refuse["E-NOT-FOUND"]()
    const signatures = await ctx.db
      .selectFrom("approval_signature")
      .selectAll()
      .where("approval_id", "=", row.id)
      .orderBy("level")
      .execute()
    return ok({
      ...itemOf(ctx, row),
      content: row.content,
      before: row.before,
      hash: row.content_hash.toString("hex"),
      signatures: signatures.map((s) => ({
        level: s.level,
        checkerName: s.checker_name,
        decision: s.decision,
        reason: s.reason,
        at: s.at.toISOString(),
      })),
    })
  })

  on(decideApproval, "approval.decide", async (ctx, { params, body }) => decide(ctx, { id: params.id, ...body }))
}

interface ApprovalRow {
  id: string
  kind: string
  object_id: string
  title: string
  amount_fen: bigint | null
  outlet: string | null
  maker_name: string
  maker_person: string
  created_at: Date
  state: string
  level: number
  levels: unknown
}

function itemOf(ctx: Ctx, row: ApprovalRow) {
  const kind = ctx.house.approvals.get(row.kind)
  const levels = row.levels as string[][]
  return {
    id: row.id,
    kind: row.kind,
    kindTitle: { zh: kind?.zh ?? row.kind, en: kind?.en ?? row.kind },
    objectId: row.object_id,
    page: kind ? kind.page.replace(":id", row.object_id) : null,
    title: row.title,
    amount: row.amount_fen === null ? null : formatAmount(BigInt(row.amount_fen), 2),
    outlet: row.outlet,
    makerName: row.maker_name,
    createdAt: row.created_at.toISOString(),
    state: row.state as "open" | "approved" | "returned" | "rejected" | "void",
    level: row.level,
    levels,
    blocked: blockedFor(ctx, row, levels),
  }
}

function blockedFor(ctx: Ctx, row: ApprovalRow, levels: string[][]) {
  if (row.state !== "open") return { zh: "已办结", en: "Already decided" }
  if (row.maker_person === ctx.actor.personId)
    return { zh: "您是经办人，须由他人审批", en: "You prepared it; another person must decide" }
  const roles = levels[row.level] ?? []
  if (roles.some((role) => ctx.actor.roles.includes(role))) return null
  return { zh: `等待岗位：${roles.join("、")}`, en: `Waiting for: ${roles.join(", ")}` }
}
