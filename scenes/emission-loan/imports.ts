// Excel import of rights with the permits behind them: one row a right. Promises: a row is refused for the same reasons
// as a typed one, each with its sentence; nothing is written that the flows of manual entry would not write; two people
// with the same file at once write it once. Reading the workbook and handing it back is the kernel's.
import { isFlowCtx, type Ctx, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { ImportColumn, ImportKind, Written } from "#kernel/scene"
import { addLimit, addPermit, addRight, registerLock, withdrawRights, type TakenIn } from "./flows/rights.ts"
import { faultsOf, registerBehind, type Register } from "./imports/check.ts"
import { rightRow, type RightRow } from "./imports/row.ts"

const column = (key: keyof RightRow, zh: string, en: string, example: string, required = true): ImportColumn => ({
  key,
  zh,
  en,
  required,
  example,
})

const columns: ImportColumn[] = [
  column("uscc", "统一社会信用代码", "Unified social credit code", "91430300MA4L000000"),
  column("permitNo", "许可证编号", "Permit number", "PWXK-2026-0001"),
  column("issuer", "发证机关", "Issuer", "湘潭市生态环境局"),
  column("permitIssuedOn", "发证日", "Permit issued on", "2026-01-15"),
  column("permitValidTo", "许可证有效期至", "Permit valid to", "2031-01-14"),
  column("permitQuantity", "许可数量", "Permitted quantity", "60"),
  column("pollutant", "污染物", "Pollutant", "二氧化硫"),
  column("unit", "单位", "Unit", "t"),
  column("quantity", "数量", "Quantity", "60"),
  column("acquisition", "取得方式", "Acquired by", "交易购入"),
  column("acquiredOn", "取得日", "Acquired on", "2026-02-01"),
  column("rightNo", "权证编号", "Right number", "PWQ-0001-SO2"),
  column("rightValidTo", "权有效期至", "Right valid to", "2031-01-14"),
  column("feePaidTo", "缴费至", "Fee paid to", "2027-01-31", false),
  column("committed", "自用数量", "Kept for own use", "0", false),
]

type Rows = { number: number; value: RightRow }[]

async function check(ctx: Ctx, rows: Rows) {
  // Inside a flow the register is held until the end, so that what was found free is still free when it is written.
  if (isFlowCtx(ctx)) await registerLock(ctx)
  return faultsOf(rows, await registerBehind(ctx, rows))
}

/** Permits first, with every limit their rows name; then the rights, one after the other. */
async function write(ctx: FlowCtx, rows: Rows): Promise<Outcome<Written>> {
  const register = await registerBehind(ctx, rows)
  const trace: TakenIn = { rights: [], permits: [] }
  const permitIds = new Map<string, string>()
  for (const { value } of rows) {
    if (permitIds.has(value.permitNo)) continue
    const permit = await permitFor(
      ctx,
      rows.map((row) => row.value).filter((row) => row.permitNo === value.permitNo),
      register,
    )
    if (!permit.ok) return permit
    permitIds.set(value.permitNo, permit.value)
    if (!register.permits.has(value.permitNo)) trace.permits.push(permit.value)
  }
  for (const { value } of rows) {
    const { rightNo, pollutant, quantity, unit, acquisition, acquiredOn, feePaidTo, committed } = value
    const right = { rightNo, pollutant, quantity, unit, acquisition, acquiredOn, feePaidTo, committed }
    const added = await addRight(ctx, {
      ...right,
      permitId: permitIds.get(value.permitNo)!,
      validTo: value.rightValidTo,
    })
    if (!added.ok) return added
    trace.rights.push({ ...added.value, rightNo })
  }
  return ok({ written: rows.length, trace })
}

async function permitFor(ctx: FlowCtx, rows: RightRow[], register: Register): Promise<Outcome<string>> {
  const limits = [
    ...new Map(
      rows.map((row) => [row.pollutant, { pollutant: row.pollutant, quantity: row.permitQuantity, unit: row.unit }]),
    ).values(),
  ]
  const { permitNo, issuer, permitIssuedOn: issuedOn, permitValidTo: validTo, uscc } = rows[0]!
  const known = register.permits.get(permitNo)
  if (!known) {
    const made = await addPermit(ctx, {
      partyId: register.parties.get(uscc)!.id,
      permitNo,
      issuer,
      issuedOn,
      validTo,
      limits,
    })
    return made.ok ? ok(made.value.id) : made
  }
  for (const limit of limits) {
    const named = await addLimit(ctx, known.id, limit)
    if (!named.ok) return named
  }
  return ok(known.id)
}

const rights: ImportKind<RightRow> = {
  kind: "emission-loan.rights",
  zh: "排污许可证与排污权",
  en: "Permits and emission rights",
  permission: "emission-loan.apply",
  columns,
  row: rightRow,
  check,
  write,
  undo: (ctx, trace) => withdrawRights(ctx, trace as TakenIn),
}

export const imports: ImportKind<never>[] = [rights as unknown as ImportKind<never>]
