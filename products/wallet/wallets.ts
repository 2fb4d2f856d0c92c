// Wallets of holders: opened many at once, limited by whom the scene lets, frozen and freed.
import { sql } from "kysely"
import { openAccounts } from "#ledger"
import { assignAccounts } from "#kernel/book"
import type { FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { arrearsKey, purseKey, walletAccounts } from "./accounts.ts"
import { refuse } from "./refusals.ts"
import { lockWallet, schemeById } from "./store.ts"

export interface NewWallet {
  holderId: string
  title: string
}

/** Numbers of the holders' wallets in the order asked; who has one already keeps it. */
export async function openWallets(
  ctx: FlowCtx,
  input: { schemeId: string; holders: readonly NewWallet[] },
): Promise<Outcome<string[]>> {
  const scheme = await schemeById(ctx, input.schemeId)
  const known = await ctx.db
    .selectFrom("wallet")
    .select(["wallet_no", "holder_id"])
    .where("scheme_id", "=", scheme.id)
    .where("state", "<>", "closed")
    .where(
      "holder_id",
      "in",
      input.holders.map((one) => one.holderId),
    )
    .execute()
  const has = new Map(known.map((row) => [row.holder_id, row.wallet_no]))
  const fresh = input.holders.filter((one) => !has.has(one.holderId))
  if (fresh.length > 0) {
    const { rows } = await sql<{ n: bigint }>`
      select nextval('wallet_number') as n from generate_series(1, ${fresh.length}::int)`.execute(ctx.db)
    const made = fresh.map((one, at) => ({ ...one, walletNo: walletNumber(rows[at]!.n) }))
    await ctx.db
      .insertInto("wallet")
      .values(
        made.map((one) => ({
          wallet_no: one.walletNo,
          scheme_id: scheme.id,
          holder_id: one.holderId,
          title: one.title,
          opened_on: ctx.today,
        })),
      )
      .execute()
    const specs = made.flatMap((one) =>
      walletAccounts({ walletNo: one.walletNo, outlet: scheme.outlet, title: one.title }, scheme.purses),
    )
    await openAccounts(ctx.ledger, specs)
    for (const one of made) has.set(one.holderId, one.walletNo)
    for (const one of made) {
      const owned = [
        ...scheme.purses.map((p) => ({ key: purseKey(one.walletNo, p.code), titleZh: p.zh, titleEn: p.en })),
        { key: arrearsKey(one.walletNo), titleZh: "欠款", titleEn: "Arrears" },
      ]
      await assignAccounts(ctx, one.holderId, owned)
    }
  }
  ctx.note({ action: "wallet.open", object: "wallet-scheme", objectId: scheme.id, after: { opened: fresh.length } })
  return ok(input.holders.map((one) => has.get(one.holderId)!))
}

/**
 * Takes wallets back that were opened by mistake: refuses by its number the first one that was used, ends the others, and
 * frees their card numbers, which no terminal has ever sold to. The caller reverses the deposits' postings.
 */
export async function takeBackWallets(ctx: FlowCtx, walletNos: readonly string[]): Promise<string | null> {
  if (walletNos.length === 0) return null
  const nos = [...walletNos]
  await ctx.db
    .selectFrom("wallet")
    .select("wallet_no")
    .where("wallet_no", "in", nos)
    .orderBy("wallet_no")
    .forUpdate()
    .execute()
  const { rows } = await sql<{
    wallet_no: string
  }>`select w.wallet_no from wallet w where w.wallet_no = any(${nos}::text[])
    and (w.state <> 'normal' or exists (select from wallet_spend s where s.wallet_no = w.wallet_no)
      or exists (select from wallet_top_up t where t.wallet_no = w.wallet_no)
      or exists (select from wallet_grant_line g where g.wallet_no = w.wallet_no)
      or exists (select from wallet_card c where c.wallet_no = w.wallet_no and c.state <> 'active'))
    order by 1 limit 1`.execute(ctx.db)
  if (rows[0]) return rows[0].wallet_no
  await ctx.db.deleteFrom("wallet_card").where("wallet_no", "in", nos).execute()
  await ctx.db
    .updateTable("wallet")
    .set({ state: "closed", closed_on: ctx.today })
    .where("wallet_no", "in", nos)
    .execute()
  ctx.note({ action: "wallet.take-back", object: "wallet", objectId: nos[0]!, after: { wallets: nos.length } })
  return null
}

const walletNumber = (n: bigint): string => `88${String(n).padStart(10, "0")}`

/** null takes the limit away. */
export async function setDailyLimit(
  ctx: FlowCtx,
  input: { walletNo: string; limitFen: bigint | null },
): Promise<Outcome<void>> {
  if (input.limitFen !== null && input.limitFen <= 0n) return refuse["E-AMOUNT"]({ max: "—" }, "limit")
  const found = await lockWallet(ctx, input.walletNo)
  if (!found.ok) return found
  await ctx.db
    .updateTable("wallet")
    .set({ daily_limit_fen: input.limitFen })
    .where("wallet_no", "=", input.walletNo)
    .execute()
  const before = { limitFen: found.value.row.daily_limit_fen }
  ctx.note({ action: "wallet.limit", object: "wallet", objectId: input.walletNo, before, after: input })
  return ok()
}

export async function freezeWallet(
  ctx: FlowCtx,
  input: { walletNo: string; reason: string | null },
): Promise<Outcome<void>> {
  const found = await lockWallet(ctx, input.walletNo)
  if (!found.ok) return found
  const { state } = found.value.row
  const wanted = input.reason === null ? "normal" : "frozen"
  if (state === "closed" || state === wanted)
    return refuse["E-STATE"]({ reason: "账户状态不允许这样处理", reasonEn: `the wallet is ${state}` })
  await ctx.db
    .updateTable("wallet")
    .set({ state: wanted, frozen_reason: input.reason })
    .where("wallet_no", "=", input.walletNo)
    .execute()
  ctx.note({ action: "wallet.freeze", object: "wallet", objectId: input.walletNo, before: { state }, after: input })
  return ok()
}
