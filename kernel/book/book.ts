// The ledger for people of the branch: whose account it is, what it is called, within what they may see.
import { balances, formatAmount, type UnitSpec } from "#ledger"
import { ledgerOn, type Ctx, type FlowCtx } from "#kernel/flow"

export interface OwnedAccount {
  key: string
  titleZh: string
  titleEn: string
}

/** Says which customer stands behind accounts of the ledger. */
export async function assignAccounts(ctx: FlowCtx, partyId: string, accounts: OwnedAccount[]): Promise<void> {
  if (accounts.length === 0) return
  await ctx.db
    .insertInto("account_owner")
    .values(accounts.map((a) => ({ account_key: a.key, party_id: partyId, title_zh: a.titleZh, title_en: a.titleEn })))
    .onConflict((c) => c.column("account_key").doNothing())
    .execute()
}

export async function accountsOf(ctx: Ctx, partyId: string) {
  const owned = await ctx.db
    .selectFrom("account_owner")
    .selectAll()
    .where("party_id", "=", partyId)
    .orderBy("account_key")
    .execute()
  if (owned.length === 0) return []
  const found = await balances(
    ledgerOn(ctx.db),
    owned.map((o) => o.account_key),
  )
  return found.map((account) => {
    const unit = unitOf(ctx, account.unit)
    return {
      key: account.key,
      title: owned.find((o) => o.account_key === account.key)?.title_zh ?? account.title,
      unit: unit.code,
      balance: formatAmount(account.balance, unit.scale),
      available: account.available === null ? "" : formatAmount(account.available, unit.scale),
    }
  })
}

export function unitOf(ctx: Ctx, id: number): UnitSpec {
  const unit = ctx.house.units.find((u) => u.id === id)
  if (!unit) throw new Error(`No feature declares the unit ${id}.`)
  return unit
}
