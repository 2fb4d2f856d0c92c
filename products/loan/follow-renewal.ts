// A note was renewed (无还本续贷): the case it was paid out for goes on with the new note, or it would end as settled and set
// its security free while the money is still out. Each scene says where it keeps the note; told twice, nothing happens twice.
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { HouseEvent } from "#kernel/scene"

export interface Renewed {
  loanNo: string
  newLoanNo: string
}

export interface RenewalFollower {
  /** Kind of the scene's case, e.g. "corporate-case"; begins the flow's name. */
  object: string
  /** Puts the new note in the old one's place; answers with the case, or undefined when the note is not the scene's. */
  replace(ctx: FlowCtx, renewed: Renewed): Promise<string | undefined>
  tell(ctx: FlowCtx, caseId: string, line: { kind: string; zh: string; en: string; reference: string }): Promise<void>
}

/** What a scene does on "loan.renewed". */
export function followRenewal(scene: RenewalFollower): (ctx: Ctx, event: HouseEvent) => Promise<void> {
  const follow = flow(
    { name: `${scene.object}.follow-renewal`, permission: null },
    async (ctx, renewed: Renewed): Promise<Outcome<void>> => {
      const caseId = await scene.replace(ctx, renewed)
      if (!caseId) return ok()
      const { loanNo, newLoanNo } = renewed
      await scene.tell(ctx, caseId, {
        kind: "payment",
        zh: `无还本续贷：${loanNo} 由新借据 ${newLoanNo} 结清`,
        en: `${loanNo} was renewed by ${newLoanNo}`,
        reference: newLoanNo,
      })
      ctx.note({ object: scene.object, objectId: caseId, before: { loanNo }, after: { loanNo: newLoanNo } })
      return ok()
    },
  )
  return async (ctx, event) => {
    const done = await follow(ctx, event.data as unknown as Renewed)
    if (!done.ok) throw new Error(done.refusal.en)
  }
}
