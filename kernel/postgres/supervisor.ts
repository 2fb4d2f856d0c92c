// Starts and stops the embedded PostgreSQL. Promises: its own words on failure (never an empty error); a server left
// over from a killed process is stopped before a new one starts; stopping is a fast, clean shutdown.
// Leaves to others: who may use the data folder at all (apps/cli/data-folder.ts).
import { randomBytes } from "node:crypto"
import { spawn, type ChildProcess } from "node:child_process"
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { totalmem } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import pg from "pg"
import { findBinaries, type PostgresBinaries } from "./binaries.ts"
import { makeOwnedFolder, unprivileged } from "./unprivileged.ts"

const startTimeoutMs = 90_000
const stopTimeoutMs = 60_000
const superuser = "huoshui_super"

export interface StartOptions {
  /** Folder of this cluster; made when missing. */
  folder: string
  /** false only for throw-away test clusters: a crash of the machine may then lose or break the data. */
  durable?: boolean
  settings?: Record<string, string>
}

export interface RunningPostgres {
  port: number
  pid: number
  /** Connection string of the superuser; database "postgres". */
  url: string
  urlFor(database: string): string
  /** Resolves when the server process is gone, however that came about. */
  exited: Promise<number | null>
  stop(): Promise<void>
  /** The last lines the server wrote, for a failure report. */
  log(): string
}

/** A failure to start, with what the server itself said. */
export class PostgresStartError extends Error {
  override name = "PostgresStartError"
}

export async function startPostgres(options: StartOptions): Promise<RunningPostgres> {
  const binaries = findBinaries()
  if (!binaries) {
    throw new PostgresStartError(
      `No embedded PostgreSQL for ${process.platform}-${process.arch}; set DATABASE_URL to a PostgreSQL 15 or newer.`,
    )
  }
  const password = await prepareCluster(binaries, options.folder)
  await stopLeftover(options.folder)
  try {
    return await launch(binaries, options, password)
  } catch (first) {
    // Seen about once in 25 fresh starts on a loaded machine; the second try has always come up.
    await stopLeftover(options.folder)
    return await launch(binaries, options, password).catch(() => {
      throw first
    })
  }
}

async function prepareCluster(binaries: PostgresBinaries, folder: string): Promise<string> {
  const passwordFile = `${folder}.password`
  if (existsSync(join(folder, "PG_VERSION")) && existsSync(passwordFile)) {
    return readFileSync(passwordFile, "utf8").trim()
  }
  rmSync(folder, { recursive: true, force: true })
  makeOwnedFolder(folder)
  const password = randomBytes(24).toString("hex")
  writeFileSync(passwordFile, password, { mode: 0o644 })
  const args = [
    `--pgdata=${folder}`,
    `--username=${superuser}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C.UTF-8",
  ]
  const init = unprivileged(binaries.initdb, args, { stdio: ["ignore", "pipe", "pipe"] })
  const child = spawn(init.program, init.args, init.options)
  const lines = collect(child)
  const code = await exitOf(child)
  if (code !== 0) {
    rmSync(folder, { recursive: true, force: true })
    throw new PostgresStartError(`initdb ended with ${code}:\n${lines()}`)
  }
  // Only the server's starter needs it from here on.
  chmodSync(passwordFile, 0o600)
  return password
}

function serverSettings(port: number, options: StartOptions): Record<string, string> {
  const sharedMb = Math.min(1024, Math.max(128, Math.floor(totalmem() / 2 ** 20 / 8)))
  const settings: Record<string, string> = {
    port: String(port),
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "200",
    shared_buffers: `${sharedMb}MB`,
    // A larger WAL makes restarts after a crash slow: 8 GB took 37 s in the lab.
    max_wal_size: "2GB",
    checkpoint_timeout: "15min",
    wal_compression: "off",
    timezone: "Asia/Shanghai",
    log_min_messages: "warning",
    idle_in_transaction_session_timeout: "60s",
  }
  if (options.durable === false) {
    Object.assign(settings, { fsync: "off", synchronous_commit: "off", full_page_writes: "off" })
  }
  return { ...settings, ...options.settings }
}

async function launch(binaries: PostgresBinaries, options: StartOptions, password: string): Promise<RunningPostgres> {
  const port = await freePort()
  const args = ["-D", options.folder]
  for (const [key, value] of Object.entries(serverSettings(port, options))) args.push("-c", `${key}=${value}`)
  const start = unprivileged(binaries.postgres, args, {
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own: Ctrl-C reaches us first, and we stop it in order.
    detached: true,
  })
  const child = spawn(start.program, start.args, start.options)
  const log = collect(child)
  const exited = exitOf(child)
  const urlFor = (database: string) => `postgres://${superuser}:${password}@127.0.0.1:${port}/${database}`
  const up = await waitUntilReady(urlFor("postgres"), exited)
  if (!up) {
    child.kill("SIGQUIT")
    throw new PostgresStartError(`PostgreSQL did not come up. It said:\n${log()}`)
  }
  return {
    port,
    pid: child.pid!,
    url: urlFor("postgres"),
    urlFor,
    exited,
    log,
    stop: async () => {
      child.kill("SIGINT")
      const stopped = await Promise.race([exited.then(() => true), sleep(stopTimeoutMs, false, { ref: false })])
      if (!stopped) child.kill("SIGQUIT")
      await exited
    },
  }
}

async function waitUntilReady(url: string, exited: Promise<number | null>): Promise<boolean> {
  let gone = false
  void exited.then(() => (gone = true))
  const deadline = performance.now() + startTimeoutMs
  while (!gone && performance.now() < deadline) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
    client.on("error", () => {})
    try {
      await client.connect()
      await client.query("select 1")
      return true
    } catch {
      await sleep(40)
    } finally {
      await client.end().catch(() => {})
    }
  }
  return false
}

/** Stops a server that a killed process left running on this folder, and clears its stale pid file. */
export async function stopLeftover(folder: string): Promise<void> {
  const pidFile = join(folder, "postmaster.pid")
  if (!existsSync(pidFile)) return
  const pid = Number(readFileSync(pidFile, "utf8").split("\n")[0])
  if (!isPostgres(pid)) {
    // The pid belongs to nobody, or to another program after a reboot: the file is stale.
    rmSync(pidFile, { force: true })
    return
  }
  process.kill(pid, "SIGINT")
  const deadline = performance.now() + stopTimeoutMs
  while (isPostgres(pid)) {
    if (performance.now() > deadline) {
      throw new PostgresStartError(`An earlier PostgreSQL (process ${pid}) on ${folder} does not stop; end it by hand.`)
    }
    await sleep(50)
  }
  rmSync(pidFile, { force: true })
}

function isPostgres(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 1) return false
  try {
    process.kill(pid, 0)
    if (process.platform !== "linux") return true
    const state = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.[0]
    return state !== "Z" && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("postgres")
  } catch {
    return false
  }
}

function collect(child: ChildProcess): () => string {
  const lines: string[] = []
  const keep = (chunk: Buffer) => {
    lines.push(...chunk.toString("utf8").split("\n").filter(Boolean))
    if (lines.length > 60) lines.splice(0, lines.length - 60)
  }
  child.stdout?.on("data", keep)
  child.stderr?.on("data", keep)
  return () => lines.join("\n")
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    child.once("error", () => resolve(null))
    child.once("exit", (code) => resolve(code))
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once("error", reject)
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0))
    })
  })
}
