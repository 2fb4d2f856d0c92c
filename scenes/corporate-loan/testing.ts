// What the database tests of this scene share: a branch with its registries, somebody to go along to the firm, and the
// way of a case to wherever a test begins.
import { randomUUID } from "node:crypto"
import { afterAll, beforeAll } from "vitest"
import type { Ctx } from "#kernel/flow"
import { expectOk } from "#kernel/refusal"
import { openDeposit } from "#products/deposit"
import { startSandbox, type Sandbox } from "#scenes/emission-loan"
import { useBank, type TestBank } from "../../tests/support/bank.ts"
import { steps, type Crew, type Plan } from "./seed-steps.ts"

export interface Taken {
  id: string
  partyId: string
  depositNo: string
  drawIds: string[]
}

export interface TestScene {
  b: TestBank
  crew: Crew
  clerkId(): string
  manager(): Ctx
  take(plan: Plan): Promise<Taken>
}

export const plain = {
  rate: "3.45",
  months: 12,
  guarantee: "full_mortgage",
  method: "interest_only",
  every: 1,
} as const
export const plant = { class: "plant", title: "生产厂房", value: "24000000" } as const

export const codeOf = (outcome: { ok: boolean; refusal?: { code: string } }) =>
  outcome.ok ? null : outcome.refusal!.code.split("/")[1]

export function useScene(startOn: string): TestScene {
  const b = useBank(startOn)
  let sandbox: Sandbox
  const clerk = randomUUID()
  beforeAll(async () => {
    sandbox = await startSandbox({ secret: b.branch.services.secret, now: () => b.branch.clock.now() })
    for (const registry of ["real-estate", "movables"]) b.branch.partners.set(registry, sandbox.urlOf(registry))
    await b.branch.database.db
      .insertInto("staff")
      .values({
        id: clerk,
        staff_no: "C2001",
        person_id: "clerk-c2001",
        name: "演柜员",
        outlet: "XX",
        state: "active",
        created_at: b.branch.clock.now(),
      })
      .execute()
  })
  afterAll(() => sandbox.close())
  const manager = () => b.as("manager", "XX")
  const crew: Crew = {
    as: b.as,
    settle: b.settle,
    today: b.today,
    companion: async () => clerk,
    approve: (approvalId) => b.approve(approvalId),
  }
  const take = async (plan: Plan): Promise<Taken> => {
    const partyId = await b.firm(plan.firm)
    const { accountNo } = expectOk(await openDeposit(manager(), { partyId, outlet: "XX", title: plan.firm }))
    const done = await steps(crew, { ...plan, outlet: "XX", partyId, titleNo: `权证-${plan.firm}` })
    return { id: done.id, depositNo: accountNo, drawIds: done.drawIds, partyId }
  }
  return { b, crew, clerkId: () => clerk, manager, take }
}
