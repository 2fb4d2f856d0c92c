// A note of ours was renewed (无还本续贷) elsewhere: the case goes on with the new note, or it would end as settled and set
// its security free while the money is still out. Harmless when told twice.
import { flow, type Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { HouseEvent } from "#kernel/scene"
import { tell } from "./case.ts"

interface Renewed {
  loanNo: string
  newLoanNo: string
}

const follow = flow(
  { name: "emission-loan.follow-renewal", permission: null },
  async (ctx, { loanNo, newLoanNo }: Renewed): Promise<Outcome<void>> => {
    const changed = await ctx.db
      .updateTable("emission_case")
      .set({ loan_no: newLoanNo })
      .where("loan_no", "=", loanNo)
      .returning("id")
      .executeTakeFirst()
    if (!changed) return ok()
    const zh = `无还本续贷：${loanNo} 由新借据 ${newLoanNo} 结清`
    await tell(ctx, changed.id, {
      kind: "payment",
      zh,
      en: `${loanNo} was renewed by ${newLoanNo}`,
      reference: newLoanNo,
    })
    ctx.note({ object: "emission-case", objectId: changed.id, before: { loanNo }, after: { loanNo: newLoanNo } })
    return ok()
  },
)

export async function loanRenewed(ctx: Ctx, event: HouseEvent): Promise<void> {
  const done = await follow(ctx, event.data as unknown as Renewed)
  if (!done.ok) throw new Error(done.refusal.en)
}
