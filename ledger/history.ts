// Why this balance: what an account holds now, what it held at any past moment, and line by line how it came there.
// History is read backwards along the chain of an account's transfers; a closed day's counters shorten the way.
import { accountId } from "./accounts.ts"
import { kindOf, reversalOf } from "./batch.ts"
import { bigints, texts } from "./encode.ts"
import type { AccountBalance, AccountId, AccountRef, AsOfBalance, DateText, Line, Queryable, Side } from "./types.ts"

const frozenAll = 2_000_000_000_000_000_000n

const balanceStatement = `select a.id::text as id, d.key, a.book, a.unit, a.is_debit_normal, d.subject, d.outlet, d.title,
    a.min_balance::text as min, a.max_balance::text as max, a.is_closed, a.debits_pending::text as dp,
    a.debits_posted::text as d, a.credits_pending::text as cp, a.credits_posted::text as c, a.frozen::text as frozen,
    case when a.is_debit_normal then ledger_credit_room(a) else ledger_debit_room(a) end::text as room
  from ledger_account a join ledger_account_detail d on d.id = a.id
  where a.id in (select id from ledger_account_detail where key = any($1::text[]) union all select unnest($2::bigint[]))`

/** Balances in the order asked. Asking for an account that does not exist is a bug of the caller. */
export async function balances(q: Queryable, accounts: readonly AccountRef[]): Promise<AccountBalance[]> {
  const keys = accounts.filter((ref) => typeof ref === "string")
  const ids = accounts.filter((ref) => typeof ref === "bigint")
  const { rows } = await q.query({
    name: "ledger_balances",
    text: balanceStatement,
    values: [texts(keys), bigints(ids)],
  })
  const found = new Map<AccountRef, AccountBalance>()
  for (const row of rows) {
    const balance = balanceOf(row)
    found.set(balance.key, balance)
    found.set(balance.id, balance)
  }
  return accounts.map((ref) => {
    const balance = found.get(ref)
    if (!balance) throw new Error(`Account ${ref} does not exist`)
    return balance
  })
}

function balanceOf(row: Record<string, string> & { book: unknown }): AccountBalance {
  const isDebit = Boolean(row.is_debit_normal)
  const debitsPosted = BigInt(row.d!)
  const creditsPosted = BigInt(row.c!)
  const room = row.room === null ? null : BigInt(row.room!)
  const frozen = BigInt(row.frozen!)
  return {
    id: BigInt(row.id!) as AccountId,
    key: row.key!,
    book: Number(row.book),
    unit: Number(row.unit),
    side: isDebit ? "debit" : "credit",
    subject: row.subject!,
    outlet: row.outlet!,
    title: row.title!,
    min: row.min === null ? null : BigInt(row.min!),
    max: row.max === null ? null : BigInt(row.max!),
    closed: Boolean(row.is_closed),
    debitsPending: BigInt(row.dp!),
    debitsPosted,
    creditsPending: BigInt(row.cp!),
    creditsPosted,
    balance: isDebit ? debitsPosted - creditsPosted : creditsPosted - debitsPosted,
    available: room === null ? null : room < 0n ? 0n : room,
    frozen: frozen >= frozenAll ? "all" : frozen,
  }
}

/** A point of an account's history from which its counters are known. */
interface Anchor {
  id: AccountId
  book: number
  side: Side
  debits: bigint
  credits: bigint
  seq: bigint
}

function anchorOf(row: Record<string, string> & { book: unknown }): Anchor {
  return {
    id: BigInt(row.id!) as AccountId,
    book: Number(row.book),
    side: row.is_debit_normal ? "debit" : "credit",
    debits: BigInt(row.debits!),
    credits: BigInt(row.credits!),
    seq: BigInt(row.seq!),
  }
}

const fields = `a.id::text as id, a.book, a.is_debit_normal`
const newest = `select ${fields}, a.debits_posted::text as debits, a.credits_posted::text as credits,
  a.last_seq::text as seq from ledger_account a where a.id = $1::bigint`

async function anchor(q: Queryable, text: string, values: unknown[]): Promise<Anchor | undefined> {
  const { rows } = await q.query({ text, values })
  return rows[0] && anchorOf(rows[0])
}

async function needAnchor(q: Queryable, account: AccountRef): Promise<Anchor> {
  const id = await accountId(q, account)
  const found = id === null ? undefined : await anchor(q, newest, [id.toString()])
  if (!found) throw new Error(`Account ${account} does not exist`)
  return found
}

/** The earliest known point at or after a sequence number: the close of that day, else the present. */
async function anchorAfter(q: Queryable, present: Anchor, seq: bigint): Promise<Anchor> {
  const day = await anchor(
    q,
    `select ${fields}, s.debits_posted::text as debits, s.credits_posted::text as credits, s.last_seq::text as seq
      from ledger_block b join ledger_day_account s on s.account_id = $1::bigint
        and s.accounting_date >= b.accounting_date join ledger_account a on a.id = s.account_id
      where b.book = $2 and b.number = (select min(number) from ledger_block where book = $2 and last_seq >= $3::bigint)
      order by s.accounting_date limit 1`,
    [present.id.toString(), present.book, seq.toString()],
  )
  return day ?? present
}

