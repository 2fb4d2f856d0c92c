// Registrations at the registries, by message or from their papers, and the releases after settlement.
import { flow, type FlowCtx } from "#kernel/flow"
import { sendToPartner } from "#kernel/partner"
import { ok, type Outcome } from "#kernel/refusal"
import type { Posting } from "#ledger"
import {
  chargeDone,
  chargeRefused,
  chargeReleased,
  chargeReleasing,
  chargeSent,
  draftCharge,
  registryOf,
} from "#products/collateral"
import { depositOf } from "#products/deposit"
import { endLimit, limitFigures, releaseReserved } from "#products/limit"
import { refuse } from "../refusals.ts"
import type { CaseState } from "../states.ts"
import { lockCase, move, stateOf, tell, yuan, type CaseRow } from "./case.ts"
import { open } from "./guard.ts"
import { chargesOf, legsOf, unregistered, type CaseLeg } from "./facts.ts"

const messageOf = { mortgage: "MORTGAGE_REQ", filing: "FILING_REQ" } as const

/** One charge a leg; refused ones are sent anew. Without collateral the guarantee's contract is all there is to secure. */
export const secureCase = flow(
  { name: "corporate-loan.secure", permission: "corporate-loan.collateral" },
  async (ctx, input: { id: string }) => {
    const found = await open(ctx, input.id, "secure")
    if (!found.ok) return found
    const row = found.value
    const legs = (await legsOf(ctx, row.id)).filter((leg) => leg.status === "active")
    if (legs.length === 0) {
      const zh = row.guarantee === "guarantor" ? `保证合同 ${row.guarantee_contract_no} 生效` : "信用方式，无需登记"
      return ok({ ...(await move(ctx, row, { action: "secure", to: "secured", zh, en: "Secured" })), sent: 0 })
    }
    const charges = await chargesOf(ctx, row.case_no)
    let sent = 0
    for (const leg of legs) {
      if (charges.some((one) => one.item_id === leg.itemId && one.state !== "refused")) continue
      await sendCharge(ctx, row, leg, charges.length + sent + 1)
      sent += 1
    }
    const to = unregistered(legs, await chargesOf(ctx, row.case_no)).length === 0 ? "secured" : "signed"
    const zh = to === "secured" ? "全部押品登记完成" : `发出抵押登记申请 ${sent} 件`
    const moved = await move(ctx, row, { action: "secure", to, kind: "registration", zh, en: `${sent} filings sent` })
    return ok({ ...moved, sent })
  },
)

async function sendCharge(ctx: FlowCtx, row: CaseRow, leg: CaseLeg, number: number): Promise<void> {
  const registry = registryOf[leg.class]
  const kind = registry === "movables" ? "filing" : "mortgage"
  const requestNo = `${row.case_no}-${String(number).padStart(2, "0")}`
  const rank = leg.priorClaimsFen > 0n ? 2 : 1
  const securedMaxFen = row.approved_fen!
  const chargeId = await draftCharge(ctx, {
    itemId: leg.itemId,
    secures: row.case_no,
    kind,
    registry,
    rank,
    securedMaxFen,
    requestNo,
  })
  await chargeSent(ctx, chargeId)
  const body = {
    chargeId,
    requestNo,
    caseNo: row.case_no,
    class: leg.class,
    title: leg.title,
    titleNo: leg.titleNo,
    securedMax: yuan(securedMaxFen),
    until: row.end_on,
    rank,
  }
  await sendToPartner(ctx, { partner: registry, kind: messageOf[kind], subject: row.case_no, body })
}

export interface RegistryAnswer {
  chargeId: string
  /** done with a certificate, refused with a reason, released with a receipt. */
  state: "done" | "refused" | "released"
  certificateNo?: string
  reason?: string
}

type Charge = Awaited<ReturnType<typeof chargesOf>>[number]
type Moved = Outcome<{ id: string; state: CaseState }>

/** A registry's answer, by message or typed in from the paper. The last missing one completes the security. */
export const takeRegistryAnswer = flow(
  { name: "corporate-loan.registry-answer", permission: null },
  async (ctx, input: RegistryAnswer): Promise<Moved> => {
    const charge = await ctx.db
      .selectFrom("collateral_charge")
      .selectAll()
      .where("id", "=", input.chargeId)
      .forUpdate()
      .executeTakeFirst()
    const head = charge && (await caseOfCharge(ctx, charge.secures))
    if (!charge || !head) return refuse["E-NOT-FOUND"]({ id: input.chargeId, what: "登记申请" })
    const found = await lockCase(ctx, head)
    if (!found.ok) return found
    const row = found.value
    if (input.state === "released") return released(ctx, row, charge)
    if (charge.state !== "sent") return ok({ id: row.id, state: stateOf(row) })
    return input.state === "done"
      ? registered(ctx, row, charge, input.certificateNo ?? charge.request_no)
      : refusedBy(ctx, row, charge, input.reason ?? "")
  },
)

export async function caseOfCharge(ctx: Pick<FlowCtx, "db">, secures: string): Promise<string | null> {
  const row = await ctx.db.selectFrom("corporate_case").select("id").where("case_no", "=", secures).executeTakeFirst()
  return row?.id ?? null
}

