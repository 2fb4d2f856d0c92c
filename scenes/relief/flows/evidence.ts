// What people found: an answer to a question with what was looked at, the cash sheet, the consents of guarantors.
import { flow, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { z } from "zod"
import type { cashInput, consentInput, findingsInput } from "../model.ts"
import { coverOf, coverText } from "../rules.ts"
import { fenOf, json, open, stateOf, tell, type CaseRow, type Moved } from "./case.ts"
import { findingsOf } from "./facts.ts"

type Set_ = { findings: string } | { cash: string } | { consents: string }

/** The case stays where it is; what was found before stays in the audit's trail. */
async function keep(ctx: FlowCtx, row: CaseRow, set: Set_, zh: string, en: string): Promise<Moved> {
  await ctx.db.updateTable("relief_case").set(set).where("id", "=", row.id).execute()
  await tell(ctx, row.id, { kind: "state", zh, en })
  ctx.note({
    object: "relief-case",
    objectId: row.id,
    before: { findings: row.findings, cash: row.cash, consents: row.consents },
    after: set,
  })
  return { id: row.id, state: stateOf(row) }
}

export const saveFindings = flow(
  { name: "relief.findings", permission: "relief.handle" },
  async (ctx, input: { id: string; findings: z.output<typeof findingsInput> }): Promise<Outcome<Moved>> => {
    const found = await open(ctx, input.id, "fill")
    if (!found.ok) return found
    const signed = Object.entries(input.findings).map(([name, given]) => [
      name,
      { ...given, byName: ctx.actor.name, on: ctx.today },
    ])
    const findings = { ...findingsOf(found.value), ...Object.fromEntries(signed) }
    return ok(await keep(ctx, found.value, { findings: json(findings) }, `核实 ${signed.length} 项`, "Findings"))
  },
)

export const saveCash = flow(
  { name: "relief.cash", permission: "relief.handle" },
  async (ctx, { id, ...sheet }: { id: string } & z.output<typeof cashInput>): Promise<Outcome<Moved>> => {
    const found = await open(ctx, id, "fill")
    if (!found.ok) return found
    const given = {
      inflowFen: fenOf(sheet.inflow),
      outflowFen: fenOf(sheet.outflow),
      serviceFen: fenOf(sheet.service),
      serviceAfterFen: fenOf(sheet.serviceAfter),
    }
    const cover = coverText(coverOf(given, given.serviceFen))
    const after = coverText(coverOf(given, given.serviceAfterFen))
    const zh = `现金流测算：覆盖 ${cover} 倍，让步后 ${after} 倍`
    return ok(await keep(ctx, found.value, { cash: json(sheet) }, zh, `Cover ${cover}, after the change ${after}`))
  },
)

export const saveConsents = flow(
  { name: "relief.consents", permission: "relief.handle" },
  async (ctx, input: { id: string; consents: z.output<typeof consentInput>[] }): Promise<Outcome<Moved>> => {
    const found = await open(ctx, input.id, "fill")
    if (!found.ok) return found
    const agreed = input.consents.filter((one) => one.agreedOn !== null).length
    const zh = input.consents.length === 0 ? "确认没有担保人" : `担保人同意 ${agreed}/${input.consents.length}`
    return ok(await keep(ctx, found.value, { consents: json(input.consents) }, zh, "Consents"))
  },
)
