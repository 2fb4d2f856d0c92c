-- The careful way of posting: each transfer weighed in input order, against rooms kept in memory, then one set-based
-- write of those accepted. Three steps: what is fixed before the walk (ledger_weigh), the walk, the writes.

select set_config('search_path', current_schema() || ', huoshui, pg_temp', true);

-- What a transfer's own data and the stored past say about it: one row per transfer.
-- early: an answer that holds before anything else (repeats); static: an answer that no order can change.
create function ledger_weigh(
  p_book smallint, p_day_answer int, p_id uuid[], p_debit bigint[], p_credit bigint[], p_amount bigint[], p_code int[],
  p_flags smallint[], p_pending uuid[], p_posting uuid[],
  q_id uuid[], q_template int[], q_legs smallint[], q_reference text[], q_approval text[], q_reversal_of uuid[],
  q_record boolean
) returns table (
  place int, early smallint, answer smallint, debit bigint, credit bigint, amount bigint, held bigint,
  hold_status smallint, unit smallint, first_place int
) language sql stable as $$
  with t as materialized (
    select x.place::int, x.id, x.debit, x.credit, x.amount, x.code, x.flags & ~1 as flags, x.pending, x.posting
      from unnest(p_id, p_debit, p_credit, p_amount, p_code, p_flags, p_pending, p_posting)
      with ordinality x(id, debit, credit, amount, code, flags, pending, posting, place)),
  -- A settlement or release takes its accounts and amount from the hold, stored or earlier in this very batch.
  r as materialized (
    select t.*, case when t.flags & 12 <> 0 then coalesce(h.debit_id, b.debit) else t.debit end as d,
           case when t.flags & 12 <> 0 then coalesce(h.credit_id, b.credit) else t.credit end as c,
           coalesce(h.amount, b.amount) as hold_amount,
           case when t.flags & 8 <> 0 or (t.flags & 4 <> 0 and t.amount = 0) then coalesce(h.amount, b.amount, 0)
                else t.amount end as m,
           case when h.id is not null then h.status when b.id is not null then -1 end::smallint as status
      from t left join ledger_hold h on t.flags & 12 <> 0 and h.id = t.pending and h.book = p_book
      -- An id that occurs twice in the batch names no hold yet: which of the two will win is not known here.
      left join (select * from (select *, count(*) over (partition by id) as times from t) s
                  where s.flags & 2 <> 0 and s.times = 1) b
        on t.flags & 12 <> 0 and h.id is null and b.id = t.pending),
  paper as materialized (
    select q.id, q.approval, old.id is not null as is_known,
           old.template = q.template and old.legs = q.legs and old.reference is not distinct from q.reference
             and old.reversal_of is not distinct from q.reversal_of as is_same,
           exists (select from ledger_posting other where other.reversal_of = q.reversal_of and other.id <> q.id)
             as is_reversed
      from unnest(q_id, q_template, q_legs, q_reference, q_approval, q_reversal_of)
        q(id, template, legs, reference, approval, reversal_of)
      left join ledger_posting old on q_record and old.id = q.id)
  select r.place,
         case when x.id is null and not coalesce(p.is_known, false) then 0
              when x.book = p_book and x.amount = r.m and x.flags = r.flags and x.code = r.code
                and x.pending_id is not distinct from r.pending and x.posting_id is not distinct from r.posting
                and (r.flags & 12 <> 0 or (x.debit_id = r.debit and x.credit_id = r.credit))
                and coalesce(p.is_same, true) then 3
              else 4 end::smallint,
         case when p_day_answer <> 0 then p_day_answer
              when r.flags & 12 <> 0 and r.status is null then 30
              when r.m is null or r.m <= 0 then 10 when r.m > 100000000000000000 then 11
              when r.d = r.c then 12
              when ad.id is null or ac.id is null then 13
              when ad.is_closed or ac.is_closed then 14
              when ad.book <> p_book or ac.book <> p_book then 15
              when ad.unit <> ac.unit then 16
              when k.code is null then 40 when not k.is_active then 41
              when k.needs_approval and p.approval is null then 42
              when p.is_reversed then 61
              when r.flags & 12 <> 0 and r.m > r.hold_amount then 34
              else 0 end::smallint,
         r.d, r.c, r.m, r.hold_amount, r.status, ad.unit, (min(r.place) over (partition by r.id))::int
    from r left join ledger_transfer x on x.id = r.id
    left join paper p on p.id = r.posting
    left join ledger_account ad on ad.id = r.d left join ledger_account ac on ac.id = r.c
    left join ledger_code k on k.code = r.code
   order by r.place
