// Merchants: whom money is taken for, and under which terms.
import { randomUUID } from "node:crypto"
import { sql, type Selectable } from "kysely"
import { openAccounts } from "#ledger"
import { assignAccounts } from "#kernel/book"
import type { Tables } from "#kernel/db"
import type { Ctx, FlowCtx } from "#kernel/flow"
import { inScope } from "#kernel/org"
import { ok, type Outcome } from "#kernel/refusal"
import { dueKey, merchantAccounts, officeAccounts, waitingKey } from "./accounts.ts"
import { refuse } from "./refusals.ts"

export interface NewMerchant {
  partyId: string
  name: string
  /** Null: nothing is settled; whoever opens the merchant moves the money on. */
  settlementAccountNo: string | null
  /** Hundredths of a per cent. */
  feeBp: number
  outlet: string
  /** Keeps settlement back until somebody lifts it. */
  holdsMoney?: boolean
  /** Working days from payment to settlement (T+n). */
  settleWorkdays?: number
}

export type MerchantRow = Selectable<Tables["acquiring_merchant"]>

/** Opens a merchant and its ledger accounts. Permission is the calling flow's matter. */
export async function openMerchant(
  ctx: FlowCtx,
  input: NewMerchant,
): Promise<Outcome<{ merchantId: string; merchantNo: string }>> {
  const accountNo = input.settlementAccountNo
  if (accountNo !== null && !(await isOwnOpen(ctx, accountNo, input.partyId)))
    return refuse["E-ACCOUNT"]({ accountNo }, "settlementAccountNo")
  const merchantId = randomUUID()
  const next = await sql<{ n: bigint }>`select nextval('acquiring_merchant_number') as n`.execute(ctx.db)
  const merchantNo = `SH${String(next.rows[0]!.n).padStart(8, "0")}`
  await ctx.db
    .insertInto("acquiring_merchant")
    .values({
      id: merchantId,
      merchant_no: merchantNo,
      party_id: input.partyId,
      outlet: input.outlet,
      name: input.name,
      settlement_account_no: accountNo,
      fee_bp: input.feeBp,
      settle_workdays: input.settleWorkdays ?? 1,
      holds_money: input.holdsMoney ?? false,
      state: "open",
      opened_on: ctx.today,
      opened_at: ctx.clock.now(),
    })
    .execute()
  await openAccounts(ctx.ledger, [...officeAccounts, ...merchantAccounts(merchantId, input.name, input.outlet)])
  await assignAccounts(ctx, input.partyId, [
    { key: waitingKey(merchantId), titleZh: "收单待结算款", titleEn: "Taken, to be settled" },
    { key: dueKey(merchantId), titleZh: "待付结算款", titleEn: "Settlement due" },
  ])
  ctx.note({ action: "acquiring.merchant", object: "merchant", objectId: merchantId, after: { ...input, merchantNo } })
  return ok({ merchantId, merchantNo })
}

async function isOwnOpen(ctx: FlowCtx, accountNo: string, partyId: string): Promise<boolean> {
  const row = await ctx.db
    .selectFrom("deposit_account")
    .select(["party_id", "state"])
    .where("account_no", "=", accountNo)
    .executeTakeFirst()
  return row?.party_id === partyId && row.state === "open"
}

/** Staff within their outlets, a portal user for its own merchants, the system everywhere. */
export async function findMerchant(ctx: Ctx, id: string): Promise<Outcome<MerchantRow>> {
  const row = await ctx.db.selectFrom("acquiring_merchant").selectAll().where("id", "=", id).executeTakeFirst()
  return row && maySee(ctx, row) ? ok(row) : refuse["E-MERCHANT"]()
}

export function maySee(ctx: Ctx, merchant: { party_id: string; outlet: string }): boolean {
  if (ctx.actor.kind === "system") return true
  return ctx.actor.kind === "staff" ? inScope(ctx, merchant.outlet) : ctx.actor.partyId === merchant.party_id
}
