// Brings one schema up to date: numbered SQL files per feature, in the order the house lists its features.
// Promises: one runner at a time (advisory lock); each file whole or not at all; a file once applied may not be edited.
import { createHash } from "node:crypto"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import pg from "pg"
import { assertSchemaName } from "./database.ts"

const lockKey = 4_866_731
const serverVersionMin = 150_000

export interface Feature {
  /** Name kept in the migration table, e.g. "ledger" or "scenes/emission-loan". */
  name: string
  /** Folder that holds migrations/NNNN_title.sql. */
  folder: string
}

export interface MigrateOptions {
  /** Connection of a role that may create roles and schemas. */
  adminUrl: string
  schema: string
  features: Feature[]
  appPassword: string
}

export class MigrationError extends Error {
  override name = "MigrationError"
}

/** Applies what is missing and returns the names of the files applied. */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const schema = assertSchemaName(options.schema)
  const client = new pg.Client({ connectionString: options.adminUrl, application_name: "huoshui migrate" })
  await client.connect()
  try {
    await assertVersion(client)
    await client.query("select pg_advisory_lock($1)", [lockKey])
    await prepare(client, schema, options.appPassword)
    const applied: string[] = []
    for (const feature of options.features) applied.push(...(await migrateFeature(client, schema, feature)))
    return applied
  } finally {
    await client.end()
  }
}

async function assertVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query("select current_setting('server_version_num')::int as number, version() as text")
  if (rows[0].number < serverVersionMin) {
    throw new MigrationError(`This server is ${rows[0].text.split(",")[0]}; Huoshui needs PostgreSQL 15 or newer.`)
  }
}

/**
 * Two roles: the owner of tables and functions, which nobody signs in as, and the one the server signs in as.
 * The second may do on tables what the migrations leave it; ledger and audit take UPDATE and DELETE away from it.
 */
async function prepare(client: pg.Client, schema: string, appPassword: string): Promise<void> {
  await client.query(`
    do $$ begin
      if not exists (select from pg_roles where rolname = 'huoshui_owner') then create role huoshui_owner nologin; end if;
      if not exists (select from pg_roles where rolname = 'huoshui_app') then create role huoshui_app login; end if;
    exception when duplicate_object or unique_violation then null; end $$`)
  await client.query(`alter role huoshui_app password ${pg.escapeLiteral(appPassword)}`)
  await client.query("grant huoshui_owner to current_user")
  await client.query(`grant create, connect on database ${pg.escapeIdentifier(client.database!)} to huoshui_owner`)
  await client.query("set role huoshui_owner")
  for (const name of ["huoshui", schema]) {
    await client.query(`create schema if not exists ${name}`)
    await client.query(`grant usage on schema ${name} to huoshui_app`)
    await client.query(
      `alter default privileges in schema ${name} grant select, insert, update, delete on tables to huoshui_app`,
    )
    await client.query(`alter default privileges in schema ${name} grant usage, select on sequences to huoshui_app`)
  }
  await client.query(`set search_path = ${schema}, huoshui`)
  await client.query(`create table if not exists ${schema}.migration (
    feature text not null, name text not null, hash text not null, applied_at timestamptz not null default now(),
    primary key (feature, name))`)
}

async function migrateFeature(client: pg.Client, schema: string, feature: Feature): Promise<string[]> {
  const folder = join(feature.folder, "migrations")
  if (!existsSync(folder)) return []
  const done = await client.query(`select name, hash from ${schema}.migration where feature = $1`, [feature.name])
  const hashes = new Map<string, string>(done.rows.map((row) => [row.name, row.hash]))
  const applied: string[] = []
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith(".sql"))
    .toSorted()) {
    const sql = readFileSync(join(folder, name), "utf8")
    const hash = createHash("sha256").update(sql).digest("hex")
    const known = hashes.get(name)
    if (known === hash) continue
    if (known) {
      throw new MigrationError(`${feature.name}/${name} was edited after it was applied; put the change in a new file.`)
    }
    await applyFile(client, schema, { feature: feature.name, name, hash, sql })
    applied.push(`${feature.name}/${name}`)
  }
  return applied
}

async function applyFile(
  client: pg.Client,
  schema: string,
  file: { feature: string; name: string; hash: string; sql: string },
): Promise<void> {
  try {
    await client.query("begin")
    await client.query(file.sql)
    await client.query(`insert into ${schema}.migration (feature, name, hash) values ($1, $2, $3)`, [
      file.feature,
      file.name,
      file.hash,
    ])
    await client.query("commit")
  } catch (error) {
    await client.query("rollback")
    throw new MigrationError(`${file.feature}/${file.name}: ${(error as Error).message}`, { cause: error })
  }
}
