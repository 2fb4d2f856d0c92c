// The bank's statement of custody accounts (存管户流水), as its core system exports it.
import { z } from "zod"
import { parseAmount } from "#ledger"
import type { Ctx, FlowCtx } from "#kernel/flow"
import { inScope } from "#kernel/org"
import { ok, type Outcome } from "#kernel/refusal"
import type { ImportColumn, ImportKind, RowFault, Written } from "#kernel/scene"
import { date } from "../../kernel/http/contract.ts"
import { takeBankLines, type BankLine } from "./recon.ts"
import { refuse } from "./refusals.ts"

const directions: Record<string, "in" | "out"> = { 收: "in", 付: "out", 贷: "in", 借: "out" }
const purposes: Record<string, BankLine["purpose"]> = {
  缴费: "receipt",
  划拨: "release",
  退费: "refund",
  利息: "interest",
  保证金: "deposit",
  其他: "other",
}

const amountText = z
  .string()
  .transform((text) => text.replaceAll(",", "").trim())
  .pipe(z.string().regex(/^\d{1,13}(\.\d{1,2})?$/, "金额须为最多两位小数的正数 / a positive amount with two decimals"))

const row = z.object({
  poolNo: z.string().trim().min(1),
  bookedOn: date,
  reference: z.string().trim().min(1).max(60),
  direction: z.enum(Object.keys(directions) as [string, ...string[]], "填“收”或“付” / 收 or 付"),
  amount: amountText,
  balance: amountText,
  purpose: z.enum(Object.keys(purposes) as [string, ...string[]], "填缴费、划拨、退费、利息、保证金或其他"),
})
type Row = z.output<typeof row>

const column = (key: keyof Row, zh: string, en: string, example: string): ImportColumn => ({
  key,
  zh,
  en,
  required: true,
  example,
})

const columns = [
  column("poolNo", "存管账号", "Custody account", "CG2026000001"),
  column("bookedOn", "记账日", "Booked on", "2026-04-30"),
  column("reference", "流水号", "Reference", "20260430-000123"),
  column("direction", "收付", "In or out", "收"),
  column("amount", "金额", "Amount", "2999.00"),
  column("balance", "账户余额", "Balance after", "588628.23"),
  column("purpose", "用途", "Purpose", "缴费"),
]

type Rows = { number: number; value: Row }[]

async function poolsOf(ctx: Ctx, rows: Rows) {
  const found = await ctx.db
    .selectFrom("custody_pool")
    .select(["id", "pool_no", "outlet"])
    .where("pool_no", "in", ["-", ...rows.map((one) => one.value.poolNo)])
    .execute()
  return new Map(found.filter((pool) => inScope(ctx, pool.outlet)).map((pool) => [pool.pool_no, pool.id]))
}

async function check(ctx: Ctx, rows: Rows): Promise<Map<number, RowFault[]>> {
  const pools = await poolsOf(ctx, rows)
  const faults = new Map<number, RowFault[]>()
  const seen = new Set<string>()
  const known = new Set(
    (
      await ctx.db
        .selectFrom("custody_bank_line")
        .select(["pool_id", "reference"])
        .where("reference", "in", ["-", ...rows.map((one) => one.value.reference)])
        .execute()
    ).map((line) => `${line.pool_id}:${line.reference}`),
  )
  for (const { number, value } of rows) {
    const poolId = pools.get(value.poolNo)
    const key = `${poolId}:${value.reference}`
    if (!poolId)
      faults.set(number, [{ column: "poolNo", zh: `没有存管账号 ${value.poolNo}`, en: `No account ${value.poolNo}` }])
    else if (known.has(key) || seen.has(key))
      faults.set(number, [
        { column: "reference", zh: `流水号 ${value.reference} 已导入`, en: `${value.reference} is there already` },
      ])
    seen.add(key)
  }
  return faults
}

async function write(ctx: FlowCtx, rows: Rows): Promise<Outcome<Written>> {
  const pools = await poolsOf(ctx, rows)
  const written = await takeBankLines(
    ctx,
    rows.map(({ value }) => ({
      poolId: pools.get(value.poolNo)!,
      bookedOn: value.bookedOn,
      reference: value.reference,
      direction: directions[value.direction]!,
      amountFen: parseAmount(value.amount, 2)!,
      balanceFen: parseAmount(value.balance, 2)!,
      purpose: purposes[value.purpose]!,
    })),
  )
  return ok({ written, trace: rows.map((one) => one.value.reference) })
}

const bankLines: ImportKind<Row> = {
  kind: "custody.bank-lines",
  zh: "存管户流水",
  en: "Bank statement of custody accounts",
  permission: "custody.recon",
  columns,
  row: row as z.ZodType<Row>,
  check,
  write,
  // A statement is a fact of the bank: a wrong line is put right by the next statement, not by forgetting it.
  undo: async (_, trace) => refuse["E-DUPLICATE"]({ reference: String((trace as string[])[0] ?? "") }),
}

export const imports: ImportKind<never>[] = [bankLines as unknown as ImportKind<never>]
