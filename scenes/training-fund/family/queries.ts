// What a family sees of its training orders. Everything starts from the signed-in person and the children it answers for.
import { sql } from "kysely"
import type { Ctx } from "#kernel/flow"
import { childrenOf } from "#kernel/party"
import { ok } from "#kernel/refusal"
import { poolById } from "#products/custody"
import type { ClaimState } from "../../../products/custody/states.ts"
import { quoteRefund } from "../flows/refunding.ts"
import type { Level } from "../model.ts"
import { coursesBy } from "../queries/courses.ts"
import { complaintsBy, ratingOf, ratingsOf } from "../queries/feedback.ts"
import { markedAmong, ordersBy, profileTitle } from "../queries/lists.ts"
import { orderDetailOf, proofOf } from "../queries/order.ts"
import { refuse } from "../refusals.ts"
import { cannotAskRefund, cannotRate, cannotSell, type InstitutionState, type OrderState } from "../states.ts"
import { institutionById, orderFor, policyOn, todayOf, type Institution } from "../store.ts"
import { yuan } from "../words.ts"

const listMax = 100

/** Orders the person signed, and those of children it answers for. */
async function ownOrderIds(ctx: Ctx): Promise<string[]> {
  const { partyId } = ctx.actor
  if (!partyId) return []
  const children = (await childrenOf(ctx.db, partyId)).map((child) => child.partyId)
  const rows = await ctx.db
    .selectFrom("training_order")
    .select("id")
    .where((e) => e.or([e("guardian_id", "=", partyId), ...(children.length ? [e("student_id", "in", children)] : [])]))
    .orderBy("signed_at", "desc")
    .limit(listMax)
    .execute()
  return rows.map((row) => row.id)
}

export async function ownOrders(ctx: Ctx) {
  const ids = await ownOrderIds(ctx)
  const { items } = await ordersBy(ctx, { ids, limit: listMax })
  const next = await nextLessons(ctx, ids)
  const waiting = await questionsOf(ctx)
  const claimed = new Set((await ownClaims(ctx)).map((claim) => claim.contractNo))
  return ok({
    toConfirm: waiting.length,
    items: items.map((one) => ({
      ...one,
      nextLesson: next.get(one.id)?.toISOString() ?? null,
      claimed: claimed.has(one.contractNo),
    })),
  })
}

async function nextLessons(ctx: Ctx, orderIds: readonly string[]): Promise<Map<string, Date>> {
  const { rows } = await sql<{ id: string; at: Date }>`
    select o.id, min(l.starts_at) as at
      from training_order o join training_lesson l on l.course_id = o.course_id and l.state = 'scheduled'
     where o.id = any(${[...orderIds]}::uuid[]) and o.state in ('PAID', 'TEACHING') and l.ends_at > ${ctx.clock.now()}
     group by o.id`.execute(ctx.db)
  return new Map(rows.map((row) => [row.id, row.at]))
}

interface QuestionRow {
  id: string
  order_id: string
  component: string
  course: string
  institution: string
  student: string
  happened_at: Date
  due_on: string
}

/** Lessons and books that wait for the family's word, the one that silence decides first on top. */
export async function questionsOf(ctx: Ctx) {
  const ids = await ownOrderIds(ctx)
  const { rows } = await sql<QuestionRow>`
    select e.id, o.id as order_id, k.name as component, c.title as course, p.name as institution, s.name as student,
           e.happened_at, e.due_on::text as due_on
      from custody_evidence e
      join custody_component k on k.id = e.component_id
      join training_order o on o.holding_id = e.holding_id
      join training_course c on c.id = o.course_id
      join training_institution i on i.id = o.institution_id
      join party p on p.id = i.party_id
      join party s on s.id = o.student_id
     where o.id = any(${ids}::uuid[]) and e.state = 'asked' and not e.planned
     order by e.due_on, e.happened_at, e.id`.execute(ctx.db)
  return rows.map((row) => ({
    id: row.id,
    orderId: row.order_id,
    isLesson: row.component === "tuition",
    course: row.course,
    institution: row.institution,
    student: row.student,
    at: row.happened_at.toISOString(),
    dueOn: row.due_on,
  }))
}

export async function ownOrder(ctx: Ctx, id: string) {
  const found = await orderFor(ctx, id)
  if (!found.ok) return found
  const { items } = await complaintsBy(ctx, { orderId: id, limit: 1 })
  const detail = await orderDetailOf(ctx, found.value)
  const rating = await ratingOf(ctx, id)
  const over = { state: detail.state as OrderState, lastOn: detail.lastOn, today: await todayOf(ctx) }
  return ok({ ...detail, complaint: items[0] ?? null, rating, mayRate: rating === null && !cannotRate(over) })
}

export async function ownProof(ctx: Ctx, id: string) {
  const found = await orderFor(ctx, id)
  if (!found.ok) return found
  const proof = await proofOf(ctx, found.value)
  return proof
    ? ok(proof)
    : refuse["E-NOT-FOUND"]({ what: "存管证明（尚未缴费）", whatEn: "proof before a payment", id })
}

