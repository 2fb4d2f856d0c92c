// Excel imports: check everything first, write all or the good rows, return the file with the reasons in it.
// Promises: a dry run writes nothing but its own report; the same file twice writes once; one bad row is one reason.
import { randomUUID } from "node:crypto"
import { z } from "zod"
import { sm3 } from "#kernel/crypto"
import { flow, stableJson, type Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { ImportKind, RowFault } from "#kernel/scene"
import { refuse } from "./refusals.ts"
import { readSheet, returnWithFaults, type ReadRow, type SheetColumn } from "./workbook.ts"

const rowsMax = 50_000

export interface Checked {
  batchId: string
  rows: number
  faulty: number
  faults: { row: number; column: string; zh: string; en: string }[]
}

export const columnsOf = (kind: ImportKind<never>): SheetColumn[] =>
  kind.columns.map((c) => ({ key: c.key, title: c.zh, required: c.required, example: c.example }))

export function importKind(ctx: Ctx, name: string): Outcome<ImportKind<unknown>> {
  const kind = ctx.house.imports.get(name) as unknown as ImportKind<unknown> | undefined
  return kind && ctx.actor.permissions.has(kind.permission) ? ok(kind) : refuse["E-KIND"]({ kind: name })
}

/** Reads and checks a file. Nothing is written but the report. */
export const checkImport = flow(
  { name: "import.check", permission: null },
  async (ctx, input: { kind: string; fileName: string; content: Buffer }): Promise<Outcome<Checked>> => {
    const kind = importKind(ctx, input.kind)
    if (!kind.ok) return kind
    const columns = columnsOf(kind.value as never)
    const sheet = await readSheet(input.content, columns).catch(() => undefined)
    if (!sheet) return refuse["E-NOT-EXCEL"]({}, "file")
    if (sheet.missing.length > 0) return refuse["E-COLUMNS"]({ missing: sheet.missing.join("、") }, "file")
    if (sheet.rows.length === 0) return refuse["E-EMPTY"]({}, "file")
    if (sheet.rows.length > rowsMax) return refuse["E-ROWS"]({ rows: sheet.rows.length, max: rowsMax }, "file")
    const hash = sm3(input.content)
    const before = await ctx.db
      .selectFrom("import_batch")
      .select("applied_at")
      .where("kind", "=", input.kind)
      .where("sm3", "=", hash)
      .where("state", "=", "applied")
      .executeTakeFirst()
    if (before)
      return refuse["E-APPLIED"](
        { at: before.applied_at?.toLocaleString("zh-CN", { timeZone: "Asia/Shanghai" }) ?? "" },
        "file",
      )
    const { good, faults } = await judge(ctx, kind.value, sheet.rows)
    const batchId = randomUUID()
    await ctx.db
      .insertInto("import_batch")
      .values({
        id: batchId,
        kind: input.kind,
        file_name: input.fileName,
        sm3: hash,
        state: "checked",
        rows: sheet.rows.length,
        faulty: faults.size,
        good: stableJson(good),
        returned_file: await returnWithFaults(input.content, columns, faults),
        uploaded_by: ctx.actor.id,
        uploaded_by_name: ctx.actor.name,
        at: ctx.clock.now(),
      })
      .execute()
    ctx.note({
      object: "import",
      objectId: batchId,
      after: { kind: input.kind, file: input.fileName, rows: sheet.rows.length, faulty: faults.size },
    })
    const list = [...faults].flatMap(([row, found]) => found.map((fault) => ({ row, ...fault })))
    return ok({ batchId, rows: sheet.rows.length, faulty: faults.size, faults: list.toSorted((a, b) => a.row - b.row) })
  },
)

async function judge(ctx: Ctx, kind: ImportKind<unknown>, rows: ReadRow[]) {
  const faults = new Map<number, RowFault[]>()
  const shaped: { number: number; value: unknown }[] = []
  for (const row of rows) {
    const found = requiredFaults(kind, row)
    const parsed = kind.row.safeParse(row.cells)
    if (!parsed.success) found.push(...shapeFaults(parsed.error, found))
    if (found.length > 0) faults.set(row.number, found)
    else if (parsed.success) shaped.push({ number: row.number, value: parsed.data })
  }
  for (const [number, found] of await kind.check(ctx, shaped)) faults.set(number, found)
  return { good: shaped.filter((row) => !faults.has(row.number)), faults }
}

function requiredFaults(kind: ImportKind<unknown>, row: ReadRow): RowFault[] {
  return kind.columns
    .filter((c) => c.required && row.cells[c.key] === "")
    .map((c) => ({ column: c.key, zh: "必填，不能为空", en: "must not be empty" }))
}

function shapeFaults(error: z.ZodError, known: RowFault[]): RowFault[] {
  const named = new Set(known.map((fault) => fault.column))
  return error.issues
    .filter((issue) => !named.has(String(issue.path[0] ?? "")))
    .map((issue) => {
      const [zh, en] = issue.message.split(" / ")
      return { column: String(issue.path[0] ?? ""), zh: zh ?? issue.message, en: en ?? issue.message }
    })
}

/** Writes a checked batch: every row, or with `goodOnly` those without faults. */
export const applyImport = flow(
  { name: "import.apply", permission: null },
  async (ctx, input: { batchId: string; goodOnly: boolean }): Promise<Outcome<{ written: number }>> => {
    const batch = await ctx.db
      .selectFrom("import_batch")
      .selectAll()
      .where("id", "=", input.batchId)
      .forUpdate()
      .executeTakeFirst()
    if (!batch || !isOwn(ctx, batch)) return refuse["E-BATCH"]()
    const kind = importKind(ctx, batch.kind)
    if (!kind.ok) return kind
    if (batch.state !== "checked") return refuse["E-STATE"]({ state: batch.state })
    if (batch.faulty > 0 && !input.goodOnly) return refuse["E-FAULTY"]({ faulty: batch.faulty })
    const stored = batch.good as unknown as { number: number; value: unknown }[]
    // Time has passed since the check: ask again, so that two files cannot both use up the same thing.
    const late = await kind.value.check(ctx, stored)
    if (late.size > 0 && !input.goodOnly) return refuse["E-FAULTY"]({ faulty: late.size })
    const written = await kind.value.write(
      ctx,
      stored.filter((row) => !late.has(row.number)),
    )
    if (!written.ok) return written
    await ctx.db
      .updateTable("import_batch")
      .set({ state: "applied", applied_at: ctx.clock.now(), trace: stableJson(written.value.trace) })
      .where("id", "=", batch.id)
      .execute()
    ctx.note({ object: "import", objectId: batch.id, after: { written: written.value.written } })
    return ok({ written: written.value.written })
  },
)

/** Takes a written batch back, whole or not at all; the same file may be imported again afterwards. */
export const undoImport = flow(
  { name: "import.undo", permission: null },
  async (ctx, input: { batchId: string; reason: string }): Promise<Outcome<void>> => {
    const batch = await ctx.db
      .selectFrom("import_batch")
      .selectAll()
      .where("id", "=", input.batchId)
      .forUpdate()
      .executeTakeFirst()
    if (!batch || !isOwn(ctx, batch)) return refuse["E-BATCH"]()
    const kind = importKind(ctx, batch.kind)
    if (!kind.ok) return kind
    if (batch.state !== "applied") return refuse["E-UNDO-STATE"]({ state: batch.state })
    const undone = await kind.value.undo(ctx, batch.trace)
    if (!undone.ok) return undone
    await ctx.db
      .updateTable("import_batch")
      .set({
        state: "undone",
        undone_at: ctx.clock.now(),
        undone_by_name: ctx.actor.name,
        undo_reason: input.reason,
      })
      .where("id", "=", batch.id)
      .execute()
    ctx.note({ object: "import", objectId: batch.id, after: { state: "undone", reason: input.reason } })
    return ok()
  },
)

/** A file of one outlet's customers is no other outlet's business. */
export const isOwn = (ctx: Ctx, batch: { uploaded_by: string }): boolean =>
  ctx.actor.scope === "all" || batch.uploaded_by === ctx.actor.id
