// 催收 step by step: calls and letters that fell due, who did them and how, and the proof that a letter arrived.
import { randomUUID } from "node:crypto"
import { flow, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { refuse } from "../refusals.ts"
import { dunningDue, stepOf } from "../rules.ts"
import { lockCase, tell, type CaseRow } from "./case.ts"

export type Way = "phone" | "visit" | "courier" | "notary" | "court"
export const wayTitles: Record<Way, { zh: string; en: string }> = {
  phone: { zh: "电话", en: "Phone" },
  visit: { zh: "上门", en: "Visit" },
  courier: { zh: "快递", en: "Courier" },
  notary: { zh: "公证送达", en: "Notary" },
  court: { zh: "诉讼", en: "Court" },
}

/** Opens what the ladder asks for by today, once a note and arrears. */
export async function openCollections(
  ctx: FlowCtx,
  row: CaseRow,
  loanNo: string,
  overdueFrom: string,
): Promise<number> {
  const due = dunningDue(overdueFrom, ctx.today)
  if (due.length === 0) return 0
  const made = await ctx.db
    .insertInto("corporate_collection")
    .values(
      due.map(({ step, on }) => ({
        id: randomUUID(),
        case_id: row.id,
        loan_no: loanNo,
        step: step.code,
        overdue_from: overdueFrom,
        due_on: on,
      })),
    )
    .onConflict((conflict) => conflict.columns(["loan_no", "overdue_from", "step"]).doNothing())
    .returning("step")
    .execute()
  for (const { step } of made) {
    const of = stepOf(step)!
    await tell(ctx, row.id, { kind: "letter", zh: `催收任务：${of.zh}（${loanNo}）`, en: of.en, reference: loanNo })
  }
  return made.length
}

async function openStep(ctx: FlowCtx, id: string) {
  const step = await ctx.db.selectFrom("corporate_collection").selectAll().where("id", "=", id).executeTakeFirst()
  if (!step) return refuse["E-NOT-FOUND"]({ id, what: "催收任务" })
  const found = await lockCase(ctx, step.case_id)
  return found.ok ? ok({ step, row: found.value, of: stepOf(step.step)! }) : found
}

export const doCollection = flow(
  { name: "corporate-loan.collect", permission: "corporate-loan.collect" },
  async (ctx, input: { id: string; way: Way; note: string }): Promise<Outcome<{ id: string }>> => {
    const found = await openStep(ctx, input.id)
    if (!found.ok) return found
    const { step, row, of } = found.value
    if (step.done_on !== null) return refuse["E-STATE"]({ reason: "这一步已经办理", reasonEn: "This step is done" })
    if (of.kind === "hand_over")
      return refuse["E-STATE"]({ reason: "请在业务页办理移交保全", reasonEn: "Hand the case over on its page" })
    if (of.kind === "letter" && (input.way === "phone" || input.way === "court"))
      return refuse["E-STATE"](
        { reason: "催收函须以上门、快递或公证方式送达", reasonEn: "A letter goes by visit, courier or notary" },
        "way",
      )
    await ctx.db
      .updateTable("corporate_collection")
      .set({ done_on: ctx.today, done_by: ctx.actor.name, way: input.way, note: input.note })
      .where("id", "=", input.id)
      .execute()
    const zh = `${of.zh}（${wayTitles[input.way].zh}）：${input.note}`
    await tell(ctx, row.id, { kind: "letter", zh, en: of.en, reference: step.loan_no })
    ctx.note({ object: "corporate-case", objectId: row.id, after: { collection: step.step, ...input } })
    return ok({ id: input.id })
  },
)

/** The limitation of action is interrupted by a letter that demonstrably arrived, and by nothing less. */
export const proveDelivery = flow(
  { name: "corporate-loan.prove-delivery", permission: "corporate-loan.collect" },
  async (ctx, input: { id: string; deliveredOn: string; proofNo: string }): Promise<Outcome<{ id: string }>> => {
    const found = await openStep(ctx, input.id)
    if (!found.ok) return found
    const { step, row, of } = found.value
    if (of.kind !== "letter" || step.done_on === null)
      return refuse["E-STATE"]({ reason: "催收函发出后才能登记送达", reasonEn: "A letter is sent before it arrives" })
    if (input.proofNo.length < 4) return refuse["E-PROOF"]({}, "proofNo")
    if (input.deliveredOn > ctx.today || input.deliveredOn < step.done_on)
      return refuse["E-TOO-EARLY"]({ what: "送达登记", whatEn: "Delivery", on: step.done_on }, "deliveredOn")
    await ctx.db
      .updateTable("corporate_collection")
      .set({ delivered_on: input.deliveredOn, proof_no: input.proofNo })
      .where("id", "=", input.id)
      .execute()
    const zh = `${of.zh}于 ${input.deliveredOn} 送达，凭证 ${input.proofNo}，诉讼时效中断`
    await tell(ctx, row.id, { kind: "letter", zh, en: "Delivered; limitation interrupted", reference: step.loan_no })
    ctx.note({ object: "corporate-case", objectId: row.id, after: { delivered: step.step, proofNo: input.proofNo } })
    return ok({ id: input.id })
  },
)
