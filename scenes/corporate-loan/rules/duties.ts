// Nobody holds two neighbouring parts in one case (E-DUTY): who looked at the firm does not judge it, who judged it does
// not pay it out.
import type { Outcome } from "#kernel/refusal"
import { refuse } from "../refusals.ts"

export interface Part {
  zh: string
  en: string
  /** The people who hold it, by id. */
  ids: readonly (string | null)[]
}

export function checkDuties(actor: { id: string; name: string }, as: string, others: readonly Part[]): Outcome<void> {
  const held = others.find((part) => part.ids.includes(actor.id))
  if (!held) return { ok: true, value: undefined }
  return refuse["E-DUTY"]({ name: actor.name, part: held.zh, partEn: held.en, as })
}

/** Two different people go on site together. */
export const checkPair = (a: string, b: string): Outcome<void> =>
  a === b ? refuse["E-PAIR"]({}, "officerB") : { ok: true, value: undefined }
