-- Posting: arrays in, one answer per transfer out, everything in one transaction and in input order.
-- The usual batch, in which nothing is refused, moves each account once and looks afterwards whether it was allowed
-- (ledger_post). Only where a bound is in doubt it looks closer; only where something is refused, repeated or held does
-- it take all back and weigh the transfers one by one, in memory (ledger_post_ordered in the next file). Callers run at
-- READ COMMITTED.

select set_config('search_path', current_schema() || ', huoshui, pg_temp', true);

-- sum(bigint) counts in numeric, which costs twice as much here; an overflow is an error either way.
create aggregate ledger_sum(bigint) (sfunc = int8pl, stype = bigint, initcond = '0');

-- Lowest balance that taking must leave: the bound, plus what is frozen.
create function ledger_floor(a ledger_account) returns bigint language sql immutable
  return case when a.frozen = 0 then a.min_balance else coalesce(a.min_balance, 0) + a.frozen end;

-- How much more the account may be debited, and credited; null = without end.
create function ledger_debit_room(a ledger_account) returns bigint language sql immutable
  return case when a.is_debit_normal then a.max_balance - a.debits_posted - a.debits_pending + a.credits_posted
    else a.credits_posted - a.debits_posted - a.debits_pending - ledger_floor(a) end;
create function ledger_credit_room(a ledger_account) returns bigint language sql immutable
  return case when a.is_debit_normal then a.debits_posted - a.credits_posted - a.credits_pending - ledger_floor(a)
    else a.max_balance - a.credits_posted - a.credits_pending + a.debits_posted end;

-- For each leg (debit of 1, credit of 1, debit of 2, …) the seq of the same account's transfer before it.
create function ledger_previous(
  p_base bigint, p_debit bigint[], p_credit bigint[], p_account bigint[], p_last bigint[]
) returns bigint[] language plpgsql stable as $$
begin
  return (select array_agg(previous order by place) from (
    select place, lag(seq) over (order by account, place) as previous from (
      select unnest(p_account) as account, 0 as place, unnest(p_last) as seq
      union all
      select unnest(p_debit), 2 * generate_series(1, cardinality(p_debit)),
             p_base + generate_series(1, cardinality(p_debit))
      union all
      select unnest(p_credit), 2 * generate_series(1, cardinality(p_credit)) + 1,
             p_base + generate_series(1, cardinality(p_credit))) as legs) as ordered
  where place > 0);
end $$;

-- The same where most accounts have one leg: p_first is the place of an account's first leg (2 n for the debit of n,
-- 2 n + 1 for its credit), p_before what went before it, p_several the accounts with more legs than one.
create function ledger_previous_of_few(
  p_base bigint, p_debit bigint[], p_credit bigint[], p_first int[], p_before bigint[], p_several bigint[]
) returns bigint[] language plpgsql stable set enable_hashjoin = on as $$
begin
  return (select array_agg(previous order by place) from (
    select unnest(p_first) as place, unnest(p_before) as previous
    union all
    select place, p_base + previous / 2 from (
      select x.place, lag(x.place) over (partition by x.account order by x.place) as previous from (
        select unnest(p_debit) as account, 2 * generate_series(1, cardinality(p_debit)) as place
        union all
        select unnest(p_credit), 2 * generate_series(1, cardinality(p_credit)) + 1) as x
      join unnest(p_several) as several(account) on several.account = x.account) as followed
    where previous is not null) as legs);
end $$;

-- Did some prefix of the batch break a bound of these accounts? Asked after they moved: what they had before is what
-- they have now, less the whole batch.
create function ledger_prefix_breaks(p_unsafe bigint[], p_debit bigint[], p_credit bigint[], p_amount bigint[])
returns boolean language plpgsql stable as $$
begin
  return (select bool_or((step > 0 and net > debit_room + whole) or (step < 0 and -net > credit_room - whole)) from (
    select ledger_debit_room(a) as debit_room, ledger_credit_room(a) as credit_room, x.step,
           ledger_sum(x.step) over (partition by x.account order by x.place rows unbounded preceding) as net,
           ledger_sum(x.step) over (partition by x.account) as whole
    from (select t.account, t.amount as step, t.place
            from unnest(p_debit, p_amount) with ordinality t(account, amount, place) where t.account = any(p_unsafe)
          union all
          select t.account, -t.amount, t.place
            from unnest(p_credit, p_amount) with ordinality t(account, amount, place) where t.account = any(p_unsafe)) x
    join ledger_account a on a.id = x.account) walk);
