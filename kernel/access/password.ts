// Passwords: Argon2id, a length instead of riddles, and no password an outsider would try first.
import { hash, verify } from "@node-rs/argon2"
import type { Bilingual } from "#kernel/scene"

const lengthMin = 12
const lengthMax = 128

// Words of the trade, the place and the habit; a password built around one of them is guessed first.
const words = [
  "password",
  "passw0rd",
  "qwerty",
  "asdfgh",
  "zxcvbn",
  "letmein",
  "welcome",
  "iloveyou",
  "admin",
  "administrator",
  "root",
  "bank",
  "icbc",
  "abchina",
  "ccb",
  "boc",
  "psbc",
  "huoshui",
  "xiangtan",
  "hunan",
  "zhongguo",
  "china",
  "yinhang",
  "mima",
  "woaini",
  "123456",
  "654321",
  "111111",
  "000000",
  "888888",
  "666666",
  "112233",
  "abc123",
  "1q2w3e",
  "1qaz2wsx",
]

/** What is wrong with a new password, or null. */
export function passwordFault(password: string, staffNo: string): Bilingual | null {
  if (password.length < lengthMin) return { zh: `至少 ${lengthMin} 个字符`, en: `at least ${lengthMin} characters` }
  if (password.length > lengthMax) return { zh: `至多 ${lengthMax} 个字符`, en: `at most ${lengthMax} characters` }
  const plain = password.toLowerCase()
  if (staffNo.length > 2 && plain.includes(staffNo.toLowerCase()))
    return { zh: "不能包含工号", en: "it contains the staff number" }
  if (new Set(plain).size < 5) return { zh: "重复字符过多", en: "too many repeated characters" }
  const word = words.find((w) => plain.includes(w))
  // A long phrase may contain common words; a short password may not lean on them.
  const rest = words.reduce((text, w) => text.replaceAll(w, ""), plain)
  if (word && rest.length < lengthMin) return { zh: `含常见词“${word}”`, en: `it leans on the common word “${word}”` }
  return null
}

export const hashPassword = (password: string): Promise<string> =>
  hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })

let decoy: Promise<string> | undefined

/** Compares; an unknown account costs the same time as a known one. */
export async function passwordMatches(stored: string | null | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword("nobody has this password")
  const matches = await verify(stored ?? (await decoy), password)
  return matches && stored !== null && stored !== undefined
}
