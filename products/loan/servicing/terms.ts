// Changes of terms: 展期, 延期, rate by agreement, interest pause, re-amortisation, arrears back into the plan. None takes
// money; each writes a new version of the plan and leaves the lines before it as they were.
import type { z } from "zod"
import { newId } from "#ledger"
import { ok, type Outcome } from "#kernel/refusal"
import type { FlowCtx } from "#kernel/flow"
import type { Mutable } from "../change.ts"
import { accruedFen, assess, dueFen } from "../debts.ts"
import { addDays, addMonths } from "../engine/dates.ts"
import { lprRate, nextRepricing, type LprTenor } from "../lpr.ts"
import { noMoney, type Instalment, type LoanRow } from "../note.ts"
import { later, remadeRows, type Remake } from "../plan.ts"
import { refuse } from "../refusals.ts"
import { concession, extensionLimit, isLongTerm } from "../rules.ts"
import { yuan } from "../view.ts"
import type { Action } from "./action.ts"
import { deferralInput, extensionInput, pauseInput, rateChangeInput, reageInput, reamortiseInput } from "./inputs.ts"
import { reage as reagePosting } from "./postings.ts"
import { withPlan, type Done, type Work } from "./work.ts"

type Input<T extends z.ZodType> = z.output<T>

const checkers = [["approver", "president"]] as const

const openOf = (work: Work): Instalment[] => work.plan.filter((one) => one.due_done_on === null)

/** A change of the plan in which interest runs on. */
function remade(work: Work, set: Partial<Mutable>, over: Partial<Remake> = {}): Pick<Done, "set" | "plan"> {
  const change: Remake = {
    plan: work.plan,
    principalFen: work.money.principal,
    on: work.day,
    earnedFen: accruedFen(work.loan, work.money, work.day),
    settled: false,
    ...over,
  }
  return withPlan(work, set, change, remadeRows({ ...work.loan, ...set }, change))
}

const unmoved = (work: Work) => ({ postings: [], amountFen: 0n, money: work.money })

/** Due dates after a day up to and with another: settlement days, or steps of the plan's own day. */
export function continuedDues(loan: LoanRow, after: string, untilOn: string): string[] {
  const dues: string[] = []
  const settles = loan.method === "interest_only" || loan.method === "revolving"
  for (let step = 1; ; step += 1) {
    const due = settles
      ? addDays(addMonths(`${after.slice(0, 7)}-01`, step - 1, loan.settlement_day ?? 20), 1)
      : addMonths(after, step * loan.every_months)
    if (due >= untilOn) return [...dues, untilOn]
    const isQuarterDay = !settles || Number(addDays(due, -1).slice(5, 7)) % loan.every_months === 0
    if (due > after && isQuarterDay) dues.push(due)
  }
}

export const extension: Action<Input<typeof extensionInput>> = {
  name: "extension",
  kind: "extension",
  zh: "贷款展期",
  en: "Extension",
  permission: "loan.service",
  input: extensionInput,
  levels: checkers,
  decide: async (ctx, work, input) => {
    const { loan } = work
    if (input.untilOn <= loan.matures_on) return refuse["E-DATE"]({ after: loan.matures_on }, "untilOn")
    if (!input.guarantorsConsent) return refuse["E-CONSENT"]({ loanNo: loan.loan_no }, "guarantorsConsent")
    const first = loan.first_matures_on ?? loan.matures_on
    const last = extensionLimit(loan.start_on, first)
    if (input.untilOn > last) return refuse["E-EXT-MAX"]({ last, first }, "untilOn")
    const rate = await bracket(ctx, work, input)
    if (!rate.ok) return rate
    const moved = extendedDues(loan, openOf(work), input.untilOn)
    const firstDue = moved.dues[0]!
    const eased = input.difficulty ? concession(loan.risk_class, work.day, firstDue, loan.every_months) : {}
    const set = { ...rate.value, ...eased, first_matures_on: first, matures_on: input.untilOn }
    const parts = { fromOn: loan.matures_on, untilOn: input.untilOn, ...rateParts(loan, set) }
    return ok({ kind: "extension", ...unmoved(work), parts, ...remade(work, set, moved) })
  },
}

const rateParts = (loan: LoanRow, set: Partial<Mutable>): Record<string, string> =>
  set.rate_pct === undefined ? {} : { fromPct: loan.rate_pct, toPct: set.rate_pct }

