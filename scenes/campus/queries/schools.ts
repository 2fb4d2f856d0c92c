// The schools of the branch for its staff: pupils, money, devices that went quiet.
import { sql } from "kysely"
import type { z } from "zod"
import type { Ctx } from "#kernel/flow"
import { scopeOf } from "#kernel/org"
import { ok, type Outcome } from "#kernel/refusal"
import { schemeById, schemeFloat, yuan } from "#products/wallet"
import type * as contract from "../contract.ts"
import { schoolById, type SchoolRow } from "../store.ts"
import { devicesOf } from "./office.ts"
import { moneyShown, settlementsOf } from "./wallet.ts"

type SchoolShown = z.output<typeof contract.schoolView>

export async function schoolsNow(ctx: Ctx): Promise<SchoolShown[]> {
  const scope = scopeOf(ctx)
  let found = ctx.db.selectFrom("campus_school").selectAll().orderBy("name")
  if (scope) found = found.where("outlet", "in", [...scope])
  const shown: SchoolShown[] = []
  for (const row of await found.execute()) shown.push(await schoolShown(ctx, row))
  return shown
}

async function schoolShown(ctx: Ctx, row: SchoolRow): Promise<SchoolShown> {
  const scheme = await schemeById(ctx, row.scheme_id)
  const float = await schemeFloat(ctx, scheme)
  const devices = await devicesOf(ctx, row.id)
  const { rows } = await sql<{ pupils: number; inside: number }>`
    select (select count(*)::int from campus_person where school_id = ${row.id} and kind = 'student' and status = 'enrolled') as pupils,
      (select count(*)::int from campus_presence where school_id = ${row.id} and state = 'in') as inside`.execute(
    ctx.db,
  )
  return {
    id: row.id,
    name: row.name,
    outlet: row.outlet,
    accountNo: scheme.accountNo,
    ...rows[0]!,
    float: yuan([...float.purses.values()].reduce((sum, one) => sum + one.fen, 0n)),
    arrears: yuan(float.arrears.fen),
    due: yuan(float.merchants.reduce((sum, one) => sum + one.dueFen, 0n)),
    devices: devices.length,
    staleDevices: devices.filter((one) => one.state !== "ok").length,
  }
}

export async function schoolDetail(
  ctx: Ctx,
  id: string,
): Promise<Outcome<z.output<typeof contract.getSchool.response>>> {
  const school = await schoolById(ctx, id)
  if (!school.ok) return school
  const row = school.value
  const shops = await ctx.db
    .selectFrom("wallet_merchant")
    .selectAll()
    .where("scheme_id", "=", row.scheme_id)
    .orderBy("name")
    .execute()
  return ok({
    ...(await schoolShown(ctx, row)),
    money: await moneyShown(ctx, row.scheme_id),
    settlements: await settlementsOf(ctx, row.scheme_id, 60),
    deviceList: await devicesOf(ctx, row.id),
    shops: shops.map((one) => ({
      id: one.id,
      name: one.name,
      kind: one.kind,
      feeBp: one.fee_bp,
      accountNo: one.account_no,
    })),
  })
}
