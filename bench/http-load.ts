// The load of the HTTP bench in a process of its own: one request a transfer, each with an id of its own, every
// connection waiting for its answer before it asks again. Plain sockets, because on two cores a general load tool
// takes more of the machine than the server it measures.
// node bench/http-load.ts '{"url": …, "connections": 64, …}' prints one JSON object.
import { connect, type Socket } from "node:net"
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

function transfer(job: LoadJob, n: number): string {
  const from = job.kind === "hot" ? 0 : n % job.accounts
  const to = job.kind === "hot" ? 1 + (n % (job.accounts - 1)) : (n * 7 + 1) % job.accounts
  const other = to === from ? (to + 1) % job.accounts : to
  return `{"id":"${newId()}","debit":"bench:${from}","credit":"bench:${other}","amount":"0.05","code":1}`
}

/** One connection: asks, waits for the whole answer, asks again. */
function converse(
  job: LoadJob,
  next: () => string,
  until: number,
  seen: { ms: number[]; failed: number },
): Promise<void> {
  const { hostname, port, pathname } = new URL(job.url)
  const head = `POST ${pathname} HTTP/1.1\r\nhost: ${hostname}\r\ncookie: ${job.cookie}\r\ncontent-type: application/json\r\ncontent-length: `
  return new Promise((resolve, reject) => {
    let askedAt = 0
    let answer = ""
    const ask = (socket: Socket) => {
      const body = next()
      askedAt = performance.now()
      socket.write(`${head}${Buffer.byteLength(body)}\r\n\r\n${body}`)
    }
    const socket = connect(Number(port), hostname, () => ask(socket))
    socket.setEncoding("latin1")
    socket.on("error", reject)
    socket.on("data", (chunk: string) => {
      answer += chunk
      const end = answer.indexOf("\r\n\r\n")
      if (end < 0) return
      const length = Number(/content-length: (\d+)/i.exec(answer)?.[1] ?? 0)
      if (answer.length < end + 4 + length) return
      if (!answer.startsWith("HTTP/1.1 2")) seen.failed += 1
      answer = ""
      const now = performance.now()
      seen.ms.push(now - askedAt)
      if (now < until) ask(socket)
      else {
        socket.destroy()
        resolve()
      }
    })
  })
}

export async function load(job: LoadJob): Promise<LoadAnswer> {
  let n = Math.floor(Math.random() * 1_000_000)
  const one = () => transfer(job, (n += 1))
  const next = job.perRequest === 1 ? one : () => `[${Array.from({ length: job.perRequest }, one).join(",")}]`
  const seen = { ms: [] as number[], failed: 0 }
  const startedAt = performance.now()
  const until = startedAt + job.seconds * 1_000
  await Promise.all(Array.from({ length: job.connections }, () => converse(job, next, until, seen)))
  const seconds = (performance.now() - startedAt) / 1_000
  const sorted = Float64Array.from(seen.ms).toSorted()
  const at = (share: number) => Number((sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1))
  return { requestsPerSecond: seen.ms.length / seconds, p50Ms: at(0.5), p99Ms: at(0.99), failed: seen.failed }
}

if (process.argv[2]) process.stdout.write(JSON.stringify(await load(JSON.parse(process.argv[2]) as LoadJob)))
