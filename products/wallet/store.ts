// Reading schemes, merchants, terminals and wallets, and locking what a flow is about to change.
import type { Selectable } from "kysely"
import { digest } from "#kernel/crypto"
import type { Tables } from "#kernel/db"
import type { Ctx, FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { Purse } from "./model.ts"
import { refuse } from "./refusals.ts"

export interface Scheme {
  id: string
  code: string
  title: string
  issuerId: string
  outlet: string
  accountNo: string
  purses: readonly Purse[]
  cardDepositFen: bigint
  creditFloorFen: bigint
  /** Of acquiring, for top-ups. */
  merchantId: string
  blacklistVersion: bigint
}

export type WalletRow = Selectable<Tables["wallet"]>
export type CardRow = Selectable<Tables["wallet_card"]>
export type MerchantRow = Selectable<Tables["wallet_merchant"]>
export type TerminalRow = Selectable<Tables["wallet_terminal"]>

export const schemeOf = (row: Selectable<Tables["wallet_scheme"]>): Scheme => ({
  id: row.id,
  code: row.code,
  title: row.title,
  issuerId: row.issuer_id,
  outlet: row.outlet,
  accountNo: row.account_no,
  purses: row.purses as unknown as Purse[],
  cardDepositFen: row.card_deposit_fen,
  creditFloorFen: row.credit_floor_fen,
  merchantId: row.merchant_id,
  blacklistVersion: row.blacklist_version,
})

export async function schemeById(ctx: Pick<Ctx, "db">, id: string): Promise<Scheme> {
  return schemeOf(await ctx.db.selectFrom("wallet_scheme").selectAll().where("id", "=", id).executeTakeFirstOrThrow())
}

/** The first purse paid for by the holder and spent anywhere. */
export function cashPurse(scheme: Pick<Scheme, "purses" | "code">): Purse {
  const found = scheme.purses.find((one) => one.source === "payer" && one.uses.length > 0)
  if (!found) throw new Error(`The scheme ${scheme.code} has no purse for the holder's own money.`)
  return found
}

export const depositPurse = (scheme: Pick<Scheme, "purses">): Purse | undefined =>
  scheme.purses.find((one) => one.source === "payer" && one.uses.length === 0)

const noWallet = () => refuse["E-NOT-FOUND"]({ what: "储值账户", whatEn: "wallet" }, "walletNo")

export async function lockWallet(ctx: FlowCtx, walletNo: string): Promise<Outcome<{ row: WalletRow; scheme: Scheme }>> {
  const row = await ctx.db
    .selectFrom("wallet")
    .selectAll()
    .where("wallet_no", "=", walletNo)
    .forUpdate()
    .executeTakeFirst()
  return row ? ok({ row, scheme: await schemeById(ctx, row.scheme_id) }) : noWallet()
}

export async function findWallet(ctx: Ctx, walletNo: string): Promise<Outcome<{ row: WalletRow; scheme: Scheme }>> {
  const row = await ctx.db.selectFrom("wallet").selectAll().where("wallet_no", "=", walletNo).executeTakeFirst()
  return row ? ok({ row, scheme: await schemeById(ctx, row.scheme_id) }) : noWallet()
}

/** The wallets of a person, open ones first. */
export async function walletsOf(ctx: Ctx, holderId: string): Promise<WalletRow[]> {
  return ctx.db
    .selectFrom("wallet")
    .selectAll()
    .where("holder_id", "=", holderId)
    .orderBy((e) => e("state", "=", "closed"))
    .orderBy("wallet_no")
    .execute()
}

export const terminalKey = (secret: Buffer, sn: string): string => digest(secret, "wallet-terminal", sn).toString("hex")
