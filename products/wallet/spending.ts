// Purchases as terminals tell of them, at once or days later: each line is stored once under (terminal, number), decided
// by the pure rules, and posted in one batch. Told again it answers the same and moves nothing.
import { createHmac, timingSafeEqual } from "node:crypto"
import type { Selectable } from "kysely"
import { newId, type Posting } from "#ledger"
import { dateOf, daysBetween } from "#kernel/calendar"
import type { Tables } from "#kernel/db"
import { stableJson, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { parameter } from "#kernel/rule-data"
import { moneyOf } from "./accounts.ts"
import { arrears, isPosted, type CardState, type DeclineReason, type SpendState, type WalletState } from "./model.ts"
import { giveBackLost, spend as spendPosting, takeBackSpend } from "./postings.ts"
import { refuse } from "./refusals.ts"
import {
  decideSpend,
  macLength,
  macText,
  takenFen,
  type CardFacts,
  type Decision,
  type Original,
  type Ranges,
  type SpendPlan,
  type ToldSpend,
  type UploadFacts,
  type WalletFacts,
} from "./rules.ts"
import { cashPurse, schemeById, terminalKey, type CardRow, type MerchantRow, type Scheme } from "./store.ts"

export interface UploadedSpend {
  seq: number
  kind: "spend" | "reverse"
  uid: string
  counter: number | null
  amountFen: bigint
  /** Instant with offset, exactly as it was signed. */
  at: string
  offline: boolean
  readFen?: bigint | null | undefined
  item?: string | undefined
  reverses?: number | null | undefined
  mac: string
}

export interface Upload {
  sn: string
  spends: readonly UploadedSpend[]
  /** The list of barred cards the terminal worked with. */
  blacklistVersion?: bigint | undefined
  /** How many it still keeps. */
  waiting?: number | undefined
}

export interface SpendAnswer {
  seq: number
  state: SpendState
  reason: DeclineReason | null
  /** Known before: nothing moved now. */
  duplicate: boolean
  leftFen: bigint | null
}

type SpendRow = Selectable<Tables["wallet_spend"]>

export async function takeSpends(ctx: FlowCtx, upload: Upload): Promise<Outcome<SpendAnswer[]>> {
  const place = await terminalOf(ctx, upload)
  if (!place.ok) return place
  const { merchant, scheme } = place.value
  const known = await knownLines(ctx, upload)
  const answers = new Map([...known].map(([seq, row]) => [seq, answerOf(row)]))
  const key = terminalKey(ctx.services.secret, upload.sn)
  const fresh = new Map<number, UploadedSpend>()
  for (const one of upload.spends) if (!known.has(one.seq) && !fresh.has(one.seq)) fresh.set(one.seq, one)
  const today = dateOf(ctx.clock.now())
  const lateDays = await parameter<number>(ctx, "wallet.late-upload-days", today)
  const told = [...fresh.values()]
    .toSorted((a, b) => a.seq - b.seq)
    .map((one) => toldOf(one, { sn: upload.sn, key, today, lateDays }))
  const { facts, cards } = await factsFor(ctx, { scheme, merchant, told, known })
  const decided = told.map((one) => ({ told: one, decision: decideSpend(facts, one), id: newId() }))
  const ids = new Map(decided.map((one) => [one.told.seq, one.id]))
  const written = decided.map((one) => lineFor(ctx, one, { upload, merchant, scheme, fresh, known, ids }))
  const postings = written.flatMap((one) => one.postings)
  // At most some hundred lines a statement: a parameter limit of the database, and a terminal may keep thousands.
  for (let at = 0; at < written.length; at += 500)
    await ctx.db
      .insertInto("wallet_spend")
      .values(written.slice(at, at + 500).map((one) => one.row))
      .execute()
  for (const [uid, card] of facts.cards) await saveCard(ctx, cards.get(uid)!, card)
  for (const { told: one, decision } of decided)
    answers.set(one.seq, {
      seq: one.seq,
      state: decision.state,
      reason: decision.reason,
      duplicate: false,
      leftFen: decision.leftFen,
    })
  if (decided.length > 0) note(ctx, upload, decided)
  const posted = await ctx.post(postings)
  return posted.ok ? ok(upload.spends.map((one) => answers.get(one.seq)!)) : posted
}

function note(ctx: FlowCtx, upload: Upload, decided: readonly { decision: Decision }[]): void {
  const count = (state: SpendState) => decided.filter((one) => one.decision.state === state).length
  const after = { posted: count("posted"), arrears: count("posted_arrears"), declined: count("declined") }
  ctx.note({
    action: "wallet.spends",
    object: "wallet-terminal",
    objectId: upload.sn,
    after: { ...after, rejected: count("rejected") },
  })
  const wallets = [...new Set(decided.flatMap((one) => one.decision.walletNo ?? []))]
  ctx.emit({ type: "wallet.spent", subject: upload.sn, data: { lines: decided.length, wallets: wallets.slice(0, 50) } })
}

async function terminalOf(ctx: FlowCtx, upload: Upload): Promise<Outcome<{ merchant: MerchantRow; scheme: Scheme }>> {
  const terminal = await ctx.db
    .selectFrom("wallet_terminal")
    .selectAll()
    .where("sn", "=", upload.sn)
    .where("state", "=", "open")
    .forUpdate()
    .executeTakeFirst()
  if (!terminal) return refuse["E-TERMINAL"]({ sn: upload.sn })
  const merchant = await ctx.db
    .selectFrom("wallet_merchant")
    .selectAll()
    .where("id", "=", terminal.merchant_id)
    .executeTakeFirstOrThrow()
  const lastSeq = upload.spends.reduce((max, one) => Math.max(max, one.seq), Number(terminal.last_seq))
  await ctx.db
    .updateTable("wallet_terminal")
    .set({
      last_seen_at: ctx.clock.now(),
      last_seq: BigInt(lastSeq),
      ...(upload.waiting === undefined ? {} : { waiting: upload.waiting }),
      ...(upload.blacklistVersion === undefined ? {} : { blacklist_version: upload.blacklistVersion }),
    })
    .where("sn", "=", upload.sn)
    .execute()
  return ok({ merchant, scheme: await schemeById(ctx, merchant.scheme_id) })
}

/** Lines of this terminal that this upload repeats or takes back. */
async function knownLines(ctx: FlowCtx, upload: Upload): Promise<Map<number, SpendRow>> {
  const seqs = upload.spends.flatMap((one) => (one.reverses ? [one.seq, one.reverses] : [one.seq]))
  if (seqs.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom("wallet_spend")
    .selectAll()
    .where("terminal_sn", "=", upload.sn)
    .where("terminal_seq", "in", seqs.map(BigInt))
    .execute()
  return new Map(rows.map((row) => [Number(row.terminal_seq), row]))
}

const answerOf = (row: SpendRow): SpendAnswer => ({
  seq: Number(row.terminal_seq),
  state: row.state as SpendState,
  reason: row.reason as DeclineReason | null,
  duplicate: true,
  leftFen: null,
})

export function macFor(key: string, one: Omit<UploadedSpend, "mac" | "offline">, sn: string): string {
  return createHmac("sha256", Buffer.from(key, "hex"))
    .update(macText({ ...one, sn }))
    .digest("hex")
    .slice(0, macLength)
}

interface Telling {
  sn: string
  key: string
  today: string
  lateDays: number
}

function toldOf(one: UploadedSpend, { sn, key, today, lateDays }: Telling): ToldSpend {
  const wanted = Buffer.from(macFor(key, one, sn))
  const given = Buffer.from(one.mac.toLowerCase())
  const spentAt = new Date(one.at)
  return {
    seq: one.seq,
    kind: one.kind,
    uid: one.uid,
    counter: one.counter,
    amountFen: one.amountFen,
    spentAt,
    day: dateOf(spentAt),
    isOffline: one.offline,
    readFen: one.readFen ?? null,
    reverses: one.reverses ?? null,
    isTooLate: one.offline && daysBetween(dateOf(spentAt), today) > lateDays,
    isMacRight: wanted.length === given.length && timingSafeEqual(wanted, given),
  }
}

interface Loading {
  scheme: Scheme
  merchant: MerchantRow
  told: readonly ToldSpend[]
  known: Map<number, SpendRow>
}

async function factsFor(
  ctx: FlowCtx,
  { scheme, merchant, told, known }: Loading,
): Promise<{ facts: UploadFacts; cards: Map<string, CardRow> }> {
  const uids = [...new Set(told.map((one) => one.uid))]
  const cardRows =
    uids.length === 0
      ? []
      : await ctx.db
          .selectFrom("wallet_card")
          .selectAll()
          .where("scheme_id", "=", scheme.id)
          .where("uid", "in", uids)
          .execute()
  const walletNos = [...new Set(cardRows.map((row) => row.wallet_no))].toSorted()
  const wallets = await walletFacts(ctx, { scheme, walletNos, days: [...new Set(told.map((one) => one.day))] })
  // Read again under the wallets' locks: a card moves only with its wallet locked.
  const locked =
    walletNos.length === 0
      ? []
      : await ctx.db.selectFrom("wallet_card").selectAll().where("wallet_no", "in", walletNos).execute()
  const cards = new Map(locked.filter((row) => uids.includes(row.uid)).map((row) => [row.uid, row]))
  const facts: UploadFacts = {
    purses: scheme.purses,
    cash: cashPurse(scheme).code,
    merchantKind: merchant.kind,
    creditFloorFen: scheme.creditFloorFen,
    wallets,
    cards: new Map([...cards].map(([uid, row]) => [uid, cardFacts(row)])),
    originals: await originalsOf(ctx, known),
  }
  return { facts, cards }
}

const cardFacts = (row: CardRow): CardFacts => ({
  walletNo: row.wallet_no,
  state: row.state as CardState,
  lostAt: row.lost_at,
  counters: row.counters as unknown as Ranges,
  readFen: row.read_fen,
})

async function walletFacts(
  ctx: FlowCtx,
  { scheme, walletNos, days }: { scheme: Scheme; walletNos: readonly string[]; days: readonly string[] },
): Promise<Map<string, WalletFacts>> {
  if (walletNos.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom("wallet")
    .selectAll()
    .where("wallet_no", "in", walletNos)
    .orderBy("wallet_no")
    .forUpdate()
    .execute()
  const money = await moneyOf(ctx.ledger, walletNos, scheme.purses)
  const spent = await ctx.db
    .selectFrom("wallet_spend")
    .select(["wallet_no", "day", "kind"])
    .select((e) => e.fn.sum<bigint>(e("amount_fen", "-", e.ref("borne_fen"))).as("fen"))
    .where("wallet_no", "in", walletNos)
    .where("day", "in", days)
    .where("state", "in", ["posted", "posted_arrears"])
    .groupBy(["wallet_no", "day", "kind"])
    .execute()
  const facts = new Map(
    rows.map((row): [string, WalletFacts] => [
      row.wallet_no,
      {
        state: row.state as WalletState,
        dailyLimitFen: row.daily_limit_fen,
        spentFen: new Map(),
        money: money.get(row.wallet_no)!,
      },
    ]),
  )
  for (const row of spent) {
    const byDay = facts.get(row.wallet_no!)!.spentFen
    const fen = row.kind === "spend" ? BigInt(row.fen) : -BigInt(row.fen)
    byDay.set(row.day, (byDay.get(row.day) ?? 0n) + fen)
  }
  return facts
}

async function originalsOf(ctx: FlowCtx, known: Map<number, SpendRow>): Promise<Map<number, Original>> {
  const posted = [...known.values()].filter((row) => row.kind === "spend" && isPosted(row.state as SpendState))
  if (posted.length === 0) return new Map()
  const ids = posted.map((row) => row.id)
  const reversed = await ctx.db
    .selectFrom("wallet_spend")
    .select("reverses")
    .where("reverses", "in", ids)
    .where("state", "in", ["posted", "posted_arrears"])
    .execute()
  const gone = new Set(reversed.map((row) => row.reverses))
  return new Map(
    posted.map((row) => [
      Number(row.terminal_seq),
      {
        uid: row.uid,
        amountFen: row.amount_fen,
        walletNo: row.wallet_no!,
        plan: planOf(row.parts as Record<string, string>),
        // What was given back already is not given back a second time.
        isReversed: gone.has(row.id) || row.given_back_by !== null,
        day: row.day,
      },
    ]),
  )
}

export function planOf(parts: Record<string, string>): SpendPlan {
  const { [arrears]: owed = "0", ...rest } = parts
  return {
    parts: Object.fromEntries(Object.entries(rest).map(([code, fen]) => [code, BigInt(fen)])),
    arrearsFen: BigInt(owed),
  }
}

const partsOf = (plan: SpendPlan): string =>
  stableJson({ ...plan.parts, ...(plan.arrearsFen > 0n ? { [arrears]: plan.arrearsFen } : {}) })

interface Decided {
  told: ToldSpend
  decision: Decision
  id: string
}

interface LineFrame {
  upload: Upload
  merchant: MerchantRow
  scheme: Scheme
  fresh: Map<number, UploadedSpend>
  known: Map<number, SpendRow>
  /** Ids of the lines of this upload. */
  ids: Map<number, string>
}

function lineFor(ctx: FlowCtx, { told, decision, id }: Decided, frame: LineFrame) {
  const { upload, merchant, scheme } = frame
  const { plan, walletNo, giveBack } = decision
  const reference = `${upload.sn}-${told.seq}`
  const postings: Posting[] = []
  const legs = { walletNo: walletNo ?? "", merchantId: merchant.id, ...(plan ?? { parts: {}, arrearsFen: 0n }) }
  if (plan) {
    const template = told.kind === "spend" ? spendPosting : takeBackSpend
    postings.push(template.build(legs, { id, reference, memo: merchant.name }))
  }
  const backId = giveBack ? newId() : null
  if (giveBack && backId) {
    const back = { walletNo: walletNo!, purse: cashPurse(scheme).code, schemeId: scheme.id, ...giveBack }
    postings.push(giveBackLost.build(back, { id: backId, reference, memo: "挂失后消费退还" }))
  }
  const row = {
    id,
    terminal_sn: upload.sn,
    terminal_seq: BigInt(told.seq),
    merchant_id: merchant.id,
    kind: told.kind,
    uid: told.uid,
    wallet_no: walletNo,
    card_counter: told.counter === null ? null : BigInt(told.counter),
    amount_fen: told.amountFen,
    item: frame.fresh.get(told.seq)?.item ?? null,
    spent_at: told.spentAt,
    received_at: ctx.clock.now(),
    day: told.day,
    is_offline: told.isOffline,
    state: decision.state,
    reason: decision.reason,
    parts: plan ? partsOf(plan) : "{}",
    borne_fen: plan ? told.amountFen - takenFen(plan) : 0n,
    reverses: told.kind === "reverse" && plan ? originalId(frame, told.reverses!) : null,
    given_back_by: backId,
  }
  return { row, postings }
}

/** The original may stand in the same upload. */
const originalId = (frame: LineFrame, seq: number): string | null =>
  frame.known.get(seq)?.id ?? frame.ids.get(seq) ?? null

async function saveCard(ctx: FlowCtx, row: CardRow, card: CardFacts): Promise<void> {
  if (card.counters === (row.counters as unknown as Ranges) && card.readFen === row.read_fen) return
  await ctx.db
    .updateTable("wallet_card")
    .set({ counters: stableJson(card.counters), read_fen: card.readFen })
    .where("id", "=", row.id)
    .execute()
}
