// The contract of a feature: everything the apps load from a kernel part, a product or a scene. Types only.
// A scene's scene.ts exports one of these; whatever it lists is wired by assembleHouse and nowhere else.
import type { z } from "zod"
import type { Posting, TemplateHead, UnitSpec } from "#ledger"
import type { Ctx, FlowCtx } from "#kernel/flow"
import type { Endpoint } from "../http/contract.ts"
import type { Outcome } from "#kernel/refusal"

export interface Bilingual {
  zh: string
  en: string
}

export interface Permission extends Bilingual {
  /** e.g. "emission-loan.apply" */
  code: string
  /** Role codes of kernel/access/roles.ts. */
  roles: readonly string[]
}

/** Hands a feature's endpoints to the server: contract and handler side by side. */
export type RouteModule = (routes: Routes) => void

export interface Routes {
  /** A JSON endpoint. The permission is checked before the handler; a flow checks its own again. */
  on<P, Q, B, R>(
    endpoint: Endpoint<P, Q, B, R>,
    permission: string | null,
    handler: (ctx: Ctx, input: { params: P; query: Q; body: B }) => Promise<Outcome<NoInfer<R>>>,
  ): void
  /** An endpoint that answers with a file. */
  download<P, Q>(
    endpoint: Endpoint<P, Q, undefined, void>,
    permission: string | null,
    handler: (ctx: Ctx, input: { params: P; query: Q }) => Promise<Outcome<FileAnswer>>,
  ): void
  /** An endpoint that receives one uploaded file (multipart) and plain fields beside it. */
  upload<P, Q, R>(
    endpoint: Endpoint<P, Q, undefined, R>,
    permission: string | null,
    handler: (
      ctx: Ctx,
      input: { params: P; query: Q; file: UploadedFile; fields: Record<string, string> },
    ) => Promise<Outcome<NoInfer<R>>>,
  ): void
}

export interface FileAnswer {
  name: string
  mediaType: string
  content: Buffer
}

export interface UploadedFile {
  name: string
  mediaType: string
  content: Buffer
}

/** What happens when people have decided on something another person prepared. */
export interface ApprovalKind<C = unknown> extends Bilingual {
  kind: string
  /** Shape of the content that is hashed, shown to the checker and handed to the effect. */
  content: z.ZodType<C>
  /** The signatures needed, one after the other: each level names the roles that may give it. */
  levels(ctx: FlowCtx, content: C): Promise<readonly (readonly string[])[]>
  /** Page of the thing, for the link in the inbox, e.g. "/emission-loan/:id". */
  page: string
  /** Runs in the transaction of the last signature. */
  approved(ctx: FlowCtx, request: { objectId: string; content: C; approvalId: string }): Promise<Outcome<void>>
  /** Runs when a checker sends it back or refuses it. */
  declined?(
    ctx: FlowCtx,
    request: { objectId: string; content: C; decision: "returned" | "rejected"; reason: string },
  ): Promise<Outcome<void>>
}

export interface Progress {
  /** done of total, with a short word on what is going on. */
  (done: number, total: number, text?: string): Promise<void>
}

export interface JobHandler<I = unknown> extends Bilingual {
  kind: string
  input: z.ZodType<I>
  /** The result is kept with the job and shown on its page. Must be safe to run again after a crash. */
  run(ctx: Ctx, input: I, progress: Progress): Promise<Record<string, unknown>>
}

/** One step of closing the day. Steps run in order; each must be harmless when run twice for the same day. */
export interface DayEndStep extends Bilingual {
  name: string
  /** Place in the day: accrue → due → overdue → fees → revalue (ledger close follows). */
  phase: "accrue" | "due" | "overdue" | "fees" | "revalue"
  run(ctx: Ctx, day: string, progress: Progress): Promise<DayEndResult>
}

export interface DayEndResult {
  done: number
  /** Contracts that failed: listed with the reason, blocking nobody. */
  failed: { object: string; objectId: string; reason: string }[]
}

