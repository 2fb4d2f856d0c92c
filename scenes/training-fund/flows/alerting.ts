// Alerts: raised once while they stand, seen again every night, closed by a person with an outcome. The worst open one
// gives the institution its level.
import { randomUUID } from "node:crypto"
import { flow, type FlowCtx } from "#kernel/flow"
import { notify } from "#kernel/notice"
import { ok, type Outcome } from "#kernel/refusal"
import { alertTitles, type Level } from "../model.ts"
import { refuse } from "../refusals.ts"
import { levelOf, type Alert } from "../rules.ts"
import { institutionFor, type Institution } from "../store.ts"

/** Opens the alert, or notes that it is seen again and how bad it is now. */
export async function raise(
  ctx: FlowCtx,
  institution: Pick<Institution, "id" | "party_id">,
  alert: Alert & { subject?: string },
): Promise<boolean> {
  const subject = alert.subject ?? ""
  const open = await ctx.db
    .selectFrom("training_alert")
    .select(["id", "level"])
    .where("institution_id", "=", institution.id)
    .where("rule", "=", alert.rule)
    .where("subject", "=", subject)
    .where("state", "=", "open")
    .executeTakeFirst()
  const values = {
    level: alert.level,
    text_zh: alert.zh,
    text_en: alert.en,
    facts: JSON.stringify(alert.facts),
    seen_on: ctx.today,
  }
  if (open) {
    await ctx.db.updateTable("training_alert").set(values).where("id", "=", open.id).execute()
    return false
  }
  const id = randomUUID()
  await ctx.db
    .insertInto("training_alert")
    .values({
      id,
      rule: alert.rule,
      subject,
      institution_id: institution.id,
      opened_on: ctx.today,
      state: "open",
      ...values,
    })
    .execute()
  await notify(ctx, {
    to: "role:risk@*",
    title: `教培预警：${alertTitles[alert.rule].zh}`,
    body: alert.zh,
    page: "/training-fund/alerts",
    onceKey: `training.alert:${id}`,
  })
  ctx.note({ action: "training-fund.alert", object: "training-alert", objectId: id, after: { ...alert } })
  ctx.emit({ type: "training-fund.alert", subject: id, data: { institutionId: institution.id, rule: alert.rule } })
  return true
}

export async function refreshLevel(ctx: FlowCtx, institutionId: string): Promise<Level> {
  const open = await ctx.db
    .selectFrom("training_alert")
    .select("level")
    .where("institution_id", "=", institutionId)
    .where("state", "=", "open")
    .execute()
  const level = levelOf(open as { level: Level }[])
  await ctx.db.updateTable("training_institution").set({ level }).where("id", "=", institutionId).execute()
  return level
}

export const closeAlert = flow(
  { name: "training-fund.alert-close", permission: "training-fund.alerts" },
  async (ctx, input: { id: string; outcome: string }): Promise<Outcome<void>> => {
    const alert = await ctx.db.selectFrom("training_alert").selectAll().where("id", "=", input.id).executeTakeFirst()
    const seen = alert ? await institutionFor(ctx, alert.institution_id) : null
    if (!alert || !seen?.ok) return refuse["E-NOT-FOUND"]({ what: "预警", whatEn: "alert", id: input.id })
    if (input.outcome.trim().length < 4) return refuse["E-REASON"]({}, "outcome")
    if (alert.state !== "open")
      return refuse["E-STATE"]({ reason: "这条预警已处理", reasonEn: "The alert is closed already" })
    const word = { handler: ctx.actor.name, outcome: input.outcome.trim(), closed_at: ctx.clock.now() }
    await ctx.db
      .updateTable("training_alert")
      .set({ state: "closed", ...word })
      .where("id", "=", input.id)
      .execute()
    await refreshLevel(ctx, alert.institution_id)
    ctx.note({ object: "training-alert", objectId: input.id, after: { outcome: word.outcome } })
    return ok()
  },
)
