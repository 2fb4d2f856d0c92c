// Parts of a case as pages read them: legs with their registrations, calls, events, prices, valuations.
import { balances } from "#ledger"
import { ledgerOn, type Ctx } from "#kernel/flow"
import { chargesOf, lendableOfFen, type Charge, type LtvCapsBp } from "#products/collateral"
import { cureCollateralFen, eventKinds, pollutants, quantityText, type EventKind, type Pollutant } from "../rules.ts"
import { yuan, type CaseLeg } from "../flows/case.ts"
import { freeKey } from "../postings.ts"

const at = (instant: Date | null): string | null => instant?.toISOString() ?? null

const registrationView = (charge: Charge) => ({
  id: charge.id,
  registry: charge.registry as "reserve-centre",
  kind: (charge.state === "released" || charge.state === "releasing" ? "release" : charge.kind) as "freeze",
  state: (charge.state === "releasing" ? "sent" : charge.state) as "draft" | "sent" | "done" | "refused" | "released",
  requestNo: charge.request_no,
  certificateNo: charge.certificate_no,
  refusedReason: charge.refused_reason,
  sentAt: at(charge.sent_at),
  doneAt: at(charge.done_at),
})

export async function legViews(ctx: Ctx, legs: readonly CaseLeg[], caseNo: string, caps: LtvCapsBp) {
  const charges = await chargesOf(ctx, caseNo)
  const rightIds = legs.flatMap((leg) => leg.rightId ?? [])
  const rights =
    rightIds.length === 0
      ? []
      : await ctx.db
          .selectFrom("emission_right")
          .select(["id", "right_no", "pollutant"])
          .where("id", "in", rightIds)
          .execute()
  return legs.map((leg) => {
    const right = rights.find((one) => one.id === leg.rightId)
    const pollutant = (right?.pollutant ?? null) as Pollutant | null
    const unit = pollutant ? pollutants[pollutant].unit : null
    const lendable =
      leg.valueFen === null
        ? null
        : lendableOfFen({ class: leg.class, valueFen: leg.valueFen, priorClaimsFen: leg.priorClaimsFen }, caps)
    return {
      id: leg.id,
      class: leg.class,
      title: leg.title,
      rightId: leg.rightId,
      rightNo: right?.right_no ?? null,
      pollutant,
      unit,
      quantity: unit && leg.grams !== null ? quantityText(leg.grams, unit) : null,
      value: leg.valueFen === null ? null : yuan(leg.valueFen),
      valuedOn: leg.valuedOn,
      valuationValidUntil: leg.validUntil,
      capBp: caps[leg.class],
      priorClaims: yuan(leg.priorClaimsFen),
      lendable: lendable === null ? null : yuan(lendable),
      location: leg.location,
      insuranceNo: leg.insuranceNo,
      status: leg.status,
      registrations: charges.filter((charge) => charge.item_id === leg.itemId).map(registrationView),
    }
  })
}

export async function marginCallViews(ctx: Ctx, caseId: string, caps: LtvCapsBp) {
  const rows = await ctx.db
    .selectFrom("emission_margin_call")
    .selectAll()
    .where("case_id", "=", caseId)
    .orderBy("opened_on", "desc")
    .execute()
  return rows.map((row) => ({
    id: row.id,
    openedOn: row.opened_on,
    dueOn: row.due_on,
    reason: row.reason,
    outstanding: yuan(row.outstanding_fen),
    rightValue: yuan(row.right_value_fen),
    ltvBp: row.ltv_bp,
    band: row.band as "amber",
    cureAmount: yuan(row.cure_fen),
    closedOn: row.closed_on,
    cureCollateral: (["plant", "land", "equipment", "housing"] as const).map((name) => ({
      class: name,
      value: yuan(cureCollateralFen(row.cure_fen, name, caps)),
    })),
  }))
}

