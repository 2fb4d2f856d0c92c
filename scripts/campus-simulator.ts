// A school's gates, simulated: a morning peak of any size over HTTP or MQTT, spoken exactly as real devices do, with the
// faults of real ones on demand (duplicates, wrong order, crooked clocks). See scenes/campus/README.md.
//
//   node scripts/campus-simulator.ts --base http://127.0.0.1:8787 --cards cards.txt --gates G01:KEY,G02:KEY
//     [--mqtt mqtt://127.0.0.1:1883] [--seconds 60] [--duplicates 10] [--skew 252] [--shuffle] [--direction in]
import { readFileSync } from "node:fs"
import { parseArgs } from "node:util"
import { connectAsync } from "mqtt"

interface Gate {
  sn: string
  key: string
}

export interface PeakOptions {
  gates: readonly Gate[]
  cards: readonly string[]
  /** All passings within this time. */
  seconds: number
  direction: "in" | "out"
  /** Per cent of the records sent a second time. */
  duplicates: number
  /** Seconds by which the odd gates' clocks run ahead. */
  skew: number
  /** Each gate uploads its records in any order. */
  isShuffled: boolean
  send(gate: Gate, events: readonly object[]): Promise<unknown>
}

export interface PeakResult {
  records: number
  sent: number
  seconds: number
  perSecond: number
  answerMs: { median: number; p99: number; max: number }
}

/** Records in the order of the school's clock, each at its gate; a seed of the cards themselves, no chance. */
export async function morningPeak(options: PeakOptions): Promise<PeakResult> {
  const { gates, cards, seconds } = options
  const started = performance.now()
  const startAt = Date.now()
  const run = startAt.toString(36)
  const answers: number[] = []
  const line = queue(underWayMax)
  let sent = 0
  const work = cards.map(async (uid, n) => {
    const place = options.isShuffled ? (n * 7919) % cards.length : n
    await sleep((place / cards.length) * seconds * 1_000)
    const gate = gates[n % gates.length]!
    const skewMs = (n % gates.length) % 2 === 1 ? options.skew * 1_000 : 0
    const happened = options.isShuffled ? startAt + (n / cards.length) * seconds * 1_000 : Date.now()
    const event = {
      id: `${run}-${n}`,
      at: new Date(happened + skewMs).toISOString(),
      uid,
      direction: options.direction,
    }
    const times = n % 100 < options.duplicates ? 2 : 1
    for (let at = 0; at < times; at += 1) {
      await line.enter()
      const from = performance.now()
      await options.send(gate, [event]).finally(line.leave)
      answers.push(performance.now() - from)
      sent += 1
    }
  })
  await Promise.all(work)
  const took = (performance.now() - started) / 1_000
  const sorted = answers.toSorted((a, b) => a - b)
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
  return {
    records: cards.length,
    sent,
    seconds: Number(took.toFixed(2)),
    perSecond: Math.round(sent / took),
    answerMs: { median: at(0.5), p99: at(0.99), max: at(1) },
  }
}

// Eight gates keep some messages under way each; a thousand sockets at once would measure the simulator.
const underWayMax = 64

function queue(most: number) {
  const waiting: (() => void)[] = []
  let free = most
  return {
    enter: () =>
      new Promise<void>((resolve) => {
        if (free > 0) {
          free -= 1
          resolve()
        } else waiting.push(resolve)
      }),
    leave: () => {
      const next = waiting.shift()
      if (next) next()
      else free += 1
    },
  }
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

export function overHttp(base: string) {
  return {
    send: async ({ sn, key }: Gate, events: readonly object[]) => {
      const response = await fetch(`${base}/api/v1/campus/push/${sn}/${key}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ events }),
      })
      const answer = (await response.json()) as { code: number }
      if (answer.code !== 200) throw new Error(`${sn}: ${JSON.stringify(answer)}`)
    },
    beat: async ({ sn, key }: Gate, at: Date) =>
      fetch(`${base}/api/v1/campus/devices/${sn}/${key}/heartbeat`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ at: at.toISOString(), backlog: 0 }),
      }),
    close: async () => {},
  }
}

export async function overMqtt(url: string, gates: readonly Gate[]) {
  const clients = new Map(
    await Promise.all(
      gates.map(async ({ sn, key }) => [sn, await connectAsync(url, { username: sn, password: key })] as const),
    ),
  )
  const publish = (sn: string, word: string, body: object) =>
    clients.get(sn)!.publishAsync(`campus/${sn}/up/${word}`, JSON.stringify(body), { qos: 1 })
  return {
    // Resolves with the broker's acknowledgement: the record is stored.
    send: ({ sn }: Gate, events: readonly object[]) => publish(sn, "events", { events }),
    beat: ({ sn }: Gate, at: Date) => publish(sn, "heartbeat", { at: at.toISOString(), backlog: 0 }),
    close: async () => {
      for (const client of clients.values()) await client.endAsync()
    },
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      base: { type: "string", default: "http://127.0.0.1:8787" },
      mqtt: { type: "string" },
      gates: { type: "string" },
      cards: { type: "string" },
      seconds: { type: "string", default: "60" },
      duplicates: { type: "string", default: "0" },
      skew: { type: "string", default: "0" },
      direction: { type: "string", default: "in" },
      shuffle: { type: "boolean", default: false },
    },
  })
  if (!values.gates || !values.cards) {
    process.stderr.write("--gates SN:KEY,… (devices page) and --cards FILE (one card number a line) are needed.\n")
    process.exit(2)
  }
  const gates = values.gates.split(",").map((text) => {
    const [sn = "", key = ""] = text.split(":")
    return { sn, key }
  })
  const cards = readFileSync(values.cards, "utf8").split(/\s+/).filter(Boolean)
  const line = values.mqtt ? await overMqtt(values.mqtt, gates) : overHttp(values.base)
  const skew = Number(values.skew)
  for (const [n, gate] of gates.entries())
    await line.beat(gate, new Date(Date.now() + (n % 2 === 1 ? skew * 1_000 : 0)))
  const result = await morningPeak({
    gates,
    cards,
    seconds: Number(values.seconds),
    direction: values.direction === "out" ? "out" : "in",
    duplicates: Number(values.duplicates),
    skew,
    isShuffled: values.shuffle,
    send: line.send,
  })
  await line.close()
  process.stdout.write(`${JSON.stringify(result)}\n`)
}
