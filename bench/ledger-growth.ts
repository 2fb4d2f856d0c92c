// Claim: the book does not slow down as it fills. From 100,000 to 10 million transfers over 10,000 accounts, then with a
// million accounts; and reading stays quick: the last 50 lines of an account, a balance as of any past day.
import type { Database } from "#kernel/db"
import type { RunningPostgres } from "#kernel/postgres"
import { balanceAsOf, closeDay, lines, type AccountId } from "#ledger"
import { openLoad, type Load } from "./load.ts"
import {
  asQueryable,
  describeRun,
  loadNote,
  median,
  quantile,
  round,
  serverCpuMicros,
  withCluster,
  type BenchCluster,
} from "./support.ts"
import type { Bench, BenchOptions, BenchResult, Ratio } from "./types.ts"

const probes = 200
const batch = 1_000
const turns = 5

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
  forMs: 3_000,
}
const small: Sizes = { accountsFew: 1_000, accountsMany: 20_000, rowsFew: 5_000, rowsMany: 40_000, days: 4, forMs: 200 }

export const bench: Bench = {
  name: "ledger-growth",
  title: "From 100,000 to 10 million transfers, from 10,000 to a million accounts",
  run: (options) => withCluster((cluster) => measure(cluster, options)),
}

async function measure({ server, ledger }: BenchCluster, { quick, log }: BenchOptions): Promise<BenchResult> {
  const sizes = quick ? small : full
  const machineNote = loadNote()
  const young = await openLoad(await ledger("growth_young"), sizes.accountsFew)
  const wide = await openLoad(await ledger("growth_wide"), sizes.accountsMany)
  const database = await ledger("growth_old")
  const old = await openLoad(database, sizes.accountsFew)
  await young.fill(sizes.rowsFew, batch)
  await wide.fill(sizes.rowsFew, batch)
  await fillByDays(database, old, sizes, log)
  const seen = await measureRounds(server, { young, old, wide }, sizes, log)
  const reads = await readTimes(database, old.ids, sizes.days)
  for (const load of [young, wide, old]) await load.close()
  const figures: Record<string, number> = { ...reads }
  for (const [name, { perSecond, cpuMicros }] of Object.entries(seen)) {
    figures[`${name}PerSecond`] = round(median(perSecond))
    if (cpuMicros.length > 0) figures[`${name}CpuMicros`] = round(median(cpuMicros), 1)
  }
  return {
    ...describeRun("ledger-growth"),
    figures,
    ratios: ratiosOf(seen, reads, sizes),
    notes: [
      machineNote,
      `young: ${sizes.accountsFew} accounts, ${sizes.rowsFew} transfers; old: ${sizes.accountsFew} accounts, ` +
        `${sizes.rowsMany} transfers in ${sizes.days} closed and sealed days; wide: ${sizes.accountsMany} accounts, ` +
        `${sizes.rowsFew} transfers.`,
      `Batches of ${batch} through one connection, everything on; the three take turns, medians of ${turns} rounds.`,
      "CpuMicros: processor time of all server processes per transfer (Linux only).",
    ],
  }
}

interface Seen {
  perSecond: number[]
  cpuMicros: number[]
}

type Name = "young" | "old" | "wide"

async function measureRounds(
  server: RunningPostgres,
  loads: Record<Name, Load>,
  sizes: Sizes,
  log: (line: string) => void,
): Promise<Record<Name, Seen>> {
  const none = (): Seen => ({ perSecond: [], cpuMicros: [] })
  const seen = { young: none(), old: none(), wide: none() }
  for (let at = 1; at <= turns; at += 1) {
    for (const name of ["young", "old", "wide"] as const) {
      const before = serverCpuMicros(server)
      const rate = await loads[name].rate("spread", batch, sizes.forMs)
      const after = serverCpuMicros(server)
      seen[name].perSecond.push(rate)
      if (before !== undefined && after !== undefined) {
        seen[name].cpuMicros.push((after - before) / ((rate * sizes.forMs) / 1_000))
      }
      log(`round ${at} ${name}: ${round(rate)}/s, server ${round(seen[name].cpuMicros.at(-1) ?? 0, 1)} µs each`)
    }
  }
  return seen
}

function ratiosOf(
  seen: Record<Name, Seen>,
  reads: { last50MedianMs: number; asOfMedianMs: number },
  sizes: Sizes,
): Record<string, Ratio> {
  const against = (name: Name) =>
    round(median(seen[name].perSecond.map((rate, at) => rate / seen.young.perSecond[at]!)), 2)
  return {
    [`throughput at ${sizes.rowsMany} : at ${sizes.rowsFew} transfers`]: {
      value: against("old"),
      gate: 0.8,
      aim: 0.95,
    },
    [`throughput with ${sizes.accountsMany} : ${sizes.accountsFew} accounts`]: {
      ...{ value: against("wide"), gate: 0.4, aim: 0.7 },
    },
    "last 50 lines, ms (median)": { value: reads.last50MedianMs, gate: 5, aim: 1, isCeiling: true },
    "balance as of a past day, ms (median)": { value: reads.asOfMedianMs, gate: 20, aim: 5, isCeiling: true },
  }
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
