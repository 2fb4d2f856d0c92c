// What has to be done, across cases or for one of them: tasks, warnings, steps of collection.
import { openDate } from "#ledger"
import { daysBetween } from "#contract/products/loan"
import { ledgerOn, mainBook, type Ctx } from "#kernel/flow"
import { loanView } from "#products/loan"
import { signals, stepOf, type Level, type Signal } from "../rules.ts"
import type { TaskKind } from "../flows/tasks.ts"

const scopes = (ctx: Ctx): string[] | null => (ctx.actor.scope === "all" ? null : [...ctx.actor.scope, "-"])

export interface TaskFilter {
  caseId?: string
  open?: boolean | undefined
  kind?: string | undefined
  from?: string | undefined
  to?: string | undefined
  after?: string | undefined
  limit: number
}

export async function taskViews(ctx: Ctx, filter: TaskFilter) {
  const today = await openDate(ledgerOn(ctx.db), mainBook)
  let found = ctx.db
    .selectFrom("corporate_task")
    .innerJoin("corporate_case", "corporate_case.id", "case_id")
    .innerJoin("party", "party.id", "party_id")
    .selectAll("corporate_task")
    .select(["case_no", "party.name as party_name"])
    .orderBy("due_on")
    .orderBy("corporate_task.id")
    .limit(filter.limit)
  const outlets = scopes(ctx)
  if (outlets) found = found.where("corporate_case.outlet", "in", outlets)
  if (filter.caseId) found = found.where("case_id", "=", filter.caseId)
  if (filter.open !== undefined) found = found.where("done_on", filter.open ? "is" : "is not", null)
  if (filter.kind) found = found.where("corporate_task.kind", "=", filter.kind)
  if (filter.from) found = found.where("due_on", ">=", filter.from)
  if (filter.to) found = found.where("due_on", "<=", filter.to)
  const [on, id] = filter.after?.split("|") ?? []
  if (on && id)
    found = found.where((e) =>
      e.or([e("due_on", ">", on), e.and([e("due_on", "=", on), e("corporate_task.id", ">", id)])]),
    )
  return (await found.execute()).map((row) => ({
    id: row.id,
    caseId: row.case_id,
    caseNo: row.case_no,
    partyName: row.party_name,
    kind: row.kind as TaskKind,
    zh: row.title_zh,
    en: row.title_en,
    dueOn: row.due_on,
    daysLeft: daysBetween(today, row.due_on),
    doneOn: row.done_on,
    doneBy: row.done_by,
    result: row.result,
  }))
}

export interface WarningFilter {
  caseId?: string
  open?: boolean | undefined
  level?: Level | undefined
  after?: string | undefined
  limit: number
}

export async function warningViews(ctx: Ctx, filter: WarningFilter) {
  let found = ctx.db
    .selectFrom("corporate_warning")
    .innerJoin("corporate_case", "corporate_case.id", "case_id")
    .innerJoin("party", "party.id", "party_id")
    .selectAll("corporate_warning")
    .select(["case_no", "party.name as party_name"])
    .orderBy("opened_on", "desc")
    .orderBy("corporate_warning.id")
    .limit(filter.limit)
  const outlets = scopes(ctx)
  if (outlets) found = found.where("corporate_case.outlet", "in", outlets)
  if (filter.caseId) found = found.where("case_id", "=", filter.caseId)
  if (filter.level) found = found.where("level", "=", filter.level)
  if (filter.open !== undefined) found = found.where("closed_on", filter.open ? "is" : "is not", null)
  const [on, id] = filter.after?.split("|") ?? []
  if (on && id)
    found = found.where((e) =>
      e.or([e("opened_on", "<", on), e.and([e("opened_on", "=", on), e("corporate_warning.id", ">", id)])]),
    )
  return (await found.execute()).map((row) => {
    const { zh, en } = signals[row.signal as Signal]
    return {
      id: row.id,
      caseId: row.case_id,
      caseNo: row.case_no,
      partyName: row.party_name,
      signal: row.signal as Signal,
      level: row.level as Level,
      title: { zh, en },
      source: row.source,
      note: row.note,
      openedOn: row.opened_on,
      freezeBy: row.freeze_by,
      frozenOn: row.frozen_on,
      planBy: row.plan_by,
      plan: row.plan,
      planOn: row.plan_on,
      visitBy: row.visit_by,
      closedOn: row.closed_on,
      closedBy: row.closed_by,
      closeNote: row.close_note,
    }
  })
}

