// Who decides on relief: the table names the office for the tool and the amount; an extension goes to who decided on the
// loan at first, a second one a level up. Pure.
import type { Reason } from "./eligibility.ts"
import type { Tool } from "./tools.ts"

export const authorities = ["subbranch_head", "city_approver", "city_committee", "province"] as const
export type Authority = (typeof authorities)[number]

export const authorityTitles: Record<Authority, Reason> = {
  subbranch_head: { zh: "支行行长", en: "Sub-branch head" },
  city_approver: { zh: "分行审批人", en: "City branch approver" },
  city_committee: { zh: "分行审贷会", en: "City branch committee" },
  province: { zh: "省分行", en: "Province" },
}

/** The posts that sign in turn; what goes to the province is submitted by the branch's president. */
export const ladders: Record<Authority, string[][]> = {
  subbranch_head: [["subbranch-head"]],
  city_approver: [["subbranch-head"], ["approver"]],
  city_committee: [["subbranch-head"], ["approver"], ["committee"]],
  province: [["subbranch-head"], ["approver"], ["committee"], ["president"]],
}

export interface AuthorityFacts {
  tool: Tool
  amountFen: bigint
  /** Extensions made before. */
  extensions: number
  overdueDays: number
  /** Who decided on the loan at first. */
  original: Authority
}

/** Whole ten-thousands upwards, so that a fen over the line counts. */
export const authorityQuestion = (of: AuthorityFacts): Record<string, unknown> => ({
  tool: of.tool,
  amountWan: Number((of.amountFen + 999_999n) / 1_000_000n),
  overdueDays: of.overdueDays,
})

/** The table's answer made an office: "original" is the first authority, and each earlier extension raises it once. */
export function authorityOf(
  named: string | undefined,
  of: AuthorityFacts,
): { authority: Authority; reasons: Reason[] } {
  if (named === "original") {
    const isAgain = of.extensions > 0
    const at = authorities.indexOf(of.original) + (isAgain ? 1 : 0)
    const authority = authorities[Math.min(at, authorities.length - 1)]!
    const reasons = [
      {
        zh: `原审批权限：${authorityTitles[of.original].zh}`,
        en: `Original authority: ${authorityTitles[of.original].en}`,
      },
    ]
    if (isAgain)
      reasons.push({
        zh: `此前已展期 ${of.extensions} 次，提高一级`,
        en: `Extended ${of.extensions} times before: one level up`,
      })
    return { authority, reasons }
  }
  // A table without an answer must not lower anybody's duty: the highest office decides.
  const authority = authorities.find((one) => one === named) ?? "province"
  const wan = Number((of.amountFen + 999_999n) / 1_000_000n)
  const reasons = [
    {
      zh: `权限表：${authorityTitles[authority].zh}（${wan} 万元）`,
      en: `Table: ${authorityTitles[authority].en} (${wan} ten-thousand)`,
    },
  ]
  if (of.overdueDays > 90)
    reasons.push({ zh: "逾期超过 90 天，须特别审批", en: "Overdue for more than 90 days: special approval" })
  return { authority, reasons }
}