$$;

create function ledger_post_ordered(
  p_book smallint, p_base bigint, p_day_answer int, p_open date, p_at timestamptz, p_whole boolean,
  p_id uuid[], p_debit bigint[], p_credit bigint[], p_amount bigint[], p_code int[],
  p_flags smallint[], p_pending uuid[], p_expires timestamptz[], p_posting uuid[],
  q_id uuid[], q_template int[], q_legs smallint[], q_actor text[], q_reference text[], q_memo text[],
  q_approval text[], q_meta text[], q_reversal_of uuid[], q_reversal_kind smallint[], q_record boolean
) returns smallint[] language plpgsql as $$
declare
  n int := cardinality(p_id);
  flags smallint[] := coalesce(p_flags, array_fill(0::smallint, array[n]));
  pendings uuid[] := coalesce(p_pending, array_fill(null::uuid, array[n]));
  expiries timestamptz[] := coalesce(p_expires, array_fill(null::timestamptz, array[n]));
  postings uuid[] := coalesce(p_posting, array_fill(null::uuid, array[n]));
  early smallint[]; answer smallint[]; debit bigint[]; credit bigint[]; amount bigint[]; held bigint[]; unit smallint[];
  first_place int[]; di int[]; ci int[]; hi int[];
  account bigint[]; last bigint[]; debit_room bigint[]; credit_room bigint[]; thaw bigint[]; is_debit_normal boolean[];
  hold_id uuid[]; hold_status smallint[]; hold_expires timestamptz[];
  winner int[]; result smallint[]; unsafe int[]; todo int[];
  i int; j int; k int; x int; y int; f smallint; r smallint; m bigint; h bigint;
  chain int := 0; is_broken boolean := false; is_repeat boolean := false;
