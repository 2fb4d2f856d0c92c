// Due periods and unpaid package prices, in blocks of accounts. What cannot be paid is listed and tried again the next
// night; nobody is overdrawn and nobody else waits.
import { sql } from "kysely"
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { DayEndResult, Progress } from "#kernel/scene"
import { packagesById } from "../../store.ts"
import { feeAccounts } from "../account.ts"
import { chargeServices, type Short } from "../services.ts"
import { chargePackages } from "../subscribing.ts"

const block = 400
const first = "00000000-0000-0000-0000-000000000000"

interface Charged {
  charged: number
  short: Short[]
}

type Kind = "packages" | "services"

const chargeSome = flow(
  { name: "pricing.charge-due", permission: null },
  async (ctx, { kind, ids, day }: { kind: Kind; ids: string[]; day: string }): Promise<Outcome<Charged>> => {
    const due = kind === "packages" ? await packagesDue(ctx, ids) : await servicesDue(ctx, ids, day)
    const { charged, short } = due
    ctx.note({ object: "day-end", objectId: day, after: { step: "pricing.charges", kind, charged } })
    const posted = await ctx.post(due.postings)
    return posted.ok ? ok({ charged, short }) : posted
  },
)

async function servicesDue(ctx: FlowCtx, ids: readonly string[], day: string) {
  const rows = await ctx.db
    .selectFrom("fee_service")
    .selectAll()
    .where("id", "in", ids)
    .where("next_due_on", "<=", day)
    .orderBy("id")
    .forUpdate()
    .execute()
  return chargeServices(ctx, rows, day)
}

async function packagesDue(ctx: FlowCtx, ids: readonly string[]) {
  const rows = await ctx.db
    .selectFrom("fee_subscription")
    .selectAll()
    .where("id", "in", ids)
    .orderBy("id")
    .forUpdate()
    .execute()
  const packs = await packagesById(
    ctx,
    rows.map((row) => row.package_id),
  )
  const accounts = await feeAccounts(
    ctx,
    rows.map((row) => row.account_no),
  )
  return chargePackages(
    ctx,
    rows.map((row) => ({ id: row.id, account: accounts.get(row.account_no)!, pack: packs.get(row.package_id)! })),
  )
}

async function dueIds(ctx: Ctx, kind: Kind, { day, after }: { day: string; after: string }): Promise<string[]> {
  const services = sql<{ id: string }>`
    select s.id from fee_service s join deposit_account a using (account_no)
     where a.state = 'open' and s.id > ${after} and s.next_due_on <= ${day}::date
       and (s.to_on is null or s.next_due_on <= s.to_on) order by s.id limit ${block}`
  const packages = sql<{ id: string }>`
    select s.id from fee_subscription s join fee_package p on p.id = s.package_id
      join deposit_account a using (account_no)
     where a.state = 'open' and s.id > ${after} and s.state in ('active', 'notice_30', 'notice_7')
       and p.price_fen > 0 and s.start_on <= ${day}::date
       and not exists (select 1 from fee_charge c where c.subscription_id = s.id and c.item_code is null)
     order by s.id limit ${block}`
  const { rows } = await (kind === "services" ? services : packages).execute(ctx.db)
  return rows.map((row) => row.id)
}

export async function chargeDue(ctx: Ctx, day: string, progress: Progress): Promise<DayEndResult> {
  const result: DayEndResult = { done: 0, failed: [] }
  const add = ({ charged, short }: Charged) => {
    result.done += charged
    result.failed.push(...short.map((one) => ({ object: "deposit", objectId: one.accountNo, reason: one.reason })))
  }
  for (const kind of ["packages", "services"] as const) {
    for (let after = first; ;) {
      const ids = await dueIds(ctx, kind, { day, after })
      if (ids.length === 0) break
      const whole = await chargeSome(ctx, { kind, ids, day })
      if (whole.ok) add(whole.value)
      else await oneByOne(ctx, { kind, ids, day }, { add, failed: result.failed })
      after = ids.at(-1)!
      await progress(result.done, result.done)
    }
  }
  return result
}

/** The book refused the block: whoever is the reason is named, the others are charged. */
async function oneByOne(
  ctx: Ctx,
  { kind, ids, day }: { kind: Kind; ids: string[]; day: string },
  to: { add(done: Charged): void; failed: DayEndResult["failed"] },
): Promise<void> {
  for (const id of ids) {
    const one = await chargeSome(ctx, { kind, ids: [id], day })
    if (one.ok) to.add(one.value)
    else to.failed.push({ object: `fee-${kind}`, objectId: id, reason: one.refusal.zh })
  }
}
