// One case as its page shows it.
import { ok } from "#kernel/refusal"
import type { Ctx } from "#kernel/flow"
import { filesOf } from "#kernel/document"
import { chargesOf, isValuationStale, lendableOfFen, type LtvCapsBp } from "#products/collateral"
import { loanView, trimmed, type LoanView } from "#products/loan"
import { parameter } from "#kernel/rule-data"
import {
  checklist,
  debtRatioBp,
  gateTitles,
  itemsFor,
  measuresOf,
  type Authority,
  type Gate,
  type Guarantee,
  type LoanProduct,
  type RaiseFact,
} from "../rules.ts"
import { cannot } from "../rules/guards.ts"
import { actions, isEnded, type CaseAction, type CaseState } from "../states.ts"
import { findCase, yuan, type CaseRow, type DrawRow } from "../flows/case.ts"
import {
  answersOf,
  capsOf,
  checklistFacts,
  conditionsOf,
  drawsOf,
  factsOf,
  legsOf,
  loanNosOf,
  type CaseLeg,
} from "../flows/facts.ts"
import { standingGates, undrawnFen, type Payee } from "../flows/gating.ts"
import { lendableFen } from "../flows/package.ts"
import { coverViewOf, needViewOf, projectViewOf } from "../flows/sizing.ts"
import { statementOf, statementRows, type StatementTexts } from "../flows/statements.ts"
import { summaries, todayOf } from "./list.ts"
import { printsFor } from "./prints-of.ts"
import { collectionViews, taskViews, warningViews } from "./work.ts"

type DrawState = "requested" | "submitted" | "paid" | "declined"
type Method = "interest_only" | "equal_instalment" | "equal_principal" | "bullet"
type VisitKind = "dd" | "use" | "periodic" | "progress" | "warning"

const text = (fen: bigint | null): string | null => (fen === null ? null : yuan(fen))

export async function caseDetailOf(ctx: Ctx, id: string) {
  const found = await findCase(ctx, id)
  if (!found.ok) return found
  const row = found.value
  const today = await todayOf(ctx)
  const party = await ctx.db
    .selectFrom("party")
    .select(["id", "name", "uscc", "industry", "size"])
    .where("id", "=", row.party_id)
    .executeTakeFirstOrThrow()
  const [summary] = await summaries(ctx, [{ ...row, party_name: party.name }])
  const draws = await drawsOf(ctx, id)
  const legs = await legsOf(ctx, id)
  const caps = await capsOf(ctx, today)
  const isOver = isEnded(row.state as CaseState)
  return ok({
    ...summary!,
    party,
    ...requestOf(row),
    ...decisionOf(row),
    ...contractOf(row),
    statements: await statementViews(ctx, id),
    need: await needViewOf(ctx, row),
    project: await projectViewOf(ctx, row, today),
    cover: await coverViewOf(ctx, row, today),
    checks: await checkViews(ctx, row, legs),
    visits: await visitViews(ctx, id),
    conditions: await conditionViews(ctx, row),
    legs: await legViews(ctx, row, legs, { caps, today }),
    lendable: yuan(lendableFen(legs, caps)),
    gates: row.contract_no && !isOver ? gateViews(await standingGates(ctx, row, today)) : [],
    drawableNow: await drawableNow(ctx, row, draws, today),
    draws: draws.map(drawView),
    loans: await loansOf(ctx, draws, today),
    tasks: await taskViews(ctx, { caseId: id, limit: 200 }),
    warnings: await warningViews(ctx, { caseId: id, limit: 200 }),
    collections: await collectionViews(ctx, { caseId: id, limit: 200 }),
    timeline: await timelineOf(ctx, id),
    prints: await printsFor(ctx, row),
    actions: await actionsOf(ctx, row, today),
  })
}

const requestOf = (row: CaseRow) => ({
  askedAmount: yuan(row.asked_fen),
  termMonths: row.reviewed_months ?? row.term_months,
  purpose: row.purpose,
  repaymentSource: row.repayment_source,
  method: row.method as Method,
  everyMonths: row.every_months as 1,
  guarantee: row.guarantee as Guarantee,
  guarantor: row.guarantor,
  isNewClient: row.is_new_client,
  projectTag: row.project_tag as "TECH" | "DIGITAL" | "GREEN" | "EXPAND" | null,
  permitValidTo: row.permit_valid_to,
})

const decisionOf = (row: CaseRow) => ({
  reviewedAmount: text(row.reviewed_fen),
  approvedAmount: text(row.approved_fen),
  ratePct: row.rate_pct === null ? null : trimmed(row.rate_pct),
  ddOpinion: row.dd_opinion,
  opinion: row.opinion,
  reviewerName: row.reviewer_name,
  raiseFacts: row.raise_facts as unknown as RaiseFact[],
  authority: row.authority as Authority | null,
  authorityReasons: row.authority_reasons as unknown as string[],
  approvalId: row.approval_id,
  approvalValidTo: row.approval_valid_to,
})

function contractOf(row: CaseRow) {
  const measures = row.signed_on ? measuresOf(row.product as LoanProduct, row.signed_on) : null
  return {
    contractNo: row.contract_no,
    signedOn: row.signed_on,
    endOn: row.end_on,
    measures: measures ? { zh: measures.zh, en: measures.en } : null,
    guaranteeContractNo: row.guarantee_contract_no,
    bureauCheckedOn: row.bureau_checked_on,
    handedOverOn: row.handed_over_on,
    endedReason: row.ended_reason,
  }
}

async function statementViews(ctx: Ctx, id: string) {
  return (await statementRows(ctx, id)).map((row) => {
    const texts = { period: row.period, items: row.items as unknown as StatementTexts["items"], note: row.note }
    return {
      ...texts,
      receivedOn: row.received_on,
      byName: row.by_name,
      at: row.at.toISOString(),
      debtRatioBp: debtRatioBp(statementOf(texts)),
    }
  })
}

