// Keeps secrets and personal numbers out of the trail, whatever a flow hands over: by the name of the field.
const secret = /^(password|secret|token|otp|totp|code|pin)$|password|secret/i
const personal = /(idNumber|idNo|phone|mobile|cardNo|accountNo)$/i

export function maskSensitive(value: unknown, key = ""): unknown {
  if (value instanceof Date || value === null || value === undefined) return value ?? null
  if (Array.isArray(value)) return value.map((item) => maskSensitive(item, key))
  if (typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, maskSensitive(inner, name)]))
  }
  if (typeof value === "bigint") return String(value)
  if (typeof value === "string" && secret.test(key)) return "***"
  if (typeof value === "string" && personal.test(key)) return value.length > 4 ? `***${value.slice(-4)}` : "***"
  return value
}
