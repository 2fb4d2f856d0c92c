// Working funds of an outlet: the chief accountant records what the head office allocated, the president signs.
import { z } from "zod"
import { formatAmount, newId } from "#ledger"
import { decide, requestApproval } from "#kernel/approval"
import { flow } from "#kernel/flow"
import { expectOk, ok, type Outcome } from "#kernel/refusal"
import type { ApprovalKind, Demo } from "#kernel/scene"
import { outlets } from "#kernel/org"
import { openSubjects } from "./accounts.ts"
import { allocate } from "./postings.ts"

const content = z.object({ outlet: z.string(), amountFen: z.string(), reference: z.string() })

export const requestFunding = flow(
  { name: "deposit.fund", permission: "deposit.fund" },
  async (
    ctx,
    input: { outlet: string; amountFen: bigint; reference: string },
  ): Promise<Outcome<{ approvalId: string }>> => {
    const approvalId = await requestApproval(ctx, {
      kind: "deposit.fund",
      objectId: `${input.outlet}:${input.reference}`,
      title: `拨入营运资金 ${input.outlet} ${formatAmount(input.amountFen, 2)} 元`,
      content: input,
      amountFen: input.amountFen,
      outlet: input.outlet,
    })
    return ok({ approvalId })
  },
)

export const fundingApproval: ApprovalKind<z.output<typeof content>> = {
  kind: "deposit.fund",
  zh: "拨入营运资金",
  en: "Allocation of working funds",
  content,
  page: "/trial-balance",
  levels: async () => [["president"]],
  approved: async (ctx, { content: { outlet, amountFen, reference }, approvalId }) => {
    await openSubjects(ctx.ledger, outlet, ["1003", "3001"])
    ctx.note({ action: "deposit.fund", object: "outlet", objectId: outlet, after: { amountFen, reference } })
    return ctx.post([allocate.build({ outlet, amountFen: BigInt(amountFen) }, { id: newId(), reference, approvalId })])
  },
}

const demoFundsFen = 3_000_000_000n

/** Each outlet of the demo starts with thirty million yuan to lend. */
export async function seed(demo: Demo): Promise<void> {
  for (const outlet of await outlets(demo.system.db)) {
    if (outlet.kind !== "outlet") continue
    const request = {
      outlet: outlet.code,
      amountFen: demoFundsFen,
      reference: `演拨〔${demo.today().slice(0, 4)}〕${outlet.code}`,
    }
    const { approvalId } = expectOk(await requestFunding(demo.as("accountant"), request))
    const { content_hash: hash } = await demo.system.db
      .selectFrom("approval")
      .select("content_hash")
      .where("id", "=", approvalId)
      .executeTakeFirstOrThrow()
    expectOk(
      await decide(demo.as("president"), {
        id: approvalId,
        decision: "approved",
        reason: "",
        seenHash: hash.toString("hex"),
      }),
    )
  }
}
