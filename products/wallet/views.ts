// Wallets as people see them: money from the ledger, lines of purchases, float by age, and the three-way check.
import { sql } from "kysely"
import { balances, type Queryable } from "#ledger"
import { ledgerOn, type Ctx } from "#kernel/flow"
import { fundKey, lossKey, merchantKey, moneyOf, promoKey } from "./accounts.ts"
import {
  arrears,
  type CardState,
  type DeclineReason,
  type SpendState,
  type WalletMoney,
  type WalletState,
} from "./model.ts"
import { gapsOf, missingFen, type Ranges } from "./rules.ts"
import { planOf } from "./spending.ts"
import type { Scheme, WalletRow } from "./store.ts"

export interface WalletView {
  walletNo: string
  holderId: string
  title: string
  state: WalletState
  money: WalletMoney
  /** What may be spent somewhere, arrears taken off. */
  totalFen: bigint
  dailyLimitFen: bigint | null
}

export async function walletViews(ctx: Ctx, scheme: Scheme, rows: readonly WalletRow[]): Promise<WalletView[]> {
  const money = await moneyOf(
    ledgerOn(ctx.db),
    rows.map((row) => row.wallet_no),
    scheme.purses,
  )
  return rows.map((row) => {
    const mine = money.get(row.wallet_no)!
    const spendable = scheme.purses.filter((one) => one.uses.length > 0)
    return {
      walletNo: row.wallet_no,
      holderId: row.holder_id,
      title: row.title,
      state: row.state as WalletState,
      money: mine,
      totalFen: spendable.reduce((sum, one) => sum + mine.purses[one.code]!, 0n) - mine.arrearsFen,
      dailyLimitFen: row.daily_limit_fen,
    }
  })
}

export interface CardView {
  uid: string
  state: CardState
  issuedAt: Date
  lostAt: Date | null
  gaps: [number, number][]
  /** What purchases not uploaded yet must have taken, by the card's own word. */
  missingFen: bigint
  isSuspect: boolean
}

export function cardView(
  card: {
    uid: string
    state: string
    issued_at: Date
    lost_at: Date | null
    counters: unknown
    read_fen: bigint | null
  },
  totalFen: bigint,
): CardView {
  const seen = card.counters as Ranges
  const gaps = gapsOf(seen)
  return {
    uid: card.uid,
    state: card.state as CardState,
    issuedAt: card.issued_at,
    lostAt: card.lost_at,
    gaps,
    missingFen: missingFen(totalFen, card.read_fen, seen),
    isSuspect: gaps.length > 0,
  }
}

export interface SpendLine {
  id: string
  at: Date
  receivedAt: Date
  day: string
  merchant: string
  kind: "spend" | "reverse"
  item: string | null
  amountFen: bigint
  parts: Record<string, bigint>
  arrearsFen: bigint
  /** Not paid: the merchant told of it too late. */
  borneFen: bigint
  state: SpendState
  reason: DeclineReason | null
  isOffline: boolean
  isGivenBack: boolean
  walletNo: string | null
  uid: string
  terminal: string
  seq: number
}

interface SpendQuery {
  walletNo?: string | undefined
  schemeId?: string | undefined
  merchantId?: string | undefined
  from?: string | undefined
  to?: string | undefined
  /** Only lines that somebody should look at. */
  isOdd?: boolean | undefined
  limit: number
}

export async function spendLines(ctx: Ctx, query: SpendQuery): Promise<SpendLine[]> {
  let found = ctx.db
    .selectFrom("wallet_spend")
    .innerJoin("wallet_merchant", "wallet_merchant.id", "merchant_id")
    .selectAll("wallet_spend")
    .select("wallet_merchant.name as merchant")
    .orderBy("spent_at", "desc")
    .orderBy("terminal_seq", "desc")
    .limit(query.limit)
  if (query.walletNo) found = found.where("wallet_no", "=", query.walletNo)
  if (query.schemeId) found = found.where("wallet_merchant.scheme_id", "=", query.schemeId)
  if (query.merchantId) found = found.where("merchant_id", "=", query.merchantId)
  if (query.from) found = found.where("day", ">=", query.from)
  if (query.to) found = found.where("day", "<=", query.to)
  if (query.isOdd) found = found.where("reason", "is not", null)
  const rows = await found.execute()
  return rows.map((row) => {
    const plan = planOf(row.parts as Record<string, string>)
    return {
      id: row.id,
      at: row.spent_at,
      receivedAt: row.received_at,
      day: row.day,
      merchant: row.merchant,
      kind: row.kind as "spend",
      item: row.item,
      amountFen: row.amount_fen,
      borneFen: row.borne_fen,
      parts: plan.parts,
      arrearsFen: plan.arrearsFen,
      state: row.state as SpendState,
      reason: row.reason as DeclineReason | null,
      isOffline: row.is_offline,
      isGivenBack: row.given_back_by !== null,
      walletNo: row.wallet_no,
      uid: row.uid,
      terminal: row.terminal_sn,
      seq: Number(row.terminal_seq),
    }
  })
}

/** Sums of a scheme's purses from the ledger, in one statement however many wallets there are. */
export async function schemeFloat(ctx: Ctx, scheme: Scheme) {
  const { rows } = await sql<{ purse: string; fen: bigint; wallets: number }>`
    select split_part(d.key, ':', 3) as purse,
      sum(case when a.is_debit_normal then a.debits_posted - a.credits_posted else a.credits_posted - a.debits_posted end)::bigint as fen,
      count(*) filter (where a.debits_posted <> a.credits_posted)::int as wallets
    from wallet w join ledger_account_detail d on d.key like 'wallet:' || w.wallet_no || ':%'
      join ledger_account a on a.id = d.id
    where w.scheme_id = ${scheme.id} group by 1`.execute(ctx.db)
  const q = ledgerOn(ctx.db)
  const own = await balances(q, [fundKey(scheme.id), promoKey(scheme.id), lossKey(scheme.id)])
  const merchants = await ctx.db
    .selectFrom("wallet_merchant")
    .select(["id", "name"])
    .where("scheme_id", "=", scheme.id)
    .orderBy("name")
    .execute()
  const due = await merchantDue(
    q,
    merchants.map((one) => one.id),
  )
  return {
    purses: new Map(rows.filter((row) => row.purse !== arrears).map((row) => [row.purse, row])),
    arrears: rows.find((row) => row.purse === arrears) ?? { purse: arrears, fen: 0n, wallets: 0 },
    fundFen: own[0]!.balance,
    promoFen: own[1]!.balance,
    lossFen: own[2]!.balance,
    merchants: merchants.map((one, at) => ({ ...one, dueFen: due[at]! })),
  }
}

async function merchantDue(q: Queryable, ids: readonly string[]): Promise<bigint[]> {
  return ids.length === 0 ? [] : (await balances(q, ids.map(merchantKey))).map((one) => one.balance)
}
