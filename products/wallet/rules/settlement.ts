// What a merchant gets for a day: sales less what was taken back, less the fee, rounded once.
import { mulDivHalfUp } from "../../../ledger/amount.ts"

export interface DaySales {
  grossFen: bigint
  reversedFen: bigint
  feeBp: number
}

export function settleSales({ grossFen, reversedFen, feeBp }: DaySales): { feeFen: bigint; netFen: bigint } {
  const dueFen = grossFen - reversedFen
  // A day of more returns than sales costs no fee; it lowers the next settlement.
  const feeFen = dueFen > 0n ? mulDivHalfUp(dueFen, BigInt(feeBp), 10_000n) : 0n
  return { feeFen, netFen: dueFen - feeFen }
}
