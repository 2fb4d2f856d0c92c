// What the ledger is measured against, on the same server: the plain way (one transaction a transfer: two updates and
// an insert) and the TPC-B-like load of pgbench. With pgbench on the machine it drives both, which is the harder peer;
// else the same statements run from Node.
import { spawn } from "node:child_process"
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { delimiter, join } from "node:path"
import pg from "pg"
import { perSecond } from "./support.ts"

export const plainAccounts = 10_000
const tellers = 10
const tpcbAccounts = 100_000

export interface Peers {
  /** Which tool drives them. */
  tool: string
  tpcb(forMs: number): Promise<number>
  plain(kind: "spread" | "hot", forMs: number): Promise<number>
  close(): Promise<void>
}

function findPgbench(): string | undefined {
  const debian = "/usr/lib/postgresql"
  const versions = existsSync(debian) ? readdirSync(debian).toSorted().toReversed() : []
  const folders = [
    ...versions.map((version) => join(debian, version, "bin")),
    ...(process.env.PATH ?? "").split(delimiter),
  ]
  return folders.map((folder) => join(folder, "pgbench")).find((file) => existsSync(file))
}

async function prepare(url: string, scale: number): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`
    create table plain_account (id bigint primary key, debits bigint not null default 0, credits bigint not null default 0)
      with (fillfactor = 50);
    insert into plain_account (id) select generate_series(1, ${plainAccounts});
    create table plain_transfer (id uuid primary key default gen_random_uuid(), debit_id bigint not null,
      credit_id bigint not null, amount bigint not null, at timestamptz not null default now());
    create table pgbench_branches (bid int primary key, bbalance int, filler char(88));
    create table pgbench_tellers (tid int primary key, bid int, tbalance int, filler char(84));
    create table pgbench_accounts (aid int primary key, bid int, abalance int, filler char(84)) with (fillfactor = 100);
    create table pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22));
    insert into pgbench_branches select g, 0, '' from generate_series(1, ${scale}) g;
    insert into pgbench_tellers select g, (g - 1) / ${tellers} + 1, 0, '' from generate_series(1, ${scale * tellers}) g;
    insert into pgbench_accounts select g, (g - 1) / ${tpcbAccounts} + 1, 0, ''
      from generate_series(1, ${scale * tpcbAccounts}) g`)
  await client.query("vacuum analyze")
  await client.end()
}

const tpcbScript = (scale: number) => `
\\set aid random(1, ${scale * tpcbAccounts})
\\set bid random(1, ${scale})
\\set tid random(1, ${scale * tellers})
\\set delta random(-5000, 5000)
begin;
update pgbench_accounts set abalance = abalance + :delta where aid = :aid;
select abalance from pgbench_accounts where aid = :aid;
update pgbench_tellers set tbalance = tbalance + :delta where tid = :tid;
update pgbench_branches set bbalance = bbalance + :delta where bid = :bid;
insert into pgbench_history (tid, bid, aid, delta, mtime) values (:tid, :bid, :aid, :delta, current_timestamp);
end;
`

const plainScript = (kind: "spread" | "hot") => `
\\set low ${kind === "hot" ? "1" : `random(1, ${plainAccounts - 1})`}
\\set high random(:low + 1, ${plainAccounts})
begin;
update plain_account set debits = debits + 5 where id = :low;
update plain_account set credits = credits + 5 where id = :high;
insert into plain_transfer (debit_id, credit_id, amount) values (:low, :high, 5);
end;
`

export async function openPeers(url: string, scale: number): Promise<Peers> {
  await prepare(url, scale)
  const program = findPgbench()
  return program ? pgbenchPeers(program, url, scale) : nodePeers(url, scale)
}

function pgbenchPeers(program: string, url: string, scale: number): Peers {
  const folder = mkdtempSync(join(tmpdir(), "huoshui-peers-"))
  const run = (name: string, script: string, clients: number, forMs: number) => {
    const file = join(folder, `${name}.sql`)
    writeFileSync(file, script)
    const seconds = String(Math.max(1, Math.round(forMs / 1_000)))
    return pgbench(program, ["-n", "-M", "prepared", "-c", String(clients), "-j", "1", "-T", seconds, "-f", file, url])
  }
  return {
    tool: "pgbench",
    tpcb: (forMs) => run("tpcb", tpcbScript(scale), 16, forMs),
    plain: (kind, forMs) => run(`plain-${kind}`, plainScript(kind), 32, forMs),
    close: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

function pgbench(program: string, args: string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] })
    let said = ""
    child.stdout.on("data", (chunk) => (said += chunk))
    child.stderr.on("data", (chunk) => (said += chunk))
    child.once("error", reject)
    child.once("exit", () => {
      const found = /tps = ([\d.]+)/.exec(said)
      if (found) resolve(Number(found[1]))
      else reject(new Error(`pgbench said: ${said.slice(-500)}`))
    })
  })
}

type Step = [name: string, text: string, values: unknown[]]

function nodePeers(url: string, scale: number): Peers {
  const pool = new pg.Pool({ connectionString: url, max: 32 })
  pool.on("error", () => {})
  const some = (below: number) => 1 + Math.floor(Math.random() * below)
  const transaction = async (steps: Step[]) => {
    const client = await pool.connect()
    try {
      await client.query("begin")
      for (const [name, text, values] of steps) await client.query({ name, text, values })
      await client.query("commit")
    } finally {
      client.release()
    }
  }
  const crowd = async (clients: number, forMs: number, work: () => Promise<void>) => {
    const rates = Array.from({ length: clients }, () => perSecond(forMs, async () => (await work(), 1)))
    return (await Promise.all(rates)).reduce((all, one) => all + one, 0)
  }
  return {
    tool: "Node",
    tpcb: (forMs) => crowd(16, forMs, () => transaction(tpcbSteps(some, scale))),
    plain: (kind, forMs) => crowd(32, forMs, () => transaction(plainSteps(some, kind))),
    close: () => pool.end(),
  }
}

function tpcbSteps(some: (below: number) => number, scale: number): Step[] {
  const [aid, bid, tid, delta] = [some(scale * tpcbAccounts), some(scale), some(scale * tellers), some(10_000) - 5_000]
  return [
    ["b1", "update pgbench_accounts set abalance = abalance + $2 where aid = $1", [aid, delta]],
    ["b2", "select abalance from pgbench_accounts where aid = $1", [aid]],
    ["b3", "update pgbench_tellers set tbalance = tbalance + $2 where tid = $1", [tid, delta]],
    ["b4", "update pgbench_branches set bbalance = bbalance + $2 where bid = $1", [bid, delta]],
    ["b5", "insert into pgbench_history values ($1, $2, $3, $4, current_timestamp)", [tid, bid, aid, delta]],
  ]
}

function plainSteps(some: (below: number) => number, kind: "spread" | "hot"): Step[] {
  const low = kind === "hot" ? 1 : some(plainAccounts - 1)
  const high = low + some(plainAccounts - low)
  return [
    ["p1", "update plain_account set debits = debits + 5 where id = $1", [low]],
    ["p2", "update plain_account set credits = credits + 5 where id = $1", [high]],
    ["p3", "insert into plain_transfer (debit_id, credit_id, amount) values ($1, $2, 5)", [low, high]],
  ]
}
