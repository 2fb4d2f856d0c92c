// Devices: registered with a key of their own, heard of every half minute, told whom they may let in.
import { sql } from "kysely"
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { adapters } from "../adapters.ts"
import { refuse } from "../refusals.ts"
import { addSample, medianOffset } from "../rules.ts"
import { deviceKey, ownSchool, type DeviceRow } from "../store.ts"

/** 人脸识别技术应用安全管理办法: none in toilets, changing rooms, dormitory rooms and bathrooms. */
const noFacePlaces = /卫生间|厕所|更衣|宿舍|寝室|浴室|淋浴/

export interface NewDevice {
  sn: string
  kind: "gate" | "desk" | "muster"
  place: string
  direction: "in" | "out" | "both"
  adapter: string
  hasFace: boolean
}

export async function insertDevice(
  ctx: FlowCtx,
  schoolId: string,
  input: NewDevice,
): Promise<Outcome<{ key: string }>> {
  if (!(input.adapter in adapters)) return refuse["E-NOT-FOUND"]({ what: "设备协议", whatEn: "adapter" }, "adapter")
  if (input.hasFace && noFacePlaces.test(input.place)) return refuse["E-PLACE"]({ place: input.place }, "place")
  const made = await ctx.db
    .insertInto("campus_device")
    .values({
      sn: input.sn,
      school_id: schoolId,
      kind: input.kind,
      place: input.place,
      direction: input.direction,
      adapter: input.adapter,
      has_face: input.hasFace,
    })
    .onConflict((c) => c.column("sn").doNothing())
    .returning("sn")
    .executeTakeFirst()
  if (!made) return refuse["E-TAKEN"]({ what: "设备", name: input.sn }, "sn")
  ctx.note({ action: "campus.device", object: "campus-device", objectId: input.sn, after: input })
  return ok({ key: deviceKey(ctx.services.secret, input.sn) })
}

export const addDevice = flow(
  { name: "campus.device", permission: "campus.device" },
  async (ctx, input: NewDevice): Promise<Outcome<{ key: string }>> => {
    const school = await ownSchool(ctx)
    return school.ok ? insertDevice(ctx, school.value.id, input) : school
  },
)

export const retireDevice = flow(
  { name: "campus.retire-device", permission: "campus.device" },
  async (ctx, input: { sn: string }): Promise<Outcome<void>> => {
    const school = await ownSchool(ctx)
    if (!school.ok) return school
    const { numUpdatedRows } = await ctx.db
      .updateTable("campus_device")
      .set({ state: "retired" })
      .where("sn", "=", input.sn)
      .where("school_id", "=", school.value.id)
      .where("state", "=", "active")
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return refuse["E-NOT-FOUND"]({ what: "设备", whatEn: "device" }, "sn")
    ctx.note({ object: "campus-device", objectId: input.sn, after: { state: "retired" } })
    return ok()
  },
)

export interface Heartbeat {
  at: Date
  rosterVersion?: number | undefined
  backlog?: number | undefined
}

/** Not a flow with an audit entry: eight gates beat every half minute, and nothing of the school changes by it. */
export async function heartbeat(ctx: Ctx, device: DeviceRow, beat: Heartbeat): Promise<{ offsetMs: number }> {
  const now = ctx.clock.now()
  const offsets = addSample(device.offsets_ms, beat.at.getTime() - now.getTime())
  const offsetMs = medianOffset(offsets)
  await ctx.db
    .updateTable("campus_device")
    .set({
      offsets_ms: offsets,
      offset_ms: offsetMs,
      heartbeat_at: now,
      ...(beat.backlog === undefined ? {} : { backlog: beat.backlog }),
      ...(beat.rosterVersion === undefined ? {} : { roster_version: BigInt(beat.rosterVersion) }),
    })
    .where("sn", "=", device.sn)
    .execute()
  if (beat.rosterVersion !== undefined && device.has_face) await confirmDeletions(ctx, device.school_id)
  return { offsetMs }
}

/** A face is gone once every device that holds faces works with a list newer than its removal. */
async function confirmDeletions(ctx: Ctx, schoolId: string): Promise<void> {
  await sql`update campus_consent c set deleted_at = ${ctx.clock.now()}
    from campus_person p where p.person_id = c.person_id and p.school_id = ${schoolId} and c.purpose = 'face'
      and c.withdrawn_at is not null and c.deleted_at is null
      and not exists (select from campus_credential k join campus_device d on d.school_id = k.school_id
        where k.person_id = c.person_id and k.kind = 'face' and d.has_face and d.state = 'active'
          and d.roster_version < k.version)`.execute(ctx.db)
}

export interface Roster {
  version: string
  full: boolean
  upsert: { kind: string; ref: string }[]
  remove: { kind: string; ref: string }[]
}

/** Whom a device may know, since a version; everything when it starts anew or is ahead of us. */
export async function rosterSince(ctx: Ctx, device: DeviceRow, since: bigint): Promise<Roster> {
  const { roster_version: version } = await ctx.db
    .selectFrom("campus_school")
    .select("roster_version")
    .where("id", "=", device.school_id)
    .executeTakeFirstOrThrow()
  const full = since <= 0n || since > version
  let found = ctx.db
    .selectFrom("campus_credential")
    .select(["kind", "ref", "state"])
    .where("school_id", "=", device.school_id)
    .where("version", ">", full ? 0n : since)
    .orderBy("version")
  // Faces go to devices that recognise faces and to no other.
  if (!device.has_face) found = found.where("kind", "<>", "face")
  const rows = await found.execute()
  const of = (isActive: boolean) =>
    rows.filter((row) => (row.state === "active") === isActive).map(({ kind, ref }) => ({ kind, ref }))
  return { version: String(version), full, upsert: of(true), remove: full ? [] : of(false) }
}

/** The next version of a school's list, for a credential about to change. */
export async function nextRoster(ctx: FlowCtx, schoolId: string, by = 1n): Promise<bigint> {
  const { roster_version: version } = await ctx.db
    .updateTable("campus_school")
    .set((e) => ({ roster_version: e("roster_version", "+", by) }))
    .where("id", "=", schoolId)
    .returning("roster_version")
    .executeTakeFirstOrThrow()
  return version
}
