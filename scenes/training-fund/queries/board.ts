// The authority's console, the simulator and the institution's forecast.
import { sql } from "kysely"
import { addDays, addMonths, loadCalendar } from "#kernel/calendar"
import type { Ctx } from "#kernel/flow"
import { outlets } from "#kernel/org"
import { ok, type Outcome } from "#kernel/refusal"
import type { Billing, GiftMode, InstitutionKind, Level, Policy } from "../model.ts"
import { levels } from "../model.ts"
import { simulate, type SimLesson, type SimOrder } from "../rules.ts"
import { ownInstitution, policyOf, policyOn, todayOf, type Order } from "../store.ts"
import { fenOf, yuan } from "../words.ts"
import { institutionsBy, profileTitle, refundsBy, visible } from "./lists.ts"

const worst = (all: readonly Level[]): Level => levels.toReversed().find((one) => all.includes(one)) ?? "NORMAL"

export async function consoleNow(ctx: Ctx) {
  const today = await todayOf(ctx)
  const { items } = await institutionsBy(ctx, { limit: 1_000 })
  const sum = (of: (one: (typeof items)[number]) => string) =>
    yuan(items.reduce((all, one) => all + fenOf(of(one)), 0n))
  const refunds = (await refundsBy(ctx, { limit: 1_000, state: "open" })).items
  const aged = (min: number, max: number) =>
    refunds.filter((one) => {
      const days = Math.floor((Date.parse(today) - Date.parse(one.askedOn)) / 86_400_000)
      return days >= min && days <= max
    }).length
  const places = (await outlets(ctx.db))
    .filter((one) => one.kind === "outlet")
    .map((one) => {
      const here = items.filter((item) => item.outlet === one.code)
      return {
        outlet: one.code,
        institutions: here.length,
        level: worst(here.map((item) => item.level)),
        unearned: yuan(here.reduce((all, item) => all + fenOf(item.unearned), 0n)),
        students: here.reduce((all, item) => all + item.students, 0),
      }
    })
  const rank = (one: (typeof items)[number]) => levels.indexOf(one.level) * 100 + one.alerts
  return {
    today,
    institutions: items.length,
    levels: {
      NORMAL: items.filter((one) => one.level === "NORMAL").length,
      YELLOW: items.filter((one) => one.level === "YELLOW").length,
      RED: items.filter((one) => one.level === "RED").length,
    },
    held: sum((one) => one.held),
    unearned: sum((one) => one.unearned),
    deposit: sum((one) => one.deposit),
    orders: items.reduce((all, one) => all + one.orders, 0),
    students: items.reduce((all, one) => all + one.students, 0),
    disputes: items.reduce((all, one) => all + one.disputed, 0),
    complaints: items.reduce((all, one) => all + one.complaints, 0),
    blacklisted: items.filter((one) => one.blacklisted).length,
    refunds: {
      open: refunds.length,
      overdue: refunds.filter((one) => one.overdue).length,
      days0to5: aged(0, 5),
      days6to15: aged(6, 15),
      over15: aged(16, 10_000),
    },
    places,
    risks: items.toSorted((a, b) => rank(b) - rank(a)).slice(0, 5),
    month: await monthOf(ctx, today),
  }
}

async function monthOf(ctx: Ctx, today: string) {
  const { rows } = await sql<{ day: string; receipts: bigint; releases: bigint; refunds: bigint }>`
    select d::date::text as day,
      (select coalesce(sum(o.tuition_fen + o.materials_fen), 0)::bigint from training_order o
         join training_institution i on i.id = o.institution_id where o.paid_on = d::date and ${visible(ctx)}) as receipts,
      (select coalesce(sum(b.amount_fen), 0)::bigint from custody_batch b join training_institution i on i.pool_id = b.pool_id
        where (b.done_at at time zone 'Asia/Shanghai')::date = d::date and ${visible(ctx)}) as releases,
      (select coalesce(sum(r.amount_fen), 0)::bigint from training_refund r
         join training_institution i on i.id = r.institution_id
        where r.state = 'DONE' and (r.done_at at time zone 'Asia/Shanghai')::date = d::date and ${visible(ctx)}) as refunds
      from generate_series(${addDays(today, -29)}::date, ${today}::date, interval '1 day') d order by 1`.execute(ctx.db)
  return rows.map((row) => ({
    day: row.day,
    receipts: yuan(row.receipts),
    releases: yuan(row.releases),
    refunds: yuan(row.refunds),
  }))
}

interface SimAsked {
  policy: string
  month?: string | undefined
  institutionId?: string | undefined
}

export async function simulation(ctx: Ctx, asked: SimAsked) {
  const today = await todayOf(ctx)
  const month = asked.month ?? addMonths(today, -1).slice(0, 7)
  const from = `${month}-01`
  const to = addDays(addMonths(from, 1), -1)
  const other = await policyOn(ctx, asked.policy, today)
  if (!other.ok) return other
  const found = await simOrders(ctx, { to, institutionId: asked.institutionId })
  const calendar = await loadCalendar(ctx.db)
  const days: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  const period = { calendar, from, to, days }
  const base = simulate((order) => order.policy, found, period)
  const next = simulate(other.value.policy, found, period)
  const codes = [...new Set(found.map((one) => one.policyCode))]
  return ok({
    month,
    from,
    to,
    base: codes.map(profileTitle),
    other: profileTitle(asked.policy),
    orders: found.length,
    released: { base: yuan(base.releasedFen), other: yuan(next.releasedFen) },
    held: { base: yuan(base.heldFen), other: yuan(next.heldFen) },
    refused: { base: base.refused, other: next.refused },
    days: base.days.map((day, at) => ({
      day: day.day,
      baseHeld: yuan(day.heldFen),
      otherHeld: yuan(next.days[at]!.heldFen),
      baseReleased: yuan(day.releasedFen),
      otherReleased: yuan(next.days[at]!.releasedFen),
    })),
    rows: base.orders.map((one, at) => {
      const changed = next.orders[at]!
      return {
        orderId: one.orderId,
        contractNo: one.contractNo,
        institution: one.institution,
        policy: profileTitle(found[at]!.policyCode),
        baseReleased: yuan(one.releasedFen),
        otherReleased: yuan(changed.releasedFen),
        difference: yuan(changed.releasedFen - one.releasedFen),
        refused: changed.faults.map((fault) => ({ code: fault.code })),
      }
    }),
  })
}