end $$;

-- Are all codes registered and switched on, and is there an approval wherever one is needed?
create function ledger_codes_allowed(p_code int[], p_posting uuid[], q_id uuid[], q_approval text[])
returns boolean language plpgsql stable as $$
declare
  v_known boolean;
  v_approval boolean;
begin
  select bool_and(coalesce(k.is_active, false)), bool_or(k.needs_approval) into v_known, v_approval
    from (select distinct code from unnest(p_code) as code) used left join ledger_code k on k.code = used.code;
  if not v_known then return false; end if;
  if not v_approval then return true; end if;
  return not exists (
    select from unnest(p_code, p_posting) leg(code, posting)
      join ledger_code k on k.code = leg.code and k.needs_approval
      left join unnest(q_id, q_approval) paper(id, approval) on paper.id = leg.posting
     where paper.approval is null);
end $$;

create function ledger_post(
  p_book smallint, p_date date, p_at timestamptz, p_whole boolean,
  p_id uuid[], p_debit bigint[], p_credit bigint[], p_amount bigint[], p_code int[],
  p_flags smallint[], p_pending uuid[], p_expires timestamptz[], p_posting uuid[],
  q_id uuid[], q_template int[], q_legs smallint[], q_actor text[], q_reference text[], q_memo text[],
  q_approval text[], q_meta text[], q_reversal_of uuid[], q_reversal_kind smallint[], q_record boolean,
  out o_base bigint, out o_codes smallint[]
) language plpgsql security definer set search_path from current as $$
declare
  n int := cardinality(p_id);
  v_open date; v_at timestamptz;
  v_good boolean; v_unit_min smallint; v_unit_max smallint; v_units smallint[];
  v_first int[]; v_before bigint[]; v_several bigint[]; v_unsafe bigint[]; v_previous bigint[];
