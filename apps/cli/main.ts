// The command line. Every command works beside a running server or alone, prints words, and with --json one object.
import { Command, Option } from "commander"
import { fileURLToPath } from "node:url"
import { MigrationError } from "#kernel/db"
import { PostgresStartError } from "#kernel/postgres"
import { DataFolderError, OptionError, readOptions, type GivenOptions, type Options } from "../runtime/index.ts"
import * as commands from "./commands.ts"
import { DatabaseUnusable } from "./database.ts"
import { quoteLoan } from "./loan-quote.ts"
import { output, type Output } from "./output.ts"
import { PortTaken, start } from "./start.ts"
import { version } from "./version.ts"

process.env["TZ"] = "Asia/Shanghai"

const projectRoot = fileURLToPath(new URL("../..", import.meta.url))
const expected = [
  DataFolderError,
  OptionError,
  MigrationError,
  PostgresStartError,
  PortTaken,
  DatabaseUnusable,
  commands.CommandError,
]

const program = new Command("huoshui")
  .description("活水：一家分行的全部场景，一本账 / one branch of a bank: scenes on one ledger")
  .version(version)
  .addOption(new Option("--data <folder>", "数据目录 / data folder (HUOSHUI_DATA)"))
  .addOption(new Option("--branch <code>", "分行代码 / branch (HUOSHUI_BRANCH)"))
  .option("--json", "输出一个 JSON 对象 / print one JSON object")

type Run = (
  options: Options,
  out: Output,
  args: string[],
  given: Record<string, string | boolean | undefined>,
) => Promise<void>

function command(name: string, description: string, run: Run): Command {
  return program
    .command(name)
    .description(description)
    .action(async (...all: unknown[]) => {
      const self = all.at(-1) as Command
      const given = self.optsWithGlobals() as GivenOptions & { json?: boolean }
      const out = output(given.json === true)
      await run(readOptions(given, process.env, projectRoot), out, self.args, given as never)
    })
}

command("start", "启动服务 / start the server", start)
  .option("--port <port>", "端口 / port (HUOSHUI_PORT, 8787)")
  .option("--host <host>", "监听地址 / address to listen on (127.0.0.1)")
  .option("--demo", "放入演示分行，不再询问 / make the demo branch without asking")
command("stop", "停止正在运行的服务 / stop the running server", commands.stop)
command("status", "运行状态 / what is running", commands.status)
command("migrate", "更新表结构 / bring the tables up to date", commands.migrateOnly)
command("demo", "制作演示分行 / make the demo branch", commands.makeDemoBranch)
command("day-end", "办理日终 / close the day", commands.dayEnd)
command("proof [file]", "核验账务；给出导出文件时只凭文件核验 / prove the books, or an export alone", commands.proof)
command("export <file>", "导出账簿（NDJSON）/ export the books", commands.exportBooks)
command("import <kind> <file>", "从 Excel 导入 / import an Excel file", commands.importFile)
  .option("--apply", "检查通过后写入 / write when the check passes")
  .option("--good-only", "只写入正确的行 / write the good rows only")
command("bench [name]", "性能测试 / benchmarks", commands.bench).option("--quick", "快速版本 / the quick variant")
command("doctor", "环境自检 / check this installation", commands.doctor)
const loan = program.command("loan").description("贷款工具 / loan tools")
loan
  .command("quote")
  .description("从标准输入读贷款条件（JSON），给出还款计划 / schedule of the terms read from standard input")
  .action(async (...all: unknown[]) => {
    const given = (all.at(-1) as Command).optsWithGlobals() as { json?: boolean }
    await quoteLoan(output(given.json === true))
  })

try {
  await program.parseAsync()
} catch (error) {
  if (!expected.some((kind) => error instanceof kind)) throw error
  process.stderr.write(`${(error as Error).message}\n`)
  process.exitCode = 1
}
