// The door of the ledger: everything else in this folder is private.
import type * as t from "./types.ts"
import type { Readable, Writable } from "node:stream"

export { allocate, formatAmount, mulDivHalfUp, parseAmount } from "./amount.ts"
export { isId, legId, newId } from "./id.ts"
export { answers, resultCode, sentenceOf, type ResultCode } from "./refusals.ts"
export { holdLeg, leg, posting, registerTemplates, releaseLeg, settleLeg, type TemplateDefinition } from "./template.ts"
export type * from "./types.ts"

type Q = t.Queryable
type Done<T = {}> = ({ ok: true } & T) | { ok: false; failure: t.PostFailure }
export declare function defineUnits(q: Q, units: readonly t.UnitSpec[]): Promise<void>
export declare function defineBooks(q: Q, books: readonly t.BookSpec[]): Promise<void>
export declare function openAccounts(q: Q, specs: readonly t.AccountSpec[]): Promise<t.AccountId[]>
export declare function accountIds(q: Q, keys: readonly string[]): Promise<Map<string, t.AccountId>>
export declare function changeBounds(
  q: Q, account: t.AccountRef, bounds: { min: bigint | null; max: bigint | null }): Promise<Done>
export declare function closeAccount(q: Q, account: t.AccountRef): Promise<Done>
export declare function postAll(q: Q, postings: readonly t.Posting[], options: t.PostOptions): Promise<t.PostOutcome>
interface HoldEnd extends t.PostOptions, t.BuildOptions { holdId: string; code: number }
export declare function hold(q: Q, spec: t.BuildOptions & t.PostOptions & {
  debit: t.AccountRef; credit: t.AccountRef; amount: bigint; code: number; expiresAt?: Date }): Promise<t.PostOutcome>
export declare function settleHold(q: Q, spec: HoldEnd & { amount: bigint | "all" }): Promise<t.PostOutcome>
export declare function releaseHold(q: Q, spec: HoldEnd): Promise<t.PostOutcome>
export declare function expireHolds(q: Q, now: Date): Promise<number>
export declare function placeFreeze(q: Q, spec: t.FreezeSpec): Promise<Done>
export declare function liftFreeze(
  q: Q, id: string, spec: { reason: string; actor: string; amount?: bigint; at?: Date }): Promise<Done>
export declare function expireFreezes(q: Q, onDate: t.DateText): Promise<number>
export declare function freezesOf(q: Q, account: t.AccountRef): Promise<t.Freeze[]>
export declare function reverse(q: Q, postingId: string, spec: t.PostOptions & {
  id: string; kind: t.ReversalKind; reason: string; approvalId?: string }): Promise<t.PostOutcome>
export declare function balances(q: Q, accounts: readonly t.AccountRef[]): Promise<t.AccountBalance[]>
export declare function balanceAsOf(
  q: Q, account: t.AccountRef, when: { date: t.DateText } | { moment: Date } | { seq: bigint }): Promise<t.AsOfBalance>
export declare function lines(
  q: Q, account: t.AccountRef, page: { beforeSeq?: bigint; limit: number }): Promise<t.Line[]>
export declare function trialBalance(
  q: Q, query: { book: number; date: t.DateText; outlet?: string }): Promise<t.TrialBalanceRow[]>
export declare function openDate(q: Q, book: number): Promise<t.DateText>
export declare function closeDay(q: Q, book: number, options: { nextDate: t.DateText }): Promise<t.DayBlock>
export declare function exportBook(q: Q, writable: Writable): Promise<{ lines: number }>
export declare function proveExport(readable: Readable): Promise<t.ProofResult>
export declare function prove(q: Q): Promise<t.ProofResult>
export interface Poster {
  submit(work: t.Posting | t.Transfer, actor: string): Promise<t.PostOutcome>
  close(): Promise<void>
}
export declare function openPoster(connect: () => Promise<Q & { end(): Promise<void> }>, options?: {
  batchLegsMax?: number; queueMax?: number }): Poster
