// The proof over the live database. Each check is one statement, so it sees one moment and needs no lock while others
// post; blocks are read through and hashed again. What it finds is named: which check, which account, what differs.
import { firstPreviousHash, hashOfRange } from "./block.ts"
import { blocks } from "./day.ts"
import type { ProofFailure, ProofResult, Queryable } from "./types.ts"

const found = 20

/** Each statement answers the rows that should not be: book, account (or null), detail. */
const checks: Record<string, string> = {
  "debits equal credits": `
    select book, null as account, format('unit %s: posted %s / %s, pending %s / %s', unit, sum(debits_posted),
      sum(credits_posted), sum(debits_pending), sum(credits_pending)) as detail
    from ledger_account group by book, unit
    having sum(debits_posted) <> sum(credits_posted) or sum(debits_pending) <> sum(credits_pending)`,
  "counters follow from transfers": `
    with legs as (
      select t.debit_id as id, t.seq, case when t.flags & 10 = 0 then t.amount else 0 end as d, 0::bigint as c,
             case when t.flags & 2 <> 0 then t.amount when t.flags & 12 <> 0 then -h.amount else 0 end as dp,
             0::bigint as cp
        from ledger_transfer t left join ledger_transfer h on h.id = t.pending_id and t.flags & 12 <> 0
      union all
      select t.credit_id, t.seq, 0, case when t.flags & 10 = 0 then t.amount else 0 end, 0,
             case when t.flags & 2 <> 0 then t.amount when t.flags & 12 <> 0 then -h.amount else 0 end
        from ledger_transfer t left join ledger_transfer h on h.id = t.pending_id and t.flags & 12 <> 0),
    counted as (select id, sum(d) as d, sum(c) as c, sum(dp) as dp, sum(cp) as cp, max(seq) as last from legs group by id)
    select a.book, coalesce(k.key, a.id::text, counted.id::text) as account,
           format('kept %s/%s/%s/%s last %s, transfers give %s/%s/%s/%s last %s', a.debits_posted, a.credits_posted,
             a.debits_pending, a.credits_pending, a.last_seq, counted.d, counted.c, counted.dp, counted.cp,
             counted.last) as detail
      from ledger_account a full join counted on counted.id = a.id left join ledger_account_detail k on k.id = a.id
     where (a.debits_posted, a.credits_posted, a.debits_pending, a.credits_pending, a.last_seq) is distinct from
           (coalesce(counted.d, 0), coalesce(counted.c, 0), coalesce(counted.dp, 0), coalesce(counted.cp, 0),
            coalesce(counted.last, 0))`,
  "bounds hold": `
    select a.book, d.key as account, format('balance %s, bounds %s … %s', case when is_debit_normal
      then debits_posted - credits_posted else credits_posted - debits_posted end, min_balance, max_balance) as detail
    from ledger_account a join ledger_account_detail d on d.id = a.id
    where case when is_debit_normal then debits_posted - credits_posted - credits_pending
        else credits_posted - debits_posted - debits_pending end < min_balance
      or case when is_debit_normal then debits_posted + debits_pending - credits_posted
        else credits_posted + credits_pending - debits_posted end > max_balance`,
  "numbers without gaps": `
    select b.id as book, null as account, format('%s transfers up to %s, the book says %s', count(t.seq),
      max(t.seq), b.seq) as detail
    from ledger_book b left join ledger_transfer t on t.book = b.id group by b.id, b.seq
    having count(t.seq) <> b.seq or coalesce(max(t.seq), 0) <> b.seq`,
  "history chains": `
    select book, id::text as account, format('transfer %s points to %s, the one before is %s', seq, previous, before)
      as detail
    from (select x.*, coalesce(lag(seq) over (partition by id order by seq), 0) as before from (
            select book, debit_id as id, seq, debit_prev as previous from ledger_transfer
            union all select book, credit_id, seq, credit_prev from ledger_transfer) x) legs
    where previous <> before`,
  "one book and unit per transfer": `
    select t.book, t.seq::text as account, format('transfer %s joins unit %s/%s of book %s/%s', t.id, d.unit, c.unit,
      d.book, c.book) as detail
    from ledger_transfer t left join ledger_account d on d.id = t.debit_id left join ledger_account c on c.id = t.credit_id
    where (d.book = t.book and c.book = t.book and d.unit = t.unit and c.unit = t.unit) is not true`,
  "a hold ends once": `
    select coalesce(h.book, s.book) as book, coalesce(h.id, s.id)::text as account,
           format('status %s, %s settled, %s released, %s expired; held %s, posted %s', h.status,
      count(e.id) filter (where e.flags & 4 <> 0), count(e.id) filter (where e.flags & 24 = 8),
      count(e.id) filter (where e.flags & 16 <> 0), h.amount, sum(e.amount)) as detail
    from ledger_hold h full join (select * from ledger_transfer where flags & 2 <> 0) s on s.id = h.id
    left join ledger_transfer e on e.pending_id = coalesce(h.id, s.id) and e.flags & 12 <> 0
    group by h.id, h.book, s.id, s.book, h.status, h.amount, s.amount, h.ended_by
    having (h.amount = s.amount and count(e.id) = case when h.status = 0 then 0 else 1 end
      and (h.status = 0 or (min(e.id::text) = h.ended_by::text and sum(e.amount) <= h.amount and case
        when bool_or(e.flags & 4 <> 0) then 1 when bool_or(e.flags & 16 <> 0) then 3 else 2 end = h.status))) is not true`,
  "freezes add up": `
    select a.book, d.key as account, format('kept %s, freezes ask for %s', a.frozen, ledger_frozen_sum(a.id)) as detail
    from ledger_account a join ledger_account_detail d on d.id = a.id
    where (a.frozen <> 0 or exists (select from ledger_freeze f where f.account_id = a.id and f.lifted_at is null))
      and a.frozen <> ledger_frozen_sum(a.id)`,
  "paper is complete": `
    select min(t.book) as book, p.id::text as account, format('posting has %s of %s legs', count(t.id), p.legs) as detail
    from ledger_posting p left join ledger_transfer t on t.posting_id = p.id group by p.id, p.legs
    having count(t.id) <> p.legs
    union all
    select t.book, t.id::text, 'names a posting that is not there' from ledger_transfer t
    where t.posting_id is not null and not exists (select from ledger_posting p where p.id = t.posting_id)`,
  "a posting is reversed once, by its opposite": `
    select null::smallint as book, r.id::text as account, format('reverses %s', r.reversal_of) as detail
    from ledger_posting r join ledger_transfer t on t.posting_id = r.id
    left join ledger_transfer o on o.posting_id = r.reversal_of and o.debit_id = t.credit_id
      and o.credit_id = t.debit_id and o.amount = t.amount
    where r.reversal_of is not null and o.id is null`,
  "days follow each other": `
    select book, number::text as account, format('%s: %s … %s after %s', accounting_date, first_seq, last_seq, before)
      as detail
    from (select *, coalesce(lag(last_seq) over w, 0) as before, lag(accounting_date) over w as date_before,
            row_number() over w as place from ledger_block window w as (partition by book order by number)) b
    where first_seq <> before + 1 or last_seq < first_seq - 1 or accounting_date <= date_before or number <> place
    union all
    select t.book, t.seq::text, format('transfer of %s stands outside that day', t.accounting_date)
    from ledger_transfer t join ledger_book k on k.id = t.book
    left join ledger_block b on b.book = t.book and b.accounting_date = t.accounting_date
    where case when b.number is not null then t.seq not between b.first_seq and b.last_seq
      else t.accounting_date <> k.open_date end`,
  "closed days' counters": `
    with legs as (
      select book, debit_id as id, accounting_date, seq, case when flags & 10 = 0 then amount else 0 end as d,
             0::bigint as c from ledger_transfer
      union all select book, credit_id, accounting_date, seq, 0, case when flags & 10 = 0 then amount else 0 end
        from ledger_transfer),
    days as (
      select l.id, b.accounting_date, sum(sum(l.d)) over w as d, sum(sum(l.c)) over w as c, max(l.seq) as last
        from legs l join ledger_block b on b.book = l.book and b.accounting_date = l.accounting_date
       group by l.id, b.accounting_date window w as (partition by l.id order by b.accounting_date))
    select null::smallint as book, coalesce(s.account_id, days.id)::text as account,
           format('%s: kept %s/%s, transfers give %s/%s', coalesce(s.accounting_date, days.accounting_date),
             s.debits_posted, s.credits_posted, days.d, days.c) as detail
      from ledger_day_account s full join days on days.id = s.account_id and days.accounting_date = s.accounting_date
     where (s.debits_posted, s.credits_posted, s.last_seq) is distinct from (days.d, days.c, days.last)`,
  "closed days' subjects": `
    with kept as (
      select s.account_id, b.book, b.accounting_date, max(s.accounting_date) as newest from ledger_block b
        join ledger_account a on a.book = b.book join ledger_day_account s on s.account_id = a.id
         and s.accounting_date <= b.accounting_date group by 1, 2, 3),
    summed as (
      select k.book, k.accounting_date, a.unit, d.subject, d.outlet, a.is_debit_normal, sum(s.debits_posted) as d,
             sum(s.credits_posted) as c
        from kept k join ledger_day_account s on s.account_id = k.account_id and s.accounting_date = k.newest
        join ledger_account a on a.id = k.account_id join ledger_account_detail d on d.id = a.id
       group by 1, 2, 3, 4, 5, 6)
    select coalesce(s.book, x.book) as book, coalesce(s.subject, x.subject) as account,
           format('%s: kept %s/%s, accounts give %s/%s', coalesce(s.accounting_date, x.accounting_date),
             x.debits_posted, x.credits_posted, s.d, s.c) as detail
      from summed s full join ledger_day_subject x using (book, accounting_date, unit, subject, outlet, is_debit_normal)
     where coalesce(x.debits_posted, 0) <> coalesce(s.d, 0) or coalesce(x.credits_posted, 0) <> coalesce(s.c, 0)`,
}

