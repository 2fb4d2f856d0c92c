// Which open bills an incoming amount pays: oldest due day first (民法典 art. 560), then the lower bill number. Money that
// has come is never turned away for being too small a part: what a bill does not take is kept ahead. Pure.
import type { CodeRule } from "../model.ts"

export interface OpenBill {
  billNo: string
  dueOn: string
  owedFen: bigint
  /** The least part the bill takes; all that is owed where it takes no parts. */
  leastFen: bigint
}

export interface Share {
  billNo: string
  amountFen: bigint
}

export type Match =
  | { kind: "taken"; shares: Share[]; restFen: bigint }
  /** STRICT, and the amount is neither one bill nor a sum of the oldest. */
  | { kind: "no-sum" }

export const oldestFirst = <B extends { billNo: string; dueOn: string }>(bills: readonly B[]): B[] =>
  bills.toSorted((a, b) => (a.dueOn === b.dueOn ? (a.billNo < b.billNo ? -1 : 1) : a.dueOn < b.dueOn ? -1 : 1))

export function matchAmount(rule: CodeRule, open: readonly OpenBill[], amountFen: bigint): Match {
  const bills = oldestFirst(open.filter((bill) => bill.owedFen > 0n))
  return rule === "strict" ? strict(bills, amountFen) : loose(bills, amountFen)
}

function loose(bills: readonly OpenBill[], amountFen: bigint): Match {
  const shares: Share[] = []
  let left = amountFen
  for (const bill of bills) {
    if (left === 0n) break
    const taken = bill.owedFen < left ? bill.owedFen : left
    // A later bill is not paid before an older one.
    if (taken < bill.leastFen) break
    shares.push({ billNo: bill.billNo, amountFen: taken })
    left -= taken
  }
  return { kind: "taken", shares, restFen: left }
}

function strict(bills: readonly OpenBill[], amountFen: bigint): Match {
  let sum = 0n
  for (const [at, bill] of bills.entries()) {
    sum += bill.owedFen
    if (sum === amountFen) return { kind: "taken", shares: whole(bills.slice(0, at + 1)), restFen: 0n }
  }
  const one = bills.find((bill) => bill.owedFen === amountFen)
  return one ? { kind: "taken", shares: whole([one]), restFen: 0n } : { kind: "no-sum" }
}

const whole = (bills: readonly OpenBill[]): Share[] =>
  bills.map((bill) => ({ billNo: bill.billNo, amountFen: bill.owedFen }))