async function registered(ctx: FlowCtx, row: CaseRow, charge: Charge, certificateNo: string): Promise<Moved> {
  const postings = await chargeDone(ctx, charge.id, certificateNo)
  const line = { kind: "registration", zh: `登记完成 ${certificateNo}`, en: "Registered", reference: certificateNo }
  await tell(ctx, row.id, line)
  const left = unregistered(await legsOf(ctx, row.id), await chargesOf(ctx, row.case_no))
  let state = stateOf(row)
  if (state === "signed" && left.length === 0)
    state = (await move(ctx, row, { action: "secure", to: "secured", kind: "registration", zh: "全部押品登记完成" }))
      .state
  else ctx.note({ object: "corporate-case", objectId: row.id, after: { certificateNo } })
  const posted = await ctx.post(postings)
  return posted.ok ? ok({ id: row.id, state }) : posted
}

async function refusedBy(ctx: FlowCtx, row: CaseRow, charge: Charge, reason: string): Promise<Moved> {
  await chargeRefused(ctx, charge.id, reason)
  const zh = `登记机构未受理：${reason}`
  await tell(ctx, row.id, { kind: "registration", zh, en: `Registry refused: ${reason}`, reference: charge.request_no })
  ctx.note({ object: "corporate-case", objectId: row.id, after: { refused: charge.request_no, reason } })
  return ok({ id: row.id, state: stateOf(row) })
}

async function released(ctx: FlowCtx, row: CaseRow, charge: Charge): Promise<Moved> {
  if (charge.state !== "releasing") return ok({ id: row.id, state: stateOf(row) })
  const postings = await chargeReleased(ctx, charge.id)
  const line = { kind: "registration", zh: `解除登记回执 ${charge.request_no}`, en: "Release receipt" }
  await tell(ctx, row.id, { ...line, reference: charge.request_no })
  const open = (await chargesOf(ctx, row.case_no)).some((one) => one.state !== "released" && one.state !== "refused")
  let state = stateOf(row)
  if (!open && state === "settled")
    state = (await move(ctx, row, { action: "release", to: "released", zh: "担保全部解除" })).state
  else ctx.note({ object: "corporate-case", objectId: row.id, after: { released: charge.request_no } })
  const posted = await ctx.post(postings)
  return posted.ok ? ok({ id: row.id, state }) : posted
}

export const recordRegistration = flow(
  { name: "corporate-loan.record-registration", permission: "corporate-loan.collateral" },
  async (ctx, input: { id: string; certificateNo: string }): Promise<Moved> => {
    const charge = await ctx.db
      .selectFrom("collateral_charge")
      .select("state")
      .where("id", "=", input.id)
      .executeTakeFirst()
    const state = charge?.state === "releasing" ? "released" : "done"
    return takeRegistryAnswer(ctx, { chargeId: input.id, state, certificateNo: input.certificateNo })
  },
)

export const makeAvailable = flow(
  { name: "corporate-loan.available", permission: "corporate-loan.disburse" },
  async (ctx, input: { id: string }): Promise<Moved> => {
    const found = await open(ctx, input.id, "makeAvailable")
    if (!found.ok) return found
    const row = found.value
    if ((await depositOf(ctx, row.party_id)) === null) return refuse["E-NO-ACCOUNT"]()
    const zh = `开通提款，可提 ${yuan(row.approved_fen!)} 元`
    return ok(await move(ctx, row, { action: "makeAvailable", to: "available", zh, en: "Open for drawing" }))
  },
)

/** After settlement: every charge is asked to be released; the receipts end the case. */
export const releaseCase = flow(
  { name: "corporate-loan.release", permission: "corporate-loan.collateral" },
  async (ctx, input: { id: string }): Promise<Moved> => {
    const found = await open(ctx, input.id, "release")
    if (!found.ok) return found
    const row = found.value
    const charges = (await chargesOf(ctx, row.case_no)).filter((one) => one.state === "done")
    for (const charge of charges) {
      await chargeReleasing(ctx, charge.id)
      const body = {
        chargeId: charge.id,
        requestNo: charge.request_no,
        certificateNo: charge.certificate_no,
        caseNo: row.case_no,
      }
      await sendToPartner(ctx, { partner: charge.registry, kind: "RELEASE_REQ", subject: row.case_no, body })
    }
    const to = charges.length === 0 ? "released" : "settled"
    const zh = charges.length === 0 ? "无登记押品，业务办结" : `发出解除登记申请 ${charges.length} 件`
    return ok(await move(ctx, row, { action: "release", to, zh, en: "Release" }))
  },
)

/** What was never drawn goes back; the settled notes leave nothing to wait for. */
export async function endLineOf(ctx: FlowCtx, row: CaseRow): Promise<Outcome<Posting[]>> {
  if (!row.limit_no) return ok([])
  const { reserved } = await limitFigures(ctx.ledger, row.limit_no)
  if (reserved > 0n) {
    const freed = await releaseReserved(ctx, { limitNo: row.limit_no, amountFen: reserved, reference: row.case_no })
    if (!freed.ok) return freed
    const posted = await ctx.post([freed.value])
    if (!posted.ok) return posted
  }
  return endLimit(ctx, { limitNo: row.limit_no, reference: row.case_no })
}

export const endLine = flow(
  { name: "corporate-loan.end-line", permission: "corporate-loan.disburse" },
  async (ctx, input: { id: string; reason: string }): Promise<Moved> => {
    const found = await open(ctx, input.id, "endLine")
    if (!found.ok) return found
    const row = found.value
    const ended = await endLineOf(ctx, row)
    if (!ended.ok) return ended
    const zh = `终止未提额度：${input.reason}`
    const moved = await move(ctx, row, { action: "endLine", to: "settled", zh, en: "Undrawn line ended" })
    const posted = await ctx.post(ended.value)
    return posted.ok ? ok(moved) : posted
  },
)
