// Writes the table of figures in README.md from bench/results, so that no figure there was typed by hand.
// With --check it only says whether the table is up to date.
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { root } from "./bootstrap.mjs"

const whole = (value) => Math.round(value).toLocaleString("en-GB")
const ratio = (result, name) => {
  const { value, gate, isCeiling } = result.ratios[name]
  return { value, gate: gate === undefined ? "" : `; gate ${isCeiling ? "≤ " : ""}${gate}` }
}

/** What, figure, what stands beside it; by bench. */
const rows = {
  "ledger-batch": (r, f) => {
    const spread = ratio(r, "1,000 a call, spread : TPC-B-like, 16 clients")
    const plain = ratio(r, "1,000 a call : plain way, spread")
    const hot = ratio(r, "1,000 a call : plain way, hot")
    const bare = ratio(r, "1,000 transfers without paper, spread : TPC-B-like, 16 clients")
    const bareHot = ratio(r, "1,000 transfers without paper : plain way, hot")
    return [
      [
        "postings a second with paper, 1,000 a call, 10,000 accounts",
        whole(f.ours1000SpreadPerSecond),
        `${spread.value} × TPC-B-like (${whole(f.tpcb16PerSecond)})${spread.gate}; ${plain.value} × the plain way (${whole(f.plainSpread32PerSecond)})${plain.gate}`,
      ],
      [
        "the same, one hot account",
        whole(f.ours1000HotPerSecond),
        `${hot.value} × the plain way (${whole(f.plainHot32PerSecond)})${hot.gate}`,
      ],
      [
        "transfers a second without paper, spread; hot",
        `${whole(f.bare1000SpreadPerSecond)}; ${whole(f.bare1000HotPerSecond)}`,
        `${bare.value} × TPC-B-like; ${bareHot.value} × the plain way`,
      ],
      ["postings a second, 100 a call", whole(f.ours100SpreadPerSecond), ""],
    ]
  },
  "http-transfers": (r, f) => {
    const at = (name) => ratio(r, name)
    const [spread, hot, echo, p99, bulk] = [
      "gathered_to_plain_64_spread",
      "gathered_to_plain_64_hot",
      "gathered_to_echo_256",
      "gathered_256_p99_ms",
      "bulk_1000_to_plain_256",
    ].map(at)
    return [
      [
        "HTTP, one transfer a request, 64 connections: spread; hot",
        `${whole(f.gathered_64_spread_per_s)}; ${whole(f.gathered_64_hot_per_s)} a second`,
        `${spread.value} × the plain way (${whole(f.plain_64_spread_per_s)})${spread.gate}; ${hot.value} ×${hot.gate}`,
      ],
      [
        "HTTP, 256 connections",
        `${whole(f.gathered_256_spread_per_s)} a second, p50 ${f.gathered_256_spread_p50_ms} ms, p99 ${p99.value} ms`,
        `${echo.value} of an echo of the same shape${echo.gate}; p99${p99.gate.replace(";", "")} ms`,
      ],
      [
        "HTTP bulk, 1,000 a request, transfers a second",
        whole(f.bulk_1000_spread_per_s),
        `${bulk.value} × the plain way${bulk.gate}`,
      ],
    ]
  },
  "ledger-growth": (r, f) => {
    const [old, wide] = Object.keys(r.ratios).map((name) => ratio(r, name))
    return [
      [
        "throughput at 10⁷ transfers : at 10⁵; 10⁶ accounts : 10⁴",
        `${old.value}; ${wide.value}`,
        `gates${old.gate.replace("; gate", "")}${wide.gate.replace(" gate", "")}`,
      ],
      [
        "an account's last 50 lines among 10⁷; balance as of a past day",
        `${f.last50MedianMs} ms; ${f.asOfMedianMs} ms`,
        "gates 5 ms; 20 ms",
      ],
    ]
  },
  "day-end": (r, f) => {
    const loop = ratio(r, "ours_to_loop")
    return [
      [
        "day end of 10⁶ plain loans, loans a second",
        whole(f.ours_1000000_loans_per_s),
        `${loop.value} × a loop over each (${whole(f.loop_1000000_loans_per_s)})${loop.gate}`,
      ],
    ]
  },
  "loan-schedule": (_, f) => [
    [
      "exact plans a second: 12; 60; 360 instalments",
      [12, 60, 360].map((n) => whole(f[`exact, ${n} instalments, schedules a second`])).join("; "),
      `the floating-point loop puts ${f["floating point, 360 instalments, rows off by a fen or more"]} of 360 rows wrong by a fen or more`,
    ],
  ],
  "loan-replay": (r, f) => {
    const names = Object.keys(f).filter((name) => name.endsWith(", whole life, ms"))
    return names.map((whole) => {
      const name = whole.slice(0, -", whole life, ms".length)
      const again = ratio(r, `${name}, all again over from that day`)
      return [
        `2,500 nights of one loan (${name}); a late event from its own day`,
        `${f[whole]} ms; ${f[`${name}, late event from its day, ms`]} ms`,
        `${again.value} × as quick as all of it again${again.gate}`,
      ]
    })
  },
  "loan-pages": (r, f) => [
    [
      `pages of lending at ${whole(f.loans)} loans, p50 (p99): dashboard; list; one note`,
      ["dashboard", "list", "note"].map((name) => `${f[`${name}_p50_ms`]} (${f[`${name}_p99_ms`]}) ms`).join("; "),
      `${ratio(r, "plain_to_dashboard").value} × as quick as the sums over all notes (${whole(f.plain_dashboard_ms)} ms)`,
    ],
  ],
  callbacks: (r, f) => {
    const plain = ratio(r, "gathered_to_plain")
    return [
      [
        "payments confirmed a second by signed callbacks, a fifth of them sent twice",
        whole(f.gathered_confirmed_per_s),
        `${plain.value} × one transaction a callback (${whole(f.plain_confirmed_per_s)})${plain.gate}`,
      ],
    ]
  },
  "morning-peak": (r, f) => {
    const [plain, notice] = [ratio(r, "gathered_to_plain"), ratio(r, "minute_notice_p99_s")]
    return [
      [
        `${whole(f.pupils)} pupils through 8 gates in a minute: p99 to the parent's notice`,
        `${notice.value} s`,
        `median ${whole(f.minute_notice_median_ms)} ms${notice.gate} s`,
      ],
      [
        "the same all at once: events a second",
        whole(f.burst_events_per_s),
        `${plain.value} × one transaction an event (${whole(f.plain_events_per_s)})${plain.gate}`,
      ],
    ]
  },
  reconcile: (r, f) => {
    const memory = ratio(r, "memory_of_plain_to_streamed")
    return [
      [
        `a channel's bill of ${whole(f.lines)} lines: read and kept; matched; memory at its highest; held after a collection at the first and last tenth`,
        `${f.load_s} s; ${f.match_s} s; ${whole(f.load_memory_mb)} MB; ${f.held_first_mb} and ${f.held_last_mb} MB`,
        `all in memory ${whole(f.in_memory_mb)} MB, ${memory.value} ×${memory.gate}`,
      ],
    ]
  },
  release: (r, f) => {
    const loop = ratio(r, "batch_to_loop")
    return [
      [
        `lesson lines paid out of custody a second, batch of ${whole(f.lines)}`,
        whole(f.batch_lines_per_s),
        `${loop.value} × a loop over each (${whole(f.loop_lines_per_s)})${loop.gate}`,
      ],
    ]
  },
  start: (_, f) => [
    [
      "cold start of an empty branch; warm start",
      `${(f.cold_ms / 1000).toFixed(1)} s; ${(f.warm_ms / 1000).toFixed(1)} s`,
      "",
    ],
    [
      "first page, all scripts and styles, gzip: console; portal; citizens",
      `${f.console_first_kB_gzip}; ${f.portal_first_kB_gzip}; ${f.citizens_first_kB_gzip} kB`,
      f.citizens_own_kB_gzip ? `citizens without React and zod: ${f.citizens_own_kB_gzip} kB; aim 100` : "",
    ],
  ],
}