export async function eventViews(
  ctx: Ctx,
  filter: { caseId?: string; open?: boolean; severity?: string; after?: Date; limit: number },
) {
  let found = ctx.db
    .selectFrom("emission_event")
    .innerJoin("emission_case", "emission_case.id", "case_id")
    .innerJoin("party", "party.id", "party_id")
    .selectAll("emission_event")
    .select(["case_no", "party.name"])
    .orderBy("opened_at", "desc")
    .limit(filter.limit)
  if (filter.caseId) found = found.where("case_id", "=", filter.caseId)
  if (filter.open) found = found.where("closed_at", "is", null)
  if (filter.severity) found = found.where("severity", "=", filter.severity)
  if (filter.after) found = found.where("opened_at", "<", filter.after)
  if (ctx.actor.scope !== "all") found = found.where("emission_case.outlet", "in", [...ctx.actor.scope, "-"])
  return (await found.execute()).map((row) => {
    const spec = eventKinds[row.kind as EventKind]
    return {
      id: row.id,
      caseId: row.case_id,
      caseNo: row.case_no,
      partyName: row.name,
      kind: row.kind,
      title: { zh: spec.zh, en: spec.en },
      severity: row.severity as "red",
      source: row.source,
      note: row.note,
      answer: spec.answer,
      openedAt: row.opened_at.toISOString(),
      dueOn: row.due_on,
      closedAt: at(row.closed_at),
      closedBy: row.closed_by,
    }
  })
}

export async function valuationViews(ctx: Ctx, caseId: string) {
  const rows = await ctx.db
    .selectFrom("emission_valuation")
    .selectAll()
    .where("case_id", "=", caseId)
    .orderBy("at", "desc")
    .execute()
  return rows.map((row) => ({
    id: row.id,
    basis: row.basis as "FULL" | "SURPLUS",
    valuedOn: row.valued_on,
    validUntil: row.valid_until,
    appraiser: row.appraiser,
    reason: row.reason as "first",
    rights: row.rights as never,
    rightsValue: yuan(row.rights_fen),
    othersValue: yuan(row.others_fen),
    lendable: yuan(row.lendable_fen),
    loanMax: yuan(row.loan_max_fen),
  }))
}

export async function rightViews(ctx: Ctx, partyId: string) {
  const rows = await ctx.db
    .selectFrom("emission_right")
    .innerJoin("emission_permit", "emission_permit.id", "permit_id")
    .selectAll("emission_right")
    .select("permit_no")
    .where("emission_right.party_id", "=", partyId)
    .orderBy("right_no")
    .execute()
  const free = await balances(
    ledgerOn(ctx.db),
    rows.map((row) => freeKey(row.right_no)),
  )
  return rows.map((row) => {
    const { unit } = pollutants[row.pollutant as Pollutant]
    const freeGrams = free.find((one) => one.key === freeKey(row.right_no))?.balance ?? 0n
    return {
      id: row.id,
      rightNo: row.right_no,
      permitId: row.permit_id,
      permitNo: row.permit_no,
      partyId,
      pollutant: row.pollutant as Pollutant,
      unit,
      quantity: quantityText(row.grams, unit),
      free: quantityText(freeGrams, unit),
      frozen: quantityText(row.grams - freeGrams, unit),
      committed: quantityText(row.committed_grams, unit),
      acquisition: row.acquisition as "MARKET",
      acquiredOn: row.acquired_on,
      validTo: row.valid_to,
      feePaidTo: row.fee_paid_to,
    }
  })
}

export async function permitViews(ctx: Ctx, partyId: string, today: string) {
  const rows = await ctx.db
    .selectFrom("emission_permit")
    .selectAll()
    .where("party_id", "=", partyId)
    .orderBy("valid_to")
    .execute()
  const ids = rows.map((row) => row.id)
  const limits =
    ids.length === 0
      ? []
      : await ctx.db.selectFrom("emission_permit_limit").selectAll().where("permit_id", "in", ids).execute()
  return rows.map((row) => ({
    id: row.id,
    partyId,
    permitNo: row.permit_no,
    issuer: row.issuer,
    issuedOn: row.issued_on,
    validTo: row.valid_to,
    status: (row.status === "valid" && row.valid_to < today ? "expired" : row.status) as "valid",
    limits: limits
      .filter((one) => one.permit_id === row.id)
      .map((one) => {
        const { unit } = pollutants[one.pollutant as Pollutant]
        return { pollutant: one.pollutant as Pollutant, quantity: quantityText(one.grams, unit), unit }
      }),
  }))
}
