// Claim: one small server posts, durably and with everything on, twenty times what TPC-B-like transactions reach on it,
// and eighty times the plain way where all transfers meet in one account. Interleaved rounds, medians. Beside the rates
// stands the server's processor time per transfer: it holds on a busy machine, where a rate of one connection against
// one of 32 says more about the scheduler.
import { openLoad, type Load } from "./load.ts"
import { openPeers, type Peers } from "./peers.ts"
import { describeRun, loadNote, median, round, serverCpuMicros, withCluster } from "./support.ts"
import type { Bench, BenchOptions, Ratio } from "./types.ts"

const accounts = 10_000

interface Seen {
  perSecond: number[]
  cpuMicros: number[]
}

type Measures = Record<string, () => Promise<number>>

function measuresOf(load: Load, peers: Peers, forMs: number): Measures {
  return {
    tpcb16: () => peers.tpcb(forMs),
    plainSpread32: () => peers.plain("spread", forMs),
    plainHot32: () => peers.plain("hot", forMs),
    ours1000Spread: () => load.rate("spread", 1_000, forMs),
    ours1000Hot: () => load.rate("hot", 1_000, forMs),
    bare1000Spread: () => load.bareRate("spread", 1_000, forMs),
    bare1000Hot: () => load.bareRate("hot", 1_000, forMs),
    ours100Spread: () => load.rate("spread", 100, forMs),
  }
}

export const bench: Bench = {
  name: "ledger-batch",
  title: "1,000 postings a call against TPC-B-like and the plain way",
  run: (options) =>
    withCluster(async ({ server, ledger }) => {
      const { quick } = options
      const machineNote = loadNote()
      const load = await openLoad(await ledger("batch"), accounts)
      const peers = await openPeers(server.url, quick ? 2 : 50)
      const forMs = quick ? 1_000 : 6_000
      const rounds = quick ? 1 : 5
      await load.fill(20_000, 1_000)
      const measures = measuresOf(load, peers, forMs)
      const seen = await measureRounds(measures, { rounds, forMs, cpu: () => serverCpuMicros(server) }, options)
      await load.close()
      await peers.close()
      return {
        ...describeRun("ledger-batch"),
        figures: figuresOf(seen),
        ratios: ratiosOf(seen),
        notes: [
          machineNote,
          `Peers driven by ${peers.tool} (prepared statements); TPC-B-like at scale ${quick ? 2 : 50}.`,
          "Without paper: accounts, amount, code, date, bounds and history chain; what the plain way keeps, and more.",
          "Ours: template, code registry, paper row with reference and memo, accounting date, bounds, history chain, on.",
          `${rounds} interleaved rounds of ${forMs / 1_000} s; each ratio is the median of the rounds' ratios.`,
          "CpuMicros: processor time of all server processes per transfer (Linux only).",
        ],
      }
    }),
}

async function measureRounds(
  measures: Measures,
  { rounds, forMs, cpu }: { rounds: number; forMs: number; cpu: () => number | undefined },
  { log }: BenchOptions,
): Promise<Map<string, Seen>> {
  const seen = new Map<string, Seen>(Object.keys(measures).map((name) => [name, { perSecond: [], cpuMicros: [] }]))
  for (let at = 1; at <= rounds; at += 1) {
    for (const [name, measure] of Object.entries(measures)) {
      const before = cpu()
      const rate = await measure()
      const after = cpu()
      seen.get(name)!.perSecond.push(rate)
      if (before !== undefined && after !== undefined) {
        seen.get(name)!.cpuMicros.push((after - before) / ((rate * forMs) / 1_000))
      }
      log(`round ${at} ${name}: ${round(rate)}/s, server ${round(seen.get(name)!.cpuMicros.at(-1) ?? 0, 1)} µs each`)
    }
  }
  return seen
}

function figuresOf(seen: Map<string, Seen>): Record<string, number> {
  const figures: Record<string, number> = {}
  for (const [name, { perSecond, cpuMicros }] of seen) {
    figures[`${name}PerSecond`] = round(median(perSecond))
    if (cpuMicros.length > 0) figures[`${name}CpuMicros`] = round(median(cpuMicros), 1)
  }
  return figures
}

function ratiosOf(seen: Map<string, Seen>): Record<string, Ratio> {
  const ratio = (ours: string, theirs: string, limits: { gate?: number; aim?: number } = {}): Ratio => {
    const peer = seen.get(theirs)!.perSecond
    return { value: round(median(seen.get(ours)!.perSecond.map((one, at) => one / peer[at]!)), 1), ...limits }
  }
  return {
    "1,000 a call, spread : TPC-B-like, 16 clients": ratio("ours1000Spread", "tpcb16", { gate: 20, aim: 50 }),
    "1,000 transfers without paper, spread : TPC-B-like, 16 clients": ratio("bare1000Spread", "tpcb16"),
    "1,000 transfers without paper : plain way, hot": ratio("bare1000Hot", "plainHot32"),
    "1,000 a call : plain way, spread": ratio("ours1000Spread", "plainSpread32", { gate: 15, aim: 30 }),
    "1,000 a call : plain way, hot": ratio("ours1000Hot", "plainHot32", { gate: 80, aim: 150 }),
  }
}
