import { sql } from "kysely"
import { accountsOf } from "#kernel/book"
import { addPortalUser } from "#kernel/access"
import type { Ctx } from "#kernel/flow"
import { scopeOf } from "#kernel/org"
import { ok } from "#kernel/refusal"
import type { RouteModule } from "#kernel/scene"
import { createParty, createPortalUser, getParty, listParties, patchParty, revealField } from "./contract.ts"
import { changeParty, findParty, maskedDetails, openParty, reveal } from "./party.ts"
import { refuse } from "./refusals.ts"

export const routes: RouteModule = ({ on }) => {
  on(listParties, "party.read", async (ctx, { query }) => {
    let found = listQuery(ctx)
      .orderBy("party.name")
      .orderBy("party.id")
      .limit(query.limit + 1)
    if (query.kind) found = found.where("party.kind", "=", query.kind)
    if (query.outlet) found = found.where("party.outlet", "=", query.outlet)
    if (query.text) {
      const text = query.text.trim()
      found = found.where((e) =>
        e.or([
          e("party.name", "like", `%${likeSafe(text)}%`),
          e("party.initials", "like", `${likeSafe(text.toLowerCase())}%`),
          e("party.uscc", "like", `%${likeSafe(text.toUpperCase())}`),
          e("party.id_tail", "=", text),
        ]),
      )
    }
    if (query.after) {
      const [name, id] = JSON.parse(Buffer.from(query.after, "base64url").toString()) as [string, string]
      found = found.where(sql<boolean>`(party.name, party.id) > (${name}, ${id}::uuid)`)
    }
    const rows = await found.execute()
    const items = rows.slice(0, query.limit).map((row) => itemOf(ctx, row))
    const last = items.at(-1)
    const next =
      rows.length > query.limit && last ? Buffer.from(JSON.stringify([last.name, last.id])).toString("base64url") : null
    return ok({ items, next })
  })

  on(getParty, "party.read", async (ctx, { params }) => {
    const party = await findParty(ctx, params.id)
    if (!party) return refuse["E-NOT-FOUND"]()
    const row = await listQuery(ctx).where("party.id", "=", params.id).executeTakeFirstOrThrow()
    return ok({
      ...itemOf(ctx, row),
      version: party.version,
      address: party.address,
      facts: party.facts as Record<string, unknown>,
      ...(await detailsOf(ctx, params.id)),
    })
  })

  on(createParty, "party.write", (ctx, { body }) => openParty(ctx, body))
  on(patchParty, "party.write", (ctx, { params, body }) => changeParty(ctx, { id: params.id, ...body }))
  on(revealField, "party.reveal", (ctx, { params, body }) => reveal(ctx, { partyId: params.id, ...body }))
  on(createPortalUser, "access.portal-user", async (ctx, { params, body }) => {
    if (!(await findParty(ctx, params.id))) return refuse["E-NOT-FOUND"]()
    return addPortalUser(ctx, { partyId: params.id, ...body })
  })
}

const likeSafe = (text: string) => text.replace(/[\\%_]/g, "\\$&")

function listQuery(ctx: Ctx) {
  const scope = scopeOf(ctx)
  const found = ctx.db
    .selectFrom("party")
    .leftJoin("staff", "staff.id", "party.manager_id")
    .select([
      "party.id",
      "party.kind",
      "party.name",
      "party.uscc",
      "party.id_sealed",
      "party.outlet",
      "party.industry",
      "party.size",
    ])
    .select(["party.state", "party.created_at", "staff.name as manager_name"])
  return scope ? found.where("party.outlet", "in", scope) : found
}

type Row = Awaited<ReturnType<ReturnType<typeof listQuery>["executeTakeFirstOrThrow"]>>

function itemOf(ctx: Ctx, row: Row) {
  return {
    id: row.id,
    kind: row.kind as "firm",
    name: row.name,
    uscc: row.uscc,
    idMasked: maskedDetails(ctx, { idSealed: row.id_sealed, phones: [], accounts: [] }).idNumber,
    outlet: row.outlet,
    industry: row.industry,
    size: row.size as "small" | null,
    managerName: row.manager_name,
    state: row.state as "active",
    createdAt: row.created_at.toISOString(),
  }
}

async function detailsOf(ctx: Ctx, partyId: string) {
  const contacts = await ctx.db.selectFrom("party_contact").selectAll().where("party_id", "=", partyId).execute()
  const bankAccounts = await ctx.db
    .selectFrom("party_bank_account")
    .selectAll()
    .where("party_id", "=", partyId)
    .execute()
  const licences = await ctx.db
    .selectFrom("party_licence")
    .selectAll()
    .where("party_id", "=", partyId)
    .orderBy("kind")
    .execute()
  const reveals = await ctx.db
    .selectFrom("party_reveal")
    .selectAll()
    .where("party_id", "=", partyId)
    .orderBy("at", "desc")
    .limit(50)
    .execute()
  const masked = maskedDetails(ctx, {
    idSealed: null,
    phones: contacts.map((c) => c.phone_sealed),
    accounts: bankAccounts.map((a) => a.number_sealed),
  })
  return {
    contacts: contacts.map((c, at) => ({ id: c.id, name: c.name, duty: c.duty, phone: masked.phones[at]! })),
    bankAccounts: bankAccounts.map((a, at) => ({
      id: a.id,
      bank: a.bank,
      holder: a.holder,
      number: masked.accounts[at]!,
    })),
    licences: licences.map((l) => ({
      kind: l.kind,
      number: l.number,
      issuer: l.issuer,
      issuedOn: l.issued_on,
      validTo: l.valid_to,
    })),
    relations: await relationsOf(ctx, partyId),
    accounts: await accountsOf(ctx, partyId),
    reveals: reveals.map((r) => ({
      field: r.field,
      purpose: r.purpose,
      staffName: r.staff_name,
      at: r.at.toISOString(),
    })),
  }
}

async function relationsOf(ctx: Ctx, partyId: string) {
  const rows = await ctx.db
    .selectFrom("party_relation")
    .innerJoin("party", (join) =>
      join.on((e) =>
        e.or([
          e.and([e("party_relation.from_party", "=", partyId), e("party.id", "=", e.ref("party_relation.to_party"))]),
          e.and([e("party_relation.to_party", "=", partyId), e("party.id", "=", e.ref("party_relation.from_party"))]),
        ]),
      ),
    )
    .select(["party.id", "party.name", "party_relation.kind", "party_relation.share_bp", "party_relation.from_party"])
    .execute()
  return rows.map((row) => ({
    partyId: row.id,
    name: row.name,
    kind: row.kind,
    shareBp: row.share_bp,
    direction: row.from_party === partyId ? ("out" as const) : ("in" as const),
  }))
}
