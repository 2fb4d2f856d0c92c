// A ledger's result code as a refusal people can read.
import { resultTexts, type PostFailure } from "#ledger"
import type { Outcome } from "#kernel/refusal"
import { refuse } from "./refusals.ts"

export function ledgerRefusal(failure: PostFailure): Outcome<never> {
  const text = resultTexts[failure.code]
  const made = refuse["E-LEDGER"]({ reason: text.zh, reasonEn: text.en, account: failure.account ?? "-", ledgerCode: failure.code })
  return { ok: false, refusal: { ...made.refusal, code: `ledger/${failure.code}` } }
}
