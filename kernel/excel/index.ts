import { ok } from "#kernel/refusal"
import type { Feature } from "#kernel/scene"
import {
  applyImportEndpoint,
  importKinds,
  importResult,
  importTemplate,
  listImports,
  returnedFile,
  undoImportEndpoint,
  uploadImport,
} from "./contract.ts"
import { batchResult, checkJob, receiveFile } from "./check.ts"
import { applyImport, columnsOf, importKind, isOwn, undoImport } from "./import.ts"
import { refuse } from "./refusals.ts"
import { sheetMediaType as mediaType, writeSheet } from "./workbook.ts"

export { batchResult, checkImport, receiveFile, type Checked } from "./check.ts"
export { applyImport, undoImport } from "./import.ts"
export { readSheet, safeCell, sheetMediaType, writeSheet, type SheetColumn } from "./workbook.ts"

export const excel: Feature = {
  name: "kernel/excel",
  jobs: [checkJob as never],
  routes: ({ on, download, upload }) => {
    on(importKinds, null, async (ctx) =>
      ok(
        [...ctx.house.imports.values()]
          .filter((kind) => ctx.actor.permissions.has(kind.permission))
          .map((kind) => ({ kind: kind.kind, title: { zh: kind.zh, en: kind.en }, columns: kind.columns })),
      ),
    )
    download(importTemplate, null, async (ctx, { params }) => {
      const kind = importKind(ctx, params.kind)
      if (!kind.ok) return kind
      const columns = columnsOf(kind.value as never)
      const example = Object.fromEntries(columns.map((c) => [c.key, c.example ?? ""]))
      return ok({
        name: `${kind.value.zh}-模板.xlsx`,
        mediaType,
        content: await writeSheet(kind.value.zh, columns, [example]),
      })
    })
    upload(uploadImport, null, (ctx, { params, file }) =>
      receiveFile(ctx, { kind: params.kind, fileName: file.name, content: file.content }),
    )
    on(importResult, null, (ctx, { params }) => batchResult(ctx, params.id))
    on(listImports, null, async (ctx) => {
      let found = ctx.db.selectFrom("import_batch").selectAll().orderBy("at", "desc").limit(100)
      if (ctx.actor.scope !== "all") found = found.where("uploaded_by", "=", ctx.actor.id)
      const rows = await found.execute()
      return ok(
        rows
          .filter((row) => importKind(ctx, row.kind).ok)
          .map((row) => ({
            id: row.id,
            kind: row.kind,
            fileName: row.file_name,
            state: row.state as "checked",
            rows: row.rows,
            faulty: row.faulty,
            uploadedBy: row.uploaded_by_name,
            at: row.at.toISOString(),
            appliedAt: row.applied_at?.toISOString() ?? null,
            undone: row.undone_at
              ? { at: row.undone_at.toISOString(), by: row.undone_by_name!, reason: row.undo_reason! }
              : null,
          })),
      )
    })
    download(returnedFile, null, async (ctx, { params }) => {
      const row = await ctx.db.selectFrom("import_batch").selectAll().where("id", "=", params.id).executeTakeFirst()
      if (!row || !isOwn(ctx, row) || !importKind(ctx, row.kind).ok) return refuse["E-BATCH"]()
      return ok({
        name: row.file_name.replace(/\.xlsx$/i, "") + "-检查结果.xlsx",
        mediaType,
        content: row.returned_file,
      })
    })
    on(applyImportEndpoint, null, (ctx, { params, body }) =>
      applyImport(ctx, { batchId: params.id, goodOnly: body.goodOnly }),
    )
    on(undoImportEndpoint, null, (ctx, { params, body }) =>
      undoImport(ctx, { batchId: params.id, reason: body.reason }),
    )
  },
}
