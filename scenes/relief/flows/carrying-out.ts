// From the signature to the end: the agreement, the booking under the case's approval, the cure, the exemption record.
import { flow, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { gradeLoan } from "#products/loan"
import type { Proposal } from "../model.ts"
import { json, move, open, type CaseRow, type Moved } from "./case.ts"
import { contractNoOf } from "./comparing.ts"
import { toFirm } from "./deciding.ts"
import { bookChange, changeOf } from "./measure.ts"

async function sign(
  ctx: FlowCtx,
  id: string,
  by: "outlet" | "portal",
): Promise<Outcome<Moved & { contractNo: string }>> {
  const found = await open(ctx, id, "contract")
  if (!found.ok) return found
  const contractNo = contractNoOf(found.value)
  const set = {
    contract_no: contractNo,
    contracted_on: ctx.today,
    signed_by: by === "portal" ? ctx.actor.name : "柜面",
  }
  const zh = `${by === "portal" ? "企业在线" : "柜面"}签订 ${contractNo}`
  const moved = await move(ctx, found.value, {
    action: "contract",
    to: "contracted",
    set,
    zh,
    en: `Signed ${contractNo}`,
  })
  return ok({ ...moved, contractNo })
}

export const signCase = flow({ name: "relief.contract", permission: "relief.handle" }, (ctx, input: { id: string }) =>
  sign(ctx, input.id, "outlet"),
)

/** The firm signs for itself, after the code of its own phone. */
export const signByFirm = flow({ name: "relief.portal-sign", permission: "relief.own" }, (ctx, input: { id: string }) =>
  sign(ctx, input.id, "portal"),
)

const loanAfter = (ctx: FlowCtx, loanNo: string) =>
  ctx.db
    .selectFrom("loan")
    .select(["risk_class", "observation_from", "observation_until", "matures_on"])
    .where("loan_no", "=", loanNo)
    .executeTakeFirstOrThrow()

export const takeEffect = flow(
  { name: "relief.take-effect", permission: "relief.effect" },
  async (ctx, input: { id: string }): Promise<Outcome<Moved & { receiptNo: string; loanNo: string }>> => {
    const found = await open(ctx, input.id, "takeEffect")
    if (!found.ok) return found
    const row = found.value
    const change = changeOf(row.proposal as unknown as Proposal, row.contract_no!)
    if (!change.ok) return change
    if (change.value === null) throw new Error(`${row.case_no}: a declined case cannot take effect`)
    const booked = await bookChange(ctx, { loanNo: row.loan_no, approvalId: row.approval_id!, change: change.value })
    if (!booked.ok) return booked
    const loanNo = booked.value.newLoanNo ?? row.loan_no
    const loan = await loanAfter(ctx, loanNo)
    const set = {
      effective_on: ctx.today,
      receipt_no: booked.value.receiptNo,
      new_loan_no: booked.value.newLoanNo,
      class_after: loan.risk_class,
      observation_from: loan.observation_from,
      observation_until: loan.observation_until,
    }
    const watched = loan.observation_until ? `，观察至 ${loan.observation_until}` : ""
    const zh = `生效入账 ${booked.value.receiptNo}，到期日 ${loan.matures_on}${watched}`
    const moved = await move(ctx, row, {
      action: "takeEffect",
      to: "effective",
      set,
      zh,
      en: "In effect",
      kind: "good",
    })
    await toFirm(ctx, row, "effective", `纾困已生效，新的到期日 ${loan.matures_on}`)
    return ok({ ...moved, receiptNo: booked.value.receiptNo, loanNo })
  },
)

/** After a full observation: the difficulty is gone, or the note is judged to stay special mention. */
export const judgeCure = flow(
  { name: "relief.cure", permission: "relief.classify" },
  async (ctx, input: { id: string; isGone: boolean; note: string }): Promise<Outcome<Moved>> => {
    const found = await open(ctx, input.id, "cure")
    if (!found.ok) return found
    const row = found.value
    if (input.isGone) {
      const set = { closed_on: ctx.today, closed_reason: `困难消除：${input.note}` }
      const zh = `认定困难消除，办结：${input.note}`
      return ok(await move(ctx, row, { action: "cure", to: "closed", set, zh, en: "Cured", kind: "good" }))
    }
    const kept = await keepWatched(ctx, row, input.note)
    if (!kept.ok) return kept
    const zh = `困难未消除，维持关注：${input.note}`
    return ok(await move(ctx, row, { action: "cure", to: "observed", zh, en: "Not cured", kind: "warning" }))
  },
)

async function keepWatched(ctx: FlowCtx, row: CaseRow, note: string): Promise<Outcome<void>> {
  const loanNo = row.new_loan_no ?? row.loan_no
  const { risk_class: now } = await loanAfter(ctx, loanNo)
  if (now !== "pass") return ok()
  const input = { to: "special_mention" as const, reason: `纾困观察期满，困难未消除：${note}` }
  const judged = await gradeLoan(ctx, { loanNo, input, approvalId: row.approval_id! })
  return judged.ok ? ok() : judged
}

/** 尽职免责: what the officers did by the rules, so that a later loss is not theirs. */
export const recordExemption = flow(
  { name: "relief.exempt", permission: "relief.classify" },
  async (ctx, input: { id: string; duties: string; result: string }): Promise<Outcome<Moved>> => {
    const found = await open(ctx, input.id, "exempt")
    if (!found.ok) return found
    const row = found.value
    const { duties, result } = input
    const set = { exemption: json({ on: ctx.today, byName: ctx.actor.name, duties, result }) }
    const zh = `登记尽职免责：${result}`
    return ok(await move(ctx, row, { action: "exempt", to: row.state as Moved["state"], set, zh, en: "Exemption" }))
  },
)
