// Accounts as people see them: balances from the ledger, interest earned so far, settlements explained.
import { balances, formatAmount, openDate } from "#ledger"
import { addDays } from "#kernel/calendar"
import { ledgerOn, mainBook, type Ctx } from "#kernel/flow"
import { scopeOf } from "#kernel/org"
import { ok } from "#kernel/refusal"
import { parameter } from "#kernel/rule-data"
import { depositKey } from "./accounts.ts"
import { findDeposit } from "./deposit.ts"
import type { Stretch } from "./interest-rules.ts"
import { earnedThrough } from "./interest.ts"
import type { AccountKind } from "./opening-rules.ts"

const yuan = (fen: bigint): string => formatAmount(fen, 2)

export async function depositsOf(ctx: Ctx, partyId: string) {
  const scope = ctx.actor.kind === "portal" ? null : scopeOf(ctx)
  let found = ctx.db.selectFrom("deposit_account").selectAll().where("party_id", "=", partyId).orderBy("opened_at")
  if (scope) found = found.where("outlet", "in", scope)
  const rows = await found.execute()
  const money = await balances(
    ledgerOn(ctx.db),
    rows.map((row) => depositKey(row.account_no)),
  )
  return rows.map((row, at) => ({
    accountNo: row.account_no,
    partyId: row.party_id,
    outlet: row.outlet,
    state: row.state as "open",
    kind: row.kind as AccountKind,
    openedOn: row.opened_on,
    balance: yuan(money[at]!.balance),
    available: yuan(money[at]!.available ?? 0n),
  }))
}

export async function depositDetail(ctx: Ctx, accountNo: string) {
  const found = await findDeposit(ctx, accountNo)
  if (!found.ok) return found
  const deposit = found.value
  const today = await openDate(ledgerOn(ctx.db), mainBook)
  const [head] = (await depositsOf(ctx, deposit.partyId)).filter((one) => one.accountNo === accountNo)
  const party = await ctx.db
    .selectFrom("party")
    .select("name")
    .where("id", "=", deposit.partyId)
    .executeTakeFirstOrThrow()
  return ok({
    ...head!,
    holder: party.name,
    filingNo: deposit.filingNo,
    purpose: deposit.purpose,
    validTo: deposit.validTo,
    ratePct: await parameter<string>(ctx, "deposit.demand-rate-pct", today),
    earned: yuan(await earnedFen(ctx, accountNo, { ...deposit, until: addDays(today, -1) })),
    earnedFrom: deposit.interestFrom,
    settlements: await settlementsOf(ctx, accountNo),
  })
}

async function earnedFen(
  ctx: Ctx,
  accountNo: string,
  { outlet, interestFrom: from, until }: { outlet: string; interestFrom: string; until: string },
): Promise<bigint> {
  if (from > until) return 0n
  return (await earnedThrough(ctx, [{ accountNo, outlet, from }], until)).get(accountNo)?.fen ?? 0n
}

async function settlementsOf(ctx: Ctx, accountNo: string) {
  const rows = await ctx.db
    .selectFrom("deposit_interest")
    .selectAll()
    .where("account_no", "=", accountNo)
    .orderBy("from_on", "desc")
    .limit(40)
    .execute()
  return rows.map((row) => ({
    from: row.from_on,
    to: row.to_on,
    interest: yuan(row.interest_fen),
    explanation: (row.stretches as unknown as Stretch[]).map(explain).join("；"),
  }))
}

/** "积数 3,450,000.00 元·天 × 0.05% ÷ 360" */
const explain = (one: Stretch): string =>
  `${one.from} 至 ${one.to} 积数 ${yuan(BigInt(one.product))} 元·天 × ${one.ratePct}% ÷ 360`
