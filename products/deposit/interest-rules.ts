// Interest on demand deposits: 积数计息法, actual days over 360, rounded once at settlement, half up to the fen.
// 银发〔2005〕129号: settled quarterly on the 20th of the last month, credited on the day after.

export interface Stretch {
  from: string
  to: string
  /** fen × days. */
  product: bigint
  /** Per cent a year, e.g. "0.05". */
  ratePct: string
}

const microOf = (ratePct: string): bigint => {
  const [whole = "0", fraction = ""] = ratePct.split(".")
  return BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, "0").slice(0, 6))
}

/** Whole fen; all stretches are added exactly before rounding. */
export function interestFen(stretches: readonly Stretch[]): bigint {
  const scaled = stretches.reduce((sum, one) => sum + one.product * microOf(one.ratePct), 0n)
  // per cent (100) × days of the year (360) × millionths
  const divisor = 100n * 360n * 1_000_000n
  return (2n * scaled + divisor) / (2n * divisor)
}

/** Cuts a period where the rate changes; rates are given with the day each begins, earliest first. */
export function cutByRate(
  period: { from: string; to: string },
  rates: readonly { from: string; ratePct: string }[],
  dayBefore: (day: string) => string,
): { from: string; to: string; ratePct: string }[] {
  const inside = rates.filter((one) => one.from > period.from && one.from <= period.to)
  const starts = [period.from, ...inside.map((one) => one.from)]
  return starts.map((from, at) => ({
    from,
    to: at + 1 < starts.length ? dayBefore(starts[at + 1]!) : period.to,
    ratePct: rates.findLast((one) => one.from <= from)?.ratePct ?? "0",
  }))
}

/** The quarter's settlement day (20 Mar, Jun, Sep, Dec) at or before a day. */
export function settlementBefore(day: string): string {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number]
  const quarter = date >= 20 || month % 3 !== 0 ? Math.floor(month / 3) : month / 3 - 1
  return quarter > 0 ? `${year}-${String(quarter * 3).padStart(2, "0")}-20` : `${year - 1}-12-20`
}
