// Transfers to a payer's own number (一户一码). A known number pays bills and keeps the rest ahead; an unknown one waits to be
// claimed and goes back after some days. The same bank reference is taken once.
import { randomUUID } from "node:crypto"
import { newId, openAccounts, type Posting } from "#ledger"
import { addDays } from "#kernel/calendar"
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { inScope } from "#kernel/org"
import { ok, type Outcome } from "#kernel/refusal"
import { parameter } from "#kernel/rule-data"
import type { HouseEvent } from "#kernel/scene"
import { parseAmount } from "#ledger"
import { confirmNow } from "#products/acquiring"
import { openSubjects } from "#products/deposit"
import { aheadAccount, unmatchedKey } from "../accounts.ts"
import type { CodeRule } from "../model.ts"
import { keepAhead, keepUnmatched, releaseUnmatched, returnUnmatched } from "../postings.ts"
import { refuse } from "../refusals.ts"
import { isPayerCode } from "../rules/code.ts"
import { matchAmount } from "../rules/match.ts"
import { partBounds } from "../rules/part.ts"
import { payableStates, transferTitles, type TransferState } from "../states.ts"
import { loadBills, owedOf } from "./bills.ts"
import { openCheckout } from "./checkout.ts"

export interface Transfer {
  bankRef: string
  code: string
  payerName: string
  amountFen: bigint
  /** Outlet whose clearing received it; the organisation's own where the number is known. */
  outlet: string
}

interface Taken {
  state: TransferState
  transferId: string
}

async function payerOf(ctx: FlowCtx, code: string) {
  return ctx.db
    .selectFrom("collection_payer as p")
    .innerJoin("collection_org as o", "o.id", "p.org_id")
    .select(["p.id", "p.name", "p.org_id", "p.code_rule", "o.outlet", "o.state"])
    .where("p.code", "=", code)
    .executeTakeFirst()
}
type KnownPayer = NonNullable<Awaited<ReturnType<typeof payerOf>>>

/** What the bank's core tells of one incoming transfer. */
export const takeTransfer = flow(
  { name: "collection.transfer", permission: "collection.transfer" },
  async (ctx, input: Transfer): Promise<Outcome<Taken>> => {
    const known = await ctx.db
      .selectFrom("collection_transfer")
      .select(["id", "state"])
      .where("bank_ref", "=", input.bankRef)
      .executeTakeFirst()
    if (known) return ok({ state: known.state as TransferState, transferId: known.id })
    const payer = isPayerCode(input.code) ? await payerOf(ctx, input.code) : undefined
    if (!payer || payer.state !== "open") return leaveUnmatched(ctx, input, why(input.code, payer))
    const applied = await applyTo(ctx, payer, input)
    if (!applied.ok) return leaveUnmatched(ctx, input, applied.refusal.zh)
    const id = await insertTransfer(
      ctx,
      { ...input, outlet: payer.outlet },
      { state: "matched", payer, ...applied.value },
    )
    const posted = await ctx.post(applied.value.postings)
    return posted.ok ? ok({ state: "matched", transferId: id }) : posted
  },
)

function why(code: string, payer: KnownPayer | undefined): string {
  if (!isPayerCode(code)) return "户号校验不通过"
  return payer ? "收费单位已停止收费" : "没有这个户号"
}

interface Applied {
  aheadFen: bigint
  postings: Posting[]
}

/** Pays the bills through acquiring, so that fee and settlement are those of any payment; the rest is kept ahead. */
async function applyTo(ctx: FlowCtx, payer: KnownPayer, input: Transfer): Promise<Outcome<Applied>> {
  const bills = await loadBills(ctx, { payerId: payer.id, states: payableStates, lock: true })
  // Whoever transfers pays what is owed; of an open amount he would choose on the page.
  const open = bills
    .filter((bill) => bill.kind !== "open")
    .map((bill) => {
      const owedFen = owedOf(bill, ctx.today).totalFen
      const { leastFen } = partBounds({ ...bill, owedFen })
      return { billNo: bill.billNo, dueOn: bill.terms.dueOn, owedFen, leastFen }
    })
  const match = matchAmount(payer.code_rule as CodeRule, open, input.amountFen)
  if (match.kind === "no-sum") return refuse["E-LINES"]({}, "amount")
  if (match.shares.length > 0) {
    const opened = await openCheckout(ctx, {
      payerId: payer.id,
      lines: match.shares,
      channel: "transfer",
      payerName: input.payerName,
    })
    if (!opened.ok) return opened
    const paid = await confirmNow(ctx, {
      orderNo: opened.value.orderNo,
      tradeNo: input.bankRef,
      payerName: input.payerName,
    })
    if (!paid.ok) return paid
  }
  if (match.restFen === 0n) return ok({ aheadFen: 0n, postings: [] })
  await openSubjects(ctx.ledger, payer.outlet, ["1003"])
  await openAccounts(ctx.ledger, [aheadAccount(payer)])
  const part = { outlet: payer.outlet, payerId: payer.id, amountFen: match.restFen }
  const kept = keepAhead.build(part, { id: newId(), reference: input.bankRef, memo: "缴费余额转预存" })
  return ok({ aheadFen: match.restFen, postings: [kept] })
}

