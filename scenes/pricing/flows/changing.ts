// Changes of the tariff under two signatures, each with its document. Judged when proposed and once more when signed:
// what must not be saved is refused both times.
import { randomUUID } from "node:crypto"
import { z } from "zod"
import { addMonths } from "#kernel/calendar"
import { requestApproval } from "#kernel/approval"
import { flow, stableJson, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { parameter } from "#kernel/rule-data"
import type { ApprovalKind } from "#kernel/scene"
import { parseAmount } from "#ledger"
import { categories, certainties, natures, sizes, termsText, type FeeItem, type TermsText } from "../model.ts"
import { refuse } from "../refusals.ts"
import { ceilingFault, higherAt, tariffFault, termsOf, textOf, yuan } from "../rules.ts"
import { priceOf, tariffOn } from "../store.ts"

const dated = { from: z.iso.date(), docNo: z.string(), certainty: z.enum(certainties) }
const named = { code: z.string().regex(/^[A-Z][A-Z0-9_]{2,39}$/), zh: z.string().min(2), en: z.string().min(2) }
const money = z.string().regex(/^-?\d{1,12}(\.\d{1,2})?$/)

export const changeContent = z.discriminatedUnion("what", [
  z.object({
    what: z.literal("item"),
    ...named,
    nature: z.enum(natures),
    category: z.enum(categories),
    unitZh: z.string().min(1),
    unitEn: z.string().min(1),
    periodMonths: z.number().int().nullable(),
    docNo: z.string(),
  }),
  z.object({ what: z.literal("price"), itemCode: z.string(), terms: termsText, ...dated }),
  z.object({ what: z.literal("ceiling"), itemCode: z.string(), terms: termsText, ...dated }),
  z.object({
    what: z.literal("waiver"),
    ...named,
    ...dated,
    itemCodes: z.array(z.string()).min(1),
    sizes: z.array(z.enum(sizes)),
    baseMax: money.nullable(),
    shareBp: z.number().int(),
    to: z.iso.date().nullable(),
  }),
  z.object({
    what: z.literal("package"),
    ...named,
    ...dated,
    price: money,
    itemCodes: z.array(z.string()).min(1),
    termMonths: z.number().int().min(1).max(36),
    newWithinDays: z.number().int().min(1).nullable(),
    oncePerUscc: z.boolean(),
    renewInto: z.string().nullable(),
    to: z.iso.date().nullable(),
  }),
])

export type Change = z.output<typeof changeContent>
type Of<W extends Change["what"]> = Extract<Change, { what: W }>

const titles = { item: "新增收费项目", price: "价格变更", ceiling: "政府指导价上限", waiver: "减免", package: "套餐" }

export const proposeChange = flow(
  { name: "pricing.propose", permission: "pricing.propose" },
  async (ctx, change: Change): Promise<Outcome<{ approvalId: string }>> => {
    const judged = await judge(ctx, change)
    if (!judged.ok) return judged
    const code = "itemCode" in change ? change.itemCode : change.code
    const since = change.what === "item" ? "" : `，自 ${change.from} 起`
    const approvalId = await requestApproval(ctx, {
      kind: "pricing.change",
      objectId: `${change.what}:${code}`,
      title: `${titles[change.what]}：${judged.value.title}${since}`,
      content: change,
      before: judged.value.before,
    })
    return ok({ approvalId })
  },
)

interface Judged {
  title: string
  before?: unknown
}

async function judge(ctx: FlowCtx, change: Change): Promise<Outcome<Judged>> {
  if (change.docNo.trim() === "") return refuse["E-DOC"]({}, "docNo")
  if (change.what === "item") return ok({ title: change.zh })
  if (change.from < ctx.today) return refuse["E-PAST"]({ from: change.from, today: ctx.today }, "from")
  if (change.what === "price" || change.what === "ceiling") return judgeTerms(ctx, change)
  if (change.to !== null && change.to < change.from)
    return refuse["E-PERIOD"]({ from: change.from, to: change.to }, "to")
  const items = (await tariffOn(ctx, change.from)).items
  const unknown = change.itemCodes.find((code) => !items.has(code))
  if (unknown) return refuse["E-ITEM"]({ code: unknown }, "itemCodes")
  return change.what === "waiver" ? judgeWaiver(change) : judgePackage(ctx, change)
}

function judgeWaiver(change: Of<"waiver">): Outcome<Judged> {
  const bad = change.shareBp < 0 || change.shareBp > 10_000
  if (bad) return refuse["E-AMOUNT"]({ what: "减免比例（0% 至 100%）", whatEn: "The share (0% to 100%)" }, "shareBp")
  if (change.baseMax !== null && parseAmount(change.baseMax, 2)! <= 0n)
    return refuse["E-AMOUNT"]({ what: "适用金额上限", whatEn: "The largest amount" }, "baseMax")
  return ok({ title: change.zh })
}

async function judgePackage(ctx: FlowCtx, change: Of<"package">): Promise<Outcome<Judged>> {
  if (change.price.startsWith("-")) return refuse["E-AMOUNT"]({ what: "套餐价格", whatEn: "The price" }, "price")
  const into = change.renewInto
  if (into === null || into === change.code) return ok({ title: change.zh })
  const known = await ctx.db.selectFrom("fee_package").select("id").where("code", "=", into).executeTakeFirst()
  return known ? ok({ title: change.zh }) : refuse["E-ITEM"]({ code: into }, "renewInto")
}

async function judgeTerms(ctx: FlowCtx, change: Of<"price"> | Of<"ceiling">): Promise<Outcome<Judged>> {
  const tariff = await tariffOn(ctx, change.from)
  const item = tariff.items.get(change.itemCode)
  if (!item) return refuse["E-ITEM"]({ code: change.itemCode }, "itemCode")
  const fault = tariffFault(change.terms)
  if (fault?.code === "E-AMOUNT")
    return refuse["E-AMOUNT"]({ what: fault.zh, whatEn: fault.en }, `terms.${fault.field}`)
  if (fault) return refuse["E-TIER"]({ why: fault.zh, whyEn: fault.en }, `terms.${fault.field}`)
  const before = (change.what === "price" ? tariff.prices : tariff.ceilings).get(item.code)
  const judged = {
    title: item.zh,
    before: before && { from: before.from, docNo: before.docNo, terms: textOf(before.terms) },
  }
  if (change.what === "ceiling") return ok(judged)
  const broken = await brokenCeiling(ctx, item, change)
  if (broken) return refuse["E-CEILING"](broken, "terms")
  const early = await tooEarly(ctx, item, change)
  return early ? refuse["E-NOTICE"](early, "from") : ok(judged)
}

/** The ceiling of its first day and every later one that is known already. */
async function brokenCeiling(ctx: FlowCtx, item: FeeItem, { from, terms }: { from: string; terms: TermsText }) {
  const first = (await tariffOn(ctx, from)).ceilings.get(item.code)
  const later = await ctx.db
    .selectFrom("fee_ceiling")
    .select(["id", "item_code", "valid_from", "terms", "doc_no", "certainty"])
    .where("item_code", "=", item.code)
    .where("valid_from", ">", from)
    .execute()
  for (const ceiling of [...(first ? [first] : []), ...later.map(priceOf)]) {
    const at = ceilingFault(item.nature, termsOf(terms), ceiling.terms)
    if (at !== null) return { at: yuan(at), docNo: ceiling.docNo }
  }
  return null
}

/** Market prices that are new or higher anywhere are published some months ahead. */
async function tooEarly(ctx: FlowCtx, item: FeeItem, { from, terms }: { from: string; terms: TermsText }) {
  if (item.nature !== "MARKET") return null
  const now = (await tariffOn(ctx, ctx.today)).prices.get(item.code)
  const free = { tiers: [{ overFen: 0n, upToFen: null, feeFen: 0n, ratePpm: null }], capFen: null, cancelled: false }
  if (higherAt(termsOf(terms), now?.terms ?? free) === null) return null
  const months = await parameter<number>(ctx, "pricing.market-notice-months", ctx.today)
  const earliest = addMonths(ctx.today, months)
  return from < earliest ? { months, earliest } : null
}

export const changeApproval: ApprovalKind<Change> = {
  kind: "pricing.change",
  zh: "服务价格与减免变更",
  en: "Change of prices or waivers",
  content: changeContent,
  page: "/pricing",
  levels: async () => [["president", "risk"]],
  approved: async (ctx, { content, approvalId }) => {
    const proposer = await ctx.db
      .selectFrom("approval")
      .select("maker_name")
      .where("id", "=", approvalId)
      .executeTakeFirstOrThrow()
    const judged = await judgeAgain(ctx, content)
    if (!judged.ok) return judged
    await write(ctx, content, { proposed_by: proposer.maker_name, approval_id: approvalId })
    const code = "itemCode" in content ? content.itemCode : content.code
    ctx.note({ action: "pricing.change", object: "tariff", objectId: code, after: content })
    ctx.emit({ type: "pricing.changed", subject: code, data: { what: content.what } })
    return ok()
  },
}

/** The time of publication was kept when it was proposed; a signature some days later does not restart it. */
async function judgeAgain(ctx: FlowCtx, change: Change): Promise<Outcome<unknown>> {
  if (change.what !== "price") return judge(ctx, change)
  if (change.from < ctx.today) return refuse["E-PAST"]({ from: change.from, today: ctx.today }, "from")
  const item = (await tariffOn(ctx, change.from)).items.get(change.itemCode)!
  const broken = await brokenCeiling(ctx, item, change)
  return broken ? refuse["E-CEILING"](broken, "terms") : ok()
}

interface Signed {
  proposed_by: string
  approval_id: string
}

async function write(ctx: FlowCtx, change: Change, signed: Signed): Promise<void> {
  const { db } = ctx
  if (change.what === "item") {
    const { code, zh, en, nature, category } = change
    const units = { unit_zh: change.unitZh, unit_en: change.unitEn, period_months: change.periodMonths }
    await db
      .insertInto("fee_item")
      .values({ code, zh, en, nature, category, ...units })
      .execute()
    return
  }
  const { from: valid_from, docNo: doc_no, certainty } = change
  const row = { id: randomUUID(), valid_from, doc_no, certainty, created_at: ctx.clock.now(), ...signed }
  if (change.what === "price" || change.what === "ceiling") {
    const table = change.what === "price" ? "fee_price" : "fee_ceiling"
    await db
      .insertInto(table)
      .values({ ...row, item_code: change.itemCode, terms: stableJson(change.terms) })
      .execute()
    return
  }
  const { code, zh, en, itemCodes: item_codes, to: valid_to } = change
  const shared = { ...row, code, zh, en, item_codes, valid_to }
  if (change.what === "waiver") {
    const base_max_fen = change.baseMax === null ? null : parseAmount(change.baseMax, 2)
    const values = { ...shared, size_classes: change.sizes, base_max_fen, share_bp: change.shareBp }
    await db.insertInto("fee_waiver").values(values).execute()
    return
  }
  const terms = { price_fen: parseAmount(change.price, 2)!, term_months: change.termMonths }
  const who = { new_within_days: change.newWithinDays, once_per_uscc: change.oncePerUscc, renew_into: change.renewInto }
  await db
    .insertInto("fee_package")
    .values({ ...shared, ...terms, ...who })
    .execute()
}
