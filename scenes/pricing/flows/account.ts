// The account a fee is about, with what the engine asks of its firm, and the packages that cover it on a day.
import { sql } from "kysely"
import type { Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { findDeposit } from "#products/deposit"
import { sizes, type Package, type Size } from "../model.ts"
import { refuse } from "../refusals.ts"
import { running } from "../states.ts"
import { packagesById } from "../store.ts"

export interface FeeAccount {
  accountNo: string
  partyId: string
  partyName: string
  outlet: string
  openedOn: string
  uscc: string | null
  size: Size | null
}

/** Open, and within the actor's outlets (or the firm's own). */
export async function feeAccount(ctx: Ctx, accountNo: string): Promise<Outcome<FeeAccount>> {
  const found = await findDeposit(ctx, accountNo)
  if (!found.ok) return found
  if (found.value.state === "closed") return refuse["E-CLOSED"]({ accountNo }, "accountNo")
  return ok((await feeAccounts(ctx, [accountNo])).get(accountNo)!)
}

/** Without asking whose they are: for the night and for events. */
export async function feeAccounts(ctx: Ctx, accountNos: readonly string[]): Promise<Map<string, FeeAccount>> {
  if (accountNos.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom("deposit_account")
    .innerJoin("party", "party.id", "deposit_account.party_id")
    .select(["account_no", "party_id", "party.name", "deposit_account.outlet", "opened_on", "uscc", "size"])
    .where("account_no", "in", [...new Set(accountNos)])
    .execute()
  return new Map(
    rows.map((row) => [
      row.account_no,
      {
        accountNo: row.account_no,
        partyId: row.party_id,
        partyName: row.name,
        outlet: row.outlet,
        openedOn: row.opened_on,
        uscc: row.uscc,
        size: sizes.find((one) => one === row.size) ?? null,
      },
    ]),
  )
}

/** The package that holds an item for this account on a day; of several the one that ends last. */
export async function coverOf(
  ctx: Ctx,
  { accountNo, itemCode, on }: { accountNo: string; itemCode: string; on: string },
): Promise<Package | null> {
  const row = await ctx.db
    .selectFrom("fee_subscription")
    .innerJoin("fee_package", "fee_package.id", "fee_subscription.package_id")
    .select("fee_package.id")
    .where("account_no", "=", accountNo)
    .where("state", "in", running)
    .where("start_on", "<=", on)
    .where("end_on", ">=", on)
    .where(sql<boolean>`${itemCode} = any(item_codes)`)
    .orderBy("end_on", "desc")
    .limit(1)
    .executeTakeFirst()
  return row ? (await packagesById(ctx, [row.id])).get(row.id)! : null
}
