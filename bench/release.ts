// Claim: a batch of 100,000 lesson lines is paid out many times faster than by a loop that posts each in a transaction of
// its own. Money and steps move in both; the batch is the product's own job, commit by commit.
import { randomUUID } from "node:crypto"
import { newId } from "#ledger"
import { flow, type FlowCtx } from "#kernel/flow"
import { openParty } from "#kernel/party"
import { expectOk, ok, type Outcome } from "#kernel/refusal"
import {
  askEvidence,
  makeBatch,
  openHolding,
  openPool,
  poolById,
  poolKey,
  receiveIntoPool,
  sweepSilence,
} from "#products/custody"
import { openDeposit } from "#products/deposit"
import { release } from "../products/custody/postings.ts"
import { releaseJob } from "../products/custody/release.ts"
import { benchDay, openLoanBranch, type LoanBranch } from "./loan-branch.ts"
import { describeRun, round } from "./support.ts"
import type { Bench, BenchOptions, BenchResult } from "./types.ts"

const steps = 40

const inFlow = flow(
  { name: "bench.release", permission: null },
  async (ctx, input: { run: (ctx: FlowCtx) => Promise<Outcome<unknown>> }) => input.run(ctx),
)

export const bench: Bench = {
  name: "release",
  title: "Custody: lesson lines paid out a second, batch against loop",
  run,
}

async function run(options: BenchOptions): Promise<BenchResult> {
  const made = await openLoanBranch(1)
  try {
    const lines = options.quick ? 2_000 : 100_000
    const plainLines = options.quick ? 200 : 2_000
    const poolId = await fill(made, lines / steps)
    const plainPool = await fill(made, plainLines / steps)
    const batched = await batch(made, poolId)
    options.log(`batch: ${round(batched)} lines/s`)
    const looped = await loop(made, plainPool)
    options.log(`loop: ${round(looped)} lines/s`)
    return {
      ...describeRun(bench.name),
      figures: { lines, batch_lines_per_s: round(batched), loop_lines_per_s: round(looped) },
      ratios: { batch_to_loop: { value: round(batched / looped, 2), gate: 3, aim: 10 } },
      notes: ["Two legs a line: money to the settlement account, the step off the memo book. Durable commits."],
    }
  } finally {
    await made.close()
  }
}

/** One custody account with holdings of forty lessons, all of them confirmed. */
async function fill(made: LoanBranch, holdings: number): Promise<string> {
  const system = made.branch.system()
  const permissions = new Set(made.branch.house.permissions.keys())
  const ctx = { ...system, actor: { ...system.actor, permissions, scope: "all" as const } }
  const party = expectOk(await openParty(ctx, { kind: "firm", name: "Bench", outlet: "XX" })).id
  const { accountNo } = expectOk(await openDeposit(ctx, { partyId: party, outlet: "XX", title: "Bench" }))
  const pool = { id: "" }
  const work = async (flowCtx: FlowCtx) => {
    const opened = await openPool(flowCtx, {
      beneficiaryId: party,
      settlementNo: accountNo,
      outlet: "XX",
      title: "Bench",
    })
    pool.id = opened.id
    return receiveIntoPool(flowCtx, { pool: opened, amountFen: BigInt(holdings) * 299_900n, memo: "bench" })
  }
  expectOk(await inFlow(ctx, { run: work }))
  for (let at = 0; at < holdings; at += 50)
    expectOk(await inFlow(ctx, { run: (c) => hold(c, { poolId: pool.id, party, count: Math.min(50, holdings - at) }) }))
  await sweepSilence(system, benchDay, async () => {})
  await made.admin.pool.query("vacuum analyze")
  return pool.id
}

async function hold(ctx: FlowCtx, p: { poolId: string; party: string; count: number }): Promise<Outcome<unknown>> {
  const pool = (await poolById(ctx, p.poolId))!
  const postings = []
  for (let at = 0; at < p.count; at += 1) {
    const components = [{ name: "tuition", titleZh: "课时费", titleEn: "Tuition", amountFen: 299_900n, steps }]
    const one = { pool, ownerId: p.party, object: "bench", objectId: randomUUID(), signedAt: ctx.clock.now() }
    const opened = expectOk(
      await openHolding(ctx, { ...one, components, from: poolKey(pool.pool_no, "unapplied"), memo: "" }),
    )
    postings.push(opened.posting)
    const componentId = opened.components[0]!.id
    const list = Array.from({ length: steps }, (_, step) => ({
      componentId,
      objectId: `L${step}`,
      happenedAt: ctx.clock.now(),
      dueOn: benchDay,
    }))
    expectOk(await askEvidence(ctx, list))
  }
  const posted = await ctx.post(postings)
  return posted.ok ? ok() : posted
}

async function batch(made: LoanBranch, poolId: string): Promise<number> {
  const ctx = made.branch.system()
  const asked = { id: "", lines: 0 }
  const make = async (c: FlowCtx) => {
    const done = await makeBatch(c, { pool: (await poolById(c, poolId))!, cutoffAt: c.clock.now() })
    if (done.ok) Object.assign(asked, done.value)
    return done
  }
  expectOk(await inFlow(ctx, { run: make }))
  const from = performance.now()
  await releaseJob.run(ctx, { batchId: asked.id }, async () => {})
  return asked.lines / ((performance.now() - from) / 1_000)
}

async function loop(made: LoanBranch, poolId: string): Promise<number> {
  const ctx = made.branch.system()
  const { rows } = await made.admin.pool.query<{ account_key: string; steps_key: string; release_fen: bigint }>(
    `select c.account_key, c.steps_key, e.release_fen from custody_evidence e
       join custody_component c on c.id = e.component_id where e.pool_id = $1 and e.state = 'queued'`,
    [poolId],
  )
  const pool = (await poolById(ctx, poolId))!
  const where = { poolNo: pool.pool_no, settlementNo: pool.settlement_no! }
  const from = performance.now()
  for (const row of rows) {
    const lines = [{ accountKey: row.account_key, stepsKey: row.steps_key, amountFen: BigInt(row.release_fen) }]
    const post = (c: FlowCtx) => c.post([release.build({ ...where, lines }, { id: newId(), reference: "bench" })])
    expectOk(await inFlow(ctx, { run: post }))
  }
  return rows.length / ((performance.now() - from) / 1_000)
}
