// Which debts a payment meets first, as data. The contract decides (民法典 560, 561); these are the bank's defaults:
// 费用 → 复利 → 罚息 → 拖欠利息 → 当期利息 → 拖欠本金 → 当期本金, and principal before interest after 90 days.

export const debtParts = [
  "fees",
  "compound",
  "penalty",
  "overdueInterest",
  "currentInterest",
  "overduePrincipal",
  "currentPrincipal",
] as const

export type DebtPart = (typeof debtParts)[number]
export type Debt = Record<DebtPart, bigint>

export interface AllocationRule {
  order: readonly DebtPart[]
  /** From this many overdue days on, the other order holds. */
  switchAfterDays: number
  orderAfterSwitch: readonly DebtPart[]
}

export const bankDefault: AllocationRule = {
  order: debtParts,
  switchAfterDays: 90,
  orderAfterSwitch: [
    "fees",
    "overduePrincipal",
    "currentPrincipal",
    "overdueInterest",
    "currentInterest",
    "penalty",
    "compound",
  ],
}

export const noDebt = (): Debt => ({
  fees: 0n,
  compound: 0n,
  penalty: 0n,
  overdueInterest: 0n,
  currentInterest: 0n,
  overduePrincipal: 0n,
  currentPrincipal: 0n,
})

export interface Allocation {
  paid: Debt
  /** Money no debt was left for. */
  restFen: bigint
}

export function allocatePayment(
  amountFen: bigint,
  debt: Debt,
  overdueDays: number,
  rule: AllocationRule = bankDefault,
): Allocation {
  const order = overdueDays > rule.switchAfterDays ? rule.orderAfterSwitch : rule.order
  const paid = noDebt()
  let restFen = amountFen
  for (const part of order) {
    const takenFen = debt[part] < restFen ? debt[part] : restFen
    paid[part] = takenFen
    restFen -= takenFen
  }
  return { paid, restFen }
}

export const totalDebt = (debt: Debt): bigint => debtParts.reduce((sum, part) => sum + debt[part], 0n)