function resultOf(name) {
  const file = join(root, "bench", "results", `${name}.json`)
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined
}

const found = Object.keys(rows).flatMap((name) => resultOf(name) ?? [])
const lines = found.flatMap((result) =>
  rows[result.name](result, result.figures).map((cells) => `| ${[...cells, `\`${result.commit}\``].join(" | ")} |`),
)
const machine = found[0].machine.split(", Node")[0]
const table = [
  `Measured on ${machine}; embedded PostgreSQL 18.4, everything durable; server, database and load on the same two cores.`,
  "Each ratio is taken side by side in one run; a gate that is missed is shown as it is.",
  "",
  "| What | Figure | Beside it | Commit |",
  "|---|---|---|---|",
  ...lines,
].join("\n")

const readme = join(root, "README.md")
const text = readFileSync(readme, "utf8")
const [from, to] = ["<!-- figures: npm run figures -->\n", "\n<!-- /figures -->"]
const start = text.indexOf(from) + from.length
const end = text.indexOf(to)
if (start < from.length || end < 0) throw new Error("README.md has lost the marks of its table of figures.")
const next = text.slice(0, start) + table + text.slice(end)
if (process.argv.includes("--check")) {
  if (next !== text) {
    process.stderr.write("The figures in README.md differ from bench/results: npm run figures\n")
    process.exitCode = 1
  }
} else writeFileSync(readme, next)
