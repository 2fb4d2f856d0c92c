// 积数: the sum of an account's balances at the close of each day of a period. Read from the closed days' counters, so
// it costs one row a day on which the account moved, whatever happened inside the day.
import { bigints } from "./encode.ts"
import type { AccountId, DateText, Queryable } from "./types.ts"

/** Balance × days from one date through another, both counted; both days must be closed. In minor units × days. */
export async function balanceDays(
  q: Queryable,
  accounts: readonly AccountId[],
  period: { from: DateText; to: DateText },
): Promise<Map<AccountId, bigint>> {
  const { rows } = await q.query({
    text: `with stood as (
        select x.id, $2::date as day, 0 as place, s.debits_posted, s.credits_posted
          from unnest($1::bigint[]) as x(id) cross join lateral (
            select debits_posted, credits_posted from ledger_day_account d
             where d.account_id = x.id and d.accounting_date < $2::date
             order by d.accounting_date desc limit 1) s
        union all
        select account_id, accounting_date, 1, debits_posted, credits_posted from ledger_day_account
         where account_id = any($1::bigint[]) and accounting_date between $2::date and $3::date),
      spans as (
        select id, debits_posted, credits_posted,
               lead(day, 1, $3::date + 1) over (partition by id order by day, place) - day as days from stood)
      select a.id::text as id, sum(s.days * case when a.is_debit_normal then s.debits_posted - s.credits_posted
          else s.credits_posted - s.debits_posted end)::text as product
        from spans s join ledger_account a on a.id = s.id group by a.id`,
    values: [bigints(accounts), period.from, period.to],
  })
  const found = new Map(rows.map((row) => [BigInt(row.id) as AccountId, BigInt(row.product)]))
  return new Map(accounts.map((id) => [id, found.get(id) ?? 0n]))
}
