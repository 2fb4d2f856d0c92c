// Freeze and registrations at the registries, their answers, and the releases after settlement.
import { balances, newId, openAccounts, type Posting } from "#ledger"
import { flow, type FlowCtx } from "#kernel/flow"
import { sendToPartner } from "#kernel/partner"
import { ok, type Outcome } from "#kernel/refusal"
import {
  chargeDone,
  chargeRefused,
  chargeReleased,
  chargeReleasing,
  chargeSent,
  draftCharge,
  registryOf,
} from "#products/collateral"
import { freezeRight, frozenAccount, frozenKey, unfreezeRight } from "../postings.ts"
import { refuse } from "../refusals.ts"
import type { CaseState } from "../states.ts"
import {
  chargesOf,
  factsOf,
  guard,
  legsOf,
  lockCase,
  move,
  stateOf,
  tell,
  yuan,
  type CaseLeg,
  type CaseRow,
} from "./case.ts"
import { isSecondCharge, stillFree } from "./package.ts"
import { freeGramsOf } from "./valuing.ts"

const messageOf = { freeze: "FREEZE_REQ", mortgage: "MORTGAGE_REQ", filing: "FILING_REQ" } as const

/** One charge per leg; a double registration also publishes the right on 中登网. Refused ones are sent anew. */
export const registerCase = flow(
  { name: "emission-loan.register", permission: "emission-loan.collateral" },
  async (ctx, input: { id: string }) => {
    const found = await lockCase(ctx, input.id)
    if (!found.ok) return found
    const row = found.value
    const allowed = await guard(ctx, row, "register")
    if (!allowed.ok) return allowed
    const legs = (await legsOf(ctx, row.id)).filter((leg) => leg.status === "active")
    const charges = await chargesOf(ctx, row.case_no)
    const free = await stillFree(ctx, row)
    if (!free.ok) return free
    const postings: Posting[] = []
    let sent = 0
    for (const leg of legs) {
      for (const wanted of wantedCharges(row, leg)) {
        const live = charges.some(
          (one) => one.item_id === leg.itemId && one.kind === wanted.kind && one.state !== "refused",
        )
        if (live) continue
        postings.push(...(await sendCharge(ctx, row, leg, wanted, charges.length + sent + 1)))
        sent += 1
      }
    }
    const moved = await move(ctx, row, {
      action: "register",
      to: "contracted",
      zh: `发出冻结与登记申请 ${sent} 件`,
      en: `${sent} filings sent`,
    })
    const posted = await ctx.post(postings)
    return posted.ok ? ok({ ...moved, sent }) : posted
  },
)

interface Wanted {
  kind: "freeze" | "mortgage" | "filing"
  registry: "reserve-centre" | "real-estate" | "movables"
}

function wantedCharges(row: CaseRow, leg: CaseLeg): Wanted[] {
  if (leg.class !== "emission_right") {
    const registry = registryOf[leg.class]
    return [{ kind: registry === "movables" ? "filing" : "mortgage", registry }]
  }
  const freeze: Wanted = { kind: "freeze", registry: "reserve-centre" }
  return row.package_type === "DOUBLE_REGISTRATION" ? [freeze, { kind: "filing", registry: "movables" }] : [freeze]
}

