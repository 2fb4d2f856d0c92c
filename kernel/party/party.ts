// Customers: opening, changing, and showing a full number to somebody who says why.
import { randomUUID } from "node:crypto"
import { pinyin } from "pinyin-pro"
import { digest, seal, unseal } from "#kernel/crypto"
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { inScope } from "#kernel/org"
import { ok, type Outcome } from "#kernel/refusal"
import { isResidentId, isUscc } from "./check-digits.ts"
import { maskCard, maskId, maskPhone } from "./mask.ts"
import { refuse } from "./refusals.ts"

export type PartyKind = "firm" | "person" | "village" | "school" | "public-body"
export type FirmSize = "micro" | "small" | "medium" | "large"

export interface NewParty {
  kind: PartyKind
  name: string
  uscc?: string
  idNumber?: string
  outlet: string
  managerId?: string
  industry?: string
  size?: FirmSize
  address?: string
  facts?: Record<string, unknown>
  contacts?: { name: string; duty: string; phone: string }[]
  licences?: { kind: string; number: string; issuer?: string; issuedOn?: string; validTo?: string }[]
  bankAccounts?: { bank: string; holder: string; number: string }[]
}

export const idPurpose = "party-id"
export const phonePurpose = "party-phone"
const accountPurpose = "party-account"

/** Pinyin initials, so that "xtmc" finds 湘潭明澈. */
export const initialsOf = (name: string): string =>
  pinyin(name, { pattern: "first", toneType: "none", type: "array", nonZh: "consecutive" })
    .join("")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "")

export const openParty = flow(
  { name: "party.open", permission: "party.write" },
  async (ctx, input: NewParty): Promise<Outcome<{ id: string }>> => {
    const fault = await faultOf(ctx, input)
    if (fault) return fault
    return ok({ id: await insertParty(ctx, input) })
  },
)

/** Writes the customer and what hangs on it. Callers have checked the numbers and who may. */
export async function insertParty(ctx: FlowCtx, input: NewParty): Promise<string> {
  const id = randomUUID()
  await ctx.db
    .insertInto("party")
    .values({
      id,
      kind: input.kind,
      name: input.name.trim(),
      initials: initialsOf(input.name),
      uscc: input.uscc ?? null,
      ...sealedId(ctx, input.idNumber),
      outlet: input.outlet,
      manager_id: input.managerId ?? (ctx.actor.kind === "staff" ? ctx.actor.id : null),
      industry: input.industry ?? null,
      size: input.size ?? null,
      address: input.address ?? null,
      facts: JSON.stringify(input.facts ?? {}),
      created_at: ctx.clock.now(),
    })
    .execute()
  await addDetails(ctx, id, input)
  ctx.note({
    object: "party",
    objectId: id,
    after: { kind: input.kind, name: input.name, uscc: input.uscc, outlet: input.outlet },
  })
  return id
}

async function faultOf(ctx: FlowCtx, input: NewParty): Promise<Outcome<never> | null> {
  if (!inScope(ctx, input.outlet)) return refuse["E-NOT-FOUND"]({}, "outlet")
  if (input.uscc !== undefined && !isUscc(input.uscc)) return refuse["E-USCC"]({ uscc: input.uscc }, "uscc")
  const ofPerson = personFault({ idNumber: input.idNumber })
  if (ofPerson) return ofPerson
  const badPhone = input.contacts?.findIndex((contact) => !phonePattern.test(contact.phone)) ?? -1
  if (badPhone >= 0) return refuse["E-PHONE"]({}, `contacts.${badPhone}.phone`)
  const same = await ctx.db
    .selectFrom("party")
    .select("name")
    .where((e) =>
      e.or([
        ...(input.uscc ? [e("uscc", "=", input.uscc)] : []),
        ...(input.idNumber ? [e("id_digest", "=", digest(ctx.services.secret, idPurpose, input.idNumber))] : []),
      ]),
    )
    .executeTakeFirst()
  return same && (input.uscc || input.idNumber)
    ? refuse["E-DUPLICATE"]({ name: same.name }, input.uscc ? "uscc" : "idNumber")
    : null
}

