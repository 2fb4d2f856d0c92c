// A servicing action as data and one deciding function. Asking decides it once to refuse early and to show what it would
// do; the signature decides it again on the note as it is then, and books it. Scenes perform it under their own approval.
import { z } from "zod"
import { requestApproval } from "#kernel/approval"
import { flow, type Flow, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { ApprovalKind } from "#kernel/scene"
import type { EventKind } from "../change.ts"
import { dueFen } from "../debts.ts"
import type { PlanRow } from "../plan.ts"
import { refuse } from "../refusals.ts"
import { blockOf, type ActionName, type NoteFacts } from "../rules.ts"
import { loadWork, record, type Done, type Work } from "./work.ts"

export interface Action<I = unknown> {
  name: ActionName
  kind: EventKind
  zh: string
  en: string
  permission: string
  input: z.ZodType<I>
  /** Who signs, level by level; empty where one person is enough. */
  levels: readonly (readonly string[])[]
  decide(ctx: FlowCtx, work: Work, input: I): Promise<Outcome<Done>>
}

export const factsOf = (work: Work): NoteFacts => ({
  state: work.loan.state,
  method: work.loan.method,
  today: work.day,
  maturesOn: work.loan.matures_on,
  dueFen: dueFen(work.money),
  principalFen: work.money.principal,
  feeFen: work.money.fee,
  memoFen: work.money.memo,
  writtenOffFen: work.money.writtenOff,
  isOverdue: work.loan.overdue_since !== null,
  isImpaired: work.loan.impaired_on !== null,
  isDueToday: work.plan.some((one) => one.due_done_on === null && one.due_on <= work.day),
})

/** The refusal of an action that is not possible now, with the note's facts in its sentence. */
export function refusalOf(action: ActionName, facts: NoteFacts, loanNo: string) {
  const block = blockOf(action, facts)
  return block ? refuse[block]({ loanNo, state: facts.state, maturesOn: facts.maturesOn, today: facts.today }) : null
}

export async function decideAction<I>(ctx: FlowCtx, action: Action<I>, work: Work, input: I): Promise<Outcome<Done>> {
  return refusalOf(action.name, factsOf(work), work.loan.loan_no) ?? action.decide(ctx, work, input)
}

export interface Performed {
  receiptNo: string
}

export interface Performing<I> {
  loanNo: string
  input: I
  approvalId?: string
}

/** Books an action at once: for scenes that hold an approval of their own, and for what needs no second person. */
export async function performAction<I>(
  ctx: FlowCtx,
  action: Action<I>,
  { loanNo, input, approvalId }: Performing<I>,
): Promise<Outcome<Performed>> {
  const loaded = await loadWork(ctx, loanNo)
  if (!loaded.ok) return loaded
  const work = loaded.value
  const done = await decideAction(ctx, action, work, input)
  if (!done.ok) return done
  const paper = { memo: action.zh, input: input as Record<string, unknown>, ...(approvalId ? { approvalId } : {}) }
  const { receiptNo, posting } = await record(ctx, work, done.value, paper)
  ctx.emit({ type: `loan.${action.kind.replaceAll("_", "-")}`, subject: loanNo, data: { loanNo, receiptNo } })
  const posted = await ctx.post(posting ? [posting] : [])
  return posted.ok ? ok({ receiptNo }) : posted
}

/** The same as a flow of its own, for a scene's flow to call. */
export const performing = <I>(action: Action<I>): Flow<Performing<I>, Performed> =>
  flow({ name: `loan.${action.name}`, permission: null }, (ctx, input: Performing<I>) =>
    performAction(ctx, action, input),
  )

export interface Asked {
  /** Set where a second person signs first. */
  approvalId: string | null
  /** Set where it is booked already. */
  receiptNo: string | null
  effect: Effect
}

export interface Effect {
  kind: EventKind
  amountFen: bigint
  parts: Record<string, bigint | string>
  ratePct: string
  maturesOn: string
  rows: PlanRow[]
}

const effectOf = (work: Work, done: Done): Effect => ({
  kind: done.kind,
  amountFen: done.amountFen,
  parts: done.parts,
  ratePct: done.set.rate_pct ?? work.loan.rate_pct,
  maturesOn: done.set.matures_on ?? work.loan.matures_on,
  rows: done.plan?.rows ?? [],
})

export const asking = <I>(action: Action<I>): Flow<{ loanNo: string; input: I }, Asked> =>
  flow(
    { name: `loan.ask-${action.name}`, permission: action.permission },
    async (ctx, asked): Promise<Outcome<Asked>> => {
      const loaded = await loadWork(ctx, asked.loanNo)
      if (!loaded.ok) return loaded
      const work = loaded.value
      const done = await decideAction(ctx, action, work, asked.input)
      if (!done.ok) return done
      const effect = effectOf(work, done.value)
      if (action.levels.length === 0) {
        const booked = await performAction(ctx, action, asked)
        return booked.ok ? ok({ approvalId: null, receiptNo: booked.value.receiptNo, effect }) : booked
      }
      const approvalId = await requestApproval(ctx, {
        kind: `loan.${action.name}`,
        objectId: asked.loanNo,
        title: `${action.zh} ${asked.loanNo}`,
        amountFen: done.value.amountFen > 0n ? done.value.amountFen : work.money.principal,
        outlet: work.loan.outlet,
        content: { loanNo: asked.loanNo, input: asked.input, effect: summaryOf(effect) },
        before: { ratePct: work.loan.rate_pct, maturesOn: work.loan.matures_on, riskClass: work.loan.risk_class },
      })
      return ok({ approvalId, receiptNo: null, effect })
    },
  )

const summaryOf = ({ rows, ...effect }: Effect) => ({ ...effect, instalments: rows.length })

/** What the checker signs: the note, what was asked, and what it does as seen when it was asked. */
export function approvalOf<I>(action: Action<I>): ApprovalKind<{ loanNo: string; input: I; effect: unknown }> {
  return {
    kind: `loan.${action.name}`,
    zh: action.zh,
    en: action.en,
    content: z.object({ loanNo: z.string(), input: action.input, effect: z.unknown() }) as never,
    page: "/loans/:id",
    levels: async () => action.levels,
    approved: async (ctx, { content, approvalId }) => {
      const done = await performAction(ctx, action, { loanNo: content.loanNo, input: content.input, approvalId })
      return done.ok ? ok() : done
    },
  }
}
