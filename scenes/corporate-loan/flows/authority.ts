// Whose decision it is: the group's exposure after this approval asked of the matrix, and what raises it by a level.
import type { Ctx, FlowCtx } from "#kernel/flow"
import { askDecision } from "#kernel/decision"
import { limitFigures } from "#products/limit"
import { outstandingOf } from "#products/loan"
import { ledgerOn } from "#kernel/flow"
import {
  authorities,
  guaranteeTitles,
  matrixQuestion,
  raised,
  raiseReasons,
  type Authority,
  type Guarantee,
  type RaiseFact,
} from "../rules.ts"
import { monthsOf, type CaseRow } from "./case.ts"
import { capsOf, legsOf } from "./facts.ts"
import { lendableFen } from "./package.ts"

/** The borrower and everybody tied to it by a group relation. */
export async function groupOf(ctx: Ctx, partyId: string): Promise<string[]> {
  const ties = await ctx.db
    .selectFrom("party_relation")
    .select(["from_party", "to_party"])
    .where((e) => e.or([e("from_party", "=", partyId), e("to_party", "=", partyId)]))
    .where("to_on", "is", null)
    .execute()
  return [...new Set([partyId, ...ties.flatMap((one) => [one.from_party, one.to_party])])]
}

export async function affiliateNames(ctx: Ctx, partyId: string): Promise<string[]> {
  const others = (await groupOf(ctx, partyId)).filter((id) => id !== partyId)
  if (others.length === 0) return []
  const rows = await ctx.db.selectFrom("party").select("name").where("id", "in", others).execute()
  return rows.map((row) => row.name)
}

/** What these parties owe and may still draw under signed contracts, apart from this case. */
export async function exposureFen(ctx: Ctx, partyIds: readonly string[], exceptLimit: string | null): Promise<bigint> {
  const loans = await ctx.db
    .selectFrom("loan")
    .select("loan_no")
    .where("party_id", "in", [...partyIds])
    .where("state", "=", "active")
    .execute()
  const owed = await outstandingOf(
    ctx,
    loans.map((row) => row.loan_no),
  )
  let sum = [...owed.values()].reduce((total, fen) => total + fen, 0n)
  const limits = await ctx.db
    .selectFrom("credit_limit")
    .select("limit_no")
    .where("party_id", "in", [...partyIds])
    .where("state", "=", "active")
    .execute()
  for (const { limit_no } of limits.filter((row) => row.limit_no !== exceptLimit)) {
    const { available, reserved } = await limitFigures(ledgerOn(ctx.db), limit_no)
    sum += available + reserved
  }
  return sum
}

export async function authorityOf(ctx: FlowCtx, row: CaseRow) {
  const legs = await legsOf(ctx, row.id)
  const packageFen = lendableFen(legs, await capsOf(ctx, ctx.today))
  const amountFen = row.reviewed_fen ?? row.asked_fen
  const others = await exposureFen(ctx, await groupOf(ctx, row.party_id), row.limit_no)
  const exposure = {
    exposureFen: others + amountFen,
    guarantee: row.guarantee as Guarantee,
    projectFen: row.product === "project" ? amountFen : 0n,
    termMonths: monthsOf(row),
  }
  const answer = await askDecision(ctx, "corporate-loan.authority", ctx.today, matrixQuestion(exposure))
  const named = (answer as { output?: { authority?: Authority } }).output?.authority
  // A table without an answer must not lower anybody's duty: the highest office decides.
  const base = named && authorities.includes(named) ? named : "head_office"
  const raise = { facts: row.raise_facts as unknown as RaiseFact[], emissionShareBp: 0 }
  const why = raiseReasons(raise)
  const reasons = [
    `集团余额 ${Number(exposure.exposureFen / 1_000_000n)} 万元`,
    guaranteeTitles[exposure.guarantee].zh,
    ...(exposure.projectFen > 0n ? ["项目贷款"] : []),
    `期限 ${exposure.termMonths} 个月`,
    ...(why.length > 0 ? [`提高一级：${why.join("、")}`] : []),
  ]
  return { authority: raised(base, raise), reasons, exposureFen: exposure.exposureFen, packageFen }
}
