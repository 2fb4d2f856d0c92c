// Due diligence: visits by two people, the checklist, and the word of the account manager that sends the case on.
import { randomUUID } from "node:crypto"
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { refuse } from "../refusals.ts"
import { checkPair, itemsFor, openItems, type Answer } from "../rules.ts"
import type { CaseState } from "../states.ts"
import { lockCase, move, tell, type CaseRow } from "./case.ts"
import { open } from "./guard.ts"
import { answersOf, checklistFacts, legsOf } from "./facts.ts"
import { openForEditing } from "./intake.ts"
import { doneTask } from "./tasks.ts"

export interface VisitInput {
  id: string
  kind: "dd" | "use" | "periodic" | "progress" | "warning"
  onSite: boolean
  on: string
  place: string
  officerB: string | null
  findings: string
  taskId: string | null
}

export async function colleaguesOf(ctx: Ctx, outlet: string) {
  const rows = await ctx.db
    .selectFrom("staff")
    .select(["id", "name", "staff_no"])
    .where("state", "=", "active")
    .where("outlet", "in", [outlet, "HQ"])
    .where("id", "<>", ctx.actor.id)
    .where((e) =>
      e.exists(
        e
          .selectFrom("staff_role")
          .select("role")
          .whereRef("staff_role.staff_id", "=", "staff.id")
          .where("role", "in", ["manager", "clerk", "collateral", "risk"]),
      ),
    )
    .orderBy("outlet", "desc")
    .orderBy("staff_no")
    .execute()
  return rows.map((row) => ({ id: row.id, name: row.name, staffNo: row.staff_no }))
}

export const addVisit = flow(
  { name: "corporate-loan.visit", permission: "corporate-loan.apply" },
  async (ctx, input: VisitInput): Promise<Outcome<{ id: string }>> => {
    const found = await lockCase(ctx, input.id)
    if (!found.ok) return found
    const row = found.value
    if (input.kind === "dd" && row.state !== "dd")
      return refuse["E-STATE"]({
        reason: "尽调阶段才能登记尽调走访",
        reasonEn: "Visits of due diligence belong to its stage",
      })
    if (input.on > ctx.today) return refuse["E-TOO-EARLY"]({ what: "走访登记", whatEn: "A visit", on: input.on }, "on")
    const companion = await companionOf(ctx, input)
    if (!companion.ok) return companion
    const id = randomUUID()
    await ctx.db
      .insertInto("corporate_visit")
      .values({
        id,
        case_id: row.id,
        kind: input.kind,
        on_site: input.onSite,
        visited_on: input.on,
        place: input.place,
        officer_a: ctx.actor.id,
        officer_a_name: ctx.actor.name,
        officer_b: companion.value?.id ?? null,
        officer_b_name: companion.value?.name ?? null,
        findings: input.findings,
        at: ctx.clock.now(),
      })
      .execute()
    const people = [ctx.actor.name, companion.value?.name].filter(Boolean).join("、")
    const zh = `${input.onSite ? "现场" : "非现场"}检查（${people}）：${input.findings}`
    await tell(ctx, row.id, { kind: "visit", zh, en: `${input.onSite ? "On-site" : "Off-site"} look` })
    ctx.note({ object: "corporate-case", objectId: row.id, after: { visit: id, ...input } })
    if (input.taskId) {
      const done = await doneTask(ctx, row, input.taskId, input.findings)
      if (!done.ok) return done
    }
    return ok({ id })
  },
)

async function companionOf(ctx: FlowCtx, input: VisitInput): Promise<Outcome<{ id: string; name: string } | null>> {
  if (input.officerB === null) {
    return input.onSite ? refuse["E-PAIR"]({}, "officerB") : ok(null)
  }
  const pair = checkPair(ctx.actor.id, input.officerB)
  if (!pair.ok) return pair
  const person = await ctx.db
    .selectFrom("staff")
    .select(["id", "name", "person_id"])
    .where("id", "=", input.officerB)
    .executeTakeFirst()
  if (!person) return refuse["E-NOT-FOUND"]({ id: input.officerB, what: "经办人" }, "officerB")
  return person.person_id === ctx.actor.personId ? refuse["E-PAIR"]({}, "officerB") : ok(person)
}

export const answerChecks = flow(
  { name: "corporate-loan.checks", permission: "corporate-loan.apply" },
  async (ctx, input: { id: string; answers: Answer[] }): Promise<Outcome<{ id: string; open: number }>> => {
    const found = await openForEditing(ctx, input.id)
    if (!found.ok) return found
    const row = found.value
    const facts = checklistFacts(row, await legsOf(ctx, row.id))
    const wanted = itemsFor(facts)
    for (const answer of input.answers.filter((one) => wanted.includes(one.item))) {
      const said = { result: answer.result, note: answer.note, by_name: ctx.actor.name, at: ctx.clock.now() }
      await ctx.db
        .insertInto("corporate_check")
        .values({ case_id: row.id, item: answer.item, ...said })
        .onConflict((conflict) => conflict.columns(["case_id", "item"]).doUpdateSet(said))
        .execute()
    }
    ctx.note({ object: "corporate-case", objectId: row.id, after: { checks: input.answers } })
    return ok({ id: row.id, open: openItems(facts, await answersOf(ctx, row.id)).length })
  },
)

export const submitDd = flow(
  { name: "corporate-loan.submit", permission: "corporate-loan.apply" },
  async (ctx, input: { id: string; opinion: string }): Promise<Outcome<{ id: string; state: CaseState }>> => {
    const found = await open(ctx, input.id, "submitDd")
    if (!found.ok) return found
    const set = { dd_opinion: input.opinion, submitted_by: ctx.actor.id, reviewed_fen: null, reviewed_months: null }
    const zh = `提交审查：${input.opinion}`
    return ok(await move(ctx, found.value, { action: "submitDd", to: "review", set, zh, en: "Submitted for review" }))
  },
)

/** Who looked at the firm: they do not judge it. */
export async function officersOf(ctx: Ctx, row: CaseRow): Promise<(string | null)[]> {
  const visits = await ctx.db
    .selectFrom("corporate_visit")
    .select(["officer_a", "officer_b"])
    .where("case_id", "=", row.id)
    .execute()
  return [row.manager_id, row.submitted_by, ...visits.flatMap((one) => [one.officer_a, one.officer_b])]
}
