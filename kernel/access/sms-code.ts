// Codes by text message: six digits, five minutes, five tries, one a minute for each number and purpose.
import { digest, newToken } from "#kernel/crypto"
import type { Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { refuse } from "./refusals.ts"

const smsLifeMs = 5 * 60_000
const smsPauseMs = 60_000
const smsTriesMax = 5
const phonePattern = /^1\d{10}$/

/** Under which numbers of people who sign in are sealed and compared. */
export const phonePurpose = "portal-phone"

export const phoneDigestOf = (ctx: Ctx, phone: string): Buffer => digest(ctx.services.secret, phonePurpose, phone)

/** Sends a code unless the number is nobody's: then the answer is the same and no message leaves. */
export async function sendCode(
  ctx: Ctx,
  input: { phone: string; purpose: string },
  now: Date,
  isKnown: (phoneDigest: Buffer) => Promise<boolean>,
): Promise<Outcome<void>> {
  if (!phonePattern.test(input.phone)) return refuse["E-PHONE"]({}, "phone")
  const phoneDigest = phoneDigestOf(ctx, input.phone)
  const last = await ctx.db
    .selectFrom("sms_code")
    .select("sent_at")
    .where("phone_digest", "=", phoneDigest)
    .where("purpose", "=", input.purpose)
    .executeTakeFirst()
  const waitMs = last ? smsPauseMs - (now.getTime() - last.sent_at.getTime()) : 0
  if (waitMs > 0) return refuse["E-SMS-TOO-SOON"]({ seconds: Math.ceil(waitMs / 1000) }, "phone")
  if (!(await isKnown(phoneDigest))) return ok()
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

/** Whether this is the code that was sent. Every look counts as a try. */
export async function codeMatches(
  ctx: Ctx,
  input: { phoneDigest: Buffer; purpose: string; code: string },
  now: Date,
): Promise<boolean> {
  const row = await ctx.db
    .updateTable("sms_code")
    .set((e) => ({ tries: e("tries", "+", 1) }))
    .where("phone_digest", "=", input.phoneDigest)
    .where("purpose", "=", input.purpose)
    .where("expires_at", ">", now)
    .where("tries", "<", smsTriesMax)
    .returning("code_digest")
    .executeTakeFirst()
  return row?.code_digest.equals(digest(ctx.services.secret, `sms/${input.purpose}`, input.code)) ?? false
}

/** True for the one caller who uses the code up. */
export async function useUpCode(ctx: Ctx, phoneDigest: Buffer, purpose: string): Promise<boolean> {
  const used = await ctx.db
    .deleteFrom("sms_code")
    .where("phone_digest", "=", phoneDigest)
    .where("purpose", "=", purpose)
    .returning("purpose")
    .executeTakeFirst()
  return used !== undefined
}

/** Six digits from the system's own randomness. */
function newCode(): string {
  const bytes = Buffer.from(newToken(), "base64url")
  return String(bytes.readUInt32BE(0) % 1_000_000).padStart(6, "0")
}
