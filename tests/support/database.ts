// A database of its own for a test file: cloned from the template, dropped at the end.
import { randomBytes } from "node:crypto"
import pg from "pg"
import { afterAll, beforeAll, inject } from "vitest"
import { openDatabase, type Database } from "#kernel/db"
import { appPassword, testSchema } from "./cluster.ts"

export interface TestDatabase extends Database {
  /** As the application's own role, for tests of what that role may not do. */
  appUrl: string
  /** As the superuser, for tests that must look or tamper behind the application's back. */
  adminUrl: string
}

/** Call at the top of a *.db.test.ts file; the object is filled before the first test runs. */
export function useDatabase(): TestDatabase {
  const made = {} as TestDatabase
  let name = ""
  beforeAll(async () => {
    const clusterUrl = inject("clusterUrl")
    name = `test_${randomBytes(6).toString("hex")}`
    await asAdmin(clusterUrl, (admin) =>
      admin.query(`create database ${name} template template_huoshui strategy file_copy`),
    )
    const adminUrl = withDatabase(clusterUrl, name)
    const appUrl = asApp(adminUrl)
    Object.assign(made, openDatabase({ url: appUrl, schema: testSchema }), { appUrl, adminUrl })
  })
  afterAll(async () => {
    await made.close()
    await asAdmin(inject("clusterUrl"), (admin) => admin.query(`drop database ${name} with (force)`))
  })
  return made
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.toString()
}

function asApp(url: string): string {
  const changed = new URL(url)
  changed.username = "huoshui_app"
  changed.password = appPassword
  return changed.toString()
}

async function asAdmin(url: string, run: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  try {
    await run(admin)
  } finally {
    await admin.end()
  }
}
