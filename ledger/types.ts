// The words of the book: what callers hand in and what they get back. Types only, nothing runs here.
// Amounts are bigint minor units of the account's unit; ids are UUIDv7 strings made by the caller and kept for ever.
import type { ResultCode } from "./refusals.ts"

/** What the ledger needs of a connection or transaction. A pg Client, PoolClient or Pool fits as it is. */
export interface Queryable {
  // Rows come from the database untyped; each function of the ledger gives them their shape at once.
  // oxlint-disable-next-line typescript/no-explicit-any
  query(statement: { text: string; values?: unknown[]; name?: string }): Promise<{ rows: any[] }>
}

export type AccountId = bigint & { readonly __brand: "AccountId" }
/** An account by its natural key ("loan:HT2026-0001:principal") or by its id. */
export type AccountRef = string | AccountId
/** "debit" for assets and costs (资产, 费用), "credit" for liabilities, equity and income (负债, 权益, 收入). */
export type Side = "debit" | "credit"
/** "YYYY-MM-DD". */
export type DateText = string

export interface UnitSpec {
  /** Small stable number of the unit. */
  id: number
  /** "CNY", "KG", "HOUR". */
  code: string
  /** Decimal places of one minor unit: CNY 2, KG 3, pieces 0. */
  scale: number
  titleZh: string
  titleEn: string
}

export interface BookSpec {
  /** 1 = on balance (表内), 2 = memo (表外); scenes may add more. */
  id: number
  titleZh: string
  titleEn: string
  /** First accounting date of the book. */
  openDate: DateText
}

export interface AccountSpec {
  key: string
  book: number
  /** Unit id. */
  unit: number
  side: Side
  /** Accounting subject (科目), e.g. "1303.01". */
  subject: string
  /** Outlet (机构) that keeps the account. */
  outlet: string
  /** Lowest and highest balance allowed on the normal side; null or absent = none. */
  min?: bigint | null
  max?: bigint | null
  title?: string
}

export interface AccountHead {
  id: AccountId
  key: string
  book: number
  unit: number
}

export interface AccountBalance extends AccountHead {
  side: Side
  subject: string
  outlet: string
  title: string
  min: bigint | null
  max: bigint | null
  closed: boolean
  debitsPending: bigint
  debitsPosted: bigint
  creditsPending: bigint
  creditsPosted: bigint
  /** Posted balance on the normal side. */
  balance: bigint
  /** What may still be taken: balance − payment holds − freezes − min, never below zero; null = no lower bound. */
  available: bigint | null
  /** Sum asked for by legal freezes in force; "all" when the whole account is frozen. */
  frozen: bigint | "all"
}

/** One leg of a posting. Build with leg(), holdLeg(), settleLeg(), releaseLeg(). */
export interface Leg {
  kind: "post" | "hold" | "settle" | "release"
  debit?: AccountRef
  credit?: AccountRef
  /** For a settlement 0n means the whole hold. */
  amount: bigint
  /** Absent = the code of the template. */
  code?: number
  /** The leg that ends a hold names it. */
  holdId?: string
  expiresAt?: Date
}

export type ReversalKind = "wipe" | "reverse"

/** Legs that happen together or not at all, with the paper they come from. */
export interface Posting {
  id: string
  template: number
  legs: Leg[]
  /** Business document: contract, receipt, application number. */
  reference?: string
  /** 摘要. */
  memo?: string
  approvalId?: string
  meta?: Record<string, unknown>
  reversalOf?: string
  reversalKind?: ReversalKind
}

export interface PostOptions {
  /** Who posts: staff id, customer id or "system:<job>". */
  actor: string
  /** Absent = the open accounting date of the book. Any other date is refused. */
  accountingDate?: DateText
  /** Clock time of the posting; absent = the database's clock. */
  at?: Date
}

export interface Failure {
  code: Exclude<ResultCode, "ok">
  /** For the message: keys and amounts in minor units as strings. */
  facts: Record<string, string>
}

