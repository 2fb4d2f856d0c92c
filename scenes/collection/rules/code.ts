// A payer's own collection number (一户一码): 6 digits product, 5 organisation, 8 payer, 1 Luhn check digit. Pure.

export const product = "880017"

/** The check digit after the digits given; every second one from the right counts double. */
export function luhnDigit(body: string): string {
  let sum = 0
  for (let at = body.length - 1, isDouble = true; at >= 0; at -= 1, isDouble = !isDouble) {
    const digit = Number(body[at]) * (isDouble ? 2 : 1)
    sum += digit > 9 ? digit - 9 : digit
  }
  return String((10 - (sum % 10)) % 10)
}

export function payerCode(orgNo: number, payerNo: number): string {
  const body = product + String(orgNo).padStart(5, "0") + String(payerNo).padStart(8, "0")
  return body + luhnDigit(body)
}

/** Whether it may be one of ours: a mistyped or swapped digit is found out before anybody is credited. */
export const isPayerCode = (code: string): boolean =>
  /^\d{20}$/.test(code) && code.startsWith(product) && luhnDigit(code.slice(0, -1)) === code.at(-1)

/** In groups of four, as it is read aloud. */
export const groupCode = (code: string): string => code.replace(/(\d{4})(?=\d)/g, "$1 ")
