// The card office's view of one holder, and the tills.
import type { z } from "zod"
import type { Ctx } from "#kernel/flow"
import { guardiansOf } from "#kernel/party"
import { ok, type Outcome } from "#kernel/refusal"
import { findWallet, planFor, yuan, type ClosingPlan } from "#products/wallet"
import type * as contract from "../cards/contract.ts"
import { ownSchool, schoolPerson } from "../store.ts"
import { walletShown } from "./wallet.ts"

export const planShown = (plan: ClosingPlan) => ({
  refund: yuan(plan.refundFen),
  toChannel: yuan(plan.toChannel.reduce((sum, one) => sum + one.amountFen, 0n)),
  toBank: yuan(plan.toBankFen),
  toFund: yuan(plan.toFundFen),
  lapses: yuan(plan.toPromoFen),
})

export async function holderShown(ctx: Ctx, personId: string): Promise<Outcome<z.output<typeof contract.holderView>>> {
  const person = await schoolPerson(ctx, personId)
  if (!person.ok) return person
  const { wallet_no: walletNo, name, number, classTitle, status } = person.value
  const guardians = (await guardiansOf(ctx.db, personId)).filter((one) => one.permitted)
  const head = {
    personId,
    name,
    number,
    classTitle,
    status: status as "enrolled",
    guardians: guardians.map((one) => ({ name: one.name, relation: one.relation })),
  }
  if (!walletNo) return ok({ ...head, wallet: null, closing: null })
  const wallet = await findWallet(ctx, walletNo)
  if (!wallet.ok) return wallet
  const closing =
    wallet.value.row.state === "closed"
      ? null
      : planShown((await planFor(ctx, wallet.value.row, wallet.value.scheme)).plan)
  return ok({ ...head, wallet: await walletShown(ctx, walletNo), closing })
}

export async function tillsOf(ctx: Ctx): Promise<Outcome<z.output<typeof contract.listTills.response>>> {
  const school = await ownSchool(ctx)
  if (!school.ok) return school
  const rows = await ctx.db
    .selectFrom("wallet_terminal")
    .innerJoin("wallet_merchant", "wallet_merchant.id", "merchant_id")
    .innerJoin("wallet_scheme", "wallet_scheme.id", "scheme_id")
    .selectAll("wallet_terminal")
    .select(["wallet_merchant.name", "wallet_merchant.kind", "wallet_scheme.blacklist_version as wanted"])
    .where("scheme_id", "=", school.value.scheme_id)
    .where("wallet_terminal.state", "=", "open")
    .orderBy("sn")
    .execute()
  return ok({
    items: rows.map((row) => ({
      sn: row.sn,
      title: row.title,
      merchant: row.name,
      kind: row.kind,
      lastSeenAt: row.last_seen_at?.toISOString() ?? null,
      waiting: row.waiting,
      blacklistBehind: Number(row.wanted - row.blacklist_version),
    })),
  })
}
