// Claim: the night's accrual of a million plain loans is a few statements, many times faster than a loop that reads and
// writes each loan in chunks of a hundred. Both run on the same rows in the same database.
// Measured: the product's own steps (accrual posted as totals, trial balance, proof of the day's postings apart).
import type { Database } from "#kernel/db"
import type { OpenBranch } from "../apps/runtime/index.ts"
import { benchDay as today, openLoanBranch } from "./loan-branch.ts"
import { describeRun, median, round } from "./support.ts"
import type { Bench, BenchOptions, BenchResult } from "./types.ts"

const chunk = 100

export const bench: Bench = { name: "day-end", title: "Day end of 10⁶ plain loans against a loop over each", run }

async function run(options: BenchOptions): Promise<BenchResult> {
  const sizes = options.quick ? [10_000] : [10_000, 100_000, 1_000_000]
  const figures: Record<string, number> = {}
  let last = { ours: 0, loop: 0 }
  for (const loans of sizes) {
    last = await measure(loans, options)
    figures[`ours_${loans}_loans_per_s`] = round(last.ours)
    figures[`loop_${loans}_loans_per_s`] = round(last.loop)
  }
  const first = figures[`ours_${sizes[0]}_loans_per_s`]!
  return {
    ...describeRun(bench.name),
    figures,
    ratios: {
      ours_to_loop: { value: round(last.ours / last.loop, 1), gate: 60, aim: 150 },
      growth_largest_to_smallest: { value: round(last.ours / first, 2), gate: 0.8 },
    },
    notes: [
      `The loop: per ${chunk} loans one transaction; each loan read, its accrual written, two journal rows inserted.`,
      "The loop runs over at most 20,000 loans and is given as a rate. Ours: median of three nights, all outlets, posted.",
    ],
  }
}

async function measure(loans: number, options: BenchOptions): Promise<{ ours: number; loop: number }> {
  const { branch, admin, close } = await openLoanBranch(loans)
  try {
    const ours = loans / (median(await nights(branch)) / 1_000)
    const loop = await loopRate(admin, Math.min(loans, 20_000))
    options.log(`${loans} loans: ours ${round(ours)}/s, loop ${round(loop)}/s`)
    return { ours, loop }
  } finally {
    await close()
  }
}

/** Three nights: accrual posted per outlet. Moving accrued_to is not needed: the amount is a closed form of the row. */
async function nights(branch: OpenBranch): Promise<number[]> {
  const steps = branch.house.dayEnd.filter((step) => step.name.startsWith("loan."))
  const times: number[] = []
  for (let night = 0; night < 3; night += 1) {
    const startedAt = performance.now()
    for (const step of steps) {
      const result = await step.run(branch.system(), today, async () => {})
      if (result.failed.length > 0) throw new Error(`${step.name} failed for ${result.failed.length} loans`)
    }
    times.push(performance.now() - startedAt)
  }
  return times
}

/** The usual way of a batch job: each loan read, computed, written, with its two journal rows; commit every hundred. */
async function loopRate(admin: Database, loans: number): Promise<number> {
  await admin.pool.query("create table bench_accrual (loan_id uuid, day date, fen bigint, primary key (loan_id, day))")
  await admin.pool.query(
    "create table bench_journal (id bigint generated always as identity primary key, loan_id uuid, account text, side text, fen bigint)",
  )
  const { rows } = await admin.pool.query("select id from loan limit $1", [loans])
  const client = await admin.pool.connect()
  const startedAt = performance.now()
  for (let from = 0; from < rows.length; from += chunk) {
    await client.query("begin")
    for (const { id } of rows.slice(from, from + chunk)) {
      const found = await client.query({
        name: "read",
        text: "select amount_fen, rate_pct from loan where id = $1",
        values: [id],
      })
      const fen = (BigInt(found.rows[0].amount_fen) * 435n) / 3_600_000n
      await client.query({
        name: "accrue",
        text: "insert into bench_accrual values ($1, $2, $3)",
        values: [id, today, fen],
      })
      await client.query({
        name: "touch",
        text: "update loan set accrued_product = accrued_product + $2 where id = $1",
        values: [id, fen],
      })
      await client.query({
        name: "journal",
        text: "insert into bench_journal (loan_id, account, side, fen) values ($1, '1303.03', 'debit', $2), ($1, '6011', 'credit', $2)",
        values: [id, fen],
      })
    }
    await client.query("commit")
  }
  client.release()
  return rows.length / ((performance.now() - startedAt) / 1_000)
}
