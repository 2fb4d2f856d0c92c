// 结息: on the day after the quarter's 20th every account is credited what its daily balances earned. The balance-days of
// all accounts come from the ledger in a few statements; each account's settlement is kept with its stretches, so that
// the figure can be explained. Running it twice gives nothing twice: what was settled moves the account's first day.
import { newId, type AccountId, accountIds, balanceDays, type Posting } from "#ledger"
import { addDays } from "#kernel/calendar"
import { flow, ledgerOn, stableJson, type Ctx, type FlowCtx } from "#kernel/flow"
import { expectOk, ok, type Outcome } from "#kernel/refusal"
import { parameterHistory } from "#kernel/rule-data"
import type { DayEndResult, DayEndStep, Progress } from "#kernel/scene"
import { depositKey, openSubjects } from "./accounts.ts"
import { cutByRate, interestFen, settlementBefore, type Stretch } from "./interest-rules.ts"
import { creditInterest } from "./postings.ts"

const rateKey = "deposit.demand-rate-pct"
const chunk = 500

interface Due {
  accountNo: string
  outlet: string
  from: string
}

async function ratesOf(ctx: Ctx): Promise<{ from: string; ratePct: string }[]> {
  // Newest first, and of two values for one day the later entered one: the first seen counts.
  const byDay = new Map<string, string>()
  for (const one of await parameterHistory(ctx, rateKey))
    if (!byDay.has(one.from)) byDay.set(one.from, String(one.value))
  return [...byDay].map(([from, ratePct]) => ({ from, ratePct })).toSorted((a, b) => (a.from < b.from ? -1 : 1))
}

/** What accounts earned from their first open day through `to`, by account number, with the stretches behind it. */
export async function earnedThrough(
  ctx: Ctx,
  accounts: readonly Due[],
  to: string,
): Promise<Map<string, { stretches: Stretch[]; fen: bigint }>> {
  const rates = await ratesOf(ctx)
  const q = ledgerOn(ctx.db)
  const keys = await accountIds(
    q,
    accounts.map((one) => depositKey(one.accountNo)),
  )
  const idOf = (one: Due): AccountId => keys.get(depositKey(one.accountNo))!
  const found = new Map<string, { stretches: Stretch[]; fen: bigint }>()
  for (const from of new Set(accounts.map((one) => one.from))) {
    const group = accounts.filter((one) => one.from === from && from <= to)
    if (group.length === 0) continue
    for (const period of cutByRate({ from, to }, rates, (day) => addDays(day, -1))) {
      const products = await balanceDays(q, group.map(idOf), period)
      for (const one of group) {
        const so = found.get(one.accountNo) ?? { stretches: [], fen: 0n }
        so.stretches.push({ ...period, product: products.get(idOf(one))! })
        found.set(one.accountNo, so)
      }
    }
  }
  for (const one of found.values()) one.fen = interestFen(one.stretches)
  return found
}

/** Writes one settlement an account and returns its posting where it earned anything. */
export async function settle(ctx: FlowCtx, due: readonly Due[], to: string): Promise<Posting[]> {
  const earned = await earnedThrough(ctx, due, to)
  const postings: Posting[] = []
  for (const one of due) {
    const { stretches, fen } = earned.get(one.accountNo) ?? { stretches: [], fen: 0n }
    if (stretches.length === 0) continue
    const id = newId()
    if (fen > 0n) {
      const paper = { id, reference: one.accountNo, memo: `${one.from} 至 ${to} 结息` }
      postings.push(creditInterest.build({ accountNo: one.accountNo, outlet: one.outlet, amountFen: fen }, paper))
    }
    await ctx.db
      .insertInto("deposit_interest")
      .values({
        account_no: one.accountNo,
        from_on: one.from,
        to_on: to,
        stretches: stableJson(stretches),
        interest_fen: fen,
        posting_id: fen > 0n ? id : null,
      })
      .execute()
    await ctx.db
      .updateTable("deposit_account")
      .set({ interest_from: addDays(to, 1) })
      .where("account_no", "=", one.accountNo)
      .execute()
  }
  for (const outlet of new Set(due.map((one) => one.outlet))) await openSubjects(ctx.ledger, outlet, ["6411"])
  return postings
}

const settleChunk = flow(
  { name: "deposit.settle-interest", permission: null },
  async (ctx, input: { to: string }): Promise<Outcome<number>> => {
    const due = await dueAccounts(ctx, input.to, chunk)
    const postings = await settle(ctx, due, input.to)
    ctx.note({ object: "day-end", objectId: input.to, after: { step: "deposit.interest", accounts: due.length } })
    const posted = await ctx.post(postings)
    return posted.ok ? ok(due.length) : posted
  },
)

async function dueAccounts(ctx: Ctx, to: string, limit: number): Promise<Due[]> {
  const rows = await ctx.db
    .selectFrom("deposit_account")
    .select(["account_no", "outlet", "interest_from"])
    .where("state", "=", "open")
    .where("interest_from", "<=", to)
    .orderBy("account_no")
    .limit(limit)
    .execute()
  return rows.map((row) => ({ accountNo: row.account_no, outlet: row.outlet, from: row.interest_from }))
}

async function settleDue(ctx: Ctx, day: string, progress: Progress): Promise<DayEndResult> {
  // Through the last 20th that is closed: the day being closed now has no closing balance yet.
  const to = settlementBefore(addDays(day, -1))
  let done = 0
  for (;;) {
    const settled = expectOk(await settleChunk(ctx, { to }))
    done += settled
    await progress(done, done)
    if (settled < chunk) return { done, failed: [] }
  }
}

export const dayEndSteps: DayEndStep[] = [
  {
    name: "deposit.interest",
    zh: "存款结息",
    en: "Deposits: interest of the quarter",
    phase: "accrue",
    run: settleDue,
  },
]
