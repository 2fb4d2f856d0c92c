import { sql } from "kysely"
import { ok } from "#kernel/refusal"
import type { RouteModule } from "#kernel/scene"
import { disableStaffEndpoint, inviteStaffEndpoint, listStaff, requestRolesEndpoint, roleTable } from "./contract.ts"
import { roles } from "./roles.ts"
import { disableStaff, inviteStaff, requestRoles } from "./staff.ts"

export const routes: RouteModule = ({ on }) => {
  on(roleTable, "access.read", async (ctx) =>
    ok({
      roles: roles.map(({ code, zh, en, branchWide }) => ({ code, zh, en, branchWide })),
      permissions: [...ctx.house.permissions.values()].map((p) => ({ ...p, roles: [...p.roles] })),
    }),
  )
  on(listStaff, "access.read", async (ctx) => {
    const rows = await ctx.db
      .selectFrom("staff")
      .leftJoin("staff_role", "staff_role.staff_id", "staff.id")
      .select(["staff.id", "staff_no", "name", "outlet", "state", "locked_until"])
      .select(sql<boolean>`totp_sealed is not null`.as("second_factor"))
      .select(sql<string[]>`coalesce(array_agg(role order by role) filter (where role is not null), '{}')`.as("roles"))
      .groupBy("staff.id")
      .orderBy("staff_no")
      .execute()
    return ok(
      rows.map((row) => ({
        id: row.id,
        staffNo: row.staff_no,
        name: row.name,
        outlet: row.outlet,
        state: row.state as "active",
        roles: row.roles,
        secondFactor: row.second_factor,
        lockedUntil: row.locked_until?.toISOString() ?? null,
      })),
    )
  })
  on(inviteStaffEndpoint, "access.staff", (ctx, { body }) => inviteStaff(ctx, body))
  on(requestRolesEndpoint, "access.staff", (ctx, { params, body }) =>
    requestRoles(ctx, { staffId: params.id, roles: body.roles }),
  )
  on(disableStaffEndpoint, "access.grant", (ctx, { params, body }) =>
    disableStaff(ctx, { staffId: params.id, reason: body.reason }),
  )
}