export interface SearchHit {
  kind: string
  title: string
  detail: string
  page: string
}

export interface SearchProvider extends Bilingual {
  kind: string
  permission: string
  find(ctx: Ctx, text: string, limit: number): Promise<SearchHit[]>
}

/** A printed paper: its data is loaded by the scene, its look comes from kernel/document. */
export interface PrintKind extends Bilingual {
  kind: string
  permission: string
  /** Content in pdfmake's terms, made with the helpers of kernel/document. */
  render(ctx: Ctx, objectId: string): Promise<Outcome<PrintContent>>
}

export interface PrintContent {
  title: string
  /** Number shown on the paper, e.g. the contract number. */
  number: string
  body: unknown[]
  /** Draws a box for the seal and the signatures of these parties. */
  signatures?: string[]
}

export interface FileKind extends Bilingual {
  kind: string
  /** The bank's own working paper: no customer sees it. */
  isInternal?: boolean
}

/** A thing that files are attached to, as a case or a customer; kernel/document keeps, lists and hands them out. */
export interface FileOwner {
  /** Stored with every file, e.g. "emission-case". */
  owner: string
  /** Permissions of which one is enough. */
  read: readonly string[]
  add: readonly string[]
  kinds: readonly FileKind[]
  /** Refuses what is not there or is not this actor's to see. */
  find(ctx: Ctx, id: string): Promise<Outcome<unknown>>
}

/** A dated parameter with the document it comes from; changed on a page by two people. */
export interface ParameterSpec extends Bilingual {
  key: string
  /** Shape of the value; decides how the page shows it. */
  schema: z.ZodType
  unit?: Bilingual
  values: ParameterValue[]
}

export interface ParameterValue {
  from: string
  value: unknown
  /** e.g. "湘政办发〔2022〕23号, 2022-05-11" */
  source: string
  /** fact: read in its document; unverified: named, text not re-read; assumption: our own choice. */
  certainty: "fact" | "unverified" | "assumption"
}

/** A decision table as data, in the JSON of the decision engine, with rows that must keep giving these answers. */
export interface DecisionSpec extends Bilingual {
  key: string
  from: string
  source: string
  certainty: ParameterValue["certainty"]
  table: DecisionTable
  /** What coded values are called, by field and value: people read "足额抵押", not full_mortgage. */
  words?: Record<string, Record<string, Bilingual>>
  samples: { input: Record<string, unknown>; output: Record<string, unknown> }[]
}

export interface DecisionTable {
  hitPolicy: "first" | "collect"
  inputs: { field: string; zh: string; en: string }[]
  outputs: { field: string; zh: string; en: string }[]
  /** One cell per input then output, in the engine's expression language; "" means any. */
  rows: string[][]
}

export interface ImportColumn extends Bilingual {
  key: string
  required: boolean
  example: string
}

/** An Excel import: template, check of each row without side effects, then the writing of rows found good. */
export interface ImportKind<R = unknown> extends Bilingual {
  kind: string
  permission: string
  columns: ImportColumn[]
  row: z.ZodType<R>
  /** What shape cannot tell: duplicates, unknown parties, quantities. Returns refusals by row number. */
  check(ctx: Ctx, rows: { number: number; value: R }[]): Promise<Map<number, RowFault[]>>
  /** Writes the rows; what undoing needs to know is returned beside their number. */
  write(ctx: FlowCtx, rows: { number: number; value: R }[]): Promise<Outcome<Written>>
  /** Takes a written batch back, whole; refuses with the reason when something of it is in use by now. */
  undo(ctx: FlowCtx, trace: unknown): Promise<Outcome<void>>
}

export interface Written {
  written: number
  /** JSON kept with the batch and handed to undo, e.g. the ids of what was made. */
  trace: unknown
}

export interface RowFault {
  column: string
  zh: string
  en: string
}