async function leaveUnmatched(ctx: FlowCtx, input: Transfer, reason: string): Promise<Outcome<Taken>> {
  const id = await insertTransfer(ctx, input, { state: "unmatched", why: reason })
  await openSubjects(ctx.ledger, input.outlet, ["1003"])
  const part = { outlet: input.outlet, amountFen: input.amountFen }
  const posted = await ctx.post([
    keepUnmatched.build(part, { id: newId(), reference: input.bankRef, memo: `待认领：${reason}` }),
  ])
  return posted.ok ? ok({ state: "unmatched", transferId: id }) : posted
}

interface Told {
  state: TransferState
  payer?: KnownPayer
  aheadFen?: bigint
  why?: string
}

async function insertTransfer(ctx: FlowCtx, input: Transfer, told: Told): Promise<string> {
  const id = randomUUID()
  const days = await parameter<number>(ctx, "collection.unmatched-days", ctx.today)
  await ctx.db
    .insertInto("collection_transfer")
    .values({
      id,
      bank_ref: input.bankRef,
      outlet: input.outlet,
      code: input.code,
      payer_name: input.payerName,
      amount_fen: input.amountFen,
      state: told.state,
      org_id: told.payer?.org_id ?? null,
      payer_id: told.payer?.id ?? null,
      is_third_party: told.payer !== undefined && told.payer.name !== input.payerName,
      ahead_fen: told.aheadFen ?? 0n,
      why: told.why ?? null,
      received_on: ctx.today,
      return_on: told.state === "unmatched" ? addDays(ctx.today, days) : null,
      at: ctx.clock.now(),
    })
    .execute()
  ctx.note({ object: "collection-transfer", objectId: id, after: { ...input, state: told.state } })
  return id
}

async function openTransfer(ctx: FlowCtx, id: string) {
  const row = await ctx.db
    .selectFrom("collection_transfer")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst()
  if (!row || !inScope(ctx, row.outlet)) return refuse["E-TRANSFER"]()
  return row.state === "unmatched"
    ? ok(row)
    : refuse["E-TRANSFER-STATE"]({ state: transferTitles[row.state as TransferState].zh })
}

/** Somebody found out whom it is for: it leaves the waiting money and is booked like a transfer to that number. */
export const claimTransfer = flow(
  { name: "collection.claim", permission: "collection.transfer" },
  async (ctx, input: { transferId: string; code: string }): Promise<Outcome<void>> => {
    const row = await openTransfer(ctx, input.transferId)
    if (!row.ok) return row
    if (!isPayerCode(input.code)) return refuse["E-CODE"]({ code: input.code }, "code")
    const payer = await payerOf(ctx, input.code)
    if (!payer || payer.state !== "open" || payer.outlet !== row.value.outlet) return refuse["E-PAYER"]({}, "code")
    const { outlet, amount_fen: amountFen, bank_ref: bankRef, payer_name: payerName } = row.value
    const applied = await applyTo(ctx, payer, { bankRef, code: input.code, payerName, amountFen, outlet })
    if (!applied.ok) return applied
    await ctx.db
      .updateTable("collection_transfer")
      .set({
        state: "claimed",
        code: input.code,
        org_id: payer.org_id,
        payer_id: payer.id,
        ahead_fen: applied.value.aheadFen,
        is_third_party: payer.name !== payerName,
        ended_by_name: ctx.actor.name,
      })
      .where("id", "=", row.value.id)
      .execute()
    ctx.note({ object: "collection-transfer", objectId: row.value.id, after: { state: "claimed", code: input.code } })
    const released = releaseUnmatched.build({ outlet, amountFen }, { id: newId(), reference: bankRef, memo: "认领" })
    return ctx.post([released, ...applied.value.postings])
  },
)

/** Back to where it came from: by hand, or by the night once its days are over. */
export const returnTransfer = flow(
  { name: "collection.return", permission: "collection.transfer" },
  async (ctx, input: { transferId: string; reason: string }): Promise<Outcome<void>> => {
    const row = await openTransfer(ctx, input.transferId)
    if (!row.ok) return row
    await ctx.db
      .updateTable("collection_transfer")
      .set({ state: "returned", why: input.reason, ended_by_name: ctx.actor.name })
      .where("id", "=", row.value.id)
      .execute()
    ctx.note({ object: "collection-transfer", objectId: row.value.id, after: { state: "returned", ...input } })
    const part = { outlet: row.value.outlet, amountFen: row.value.amount_fen }
    return ctx.post([
      returnUnmatched.build(part, { id: newId(), reference: row.value.bank_ref, memo: `退回：${input.reason}` }),
    ])
  },
)

/** News of the bank's core: {bankRef, code, payerName, amount, outlet}. */
export async function onTransferTold(ctx: Ctx, event: HouseEvent): Promise<void> {
  const body = (event.data as { body: Record<string, string> }).body
  const amountFen = parseAmount(body["amount"] ?? "", 2)
  if (amountFen === null || amountFen <= 0n) throw new Error(`Transfer ${body["bankRef"]} carries no amount.`)
  const taken = await takeTransfer(ctx, {
    bankRef: body["bankRef"] ?? event.id,
    code: body["code"] ?? "",
    payerName: body["payerName"] ?? "",
    amountFen,
    outlet: body["outlet"] ?? "HQ",
  })
  if (!taken.ok) throw new Error(taken.refusal.zh)
}

export { unmatchedKey }
