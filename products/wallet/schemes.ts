// A scheme of stored value, its merchants and their terminals. For flows of scenes, which check their own permission.
import { randomUUID } from "node:crypto"
import { newId } from "#ledger"
import { stableJson, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { openMerchant } from "#products/acquiring"
import { availableFen, openSubjects } from "#products/deposit"
import { openMerchantAccount, openSchemeAccounts } from "./accounts.ts"
import { yuan } from "./money.ts"
import type { Purse } from "./model.ts"
import { fundScheme as fundPosting } from "./postings.ts"
import { refuse } from "./refusals.ts"
import { schemeById, terminalKey } from "./store.ts"

export interface NewScheme {
  code: string
  title: string
  issuerId: string
  outlet: string
  accountNo: string
  purses: readonly Purse[]
  cardDepositFen?: bigint
  creditFloorFen?: bigint
}

export async function openScheme(ctx: FlowCtx, input: NewScheme): Promise<Outcome<string>> {
  const id = randomUUID()
  const merchant = await openMerchant(ctx, {
    partyId: input.issuerId,
    name: input.title,
    settlementAccountNo: null,
    feeBp: 0,
    outlet: input.outlet,
  })
  if (!merchant.ok) return merchant
  const { numInsertedOrUpdatedRows } = await ctx.db
    .insertInto("wallet_scheme")
    .values({
      id,
      code: input.code,
      title: input.title,
      issuer_id: input.issuerId,
      outlet: input.outlet,
      account_no: input.accountNo,
      purses: stableJson(input.purses),
      card_deposit_fen: input.cardDepositFen ?? 0n,
      credit_floor_fen: input.creditFloorFen ?? 0n,
      merchant_id: merchant.value.merchantId,
      opened_on: ctx.today,
    })
    .onConflict((c) => c.column("code").doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows === 0n) return refuse["E-TAKEN"]({ what: "储值计划", name: input.code }, "code")
  await openSchemeAccounts(ctx.ledger, { id, outlet: input.outlet, title: input.title })
  await openSubjects(ctx.ledger, input.outlet, ["1003", "6021"])
  ctx.note({ action: "wallet.open-scheme", object: "wallet-scheme", objectId: id, after: input })
  return ok(id)
}

export interface NewMerchant {
  schemeId: string
  name: string
  kind: string
  accountNo: string
  feeBp: number
}

export async function addMerchant(ctx: FlowCtx, input: NewMerchant): Promise<Outcome<string>> {
  const id = randomUUID()
  const scheme = await schemeById(ctx, input.schemeId)
  await ctx.db
    .insertInto("wallet_merchant")
    .values({
      id,
      scheme_id: input.schemeId,
      name: input.name,
      kind: input.kind,
      account_no: input.accountNo,
      fee_bp: input.feeBp,
    })
    .execute()
  await openMerchantAccount(ctx.ledger, { id, outlet: scheme.outlet, title: `${input.name} 待结算` })
  ctx.note({ action: "wallet.add-merchant", object: "wallet-merchant", objectId: id, after: input })
  return ok(id)
}

/** Registers a terminal; its key is shown to whoever installs it. */
export async function addTerminal(
  ctx: FlowCtx,
  input: { sn: string; merchantId: string; title: string },
): Promise<Outcome<{ key: string }>> {
  const { numInsertedOrUpdatedRows } = await ctx.db
    .insertInto("wallet_terminal")
    .values({ sn: input.sn, merchant_id: input.merchantId, title: input.title })
    .onConflict((c) => c.column("sn").doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows === 0n) return refuse["E-TAKEN"]({ what: "终端", name: input.sn }, "sn")
  ctx.note({ action: "wallet.add-terminal", object: "wallet-terminal", objectId: input.sn, after: input })
  return ok({ key: terminalKey(ctx.services.secret, input.sn) })
}

/** Money for grants leaves the issuer's account and stands in the scheme's fund; it can be used for nothing else. */
export async function fundScheme(
  ctx: FlowCtx,
  input: { schemeId: string; kind: "fund" | "promo"; amountFen: bigint; reference: string },
): Promise<Outcome<void>> {
  const scheme = await schemeById(ctx, input.schemeId)
  if (input.amountFen <= 0n) return refuse["E-AMOUNT"]({ max: "—" }, "amount")
  const left = await availableFen(ctx.ledger, scheme.accountNo)
  if (left < input.amountFen) return refuse["E-DESK"]({ left: yuan(left), needed: yuan(input.amountFen) }, "amount")
  ctx.note({ action: "wallet.fund", object: "wallet-scheme", objectId: scheme.id, after: input })
  const paper = { id: newId(), reference: input.reference, memo: scheme.title }
  return ctx.post([fundPosting.build({ ...input, accountNo: scheme.accountNo }, paper)])
}
