// Cards: a number that leads to a wallet. A card never holds the money of record, so losing one loses nothing; what a
// terminal without network still takes on it after the report is borne by the issuer.
import { randomUUID } from "node:crypto"
import { newId, type Posting } from "#ledger"
import type { Ctx, FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { availableFen } from "#products/deposit"
import type { CardState } from "./model.ts"
import { yuan } from "./money.ts"
import { cardDeposit } from "./postings.ts"
import { refuse } from "./refusals.ts"
import { cannotMoveCard } from "./states.ts"
import { depositPurse, lockWallet, type CardRow, type Scheme } from "./store.ts"

const noCard = () => refuse["E-NOT-FOUND"]({ what: "卡片", whatEn: "card" }, "uid")

/** Deposits taken with cards, as postings to go with the caller's own; the caller posts once, last. */
export async function issueCards(
  ctx: FlowCtx,
  input: { scheme: Scheme; cards: readonly { walletNo: string; uid: string }[]; takeDeposit: boolean },
): Promise<Outcome<Posting[]>> {
  const { scheme, cards } = input
  const made = await ctx.db
    .insertInto("wallet_card")
    .values(
      cards.map((one) => ({
        id: randomUUID(),
        uid: one.uid,
        scheme_id: scheme.id,
        wallet_no: one.walletNo,
        state: "active",
        issued_at: ctx.clock.now(),
      })),
    )
    .onConflict((c) => c.columns(["scheme_id", "uid"]).doNothing())
    .returning("uid")
    .execute()
  const fresh = new Set(made.map((row) => row.uid))
  const used = cards.find((one) => !fresh.has(one.uid))
  if (used) return refuse["E-CARD-USED"]({ uid: used.uid }, "uid")
  for (const one of cards)
    ctx.note({ action: "wallet.issue-card", object: "wallet", objectId: one.walletNo, after: { uid: one.uid } })
  const purse = depositPurse(scheme)
  if (!input.takeDeposit || !purse || scheme.cardDepositFen === 0n) return ok([])
  const needed = scheme.cardDepositFen * BigInt(cards.length)
  const left = await availableFen(ctx.ledger, scheme.accountNo)
  if (left < needed) return refuse["E-DESK"]({ left: yuan(left), needed: yuan(needed) })
  return ok(
    cards.map((one) =>
      cardDeposit.build(
        {
          accountNo: scheme.accountNo,
          walletNo: one.walletNo,
          purse: purse.code,
          amountFen: scheme.cardDepositFen,
        },
        { id: newId(), reference: one.walletNo, memo: `卡 ${one.uid}` },
      ),
    ),
  )
}

export async function cardBy(ctx: Ctx, schemeId: string, uid: string): Promise<CardRow | undefined> {
  return ctx.db
    .selectFrom("wallet_card")
    .selectAll()
    .where("scheme_id", "=", schemeId)
    .where("uid", "=", uid)
    .executeTakeFirst()
}

export async function cardsOf(ctx: Ctx, walletNo: string): Promise<CardRow[]> {
  return ctx.db
    .selectFrom("wallet_card")
    .selectAll()
    .where("wallet_no", "=", walletNo)
    .orderBy("issued_at", "desc")
    .execute()
}

/** Moves a card to another state; every change that terminals must know of raises the list's version. */
async function move(
  ctx: FlowCtx,
  input: { walletNo: string; uid: string; to: CardState; replacedBy?: string },
): Promise<Outcome<CardRow>> {
  const wallet = await lockWallet(ctx, input.walletNo)
  if (!wallet.ok) return wallet
  const card = await cardBy(ctx, wallet.value.scheme.id, input.uid)
  if (!card || card.wallet_no !== input.walletNo) return noCard()
  const fault = cannotMoveCard(card.state as CardState, input.to)
  if (fault) return refuse["E-STATE"]({ reason: fault.zh, reasonEn: fault.en }, "uid")
  const { blacklist_version: version } = await ctx.db
    .updateTable("wallet_scheme")
    .set((e) => ({ blacklist_version: e("blacklist_version", "+", 1n) }))
    .where("id", "=", wallet.value.scheme.id)
    .returning("blacklist_version")
    .executeTakeFirstOrThrow()
  await ctx.db
    .updateTable("wallet_card")
    .set({
      state: input.to,
      // A card replaced without a report counts as lost from now on.
      lost_at: input.to === "active" ? null : (card.lost_at ?? ctx.clock.now()),
      blacklist_version: version,
      ...(input.replacedBy ? { replaced_by: input.replacedBy } : {}),
    })
    .where("id", "=", card.id)
    .execute()
  ctx.note({
    action: `wallet.card-${input.to}`,
    object: "wallet",
    objectId: input.walletNo,
    before: { uid: card.uid, state: card.state },
    after: { state: input.to, version },
  })
  ctx.emit({ type: "wallet.card", subject: input.walletNo, data: { uid: card.uid, state: input.to } })
  return ok(card)
}

export async function reportLost(ctx: FlowCtx, input: { walletNo: string; uid: string }): Promise<Outcome<void>> {
  const moved = await move(ctx, { ...input, to: "lost" })
  return moved.ok ? ok() : moved
}

/** 解挂: found again. */
export async function reportFound(ctx: FlowCtx, input: { walletNo: string; uid: string }): Promise<Outcome<void>> {
  const card = await ctx.db
    .selectFrom("wallet_card")
    .select("state")
    .where("wallet_no", "=", input.walletNo)
    .where("uid", "=", input.uid)
    .executeTakeFirst()
  if (!card) return noCard()
  const moved = await move(ctx, { ...input, to: "active" })
  return moved.ok ? ok() : moved
}

/** A new card for the same wallet; the old number stays barred for ever. */
export async function replaceCard(
  ctx: FlowCtx,
  input: { walletNo: string; uid: string; newUid: string },
): Promise<Outcome<void>> {
  const wallet = await lockWallet(ctx, input.walletNo)
  if (!wallet.ok) return wallet
  const scheme = wallet.value.scheme
  const issued = await issueCards(ctx, {
    scheme,
    cards: [{ walletNo: input.walletNo, uid: input.newUid }],
    takeDeposit: false,
  })
  if (!issued.ok) return { ok: false, refusal: { ...issued.refusal, field: "newUid" } }
  const fresh = await cardBy(ctx, scheme.id, input.newUid)
  const moved = await move(ctx, { walletNo: input.walletNo, uid: input.uid, to: "replaced", replacedBy: fresh!.id })
  return moved.ok ? ok() : moved
}

/** Every card of a wallet ends with it. */
export async function closeCards(ctx: FlowCtx, walletNo: string): Promise<Outcome<void>> {
  for (const card of await cardsOf(ctx, walletNo)) {
    if (card.state === "closed") continue
    const moved = await move(ctx, { walletNo, uid: card.uid, to: "closed" })
    if (!moved.ok) return moved
  }
  return ok()
}

export interface Blacklist {
  version: string
  /** All barred numbers when a terminal asks from zero, else what changed since. */
  full: boolean
  barred: string[]
  freed: string[]
}

export async function blacklistSince(ctx: Ctx, schemeId: string, since: bigint): Promise<Blacklist> {
  const scheme = await ctx.db
    .selectFrom("wallet_scheme")
    .select("blacklist_version")
    .where("id", "=", schemeId)
    .executeTakeFirstOrThrow()
  // A terminal ahead of us was restored from elsewhere: it gets everything.
  const full = since <= 0n || since > scheme.blacklist_version
  const rows = await ctx.db
    .selectFrom("wallet_card")
    .select(["uid", "state"])
    .where("scheme_id", "=", schemeId)
    .where("blacklist_version", ">", full ? 0n : since)
    .orderBy("blacklist_version")
    .execute()
  return {
    version: String(scheme.blacklist_version),
    full,
    barred: rows.filter((row) => row.state !== "active").map((row) => row.uid),
    freed: full ? [] : rows.filter((row) => row.state === "active").map((row) => row.uid),
  }
}
