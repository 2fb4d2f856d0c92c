// Claim: a channel's bill of a million lines is read, checked, kept and matched in flat memory; the plain way, the whole
// file in memory as objects, needs it all at once. Flat is what is still held after a collection at every tenth of the file;
// the resident size beside it also holds what the runtime has not swept yet, some three times what lives.
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { sql } from "kysely"
import { expectOk } from "#kernel/refusal"
import { loadBill } from "../products/acquiring/bills/load.ts"
import { parseWechat } from "../products/acquiring/bills/wechat.ts"
import { matchDay } from "../products/acquiring/recon/match.ts"
import { wechatHeader, wechatSummaryHeader } from "../products/acquiring/sandbox/bills.ts"
import { makeOrders, openAcquiringBranch, type AcquiringBranch } from "./acquiring-branch.ts"
import { describeRun, round } from "./support.ts"
import type { Bench, BenchOptions, BenchResult } from "./types.ts"

const day = "2026-03-02"
/** A day of its own for the look at what is held, as a day is loaded once. */
const heldDay = "2026-03-03"
const chunkLines = 500

export const bench: Bench = { name: "reconcile", title: "A channel's bill read and matched", run }

async function run(options: BenchOptions): Promise<BenchResult> {
  const count = options.quick ? 20_000 : 1_000_000
  const made = await openAcquiringBranch()
  try {
    await makeOrders(made, { prefix: "L", count, channel: "wechat", paidOn: day })
    await sql`analyze acquiring_order`.execute(made.branch.database.db)
    // Once unmeasured, so that what the program itself takes is not counted as the first way's memory.
    await countLines(50_000)
    const load = await measured(() => loadOf(made, count))
    options.log(`read and kept: ${round(load.seconds, 1)} s, memory +${round(load.grownMb)} MB`)
    const held = await heldAtTenths(made, count)
    options.log(`held after each tenth: ${held.map((mb) => round(mb)).join(", ")} MB`)
    const match = await measured(async () => expectOk(await matchDay(made.branch.system(), { channel: "wechat", day })))
    options.log(`matched: ${round(match.seconds, 1)} s, open ${match.value.open}`)
    const parse = await measured(() => countLines(count))
    const plain = await measured(() => allAtOnce(count))
    options.log(
      `parse only: ${round(parse.seconds, 1)} s +${round(parse.grownMb)} MB; all in memory +${round(plain.grownMb)} MB`,
    )
    return {
      ...describeRun(bench.name),
      figures: {
        lines: count,
        load_s: round(load.seconds, 2),
        load_lines_per_s: round(count / load.seconds),
        load_memory_mb: round(load.grownMb),
        held_first_mb: round(held[0]!, 1),
        held_last_mb: round(held.at(-1)!, 1),
        held_growth_mb: round(held.at(-1)! - held[0]!, 1),
        match_s: round(match.seconds, 2),
        differences: match.value.open,
        parse_s: round(parse.seconds, 2),
        parse_memory_mb: round(parse.grownMb),
        in_memory_s: round(plain.seconds, 2),
        in_memory_mb: round(plain.grownMb),
      },
      ratios: {
        memory_of_plain_to_streamed: { value: round(plain.grownMb / Math.max(1, load.grownMb), 2), gate: 2, aim: 5 },
      },
      notes: [
        "Memory: highest resident size while it runs, less the size before. One line in a thousand differs.",
        "Held: the heap after a collection, less the same before the file, at the first and the last tenth.",
        "Read and kept: parsed, hashed, summed, checked against the summary and inserted in one transaction.",
      ],
    }
  } finally {
    await made.close()
  }
}

/** Every thousandth amount is a fen off. */
const lineOf = (n: number, on: string): string => {
  const yuan = n % 1_000 === 0 ? "10.01" : "10.00"
  const no = `L${String(n).padStart(9, "0")}`
  return `\`${on} 12:00:00,\`wx,\`19,\`0,\`,\`T${n},\`${no},\`o,\`NATIVE,\`SUCCESS,\`OTHERS,\`CNY,\`${yuan},\`0.00,\`0,\`0,\`0.00,\`0.00,\`,\`,\`基准商品,\`,\`0.06000,\`0.60%,\`${yuan},\`0.00,\`\r\n`
}

function summaryOf(count: number): string {
  const fen = count * 1_000 + Math.floor(count / 1_000)
  const yuan = `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, "0")}`
  const fee = count * 6
  const feeText = `${Math.floor(fee / 100)}.${String(fee % 100).padStart(2, "0")}000`
  return `${wechatSummaryHeader}\r\n\`${count},\`${yuan},\`0.00,\`0.00,\`${feeText},\`${yuan},\`0.00\r\n`
}

async function* billOf(count: number, on = day): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`\uFEFF${wechatHeader}\r\n`)
  for (let at = 1; at <= count; at += chunkLines) {
    let text = ""
    for (let n = at; n < at + chunkLines && n <= count; n++) text += lineOf(n, on)
    yield Buffer.from(text)
  }
  yield Buffer.from(summaryOf(count))
}

async function loadOf(made: AcquiringBranch, count: number): Promise<void> {
  const file = { channel: "wechat" as const, day, name: "bench.csv", content: billOf(count) }
  expectOk(await loadBill(made.branch.system(), file))
}

/** What lives in the heap when it has been collected, in MB beyond the start, at every tenth of a file. */
async function heldAtTenths(made: AcquiringBranch, count: number): Promise<number[]> {
  setFlagsFromString("--expose-gc")
  const collect = runInNewContext("gc") as () => void
  const live = (): number => {
    collect()
    return process.memoryUsage().heapUsed
  }
  const start = live()
  const held: number[] = []
  const progress = async (rows: number) => {
    if (rows >= ((held.length + 1) * count) / 10) held.push((live() - start) / 2 ** 20)
  }
  const content = billOf(count, heldDay)
  const file = { channel: "wechat" as const, day: heldDay, name: "held.csv", content, progress }
  expectOk(await loadBill(made.branch.system(), file))
  return held
}

async function countLines(count: number): Promise<number> {
  let lines = 0
  for await (const some of parseWechat(billOf(count), day)) lines += some.length
  return lines
}

async function allAtOnce(count: number): Promise<number> {
  const parts: Uint8Array[] = []
  for await (const bytes of billOf(count)) parts.push(bytes)
  const [head, ...lines] = Buffer.concat(parts).toString("utf8").split("\r\n")
  const names = head!.split(",")
  const rows = lines.map((line) => {
    const cells = line.slice(1).split(",`")
    return Object.fromEntries(names.map((name, at) => [name, cells[at]]))
  })
  return rows.length
}

async function measured<T>(work: () => Promise<T>): Promise<{ value: T; seconds: number; grownMb: number }> {
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  let peak = before
  const look = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20)
  const began = performance.now()
  const value = await work()
  const seconds = (performance.now() - began) / 1_000
  clearInterval(look)
  peak = Math.max(peak, process.memoryUsage().rss)
  return { value, seconds, grownMb: (peak - before) / 2 ** 20 }
}
