// One institution with its money, run-off and what closing it would mean; the institution's own start page.
import { sql } from "kysely"
import type { Ctx } from "#kernel/flow"
import { papersOf, poolById, poolMoney } from "#products/custody"
import { availableFen } from "#products/deposit"
import { ledgerOn } from "#kernel/flow"
import { depositOfInstitution } from "../flows/deposits.ts"
import { runoffOf, whatIfClosed } from "../flows/running-off.ts"
import { namesOf, todayOf, type Institution } from "../store.ts"
import { yuan } from "../words.ts"
import { institutionsBy } from "./lists.ts"

export async function institutionDetail(ctx: Ctx, institution: Institution) {
  const { items } = await institutionsBy(ctx, { id: institution.id, limit: 1 })
  const deposit = await depositOfInstitution(ctx, institution)
  const pool = (await poolById(ctx, institution.pool_id))!
  const money = await poolMoney(ctx, pool.pool_no)
  const papers = (await papersOf(ctx, [pool.id])).get(pool.id)!
  const { runoff, rows } = await runoffOf(ctx, institution)
  const names = await namesOf(
    ctx,
    rows.map((row) => row.claimant_id),
  )
  return {
    ...items[0]!,
    depositFloor: yuan(deposit.floorFen),
    depositShort: yuan(deposit.shortfallFen),
    unapplied: yuan(money.unapplied),
    interest: yuan(money.interest),
    receipts: yuan(papers.receiptsFen),
    releases: yuan(papers.releasesFen),
    refunds: yuan(papers.refundsFen),
    runoff: runoff
      ? {
          id: runoff.id,
          state: runoff.state as "collecting",
          reason: runoff.reason,
          documentNo: runoff.document_no,
          openedOn: runoff.opened_on,
          shared: yuan(runoff.shared_fen),
        }
      : null,
    claims: rows.map((row) => ({
      id: row.id,
      number: row.number,
      claimant: names.get(row.claimant_id)!,
      claim: yuan(row.claim_fen),
      own: yuan(row.own_fen),
      shared: yuan(row.shared_fen),
      state: row.state as "listed",
      payee: row.payee_tail ? `${row.payee_name} ${row.payee_bank} ****${row.payee_tail}` : null,
      failure: row.failure,
    })),
  }
}

export async function whatIf(ctx: Ctx, institution: Institution) {
  const found = await whatIfClosed(ctx, institution, await todayOf(ctx))
  const names = await namesOf(
    ctx,
    found.specs.map((one) => one.claimantId),
  )
  const covered = found.claimFen - found.missingFen
  const bp = found.claimFen > 0n ? (covered * 10_000n) / found.claimFen : 10_000n
  return {
    families: found.families,
    claims: found.claims,
    claim: yuan(found.claimFen),
    own: yuan(found.ownFen),
    shared: yuan(found.sharedFen),
    missing: yuan(found.missingFen),
    coverage: `${bp / 100n}.${String(bp % 100n).padStart(2, "0")}`,
    rows: found.shares.map((share, at) => ({
      claimant: names.get(found.specs[at]!.claimantId)!,
      claim: yuan(share.claimFen),
      own: yuan(share.ownFen),
      shared: yuan(share.sharedFen),
      missing: yuan(share.claimFen - share.ownFen - share.sharedFen),
    })),
  }
}

export async function ownStart(ctx: Ctx, institution: Institution) {
  const { items } = await institutionsBy(ctx, { id: institution.id, limit: 1 })
  const deposit = await depositOfInstitution(ctx, institution)
  const pool = (await poolById(ctx, institution.pool_id))!
  const today = await todayOf(ctx)
  const { rows } = await sql<{
    id: string
    course_id: string
    title: string
    starts_at: Date
    state: string
    n: number
  }>`
    select l.id, c.id as course_id, c.title, l.starts_at, l.state, (select count(*)::int from training_order o
       where o.course_id = c.id and o.state in ('PAID', 'TEACHING', 'FROZEN')) as n
      from training_lesson l join training_course c on c.id = l.course_id
     where c.institution_id = ${institution.id} and (l.starts_at at time zone 'Asia/Shanghai')::date = ${today}
     order by l.starts_at`.execute(ctx.db)
  const { n } = await ctx.db
    .selectFrom("training_refund")
    .select((e) => e.fn.countAll<bigint>().as("n"))
    .where("institution_id", "=", institution.id)
    .where("state", "=", "INSTITUTION_REVIEW")
    .executeTakeFirstOrThrow()
  return {
    ...items[0]!,
    depositFloor: yuan(deposit.floorFen),
    depositShort: yuan(deposit.shortfallFen),
    settlementAvailable: yuan(await availableFen(ledgerOn(ctx.db), pool.settlement_no!)),
    refundsToAnswer: Number(n),
    lessonsToday: rows.map((row) => ({
      id: row.id,
      courseId: row.course_id,
      course: row.title,
      startsAt: row.starts_at.toISOString(),
      state: row.state,
      children: row.n,
    })),
  }
}
