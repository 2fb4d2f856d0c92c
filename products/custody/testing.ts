// What tests of custody and of its scenes share: a beneficiary with a custody account, and agreements paid into it.
import { randomUUID } from "node:crypto"
import { flow, type FlowCtx } from "#kernel/flow"
import { runJob } from "#kernel/job"
import { expectOk, ok, type Outcome } from "#kernel/refusal"
import { openDeposit, receiveMoney } from "#products/deposit"
import type { TestBank } from "../../tests/support/bank.ts"
import { poolKey } from "./accounts.ts"
import { openHolding, type Holding } from "./holding.ts"
import { openPool, poolById, receiveIntoPool, type Pool } from "./pool.ts"

/** Runs something inside one transaction, as a scene's flow would. */
export const inFlow = flow(
  { name: "test.custody", permission: null },
  async (ctx: FlowCtx, input: { run: (ctx: FlowCtx) => Promise<Outcome<unknown>> }) => input.run(ctx),
)

export async function testPool(b: TestBank, name: string, withSettlement = true): Promise<Pool> {
  const partyId = await b.firm(name)
  const clerk = b.as("clerk", "XX")
  const settlementNo = expectOk(await openDeposit(clerk, { partyId, outlet: "XX", title: name })).accountNo
  const money = { accountNo: settlementNo, amountFen: 100_000_000n, counterparty: "示例", memo: "示例" }
  expectOk(await receiveMoney(clerk, money))
  const spec = { beneficiaryId: partyId, settlementNo: withSettlement ? settlementNo : null, outlet: "XX", title: name }
  return expectOk(await inFlow(b.system(), { run: async (ctx) => ok(await openPool(ctx, spec)) })) as Pool
}

export interface TestHolding {
  pool: Pool
  ownerId: string
  tuitionFen: bigint
  steps: number
  freeSteps?: number
  materialsFen?: bigint
}

/** Money comes in by transfer, waits unmatched, and is matched to a new agreement. */
export async function testHolding(b: TestBank, p: TestHolding): Promise<Holding> {
  const total = p.tuitionFen + (p.materialsFen ?? 0n)
  return expectOk(
    await inFlow(b.system(), {
      run: async (ctx) => {
        const pool = (await poolById(ctx, p.pool.id))!
        expectOk(await receiveIntoPool(ctx, { pool, amountFen: total, memo: "来款" }))
        const made = await openHolding(ctx, {
          pool,
          ownerId: p.ownerId,
          object: "test",
          objectId: randomUUID(),
          signedAt: ctx.clock.now(),
          from: poolKey(pool.pool_no, "unapplied"),
          memo: "缴费",
          components: [
            {
              name: "tuition",
              titleZh: "课时费",
              titleEn: "Tuition",
              amountFen: p.tuitionFen,
              steps: p.steps,
              freeSteps: p.freeSteps ?? 0,
            },
            { name: "materials", titleZh: "教材费", titleEn: "Materials", amountFen: p.materialsFen ?? 0n, steps: 1 },
          ],
        })
        if (!made.ok) return made
        const posted = await ctx.post([made.value.posting])
        return posted.ok ? ok(made.value.holding) : posted
      },
    }),
  ) as Holding
}

export async function runWaitingJobs(b: TestBank): Promise<void> {
  const waiting = await b.branch.database.db.selectFrom("job").select("id").where("state", "=", "waiting").execute()
  for (const { id } of waiting) await runJob(b.system(), id)
}
