// From interest to a checked application: lead, application, environmental check, withdrawal.
import { randomUUID } from "node:crypto"
import type { z } from "zod"
import { flow, type FlowCtx } from "#kernel/flow"
import { notify } from "#kernel/notice"
import { ok, type Outcome } from "#kernel/refusal"
import type { application, checkEnvironment as contract } from "../contract.ts"
import { refuse } from "../refusals.ts"
import { gramsOf, judgeEnvironment, type PackageType, type Pollutant, type QuantityUnit } from "../rules.ts"
import type { CaseState } from "../states.ts"
import { fenOf, guard, json, legsOf, lockCase, move, nextNumber, tell } from "./case.ts"
import { isSecondCharge } from "./package.ts"
import { outletOf } from "./rights.ts"

export interface NewCase {
  partyId: string
  packageType: PackageType
  note: string
}

export const openCase = flow(
  { name: "emission-loan.open", permission: "emission-loan.apply" },
  async (ctx, input: NewCase): Promise<Outcome<{ id: string; caseNo: string }>> => {
    const outlet = await outletOf(ctx, input.partyId)
    return outlet.ok ? ok(await insertCase(ctx, input, outlet.value)) : outlet
  },
)

export async function insertCase(
  ctx: FlowCtx,
  input: NewCase,
  outlet: string,
): Promise<{ id: string; caseNo: string }> {
  const id = randomUUID()
  const number = await nextNumber(ctx, "emission_case_number")
  const caseNo = `PW${ctx.today.slice(0, 4)}${String(number).padStart(5, "0")}`
  const manager = await managerOf(ctx, input.partyId)
  await ctx.db
    .insertInto("emission_case")
    .values({
      id,
      case_no: caseNo,
      party_id: input.partyId,
      outlet,
      manager_id: manager.id,
      manager_name: manager.name,
      state: "lead",
      state_since: ctx.clock.now(),
      package_type: input.packageType,
      created_at: ctx.clock.now(),
    })
    .execute()
  await tell(ctx, id, { kind: "state", zh: `登记意向${input.note ? `：${input.note}` : ""}`, en: "Lead opened" })
  ctx.note({ object: "emission-case", objectId: id, after: { caseNo, ...input } })
  return { id, caseNo }
}

async function managerOf(ctx: FlowCtx, partyId: string): Promise<{ id: string | null; name: string | null }> {
  if (ctx.actor.kind === "staff") return { id: ctx.actor.id, name: ctx.actor.name }
  const row = await ctx.db
    .selectFrom("party")
    .leftJoin("staff", "staff.id", "party.manager_id")
    .select(["manager_id", "staff.name"])
    .where("party.id", "=", partyId)
    .executeTakeFirst()
  return { id: row?.manager_id ?? null, name: row?.name ?? null }
}

export type Application = z.output<typeof application>

export const applyCase = flow(
  { name: "emission-loan.apply", permission: "emission-loan.apply" },
  async (ctx, input: { id: string } & Application): Promise<Outcome<{ id: string; state: CaseState }>> =>
    fileApplication(ctx, input),
)

export async function fileApplication(
  ctx: FlowCtx,
  input: { id: string } & Application,
): Promise<Outcome<{ id: string; state: CaseState }>> {
  const found = await lockCase(ctx, input.id)
  if (!found.ok) return found
  const allowed = await guard(ctx, found.value, "apply")
  if (!allowed.ok) return allowed
  const askedFen = fenOf(input.amount)
  if (askedFen < 1_000_000n || askedFen % 1_000_000n !== 0n) {
    return refuse["E-AMOUNT"]({ min: "10000.00", max: "1000000000.00", given: input.amount }, "amount")
  }
  const behind = (await legsOf(ctx, input.id)).find((leg) => isSecondCharge(found.value, leg))
  if (behind && !input.consentLetter)
    return refuse["E-FROZEN"]({ right: behind.titleNo, lender: "第一顺位抵押权人" }, "consentLetter")
  const set = {
    asked_fen: askedFen,
    term_months: input.termMonths,
    purpose: input.purpose,
    method: input.method,
    project_tag: input.projectTag,
    need: input.need ? json(input.need) : null,
    consent_letter: input.consentLetter,
    applied_on: ctx.today,
  }
  return ok(
    await move(ctx, found.value, {
      action: "apply",
      to: "applied",
      set,
      zh: `受理申请 ${input.amount} 元，${input.termMonths} 个月`,
    }),
  )
}

type EnvironmentInput = { id: string } & (typeof contract)["body"]["_output"]

export const checkEnvironment = flow(
  { name: "emission-loan.check-environment", permission: "emission-loan.apply" },
  async (ctx, input: EnvironmentInput) => {
    const found = await lockCase(ctx, input.id)
    if (!found.ok) return found
    const allowed = await guard(ctx, found.value, "checkEnvironment")
    if (!allowed.ok) return allowed
    const emissions = await withPermitted(ctx, found.value.party_id, input.emissions)
    const judged = judgeEnvironment({ ...input, emissions })
    const to = judged.verdict === "pass" ? "env_checked" : judged.verdict === "hold" ? "env_hold" : "rejected"
    const environment = json({ ...judged, checkedOn: ctx.today, checkedBy: ctx.actor.name, note: input.note })
    const said = judged.findings.map((one) => one.zh).join("；")
    const set = { environment, ...(to === "rejected" ? { ended_reason: said } : {}) }
    const zh = judged.verdict === "pass" ? "环保核查通过" : `环保核查：${said}`
    const moved = await move(ctx, found.value, {
      action: "checkEnvironment",
      to,
      set,
      zh,
      en: `Environmental check: ${judged.verdict}`,
    })
    if (to !== "env_checked") {
      const page = `/emission-loan/${input.id}`
      await notify(ctx, { to: `party:${found.value.party_id}`, title: "环保核查结果", body: said, page })
    }
    return ok({ ...moved, findings: judged.findings })
  },
)

/** Permitted quantity per pollutant: the sum over the firm's permits. */
async function withPermitted(
  ctx: FlowCtx,
  partyId: string,
  emissions: { pollutant: Pollutant; emitted: string; unit: QuantityUnit }[],
) {
  const rows = await ctx.db
    .selectFrom("emission_permit_limit")
    .innerJoin("emission_permit", "emission_permit.id", "permit_id")
    .select(["pollutant", "grams"])
    .where("party_id", "=", partyId)
    .where("status", "=", "valid")
    .execute()
  return emissions.map((one) => ({
    pollutant: one.pollutant,
    emittedGrams: gramsOf(one.emitted, one.unit),
    permittedGrams: rows.filter((row) => row.pollutant === one.pollutant).reduce((sum, row) => sum + row.grams, 0n),
  }))
}

export const withdrawCase = flow(
  { name: "emission-loan.withdraw", permission: "emission-loan.apply" },
  async (ctx, input: { id: string; reason: string }): Promise<Outcome<{ id: string; state: CaseState }>> => {
    const found = await lockCase(ctx, input.id)
    if (!found.ok) return found
    const allowed = await guard(ctx, found.value, "withdraw")
    if (!allowed.ok) return allowed
    return ok(
      await move(ctx, found.value, {
        action: "withdraw",
        to: "rejected",
        set: { ended_reason: input.reason },
        zh: `撤回：${input.reason}`,
      }),
    )
  },
)
