// Which papers can be printed for a case at its stage.
import type { Ctx } from "#kernel/flow"
import type { CaseRow } from "../flows/case.ts"
import { drawsOf, legsOf, loanNosOf } from "../flows/facts.ts"
import { papers, type Stage } from "../papers.ts"
import type { CaseState } from "../states.ts"

async function stageOf(ctx: Ctx, row: CaseRow): Promise<Stage> {
  const draws = await drawsOf(ctx, row.id)
  const count = async (table: "corporate_warning" | "corporate_visit"): Promise<number> => {
    const { n } = await ctx.db
      .selectFrom(table)
      .select((e) => e.fn.countAll<bigint>().as("n"))
      .where("case_id", "=", row.id)
      .executeTakeFirstOrThrow()
    return Number(n)
  }
  return {
    state: row.state as CaseState,
    hasNeed: row.need !== null,
    submitted: row.dd_opinion !== null,
    reviewed: row.reviewed_fen !== null,
    approved: row.approved_fen !== null,
    signed: row.contract_no !== null,
    hasLegs: (await legsOf(ctx, row.id)).length > 0,
    hasGuarantor: row.guarantor !== null,
    draws: draws.length,
    entrusted: draws.filter((one) => one.mode === "entrusted" && one.state === "paid").length,
    checked: draws.filter((one) => one.checked_on !== null).length,
    looks: draws.length > 0 ? await count("corporate_visit") : 0,
    warnings: await count("corporate_warning"),
    overdue: row.state === "overdue" || row.state === "npl",
    bad: row.state === "npl" || row.state === "written_off",
  }
}

export async function printsFor(ctx: Ctx, row: CaseRow) {
  const stage = await stageOf(ctx, row)
  const own = papers
    .filter((paper) => paper.ready(stage))
    .map(({ name, zh, en }) => ({ kind: `corporate-loan.${name}`, objectId: row.id, zh, en }))
  const notes = loanNosOf(await drawsOf(ctx, row.id)).flatMap((loanNo) => [
    { kind: "loan.note", objectId: loanNo, zh: `借据 ${loanNo}`, en: `Loan note ${loanNo}` },
    { kind: "loan.plan", objectId: loanNo, zh: `还款计划 ${loanNo}`, en: `Repayment plan ${loanNo}` },
  ])
  return [...own, ...notes]
}
