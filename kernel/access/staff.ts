// Members of staff: one creates the account, another grants the posts. The three administrators stay apart.
import { randomUUID } from "node:crypto"
import { z } from "zod"
import { digest, newToken, seal, sm3 } from "#kernel/crypto"
import { requestApproval } from "#kernel/approval"
import { flow, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { ApprovalKind } from "#kernel/scene"
import { refuse } from "./refusals.ts"
import { outsideRoles, roleByCode, roleConflict } from "./roles.ts"
import { endSessionsOf } from "./session.ts"
import { phonePurpose } from "./sms-code.ts"

export interface NewStaff {
  staffNo: string
  personId: string
  name: string
  outlet: string
  roles: string[]
}

export interface Invited {
  id: string
  /** One-time invitation, shown once. */
  invitation: string
  approvalId: string
}

/** Creates the account without any post; the posts wait for the security administrator. */
export const inviteStaff = flow(
  { name: "access.invite", permission: "access.staff" },
  async (ctx, input: NewStaff): Promise<Outcome<Invited>> => {
    const fault = roleFault(input.roles)
    if (fault) return fault
    const taken = await ctx.db.selectFrom("staff").select("id").where("staff_no", "=", input.staffNo).executeTakeFirst()
    if (taken) return refuse["E-STAFF-EXISTS"]({ staffNo: input.staffNo }, "staffNo")
    const { id, invitation } = await insertStaff(ctx, input)
    const approvalId = await requestApproval(ctx, {
      kind: "access.grant",
      objectId: id,
      title: `授权：${input.name}（${input.staffNo}）`,
      content: { staffId: id, staffNo: input.staffNo, name: input.name, roles: input.roles },
      before: { roles: [] },
    })
    ctx.note({
      object: "staff",
      objectId: input.staffNo,
      after: { name: input.name, outlet: input.outlet, roles: input.roles },
    })
    return ok({ id, invitation, approvalId })
  },
)

/** Asks for other posts; they change when the security administrator agrees. */
export const requestRoles = flow(
  { name: "access.request-roles", permission: "access.staff" },
  async (ctx, input: { staffId: string; roles: string[] }) => {
    const fault = roleFault(input.roles)
    if (fault) return fault
    const staff = await ctx.db
      .selectFrom("staff")
      .select(["staff_no", "name"])
      .where("id", "=", input.staffId)
      .executeTakeFirst()
    if (!staff) return refuse["E-STAFF-UNKNOWN"]()
    const before = await ctx.db.selectFrom("staff_role").select("role").where("staff_id", "=", input.staffId).execute()
    const approvalId = await requestApproval(ctx, {
      kind: "access.grant",
      objectId: input.staffId,
      title: `岗位变更：${staff.name}（${staff.staff_no}）`,
      content: { staffId: input.staffId, staffNo: staff.staff_no, name: staff.name, roles: input.roles },
      before: { roles: before.map((row) => row.role) },
    })
    return ok({ approvalId })
  },
)

export const disableStaff = flow(
  { name: "access.disable", permission: "access.grant" },
  async (ctx, input: { staffId: string; reason: string }) => {
    const staff = await ctx.db
      .updateTable("staff")
      .set({ state: "disabled" })
      .where("id", "=", input.staffId)
      .returning("staff_no")
      .executeTakeFirst()
    if (!staff) return refuse["E-STAFF-UNKNOWN"]()
    await endSessionsOf(ctx.db, "staff", input.staffId, ctx.clock.now(), "disabled")
    ctx.note({ object: "staff", objectId: staff.staff_no, after: { state: "disabled", reason: input.reason } })
    return ok()
  },
)

const grantContent = z.object({
  staffId: z.string(),
  staffNo: z.string(),
  name: z.string(),
  roles: z.array(z.string()),
})

export const grantApproval: ApprovalKind<z.output<typeof grantContent>> = {
  kind: "access.grant",
  zh: "岗位授权",
  en: "Grant of posts",
  content: grantContent,
  page: "/staff",
  levels: async () => [["security-admin"]],
  approved: async (ctx, { content }) => {
    await setRoles(ctx, content.staffId, content.roles)
    ctx.note({ action: "access.grant", object: "staff", objectId: content.staffNo, after: { roles: content.roles } })
    return ok()
  },
}

async function setRoles(ctx: FlowCtx, staffId: string, roles: string[]): Promise<void> {
  await ctx.db.deleteFrom("staff_role").where("staff_id", "=", staffId).execute()
  if (roles.length > 0)
    await ctx.db
      .insertInto("staff_role")
      .values(roles.map((role) => ({ staff_id: staffId, role })))
      .execute()
  await endSessionsOf(ctx.db, "staff", staffId, ctx.clock.now(), "role-change")
}

function roleFault(roles: string[]): Outcome<never> | null {
  const unknown = roles.find((code) => !roleByCode.has(code))
  if (unknown) return refuse["E-ROLE-UNKNOWN"]({ role: unknown }, "roles")
  const conflict = roleConflict(roles)
  return conflict ? refuse["E-ROLE-CONFLICT"]({ why: conflict.zh, whyEn: conflict.en }, "roles") : null
}

async function insertStaff(ctx: FlowCtx, input: NewStaff): Promise<{ id: string; invitation: string }> {
  const id = randomUUID()
  const invitation = newToken().slice(0, 16)
  await ctx.db
    .insertInto("staff")
    .values({
      id,
      staff_no: input.staffNo,
      person_id: input.personId,
      name: input.name,
      outlet: input.outlet,
      state: "invited",
      invitation_hash: sm3(invitation),
      created_at: ctx.clock.now(),
    })
    .execute()
  return { id, invitation }
}

/** The three administrators of a new branch, before anybody exists who could approve them. Refuses once staff exist. */
export const foundAdministrators = flow(
  { name: "access.found", permission: null },
  async (ctx, input: NewStaff[]): Promise<Outcome<(Invited & { staffNo: string })[]>> => {
    const any = await ctx.db.selectFrom("staff").select("id").limit(1).executeTakeFirst()
    if (any || ctx.actor.kind !== "system") return refuse["E-STAFF-EXISTS"]({ staffNo: input[0]?.staffNo ?? "" })
    const made = []
    for (const person of input) {
      const { id, invitation } = await insertStaff(ctx, person)
      await setRoles(ctx, id, person.roles)
      ctx.note({ object: "staff", objectId: person.staffNo, after: { roles: person.roles } })
      made.push({ id, invitation, approvalId: "", staffNo: person.staffNo })
    }
    return ok(made)
  },
)

/** Lets a person sign in to the portal for a firm, a school or an office, with the posts they have there. */
export const addPortalUser = flow(
  { name: "access.portal-user", permission: "access.portal-user" },
  async (ctx, input: { partyId: string; name: string; phone: string; roles?: string[] }) => {
    const id = randomUUID()
    const wanted = input.roles ?? ["firm"]
    const unknown = wanted.find((role) => !outsideRoles.some((one) => one.code === role && role !== "citizen"))
    if (unknown !== undefined) return refuse["E-ROLE-UNKNOWN"]({ role: unknown }, "roles")
    if (!/^1\d{10}$/.test(input.phone)) return refuse["E-PHONE"]({}, "phone")
    await ctx.db
      .insertInto("portal_user")
      .values({
        id,
        party_id: input.partyId,
        name: input.name,
        phone_sealed: seal(ctx.services.secret, phonePurpose, input.phone),
        phone_digest: digest(ctx.services.secret, phonePurpose, input.phone),
        phone_tail: input.phone.slice(-4),
        roles: wanted,
        state: "active",
        created_at: ctx.clock.now(),
      })
      .execute()
    ctx.note({ object: "party", objectId: input.partyId, after: { portalUser: input.name, roles: wanted } })
    return ok({ id })
  },
)
