// What a parent sees of the own child: the gate's day, leave, consents, the card. Nothing of anybody else.
import type { z } from "zod"
import { dateOf } from "#kernel/calendar"
import type { Ctx } from "#kernel/flow"
import { childrenOf } from "#kernel/party"
import { ok, type Outcome } from "#kernel/refusal"
import type * as contract from "../contract.ts"
import { actsAlone, ownChild } from "../store.ts"
import { leaveOf, passingOf } from "./lists.ts"
import { consentsOf } from "./office.ts"
import { walletShown } from "./wallet.ts"

type Head = z.output<typeof contract.childHead>

export async function childrenNow(ctx: Ctx): Promise<Head[]> {
  if (ctx.actor.kind !== "citizen" || !ctx.actor.partyId) return []
  const mine = [ctx.actor.partyId, ...(await childrenOf(ctx.db, ctx.actor.partyId)).map((one) => one.partyId)]
  const rows = await ctx.db
    .selectFrom("campus_person")
    .select(["person_id", "kind", "birth_on"])
    .where("person_id", "in", mine)
    .execute()
  const seen: string[] = []
  // Of age, somebody stands under their own name only.
  for (const row of rows)
    if ((await actsAlone(ctx, row)) === (row.person_id === ctx.actor.partyId)) seen.push(row.person_id)
  return seen.length === 0 ? [] : headsOf(ctx, seen)
}

async function headsOf(ctx: Ctx, personIds: readonly string[]): Promise<Head[]> {
  const rows = await ctx.db
    .selectFrom("campus_person")
    .innerJoin("party", "party.id", "campus_person.person_id")
    .innerJoin("campus_school", "campus_school.id", "campus_person.school_id")
    .leftJoin("campus_class", "campus_class.id", "class_id")
    .leftJoin("campus_presence", "campus_presence.person_id", "campus_person.person_id")
    .select(["campus_person.person_id", "party.name", "campus_school.name as school", "campus_class.title"])
    .select(["campus_presence.state", "campus_presence.since", "wallet_no"])
    .where("campus_person.person_id", "in", personIds)
    .orderBy("number")
    .execute()
  const heads: Head[] = []
  for (const row of rows)
    heads.push({
      id: row.person_id,
      isSelf: row.person_id === ctx.actor.partyId,
      name: row.name,
      school: row.school,
      classTitle: row.title,
      presence: row.state as "in" | null,
      since: row.since?.toISOString() ?? null,
      balance: row.wallet_no ? (await walletShown(ctx, row.wallet_no, 0)).total : null,
    })
  return heads
}

export async function childNow(
  ctx: Ctx,
  id: string,
  asked?: string,
): Promise<Outcome<z.output<typeof contract.myChild.response>>> {
  const child = await ownChild(ctx, id)
  if (!child.ok) return child
  const day = asked ?? dateOf(ctx.clock.now())
  const [head] = await headsOf(ctx, [id])
  const passings = await ctx.db
    .selectFrom("campus_event")
    .innerJoin("campus_device", "campus_device.sn", "campus_event.sn")
    .selectAll("campus_event")
    .select("place")
    .where("person_id", "=", id)
    .where("day", "=", day)
    .orderBy("corrected_at")
    .execute()
  const leaves = await ctx.db
    .selectFrom("campus_leave")
    .selectAll()
    .where("person_id", "=", id)
    .orderBy("from_at", "desc")
    .limit(20)
    .execute()
  const told = await ctx.db
    .selectFrom("notice")
    .select(["at", "body"])
    .where("audience", "=", `party:${ctx.actor.partyId!}`)
    .where("page", "=", `/m/campus/${id}`)
    .orderBy("at", "desc")
    .limit(20)
    .execute()
  const teacher = child.value.class_id
    ? await ctx.db
        .selectFrom("campus_class")
        .select("teacher_name")
        .where("id", "=", child.value.class_id)
        .executeTakeFirst()
    : undefined
  return ok({
    ...head!,
    day,
    passings: passings.map(passingOf),
    leaves: leaves.map((row) => leaveOf({ ...row, name: head!.name, title: head!.classTitle }, true)),
    consents: (await consentsOf(ctx, [id])).get(id)!,
    wallet: child.value.wallet_no ? await walletShown(ctx, child.value.wallet_no) : null,
    teacher: teacher?.teacher_name ?? null,
    told: told.map((one) => ({ at: one.at.toISOString(), body: one.body })),
  })
}