export interface CollectionFilter {
  caseId?: string
  open?: boolean | undefined
  kind?: "call" | "letter" | "hand_over" | undefined
  after?: string | undefined
  limit: number
}

const stepsOfKind = { call: ["CALL"], letter: ["LETTER-1", "LETTER-2", "LETTER-3"], hand_over: ["HAND-OVER"] }

export async function collectionViews(ctx: Ctx, filter: CollectionFilter) {
  const today = await openDate(ledgerOn(ctx.db), mainBook)
  let found = ctx.db
    .selectFrom("corporate_collection")
    .innerJoin("corporate_case", "corporate_case.id", "case_id")
    .innerJoin("party", "party.id", "party_id")
    .selectAll("corporate_collection")
    .select(["case_no", "party.name as party_name"])
    .orderBy("due_on")
    .orderBy("corporate_collection.id")
    .limit(filter.limit)
  const outlets = scopes(ctx)
  if (outlets) found = found.where("corporate_case.outlet", "in", outlets)
  if (filter.caseId) found = found.where("case_id", "=", filter.caseId)
  if (filter.kind) found = found.where("step", "in", stepsOfKind[filter.kind])
  // A letter stays open work until its delivery is proved.
  if (filter.open !== undefined) {
    found = found.where((e) => {
      const isOpen = e.or([
        e("done_on", "is", null),
        e.and([e("step", "in", stepsOfKind.letter), e("way", "is not", null), e("delivered_on", "is", null)]),
      ])
      return filter.open ? isOpen : e.not(isOpen)
    })
  }
  const [on, id] = filter.after?.split("|") ?? []
  if (on && id)
    found = found.where((e) =>
      e.or([e("due_on", ">", on), e.and([e("due_on", "=", on), e("corporate_collection.id", ">", id)])]),
    )
  const rows = await found.execute()
  const owed = await owedByNote(ctx, [...new Set(rows.map((row) => row.loan_no))], today)
  return rows.map((row) => {
    const step = stepOf(row.step)!
    return {
      id: row.id,
      caseId: row.case_id,
      caseNo: row.case_no,
      partyName: row.party_name,
      loanNo: row.loan_no,
      step: row.step,
      kind: step.kind,
      title: { zh: step.zh, en: step.en },
      overdueFrom: row.overdue_from,
      dueOn: row.due_on,
      daysLeft: daysBetween(today, row.due_on),
      doneOn: row.done_on,
      doneBy: row.done_by,
      way: row.way,
      note: row.note,
      deliveredOn: row.delivered_on,
      proofNo: row.proof_no,
      ...(owed.get(row.loan_no) ?? { owed: "0.00", overdueDays: 0 }),
    }
  })
}

async function owedByNote(ctx: Ctx, loanNos: readonly string[], today: string) {
  const found = new Map<string, { owed: string; overdueDays: number }>()
  for (const loanNo of loanNos) {
    const view = await loanView(ctx, loanNo, today)
    if (view.ok) found.set(loanNo, { owed: view.value.owed, overdueDays: view.value.overdueDays })
  }
  return found
}

/** A page of rows sorted by day and id, with the cursor of the next. */
export function pageBy<T extends { id: string }>(items: T[], limit: number, on: (item: T) => string) {
  const page = items.slice(0, limit)
  const last = page.at(-1)
  return { items: page, next: items.length > limit && last ? `${on(last)}|${last.id}` : null }
}