function asOf(from: Anchor): AsOfBalance {
  return {
    debitsPosted: from.debits,
    creditsPosted: from.credits,
    balance: from.side === "debit" ? from.debits - from.credits : from.credits - from.debits,
    seq: from.seq,
  }
}

/** The counters as they stood after the last transfer at or below seq. */
async function stepBack(q: Queryable, from: Anchor, seq: bigint): Promise<Anchor> {
  if (from.seq <= seq) return from
  const { rows } = await q.query({
    text: `select o_debits::text as debits, o_credits::text as credits, o_seq::text as seq
      from ledger_walk_sum($1::bigint, $2::smallint, $3::bigint, $4::bigint)`,
    values: [from.id.toString(), from.book, from.seq.toString(), seq.toString()],
  })
  const debits = from.debits - BigInt(rows[0].debits)
  const credits = from.credits - BigInt(rows[0].credits)
  return { ...from, debits, credits, seq: BigInt(rows[0].seq) }
}

export type When = { date: DateText } | { moment: Date } | { seq: bigint }

/** The posted balance at the end of an accounting date, at a clock moment, or right after a sequence number. */
export async function balanceAsOf(q: Queryable, account: AccountRef, when: When): Promise<AsOfBalance> {
  const present = await needAnchor(q, account)
  if ("date" in when) return asOf(await anchorOfDate(q, present, when.date))
  const seq = "seq" in when ? when.seq : await seqAt(q, present.book, when.moment)
  return asOf(await stepBack(q, await anchorAfter(q, present, seq), seq))
}

async function anchorOfDate(q: Queryable, present: Anchor, date: DateText): Promise<Anchor> {
  const { rows } = await q.query({
    text: "select $2::date >= open_date as is_open from ledger_book where id = $1",
    values: [present.book, date],
  })
  if (rows[0].is_open) return present
  const day = await anchor(
    q,
    `select ${fields}, s.debits_posted::text as debits, s.credits_posted::text as credits, s.last_seq::text as seq
      from ledger_day_account s join ledger_account a on a.id = s.account_id
      where s.account_id = $1::bigint and s.accounting_date <= $2::date order by s.accounting_date desc limit 1`,
    [present.id.toString(), date],
  )
  return day ?? { ...present, debits: 0n, credits: 0n, seq: 0n }
}

async function seqAt(q: Queryable, book: number, moment: Date): Promise<bigint> {
  const { rows } = await q.query({
    text: "select ledger_seq_at($1::smallint, $2::timestamptz)::text as seq",
    values: [book, moment],
  })
  return BigInt(rows[0].seq)
}

const lineStatement = `select seq::text as seq, id::text as id, posting_id::text as posting_id, flags, is_debit,
    amount::text as amount, counter_key, code, title_zh, title_en, reference, memo, actor,
    accounting_date::text as accounting_date, posted_at
  from ledger_lines($1::bigint, $2::smallint, $3::bigint, $4::int)`

/** The newest lines first; give the seq of the last line seen to read on. */
export async function lines(
  q: Queryable,
  account: AccountRef,
  page: { beforeSeq?: bigint; limit: number },
): Promise<Line[]> {
  let from = await needAnchor(q, account)
  if (page.beforeSeq !== undefined) {
    const seq = page.beforeSeq - 1n
    from = await stepBack(q, await anchorAfter(q, from, seq), seq)
  }
  const { rows } = await q.query({
    name: "ledger_lines",
    text: lineStatement,
    values: [from.id.toString(), from.book, from.seq.toString(), page.limit],
  })
  let balance = asOf(from).balance
  return rows.map((row) => {
    const line = lineOf(row, balance)
    if (line.kind === "post" || line.kind === "settle") {
      balance += line.entry === from.side ? -line.amount : line.amount
    }
    return line
  })
}

// The row's shape is the statement above.
// oxlint-disable-next-line typescript/no-explicit-any
function lineOf(row: any, balanceAfter: bigint): Line {
  return {
    seq: BigInt(row.seq),
    transferId: row.id,
    postingId: row.posting_id,
    kind: kindOf(row.flags),
    reversal: reversalOf(row.flags),
    entry: row.is_debit ? "debit" : "credit",
    amount: BigInt(row.amount),
    counterKey: row.counter_key,
    code: row.code,
    codeZh: row.title_zh ?? "",
    codeEn: row.title_en ?? "",
    reference: row.reference,
    memo: row.memo,
    actor: row.actor,
    accountingDate: row.accounting_date,
    postedAt: row.posted_at,
    balanceAfter,
  }
}
