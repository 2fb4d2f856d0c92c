// What one record means: whose it is, when it really happened, and whether the gate was or is to be opened. The facts of
// a whole gather are loaded in a few statements; the judging itself is plain.
import { dateOf } from "#kernel/calendar"
import type { Ctx } from "#kernel/flow"
import { findParameter } from "#kernel/rule-data"
import type { GateRecord } from "../adapters.ts"
import type { Direction, Result, Verdict } from "../model.ts"
import { correctedTime, isNews, isTimeSuspect, judgeOut, mayEnter, type Pass } from "../rules.ts"
import type { LeaveState, VisitState } from "../states.ts"
import type { DeviceRow } from "../store.ts"

export interface Limits {
  newsMinutes: number
  aheadMinutes: number
  behindDays: number
}

export async function number(ctx: Ctx, key: string, on: string): Promise<number> {
  const found = await findParameter(ctx, `campus.${key}`, on)
  if (!found) throw new Error(`No value of campus.${key} on ${on}`)
  return found.value as number
}

export async function limitsOn(ctx: Ctx, on: string): Promise<Limits> {
  return {
    newsMinutes: await number(ctx, "news-minutes", on),
    aheadMinutes: await number(ctx, "ahead-minutes", on),
    behindDays: await number(ctx, "behind-days", on),
  }
}

export interface KnownCredential {
  personId: string
  state: string
  /** Since when it stands in this state. */
  at: Date
  isEnrolled: boolean
}

export interface KnownVisit {
  id: string
  state: VisitState
  fromAt: Date
  toAt: Date
}

export interface GateFacts {
  credentials: Map<string, KnownCredential>
  visits: Map<string, KnownVisit>
  /** Pass codes shown as QR. */
  passCodes: Map<string, string>
  passes: Map<string, Pass[]>
  limits: Limits
  openEmergencies: Set<string>
}

export const credentialKey = (schoolId: string, kind: string, ref: string): string => `${schoolId}|${kind}|${ref}`

export interface Draft {
  sn: string
  eventId: string
  schoolId: string
  personId: string | null
  visitId: string | null
  credential: GateRecord["credential"]
  ref: string | null
  direction: Direction
  result: Result
  verdict: Verdict | null
  deviceAt: Date
  receivedAt: Date
  correctedAt: Date
  day: string
  isOffline: boolean
  isLate: boolean
  photoRef: string | null
  operator: string | null
  /** The leave this way out or in belongs to. */
  leaveId: string | null
}

/** Somebody went through, at a time that can be believed. */
export const isPassing = (one: Draft): boolean =>
  (one.result === "pass" || one.result === "emergency") && one.verdict !== "time_suspect"

interface Arrived {
  device: DeviceRow
  eventId: string
  record: GateRecord | null
  receivedAt: Date
  operator?: string | undefined
}

/** A record of what a device did already. */
export function draftOf({ device, eventId, record, receivedAt, operator }: Arrived, facts: GateFacts): Draft {
  const head = { sn: device.sn, eventId, schoolId: device.school_id, receivedAt, operator: operator ?? null }
  const direction = record?.direction ?? (device.direction === "both" ? null : (device.direction as Direction))
  if (!record || !direction) return { ...head, ...blank(receivedAt), verdict: "malformed" }
  const correctedAt = correctedTime(record.deviceAt, device.offset_ms)
  const draft: Draft = {
    ...head,
    ...blank(correctedAt),
    credential: record.credential,
    ref: record.ref,
    direction,
    result: record.result,
    deviceAt: record.deviceAt,
    isOffline: record.isOffline,
    isLate: !isNews(correctedAt, receivedAt, facts.limits.newsMinutes),
    photoRef: record.photoRef,
  }
  const who = whose(draft, facts)
  Object.assign(draft, who)
  if (isTimeSuspect(correctedAt, receivedAt, facts.limits)) return { ...draft, verdict: "time_suspect" }
  if (draft.result !== "tamper" && draft.verdict) return { ...draft, result: "deny" }
  return draft
}

const blank = (at: Date) => ({
  personId: null,
  visitId: null,
  credential: "card" as const,
  ref: null,
  direction: "in" as const,
  result: "deny" as const,
  verdict: null,
  deviceAt: at,
  correctedAt: at,
  day: dateOf(at),
  isOffline: false,
  isLate: false,
  photoRef: null,
  leaveId: null,
})

function whose(draft: Draft, facts: GateFacts): Pick<Draft, "personId" | "visitId" | "verdict"> {
  const none = { personId: null, visitId: null, verdict: "stranger" as const }
  if (draft.ref === null) return draft.credential === "remote" ? { ...none, verdict: null } : none
  if (draft.credential === "hand") return { personId: draft.ref, visitId: null, verdict: null }
  const byPass = draft.credential === "qr" ? facts.passCodes.get(`${draft.schoolId}|${draft.ref}`) : undefined
  if (byPass) return { personId: byPass, visitId: null, verdict: null }
  const visit = draft.credential === "qr" ? facts.visits.get(`${draft.schoolId}|${draft.ref}`) : undefined
  if (visit) return { personId: null, visitId: visit.id, verdict: null }
  const known = facts.credentials.get(credentialKey(draft.schoolId, draft.credential, draft.ref))
  if (!known) return none
  const isBarred = known.state !== "active" && draft.correctedAt >= known.at
  const verdict = isBarred ? "card_lost" : known.isEnrolled ? null : "gone"
  return { personId: known.personId, visitId: null, verdict }
}

export interface SchoolHours {
  bellAt: Date
  closesAt: Date
  isSchoolDay: boolean
}

/** A gate with a network asks before it opens. */
export function decideGate(draft: Draft, facts: GateFacts, hours: SchoolHours | null, isBoarder: boolean): Draft {
  if (facts.openEmergencies.has(draft.schoolId)) return { ...draft, result: "emergency", verdict: null }
  if (draft.verdict) return { ...draft, result: "deny" }
  const at = draft.correctedAt
  if (draft.visitId) {
    const visit = [...facts.visits.values()].find((one) => one.id === draft.visitId)!
    const may = draft.direction === "out" ? visit.state === "in" : mayEnter(visit, at, 30)
    return may ? { ...draft, result: "pass" } : { ...draft, result: "deny", verdict: "visit_over" }
  }
  const inHours = hours !== null && hours.isSchoolDay && at >= hours.bellAt && at < hours.closesAt
  if (draft.direction === "in" || !(inHours || isBoarder)) return { ...draft, result: "pass" }
  const asked = judgeOut(facts.passes.get(draft.personId ?? "") ?? [], at)
  if (asked.verdict === "ok") return { ...draft, result: "pass", verdict: "pass_used", leaveId: asked.id }
  // A boarder goes home on days without lessons.
  if (asked.verdict === "none" && !inHours && hours !== null && !hours.isSchoolDay) return { ...draft, result: "pass" }
  const verdict = asked.verdict === "none" ? "no_pass" : asked.verdict
  return { ...draft, result: "deny", verdict }
}

export const passOf = (row: { id: string; state: string; from_at: Date; to_at: Date; returns: boolean }): Pass => ({
  id: row.id,
  state: row.state as LeaveState,
  fromAt: row.from_at,
  toAt: row.to_at,
  returns: row.returns,
})
