// One door to PostgreSQL: a pool whose every connection works in one branch's schema, and typed queries over it.
// Amounts arrive as bigint, dates as "YYYY-MM-DD" strings: neither may pass through a float or a time zone.
import { Kysely, PostgresDialect, type Transaction } from "kysely"
import pg from "pg"
import type { DB } from "./tables.gen.ts"

const int8 = 20
const date = 1082

const types = new pg.TypeOverrides()
types.setTypeParser(int8, BigInt)
types.setTypeParser(date, (text) => text)

export type Tables = DB
export type Db = Kysely<DB>
export type DbTransaction = Transaction<DB>

export interface DatabaseOptions {
  url: string
  /** Schema of the branch, e.g. "branch_demo". */
  schema: string
  connectionsMax?: number
  applicationName?: string
  /** Commits do not wait for the disk; only for work that is thrown away when it is cut short. */
  isDisposable?: boolean
}

export interface Database {
  db: Db
  pool: pg.Pool
  schema: string
  /** A connection of its own with the same settings, for a poster or a listener. The caller ends it. */
  connect(applicationName?: string): Promise<pg.Client>
  close(): Promise<void>
}

export function openDatabase(options: DatabaseOptions): Database {
  const config = connectionConfig(options)
  const pool = new pg.Pool({ ...config, max: options.connectionsMax ?? 16 })
  // Without a listener, a connection that the server drops while idle would end the whole process.
  pool.on("error", () => {})
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
  return {
    db,
    pool,
    schema: options.schema,
    connect: async (applicationName) => {
      const client = new pg.Client({ ...config, application_name: applicationName ?? "huoshui" })
      client.on("error", () => {})
      await client.connect()
      return client
    },
    close: async () => {
      await db.destroy()
      // Kysely leaves a pool open that it never used.
      if (!pool.ended) await pool.end()
    },
  }
}

function connectionConfig(options: DatabaseOptions): pg.ClientConfig {
  return {
    connectionString: options.url,
    application_name: options.applicationName ?? "huoshui",
    options: [
      `-c search_path=${assertSchemaName(options.schema)},huoshui -c timezone=Asia/Shanghai`,
      ...(options.isDisposable ? ["-c synchronous_commit=off"] : []),
    ].join(" "),
    types,
  }
}

/** Schema names go into SQL text where no parameter can stand, so they are held to a plain alphabet. */
export function assertSchemaName(schema: string): string {
  if (!/^[a-z][a-z0-9_]{0,40}$/.test(schema)) throw new Error(`Not a schema name: ${schema}`)
  return schema
}
