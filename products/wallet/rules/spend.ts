// How a purchase is taken out of a wallet. Pure: the terminal's word in, purse by purse out.
// What a terminal took without a network has happened, so it is always booked; what is missing becomes arrears.
import type { DeclineReason, Purse, WalletMoney } from "../model.ts"

export interface SpendPlan {
  /** By purse code, zero left out. */
  parts: Record<string, bigint>
  arrearsFen: bigint
}

/** What a purchase takes from its holder, debts included. */
export const takenFen = (plan: SpendPlan): bigint =>
  Object.values(plan.parts).reduce((sum, one) => sum + one, plan.arrearsFen)

export const mayUse = (purse: Purse, merchantKind: string): boolean =>
  purse.uses.includes("*") || purse.uses.includes(merchantKind)

/** Takes from the purses in the scheme's order; the rest is what the wallet does not hold. */
export function takeFrom(
  purses: readonly Purse[],
  money: WalletMoney,
  spend: { amountFen: bigint; merchantKind: string },
): SpendPlan {
  const parts: Record<string, bigint> = {}
  let left = spend.amountFen
  for (const purse of purses) {
    const has = money.purses[purse.code] ?? 0n
    if (left === 0n || has <= 0n || !mayUse(purse, spend.merchantKind)) continue
    const part = has < left ? has : left
    parts[purse.code] = part
    left -= part
  }
  return { parts, arrearsFen: left }
}

export interface OnlineFacts {
  purses: readonly Purse[]
  money: WalletMoney
  amountFen: bigint
  merchantKind: string
  creditFloorFen: bigint
  dailyLimitFen: bigint | null
  spentTodayFen: bigint
}

/** A purchase with a network may be declined. */
export function decideOnline(facts: OnlineFacts): { ok: true; plan: SpendPlan } | { ok: false; reason: DeclineReason } {
  const { purses, money, amountFen, merchantKind } = facts
  if (facts.dailyLimitFen !== null && facts.spentTodayFen + amountFen > facts.dailyLimitFen)
    return { ok: false, reason: "LIMIT_DAY" }
  const plan = takeFrom(purses, money, { amountFen, merchantKind })
  if (money.arrearsFen + plan.arrearsFen <= facts.creditFloorFen || plan.arrearsFen === 0n) return { ok: true, plan }
  const elsewhere = purses
    .filter((one) => one.uses.length > 0 && !mayUse(one, merchantKind))
    .reduce((sum, one) => sum + (money.purses[one.code] ?? 0n), 0n)
  return { ok: false, reason: elsewhere >= plan.arrearsFen ? "PURSE_NOT_ALLOWED" : "SHORT" }
}

/** Money that comes in repays what is owed first. */
export function bringIn(arrearsFen: bigint, amountFen: bigint): { arrearsFen: bigint; purseFen: bigint } {
  const repaid = arrearsFen < amountFen ? arrearsFen : amountFen
  return { arrearsFen: repaid, purseFen: amountFen - repaid }
}

export function afterSpend(money: WalletMoney, plan: SpendPlan): WalletMoney {
  const purses = { ...money.purses }
  for (const [code, part] of Object.entries(plan.parts)) purses[code] = (purses[code] ?? 0n) - part
  return { purses, arrearsFen: money.arrearsFen + plan.arrearsFen }
}

export function afterBringIn(money: WalletMoney, purse: string, amountFen: bigint): WalletMoney {
  const { arrearsFen, purseFen } = bringIn(money.arrearsFen, amountFen)
  return {
    purses: { ...money.purses, [purse]: (money.purses[purse] ?? 0n) + purseFen },
    arrearsFen: money.arrearsFen - arrearsFen,
  }
}

/** What goes back when a purchase is taken back: each part into its purse, the owed part against what is still owed. */
export function takeBack(
  money: WalletMoney,
  plan: SpendPlan,
  cashPurse: string,
): { parts: Record<string, bigint>; arrearsFen: bigint } {
  const parts = { ...plan.parts }
  const { arrearsFen, purseFen } = bringIn(money.arrearsFen, plan.arrearsFen)
  if (purseFen > 0n) parts[cashPurse] = (parts[cashPurse] ?? 0n) + purseFen
  return { parts, arrearsFen }
}
