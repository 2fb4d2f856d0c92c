// The scene's part of closing a day: reminders of bills still unpaid at that moment, and unmatched money that goes back.
import { randomUUID } from "node:crypto"
import { formatAmount } from "#ledger"
import { addDays, daysBetween } from "#kernel/calendar"
import { flow, type Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { parameter } from "#kernel/rule-data"
import type { DayEndStep } from "#kernel/scene"
import { payableStates } from "../states.ts"
import { loadBills, owedOf } from "./bills.ts"
import { tellPayer } from "./tell.ts"
import { returnTransfer } from "./transfer.ts"

const groupSize = 500

/** Bills that reach one of the reminder days; a bill paid a moment ago is not among them. */
async function dueBills(ctx: Ctx, day: string, daysAfter: number): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom("collection_bill as b")
    .select("b.bill_no")
    .where("b.state", "in", [...payableStates])
    .where("b.due_on", "=", addDays(day, -daysAfter))
    .where("b.bill_no", "not in", (e) =>
      e.selectFrom("collection_reminder").select("bill_no").where("kind", "=", kindOf(daysAfter)),
    )
    .orderBy("b.bill_no")
    .limit(groupSize)
    .execute()
  return rows.map((row) => row.bill_no)
}

const kindOf = (daysAfter: number): string => `day${daysAfter}`

const remind = flow(
  { name: "collection.remind", permission: null },
  async (ctx, input: { billNos: string[]; day: string; daysAfter: number }): Promise<Outcome<number>> => {
    const bills = await loadBills(ctx, { billNos: input.billNos, states: payableStates, lock: true })
    for (const bill of bills) {
      const owed = owedOf(bill, input.day)
      const left = formatAmount(owed.totalFen, 2)
      const late = daysBetween(bill.terms.dueOn, input.day)
      const when = late > 0 ? `已逾期 ${late} 天` : late === 0 ? "今天到期" : `${bill.terms.dueOn} 到期`
      await tellPayer(ctx, bill.payerId, {
        text: `${bill.itemName}（${bill.period}）${left} 元${when}，请及时缴费；已缴请忽略。`,
        onceKey: `collection-remind-${bill.billNo}-${input.daysAfter}`,
      })
    }
    if (bills.length > 0)
      await ctx.db
        .insertInto("collection_reminder")
        .values(
          bills.map((bill) => ({
            id: randomUUID(),
            bill_no: bill.billNo,
            kind: kindOf(input.daysAfter),
            sent_on: input.day,
          })),
        )
        .onConflict((c) => c.doNothing())
        .execute()
    return ok(bills.length)
  },
)

export const dayEndSteps: DayEndStep[] = [
  {
    name: "collection.remind",
    zh: "收款云催缴提醒",
    en: "Reminders of the collection cloud",
    phase: "overdue",
    async run(ctx, day, progress) {
      const days = await parameter<number[]>(ctx, "collection.reminder-days", day)
      let done = 0
      for (const daysAfter of days) {
        for (;;) {
          const billNos = await dueBills(ctx, day, daysAfter)
          if (billNos.length === 0) break
          const sent = await remind(ctx, { billNos, day, daysAfter })
          if (!sent.ok || sent.value === 0) break
          done += sent.value
          await progress(done, done)
        }
      }
      return { done, failed: [] }
    },
  },
  {
    name: "collection.return-unmatched",
    zh: "待认领款到期退回",
    en: "Unmatched money goes back",
    phase: "fees",
    async run(ctx, day) {
      const rows = await ctx.db
        .selectFrom("collection_transfer")
        .select(["id", "bank_ref"])
        .where("state", "=", "unmatched")
        .where("return_on", "<=", day)
        .execute()
      const failed: { object: string; objectId: string; reason: string }[] = []
      for (const row of rows) {
        const gone = await returnTransfer(ctx, { transferId: row.id, reason: "超过认领期限" })
        if (!gone.ok) failed.push({ object: "collection-transfer", objectId: row.bank_ref, reason: gone.refusal.zh })
      }
      return { done: rows.length - failed.length, failed }
    },
  },
]
