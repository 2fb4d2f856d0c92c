// The blacklist (黑名单): institutions, their legal representatives and named people, listed and lifted by the authority
// with its document. It stops new courses and registrations, shows to parents, and marks institutions of the same people.
import { randomUUID } from "node:crypto"
import { flow, type FlowCtx } from "#kernel/flow"
import { notify } from "#kernel/notice"
import { ok, type Outcome } from "#kernel/refusal"
import { refuse } from "../refusals.ts"
import { institutionFor, type Institution } from "../store.ts"

export interface ListAsked {
  institutionId?: string | undefined
  /** Named people, of the institution or of none that is registered. */
  people: string[]
  documentNo: string
  reason: string
}

export const blacklist = flow(
  { name: "training-fund.blacklist", permission: "training-fund.authority" },
  async (ctx, input: ListAsked): Promise<Outcome<{ listed: number }>> => {
    if (input.reason.trim().length < 4) return refuse["E-REASON"]({}, "reason")
    const found = input.institutionId ? await institutionFor(ctx, input.institutionId) : null
    if (found && !found.ok) return found
    const institution = found?.value
    const names = [...new Set(input.people.map((name) => name.trim()).filter((name) => name.length > 1))]
    const entries = [
      ...(institution && !(await isListed(ctx, { institutionId: institution.id }))
        ? [{ kind: "institution", institution_id: institution.id, name: await nameOf(ctx, institution) }]
        : []),
    ]
    for (const name of names)
      if (!(await isListed(ctx, { name })))
        entries.push({
          kind: institution && institution.legal_person === name ? "legal_person" : "person",
          institution_id: institution?.id as string,
          name,
        })
    if (entries.length === 0)
      return refuse["E-STATE"]({
        reason: "没有可列入的对象：请选择机构或填写姓名，已在名单上的不再重复列入",
        reasonEn: "Nothing to list: choose an institution or name a person who is not listed yet",
      })
    const word = { document_no: input.documentNo.trim(), reason: input.reason.trim() }
    await ctx.db
      .insertInto("training_blacklist")
      .values(
        entries.map((entry) => ({
          id: randomUUID(),
          ...entry,
          institution_id: entry.institution_id ?? null,
          ...word,
          listed_on: ctx.today,
          listed_by: ctx.actor.name,
          listed_at: ctx.clock.now(),
        })),
      )
      .execute()
    await refreshFlags(ctx)
    if (institution)
      await notify(ctx, {
        to: `party:${institution.party_id}`,
        title: `列入黑名单（${word.document_no}）`,
        body: `${word.reason}。不得新开课程，家长可见。`,
        page: "/portal/training",
      })
    const after = { ...input, listed: entries.map((entry) => entry.name) }
    ctx.note({ object: "training-blacklist", objectId: institution?.id ?? names[0]!, after })
    return ok({ listed: entries.length })
  },
)

export const liftBlacklist = flow(
  { name: "training-fund.blacklist-lift", permission: "training-fund.authority" },
  async (ctx, input: { id: string; reason: string }): Promise<Outcome<void>> => {
    if (input.reason.trim().length < 4) return refuse["E-REASON"]({}, "reason")
    const row = await ctx.db
      .updateTable("training_blacklist")
      .set({ lifted_on: ctx.today, lifted_by: ctx.actor.name, lift_reason: input.reason.trim() })
      .where("id", "=", input.id)
      .where("lifted_on", "is", null)
      .returning(["name", "institution_id", "kind"])
      .executeTakeFirst()
    if (!row) return refuse["E-NOT-FOUND"]({ what: "在册的黑名单记录", whatEn: "open entry of the list", id: input.id })
    await refreshFlags(ctx)
    ctx.note({ object: "training-blacklist", objectId: input.id, before: row, after: { ...input } })
    return ok()
  },
)

async function isListed(ctx: FlowCtx, by: { institutionId: string } | { name: string }): Promise<boolean> {
  const found = ctx.db.selectFrom("training_blacklist").select("id").where("lifted_on", "is", null)
  const row =
    "name" in by
      ? found.where("kind", "!=", "institution").where("name", "=", by.name)
      : found.where("kind", "=", "institution").where("institution_id", "=", by.institutionId)
  return (await row.executeTakeFirst()) !== undefined
}

async function nameOf(ctx: FlowCtx, institution: Institution): Promise<string> {
  const { name } = await ctx.db
    .selectFrom("party")
    .select("name")
    .where("id", "=", institution.party_id)
    .executeTakeFirstOrThrow()
  return name
}

/** An institution bears the flag while it or its legal representative is listed. */
async function refreshFlags(ctx: FlowCtx): Promise<void> {
  const rows = await ctx.db
    .selectFrom("training_blacklist")
    .select(["kind", "institution_id", "name", "reason"])
    .where("lifted_on", "is", null)
    .orderBy("listed_at")
    .execute()
  const institutions = await ctx.db
    .selectFrom("training_institution")
    .select(["id", "legal_person", "blacklisted", "blacklist_reason"])
    .forUpdate()
    .execute()
  for (const one of institutions) {
    const entry = rows.find((row) =>
      row.kind === "institution"
        ? row.institution_id === one.id
        : one.legal_person !== "" && row.name === one.legal_person,
    )
    const reason = entry ? entry.reason : null
    if (one.blacklisted === (entry !== undefined) && one.blacklist_reason === reason) continue
    await ctx.db
      .updateTable("training_institution")
      .set({ blacklisted: entry !== undefined, blacklist_reason: reason })
      .where("id", "=", one.id)
      .execute()
  }
}

/** The first of these people who is listed: nobody registers an institution with them. */
export async function listedPerson(ctx: FlowCtx, people: readonly string[]) {
  return ctx.db
    .selectFrom("training_blacklist")
    .select(["name", "document_no"])
    .where("lifted_on", "is", null)
    .where("kind", "!=", "institution")
    .where("name", "in", ["", ...people])
    .executeTakeFirst()
}
