// From acceptance to the start of due diligence, and the ways out before anything is decided.
import { randomUUID } from "node:crypto"
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { inScope } from "#kernel/org"
import { ok, type Outcome } from "#kernel/refusal"
import { parameter } from "#kernel/rule-data"
import { refuse } from "../refusals.ts"
import {
  checkInstalments,
  checkPurpose,
  checkTerm,
  productTitles,
  type Guarantee,
  type LoanProduct,
  type TermCeilings,
} from "../rules.ts"
import { isOpenForEditing, type CaseState } from "../states.ts"
import { fenOf, keep, lockCase, move, nextNumber, productOf, stateOf, tell, type CaseRow } from "./case.ts"
import { open } from "./guard.ts"
import { needViewOf } from "./sizing.ts"

export interface Application {
  amount: string
  termMonths: number
  purpose: string
  repaymentSource: string
  method: "interest_only" | "equal_instalment" | "equal_principal" | "bullet"
  everyMonths: 1 | 3 | 6 | 12
  guarantee: Guarantee
  guarantor: string
  isNewClient: boolean
  projectTag: "TECH" | "DIGITAL" | "GREEN" | "EXPAND" | null
  permitValidTo: string | null
}

const amountMaxFen = 500_000_000_000n

/** Whole ten-thousands between ten thousand and five thousand millions. */
export function checkAmount(fen: bigint, maxFen = amountMaxFen): Outcome<void> {
  const unit = 1_000_000n
  if (fen >= unit && fen <= maxFen && fen % unit === 0n) return ok()
  const text = (amount: bigint) => `${amount / 100n}.${String(amount % 100n).padStart(2, "0")}`
  return refuse["E-AMOUNT"]({ min: "10000.00", max: text(maxFen), given: text(fen < 0n ? 0n : fen) }, "amount")
}

/** Term, instalments, use and amount against the product, as far as they can be judged by themselves. */
export async function checkRequest(
  ctx: Ctx,
  on: string,
  asked: {
    product: LoanProduct
    termMonths: number
    method: string
    everyMonths: number
    purpose: string
    fen: bigint
  },
  cycleDays: string | null,
): Promise<Outcome<void>> {
  const amount = checkAmount(asked.fen)
  if (!amount.ok) return amount
  const ceilings = await parameter<TermCeilings>(ctx, "corporate-loan.term-months", on)
  const slow = await parameter<number>(ctx, "corporate-loan.slow-cycle-days", on)
  // Before the need is reckoned nobody knows the cycle; the wide limit holds until the review.
  const cycleIsSlow = cycleDays === null || Number(cycleDays) >= slow
  const term = checkTerm(asked.product, asked.termMonths, { cycleIsSlow, ceilings })
  if (!term.ok) return term
  const instalments = checkInstalments(asked.product, asked.method, asked.everyMonths)
  return instalments.ok ? checkPurpose(asked.product, asked.purpose) : instalments
}

export const acceptCase = flow(
  { name: "corporate-loan.accept", permission: "corporate-loan.apply" },
  async (ctx, input: { partyId: string; product: LoanProduct } & Application) => {
    const party = await ctx.db.selectFrom("party").selectAll().where("id", "=", input.partyId).executeTakeFirst()
    if (!party || !inScope(ctx, party.outlet) || party.kind !== "firm")
      return refuse["E-NOT-FOUND"]({ id: input.partyId, what: "企业客户" }, "partyId")
    const checked = await checkRequest(ctx, ctx.today, { ...input, fen: fenOf(input.amount) }, null)
    if (!checked.ok) return checked
    const id = randomUUID()
    const caseNo = `DK${ctx.today.slice(0, 4)}${await nextNumber(ctx, "corporate_case_number")}`
    await insertCase(ctx, { id, caseNo, outlet: party.outlet, input })
    const zh = `受理${productTitles[input.product].zh} ${input.amount} 元，${input.termMonths} 个月`
    await tell(ctx, id, { kind: "state", zh, en: `Accepted: ${input.amount}, ${input.termMonths} months` })
    ctx.note({ object: "corporate-case", objectId: id, after: { caseNo, ...input } })
    ctx.emit({ type: "corporate-loan.accept", subject: id, data: { caseNo, state: "accepted" } })
    return ok({ id, caseNo })
  },
)

async function insertCase(
  ctx: FlowCtx,
  of: { id: string; caseNo: string; outlet: string; input: { partyId: string; product: LoanProduct } & Application },
): Promise<void> {
  const { input } = of
  await ctx.db
    .insertInto("corporate_case")
    .values({
      id: of.id,
      case_no: of.caseNo,
      party_id: input.partyId,
      outlet: of.outlet,
      manager_id: ctx.actor.id,
      manager_name: ctx.actor.name,
      product: input.product,
      state: "accepted",
      state_since: ctx.clock.now(),
      accepted_on: ctx.today,
      created_at: ctx.clock.now(),
      ...columnsOf(input),
    })
    .execute()
}

const columnsOf = (input: Application) => ({
  asked_fen: fenOf(input.amount),
  term_months: input.termMonths,
  purpose: input.purpose,
  repayment_source: input.repaymentSource,
  method: input.method,
  every_months: input.everyMonths,
  guarantee: input.guarantee,
  guarantor: input.guarantor || null,
  is_new_client: input.isNewClient,
  project_tag: input.projectTag,
  permit_valid_to: input.permitValidTo,
})

/** The application is open as long as nobody has judged it; after that every change is a change of terms. */
export async function openForEditing(ctx: FlowCtx, id: string): Promise<Outcome<CaseRow>> {
  const found = await lockCase(ctx, id)
  if (!found.ok || isOpenForEditing(stateOf(found.value))) return found
  const reason = "提交审查后不能直接修改；请退回或办理方案变更"
  return refuse["E-STATE"]({ reason, reasonEn: "After the submission nothing changes without a return" })
}

export const editCase = flow(
  { name: "corporate-loan.edit", permission: "corporate-loan.apply" },
  async (ctx, input: { id: string } & Application): Promise<Outcome<{ id: string }>> => {
    const found = await openForEditing(ctx, input.id)
    if (!found.ok) return found
    const row = found.value
    const need = await needViewOf(ctx, row)
    const asked = { ...input, product: productOf(row), fen: fenOf(input.amount) }
    const checked = await checkRequest(ctx, ctx.today, asked, need?.cycleDays ?? null)
    if (!checked.ok) return checked
    await keep(
      ctx,
      row,
      columnsOf(input),
      `修改申请：${input.amount} 元，${input.termMonths} 个月`,
      "Application mended",
    )
    return ok({ id: row.id })
  },
)

export const startDd = flow(
  { name: "corporate-loan.start-dd", permission: "corporate-loan.apply" },
  async (ctx, input: { id: string }): Promise<Outcome<{ id: string; state: CaseState }>> => {
    const found = await open(ctx, input.id, "startDd")
    return found.ok ? ok(await move(ctx, found.value, { action: "startDd", to: "dd" })) : found
  },
)

export const withdrawCase = flow(
  { name: "corporate-loan.withdraw", permission: "corporate-loan.apply" },
  async (ctx, input: { id: string; reason: string }): Promise<Outcome<{ id: string; state: CaseState }>> => {
    const found = await open(ctx, input.id, "withdraw")
    if (!found.ok) return found
    const set = { ended_reason: input.reason }
    return ok(
      await move(ctx, found.value, {
        action: "withdraw",
        to: "rejected",
        set,
        zh: `撤回：${input.reason}`,
        en: "Withdrawn",
      }),
    )
  },
)
