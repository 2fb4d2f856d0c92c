-- Keeping the book: units, books, codes, accounts, bounds, freezes. Each change of an account first takes the book's
-- row, so that it stands before or after every posting and never in the middle of one.

select set_config('search_path', current_schema() || ', huoshui, pg_temp', true);

create function ledger_define_units(p_id smallint[], p_code text[], p_scale smallint[], p_zh text[], p_en text[])
returns void language plpgsql security definer set search_path from current as $$
begin
  insert into ledger_unit (id, code, scale, title_zh, title_en)
  select * from unnest(p_id, p_code, p_scale, p_zh, p_en) on conflict (id) do nothing;
  if exists (select from unnest(p_id, p_code, p_scale) w(id, code, scale) join ledger_unit u on u.id = w.id
              where u.code <> w.code or u.scale <> w.scale) then
    raise exception 'A unit once defined keeps its code and scale' using errcode = 'HS004';
  end if;
end $$;

create function ledger_define_books(p_id smallint[], p_zh text[], p_en text[], p_open date[])
returns void language sql security definer set search_path from current as $$
  insert into ledger_book (id, title_zh, title_en, open_date)
  select * from unnest(p_id, p_zh, p_en, p_open) on conflict (id) do nothing
$$;

-- Codes no longer in the program are switched off, never removed: old transfers carry them.
create function ledger_register_codes(p_code int[], p_template text[], p_zh text[], p_en text[], p_approval boolean[])
returns void language sql security definer set search_path from current as $$
  insert into ledger_code (code, template, title_zh, title_en, needs_approval, is_active)
  select w.*, true from unnest(p_code, p_template, p_zh, p_en, p_approval) w(code, template, zh, en, approval)
  on conflict (code) do update set template = excluded.template, title_zh = excluded.title_zh,
    title_en = excluded.title_en, needs_approval = excluded.needs_approval, is_active = true
  where (ledger_code.template, ledger_code.title_zh, ledger_code.title_en, ledger_code.needs_approval,
         ledger_code.is_active)
    is distinct from (excluded.template, excluded.title_zh, excluded.title_en, excluded.needs_approval, true);
  update ledger_code set is_active = false where is_active and code <> all (p_code);
$$;

-- Answers the ids in the order asked; is_same false where the key exists with another specification.
create function ledger_open_accounts(
  p_key text[], p_book smallint[], p_unit smallint[], p_debit_normal boolean[], p_subject text[], p_outlet text[],
  p_title text[], p_min bigint[], p_max bigint[]
) returns table (place int, id bigint, is_same boolean)
language plpgsql security definer set search_path from current as $$
#variable_conflict use_column
begin
  if exists (select from unnest(p_book) as b where b not in (select ledger_book.id from ledger_book)) then
    raise exception 'An account needs an existing book' using errcode = 'HS002';
  end if;
  if exists (select from unnest(p_unit) as u where u not in (select ledger_unit.id from ledger_unit)) then
    raise exception 'An account needs an existing unit' using errcode = 'HS004';
  end if;
  with wanted as materialized (
    select distinct on (key) * from unnest(p_key, p_book, p_unit, p_debit_normal, p_subject, p_outlet, p_title, p_min,
      p_max) with ordinality w(key, book, unit, debit_normal, subject, outlet, title, lower, upper, place)
     order by key, place),
  made as (
    insert into ledger_account_detail (key, subject, outlet, title)
    select w.key, w.subject, w.outlet, w.title from wanted w
     where not exists (select from ledger_account_detail d where d.key = w.key) order by w.place
    on conflict (key) do nothing returning ledger_account_detail.id, ledger_account_detail.key)
  insert into ledger_account (id, book, unit, is_debit_normal, min_balance, max_balance)
  select made.id, w.book, w.unit, w.debit_normal, w.lower, w.upper from made join wanted w on w.key = made.key;
  return query
    select w.place::int, d.id, a.book = w.book and a.unit = w.unit and a.is_debit_normal = w.debit_normal
           and d.subject = w.subject and d.outlet = w.outlet
      from unnest(p_key, p_book, p_unit, p_debit_normal, p_subject, p_outlet)
        with ordinality w(key, book, unit, debit_normal, subject, outlet, place)
      join ledger_account_detail d on d.key = w.key join ledger_account a on a.id = d.id
     order by w.place;
end $$;

-- Takes the book of an account for the rest of the transaction; null when there is no such account.
create function ledger_lock_book_of(p_account bigint) returns smallint language plpgsql as $$
declare
  v_book smallint;
begin
  select book into v_book from ledger_account where id = p_account;
  perform from ledger_book where id = v_book for update;
  return v_book;
end $$;
revoke execute on function ledger_lock_book_of from public;