const phonePattern = /^1\d{10}$/

/** What is wrong with a person's own numbers, or null. */
export function personFault(person: {
  idNumber?: string | undefined
  phone?: string | undefined
}): Outcome<never> | null {
  if (person.idNumber !== undefined && !isResidentId(person.idNumber)) return refuse["E-ID-NUMBER"]({}, "idNumber")
  if (person.phone !== undefined && !phonePattern.test(person.phone)) return refuse["E-PHONE"]({}, "phone")
  return null
}

function sealedId(ctx: Ctx, idNumber: string | undefined) {
  if (idNumber === undefined) return {}
  const { secret } = ctx.services
  return {
    id_kind: "resident",
    id_sealed: seal(secret, idPurpose, idNumber),
    id_digest: digest(secret, idPurpose, idNumber),
    id_tail: idNumber.slice(-4),
  }
}

async function addDetails(ctx: FlowCtx, partyId: string, input: NewParty): Promise<void> {
  const { secret } = ctx.services
  for (const contact of input.contacts ?? []) {
    await ctx.db
      .insertInto("party_contact")
      .values({
        id: randomUUID(),
        party_id: partyId,
        name: contact.name,
        duty: contact.duty,
        phone_sealed: seal(secret, phonePurpose, contact.phone),
        phone_digest: digest(secret, phonePurpose, contact.phone),
        phone_tail: contact.phone.slice(-4),
      })
      .execute()
  }
  for (const licence of input.licences ?? []) {
    await ctx.db
      .insertInto("party_licence")
      .values({
        id: randomUUID(),
        party_id: partyId,
        kind: licence.kind,
        number: licence.number,
        issuer: licence.issuer ?? null,
        issued_on: licence.issuedOn ?? null,
        valid_to: licence.validTo ?? null,
      })
      .execute()
  }
  for (const account of input.bankAccounts ?? []) {
    await ctx.db
      .insertInto("party_bank_account")
      .values({
        id: randomUUID(),
        party_id: partyId,
        bank: account.bank,
        holder: account.holder,
        number_sealed: seal(secret, accountPurpose, account.number),
        number_digest: digest(secret, accountPurpose, account.number),
        number_tail: account.number.slice(-4),
      })
      .execute()
  }
}

export interface PartyChange {
  id: string
  version: number
  name?: string
  industry?: string
  size?: FirmSize
  address?: string
  managerId?: string
}

export const changeParty = flow(
  { name: "party.change", permission: "party.write" },
  async (ctx, input: PartyChange): Promise<Outcome<void>> => {
    const before = await findParty(ctx, input.id)
    if (!before) return refuse["E-NOT-FOUND"]()
    const { id, version, managerId, ...changes } = input
    const changed = await ctx.db
      .updateTable("party")
      .set((e) => ({
        ...changes,
        ...(changes.name ? { initials: initialsOf(changes.name) } : {}),
        ...(managerId ? { manager_id: managerId } : {}),
        version: e("version", "+", 1),
      }))
      .where("id", "=", id)
      .where("version", "=", version)
      .returning("id")
      .executeTakeFirst()
    if (!changed) return refuse["E-STALE"]()
    ctx.note({
      object: "party",
      objectId: id,
      before: { name: before.name, industry: before.industry, size: before.size },
      after: changes,
    })
    return ok()
  },
)

export const relateParties = flow(
  { name: "party.relate", permission: "party.write" },
  async (
    ctx,
    input: { from: string; to: string; kind: string; shareBp?: number; fromOn?: string },
  ): Promise<Outcome<void>> => {
    if (!(await findParty(ctx, input.from))) return refuse["E-NOT-FOUND"]({}, "from")
    await ctx.db
      .insertInto("party_relation")
      .values({
        id: randomUUID(),
        from_party: input.from,
        to_party: input.to,
        kind: input.kind,
        share_bp: input.shareBp ?? null,
        from_on: input.fromOn ?? null,
      })
      .execute()
    ctx.note({ object: "party", objectId: input.from, after: { relatedTo: input.to, kind: input.kind } })
    return ok()
  },
)

