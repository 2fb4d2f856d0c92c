// The branch and its outlets: who keeps a customer, and whose customers a person may see.
import type { Ctx } from "#kernel/flow"
import type { Db } from "#kernel/db"
import { ok } from "#kernel/refusal"
import type { Feature } from "#kernel/scene"
import { listOutlets } from "./contract.ts"

export interface Outlet {
  code: string
  nameZh: string
  nameEn: string
  kind: "branch" | "outlet"
}

export async function outlets(db: Db): Promise<Outlet[]> {
  const rows = await db.selectFrom("outlet").selectAll().orderBy("position").execute()
  return rows.map((row) => ({
    code: row.code,
    nameZh: row.name_zh,
    nameEn: row.name_en,
    kind: row.kind as Outlet["kind"],
  }))
}

/** Creates or renames outlets; used when a branch is set up. */
export async function defineOutlets(db: Db, list: Outlet[]): Promise<void> {
  for (const [position, o] of list.entries()) {
    const row = { name_zh: o.nameZh, name_en: o.nameEn, kind: o.kind, position }
    await db
      .insertInto("outlet")
      .values({ code: o.code, ...row })
      .onConflict((conflict) => conflict.column("code").doUpdateSet(row))
      .execute()
  }
}

/** Whether the actor may see things kept by this outlet. Answer with "not found", never with "not allowed". */
export function inScope(ctx: Ctx, outletCode: string): boolean {
  return ctx.actor.scope === "all" || ctx.actor.scope.includes(outletCode)
}

/** Outlet codes for a where-clause, or null when the actor sees all. */
export function scopeOf(ctx: Ctx): string[] | null {
  return ctx.actor.scope === "all" ? null : [...ctx.actor.scope]
}

export const org: Feature = {
  name: "kernel/org",
  routes: ({ on }) => on(listOutlets, null, async (ctx) => ok(await outlets(ctx.db))),
}
