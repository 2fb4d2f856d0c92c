// How a case begins: the night's signal, a manager's or the firm's own word; the early contact; the application.
import { randomUUID } from "node:crypto"
import { flow, type FlowCtx } from "#kernel/flow"
import { notify } from "#kernel/notice"
import { inScope } from "#kernel/org"
import { ok, type Outcome } from "#kernel/refusal"
import type { reasonCodes, signals, ways, wishes } from "../model.ts"
import { refuse } from "../refusals.ts"
import { lockCase, move, nextCaseNo, open, stateOf, tell, type CaseRow, type Moved } from "./case.ts"

type Signal = (typeof signals)[number]

interface Signalled {
  loanNo: string
  signal: Signal
  onceKey?: string
}

const signalWords: Record<Signal, { zh: string; en: string }> = {
  due_soon: { zh: "到期前提示：请联系企业了解还款安排", en: "Due soon: speak to the firm" },
  overdue: { zh: "已逾期：请联系企业了解困难", en: "Overdue: speak to the firm" },
  firm: { zh: "企业主动提出困难", en: "The firm itself asked" },
  manager: { zh: "客户经理主动登记", en: "Opened by the manager" },
}

/** One running case a note; the same signal is given once for ever. Answers null where it was given before. */
export async function openSignal(
  ctx: FlowCtx,
  input: Signalled,
): Promise<Outcome<{ id: string; caseNo: string } | null>> {
  const loan = await ctx.db
    .selectFrom("loan")
    .innerJoin("party", "party.id", "loan.party_id")
    .select(["loan_no", "party_id", "loan.outlet", "loan.state", "party.name", "matures_on"])
    .where("loan_no", "=", input.loanNo)
    .executeTakeFirst()
  const isOwn = ctx.actor.kind === "portal" ? ctx.actor.partyId === loan?.party_id : loan && inScope(ctx, loan.outlet)
  if (!loan || !isOwn) return refuse["E-NOT-FOUND"]({ id: input.loanNo, what: "借据" }, "loanNo")
  if (loan.state !== "active") return refuse["E-SETTLED"]({ loanNo: input.loanNo }, "loanNo")
  const running = await ctx.db
    .selectFrom("relief_case")
    .select("case_no")
    .where("loan_no", "=", input.loanNo)
    .where("state", "not in", ["closed", "declined"])
    .executeTakeFirst()
  if (running) return refuse["E-OPEN"]({ loanNo: input.loanNo, caseNo: running.case_no }, "loanNo")
  const id = randomUUID()
  const values = {
    id,
    case_no: await nextCaseNo(ctx),
    loan_no: loan.loan_no,
    party_id: loan.party_id,
    outlet: loan.outlet,
    state: "signalled",
    state_since: ctx.clock.now(),
    once_key: input.onceKey ?? id,
    signal: input.signal,
    signalled_on: ctx.today,
    created_at: ctx.clock.now(),
  }
  const made = await ctx.db
    .insertInto("relief_case")
    .values(values)
    .onConflict((c) => c.column("once_key").doNothing())
    .returning("id")
    .executeTakeFirst()
  if (!made) return ok(null)
  const words = signalWords[input.signal]
  await tell(ctx, id, { kind: "warning", ...words })
  await notify(ctx, {
    to: `role:manager@${loan.outlet}`,
    title: `${loan.name} ${words.zh}`,
    body: `借据 ${loan.loan_no}，${loan.matures_on} 到期。`,
    page: `/relief/${id}`,
    onceKey: `relief-signal:${id}`,
  })
  ctx.note({ object: "relief-case", objectId: id, after: values })
  ctx.emit({ type: "relief.signalled", subject: id, data: { caseNo: values.case_no, loanNo: loan.loan_no } })
  return ok({ id, caseNo: values.case_no })
}

export const openCase = flow(
  { name: "relief.open", permission: "relief.handle" },
  async (ctx, input: { loanNo: string }): Promise<Outcome<{ id: string; caseNo: string }>> => {
    const made = await openSignal(ctx, { loanNo: input.loanNo, signal: "manager" })
    return made.ok ? ok(made.value!) : made
  },
)

export interface Contact {
  id: string
  on: string
  way: (typeof ways)[number]
  note: string
}

