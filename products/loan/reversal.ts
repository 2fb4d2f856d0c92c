// 冲正 and late booking. An event of any past day can be taken back: the later ones go with it and are played again from
// that day only. A repayment can be booked with a value date in the past the same way. Two people: one asks, one signs.
import { z } from "zod"
import { formatAmount } from "#ledger"
import { requestApproval } from "#kernel/approval"
import { flow, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { ApprovalKind } from "#kernel/scene"
import { availableFen } from "#products/deposit"
import { applyChanges, type Mutable } from "./change.ts"
import type { PrepayChoice } from "./engine/prepay.ts"
import { lockLoan, type LoanRow } from "./note.ts"
import { refuse } from "./refusals.ts"
import {
  checkReplayable,
  cutAfterDay,
  cutBefore,
  eventsFrom,
  isRepayment,
  takenBy,
  type Cut,
  type EventRow,
} from "./replay/cut.ts"
import { replay } from "./replay/replay.ts"
import { undo } from "./replay/undo.ts"
import { replayable } from "./servicing/index.ts"

/** Losses are taken back, but not played again: somebody decides them anew on the note as it is then. */
const losses = new Set(["impairment", "write_off", "recovery", "repossession"])

const content = z.object({
  receiptNo: z.string(),
  loanNo: z.string(),
  kind: z.string(),
  amountFen: z.string(),
  reason: z.string(),
  /** Receipts of the events that are taken back with it and played again. */
  later: z.array(z.string()).default([]),
})

export const requestReversal = flow(
  { name: "loan.request-reversal", permission: "loan.reverse" },
  async (ctx, input: { receiptNo: string; reason: string }): Promise<Outcome<{ approvalId: string }>> => {
    const found = await findReversible(ctx, input.receiptNo)
    if (!found.ok) return found
    const { event, loanNo, outlet, later } = found.value
    const approvalId = await requestApproval(ctx, {
      kind: "loan.reversal",
      objectId: input.receiptNo,
      title: `冲正 ${input.receiptNo}（${loanNo}）`,
      amountFen: event.amount_fen,
      outlet,
      content: {
        ...input,
        loanNo,
        kind: event.kind,
        amountFen: String(event.amount_fen),
        later: later.map((one) => one.receipt_no),
      },
    })
    return ok({ approvalId })
  },
)

interface Reversible {
  event: EventRow
  loanNo: string
  outlet: string
  cut: Cut
  /** What counts after it, in order. */
  later: EventRow[]
}

async function findReversible(ctx: FlowCtx, receiptNo: string): Promise<Outcome<Reversible>> {
  const row = await ctx.db
    .selectFrom("loan_event")
    .innerJoin("loan", "loan.id", "loan_event.loan_id")
    .selectAll("loan_event")
    .select(["loan.loan_no", "loan.outlet"])
    .where("receipt_no", "=", receiptNo)
    .executeTakeFirst()
  if (!row) return refuse["E-NOT-FOUND"]({ loanNo: receiptNo })
  const { loan_no: loanNo, outlet, ...event } = row
  if (event.reversed_by !== null) return refuse["E-REVERSED"]({ receiptNo })
  // A night's step can be taken back where it took money: the money was not the firm's to give.
  const isNight = takenBy(event) > 0n && event.posting_id !== null
  const { kind } = event
  const isKnown =
    kind === "payout" || kind === "renewed" || isRepayment(kind) || replayable.has(kind) || losses.has(kind)
  if (!isKnown && !isNight) return refuse["E-IRREVERSIBLE"]({ receiptNo })
  const cut = cutBefore(event)
  const later = (await eventsFrom(ctx, event.loan_id, cut)).filter((one) => one.id !== event.id)
  if (kind === "payout" && later.length > 0) {
    return refuse["E-NOT-LAST"]({ receiptNo, later: later.at(-1)!.receipt_no })
  }
  const since = kind === "renewed" ? await newNoteEvent(ctx, event) : null
  if (since) return refuse["E-NOT-LAST"]({ receiptNo, later: since })
  const replays = checkReplayable(later)
  return replays.ok ? ok({ event, loanNo, outlet, cut, later }) : replays
}

const newNoteOf = (event: EventRow): string => (event.parts as { newLoanNo: string }).newLoanNo

/** What happened on the note that a renewal made, its pay-out apart. */
async function newNoteEvent(ctx: FlowCtx, event: EventRow): Promise<string | null> {
  const row = await ctx.db
    .selectFrom("loan_event")
    .innerJoin("loan", "loan.id", "loan_event.loan_id")
    .select("receipt_no")
    .where("loan.loan_no", "=", newNoteOf(event))
    .where("reversed_by", "is", null)
    .where("kind", "not in", ["renewal", "reversal", "class_changed"])
    .executeTakeFirst()
  return row?.receipt_no ?? null
}

export const reversalApproval: ApprovalKind<z.output<typeof content>> = {
  kind: "loan.reversal",
  zh: "贷款业务冲正",
  en: "Reversal of a loan event",
  content,
  page: "/loans?receipt=:id",
  levels: async () => [["accountant", "president"]],
  approved: (ctx, request) => reverseEvent(ctx, { ...request.content, approvalId: request.approvalId }),
}

interface Reversing {
  receiptNo: string
  reason: string
  approvalId: string
}

async function reverseEvent(ctx: FlowCtx, input: Reversing): Promise<Outcome<void>> {
  const found = await findReversible(ctx, input.receiptNo)
  if (!found.ok) return found
  const { event, loanNo, cut, later } = found.value
  const locked = await lockLoan(ctx, loanNo)
  if (!locked.ok) return locked
  const loan = locked.value
  const undone = await undo(ctx, { loan, events: [event, ...later], cut, ...input })
  if (!undone.ok) return undone
  const { before, reversalId } = undone.value
  if (event.kind === "payout") await voidPlan(ctx, loan)
  if (event.kind === "renewed") await voidRenewal(ctx, event, reversalId)
  const set: Mutable = event.kind === "payout" ? { ...before, state: "reversed" } : before
  const parts = { reverses: input.receiptNo, reason: input.reason, later: String(later.length) }
  const draft = { kind: "reversal" as const, amountFen: event.amount_fen, parts, postingId: reversalId }
  await applyChanges(ctx, [{ row: loan, set, event: { ...draft, approvalId: input.approvalId } }])
  ctx.note({ object: "loan", objectId: loanNo, after: { reversed: input.receiptNo, reason: input.reason } })
  ctx.emit({ type: "loan.reversed", subject: loanNo, data: { receiptNo: input.receiptNo, kind: event.kind } })
  if (event.kind === "payout") return ok()
  return playAgain(ctx, { ...loan, ...set }, cut, later)
}

/** One posting paid the new note out and the old one off; with it taken back the new note never ran. */
async function voidRenewal(ctx: FlowCtx, event: EventRow, reversalId: string): Promise<void> {
  const found = await lockLoan(ctx, newNoteOf(event))
  if (!found.ok) return
  await voidPlan(ctx, found.value)
  await ctx.db
    .updateTable("loan_event")
    .set({ reversed_by: reversalId })
    .where("loan_id", "=", found.value.id)
    .where("reversed_by", "is", null)
    .execute()
  await applyChanges(ctx, [{ row: found.value, set: { state: "reversed" } }])
}

async function playAgain(ctx: FlowCtx, loan: LoanRow, cut: Cut, events: EventRow[]): Promise<Outcome<void>> {
  const played = await replay(ctx, { loan, cut, events })
  return played.ok ? ctx.post(played.value.postings) : played
}

/** The plan of a pay-out that was taken back is no plan any more. */
async function voidPlan(ctx: FlowCtx, loan: LoanRow): Promise<void> {
  await ctx.db
    .updateTable("loan_instalment")
    .set({ replaced: true, replaced_by: 0 })
    .where("loan_id", "=", loan.id)
    .execute()
}

export interface LateRepayment {
  loanNo: string
  /** The day the money came in (起息日). */
  valueOn: string
  amountFen: bigint
  choice?: PrepayChoice
  /** Takes what is owed where that is less, and leaves the rest with the firm. */
  upTo?: boolean
  reason: string
}

const lateContent = z.object({
  loanNo: z.string(),
  valueOn: z.string(),
  amountFen: z.string(),
  choice: z.enum(["keep_term", "keep_instalment"]),
  reason: z.string(),
  later: z.array(z.string()),
})

export const requestLateRepayment = flow(
  { name: "loan.request-late-repayment", permission: "loan.reverse" },
  async (ctx, input: LateRepayment): Promise<Outcome<{ approvalId: string }>> => {
    const found = await lockLoan(ctx, input.loanNo)
    if (!found.ok) return found
    const checked = await checkLate(ctx, found.value, input)
    if (!checked.ok) return checked
    const approvalId = await requestApproval(ctx, {
      kind: "loan.late-repayment",
      objectId: input.loanNo,
      title: `补记还款 ${input.loanNo}，起息日 ${input.valueOn}`,
      amountFen: input.amountFen,
      outlet: found.value.outlet,
      content: {
        loanNo: input.loanNo,
        valueOn: input.valueOn,
        amountFen: String(input.amountFen),
        choice: input.choice ?? "keep_term",
        reason: input.reason,
        later: checked.value.map((one) => one.receipt_no),
      },
    })
    return ok({ approvalId })
  },
)

async function checkLate(ctx: FlowCtx, loan: LoanRow, input: LateRepayment): Promise<Outcome<EventRow[]>> {
  const from = loan.paid_out_on
  if (from === null || input.valueOn <= from || input.valueOn >= ctx.today) {
    return refuse["E-VALUE-DATE"]({ from: from ?? "-", today: ctx.today }, "valueOn")
  }
  const available = await availableFen(ctx.ledger, loan.deposit_no)
  if (input.amountFen <= 0n) return refuse["E-AMOUNT"]({}, "amount")
  if (available < input.amountFen) {
    const facts = { available: formatAmount(available, 2), needed: formatAmount(input.amountFen, 2) }
    return refuse["E-FUNDS"](facts, "amount")
  }
  const later = await eventsFrom(ctx, loan.id, cutAfterDay(input.valueOn))
  const replays = checkReplayable(later)
  return replays.ok ? ok(later) : replays
}

export const lateRepaymentApproval: ApprovalKind<z.output<typeof lateContent>> = {
  kind: "loan.late-repayment",
  zh: "补记还款（起息日在前）",
  en: "Repayment booked late",
  content: lateContent,
  page: "/loans/:id",
  levels: async () => [["accountant", "president"]],
  approved: async (ctx, request) => {
    const { amountFen, ...rest } = request.content
    const input = { ...rest, amountFen: BigInt(amountFen) }
    const done = await repayLate(ctx, { ...input, approvalId: request.approvalId })
    return done.ok ? ok() : done
  },
}

/** For scenes that hold an approval of their own; answers with the receipt of the repayment. */
export const repayLate = flow(
  { name: "loan.repay-late", permission: null },
  async (ctx, input: LateRepayment & { approvalId: string }): Promise<Outcome<{ receiptNo: string }>> => {
    const locked = await lockLoan(ctx, input.loanNo)
    if (!locked.ok) return locked
    let loan = locked.value
    const checked = await checkLate(ctx, loan, input)
    if (!checked.ok) return checked
    const events = checked.value
    const cut = cutAfterDay(input.valueOn)
    if (events.length > 0) {
      const undone = await undo(ctx, { loan, events, cut, reason: input.reason, approvalId: input.approvalId })
      if (!undone.ok) return undone
      const { before, reversalId } = undone.value
      const parts = { reason: input.reason, later: String(events.length), valueOn: input.valueOn }
      const draft = { kind: "reversal" as const, amountFen: 0n, parts, postingId: reversalId }
      await applyChanges(ctx, [{ row: loan, set: before, event: { ...draft, approvalId: input.approvalId } }])
      loan = { ...loan, ...before }
    }
    const late = {
      input: { amountFen: input.amountFen, choice: input.choice ?? "keep_term", upTo: input.upTo ?? false },
      approvalId: input.approvalId,
    }
    const played = await replay(ctx, { loan, cut, events, late })
    if (!played.ok) return played
    ctx.note({
      object: "loan",
      objectId: input.loanNo,
      after: { lateRepayment: input.amountFen, valueOn: input.valueOn },
    })
    ctx.emit({
      type: "loan.repaid",
      subject: input.loanNo,
      data: { loanNo: input.loanNo, amountFen: String(input.amountFen) },
    })
    const posted = await ctx.post(played.value.postings)
    return posted.ok ? ok({ receiptNo: played.value.receiptNo! }) : posted
  },
)
