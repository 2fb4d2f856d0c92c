// Before and after, side by side: what the firm pays, until when, at which rate and class, and what it costs or saves.
import { openDate } from "#ledger"
import { ledgerOn, mainBook, type Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { parameter } from "#kernel/rule-data"
import {
  addMonths,
  extensionLimit,
  loanTerms,
  rateFromPercent,
  schedule,
  type RiskClass,
  type RenewalInput,
} from "#contract/products/loan"
import { loanView, type LoanView } from "#products/loan"
import type { Comparison, PlanRowText, Proposal } from "../model.ts"
import { refuse } from "../refusals.ts"
import { bridgeSavingFen, classAfter, classReason, clockOf, extensionCheck, type ReliefFacts } from "../rules.ts"
import { fenOf, yuan, type CaseRow } from "./case.ts"
import { reliefFactsOf } from "./facts.ts"
import { changeOf, tryChange, type Change } from "./measure.ts"

export const todayOf = (ctx: Ctx): Promise<string> => openDate(ledgerOn(ctx.db), mainBook)
export const contractNoOf = (row: CaseRow): string => `XY-${row.case_no}`

interface After {
  rows: PlanRowText[]
  endsOn: string
  ratePct: string
  everyMonths: number
}

const planned = (view: LoanView): PlanRowText[] =>
  view.schedule
    .filter((row) => row.state !== "paid")
    .map(({ due, principal, interest, total, balance }) => ({ due, principal, interest, total, balance }))

/** What the proposal would do, without writing anything; refuses what the rules refuse. */
export async function compare(ctx: Ctx, row: CaseRow, proposal: Proposal): Promise<Outcome<Comparison>> {
  const today = await todayOf(ctx)
  const facts = await reliefFactsOf(ctx, row, today)
  const view = await loanView(ctx, row.loan_no, today)
  if (!view.ok) return view
  const checked = checkProposal(proposal, facts)
  if (!checked.ok) return checked
  const change = changeOf(proposal, contractNoOf(row))
  if (!change.ok) return change
  const after = await afterOf(ctx, row, { change: change.value, view: view.value, facts })
  return after.ok ? ok(await sideBySide(ctx, { proposal, facts, view: view.value, after: after.value })) : after
}

/** Amount and new day against the rules, before the loan product is asked. */
export function checkProposal(proposal: Proposal, facts: ReliefFacts): Outcome<void> {
  const { note } = facts
  if (proposal.amount !== undefined) {
    const given = fenOf(proposal.amount)
    if (given <= 0n) return refuse["E-AMOUNT"]({}, "amount")
    if (given > note.principalFen)
      return refuse["E-TOPUP"]({ given: yuan(given), owed: yuan(note.principalFen) }, "amount")
  }
  const extends_ = proposal.tool === "EXTEND" || (proposal.tool === "RESTRUCTURE" && proposal.measure === "extend")
  if (extends_ && proposal.untilOn) {
    const { lastOn: last, isAllowed } = extensionCheck(note, proposal.untilOn)
    const first = note.firstMaturesOn
    if (!isAllowed) return refuse["E-EXT-MAX"]({ given: proposal.untilOn, first, last }, "untilOn")
  }
  return ok()
}

async function afterOf(
  ctx: Ctx,
  row: CaseRow,
  of: { change: Change | null; view: LoanView; facts: ReliefFacts },
): Promise<Outcome<After>> {
  const { change, view, facts } = of
  const { everyMonths } = facts.note
  if (change === null) return ok({ rows: planned(view), endsOn: view.maturesOn, ratePct: view.ratePct, everyMonths })
  if (change.kind === "renew") return ok(newNote(change.input, facts.today))
  const asked = await tryChange(ctx, row.loan_no, change)
  if (!asked.ok) return asked
  const { effect } = asked.value
  const rows = effect.rows.map((one) => ({
    due: one.due,
    principal: yuan(one.principalFen),
    interest: yuan(one.interestFen),
    total: yuan(one.principalFen + one.interestFen),
    balance: yuan(one.balanceFen),
  }))
  return ok({ rows, endsOn: effect.maturesOn, ratePct: trim(effect.ratePct), everyMonths })
}

const trim = (rate: string): string => rate.replace(/(\.\d{2}\d*?)0+$/, "$1")

function newNote(input: RenewalInput, today: string): After {
  const endsOn = addMonths(today, input.termMonths)
  const common = {
    principalFen: fenOf(input.amount),
    annualRate: rateFromPercent(input.ratePct!),
    startOn: today,
    maturesOn: endsOn,
    every: input.everyMonths,
  }
  const isByBalance = input.method !== "equal_instalment"
  const counting = isByBalance ? { dayCount: "actual/360" as const } : { dayCount: "monthly" as const }
  const settle = { settlementDay: 20, settlementEvery: input.everyMonths as 1 | 3 }
  const terms =
    input.method === "interest_only" || input.method === "revolving"
      ? loanTerms({ ...common, ...counting, ...settle, method: "interest_only" })
      : input.method === "bullet"
        ? loanTerms({ ...common, ...counting, method: "bullet" })
        : loanTerms({
            ...common,
            ...counting,
            method: input.method,
            instalments: Math.ceil(input.termMonths / input.everyMonths),
          })
  const rows = schedule(terms).map((one) => ({
    due: one.due,
    principal: yuan(one.principalFen),
    interest: yuan(one.interestFen),
    total: yuan(one.totalFen),
    balance: yuan(one.balanceFen),
  }))
  return { rows, endsOn, ratePct: trim(input.ratePct!), everyMonths: input.everyMonths }
}

const sum = (rows: readonly PlanRowText[], of: (row: PlanRowText) => string): bigint =>
  rows.reduce((total, row) => total + fenOf(of(row)), 0n)

async function sideBySide(
  ctx: Ctx,
  of: { proposal: Proposal; facts: ReliefFacts; view: LoanView; after: After },
): Promise<Comparison> {
  const { proposal, facts, view, after } = of
  const { note, today } = facts
  const before = planned(view)
  const yearEnd = addMonths(today, 12)
  const nextYear = (rows: readonly PlanRowText[]) =>
    yuan(
      sum(
        rows.filter((row) => row.due <= yearEnd),
        (row) => row.total,
      ),
    )
  const effect = proposal.tool === "RENEW" ? "keep" : "capacity"
  const asked = {
    tool: proposal.tool,
    effect,
    riskClass: note.riskClass as RiskClass,
    overdueDays: note.overdueDays,
  } as const
  const isWatched = proposal.tool === "RESTRUCTURE"
  const clock = isWatched ? clockOf(after.rows[0]?.due ?? view.maturesOn, after.everyMonths) : null
  const bridge = await parameter<{ yearlyBp: number; days: number }>(ctx, "relief.bridge", today)
  const renews = proposal.tool === "RENEW" && proposal.amount !== undefined
  const [interestBefore, interestAfter] = [sum(before, (row) => row.interest), sum(after.rows, (row) => row.interest)]
  return {
    before,
    after: after.rows,
    interestBefore: yuan(interestBefore),
    interestAfter: yuan(interestAfter),
    extraInterest: yuan(interestAfter - interestBefore),
    nextYearBefore: nextYear(before),
    nextYearAfter: nextYear(after.rows),
    endsBefore: view.maturesOn,
    endsAfter: after.endsOn,
    rateBefore: view.ratePct,
    rateAfter: after.ratePct,
    classBefore: note.riskClass as RiskClass,
    classAfter: classAfter(asked),
    classReason: classReason(asked),
    observation: clock && { from: clock.startsOn, until: clock.endsOn },
    bridgeSaving: renews ? yuan(bridgeSavingFen(fenOf(proposal.amount!), bridge.days, bridge.yearlyBp)) : null,
    lastLawfulOn: extensionLimit(note.startOn, note.firstMaturesOn),
  }
}