/** Original term and extension together past five years: the longer rate holds from the day of the extension. */
async function bracket(
  ctx: FlowCtx,
  { loan, day }: Work,
  input: Input<typeof extensionInput>,
): Promise<Outcome<Partial<Mutable>>> {
  const reaches = !isLongTerm(loan.start_on, loan.matures_on) && isLongTerm(loan.start_on, input.untilOn)
  if (loan.rate_kind === "lpr") {
    if (!reaches || loan.lpr_tenor === "5Y") return ok({})
    const quote = await lprRate(ctx, { tenor: "5Y", spreadBp: loan.spread_bp! }, day)
    return quote ? ok({ lpr_tenor: "5Y", rate_pct: quote.ratePct }) : refuse["E-LPR"]({ on: day })
  }
  if (reaches && input.ratePct === undefined) return refuse["E-BRACKET"]({}, "ratePct")
  return ok(input.ratePct === undefined ? {} : { rate_pct: input.ratePct })
}

/** Instalment notes go on in their steps; the others move what is due at the end. */
function extendedDues(loan: LoanRow, open: readonly Instalment[], untilOn: string) {
  const dues = open.map((one) => one.due_on)
  if (loan.method === "bullet") return { dues: [untilOn] }
  if (loan.method === "irregular") {
    const principals = open.map((one) => one.principal_fen)
    return { dues: [...dues.slice(0, -1), untilOn], principals }
  }
  const kept = loan.method === "interest_only" || loan.method === "revolving" ? dues.slice(0, -1) : dues
  const from = kept.at(-1) ?? open[0]?.from_on ?? loan.start_on
  return { dues: [...kept, ...continuedDues(loan, from, untilOn)] }
}

export const deferral: Action<Input<typeof deferralInput>> = {
  name: "deferral",
  kind: "deferral",
  zh: "延期还本付息",
  en: "Deferral",
  permission: "loan.service",
  input: deferralInput,
  levels: checkers,
  decide: async (_ctx, work, input) => {
    const { loan, day } = work
    if (input.untilOn <= day) return refuse["E-DATE"]({ after: day }, "untilOn")
    const open = openOf(work)
    const moved = open.filter((one) => one.due_on < input.untilOn)
    if (moved.length === 0) return refuse["E-NOTHING-DUE"]({ untilOn: input.untilOn }, "untilOn")
    const rest = open.filter((one) => one.due_on > input.untilOn)
    const kept = input.scope === "principal" ? moved : []
    const there = open.find((one) => one.due_on === input.untilOn)
    const movedFen = moved.reduce((sum, one) => sum + one.principal_fen, 0n)
    const dues = [...kept.map((one) => one.due_on), input.untilOn, ...rest.map((one) => one.due_on)]
    const atUntil = movedFen + (there?.principal_fen ?? 0n)
    const principals = [...kept.map(() => 0n), atUntil, ...rest.map((one) => one.principal_fen)]
    const eased = input.difficulty ? concession(loan.risk_class, day, dues[0]!, loan.every_months) : {}
    const first = { first_matures_on: loan.first_matures_on ?? loan.matures_on }
    const parts = { movedFen, untilOn: input.untilOn, scope: input.scope }
    const made = remade(work, { ...eased, ...first }, { dues, principals, gracePrincipal: 0 })
    return ok({ kind: "deferral", ...unmoved(work), parts, ...made })
  },
}

export const rateChange: Action<Input<typeof rateChangeInput>> = {
  name: "rate-change",
  kind: "rate_change",
  zh: "协议调整利率",
  en: "Rate change by agreement",
  permission: "loan.service",
  input: rateChangeInput,
  levels: checkers,
  decide: async (ctx, work, input) => {
    const rate = await newRate(ctx, work, input)
    if (!rate.ok) return rate
    const firstDue = openOf(work)[0]?.due_on ?? work.loan.matures_on
    const eased = input.difficulty ? concession(work.loan.risk_class, work.day, firstDue, work.loan.every_months) : {}
    const set = { ...rate.value, ...eased }
    return ok({ kind: "rate_change", ...unmoved(work), parts: rateParts(work.loan, set), ...remade(work, set) })
  },
}

