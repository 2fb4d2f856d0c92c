// Bills from an Excel file of the organisation: payers and bills in one sheet. The rows become a batch of drafts that a second
// person of the organisation looks at and publishes.
import { randomUUID } from "node:crypto"
import { sql } from "kysely"
import { z } from "zod"
import { parseAmount } from "#ledger"
import { isDate } from "#kernel/calendar"
import { digest, seal } from "#kernel/crypto"
import type { FlowCtx } from "#kernel/flow"
import { ok } from "#kernel/refusal"
import type { ImportKind, RowFault } from "#kernel/scene"
import { ownOrg, type OrgRow } from "./flows/org.ts"
import { payerPhonePurpose } from "./flows/tell.ts"
import {
  type BillRow,
  billsOf,
  checkMeters,
  checkStored,
  fault,
  itemsOf,
  kindFaults,
  type Numbered,
  type RowBill,
} from "./items/rows.ts"
import { refuse } from "./refusals.ts"
import { payerCode } from "./rules/code.ts"
import { pricePlaces, readingPlaces } from "./rules/kinds.ts"

const notFormula = (text: string) => !/^[=+\-@]/.test(text)
const formulaFault = "不能以 = + - @ 开头（FORMULA_CELL） / must not begin with = + - @ (FORMULA_CELL)"
const text = (max: number) =>
  z.string().trim().max(max, `最多 ${max} 个字 / at most ${max} characters`).refine(notFormula, formulaFault)

const figure = (places: number, zh: string, en: string) =>
  z
    .string()
    .trim()
    .default("")
    .refine(
      (given) => given === "" || (/^\d{1,9}(\.\d+)?$/.test(given) && parseAmount(given, places) !== null),
      `${zh}须为数字，最多 ${places} 位小数（NUMBER_FORMAT） / ${en}: a number, ${places} decimals at most (NUMBER_FORMAT)`,
    )

const row = z.object({
  key: text(40),
  name: text(40),
  groupName: text(40),
  phone: z
    .string()
    .trim()
    .refine(
      (phone) => phone === "" || /^1\d{10}$/.test(phone),
      "须为 11 位手机号或留空 / a mobile number of 11 digits, or empty",
    ),
  itemCode: text(20),
  period: text(20),
  // Empty only where readings and price give it; which item that is, the check knows.
  amount: z
    .string()
    .trim()
    .refine(
      (given) => given === "" || (/^\d{1,10}(\.\d{1,2})?$/.test(given) && Number(given) > 0),
      "金额须为大于 0、最多两位小数的数字，不带逗号（AMOUNT_FORMAT） / above zero, two decimals at most, no comma (AMOUNT_FORMAT)",
    ),
  dueOn: z
    .string()
    .trim()
    .refine((date) => isDate(date), "日期须为 YYYY-MM-DD（DATE_FORMAT） / a date as YYYY-MM-DD (DATE_FORMAT)"),
  meterFrom: figure(readingPlaces, "读数", "a reading"),
  meterTo: figure(readingPlaces, "读数", "a reading"),
  unitPrice: figure(pricePlaces, "单价", "a price"),
})

const column = (key: keyof BillRow, zh: string, en: string, example: string, required = true) => ({
  key,
  zh,
  en,
  example,
  required,
})

const chunkOf = 2_000

function* chunks<T>(rows: readonly T[]): Generator<T[]> {
  for (let at = 0; at < rows.length; at += chunkOf) yield rows.slice(at, at + chunkOf)
}

