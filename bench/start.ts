// Claim: a branch is open in seconds. Cold: an empty data folder, database made, tables migrated, branch founded.
// Warm: the same folder again. First page: everything a browser fetches for the console's sign-in, compressed size.
import { spawn, type ChildProcess } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import { describeRun, median, round } from "./support.ts"
import type { Bench, BenchOptions, BenchResult } from "./types.ts"

export const bench: Bench = { name: "start", title: "Cold and warm start, size of the first page", run }

const root = fileURLToPath(new URL("..", import.meta.url))
const deadlineMs = 120_000
const port = 18_787

async function run(options: BenchOptions): Promise<BenchResult> {
  const cold: number[] = []
  const warm: number[] = []
  for (let n = 0; n < (options.quick ? 1 : 3); n += 1) {
    const folder = mkdtempSync(join(tmpdir(), "huoshui-start-"))
    cold.push(await startOnce(join(folder, "data")))
    warm.push(await startOnce(join(folder, "data")))
    options.log(`cold ${round(cold.at(-1)!)} ms, warm ${round(warm.at(-1)!)} ms`)
    rmSync(folder, { recursive: true, force: true })
  }
  return {
    ...describeRun(bench.name),
    figures: { cold_ms: round(median(cold)), warm_ms: round(median(warm)), ...firstPages() },
    ratios: {},
    notes: [
      "Until the health address answers; packages and pages already installed and built.",
      "Sizes: what the entry names, scripts and styles with gzip, before later pages and letters; own is without React and zod.",
    ],
  }
}

async function startOnce(data: string): Promise<number> {
  const startedAt = performance.now()
  const child = spawn(
    process.execPath,
    [join(root, "apps/cli/main.ts"), "start", "--data", data, "--port", String(port)],
    {
      stdio: "ignore",
      env: { ...process.env, HUOSHUI_DEMO: "0" },
    },
  )
  try {
    while (!(await isHealthy())) {
      if (performance.now() - startedAt > deadlineMs) throw new Error("The server does not answer")
      await sleep(20)
    }
    return performance.now() - startedAt
  } finally {
    await end(child)
  }
}

async function isHealthy(): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/api/v1/health`).then(
    (r) => r.ok,
    () => false,
  )
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once("exit", () => resolve())
    child.kill("SIGTERM")
  })
}

/** What index.html of each entry names, compressed; for the citizens also without the frame (React, zod), which is not ours. */
function firstPages(): Record<string, number> {
  return {
    console_first_kB_gzip: firstSize("index.html"),
    portal_first_kB_gzip: firstSize("portal/index.html"),
    citizens_first_kB_gzip: firstSize("m/index.html"),
    citizens_own_kB_gzip: firstSize("m/index.html", (asset) => !asset.startsWith("assets/frame-")),
  }
}

function firstSize(page: string, counts: (asset: string) => boolean = () => true): number {
  const dist = join(root, "dist")
  const html = readFileSync(join(dist, page), "utf8")
  const named = new Set([...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map((m) => m[1]!))
  const sizes = [...named].filter(counts).map((asset) => gzipSync(readFileSync(join(dist, asset))).length)
  return round(sizes.reduce((sum, size) => sum + size, 0) / 1_000)
}
