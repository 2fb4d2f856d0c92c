// Lists: cases with filters, the board by state, the expiry calendar, prices in force.
import { openDate } from "#ledger"
import { loadCalendar, type Calendar } from "#kernel/calendar"
import { ledgerOn, mainBook, type Ctx } from "#kernel/flow"
import { initialsOf } from "#kernel/party"
import { outstandingOf, overdueOf } from "#products/loan"
import { coverOf, expirySeverity, pollutants, renewalDeadline, type Pollutant } from "../rules.ts"
import { states, stateTitles, type CaseState } from "../states.ts"
import { daysBetween } from "#contract/products/loan"
import { bandsOf, capsOf, legsOf, packageLegs, yuan, type CaseRow } from "../flows/case.ts"

export const todayOf = (ctx: Ctx): Promise<string> => openDate(ledgerOn(ctx.db), mainBook)
export type NamedCase = CaseRow & { party_name: string }

export interface CaseFilter {
  state?: CaseState | CaseState[]
  group?: string
  outlet?: string
  partyId?: string
  q?: string
  mine?: boolean
  tag?: string
  after?: string
  limit: number
}

function scoped(ctx: Ctx) {
  const found = ctx.db
    .selectFrom("emission_case")
    .innerJoin("party", "party.id", "emission_case.party_id")
    .selectAll("emission_case")
    .select("party.name as party_name")
  if (ctx.actor.kind === "portal") return found.where("emission_case.party_id", "=", ctx.actor.partyId ?? "")
  return ctx.actor.scope === "all" ? found : found.where("emission_case.outlet", "in", [...ctx.actor.scope, "-"])
}

export async function casesBy(ctx: Ctx, filter: CaseFilter): Promise<{ rows: NamedCase[]; next: string | null }> {
  let found = scoped(ctx)
    .orderBy("emission_case.case_no", "desc")
    .limit(filter.limit + 1)
  const inGroup = filter.group ? states.filter((state) => stateTitles[state].group === filter.group) : null
  const wanted = filter.state ? [filter.state].flat() : inGroup
  if (wanted) found = found.where("emission_case.state", "in", wanted)
  if (filter.outlet) found = found.where("emission_case.outlet", "=", filter.outlet)
  if (filter.partyId) found = found.where("emission_case.party_id", "=", filter.partyId)
  if (filter.tag) found = found.where("project_tag", "=", filter.tag)
  if (filter.mine) found = found.where("emission_case.manager_id", "=", ctx.actor.id)
  if (filter.after) found = found.where("emission_case.case_no", "<", filter.after)
  if (filter.q) {
    const like = `%${filter.q.replace(/[\\%_]/g, "\\$&")}%`
    const initials = initialsOf(filter.q)
    found = found.where((e) =>
      e.or([
        e("case_no", "ilike", like),
        e("party.name", "like", like),
        ...(initials.length > 1 ? [e("party.initials", "like", `%${initials}%`)] : []),
      ]),
    )
  }
  const rows = await found.execute()
  const page = rows.slice(0, filter.limit)
  return { rows: page, next: rows.length > filter.limit ? page.at(-1)!.case_no : null }
}

export async function summaries(ctx: Ctx, rows: readonly NamedCase[]) {
  const today = await todayOf(ctx)
  const calendar = await loadCalendar(ctx.db)
  const owed = await outstandingOf(
    ctx,
    rows.flatMap((row) => row.loan_no ?? []),
  )
  const caps = await capsOf(ctx, today)
  const bands = await bandsOf(ctx, today)
  const made = []
  for (const row of rows) {
    const outstanding = row.loan_no ? (owed.get(row.loan_no) ?? 0n) : null
    const cover = outstanding ? coverOf(outstanding, packageLegs(await legsOf(ctx, row.id)), caps, bands) : null
    const { open } = await ctx.db
      .selectFrom("emission_event")
      .select((e) => e.fn.countAll<bigint>().as("open"))
      .where("case_id", "=", row.id)
      .where("closed_at", "is", null)
      .executeTakeFirstOrThrow()
    made.push({
      ...summary(row, calendar, today),
      outstanding: outstanding === null ? null : yuan(outstanding),
      ltvBp: cover?.ltvBp ?? null,
      band: cover?.band ?? null,
      openTasks: Number(open),
    })
  }
  return made
}

function summary(row: NamedCase, calendar: Calendar, today: string) {
  const until = row.paid_out_on ?? today
  return {
    id: row.id,
    caseNo: row.case_no,
    partyId: row.party_id,
    partyName: row.party_name,
    outlet: row.outlet,
    managerName: row.manager_name,
    state: row.state as CaseState,
    packageType: row.package_type as "DOUBLE",
    askedAmount: text(row.asked_fen),
    approvedAmount: text(row.approved_fen),
    lendable: text(row.lendable_fen),
    projectTag: row.project_tag as "TECH" | null,
    appliedOn: row.applied_on,
    workingDays: row.applied_on ? calendar.workdaysBetween(row.applied_on, until) : null,
    stateSince: row.state_since.toISOString(),
  }
}

export const text = (fen: bigint | null): string | null => (fen === null ? null : yuan(fen))

