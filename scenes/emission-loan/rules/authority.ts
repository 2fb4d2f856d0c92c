// Who may approve: the matrix by amount and guarantee, one level higher where the emission right carries too much.
// The table itself is decision data; this file turns its answer into signatures.

export const authorities = ["subbranch_head", "branch_approver", "branch_committee", "province"] as const
export type Authority = (typeof authorities)[number]

export const authorityTitles: Record<Authority, { zh: string; en: string }> = {
  subbranch_head: { zh: "支行行长", en: "Sub-branch head" },
  branch_approver: { zh: "分行审批人", en: "City branch approver" },
  branch_committee: { zh: "分行审贷会", en: "City branch committee" },
  province: { zh: "省分行", en: "Province" },
}

export type Guarantee = "full_mortgage" | "weak_collateral"

/** A right alone is weak collateral; a package whose other legs carry half of it is a full mortgage. */
export const guaranteeOf = (emissionShareBp: number): Guarantee =>
  emissionShareBp >= 10_000 ? "weak_collateral" : "full_mortgage"

/** Share of the right in the package's lendable value, basis points. */
export const emissionShareBp = (rightLendableFen: bigint, packageFen: bigint): number =>
  packageFen <= 0n ? 10_000 : Number((rightLendableFen * 10_000n) / packageFen)

export function raised(authority: Authority, raise: boolean): Authority {
  if (!raise) return authority
  return authorities[Math.min(authorities.indexOf(authority) + 1, authorities.length - 1)]!
}
