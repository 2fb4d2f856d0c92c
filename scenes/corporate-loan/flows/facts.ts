// The facts that the guards of the state table ask for, read at once for one case.
import { balances } from "#ledger"
import { daysBetween } from "#contract/products/loan"
import { ledgerOn, type Ctx } from "#kernel/flow"
import { parameter } from "#kernel/rule-data"
import { depositOf } from "#products/deposit"
import { chargesOf, latestValuation, type Charge, type CollateralClass, type LtvCapsBp } from "#products/collateral"
import {
  openItems,
  signals,
  visitedEnough,
  type Answer,
  type ChecklistFacts,
  type LoanProduct,
  type Signal,
} from "../rules.ts"
import type { CaseFacts } from "../rules/guards.ts"
import type { CaseRow, DrawRow } from "./case.ts"
import { needViewOf } from "./sizing.ts"

export interface CaseLeg {
  id: string
  itemId: string
  itemNo: string
  class: CollateralClass
  title: string
  titleNo: string | null
  location: string | null
  insuranceNo: string | null
  status: string
  priorClaimsFen: bigint
  valueFen: bigint
  valuedOn: string | null
  validUntil: string | null
}

export async function legsOf(ctx: Ctx, caseId: string): Promise<CaseLeg[]> {
  const rows = await ctx.db
    .selectFrom("corporate_leg")
    .innerJoin("collateral_item", "collateral_item.id", "corporate_leg.item_id")
    .selectAll("corporate_leg")
    .select(["item_no", "title", "title_no", "status", "location", "insurance_no"])
    .where("case_id", "=", caseId)
    .where("removed_at", "is", null)
    .orderBy("corporate_leg.created_at")
    .execute()
  const legs: CaseLeg[] = []
  for (const row of rows) {
    const valued = await latestValuation(ctx, row.item_id)
    legs.push({
      id: row.id,
      itemId: row.item_id,
      itemNo: row.item_no,
      class: row.class as CollateralClass,
      title: row.title,
      titleNo: row.title_no,
      location: row.location,
      insuranceNo: row.insurance_no,
      status: row.status,
      priorClaimsFen: row.prior_claims_fen,
      valueFen: valued?.valueFen ?? 0n,
      valuedOn: valued?.valuedOn ?? null,
      validUntil: valued?.validUntil ?? null,
    })
  }
  return legs
}

export const capsOf = (ctx: Ctx, on: string): Promise<LtvCapsBp> =>
  parameter<LtvCapsBp>(ctx, "collateral.ltv-caps-bp", on)

export async function drawsOf(ctx: Ctx, caseId: string): Promise<DrawRow[]> {
  return ctx.db.selectFrom("corporate_draw").selectAll().where("case_id", "=", caseId).orderBy("draw_no").execute()
}

export const loanNosOf = (draws: readonly DrawRow[]): string[] => draws.flatMap((one) => one.loan_no ?? [])

export const checklistFacts = (row: CaseRow, legs: readonly unknown[]): ChecklistFacts => ({
  product: row.product as LoanProduct,
  hasCollateral: legs.length > 0 || row.guarantee === "full_mortgage" || row.guarantee === "low_risk",
  hasGuarantor: row.guarantee === "guarantor" || Boolean(row.guarantor),
})

export async function answersOf(ctx: Ctx, caseId: string): Promise<(Answer & { byName: string })[]> {
  const rows = await ctx.db.selectFrom("corporate_check").selectAll().where("case_id", "=", caseId).execute()
  return rows.map((one) => ({
    item: one.item as Answer["item"],
    result: one.result as Answer["result"],
    note: one.note,
    byName: one.by_name,
  }))
}

export async function conditionsOf(ctx: Ctx, row: CaseRow) {
  return ctx.db
    .selectFrom("corporate_condition")
    .selectAll()
    .where("case_id", "=", row.id)
    .where("round", "=", row.round)
    .orderBy("position")
    .execute()
}

/** Everything on the notes' accounts; zero means settled. */
export async function owedOf(ctx: Ctx, loanNos: readonly string[]): Promise<bigint> {
  const parts = ["principal", "overdue", "interest", "penalty", "compound", "memo"]
  const keys = loanNos.flatMap((loanNo) => parts.map((part) => `loan:${loanNo}:${part}`))
  return (await balances(ledgerOn(ctx.db), keys)).reduce((sum, one) => sum + one.balance, 0n)
}

export const isSmallFirm = (size: string | null): boolean => size === "small" || size === "micro"

