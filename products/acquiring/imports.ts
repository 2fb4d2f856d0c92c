// The bank's statement of what channels paid, as an Excel file: one row a payment. Taking the file back takes its postings
// back, as long as no day of it is signed off.
import { z } from "zod"
import { parseAmount } from "#ledger"
import { isDate } from "#kernel/calendar"
import { ok } from "#kernel/refusal"
import type { ImportKind, RowFault } from "#kernel/scene"
import { billedChannels, channelTitles, type BilledChannel } from "./model.ts"
import { dayRow, recordBankLine } from "./recon/day.ts"
import { refuse } from "./refusals.ts"

const day = z
  .string()
  .trim()
  .refine((text) => isDate(text), "日期须为 YYYY-MM-DD / a date as YYYY-MM-DD")

const row = z.object({
  channel: z.string().trim(),
  billOn: day,
  valueOn: day,
  amount: z
    .string()
    .trim()
    .regex(/^\d{1,12}(\.\d{1,2})?$/, "金额须为最多两位小数的数字，不带逗号 / two decimals at most, no comma"),
  bankRef: z
    .string()
    .trim()
    .regex(/^[\w-]{1,40}$/, "流水号只含字母、数字和 - / letters, digits and - only"),
  memo: z.string().trim().max(100),
})
type BankRow = z.output<typeof row>

const channelOfTitle = (text: string): BilledChannel | undefined =>
  billedChannels.find((one) => one === text || channelTitles[one].zh === text)

const column = (key: keyof BankRow, zh: string, en: string, example: string, required = true) => ({
  key,
  zh,
  en,
  example,
  required,
})

const fault = (name: keyof BankRow, zh: string, en: string): RowFault => ({ column: name, zh, en })

export const bankImport: ImportKind<BankRow> = {
  kind: "acquiring.bank-lines",
  zh: "渠道到账流水",
  en: "What channels paid the bank",
  permission: "acquiring.reconcile",
  columns: [
    column("channel", "渠道", "Channel", "微信支付"),
    column("billOn", "账单日", "Bill day", "2026-03-02"),
    column("valueOn", "到账日", "Value date", "2026-03-03"),
    column("amount", "金额（元）", "Amount in yuan", "278.32"),
    column("bankRef", "银行流水号", "Bank reference", "YH20260303001"),
    column("memo", "附言", "Memo", "微信支付划款", false),
  ],
  row: row as unknown as z.ZodType<BankRow>,

  async check(ctx, rows) {
    const faults = new Map<number, RowFault[]>()
    const add = (number: number, found: RowFault) => faults.set(number, [...(faults.get(number) ?? []), found])
    const known = await ctx.db
      .selectFrom("acquiring_bank_line")
      .select("bank_ref")
      .where("bank_ref", "in", ["", ...rows.map((one) => one.value.bankRef)])
      .execute()
    const seen = new Set(known.map((one) => one.bank_ref))
    for (const { number, value } of rows) {
      if (seen.has(value.bankRef))
        add(number, fault("bankRef", "这个流水号已登记或重复", "recorded already, or twice here"))
      seen.add(value.bankRef)
      const channel = channelOfTitle(value.channel)
      if (!channel) add(number, fault("channel", "须为微信支付、支付宝或银联刷卡", "not a channel with a bill"))
      const state = channel && (await dayRow(ctx, { channel, day: value.billOn }))?.state
      if (channel && !state) add(number, fault("billOn", "这一天尚未对账", "this day is not matched yet"))
      if (state === "signed") add(number, fault("billOn", "这一天已签结", "this day is signed off"))
    }
    return faults
  },

  async write(ctx, rows) {
    const refs: string[] = []
    for (const { value } of rows) {
      const { billOn, valueOn, bankRef, memo } = value
      const line = { day: billOn, valueOn, bankRef, memo, amountFen: parseAmount(value.amount, 2) ?? 0n }
      const kept = await recordBankLine(ctx, { ...line, channel: channelOfTitle(value.channel)! })
      if (!kept.ok) return kept
      refs.push(bankRef)
    }
    return ok({ written: refs.length, trace: { refs } })
  },

  async undo(ctx, trace) {
    const { refs } = trace as { refs: string[] }
    const lines = await ctx.db.selectFrom("acquiring_bank_line").selectAll().where("bank_ref", "in", refs).execute()
    for (const line of lines) {
      const day = await dayRow(ctx, { channel: line.channel, day: line.bill_on })
      if (day?.state === "signed")
        return refuse["E-DAY-SIGNED"]({ channel: channelTitles[line.channel as BilledChannel].zh, day: line.bill_on })
      const taken = await ctx.reverse(line.posting_id, { reason: "导入撤销" })
      if (!taken.ok) return taken
    }
    await ctx.db.deleteFrom("acquiring_bank_line").where("bank_ref", "in", refs).execute()
    return ok()
  },
}
