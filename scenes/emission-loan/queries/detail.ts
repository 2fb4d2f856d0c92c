// One case as its page shows it, and the same case in the firm's plain words.
import type { z } from "zod"
import { ok, type Outcome } from "#kernel/refusal"
import type { Ctx } from "#kernel/flow"
import { addMonths } from "#contract/products/loan"
import { loanView, type LoanView } from "#products/loan"

import type { repayMethod } from "../model.ts"
import { coverOf } from "../rules.ts"
import { cannot } from "../rules/guards.ts"
import { actions, stateTitles, states, type CaseAction, type CaseState } from "../states.ts"
import {
  bandsOf,
  capsOf,
  factsOf,
  findCase,
  legsOf,
  outstandingFen,
  packageLegs,
  yuan,
  type CaseRow,
} from "../flows/case.ts"
import { needOf, type NeedTexts } from "../flows/valuing.ts"
import { printsFor } from "./prints-of.ts"
import { summaries, text, todayOf, type NamedCase } from "./list.ts"
import { eventViews, legViews, marginCallViews, valuationViews } from "./views.ts"

async function named(
  ctx: Ctx,
  id: string,
): Promise<
  Outcome<{ row: NamedCase; party: { id: string; name: string; uscc: string | null; industry: string | null } }>
> {
  const found = await findCase(ctx, id)
  if (!found.ok) return found
  const party = await ctx.db
    .selectFrom("party")
    .select(["id", "name", "uscc", "industry"])
    .where("id", "=", found.value.party_id)
    .executeTakeFirstOrThrow()
  return ok({ row: { ...found.value, party_name: party.name }, party })
}

export async function caseDetailOf(ctx: Ctx, id: string) {
  const found = await named(ctx, id)
  if (!found.ok) return found
  const { row, party } = found.value
  const today = await todayOf(ctx)
  const caps = await capsOf(ctx, today)
  const legs = await legsOf(ctx, id)
  const [summary] = await summaries(ctx, [row])
  const loan = row.loan_no ? await loanView(ctx, row.loan_no, today) : null
  return ok({
    ...summary!,
    party,
    alertBands: await bandsOf(ctx, today),
    purpose: row.purpose,
    termMonths: row.reviewed_months ?? row.term_months,
    startOn: row.start_on,
    endOn: row.end_on,
    longestEndOn: await longestEnd(ctx, id, today),
    ratePct: row.rate_pct === null ? null : trim(row.rate_pct),
    method: row.method as "interest_only" | null,
    consentLetter: row.consent_letter,
    need: needView(row),
    environment: row.environment as never,
    legs: await legViews(ctx, legs, row.case_no, caps),
    valuations: await valuationViews(ctx, id),
    authority: row.authority as "subbranch_head" | null,
    approvalId: row.approval_id,
    approvalReasons: row.authority_reasons as unknown as string[],
    contractNo: row.contract_no,
    contractSignedAt: row.contract_signed_at?.toISOString() ?? null,
    cover: await coverView(ctx, row, today),
    curve: await curveOf(ctx, row, today, loan?.ok ? loan.value.amount : null),
    marginCalls: await marginCallViews(ctx, id, caps),
    events: await eventViews(ctx, { caseId: id, limit: 200 }),
    loan: loan?.ok ? ownMethod(loan.value) : null,
    timeline: await timelineOf(ctx, id),
    prints: await printsFor(ctx, row),
    actions: await actionsOf(ctx, row, today),
  })
}

export const trim = (rate: string): string => rate.replace(/(\.\d{2})(\d*?)0+$/, "$1$2")

function needView(row: CaseRow) {
  if (!row.need) return null
  const texts = row.need as unknown as NeedTexts
  const need = needOf(texts)
  return {
    ...texts,
    cycleDays: need.cycleDays,
    workingCapital: yuan(need.workingCapitalFen),
    gap: yuan(need.gapFen),
    warning: need.warning,
  }
}

async function longestEnd(ctx: Ctx, id: string, today: string): Promise<string | null> {
  const rows = await ctx.db
    .selectFrom("emission_leg")
    .innerJoin("emission_right", "emission_right.id", "right_id")
    .innerJoin("emission_permit", "emission_permit.id", "permit_id")
    .select(["emission_right.valid_to as a", "emission_permit.valid_to as b"])
    .where("case_id", "=", id)
    .where("removed_at", "is", null)
    .execute()
  return rows.length === 0 ? null : [...rows.flatMap((row) => [row.a, row.b]), addMonths(today, 36)].toSorted()[0]!
}

