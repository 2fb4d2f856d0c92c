// Decimal strings as the pages show them: grouping, sign and the amount in Chinese capitals (大写). No floats anywhere.

const pattern = /^(-?)(\d+)(?:\.(\d+))?$/

/** "1234567.5" → "1,234,567.50"; a text that is no decimal is shown as it came. */
export function grouped(decimal: string, places?: number): string {
  const parts = pattern.exec(decimal)
  if (!parts) return decimal
  const [, sign, whole, fraction = ""] = parts
  const digits = (whole as string).replace(/^0+(?=\d)/, "").replace(/\B(?=(\d{3})+(?!\d))/g, ",")
  const tail = places === undefined ? fraction : fraction.padEnd(places, "0")
  return `${sign === "-" ? "−" : ""}${digits}${tail === "" ? "" : `.${tail}`}`
}

/** Amounts inside a sentence: "本金 8000000.00" → "本金 8,000,000.00". */
export const groupAmounts = (text: string): string =>
  text.replace(/\d{4,}\.\d\d(?!\d)/g, (amount) => grouped(amount, 2))

/** Yuan in units of 万元 for figures where the fen do not matter: "12345678.00" → "1,234.57". */
export function inWan(decimal: string): string {
  const fen = toFen(decimal)
  if (fen === null) return decimal
  const negative = fen < 0n
  const size = negative ? -fen : fen
  const hundredths = (size + 5_000n) / 10_000n
  return grouped(`${negative ? "-" : ""}${hundredths / 100n}.${String(hundredths % 100n).padStart(2, "0")}`)
}

/** Exact sum of decimal strings, with as many places as the finest of them. */
export function sumOf(decimals: readonly string[]): string {
  const parts = decimals.map((one) => pattern.exec(one)).filter((one) => one !== null)
  const places = Math.max(0, ...parts.map((one) => (one[3] ?? "").length))
  const scaled = parts.reduce((sum, [, sign, whole, fraction = ""]) => {
    const size = BigInt(`${whole}${fraction.padEnd(places, "0")}`)
    return sign === "-" ? sum - size : sum + size
  }, 0n)
  const digits = String(scaled < 0n ? -scaled : scaled).padStart(places + 1, "0")
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`
  return scaled < 0n ? `-${text}` : text
}

export function toFen(decimal: string): bigint | null {
  const parts = pattern.exec(decimal)
  if (!parts || (parts[3] ?? "").length > 2) return null
  const fen = BigInt(parts[2] as string) * 100n + BigInt((parts[3] ?? "").padEnd(2, "0"))
  return parts[1] === "-" ? -fen : fen
}

export function fromFen(fen: bigint): string {
  const size = fen < 0n ? -fen : fen
  return `${fen < 0n ? "-" : ""}${size / 100n}.${String(size % 100n).padStart(2, "0")}`
}

/** Basis points as people read them: 1825 → "18.25%". */
export const percentOf = (basisPoints: number): string => `${fromFen(BigInt(basisPoints))}%`

export function isNegative(decimal: string): boolean {
  return decimal.startsWith("-")
}
