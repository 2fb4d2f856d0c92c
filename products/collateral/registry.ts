// What passes between a case and the registries: requests, answers by message or typed in from paper, releases after
// settlement. A scene says where its cases are and when they go on; the answers are taken here, once, for all of them.
import type { Selectable } from "kysely"
import type { Posting } from "#ledger"
import type { Tables } from "#kernel/db"
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { sendToPartner } from "#kernel/partner"
import { ok, type Outcome } from "#kernel/refusal"
import type { HouseEvent } from "#kernel/scene"
import {
  chargeDone,
  chargeRefused,
  chargeReleased,
  chargeReleasing,
  chargeSent,
  draftCharge,
  type NewCharge,
} from "./collateral.ts"

export type Charge = Selectable<Tables["collateral_charge"]>

const messageOf = { freeze: "FREEZE_REQ", mortgage: "MORTGAGE_REQ", filing: "FILING_REQ" } as const

/** Charges that secure a case, oldest first. */
export async function chargesOf(ctx: Pick<Ctx, "db">, caseNo: string): Promise<Charge[]> {
  const all = ctx.db.selectFrom("collateral_charge").selectAll()
  return all.where("secures", "=", caseNo).orderBy("created_at").execute()
}

/** Asks the registry for a charge; `about` is what the message says beside its number and the case. */
export async function requestCharge(
  ctx: FlowCtx,
  charge: NewCharge & { registry: NonNullable<NewCharge["registry"]> },
  about: Record<string, unknown>,
): Promise<void> {
  const chargeId = await draftCharge(ctx, charge)
  await chargeSent(ctx, chargeId)
  const body = { chargeId, requestNo: charge.requestNo, caseNo: charge.secures, ...about }
  await sendToPartner(ctx, { partner: charge.registry, kind: messageOf[charge.kind], subject: charge.secures, body })
}

/** Asks for the release of every charge that stands; answers how many were asked. */
export async function requestReleases(ctx: FlowCtx, caseNo: string): Promise<number> {
  const standing = (await chargesOf(ctx, caseNo)).filter((one) => one.state === "done")
  for (const charge of standing) {
    await chargeReleasing(ctx, charge.id)
    const body = {
      chargeId: charge.id,
      requestNo: charge.request_no,
      certificateNo: charge.certificate_no,
      caseNo,
    }
    await sendToPartner(ctx, { partner: charge.registry, kind: "RELEASE_REQ", subject: caseNo, body })
  }
  return standing.length
}

export interface RegistryAnswer {
  chargeId: string
  /** done with a certificate, refused with a reason, released with a receipt. */
  state: "done" | "refused" | "released"
  certificateNo?: string
  reason?: string
}

export interface ChargedCases<Row extends { id: string; case_no: string }, State extends string> {
  /** Begins the names of the flows and of the permission, e.g. "emission-loan". */
  scene: string
  /** Kind of the case in the audit, e.g. "emission-case". */
  object: string
  /** The scene's case of this number; null when it is another scene's. */
  caseIdOf(ctx: Ctx, caseNo: string): Promise<string | null>
  lock(ctx: FlowCtx, id: string): Promise<Outcome<Row>>
  stateOf(row: Row): State
  tell(ctx: FlowCtx, id: string, line: { kind: string; zh: string; en: string; reference: string }): Promise<void>
  /** Moves the case on if nothing more is to be registered; null when it stays where it is. */
  registered(ctx: FlowCtx, row: Row): Promise<State | null>
  /** The last charge was released: ends the case; null when it stays where it is. */
  released(ctx: FlowCtx, row: Row): Promise<State | null>
  /** What the charge kept bound beside the item and now sets free. */
  unbind?(ctx: FlowCtx, row: Row, charge: Charge): Promise<Posting[]>
  notFound(id: string): Outcome<never>
}

type Moved<State> = Outcome<{ id: string; state: State }>

