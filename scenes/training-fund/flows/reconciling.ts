// Reconciling on demand and explaining what differed: for the accountant, within the outlets' institutions.
import { flow } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { explainRecon, poolById, runRecon } from "#products/custody"
import { refuse } from "../refusals.ts"
import { institutionFor } from "../store.ts"

export const reconcileNow = flow(
  { name: "training-fund.recon", permission: "custody.recon" },
  async (ctx, input: { institutionId: string }): Promise<Outcome<{ id: string }>> => {
    const found = await institutionFor(ctx, input.institutionId)
    if (!found.ok) return found
    const pool = (await poolById(ctx, found.value.pool_id))!
    const run = await runRecon(ctx, { pool, day: ctx.today })
    return ok({ id: run.id })
  },
)

export const explainDifference = flow(
  { name: "training-fund.explain", permission: "custody.recon" },
  async (ctx, input: { id: string; explanation: string }): Promise<Outcome<void>> => {
    const row = await ctx.db.selectFrom("custody_recon").selectAll().where("id", "=", input.id).executeTakeFirst()
    if (!row || row.state !== "different")
      return refuse["E-NOT-FOUND"]({ what: "待查明的对账差异", whatEn: "open difference", id: input.id })
    return explainRecon(ctx, row, input.explanation)
  },
)
