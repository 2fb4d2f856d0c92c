// Who may approve: the matrix by the group's exposure and the guarantee is a decision table (data); here its question is
// made and its answer turned into signatures. Some facts raise it by one level.

export const authorities = ["subbranch_head", "city_approver", "city_committee", "province", "head_office"] as const
export type Authority = (typeof authorities)[number]

export const authorityTitles: Record<Authority, { zh: string; en: string }> = {
  subbranch_head: { zh: "支行行长", en: "Sub-branch head" },
  city_approver: { zh: "分行审批人", en: "City branch approver" },
  city_committee: { zh: "分行审贷会", en: "City branch committee" },
  province: { zh: "省分行", en: "Province" },
  head_office: { zh: "总行", en: "Head office" },
}

/** The posts that sign, one after the other. What goes to a higher office is submitted by the branch's president. */
export const ladders: Record<Authority, string[][]> = {
  subbranch_head: [["subbranch-head"]],
  city_approver: [["subbranch-head"], ["approver"]],
  city_committee: [["subbranch-head"], ["approver"], ["committee"]],
  province: [["subbranch-head"], ["approver"], ["committee"], ["president"]],
  head_office: [["subbranch-head"], ["approver"], ["committee"], ["president"]],
}

export const guarantees = ["low_risk", "full_mortgage", "guarantor", "unsecured"] as const
export type Guarantee = (typeof guarantees)[number]

export const guaranteeTitles: Record<Guarantee, { zh: string; en: string }> = {
  low_risk: { zh: "低风险（存单、银票）", en: "Low risk (deposit, bill)" },
  full_mortgage: { zh: "足额抵押", en: "Full mortgage" },
  guarantor: { zh: "担保公司或核心企业保证", en: "Guarantee company or core enterprise" },
  unsecured: { zh: "信用或弱担保", en: "Unsecured or weak collateral" },
}

export const raiseFacts = ["restructured", "restrictedIndustry", "groupOverLimit", "policyException"] as const
export type RaiseFact = (typeof raiseFacts)[number]

export const raiseTitles: Record<RaiseFact, { zh: string; en: string }> = {
  restructured: { zh: "重组贷款", en: "Restructured" },
  restrictedIndustry: { zh: "限制类行业", en: "Restricted industry" },
  groupOverLimit: { zh: "集团客户超限额", en: "Group over its limit" },
  policyException: { zh: "政策例外", en: "Policy exception" },
}

export interface Exposure {
  /** The group's exposure after this approval. */
  exposureFen: bigint
  guarantee: Guarantee
  projectFen: bigint
  termMonths: number
}

/** What the decision table is asked; whole ten-thousands upwards, so that a fen over the line counts. */
export const matrixQuestion = (of: Exposure): Record<string, unknown> => ({
  exposureWan: Number((of.exposureFen + 999_999n) / 1_000_000n),
  guarantee: of.guarantee,
  projectWan: Number((of.projectFen + 999_999n) / 1_000_000n),
  termMonths: of.termMonths,
})

export interface RaiseInput {
  facts: readonly RaiseFact[]
  /** Share of emission rights in the collateral's value, basis points. */
  emissionShareBp: number
}

export function raiseReasons(input: RaiseInput): string[] {
  const reasons = input.facts.map((fact) => raiseTitles[fact].zh)
  return input.emissionShareBp > 5000 ? [...reasons, "排污权占押品价值超过 50%"] : reasons
}

/** One level up, however many reasons there are. */
export function raised(authority: Authority, input: RaiseInput): Authority {
  if (raiseReasons(input).length === 0) return authority
  return authorities[Math.min(authorities.indexOf(authority) + 1, authorities.length - 1)]!
}
