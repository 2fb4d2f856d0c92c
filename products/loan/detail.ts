// One note whole (借据 360): terms, flags, loss, the history of its rate and class, events in words, and what may be done
// now with the reason where it may not. Also the list of notes by filter.
import { ledgerOn, type Ctx } from "#kernel/flow"
import { ok } from "#kernel/refusal"
import { dueFen, overdueDays } from "./debts.ts"
import { worseOf, lowestClass, type RiskClass } from "./engine/classify.ts"
import { eventsOf, type Words } from "./events.ts"
import { allowanceFen, eclRates, exposureOf, lossShare, stageOf } from "./losses.ts"
import { moneyOf, planOf, findLoan, type LoanRow } from "./note.ts"
import { actionNames, extensionLimit, type ActionName } from "./rules.ts"
import { factsOf, refusalOf } from "./servicing/action.ts"
import { actionTitles } from "./servicing/index.ts"
import type { LoanMethod } from "./sign.ts"
import { loanView, stateOf, trimmed, yuan } from "./view.ts"
import type { Collected } from "./postings.ts"

export async function loanDetail(ctx: Ctx, loanNo: string, on: string) {
  const view = await loanView(ctx, loanNo, on)
  if (!view.ok) return view
  const found = await findLoan(ctx, loanNo)
  if (!found.ok) return found
  const loan = found.value
  const money = (await moneyOf(ledgerOn(ctx.db), [loanNo])).get(loanNo)!
  const party = await ctx.db
    .selectFrom("party")
    .select("name")
    .where("id", "=", loan.party_id)
    .executeTakeFirstOrThrow()
  const events = await eventsOf(ctx, loan.id)
  const live = events.filter((one) => !one.reversed).toReversed()
  return ok({
    ...view.value,
    partyId: loan.party_id,
    partyName: party.name,
    contractNo: loan.contract_no,
    outlet: loan.outlet,
    limitNo: loan.limit_no,
    purpose: loan.purpose,
    renews: loan.renews,
    terms: termsView(loan),
    flags: {
      nonAccrualOn: loan.nonaccrual_on,
      misusedFrom: loan.misused_from,
      restructuredOn: loan.restructured_on,
      observationFrom: loan.observation_from,
      observationUntil: loan.observation_until,
      impairedOn: loan.impaired_on,
      writtenOffOn: loan.written_off_on,
    },
    loss: await lossView(ctx, loan, money, on),
    rates: live.flatMap((one) => {
      const rate = one.kind === "payout" || one.kind === "renewal" ? one.parts.ratePct : one.parts.toPct
      return rate ? [{ on: one.valueOn, ratePct: trimmed(rate), reason: joined(one.title, one.explanation) }] : []
    }),
    classes: live
      .filter((one) => one.kind === "class_changed")
      .map((one) => ({
        on: one.valueOn,
        from: one.parts.from as RiskClass,
        to: one.parts.to as RiskClass,
        reason: { zh: one.parts.zh ?? "", en: one.parts.en ?? "" },
      })),
    events,
    actions: await actionsOf(ctx, loan, money, on),
  })
}

const joined = (title: Words, text: Words): Words => ({
  zh: text.zh ? `${title.zh}：${text.zh}` : title.zh,
  en: text.en ? `${title.en}: ${text.en}` : title.en,
})

function termsView(loan: LoanRow) {
  const pricing =
    loan.rate_kind === "lpr"
      ? {
          tenor: loan.lpr_tenor as "1Y" | "5Y",
          spreadBp: loan.spread_bp!,
          everyMonths: loan.reprice_months!,
          nextOn: loan.reprice_next_on!,
        }
      : null
  return {
    startOn: loan.start_on,
    firstMaturesOn: loan.first_matures_on,
    dayCount: loan.day_count,
    everyMonths: loan.every_months,
    settlementDay: loan.settlement_day,
    instalments: loan.instalments,
    gracePrincipal: loan.grace_principal,
    movesOnHoliday: loan.moves_on_holiday,
    pausedUntil: loan.paused_until,
    overdueUpliftPct: trimmed(loan.overdue_uplift_pct),
    misuseUpliftPct: trimmed(loan.misuse_uplift_pct),
    paymentMode: loan.payment_mode as "self" | "entrusted",
    extendableUntil: extensionLimit(loan.start_on, loan.first_matures_on ?? loan.matures_on),
    pricing,
  }
}

async function lossView(ctx: Ctx, loan: LoanRow, money: Collected, on: string) {
  const rates = await eclRates(ctx, on)
  const days = overdueDays(loan, on)
  const riskClass = worseOf(loan.risk_class as RiskClass, lowestClass(days))
  const stage = stageOf({ overdueDays: days, riskClass, isImpaired: loan.impaired_on !== null }, rates)
  const exposureFen = exposureOf(money)
  const pct = lossShare(stage, rates)
  const figure = yuan(allowanceFen(exposureFen, stage, rates))
  return {
    stage,
    allowance: figure,
    basis: {
      zh: `第${["一", "二", "三"][stage - 1]}阶段：敞口 ${yuan(exposureFen)} × ${pct} = ${figure}`,
      en: `Stage ${stage}: exposure ${yuan(exposureFen)} × ${pct} = ${figure}`,
    },
  }
}

