// Bills as pages see them: what is owed today and why.
import { formatAmount } from "#ledger"
import type { Ctx } from "#kernel/flow"
import { ok } from "#kernel/refusal"
import { billKey } from "../accounts.ts"
import { loadBills, owedOf, type Bill } from "../flows/bills.ts"
import { findOrg } from "../flows/org.ts"
import { refuse } from "../refusals.ts"
import { yearlyBp } from "../rules/late-fee.ts"
import { type BillState, payableStates } from "../states.ts"
import { todayOf } from "./orgs.ts"

const yuan = (fen: bigint): string => formatAmount(fen, 2)

export const billItem = (bill: Bill, today: string) => {
  const owed = owedOf(bill, today)
  const isOpen = payableStates.includes(bill.state)
  return {
    billNo: bill.billNo,
    payerKey: bill.payerKey,
    payerName: bill.payerName,
    group: bill.groupName,
    item: bill.itemName,
    period: bill.period,
    dueOn: bill.terms.dueOn,
    principal: yuan(bill.terms.principalFen),
    owed: yuan(isOpen ? owed.totalFen : 0n),
    lateFee: yuan(isOpen ? owed.lateFen : 0n),
    daysLate: isOpen ? owed.daysLate : 0,
    state: bill.state,
  }
}

export interface BillsAsked {
  text?: string | undefined
  state?: BillState | undefined
  itemId?: string | undefined
  group?: string | undefined
  overdue?: "yes" | undefined
  after?: string | undefined
  limit: number
}

export async function billsBy(ctx: Ctx, orgId: string, asked: BillsAsked) {
  const org = await findOrg(ctx, orgId)
  if (!org.ok) return org
  const today = await todayOf(ctx)
  let found = ctx.db
    .selectFrom("collection_bill as b")
    .innerJoin("collection_payer as p", "p.id", "b.payer_id")
    .select("b.bill_no")
    .where("b.org_id", "=", orgId)
    .orderBy("b.bill_no", "desc")
    .limit(asked.limit + 1)
  if (asked.state) found = found.where("b.state", "=", asked.state)
  if (asked.itemId) found = found.where("b.item_id", "=", asked.itemId)
  if (asked.group) found = found.where("p.group_name", "=", asked.group)
  if (asked.overdue) found = found.where("b.state", "in", [...payableStates]).where("b.due_on", "<", today)
  if (asked.after) found = found.where("b.bill_no", "<", asked.after)
  if (asked.text) {
    const like = `%${asked.text.replace(/[\\%_]/g, "\\$&")}%`
    found = found.where((e) =>
      e.or([e("b.bill_no", "like", like), e("p.key", "like", like), e("p.name", "like", like)]),
    )
  }
  const rows = await found.execute()
  const page = rows.slice(0, asked.limit).map((row) => row.bill_no)
  const bills = new Map((await loadBills(ctx, { billNos: page })).map((bill) => [bill.billNo, bill]))
  const items = page.map((billNo) => billItem(bills.get(billNo)!, today))
  return ok({ items, next: rows.length > asked.limit ? page.at(-1)! : null })
}

export async function billOf(ctx: Ctx, billNo: string) {
  const [bill] = await loadBills(ctx, { billNos: [billNo] })
  const org = bill ? await findOrg(ctx, bill.orgId) : undefined
  if (!bill || !org?.ok) return refuse["E-BILL"]({ billNo })
  const today = await todayOf(ctx)
  const owed = owedOf(bill, today)
  const events = await ctx.db
    .selectFrom("collection_bill_event as e")
    .leftJoin("collection_payment as p", "p.order_no", "e.order_no")
    .selectAll("e")
    .select("p.receipt_no")
    .where("e.bill_no", "=", billNo)
    .orderBy("e.at")
    .execute()
  const reminders = await ctx.db
    .selectFrom("collection_reminder")
    .select(["kind", "sent_on"])
    .where("bill_no", "=", billNo)
    .orderBy("sent_on")
    .execute()
  const payer = await ctx.db
    .selectFrom("collection_payer")
    .select("code")
    .where("id", "=", bill.payerId)
    .executeTakeFirstOrThrow()
  return ok({
    ...billItem(bill, today),
    orgId: bill.orgId,
    orgName: org.value.name,
    payerId: bill.payerId,
    code: payer.code,
    kind: bill.kind,
    reading: bill.reading,
    allowPartial: bill.allowPartial,
    minPartial: yuan(bill.minPartialFen),
    allocation: bill.terms.order,
    yearlyBp: yearlyBp(bill.terms.late.ratePpm),
    graceDays: bill.terms.late.graceDays,
    steps: owed.steps.map((step) => ({
      from: step.from,
      to: step.to,
      days: step.days,
      principal: yuan(step.principalFen),
      fee: yuan(step.feeFen),
    })),
    events: events.map((event) => ({
      on: event.on_day,
      kind: event.kind as "pay",
      amount: yuan(event.amount_fen),
      parts: [
        ...(event.principal_fen > 0n ? [{ component: "principal" as const, amount: yuan(event.principal_fen) }] : []),
        ...(event.late_fen > 0n ? [{ component: "late-fee" as const, amount: yuan(event.late_fen) }] : []),
      ],
      orderNo: event.order_no,
      receiptNo: event.receipt_no,
      reason: event.reason,
      by: event.by_name,
    })),
    reminders: reminders.map((one) => ({ kind: one.kind, on: one.sent_on })),
    accountKey: billKey(billNo),
  })
}
