// The measure as the loan product takes it: which of its flows, with which input. One place for the preview and the booking.
import type { z } from "zod"
import type { Ctx, FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type {
  deferralInput,
  extensionInput,
  rateChangeInput,
  reageInput,
  reamortiseInput,
  RenewalInput,
} from "#contract/products/loan"
import {
  ask,
  changeRate,
  deferLoan,
  extendLoan,
  reageLoan,
  reamortiseLoan,
  renewLoan,
  type Asked,
} from "#products/loan"
import type { Proposal } from "../model.ts"
import { refuse } from "../refusals.ts"
import { measureTitles, toolTitles, type Measure, type Tool } from "../rules.ts"

export type Change =
  | { kind: "renew"; input: RenewalInput }
  | { kind: "extend"; input: z.output<typeof extensionInput> }
  | { kind: "defer"; input: z.output<typeof deferralInput> }
  | { kind: "reage"; input: z.output<typeof reageInput> }
  | { kind: "rate"; input: z.output<typeof rateChangeInput> }
  | { kind: "reamortise"; input: z.output<typeof reamortiseInput> }

const lacks = (tool: Tool, field: string, what: string, whatEn: string) =>
  refuse["E-FIELD"]({ tool: toolTitles[tool].zh, toolEn: toolTitles[tool].en, what, whatEn }, field)

/** What a proposal asks of the note; null where nothing changes. */
export function changeOf(of: Proposal, contractNo: string): Outcome<Change | null> {
  const reason = `纾困：${toolTitles[of.tool].zh}`
  switch (of.tool) {
    case "DECLINE":
      return ok(null)
    case "RENEW":
    case "REFINANCE":
      return renewal(of, contractNo, reason)
    case "EXTEND":
      return moved("extend", of, false, reason)
    case "DEFER_P":
      return moved("defer_p", of, false, reason)
    case "DEFER_PI":
      return moved("defer_pi", of, false, reason)
    case "RESCHEDULE":
      return ok({ kind: "reamortise", input: { reason } })
    case "RESTRUCTURE":
      if (!of.measure) return lacks(of.tool, "measure", "让步方式", "what changes")
      return moved(of.measure, of, true, `${reason}（${measureTitles[of.measure].zh}）`)
  }
}

function renewal(of: Proposal, contractNo: string, reason: string): Outcome<Change> {
  if (!of.amount) return lacks(of.tool, "amount", "续贷金额", "the amount")
  if (!of.termMonths) return lacks(of.tool, "termMonths", "期限", "the term")
  if (!of.ratePct) return lacks(of.tool, "ratePct", "年利率", "the rate")
  const input: RenewalInput = {
    amount: of.amount,
    termMonths: of.termMonths,
    ratePct: of.ratePct,
    method: of.method ?? "interest_only",
    everyMonths: of.everyMonths ?? 1,
    contractNo,
    keepsClass: of.tool === "RENEW",
    reason,
  }
  return ok({ kind: "renew", input })
}

function moved(measure: Measure, of: Proposal, difficulty: boolean, reason: string): Outcome<Change> {
  if (measure === "rate") {
    if (!of.ratePct) return lacks(of.tool, "ratePct", "新年利率", "the new rate")
    return ok({ kind: "rate", input: { ratePct: of.ratePct, difficulty, reason } })
  }
  if (measure === "reage") {
    if (!of.instalments || !of.firstDueOn)
      return lacks(of.tool, "instalments", "期数和首期日", "instalments and their first day")
    const { instalments, firstDueOn } = of
    return ok({ kind: "reage", input: { instalments, firstDueOn, capitalise: of.capitalise ?? false, reason } })
  }
  const { untilOn } = of
  if (!untilOn) return lacks(of.tool, "untilOn", "新的到期日", "the new day")
  if (measure !== "extend") {
    const scope = measure === "defer_p" ? "principal" : "all"
    return ok({ kind: "defer", input: { scope, untilOn, difficulty, reason } })
  }
  const rate = of.ratePct ? { ratePct: of.ratePct } : {}
  // Consents were proved before: the case cannot be signed without every one of them.
  return ok({ kind: "extend", input: { untilOn, ...rate, guarantorsConsent: true, difficulty, reason } })
}

/** What it would do to the note, asked of the loan product without writing anything. */
export function tryChange(
  ctx: Ctx,
  loanNo: string,
  change: Exclude<Change, { kind: "renew" }>,
): Promise<Outcome<Asked>> {
  const dry = { ...ctx, dryRun: true }
  switch (change.kind) {
    case "extend":
      return ask.extension(dry, { loanNo, input: change.input })
    case "defer":
      return ask.deferral(dry, { loanNo, input: change.input })
    case "reage":
      return ask.reage(dry, { loanNo, input: change.input })
    case "rate":
      return ask["rate-change"](dry, { loanNo, input: change.input })
    case "reamortise":
      return ask.reamortise(dry, { loanNo, input: change.input })
  }
}

export interface Booked {
  receiptNo: string
  newLoanNo: string | null
}

/** Books it under the signatures of the case. */
export async function bookChange(
  ctx: FlowCtx,
  { loanNo, approvalId, change }: { loanNo: string; approvalId: string; change: Change },
): Promise<Outcome<Booked>> {
  if (change.kind === "renew") {
    const done = await renewLoan(ctx, { loanNo, input: change.input, approvalId })
    return done.ok ? ok({ receiptNo: done.value.receiptNo, newLoanNo: done.value.loanNo }) : done
  }
  const done = await bookMove(ctx, loanNo, approvalId, change)
  return done.ok ? ok({ receiptNo: done.value.receiptNo, newLoanNo: null }) : done
}

function bookMove(ctx: FlowCtx, loanNo: string, approvalId: string, change: Exclude<Change, { kind: "renew" }>) {
  switch (change.kind) {
    case "extend":
      return extendLoan(ctx, { loanNo, approvalId, input: change.input })
    case "defer":
      return deferLoan(ctx, { loanNo, approvalId, input: change.input })
    case "reage":
      return reageLoan(ctx, { loanNo, approvalId, input: change.input })
    case "rate":
      return changeRate(ctx, { loanNo, approvalId, input: change.input })
    case "reamortise":
      return reamortiseLoan(ctx, { loanNo, approvalId, input: change.input })
  }
}
