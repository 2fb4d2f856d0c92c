// The load of the HTTP bench in a process of its own: one request a transfer, each with an id of its own.
// node bench/http-load.ts '{"url": …, "connections": 64, "seconds": 4, "kind": "spread", …}' prints one JSON object.
// @ts-expect-error the library brings no types
import autocannon from "autocannon"
import { newId } from "#ledger"

export interface LoadJob {
  url: string
  cookie: string
  connections: number
  seconds: number
  kind: "spread" | "hot"
  accounts: number
  /** Transfers in one request; 1 = the single-transfer address. */
  perRequest: number
}

export interface LoadAnswer {
  requestsPerSecond: number
  p50Ms: number
  p99Ms: number
  failed: number
}

function transfer(job: LoadJob, n: number): Record<string, unknown> {
  const from = job.kind === "hot" ? 0 : n % job.accounts
  const to = job.kind === "hot" ? 1 + (n % (job.accounts - 1)) : (n * 7 + 1) % job.accounts
  return { id: newId(), debit: `bench:${from}`, credit: `bench:${to === from ? (to + 1) % job.accounts : to}`, amount: "0.05", code: 1 }
}

export async function load(job: LoadJob): Promise<LoadAnswer> {
  let n = Math.floor(Math.random() * 1_000_000)
  const body = () =>
    JSON.stringify(job.perRequest === 1 ? transfer(job, (n += 1)) : Array.from({ length: job.perRequest }, () => transfer(job, (n += 1))))
  const result = await autocannon({
    url: job.url,
    connections: job.connections,
    duration: job.seconds,
    requests: [
      {
        method: "POST",
        headers: { "content-type": "application/json", cookie: job.cookie },
        setupRequest: (request: object) => ({ ...request, body: body() }),
      },
    ],
  })
  return {
    requestsPerSecond: result["2xx"] / result.duration,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    failed: result.non2xx + result.errors,
  }
}

if (process.argv[2]) process.stdout.write(JSON.stringify(await load(JSON.parse(process.argv[2]) as LoadJob)))
