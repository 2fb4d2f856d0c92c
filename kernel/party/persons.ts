// People known by name and phone: parents who sign in by themselves, children somebody answers for. Promises: one person
// stays one customer, whichever scene meets them first; a guardian's rights are a relation with dates.
import { randomUUID } from "node:crypto"
import { digest, seal, unseal } from "#kernel/crypto"
import type { Db } from "#kernel/db"
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { outlets } from "#kernel/org"
import { ok, type Outcome } from "#kernel/refusal"
import { birthDate } from "./check-digits.ts"
import { idPurpose, insertParty, personFault, phonePurpose } from "./party.ts"
import { refuse } from "./refusals.ts"

const own = "本人"
const guardianKind = "guardian"

export interface NewPerson {
  name: string
  phone?: string
  idNumber?: string
  /** "YYYY-MM-DD"; follows from the identity number where one is given. */
  birthDate?: string
  outlet: string
  /** A child without a number of its own is found again by its name among this guardian's children. */
  guardianId?: string
}

/**
 * The person's customer id: found by identity number, else by own phone and name, else by name among the guardian's children;
 * opened when nobody is found. For flows of scenes, which check their own permission.
 */
export async function registerPerson(ctx: FlowCtx, person: NewPerson): Promise<Outcome<string>> {
  const fault = personFault(person)
  if (fault) return fault
  const known = await knownPerson(ctx, person)
  if (known) return ok(known)
  const born = person.birthDate ?? (person.idNumber ? (birthDate(person.idNumber) ?? undefined) : undefined)
  const id = await insertParty(ctx, {
    kind: "person",
    name: person.name,
    outlet: person.outlet,
    ...(person.idNumber ? { idNumber: person.idNumber } : {}),
    ...(born ? { facts: { birthDate: born } } : {}),
    ...(person.phone ? { contacts: [{ name: own, duty: own, phone: person.phone }] } : {}),
  })
  return ok(id)
}

async function knownPerson(ctx: FlowCtx, person: NewPerson): Promise<string | undefined> {
  const { secret } = ctx.services
  const persons = ctx.db.selectFrom("party").select("party.id").where("party.kind", "=", "person")
  if (person.idNumber) {
    const idDigest = digest(secret, idPurpose, person.idNumber)
    const row = await persons.where("id_digest", "=", idDigest).executeTakeFirst()
    if (row) return row.id
  }
  if (person.phone) {
    const row = await persons
      .innerJoin("party_contact", "party_contact.party_id", "party.id")
      .where("duty", "=", own)
      .where("phone_digest", "=", digest(secret, phonePurpose, person.phone))
      .where("party.name", "=", person.name.trim())
      .orderBy("party.created_at")
      .executeTakeFirst()
    return row?.id
  }
  if (!person.guardianId) return undefined
  const children = await childrenOf(ctx.db, person.guardianId)
  return children.find((child) => child.name === person.name.trim())?.partyId
}

export interface Guardianship {
  guardianId: string
  childId: string
  /** mother, father, grandparent, other. */
  relation: string
  /** False where a court keeps this guardian from the child's data: no notice, no view. */
  permitted?: boolean
}

/** Notes who answers for a child; noted again it changes what the guardian may see. */
export async function linkGuardian(ctx: FlowCtx, link: Guardianship): Promise<Outcome<void>> {
  if (link.guardianId === link.childId) return refuse["E-GUARDIAN"]({}, "guardianId")
  const kind = link.permitted === false ? `${guardianKind}-barred` : guardianKind
  const { numUpdatedRows } = await ctx.db
    .updateTable("party_relation")
    .set({ kind, note: link.relation, to_on: null })
    .where("from_party", "=", link.guardianId)
    .where("to_party", "=", link.childId)
    .where("kind", "in", guardianKinds)
    .executeTakeFirst()
  if (numUpdatedRows === 0n)
    await ctx.db
      .insertInto("party_relation")
      .values({
        id: randomUUID(),
        from_party: link.guardianId,
        to_party: link.childId,
        kind,
        note: link.relation,
        from_on: ctx.today,
      })
      .execute()
  ctx.note({ action: "party.guardian", object: "party", objectId: link.childId, after: { ...link } })
  return ok()
}

