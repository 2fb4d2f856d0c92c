// A ledger's result code as a refusal people can read.
import { sentenceOf, type PostFailure } from "#ledger"
import type { Outcome } from "#kernel/refusal"
import { refuse } from "./refusals.ts"

export function ledgerRefusal(failure: PostFailure): Outcome<never> {
  const sentence = sentenceOf(failure.code, failure.facts)
  const { refusal } = refuse["E-LEDGER"]({ reason: sentence.zh, reasonEn: sentence.en, ...failure.facts })
  return { ok: false, refusal: { ...refusal, code: `ledger/${failure.code}` } }
}
