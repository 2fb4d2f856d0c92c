// From postings to the arrays of one ledger_post() call, and the call itself. A batch belongs to one book.
import { bigints, instants, ints, smallints, texts, uuids } from "./encode.ts"
import { legId } from "./id.ts"
import { resultCode, type ResultCode } from "./refusals.ts"
import type { Leg, Posting, Queryable, ReversalKind, Transfer } from "./types.ts"

const flag = { linked: 1, hold: 2, settle: 4, release: 8, expired: 16, wipe: 32, reverse: 64 } as const
const kindFlag: Record<Leg["kind"], number> = { post: 0, hold: flag.hold, settle: flag.settle, release: flag.release }
const reversalFlag: Record<ReversalKind, number> = { wipe: flag.wipe, reverse: flag.reverse }

/** How a leg's flags read in a history. */
export function kindOf(flags: number): Leg["kind"] | "expire" {
  if (flags & flag.expired) return "expire"
  if (flags & flag.hold) return "hold"
  if (flags & flag.settle) return "settle"
  return flags & flag.release ? "release" : "post"
}

export function reversalOf(flags: number): ReversalKind | null {
  if (flags & flag.wipe) return "wipe"
  return flags & flag.reverse ? "reverse" : null
}

/** A leg whose accounts are known. Places are the caller's: which posting, which leg of it. */
export interface ResolvedLeg {
  posting: number
  leg: number
  id: string
  debit: bigint
  credit: bigint
  amount: bigint
  code: number
  kind: Leg["kind"]
  isExpiry?: boolean
  pending: string | null
  expiresAt: Date | null
  /** null for a transfer without paper. */
  paper: Posting | null
  actor: string
}

export interface BatchOptions {
  book: number
  accountingDate?: string
  at?: Date
  /** All or nothing over the whole batch; else over each posting. */
  isWhole: boolean
  /** false when the paper of these legs was written with another book's legs. */
  isPaperWritten?: boolean
}

export interface BatchAnswer {
  /** null = all posted. */
  codes: ResultCode[] | null
  seqs: bigint[]
}

const statement = `select o_base::text as base, o_codes as codes from ledger_post(
  $1::smallint, $2::date, $3::timestamptz, $4::boolean,
  $5::uuid[], $6::bigint[], $7::bigint[], $8::bigint[], $9::int[],
  $10::smallint[], $11::uuid[], $12::timestamptz[], $13::uuid[],
  $14::uuid[], $15::int[], $16::smallint[], $17::text[], $18::text[], $19::text[],
  $20::text[], $21::text[], $22::uuid[], $23::smallint[], $24::boolean)`

export async function postBatch(
  q: Queryable,
  legs: readonly ResolvedLeg[],
  options: BatchOptions,
): Promise<BatchAnswer> {
  const { rows } = await q.query({ name: "ledger_post", text: statement, values: batchValues(legs, options) })
  const base = BigInt(rows[0].base)
  const numbers: number[] | null = rows[0].codes
  if (numbers === null) return { codes: null, seqs: legs.map((_, index) => base + BigInt(index + 1)) }
  let accepted = 0n
  return {
    codes: numbers.map(resultCode),
    seqs: numbers.map((number) => (number === 0 ? base + (accepted += 1n) : 0n)),
  }
}

function batchValues(legs: readonly ResolvedLeg[], options: BatchOptions): unknown[] {
  const papers: ResolvedLeg[] = []
  const flags: number[] = []
  let hasFlags = false
  let hasEnds = false
  legs.forEach((one, index) => {
    const isLinked = one.paper !== null && legs[index + 1]?.paper === one.paper
    if (one.paper && one.paper !== legs[index - 1]?.paper) papers.push(one)
    const value = flagsOf(one) + (isLinked ? flag.linked : 0)
    hasFlags ||= value !== 0
    hasEnds ||= one.pending !== null || one.expiresAt !== null
    flags.push(value)
  })
  const paper = <T>(value: (posting: Posting) => T) => papers.map((one) => value(one.paper!))
  return [
    options.book,
    options.accountingDate ?? null,
    options.at ?? null,
    options.isWhole,
    uuids(legs.map((one) => one.id)),
    bigints(legs.map((one) => one.debit)),
    bigints(legs.map((one) => one.credit)),
    bigints(legs.map((one) => one.amount)),
    ints(legs.map((one) => one.code)),
    hasFlags ? smallints(flags) : null,
    hasEnds ? uuids(legs.map((one) => one.pending)) : null,
    hasEnds ? instants(legs.map((one) => one.expiresAt)) : null,
    papers.length > 0 ? uuids(legs.map((one) => one.paper?.id ?? null)) : null,
    uuids(paper((one) => one.id)),
    ints(paper((one) => one.template)),
    smallints(paper((one) => one.legs.length)),
    texts(papers.map((one) => one.actor)),
    texts(paper((one) => one.reference ?? null)),
    texts(paper((one) => one.memo ?? null)),
    texts(paper((one) => one.approvalId ?? null)),
    texts(paper((one) => (one.meta ? JSON.stringify(one.meta) : null))),
    uuids(paper((one) => one.reversalOf ?? null)),
    smallints(paper((one) => (one.reversalKind ? reversalFlag[one.reversalKind] : null))),
    options.isPaperWritten !== true,
  ]
}

function flagsOf(one: ResolvedLeg): number {
  const reversal = one.paper?.reversalKind ? reversalFlag[one.paper.reversalKind] : 0
  return kindFlag[one.kind] + (one.isExpiry ? flag.expired : 0) + reversal
}

/** The legs of a posting, once the caller has found their accounts. */
export function resolvedLeg(
  posting: Posting,
  places: { posting: number; leg: number },
  accounts: { debit: bigint; credit: bigint },
  actor: string,
): ResolvedLeg {
  const one = posting.legs[places.leg]!
  return {
    ...places,
    ...accounts,
    id: legId(posting.id, places.leg),
    amount: one.amount,
    code: one.code ?? posting.template,
    kind: one.kind,
    pending: one.holdId ?? null,
    expiresAt: one.expiresAt ?? null,
    paper: posting,
    actor,
  }
}

export function transferLeg(transfer: Transfer, posting: number, actor: string): ResolvedLeg {
  return {
    posting,
    leg: 0,
    id: transfer.id,
    debit: transfer.debit,
    credit: transfer.credit,
    amount: transfer.amount,
    code: transfer.code,
    kind: "post",
    pending: null,
    expiresAt: null,
    paper: null,
    actor,
  }
}