const permissionOf: Partial<Record<ActionName, string>> = {
  repayment: "loan.repay",
  payoff: "loan.repay",
  recovery: "loan.repay",
  fee: "loan.fee",
  "fee-correction": "loan.fee",
  impairment: "loan.impair",
  "write-off": "loan.write-off",
  grade: "loan.impair",
  repossession: "loan.write-off",
}

async function actionsOf(ctx: Ctx, loan: LoanRow, money: Collected, on: string) {
  const facts = factsOf({ loan, money, plan: await planOf(ctx, loan.id), day: on, vatBp: 0 })
  return actionNames.map((name) => {
    const refusal = refusalOf(name, facts, loan.loan_no)
    return {
      name,
      title: actionTitles[name],
      allowed: refusal === null,
      reason: refusal ? { zh: refusal.refusal.zh, en: refusal.refusal.en } : null,
      permitted: ctx.actor.permissions.has(permissionOf[name] ?? "loan.service"),
    }
  })
}

export interface LoanFilter {
  outlet?: string | undefined
  state?: "signed" | "active" | "overdue" | "settled" | "written_off" | undefined
  riskClass?: RiskClass | undefined
  contractNo?: string | undefined
  partyId?: string | undefined
  q?: string | undefined
  after?: string | undefined
  limit: number
}

export async function listedLoans(ctx: Ctx, filter: LoanFilter, on: string) {
  let query = ctx.db
    .selectFrom("loan")
    .innerJoin("party", "party.id", "loan.party_id")
    .selectAll("loan")
    .select("party.name as party_name")
    .orderBy("loan.loan_no", "desc")
    .limit(filter.limit + 1)
  if (ctx.actor.kind === "portal") query = query.where("loan.party_id", "=", ctx.actor.partyId ?? "")
  else if (ctx.actor.scope !== "all") query = query.where("loan.outlet", "in", [...ctx.actor.scope, "-"])
  if (filter.outlet) query = query.where("loan.outlet", "=", filter.outlet)
  if (filter.riskClass) query = query.where("loan.risk_class", "=", filter.riskClass)
  if (filter.contractNo) query = query.where("loan.contract_no", "=", filter.contractNo)
  if (filter.partyId) query = query.where("loan.party_id", "=", filter.partyId)
  if (filter.after) query = query.where("loan.loan_no", "<", filter.after)
  if (filter.state === "overdue") query = query.where("overdue_since", "is not", null)
  else if (filter.state === "active")
    query = query.where("loan.state", "=", "active").where("overdue_since", "is", null)
  else if (filter.state === "signed") query = query.where("loan.state", "in", ["signed", "reversed"])
  else if (filter.state) query = query.where("loan.state", "=", filter.state)
  if (filter.q) query = query.where("loan.id", "in", await matching(ctx, filter.q, filter))
  const rows = await query.execute()
  const page = rows.slice(0, filter.limit)
  const money = await moneyOf(
    ledgerOn(ctx.db),
    page.map((row) => row.loan_no),
  )
  return {
    items: page.map((row) => listed(row, money.get(row.loan_no)!, on)),
    next: rows.length > filter.limit ? page.at(-1)!.loan_no : null,
  }
}

const partiesMax = 200

/** A number as it stands, else the notes of customers so named, else any part of a number: each by its own index. */
async function matching(ctx: Ctx, text: string, page: Pick<LoanFilter, "limit" | "after">): Promise<string[]> {
  const like = `%${text.replace(/[\\%_]/g, "\\$&")}%`
  const ids = (rows: { id: string }[]) => rows.map((row) => row.id)
  const loans = () => ctx.db.selectFrom("loan").select("id").orderBy("loan_no", "desc")
  const exact = await loans()
    .where((e) => e.or([e("loan_no", "=", text.toUpperCase()), e("contract_no", "=", text)]))
    .execute()
  if (exact.length > 0) return ids(exact)
  const named = await ctx.db.selectFrom("party").select("id").where("name", "like", like).limit(partiesMax).execute()
  if (named.length > 0) return ids(await loans().where("party_id", "in", ids(named)).execute())
  const part = await loans()
    .where((e) => e.or([e("loan_no", "ilike", like), e("contract_no", "ilike", like)]))
    .where("loan_no", "<", page.after ?? "~")
    .limit(page.limit + 1)
    .execute()
  return part.length > 0 ? ids(part) : [noLoan]
}

const noLoan = "00000000-0000-0000-0000-000000000000"

const listed = (row: LoanRow & { party_name: string }, money: Collected, on: string) => ({
  loanNo: row.loan_no,
  contractNo: row.contract_no,
  partyId: row.party_id,
  partyName: row.party_name,
  outlet: row.outlet,
  state: stateOf(row),
  method: row.method as LoanMethod,
  ratePct: trimmed(row.rate_pct),
  amount: yuan(row.amount_fen),
  principal: yuan(money.principal + money.overdue + money.impaired),
  due: yuan(dueFen(money)),
  paidOutOn: row.paid_out_on,
  maturesOn: row.matures_on,
  overdueDays: overdueDays(row, on),
  riskClass: worseOf(row.risk_class as RiskClass, row.state === "active" ? lowestClass(overdueDays(row, on)) : "pass"),
})
