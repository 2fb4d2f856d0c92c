// Batches, freezes, alerts, reconciliation and policies for their pages.
import { sql } from "kysely"
import type { Ctx } from "#kernel/flow"
import { parameterHistory } from "#kernel/rule-data"
import type { Policy } from "../model.ts"
import { policyKey, profiles } from "../parameters.ts"
import { todayOf } from "../store.ts"
import { yuan } from "../words.ts"
import { pageOfRows, visible, type Paging } from "./lists.ts"

interface OfInstitution extends Paging {
  id?: string
  institutionId?: string | undefined
  state?: string | undefined
  level?: string | undefined
}

const of = (f: OfInstitution, key: "b" | "f" | "a" | "r") => sql`
  ${f.id ? sql`and ${sql.ref(`${key}.id`)} = ${f.id}` : sql``}
  ${f.institutionId ? sql`and i.id = ${f.institutionId}` : sql``}
  ${f.state ? sql`and ${sql.ref(`${key}.state`)} = ${f.state}` : sql``}`

interface BatchRow {
  id: string
  number: string
  institution: string
  institution_id: string
  lines: number
  paid: number
  amount_fen: bigint
  state: string
  made_by: string
  made_at: Date
  done_at: Date | null
  settlement_no: string
  pool_no: string
}

export async function batchesBy(ctx: Ctx, f: OfInstitution) {
  const { rows } = await sql<BatchRow>`
    select b.*, i.id as institution_id, p.name as institution, cp.pool_no,
      (select count(*)::int from custody_evidence e where e.batch_id = b.id and e.state = 'released') as paid
      from custody_batch b join training_institution i on i.pool_id = b.pool_id join party p on p.id = i.party_id
      join custody_pool cp on cp.id = b.pool_id
     where ${visible(ctx)} ${of(f, "b")} ${f.after ? sql`and b.number < ${f.after}` : sql``}
     order by b.number desc limit ${f.limit + 1}`.execute(ctx.db)
  const view = (row: BatchRow) => ({
    id: row.id,
    number: row.number,
    institution: row.institution,
    institutionId: row.institution_id,
    lines: row.lines,
    paidLines: row.paid,
    amount: yuan(row.amount_fen),
    state: row.state as "open" | "done",
    madeBy: row.made_by,
    madeAt: row.made_at.toISOString(),
    doneAt: row.done_at?.toISOString() ?? null,
    settlementNo: row.settlement_no,
    custodyNo: row.pool_no,
  })
  return pageOfRows(rows.map(view), f.limit, (row) => row.number)
}

interface LineRow {
  contract_no: string
  student: string
  course: string
  k: number
  happened_at: Date
  decided_by: string
  release_fen: bigint
  state: string
}

export async function batchLines(ctx: Ctx, batchId: string) {
  const { rows } = await sql<LineRow>`
    select o.contract_no, s.name as student, c.title as course, e.k, e.happened_at, e.decided_by, e.release_fen, e.state
      from custody_evidence e join training_order o on o.holding_id = e.holding_id
      join party s on s.id = o.student_id join training_course c on c.id = o.course_id
     where e.batch_id = ${batchId} order by o.contract_no, e.k limit 1000`.execute(ctx.db)
  return rows.map((row) => ({
    contractNo: row.contract_no,
    student: row.student,
    course: row.course,
    k: row.k,
    at: row.happened_at.toISOString(),
    by: row.decided_by as "owner",
    amount: yuan(row.release_fen),
    released: row.state === "released",
  }))
}

interface FreezeRow {
  id: string
  number: string
  institution_id: string
  institution: string
  contract_no: string | null
  scope: string
  state: string
  document_no: string
  authority: string
  reason: string
  from_on: string
  until_on: string | null
  asked_by: string
  placed_by: string | null
  lifted_by: string | null
  approval_id: string | null
}

export async function freezesBy(ctx: Ctx, f: OfInstitution) {
  const { rows } = await sql<FreezeRow>`
    select f.*, f.from_on::text as from_on, f.until_on::text as until_on, i.id as institution_id, p.name as institution,
      (select contract_no from training_order o where o.holding_id = f.holding_id) as contract_no,
      (select a.id from approval a where a.object_id = f.id::text and a.state = 'open' limit 1) as approval_id
      from custody_freeze f join training_institution i on i.pool_id = f.pool_id join party p on p.id = i.party_id
     where ${visible(ctx)} ${of(f, "f")} ${f.after ? sql`and f.number < ${f.after}` : sql``}
     order by f.number desc limit ${f.limit + 1}`.execute(ctx.db)
  const view = (row: FreezeRow) => ({
    id: row.id,
    number: row.number,
    institutionId: row.institution_id,
    institution: row.institution,
    contractNo: row.contract_no,
    scope: row.scope as "holding",
    state: row.state as "active",
    documentNo: row.document_no,
    authority: row.authority,
    reason: row.reason,
    fromOn: row.from_on,
    untilOn: row.until_on,
    askedBy: row.asked_by,
    placedBy: row.placed_by,
    liftedBy: row.lifted_by,
    approvalId: row.approval_id,
  })
  return pageOfRows(rows.map(view), f.limit, (row) => row.number)
}

