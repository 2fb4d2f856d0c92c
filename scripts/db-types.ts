// Writes kernel/db/tables.gen.ts from a freshly migrated schema, so that queries are checked against the real tables.
// With --verify it only compares and fails on drift.
import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { features } from "../apps/house.ts"
import { migrate } from "../kernel/db/migrate.ts"
import { startPostgres } from "../kernel/postgres/index.ts"

const schema = "branch_types"
const folder = mkdtempSync(join(tmpdir(), "huoshui-types-"))
const server = await startPostgres({ folder: join(folder, "data"), durable: false })
try {
  await migrate({ adminUrl: server.url, schema, features, appPassword: "unused" })
  const result = spawnSync(
    process.execPath,
    [
      "node_modules/kysely-codegen/dist/cli/bin.js",
      ...["--dialect", "postgres", "--url", server.url, "--default-schema", schema],
      ...["--include-pattern", `(${schema}|huoshui).*`, "--exclude-pattern", `${schema}.migration`],
      ...["--type-mapping", '{"int8":"bigint"}', "--date-parser", "string"],
      ...["--out-file", "kernel/db/tables.gen.ts"],
      ...process.argv.slice(2),
    ],
    { stdio: "inherit" },
  )
  process.exitCode = result.status ?? 1
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
