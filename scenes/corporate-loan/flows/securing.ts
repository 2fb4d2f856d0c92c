// Registrations at the registries, by message or from their papers, and the releases after settlement.
import { flow, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { Posting } from "#ledger"
import { chargesOf, registryAnswers, registryOf, requestCharge, requestReleases } from "#products/collateral"
import { depositOf } from "#products/deposit"
import { endLimit, limitFigures, releaseReserved } from "#products/limit"
import { refuse } from "../refusals.ts"
import type { CaseState } from "../states.ts"
import { lockCase, move, stateOf, tell, yuan, type CaseRow } from "./case.ts"
import { open } from "./guard.ts"
import { legsOf, unregistered, type CaseLeg } from "./facts.ts"

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
  const charge = { itemId: leg.itemId, secures: row.case_no, kind, registry, rank, securedMaxFen, requestNo } as const
  await requestCharge(ctx, charge, {
    class: leg.class,
    title: leg.title,
    titleNo: leg.titleNo,
    securedMax: yuan(securedMaxFen),
    until: row.end_on,
    rank,
  })
}

/** The last missing answer completes the security, the last receipt after settlement ends the case. */
export const registry = registryAnswers<CaseRow, CaseState>({
  scene: "corporate-loan",
  object: "corporate-case",
  caseIdOf: async (ctx, caseNo) => {
    const own = ctx.db.selectFrom("corporate_case").select("id").where("case_no", "=", caseNo)
    return (await own.executeTakeFirst())?.id ?? null
  },
  lock: lockCase,
  stateOf,
  tell,
  registered: async (ctx, row) => {
    const left = unregistered(await legsOf(ctx, row.id), await chargesOf(ctx, row.case_no))
    if (stateOf(row) !== "signed" || left.length > 0) return null
    return (await move(ctx, row, { action: "secure", to: "secured", kind: "registration", zh: "全部押品登记完成" }))
      .state
  },
  released: async (ctx, row) => {
    if (stateOf(row) !== "settled") return null
    return (await move(ctx, row, { action: "release", to: "released", zh: "担保全部解除" })).state
  },
  notFound: (id) => refuse["E-NOT-FOUND"]({ id, what: "登记申请" }),
})

type Moved = Outcome<{ id: string; state: CaseState }>

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
    const asked = await requestReleases(ctx, row.case_no)
    const to = asked === 0 ? "released" : "settled"
    const zh = asked === 0 ? "无登记押品，业务办结" : `发出解除登记申请 ${asked} 件`
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
