// What the shape of a row cannot tell: the firm, the permit and the rights already registered, quantities against both,
// days that have passed. One look at the register for all rows; the judging itself is pure.
import { inScope } from "#kernel/org"
import type { Ctx } from "#kernel/flow"
import type { Refusal } from "#kernel/refusal"
import { parameter } from "#kernel/rule-data"
import type { RowFault } from "#kernel/scene"
import { leftOf } from "../flows/rights.ts"
import { todayOf } from "../queries/list.ts"
import { refuse } from "../refusals.ts"
import { checkQuantity, checkUnit, gramsOf, pollutants, quantityText } from "../rules.ts"
import { gramsIn, type RightRow } from "./row.ts"

export interface Register {
  today: string
  parties: Map<string, { id: string }>
  permits: Map<string, { id: string; partyId: string; grams: Map<string, bigint> }>
  rightNos: Set<string>
  /** Grams registered so far under a permit and pollutant, by limitKey. */
  held: Map<string, bigint>
  medians: Record<string, number>
}

type Rows = { number: number; value: RightRow }[]

/** Firms outside one's outlets are as unknown as firms that do not exist. */
export async function registerBehind(ctx: Ctx, rows: Rows): Promise<Register> {
  const today = await todayOf(ctx)
  const texts = (name: "uscc" | "permitNo" | "rightNo"): string[] => [
    ...new Set(rows.map((row) => row.value[name])),
    "-",
  ]
  const parties = await ctx.db
    .selectFrom("party")
    .select(["id", "uscc", "outlet"])
    .where("uscc", "in", texts("uscc"))
    .execute()
  const permits = await ctx.db
    .selectFrom("emission_permit")
    .innerJoin("emission_permit_limit", "permit_id", "id")
    .select(["id", "party_id", "permit_no", "pollutant", "grams"])
    .where("permit_no", "in", texts("permitNo"))
    .execute()
  const rights = await ctx.db
    .selectFrom("emission_right")
    .select("right_no")
    .where("right_no", "in", texts("rightNo"))
    .execute()
  const held = await ctx.db
    .selectFrom("emission_right")
    .innerJoin("emission_permit", "emission_permit.id", "permit_id")
    .select((e) => ["permit_no", "pollutant", e.fn.sum<string>("grams").as("grams")])
    .where("permit_no", "in", texts("permitNo"))
    .groupBy(["permit_no", "pollutant"])
    .execute()
  const known: Register["permits"] = new Map()
  for (const row of permits) {
    const permit = known.get(row.permit_no) ?? { id: row.id, partyId: row.party_id, grams: new Map<string, bigint>() }
    known.set(row.permit_no, permit)
    permit.grams.set(row.pollutant, row.grams)
  }
  return {
    today,
    parties: new Map(
      parties.filter((party) => inScope(ctx, party.outlet)).map((party) => [party.uscc!, { id: party.id }]),
    ),
    permits: known,
    rightNos: new Set(rights.map((row) => row.right_no)),
    held: new Map(
      held.map((row) => [limitKey({ permitNo: row.permit_no, pollutant: row.pollutant }), BigInt(row.grams)]),
    ),
    medians: await parameter<Record<string, number>>(ctx, "emission-loan.sector-median", today),
  }
}

/** Of two rows that contradict each other the later one is the faulty one. */
export function faultsOf(rows: Rows, register: Register): Map<number, RowFault[]> {
  const faults = new Map<number, RowFault[]>()
  const rightNos = new Map<string, number>()
  const permits = new Map<string, { number: number; value: RightRow }>()
  const held = new Map(register.held)
  for (const row of rows.toSorted((a, b) => a.number - b.number)) {
    const { value, number } = row
    const twin = rightNos.get(value.rightNo)
    const found = [
      ...firmFaults(value, register),
      ...dateFaults(value, register.today),
      ...quantityFaults(value, register, held.get(limitKey(value)) ?? 0n),
      ...permitFaults(value, register, permits),
      ...(twin === undefined
        ? []
        : [fault("rightNo", `与第 ${twin} 行的权证编号重复`, `the same right number stands in row ${twin}`)]),
    ]
    if (found.length > 0) faults.set(number, found)
    else {
      remember(row, rightNos, permits)
      held.set(limitKey(value), (held.get(limitKey(value)) ?? 0n) + gramsIn(value, "quantity"))
    }
  }
  return faults
}

/** Only a good row is a measure for later ones. */
function remember(row: Rows[number], rightNos: Map<string, number>, permits: Map<string, Rows[number]>): void {
  rightNos.set(row.value.rightNo, row.number)
  for (const name of [row.value.permitNo, limitKey(row.value)]) if (!permits.has(name)) permits.set(name, row)
}

const fault = (column: keyof RightRow, zh: string, en: string): RowFault => ({ column, zh, en })
const said = (column: keyof RightRow, { refusal }: { refusal: Refusal }): RowFault =>
  fault(column, refusal.zh, refusal.en)

