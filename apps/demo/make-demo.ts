// Makes the demo branch: people, customers, then each feature's own seed, all through the flows a bank would use.
// The clock starts months back and walks to today by real day ends, so that there is a history to look at.
import { openDate } from "#ledger"
import {
  activate,
  foundAdministrators,
  inviteStaff,
  signInWithCode,
  signInWithPassword,
  staffActor,
  totpCode,
  type NewStaff,
} from "#kernel/access"
import { decide } from "#kernel/approval"
import { addDays, dateOf } from "#kernel/calendar"
import { sm3 } from "#kernel/crypto"
import { runDayEnd } from "#kernel/day-end"
import { dispatchEvents } from "#kernel/event"
import { ledgerOn, mainBook, type Actor, type Ctx } from "#kernel/flow"
import { runJob } from "#kernel/job"
import { sendSmsOutbox } from "#kernel/notice"
import { deliverPartnerMessages } from "#kernel/partner"
import { openParty } from "#kernel/party"
import { expectOk } from "#kernel/refusal"
import type { Demo } from "#kernel/scene"
import type { OpenBranch } from "../runtime/index.ts"
import { approveAs, citizenOf, portalOf } from "./acting.ts"
import { demoFirms, demoPersons } from "./customers.ts"
import { openFamilies } from "./families.ts"
import { administrators, demoPassword, staff } from "./people.ts"
import { demoTotpSecret } from "./sign-ins.ts"

const firmCount = 84
const personCount = 36
export const historyDays = 120