async function coverView(ctx: Ctx, row: CaseRow, today: string) {
  const owed = await outstandingFen(ctx, row)
  if (owed === 0n) return null
  const cover = coverOf(
    owed,
    packageLegs(await legsOf(ctx, row.id)),
    await capsOf(ctx, today),
    await bandsOf(ctx, today),
  )
  return {
    onRight: yuan(cover.onRightFen),
    rightValue: yuan(cover.rightValueFen),
    ltvBp: cover.ltvBp,
    band: cover.band,
    cure: yuan(cover.cureFen),
  }
}

async function curveOf(ctx: Ctx, row: CaseRow, today: string, paidOut: string | null) {
  const rows = await ctx.db
    .selectFrom("emission_valuation")
    .selectAll()
    .where("case_id", "=", row.id)
    .orderBy("at")
    .execute()
  const points = rows.map((one) => ({
    on: one.valued_on,
    rightValue: yuan(one.rights_fen),
    packageValue: yuan(one.rights_fen + one.others_fen),
    outstanding: yuan(one.outstanding_fen),
  }))
  const last = rows.at(-1)
  if (!last || !row.loan_no) return points
  const out = yuan(await outstandingFen(ctx, row))
  // The day of pay-out is a step of its own: valuations alone would show the debt only at the next bulletin.
  const before = points.findLast((one) => one.on <= (row.paid_out_on ?? ""))
  if (before && paidOut)
    points.splice(points.indexOf(before) + 1, 0, { ...before, on: row.paid_out_on!, outstanding: paidOut })
  return [
    ...points,
    {
      on: today,
      rightValue: yuan(last.rights_fen),
      packageValue: yuan(last.rights_fen + last.others_fen),
      outstanding: out,
    },
  ]
}

async function timelineOf(ctx: Ctx, id: string) {
  const rows = await ctx.db
    .selectFrom("emission_timeline")
    .selectAll()
    .where("case_id", "=", id)
    .orderBy("seq", "desc")
    .limit(300)
    .execute()
  return rows.map((row) => ({
    at: row.at.toISOString(),
    kind: row.kind as "state",
    who: row.who,
    zh: row.zh,
    en: row.en,
    reference: row.reference,
  }))
}

async function actionsOf(ctx: Ctx, row: CaseRow, today: string) {
  const facts = await factsOf(ctx, row, today)
  return (Object.keys(actions) as CaseAction[])
    .filter((name) => name !== "approve" && (actions[name].from as readonly string[]).includes(row.state))
    .map((name) => {
      const spec = actions[name]
      const denied = spec.permission !== null && !ctx.actor.permissions.has(spec.permission)
      const reason = denied
        ? { zh: "您的岗位不办理此项", en: "Not an act of your post" }
        : cannot(name, row.state as CaseState, facts)
      return { action: name, zh: spec.zh, en: spec.en, enabled: reason === null, reason }
    })
}

const path: CaseState[] = [
  "applied",
  "env_checked",
  "valued",
  "approved",
  "contracted",
  "registered",
  "disbursed",
  "settled",
  "released",
]

export async function portalCaseOf(ctx: Ctx, id: string) {
  const found = await named(ctx, id)
  if (!found.ok) return found
  const { row } = found.value
  const today = await todayOf(ctx)
  const state = row.state as CaseState
  const title = stateTitles[state]
  const facts = await factsOf(ctx, row, today)
  const legs = await legsOf(ctx, id)
  const loan = row.loan_no ? await loanView(ctx, row.loan_no, today) : null
  const calls = await marginCallViews(ctx, id, await capsOf(ctx, today))
  const rank = states.indexOf(state)
  return ok({
    id,
    caseNo: row.case_no,
    state,
    statusZh: title.portalZh,
    statusEn: title.portalEn,
    nextZh: title.nextZh,
    nextEn: title.nextEn,
    asked: text(row.asked_fen),
    approved: text(row.approved_fen),
    ratePct: row.rate_pct === null ? null : trim(row.rate_pct),
    termMonths: row.reviewed_months ?? row.term_months,
    appliedOn: row.applied_on,
    managerName: row.manager_name,
    canSign: cannot("contract", state, facts) === null,
    canRepay: cannot("repay", state, facts) === null,
    contractNo: row.contract_no,
    marginCall: calls.find((one) => one.closedOn === null) ?? null,
    loan: loan?.ok ? ownMethod(loan.value) : null,
    legs: legs.map((leg) => ({
      title: leg.title,
      registered: facts.registrationsSent && !facts.unregistered.includes(leg.title),
    })),
    steps: path.map((step) => ({
      zh: stateTitles[step].portalZh,
      en: stateTitles[step].portalEn,
      done: state !== "rejected" && rank >= states.indexOf(step),
      on: step === "applied" ? row.applied_on : step === "disbursed" ? row.paid_out_on : null,
    })),
    prints: await printsFor(ctx, row),
  })
}

/** The scene signs notes by its own methods only; the product knows more. */
const ownMethod = (loan: LoanView) => ({ ...loan, method: loan.method as z.output<typeof repayMethod> })
