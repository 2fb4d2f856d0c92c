// Sessions: opaque tokens of which only the hash is stored. Promises: a new token at every step up; idle and absolute
// ends; sign-out, disabling and role changes bite at the next request.
import { newToken, sm3 } from "#kernel/crypto"
import type { Db } from "#kernel/db"
import type { Actor } from "#kernel/flow"
import type { House } from "#kernel/scene"
import { roleByCode } from "./roles.ts"

const absoluteHours = 12
const portalIdleMinutes = 15
// A parent looks in for a moment, again and again; on a shared phone the session still ends within the hour.
const citizenIdleMinutes = 45
const minuteMs = 60_000
// The last-seen time need not be exact to the second; one write a minute keeps reading a session a read.
const touchEveryMs = minuteMs

export interface Visitor {
  now: Date
  ip: string | null
  userAgent: string | null
}

export interface OpenSession {
  kind: "staff" | "portal" | "citizen"
  subjectId: string
  factor: "password" | "full"
}

/** Opens a session and returns its token, which is never seen again. Ends the oldest beyond `concurrentMax`. */
export async function openSession(
  db: Db,
  session: OpenSession,
  visitor: Visitor,
  concurrentMax: number,
): Promise<string> {
  const token = newToken()
  const open = await db
    .selectFrom("session")
    .select("token_hash")
    .where("kind", "=", session.kind)
    .where("subject_id", "=", session.subjectId)
    .where("ended_at", "is", null)
    .orderBy("created_at", "desc")
    .execute()
  for (const old of open.slice(Math.max(0, concurrentMax - 1)))
    await endSession(db, old.token_hash, visitor.now, "other-sign-in")
  await db
    .insertInto("session")
    .values({
      token_hash: sm3(token),
      kind: session.kind,
      subject_id: session.subjectId,
      factor: session.factor,
      ip: visitor.ip,
      user_agent: visitor.userAgent?.slice(0, 300) ?? null,
      created_at: visitor.now,
      last_seen_at: visitor.now,
      ends_at: new Date(visitor.now.getTime() + absoluteHours * 60 * minuteMs),
    })
    .execute()
  return token
}

export async function endSession(db: Db, tokenHash: Buffer, now: Date, by: string): Promise<void> {
  await db
    .updateTable("session")
    .set({ ended_at: now, ended_by: by })
    .where("token_hash", "=", tokenHash)
    .where("ended_at", "is", null)
    .execute()
}

/** Ends everything a person has open: after disabling, a role change or a new password. */
export async function endSessionsOf(
  db: Db,
  kind: OpenSession["kind"],
  subjectId: string,
  now: Date,
  by: string,
): Promise<void> {
  await db
    .updateTable("session")
    .set({ ended_at: now, ended_by: by })
    .where("kind", "=", kind)
    .where("subject_id", "=", subjectId)
    .where("ended_at", "is", null)
    .execute()
}

export type SessionState =
  | { state: "none" }
  | { state: "ended"; why: "idle" | "absolute" | "closed" }
  | { state: "half"; subjectId: string; tokenHash: Buffer }
  | { state: "full"; actor: Actor; tokenHash: Buffer }

/** Who stands behind a cookie. */
export async function readSession(db: Db, house: House, token: string | undefined, now: Date): Promise<SessionState> {
  if (!token) return { state: "none" }
  const tokenHash = sm3(token)
  const row = await db.selectFrom("session").selectAll().where("token_hash", "=", tokenHash).executeTakeFirst()
  if (!row) return { state: "none" }
  if (row.ended_at) return { state: "ended", why: "closed" }
  if (now >= row.ends_at) return closing(db, tokenHash, now, "absolute")
  const who = await actorOf[row.kind as OpenSession["kind"]](db, house, row.subject_id)
  if (!who) return { state: "ended", why: "closed" }
  const idleMs = who.idleMinutes * minuteMs
  if (now.getTime() - row.last_seen_at.getTime() > idleMs) return closing(db, tokenHash, now, "idle")
  if (now.getTime() - row.last_seen_at.getTime() > touchEveryMs) {
    await db.updateTable("session").set({ last_seen_at: now }).where("token_hash", "=", tokenHash).execute()
  }
  if (row.factor !== "full") return { state: "half", subjectId: row.subject_id, tokenHash }
  return { state: "full", actor: who.actor, tokenHash }
}

