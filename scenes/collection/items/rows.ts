// A row of the file seen by its item: what is wrong with it, and the bills it becomes.
import { sql } from "kysely"
import { formatAmount, parseAmount } from "#ledger"
import type { Ctx } from "#kernel/flow"
import type { RowFault } from "#kernel/scene"
import type { OrgRow } from "../flows/org.ts"
import type { ItemKind } from "../model.ts"
import { meteredFen, partPeriod, partsOf, readingOf, readingPlaces } from "../rules/kinds.ts"

export interface BillRow {
  key: string
  name: string
  groupName: string
  phone: string
  itemCode: string
  period: string
  amount: string
  dueOn: string
  meterFrom: string
  meterTo: string
  unitPrice: string
}

export interface Numbered {
  number: number
  value: BillRow
}

export interface RowItem {
  id: string
  kind: ItemKind
  minPartialFen: bigint
  parts: number
  partMonths: number
}

export interface RowBill {
  key: string
  itemId: string
  period: string
  dueOn: string
  amountFen: bigint
  reading: { from: string; to: string; price: string } | null
}

type Add = (number: number, found: RowFault) => void

export const fault = (name: keyof BillRow, zh: string, en: string): RowFault => ({ column: name, zh, en })

export async function itemsOf(ctx: Ctx, orgId: string): Promise<Map<string, RowItem>> {
  const rows = await ctx.db
    .selectFrom("collection_item")
    .select(["id", "code", "kind", "min_partial_fen", "parts", "part_months"])
    .where("org_id", "=", orgId)
    .where("state", "=", "active")
    .execute()
  return new Map(
    rows.map((one) => [
      one.code,
      {
        id: one.id,
        kind: one.kind as ItemKind,
        minPartialFen: one.min_partial_fen,
        parts: one.parts,
        partMonths: one.part_months,
      },
    ]),
  )
}

const readingTexts = (row: BillRow) => ({ from: row.meterFrom, to: row.meterTo, price: row.unitPrice })

/** What the item's kind finds wrong with the row by itself. */
export function kindFaults(item: RowItem, row: BillRow): RowFault[] {
  if (item.kind === "metered") return meterFaults(row)
  const faults: RowFault[] = []
  if (row.meterFrom || row.meterTo || row.unitPrice)
    faults.push(fault("meterTo", "这个项目不按量收费，读数和单价须留空", "the item is not metered: leave this empty"))
  const fen = parseAmount(row.amount, 2)
  if (fen === null) faults.push(fault("amount", "必填（AMOUNT_FORMAT）", "is required (AMOUNT_FORMAT)"))
  else if (item.kind === "open" && fen < item.minPartialFen) {
    const least = formatAmount(item.minPartialFen, 2)
    faults.push(
      fault("amount", `最高金额不能低于项目的最低 ${least} 元`, `the most must not be below the least, ${least}`),
    )
  } else if (item.kind === "instalment" && fen < BigInt(item.parts))
    faults.push(fault("amount", `金额不够分 ${item.parts} 期`, `too little for ${item.parts} parts`))
  return faults
}

function meterFaults(row: BillRow): RowFault[] {
  const reading = readingOf(readingTexts(row))
  if (!reading)
    return [
      fault(
        "meterTo",
        "按量项目须填上次读数、本次读数（不小于上次）和单价（METER_READING）",
        "a metered item needs both readings, the second not below the first, and a price (METER_READING)",
      ),
    ]
  const fen = meteredFen(reading)
  if (fen === 0n) return [fault("meterTo", "没有用量，不用出账单", "nothing was used: no bill is due")]
  const right = formatAmount(fen, 2)
  return row.amount === "" || parseAmount(row.amount, 2) === fen
    ? []
    : [
        fault(
          "amount",
          `按读数和单价应为 ${right} 元；请改正或留空（METER_AMOUNT）`,
          `readings and price give ${right}: mend it or leave it empty (METER_AMOUNT)`,
        ),
      ]
}

/** The bills of a row that was found right. */
export function billsOf(item: RowItem, row: BillRow): RowBill[] {
  const own = { key: row.key, itemId: item.id }
  const { period, dueOn } = row
  if (item.kind === "metered") {
    const texts = readingTexts(row)
    return [{ ...own, period, dueOn, amountFen: meteredFen(readingOf(texts)!), reading: texts }]
  }
  const whole = { period, dueOn, amountFen: parseAmount(row.amount, 2)! }
  return partsOf(whole, item).map((part) => ({ ...own, ...part, reading: null }))
}

interface Against {
  org: OrgRow
  items: ReadonlyMap<string, RowItem>
}

/** Against what is there: another name behind the number, or the same bill already. */
export async function checkStored(ctx: Ctx, { org, items }: Against, rows: readonly Numbered[], add: Add) {
  const stored = await sql<{ key: string; name: string; bills: string[] }>`
    select p.key, p.name,
           coalesce(array_agg(i.code || '|' || b.period) filter (where b.bill_no is not null), '{}') as bills
    from collection_payer p
    left join collection_bill b on b.payer_id = p.id and b.state <> 'void'
    left join collection_item i on i.id = b.item_id
    where p.org_id = ${org.id} and p.key = any(${rows.map((one) => one.value.key)}::text[])
    group by p.id`.execute(ctx.db)
  const known = new Map(stored.rows.map((one) => [one.key, one]))
  for (const { number, value } of rows) {
    const payer = known.get(value.key)
    if (!payer) continue
    if (payer.name !== value.name)
      add(
        number,
        fault(
          "name",
          `该户号登记的是“${payer.name}”，请核对（PAYER_UNKNOWN）`,
          "another name is on file (PAYER_UNKNOWN)",
        ),
      )
    const period = partPeriod(value.period, 1, items.get(value.itemCode)?.parts ?? 1)
    if (payer.bills.includes(`${value.itemCode}|${period}`))
      add(number, fault("period", "该户本账期已有这一项账单（ROW_DUP）", "this bill is there already (ROW_DUP)"))
  }
}

/** A reading begins where the payer's last one ended, in this file or in the books; a new meter begins at nought. */
export async function checkMeters(ctx: Ctx, { org, items }: Against, rows: readonly Numbered[], add: Add) {
  const metered = rows.filter(({ value }) => items.get(value.itemCode)?.kind === "metered" && value.meterFrom !== "")
  if (metered.length === 0) return
  const stored = await sql<{ at: string; meter_to: string }>`
    select distinct on (p.key, i.code) p.key || '|' || i.code as at, b.meter_to::text as meter_to
    from collection_bill b
    join collection_payer p on p.id = b.payer_id
    join collection_item i on i.id = b.item_id
    where b.org_id = ${org.id} and b.meter_to is not null and b.state <> 'void'
      and p.key = any(${metered.map((one) => one.value.key)}::text[])
    order by p.key, i.code, b.bill_no desc`.execute(ctx.db)
  const last = new Map(stored.rows.map((one) => [one.at, one.meter_to]))
  for (const { number, value } of metered) {
    const at = `${value.key}|${value.itemCode}`
    const expected = last.get(at)
    const isSame = expected === undefined || Number(value.meterFrom) === 0 || same(expected, value.meterFrom)
    if (!isSame)
      add(
        number,
        fault(
          "meterFrom",
          `上期止于 ${expected}；请核对，换表的填 0（METER_GAP）`,
          `the last reading was ${expected}; compare it, 0 for a new meter (METER_GAP)`,
        ),
      )
    last.set(at, value.meterTo)
  }
}

const same = (a: string, b: string): boolean => parseAmount(a, readingPlaces) === parseAmount(b, readingPlaces)
