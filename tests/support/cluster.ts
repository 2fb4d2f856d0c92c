// Global set-up of the database tests: one throw-away cluster, one migrated template that every test file clones.
import { mkdtempSync, rmSync, statfsSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import type { TestProject } from "vitest/node"
import { migrate } from "#kernel/db"
import { startPostgres } from "#kernel/postgres"
import { features } from "../../apps/house.ts"

export const appPassword = "only-for-tests"
export const testSchema = "branch_test"

declare module "vitest" {
  interface ProvidedContext {
    clusterUrl: string
  }
}

/** Memory when there is enough of it: cloning a database is three times faster there. */
function fastFolder(): string {
  try {
    const { bavail, bsize } = statfsSync("/dev/shm")
    if (bavail * bsize > 2 ** 30) return "/dev/shm"
  } catch {
    // No such file system here.
  }
  return tmpdir()
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(fastFolder(), "huoshui-test-"))
  const server = await startPostgres({ folder: join(folder, "data"), durable: false })
  const admin = new pg.Client({ connectionString: server.url })
  await admin.connect()
  await admin.query("create database template_huoshui")
  await migrate({ adminUrl: server.urlFor("template_huoshui"), schema: testSchema, features, appPassword })
  await admin.query("alter database template_huoshui is_template true allow_connections false")
  await admin.end()
  project.provide("clusterUrl", server.url)
  return async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