begin
  with w as materialized (
    select * from ledger_weigh(p_book, p_day_answer, p_id, p_debit, p_credit, p_amount, p_code, flags, pendings,
      postings, q_id, q_template, q_legs, q_reference, q_approval, q_reversal_of, q_record)),
  a as materialized (
    select a.id, (row_number() over (order by a.id))::int as ix, a.last_seq, ledger_debit_room(a) as debit_room,
           ledger_credit_room(a) as credit_room, a.is_debit_normal,
           case when a.frozen = 0 then 0 when a.min_balance is null then 4000000000000000000
                else ledger_floor(a) - a.min_balance end as thaw
      from ledger_account a where a.id in (select w.debit from w union select w.credit from w)),
  o as materialized (
    select u.id, (row_number() over (order by u.id))::int as ix, u.status, u.expires
      from (select distinct on (s.pending) s.pending as id, w.hold_status as status,
                   case when stored.id is null then b.expires else stored.expires_at end as expires
              from w join unnest(pendings) with ordinality s(pending, place) on s.place = w.place
              left join ledger_hold stored on stored.id = s.pending
              left join unnest(p_id, expiries, flags) b(id, expires, flag) on b.id = s.pending and b.flag & 2 <> 0
             where s.pending is not null and w.hold_status is not null
             order by s.pending) u)
  select array_agg(w.early order by w.place), array_agg(w.answer order by w.place),
         array_agg(w.debit order by w.place), array_agg(w.credit order by w.place),
         array_agg(w.amount order by w.place), array_agg(w.held order by w.place),
         array_agg(w.unit order by w.place), array_agg(w.first_place order by w.place),
         array_agg(ad.ix order by w.place), array_agg(ac.ix order by w.place), array_agg(o.ix order by w.place),
         (select array_agg(a.id order by ix) from a), (select array_agg(a.last_seq order by ix) from a),
         (select array_agg(a.debit_room order by ix) from a), (select array_agg(a.credit_room order by ix) from a),
         (select array_agg(a.thaw order by ix) from a), (select array_agg(a.is_debit_normal order by ix) from a),
         (select array_agg(o.id order by ix) from o), (select array_agg(o.status order by ix) from o),
         (select array_agg(o.expires order by ix) from o)
    into early, answer, debit, credit, amount, held, unit, first_place, di, ci, hi,
         account, last, debit_room, credit_room, thaw, is_debit_normal, hold_id, hold_status, hold_expires
    from w left join a ad on ad.id = w.debit left join a ac on ac.id = w.credit
    left join o on o.id = pendings[w.place];

  select array_agg(case when e.early <> 0 then e.early else e.answer end order by place) into result
    from unnest(early, answer) with ordinality e(early, answer, place);
  winner := array_fill(0, array[n]);
  -- Without groups and repeated ids only bounds can depend on the order; whoever touches no account whose room all of
  -- the batch together might exhaust is decided already.
  if p_flags is null and not exists (select from unnest(first_place) with ordinality u(first, p) where u.first < u.p) then
    unsafe := array(
      select x.ix from (
        select leg.ix, sum(leg.d) as debits, sum(leg.c) as credits
          from (select ix, d, 0 as c from unnest(di, amount, result) t(ix, d, code) where t.code = 0
                union all select ix, 0, c from unnest(ci, amount, result) t(ix, c, code) where t.code = 0) leg
         group by leg.ix) x
       where x.debits > debit_room[x.ix] or x.credits > credit_room[x.ix]);
    todo := array(select place from unnest(di, ci) with ordinality t(d, c, place)
                   where d = any(unsafe) or c = any(unsafe) order by place);
  end if;
  foreach i in array coalesce(todo, array(select generate_series(1, n))) loop
    f := flags[i];
    if chain = 0 then
      chain := i; is_broken := false; is_repeat := false;
    end if;
    r := early[i];
    if r = 0 then
      k := winner[first_place[i]];
      if k > 0 then
        r := case when amount[i] = amount[k] and f & ~1 = flags[k] & ~1 and p_code[i] = p_code[k]
          and pendings[i] is not distinct from pendings[k] and postings[i] is not distinct from postings[k]
          and debit[i] = debit[k] and credit[i] = credit[k] then 3 else 4 end;
      end if;
    end if;
    if is_broken then r := 1;
    elsif f & 1 <> 0 and i = n then r := 2;
    elsif r = 3 and i = chain then is_repeat := true;
    elsif is_repeat then
      -- The group was posted before: a leg it did not have then makes it another group.
      if r <> 3 then r := 4; end if;
    elsif r = 0 then
      -- A hold of this batch that did not come about is not there, whatever else is wrong.
      r := case when f & 12 <> 0 and p_day_answer = 0 and hold_status[hi[i]] = -1 then 30 else answer[i] end;
      if r = 0 then
        x := di[i]; y := ci[i]; m := amount[i]; h := coalesce(held[i], 0);
        if f & 12 = 0 then
          if debit_room[x] < m then
            r := case when is_debit_normal[x] then 21 when debit_room[x] + thaw[x] >= m then 22 else 20 end;
          elsif credit_room[y] < m then
            r := case when not is_debit_normal[y] then 21 when credit_room[y] + thaw[y] >= m then 22 else 20 end;
          else
            debit_room[x] := debit_room[x] - m; credit_room[y] := credit_room[y] - m;
            if f & 2 = 0 then
              credit_room[x] := credit_room[x] + m; debit_room[y] := debit_room[y] + m;
            elsif hold_id is not null then
              k := array_position(hold_id, p_id[i]);
              if k is not null then hold_status[k] := 0; end if;
            end if;
          end if;
        else
          k := hi[i];
          if hold_status[k] <> 0 then r := 30 + hold_status[k];
          elsif f & 4 <> 0 and hold_expires[k] <= p_at then r := 33;
          elsif f & 16 <> 0 and coalesce(hold_expires[k] > p_at, true) then r := 30;
          elsif f & 4 <> 0 then
            hold_status[k] := 1;
            debit_room[x] := debit_room[x] + h - m; credit_room[y] := credit_room[y] + h - m;
            credit_room[x] := credit_room[x] + m; debit_room[y] := debit_room[y] + m;
          else
            hold_status[k] := case when f & 16 <> 0 then 3 else 2 end;
            debit_room[x] := debit_room[x] + h; credit_room[y] := credit_room[y] + h;
          end if;
        end if;
        if r = 0 then winner[first_place[i]] := i; end if;
      end if;
    end if;
    result[i] := r;
    if not is_broken and r <> 0 and not (is_repeat and r = 3) then
      -- The group fails here: take back what its earlier legs did.
      for j in reverse i - 1 .. chain loop
        continue when result[j] <> 0;
        x := di[j]; y := ci[j]; m := amount[j]; h := coalesce(held[j], 0); k := hi[j];
        if flags[j] & 12 = 0 then
          debit_room[x] := debit_room[x] + m; credit_room[y] := credit_room[y] + m;
          if flags[j] & 2 = 0 then
            credit_room[x] := credit_room[x] - m; debit_room[y] := debit_room[y] - m;
          elsif hold_id is not null then
            k := array_position(hold_id, p_id[j]);
            if k is not null then hold_status[k] := -1; end if;
          end if;
        else
          hold_status[k] := 0;
          debit_room[x] := debit_room[x] - h; credit_room[y] := credit_room[y] - h;
          if flags[j] & 4 <> 0 then
            debit_room[x] := debit_room[x] + m; credit_room[y] := credit_room[y] + m;
            credit_room[x] := credit_room[x] - m; debit_room[y] := debit_room[y] - m;
          end if;
        end if;
        winner[first_place[j]] := 0; result[j] := 1;
      end loop;
      is_broken := true;
    end if;
    if f & 1 = 0 then chain := 0; end if;
  end loop;

  if p_whole and exists (select from unnest(result) as one where one not in (0, 3)) then
    update ledger_book set seq = p_base where id = p_book;
    return array(select (case one when 0 then 1 else one end)::smallint from unnest(result) as one);
  end if;
  perform ledger_write(p_book, p_base, p_open, p_at, p_id, debit, credit, amount, p_code, flags, pendings, expiries,
    postings, unit, held, result, account, last, q_id, q_template, q_legs, q_actor, q_reference, q_memo, q_approval,
    q_meta, q_reversal_of, q_reversal_kind, q_record);
  if not exists (select from unnest(result) as one where one <> 0) then return null; end if;
  return result;