interface SimRow {
  id: string
  contract_no: string
  institution_id: string
  institution: string
  kind: string
  billing: string
  tuition_fen: bigint
  materials_fen: bigint
  paid_lessons: number
  gift_lessons: number
  gift_mode: string
  first_on: string
  last_on: string
  paid_on: string
  left_when: number
  policy_code: string
  policy: unknown
  refunded_on: string | null
  lessons: { heldOn: string; askedOn: string; confirmedOn: string | null; isOut: boolean }[]
}

interface OwnOrder extends SimOrder {
  policyCode: string
  /** The version the contract was signed under. */
  policy: Policy
}

/** Orders that stood in the period, with what happened in their lessons. */
async function simOrders(ctx: Ctx, p: { to: string; institutionId: string | undefined }) {
  const { rows } = await sql<SimRow>`
    select o.id, o.contract_no, o.institution_id, n.name as institution, i.kind, c.billing, o.tuition_fen, o.materials_fen,
      o.paid_lessons, o.gift_lessons, o.gift_mode, o.first_on::text as first_on, o.last_on::text as last_on,
      o.paid_on::text as paid_on, o.lessons_left_when_signed as left_when, o.policy_code, o.policy,
      (select (r.done_at at time zone 'Asia/Shanghai')::date::text from training_refund r
        where r.order_id = o.id and r.state = 'DONE' limit 1) as refunded_on,
      (select coalesce(jsonb_agg(jsonb_build_object(
          'heldOn', (e.happened_at at time zone 'Asia/Shanghai')::date::text,
          'askedOn', (e.asked_at at time zone 'Asia/Shanghai')::date::text,
          'confirmedOn', case when e.decided_by in ('owner', 'authority')
            then (e.decided_at at time zone 'Asia/Shanghai')::date::text end,
          'isOut', e.state in ('void', 'disputed')) order by e.happened_at), '[]') from custody_evidence e
         join custody_component m on m.id = e.component_id and m.name = 'tuition'
        where e.holding_id = o.holding_id) as lessons
      from training_order o join training_institution i on i.id = o.institution_id join party n on n.id = i.party_id
      join training_course c on c.id = o.course_id
     where ${visible(ctx)} and o.paid_on is not null and o.paid_on <= ${p.to}
       ${p.institutionId ? sql`and i.id = ${p.institutionId}` : sql``}
     order by o.contract_no limit 5000`.execute(ctx.db)
  return rows.map((row): OwnOrder => ({
    policyCode: row.policy_code,
    policy: policyOf(row as Pick<Order, "policy">),
    orderId: row.id,
    contractNo: row.contract_no,
    institutionId: row.institution_id,
    institution: row.institution,
    kind: row.kind as InstitutionKind,
    billing: row.billing as Billing,
    tuitionFen: row.tuition_fen,
    totalFen: row.tuition_fen + row.materials_fen,
    paidLessons: row.paid_lessons,
    giftLessons: row.gift_lessons,
    giftMode: row.gift_mode as GiftMode,
    firstLessonOn: row.first_on,
    lastLessonOn: row.last_on,
    paidOn: row.paid_on,
    lessonsLeftWhenPaid: row.left_when,
    lessons: row.lessons as SimLesson[],
    refundedOn: row.refunded_on,
  }))
}

/** What comes when: confirmed money with the next batch, asked money when silence would confirm it. */
export async function forecastOf(ctx: Ctx): Promise<Outcome<Forecast>> {
  const own = await ownInstitution(ctx)
  if (!own.ok) return own
  const { rows } = await sql<{ state: string; due: string; fen: bigint }>`
    select e.state, e.due_on::text as due, coalesce(sum(coalesce(e.release_fen, c.paid_fen / c.steps)), 0)::bigint as fen
      from custody_evidence e join custody_component c on c.id = e.component_id
     where e.pool_id = ${own.value.pool_id} and e.state in ('asked', 'queued', 'disputed') group by 1, 2 order by 2`.execute(
    ctx.db,
  )
  const sum = (state: string) => rows.filter((row) => row.state === state).reduce((all, row) => all + row.fen, 0n)
  let total = sum("queued")
  const days = rows
    .filter((row) => row.state === "asked")
    .map((row) => {
      total += row.fen
      return { day: row.due, amount: yuan(row.fen), total: yuan(total) }
    })
  return ok({ queued: yuan(sum("queued")), asked: yuan(sum("asked")), disputed: yuan(sum("disputed")), days })
}

export interface Forecast {
  queued: string
  asked: string
  disputed: string
  days: { day: string; amount: string; total: string }[]
}
