// Account numbers: a fixed head, a running number and a check digit (Luhn), so that one wrong key is noticed. Pure.

const head = "4309"

export function accountNumber(sequence: bigint): string {
  const body = head + String(sequence).padStart(11, "0")
  return body + luhnDigit(body)
}

export const isAccountNumber = (text: string): boolean =>
  /^\d{16}$/.test(text) && luhnDigit(text.slice(0, -1)) === text.at(-1)

function luhnDigit(body: string): string {
  let sum = 0
  for (const [index, digit] of body.split("").toReversed().entries()) {
    const doubled = index % 2 === 0 ? Number(digit) * 2 : Number(digit)
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return String((10 - (sum % 10)) % 10)
}
