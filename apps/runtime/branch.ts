// One branch, opened: database migrated and connected, house assembled, contexts for whoever acts. Server, command line
// and tests all stand on this.
import { randomUUID } from "node:crypto"
import { join } from "node:path"
import { defineBooks, defineUnits, registerTemplates } from "#ledger"
import { systemActor } from "#kernel/access"
import { dateOf, seedCalendar } from "#kernel/calendar"
import { migrate, openDatabase, type Database } from "#kernel/db"
import { seedDecisions } from "#kernel/decision"
import { ledgerOn, type Actor, type Branch, type Clock, type Ctx, type Services } from "#kernel/flow"
import { defineOutlets, type Outlet } from "#kernel/org"
import { seedParameters } from "#kernel/rule-data"
import type { House } from "#kernel/scene"
import { features, house } from "../house.ts"

export interface BranchOptions {
  adminUrl: string
  branch: Branch
  outlets: Outlet[]
  appPassword: string
  secret: Buffer
  filesFolder: string
  publicUrl?: string
  clock?: Clock
  partnerUrl?(partner: string): string | undefined
  partnerKeys?(partner: string): Record<string, string> | undefined
  sendSms?: Services["sendSms"]
  connectionsMax?: number
  /** See kernel/db: for the demo while it is being made. */
  isDisposable?: boolean
}

export interface OpenBranch {
  branch: Branch
  house: House
  database: Database
  adminUrl: string
  services: Services
  clock: Clock
  /** What was migrated on opening. */
  migrated: string[]
  context(actor: Actor, more?: Partial<Pick<Ctx, "requestId" | "ip" | "lang" | "idempotencyKey" | "dryRun">>): Ctx
  system(): Ctx
  close(): Promise<void>
}

export const schemaOf = (branch: string): string => `branch_${branch}`

export async function openBranch(options: BranchOptions): Promise<OpenBranch> {
  const schema = schemaOf(options.branch.code)
  const migrated = await migrate({ adminUrl: options.adminUrl, schema, features, appPassword: options.appPassword })
  const database = openDatabase({
    url: appUrl(options),
    schema,
    connectionsMax: options.connectionsMax,
    isDisposable: options.isDisposable ?? false,
  })
  const clock = options.clock ?? { now: () => new Date() }
  const services: Services = {
    partnerUrl: options.partnerUrl ?? (() => undefined),
    partnerKeys: options.partnerKeys ?? (() => undefined),
    sendSms: options.sendSms ?? (async () => {}),
    publicUrl: options.publicUrl ?? "http://127.0.0.1:8787",
    filesFolder: options.filesFolder,
    secret: options.secret,
  }
  const context: OpenBranch["context"] = (actor, more = {}) => ({
    branch: options.branch,
    actor,
    requestId: more.requestId ?? randomUUID(),
    ip: null,
    lang: "zh",
    db: database.db,
    clock,
    house,
    services,
    ...more,
  })
  const system = () => context(systemActor(house))
  await found(system(), options.outlets)
  return {
    branch: options.branch,
    house,
    database,
    adminUrl: options.adminUrl,
    services,
    clock,
    migrated,
    context,
    system,
    close: () => database.close(),
  }
}

function appUrl(options: BranchOptions): string {
  const url = new URL(options.adminUrl)
  url.username = "huoshui_app"
  url.password = options.appPassword
  return url.toString()
}

/** Everything a branch needs before its first customer. Harmless on every later start. */
async function found(ctx: Ctx, outlets: Outlet[]): Promise<void> {
  const q = ledgerOn(ctx.db)
  const today = dateOf(ctx.clock.now())
  await defineUnits(q, ctx.house.units)
  await defineBooks(q, [
    { id: 1, titleZh: "表内账", titleEn: "On-balance book", openDate: today },
    { id: 2, titleZh: "表外账", titleEn: "Memo book", openDate: today },
  ])
  await registerTemplates(q, ctx.house.templates)
  await defineOutlets(ctx.db, outlets)
  await seedCalendar(ctx.db)
  await seedParameters(ctx, ctx.house.parameters.values())
  await seedDecisions(ctx, ctx.house.decisions.values())
}

export const filesFolderOf = (dataFolder: string): string => join(dataFolder, "files")