export interface PostFailure extends Failure {
  /** Index of the posting and of the leg that failed first. */
  posting: number
  leg: number
}

/** The answer of what changes an account or a freeze rather than posting. */
export type KeepingOutcome =
  | { ok: true; /** It stood so before. */ repeated: boolean }
  | { ok: false; failure: Failure }

export type PostOutcome =
  | {
      ok: true
      /** Of all legs in order. */ seqs: bigint[]
      /** Everything was posted before; nothing moved. */ repeated: boolean
    }
  | { ok: false; failure: PostFailure }

/** A single plain transfer without paper of its own, for bulk movers and the bench. */
export interface Transfer {
  id: string
  debit: AccountId
  credit: AccountId
  amount: bigint
  code: number
}

export interface BuildOptions {
  id: string
  reference?: string
  memo?: string
  approvalId?: string
  meta?: Record<string, unknown>
}

export interface TemplateHead {
  name: string
  code: number
  zh: string
  en: string
  approval: boolean
  /** Further codes its legs may carry. */
  legCodes: Record<number, { zh: string; en: string }>
}

export interface Template<P> extends TemplateHead {
  build(params: P, options: BuildOptions): Posting
}

export interface FreezeSpec {
  id: string
  account: AccountRef
  /** null = everything that is or comes there. */
  amount: bigint | null
  /** Document number and authority (文书号, 有权机关). */
  documentNumber: string
  authority: string
  fromOn: DateText
  /** Last day of force; null = until lifted. */
  untilOn: DateText | null
  actor: string
  at?: Date
}

export interface Freeze {
  id: string
  /** Place in the queue of this account, from 1. */
  place: number
  amount: bigint | null
  /** What of the present balance this freeze covers, earlier ones first. */
  covered: bigint
  /** inForce: fully covered; partly; waiting (轮候): earlier ones take everything. */
  state: "inForce" | "partly" | "waiting" | "lifted"
  documentNumber: string
  authority: string
  fromOn: DateText
  untilOn: DateText | null
  placedBy: string
  placedAt: Date
  liftedBy: string | null
  liftedAt: Date | null
  liftReason: string | null
}

/** One line of an account's history, newest first. */
export interface Line {
  seq: bigint
  transferId: string
  postingId: string | null
  kind: Leg["kind"] | "expire"
  /** wipe (抹账) or reverse (冲正) when this line takes an earlier one back. */
  reversal: ReversalKind | null
  entry: Side
  amount: bigint
  counterKey: string
  code: number
  codeZh: string
  codeEn: string
  reference: string | null
  memo: string | null
  actor: string | null
  accountingDate: DateText
  postedAt: Date
  /** Posted balance on the normal side after this line. */
  balanceAfter: bigint
}

export interface AsOfBalance {
  debitsPosted: bigint
  creditsPosted: bigint
  balance: bigint
  /** Sequence number of the last line counted; 0n = none. */
  seq: bigint
}

/** One row of the daily trial balance (日计表). Amounts on the debit or credit column by the accounts' normal side. */
export interface TrialBalanceRow {
  unit: number
  subject: string
  openingDebit: bigint
  openingCredit: bigint
  debitTurnover: bigint
  creditTurnover: bigint
  closingDebit: bigint
  closingCredit: bigint
}

export interface DayBlock {
  book: number
  number: number
  date: DateText
  firstSeq: bigint
  lastSeq: bigint
  transfers: bigint
  /** null until sealed. */
  hash: string | null
  previousHash: string | null
  /** "unit:count:amount" of the transfers inside, by unit; null until sealed. */
  sums: string | null
}

export interface ProofFailure {
  check: string
  book?: number
  account?: string
  detail: string
}

export interface ProofResult {
  ok: boolean
  books: number
  units: number
  accounts: number
  transfers: number
  blocks: number
  failures: ProofFailure[]
}
