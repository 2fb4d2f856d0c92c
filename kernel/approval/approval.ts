// Two pairs of eyes. Promises: maker and every checker are different people; a checker signs exactly the content that
// was submitted; the effect runs in the transaction of the last signature, so a decision without effect cannot exist.
import { randomUUID } from "node:crypto"
import { outsideRoles } from "#kernel/access"
import { sm3 } from "#kernel/crypto"
import { recordDenial } from "#kernel/audit"
import { flow, stableJson, type Ctx, type FlowCtx } from "#kernel/flow"
import { inScope } from "#kernel/org"
import { ok, type Outcome } from "#kernel/refusal"
import type { ApprovalKind } from "#kernel/scene"
import { refuse } from "./refusals.ts"

export interface ApprovalRequest {
  kind: string
  objectId: string
  title: string
  /** Everything the decision is about; must satisfy the kind's shape. */
  content: unknown
  /** The state before, shown beside the content. */
  before?: unknown
  amountFen?: bigint
  outlet?: string
}

/** Asks for approval inside the maker's flow. An open request for the same thing becomes void: its content changed. */
export async function requestApproval(ctx: FlowCtx, request: ApprovalRequest): Promise<string> {
  const kind = kindOf(ctx, request.kind)
  const content = JSON.parse(stableJson(request.content)) as unknown
  const levels = await kind.levels(ctx, kind.content.parse(content))
  await ctx.db
    .updateTable("approval")
    .set({ state: "void", decided_at: ctx.clock.now() })
    .where("kind", "=", request.kind)
    .where("object_id", "=", request.objectId)
    .where("state", "=", "open")
    .execute()
  const id = randomUUID()
  await ctx.db
    .insertInto("approval")
    .values({
      id,
      kind: request.kind,
      object_id: request.objectId,
      title: request.title,
      content: stableJson(content),
      before: request.before === undefined ? null : stableJson(request.before),
      content_hash: contentHash(content),
      amount_fen: request.amountFen ?? null,
      outlet: request.outlet ?? ctx.actor.outlet,
      party_id: isOutside(levels) ? (ctx.actor.partyId ?? null) : null,
      levels: stableJson(levels),
      maker_id: ctx.actor.id,
      maker_person: ctx.actor.personId,
      maker_name: ctx.actor.name,
      created_at: ctx.clock.now(),
    })
    .execute()
  ctx.note({
    action: "approval.request",
    object: "approval",
    objectId: id,
    after: { kind: request.kind, objectId: request.objectId, content },
  })
  ctx.emit({ type: "approval.requested", subject: id, data: { kind: request.kind, title: request.title } })
  return id
}

/** Signed by posts outside the bank only: the matter of the maker's own firm, school or office. */
const isOutside = (levels: readonly (readonly string[])[]): boolean =>
  levels.every((roles) => roles.every((role) => outsideRoles.some((one) => one.code === role)))

/** Whether the actor's house decides this: the bank's outlets in scope, or the firm a portal user acts for. */
export function maySee(ctx: Ctx, row: { party_id: string | null; outlet: string | null }): boolean {
  if (ctx.actor.partyId !== undefined) return row.party_id === ctx.actor.partyId
  return row.party_id === null && (row.outlet === null || inScope(ctx, row.outlet))
}

export interface Decision {
  id: string
  decision: "approved" | "returned" | "rejected"
  reason: string
  /** Hash of the content on the checker's screen, in hex. */
  seenHash: string
}

interface Decided {
  state: "open" | "approved" | "returned" | "rejected"
}

/** Signs, returns or rejects. */
export async function decide(ctx: Ctx, decision: Decision): Promise<Outcome<Decided>> {
  const outcome = await decideFlow(ctx, decision)
  if (!outcome.ok && outcome.refusal.code !== "approval/E-REASON")
    await recordDenial(ctx, "approval.decide", "approval", decision.id)
  return outcome
}

const decideFlow = flow(
  { name: "approval.decide", permission: "approval.decide" },
  async (ctx, input: Decision): Promise<Outcome<Decided>> => {
    const row = await ctx.db
      .selectFrom("approval")
      .selectAll()
      .where("id", "=", input.id)
      .forUpdate()
      .executeTakeFirst()
    if (!row || !maySee(ctx, row)) return refuse["E-NOT-FOUND"]()
    if (row.state !== "open") return refuse["E-CLOSED"]({ state: row.state })
    if (input.decision !== "approved" && input.reason.trim() === "") return refuse["E-REASON"]({}, "reason")
    const hash = contentHash(row.content)
    if (!hash.equals(row.content_hash) || hash.toString("hex") !== input.seenHash) return refuse["E-CONTENT-CHANGED"]()
    const signers = await ctx.db
      .selectFrom("approval_signature")
      .select("checker_person")
      .where("approval_id", "=", row.id)
      .execute()
    const people = [row.maker_person, ...signers.map((s) => s.checker_person)]
    if (people.includes(ctx.actor.personId)) return refuse.SAME_PERSON()
    const levels = row.levels as unknown as string[][]
    const roles = levels[row.level] ?? []
    if (!roles.some((role) => ctx.actor.roles.includes(role))) {
      return refuse["E-LEVEL"]({ level: row.level + 1, roles: roles.join("、") })
    }
    const last = row.level + 1 >= levels.length
    const state = input.decision !== "approved" ? input.decision : last ? "approved" : "open"
    await sign(ctx, row, input, hash)
    await ctx.db
      .updateTable("approval")
      .set({ level: row.level + 1, state, decided_at: state === "open" ? null : ctx.clock.now() })
      .where("id", "=", row.id)
      .execute()
    ctx.note({
      object: "approval",
      objectId: row.id,
      before: { level: row.level },
      after: { state, decision: input.decision, reason: input.reason },
    })
    if (state !== "open")
      ctx.emit({ type: "approval.decided", subject: row.id, data: { kind: row.kind, objectId: row.object_id, state } })
    const effect = await effectOf(
      ctx,
      { kind: row.kind, objectId: row.object_id, content: row.content, id: row.id },
      { ...input, state },
    )
    return effect.ok ? ok({ state }) : effect
  },
)

async function sign(ctx: FlowCtx, row: { id: string; level: number }, input: Decision, hash: Buffer): Promise<void> {
  await ctx.db
    .insertInto("approval_signature")
    .values({
      approval_id: row.id,
      level: row.level,
      checker_id: ctx.actor.id,
      checker_person: ctx.actor.personId,
      checker_name: ctx.actor.name,
      decision: input.decision,
      reason: input.reason,
      content_hash: hash,
      at: ctx.clock.now(),
    })
    .execute()
}

async function effectOf(
  ctx: FlowCtx,
  approval: { kind: string; objectId: string; content: unknown; id: string },
  decided: Decision & { state: Decided["state"] },
): Promise<Outcome<void>> {
  if (decided.state === "open") return ok()
  const kind = kindOf(ctx, approval.kind)
  const content = kind.content.parse(approval.content)
  if (decided.state === "approved") {
    return kind.approved(ctx, { objectId: approval.objectId, content, approvalId: approval.id })
  }
  const declined = { objectId: approval.objectId, content, decision: decided.state, reason: decided.reason }
  return kind.declined ? kind.declined(ctx, declined) : ok()
}

function kindOf(ctx: Ctx, kind: string): ApprovalKind<unknown> {
  const found = ctx.house.approvals.get(kind)
  if (!found) throw new Error(`No feature declares the approval kind "${kind}".`)
  return found as unknown as ApprovalKind<unknown>
}

const contentHash = (content: unknown) => sm3(stableJson(content))
