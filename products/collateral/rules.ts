// What collateral (押品) is good for, as pure arithmetic: caps by class, prior claims, the age of a valuation.
// Caps and ages are dated parameters; the figures below are their first values. Pages import this too.

export const collateralClasses = [
  "emission_right",
  "housing",
  "plant",
  "land",
  "commercial",
  "equipment",
  "vehicle",
  "receivable",
  "deposit",
] as const

export type CollateralClass = (typeof collateralClasses)[number]

export const classTitles: Record<CollateralClass, { zh: string; en: string }> = {
  emission_right: { zh: "排污权", en: "Emission right" },
  housing: { zh: "住宅", en: "Housing" },
  plant: { zh: "厂房", en: "Plant" },
  land: { zh: "土地使用权", en: "Land-use right" },
  commercial: { zh: "商业用房", en: "Commercial property" },
  equipment: { zh: "机器设备", en: "Equipment" },
  vehicle: { zh: "车辆", en: "Vehicles" },
  receivable: { zh: "应收账款", en: "Receivables" },
  deposit: { zh: "存单", en: "Deposit certificate" },
}

/** Loan-to-value caps in basis points (8000 = 80%). */
export type LtvCapsBp = Record<CollateralClass, number>

export const ltvCapsBp: LtvCapsBp = {
  emission_right: 8000,
  housing: 7000,
  plant: 6000,
  land: 6000,
  commercial: 6000,
  equipment: 4000,
  vehicle: 5000,
  receivable: 7000,
  deposit: 9500,
}

/** Where a charge over this class must be registered before it counts (登记机构). */
export const registryOf: Record<CollateralClass, "reserve-centre" | "real-estate" | "movables"> = {
  emission_right: "reserve-centre",
  housing: "real-estate",
  plant: "real-estate",
  land: "real-estate",
  commercial: "real-estate",
  equipment: "movables",
  vehicle: "movables",
  receivable: "movables",
  deposit: "movables",
}

/** Value × cap, half-up to the fen. */
export function shareFen(valueFen: bigint, capBp: number): bigint {
  return (valueFen * BigInt(capBp) * 2n + 10_000n) / 20_000n
}

export interface Leg {
  class: CollateralClass
  valueFen: bigint
  /** Highest amount secured by charges that rank before ours. */
  priorClaimsFen: bigint
}

/** A leg lends its capped value less what ranks before us, never less than nothing. */
export function lendableOfFen(leg: Leg, caps: LtvCapsBp = ltvCapsBp): bigint {
  const leftFen = shareFen(leg.valueFen, caps[leg.class]) - leg.priorClaimsFen
  return leftFen > 0n ? leftFen : 0n
}

export const packageLendableFen = (legs: readonly Leg[], caps: LtvCapsBp = ltvCapsBp): bigint =>
  legs.reduce((sum, leg) => sum + lendableOfFen(leg, caps), 0n)

/** Outstanding over value in basis points, half-up; no value at all counts as the highest figure. */
export function ltvBp(outstandingFen: bigint, valueFen: bigint): number {
  if (outstandingFen === 0n) return 0
  if (valueFen <= 0n) return 999_999
  return Number((outstandingFen * 20_000n + valueFen) / (valueFen * 2n))
}

/** The last day a valuation may be relied on, given whole months of validity. */
export function valuationValidUntil(valuedOn: string, months: number): string {
  const [year, month, day] = valuedOn.split("-").map(Number) as [number, number, number]
  const index = year * 12 + month - 1 + months
  const target = { year: Math.floor(index / 12), month: (index % 12) + 1 }
  const lengths = [31, isLeap(target.year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  const last = Math.min(day, lengths[target.month - 1]!)
  return `${target.year}-${String(target.month).padStart(2, "0")}-${String(last).padStart(2, "0")}`
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

export const isValuationStale = (valuedOn: string, on: string, months: number): boolean =>
  on > valuationValidUntil(valuedOn, months)
