// The commands besides start: each one a few lines over what the kernel already does.
import { createReadStream, createWriteStream } from "node:fs"
import { readFile } from "node:fs/promises"
import { basename } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { exportBook, openDate, prove, proveExport, type ProofResult } from "#ledger"
import { verifyAudit } from "#kernel/audit"
import { dayToClose, runDayEnd } from "#kernel/day-end"
import { applyImport, checkImport } from "#kernel/excel"
import { ledgerOn, mainBook } from "#kernel/flow"
import { findBinaries } from "#kernel/postgres"
import { runningIn, type OpenBranch, type Options } from "../runtime/index.ts"
import { joinPlace, openAt, stateOf } from "./database.ts"
import type { Output } from "./output.ts"
import { demo } from "./start.ts"
import { version } from "./version.ts"

export class CommandError extends Error {
  override name = "CommandError"
}

type Given = Record<string, string | boolean | undefined>

async function withBranch<T>(options: Options, run: (branch: OpenBranch) => Promise<T>): Promise<T> {
  const place = await joinPlace(options)
  try {
    const state = await stateOf(place, options)
    if (state === "empty" || state === "half-made demo") {
      throw new CommandError(
        `分行 ${options.branch} 还没有建立；请先运行 start。/ The branch is not there yet; run start first.`,
      )
    }
    const branch = await openAt(place, options, { connectionsMax: 4 })
    try {
      return await run(branch)
    } finally {
      await branch.close()
    }
  } finally {
    await place.close()
  }
}

const stopTimeoutMs = 60_000

export async function stop(options: Options, out: Output): Promise<void> {
  const running = runningIn(options.dataFolder)
  if (!running) return out.result({ stopped: false, reason: "not running" }, () => "没有在运行。/ Nothing is running.")
  process.kill(running.pid, "SIGTERM")
  const deadline = performance.now() + stopTimeoutMs
  while (runningIn(options.dataFolder)) {
    if (performance.now() > deadline)
      throw new CommandError(`进程 ${running.pid} 一分钟内没有停止。/ The process does not stop.`)
    await sleep(100)
  }
  out.result({ stopped: true, pid: running.pid }, () => "已停止。/ Stopped.")
}

export async function status(options: Options, out: Output): Promise<void> {
  const running = runningIn(options.dataFolder)
  if (!running)
    return out.result({ running: false, dataFolder: options.dataFolder }, () => "没有在运行。/ Nothing is running.")
  const date = running.postgresUrl
    ? await withBranch(options, (branch) => openDate(ledgerOn(branch.database.db), mainBook))
    : null
  out.result(
    {
      running: true,
      pid: running.pid,
      port: running.port,
      accountingDate: date,
      version,
      dataFolder: options.dataFolder,
    },
    () => `运行中：进程 ${running.pid}，端口 ${running.port}，会计日 ${date}。/ Running.`,
  )
}

export async function migrateOnly(options: Options, out: Output): Promise<void> {
  const place = await joinPlace(options)
  try {
    const branch = await openAt(place, options)
    await branch.close()
    out.result({ applied: branch.migrated }, () =>
      branch.migrated.length === 0 ? "已是最新。/ Up to date." : branch.migrated.join("\n"),
    )
  } finally {
    await place.close()
  }
}

export async function makeDemoBranch(options: Options, out: Output): Promise<void> {
  const place = await joinPlace(options)
  try {
    const state = await stateOf(place, options)
    if (state !== "empty")
      throw new CommandError(
        `分行 ${options.branch} 已有数据（${state}）；演示数据只放入空的分行。/ The branch holds data already.`,
      )
    await demo(place, options, out)
    out.result({ made: true }, () => "演示分行已就绪。/ The demo branch is ready.")
  } finally {
    await place.close()
  }
}

export async function dayEnd(options: Options, out: Output): Promise<void> {
  const report = await withBranch(options, async (branch) => {
    const ctx = branch.system()
    return runDayEnd(ctx, async (done, total, text) => out.progress(done, total, text), await dayToClose(ctx))
  })
  const failed = report.steps.reduce((sum, step) => sum + step.failed, 0)
  out.result(
    { ...report, failed },
    () => `${report.day} 已封账，现为 ${report.nextDay}；失败合同 ${failed} 笔。/ Closed.`,
  )
}

