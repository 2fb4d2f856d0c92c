// Claim: payments told by signed callbacks over HTTP, a fifth of them twice, are confirmed many times faster by keeping
// them first and taking them in gathered batches than by one transaction each. The signature is checked both ways.
import { expectOk, ok } from "#kernel/refusal"
import { channelOf } from "#products/acquiring"
import { buildServer } from "../apps/server/index.ts"
import { takeNotices } from "../products/acquiring/confirm.ts"
import { keepNews } from "../products/acquiring/notices.ts"
import { AlipayShape } from "../products/acquiring/sandbox/alipay.ts"
import { sandboxKeys } from "../products/acquiring/sandbox/keys.ts"
import { SandboxStore } from "../products/acquiring/sandbox/store.ts"
import { Trade } from "../products/acquiring/sandbox/trade.ts"
import { makeOrders, openAcquiringBranch, type AcquiringBranch } from "./acquiring-branch.ts"
import { describeRun, round } from "./support.ts"
import type { Bench, BenchOptions, BenchResult } from "./types.ts"

const inFlight = 64

export const bench: Bench = { name: "callbacks", title: "Payments confirmed a second through callbacks", run }

async function run(options: BenchOptions): Promise<BenchResult> {
  const made = await openAcquiringBranch()
  const server = await buildServer({
    branch: made.branch,
    pagesFolder: "/nowhere",
    version: "bench",
    logLevel: "silent",
  })
  try {
    addPlain(server.app, made)
    const base = `http://127.0.0.1:${await server.listen("127.0.0.1", 0)}`
    const count = options.quick ? 500 : 10_000
    const plainCount = options.quick ? 200 : 2_000
    await once(made, { base, path: "/api/v1/channels/alipay/notices", prefix: "W", count: 200 })
    const gathered = await once(made, { base, path: "/api/v1/channels/alipay/notices", prefix: "G", count })
    options.log(`gathered: ${round(gathered.perSecond)}/s, answered at ${round(gathered.answeredPerSecond)}/s`)
    const plain = await once(made, { base, path: "/plain", prefix: "P", count: plainCount })
    options.log(`plain: ${round(plain.perSecond)}/s`)
    return {
      ...describeRun(bench.name),
      figures: {
        gathered_confirmed_per_s: round(gathered.perSecond),
        gathered_answered_per_s: round(gathered.answeredPerSecond),
        plain_confirmed_per_s: round(plain.perSecond),
        payments: count,
      },
      ratios: { gathered_to_plain: { value: round(gathered.perSecond / plain.perSecond, 2), gate: 2, aim: 4 } },
      notes: [
        "Every fifth callback comes twice. RSA-2048 signatures are checked on each; server, database and load share the cores.",
        "Confirmed: money on the ledger and the order paid. Plain: the same checks and postings, one transaction a callback.",
      ],
    }
  } finally {
    await server.close()
    await made.close()
  }
}

function addPlain(app: Awaited<ReturnType<typeof buildServer>>["app"], made: AcquiringBranch): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body))
    scope.post("/plain", async (request, reply) => {
      const ctx = made.branch.system()
      const news = expectOk(channelOf(ctx, "alipay")).readCallback(
        { headers: request.headers, body: String(request.body) },
        ctx.clock.now(),
      )
      for (const one of news ?? []) {
        await keepNews(ctx.db, ctx.clock.now(), [one])
        const { seq } = await ctx.db
          .selectFrom("acquiring_notice")
          .select("seq")
          .where("trade_no", "=", one.tradeNo)
          .executeTakeFirstOrThrow()
        const taken = await takeNotices(ctx, { seqs: [seq] })
        if (!taken.ok) throw new Error(taken.refusal.zh)
      }
      return reply.send(news ? "success" : ok())
    })
  })
}

interface Load {
  base: string
  path: string
  prefix: string
  count: number
}

async function once(made: AcquiringBranch, load: Load): Promise<{ perSecond: number; answeredPerSecond: number }> {
  await makeOrders(made, { prefix: load.prefix, count: load.count, channel: "alipay" })
  const bodies = signedBodies(made, load)
  const began = performance.now()
  let next = 0
  const worker = async () => {
    for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) {
      const answer = await fetch(load.base + load.path, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body,
      })
      if ((await answer.text()) !== "success") throw new Error(`HTTP ${answer.status}`)
    }
  }
  await Promise.all(Array.from({ length: inFlight }, worker))
  const answered = performance.now()
  await untilPaid(made, load)
  const ended = performance.now()
  const rate = (at: number) => (load.count / (at - began)) * 1_000
  return { perSecond: rate(ended), answeredPerSecond: rate(answered) }
}

function signedBodies(made: AcquiringBranch, load: Load): string[] {
  const keys = sandboxKeys(`${made.folder}/sandbox`)
  const shape = new AlipayShape(new Trade(new SandboxStore(), () => new Date()), keys)
  const at = new Date().toISOString()
  return Array.from({ length: load.count }, (_, n) => {
    const orderNo = `${load.prefix}${String(n + 1).padStart(9, "0")}`
    const order = {
      channel: "alipay" as const,
      orderNo,
      title: "基准",
      totalFen: 1_000,
      couponFen: 0,
      state: "paid" as const,
    }
    const said = shape.callbackOfPayment({ ...order, tradeNo: `T${orderNo}`, paidAt: at, expiresAt: at, notifyUrl: "" })
    return n % 5 === 0 ? [String(said.body), String(said.body)] : [String(said.body)]
  }).flat()
}

async function untilPaid(made: AcquiringBranch, load: Load): Promise<void> {
  for (;;) {
    const { left } = await made.branch.database.db
      .selectFrom("acquiring_order")
      .select(({ fn }) => fn.countAll<bigint>().as("left"))
      .where("order_no", "like", `${load.prefix}%`)
      .where("state", "<>", "success")
      .executeTakeFirstOrThrow()
    if (left === 0n) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
