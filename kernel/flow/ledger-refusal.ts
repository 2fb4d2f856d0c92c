// A ledger's result code as a refusal people can read.
import { sentenceOf, type PostFailure } from "#ledger"
import type { Outcome } from "#kernel/refusal"
import { refuse } from "./refusals.ts"

export function ledgerRefusal(failure: PostFailure): Outcome<never> {
  const reason = sentenceOf(failure.code, "zh", failure.facts)
  const reasonEn = sentenceOf(failure.code, "en", failure.facts)
  const { refusal } = refuse["E-LEDGER"]({ reason, reasonEn, ...failure.facts })
  return { ok: false, refusal: { ...refusal, code: `ledger/${failure.code}` } }
}
