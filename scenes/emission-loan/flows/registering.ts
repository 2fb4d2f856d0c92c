// Freeze and registrations at the registries, their answers, and the releases after settlement.
import { balances, newId, openAccounts, type Posting } from "#ledger"
import { flow, type FlowCtx } from "#kernel/flow"
import { ok } from "#kernel/refusal"
import {
  chargesOf,
  registryAnswers,
  registryOf,
  requestCharge,
  requestReleases,
  type Charge,
} from "#products/collateral"
import { freezeRight, frozenAccount, frozenKey, unfreezeRight } from "../postings.ts"
import { refuse } from "../refusals.ts"
import type { CaseState } from "../states.ts"
import { factsOf, guard, legsOf, lockCase, move, stateOf, tell, yuan, type CaseLeg, type CaseRow } from "./case.ts"
import { isSecondCharge, stillFree } from "./package.ts"
import { freeGramsOf } from "./valuing.ts"

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
  const charge = { itemId: leg.itemId, secures: row.case_no, ...wanted, securedMaxFen, requestNo }
  await requestCharge(ctx, charge, {
    class: leg.class,
    title: leg.title,
    titleNo: leg.titleNo,
    grams: leg.grams === null ? null : String(leg.grams),
    securedMax: yuan(securedMaxFen),
    until: row.end_on,
    rank: leg.priorClaimsFen > 0n ? 2 : 1,
  })
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

/** The last missing answer completes the registration, the last receipt after settlement ends the case. */
export const registry = registryAnswers<CaseRow, CaseState>({
  scene: "emission-loan",
  object: "emission-case",
  caseIdOf: async (ctx, caseNo) => {
    const own = ctx.db.selectFrom("emission_case").select("id").where("case_no", "=", caseNo)
    return (await own.executeTakeFirst())?.id ?? null
  },
  lock: lockCase,
  stateOf,
  tell,
  registered: async (ctx, row) => {
    if (stateOf(row) !== "contracted" || (await factsOf(ctx, row, ctx.today)).unregistered.length > 0) return null
    return (await move(ctx, row, { action: "register", to: "registered", zh: "全部押品登记完成" })).state
  },
  released: async (ctx, row) => {
    if (stateOf(row) !== "settled" && stateOf(row) !== "recovered") return null
    return (await move(ctx, row, { action: "release", to: "released", zh: "抵押全部解除" })).state
  },
  unbind: unfrozen,
  notFound: (id) => refuse["E-NOT-FOUND"]({ id, what: "登记申请" }),
})

/** After settlement: every charge is asked to be released; the receipts end the case. */
export const releaseCase = flow(
  { name: "emission-loan.release", permission: "emission-loan.collateral" },
  async (ctx, input: { id: string }) => {
    const found = await lockCase(ctx, input.id)
    if (!found.ok) return found
    const row = found.value
    const allowed = await guard(ctx, row, "release")
    if (!allowed.ok) return allowed
    const asked = await requestReleases(ctx, row.case_no)
    const to = stateOf(row)
    return ok(await move(ctx, row, { action: "release", to, zh: `发出解除登记申请 ${asked} 件`, en: "Release asked" }))
  },
)
