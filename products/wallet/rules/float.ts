// How long the holders' money has been lying there. What is spent is the oldest, so what is left came last. Pure.

export const ageSteps = [30, 90, 180, 365] as const

/** Upper ends of the bands in days; the last band has none. */
export const ageBands = [...ageSteps, null] as const

export interface BroughtIn {
  ageDays: number
  amountFen: bigint
}

const bandOf = (ageDays: number): number => {
  const at = ageSteps.findIndex((end) => ageDays <= end)
  return at < 0 ? ageSteps.length : at
}

/** A balance by the age of what it is made of, newest first; what no line explains is as old as can be. */
export function ageBalance(balanceFen: bigint, brought: readonly BroughtIn[]): bigint[] {
  const bands = ageBands.map(() => 0n)
  let left = balanceFen
  for (const one of brought.toSorted((a, b) => a.ageDays - b.ageDays)) {
    if (left <= 0n) break
    const part = one.amountFen < left ? one.amountFen : left
    bands[bandOf(one.ageDays)]! += part
    left -= part
  }
  if (left > 0n) bands[ageSteps.length]! += left
  return bands
}
