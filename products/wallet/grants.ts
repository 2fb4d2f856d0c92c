// Granted purses: one person proposes who gets how much until when, another confirms, the money is paid wallet by wallet
// from the fund, and what was not used by the last day returns there. Paid in chunks, so that ten thousand wallets go on
// where a crash left them.
import { randomUUID } from "node:crypto"
import { sql, type Selectable } from "kysely"
import { balances, newId } from "#ledger"
import type { Tables } from "#kernel/db"
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { startJob } from "#kernel/job"
import { expectOk, ok, type Outcome } from "#kernel/refusal"
import type { DayEndResult, JobHandler, Progress } from "#kernel/scene"
import { z } from "zod"
import { purseKey, sourceKey } from "./accounts.ts"
import type { Purse } from "./model.ts"
import { yuan } from "./money.ts"
import { grant as grantPosting, returnGrant } from "./postings.ts"
import { refuse } from "./refusals.ts"
import { cannotDecideGrant, type GrantState } from "./states.ts"
import { schemeById, type Scheme } from "./store.ts"

const chunk = 500

export interface NewGrant {
  schemeId: string
  purse: string
  title: string
  fromOn: string
  toOn: string
  lines: readonly { walletNo: string; amountFen: bigint }[]
}

type GrantRow = Selectable<Tables["wallet_grant"]>

function grantedPurse(scheme: Scheme, code: string): Outcome<Purse> {
  const purse = scheme.purses.find((one) => one.code === code && one.source !== "payer")
  return purse ? ok(purse) : refuse["E-PURSE"]({ purse: code }, "purse")
}

export async function proposeGrant(ctx: FlowCtx, input: NewGrant): Promise<Outcome<string>> {
  const scheme = await schemeById(ctx, input.schemeId)
  const purse = grantedPurse(scheme, input.purse)
  if (!purse.ok) return purse
  if (input.lines.length === 0) return refuse["E-GRANT-EMPTY"]({}, "lines")
  if (input.toOn < input.fromOn) return refuse["E-GRANT-DATES"]({ from: input.fromOn, to: input.toOn }, "toOn")
  if (input.lines.some((one) => one.amountFen <= 0n)) return refuse["E-AMOUNT"]({ max: "—" }, "amount")
  const id = randomUUID()
  await ctx.db
    .insertInto("wallet_grant")
    .values({
      id,
      scheme_id: scheme.id,
      purse: input.purse,
      title: input.title,
      from_on: input.fromOn,
      to_on: input.toOn,
      state: "proposed",
      proposed_by: ctx.actor.id,
      proposed_name: ctx.actor.name,
      proposed_at: ctx.clock.now(),
    })
    .execute()
  for (let at = 0; at < input.lines.length; at += 1000)
    await ctx.db
      .insertInto("wallet_grant_line")
      .values(
        input.lines
          .slice(at, at + 1000)
          .map((one) => ({ grant_id: id, wallet_no: one.walletNo, amount_fen: one.amountFen })),
      )
      .execute()
  const { lines, ...head } = input
  ctx.note({
    action: "wallet.propose-grant",
    object: "wallet-grant",
    objectId: id,
    after: { ...head, n: lines.length },
  })
  return ok(id)
}

async function lockGrant(ctx: FlowCtx, id: string): Promise<Outcome<GrantRow>> {
  const row = await ctx.db.selectFrom("wallet_grant").selectAll().where("id", "=", id).forUpdate().executeTakeFirst()
  return row ? ok(row) : refuse["E-NOT-FOUND"]({ what: "发放批次", whatEn: "grant" })
}

/** The second person's word. The whole amount must be in the fund before anybody is paid. */
export async function decideGrant(
  ctx: FlowCtx,
  input: { id: string; schemeId: string; agree: boolean },
): Promise<Outcome<void>> {
  const found = await lockGrant(ctx, input.id)
  if (!found.ok) return found
  const row = found.value
  if (row.scheme_id !== input.schemeId) return refuse["E-NOT-FOUND"]({ what: "发放批次", whatEn: "grant" })
  const fault = cannotDecideGrant({ state: row.state as GrantState, proposedBy: row.proposed_by }, ctx.actor.id)
  if (fault) return refuse["E-STATE"]({ reason: fault.zh, reasonEn: fault.en })
  const scheme = await schemeById(ctx, row.scheme_id)
  const { total } = await ctx.db
    .selectFrom("wallet_grant_line")
    .select((e) => e.fn.sum<bigint>("amount_fen").as("total"))
    .where("grant_id", "=", row.id)
    .executeTakeFirstOrThrow()
  const purse = expectOk(grantedPurse(scheme, row.purse))
  const [fund] = await balances(ctx.ledger, [sourceKey(purse, scheme.id)])
  if (input.agree && (fund!.available ?? 0n) < BigInt(total))
    return refuse["E-FUND"]({ left: yuan(fund!.available ?? 0n), needed: yuan(BigInt(total)) })
  const state = input.agree ? "granting" : "refused"
  const decided = { decided_by: ctx.actor.id, decided_name: ctx.actor.name }
  await ctx.db
    .updateTable("wallet_grant")
    .set({ state, ...decided })
    .where("id", "=", row.id)
    .execute()
  if (input.agree) await startJob(ctx, "wallet.grant", { id: row.id })
  ctx.note({ action: "wallet.decide-grant", object: "wallet-grant", objectId: row.id, after: { state } })
  return ok()
}

