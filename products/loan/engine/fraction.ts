// Exact fractions of bigint: rates, year shares and annuity factors without a float near money.
// Results leave here only through one rounding, to whole fen, in the mode the contract names.

export interface Fraction {
  num: bigint
  /** Always positive. */
  den: bigint
}

export type Rounding = "half_up" | "half_even"

export const fraction = (num: bigint | number, den: bigint | number = 1n): Fraction => {
  const divisor = BigInt(den)
  if (divisor <= 0n) throw new RangeError("a fraction needs a positive denominator")
  return { num: BigInt(num), den: divisor }
}

export const zero = fraction(0n)
export const one = fraction(1n)

export const times = (a: Fraction, b: Fraction): Fraction => ({ num: a.num * b.num, den: a.den * b.den })

export const plus = (a: Fraction, b: Fraction): Fraction =>
  a.den === b.den ? { num: a.num + b.num, den: a.den } : { num: a.num * b.den + b.num * a.den, den: a.den * b.den }

export const minus = (a: Fraction, b: Fraction): Fraction => plus(a, { num: -b.num, den: b.den })

/** A whole, not negative power, exact. */
export const power = ({ num, den }: Fraction, exponent: number): Fraction => ({
  num: num ** BigInt(exponent),
  den: den ** BigInt(exponent),
})

/** Divides a by a positive b and rounds once; halves go away from zero (四舍五入) or to the even neighbour. */
export function divide(a: bigint, b: bigint, rounding: Rounding = "half_up"): bigint {
  if (b <= 0n) throw new RangeError("division needs a positive divisor")
  const negative = a < 0n
  const size = negative ? -a : a
  const quotient = size / b
  const twice = (size % b) * 2n
  const up = twice > b || (twice === b && (rounding === "half_up" || quotient % 2n === 1n))
  const result = up ? quotient + 1n : quotient
  return negative ? -result : result
}

export const round = (value: Fraction, rounding: Rounding = "half_up"): bigint => divide(value.num, value.den, rounding)

/** Rounds to a whole multiple, e.g. 100 fen where instalments are whole yuan. */
export const roundToMultiple = (value: Fraction, multiple: bigint, rounding: Rounding = "half_up"): bigint =>
  divide(value.num, value.den * multiple, rounding) * multiple

/** A decimal text as an exact fraction: "4.35" → 435/100. */
export function decimal(text: string): Fraction {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text)
  if (!match) throw new RangeError(`not a decimal: ${text}`)
  const places = match[3] ?? ""
  return fraction(BigInt(`${match[1]}${match[2]}${places}`), 10n ** BigInt(places.length))
}

/** A yearly rate from per cent: "4.35" → 0.0435. */
export function rateFromPercent(text: string): Fraction {
  const { num, den } = decimal(text)
  return { num, den: den * 100n }
}

/** Yuan text to fen: "331.77" → 33177n. More than two decimals is a caller's mistake. */
export function fenFromYuan(text: string): bigint {
  const { num, den } = decimal(text)
  if ((num * 100n) % den !== 0n) throw new RangeError(`finer than a fen: ${text}`)
  return (num * 100n) / den
}

/** A fraction as a decimal text with the given places, for explanations only. */
export function toDecimal(value: Fraction, places: number): string {
  const scaled = divide(value.num * 10n ** BigInt(places), value.den)
  const digits = String(scaled < 0n ? -scaled : scaled).padStart(places + 1, "0")
  const sign = scaled < 0n ? "-" : ""
  return places === 0 ? sign + digits : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`
}
