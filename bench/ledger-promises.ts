// What each promise costs, shown one by one: the same load with a promise taken away. The variants exist only in the
// bench's own throw-away database; the product has no switch for any of them.
import type { Database } from "#kernel/db"
import type { RunningPostgres } from "#kernel/postgres"
import { closeDay } from "#ledger"
import { openLoad, type Load } from "./load.ts"
import { asQueryable, describeRun, loadNote, median, round, serverCpuMicros, withCluster } from "./support.ts"
import type { Bench } from "./types.ts"

const accounts = 10_000
const batch = 1_000

/** Statements that take a promise away from one database. */
const variants: Record<string, string[]> = {
  everything: [],
  "without the index of papers by reference": ["drop index ledger_posting_reference"],
  "without bounds as table checks": [
    "alter table ledger_account drop constraint ledger_account_lower, drop constraint ledger_account_upper",
  ],
  "without code registry and approval check": [
    `create or replace function ledger_codes_allowed(p_code int[], p_posting uuid[], q_id uuid[], q_approval text[])
       returns boolean language plpgsql stable as $$ begin return true; end $$`,
  ],
  "without history chain": [
    `create or replace function ledger_previous_of_few(p_base bigint, p_debit bigint[], p_credit bigint[], p_first int[],
       p_before bigint[], p_several bigint[]) returns bigint[] language plpgsql stable as
       $$ begin return array_fill(0::bigint, array[2 * cardinality(p_debit)]); end $$`,
  ],
  "history by two B-trees instead": [
    "create index on ledger_transfer (debit_id, seq)",
    "create index on ledger_transfer (credit_id, seq)",
    `create or replace function ledger_previous_of_few(p_base bigint, p_debit bigint[], p_credit bigint[], p_first int[],
       p_before bigint[], p_several bigint[]) returns bigint[] language plpgsql stable as
       $$ begin return array_fill(0::bigint, array[2 * cardinality(p_debit)]); end $$`,
  ],
}

interface Variant {
  name: string
  database: Database
  load: Load
  micros: number[]
}

export const bench: Bench = {
  name: "ledger-promises",
  title: "The cost of each promise, on and off",
  run: ({ quick, log }) =>
    withCluster(async ({ server, ledger }) => {
      const machineNote = loadNote()
      const made: Variant[] = []
      for (const [name, statements] of Object.entries(variants)) {
        const database = await ledger(`promise_${made.length}`)
        const load = await openLoad(database, accounts)
        for (const statement of statements) await database.pool.query(statement)
        await load.fill(quick ? 5_000 : 100_000, batch)
        made.push({ name, database, load, micros: [] })
      }
      const postings = quick ? 10_000 : 60_000
      for (let at = 0; at < (quick ? 1 : 7); at += 1) {
        for (const { load, micros } of made) {
          micros.push(await microsOf(server, postings, () => load.fill(postings, batch)))
        }
      }
      const sealing = await sealingMicros(server, made[0]!.database)
      for (const { load } of made) await load.close()
      const figures = figuresOf(made, sealing)
      for (const [name, value] of Object.entries(figures)) log(`${name}: ${value}`)
      return {
        ...describeRun("ledger-promises"),
        figures,
        ratios: {},
        notes: [
          machineNote,
          "Server time per posting: processor time of all server processes where the system tells, else wall time.",
          "Interleaved rounds, medians, batches of 1,000 spread over 10,000 accounts; sealing runs beside posting.",
        ],
      }
    }),
}

async function microsOf(server: RunningPostgres, count: number, work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now()
  const before = serverCpuMicros(server)
  await work()
  const after = serverCpuMicros(server)
  if (before === undefined || after === undefined) return ((performance.now() - startMs) * 1_000) / count
  return (after - before) / count
}

function figuresOf(made: Variant[], sealing: number): Record<string, number> {
  const whole = median(made[0]!.micros)
  const figures: Record<string, number> = { "sealing the day block, µs a posting": round(sealing, 2) }
  for (const [index, { name, micros }] of made.entries()) {
    figures[`${name}, µs a posting`] = round(median(micros), 2)
    if (index > 0) figures[`saved ${name}, %`] = round((1 - median(micros) / whole) * 100, 1)
  }
  return figures
}

async function sealingMicros(server: RunningPostgres, database: Database): Promise<number> {
  const { rows } = await database.pool.query("select seq from ledger_book where id = 1")
  const close = () => closeDay(asQueryable(database.pool), 1, { nextDate: "2026-01-06" })
  return await microsOf(server, Number(rows[0].seq), close)
}