export const recordContact = flow(
  { name: "relief.contact", permission: "relief.handle" },
  async (ctx, input: Contact): Promise<Outcome<Moved>> => {
    const found = await open(ctx, input.id, "contact")
    if (!found.ok) return found
    const set = {
      contacted_on: input.on,
      contact_way: input.way,
      contact_note: input.note,
      contact_by: ctx.actor.name,
    }
    const zh = `联系企业：${input.note}`
    // A firm that asked first is spoken to as well; its case stays where it is.
    const to = stateOf(found.value) === "applied" ? "applied" : "contacted"
    const moved = await move(ctx, found.value, { action: "contact", to, set, zh, en: "Spoke to the firm" })
    await notify(ctx, {
      to: `party:${found.value.party_id}`,
      title: "贷款快到期了，有困难请告诉我们",
      body: `借据 ${found.value.loan_no}：如还款有困难，可在线申请续贷、展期或调整还款计划，越早越好。`,
      page: "/portal/relief",
      onceKey: `relief-contact:${input.id}`,
    })
    return ok(moved)
  },
)

export interface Application {
  id: string
  reasonCode: (typeof reasonCodes)[number]
  words: string
  wish: (typeof wishes)[number]
}

/** Applied before maturity; later only a restructuring can be asked for (贷款通则 art. 12, 金规〔2024〕13号). */
async function applied(ctx: FlowCtx, row: CaseRow, input: Omit<Application, "id">): Promise<Outcome<Moved>> {
  const { matures_on: maturesOn } = await ctx.db
    .selectFrom("loan")
    .select("matures_on")
    .where("loan_no", "=", row.loan_no)
    .executeTakeFirstOrThrow()
  if (ctx.today >= maturesOn && input.wish !== "restructure")
    return refuse["E-LATE"]({ loanNo: row.loan_no, maturesOn, today: ctx.today }, "wish")
  const set = {
    reason_code: input.reasonCode,
    words: input.words,
    wish: input.wish,
    applied_on: ctx.today,
    applied_by: ctx.actor.name,
  }
  const zh = `受理纾困申请：${input.words}`
  return ok(await move(ctx, row, { action: "apply", to: "applied", set, zh, en: `Applied: ${input.words}` }))
}

export const takeApplication = flow(
  { name: "relief.apply", permission: "relief.handle" },
  async (ctx, input: Application): Promise<Outcome<Moved>> => {
    const found = await open(ctx, input.id, "apply")
    return found.ok ? applied(ctx, found.value, input) : found
  },
)

export interface FirmAsks extends Omit<Application, "id"> {
  loanNo: string
}

/** The firm asks in its own words; a case that the bank opened for the note is taken up instead of a second one. */
export const askByFirm = flow(
  { name: "relief.firm-asks", permission: "relief.own" },
  async (ctx, { loanNo, ...input }: FirmAsks): Promise<Outcome<{ id: string; caseNo: string }>> => {
    const waiting = await ctx.db
      .selectFrom("relief_case")
      .select("id")
      .where("loan_no", "=", loanNo)
      .where("party_id", "=", ctx.actor.partyId ?? "")
      .where("state", "in", ["signalled", "contacted"])
      .executeTakeFirst()
    const opened = waiting ? ok(waiting) : await openSignal(ctx, { loanNo, signal: "firm" })
    if (!opened.ok) return opened
    const found = await lockCase(ctx, opened.value!.id)
    if (!found.ok) return found
    const row = found.value
    if (stateOf(row) !== "signalled" && stateOf(row) !== "contacted")
      return refuse["E-OPEN"]({ loanNo, caseNo: row.case_no }, "loanNo")
    const done = await applied(ctx, row, input)
    if (!done.ok) return done
    await notify(ctx, {
      to: `role:manager@${row.outlet}`,
      title: `企业申请纾困 ${row.case_no}`,
      body: input.words,
      page: `/relief/${row.id}`,
      onceKey: `relief-applied:${row.id}`,
    })
    return ok({ id: row.id, caseNo: row.case_no })
  },
)

export const closeCase = flow(
  { name: "relief.close", permission: "relief.handle" },
  async (ctx, input: { id: string; reason: string }): Promise<Outcome<Moved>> => {
    const found = await open(ctx, input.id, "close")
    return found.ok ? ok(await end(ctx, found.value, input.reason)) : found
  },
)

/** Ends a case in which nothing was changed. */
export const end = (ctx: FlowCtx, row: CaseRow, reason: string): Promise<Moved> =>
  move(ctx, row, {
    action: "close",
    to: "closed",
    set: { closed_on: ctx.today, closed_reason: reason },
    zh: `结束：${reason}`,
    en: "Ended",
  })
