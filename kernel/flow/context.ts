// What every use case is handed: who acts, in which branch, at what time, with which doors open.
// A Ctx only reads; a FlowCtx exists inside one transaction and may write, post, record and tell.
import type { Posting, Queryable } from "#ledger"
import type { Db, DbTransaction } from "#kernel/db"
import type { Outcome } from "#kernel/refusal"
import type { House } from "#kernel/scene"

export type ActorKind = "staff" | "portal" | "citizen" | "partner" | "system"

export interface Actor {
  kind: ActorKind
  /** Staff id, portal user id, partner code or "system". */
  id: string
  name: string
  /** The human being behind the account: two accounts of one person count as one in maker-checker. */
  personId: string
  roles: readonly string[]
  permissions: ReadonlySet<string>
  /** Home outlet; null for people of the branch office and for outsiders. */
  outlet: string | null
  /** Outlets whose customers and contracts the actor may see. */
  scope: readonly string[] | "all"
  /** The firm or person a portal or citizen sign-in stands for. */
  partyId?: string
}

export interface Clock {
  now(): Date
}

export interface Branch {
  code: string
  nameZh: string
  nameEn: string
}

/** Doors to the world outside, swapped in tests and per installation. */
export interface Services {
  /** Base URL of a partner such as "reserve-centre", or undefined when none is connected. */
  partnerUrl(partner: string): string | undefined
  /** Numbers and keys under which that partner knows this branch, or undefined when none are given. */
  partnerKeys(partner: string): Record<string, string> | undefined
  /** Sends one text message; the default writes it to the console. */
  sendSms(message: { to: string; text: string }): Promise<void>
  /** Address under which people outside reach the pages, without a slash at its end; printed on papers. */
  publicUrl: string
  /** Folder for uploaded and printed files. */
  filesFolder: string
  /** Key for field encryption and verification codes (32 bytes). */
  secret: Buffer
}

export interface Ctx {
  readonly branch: Branch
  readonly actor: Actor
  readonly requestId: string
  readonly ip: string | null
  readonly lang: "zh" | "en"
  readonly db: Db
  readonly clock: Clock
  readonly house: House
  readonly services: Services
  /** Client's key for this write; a repeat answers with the first result and moves nothing. */
  readonly idempotencyKey?: string
  /** Do everything, then undo it: the answer shows what would happen. */
  readonly dryRun?: boolean
}

export interface AuditNote {
  /** What was done, e.g. "emission-loan.approve"; the flow's name unless given. */
  action?: string
  /** Kind and id of the thing it was done to. */
  object: string
  objectId: string
  before?: unknown
  after?: unknown
}

export interface EventNote {
  /** e.g. "emission-loan.disbursed" */
  type: string
  subject: string
  data: Record<string, unknown>
}

export interface FlowCtx extends Ctx {
  readonly db: DbTransaction
  /** The connection pool, for the rare record that must survive a rollback (a denied try). */
  readonly outside: Db
  /** The same transaction for the ledger's functions. */
  readonly ledger: Queryable
  /** The open accounting date (会计日期), "YYYY-MM-DD". */
  readonly today: string
  /** Posts all or nothing, as the last word of the flow: the book is locked from here to the commit. */
  post(postings: Posting[]): Promise<Outcome<void>>
  /** Posts the opposite of a posting: a wipe (抹账) while its day is open, else a reversal (冲正). */
  reverse(postingId: string, paper: { reason: string; approvalId?: string }): Promise<Outcome<void>>
  /** One audit entry; a flow that notes none gets one with its input's summary. */
  note(entry: AuditNote): void
  /** Leaves with the commit: other scenes, webhooks and open pages hear of it. */
  emit(event: EventNote): void
}
