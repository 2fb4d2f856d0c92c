// Signing in: password, then code. The lock counts wrong passwords and wrong codes alike, and holds even against the
// right password until it ends.
import { sm3, seal, unseal, digest, newToken } from "#kernel/crypto"
import { recordAudit } from "#kernel/audit"
import type { Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { endSession, openSession, type Visitor } from "./session.ts"
import { hashPassword, passwordFault, passwordMatches } from "./password.ts"
import { refuse } from "./refusals.ts"
import { newTotpSecret, totpAddress, totpStep } from "./totp.ts"

const failuresMax = 5
const failureWindowMs = 15 * 60_000
const lockMs = 30 * 60_000
const concurrentClerk = 1
const concurrentOther = 3
const totpPurpose = "staff-totp"

export interface SignedIn {
  token: string
  next: "totp" | "enrol" | "done"
}

export async function signInWithPassword(
  ctx: Ctx,
  input: { staffNo: string; password: string },
  visitor: Visitor,
): Promise<Outcome<SignedIn>> {
  const staff = await ctx.db.selectFrom("staff").selectAll().where("staff_no", "=", input.staffNo).executeTakeFirst()
  const matches = await passwordMatches(staff?.password_hash, input.password)
  if (staff?.locked_until && visitor.now < staff.locked_until)
    return refuse["E-LOCKED"]({ until: wall(staff.locked_until) })
  if (!staff || !matches || staff.state !== "active") {
    if (staff) await countFailure(ctx, staff.id, visitor.now)
    await recordSignIn(ctx, input.staffNo, "denied")
    return refuse["E-SIGN-IN"]()
  }
  const token = await openSession(
    ctx.db,
    { kind: "staff", subjectId: staff.id, factor: "password" },
    visitor,
    concurrentOther,
  )
  return ok({ token, next: staff.totp_sealed ? "totp" : "enrol" })
}

/** A secret for the authenticator app. Kept sealed, and used only after the first right code. */
export async function startEnrolment(ctx: Ctx, staffId: string): Promise<Outcome<{ secret: string; address: string }>> {
  const staff = await ctx.db
    .selectFrom("staff")
    .select(["staff_no", "totp_sealed"])
    .where("id", "=", staffId)
    .executeTakeFirstOrThrow()
  if (staff.totp_sealed) return refuse["E-CODE"]()
  const secret = newTotpSecret()
  return ok({ secret, address: totpAddress(secret, staff.staff_no) })
}

export async function signInWithCode(
  ctx: Ctx,
  input: { staffId: string; tokenHash: Buffer; code: string; enrolSecret?: string },
  visitor: Visitor,
): Promise<Outcome<SignedIn>> {
  const staff = await ctx.db.selectFrom("staff").selectAll().where("id", "=", input.staffId).executeTakeFirstOrThrow()
  if (staff.locked_until && visitor.now < staff.locked_until)
    return refuse["E-LOCKED"]({ until: wall(staff.locked_until) })
  const secret = staff.totp_sealed ? unseal(ctx.services.secret, totpPurpose, staff.totp_sealed) : input.enrolSecret
  const step = secret ? totpStep(secret, input.code, visitor.now, BigInt(staff.totp_last_step)) : null
  if (!secret || step === null) {
    await countFailure(ctx, staff.id, visitor.now)
    await recordSignIn(ctx, staff.staff_no, "denied")
    return refuse["E-CODE"]({}, "code")
  }
  // The step moves forward only once, whoever of two parallel requests comes first.
  const claimed = await ctx.db
    .updateTable("staff")
    .set({
      totp_last_step: step,
      totp_sealed: staff.totp_sealed ?? seal(ctx.services.secret, totpPurpose, secret),
      failed_count: 0,
      failed_since: null,
      locked_until: null,
    })
    .where("id", "=", staff.id)
    .where("totp_last_step", "<", step)
    .returning("id")
    .executeTakeFirst()
  if (!claimed) return refuse["E-CODE"]({}, "code")
  await endSession(ctx.db, input.tokenHash, visitor.now, "step-up")
  const roles = await ctx.db.selectFrom("staff_role").select("role").where("staff_id", "=", staff.id).execute()
  const concurrent = roles.some((r) => r.role === "clerk") ? concurrentClerk : concurrentOther
  const token = await openSession(ctx.db, { kind: "staff", subjectId: staff.id, factor: "full" }, visitor, concurrent)
  await recordSignIn(ctx, staff.staff_no, "done")
  return ok({ token, next: "done" })
}

/** First visit: the invitation is exchanged for an own password. */
export async function activate(
  ctx: Ctx,
  input: { staffNo: string; invitation: string; password: string },
): Promise<Outcome<void>> {
  const staff = await ctx.db.selectFrom("staff").selectAll().where("staff_no", "=", input.staffNo).executeTakeFirst()
  if (!staff?.invitation_hash?.equals(sm3(input.invitation))) return refuse["E-INVITATION"]({}, "invitation")
  const fault = passwordFault(input.password, input.staffNo)
  if (fault) return refuse["E-PASSWORD-WEAK"]({ why: fault.zh, whyEn: fault.en }, "password")
  await ctx.db
    .updateTable("staff")
    .set({
      password_hash: await hashPassword(input.password),
      password_changed_at: ctx.clock.now(),
      invitation_hash: null,
      state: "active",
    })
    .where("id", "=", staff.id)
    .where("invitation_hash", "is not", null)
    .execute()
  await recordSignIn(ctx, input.staffNo, "done", "access.activate")
  return ok()
}

async function countFailure(ctx: Ctx, staffId: string, now: Date): Promise<void> {
  const staff = await ctx.db
    .selectFrom("staff")
    .select(["failed_count", "failed_since"])
    .where("id", "=", staffId)
    .executeTakeFirstOrThrow()
  const inWindow = staff.failed_since !== null && now.getTime() - staff.failed_since.getTime() < failureWindowMs
  const count = inWindow ? staff.failed_count + 1 : 1
  await ctx.db
    .updateTable("staff")
    .set({
      failed_count: count,
      failed_since: inWindow ? staff.failed_since : now,
      ...(count >= failuresMax ? { locked_until: new Date(now.getTime() + lockMs) } : {}),
    })
    .where("id", "=", staffId)
    .execute()
}

async function recordSignIn(
  ctx: Ctx,
  staffNo: string,
  result: "done" | "denied",
  action = "access.sign-in",
): Promise<void> {
  await ctx.db
    .transaction()
    .execute((trx) => recordAudit(trx, ctx, [{ action, object: "staff", objectId: staffNo }], result))
}

const wall = (at: Date) =>
  at.toLocaleTimeString("zh-CN", { timeZone: "Asia/Shanghai", hour: "2-digit", minute: "2-digit" })

const smsLifeMs = 5 * 60_000
const smsPauseMs = 60_000
const smsTriesMax = 5
const phonePattern = /^1\d{10}$/
const phonePurpose = "portal-phone"

/** Sends a sign-in code to a firm's user. Strangers get the same answer and no message. */
export async function sendSmsCode(
  ctx: Ctx,
  input: { phone: string; purpose: string },
  now: Date,
): Promise<Outcome<void>> {
  if (!phonePattern.test(input.phone)) return refuse["E-PHONE"]({}, "phone")
  const phoneDigest = digest(ctx.services.secret, phonePurpose, input.phone)
  const last = await ctx.db
    .selectFrom("sms_code")
    .select("sent_at")
    .where("phone_digest", "=", phoneDigest)
    .where("purpose", "=", input.purpose)
    .executeTakeFirst()
  const waitMs = last ? smsPauseMs - (now.getTime() - last.sent_at.getTime()) : 0
  if (waitMs > 0) return refuse["E-SMS-TOO-SOON"]({ seconds: Math.ceil(waitMs / 1000) }, "phone")
  const user = await ctx.db
    .selectFrom("portal_user")
    .select("id")
    .where("phone_digest", "=", phoneDigest)
    .executeTakeFirst()
  if (!user) return ok()
  const code = newCode()
  const row = {
    code_digest: digest(ctx.services.secret, `sms/${input.purpose}`, code),
    tries: 0,
    sent_at: now,
    expires_at: new Date(now.getTime() + smsLifeMs),
  }
  await ctx.db
    .insertInto("sms_code")
    .values({ phone_digest: phoneDigest, purpose: input.purpose, ...row })
    .onConflict((c) => c.columns(["phone_digest", "purpose"]).doUpdateSet(row))
    .execute()
  await ctx.services.sendSms({
    to: input.phone,
    text: `【活水】验证码 ${code}，5 分钟内有效。银行人员不会向您索要验证码。`,
  })
  return ok()
}

/** Uses up a code; answers with the portal user it belongs to. */
export async function useSmsCode(
  ctx: Ctx,
  input: { phone: string; purpose: string; code: string },
  now: Date,
): Promise<Outcome<{ userId: string }>> {
  const phoneDigest = digest(ctx.services.secret, phonePurpose, input.phone)
  const row = await ctx.db
    .updateTable("sms_code")
    .set((e) => ({ tries: e("tries", "+", 1) }))
    .where("phone_digest", "=", phoneDigest)
    .where("purpose", "=", input.purpose)
    .where("expires_at", ">", now)
    .where("tries", "<", smsTriesMax)
    .returning("code_digest")
    .executeTakeFirst()
  if (!row?.code_digest.equals(digest(ctx.services.secret, `sms/${input.purpose}`, input.code)))
    return refuse["E-SMS-CODE"]({}, "code")
  await ctx.db
    .deleteFrom("sms_code")
    .where("phone_digest", "=", phoneDigest)
    .where("purpose", "=", input.purpose)
    .execute()
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
export async function portalUsers(ctx: Ctx): Promise<{ phone: string; name: string; firm: string }[]> {
  const rows = await ctx.db
    .selectFrom("portal_user")
    .innerJoin("party", "party.id", "portal_user.party_id")
    .select(["portal_user.name", "party.name as firm", "portal_user.phone_sealed"])
    .orderBy("portal_user.created_at")
    .execute()
  return rows.map((row) => ({
    name: row.name,
    firm: row.firm,
    phone: unseal(ctx.services.secret, phonePurpose, row.phone_sealed),
  }))
}

/** Six digits from the system's own randomness. */
function newCode(): string {
  const bytes = Buffer.from(newToken(), "base64url")
  return String(bytes.readUInt32BE(0) % 1_000_000).padStart(6, "0")
}

export { phonePurpose, totpPurpose }
