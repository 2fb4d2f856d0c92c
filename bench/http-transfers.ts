// Claim: over HTTP, one transfer a request, gathering in the server is many times the plain way (one transaction a
// transfer), and comes near what the HTTP front can do at all (an echo with the same shape).
// The product's own path: session, permission, shape check, registered code, accounting date, idempotent id.
import { randomUUID } from "node:crypto"
import { spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { openSession } from "#kernel/access"
import { openDatabase } from "#kernel/db"
import { startPostgres } from "#kernel/postgres"
import { registerTemplates } from "#ledger"
import { branchOf, openBranch, outlets, type OpenBranch } from "../apps/runtime/index.ts"
import { buildServer, type Server } from "../apps/server/index.ts"
import { transferRequest } from "../kernel/book/contract.ts"
import type { LoadAnswer, LoadJob } from "./http-load.ts"
import { payment } from "./load.ts"
import { asQueryable, describeRun, median, openMany, round } from "./support.ts"
import type { Bench, BenchOptions, BenchResult } from "./types.ts"

const accounts = 10_000
const ways = ["transfers", "plain", "echo"] as const
type Way = (typeof ways)[number]

export const bench: Bench = {
  name: "http-transfers",
  title: "HTTP, one transfer a request, gathered in the server",
  run,
}

async function run(options: BenchOptions): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), "huoshui-http-"))
  const postgres = await startPostgres({ folder: join(folder, "data") })
  const branch = await openBranch({
    adminUrl: postgres.url,
    branch: branchOf("bench"),
    outlets,
    appPassword: "bench",
    secret: Buffer.alloc(32, 1),
    filesFolder: folder,
    connectionsMax: 32,
  })
  const server = await buildServer({ branch, pagesFolder: "/nowhere", version: "bench", logLevel: "silent" })
  try {
    const cookie = await prepare(branch)
    addPeers(server, branch)
    const port = await server.listen("127.0.0.1", 0)
    return await measure(options, { base: `http://127.0.0.1:${port}`, cookie })
  } finally {
    await server.close()
    await branch.close()
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Accounts to move money between, the plain way's own tables, and an accountant's session. */
async function prepare(branch: OpenBranch): Promise<string> {
  const { pool, db } = branch.database
  await registerTemplates(asQueryable(pool), [payment])
  await openMany(asQueryable(pool), "bench", accounts)
  const admin = openDatabase({ url: branch.adminUrl, schema: "public", connectionsMax: 1 })
  await admin.pool.query(`
    create table huoshui.plain_account (id bigint primary key, debits bigint not null default 0, credits bigint not null default 0)
      with (fillfactor = 50);
    insert into huoshui.plain_account (id) select generate_series(0, ${accounts});
    create table huoshui.plain_transfer (id uuid primary key, debit_id bigint not null, credit_id bigint not null,
      amount bigint not null, at timestamptz not null default now());
    grant select, insert, update on huoshui.plain_account, huoshui.plain_transfer to huoshui_app`)
  await admin.close()
  const id = randomUUID()
  const now = branch.clock.now()
  await db
    .insertInto("staff")
    .values({ id, staff_no: "B0001", person_id: id, name: "bench", outlet: "HQ", state: "active", created_at: now })
    .execute()
  await db.insertInto("staff_role").values({ staff_id: id, role: "accountant" }).execute()
  const token = await openSession(
    db,
    { kind: "staff", subjectId: id, factor: "full" },
    { now, ip: null, userAgent: null },
    3,
  )
  return `huoshui_staff=${token}`
}

/** The peers live in the same server: the same front, the same shape check, another way behind it. */
function addPeers(server: Server, branch: OpenBranch): void {
  const keyNumber = (key: string) => Number(key.split(":")[1])
  server.app.post("/echo", async (request, reply) => {
    const body = transferRequest.parse(request.body)
    return reply.send({ id: body.id, result: "ok", zh: "已入账", en: "Posted" })
  })
  server.app.post("/plain", async (request, reply) => {
    const body = transferRequest.parse(request.body)
    const client = await branch.database.pool.connect()
    // The smaller number first, so that two requests cannot lock each other out.
    const [debit, credit] = [keyNumber(body.debit), keyNumber(body.credit)]
    const updates = [
      {
        name: "plain-debit",
        text: "update huoshui.plain_account set debits = debits + $2 where id = $1",
        values: [debit, 5],
      },
      {
        name: "plain-credit",
        text: "update huoshui.plain_account set credits = credits + $2 where id = $1",
        values: [credit, 5],
      },
    ].toSorted((a, b) => a.values[0]! - b.values[0]!)
    try {
      await client.query("begin")
      for (const update of updates) await client.query(update)
      await client.query({
        name: "plain-insert",
        text: "insert into huoshui.plain_transfer (id, debit_id, credit_id, amount) values ($1, $2, $3, 5) on conflict do nothing",
        values: [body.id, debit, credit],
      })
      await client.query("commit")
    } finally {
      client.release()
    }
    return reply.send({ id: body.id, result: "ok", zh: "已入账", en: "Posted" })
  })
}

interface Target {
  base: string
  cookie: string
}

const pathOf: Record<Way, string> = { transfers: "/api/v1/transfers", plain: "/plain", echo: "/echo" }

async function measure(options: BenchOptions, target: Target): Promise<BenchResult> {
  const rounds = options.quick ? 1 : 3
  const seconds = options.quick ? 1 : 4
  const seen = new Map<string, LoadAnswer[]>()
  const one = async (name: string, job: Pick<LoadJob, "connections" | "kind" | "perRequest">, path: string) => {
    const answer = await inChild({ url: target.base + path, cookie: target.cookie, seconds, accounts, ...job })
    if (answer.failed > 0) throw new Error(`${name}: ${answer.failed} requests failed`)
    seen.set(name, [...(seen.get(name) ?? []), answer])
    options.log(`${name}: ${round(answer.requestsPerSecond)}/s, p50 ${answer.p50Ms} ms, p99 ${answer.p99Ms} ms`)
  }
  // Once unmeasured: accounts looked up, statements prepared, code compiled.
  for (const path of Object.values(pathOf)) {
    await inChild({
      url: target.base + path,
      cookie: target.cookie,
      seconds: 2,
      accounts,
      connections: 64,
      kind: "spread",
      perRequest: 1,
    })
  }
  for (let n = 0; n < rounds; n += 1) {
    for (const kind of ["spread", "hot"] as const) {
      await one(`gathered_64_${kind}`, { connections: 64, kind, perRequest: 1 }, pathOf.transfers)
      await one(`plain_64_${kind}`, { connections: 64, kind, perRequest: 1 }, pathOf.plain)
    }
    await one("gathered_256_spread", { connections: 256, kind: "spread", perRequest: 1 }, pathOf.transfers)
    await one("plain_256_spread", { connections: 256, kind: "spread", perRequest: 1 }, pathOf.plain)
    await one("echo_256", { connections: 256, kind: "spread", perRequest: 1 }, pathOf.echo)
    await one("bulk_1000_spread", { connections: 4, kind: "spread", perRequest: 1_000 }, "/api/v1/transfers/batch")
  }
  return resultOf(seen)
}

function resultOf(seen: Map<string, LoadAnswer[]>): BenchResult {
  const rate = (name: string) =>
    median(seen.get(name)!.map((a) => a.requestsPerSecond)) * (name.startsWith("bulk") ? 1_000 : 1)
  const figures: Record<string, number> = {}
  for (const [name, answers] of seen) {
    figures[`${name}_per_s`] = round(rate(name))
    figures[`${name}_p50_ms`] = median(answers.map((a) => a.p50Ms))
    figures[`${name}_p99_ms`] = median(answers.map((a) => a.p99Ms))
  }
  const ratio = (a: string, b: string) => round(rate(a) / rate(b), 2)
  return {
    ...describeRun(bench.name),
    figures,
    ratios: {
      gathered_to_plain_64_spread: { value: ratio("gathered_64_spread", "plain_64_spread"), gate: 10, aim: 20 },
      gathered_to_plain_64_hot: { value: ratio("gathered_64_hot", "plain_64_hot"), gate: 25, aim: 50 },
      gathered_to_echo_256: { value: ratio("gathered_256_spread", "echo_256"), gate: 0.6, aim: 0.85 },
      gathered_256_p99_ms: { value: figures["gathered_256_spread_p99_ms"]!, gate: 40, isCeiling: true },
      bulk_1000_to_plain_256: { value: ratio("bulk_1000_spread", "plain_256_spread"), gate: 20, aim: 50 },
    },
    notes: [
      "Server, database and load share the machine's cores; the load runs in a process of its own.",
      "Medians of interleaved rounds.",
    ],
  }
}

function inChild(job: LoadJob): Promise<LoadAnswer> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [fileURLToPath(new URL("./http-load.ts", import.meta.url)), JSON.stringify(job)],
      {
        stdio: ["ignore", "pipe", "inherit"],
      },
    )
    let text = ""
    child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()))
    child.once("exit", (code) =>
      code === 0 ? resolve(JSON.parse(text) as LoadAnswer) : reject(new Error(`The load ended with ${code}`)),
    )
  })
}
