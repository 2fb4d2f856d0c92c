// Claim: the night's accrual of a million plain loans is a few statements, many times faster than a loop that reads and
// writes each loan in chunks of a hundred. Both run on the same rows in the same database.
// Measured: the product's own steps (accrual posted as totals, trial balance, proof of the day's postings apart).
import { randomUUID } from "node:crypto"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { openDatabase, type Database } from "#kernel/db"
import { startPostgres } from "#kernel/postgres"
import { branchOf, openBranch, outlets, schemaOf, type OpenBranch } from "../apps/runtime/index.ts"
import { describeRun, median, round } from "./support.ts"
import type { Bench, BenchOptions, BenchResult } from "./types.ts"

const today = "2026-03-02"
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
  const folder = mkdtempSync(join(tmpdir(), "huoshui-day-end-"))
  const postgres = await startPostgres({ folder: join(folder, "data") })
  const clock = { now: () => new Date(`${today}T10:00:00+08:00`) }
  const branch = await openBranch({
    adminUrl: postgres.url,
    branch: branchOf("bench"),
    outlets,
    appPassword: "bench",
    secret: Buffer.alloc(32, 1),
    filesFolder: folder,
    clock,
  })
  const admin = openDatabase({ url: postgres.url, schema: schemaOf("bench"), connectionsMax: 2 })
  try {
    await fill(admin, loans)
    const ours = loans / (median(await nights(branch)) / 1_000)
    const loop = await loopRate(admin, Math.min(loans, 20_000))
    options.log(`${loans} loans: ours ${round(ours)}/s, loop ${round(loop)}/s`)
    return { ours, loop }
  } finally {
    await admin.close()
    await branch.close()
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Active interest-only loans with a principal on the ledger, written straight into the tables: only the night is measured. */
async function fill(admin: Database, loans: number): Promise<void> {
  const party = randomUUID()
  const run = (text: string, values: unknown[] = []) => admin.pool.query(text, values)
  await run(
    "insert into party (id, kind, name, initials, outlet, created_at) values ($1, 'firm', 'bench', 'b', 'XX', now())",
    [party],
  )
  await run(
    "insert into deposit_account (id, account_no, party_id, outlet, opened_on, opened_at) values (gen_random_uuid(), 'bench', $1, 'XX', $2, now())",
    [party, today],
  )
  await run(`insert into ledger_account_detail (key, subject, outlet, title)
    select 'bench:' || g, '1303.01', (array['XX','SS','XTX','YT','YH','BS'])[1 + g % 6], '' from generate_series(1, ${loans}) g`)
  await run(`insert into ledger_account (id, book, unit, is_debit_normal, min_balance, debits_posted)
    select id, 1, 1, true, 0, 100000000 from ledger_account_detail where key like 'bench:%'`)
  await run(
    `insert into loan (id, loan_no, contract_no, party_id, outlet, deposit_no, purpose, method, day_count, amount_fen, rate_pct,
      overdue_uplift_pct, misuse_uplift_pct, settlement_day, every_months, instalments, start_on, matures_on, payment_mode, state,
      signed_at, paid_out_on, principal_account, overdue_account, interest_account, penalty_account, compound_account, memo_account,
      period_from, accrued_to)
    select gen_random_uuid(), 'B' || id, 'B' || id, $1, outlet, 'bench', 'bench', 'interest_only', 'actual/360', 100000000, 4.35,
      50, 100, 20, 1, 12, '2026-01-20', '2027-01-20', 'self', 'active', now(), '2026-01-20', id, id, id, id, id, id, '2026-02-20', '2026-02-20'
      from ledger_account_detail where key like 'bench:%'`,
    [party],
  )
  await run("vacuum analyze")
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