export async function pipelineOf(ctx: Ctx, outlet?: string) {
  const { rows } = await casesBy(ctx, { ...(outlet ? { outlet } : {}), limit: 10_000 })
  const today = await todayOf(ctx)
  const calendar = await loadCalendar(ctx.db)
  const owed = await outstandingOf(
    ctx,
    rows.flatMap((row) => row.loan_no ?? []),
  )
  const late = await overdueOf(
    ctx,
    rows.flatMap((row) => row.loan_no ?? []),
  )
  const now = ctx.clock.now().getTime()
  const sum = (list: NamedCase[]): bigint =>
    list.reduce((acc, row) => acc + (row.approved_fen ?? row.reviewed_fen ?? row.asked_fen ?? 0n), 0n)
  const waiting = await ctx.db
    .selectFrom("approval")
    .select("object_id")
    .where("kind", "like", "emission-loan.%")
    .where("state", "=", "open")
    .execute()
  const expiring = await expiries(ctx, 90)
  const slow = rows.filter(
    (row) =>
      row.applied_on &&
      !row.paid_out_on &&
      ["intake", "decision", "closing"].includes(stateTitles[row.state as CaseState].group) &&
      calendar.workdaysBetween(row.applied_on, today) > 15,
  )
  return {
    states: states.map((state) => {
      const list = rows.filter((row) => row.state === state)
      const oldest = list.reduce(
        (days, row) => Math.max(days, Math.floor((now - row.state_since.getTime()) / 86_400_000)),
        0,
      )
      return { state, cases: list.length, amount: yuan(sum(list)), oldestDays: oldest }
    }),
    marginCalls: rows.filter((row) => row.state === "margin_call").length,
    approvalsWaiting: waiting.filter((one) => rows.some((row) => row.id === one.object_id)).length,
    expiringIn90Days: expiring.filter((one) => one.what === "permit" || one.what === "right").length,
    outstanding: yuan([...owed.values()].reduce((acc, fen) => acc + fen, 0n)),
    overdueLoans: late.loans,
    overdue: yuan(late.lateFen),
    overTarget: slow.length,
  }
}

/** What ends within so many days, for cases that are not over. */
export async function expiries(ctx: Ctx, days: number) {
  const today = await todayOf(ctx)
  const live = states.filter((state) => !["ended"].includes(stateTitles[state].group))
  const { rows } = await casesBy(ctx, { state: live, limit: 10_000 })
  const items = []
  for (const row of rows) {
    const who = { partyName: row.party_name, caseId: row.id, caseNo: row.case_no }
    const ends = await ctx.db
      .selectFrom("emission_leg")
      .innerJoin("emission_right", "emission_right.id", "right_id")
      .innerJoin("emission_permit", "emission_permit.id", "permit_id")
      .select(["right_no", "permit_no", "emission_right.valid_to as right_to", "emission_permit.valid_to as permit_to"])
      .where("case_id", "=", row.id)
      .where("removed_at", "is", null)
      .execute()
    for (const end of ends) items.push({ ...who, what: "right" as const, number: end.right_no, on: end.right_to })
    const permits = new Map(ends.map((end) => [end.permit_no, end.permit_to]))
    for (const [number, on] of permits) items.push({ ...who, what: "permit" as const, number, on })
    for (const leg of await legsOf(ctx, row.id))
      if (leg.validUntil) items.push({ ...who, what: "valuation" as const, number: leg.itemNo, on: leg.validUntil })
    if (row.loan_no && row.end_on) items.push({ ...who, what: "loan" as const, number: row.loan_no, on: row.end_on })
    const call = await ctx.db
      .selectFrom("emission_margin_call")
      .select("due_on")
      .where("case_id", "=", row.id)
      .where("closed_on", "is", null)
      .executeTakeFirst()
    if (call) items.push({ ...who, what: "margin_call" as const, number: row.case_no, on: call.due_on })
  }
  return items
    .map((item) => ({ ...item, daysLeft: daysBetween(today, item.on) }))
    .filter((item) => item.daysLeft <= days)
    .map((item) => ({
      ...item,
      severity: expirySeverity(item.daysLeft),
      fileBy: item.what === "permit" ? renewalDeadline(item.on) : null,
    }))
    .toSorted((a, b) => a.daysLeft - b.daysLeft)
}

export async function pricesBy(ctx: Ctx, filter: { on?: string; pollutant?: string; history?: boolean }) {
  const on = filter.on ?? (await todayOf(ctx))
  let found = ctx.db
    .selectFrom("emission_price")
    .selectAll()
    .orderBy("pollutant")
    .orderBy("kind")
    .orderBy("valid_from", "desc")
    .orderBy("created_at", "desc")
  if (filter.pollutant) found = found.where("pollutant", "=", filter.pollutant)
  const rows = await found.execute()
  const seen = new Map<string, string>()
  const views = rows.map((row) => {
    const key = `${row.region}/${row.pollutant}/${row.kind}`
    const to = seen.get(key) ?? null
    seen.set(key, row.valid_from)
    const { unit } = pollutants[row.pollutant as Pollutant]
    return {
      id: row.id,
      pollutant: row.pollutant as Pollutant,
      kind: row.kind as "BASE_PRICE",
      region: row.region,
      price: yuan(row.price_fen),
      unit: row.kind === "USE_FEE" ? `元/${unit}·年` : `元/${unit}`,
      docNo: row.doc_no,
      certainty: row.certainty as "fact",
      from: row.valid_from,
      to,
    }
  })
  return filter.history ? views : views.filter((one) => one.from <= on && (one.to === null || one.to > on))
}
