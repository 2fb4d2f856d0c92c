// What each promise costs, shown one by one: the same load with a promise taken away. The variants exist only in the
// bench's own throw-away database; the product has no switch for any of them.
import type { Database } from "#kernel/db"
import { closeDay } from "#ledger"
import { openLoad, type Load } from "./load.ts"
import { asQueryable, describeRun, median, round, withCluster } from "./support.ts"
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

export const bench: Bench = {
  name: "ledger-promises",
  title: "The cost of each promise, on and off",
  run: ({ quick, log }) =>
    withCluster(async ({ ledger }) => {
      const names = Object.keys(variants)
      const loads: { database: Database; load: Load; rates: number[] }[] = []
      for (const [index, name] of names.entries()) {
        const database = await ledger(`promise_${index}`)
        const load = await openLoad(database, accounts)
        for (const statement of variants[name]!) await database.pool.query(statement)
        await load.fill(quick ? 5_000 : 100_000, batch)
        loads.push({ database, load, rates: [] })
      }
      for (let round = 0; round < (quick ? 1 : 5); round += 1) {
        for (const { load, rates } of loads) rates.push(await load.rate("spread", batch, quick ? 500 : 4_000))
      }
      const micros = loads.map(({ rates }) => 1_000_000 / median(rates))
      const whole = micros[0]!
      names.forEach((name, index) => log(`${name}: ${round(micros[index]!, 1)} µs a posting`))
      const sealing = await sealingMicros(loads[0]!.database)
      log(`day block, sealing: ${round(sealing, 2)} µs a posting`)
      for (const { load } of loads) await load.close()
      const figures: Record<string, number> = { "sealing the day block, µs a posting": round(sealing, 2) }
      names.forEach((name, index) => {
        figures[`${name}, µs a posting`] = round(micros[index]!, 2)
        if (index > 0) figures[`saved ${name}, %`] = round((1 - micros[index]! / whole) * 100, 1)
      })
      return {
        ...describeRun("ledger-promises"),
        figures,
        ratios: {},
        notes: [
          "Interleaved rounds, medians, batches of 1,000 spread over 10,000 accounts; sealing runs beside posting.",
        ],
      }
    }),
}

async function sealingMicros(database: Database): Promise<number> {
  const startMs = performance.now()
  const block = await closeDay(asQueryable(database.pool), 1, { nextDate: "2026-01-06" })
  return ((performance.now() - startMs) * 1_000) / Number(block.transfers)
}
