// Check digits of the numbers Chinese customers carry. Pure; forms use the same functions as the server.

const usccAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
const usccWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

/** Unified social credit code (统一社会信用代码, GB 32100-2015): 18 characters, the last one checks the others. */
export function isUscc(code: string): boolean {
  if (!/^[0-9A-HJ-NP-RTUWXY]{2}\d{6}[0-9A-HJ-NP-RTUWXY]{10}$/.test(code)) return false
  return usccCheck(code.slice(0, 17)) === code[17]
}

/** The check character for the first seventeen. */
export function usccCheck(body: string): string {
  const sum = usccWeights.reduce((total, weight, at) => total + weight * usccAlphabet.indexOf(body[at]!), 0)
  return usccAlphabet[(31 - (sum % 31)) % 31]!
}

const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const idChecks = "10X98765432"

/** Resident identity number (公民身份号码, GB 11643-1999): region, birth date, sequence, check digit. */
export function isResidentId(id: string): boolean {
  if (!/^\d{17}[\dX]$/.test(id)) return false
  const birth = birthDate(id)
  return birth !== null && residentIdCheck(id.slice(0, 17)) === id[17]
}

export function residentIdCheck(body: string): string {
  const sum = idWeights.reduce((total, weight, at) => total + weight * Number(body[at]), 0)
  return idChecks[sum % 11]!
}

/** Date of birth inside a resident number, or null when it is no date. */
export function birthDate(id: string): string | null {
  const [year, month, day] = [id.slice(6, 10), id.slice(10, 12), id.slice(12, 14)]
  const date = `${year}-${month}-${day}`
  const parsed = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date) && Number(year) >= 1900 ? date : null
}