async function closing(db: Db, tokenHash: Buffer, now: Date, why: "idle" | "absolute"): Promise<SessionState> {
  await endSession(db, tokenHash, now, why)
  return { state: "ended", why }
}

export interface Who {
  actor: Actor
  idleMinutes: number
}

export async function staffActor(db: Db, house: House, staffId: string): Promise<Who | undefined> {
  const rows = await db
    .selectFrom("staff")
    .leftJoin("staff_role", "staff_role.staff_id", "staff.id")
    .select(["staff.id", "staff.name", "staff.person_id", "staff.outlet", "staff_role.role"])
    .where("staff.id", "=", staffId)
    .where("staff.state", "=", "active")
    .execute()
  const first = rows[0]
  if (!first) return undefined
  const roles = rows.flatMap((row) => (row.role ? [row.role] : []))
  const known = roles.flatMap((code) => roleByCode.get(code) ?? [])
  return {
    idleMinutes: Math.min(...known.map((role) => role.idleMinutes), 15),
    actor: {
      kind: "staff",
      id: first.id,
      name: first.name,
      personId: first.person_id,
      roles,
      permissions: permissionsOf(house, roles),
      outlet: first.outlet,
      scope: known.some((role) => role.branchWide) ? "all" : [first.outlet],
    },
  }
}

export async function portalActor(db: Db, house: House, userId: string): Promise<Who | undefined> {
  const user = await db
    .selectFrom("portal_user")
    .selectAll()
    .where("id", "=", userId)
    .where("state", "=", "active")
    .executeTakeFirst()
  if (!user) return undefined
  return {
    idleMinutes: portalIdleMinutes,
    actor: {
      kind: "portal",
      id: user.id,
      name: user.name,
      personId: `portal:${user.id}`,
      roles: user.roles,
      permissions: permissionsOf(house, user.roles),
      outlet: null,
      scope: [],
      partyId: user.party_id,
    },
  }
}

export async function citizenActor(db: Db, house: House, userId: string): Promise<Who | undefined> {
  const user = await db
    .selectFrom("citizen_user")
    .selectAll()
    .where("id", "=", userId)
    .where("state", "=", "active")
    .executeTakeFirst()
  if (!user) return undefined
  return {
    idleMinutes: citizenIdleMinutes,
    actor: {
      kind: "citizen",
      id: user.id,
      name: user.name,
      personId: `citizen:${user.id}`,
      roles: ["citizen"],
      permissions: permissionsOf(house, ["citizen"]),
      outlet: null,
      scope: [],
      partyId: user.party_id,
    },
  }
}

const actorOf = { staff: staffActor, portal: portalActor, citizen: citizenActor }

const permissionSets = new WeakMap<House, Map<string, ReadonlySet<string>>>()

/** Everything these posts may do, from the one declared table. */
export function permissionsOf(house: House, roles: readonly string[]): ReadonlySet<string> {
  let sets = permissionSets.get(house)
  if (!sets) permissionSets.set(house, (sets = new Map()))
  const key = roles.toSorted().join()
  let set = sets.get(key)
  if (!set) {
    set = new Set(
      [...house.permissions.values()].filter((p) => p.roles.some((r) => roles.includes(r))).map((p) => p.code),
    )
    sets.set(key, set)
  }
  return set
}

/** The bank's own hand: schedules, day end, start-up. May do everything; each deed is still recorded. */
export function systemActor(house: House): Actor {
  return {
    kind: "system",
    id: "system",
    name: "系统",
    personId: "system",
    roles: ["system"],
    permissions: new Set(house.permissions.keys()),
    outlet: null,
    scope: "all",
  }
}