interface AlertRow {
  id: string
  rule: string
  institution_id: string
  institution: string
  level: string
  text_zh: string
  text_en: string
  opened_on: string
  seen_on: string
  state: string
  handler: string | null
  outcome: string | null
  cursor: string
}

export async function alertsBy(ctx: Ctx, f: OfInstitution) {
  const { rows } = await sql<AlertRow>`
    select a.*, a.opened_on::text as opened_on, a.seen_on::text as seen_on, p.name as institution,
      a.opened_on::text || a.id::text as cursor
      from training_alert a join training_institution i on i.id = a.institution_id join party p on p.id = i.party_id
     where ${visible(ctx)} ${of(f, "a")} ${f.level ? sql`and a.level = ${f.level}` : sql``}
       ${f.after ? sql`and a.opened_on::text || a.id::text < ${f.after}` : sql``}
     order by a.opened_on desc, a.id desc limit ${f.limit + 1}`.execute(ctx.db)
  const page = pageOfRows(rows, f.limit, (row) => row.cursor)
  return {
    next: page.next,
    items: page.items.map((row) => ({
      id: row.id,
      rule: row.rule as "outflow",
      institutionId: row.institution_id,
      institution: row.institution,
      level: row.level as "RED",
      zh: row.text_zh,
      en: row.text_en,
      openedOn: row.opened_on,
      seenOn: row.seen_on,
      state: row.state as "open",
      handler: row.handler,
      outcome: row.outcome,
    })),
  }
}

interface ReconRow {
  id: string
  day: string
  institution_id: string
  institution: string
  pool_no: string
  receipts_fen: bigint
  releases_fen: bigint
  refunds_fen: bigint
  unearned_fen: bigint
  ledger_fen: bigint
  bank_fen: bigint | null
  interest_fen: bigint
  unapplied_fen: bigint
  deposit_fen: bigint
  difference_fen: bigint | null
  ledger_difference_fen: bigint
  state: string
  explanation: string | null
  explained_by: string | null
}

export async function reconBy(ctx: Ctx, f: OfInstitution) {
  const { rows } = await sql<ReconRow>`
    select r.*, r.day::text as day, i.id as institution_id, p.name as institution, c.pool_no
      from custody_recon r join custody_pool c on c.id = r.pool_id join training_institution i on i.pool_id = c.id
      join party p on p.id = i.party_id
     where ${visible(ctx)} ${of(f, "r")} ${f.after ? sql`and r.day::text || c.pool_no < ${f.after}` : sql``}
     order by r.day desc, c.pool_no desc limit ${f.limit + 1}`.execute(ctx.db)
  const some = (fen: bigint | null) => (fen === null ? null : yuan(fen))
  const view = (row: ReconRow) => ({
    id: row.id,
    day: row.day,
    institutionId: row.institution_id,
    institution: row.institution,
    custodyNo: row.pool_no,
    receipts: yuan(row.receipts_fen),
    releases: yuan(row.releases_fen),
    refunds: yuan(row.refunds_fen),
    unearned: yuan(row.unearned_fen),
    ledger: yuan(row.ledger_fen),
    bank: some(row.bank_fen),
    interest: yuan(row.interest_fen),
    unapplied: yuan(row.unapplied_fen),
    deposit: yuan(row.deposit_fen),
    difference: some(row.difference_fen),
    ledgerDifference: yuan(row.ledger_difference_fen),
    state: row.state as "matched",
    explanation: row.explanation,
    explainedBy: row.explained_by,
  })
  return pageOfRows(rows.map(view), f.limit, (row) => row.day + row.custodyNo)
}

export async function policiesNow(ctx: Ctx) {
  const today = await todayOf(ctx)
  const history = await parameterHistory(ctx)
  const waiting = await ctx.db
    .selectFrom("approval")
    .select(["id", "object_id", "content", "maker_name"])
    .where("kind", "=", "rule-data.change")
    .where("state", "=", "open")
    .execute()
  const { rows } = await sql<{ policy_code: string; n: number }>`
    select policy_code, count(*)::int as n from training_institution group by 1`.execute(ctx.db)
  return profiles.map((profile) => {
    const versions = history
      .filter((one) => one.key === policyKey(profile.code))
      .map((one) => ({
        id: one.id,
        from: one.from,
        policy: one.value as Policy,
        source: one.source,
        certainty: one.certainty,
        proposedBy: one.proposedBy,
      }))
    const open = waiting.find((one) => one.object_id === policyKey(profile.code))
    return {
      code: profile.code,
      key: policyKey(profile.code),
      title: { zh: profile.zh, en: profile.en },
      institutions: rows.find((row) => row.policy_code === profile.code)?.n ?? 0,
      current: versions.find((one) => one.from <= today) ?? null,
      versions,
      pending: open
        ? { approvalId: open.id, from: (open.content as { from: string }).from, makerName: open.maker_name }
        : null,
    }
  })
}
