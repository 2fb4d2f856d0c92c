// Exact arithmetic of money that is released by evidence. Pure: no clock, no database. Pages use the same functions.
import { allocate, mulDivHalfUp } from "../../ledger/amount.ts"

export interface Share {
  /** What came into custody. */
  paidFen: bigint
  /** Steps among which it is shared out. */
  steps: number
}

/** What is released once k steps stand: R(k) = round(paid × k ÷ N). A unit price is never rounded and multiplied. */
export function cumulativeFen({ paidFen, steps }: Share, k: number): bigint {
  if (k <= 0) return 0n
  return k >= steps ? paidFen : mulDivHalfUp(paidFen, BigInt(k), BigInt(steps))
}

/** What the k-th step releases: R(k) − R(k−1); steps beyond N release nothing. */
export const stepFen = (share: Share, k: number): bigint => cumulativeFen(share, k) - cumulativeFen(share, k - 1)

/** What is not yet earned after k steps. */
export const unearnedFen = (share: Share, k: number): bigint => share.paidFen - cumulativeFen(share, k)

export interface Claim {
  id: string
  claimFen: bigint
  /** Instant of the contract as text; of equal remainders the earlier contract is served first. */
  signedAt: string
}

/** Shares out what is left in proportion to the claims by largest remainder; with enough, everybody gets the whole claim. */
export function waterfall(leftFen: bigint, claims: readonly Claim[]): Map<string, bigint> {
  const ordered = claims.toSorted((a, b) =>
    a.signedAt === b.signedAt ? (a.id < b.id ? -1 : 1) : a.signedAt < b.signedAt ? -1 : 1,
  )
  const total = ordered.reduce((sum, one) => sum + one.claimFen, 0n)
  if (total === 0n || leftFen <= 0n) return new Map(ordered.map((one) => [one.id, 0n]))
  if (leftFen >= total) return new Map(ordered.map((one) => [one.id, one.claimFen]))
  const parts = allocate(
    leftFen,
    ordered.map((one) => one.claimFen),
  )
  return new Map(ordered.map((one, at) => [one.id, parts[at]!]))
}

export interface ReconInput {
  receiptsFen: bigint
  releasesFen: bigint
  refundsFen: bigint
  /** The bank's closing balance of the custody account. */
  bankFen: bigint
  interestFen: bigint
  /** Received and not yet matched to an agreement. */
  unappliedFen: bigint
  depositFen?: bigint
}

/** Σ receipts − Σ releases − Σ refunds = Σ unearned = bank balance − interest − unapplied receipts (− deposit). */
export function reconcile(p: ReconInput): { unearnedFen: bigint; differenceFen: bigint } {
  const unearned = p.receiptsFen - p.releasesFen - p.refundsFen
  return {
    unearnedFen: unearned,
    differenceFen: p.bankFen - p.interestFen - p.unappliedFen - (p.depositFen ?? 0n) - unearned,
  }
}

interface Workdays {
  addWorkdays(date: string, n: number): string
}

/** Silence up to and including this day counts as a yes; the day of asking does not count. */
export const silenceEndsOn = (calendar: Workdays, askedOn: string, workdays: number): string =>
  calendar.addWorkdays(askedOn, workdays)
