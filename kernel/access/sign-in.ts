// Signing in: password, then code. The lock counts wrong passwords and wrong codes alike, and holds even against the
// right password until it ends.
import { seal, sm3, unseal } from "#kernel/crypto"
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
/** Devices a person may be signed in on at once, tellers apart. */
export const concurrentOther = 3
export const totpPurpose = "staff-totp"

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
