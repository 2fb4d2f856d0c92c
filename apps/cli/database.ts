// Which database a command works on: the one of DATABASE_URL, the one a running server holds, or the embedded one,
// started for this command and stopped after it.
import pg from "pg"
import { startPostgres, type RunningPostgres } from "#kernel/postgres"
import {
  branchOf,
  openBranch,
  openDataFolder,
  outlets,
  readDataFolder,
  runningIn,
  schemaOf,
  type DataFolder,
  type OpenBranch,
  type Options,
} from "../runtime/index.ts"
import type { BranchOptions } from "../runtime/index.ts"

const databaseName = "huoshui"

export interface Place {
  adminUrl: string
  secret: Buffer
  appPassword: string
  filesFolder: string
  /** Given when this process holds the data folder. */
  folder: DataFolder | undefined
  postgres: RunningPostgres | undefined
  close(): Promise<void>
}

/** Takes the data folder and brings its database up. */
export async function takePlace(options: Options): Promise<Place> {
  const folder = openDataFolder(options.dataFolder)
  try {
    if (options.databaseUrl) await assertUsable(options.databaseUrl)
    const postgres = options.databaseUrl ? undefined : await startPostgres({ folder: folder.clusterFolder })
    const adminUrl = options.databaseUrl ?? (await ensureDatabase(postgres!))
    return {
      adminUrl,
      ...pick(folder),
      folder,
      postgres,
      close: async () => {
        await postgres?.stop()
        folder.release()
      },
    }
  } catch (error) {
    folder.release()
    throw error
  }
}

/** For a command beside a running server, else like takePlace. */
export async function joinPlace(options: Options): Promise<Place> {
  const running = runningIn(options.dataFolder)
  if (!running) return takePlace(options)
  const folder = readDataFolder(options.dataFolder)
  const adminUrl = options.databaseUrl ?? running.postgresUrl
  if (!adminUrl) throw new Error("服务正在启动，请稍候再试。/ The server is still starting; try again in a moment.")
  return { adminUrl, ...pick(folder), folder: undefined, postgres: undefined, close: async () => {} }
}

const pick = ({ secret, appPassword, filesFolder }: Pick<DataFolder, "secret" | "appPassword" | "filesFolder">) => ({
  secret,
  appPassword,
  filesFolder,
})

async function ensureDatabase(postgres: RunningPostgres): Promise<string> {
  const client = new pg.Client({ connectionString: postgres.url })
  await client.connect()
  try {
    const { rows } = await client.query("select 1 from pg_database where datname = $1", [databaseName])
    if (rows.length === 0) await client.query(`create database ${databaseName}`)
  } finally {
    await client.end()
  }
  return postgres.urlFor(databaseName)
}

export function openAt(place: Place, options: Options, more: Partial<BranchOptions> = {}): Promise<OpenBranch> {
  return openBranch({
    adminUrl: place.adminUrl,
    branch: branchOf(options.branch),
    outlets,
    appPassword: place.appPassword,
    secret: place.secret,
    filesFolder: place.filesFolder,
    publicUrl: options.publicUrl,
    ...more,
  })
}

/** A database named by DATABASE_URL that cannot be used, in one sentence. */
export class DatabaseUnusable extends Error {
  override name = "DatabaseUnusable"
}

async function assertUsable(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 8_000 })
  try {
    await client.connect()
  } catch (error) {
    const { host } = new URL(url)
    throw new DatabaseUnusable(
      `连不上 DATABASE_URL 指定的数据库（${host}）：${(error as Error).message}。/ The database of DATABASE_URL cannot be reached.`,
    )
  } finally {
    await client.end().catch(() => {})
  }
}

export type BranchState = "empty" | "half-made demo" | "demo" | "in use"

/** What is in the database for this branch, without changing anything. */
export async function stateOf(place: Place, options: Options): Promise<BranchState> {
  const schema = schemaOf(options.branch)
  const client = new pg.Client({ connectionString: place.adminUrl })
  await client.connect()
  try {
    const found = await client.query("select to_regclass($1) as staff, to_regclass($2) as demo", [
      `${schema}.staff`,
      `${schema}.demo_branch`,
    ])
    if (!found.rows[0].staff || !found.rows[0].demo) return "empty"
    const demo = await client.query(`select finished_at from ${schema}.demo_branch`)
    if (demo.rows.length > 0) return demo.rows[0].finished_at ? "demo" : "half-made demo"
    const staff = await client.query(`select 1 from ${schema}.staff limit 1`)
    return staff.rows.length > 0 ? "in use" : "empty"
  } finally {
    await client.end()
  }
}

/** Throws away what an interrupted making of the demo left. Never touches any other branch. */
export async function dropHalfMade(place: Place, options: Options): Promise<void> {
  const client = new pg.Client({ connectionString: place.adminUrl })
  await client.connect()
  try {
    await client.query(`drop schema ${schemaOf(options.branch)} cascade`)
    await client.query(`drop schema if exists jobs_${options.branch} cascade`)
  } finally {
    await client.end()
  }
}
