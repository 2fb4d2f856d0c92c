// How much one payment may cover of a bill. The payer's page and the server ask the same function, so that the field says
// what the answer would be. Pure.

export interface PartTerms {
  owedFen: bigint
  allowPartial: boolean
  minPartialFen: bigint
}

export interface PartBounds {
  leastFen: bigint
  mostFen: bigint
}

/** over: more than is owed, or nothing at all; whole: no parts here; below: under the least part, the last one apart. */
export type PartFault = "over" | "whole" | "below"

export function partBounds({ owedFen, allowPartial, minPartialFen }: PartTerms): PartBounds {
  const least = minPartialFen > 0n ? minPartialFen : 1n
  return { leastFen: allowPartial && least < owedFen ? least : owedFen, mostFen: owedFen }
}

export function partFault(terms: PartTerms, amountFen: bigint): PartFault | null {
  const { leastFen, mostFen } = partBounds(terms)
  if (amountFen <= 0n || amountFen > mostFen) return "over"
  if (amountFen === mostFen) return null
  if (!terms.allowPartial) return "whole"
  return amountFen < leastFen ? "below" : null
}
