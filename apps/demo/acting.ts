// Acting in the demo as the people outside, and giving the signatures a request needs.
import { addCitizen, citizenActor, portalActor } from "#kernel/access"
import { decide } from "#kernel/approval"
import type { Ctx } from "#kernel/flow"
import { ownPhone } from "#kernel/party"
import { expectOk } from "#kernel/refusal"
import type { Demo } from "#kernel/scene"
import type { OpenBranch } from "../runtime/index.ts"

/** The portal user of this party who holds the post. */
export async function portalOf(branch: OpenBranch, partyId: string, role: string): Promise<Ctx> {
  const { db } = branch.database
  const users = await db
    .selectFrom("portal_user")
    .select(["id", "roles"])
    .where("party_id", "=", partyId)
    .orderBy("created_at")
    .execute()
  const user = users.find((one) => one.roles.includes(role))
  const found = user && (await portalActor(db, branch.house, user.id))
  if (!found) throw new Error(`The demo has no portal user with the post ${role} there.`)
  return branch.context(found.actor)
}

export async function citizenOf(branch: OpenBranch, partyId: string): Promise<Ctx> {
  const system = branch.system()
  const phone = await ownPhone(system, partyId)
  const person = await system.db.selectFrom("party").select("name").where("id", "=", partyId).executeTakeFirst()
  if (phone === null || !person) throw new Error("The demo has no such person with a phone.")
  const userId = await addCitizen(system, { partyId, name: person.name, phone })
  const found = await citizenActor(system.db, branch.house, userId)
  return branch.context(found!.actor)
}

/** Signs level by level until the request is decided. */
export async function approveAs(branch: OpenBranch, as: Demo["as"], approvalId: string, outlet: string): Promise<void> {
  const load = () =>
    branch.database.db.selectFrom("approval").selectAll().where("id", "=", approvalId).executeTakeFirstOrThrow()
  for (let row = await load(); row.state === "open"; row = await load()) {
    const role = (row.levels as unknown as string[][])[row.level]![0]!
    const checker = row.party_id ? await portalOf(branch, row.party_id, role) : as(role, outlet)
    const seenHash = row.content_hash.toString("hex")
    expectOk(await decide(checker, { id: approvalId, decision: "approved", reason: "", seenHash }))
  }
}
