// Pulls the plug. Under load the whole PostgreSQL (kill -9 of the postmaster and its children) or the posting process
// dies at random points, comes back, and the load goes on. Promises: 1 every acknowledged transfer is there · 2 none is
// there twice, however often it was sent again · 3 the proof holds after every round. The seed is printed.
import { spawn, type ChildProcess } from "node:child_process"
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { createInterface } from "node:readline"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, expect, test } from "vitest"
import { openDatabase, migrate } from "#kernel/db"
import { startPostgres, type RunningPostgres } from "#kernel/postgres"
import { prove } from "./proof.ts"
import { open, prepareBook, queryable, seeded } from "./testing.ts"

const schema = "branch_crash"
const folder = mkdtempSync(join(tmpdir(), "huoshui-crash-"))
const seed = Number(process.env.LEDGER_CRASH_SEED ?? Date.now() % 100_000)
const rounds = Number(process.env.LEDGER_CRASH_ROUNDS ?? 5)
const program = fileURLToPath(new URL("crash-load.ts", import.meta.url))
const feature = { name: "ledger", folder: fileURLToPath(new URL(".", import.meta.url)) }

let server: RunningPostgres

async function start(): Promise<void> {
  server = await startPostgres({ folder: join(folder, "data") })
}

/** The server itself, not the program that put it into a namespace: it writes its own pid. */
function killServer(): void {
  const postmaster = Number(readFileSync(join(folder, "data", "postmaster.pid"), "utf8").split("\n")[0])
  const family = childrenOf(postmaster)
  for (const pid of [postmaster, ...family]) {
    try {
      process.kill(pid, "SIGKILL")
    } catch {
      // Gone already with its parent.
    }
  }
}

/** Where there is no /proc the postmaster dies alone; its children notice within moments. */
function childrenOf(pid: number): number[] {
  const file = `/proc/${pid}/task/${pid}/children`
  const text = existsSync(file) ? readFileSync(file, "utf8").trim() : ""
  return text === "" ? [] : text.split(" ").map(Number)
}

interface Load {
  child: ChildProcess
  acknowledged: Set<string>
  sent: Set<string>
  ended: Promise<void>
}

/** A process of its own that posts as fast as it can and says what it sends and what was acknowledged. */
function startLoad(round: number): Load {
  const child = spawn(process.execPath, [program, server.url, schema, String(seed + round)], {
    stdio: ["ignore", "pipe", "inherit"],
  })
  const load: Load = { child, acknowledged: new Set(), sent: new Set(), ended: Promise.resolve() }
  const reader = createInterface({ input: child.stdout! })
  reader.on("line", (line) => {
    const [word, id] = line.split(" ")
    if (word === "sent") load.sent.add(id!)
    else if (word === "ok") load.acknowledged.add(id!)
  })
  load.ended = Promise.all([
    new Promise((resolve) => child.once("exit", resolve)),
    new Promise((resolve) => reader.once("close", resolve)),
  ]).then(() => {})
  return load
}

beforeAll(async () => {
  await start()
  await migrate({ adminUrl: server.url, schema, features: [feature], appPassword: "only-for-tests" })
  const database = openDatabase({ url: server.url, schema })
  const q = queryable(database.pool)
  await prepareBook(q)
  await open(q, "cash", { side: "debit" })
  for (let index = 0; index < 20; index += 1) await open(q, `wallet:${index}`, { min: 0n, max: 1_000_000n })
  await database.close()
}, 60_000)

afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
  rmSync(`${folder}.password`, { force: true })
})

test(`nothing acknowledged is lost (seed ${seed})`, async () => {
  const random = seeded(seed)
  const acknowledged = new Set<string>()
  const sent = new Set<string>()
  for (let round = 0; round < rounds; round += 1) {
    const load = startLoad(round)
    while (load.acknowledged.size < 300) await sleep(20)
    await sleep(random.below(700))
    if (round % 2 === 0) {
      killServer()
      await server.exited
      load.child.kill("SIGKILL")
      await load.ended
      await start()
    } else {
      load.child.kill("SIGKILL")
      await load.ended
    }
    for (const id of load.acknowledged) acknowledged.add(id)
    for (const id of load.sent) sent.add(id)
    await checkBook(acknowledged, sent, round)
  }
}, 240_000)

async function checkBook(acknowledged: Set<string>, sent: Set<string>, round: number): Promise<void> {
  const database = openDatabase({ url: server.url, schema })
  const q = queryable(database.pool)
  const { rows } = await q.query({ text: "select id::text as id from ledger_transfer" })
  const stored = new Set(rows.map((row) => row.id as string))
  expect(rows.length, `round ${round}: promise 2`).toBe(stored.size)
  expect(
    [...acknowledged].filter((id) => !stored.has(id)),
    `round ${round}: promise 1`,
  ).toEqual([])
  expect(
    [...stored].filter((id) => !sent.has(id)),
    `round ${round}: nothing unasked`,
  ).toEqual([])
  expect((await prove(q)).failures, `round ${round}: promise 3`).toEqual([])
  await database.close()
}
