// Claim: one small server posts, durably and with everything on, twenty times what TPC-B-like transactions reach on it,
// and eighty times the plain way where all transfers meet in one account. Interleaved rounds, medians.
import { openLoad } from "./load.ts"
import { openPeers } from "./peers.ts"
import { describeRun, median, round, withCluster } from "./support.ts"
import type { Bench } from "./types.ts"

const accounts = 10_000

export const bench: Bench = {
  name: "ledger-batch",
  title: "1,000 postings a call against TPC-B-like and the plain way",
  run: ({ quick, log }) =>
    withCluster(async ({ server, ledger }) => {
      const database = await ledger("batch")
      const load = await openLoad(database, accounts)
      const peers = await openPeers(server.url, quick ? 2 : 50)
      const forMs = quick ? 1_000 : 6_000
      const rounds = quick ? 1 : 5
      const measures: [string, () => Promise<number>][] = [
        ["tpcb16", () => peers.tpcb(forMs)],
        ["plainSpread32", () => peers.plain("spread", forMs)],
        ["plainHot32", () => peers.plain("hot", forMs)],
        ["ours1000Spread", () => load.rate("spread", 1_000, forMs)],
        ["ours1000Hot", () => load.rate("hot", 1_000, forMs)],
        ["ours100Spread", () => load.rate("spread", 100, forMs)],
      ]
      await load.fill(20_000, 1_000)
      const seen = new Map<string, number[]>()
      for (let at = 0; at < rounds; at += 1) {
        for (const [name, measure] of measures) {
          const rate = await measure()
          seen.set(name, [...(seen.get(name) ?? []), rate])
          log(`round ${at + 1} ${name}: ${Math.round(rate)}/s`)
        }
      }
      await load.close()
      await peers.close()
      const of = (name: string) => median(seen.get(name)!)
      const ratio = (ours: string, theirs: string) => round(median(seen.get(ours)!.map((one, at) => one / seen.get(theirs)![at]!)), 1)
      return {
        ...describeRun("ledger-batch"),
        figures: Object.fromEntries(measures.map(([name]) => [`${name}PerSecond`, round(of(name))])),
        ratios: {
          "1,000 a call, spread : TPC-B-like, 16 clients": { value: ratio("ours1000Spread", "tpcb16"), gate: 20, aim: 50 },
          "1,000 a call : plain way, spread": { value: ratio("ours1000Spread", "plainSpread32"), gate: 15, aim: 30 },
          "1,000 a call : plain way, hot": { value: ratio("ours1000Hot", "plainHot32"), gate: 80, aim: 150 },
        },
        notes: [
          `Peers driven by ${peers.tool} (prepared statements); TPC-B-like at scale ${quick ? 2 : 50}.`,
          "Ours: template, code registry, paper row with reference and memo, accounting date, bounds, history chain, on.",
          `${rounds} interleaved rounds of ${forMs / 1_000} s; each ratio is the median of the rounds' ratios.`,
        ],
      }
    }),
}
