// Citizens: people who sign in for themselves and for their children, by a code sent to their own phone.
import { randomUUID } from "node:crypto"
import { seal } from "#kernel/crypto"
import type { Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { refuse } from "./refusals.ts"
import { concurrentOther } from "./sign-in.ts"
import { openSession, type Visitor } from "./session.ts"
import { codeMatches, phoneDigestOf, phonePurpose, sendCode, useUpCode } from "./sms-code.ts"

const citizenPurpose = "citizen-sign-in"

/** Sends a sign-in code to whoever asks: anybody may become a citizen of these pages. */
export async function sendCitizenCode(ctx: Ctx, phone: string, now: Date): Promise<Outcome<void>> {
  return sendCode(ctx, { phone, purpose: citizenPurpose }, now, async () => true)
}

/** Makes the person behind a number who signs in for the first time; undefined when a name is needed for that. */
export type FindCitizen = (phone: string) => Promise<Outcome<{ partyId: string; name: string } | undefined>>

/** Opens the citizens' pages after a right code; somebody new is asked for the name first, and the code stays good. */
export async function signInCitizen(
  ctx: Ctx,
  input: { phone: string; code: string },
  visitor: Visitor,
  find: FindCitizen,
): Promise<Outcome<{ token: string | null; next: "name" | "done" }>> {
  const phoneDigest = phoneDigestOf(ctx, input.phone)
  const asked = { phoneDigest, purpose: citizenPurpose, code: input.code }
  if (!(await codeMatches(ctx, asked, visitor.now))) return refuse["E-SMS-CODE"]({}, "code")
  let userId = await citizenBy(ctx, phoneDigest)
  if (userId === undefined) {
    const person = await find(input.phone)
    if (!person.ok) return person
    if (!person.value) return ok({ token: null, next: "name" })
    userId = await addCitizen(ctx, { ...person.value, phone: input.phone })
  }
  if (!(await useUpCode(ctx, phoneDigest, citizenPurpose))) return refuse["E-SMS-CODE"]({}, "code")
  const opened = { kind: "citizen" as const, subjectId: userId, factor: "full" as const }
  return ok({ token: await openSession(ctx.db, opened, visitor, concurrentOther), next: "done" })
}

async function citizenBy(ctx: Ctx, phoneDigest: Buffer): Promise<string | undefined> {
  const row = await ctx.db
    .selectFrom("citizen_user")
    .select("id")
    .where("phone_digest", "=", phoneDigest)
    .where("state", "=", "active")
    .executeTakeFirst()
  return row?.id
}

/** Makes the sign-in of a person, or finds it. */
export async function addCitizen(ctx: Ctx, person: { partyId: string; name: string; phone: string }): Promise<string> {
  const phoneDigest = phoneDigestOf(ctx, person.phone)
  await ctx.db
    .insertInto("citizen_user")
    .values({
      id: randomUUID(),
      party_id: person.partyId,
      name: person.name,
      phone_sealed: seal(ctx.services.secret, phonePurpose, person.phone),
      phone_digest: phoneDigest,
      phone_tail: person.phone.slice(-4),
      state: "active",
      created_at: ctx.clock.now(),
    })
    .onConflict((c) => c.doNothing())
    .execute()
  const row = await ctx.db
    .selectFrom("citizen_user")
    .select("id")
    .where((e) => e.or([e("phone_digest", "=", phoneDigest), e("party_id", "=", person.partyId)]))
    .executeTakeFirstOrThrow()
  return row.id
}
