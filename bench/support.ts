// What the benches share: a durable cluster in a temporary folder, a branch's ledger in it, medians, and the words
// about machine and commit that make a figure worth keeping.
import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { arch, cpus, loadavg, platform, release, tmpdir, totalmem } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { migrate, openDatabase, type Database } from "#kernel/db"
import { startPostgres, type RunningPostgres } from "#kernel/postgres"
import { defineBooks, defineUnits, openAccounts, type AccountId, type AccountSpec, type Queryable } from "#ledger"
import type { BenchResult } from "./types.ts"

const schema = "branch_bench"
const root = fileURLToPath(new URL("..", import.meta.url))

export interface BenchCluster {
  server: RunningPostgres
  /** A migrated ledger of its own under this database name. */
  ledger(name: string): Promise<Database>
}

/** Runs with fsync, synchronous commit and full page writes on, as in production. */
export async function withCluster<T>(run: (cluster: BenchCluster) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "huoshui-bench-"))
  const server = await startPostgres({ folder: join(folder, "data") })
  const opened: Database[] = []
  const ledger = async (name: string) => {
    const admin = openDatabase({ url: server.url, schema: "public", connectionsMax: 1 })
    await admin.pool.query(`create database ${name}`)
    await admin.close()
    const url = server.urlFor(name)
    await migrate({
      adminUrl: url,
      schema,
      features: [{ name: "ledger", folder: join(root, "ledger") }],
      appPassword: "bench",
    })
    const database = openDatabase({ url, schema })
    opened.push(database)
    return database
  }
  try {
    return await run({ server, ledger })
  } finally {
    for (const database of opened) await database.close()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

export function asQueryable(source: { query(statement: never): Promise<unknown> }): Queryable {
  return source as unknown as Queryable
}

export async function prepareBook(q: Queryable): Promise<void> {
  await defineUnits(q, [{ id: 1, code: "CNY", scale: 2, titleZh: "人民币", titleEn: "Renminbi" }])
  await defineBooks(q, [{ id: 1, titleZh: "表内", titleEn: "On balance", openDate: "2026-01-05" }])
}

const openAtOnce = 5_000

/** Accounts with a lower bound, as deposits have; ample funds, so that nothing is refused. */
export async function openMany(q: Queryable, prefix: string, count: number): Promise<AccountId[]> {
  const ids: AccountId[] = []
  for (let from = 0; from < count; from += openAtOnce) {
    const specs: AccountSpec[] = Array.from({ length: Math.min(openAtOnce, count - from) }, (_, index) => ({
      ...{ key: `${prefix}:${from + index}`, book: 1, unit: 1, side: "credit", subject: "2011", outlet: "001" },
      min: -(10n ** 15n),
    }))
    ids.push(...(await openAccounts(q, specs)))
  }
  return ids
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

/** The value below which a share of the sorted values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

/** Repeats work until the time is over; answers how many things were done per second. */
export async function perSecond(forMs: number, work: () => Promise<number>): Promise<number> {
  const start = performance.now()
  let done = 0
  while (performance.now() - start < forMs) done += await work()
  return done / ((performance.now() - start) / 1_000)
}

/**
 * Processor time the whole server has used so far, in µs, dead backends included; undefined where there is no /proc.
 * Unlike a rate it hardly changes when other programs share the machine.
 */
export function serverCpuMicros(server: RunningPostgres): number | undefined {
  const children = `/proc/${server.pid}/task/${server.pid}/children`
  if (!existsSync(children)) return undefined
  const live = readFileSync(children, "utf8").trim().split(" ").filter(Boolean).map(Number)
  return (ticksOf(server.pid, true) + live.reduce((all, pid) => all + ticksOf(pid, false), 0)) * microsPerTick
}

const microsPerTick = 10_000

/** User and system time of a process, on wish with that of its children that have ended. */
function ticksOf(pid: number, withEnded: boolean): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ")
    return fields.slice(11, withEnded ? 15 : 13).reduce((all, field) => all + Number(field), 0)
  } catch {
    // It ended between the listing and the reading: its parent counts it now.
    return 0
  }
}

/** How busy the machine is before a bench adds its own load: above about 0.3 its rates say little. */
export function loadNote(): string {
  return `Load average of the machine before the run: ${loadavg()[0]!.toFixed(2)}.`
}

export function round(value: number, digits = 0): number {
  return Number(value.toFixed(digits))
}

export function describeRun(name: string): Pick<BenchResult, "name" | "machine" | "commit" | "at"> {
  const processors = cpus()
  const gib = Math.round(totalmem() / 2 ** 30)
  const commit = spawnSync("git", ["rev-parse", "--short", "HEAD"], { cwd: root, encoding: "utf8" }).stdout?.trim()
  return {
    name,
    machine: `${processors.length} × ${processors[0]?.model.trim()}, ${gib} GiB, ${platform()} ${release()} ${arch()}, Node ${process.version}`,
    commit: commit || "unknown",
    at: new Date().toISOString(),
  }
}

/** Keeps a result in bench/results/<name>.json. */
export function saveResult(result: BenchResult): string {
  const folder = join(root, "bench", "results")
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${result.name}.json`)
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`)
  return file
}
