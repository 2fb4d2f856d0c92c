// A branch that lives through days: the real day end, events told, messages sent, approvals signed by the posts they
// name. For journeys of products and scenes.
import { createHash } from "node:crypto"
import { openDate } from "#ledger"
import { decide } from "#kernel/approval"
import { runDayEnd } from "#kernel/day-end"
import { dispatchEvents } from "#kernel/event"
import { ledgerOn, mainBook, type Ctx } from "#kernel/flow"
import { deliverPartnerMessages } from "#kernel/partner"
import { openParty } from "#kernel/party"
import { expectOk } from "#kernel/refusal"
import { useBranch, type TestBranch } from "./branch.ts"

export interface TestBank {
  branch: TestBranch
  /** The person of this post at this outlet, a second later than the last deed. */
  as(role: string, outlet?: string): Ctx
  portal(partyId: string): Ctx
  system(): Ctx
  today(): Promise<string>
  advanceTo(date: string): Promise<void>
  settle(): Promise<void>
  /** Gives every signature an open approval still needs, each by another person. */
  approve(approvalId: string): Promise<void>
  firm(name: string, outlet?: string): Promise<string>
}

export function useBank(startOn: string): TestBank {
  const branch = useBranch(`${startOn}T09:00:00+08:00`)
  const as: TestBank["as"] = (role, outlet = "HQ") => {
    branch.clock.advance(1000)
    return named(branch.as(role, { outlet }), `${role}@${outlet}`)
  }
  const system = () => {
    branch.clock.advance(1000)
    return branch.system()
  }
  const today = () => openDate(ledgerOn(branch.database.db), mainBook)
  const settle = async () => {
    for (let round = 0; round < 50; round += 1) {
      const told = await dispatchEvents(system())
      const { sent } = await deliverPartnerMessages(system())
      if (told + sent === 0) return
    }
  }
  return {
    branch,
    as,
    system,
    today,
    settle,
    portal: (partyId) => {
      branch.clock.advance(1000)
      return named(branch.as("firm", { partyId, person: `firm-user-${partyId}` }), `firm-user-${partyId}`)
    },
    advanceTo: async (date) => {
      while ((await today()) < date) {
        await settle()
        await runDayEnd(system(), async () => {}, await today())
        branch.clock.set(`${await today()}T09:00:00+08:00`)
      }
      await settle()
    },
    approve: (approvalId) => approveAll(branch, as, approvalId),
    firm: async (name, outlet = "XX") =>
      expectOk(
        await openParty(as("manager", outlet), { kind: "firm", name, outlet, industry: "玻璃制造", size: "small" }),
      ).id,
  }
}

/** The same name is the same person, with the kind of id that staff have. */
function named(ctx: Ctx, name: string): Ctx {
  const hex = createHash("sha256").update(name).digest("hex")
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
  return { ...ctx, actor: { ...ctx.actor, id, personId: id } }
}

async function approveAll(branch: TestBranch, as: TestBank["as"], approvalId: string): Promise<void> {
  const load = () =>
    branch.database.db.selectFrom("approval").selectAll().where("id", "=", approvalId).executeTakeFirstOrThrow()
  for (let row = await load(); row.state === "open"; row = await load()) {
    const role = (row.levels as unknown as string[][])[row.level]![0]!
    const checker = as(role, role === "subbranch-head" ? (row.outlet ?? "HQ") : "HQ")
    const seenHash = row.content_hash.toString("hex")
    expectOk(await decide(checker, { id: approvalId, decision: "approved", reason: "", seenHash }))
  }
}