export async function openRedOf(ctx: Ctx, caseId: string): Promise<string | null> {
  const red = await ctx.db
    .selectFrom("corporate_warning")
    .select("signal")
    .where("case_id", "=", caseId)
    .where("level", "=", "red")
    .where("closed_on", "is", null)
    .executeTakeFirst()
  return red ? signals[red.signal as Signal].zh : null
}

/** Legs whose own charge is not registered, by title. */
export function unregistered(legs: readonly CaseLeg[], charges: readonly Charge[]): string[] {
  return legs
    .filter((leg) => leg.status === "active")
    .filter((leg) => {
      const own = charges.filter((one) => one.item_id === leg.itemId && one.state !== "refused")
      return own.length === 0 || own.some((one) => one.state !== "done")
    })
    .map((leg) => leg.title)
}

async function visitFacts(ctx: Ctx, row: CaseRow, on: string): Promise<boolean> {
  const party = await ctx.db.selectFrom("party").select("size").where("id", "=", row.party_id).executeTakeFirstOrThrow()
  const visits = await ctx.db
    .selectFrom("corporate_visit")
    .select("on_site")
    .where("case_id", "=", row.id)
    .where("kind", "=", "dd")
    .execute()
  const maxYuan = await parameter<number>(ctx, "corporate-loan.off-site-yuan", on)
  return visitedEnough({
    onSiteVisits: visits.filter((one) => one.on_site).length,
    offSiteVisits: visits.filter((one) => !one.on_site).length,
    amountFen: row.asked_fen,
    isSmallFirm: isSmallFirm(party.size),
    offSiteMaxFen: BigInt(maxYuan) * 100n,
  })
}

async function pendingKinds(ctx: Ctx, caseId: string): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom("approval")
    .select("kind")
    .where("object_id", "=", caseId)
    .where("state", "=", "open")
    .execute()
  return rows.map((one) => one.kind)
}

async function overdueDaysOf(ctx: Ctx, loanNos: readonly string[], on: string): Promise<number> {
  if (loanNos.length === 0) return 0
  const late = await ctx.db
    .selectFrom("loan")
    .select((e) => e.fn.min<string>("overdue_since").as("since"))
    .where("loan_no", "in", [...loanNos])
    .where("overdue_since", "is not", null)
    .executeTakeFirst()
  return late?.since ? daysBetween(late.since, on) : 0
}

export async function factsOf(ctx: Ctx, row: CaseRow, on: string): Promise<CaseFacts> {
  const legs = await legsOf(ctx, row.id)
  const charges = await chargesOf(ctx, row.case_no)
  const draws = await drawsOf(ctx, row.id)
  const conditions = await conditionsOf(ctx, row)
  const pending = await pendingKinds(ctx, row.id)
  const need = row.need ? await needViewOf(ctx, row) : null
  const statements = await ctx.db
    .selectFrom("corporate_statement")
    .select((e) => e.fn.countAll<bigint>().as("n"))
    .where("case_id", "=", row.id)
    .executeTakeFirstOrThrow()
  const loanNos = loanNosOf(draws)
  return {
    product: row.product as LoanProduct,
    statements: Number(statements.n),
    hasNeed: need !== null,
    needIsNegative: need?.warning === "W-NEG-CYCLE",
    cycleDays: need?.cycleDays ?? "0",
    hasProject: row.project !== null,
    hasCover: row.cover !== null,
    openItems: openItems(checklistFacts(row, legs), await answersOf(ctx, row.id)),
    visitedEnough: await visitFacts(ctx, row, on),
    isReviewed: row.reviewed_fen !== null,
    approvalPending: pending.includes("corporate-loan.credit"),
    drawPending: draws.some((one) => one.state === "requested" || one.state === "submitted"),
    drawRequested: draws.some((one) => one.state === "requested"),
    openConditions: conditions.filter((one) => one.met_on === null).map((one) => one.text),
    approvalValidTo: row.approval_valid_to,
    today: on,
    guarantee: row.guarantee,
    legs: legs.length,
    unregistered: unregistered(legs, charges),
    unreleased: charges.filter((one) => one.state === "releasing").map((one) => one.request_no),
    registrationsSent: charges.length > 0,
    hasAccount: (await depositOf(ctx, row.party_id)) !== null,
    openRed: await openRedOf(ctx, row.id),
    owedFen: await owedOf(ctx, loanNos),
    draws: loanNos.length,
    uncheckedDraws: draws.filter((one) => one.state === "paid" && one.checked_on === null).length,
    overdueDays: await overdueDaysOf(ctx, loanNos, on),
    handedOver: row.handed_over_on !== null,
    writeOffPending: pending.includes("corporate-loan.write-off"),
  }
}