async function newRate(
  ctx: FlowCtx,
  { loan, day }: Work,
  input: Input<typeof rateChangeInput>,
): Promise<Outcome<Partial<Mutable>>> {
  const { pricing } = input
  if (pricing) {
    const quote = await lprRate(ctx, { tenor: pricing.tenor as LprTenor, spreadBp: pricing.spreadBp }, day)
    if (!quote) return refuse["E-LPR"]({ on: day })
    return ok({
      rate_kind: "lpr",
      rate_pct: quote.ratePct,
      lpr_tenor: pricing.tenor,
      spread_bp: pricing.spreadBp,
      reprice_months: pricing.everyMonths,
      reprice_next_on: pricing.firstOn ?? nextRepricing(loan.start_on, pricing.everyMonths, day),
    })
  }
  if (input.ratePct === undefined) return refuse["E-RATE"]({}, "ratePct")
  const fixed = { rate_kind: "fixed", lpr_tenor: null, spread_bp: null, reprice_months: null, reprice_next_on: null }
  return ok({ ...fixed, rate_pct: input.ratePct })
}

export const pause: Action<Input<typeof pauseInput>> = {
  name: "pause",
  kind: "pause",
  zh: "停息",
  en: "Interest pause",
  permission: "loan.service",
  input: pauseInput,
  levels: checkers,
  decide: async (_ctx, work, input) => {
    if (input.untilOn <= work.day) return refuse["E-DATE"]({ after: work.day }, "untilOn")
    const firstDue = openOf(work)[0]?.due_on ?? work.loan.matures_on
    const eased = input.difficulty ? concession(work.loan.risk_class, work.day, firstDue, work.loan.every_months) : {}
    const made = remade(work, { ...eased, paused_until: input.untilOn })
    return ok({ kind: "pause", ...unmoved(work), parts: { fromOn: work.day, untilOn: input.untilOn }, ...made })
  },
}

export const reamortise: Action<Input<typeof reamortiseInput>> = {
  name: "reamortise",
  kind: "reamortise",
  zh: "重算分期",
  en: "Re-amortisation",
  permission: "loan.service",
  input: reamortiseInput,
  levels: checkers,
  decide: async (_ctx, work) => {
    const made = remade(work, {})
    const first = made.plan!.rows[0]
    const parts = { instalmentFen: first ? first.principalFen + first.interestFen : 0n }
    return ok({ kind: "reamortise", ...unmoved(work), parts, ...made })
  },
}

export const reage: Action<Input<typeof reageInput>> = {
  name: "reage",
  kind: "reage",
  zh: "逾期重整",
  en: "Re-age",
  permission: "loan.service",
  input: reageInput,
  levels: [["approver"], ["committee", "president"]],
  decide: async (_ctx, work, input) => {
    const { loan, day } = work
    if (input.firstDueOn <= day) return refuse["E-DATE"]({ after: day }, "firstDueOn")
    const worked = assess(loan, work.money, later(loan.penalty_to, day), work.vatBp)
    const { interest, penalty, compound, fee, overdue } = worked.money
    if (fee > 0n) return refuse["E-PAY-FIRST"]({ amount: yuan(fee) })
    const unpaid = { interest, penalty, compound }
    const unpaidFen = dueFen(worked.money) - overdue
    if (unpaidFen > 0n && !input.capitalise) return refuse["E-PAY-FIRST"]({ amount: yuan(unpaidFen) }, "capitalise")
    const place = { loanNo: loan.loan_no, outlet: loan.outlet }
    const moved = reagePosting.build({ ...place, overdueFen: overdue, interest: unpaid }, { id: newId() })
    const principalFen = work.money.principal + overdue + unpaidFen
    const dues = Array.from({ length: input.instalments }, (_, k) => addMonths(input.firstDueOn, k * loan.every_months))
    const eased = concession(loan.risk_class, day, input.firstDueOn, loan.every_months)
    const cleared = {
      overdue_since: null,
      penalty_to: null,
      penalty_product: "0",
      compound_product: "0",
      cured_on: day,
    }
    const first = { first_matures_on: loan.first_matures_on ?? loan.matures_on }
    const over = { dues, principalFen, earnedOnFen: work.money.principal, gracePrincipal: 0 }
    const made = remade(work, { ...eased, ...cleared, ...first }, over)
    return ok({
      kind: "reage",
      amountFen: overdue + unpaidFen,
      parts: { overdue, capitalised: unpaidFen, instalments: String(input.instalments) },
      money: { ...noMoney(), principal: principalFen },
      postings: [...worked.postings, moved],
      ...made,
    })
  },
}
