// Price bulletins: dated rows with their document; each one revalues the running cases the same day.
import { randomUUID } from "node:crypto"
import type { Posting } from "#ledger"
import { flow } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { Basis, Pollutant } from "../rules.ts"
import { fenOf, legsOf, stateOf } from "./case.ts"
import { openEvent } from "./events.ts"
import { callMargin } from "./margin.ts"
import { recordValuation, valuePackage } from "./valuing.ts"

export interface Bulletin {
  docNo: string
  region: string
  from: string
  certainty: "fact" | "unverified" | "assumption"
  prices: { pollutant: Pollutant; kind: "USE_FEE" | "BASE_PRICE" | "MARKET_AVG"; price: string }[]
}

export const publishPrices = flow(
  { name: "emission-loan.publish-prices", permission: "emission-loan.price" },
  async (ctx, input: Bulletin): Promise<Outcome<{ added: number; revalued: number; marginCalls: number }>> => {
    await ctx.db
      .insertInto("emission_price")
      .values(
        input.prices.map((one) => ({
          id: randomUUID(),
          pollutant: one.pollutant,
          kind: one.kind,
          region: input.region,
          price_fen: fenOf(one.price),
          doc_no: input.docNo,
          certainty: input.certainty,
          valid_from: input.from,
          created_at: ctx.clock.now(),
        })),
      )
      .execute()
    ctx.note({ object: "emission-price", objectId: input.docNo, after: input })
    const touched = input.prices.filter((one) => one.kind !== "USE_FEE").map((one) => one.pollutant)
    const done = { added: input.prices.length, revalued: 0, marginCalls: 0 }
    if (input.from > ctx.today || touched.length === 0) return ok(done)
    const running = await ctx.db
      .selectFrom("emission_case")
      .selectAll()
      .where("state", "in", ["disbursed", "monitored", "margin_call"])
      .forUpdate()
      .execute()
    const postings: Posting[] = []
    for (const row of running) {
      const value = await valuePackage(ctx, row, (row.basis ?? "FULL") as Basis, ctx.today)
      if (!value.ok || !value.value.rights.some((one) => touched.includes(one.pollutant))) continue
      const before = (await legsOf(ctx, row.id)).reduce(
        (sum, leg) => sum + (leg.rightId ? (leg.valueFen ?? 0n) : 0n),
        0n,
      )
      postings.push(...(await recordValuation(ctx, row, value.value, { appraiser: "系统重估", reason: "bulletin" })))
      done.revalued += 1
      if (value.value.rightsFen < before)
        await openEvent(ctx, row, { kind: "PRICE_DROP", source: input.docNo, note: "价格公告下调，已重估" })
      const state = await callMargin(ctx, row, `价格公告 ${input.docNo}`)
      if (state === "margin_call" && stateOf(row) !== "margin_call") done.marginCalls += 1
    }
    const posted = await ctx.post(postings)
    return posted.ok ? ok(done) : posted
  },
)
