// What a reviewer's figures are held against: term and use, need, equity, cover, package, and the single-borrower cap.
import type { FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { parameter } from "#kernel/rule-data"
import { refuse } from "../refusals.ts"
import { coverOf, coverText, type Guarantee, type RaiseFact } from "../rules.ts"
import { exposureFen } from "./authority.ts"
import { fenOf, productOf, yuan, type CaseRow } from "./case.ts"
import { capsOf, legsOf } from "./facts.ts"
import { checkRequest } from "./intake.ts"
import { lendableFen } from "./package.ts"
import { needViewOf, projectViewOf, type CoverTexts, type NeedView } from "./sizing.ts"

export interface Proposed {
  fen: bigint
  termMonths: number
  guarantee: Guarantee
  raiseFacts: readonly RaiseFact[]
}

export async function checkReview(ctx: FlowCtx, row: CaseRow, given: Proposed): Promise<Outcome<void>> {
  const need = await needViewOf(ctx, row)
  const asked = {
    fen: given.fen,
    termMonths: given.termMonths,
    product: productOf(row),
    method: row.method,
    everyMonths: row.every_months,
    purpose: row.purpose,
  }
  const request = await checkRequest(ctx, ctx.today, asked, need?.cycleDays ?? null)
  if (!request.ok) return request
  const sized = row.product === "project" ? await checkShare(ctx, row, given.fen) : checkNeed(need, given.fen)
  if (!sized.ok) return sized
  const cover = await checkCover(ctx, row, given)
  if (!cover.ok) return cover
  const secured = await checkPackage(ctx, row, given)
  return secured.ok ? checkConcentration(ctx, row, given.fen) : secured
}

function checkNeed(need: NeedView | null, fen: bigint): Outcome<void> {
  if (!need) return refuse["E-STATE"]({ reason: "请先测算资金需求", reasonEn: "Reckon the need first" })
  if (need.warning) return refuse["W-NEG-CYCLE"]({ days: need.cycleDays }, "amount")
  return fen <= fenOf(need.loan) ? ok() : refuse["E-NEED"]({ given: yuan(fen), need: need.loan }, "amount")
}

async function checkShare(ctx: FlowCtx, row: CaseRow, fen: bigint): Promise<Outcome<void>> {
  const project = await projectViewOf(ctx, row, ctx.today)
  if (!project) return refuse["E-STATE"]({ reason: "请先录入项目资料", reasonEn: "Enter the project first" })
  if (fen <= fenOf(project.debtMax)) return ok()
  const facts = {
    total: project.totalInvestment,
    equity: project.equityRequired,
    debt: project.debtMax,
    given: yuan(fen),
  }
  return refuse["E-SHARE"](facts, "amount")
}

async function checkCover(ctx: FlowCtx, row: CaseRow, given: Proposed): Promise<Outcome<void>> {
  if (!row.cover || given.raiseFacts.includes("policyException")) return ok()
  const texts = row.cover as unknown as CoverTexts
  const least = await parameter<number>(ctx, "corporate-loan.cover-least", ctx.today)
  const cover = coverOf(fenOf(texts.yearlyCash), fenOf(texts.yearlyService))
  return cover >= least ? ok() : refuse["E-COVER"]({ cover: coverText(cover), least: coverText(least) }, "amount")
}

async function checkPackage(ctx: FlowCtx, row: CaseRow, given: Proposed): Promise<Outcome<void>> {
  if (given.guarantee !== "full_mortgage" && given.guarantee !== "low_risk") return ok()
  const fen = lendableFen(await legsOf(ctx, row.id), await capsOf(ctx, ctx.today))
  return given.fen <= fen ? ok() : refuse["E-LENDABLE"]({ lendable: yuan(fen), given: yuan(given.fen) }, "guarantee")
}

/** R12: one borrower owes at most a tenth of the bank's capital. */
async function checkConcentration(ctx: FlowCtx, row: CaseRow, fen: bigint): Promise<Outcome<void>> {
  const capital = await parameter<number>(ctx, "corporate-loan.capital-yuan", ctx.today)
  const limitFen = BigInt(capital) * 10n
  const after = (await exposureFen(ctx, [row.party_id], row.limit_no)) + fen
  if (after <= limitFen) return ok()
  return refuse["E-CONCENTRATION"]({ exposure: yuan(after), limit: yuan(limitFen) }, "amount")
}
