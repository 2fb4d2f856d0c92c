// A gate with a network asks before it opens; the guard registers somebody by hand. Both are events like any other,
// judged now and answered from what was stored: asked twice, a pass is used once.
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { dateOf, loadCalendar } from "#kernel/calendar"
import { newId } from "#ledger"
import { ok, type Outcome } from "#kernel/refusal"
import type { GateRecord } from "../adapters.ts"
import { verdictTitles, type Direction, type Result, type Verdict } from "../model.ts"
import { refuse } from "../refusals.ts"
import { instantOf } from "../rules.ts"
import { deviceBy, ownSchool, personRow, schoolPerson, type DeviceRow } from "../store.ts"
import { gateFacts } from "./gate-facts.ts"
import { decideGate, draftOf, type Draft, type SchoolHours } from "./judge.ts"
import { tellParents } from "./parents.ts"
import { followUp, lockGates, storeEvents } from "./process.ts"

export interface GateAnswer {
  open: boolean
  result: Result
  verdict: Verdict | null
  /** For the gate's display; no name, so that nobody beside it learns who it is. */
  zh: string
  en: string
}

const answer = (result: Result, verdict: Verdict | null): GateAnswer => {
  const open = result === "pass" || result === "emergency"
  const said = verdict && !open ? verdictTitles[verdict] : null
  return {
    open,
    result,
    verdict,
    zh: said?.zh ?? (open ? "请通行" : "请到门卫登记"),
    en: said?.en ?? (open ? "please pass" : "see the guard"),
  }
}

export interface Asked {
  device: DeviceRow
  record: GateRecord
}

export const askGate = flow(
  { name: "campus.ask", permission: null },
  async (ctx, { device, record }: Asked): Promise<Outcome<GateAnswer>> => {
    await lockGates(ctx)
    const known = await ctx.db
      .selectFrom("campus_event")
      .select(["result", "verdict"])
      .where("sn", "=", device.sn)
      .where("event_id", "=", record.eventId)
      .executeTakeFirst()
    if (known) return ok(answer(known.result as Result, known.verdict as Verdict | null))
    const decided = await judgeNow(ctx, { device, record })
    await book(ctx, decided)
    return ok(answer(decided.result, decided.verdict))
  },
)

async function judgeNow(ctx: FlowCtx, { device, record }: Asked): Promise<Draft> {
  const arrived = { device, eventId: record.eventId, record, receivedAt: ctx.clock.now() }
  const facts = await gateFacts(ctx, [arrived])
  const draft = draftOf(arrived, facts)
  const person = draft.personId ? await personRow(ctx, draft.personId) : undefined
  const hours = person ? await hoursOf(ctx, person, draft.day) : null
  const judged = decideGate(draft, facts, person?.kind === "staff" ? null : hours, person?.is_boarder ?? false)
  return draft.verdict === "time_suspect" ? { ...draft, result: "deny" } : judged
}

/** When this person's lessons begin and end on a day. */
export async function hoursOf(
  ctx: Ctx,
  person: { school_id: string; class_id: string | null },
  day: string,
): Promise<SchoolHours> {
  const row = await ctx.db
    .selectFrom("campus_school")
    .leftJoin("campus_class", (join) => join.on("campus_class.id", "=", person.class_id))
    .select(["campus_school.bell", "campus_school.closes", "term_from", "term_to"])
    .select(["campus_class.bell as classBell", "campus_class.closes as classCloses"])
    .where("campus_school.id", "=", person.school_id)
    .executeTakeFirstOrThrow()
  const calendar = await loadCalendar(ctx.db)
  return {
    bellAt: instantOf(day, row.classBell ?? row.bell),
    closesAt: instantOf(day, row.classCloses ?? row.closes),
    isSchoolDay: calendar.isWorkday(day) && day >= row.term_from && day <= row.term_to,
  }
}

async function book(ctx: FlowCtx, decided: Draft): Promise<void> {
  const fresh = await storeEvents(ctx, [decided])
  await followUp(ctx, fresh)
  await tellParents(ctx, fresh)
  ctx.note({
    object: "campus-device",
    objectId: decided.sn,
    after: { eventId: decided.eventId, result: decided.result, verdict: decided.verdict },
  })
  ctx.emit({ type: "campus.gate", subject: decided.schoolId, data: { events: fresh.length } })
}

export interface ByHand {
  sn: string
  personId: string
  direction: Direction
}

/** The way that always exists: the guard knows the child and writes it down. The pass rules hold all the same. */
export const registerByHand = flow(
  { name: "campus.by-hand", permission: "campus.guard" },
  async (ctx, input: ByHand): Promise<Outcome<GateAnswer>> => {
    const school = await ownSchool(ctx)
    if (!school.ok) return school
    const device = await deviceBy(ctx, input.sn)
    if (!device || device.school_id !== school.value.id)
      return refuse["E-NOT-FOUND"]({ what: "校门", whatEn: "gate" }, "sn")
    const person = await schoolPerson(ctx, input.personId)
    if (!person.ok) return person
    await lockGates(ctx)
    const at = ctx.clock.now()
    const record: GateRecord = {
      eventId: `hand-${newId()}`,
      // The guard's screen shows our clock, not the gate's.
      deviceAt: new Date(at.getTime() + device.offset_ms),
      credential: "hand",
      ref: input.personId,
      direction: input.direction,
      result: "pass",
      isOffline: false,
      photoRef: null,
    }
    const decided = { ...(await judgeNow(ctx, { device, record })), operator: ctx.actor.name }
    // The guard sees the child and its papers: what the gate would refuse is refused here too, and written down.
    await book(ctx, decided)
    return ok(answer(decided.result, decided.verdict))
  },
)

export const remoteOpen = flow(
  { name: "campus.remote-open", permission: "campus.guard" },
  async (ctx, input: { sn: string; direction: Direction; reason: string }): Promise<Outcome<void>> => {
    const school = await ownSchool(ctx)
    if (!school.ok) return school
    const device = await deviceBy(ctx, input.sn)
    if (!device || device.school_id !== school.value.id)
      return refuse["E-NOT-FOUND"]({ what: "校门", whatEn: "gate" }, "sn")
    const at = ctx.clock.now()
    const draft = {
      device,
      eventId: `remote-${newId()}`,
      receivedAt: at,
      operator: `${ctx.actor.name}：${input.reason}`,
      record: {
        eventId: "",
        deviceAt: new Date(at.getTime() + device.offset_ms),
        credential: "remote" as const,
        ref: null,
        direction: input.direction,
        result: "pass" as const,
        isOffline: false,
        photoRef: null,
      },
    }
    await storeEvents(ctx, [draftOf(draft, await gateFacts(ctx, [draft]))])
    ctx.note({ object: "campus-device", objectId: input.sn, after: input })
    ctx.emit({ type: "campus.open-gate", subject: input.sn, data: { direction: input.direction, day: dateOf(at) } })
    return ok()
  },
)