/** One confirmed payment, as the thing paid for sees it. */
export interface ReceivedPayment {
  orderNo: string
  /** The thing paid for, as the order named it. */
  ownerId: string
  merchantId: string
  /** Ledger key of the account in which the amount waits: the owner's postings take it from there. */
  waitingKey: string
  amountFen: bigint
  channel: string
  channelTradeNo: string
  payerName: string | null
  payerPartyId: string | null
  /** The channel's own success time. */
  paidAt: Date
}

/** A thing people pay for through acquiring (收单), such as a bill or a course order. */
export interface PayableKind extends Bilingual {
  kind: string
  /**
   * Runs in the transaction that books the payment; answers with the postings it calls for. Those that take the amount from
   * the waiting account move it on, whole; without such it is settled to the merchant. A refusal (paid meanwhile, cancelled)
   * leaves it waiting and asks for its return.
   */
  paid(ctx: FlowCtx, payment: ReceivedPayment): Promise<Outcome<Posting[]>>
}

export interface HouseEvent {
  id: string
  type: string
  subject: string
  data: Record<string, unknown>
}

/** What runs beside the server while it listens: a broker for devices, a worker that gathers. Never in tests or commands. */
export interface BesideService extends Bilingual {
  name: string
  /** One that cannot start says so in one sentence to `log`; the server goes on without it. */
  start(system: () => Ctx, log: (text: string) => void): Promise<{ stop(): Promise<void> }>
}

export interface Feature {
  /** e.g. "kernel/party", "products/loan", "scenes/emission-loan" */
  name: string
  title?: Bilingual
  permissions?: Permission[]
  units?: UnitSpec[]
  templates?: TemplateHead[]
  routes?: RouteModule
  approvals?: ApprovalKind<never>[]
  jobs?: JobHandler<never>[]
  /** Cron expressions in Asia/Shanghai. */
  schedules?: { kind: string; cron: string; input: Record<string, unknown> }[]
  dayEnd?: DayEndStep[]
  search?: SearchProvider[]
  prints?: PrintKind[]
  fileOwners?: FileOwner[]
  imports?: ImportKind<never>[]
  payables?: PayableKind[]
  beside?: BesideService[]
  parameters?: ParameterSpec[]
  decisions?: DecisionSpec[]
  /**
   * Work that waits on the world outside (a channel's news, a refund to send): called every second and after each write;
   * answers with how much was done. One thing that fails must not hold up the others.
   */
  tend?: (ctx: Ctx) => Promise<number>
  /** After commit, at least once per event: must be harmless when repeated. */
  on?: Record<string, (ctx: Ctx, event: HouseEvent) => Promise<void>>
  /** Fictional demo data made through the feature's own flows. */
  seed?(demo: Demo): Promise<void>
}

export type Scene = Feature

/** What a seed gets: contexts of the demo's people and a way to leave things for later seeds. */
export interface Demo {
  /** Context acting as the demo staff member with this role at this outlet. */
  as(role: string, outlet?: string): Ctx
  system: Ctx
  /** Context of the portal user with this post at this firm, school or office. */
  portal(partyId: string, role?: string): Promise<Ctx>
  /** Context of a signed-in person. */
  citizen(partyId: string): Promise<Ctx>
  /** Every signature an open request still needs, each by the person of its post; the sub-branch's head at this outlet. */
  approve(approvalId: string, outlet?: string): Promise<void>
  /** The demo's accounting date; it starts some months back, so that there is a history to look at. */
  today(): string
  /** Closes day after day, by the real day end, until this date is open. */
  advanceTo(date: string): Promise<void>
  /** Work for a day to come, done by whoever walks the demo to it: stories of several scenes run side by side. */
  plan(date: string, work: () => Promise<void>): void
  /** Sends what waits and runs waiting jobs, as the server does between requests. */
  settle(): Promise<void>
  log(text: string): void
  shared: Map<string, unknown>
}

/** One of the demo's fictional families, left under "families" of `shared`: a parent with a phone and a child. */
export interface DemoFamily {
  guardianId: string
  guardianName: string
  phone: string
  childId: string
  childName: string
  birthDate: string
  outlet: string
}
