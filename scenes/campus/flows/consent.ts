// A guardian's word, or that of a pupil of age, given and taken back for each purpose by itself. Taking it back takes effect at once: the credential
// is barred, devices are told to delete, the card goes on working.
import { randomUUID } from "node:crypto"
import { dateOf, loadCalendar } from "#kernel/calendar"
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { consentVersion, purposeTitles, type Purpose } from "../model.ts"
import { refuse } from "../refusals.ts"
import { needsGuardian } from "../rules.ts"
import { ownChild, schoolPerson, type SeenPerson } from "../store.ts"
import { nextRoster } from "./devices.ts"
import { number } from "./judge.ts"

export const giveConsent = flow(
  { name: "campus.consent", permission: "campus.own" },
  async (ctx, input: { personId: string; purpose: Purpose }): Promise<Outcome<void>> => {
    const child = await ownChild(ctx, input.personId)
    if (!child.ok) return child
    // Of age, the pupil's own word takes the place of the guardian's, which was good for a child.
    if (ctx.actor.partyId === input.personId)
      await ctx.db
        .updateTable("campus_consent")
        .set({ withdrawn_at: ctx.clock.now(), withdrawn_by: input.personId })
        .where("person_id", "=", input.personId)
        .where("purpose", "=", input.purpose)
        .where("given_by", "<>", input.personId)
        .where("withdrawn_at", "is", null)
        .execute()
    await ctx.db
      .insertInto("campus_consent")
      .values({
        id: randomUUID(),
        person_id: input.personId,
        purpose: input.purpose,
        version: consentVersion,
        given_by: ctx.actor.partyId!,
        given_at: ctx.clock.now(),
      })
      .onConflict((c) => c.doNothing())
      .execute()
    ctx.note({ object: "campus-person", objectId: input.personId, after: { ...input, version: consentVersion } })
    return ok()
  },
)

export const withdrawConsent = flow(
  { name: "campus.withdraw", permission: "campus.own" },
  async (ctx, input: { personId: string; purpose: Purpose }): Promise<Outcome<{ deleteDueOn: string }>> => {
    const child = await ownChild(ctx, input.personId)
    if (!child.ok) return child
    const today = dateOf(ctx.clock.now())
    const workdays = await number(ctx, "delete-workdays", today)
    const deleteDueOn = (await loadCalendar(ctx.db)).addWorkdays(today, workdays)
    const { numUpdatedRows } = await ctx.db
      .updateTable("campus_consent")
      .set({ withdrawn_at: ctx.clock.now(), withdrawn_by: ctx.actor.partyId!, delete_due_on: deleteDueOn })
      .where("person_id", "=", input.personId)
      .where("purpose", "=", input.purpose)
      .where("withdrawn_at", "is", null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return refuse["E-NOT-FOUND"]({ what: "有效的同意", whatEn: "consent in force" })
    if (input.purpose === "face") await removeFaces(ctx, child.value)
    ctx.note({ object: "campus-person", objectId: input.personId, after: { ...input, withdrawn: true, deleteDueOn } })
    return ok({ deleteDueOn })
  },
)

/** Templates live in devices only: the new list tells each to delete. */
export async function removeFaces(ctx: FlowCtx, person: { person_id: string; school_id: string }): Promise<void> {
  const version = await nextRoster(ctx, person.school_id)
  await ctx.db
    .updateTable("campus_credential")
    .set({ state: "revoked", version, at: ctx.clock.now() })
    .where("person_id", "=", person.person_id)
    .where("kind", "=", "face")
    .where("state", "=", "active")
    .execute()
}

export async function hasConsent(ctx: Ctx, personId: string, purpose: Purpose): Promise<boolean> {
  const row = await ctx.db
    .selectFrom("campus_consent")
    .select("id")
    .where("person_id", "=", personId)
    .where("purpose", "=", purpose)
    .where("withdrawn_at", "is", null)
    .executeTakeFirst()
  return row !== undefined
}

/** Enrols the reference of a face template made by a device; the picture itself never comes here. */
export const enrolFace = flow(
  { name: "campus.enrol-face", permission: "campus.device" },
  async (ctx, input: { personId: string; templateRef: string }): Promise<Outcome<void>> => {
    const person = await schoolPerson(ctx, input.personId)
    if (!person.ok) return person
    const fault = await faceFault(ctx, person.value)
    if (fault) return fault
    const version = await nextRoster(ctx, person.value.school_id)
    const made = await ctx.db
      .insertInto("campus_credential")
      .values({
        id: randomUUID(),
        school_id: person.value.school_id,
        person_id: input.personId,
        kind: "face",
        ref: input.templateRef,
        version,
        at: ctx.clock.now(),
      })
      .onConflict((c) => c.doNothing())
      .returning("id")
      .executeTakeFirst()
    if (!made) return refuse["E-TAKEN"]({ what: "人脸模板", name: input.templateRef }, "templateRef")
    ctx.note({ object: "campus-person", objectId: input.personId, after: { kind: "face" } })
    return ok()
  },
)

async function faceFault(ctx: FlowCtx, person: SeenPerson): Promise<Outcome<never> | null> {
  const today = dateOf(ctx.clock.now())
  const below = await number(ctx, "guardian-below-years", today)
  const isChild = needsGuardian(person.birth_on, today, below)
  // Grown pupils and staff consent themselves, on the same form; the school's record of it is the same row.
  if (await hasConsent(ctx, person.person_id, "face")) return null
  const purpose = `${purposeTitles.face.zh}${isChild ? `（未满 ${below} 周岁须单独同意）` : ""}`
  return refuse["E-CONSENT-REQUIRED"]({ name: person.name, purpose }, "personId")
}