export function registryAnswers<Row extends { id: string; case_no: string }, State extends string>(
  cases: ChargedCases<Row, State>,
) {
  /** Says what happened to the charge, then posts; the case has moved or stays. */
  const conclude = async (
    ctx: FlowCtx,
    row: Row,
    said: { line: { zh: string; en: string; reference: string }; after: Record<string, unknown> },
    postings: Posting[],
    onward: () => Promise<State | null>,
  ): Promise<Moved<State>> => {
    await cases.tell(ctx, row.id, { kind: "registration", ...said.line })
    const moved = await onward()
    if (moved === null) ctx.note({ object: cases.object, objectId: row.id, after: said.after })
    const posted = await ctx.post(postings)
    return posted.ok ? ok({ id: row.id, state: moved ?? cases.stateOf(row) }) : posted
  }

  const done = async (ctx: FlowCtx, row: Row, charge: Charge, certificateNo: string): Promise<Moved<State>> => {
    const line = { zh: `登记完成 ${certificateNo}`, en: "Registered", reference: certificateNo }
    const postings = await chargeDone(ctx, charge.id, certificateNo)
    return conclude(ctx, row, { line, after: { certificateNo } }, postings, () => cases.registered(ctx, row))
  }

  const refused = async (ctx: FlowCtx, row: Row, charge: Charge, reason: string): Promise<Moved<State>> => {
    await chargeRefused(ctx, charge.id, reason)
    const reference = charge.request_no
    const line = { zh: `登记机构未受理：${reason}`, en: `Registry refused: ${reason}`, reference }
    const postings = (await cases.unbind?.(ctx, row, charge)) ?? []
    return conclude(ctx, row, { line, after: { refused: reference, reason } }, postings, async () => null)
  }

  const released = async (ctx: FlowCtx, row: Row, charge: Charge): Promise<Moved<State>> => {
    const reference = charge.request_no
    const line = { zh: `解除登记回执 ${reference}`, en: "Release receipt", reference }
    const postings = [...(await chargeReleased(ctx, charge.id)), ...((await cases.unbind?.(ctx, row, charge)) ?? [])]
    const isOpen = (one: Charge): boolean => one.state !== "released" && one.state !== "refused"
    return conclude(ctx, row, { line, after: { released: reference } }, postings, async () =>
      (await chargesOf(ctx, row.case_no)).some(isOpen) ? null : cases.released(ctx, row),
    )
  }

  /** A registry's answer. Said again, or to a charge that no longer waits for it, it changes nothing. */
  const take = flow(
    { name: `${cases.scene}.registry-answer`, permission: null },
    async (ctx, input: RegistryAnswer): Promise<Moved<State>> => {
      const asked = ctx.db.selectFrom("collateral_charge").selectAll().where("id", "=", input.chargeId)
      const charge = await asked.forUpdate().executeTakeFirst()
      const caseId = charge && (await cases.caseIdOf(ctx, charge.secures))
      if (!charge || !caseId) return cases.notFound(input.chargeId)
      const found = await cases.lock(ctx, caseId)
      if (!found.ok) return found
      const row = found.value
      if (charge.state !== (input.state === "released" ? "releasing" : "sent"))
        return ok({ id: row.id, state: cases.stateOf(row) })
      if (input.state === "released") return released(ctx, row, charge)
      return input.state === "done"
        ? done(ctx, row, charge, input.certificateNo ?? charge.request_no)
        : refused(ctx, row, charge, input.reason ?? "")
    },
  )

  /** The same from paper: a certificate, or the receipt of a release that was asked for. */
  const record = flow(
    { name: `${cases.scene}.record-registration`, permission: `${cases.scene}.collateral` },
    async (ctx, input: { id: string; certificateNo: string }): Promise<Moved<State>> => {
      const asked = ctx.db.selectFrom("collateral_charge").select("state").where("id", "=", input.id)
      const state = (await asked.executeTakeFirst())?.state === "releasing" ? "released" : "done"
      return take(ctx, { chargeId: input.id, state, certificateNo: input.certificateNo })
    },
  )

  /** On "partner.answered": only answers about the scene's own charges are its to take. */
  const answered = async (ctx: Ctx, event: HouseEvent): Promise<void> => {
    const { sent, answer } = event.data as { sent: { chargeId: string }; answer: Omit<RegistryAnswer, "chargeId"> }
    const asked = ctx.db.selectFrom("collateral_charge").select("secures").where("id", "=", sent.chargeId)
    const charge = await asked.executeTakeFirst()
    if (!charge || !(await cases.caseIdOf(ctx, charge.secures))) return
    const outcome = await take(ctx, { ...answer, chargeId: sent.chargeId })
    if (!outcome.ok) throw new Error(outcome.refusal.en)
  }

  return { take, record, answered }
}
