// The float as its keepers look at it: by age, who owes, and which wallets nobody has touched for long.
import { sql } from "kysely"
import { addMonths, dateOf, daysBetween } from "#kernel/calendar"
import type { Ctx } from "#kernel/flow"
import { parameter } from "#kernel/rule-data"
import { ageBalance, ageBands, type BroughtIn } from "./rules.ts"
import { cashPurse, type Scheme } from "./store.ts"

export interface AgeBand {
  /** Up to so many days; null: older than all. */
  toDays: number | null
  fen: bigint
  wallets: number
}

/** The holders' own money that may be spent, by how long it has been there. */
export async function floatByAge(ctx: Ctx, scheme: Scheme): Promise<AgeBand[]> {
  const today = dateOf(ctx.clock.now())
  const cash = cashPurse(scheme).code
  const held = await sql<{ wallet_no: string; fen: bigint }>`
    select w.wallet_no, (a.credits_posted - a.debits_posted)::bigint as fen from wallet w
      join ledger_account_detail d on d.key = 'wallet:' || w.wallet_no || ':' || ${cash}
      join ledger_account a on a.id = d.id
    where w.scheme_id = ${scheme.id} and a.credits_posted > a.debits_posted`.execute(ctx.db)
  const brought = await sql<{ wallet_no: string; amount_fen: bigint; day: string }>`
    select t.wallet_no, t.amount_fen, (t.paid_at at time zone 'Asia/Shanghai')::date::text as day
    from wallet_top_up t join wallet w on w.wallet_no = t.wallet_no where w.scheme_id = ${scheme.id}`.execute(ctx.db)
  const lines = Map.groupBy(brought.rows, (row) => row.wallet_no)
  const bands = ageBands.map((toDays): AgeBand => ({ toDays, fen: 0n, wallets: 0 }))
  for (const { wallet_no: walletNo, fen } of held.rows) {
    const mine = (lines.get(walletNo) ?? []).map((row): BroughtIn => ({
      ageDays: daysBetween(row.day, today),
      amountFen: row.amount_fen,
    }))
    for (const [at, part] of ageBalance(fen, mine).entries()) {
      if (part === 0n) continue
      bands[at]!.fen += part
      bands[at]!.wallets += 1
    }
  }
  return bands
}

export interface OwingWallet {
  walletNo: string
  title: string
  arrearsFen: bigint
  /** The last purchase that ran into arrears. */
  lastOn: string | null
}

export async function owingWallets(ctx: Ctx, scheme: Scheme): Promise<OwingWallet[]> {
  const { rows } = await sql<{ wallet_no: string; title: string; fen: bigint; last_on: string | null }>`
    select w.wallet_no, w.title, (a.debits_posted - a.credits_posted)::bigint as fen,
      (select max(s.day)::text from wallet_spend s where s.wallet_no = w.wallet_no and s.state = 'posted_arrears') as last_on
    from wallet w join ledger_account_detail d on d.key = 'wallet:' || w.wallet_no || ':arrears' join ledger_account a on a.id = d.id
    where w.scheme_id = ${scheme.id} and a.debits_posted > a.credits_posted order by 3 desc, 1`.execute(ctx.db)
  return rows.map((row) => ({
    walletNo: row.wallet_no,
    title: row.title,
    arrearsFen: row.fen,
    lastOn: row.last_on,
  }))
}

export interface DormantWallet {
  walletNo: string
  title: string
  fen: bigint
  lastOn: string
}

/** Wallets with own money and without movement for the months of the parameter. */
export async function dormantWallets(ctx: Ctx, scheme: Scheme): Promise<DormantWallet[]> {
  const today = dateOf(ctx.clock.now())
  const since = addMonths(today, -(await parameter<number>(ctx, "wallet.dormant-months", today)))
  const cash = cashPurse(scheme).code
  const { rows } = await sql<{ wallet_no: string; title: string; fen: bigint; last_on: string }>`
    select w.wallet_no, w.title, (a.credits_posted - a.debits_posted)::bigint as fen,
      greatest(w.opened_on, (select max(s.day) from wallet_spend s where s.wallet_no = w.wallet_no),
        (select max((t.paid_at at time zone 'Asia/Shanghai')::date) from wallet_top_up t where t.wallet_no = w.wallet_no))::text as last_on
    from wallet w join ledger_account_detail d on d.key = 'wallet:' || w.wallet_no || ':' || ${cash} join ledger_account a on a.id = d.id
    where w.scheme_id = ${scheme.id} and w.state <> 'closed' and w.opened_on < ${since} and a.credits_posted > a.debits_posted
      and not exists (select from wallet_spend s where s.wallet_no = w.wallet_no and s.day >= ${since})
      and not exists (select from wallet_top_up t where t.wallet_no = w.wallet_no and t.paid_at >= ${since}::date)
    order by 3 desc, 1`.execute(ctx.db)
  return rows.map((row) => ({ walletNo: row.wallet_no, title: row.title, fen: row.fen, lastOn: row.last_on }))
}