/** Re-derives everything that is kept from what was posted. Reads the whole book: minutes at tens of millions. */
export async function prove(q: Queryable): Promise<ProofResult> {
  const counts = await q.query({
    text: `select (select count(*)::int from ledger_book) as books, (select count(*)::int from ledger_unit) as units,
      (select count(*)::int from ledger_account) as accounts, (select count(*)::int from ledger_transfer) as transfers,
      (select count(*)::int from ledger_block) as blocks`,
  })
  const failures: ProofFailure[] = []
  for (const [check, text] of Object.entries(checks)) {
    const { rows } = await q.query({ text: `select * from (${text}) bad limit ${found}` })
    for (const row of rows) failures.push(failureOf(check, row))
  }
  const books = await q.query({ text: "select id from ledger_book order by id" })
  for (const row of books.rows) failures.push(...(await proveBlocks(q, row.id)))
  return { ok: failures.length === 0, ...counts.rows[0], failures }
}

function failureOf(check: string, row: { book: number | null; account: string | null; detail: string }): ProofFailure {
  return {
    check,
    detail: row.detail,
    ...(row.book === null ? {} : { book: row.book }),
    ...(row.account === null ? {} : { account: row.account }),
  }
}

async function proveBlocks(q: Queryable, book: number): Promise<ProofFailure[]> {
  const failures: ProofFailure[] = []
  let previous = firstPreviousHash
  for (const block of await blocks(q, book)) {
    if (block.hash === null) continue
    const { hash, sums } = await hashOfRange(q, block, previous)
    if (hash !== block.hash || block.previousHash !== previous || sums !== block.sums) {
      failures.push({
        check: "block chain",
        book,
        account: String(block.number),
        detail: `${block.date} is not as sealed`,
      })
    }
    previous = block.hash
  }
  return failures
}
