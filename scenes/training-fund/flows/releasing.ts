// Paying institutions: on the day their policy names, or when they ask for it. A batch takes what parents or silence have
// confirmed; the bank pays it to the settlement account.
import { sql } from "kysely"
import { weekday } from "#kernel/calendar"
import { flow, type Ctx } from "#kernel/flow"
import { notify } from "#kernel/notice"
import { ok, type Outcome } from "#kernel/refusal"
import type { DayEndResult, HouseEvent } from "#kernel/scene"
import { cannotRelease, makeBatch, poolById } from "#products/custody"
import { refuse } from "../refusals.ts"
import { cannotAskRelease, type InstitutionState } from "../states.ts"
import { institutionFor, isInstitution, policyOn } from "../store.ts"
import { yuan } from "../words.ts"

export interface Released {
  id: string
  number: string
  lines: number
  amount: string
  jobId: string
}

export const askRelease = flow(
  { name: "training-fund.release", permission: "training-fund.release" },
  async (ctx, input: { institutionId: string }): Promise<Outcome<Released>> => {
    const found = await institutionFor(ctx, input.institutionId)
    if (!found.ok) return found
    const no = isInstitution(ctx) ? cannotAskRelease(found.value.state as InstitutionState) : null
    if (no) return refuse["E-STATE"]({ reason: no.zh, reasonEn: no.en })
    const pool = (await poolById(ctx, found.value.pool_id))!
    const made = await makeBatch(ctx, { pool, cutoffAt: ctx.clock.now() })
    if (!made.ok) return made
    const { amountFen, ...rest } = made.value
    return ok({ ...rest, amount: yuan(amountFen) })
  },
)

const releaseDue = flow(
  { name: "training-fund.release-due", permission: null },
  async (ctx, input: { poolId: string }): Promise<Outcome<{ lines: number }>> => {
    const pool = (await poolById(ctx, input.poolId))!
    if (await cannotRelease(ctx, pool)) return ok({ lines: 0 })
    const made = await makeBatch(ctx, { pool, cutoffAt: ctx.clock.now() })
    return made.ok ? ok({ lines: made.value.lines }) : made
  },
)

const friday = 5

/** Daily policies every night, weekly ones on Friday night; what is stopped or frozen waits without harm. */
export async function releaseNight(ctx: Ctx, day: string): Promise<DayEndResult> {
  const rows = await ctx.db
    .selectFrom("training_institution")
    .select(["pool_id", "policy_code"])
    .where("state", "not in", ["RUN_OFF", "CLOSED"])
    .where("pool_id", "in", (e) =>
      e.selectFrom("custody_evidence").select("pool_id").where("state", "=", "queued").where("batch_id", "is", null),
    )
    .execute()
  const result: DayEndResult = { done: 0, failed: [] }
  for (const row of rows) {
    const version = await policyOn(ctx, row.policy_code, day)
    if (!version.ok || (version.value.policy.cadence === "WEEKLY" && weekday(day) !== friday)) continue
    const done = await releaseDue(ctx, { poolId: row.pool_id })
    if (done.ok) result.done += done.value.lines
  }
  return result
}

/** Orders whose money has all gone where it belongs and whose course is over. */
export async function completeNight(ctx: Ctx, day: string): Promise<DayEndResult> {
  const done = await complete(ctx, { day })
  return { done: done.ok ? done.value.done : 0, failed: [] }
}

const complete = flow({ name: "training-fund.complete", permission: null }, async (ctx, input: { day: string }) => {
  const { rows } = await sql<{ contract_no: string }>`
    update training_order o set state = 'COMPLETED'
     where o.state = 'TEACHING' and o.last_on < ${input.day}
       and not exists (select from custody_component c where c.holding_id = o.holding_id
         and c.paid_fen > (select coalesce(sum(release_fen), 0) from custody_evidence e
                            where e.component_id = c.id and e.state = 'released'))
       and not exists (select from custody_evidence e where e.holding_id = o.holding_id
         and e.state in ('asked', 'disputed', 'queued'))
     returning contract_no`.execute(ctx.db)
  if (rows.length > 0)
    ctx.note({
      object: "training-order",
      objectId: input.day,
      after: { completed: rows.map((row) => row.contract_no) },
    })
  return ok({ done: rows.length })
})

const tell = flow(
  { name: "training-fund.released", permission: null },
  async (ctx, input: { poolId: string; number: string; amountFen: string; lines: number }): Promise<Outcome<void>> => {
    const row = await ctx.db
      .selectFrom("training_institution")
      .select("party_id")
      .where("pool_id", "=", input.poolId)
      .executeTakeFirst()
    if (row)
      await notify(ctx, {
        to: `party:${row.party_id}`,
        title: `划拨到账 ${yuan(BigInt(input.amountFen))} 元`,
        body: `批次 ${input.number}，${input.lines} 课次。`,
        page: "/portal/training/releases",
        onceKey: `training.released:${input.number}`,
      })
    return ok()
  },
)

export async function onReleased(ctx: Ctx, event: HouseEvent): Promise<void> {
  const { poolId, number, amountFen, lines } = event.data
  const told = { poolId: String(poolId), number: String(number), amountFen: String(amountFen), lines: Number(lines) }
  await tell(ctx, told)
}
