// The door of the ledger: everything else in this folder is private.
export { accountIds, changeBounds, closeAccount, defineBooks, defineUnits, openAccounts } from "./accounts.ts"
export { allocate, formatAmount, mulDivHalfUp, parseAmount } from "./amount.ts"
export { blocks, closeDay, openDate, sealBlocks, turnDay, type CloseOptions } from "./day.ts"
export { exportBook } from "./export.ts"
export { expireFreezes, extendFreeze, freezesOf, liftFreeze, placeFreeze, type LiftSpec } from "./freeze.ts"
export { subjectBalances, trialBalance, type SubjectBalance, type TrialBalanceQuery } from "./general-ledger.ts"
export { balanceAsOf, balances, lines, type When } from "./history.ts"
export { expireHolds, hold, releaseHold, settleHold, type HoldEndSpec, type HoldSpec } from "./hold.ts"
export {
  findAccounts,
  findByAmount,
  postingsOf,
  readPosting,
  type AccountQuery,
  type FoundAccount,
  type FoundPosting,
  type PostingLine,
} from "./find.ts"
export { balanceDays } from "./balance-days.ts"
export { journal, type JournalLine, type JournalQuery } from "./journal.ts"
export { isId, legId, newId } from "./id.ts"
export { postAll } from "./post.ts"
export {
  LedgerUnreachable,
  openPoster,
  type Poster,
  type PosterConnection,
  type PosterOptions,
  type PosterStats,
  type Work,
} from "./poster.ts"
export { prove } from "./proof.ts"
export { proveExport } from "./prove-export.ts"
export { answers, resultCode, sentenceOf, type ResultCode } from "./refusals.ts"
export { reverse, type ReverseSpec } from "./reverse.ts"
export { holdLeg, leg, posting, registerTemplates, releaseLeg, settleLeg, type TemplateDefinition } from "./template.ts"
export type * from "./types.ts"