export async function ownQuote(ctx: Ctx, id: string, atFault: boolean) {
  const found = await orderFor(ctx, id)
  if (!found.ok) return found
  const { order } = found.value
  const quote = await quoteRefund(ctx, { order, atFault, today: await todayOf(ctx) })
  return ok({
    total: yuan(quote.sheet.totalFen),
    fromCustody: yuan(quote.fromCustodyFen),
    owed: yuan(quote.owedFen),
    held: quote.held,
    openLessons: quote.openLessons,
    coolingOff: quote.isCoolingOff,
    answerBy: quote.answerBy,
    payBy: quote.payBy,
    steps: quote.sheet.steps.map((step) => ({ zh: step.zh, en: step.en, amount: yuan(step.amountFen) })),
    blocked: cannotAskRefund(order.state as OrderState),
  })
}

/** Claims of the family's orders at institutions that are being run off. */
export async function ownClaims(ctx: Ctx) {
  const ids = await ownOrderIds(ctx)
  const { rows } = await sql<ClaimRow>`
    select k.*, o.contract_no, c.title as course, p.name as institution, s.name as student
      from custody_claim k join training_order o on o.holding_id = k.holding_id
      join training_course c on c.id = o.course_id join training_institution i on i.id = o.institution_id
      join party p on p.id = i.party_id join party s on s.id = o.student_id
     where o.id = any(${ids}::uuid[]) order by k.number`.execute(ctx.db)
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    institution: row.institution,
    contractNo: row.contract_no,
    course: row.course,
    student: row.student,
    claim: yuan(row.claim_fen),
    own: yuan(row.own_fen),
    shared: yuan(row.shared_fen),
    state: row.state as ClaimState,
    payee: row.payee_tail ? `${row.payee_name} ${row.payee_bank} ****${row.payee_tail}` : null,
    failure: row.failure,
  }))
}

interface ClaimRow {
  id: string
  number: string
  institution: string
  contract_no: string
  course: string
  student: string
  claim_fen: bigint
  own_fen: bigint
  shared_fen: bigint
  state: string
  payee_name: string | null
  payee_bank: string | null
  payee_tail: string | null
  failure: string | null
}

const blockedOf = (institution: Institution, today: string) =>
  cannotSell({
    state: institution.state as InstitutionState,
    blacklisted: institution.blacklisted,
    licenceUntil: institution.licence_until,
    today,
  })

interface Known {
  today: string
  ratings: Awaited<ReturnType<typeof ratingsOf>>
  marked: ReadonlySet<string>
}

/** What a parent should know of the institutions behind these courses. */
async function knownOf(ctx: Ctx, courses: readonly { institutionId: string }[], today: string): Promise<Known> {
  const ids = courses.map((one) => one.institutionId)
  return { today, ratings: await ratingsOf(ctx, ids), marked: await markedAmong(ctx, ids) }
}

async function withInstitution<C extends { institutionId: string }>(ctx: Ctx, course: C, known: Known) {
  const institution = await institutionById(ctx, course.institutionId)
  const view = {
    ...course,
    level: institution.level as Level,
    blacklisted: institution.blacklisted,
    blacklistReason: institution.blacklist_reason,
    marked: known.marked.has(institution.id),
    rating: known.ratings.get(institution.id) ?? null,
    blocked: blockedOf(institution, known.today),
  }
  return { institution, view }
}

export async function coursesOpen(ctx: Ctx, q: string | undefined) {
  const today = await todayOf(ctx)
  const { items } = await coursesBy(ctx, { isPublic: true, q, limit: listMax })
  const open = items.filter((course) => course.lastOn >= today)
  const known = await knownOf(ctx, open, today)
  return ok(await Promise.all(open.map(async (course) => (await withInstitution(ctx, course, known)).view)))
}

export async function courseOpen(ctx: Ctx, id: string) {
  const today = await todayOf(ctx)
  const { items } = await coursesBy(ctx, { isPublic: true, id, limit: 1 })
  if (!items[0]) return refuse["E-NOT-FOUND"]({ what: "可报名的课程", whatEn: "open course", id })
  const { institution, view } = await withInstitution(ctx, items[0], await knownOf(ctx, items, today))
  const version = await policyOn(ctx, institution.policy_code, today)
  if (!version.ok) return version
  const pool = (await poolById(ctx, institution.pool_id))!
  const { policy } = version.value
  return ok({
    ...view,
    custodyNo: pool.pool_no,
    licenceNo: institution.licence_no,
    licenceUntil: institution.licence_until,
    policy: profileTitle(institution.policy_code),
    confirmWorkdays: policy.confirmWorkdays,
    coolingDays: policy.coolingDays,
    refundAnswerWorkdays: policy.refundAnswerWorkdays,
    giftMode: policy.giftMode,
    children: (await childrenOf(ctx.db, ctx.actor.partyId!)).map((child) => ({ id: child.partyId, name: child.name })),
  })
}
