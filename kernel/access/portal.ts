// The portal's people: a firm's, school's or office's person signs in with the number on file and a code sent to it.
import { unseal } from "#kernel/crypto"
import type { Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { refuse } from "./refusals.ts"
import { roleTitle } from "./roles.ts"
import { concurrentOther, type SignedIn } from "./sign-in.ts"
import { openSession, type Visitor } from "./session.ts"
import { codeMatches, phoneDigestOf, phonePurpose, sendCode, useUpCode } from "./sms-code.ts"

/** Sends a sign-in code to a firm's user. Strangers get the same answer and no message. */
export async function sendSmsCode(
  ctx: Ctx,
  input: { phone: string; purpose: string },
  now: Date,
): Promise<Outcome<void>> {
  return sendCode(ctx, input, now, async (phoneDigest) => {
    const user = await ctx.db
      .selectFrom("portal_user")
      .select("id")
      .where("phone_digest", "=", phoneDigest)
      .executeTakeFirst()
    return user !== undefined
  })
}

/** Uses up a code; answers with the portal user it belongs to. */
export async function useSmsCode(
  ctx: Ctx,
  input: { phone: string; purpose: string; code: string },
  now: Date,
): Promise<Outcome<{ userId: string }>> {
  const phoneDigest = phoneDigestOf(ctx, input.phone)
  if (!(await codeMatches(ctx, { ...input, phoneDigest }, now))) return refuse["E-SMS-CODE"]({}, "code")
  if (!(await useUpCode(ctx, phoneDigest, input.purpose))) return refuse["E-SMS-CODE"]({}, "code")
  const user = await ctx.db
    .selectFrom("portal_user")
    .select("id")
    .where("phone_digest", "=", phoneDigest)
    .where("state", "=", "active")
    .executeTakeFirst()
  return user ? ok({ userId: user.id }) : refuse["E-SMS-CODE"]({}, "code")
}

/** Opens the portal for a firm's user after a right SMS code. */
export async function signInPortal(
  ctx: Ctx,
  input: { phone: string; code: string },
  visitor: Visitor,
): Promise<Outcome<SignedIn>> {
  const used = await useSmsCode(ctx, { ...input, purpose: "sign-in" }, visitor.now)
  if (!used.ok) return used
  const token = await openSession(
    ctx.db,
    { kind: "portal", subjectId: used.value.userId, factor: "full" },
    visitor,
    concurrentOther,
  )
  return ok({ token, next: "done" })
}

/** The full number of one signed-in portal user, for a code that only this user may receive. */
export async function portalPhone(ctx: Ctx, userId: string): Promise<string | null> {
  const row = await ctx.db
    .selectFrom("portal_user")
    .select("phone_sealed")
    .where("id", "=", userId)
    .where("state", "=", "active")
    .executeTakeFirst()
  return row ? unseal(ctx.services.secret, phonePurpose, row.phone_sealed) : null
}

/** Every portal user with the full number: for the sign-in page of a demo branch and nothing else. */
export async function portalUsers(ctx: Ctx): Promise<{ phone: string; name: string; firm: string; roles: string[] }[]> {
  const rows = await ctx.db
    .selectFrom("portal_user")
    .innerJoin("party", "party.id", "portal_user.party_id")
    .select(["portal_user.name", "party.name as firm", "portal_user.phone_sealed", "portal_user.roles"])
    .orderBy("portal_user.created_at")
    .execute()
  return rows.map((row) => ({
    name: row.name,
    firm: row.firm,
    roles: row.roles,
    phone: unseal(ctx.services.secret, phonePurpose, row.phone_sealed),
  }))
}

/** Who acts for a firm, a school or an office in the portal, with the number's end only. */
export async function peopleOf(ctx: Ctx, partyId: string) {
  const rows = await ctx.db
    .selectFrom("portal_user")
    .select(["name", "phone_tail", "roles"])
    .where("party_id", "=", partyId)
    .where("state", "=", "active")
    .orderBy("created_at")
    .execute()
  return rows.map((row) => ({ name: row.name, phone: `*******${row.phone_tail}`, posts: row.roles.map(roleTitle) }))
}
