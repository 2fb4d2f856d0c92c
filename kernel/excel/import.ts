// Writing and taking back what a checked file holds. Promises: the same file twice writes once; only whoever brought a file,
// or the branch office, writes it.
import { flow, stableJson, type Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { ImportKind } from "#kernel/scene"
import { refuse } from "./refusals.ts"
import type { SheetColumn } from "./workbook.ts"

export const columnsOf = (kind: ImportKind<never>): SheetColumn[] =>
  kind.columns.map((c) => ({ key: c.key, title: c.zh, required: c.required, example: c.example }))

export function importKind(ctx: Ctx, name: string): Outcome<ImportKind<unknown>> {
  const kind = ctx.house.imports.get(name) as unknown as ImportKind<unknown> | undefined
  return kind && ctx.actor.permissions.has(kind.permission) ? ok(kind) : refuse["E-KIND"]({ kind: name })
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
