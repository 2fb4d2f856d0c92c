// Everything needed to judge a gather of records, in a handful of statements whatever its size.
import type { Ctx } from "#kernel/flow"
import { dateOf } from "#kernel/calendar"
import type { GateRecord } from "../adapters.ts"
import type { Pass } from "../rules.ts"
import type { VisitState } from "../states.ts"
import type { DeviceRow } from "../store.ts"
import { credentialKey, limitsOn, passOf, type GateFacts, type KnownCredential, type KnownVisit } from "./judge.ts"

interface Arrived {
  device: DeviceRow
  record: GateRecord | null
}

export async function gateFacts(ctx: Ctx, arrived: readonly Arrived[]): Promise<GateFacts> {
  const schools = [...new Set(arrived.map((one) => one.device.school_id))]
  const refs = [...new Set(arrived.flatMap((one) => one.record?.ref ?? []))]
  const codes = [...new Set(arrived.flatMap((one) => (one.record?.credential === "qr" ? (one.record.ref ?? []) : [])))]
  const passCodes = await passCodesOf(ctx, schools, codes)
  const open = await ctx.db
    .selectFrom("campus_emergency")
    .select("school_id")
    .where("school_id", "in", ["00000000-0000-0000-0000-000000000000", ...schools])
    .where("state", "<>", "recovered")
    .execute()
  const credentials = await credentialsOf(ctx, schools, refs)
  const people = [...new Set([...passCodes.values(), ...[...credentials.values()].map((one) => one.personId)])]
  return {
    credentials,
    visits: await visitsOf(ctx, schools, codes),
    passCodes,
    passes: arrived.length === 1 ? await passesOf(ctx, people) : new Map(),
    limits: await limitsOn(ctx, dateOf(ctx.clock.now())),
    openEmergencies: new Set(open.map((row) => row.school_id)),
  }
}

async function credentialsOf(ctx: Ctx, schools: string[], refs: string[]): Promise<Map<string, KnownCredential>> {
  if (refs.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom("campus_credential")
    .innerJoin("campus_person", "campus_person.person_id", "campus_credential.person_id")
    .select(["campus_credential.school_id", "campus_credential.kind", "ref", "campus_person.person_id"])
    .select(["state", "at", "status"])
    .where("campus_credential.school_id", "in", schools)
    .where("ref", "in", refs)
    .execute()
  return new Map(
    rows.map((row) => [
      credentialKey(row.school_id, row.kind, row.ref),
      { personId: row.person_id, state: row.state, at: row.at, isEnrolled: row.status === "enrolled" },
    ]),
  )
}

async function visitsOf(ctx: Ctx, schools: string[], codes: string[]): Promise<Map<string, KnownVisit>> {
  if (codes.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom("campus_visit")
    .select(["id", "school_id", "code", "state", "from_at", "to_at"])
    .where("school_id", "in", schools)
    .where("code", "in", codes)
    .where("state", "in", ["booked", "host_ok", "arrived", "in"])
    .execute()
  return new Map(
    rows.map((row) => [
      `${row.school_id}|${row.code}`,
      { id: row.id, state: row.state as VisitState, fromAt: row.from_at, toAt: row.to_at },
    ]),
  )
}

async function passCodesOf(ctx: Ctx, schools: string[], codes: string[]): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom("campus_leave")
    .select(["school_id", "pass_code", "person_id"])
    .where("school_id", "in", schools)
    .where("pass_code", "in", codes)
    .execute()
  return new Map(rows.map((row) => [`${row.school_id}|${row.pass_code}`, row.person_id]))
}

/** Passes matter where a gate asks before it opens, one record at a time. */
async function passesOf(ctx: Ctx, people: string[]): Promise<Map<string, Pass[]>> {
  const found = new Map<string, Pass[]>()
  if (people.length === 0) return found
  const rows = await ctx.db
    .selectFrom("campus_leave")
    .select(["id", "person_id", "state", "from_at", "to_at", "returns"])
    .where("person_id", "in", people)
    .where("state", "in", ["active", "out_done", "overdue"])
    .orderBy("from_at")
    .execute()
  for (const row of rows) found.set(row.person_id, [...(found.get(row.person_id) ?? []), passOf(row)])
  return found
}