/** The relation has an end; nothing of it is taken out of the book. */
export async function endGuardianship(
  ctx: FlowCtx,
  link: { guardianId: string; childId: string },
): Promise<Outcome<void>> {
  const { numUpdatedRows } = await ctx.db
    .updateTable("party_relation")
    .set({ to_on: ctx.today })
    .where("from_party", "=", link.guardianId)
    .where("to_party", "=", link.childId)
    .where("kind", "in", guardianKinds)
    .where("to_on", "is", null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return refuse["E-NOT-FOUND"]({}, "guardianId")
  ctx.note({ action: "party.guardian-ended", object: "party", objectId: link.childId, after: { ...link } })
  return ok()
}

/** The number a person signs in with, given or changed; one that signs in as somebody else is refused. */
export async function giveOwnPhone(ctx: FlowCtx, input: { partyId: string; phone: string }): Promise<Outcome<void>> {
  const row = await ctx.db
    .selectFrom("party")
    .select(["name", "kind"])
    .where("id", "=", input.partyId)
    .executeTakeFirst()
  if (!row || row.kind !== "person") return refuse["E-NOT-FOUND"]({}, "partyId")
  const fault = personFault({ phone: input.phone })
  if (fault) return fault
  const { secret } = ctx.services
  const phoneDigest = digest(secret, phonePurpose, input.phone)
  const other = await ctx.db
    .selectFrom("party_contact")
    .innerJoin("party", "party.id", "party_contact.party_id")
    .select("party_id")
    .where("party.kind", "=", "person")
    .where("duty", "=", own)
    .where("phone_digest", "=", phoneDigest)
    .where("party_id", "<>", input.partyId)
    .executeTakeFirst()
  if (other) return refuse["E-PHONE-TAKEN"]({}, "phone")
  const tail = input.phone.slice(-4)
  const sealed = { phone_sealed: seal(secret, phonePurpose, input.phone), phone_digest: phoneDigest, phone_tail: tail }
  const { numUpdatedRows } = await ctx.db
    .updateTable("party_contact")
    .set(sealed)
    .where("party_id", "=", input.partyId)
    .where("duty", "=", own)
    .executeTakeFirst()
  if (numUpdatedRows === 0n)
    await ctx.db
      .insertInto("party_contact")
      .values({ id: randomUUID(), party_id: input.partyId, name: own, duty: own, ...sealed })
      .execute()
  ctx.note({ action: "party.own-phone", object: "party", objectId: input.partyId, after: { tail } })
  return ok()
}

const guardianKinds = [guardianKind, `${guardianKind}-barred`]

export interface Guardian {
  partyId: string
  name: string
  relation: string
  permitted: boolean
}

/** Everybody who answers for the child, those a court keeps away included and marked. */
export async function guardiansOf(db: Db, childId: string): Promise<Guardian[]> {
  const rows = await db
    .selectFrom("party_relation")
    .innerJoin("party", "party.id", "party_relation.from_party")
    .select(["party.id", "party.name", "party_relation.kind", "party_relation.note"])
    .where("to_party", "=", childId)
    .where("party_relation.kind", "in", guardianKinds)
    .where("to_on", "is", null)
    .orderBy("party_relation.from_on")
    .orderBy("party.id")
    .execute()
  return rows.map((row) => ({
    partyId: row.id,
    name: row.name,
    relation: row.note ?? "other",
    permitted: row.kind === guardianKind,
  }))
}

export interface Child {
  partyId: string
  name: string
  birthDate: string | null
  relation: string
}

/** The children a guardian may see. */
export async function childrenOf(db: Db, guardianId: string): Promise<Child[]> {
  const rows = await db
    .selectFrom("party_relation")
    .innerJoin("party", "party.id", "party_relation.to_party")
    .select(["party.id", "party.name", "party.facts", "party_relation.note"])
    .where("from_party", "=", guardianId)
    .where("party_relation.kind", "=", guardianKind)
    .where("to_on", "is", null)
    .orderBy("party.created_at")
    .orderBy("party.id")
    .execute()
  return rows.map((row) => ({
    partyId: row.id,
    name: row.name,
    birthDate: (row.facts as { birthDate?: string }).birthDate ?? null,
    relation: row.note ?? "other",
  }))
}

/** Whether this person may see and decide for this child today. */
export async function isGuardian(db: Db, guardianId: string, childId: string): Promise<boolean> {
  const row = await db
    .selectFrom("party_relation")
    .select("id")
    .where("from_party", "=", guardianId)
    .where("to_party", "=", childId)
    .where("kind", "=", guardianKind)
    .where("to_on", "is", null)
    .executeTakeFirst()
  return row !== undefined
}

/** The number a person is reached at, for a message; never for a page. */
export async function ownPhone(ctx: Ctx, partyId: string): Promise<string | null> {
  const row = await ctx.db
    .selectFrom("party_contact")
    .select("phone_sealed")
    .where("party_id", "=", partyId)
    .where("duty", "=", own)
    .executeTakeFirst()
  return row ? unseal(ctx.services.secret, phonePurpose, row.phone_sealed) : null
}

/** The same for many, in one statement; who left no number is absent. */
export async function ownPhones(ctx: Ctx, partyIds: readonly string[]): Promise<Map<string, string>> {
  if (partyIds.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom("party_contact")
    .select(["party_id", "phone_sealed"])
    .where("party_id", "in", partyIds)
    .where("duty", "=", own)
    .execute()
  return new Map(rows.map((row) => [row.party_id, unseal(ctx.services.secret, phonePurpose, row.phone_sealed)]))
}

/** Who may be told about these children, by child. Guardians a court keeps away are left out. */
export async function guardiansOfMany(db: Db, childIds: readonly string[]): Promise<Map<string, string[]>> {
  if (childIds.length === 0) return new Map()
  const rows = await db
    .selectFrom("party_relation")
    .select(["from_party", "to_party"])
    .where("to_party", "in", childIds)
    .where("kind", "=", guardianKind)
    .where("to_on", "is", null)
    .orderBy("from_party")
    .execute()
  const found = new Map<string, string[]>()
  for (const row of rows) found.set(row.to_party, [...(found.get(row.to_party) ?? []), row.from_party])
  return found
}

/**
 * The person behind a phone that signs in for the first time: whoever the branch knows by this number, else a new customer
 * of this name; undefined when nobody is known and no name was given.
 */
export const citizenPerson = flow(
  { name: "party.citizen", permission: null },
  async (ctx, input: { phone: string; name?: string | undefined }) => {
    const row = await ctx.db
      .selectFrom("party_contact")
      .innerJoin("party", "party.id", "party_contact.party_id")
      .select(["party.id", "party.name"])
      .where("party.kind", "=", "person")
      .where("duty", "=", own)
      .where("phone_digest", "=", digest(ctx.services.secret, phonePurpose, input.phone))
      .orderBy("party.created_at")
      .executeTakeFirst()
    if (row) return ok({ partyId: row.id, name: row.name })
    if (!input.name) return ok(undefined)
    const home = (await outlets(ctx.db)).find((outlet) => outlet.kind === "branch")
    if (!home) return refuse["E-NOT-FOUND"]({}, "outlet")
    const opened = await registerPerson(ctx, { name: input.name, phone: input.phone, outlet: home.code })
    return opened.ok ? ok({ partyId: opened.value, name: input.name.trim() }) : opened
  },
)
