-- The accounting day and the way back through an account. A day of a book is a range of sequence numbers, because a
-- transfer is booked on the open date only; so a closed day can be sealed, summed and proved by that range.

select set_config('search_path', current_schema() || ', huoshui, pg_temp', true);

-- Closes the open date: notes its range, keeps the counters as they stand, opens the next date. Short, and harmless
-- to repeat: a date already passed is only looked up. The block is sealed afterwards, by ledger_seal_block.
create function ledger_close_day(p_book smallint, p_next date, p_at timestamptz) returns int
language plpgsql security definer set search_path from current as $$
declare
  b ledger_book;
  v_number int;
  v_first bigint;
begin
  select * into b from ledger_book where id = p_book for update;
  if not found then raise exception 'Book % does not exist', p_book using errcode = 'HS002'; end if;
  select coalesce(max(number), 0), coalesce(max(last_seq), 0) + 1 into v_number, v_first
    from ledger_block where book = p_book;
  if b.open_date >= p_next then return v_number; end if;
  v_number := v_number + 1;
  insert into ledger_block (book, number, accounting_date, first_seq, last_seq, closed_at)
  values (p_book, v_number, b.open_date, v_first, b.seq, coalesce(p_at, clock_timestamp()));
  insert into ledger_day_account (account_id, accounting_date, debits_posted, credits_posted, last_seq)
  select id, b.open_date, debits_posted, credits_posted, last_seq from ledger_account
   where book = p_book and last_seq >= v_first order by id;
  insert into ledger_day_subject (book, accounting_date, unit, subject, outlet, is_debit_normal, debits_posted,
                                  credits_posted)
  select p_book, b.open_date, a.unit, d.subject, d.outlet, a.is_debit_normal, sum(a.debits_posted),
         sum(a.credits_posted)
    from ledger_account a join ledger_account_detail d on d.id = a.id where a.book = p_book
   group by a.unit, d.subject, d.outlet, a.is_debit_normal;
  update ledger_book set open_date = p_next where id = p_book;
  return v_number;
end $$;

create function ledger_seal_block(
  p_book smallint, p_number int, p_previous text, p_hash text, p_sums text, p_at timestamptz
) returns boolean language plpgsql security definer set search_path from current as $$
begin
  if p_hash is null or p_previous is distinct from coalesce(
    (select hash from ledger_block where book = p_book and number = p_number - 1), repeat('0', 64)) then
    raise exception 'Block % of book % is not the next to seal', p_number, p_book using errcode = 'HS005';
  end if;
  update ledger_block set previous_hash = p_previous, hash = p_hash, sums = p_sums,
         sealed_at = coalesce(p_at, clock_timestamp())
   where book = p_book and number = p_number and hash is null;
  return found;
end $$;

-- An account's transfers from p_start backwards, at most p_limit, with what a reader wants to know of each.
create function ledger_lines(p_account bigint, p_book smallint, p_start bigint, p_limit int)
returns table (
  seq bigint, id uuid, posting_id uuid, flags smallint, is_debit boolean, amount bigint, counter_key text, code int,
  title_zh text, title_en text, reference text, memo text, actor text, accounting_date date, posted_at timestamptz
) language plpgsql stable rows 50 as $$
begin
  return query
    with recursive walk as (
      select t.seq, 1 as step, t.debit_id, t.debit_prev, t.credit_prev, t.id, t.posting_id, t.flags, t.amount,
             t.credit_id, t.code, t.accounting_date, t.posted_at
        from ledger_transfer t where t.seq = p_start and t.book = p_book
      union all
      select t.seq, w.step + 1, t.debit_id, t.debit_prev, t.credit_prev, t.id, t.posting_id, t.flags, t.amount,
             t.credit_id, t.code, t.accounting_date, t.posted_at
        from walk w join ledger_transfer t on t.book = p_book
         and t.seq = case when w.debit_id = p_account then w.debit_prev else w.credit_prev end
       where w.step < p_limit)
    select w.seq, w.id, w.posting_id, w.flags, w.debit_id = p_account, w.amount, d.key, w.code, k.title_zh, k.title_en,
           p.reference, p.memo, p.actor, w.accounting_date, w.posted_at
      from walk w
      left join ledger_account_detail d
        on d.id = case when w.debit_id = p_account then w.credit_id else w.debit_id end
      left join ledger_code k on k.code = w.code left join ledger_posting p on p.id = w.posting_id
     order by w.seq desc;
end $$;

-- Posted debits and credits of an account in (p_after, p_start], and the newest seq at or below p_after.
create function ledger_walk_sum(
  p_account bigint, p_book smallint, p_start bigint, p_after bigint,
  out o_debits bigint, out o_credits bigint, out o_seq bigint
) language plpgsql stable as $$
declare
  v_seq bigint := p_start;
  t ledger_transfer;
begin
  o_debits := 0; o_credits := 0;
  while v_seq > p_after loop
    select * into strict t from ledger_transfer where seq = v_seq and book = p_book;
    if t.debit_id = p_account then
      v_seq := t.debit_prev;
      if t.flags & 10 = 0 then o_debits := o_debits + t.amount; end if;
    else
      v_seq := t.credit_prev;
      if t.flags & 10 = 0 then o_credits := o_credits + t.amount; end if;
    end if;
  end loop;
  o_seq := v_seq;
end $$;

-- The last seq of a book posted at or before a moment: posted_at never falls along seq, so halving finds it.
create function ledger_seq_at(p_book smallint, p_moment timestamptz) returns bigint language plpgsql stable as $$
declare
  v_low bigint := 0;
  v_high bigint := coalesce((select seq from ledger_book where id = p_book), 0);
  v_middle bigint;
begin
  while v_low < v_high loop
    v_middle := (v_low + v_high + 1) / 2;
    if (select posted_at from ledger_transfer where seq = v_middle and book = p_book) <= p_moment then
      v_low := v_middle;
    else
      v_high := v_middle - 1;
    end if;
  end loop;
  return v_low;
end $$;

-- Each step is a probe by seq, however small the table was when the plan was made.
do $$
declare
  name text;
  setting text;
begin
  foreach name in array array['lines', 'walk_sum', 'seq_at'] loop
    foreach setting in array array['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin'] loop
      execute format('alter function ledger_%s set %s = off', name, setting);
    end loop;
    execute format('alter function ledger_%s set plan_cache_mode = force_generic_plan', name);
  end loop;
end $$;

-- The text of a transfer, and of its paper where it is the first leg, as it goes into the block's SM3 and the export.
create function ledger_transfer_text(t ledger_transfer) returns text language sql stable
  return concat_ws('|', t.seq, t.id, t.book, t.unit, t.debit_id, t.credit_id, t.amount, t.debit_prev, t.credit_prev,
    t.code, t.flags, to_char(t.accounting_date, 'YYYY-MM-DD'), (extract(epoch from t.posted_at) * 1000000)::bigint,
    coalesce(t.posting_id::text, '-'), coalesce(t.pending_id::text, '-'));
create function ledger_posting_text(p ledger_posting) returns text language sql stable
  return json_build_array(p.id, p.template, p.legs, p.actor, p.reference, p.memo, p.approval_id, p.meta::text,
    p.reversal_of, p.reversal_kind)::text;

do $$
declare
  name text;
begin
  foreach name in array array['close_day', 'seal_block'] loop
    execute format('revoke execute on function ledger_%s from public', name);
    execute format('grant execute on function ledger_%s to huoshui_app', name);
  end loop;
end $$;