end $$;

-- Writes the accepted transfers, numbered without gaps, and gives unused numbers back to the book.
create function ledger_write(
  p_book smallint, p_base bigint, p_open date, p_at timestamptz, p_id uuid[], p_debit bigint[], p_credit bigint[],
  p_amount bigint[], p_code int[], p_flags smallint[], p_pending uuid[], p_expires timestamptz[], p_posting uuid[],
  p_unit smallint[], p_held bigint[], p_result smallint[], p_account bigint[], p_last bigint[],
  q_id uuid[], q_template int[], q_legs smallint[], q_actor text[], q_reference text[], q_memo text[],
  q_approval text[], q_meta text[], q_reversal_of uuid[], q_reversal_kind smallint[], q_record boolean
) returns void language plpgsql as $$
declare
  v_places int[]; v_debit bigint[]; v_credit bigint[]; v_previous bigint[];
begin
  select array_agg(place::int order by place), array_agg(d order by place), array_agg(c order by place)
    into v_places, v_debit, v_credit
    from unnest(p_result, p_debit, p_credit) with ordinality t(r, d, c, place) where r = 0;
  update ledger_book set seq = p_base + coalesce(cardinality(v_places), 0) where id = p_book;
  if v_places is null then return; end if;
  v_previous := ledger_previous(p_base, v_debit, v_credit, p_account, p_last);
  if q_record then
    insert into ledger_posting (id, template, legs, actor, reference, memo, approval_id, meta, reversal_of,
                                reversal_kind)
    select q.id, q.template, q.legs, q.actor, q.reference, q.memo, q.approval, q.meta::jsonb, q.reversal_of,
           q.reversal_kind
      from unnest(q_id, q_template, q_legs, q_actor, q_reference, q_memo, q_approval, q_meta, q_reversal_of,
                  q_reversal_kind)
        q(id, template, legs, actor, reference, memo, approval, meta, reversal_of, reversal_kind)
     where q.id in (select p_posting[place] from unnest(v_places) as place);
  end if;
  insert into ledger_transfer (id, seq, debit_id, credit_id, amount, debit_prev, credit_prev, posted_at,
                               accounting_date, code, book, unit, flags, posting_id, pending_id)
  select p_id[p], p_base + o, p_debit[p], p_credit[p], p_amount[p], v_previous[2 * o - 1], v_previous[2 * o], p_at,
         p_open, p_code[p], p_book, p_unit[p], p_flags[p] & ~1, p_posting[p], p_pending[p]
    from unnest(v_places) with ordinality x(p, o);
  insert into ledger_hold (id, debit_id, credit_id, amount, expires_at, book, unit)
  select p_id[p], p_debit[p], p_credit[p], p_amount[p], p_expires[p], p_book, p_unit[p]
    from unnest(v_places) as p where p_flags[p] & 2 <> 0;
  update ledger_hold h set ended_by = p_id[p],
         status = case when p_flags[p] & 4 <> 0 then 1 when p_flags[p] & 16 <> 0 then 3 else 2 end
    from unnest(v_places) as p where p_flags[p] & 12 <> 0 and h.id = p_pending[p];
  update ledger_account a
     set debits_pending = a.debits_pending + u.dp, debits_posted = a.debits_posted + u.d,
         credits_pending = a.credits_pending + u.cp, credits_posted = a.credits_posted + u.c,
         last_seq = p_base + u.newest
    from (select account, ledger_sum(dp) dp, ledger_sum(d) d, ledger_sum(cp) cp, ledger_sum(c) c, max(o) newest
            from (select p_debit[p] as account, ledger_pending_step(p_flags[p], p_amount[p], p_held[p]) dp,
                         case when p_flags[p] & 10 = 0 then p_amount[p] else 0 end d, 0::bigint cp, 0::bigint c, o
                    from unnest(v_places) with ordinality x(p, o)
                  union all
                  select p_credit[p], 0, 0, ledger_pending_step(p_flags[p], p_amount[p], p_held[p]),
                         case when p_flags[p] & 10 = 0 then p_amount[p] else 0 end, o
                    from unnest(v_places) with ordinality x(p, o)) legs
           group by account) u
   where a.id = u.account;
end $$;

-- What a transfer does to the pending counters: a hold adds, its end takes the whole hold away.
create function ledger_pending_step(p_flags smallint, p_amount bigint, p_held bigint) returns bigint
language sql immutable return case when p_flags & 2 <> 0 then p_amount when p_flags & 12 <> 0 then -p_held else 0 end;

-- The walk joins small in-memory sets, where hashing is right; the tables are still probed by key.
alter function ledger_post_ordered set enable_hashjoin = on;
revoke execute on function ledger_post_ordered from public;
revoke execute on function ledger_write from public;
