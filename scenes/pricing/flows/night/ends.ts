// Packages whose last day is over: each is closed by the firm's last word, and without one its services simply stop.
import { randomUUID } from "node:crypto"
import { sql } from "kysely"
import type { Posting } from "#ledger"
import { addDays } from "#kernel/calendar"
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { notify } from "#kernel/notice"
import { expectOk, ok, type Outcome } from "#kernel/refusal"
import type { DayEndResult, Progress } from "#kernel/scene"
import type { Choice } from "../../model.ts"
import { stateAtEnd } from "../../rules.ts"
import { running, subscriptionTitles } from "../../states.ts"
import { itemsOf, packagesById } from "../../store.ts"
import { feeAccounts } from "../account.ts"
import { startServices } from "../services.ts"
import { begin, subscriptionNumber, type SubscriptionRow } from "../subscribing.ts"

const block = 400

const endSome = flow(
  { name: "pricing.end-packages", permission: null },
  async (ctx, { day }: { day: string }): Promise<Outcome<number>> => {
    const rows = await ctx.db
      .selectFrom("fee_subscription")
      .selectAll()
      .where("state", "in", running)
      .where("end_on", "<=", day)
      .orderBy("id")
      .limit(block)
      .forUpdate()
      .execute()
    if (rows.length === 0) return ok(0)
    const words = await lastWords(
      ctx,
      rows.map((row) => row.id),
    )
    const codes = new Set((await itemsOf(ctx)).filter((one) => one.periodMonths).map((one) => one.code))
    const packs = await packagesById(ctx, [
      ...rows.map((row) => row.package_id),
      ...[...words.values()].flatMap((word) => word.packageId ?? []),
    ])
    const accounts = await feeAccounts(
      ctx,
      rows.map((row) => row.account_no),
    )
    const postings: Posting[] = []
    for (const row of rows) {
      const word = words.get(row.id) ?? null
      const account = accounts.get(row.account_no)!
      const from = addDays(row.end_on!, 1)
      await close(ctx, row, word?.choice ?? null)
      if (word?.choice === "standard") {
        const runsOn = packs.get(row.package_id)!.itemCodes.filter((code) => codes.has(code))
        const basis = { consentId: word.id }
        await startServices(
          ctx,
          runsOn.map((itemCode) => ({ account, itemCode, from, to: null, basis })),
        )
      }
      if (word?.choice === "renew")
        postings.push(...(await renew(ctx, row, { pack: packs.get(word.packageId!)!, from, account })))
    }
    ctx.note({ object: "day-end", objectId: day, after: { step: "pricing.ends", subscriptions: rows.length } })
    const posted = await ctx.post(postings)
    return posted.ok ? ok(rows.length) : posted
  },
)

interface LastWord {
  id: string
  choice: Choice
  packageId: string | null
}

async function lastWords(ctx: Ctx, ids: readonly string[]): Promise<Map<string, LastWord>> {
  const rows = await ctx.db
    .selectFrom("fee_consent")
    .distinctOn("subscription_id")
    .select(["id", "subscription_id", "choice", "package_id"])
    .where("subscription_id", "in", ids)
    .orderBy("subscription_id")
    .orderBy("at", "desc")
    .execute()
  return new Map(
    rows.map((row) => [row.subscription_id!, { id: row.id, choice: row.choice as Choice, packageId: row.package_id }]),
  )
}

async function close(ctx: FlowCtx, row: SubscriptionRow, choice: Choice | null): Promise<void> {
  const state = stateAtEnd(choice)
  await ctx.db
    .updateTable("fee_subscription")
    .set({ state, ended_on: addDays(row.end_on!, 1) })
    .where("id", "=", row.id)
    .execute()
  const after = {
    renewed: "已按您的同意续办。",
    ended_to_standard: "已按您的同意转为标准价。",
    services_stopped: "套餐内服务已停用，没有收取任何费用；需要时可随时重新办理。",
  }
  await notify(ctx, {
    to: `party:${row.party_id}`,
    title: `套餐 ${row.number} 已到期：${subscriptionTitles[state].zh}`,
    body: after[state as keyof typeof after],
    page: "/portal/pricing",
    onceKey: `pricing.end:${row.id}`,
  })
  ctx.emit({ type: "pricing.package-ended", subject: row.id, data: { state } })
}

async function renew(
  ctx: FlowCtx,
  row: SubscriptionRow,
  to: Pick<Parameters<typeof begin>[1], "pack" | "account"> & { from: string },
): Promise<Posting[]> {
  const next = await ctx.db
    .insertInto("fee_subscription")
    .values({
      id: randomUUID(),
      number: await subscriptionNumber(ctx),
      account_no: row.account_no,
      party_id: row.party_id,
      outlet: row.outlet,
      uscc: row.uscc,
      package_id: to.pack.id,
      package_code: to.pack.code,
      once_per_uscc: to.pack.oncePerUscc,
      state: "offered",
      offered_on: ctx.today,
      at: ctx.clock.now(),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  const begun = await begin(ctx, { row: next, account: to.account, pack: to.pack, startOn: to.from, via: "renewal" })
  return begun.postings
}

/** A closed account uses nothing any more: its services and packages end with it. */
const stopClosed = flow(
  { name: "pricing.stop-closed", permission: null },
  async (ctx, { day }: { day: string }): Promise<Outcome<void>> => {
    await sql`update fee_service s set to_on = greatest(a.closed_on, s.from_on) from deposit_account a
      where a.account_no = s.account_no and a.state = 'closed'
        and (s.to_on is null or s.to_on > greatest(a.closed_on, s.from_on))`.execute(ctx.db)
    const { rows } = await sql<{ number: string }>`update fee_subscription s
      set state = 'services_stopped', ended_on = a.closed_on from deposit_account a
      where a.account_no = s.account_no and a.state = 'closed' and s.state in ('active', 'notice_30', 'notice_7')
      returning s.number`.execute(ctx.db)
    ctx.note({ object: "day-end", objectId: day, after: { step: "pricing.ends", closed: rows.map((r) => r.number) } })
    return ok()
  },
)

export async function endPackages(ctx: Ctx, day: string, progress: Progress): Promise<DayEndResult> {
  expectOk(await stopClosed(ctx, { day }))
  let done = 0
  for (;;) {
    const ended = expectOk(await endSome(ctx, { day }))
    done += ended
    await progress(done, done)
    if (ended < block) return { done, failed: [] }
  }
}
