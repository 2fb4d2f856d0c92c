// How personal facts look to somebody who has no business reading them in full. The server masks; pages never get more.

export const maskPhone = (phone: string): string =>
  phone.length >= 7 ? `${phone.slice(0, 3)}****${phone.slice(-4)}` : "****"

/** First and last character of an identity number of any kind. */
export const maskId = (id: string): string =>
  id.length > 2 ? `${id[0]}${"*".repeat(id.length - 2)}${id.at(-1)}` : "**"

/** First six and last four of a card or account number. */
export const maskCard = (number: string): string =>
  number.length > 10 ? `${number.slice(0, 6)}****${number.slice(-4)}` : `****${number.slice(-4)}`

const compound = new Set([
  "欧阳",
  "司马",
  "上官",
  "诸葛",
  "夏侯",
  "东方",
  "皇甫",
  "尉迟",
  "公孙",
  "慕容",
  "令狐",
  "司徒",
  "端木",
  "长孙",
  "宇文",
])

/** Keeps the family name, compound ones whole, and the part before the dot of minority names. */
export function maskName(name: string): string {
  if (name.length < 2) return "*"
  const dot = name.search(/[·•]/)
  if (dot > 0) return `${name.slice(0, dot)}·*`
  const family = compound.has(name.slice(0, 2)) && name.length > 2 ? 2 : 1
  return name.slice(0, family) + "*".repeat(name.length - family)
}
