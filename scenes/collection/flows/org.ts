// Opening an organisation (收费单位), and who may act for it.
import { randomUUID } from "node:crypto"
import { sql, type Selectable } from "kysely"
import { openAccounts } from "#ledger"
import type { Tables } from "#kernel/db"
import { flow, type Ctx } from "#kernel/flow"
import { inScope } from "#kernel/org"
import { ok, type Outcome } from "#kernel/refusal"
import { openMerchant } from "#products/acquiring"
import { orgAccounts } from "../accounts.ts"
import type { CodeRule } from "../model.ts"
import { refuse } from "../refusals.ts"

export type OrgRow = Selectable<Tables["collection_org"]>

/** Staff within their outlets; the organisation's own people; nobody else learns that it is there. */
export function maySeeOrg(ctx: Ctx, org: { party_id: string; outlet: string }): boolean {
  if (ctx.actor.kind === "system") return true
  return ctx.actor.kind === "staff" ? inScope(ctx, org.outlet) : ctx.actor.partyId === org.party_id
}

export async function findOrg(ctx: Ctx, id: string): Promise<Outcome<OrgRow>> {
  const row = await ctx.db.selectFrom("collection_org").selectAll().where("id", "=", id).executeTakeFirst()
  return row && maySeeOrg(ctx, row) ? ok(row) : refuse["E-ORG"]()
}

/** The organisation a portal user acts for. */
export async function ownOrg(ctx: Ctx): Promise<Outcome<OrgRow>> {
  const row = await ctx.db
    .selectFrom("collection_org")
    .selectAll()
    .where("party_id", "=", ctx.actor.partyId ?? "00000000-0000-0000-0000-000000000000")
    .executeTakeFirst()
  return row ? ok(row) : refuse["E-ORG"]()
}

export interface NewOrg {
  partyId: string
  settlementAccountNo: string
  feeBp: number
  codeRule: CodeRule
}

export const openOrg = flow(
  { name: "collection.open-org", permission: "collection.open" },
  async (ctx, input: NewOrg): Promise<Outcome<{ id: string }>> => {
    const party = await ctx.db
      .selectFrom("party")
      .select(["id", "name", "outlet"])
      .where("id", "=", input.partyId)
      .executeTakeFirst()
    if (!party || !inScope(ctx, party.outlet)) return refuse["E-ORG"]({}, "partyId")
    const known = await ctx.db
      .selectFrom("collection_org")
      .select("name")
      .where("party_id", "=", party.id)
      .executeTakeFirst()
    if (known) return refuse["E-ORG-EXISTS"]({ name: known.name }, "partyId")
    const merchant = await openMerchant(ctx, {
      partyId: party.id,
      name: party.name,
      settlementAccountNo: input.settlementAccountNo,
      feeBp: input.feeBp,
      outlet: party.outlet,
    })
    if (!merchant.ok) return merchant
    const id = randomUUID()
    const next = await sql<{ n: bigint }>`select nextval('collection_org_number') as n`.execute(ctx.db)
    await ctx.db
      .insertInto("collection_org")
      .values({
        id,
        org_no: Number(next.rows[0]!.n),
        party_id: party.id,
        outlet: party.outlet,
        name: party.name,
        merchant_id: merchant.value.merchantId,
        settlement_account_no: input.settlementAccountNo,
        code_rule: input.codeRule,
        state: "open",
        opened_by: ctx.actor.id,
        opened_at: ctx.clock.now(),
      })
      .execute()
    await openAccounts(ctx.ledger, orgAccounts({ id, name: party.name, outlet: party.outlet }))
    ctx.note({ object: "collection-org", objectId: id, after: { ...input, name: party.name } })
    return ok({ id })
  },
)