async function sendCharge(
  ctx: FlowCtx,
  row: CaseRow,
  leg: CaseLeg,
  wanted: Wanted,
  number: number,
): Promise<Posting[]> {
  const requestNo = `${row.case_no}-${String(number).padStart(2, "0")}`
  const securedMaxFen = row.approved_fen!
  const chargeId = await draftCharge(ctx, {
    itemId: leg.itemId,
    secures: row.case_no,
    ...wanted,
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
    grams: leg.grams === null ? null : String(leg.grams),
    securedMax: yuan(securedMaxFen),
    until: row.end_on,
    rank: leg.priorClaimsFen > 0n ? 2 : 1,
  }
  await sendToPartner(ctx, { partner: wanted.registry, kind: messageOf[wanted.kind], subject: row.case_no, body })
  return wanted.kind === "freeze" ? frozen(ctx, row, leg) : []
}

/** Of a second charge only what is still free: the rest the first lender froze. */
async function frozen(ctx: FlowCtx, row: CaseRow, leg: CaseLeg): Promise<Posting[]> {
  const rightNo = leg.titleNo!
  const free = (await freeGramsOf(ctx, [rightNo])).get(rightNo)!
  const grams = isSecondCharge(row, leg) && free < leg.grams! ? free : leg.grams!
  if (grams === 0n) return []
  await openAccounts(ctx.ledger, [frozenAccount(rightNo, row.case_no, row.outlet)])
  return [
    freezeRight.build(
      { rightNo, grams, caseNo: row.case_no },
      { id: newId(), reference: row.case_no, memo: "排污权冻结" },
    ),
  ]
}

export interface RegistryAnswer {
  chargeId: string
  /** done with a certificate, refused with a reason, released with a receipt. */
  state: "done" | "refused" | "released"
  certificateNo?: string
  reason?: string
}

/** A registry's answer, by message or typed in from the paper. The last missing one completes the registration. */
export const takeRegistryAnswer = flow(
  { name: "emission-loan.registry-answer", permission: null },
  async (ctx, input: RegistryAnswer) => {
    const charge = await ctx.db
      .selectFrom("collateral_charge")
      .selectAll()
      .where("id", "=", input.chargeId)
      .forUpdate()
      .executeTakeFirst()
    const head =
      charge &&
      (await ctx.db.selectFrom("emission_case").select("id").where("case_no", "=", charge.secures).executeTakeFirst())
    if (!charge || !head) return refuse["E-NOT-FOUND"]({ id: input.chargeId, what: "登记申请" })
    const found = await lockCase(ctx, head.id)
    if (!found.ok) return found
    const row = found.value
    if (input.state === "released") return released(ctx, row, charge)
    if (charge.state !== "sent") return ok({ id: row.id, state: stateOf(row) })
    return input.state === "done"
      ? registered(ctx, row, charge, input.certificateNo ?? charge.request_no)
      : refused(ctx, row, charge, input.reason ?? "")
  },
)

type Charge = Awaited<ReturnType<typeof chargesOf>>[number]

async function registered(
  ctx: FlowCtx,
  row: CaseRow,
  charge: Charge,
  certificateNo: string,
): Promise<Outcome<{ id: string; state: CaseState }>> {
  const postings = await chargeDone(ctx, charge.id, certificateNo)
  await tell(ctx, row.id, {
    kind: "registration",
    zh: `登记完成 ${certificateNo}`,
    en: "Registered",
    reference: certificateNo,
  })
  const facts = await factsOf(ctx, row, ctx.today)
  let state = stateOf(row)
  if (state === "contracted" && facts.unregistered.length === 0) {
    state = (await move(ctx, row, { action: "register", to: "registered", zh: "全部押品登记完成" })).state
  } else ctx.note({ object: "emission-case", objectId: row.id, after: { certificateNo } })
  const posted = await ctx.post(postings)
  return posted.ok ? ok({ id: row.id, state }) : posted
}

async function refused(
  ctx: FlowCtx,
  row: CaseRow,
  charge: Charge,
  reason: string,
): Promise<Outcome<{ id: string; state: CaseState }>> {
  await chargeRefused(ctx, charge.id, reason)
  await tell(ctx, row.id, {
    kind: "registration",
    zh: `登记机构未受理：${reason}`,
    en: `Registry refused: ${reason}`,
    reference: charge.request_no,
  })
  ctx.note({ object: "emission-case", objectId: row.id, after: { refused: charge.request_no, reason } })
  const posted = await ctx.post(await unfrozen(ctx, row, charge))
  return posted.ok ? ok({ id: row.id, state: stateOf(row) }) : posted
}

async function unfrozen(ctx: FlowCtx, row: CaseRow, charge: Charge): Promise<Posting[]> {
  if (charge.kind !== "freeze") return []
  const leg = (await legsOf(ctx, row.id)).find((one) => one.itemId === charge.item_id)
  if (!leg?.titleNo) return []
  const [account] = await balances(ctx.ledger, [frozenKey(leg.titleNo, row.case_no)])
  if (!account || account.balance === 0n) return []
  return [
    unfreezeRight.build(
      { rightNo: leg.titleNo, grams: account.balance, caseNo: row.case_no },
      { id: newId(), reference: row.case_no, memo: "排污权解冻" },
    ),
  ]
}

async function released(
  ctx: FlowCtx,
  row: CaseRow,
  charge: Charge,
): Promise<Outcome<{ id: string; state: CaseState }>> {
  if (charge.state !== "releasing") return ok({ id: row.id, state: stateOf(row) })
  const postings = [...(await chargeReleased(ctx, charge.id)), ...(await unfrozen(ctx, row, charge))]
  await tell(ctx, row.id, {
    kind: "registration",
    zh: `解除登记回执 ${charge.request_no}`,
    en: "Release receipt",
    reference: charge.request_no,
  })
  const open = (await chargesOf(ctx, row.case_no)).some((one) => one.state !== "released" && one.state !== "refused")
  let state = stateOf(row)
  if (!open && (state === "settled" || state === "recovered"))
    state = (await move(ctx, row, { action: "release", to: "released", zh: "抵押全部解除" })).state
  else ctx.note({ object: "emission-case", objectId: row.id, after: { released: charge.request_no } })
  const posted = await ctx.post(postings)
  return posted.ok ? ok({ id: row.id, state }) : posted
}

export const recordRegistration = flow(
  { name: "emission-loan.record-registration", permission: "emission-loan.collateral" },
  async (ctx, input: { id: string; certificateNo: string }) => {
    const charge = await ctx.db
      .selectFrom("collateral_charge")
      .select("state")
      .where("id", "=", input.id)
      .executeTakeFirst()
    const state = charge?.state === "releasing" ? "released" : "done"
    return takeRegistryAnswer(ctx, { chargeId: input.id, state, certificateNo: input.certificateNo })
  },
)

/** After settlement: every charge is asked to be released; the receipts end the case. */
export const releaseCase = flow(
  { name: "emission-loan.release", permission: "emission-loan.collateral" },
  async (ctx, input: { id: string }) => {
    const found = await lockCase(ctx, input.id)
    if (!found.ok) return found
    const row = found.value
    const allowed = await guard(ctx, row, "release")
    if (!allowed.ok) return allowed
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
    const to = stateOf(row)
    return ok(
      await move(ctx, row, { action: "release", to, zh: `发出解除登记申请 ${charges.length} 件`, en: "Release asked" }),
    )
  },
)
