// Lists of the scene, each in a statement or two, within what the actor may see: staff their outlets, the authority all, an
// institution itself.
import { sql, type RawBuilder } from "kysely"
import { openDate } from "#ledger"
import { loadCalendar } from "#kernel/calendar"
import { ledgerOn, mainBook, type Ctx } from "#kernel/flow"
import { scopeOf } from "#kernel/org"
import { componentStates, type ComponentState } from "#products/custody"
import type { Level } from "../model.ts"
import { profiles } from "../parameters.ts"
import { isInstitution, isRegulator } from "../store.ts"
import { yuan } from "../words.ts"
import { institutionFacts } from "./facts.ts"

export interface Paging {
  after?: string | undefined
  limit: number
}

/** Condition on training_institution as `i`. */
export function visible(ctx: Ctx): RawBuilder<unknown> {
  if (isRegulator(ctx)) return sql`true`
  if (isInstitution(ctx)) return sql`i.party_id = ${ctx.actor.partyId}`
  const scope = scopeOf(ctx)
  return scope ? sql`i.outlet = any(${scope}::text[])` : sql`true`
}

const like = (text: string) => `%${text.trim().replaceAll(/[\\%_]/g, "\\$&")}%`
const iff = (on: unknown, part: RawBuilder<unknown>) => (on ? part : sql``)

export function pageOfRows<T>(rows: T[], limit: number, cursor: (row: T) => string) {
  const items = rows.slice(0, limit)
  return { items, next: rows.length > limit ? cursor(items.at(-1)!) : null }
}

export const profileTitle = (code: string) => {
  const found = profiles.find((one) => one.code === code)
  return { zh: found?.zh ?? code, en: found?.en ?? code }
}

/** A person of the institution `i`, or another institution of the same people, is blacklisted. */
const isMarked = sql`(
  exists (select from training_institution o where o.blacklisted and o.id <> i.id and o.people && i.people)
  or exists (select from training_blacklist b where b.lifted_on is null and b.kind <> 'institution'
    and b.name = any(i.people)))`

