import { z } from "zod"
import { endpoint, instant, uuid } from "../http/contract.ts"

const tag = "imports"
const bilingual = z.object({ zh: z.string(), en: z.string() })

export const importKinds = endpoint({
  method: "GET",
  path: "/imports/kinds",
  tag,
  summary: { zh: "可导入的数据", en: "What can be imported" },
  response: z.array(
    z.object({
      kind: z.string(),
      title: bilingual,
      columns: z.array(bilingual.extend({ key: z.string(), required: z.boolean(), example: z.string() })),
    }),
  ),
})

export const importTemplate = endpoint({
  method: "GET",
  path: "/imports/:kind/template",
  tag,
  summary: { zh: "下载导入模板", en: "Download the template" },
  params: z.object({ kind: z.string() }),
})

export const importBatch = z
  .object({
    id: uuid,
    kind: z.string(),
    fileName: z.string(),
    state: z.enum(["checking", "checked", "failed", "applied", "undone"]),
    rows: z.number(),
    faulty: z.number(),
    uploadedBy: z.string(),
    at: instant,
    appliedAt: instant.nullable(),
    /** Who took it back and why. */
    undone: z.object({ at: instant, by: z.string(), reason: z.string() }).nullable(),
  })
  .meta({ id: "ImportBatch" })

export const listImports = endpoint({
  method: "GET",
  path: "/imports",
  tag,
  summary: { zh: "导入记录", en: "Imports" },
  response: z.array(importBatch),
})

const checked = z.object({
  batchId: uuid,
  rows: z.number(),
  faulty: z.number(),
  /** The first of them; the returned file has all. */
  faults: z.array(z.object({ row: z.number(), column: z.string(), zh: z.string(), en: z.string() })),
})

/** What a check has found, or how far it is. */
export const importResult = endpoint({
  method: "GET",
  path: "/imports/batches/:id",
  tag,
  summary: { zh: "一次导入的检查结果与进度", en: "What one check has found, or how far it is" },
  params: z.object({ id: uuid }),
  response: checked.extend({
    state: z.enum(["checking", "checked", "failed", "applied", "undone"]),
    failure: bilingual.nullable(),
    progress: z.object({ done: z.number(), total: z.number(), text: z.string() }),
  }),
})

export const uploadImport = endpoint({
  method: "POST",
  path: "/imports/:kind",
  tag,
  summary: { zh: "上传并检查（不写入）", en: "Upload and check; nothing is written" },
  params: z.object({ kind: z.string() }),
  /** A large file is checked by a job: then isWaiting is true and the batch says how far it is. */
  response: checked.extend({ isWaiting: z.boolean() }),
})

export const returnedFile = endpoint({
  method: "GET",
  path: "/imports/batches/:id/returned",
  tag,
  summary: { zh: "下载带错误说明的原文件", en: "Download the file with its faults" },
  params: z.object({ id: uuid }),
})

export const applyImportEndpoint = endpoint({
  method: "POST",
  path: "/imports/batches/:id/apply",
  tag,
  summary: { zh: "确认导入", en: "Write the checked rows" },
  params: z.object({ id: uuid }),
  body: z.object({ goodOnly: z.boolean() }),
  response: z.object({ written: z.number() }),
})

export const undoImportEndpoint = endpoint({
  method: "POST",
  path: "/imports/batches/:id/undo",
  tag,
  summary: { zh: "撤销整批导入", en: "Take a written batch back" },
  params: z.object({ id: uuid }),
  body: z.object({ reason: z.string().trim().min(4).max(300) }),
})
