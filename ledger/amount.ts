// Exact arithmetic on bigint minor units: text to amount and back, splitting, multiplying by a fraction.
// Pure and free of Node, so that pages use the very same functions. No float appears anywhere.

/** 123456n at scale 2 → "1234.56". */
export function formatAmount(amount: bigint, scale: number): string {
  assertScale(scale)
  const sign = amount < 0n ? "-" : ""
  const digits = (amount < 0n ? -amount : amount).toString().padStart(scale + 1, "0")
  if (scale === 0) return sign + digits
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

/**
 * "1234.5" at scale 2 → 123450n; null when the text is not a plain decimal number or has more digits than the unit.
 * Only text is taken: a float has already lost what this function protects.
 */
export function parseAmount(text: string, scale: number): bigint | null {
  assertScale(scale)
  if (typeof text !== "string") throw new TypeError("An amount must be text, never a number")
  const match = /^(-?)(\d{1,18})(?:\.(\d+))?$/.exec(text.trim())
  if (!match) return null
  const [, sign, whole, fraction = ""] = match
  if (fraction.length > scale) return null
  const amount = BigInt(whole! + fraction.padEnd(scale, "0"))
  return sign === "-" ? -amount : amount
}

/** a × b ÷ c, rounded once, half away from zero. The product is exact however large. */
export function mulDivHalfUp(a: bigint, b: bigint, c: bigint): bigint {
  if (c === 0n) throw new RangeError("Division by zero")
  const product = a * b
  const isNegative = product < 0n !== c < 0n
  const size = product < 0n ? -product : product
  const divisor = c < 0n ? -c : c
  const rounded = (2n * size + divisor) / (2n * divisor)
  return isNegative ? -rounded : rounded
}

/**
 * Splits a total by weights so that the parts always sum to it: every part is rounded towards zero and the fen left
 * over go to the largest remainders, the earlier part first when two are equal.
 *
 *     allocate(100n, [1n, 1n, 1n])  // [34n, 33n, 33n]
 */
export function allocate(total: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((all, weight) => {
    if (weight < 0n) throw new RangeError("A weight must not be negative")
    return all + weight
  }, 0n)
  if (sum === 0n) throw new RangeError("At least one weight must be above zero")
  const size = total < 0n ? -total : total
  const parts = weights.map((weight) => (size * weight) / sum)
  const left = Number(size - parts.reduce((all, part) => all + part, 0n))
  const order = weights
    .map((weight, index) => ({ index, remainder: (size * weight) % sum }))
    .toSorted((x, y) => (x.remainder === y.remainder ? x.index - y.index : x.remainder < y.remainder ? 1 : -1))
  for (const { index } of order.slice(0, left)) parts[index]! += 1n
  return total < 0n ? parts.map((part) => -part) : parts
}

function assertScale(scale: number): void {
  if (!Number.isInteger(scale) || scale < 0 || scale > 12) throw new RangeError(`Not a scale: ${scale}`)
}