const payChunk = flow(
  { name: "wallet.pay-grant", permission: null },
  async (ctx, input: { id: string }): Promise<Outcome<number>> => {
    const found = await lockGrant(ctx, input.id)
    if (!found.ok) return found
    const row = found.value
    if (row.state !== "granting") return ok(0)
    const scheme = await schemeById(ctx, row.scheme_id)
    const purse = expectOk(grantedPurse(scheme, row.purse))
    const due = await ctx.db
      .selectFrom("wallet_grant_line")
      .selectAll()
      .where("grant_id", "=", row.id)
      .where("paid_by", "is", null)
      .orderBy("wallet_no")
      .limit(chunk)
      .execute()
    const paid = due.map((line) => ({ ...line, id: newId() }))
    await markLines(ctx, row.id, paid)
    if (due.length < chunk)
      await ctx.db.updateTable("wallet_grant").set({ state: "granted" }).where("id", "=", row.id).execute()
    ctx.note({ object: "wallet-grant", objectId: row.id, after: { paid: due.length } })
    const posted = await ctx.post(
      paid.map((line) =>
        grantPosting.build(
          { schemeId: scheme.id, purse, walletNo: line.wallet_no, amountFen: line.amount_fen },
          { id: line.id, reference: line.wallet_no, memo: row.title },
        ),
      ),
    )
    return posted.ok ? ok(due.length) : posted
  },
)

async function markLines(ctx: FlowCtx, grantId: string, paid: readonly { wallet_no: string; id: string }[]) {
  const numbers = paid.map((line) => line.wallet_no)
  const ids = paid.map((line) => line.id)
  await sql`update wallet_grant_line l set paid_by = u.id from unnest(${numbers}::text[], ${ids}::uuid[]) u (no, id)
    where l.grant_id = ${grantId} and l.wallet_no = u.no`.execute(ctx.db)
}

export async function payGrant(ctx: Ctx, id: string, progress?: Progress): Promise<number> {
  let done = 0
  for (;;) {
    const paid = expectOk(await payChunk(ctx, { id }))
    done += paid
    await progress?.(done, done)
    if (paid < chunk) return done
  }
}

const jobInput = z.object({ id: z.uuid() })
export const grantJob: JobHandler<z.output<typeof jobInput>> = {
  kind: "wallet.grant",
  zh: "补助发放",
  en: "Grants paid to wallets",
  input: jobInput,
  run: async (ctx, input, progress) => ({ paid: await payGrant(ctx, input.id, progress) }),
}

const returnChunk = flow(
  { name: "wallet.return-grant", permission: null },
  async (ctx, input: { id: string }): Promise<Outcome<number>> => {
    const found = await lockGrant(ctx, input.id)
    if (!found.ok) return found
    const row = found.value
    if (row.state !== "granted" && row.state !== "returning") return ok(0)
    const scheme = await schemeById(ctx, row.scheme_id)
    const purse = expectOk(grantedPurse(scheme, row.purse))
    const lines = await ctx.db
      .selectFrom("wallet_grant_line")
      .selectAll()
      .where("grant_id", "=", row.id)
      .where("return_fen", "is", null)
      .orderBy("wallet_no")
      .limit(chunk)
      .execute()
    await ctx.db
      .selectFrom("wallet")
      .select("wallet_no")
      .where("wallet_no", "in", ["", ...lines.map((line) => line.wallet_no)])
      .orderBy("wallet_no")
      .forUpdate()
      .execute()
    const money = await balances(
      ctx.ledger,
      lines.map((line) => purseKey(line.wallet_no, purse.code)),
    )
    const back = lines.map((line, at) => {
      const left = money[at]!.balance
      return { ...line, fen: left < line.amount_fen ? left : line.amount_fen }
    })
    await sql`update wallet_grant_line l set return_fen = u.fen
      from unnest(${back.map((line) => line.wallet_no)}::text[], ${back.map((line) => String(line.fen))}::bigint[]) u (no, fen)
      where l.grant_id = ${row.id} and l.wallet_no = u.no`.execute(ctx.db)
    const state = lines.length < chunk ? "returned" : "returning"
    await ctx.db.updateTable("wallet_grant").set({ state }).where("id", "=", row.id).execute()
    ctx.note({ object: "wallet-grant", objectId: row.id, after: { returned: lines.length, state } })
    const posted = await ctx.post(
      back
        .filter((line) => line.fen > 0n)
        .map((line) =>
          returnGrant.build(
            { schemeId: scheme.id, purse, walletNo: line.wallet_no, amountFen: line.fen },
            { id: newId(), reference: line.wallet_no, memo: `${row.title} 结余退回` },
          ),
        ),
    )
    return posted.ok ? ok(lines.length) : posted
  },
)

export async function returnUnused(ctx: Ctx, id: string, progress?: Progress): Promise<number> {
  let done = 0
  for (;;) {
    const part = expectOk(await returnChunk(ctx, { id }))
    done += part
    await progress?.(done, done)
    if (part < chunk) return done
  }
}

/** Grants whose last day is over. */
export async function returnDueGrants(ctx: Ctx, day: string, progress: Progress): Promise<DayEndResult> {
  const due = await ctx.db
    .selectFrom("wallet_grant")
    .select(["id", "title"])
    .where("state", "in", ["granted", "returning"])
    .where("to_on", "<=", day)
    .orderBy("proposed_at")
    .execute()
  let done = 0
  for (const one of due) done += await returnUnused(ctx, one.id, progress)
  return { done, failed: [] }
}
