// A whole branch on a cloned database, with a clock that moves only when told, and people of every post.
import { randomUUID } from "node:crypto"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll } from "vitest"
import { outsideRoles, permissionsOf, roleByCode } from "#kernel/access"
import type { Actor, Ctx } from "#kernel/flow"
import { house as wholeHouse } from "../../apps/house.ts"
import { openBranch, outlets, type OpenBranch } from "../../apps/runtime/index.ts"
import { appPassword } from "./cluster.ts"
import { useDatabase, type TestDatabase } from "./database.ts"

export class TestClock {
  #at: number
  constructor(at: string) {
    this.#at = Date.parse(at)
  }
  now(): Date {
    return new Date(this.#at)
  }
  set(at: string): void {
    this.#at = Date.parse(at)
  }
  advance(milliseconds: number): void {
    this.#at += milliseconds
  }
}

export interface TestBranch extends OpenBranch {
  clock: TestClock
  testDatabase: TestDatabase
  /** A context of a person with these posts; persons differ unless named. */
  as(
    role: string | string[],
    options?: { outlet?: string; person?: string; partyId?: string; key?: string; dryRun?: boolean },
  ): Ctx
  /** SMS texts sent so far. */
  sms: { to: string; text: string }[]
  /** Address of a partner, settable by a test. */
  partners: Map<string, string>
  /** Keys under which a partner knows the branch, settable by a test. */
  keysOfPartners: Map<string, Record<string, string>>
}

export const branchMorning = "2026-03-02T09:00:00+08:00"

/** Call at the top of a *.db.test.ts file. */
export function useBranch(at = branchMorning): TestBranch {
  const testDatabase = useDatabase()
  const made = {} as TestBranch
  const clock = new TestClock(at)
  const sms: TestBranch["sms"] = []
  const partners = new Map<string, string>()
  const keysOfPartners: TestBranch["keysOfPartners"] = new Map()
  let files = ""
  beforeAll(async () => {
    files = mkdtempSync(join(tmpdir(), "huoshui-files-"))
    const branch = await openBranch({
      adminUrl: testDatabase.adminUrl,
      branch: { code: "test", nameZh: "测试分行", nameEn: "Test branch" },
      outlets,
      appPassword,
      secret: Buffer.alloc(32, 1),
      filesFolder: files,
      clock,
      sendSms: async (message) => void sms.push(message),
      partnerUrl: (partner) => partners.get(partner),
      partnerKeys: (partner) => keysOfPartners.get(partner),
      connectionsMax: 20,
    })
    Object.assign(made, branch, {
      testDatabase,
      sms,
      partners,
      keysOfPartners,
      clock,
      as: (role: never, options: never) => contextOf(branch, role, options),
    })
  })
  afterAll(async () => {
    await made.close()
    rmSync(files, { recursive: true, force: true })
  })
  return made
}

function contextOf(branch: OpenBranch, role: string | string[], options: Parameters<TestBranch["as"]>[1] = {}): Ctx {
  const roles = [role].flat()
  const id = options.person ?? `${roles.join("+")}@${options.outlet ?? "HQ"}`
  const branchWide = roles.some((code) => roleByCode.get(code)?.branchWide)
  const outlet = options.outlet ?? "HQ"
  const isOutside = outsideRoles.some((one) => roles.includes(one.code))
  const actor: Actor = {
    kind: roles.includes("citizen") ? "citizen" : isOutside ? "portal" : "staff",
    id,
    name: id,
    personId: options.person ?? id,
    roles,
    permissions: permissionsOf(wholeHouse, roles),
    outlet: isOutside ? null : outlet,
    scope: isOutside ? [] : branchWide ? "all" : [outlet],
    ...(options.partyId ? { partyId: options.partyId } : {}),
  }
  return branch.context(actor, { requestId: randomUUID(), idempotencyKey: options.key, dryRun: options.dryRun })
}