/** A clock that stands where the demo put it: ten in the morning of a day, then a second later at every look. */
export class DemoClock {
  #at: number
  constructor(date: string) {
    this.#at = morningOf(date)
  }
  now(): Date {
    this.#at += 1_000
    return new Date(this.#at)
  }
  moveTo(date: string): void {
    this.#at = Math.max(this.#at, morningOf(date))
  }
}

const morningOf = (date: string) => Date.parse(`${date}T10:00:00+08:00`)

export async function makeDemo(branch: OpenBranch, clock: DemoClock, log: (text: string) => void): Promise<void> {
  const actors = new Map<string, Actor>()
  await branch.database.pool.query("insert into demo_branch default values")
  await hireStaff(branch, actors)
  log(`员工 ${administrators.length + staff.length} 人`)
  const demo = demoOf(branch, clock, actors, log)
  await openCustomers(demo)
  await openFamilies(demo)
  log(`客户 ${firmCount + personCount} 户，家庭 12 个`)
  for (const feature of branch.house.features) await feature.seed?.(demo)
  await demo.advanceTo(dateOf(new Date()))
  await demo.settle()
  // This one waits for the disk, and everything before it with it.
  await branch.database.pool.query(
    "begin; set local synchronous_commit = on; update demo_branch set finished_at = now(); commit",
  )
}

function demoOf(branch: OpenBranch, clock: DemoClock, actors: Map<string, Actor>, log: (text: string) => void): Demo {
  let today = dateOf(clock.now())
  const planned: { date: string; work: () => Promise<void> }[] = []
  const doPlanned = async () => {
    for (let at = nextOf(planned, today); at >= 0; at = nextOf(planned, today)) await planned.splice(at, 1)[0]!.work()
  }
  const settle = async () => {
    for (let round = 0; round < 50; round++) {
      const told = await dispatchEvents(branch.system())
      const { sent } = await deliverPartnerMessages(branch.system())
      // In their own time, to nobody: a terminal that has just started shows today's messages and not four months of them.
      const texts = await sendSmsOutbox(branch.system())
      const waiting = await branch.database.db.selectFrom("job").select("id").where("state", "=", "waiting").execute()
      for (const { id } of waiting) await runJob(branch.system(), id)
      let tended = 0
      for (const { tend } of branch.house.features) tended += (await tend?.(branch.system())) ?? 0
      if (told + sent + texts.sent + tended + waiting.length === 0) return
    }
  }
  const as: Demo["as"] = (role, outlet = "HQ") => {
    const actor = actors.get(`${role}@${outlet}`) ?? actors.get(`${role}@HQ`)
    if (!actor) throw new Error(`The demo has no ${role} at ${outlet}.`)
    return branch.context(actor)
  }
  return {
    system: branch.system(),
    as,
    portal: (partyId, role = "firm") => portalOf(branch, partyId, role),
    citizen: (partyId) => citizenOf(branch, partyId),
    approve: (approvalId, outlet = "HQ") => approveAs(branch, as, approvalId, outlet),
    today: () => today,
    plan: (date, work) => void planned.push({ date, work }),
    advanceTo: async (date) => {
      await doPlanned()
      while (today < date) {
        await settle()
        await runDayEnd(branch.system(), async () => {}, today)
        today = await openDate(ledgerOn(branch.database.db), mainBook)
        clock.moveTo(today)
        if (today.endsWith("-01")) log(`会计日 ${today}`)
        await doPlanned()
      }
    },
    settle,
    log,
    shared: new Map(),
  }
}

/** The earliest work whose day has come, the first planned one of its day; -1 where all of it lies ahead. */
function nextOf(planned: readonly { date: string }[], today: string): number {
  const due = planned.filter((one) => one.date <= today).toSorted((a, b) => (a.date < b.date ? -1 : 1))[0]
  return due ? planned.indexOf(due) : -1
}

/** Administrators are founded; everybody else is invited by one of them and granted the post by another. */
async function hireStaff(branch: OpenBranch, actors: Map<string, Actor>): Promise<void> {
  const founded = expectOk(await foundAdministrators(branch.system(), administrators))
  for (const [at, person] of administrators.entries()) await settleIn(branch, actors, person, founded[at]!)
  const system = branch.context(actors.get("system-admin@HQ")!)
  const security = branch.context(actors.get("security-admin@HQ")!)
  for (const person of staff) {
    const invited = expectOk(await inviteStaff(system, person))
    const { content_hash } = await branch.database.db
      .selectFrom("approval")
      .select("content_hash")
      .where("id", "=", invited.approvalId)
      .executeTakeFirstOrThrow()
    expectOk(
      await decide(security, {
        id: invited.approvalId,
        decision: "approved",
        reason: "",
        seenHash: content_hash.toString("hex"),
      }),
    )
    await settleIn(branch, actors, person, invited)
  }
}

/** Takes up the invitation, sets the password, enrols the second factor. */
async function settleIn(
  branch: OpenBranch,
  actors: Map<string, Actor>,
  person: NewStaff,
  invited: { id: string; invitation: string },
): Promise<void> {
  const ctx = branch.system()
  const visitor = { now: branch.clock.now(), ip: null, userAgent: "demo" }
  expectOk(await activate(ctx, { staffNo: person.staffNo, invitation: invited.invitation, password: demoPassword }))
  const half = expectOk(await signInWithPassword(ctx, { staffNo: person.staffNo, password: demoPassword }, visitor))
  const enrolSecret = demoTotpSecret(branch.services.secret, person.staffNo)
  const code = totpCode(enrolSecret, visitor.now)
  expectOk(await signInWithCode(ctx, { staffId: invited.id, tokenHash: sm3(half.token), code, enrolSecret }, visitor))
  const who = await staffActor(branch.database.db, branch.house, invited.id)
  for (const role of person.roles) actors.set(`${role}@${person.outlet}`, who!.actor)
}

async function openCustomers(demo: Demo): Promise<void> {
  const open = async (ctx: Ctx, customer: Parameters<typeof openParty>[1]) =>
    expectOk(await openParty(ctx, customer)).id
  const firms: string[] = []
  for (const firm of demoFirms(firmCount)) firms.push(await open(demo.as("manager", firm.outlet), firm))
  for (const person of demoPersons(personCount)) await open(demo.as("clerk", person.outlet), person)
  demo.shared.set("firms", firms)
}

export const demoStartDate = (now: Date): string => addDays(dateOf(now), -historyDays)
