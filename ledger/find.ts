// Finding accounts and postings for people who look, not for posting: by part of a key or title, subject, outlet.
import { legId } from "./id.ts"
import type { AccountHead, DateText, Queryable, ReversalKind, Side } from "./types.ts"

export interface FoundAccount extends AccountHead {
  side: Side
  subject: string
  outlet: string
  title: string
  closed: boolean
  balance: bigint
}

export interface AccountQuery {
  text?: string
  subject?: string
  outlets?: readonly string[] | null
  book?: number
  /** Key of the last account of the page before. */
  afterKey?: string
  limit: number
}

const balanceSql = `case when a.is_debit_normal then a.debits_posted - a.credits_posted else a.credits_posted - a.debits_posted end`

export async function findAccounts(q: Queryable, query: AccountQuery): Promise<FoundAccount[]> {
  const text = query.text ? `%${query.text.replace(/[\\%_]/g, "\\$&")}%` : null
  const { rows } = await q.query({
    text: `select d.id, d.key, d.subject, d.outlet, d.title, a.book, a.unit, a.is_debit_normal, a.is_closed, ${balanceSql} as balance
      from ledger_account_detail d join ledger_account a on a.id = d.id
      where ($1::text is null or d.key like $1 or d.title like $1)
        and ($2::text is null or d.subject = $2 or d.subject like $2 || '.%')
        and ($3::text[] is null or d.outlet = any($3))
        and ($4::smallint is null or a.book = $4)
        and ($5::text is null or d.key > $5)
      order by d.key limit $6`,
    values: [
      text,
      query.subject ?? null,
      query.outlets ?? null,
      query.book ?? null,
      query.afterKey ?? null,
      query.limit,
    ],
  })
  return rows.map((row) => ({
    id: row.id,
    key: row.key,
    book: row.book,
    unit: row.unit,
    side: row.is_debit_normal ? "debit" : "credit",
    subject: row.subject,
    outlet: row.outlet,
    title: row.title,
    closed: row.is_closed,
    balance: row.balance,
  }))
}

export interface PostingLine {
  seq: bigint
  transferId: string
  debitKey: string
  debitTitle: string
  creditKey: string
  creditTitle: string
  debitSubject: string
  creditSubject: string
  debitOutlet: string
  creditOutlet: string
  unit: number
  amount: bigint
  code: number
  codeZh: string
  codeEn: string
}

export interface FoundPosting {
  id: string
  template: number
  reference: string | null
  memo: string | null
  approvalId: string | null
  actor: string
  accountingDate: DateText
  postedAt: Date
  reversalOf: string | null
  reversalKind: ReversalKind | null
  reversedBy: string | null
  lines: PostingLine[]
}

export const lineSql = `select t.seq, t.id, t.amount, t.code, t.unit, t.posting_id, t.accounting_date, t.posted_at,
    dd.key as debit_key, dd.title as debit_title, dd.subject as debit_subject, dd.outlet as debit_outlet,
    cd.key as credit_key, cd.title as credit_title, cd.subject as credit_subject, cd.outlet as credit_outlet,
    c.title_zh as code_zh, c.title_en as code_en
  from ledger_transfer t
  join ledger_account_detail dd on dd.id = t.debit_id join ledger_account_detail cd on cd.id = t.credit_id
  left join ledger_code c on c.code = t.code`

/** One posting with all its lines, or undefined. */
export async function readPosting(q: Queryable, id: string): Promise<FoundPosting | undefined> {
  const heads = await q.query({
    text: `select p.*, r.id as reversed_by from ledger_posting p left join ledger_posting r on r.reversal_of = p.id where p.id = $1`,
    values: [id],
  })
  const head = heads.rows[0]
  if (!head) return undefined
  // The legs' ids follow from the posting's, so no index on the posting is needed.
  const legs = Array.from({ length: head.legs }, (_, at) => legId(id, at))
  const { rows } = await q.query({ text: `${lineSql} where t.id = any($1::uuid[]) order by t.seq`, values: [legs] })
  const first = rows[0]
  if (!first) return undefined
  return {
    id: head.id,
    template: head.template,
    reference: head.reference,
    memo: head.memo,
    approvalId: head.approval_id,
    actor: head.actor,
    accountingDate: first.accounting_date,
    postedAt: first.posted_at,
    reversalOf: head.reversal_of,
    reversalKind: head.reversal_kind === null ? null : head.reversal_kind === 1 ? "wipe" : "reverse",
    reversedBy: head.reversed_by,
    lines: rows.map(lineOf),
  }
}

/** Ids of the newest postings of a business document. */
export async function postingsOf(q: Queryable, reference: string, limit: number): Promise<string[]> {
  const { rows } = await q.query({
    text: `select id from ledger_posting where reference = $1 order by id desc limit $2`,
    values: [reference, limit],
  })
  return rows.map((row) => row.id)
}

const recentTransfers = 200_000

export interface FoundTransfer {
  postingId: string
  amount: bigint
  unit: number
  reference: string | null
  codeZh: string
  accountingDate: DateText
}

/** Postings among the book's newest transfers with a leg of exactly this amount, newest first. */
export async function findByAmount(
  q: Queryable,
  query: { amount: bigint; outlets: readonly string[] | null; limit: number },
): Promise<FoundTransfer[]> {
  const { rows } = await q.query({
    text: `select t.posting_id, t.amount, t.unit, p.reference, c.title_zh, t.accounting_date
      from ledger_transfer t join ledger_posting p on p.id = t.posting_id left join ledger_code c on c.code = t.code
      where t.seq > (select max(seq) from ledger_transfer) - $2 and t.amount = $1
        and ($3::text[] is null or exists (
          select from ledger_account_detail d where d.id in (t.debit_id, t.credit_id) and d.outlet = any($3)))
      order by t.seq desc limit $4`,
    values: [query.amount, recentTransfers, query.outlets, query.limit],
  })
  return rows.map((row) => ({
    postingId: row.posting_id,
    amount: row.amount,
    unit: row.unit,
    reference: row.reference,
    codeZh: row.title_zh ?? "",
    accountingDate: row.accounting_date,
  }))
}

// oxlint-disable-next-line typescript/no-explicit-any
export function lineOf(row: any): PostingLine {
  return {
    seq: row.seq,
    transferId: row.id,
    debitKey: row.debit_key,
    debitTitle: row.debit_title,
    debitSubject: row.debit_subject,
    debitOutlet: row.debit_outlet,
    creditOutlet: row.credit_outlet,
    creditKey: row.credit_key,
    creditTitle: row.credit_title,
    creditSubject: row.credit_subject,
    unit: row.unit,
    amount: row.amount,
    code: row.code,
    codeZh: row.code_zh ?? String(row.code),
    codeEn: row.code_en ?? String(row.code),
  }
}