function firmFaults(row: RightRow, register: Register): RowFault[] {
  const found: RowFault[] = []
  const party = register.parties.get(row.uscc)
  if (!party)
    found.push(
      fault(
        "uscc",
        "本机构客户中没有这家企业，请先建立客户",
        "no such firm among your outlet's customers; open it first",
      ),
    )
  if (register.rightNos.has(row.rightNo))
    found.push(said("rightNo", refuse["E-DUPLICATE"]({ what: "排污权", number: row.rightNo })))
  if (row.acquisition === "FREE") found.push(said("acquisition", refuse["E-NOT-PAID"]({ right: row.rightNo })))
  return found
}

function dateFaults(row: RightRow, today: string): RowFault[] {
  const found: RowFault[] = []
  if (row.permitIssuedOn > today)
    found.push(fault("permitIssuedOn", "发证日在今天之后", "the permit would be issued after today"))
  if (row.permitValidTo <= row.permitIssuedOn)
    found.push(fault("permitValidTo", "许可证有效期早于发证日", "the permit ends before it was issued"))
  else if (row.permitValidTo < today)
    found.push(
      fault(
        "permitValidTo",
        `许可证已于 ${row.permitValidTo} 到期，请换发后再登记`,
        `the permit ended on ${row.permitValidTo}; renew it first`,
      ),
    )
  if (row.acquiredOn > today) found.push(fault("acquiredOn", "取得日在今天之后", "acquired after today"))
  if (row.rightValidTo <= row.acquiredOn)
    found.push(fault("rightValidTo", "排污权有效期早于取得日", "the right ends before it was acquired"))
  else if (row.rightValidTo < today)
    found.push(fault("rightValidTo", `排污权已于 ${row.rightValidTo} 到期`, `the right ended on ${row.rightValidTo}`))
  return found
}

function quantityFaults(row: RightRow, register: Register, heldGrams: bigint): RowFault[] {
  const { unit, zh, en } = pollutants[row.pollutant]
  if (row.unit !== unit)
    return [
      fault("unit", `${zh}按 ${unit} 登记，不能填 ${row.unit}`, `${en} is registered in ${unit}, not ${row.unit}`),
    ]
  const grams = gramsIn(row, "quantity")
  if (grams === 0n) return [fault("quantity", "数量须大于零", "the quantity must be above zero")]
  const medianGrams = gramsOf(String(register.medians[row.pollutant] ?? 0), unit)
  const guarded = checkUnit(row.pollutant, grams, medianGrams)
  if (!guarded.ok) return [said("quantity", guarded)]
  if (!checkUnit(row.pollutant, gramsIn(row, "permitQuantity"), medianGrams).ok) {
    const facts = { pollutant: zh, quantity: row.permitQuantity, unit, times: 100 }
    return [said("permitQuantity", refuse["E-UNIT"](facts))]
  }
  if (gramsIn(row, "committed") > grams)
    return [fault("committed", "自用数量超过持有数量", "more is kept for own use than is held")]
  const facts = { rightNo: row.rightNo, pollutant: row.pollutant, quantityGrams: grams, frozenGrams: 0n }
  const permitted = register.permits.get(row.permitNo)?.grams.get(row.pollutant) ?? gramsIn(row, "permitQuantity")
  const checked = checkQuantity(facts, grams, leftOf(permitted, heldGrams))
  return checked.ok ? [] : [said("quantity", checked)]
}

/** A permit is one thing: its rows agree with each other and with what the register holds. */
function permitFaults(row: RightRow, register: Register, seen: Map<string, Rows[number]>): RowFault[] {
  const known = register.permits.get(row.permitNo)
  const partyId = register.parties.get(row.uscc)?.id
  if (known && partyId !== undefined && known.partyId !== partyId) {
    return [
      fault(
        "permitNo",
        `许可证 ${row.permitNo} 登记在另一家企业名下`,
        `permit ${row.permitNo} is registered for another firm`,
      ),
    ]
  }
  const first = seen.get(row.permitNo)
  const differs = known
    ? undefined
    : (["uscc", "issuer", "permitIssuedOn", "permitValidTo"] as const).find(
        (name) => first && first.value[name] !== row[name],
      )
  if (differs)
    return [
      fault(
        differs,
        `与第 ${first!.number} 行同一许可证的内容不一致`,
        `differs from row ${first!.number} of the same permit`,
      ),
    ]
  const { unit } = pollutants[row.pollutant]
  if (row.unit !== unit) return []
  const grams = known?.grams.get(row.pollutant)
  if (grams !== undefined && gramsIn(row, "permitQuantity") !== grams) {
    const text = `${quantityText(grams, unit)} ${unit}`
    return [fault("permitQuantity", `许可证已登记的许可数量为 ${text}`, `the permit is registered with ${text}`)]
  }
  const limit = seen.get(limitKey(row))
  if (!limit || gramsIn(limit.value, "permitQuantity") === gramsIn(row, "permitQuantity")) return []
  return [
    fault(
      "permitQuantity",
      `与第 ${limit.number} 行同一许可证的许可数量不一致`,
      `differs from row ${limit.number} of the same permit`,
    ),
  ]
}

const limitKey = (row: { permitNo: string; pollutant: string }): string => `${row.permitNo} ${row.pollutant}`
