// Each night what a merchant sold goes to its deposit account, less its fee. A night run again pays nothing twice: the
// lines it paid carry its number.
import { sql } from "kysely"
import { newId } from "#ledger"
import { flow, type Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { DayEndResult, DayEndStep, Progress } from "#kernel/scene"
import { balances } from "#ledger"
import { availableFen, openSubjects } from "#products/deposit"
import { lossKey } from "./accounts.ts"
import { payLoss, settleMerchant } from "./postings.ts"
import { settleSales } from "./rules.ts"
import { returnDueGrants } from "./grants.ts"
import { schemeById } from "./store.ts"

interface Settled {
  settled: boolean
  netFen: bigint
}

export const settleOne = flow(
  { name: "wallet.settle", permission: null },
  async (ctx, input: { merchantId: string; day: string }): Promise<Outcome<Settled>> => {
    const nothing = ok({ settled: false, netFen: 0n })
    const merchant = await ctx.db
      .selectFrom("wallet_merchant")
      .selectAll()
      .where("id", "=", input.merchantId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const id = newId()
    const { rows } = await sql<{ gross: bigint; reversed: bigint; lines: number }>`
      select coalesce(sum(amount_fen - borne_fen) filter (where kind = 'spend'), 0)::bigint as gross,
        coalesce(sum(amount_fen - borne_fen) filter (where kind = 'reverse'), 0)::bigint as reversed, count(*)::int as lines
      from wallet_spend where merchant_id = ${merchant.id} and settlement_id is null
        and state in ('posted', 'posted_arrears')`.execute(ctx.db)
    const { gross: grossFen, reversed: reversedFen, lines } = rows[0]!
    const { feeFen, netFen } = settleSales({ grossFen, reversedFen, feeBp: merchant.fee_bp })
    // More was taken back than sold: the next days' sales make up for it first.
    if (netFen <= 0n) return nothing
    const inserted = await ctx.db
      .insertInto("wallet_settlement")
      .values({
        id,
        merchant_id: merchant.id,
        day: input.day,
        gross_fen: grossFen,
        reversed_fen: reversedFen,
        fee_fen: feeFen,
        net_fen: netFen,
        lines,
        account_no: merchant.account_no,
      })
      .onConflict((c) => c.columns(["merchant_id", "day"]).doNothing())
      .returning("id")
      .executeTakeFirst()
    if (!inserted) return nothing
    await sql`update wallet_spend set settlement_id = ${id} where merchant_id = ${merchant.id}
      and settlement_id is null and state in ('posted', 'posted_arrears')`.execute(ctx.db)
    const { outlet } = await schemeById(ctx, merchant.scheme_id)
    await openSubjects(ctx.ledger, outlet, ["6021"])
    ctx.note({ object: "wallet-merchant", objectId: merchant.id, after: { day: input.day, grossFen, feeFen, netFen } })
    const legs = { merchantId: merchant.id, accountNo: merchant.account_no, outlet, netFen, feeFen }
    const posted = await ctx.post([settleMerchant.build(legs, { id, reference: merchant.name, memo: input.day })])
    return posted.ok ? ok({ settled: true, netFen }) : posted
  },
)

async function settleAll(ctx: Ctx, day: string, progress: Progress): Promise<DayEndResult> {
  const due = await ctx.db
    .selectFrom("wallet_merchant")
    .select(["id", "name"])
    .where((e) =>
      e.exists(
        e
          .selectFrom("wallet_spend")
          .select("wallet_spend.id")
          .whereRef("merchant_id", "=", "wallet_merchant.id")
          .where("settlement_id", "is", null)
          .where("wallet_spend.state", "in", ["posted", "posted_arrears"]),
      ),
    )
    .orderBy("id")
    .execute()
  const result: DayEndResult = { done: 0, failed: [] }
  for (const one of due) {
    const settled = await settleOne(ctx, { merchantId: one.id, day })
    if (settled.ok) result.done += 1
    else result.failed.push({ object: "wallet-merchant", objectId: one.name, reason: settled.refusal.zh })
    await progress(result.done, due.length)
  }
  return result
}

/** What issuers bear (cards spent on after the loss report) leaves their accounts as far as the money is there. */
const payLosses = flow(
  { name: "wallet.pay-loss", permission: null },
  async (ctx, input: { schemeId: string; day: string }): Promise<Outcome<boolean>> => {
    const scheme = await schemeById(ctx, input.schemeId)
    const [loss] = await balances(ctx.ledger, [lossKey(scheme.id)])
    const has = await availableFen(ctx.ledger, scheme.accountNo)
    const amountFen = loss!.balance < has ? loss!.balance : has
    if (amountFen <= 0n) return ok(false)
    ctx.note({ object: "wallet-scheme", objectId: scheme.id, after: { day: input.day, amountFen } })
    const paper = { id: newId(), reference: scheme.code, memo: input.day }
    const posted = await ctx.post([
      payLoss.build({ accountNo: scheme.accountNo, schemeId: scheme.id, amountFen }, paper),
    ])
    return posted.ok ? ok(true) : posted
  },
)

async function payAllLosses(ctx: Ctx, day: string): Promise<DayEndResult> {
  const result: DayEndResult = { done: 0, failed: [] }
  for (const { id, title } of await ctx.db
    .selectFrom("wallet_scheme")
    .select(["id", "title"])
    .orderBy("code")
    .execute()) {
    const paid = await payLosses(ctx, { schemeId: id, day })
    if (!paid.ok) result.failed.push({ object: "wallet-scheme", objectId: title, reason: paid.refusal.zh })
    else if (paid.value) result.done += 1
  }
  return result
}

export const dayEndSteps: DayEndStep[] = [
  { name: "wallet.settle", zh: "储值商户结算", en: "Wallets: merchants settled", phase: "fees", run: settleAll },
  {
    name: "wallet.loss",
    zh: "挂失后消费由发卡方承担",
    en: "Wallets: what issuers bear",
    phase: "fees",
    run: payAllLosses,
  },
  {
    name: "wallet.return",
    zh: "储值补助到期退回",
    en: "Wallets: unused grants returned",
    phase: "revalue",
    run: returnDueGrants,
  },
]
