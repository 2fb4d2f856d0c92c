// Claim: the book does not slow down as it fills. From 100,000 to 10 million transfers over 10,000 accounts, then with a
// million accounts; and reading stays quick: the last 50 lines of an account, a balance as of any past day.
import type { Database } from "#kernel/db"
import { balanceAsOf, closeDay, lines, type AccountId } from "#ledger"
import { openLoad, type Load } from "./load.ts"
import { asQueryable, describeRun, median, quantile, round, withCluster, type BenchCluster } from "./support.ts"
import type { Bench, BenchOptions } from "./types.ts"

const probes = 200
const batch = 1_000

interface Sizes {
  accountsFew: number
  accountsMany: number
  rowsFew: number
  rowsMany: number
  days: number
  forMs: number
}

const full: Sizes = {
  accountsFew: 10_000,
  accountsMany: 1_000_000,
  rowsFew: 100_000,
  rowsMany: 10_000_000,
  days: 20,
  forMs: 8_000,
}
const small: Sizes = { accountsFew: 1_000, accountsMany: 20_000, rowsFew: 5_000, rowsMany: 40_000, days: 4, forMs: 500 }

export const bench: Bench = {
  name: "ledger-growth",
  title: "From 100,000 to 10 million transfers, from 10,000 to a million accounts",
  run: (options) => withCluster((cluster) => measure(cluster, options)),
}

async function measure({ ledger }: BenchCluster, { quick, log }: BenchOptions) {
  const sizes = quick ? small : full
  const many = await ledger("growth_accounts")
  const manyLoad = await openLoad(many, sizes.accountsMany)
  log(`${sizes.accountsMany} accounts open`)
  const few = await ledger("growth_rows")
  const fewLoad = await openLoad(few, sizes.accountsFew)
  await fewLoad.fill(sizes.rowsFew, batch)
  await manyLoad.fill(sizes.rowsFew, batch)
  const atFew = await steadyRate(fewLoad, sizes.forMs)
  const atManyAccounts = await steadyRate(manyLoad, sizes.forMs)
  log(
    `at ${sizes.rowsFew} rows ${Math.round(atFew)}/s, with ${sizes.accountsMany} accounts ${Math.round(atManyAccounts)}/s`,
  )
  await fillByDays(few, fewLoad, sizes, log)
  const atMany = await steadyRate(fewLoad, sizes.forMs)
  log(`at ${sizes.rowsMany} rows ${Math.round(atMany)}/s`)
  const reads = await readTimes(few, fewLoad.ids, sizes.days)
  await fewLoad.close()
  await manyLoad.close()
  return {
    ...describeRun("ledger-growth"),
    figures: {
      perSecondAtFewRows: round(atFew),
      perSecondAtManyRows: round(atMany),
      perSecondAtManyAccounts: round(atManyAccounts),
      ...reads,
    },
    ratios: {
      [`throughput at ${sizes.rowsMany} : at ${sizes.rowsFew} transfers`]: {
        value: round(atMany / atFew, 2),
        gate: 0.8,
        aim: 0.95,
      },
      [`throughput with ${sizes.accountsMany} : ${sizes.accountsFew} accounts`]: {
        value: round(atManyAccounts / atFew, 2),
        gate: 0.4,
        aim: 0.7,
      },
      "last 50 lines, ms (median)": { value: reads.last50MedianMs, gate: 5, aim: 1, isCeiling: true },
      "balance as of a past day, ms (median)": { value: reads.asOfMedianMs, gate: 20, aim: 5, isCeiling: true },
    },
    notes: [
      `Batches of ${batch} through one connection, everything on; ${sizes.days} closed and sealed days lie in the filled book.`,
      "Rates are medians of five windows.",
    ],
  }
}

async function steadyRate(load: Load, forMs: number): Promise<number> {
  const rates: number[] = []
  for (let at = 0; at < 5; at += 1) rates.push(await load.rate("spread", batch, forMs / 5))
  return median(rates)
}

async function fillByDays(database: Database, load: Load, sizes: Sizes, log: (line: string) => void): Promise<void> {
  const { rows } = await database.pool.query("select seq from ledger_book where id = 1")
  const missing = sizes.rowsMany - Number(rows[0].seq)
  for (let day = 1; day <= sizes.days; day += 1) {
    const rate = await load.fill(Math.max(0, Math.ceil(missing / sizes.days)), batch)
    const startMs = performance.now()
    await closeDay(asQueryable(database.pool), 1, { nextDate: `2026-01-${String(5 + day).padStart(2, "0")}` })
    log(`day ${day}: ${Math.round(rate)}/s, closed and sealed in ${Math.round(performance.now() - startMs)} ms`)
  }
}

async function readTimes(database: Database, ids: readonly AccountId[], days: number) {
  const q = asQueryable(database.pool)
  const some = () => ids[Math.floor(Math.random() * ids.length)]!
  const date = () => `2026-01-${String(5 + Math.floor(Math.random() * days)).padStart(2, "0")}`
  const last50 = await timesMs(() => lines(q, some(), { limit: 50 }))
  const asOf = await timesMs(() => balanceAsOf(q, some(), { date: date() }))
  return {
    last50MedianMs: round(median(last50), 2),
    last50P99Ms: round(quantile(last50, 0.99), 2),
    asOfMedianMs: round(median(asOf), 2),
    asOfP99Ms: round(quantile(asOf, 0.99), 2),
  }
}

async function timesMs(work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  for (let at = 0; at < probes; at += 1) {
    const startMs = performance.now()
    await work()
    times.push(performance.now() - startMs)
  }
  return times
}