export async function markedAmong(ctx: Ctx, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select i.id from training_institution i where i.id = any(${[...ids]}::uuid[]) and ${isMarked}`.execute(ctx.db)
  return new Set(rows.map((row) => row.id))
}

interface InstitutionRow {
  id: string
  name: string
  party_id: string
  pool_no: string
  settlement_no: string | null
  stopped_reason: string | null
  kind: string
  licence_no: string
  licence_until: string
  policy_code: string
  outlet: string
  address: string
  people: string[]
  state: string
  state_reason: string | null
  level: string
  blacklisted: boolean
  blacklist_reason: string | null
  legal_person: string
  marked: boolean
}

export interface InstitutionFilter extends Paging {
  id?: string
  q?: string | undefined
  outlet?: string | undefined
  level?: string | undefined
  state?: string | undefined
}

export async function institutionsBy(ctx: Ctx, f: InstitutionFilter) {
  const { rows } = await sql<InstitutionRow>`
    select i.*, p.name, c.pool_no, c.settlement_no, c.stopped_reason, i.licence_until::text as licence_until,
      ${isMarked} as marked
      from training_institution i join party p on p.id = i.party_id join custody_pool c on c.id = i.pool_id
     where ${visible(ctx)} ${iff(f.id, sql`and i.id = ${f.id}`)} ${iff(f.outlet, sql`and i.outlet = ${f.outlet}`)}
       ${iff(f.level, sql`and i.level = ${f.level}`)} ${iff(f.state, sql`and i.state = ${f.state}`)}
       ${iff(f.q, sql`and (p.name like ${like(f.q ?? "")} or i.licence_no like ${like(f.q ?? "")} or c.pool_no like ${like(f.q ?? "")})`)}
       ${iff(f.after, sql`and c.pool_no > ${f.after}`)}
     order by c.pool_no limit ${f.limit + 1}`.execute(ctx.db)
  const today = await openDate(ledgerOn(ctx.db), mainBook)
  const facts = await institutionFacts(
    ctx,
    rows.map((row) => row.id),
    today,
  )
  return pageOfRows(
    rows.map((row) => {
      const own = facts.get(row.id)!
      return {
        id: row.id,
        name: row.name,
        partyId: row.party_id,
        custodyNo: row.pool_no,
        settlementNo: row.settlement_no,
        kind: row.kind as "academic",
        licenceNo: row.licence_no,
        licenceUntil: row.licence_until,
        policyCode: row.policy_code,
        policy: profileTitle(row.policy_code),
        outlet: row.outlet,
        address: row.address,
        legalPerson: row.legal_person,
        people: row.people,
        state: row.state as "NORMAL",
        stateReason: row.state_reason,
        level: row.level as Level,
        blacklisted: row.blacklisted,
        blacklistReason: row.blacklist_reason,
        marked: row.marked,
        stoppedReason: row.stopped_reason,
        held: yuan(own.heldFen),
        queued: yuan(own.queuedFen),
        unearned: yuan(own.unearnedFen),
        deposit: yuan(own.depositFen),
        orders: own.orders,
        students: own.students,
        disputed: own.disputed,
        refundsOpen: own.refundsOpen,
        refundsOverdue: own.refundsOverdue,
        complaints: own.complaints,
        alerts: own.alerts,
      }
    }),
    f.limit,
    (row) => row.custodyNo,
  )
}

export interface OrderFilter extends Paging {
  ids?: readonly string[]
  institutionId?: string | undefined
  state?: string | undefined
  disputed?: "yes" | undefined
  q?: string | undefined
}

interface OrderRow {
  id: string
  contract_no: string
  institution_id: string
  institution: string
  course_id: string
  course: string
  student: string
  guardian: string
  state: string
  total: bigint
  holding_id: string | null
  lessons: number
  present: number
  release: string
  disputed: number
  signed_on: string
  first_on: string
  last_on: string
  channel: string | null
}

/** Orders by ids are for those who have been let in already. */
export async function ordersBy(ctx: Ctx, f: OrderFilter) {
  const { rows } = await sql<OrderRow>`
    select o.id, o.contract_no, o.institution_id, p.name as institution, o.course_id, c.title as course, s.name as student,
      g.name as guardian, o.state, o.tuition_fen + o.materials_fen as total, o.holding_id,
      o.paid_lessons + o.gift_lessons as lessons, o.signed_on::text as signed_on, o.first_on::text as first_on,
      o.last_on::text as last_on, o.channel,
      o.policy->>'release' as release,
      (select count(*)::int from training_attendance a where a.order_id = o.id and a.mark = 'present'
        and a.withdrawn_at is null) as present,
      (select count(*)::int from custody_evidence e where e.holding_id = o.holding_id and e.state = 'disputed') as disputed
      from training_order o join training_institution i on i.id = o.institution_id join party p on p.id = i.party_id
      join training_course c on c.id = o.course_id join party s on s.id = o.student_id join party g on g.id = o.guardian_id
     where ${f.ids ? sql`o.id = any(${[...f.ids]}::uuid[])` : visible(ctx)}
       ${iff(f.institutionId, sql`and o.institution_id = ${f.institutionId}`)} ${iff(f.state, sql`and o.state = ${f.state}`)}
       ${iff(f.disputed, sql`and exists (select from custody_evidence e where e.holding_id = o.holding_id and e.state = 'disputed')`)}
       ${iff(f.q, sql`and (o.contract_no like ${like(f.q ?? "")} or s.name like ${like(f.q ?? "")} or g.name like ${like(f.q ?? "")} or c.title like ${like(f.q ?? "")})`)}
       ${iff(f.after, sql`and o.contract_no < ${f.after}`)}
     order by o.contract_no desc limit ${f.limit + 1}`.execute(ctx.db)
  const states = await componentStates(
    ctx,
    rows.flatMap((row) => row.holding_id ?? []),
  )
  return pageOfRows(
    rows.map((row) => orderView(row, row.holding_id ? (states.get(row.holding_id) ?? []) : [])),
    f.limit,
    (row) => row.contractNo,
  )
}

/** Lessons that stand: confirmed where each releases its share, else those the child was at. */
const doneOf = (row: OrderRow, tuition: ComponentState | undefined): number =>
  row.release === "PER_LESSON" && tuition ? tuition.done : row.present

function orderView(row: OrderRow, parts: readonly ComponentState[]) {
  const sum = (of: (one: ComponentState) => bigint) => yuan(parts.reduce((all, one) => all + of(one), 0n))
  return {
    id: row.id,
    contractNo: row.contract_no,
    institutionId: row.institution_id,
    institution: row.institution,
    courseId: row.course_id,
    course: row.course,
    student: row.student,
    guardian: row.guardian,
    state: row.state as "PAID",
    paid: yuan(row.total),
    held: sum((one) => one.heldFen),
    queued: sum((one) => one.queuedFen),
    unearned: sum((one) => one.unearnedFen),
    lessons: row.lessons,
    done: doneOf(
      row,
      parts.find((one) => one.name === "tuition"),
    ),
    disputed: row.disputed,
    signedOn: row.signed_on,
    firstOn: row.first_on,
    lastOn: row.last_on,
    channel: row.channel,
  }
}

export interface RefundFilter extends Paging {
  orderId?: string
  institutionId?: string | undefined
  state?: string | undefined
}

interface RefundRow {
  id: string
  number: string
  order_id: string
  contract_no: string
  institution_id: string
  institution: string
  student: string
  reason: string
  at_fault: boolean
  cooling_off: boolean
  amount_fen: bigint
  state: string
  asked_on: string
  answer_by: string
  pay_by: string
  answer: string | null
  decision: string | null
  sheet: { steps: { zh: string; en: string; amountFen: string }[]; owedFen?: string }
}

export async function refundsBy(ctx: Ctx, f: RefundFilter) {
  const { rows } = await sql<RefundRow>`
    select r.*, r.asked_on::text as asked_on, r.answer_by::text as answer_by, r.pay_by::text as pay_by, o.contract_no,
      p.name as institution, s.name as student
      from training_refund r join training_order o on o.id = r.order_id join training_institution i on i.id = r.institution_id
      join party p on p.id = i.party_id join party s on s.id = o.student_id
     where ${f.orderId ? sql`r.order_id = ${f.orderId}` : visible(ctx)}
       ${iff(f.institutionId, sql`and r.institution_id = ${f.institutionId}`)}
       ${f.state === "open" ? sql`and r.state not in ('DONE', 'WITHDRAWN')` : iff(f.state, sql`and r.state = ${f.state}`)}
       ${iff(f.after, sql`and r.number < ${f.after}`)}
     order by r.number desc limit ${f.limit + 1}`.execute(ctx.db)
  const today = await openDate(ledgerOn(ctx.db), mainBook)
  const calendar = await loadCalendar(ctx.db)
  const view = (row: RefundRow) => {
    const isOpen = row.state !== "DONE" && row.state !== "WITHDRAWN"
    const due = row.state === "INSTITUTION_REVIEW" ? row.answer_by : row.pay_by
    return {
      id: row.id,
      number: row.number,
      orderId: row.order_id,
      contractNo: row.contract_no,
      institutionId: row.institution_id,
      institution: row.institution,
      student: row.student,
      reason: row.reason,
      atFault: row.at_fault,
      coolingOff: row.cooling_off,
      amount: yuan(row.amount_fen),
      owed: yuan(BigInt(row.sheet.owedFen ?? "0")),
      fromCustody: yuan(row.amount_fen - BigInt(row.sheet.owedFen ?? "0")),
      state: row.state as "DONE",
      askedOn: row.asked_on,
      answerBy: row.answer_by,
      payBy: row.pay_by,
      daysLeft: isOpen ? calendar.workdaysBetween(today, due) : null,
      overdue: isOpen && row.pay_by < today,
      answer: row.answer,
      decision: row.decision,
      steps: row.sheet.steps.map((step) => ({ zh: step.zh, en: step.en, amount: yuan(BigInt(step.amountFen)) })),
    }
  }
  return pageOfRows(rows.map(view), f.limit, (row) => row.number)
}
