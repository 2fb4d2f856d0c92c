// What the firm says about the end of its package, and services it asks for at their standard price. Each word is kept
// with the prices that were shown; the last word before the end counts, and saying nothing costs nothing.
import { randomUUID } from "node:crypto"
import { addDays } from "#kernel/calendar"
import { flow, stableJson, type Ctx, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { Choice, Package } from "../model.ts"
import { refuse } from "../refusals.ts"
import { roundFee, exactFee, yuan } from "../rules.ts"
import { cannotConsent } from "../states.ts"
import { packagesById, packagesOn, tariffOn } from "../store.ts"
import { feeAccount } from "./account.ts"
import { chargeServices, startServices } from "./services.ts"
import { lockSubscription, maySee, stateOf, type SubscriptionRow } from "./subscribing.ts"

export interface Word {
  id: string
  choice: Choice
  /** The signed paper, at the counter. */
  paperNo?: string | undefined
}

const viaOf = (ctx: FlowCtx): "portal" | "counter" => (ctx.actor.kind === "portal" ? "portal" : "counter")

export const giveConsent = flow(
  { name: "pricing.consent", permission: "pricing.accept" },
  async (ctx, input: Word): Promise<Outcome<{ id: string; choice: Choice }>> => {
    const found = await lockSubscription(ctx, input.id)
    if (!found.ok) return found
    const reason = cannotConsent(stateOf(found.value))
    if (reason) return refuse["E-STATE"]({ reason: reason.zh, reasonEn: reason.en })
    const pack = (await packagesById(ctx, [found.value.package_id])).get(found.value.package_id)!
    if (viaOf(ctx) === "counter" && !input.paperNo?.trim()) return refuse["E-NO-CONSENT"]({ item: pack.zh }, "paperNo")
    const next = input.choice === "renew" ? await nextPackage(ctx, pack, ctx.today) : null
    if (input.choice === "renew" && !next) return refuse["E-CHOICE"]({ package: pack.zh }, "choice")
    const seen = next ? [priceSeen(next)] : await standardPrices(ctx, pack, addDays(found.value.end_on!, 1))
    await keepWord(ctx, { row: found.value, input, seen, packageId: next?.id ?? null })
    ctx.note({ object: "subscription", objectId: found.value.number, after: { ...input, seen } })
    ctx.emit({ type: "pricing.consented", subject: input.id, data: { choice: input.choice } })
    return ok({ id: input.id, choice: input.choice })
  },
)

/** What the firm may go on with, as it is offered today. */
export async function nextPackage(ctx: Pick<Ctx, "db">, pack: Package, today: string) {
  return (await packagesOn(ctx, today)).find((one) => one.code === pack.renewInto) ?? null
}

const priceSeen = (pack: Package) => ({ item: pack.code, zh: pack.zh, price: yuan(pack.priceFen) })

/** What the covered services cost from the first day without the package, as shown with the question. */
export async function standardPrices(ctx: Pick<Ctx, "db">, pack: Package, on: string) {
  const tariff = await tariffOn(ctx, on)
  return pack.itemCodes.flatMap((code) => {
    const [item, price] = [tariff.items.get(code), tariff.prices.get(code)]
    if (!item?.periodMonths || !price) return []
    const fee = price.terms.cancelled ? 0n : roundFee(exactFee(price.terms, 0n))
    return [{ item: code, zh: item.zh, en: item.en, price: yuan(fee), unitZh: item.unitZh, unitEn: item.unitEn }]
  })
}

async function keepWord(
  ctx: FlowCtx,
  { row, input, seen, packageId }: { row: SubscriptionRow; input: Word; seen: unknown[]; packageId: string | null },
): Promise<void> {
  await ctx.db
    .insertInto("fee_consent")
    .values({
      id: randomUUID(),
      account_no: row.account_no,
      subscription_id: row.id,
      choice: input.choice,
      item_code: null,
      seen: stableJson(seen),
      package_id: packageId,
      via: viaOf(ctx),
      paper_no: input.paperNo ?? null,
      given_by: ctx.actor.name,
      given_on: ctx.today,
      at: ctx.clock.now(),
    })
    .execute()
}

/** A service at its standard price, because the firm asks for it: the first period is charged today. */
export const orderService = flow(
  { name: "pricing.order-service", permission: "pricing.accept" },
  async (
    ctx,
    input: { accountNo: string; itemCode: string; paperNo?: string | undefined },
  ): Promise<Outcome<{ id: string }>> => {
    const account = await feeAccount(ctx, input.accountNo)
    if (!account.ok) return account
    const tariff = await tariffOn(ctx, ctx.today)
    const item = tariff.items.get(input.itemCode)
    if (!item?.periodMonths) return refuse["E-ITEM"]({ code: input.itemCode }, "itemCode")
    const price = tariff.prices.get(item.code)
    if (!price) return refuse["E-NO-PRICE"]({ item: item.zh, on: ctx.today }, "itemCode")
    if (viaOf(ctx) === "counter" && !input.paperNo?.trim()) return refuse["E-NO-CONSENT"]({ item: item.zh }, "paperNo")
    if (await runsOn(ctx, input)) return refuse["E-RUNNING"]({ accountNo: input.accountNo, what: item.zh }, "itemCode")
    const consentId = randomUUID()
    const fee = price.terms.cancelled ? 0n : roundFee(exactFee(price.terms, 0n))
    await ctx.db
      .insertInto("fee_consent")
      .values({
        id: consentId,
        account_no: input.accountNo,
        choice: "service",
        item_code: item.code,
        seen: stableJson([{ item: item.code, zh: item.zh, price: yuan(fee) }]),
        via: viaOf(ctx),
        paper_no: input.paperNo ?? null,
        given_by: ctx.actor.name,
        given_on: ctx.today,
        at: ctx.clock.now(),
      })
      .execute()
    const basis = { consentId }
    const start = { account: account.value, itemCode: item.code, from: ctx.today, to: null, basis }
    const services = await startServices(ctx, [start])
    const due = await chargeServices(ctx, services, ctx.today)
    ctx.note({ object: "service", objectId: services[0]!.id, after: input })
    const posted = await ctx.post(due.postings)
    return posted.ok ? ok({ id: services[0]!.id }) : posted
  },
)

async function runsOn(ctx: FlowCtx, { accountNo, itemCode }: { accountNo: string; itemCode: string }) {
  const row = await ctx.db
    .selectFrom("fee_service")
    .select("id")
    .where("account_no", "=", accountNo)
    .where("item_code", "=", itemCode)
    .where((e) => e.or([e("to_on", "is", null), e("to_on", ">=", ctx.today)]))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Ends with the period that is paid: no further one is charged. */
export const endService = flow(
  { name: "pricing.end-service", permission: "pricing.accept" },
  async (ctx, input: { id: string }): Promise<Outcome<{ id: string; lastOn: string }>> => {
    const row = await ctx.db
      .selectFrom("fee_service")
      .selectAll()
      .where("id", "=", input.id)
      .forUpdate()
      .executeTakeFirst()
    if (!row || !maySee(ctx, row)) return refuse["E-NOT-FOUND"]({ id: input.id, what: "服务" })
    if (row.to_on !== null && row.to_on <= ctx.today)
      return refuse["E-STATE"]({ reason: "这项服务已经停用", reasonEn: "The service has ended" })
    await ctx.db.updateTable("fee_service").set({ to_on: ctx.today }).where("id", "=", row.id).execute()
    ctx.note({ object: "service", objectId: row.id, before: { to: row.to_on }, after: { to: ctx.today } })
    return ok({ id: row.id, lastOn: ctx.today })
  },
)