-- The following answer with a code of ledger/refusals.ts; 0 = done.
create function ledger_change_bounds(p_account bigint, p_min bigint, p_max bigint) returns int
language plpgsql security definer set search_path from current as $$
begin
  if ledger_lock_book_of(p_account) is null then return 13; end if;
  update ledger_account set min_balance = p_min, max_balance = p_max where id = p_account;
  return 0;
exception when check_violation then return 81;
end $$;

create function ledger_close_account(p_account bigint, p_at timestamptz) returns int
language plpgsql security definer set search_path from current as $$
declare
  a ledger_account;
begin
  if ledger_lock_book_of(p_account) is null then return 13; end if;
  select * into a from ledger_account where id = p_account;
  if a.is_closed then return 0; end if;
  if a.debits_posted <> a.credits_posted or a.debits_pending <> 0 or a.credits_pending <> 0 then return 80; end if;
  if a.frozen > 0 then return 22; end if;
  update ledger_account set is_closed = true where id = p_account;
  update ledger_account_detail set closed_at = coalesce(p_at, now()) where id = p_account;
  return 0;
end $$;

-- What the freezes of an account ask for together. Everything is written as 2 * 10^18, above any balance.
create function ledger_frozen_sum(p_account bigint) returns bigint language sql stable as $$
  select least(coalesce(sum(coalesce(amount, 2000000000000000000)), 0), 2000000000000000000)::bigint
    from ledger_freeze where account_id = p_account and lifted_at is null
$$;

create function ledger_place_freeze(
  p_id uuid, p_account bigint, p_amount bigint, p_document text, p_authority text, p_from date, p_until date,
  p_actor text, p_at timestamptz
) returns int language plpgsql security definer set search_path from current as $$
declare
  f ledger_freeze;
begin
  if ledger_lock_book_of(p_account) is null then return 13; end if;
  select * into f from ledger_freeze where id = p_id;
  if found then
    return case when f.account_id = p_account and f.amount is not distinct from p_amount
      and f.document_number = p_document and f.authority = p_authority then 3 else 84 end;
  end if;
  if (select is_closed from ledger_account where id = p_account) then return 14; end if;
  insert into ledger_freeze (id, account_id, place, amount, document_number, authority, from_on, until_on, placed_by,
                             placed_at)
  values (p_id, p_account, (select coalesce(max(place), 0) + 1 from ledger_freeze where account_id = p_account),
          p_amount, p_document, p_authority, p_from, p_until, p_actor, coalesce(p_at, clock_timestamp()));
  update ledger_account set frozen = ledger_frozen_sum(p_account) where id = p_account;
  return 0;
end $$;

-- Lifts a freeze, or a part of it: then the rest stands on, in its old place in the queue, under a new id.
create function ledger_lift_freeze(
  p_id uuid, p_amount bigint, p_rest_id uuid, p_reason text, p_actor text, p_at timestamptz
) returns int language plpgsql security definer set search_path from current as $$
declare
  f ledger_freeze;
begin
  select * into f from ledger_freeze where id = p_id;
  if not found then return 82; end if;
  perform ledger_lock_book_of(f.account_id);
  select * into f from ledger_freeze where id = p_id;
  if f.lifted_at is not null then return 83; end if;
  if p_amount <= 0 then return 10; end if;
  if p_amount is not null and (f.amount is null or p_amount > f.amount) then return 34; end if;
  update ledger_freeze set lifted_at = coalesce(p_at, clock_timestamp()), lifted_by = p_actor, lift_reason = p_reason
   where id = p_id;
  if p_amount < f.amount then
    insert into ledger_freeze (id, account_id, place, amount, document_number, authority, from_on, until_on, placed_by,
                               placed_at)
    values (p_rest_id, f.account_id, f.place, f.amount - p_amount, f.document_number, f.authority, f.from_on,
            f.until_on, f.placed_by, f.placed_at);
  end if;
  update ledger_account set frozen = ledger_frozen_sum(f.account_id) where id = f.account_id;
  return 0;
end $$;

-- Extends or shortens the term of a freeze (续冻) under its authority's new document.
create function ledger_extend_freeze(p_id uuid, p_until date, p_document text) returns int
language plpgsql security definer set search_path from current as $$
declare
  f ledger_freeze;
begin
  select * into f from ledger_freeze where id = p_id;
  if not found then return 82; end if;
  perform ledger_lock_book_of(f.account_id);
  update ledger_freeze set until_on = p_until, document_number = p_document where id = p_id and lifted_at is null;
  return case when found then 0 else 83 end;
end $$;

do $$
declare
  name text;
begin
  foreach name in array array['define_units', 'define_books', 'register_codes', 'open_accounts', 'change_bounds',
    'close_account', 'place_freeze', 'lift_freeze', 'extend_freeze'] loop
    execute format('revoke execute on function ledger_%s from public', name);
    execute format('grant execute on function ledger_%s to huoshui_app', name);
  end loop;
end $$;