begin
  perform ledger_check_lengths(n, array[cardinality(p_debit), cardinality(p_credit), cardinality(p_amount),
    cardinality(p_code), coalesce(cardinality(p_flags), n), coalesce(cardinality(p_pending), n),
    coalesce(cardinality(p_expires), n), coalesce(cardinality(p_posting), n)]);
  perform ledger_check_lengths(cardinality(q_id), array[cardinality(q_template), cardinality(q_legs),
    cardinality(q_actor), cardinality(q_reference), cardinality(q_memo), cardinality(q_approval),
    cardinality(q_meta), cardinality(q_reversal_of), cardinality(q_reversal_kind)]);
  update ledger_book set seq = seq + n,
         last_posted_at = greatest(last_posted_at, coalesce(p_at, clock_timestamp()))
   where id = p_book returning seq - n, open_date, last_posted_at into o_base, v_open, v_at;
  if o_base is null then raise exception 'Book % does not exist', p_book using errcode = 'HS002'; end if;

  if (p_date is null or p_date = v_open) and ledger_flags_plain(p_flags)
     and ledger_codes_allowed(p_code, p_posting, q_id, q_approval) then
    begin
      with moved as (
        update ledger_account a
           set debits_posted = a.debits_posted + d.debits, credits_posted = a.credits_posted + d.credits,
               before_seq = a.last_seq, last_seq = o_base + d.newest / 2
          from (select x.account, ledger_sum(x.debit) as debits, ledger_sum(x.credit) as credits,
                       min(x.place) as first, max(x.place) as newest, count(*) as legs
                  from (select unnest(p_debit) as account, unnest(p_amount) as debit, 0::bigint as credit,
                               2 * generate_series(1, n) as place
                        union all
                        select unnest(p_credit), 0::bigint, unnest(p_amount), 2 * generate_series(1, n) + 1) x
                 group by x.account) d
         where a.id = d.account
        returning a.id, a.unit, a.before_seq, d.first, d.legs, a.book = p_book and not a.is_closed as is_good,
                  -- More than there was, were all that lowers the room to come first.
                  (d.debits > 0 and d.credits > ledger_debit_room(a))
                    or (d.credits > 0 and d.debits > ledger_credit_room(a)) as is_unsafe)
      select bool_and(is_good) and sum(legs) = 2 * n, min(unit), max(unit), array_agg(first), array_agg(before_seq),
             array_agg(id) filter (where legs > 1), array_agg(id) filter (where is_unsafe)
        into v_good, v_unit_min, v_unit_max, v_first, v_before, v_several, v_unsafe from moved;
      if v_good and v_unit_min <> v_unit_max then
        -- Money and hours in one batch: each transfer must still join two accounts of one unit.
        select bool_and(d.unit = c.unit), array_agg(d.unit order by leg.place) into v_good, v_units
          from unnest(p_debit, p_credit) with ordinality leg(debit, credit, place)
          join ledger_account d on d.id = leg.debit join ledger_account c on c.id = leg.credit;
      end if;
      if v_good is not true
         or (v_unsafe is not null and ledger_prefix_breaks(v_unsafe, p_debit, p_credit, p_amount)) then
        raise exception 'Not as easy as hoped' using errcode = 'HS000';
      end if;
      v_previous := ledger_previous_of_few(o_base, p_debit, p_credit, v_first, v_before, v_several);
      if q_record and cardinality(q_id) > 0 then
        insert into ledger_posting (id, template, legs, actor, reference, memo, approval_id, meta, reversal_of,
                                    reversal_kind)
        select unnest(q_id), unnest(q_template), unnest(q_legs), unnest(q_actor), unnest(q_reference),
               unnest(q_memo), unnest(q_approval), unnest(q_meta)::jsonb, unnest(q_reversal_of),
               unnest(q_reversal_kind);
      end if;
      insert into ledger_transfer (id, seq, debit_id, credit_id, amount, debit_prev, credit_prev, posted_at,
                                   accounting_date, code, book, unit, flags, posting_id)
      select t.id, o_base + t.place, t.debit, t.credit, t.amount, v_previous[2 * t.place - 1],
             v_previous[2 * t.place], v_at, v_open, t.code, p_book, coalesce(v_units[t.place], v_unit_min),
             coalesce(t.flags & ~1, 0), t.posting
        from (select generate_series(1, n) as place, unnest(p_id) as id, unnest(p_debit) as debit,
                     unnest(p_credit) as credit, unnest(p_amount) as amount, unnest(p_code) as code,
                     unnest(coalesce(p_flags, '{}')) as flags, unnest(coalesce(p_posting, '{}')) as posting) t;
      return;
    exception
      -- Whatever stood in the way, what was done so far is undone and the careful way finds each answer.
      when sqlstate 'HS000' or unique_violation or check_violation or not_null_violation or numeric_value_out_of_range
        then null;
    end;
  end if;
  o_codes := ledger_post_ordered(p_book, o_base,
    case when p_date < v_open then 50 when p_date > v_open then 51 else 0 end, v_open, v_at, p_whole,
    p_id, p_debit, p_credit, p_amount, p_code, p_flags, p_pending, p_expires, p_posting,
    q_id, q_template, q_legs, q_actor, q_reference, q_memo, q_approval, q_meta, q_reversal_of, q_reversal_kind,
    q_record);
end $$;

-- Accounts are always probed by primary key, whatever the statistics say: a plan cached while the table was tiny
-- has cost a hundred times as much later.
do $$
declare
  name text;
begin
  foreach name in array array['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin'] loop
    execute format('alter function ledger_post set %s = off', name);
  end loop;
end $$;
alter function ledger_post set plan_cache_mode = force_generic_plan;
alter function ledger_post set jit = off;

-- No holds and no open chain: then flags change nothing as long as everything succeeds.
create function ledger_flags_plain(p_flags smallint[]) returns boolean language plpgsql immutable as $$
begin
  return p_flags is null or (p_flags[cardinality(p_flags)] & 1 = 0
    and not exists (select from unnest(p_flags) as flag where flag & 30 <> 0));
end $$;

-- Arrays of unequal length would pad with null; that is a bug of the caller, not a refusal.
create function ledger_check_lengths(n int, p_lengths int[]) returns void language plpgsql immutable as $$
begin
  if exists (select from unnest(p_lengths) as length where length is distinct from n) then
    raise exception 'Arrays of unequal length: % and %', n, p_lengths using errcode = 'HS003';
  end if;
end $$;

revoke execute on function ledger_post from public;
grant execute on function ledger_post to huoshui_app;
