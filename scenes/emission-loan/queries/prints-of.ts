// Which papers can be printed for a case at its stage.
import type { Ctx } from "#kernel/flow"
import type { CaseRow } from "../flows/case.ts"
import { papers } from "../papers.ts"

export async function printsFor(ctx: Ctx, row: CaseRow) {
  const own = papers
    .filter((paper) => paper.ready(row) && (ctx.actor.kind !== "portal" || paper.forFirm))
    .map((paper) => ({ kind: `emission-loan.${paper.name}`, objectId: row.id, zh: paper.zh, en: paper.en }))
  if (!row.loan_no) return own
  const loanNo = row.loan_no
  return [
    ...own,
    { kind: "loan.note", objectId: loanNo, zh: "借据", en: "Loan note" },
    { kind: "loan.plan", objectId: loanNo, zh: "还款计划", en: "Repayment plan" },
  ]
}