export const billsImport: ImportKind<BillRow> = {
  kind: "collection.bills",
  zh: "收款云账单",
  en: "Bills of the collection cloud",
  permission: "collection.import",
  columns: [
    column("key", "户号（学号、房号）", "Payer's number", "2026010301"),
    column("name", "姓名或户名", "Payer's name", "演小溪"),
    column("groupName", "班级、楼栋或部门", "Group", "三年级一班", false),
    column("phone", "手机号", "Mobile number", "19900007001", false),
    column("itemCode", "项目编号", "Item", "XZF"),
    column("period", "账期", "Period", "2026-秋"),
    column("amount", "金额（元）", "Amount in yuan", "1860.00", false),
    column("dueOn", "缴费截止日", "Due day", "2026-09-30"),
    column("meterFrom", "上次读数（按量）", "Reading before (metered)", "", false),
    column("meterTo", "本次读数（按量）", "Reading now (metered)", "", false),
    column("unitPrice", "单价（按量）", "Price per unit (metered)", "", false),
  ],
  row: row as unknown as z.ZodType<BillRow>,

  async check(ctx, rows) {
    const faults = new Map<number, RowFault[]>()
    const org = await ownOrg(ctx)
    if (!org.ok) {
      for (const one of rows) faults.set(one.number, [fault("key", org.refusal.zh, org.refusal.en)])
      return faults
    }
    const add = (number: number, found: RowFault) => faults.set(number, [...(faults.get(number) ?? []), found])
    const items = await itemsOf(ctx, org.value.id)
    const seen = new Map<string, number>()
    for (const { number, value } of rows) {
      const item = items.get(value.itemCode)
      if (!item) add(number, fault("itemCode", "没有这个收费项目，或已停用", "there is no such item, or it is stopped"))
      else for (const found of kindFaults(item, value)) add(number, found)
      const same = `${value.key}|${value.itemCode}|${value.period}`
      const earlier = seen.get(same)
      if (earlier !== undefined)
        add(number, fault("key", `与第 ${earlier} 行重复（ROW_DUP）`, `repeats row ${earlier} (ROW_DUP)`))
      else seen.set(same, number)
    }
    for (const part of chunks(rows)) await checkStored(ctx, { org: org.value, items }, part, add)
    await checkMeters(ctx, { org: org.value, items }, rows, add)
    return faults
  },

  async write(ctx, rows) {
    const org = await ownOrg(ctx)
    if (!org.ok) return org
    const batchId = randomUUID()
    const payers = await writePayers(ctx, org.value, rows)
    const items = await itemsOf(ctx, org.value.id)
    const bills = rows.flatMap(({ value }) => billsOf(items.get(value.itemCode)!, value))
    const batchNo = `PC${ctx.today.replaceAll("-", "")}${batchId.slice(0, 6).toUpperCase()}`
    await ctx.db
      .insertInto("collection_batch")
      .values({
        id: batchId,
        batch_no: batchNo,
        org_id: org.value.id,
        bills: bills.length,
        total_fen: bills.reduce((sum, one) => sum + one.amountFen, 0n),
        state: "draft",
        made_by: ctx.actor.personId,
        made_by_name: ctx.actor.name,
        made_at: ctx.clock.now(),
      })
      .execute()
    for (const part of chunks(bills)) {
      const of = <T>(pick: (one: RowBill) => T): T[] => part.map(pick)
      await sql`
        insert into collection_bill (bill_no, org_id, batch_id, payer_id, item_id, period, principal_fen, due_on,
                                     meter_from, meter_to, unit_price, state)
        select 'ZD' || to_char(${ctx.today}::date, 'YYYYMM') || lpad(nextval('collection_bill_number')::text, 9, '0'),
               ${org.value.id}, ${batchId}, payer, item, period, fen, due, meter_from, meter_to, price, 'draft'
        from unnest(${of((one) => payers.get(one.key)!)}::uuid[], ${of((one) => one.itemId)}::uuid[],
                    ${of((one) => one.period)}::text[], ${of((one) => one.amountFen)}::bigint[],
                    ${of((one) => one.dueOn)}::date[], ${of((one) => one.reading?.from ?? null)}::numeric[],
                    ${of((one) => one.reading?.to ?? null)}::numeric[],
                    ${of((one) => one.reading?.price ?? null)}::numeric[])
             with ordinality as given (payer, item, period, fen, due, meter_from, meter_to, price, place)
        order by place`.execute(ctx.db)
    }
    ctx.emit({ type: "collection.batch-made", subject: batchId, data: { batchNo, bills: bills.length } })
    return ok({ written: rows.length, trace: { batchId } })
  },

  async undo(ctx, trace) {
    const { batchId } = trace as { batchId: string }
    const batch = await ctx.db
      .updateTable("collection_batch")
      .set({ state: "void" })
      .where("id", "=", batchId)
      .where("state", "=", "draft")
      .returning("id")
      .executeTakeFirst()
    if (!batch) return refuse["E-IN-USE"]()
    await ctx.db.updateTable("collection_bill").set({ state: "void" }).where("batch_id", "=", batchId).execute()
    return ok()
  },
}

/** Finds or opens the payers of the rows; answers with their ids by the organisation's key. */
async function writePayers(ctx: FlowCtx, org: OrgRow, rows: readonly Numbered[]): Promise<Map<string, string>> {
  const known = await ctx.db.selectFrom("collection_payer").select(["id", "key"]).where("org_id", "=", org.id).execute()
  const ids = new Map(known.map((one) => [one.key, one.id]))
  const fresh = [
    ...new Map(rows.filter((one) => !ids.has(one.value.key)).map((one) => [one.value.key, one.value])).values(),
  ]
  const { payers: first } = await ctx.db
    .updateTable("collection_org")
    .set((e) => ({ payers: e("payers", "+", fresh.length) }))
    .where("id", "=", org.id)
    .returning("payers")
    .executeTakeFirstOrThrow()
  const values = fresh.map((one, at) => {
    const payerNo = first - fresh.length + at + 1
    const id = randomUUID()
    ids.set(one.key, id)
    return {
      id,
      org_id: org.id,
      payer_no: payerNo,
      key: one.key,
      name: one.name,
      group_name: one.groupName,
      ...phoneOf(ctx, one.phone),
      code: payerCode(org.org_no, payerNo),
      code_rule: org.code_rule,
      created_at: ctx.clock.now(),
    }
  })
  for (const part of chunks(values)) await ctx.db.insertInto("collection_payer").values(part).execute()
  return ids
}

function phoneOf(ctx: FlowCtx, phone: string) {
  if (phone === "") return {}
  const { secret } = ctx.services
  return {
    phone_sealed: seal(secret, payerPhonePurpose, phone),
    phone_digest: digest(secret, payerPhonePurpose, phone),
    phone_tail: phone.slice(-4),
  }
}
