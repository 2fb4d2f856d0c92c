// What the sign-in page of a demo branch shows: who is there, the password, and the code of this half minute.
import { createHmac } from "node:crypto"
import { portalUsers, roleByCode, roleTitle, totpCode } from "#kernel/access"
import type { Ctx } from "#kernel/flow"
import { childrenOf, ownPhone } from "#kernel/party"
import { demoPassword } from "./people.ts"

const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
const stepMs = 30_000

/** The demo person's authenticator secret: follows from the installation's own secret, so nothing is stored in clear. */
export function demoTotpSecret(secret: Buffer, staffNo: string): string {
  const bytes = createHmac("sha256", secret).update(`demo-totp/${staffNo}`).digest().subarray(0, 20)
  return Array.from({ length: 32 }, (_, at) => base32[bitsAt(bytes, at * 5)]).join("")
}

function bitsAt(bytes: Buffer, bit: number): number {
  const pair = (bytes[bit >> 3]! << 8) | (bytes[(bit >> 3) + 1] ?? 0)
  return (pair >> (11 - (bit & 7))) & 31
}

export interface DemoSms {
  to: string
  text: string
}

/** The last code sent to each demo phone, kept in memory for the sign-in page only. */
export function demoSmsBox(): { remember(sms: DemoSms): void; codeFor(phone: string): string | null } {
  const last = new Map<string, string>()
  return {
    remember: (sms) => {
      const code = /验证码 (\d{6})/.exec(sms.text)?.[1]
      if (code) last.set(sms.to, code)
    },
    codeFor: (phone) => last.get(phone) ?? null,
  }
}

export async function demoSignIns(ctx: Ctx, codeFor: (phone: string) => string | null) {
  const rows = await ctx.db
    .selectFrom("staff")
    .innerJoin("staff_role", "staff_role.staff_id", "staff.id")
    .innerJoin("outlet", "outlet.code", "staff.outlet")
    .select(["staff_no", "name", "role", "name_zh", "totp_last_step"])
    .where("state", "=", "active")
    .orderBy("staff_no")
    .execute()
  return {
    staff: rows.map((row) => ({
      staffNo: row.staff_no,
      name: row.name,
      roleZh: roleByCode.get(row.role)?.zh ?? row.role,
      roleEn: roleByCode.get(row.role)?.en ?? row.role,
      outlet: row.name_zh,
      password: demoPassword,
      code: currentCode(ctx, row.staff_no, BigInt(row.totp_last_step)),
    })),
    portal: (await portalUsers(ctx)).map(({ roles, ...user }) => ({
      ...user,
      posts: roles.map(roleTitle),
      code: codeFor(user.phone),
    })),
    citizens: await citizensOf(ctx, codeFor),
  }
}

/** Parents: whoever answers for a child and has a phone. */
async function citizensOf(ctx: Ctx, codeFor: (phone: string) => string | null) {
  const guardians = await ctx.db
    .selectFrom("party")
    .select(["id", "name"])
    .where("id", "in", (e) => e.selectFrom("party_relation").select("from_party").where("kind", "=", "guardian"))
    .orderBy("created_at")
    .execute()
  const found = await Promise.all(
    guardians.map(async ({ id, name }) => {
      const phone = await ownPhone(ctx, id)
      const children = (await childrenOf(ctx.db, id)).map((child) => child.name)
      return phone === null ? [] : [{ phone, name, children, code: codeFor(phone) }]
    }),
  )
  return found.flat()
}

/** The code that will be taken now: a used step is passed over, as a person would wait for the next one. */
function currentCode(ctx: Ctx, staffNo: string, lastStep: bigint): string {
  const now = ctx.clock.now()
  const step = BigInt(Math.floor(now.getTime() / stepMs))
  const at = step > lastStep ? now : new Date(now.getTime() + stepMs)
  return totpCode(demoTotpSecret(ctx.services.secret, staffNo), at)
}
