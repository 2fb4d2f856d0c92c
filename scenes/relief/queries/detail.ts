// One case as its page shows it: every rule with its answer, every tool with why it is open or not.
import type { z } from "zod"
import type { Ctx } from "#kernel/flow"
import { ok } from "#kernel/refusal"
import { extensionLimit } from "#contract/products/loan"
import { loanView } from "#products/loan"
import type { Comparison, consentInput, Proposal, reasonCodes, ways, wishes } from "../model.ts"
import {
  cannot,
  coverOf,
  coverText,
  difficultyTest,
  eligibility,
  inDifficulty,
  isViable,
  toolAnswers,
  toolTitles,
  type Authority,
  type Reason,
  type ReliefFacts,
} from "../rules.ts"
import { actions, openStates, type ReliefAction } from "../states.ts"
import { findCase, stateOf, stepFactsOf, type CaseRow } from "../flows/case.ts"
import { todayOf } from "../flows/comparing.ts"
import { adviceOf } from "../flows/deciding.ts"
import { cashOf, findingsOf, keptFactsOf, reliefFactsOf } from "../flows/facts.ts"
import { noteOf, summaries } from "./list.ts"
import { printsFor } from "./prints-of.ts"

export async function caseDetailOf(ctx: Ctx, id: string) {
  const found = await findCase(ctx, id)
  if (!found.ok) return found
  const row = found.value
  const today = await todayOf(ctx)
  const party = await ctx.db
    .selectFrom("party")
    .select(["id", "name", "uscc", "industry", "kind", "size"])
    .where("id", "=", row.party_id)
    .executeTakeFirstOrThrow()
  const named = { ...row, party_name: party.name, party_kind: party.kind, party_size: party.size }
  const [summary] = await summaries(ctx, [named])
  const now = await reliefFactsOf(ctx, row, today)
  // Once decided, the rules show what was decided on: the note itself is another one by then.
  const isDecided = row.decided_on !== null || !openStates.includes(stateOf(row))
  const facts = (isDecided ? keptFactsOf(row) : null) ?? now
  const loan = await loanPart(ctx, row, now, today)
  if (!loan.ok) return loan
  return ok({
    ...summary!,
    party: { id: party.id, name: party.name, uscc: party.uscc, industry: party.industry },
    loan: loan.value,
    ...(await judged(ctx, row, facts)),
    ...said(row),
    ...decided(row),
    ...carriedOut(row),
    actions: await actionsOf(ctx, row, today),
    timeline: await timelineOf(ctx, id),
    prints: printsFor(row),
  })
}

async function loanPart(ctx: Ctx, row: CaseRow, { note }: ReliefFacts, today: string) {
  const view = await loanView(ctx, noteOf(row), today)
  if (!view.ok) return view
  const { purpose } = await ctx.db
    .selectFrom("loan")
    .select("purpose")
    .where("loan_no", "=", row.loan_no)
    .executeTakeFirstOrThrow()
  const { amount, ratePct, method, owed, depositBalance, accrued } = view.value
  const { startOn, firstMaturesOn, everyMonths, extensions } = note
  return ok({
    amount,
    ratePct,
    method,
    owed,
    depositBalance,
    accrued,
    startOn,
    firstMaturesOn,
    everyMonths,
    extensions,
    purpose,
  })
}

async function judged(ctx: Ctx, row: CaseRow, facts: ReliefFacts) {
  const answers = findingsOf(row)
  const cash = cashOf(row)
  return {
    rules: eligibility(facts).map((one) => {
      const finding = one.bring?.finding ?? ruleFinding[one.rule]
      return { ...one, note: finding ? (answers[finding]?.note ?? null) : null }
    }),
    difficulty: difficultyTest(facts),
    inDifficulty: inDifficulty(facts),
    viable: isViable(facts),
    findings: answers,
    cash: cash &&
      facts.cash && {
        ...cash,
        cover: coverText(coverOf(facts.cash, facts.cash.serviceFen)),
        coverAfter: coverText(coverOf(facts.cash, facts.cash.serviceAfterFen)),
      },
    consents: row.consents as unknown as z.output<typeof consentInput>[] | null,
    advice: await adviceOf(ctx, facts),
    tools: toolAnswers(facts).map(({ tool, block }) => ({
      tool,
      zh: toolTitles[tool].zh,
      en: toolTitles[tool].en,
      block: block && { zh: block.zh, en: block.en },
    })),
    lastLawfulOn: extensionLimit(facts.note.startOn, facts.note.firstMaturesOn),
  }
}

const ruleFinding = {
  business: "businessLoan",
  need: "genuineNeed",
  lawful: "lawful",
  stable: "stable",
  credit: "goodCredit",
  standard: "meetsStandard",
  other: "otherConditions",
  scope: null,
  early: null,
  inTime: null,
  wasNormal: null,
  consents: null,
  cash: null,
} as const

const said = (row: CaseRow) => ({
  contact:
    row.contacted_on === null
      ? null
      : {
          on: row.contacted_on,
          way: row.contact_way as (typeof ways)[number],
          note: row.contact_note ?? "",
          byName: row.contact_by ?? "",
        },
  application:
    row.applied_on === null
      ? null
      : {
          on: row.applied_on,
          reasonCode: row.reason_code as (typeof reasonCodes)[number],
          words: row.words ?? "",
          wish: row.wish as (typeof wishes)[number],
          byName: row.applied_by ?? "",
        },
})

const decided = (row: CaseRow) => ({
  proposal: row.proposal as unknown as Proposal | null,
  comparison: row.comparison as unknown as Comparison | null,
  assessedBy: row.assessed_name,
  authority: row.authority as Authority | null,
  authorityReasons: row.authority_reasons as unknown as Reason[],
  opinion: row.opinion,
  reviewerName: row.reviewer_name,
  approvalId: row.approval_id,
  decidedOn: row.decided_on,
  declinedReason: row.declined_reason,
})

const carriedOut = (row: CaseRow) => ({
  contractNo: row.contract_no,
  contractedOn: row.contracted_on,
  signedBy: row.signed_by,
  effectiveOn: row.effective_on,
  receiptNo: row.receipt_no,
  newLoanNo: row.new_loan_no,
  observationFrom: row.observation_from,
  exemption: row.exemption as unknown as { on: string; byName: string; duties: string; result: string } | null,
  closedOn: row.closed_on,
  closedReason: row.closed_reason,
})

async function timelineOf(ctx: Ctx, id: string) {
  const rows = await ctx.db
    .selectFrom("relief_timeline")
    .select(["at", "who", "kind", "zh", "en"])
    .where("case_id", "=", id)
    .orderBy("seq", "desc")
    .limit(300)
    .execute()
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}

/** Steps that a person takes, not those that an approval or the day's end takes. */
async function actionsOf(ctx: Ctx, row: CaseRow, today: string) {
  const facts = await stepFactsOf(ctx, row, today)
  const state = stateOf(row)
  return (Object.keys(actions) as ReliefAction[])
    .filter((name) => actions[name].permission !== null && (actions[name].from as readonly string[]).includes(state))
    .map((name) => {
      const spec = actions[name]
      const denied = !ctx.actor.permissions.has(spec.permission!)
      const reason = denied ? { zh: "您的岗位不办理此项", en: "Not an act of your post" } : cannot(name, state, facts)
      const told = reason && { zh: reason.zh, en: reason.en }
      return { action: name, zh: spec.zh, en: spec.en, enabled: reason === null, reason: told }
    })
}