/** Non-zero exit when anything fails. */
export async function proof(options: Options, out: Output, args: string[]): Promise<void> {
  if (args[0]) return report(out, await proveExport(createReadStream(args[0])), undefined)
  await withBranch(options, async (branch) => {
    const books = await prove(ledgerOn(branch.database.db))
    report(out, books, await verifyAudit(branch.database.db))
  })
}

function report(out: Output, books: ProofResult, trail: Awaited<ReturnType<typeof verifyAudit>> | undefined): void {
  const ok = books.ok && (trail?.ok ?? true)
  if (!ok) process.exitCode = 1
  const audit = trail
    ? { ok: trail.ok, entries: trail.entries, ...(trail.broken ? { broken: trail.broken } : {}) }
    : undefined
  out.result({ ...books, ok, ...(audit ? { audit } : {}) }, () =>
    [
      ok ? "核验通过 Proof holds" : "核验不通过 Proof FAILS",
      `  账簿 books ${books.books}　单位 units ${books.units}　账户 accounts ${books.accounts}　分录 transfers ${books.transfers}　日块 blocks ${books.blocks}`,
      ...(trail
        ? [`  审计 audit ${trail.entries}${trail.ok ? "" : `，第 ${trail.broken?.seq} 条 ${trail.broken?.reason}`}`]
        : []),
      ...books.failures.map((f) => `  ✗ ${f.check} ${f.account ?? ""} ${f.detail}`),
    ].join("\n"),
  )
}

export async function exportBooks(options: Options, out: Output, args: string[]): Promise<void> {
  const file = args[0]!
  const { lines } = await withBranch(options, (branch) =>
    exportBook(ledgerOn(branch.database.db), createWriteStream(file)),
  )
  out.result({ file, lines }, () => `已导出 ${lines} 行到 ${file}。/ Exported.`)
}

export async function importFile(options: Options, out: Output, args: string[], given: Given): Promise<void> {
  const [kind, file] = args as [string, string]
  const content = await readFile(file).catch(() => {
    throw new CommandError(`打不开文件 ${file}。/ The file cannot be opened.`)
  })
  await withBranch(options, async (branch) => {
    const checked = await checkImport(branch.system(), { kind, fileName: basename(file), content })
    if (!checked.ok) throw new CommandError(`${checked.refusal.zh} / ${checked.refusal.en}`)
    const { batchId, rows, faulty, faults } = checked.value
    if (given["apply"] !== true) {
      return out.result({ rows, faulty, faults, written: 0 }, () =>
        [
          `共 ${rows} 行，${faulty} 行有误；未写入（加 --apply 写入）。`,
          ...faults.map((f) => `  第 ${f.row} 行 ${f.column}：${f.zh}`),
        ].join("\n"),
      )
    }
    const applied = await applyImport(branch.system(), { batchId, goodOnly: given["goodOnly"] === true })
    if (!applied.ok) throw new CommandError(`${applied.refusal.zh} / ${applied.refusal.en}`)
    out.result(
      { rows, faulty, faults, written: applied.value.written },
      () => `写入 ${applied.value.written} 行。/ Written.`,
    )
  })
}

export async function bench(_options: Options, out: Output, args: string[], given: Given): Promise<void> {
  const { benches, saveResult } = await import("../../bench/index.ts")
  const found = benches.find((b) => b.name === args[0])
  if (!found)
    throw new CommandError(`可用的测试 / benches:\n${benches.map((b) => `  ${b.name}  ${b.title}`).join("\n")}`)
  const quick = given["quick"] === true
  const result = await found.run({ quick, log: (line) => process.stderr.write(`${line}\n`) })
  if (!quick) saveResult(result)
  out.result({ ...result }, () => JSON.stringify(result, null, 2))
}

export async function doctor(options: Options, out: Output): Promise<void> {
  const checks = [
    { name: "Node ≥ 24", ok: Number(process.versions.node.split(".")[0]) >= 24, detail: process.versions.node },
    {
      name: "PostgreSQL",
      ok: options.databaseUrl !== undefined || findBinaries() !== undefined,
      detail: options.databaseUrl ? "DATABASE_URL" : "embedded",
    },
    {
      name: "SM3/SM4",
      ok: (await import("node:crypto")).getCiphers().includes("sm4-ctr"),
      detail: process.versions.openssl,
    },
    { name: "data folder", ok: true, detail: options.dataFolder },
  ]
  const ok = checks.every((check) => check.ok)
  if (!ok) process.exitCode = 1
  out.result({ ok, checks }, () => checks.map((c) => `${c.ok ? "✓" : "✗"} ${c.name}  ${c.detail}`).join("\n"))
}