/** The party when the actor may see it. */
export async function findParty(ctx: Ctx, id: string) {
  const row = await ctx.db.selectFrom("party").selectAll().where("id", "=", id).executeTakeFirst()
  if (!row) return undefined
  const own = ctx.actor.partyId === row.id
  return own || inScope(ctx, row.outlet) ? row : undefined
}

const revealsPerHourMax = 20

export interface Reveal {
  partyId: string
  /** "idNumber", "phone:<contact id>" or "account:<bank account id>" */
  field: string
  purpose: string
}

/** One full number, for a stated purpose, recorded where the customer's own view and the auditor find it. */
export const reveal = flow(
  { name: "party.reveal", permission: "party.reveal" },
  async (ctx, input: Reveal): Promise<Outcome<{ value: string }>> => {
    if (input.purpose.trim().length < 4) return refuse["E-PURPOSE"]({}, "purpose")
    const party = await findParty(ctx, input.partyId)
    if (!party) return refuse["E-NOT-FOUND"]()
    const hourAgo = new Date(ctx.clock.now().getTime() - 3_600_000)
    const { count } = await ctx.db
      .selectFrom("party_reveal")
      .select((e) => e.fn.countAll<bigint>().as("count"))
      .where("staff_id", "=", ctx.actor.id)
      .where("at", ">", hourAgo)
      .executeTakeFirstOrThrow()
    if (Number(count) >= revealsPerHourMax) return refuse["E-REVEAL-LIMIT"]({ max: revealsPerHourMax })
    const value = await fullValue(ctx, party, input.field)
    if (value === undefined) return refuse["E-FIELD"]({ field: input.field }, "field")
    await ctx.db
      .insertInto("party_reveal")
      .values({
        id: randomUUID(),
        party_id: input.partyId,
        field: input.field,
        purpose: input.purpose,
        staff_id: ctx.actor.id,
        staff_name: ctx.actor.name,
        at: ctx.clock.now(),
      })
      .execute()
    ctx.note({ object: "party", objectId: input.partyId, after: { field: input.field, purpose: input.purpose } })
    return ok({ value })
  },
)

async function fullValue(
  ctx: FlowCtx,
  party: { id: string; id_sealed: Buffer | null },
  field: string,
): Promise<string | undefined> {
  const { secret } = ctx.services
  if (field === "idNumber") return party.id_sealed ? unseal(secret, idPurpose, party.id_sealed) : undefined
  const [kind, id] = field.split(":")
  if (!id) return undefined
  if (kind === "phone") {
    const row = await ctx.db
      .selectFrom("party_contact")
      .select("phone_sealed")
      .where("id", "=", id)
      .where("party_id", "=", party.id)
      .executeTakeFirst()
    return row && unseal(secret, phonePurpose, row.phone_sealed)
  }
  const row = await ctx.db
    .selectFrom("party_bank_account")
    .select("number_sealed")
    .where("id", "=", id)
    .where("party_id", "=", party.id)
    .executeTakeFirst()
  return row && unseal(secret, accountPurpose, row.number_sealed)
}

/** Masked numbers for a page. */
export function maskedDetails(
  ctx: Ctx,
  rows: { idSealed: Buffer | null; phones: Buffer[]; accounts: Buffer[] },
): { idNumber: string | null; phones: string[]; accounts: string[] } {
  const { secret } = ctx.services
  return {
    idNumber: rows.idSealed ? maskId(unseal(secret, idPurpose, rows.idSealed)) : null,
    phones: rows.phones.map((sealed) => maskPhone(unseal(secret, phonePurpose, sealed))),
    accounts: rows.accounts.map((sealed) => maskCard(unseal(secret, accountPurpose, sealed))),
  }
}