async function checkViews(ctx: Ctx, row: CaseRow, legs: readonly CaseLeg[]) {
  const answers = new Map((await answersOf(ctx, row.id)).map((one) => [one.item, one]))
  return itemsFor(checklistFacts(row, legs)).map((item) => {
    const said = answers.get(item)
    const { zh, en } = checklist[item]
    return { item, zh, en, result: said?.result ?? null, note: said?.note ?? "", byName: said?.byName ?? null }
  })
}

async function visitViews(ctx: Ctx, id: string) {
  const rows = await ctx.db
    .selectFrom("corporate_visit")
    .selectAll()
    .where("case_id", "=", id)
    .orderBy("visited_on", "desc")
    .orderBy("at", "desc")
    .execute()
  const made = []
  for (const row of rows) {
    made.push({
      id: row.id,
      kind: row.kind as VisitKind,
      onSite: row.on_site,
      on: row.visited_on,
      place: row.place,
      officerA: row.officer_a_name,
      officerB: row.officer_b_name,
      findings: row.findings,
      photos: (await filesOf(ctx, "corporate-visit", row.id)).length,
    })
  }
  return made
}

const conditionViews = async (ctx: Ctx, row: CaseRow) =>
  (await conditionsOf(ctx, row)).map((one) => ({
    id: one.id,
    text: one.text,
    metOn: one.met_on,
    metBy: one.met_by,
    evidence: one.evidence,
  }))

async function legViews(ctx: Ctx, row: CaseRow, legs: readonly CaseLeg[], at: { caps: LtvCapsBp; today: string }) {
  const charges = await chargesOf(ctx, row.case_no)
  const months = await parameter<number>(ctx, "collateral.valuation-months", at.today)
  return legs.map((leg) => ({
    id: leg.id,
    itemNo: leg.itemNo,
    class: leg.class as "plant",
    title: leg.title,
    titleNo: leg.titleNo,
    location: leg.location,
    value: yuan(leg.valueFen),
    valuedOn: leg.valuedOn,
    validUntil: leg.validUntil,
    isStale: leg.valuedOn === null || isValuationStale(leg.valuedOn, at.today, months),
    capBp: at.caps[leg.class],
    priorClaims: yuan(leg.priorClaimsFen),
    lendable: yuan(leg.status === "active" ? lendableOfFen(leg, at.caps) : 0n),
    insuranceNo: leg.insuranceNo,
    registrations: charges
      .filter((one) => one.item_id === leg.itemId)
      .map((one) => ({
        id: one.id,
        registry: one.registry,
        kind: one.kind,
        state: one.state,
        requestNo: one.request_no,
        certificateNo: one.certificate_no,
        refusedReason: one.refused_reason,
      })),
  }))
}

const gateViews = (gates: readonly Gate[]) => gates.map((gate) => ({ ...gate, ...gateTitles[gate.code] }))

const drawView = (row: DrawRow) => ({
  id: row.id,
  drawNo: row.draw_no,
  amount: yuan(row.amount_fen),
  mode: row.mode as "self" | "entrusted",
  payees: row.payees as unknown as Payee[],
  gates: gateViews(row.gates as unknown as Gate[]),
  papersLater: row.papers_later,
  state: row.state as DrawState,
  approvalId: row.approval_id,
  requestedBy: row.requested_name,
  requestedOn: row.requested_on,
  paidOn: row.paid_on,
  loanNo: row.loan_no,
  entrustBy: row.entrust_by,
  entrustLatest: row.entrust_latest,
  checkDueOn: row.check_due_on,
  checkedOn: row.checked_on,
  checkResult: row.check_result as "as_agreed" | "misused" | null,
  checkNote: row.check_note,
  checkedBy: row.checked_by,
})

/** The line that is left, and for a project no more than equity and progress allow. */
async function drawableNow(ctx: Ctx, row: CaseRow, draws: readonly DrawRow[], today: string): Promise<string | null> {
  if (!row.contract_no) return null
  const leftFen = await undrawnFen(ctx, row)
  const project = await projectViewOf(ctx, row, today)
  if (!project) return yuan(leftFen)
  const drawnFen = draws.filter((one) => one.state === "paid").reduce((sum, one) => sum + one.amount_fen, 0n)
  const byProject = BigInt(project.drawable.replace(".", "")) - drawnFen
  const most = byProject < leftFen ? byProject : leftFen
  return yuan(most > 0n ? most : 0n)
}

async function loansOf(ctx: Ctx, draws: readonly DrawRow[], today: string): Promise<LoanView[]> {
  const views: LoanView[] = []
  for (const loanNo of loanNosOf(draws)) {
    const view = await loanView(ctx, loanNo, today)
    if (view.ok) views.push(view.value)
  }
  return views
}

async function timelineOf(ctx: Ctx, id: string) {
  const rows = await ctx.db
    .selectFrom("corporate_timeline")
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

/** Steps that a person takes, not those that an approval or the day's end takes. */
async function actionsOf(ctx: Ctx, row: CaseRow, today: string) {
  const facts = await factsOf(ctx, row, today)
  return (Object.keys(actions) as CaseAction[])
    .filter(
      (name) => actions[name].permission !== null && (actions[name].from as readonly string[]).includes(row.state),
    )
    .map((name) => {
      const spec = actions[name]
      const denied = !ctx.actor.permissions.has(spec.permission!)
      const reason = denied
        ? { zh: "您的岗位不办理此项", en: "Not an act of your post" }
        : cannot(name, row.state as CaseState, facts)
      return { action: name, zh: spec.zh, en: spec.en, enabled: reason === null, reason }
    })
}
