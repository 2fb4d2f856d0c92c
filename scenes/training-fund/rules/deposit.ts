// The floor of the risk deposit: not below what all students were charged for one charging period (3 months).
export interface DepositOrder {
  chargedFen: bigint
}

export function depositFloorFen(orders: readonly DepositOrder[]): bigint {
  return orders.reduce((sum, one) => sum + one.chargedFen, 0n)
}

export function depositState(orders: readonly DepositOrder[], depositFen: bigint) {
  const floorFen = depositFloorFen(orders)
  const shortfallFen = floorFen > depositFen ? floorFen - depositFen : 0n
  return { floorFen, shortfallFen, isShort: shortfallFen > 0n }
}
