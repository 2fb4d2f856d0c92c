// 无还本续贷: a new note settles the old one, both through the firm's account (2011), so that the paper trail is that of a
// pay-out and a repayment; principal is not brought first. Interest earned so far comes from the firm's own money.
import { z } from "zod"
import { newId } from "#ledger"
import { requestApproval } from "#kernel/approval"
import { flow, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { ApprovalKind } from "#kernel/scene"
import { availableFen } from "#products/deposit"
import { applyChanges } from "../change.ts"
import { worseOf, type RiskClass } from "../engine/classify.ts"
import { fenFromYuan } from "../engine/fraction.ts"
import { lockLoan } from "../note.ts"
import { startNote } from "../payout.ts"
import { payOut } from "../postings.ts"
import { refuse } from "../refusals.ts"
import { limitBack, repayWork, type RepayDone } from "../repay.ts"
import { signLoan } from "../sign.ts"
import { yuan } from "../view.ts"
import { factsOf, refusalOf } from "./action.ts"
import { renewalInput, type RenewalInput } from "./inputs.ts"
import { loadWork, record, type Work } from "./work.ts"

export interface Renewing {
  loanNo: string
  input: RenewalInput
  approvalId: string
}

export interface Renewed {
  /** The new note. */
  loanNo: string
  receiptNo: string
}

interface Decided {
  work: Work
  done: RepayDone
  amountFen: bigint
}

/** The old note's end, paid from the new money and the firm's account; its limit goes over to the new note. */
async function decide(ctx: FlowCtx, loanNo: string, input: RenewalInput): Promise<Outcome<Decided>> {
  const loaded = await loadWork(ctx, loanNo)
  if (!loaded.ok) return loaded
  const work = loaded.value
  const blocked = refusalOf("renewal", factsOf(work), loanNo)
  if (blocked) return blocked
  if (input.ratePct === undefined && input.pricing === undefined) return refuse["E-RATE"]({}, "ratePct")
  const amountFen = fenFromYuan(input.amount)
  const { principal } = work.money
  if (amountFen <= 0n) return refuse["E-AMOUNT"]({}, "amount")
  if (amountFen > principal) return refuse["E-TOPUP"]({ amount: yuan(amountFen), owed: yuan(principal) }, "amount")
  const available = await availableFen(ctx.ledger, work.loan.deposit_no)
  const limitless = { ...work, loan: { ...work.loan, limit_no: null } }
  const done = await repayWork(ctx, limitless, { amountFen: "payoff" }, available + amountFen)
  if (!done.ok) return done
  const freed = await limitBack(ctx, work.loan, principal - amountFen)
  const postings = [...done.value.postings, ...freed]
  return ok({ work, done: { ...done.value, kind: "renewed", postings }, amountFen })
}

/** For scenes that hold an approval of their own (relief), and for the approval below. */
export const renewLoan = flow(
  { name: "loan.renew", permission: null },
  async (ctx, { loanNo, input, approvalId }: Renewing): Promise<Outcome<Renewed>> => {
    const decided = await decide(ctx, loanNo, input)
    if (!decided.ok) return decided
    const { work, done, amountFen } = decided.value
    const old = work.loan
    const signed = await signLoan(ctx, {
      contractNo: input.contractNo,
      partyId: old.party_id,
      outlet: old.outlet,
      depositNo: old.deposit_no,
      ...(old.limit_no === null ? {} : { limitNo: old.limit_no }),
      purpose: old.purpose,
      method: input.method,
      amountFen,
      ...(input.ratePct === undefined ? {} : { ratePct: input.ratePct }),
      ...(input.pricing ? { pricing: input.pricing } : {}),
      startOn: ctx.today,
      termMonths: input.termMonths,
      everyMonths: input.everyMonths,
      overdueUpliftPct: old.overdue_uplift_pct,
      misuseUpliftPct: old.misuse_uplift_pct,
      paymentMode: "self",
      renews: loanNo,
    })
    const found = await lockLoan(ctx, signed.loanNo)
    if (!found.ok) return found
    const fresh = found.value
    const place = { loanNo: signed.loanNo, outlet: old.outlet, depositNo: old.deposit_no, amountFen }
    const paid = payOut.build(place, { id: newId(), approvalId })
    const paper = { memo: "无还本续贷结清", input: { ...input, newLoanNo: signed.loanNo }, approvalId }
    const ended = { ...done, postings: [paid, ...done.postings], parts: { ...done.parts, newLoanNo: signed.loanNo } }
    const { posting } = await record(ctx, work, ended, paper)
    // New for old outside the policy is 关注 at least (令〔2023〕1号 art. 10).
    const riskClass = input.keepsClass ? old.risk_class : worseOf(old.risk_class as RiskClass, "special_mention")
    const event = {
      kind: "renewal" as const,
      amountFen,
      parts: { principal: amountFen, oldLoanNo: loanNo, ratePct: fresh.rate_pct },
      postingId: posting!.id,
      approvalId,
    }
    // Kept as a judgement, or the next night would find a note in order and raise it again.
    const judged = input.keepsClass ? {} : { judged_class: riskClass }
    const set = { ...(await startNote(ctx, fresh)), risk_class: riskClass, ...judged }
    const [receiptNo] = await applyChanges(ctx, [{ row: fresh, set, event }])
    ctx.emit({ type: "loan.renewed", subject: loanNo, data: { loanNo, newLoanNo: signed.loanNo } })
    const posted = await ctx.post([posting!])
    return posted.ok ? ok({ loanNo: signed.loanNo, receiptNo: receiptNo! }) : posted
  },
)

export const askRenewal = flow(
  { name: "loan.ask-renewal", permission: "loan.service" },
  async (ctx, asked: { loanNo: string; input: RenewalInput }): Promise<Outcome<{ approvalId: string }>> => {
    const decided = await decide(ctx, asked.loanNo, asked.input)
    if (!decided.ok) return decided
    const { work, done, amountFen } = decided.value
    const approvalId = await requestApproval(ctx, {
      kind: "loan.renewal",
      objectId: asked.loanNo,
      title: `无还本续贷 ${asked.loanNo} ${yuan(amountFen)} 元`,
      amountFen,
      outlet: work.loan.outlet,
      content: { ...asked, ownMoney: yuan(done.amountFen - amountFen) },
      before: { ratePct: work.loan.rate_pct, maturesOn: work.loan.matures_on, riskClass: work.loan.risk_class },
    })
    return ok({ approvalId })
  },
)

const content = z.object({ loanNo: z.string(), input: renewalInput, ownMoney: z.string() })

export const renewalApproval: ApprovalKind<z.output<typeof content>> = {
  kind: "loan.renewal",
  zh: "无还本续贷",
  en: "Renewal without repaying principal first",
  content,
  page: "/loans/:id",
  levels: async () => [["approver", "president"]],
  approved: async (ctx, request) => {
    const { loanNo, input } = request.content
    const done = await renewLoan(ctx, { loanNo, input, approvalId: request.approvalId })
    return done.ok ? ok() : done
  },
}
