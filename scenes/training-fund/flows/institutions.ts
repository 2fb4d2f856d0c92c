// Institutions: each has exactly one custody account, into which every fee goes, and one settlement account, to which money
// goes when it is earned. The authority changes what an institution may do; the bank's people register it.
import { randomUUID } from "node:crypto"
import { flow } from "#kernel/flow"
import { notify } from "#kernel/notice"
import { inScope } from "#kernel/org"
import { findParty } from "#kernel/party"
import { ok, type Outcome } from "#kernel/refusal"
import { openMerchant } from "#products/acquiring"
import { openPool } from "#products/custody"
import { findDeposit } from "#products/deposit"
import { type InstitutionKind } from "../model.ts"
import { refuse } from "../refusals.ts"
import { institutionNext, institutionTitles, type InstitutionState } from "../states.ts"
import { institutionFor, policyOn } from "../store.ts"
import { listedPerson } from "./blacklist.ts"

export interface NewInstitution {
  partyId: string
  kind: InstitutionKind
  licenceNo: string
  licenceUntil: string
  policyCode: string
  settlementNo: string
  outlet: string
  address: string
  /** 法定代表人 */
  legalPerson: string
  /** Its other principals: a blacklisted person marks every institution of theirs. */
  people: string[]
}

export const registerInstitution = flow(
  { name: "training-fund.register", permission: "training-fund.register" },
  async (ctx, input: NewInstitution): Promise<Outcome<{ id: string; custodyAccountNo: string }>> => {
    const party = await findParty(ctx, input.partyId)
    if (!party || !inScope(ctx, input.outlet))
      return refuse["E-NOT-FOUND"]({ what: "客户", whatEn: "customer", id: input.partyId }, "partyId")
    const policy = await policyOn(ctx, input.policyCode, ctx.today)
    if (!policy.ok) return policy
    const account = await findDeposit(ctx, input.settlementNo)
    if (!account.ok) return account
    if (account.value.partyId !== input.partyId || account.value.state !== "open")
      return refuse["E-NOT-FOUND"](
        { what: "该机构的结算账户", whatEn: "account of it", id: input.settlementNo },
        "settlementNo",
      )
    const known = await ctx.db
      .selectFrom("training_institution")
      .select("id")
      .where((e) => e.or([e("party_id", "=", input.partyId), e("licence_no", "=", input.licenceNo)]))
      .executeTakeFirst()
    if (known) return refuse["E-STATE"]({ reason: "该机构或许可证已登记", reasonEn: "It is registered already" })
    const people = [...new Set([input.legalPerson, ...input.people].map((name) => name.trim()))].filter(Boolean)
    const listed = await listedPerson(ctx, people)
    if (listed) return refuse.BLACKLISTED({ name: listed.name, documentNo: listed.document_no }, "people")
    const { settlementNo, outlet } = input
    const pool = await openPool(ctx, { beneficiaryId: input.partyId, settlementNo, outlet, title: party.name })
    // Nothing is settled by acquiring: every fen goes from the waiting account into custody.
    const merchant = await openMerchant(ctx, {
      partyId: input.partyId,
      name: `${party.name}（存管）`,
      settlementAccountNo: null,
      feeBp: 0,
      outlet,
    })
    if (!merchant.ok) return merchant
    const id = randomUUID()
    await ctx.db
      .insertInto("training_institution")
      .values({
        id,
        party_id: input.partyId,
        pool_id: pool.id,
        merchant_id: merchant.value.merchantId,
        kind: input.kind,
        licence_no: input.licenceNo.trim(),
        licence_until: input.licenceUntil,
        policy_code: input.policyCode,
        outlet,
        address: input.address,
        legal_person: input.legalPerson.trim(),
        people,
        registered_on: ctx.today,
        registered_at: ctx.clock.now(),
      })
      .execute()
    ctx.note({ object: "training-institution", objectId: id, after: { ...input, poolNo: pool.pool_no } })
    ctx.emit({ type: "training-fund.registered", subject: id, data: { partyId: input.partyId } })
    return ok({ id, custodyAccountNo: pool.pool_no })
  },
)

export interface StateAsked {
  id: string
  state: InstitutionState
  reason: string
}

/** The authority's or the bank's word on what the institution may do; run-off has its own way. */
export const changeInstitution = flow(
  { name: "training-fund.change-state", permission: "training-fund.supervise" },
  async (ctx, input: StateAsked): Promise<Outcome<void>> => {
    const found = await institutionFor(ctx, input.id)
    if (!found.ok) return found
    const before = found.value
    if (input.reason.trim().length < 4) return refuse["E-REASON"]({}, "reason")
    const from = before.state as InstitutionState
    const isOther = ["RUN_OFF", "CLOSED", "RELEASE_FROZEN"].includes(input.state)
    if (isOther || !institutionNext[from].includes(input.state))
      return refuse["E-STATE"]({
        reason: `不能从“${institutionTitles[from].zh}”改为“${institutionTitles[input.state].zh}”`,
        reasonEn: `It cannot go from "${institutionTitles[from].en}" to "${institutionTitles[input.state].en}" this way`,
      })
    await ctx.db
      .updateTable("training_institution")
      .set({ state: input.state, state_reason: input.reason.trim() })
      .where("id", "=", input.id)
      .execute()
    await notify(ctx, {
      to: `party:${before.party_id}`,
      title: `监管状态：${institutionTitles[input.state].zh}`,
      body: input.reason.trim(),
      page: "/portal/training",
    })
    ctx.note({ object: "training-institution", objectId: input.id, before: { state: from }, after: { ...input } })
    return ok()
  },
)

/** New orders follow the other profile; those signed keep the version of their day. */
export const changePolicyOf = flow(
  { name: "training-fund.change-policy", permission: "training-fund.register" },
  async (ctx, input: { id: string; policyCode: string; reason: string }): Promise<Outcome<void>> => {
    const found = await institutionFor(ctx, input.id)
    if (!found.ok) return found
    if (input.reason.trim().length < 4) return refuse["E-REASON"]({}, "reason")
    if (input.policyCode === found.value.policy_code)
      return refuse["E-STATE"]({ reason: "已经适用这项政策", reasonEn: "It works under this policy already" })
    const policy = await policyOn(ctx, input.policyCode, ctx.today)
    if (!policy.ok) return policy
    await ctx.db
      .updateTable("training_institution")
      .set({ policy_code: input.policyCode })
      .where("id", "=", input.id)
      .execute()
    await notify(ctx, {
      to: `party:${found.value.party_id}`,
      title: `适用政策改为 ${input.policyCode}`,
      body: `${input.reason.trim()}。只影响新签合同，已签合同按原政策执行。`,
      page: "/portal/training",
    })
    const before = { policyCode: found.value.policy_code }
    ctx.note({ object: "training-institution", objectId: input.id, before, after: { ...input } })
    return ok()
  },
)
