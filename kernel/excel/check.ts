// Checking an Excel file before anything is written. Promises: a check writes nothing but its own report; one bad row is one
// reason; a large file is checked by a job with progress, in the name of whoever brought it.
import { randomUUID } from "node:crypto"
import { z } from "zod"
import { portalActor, staffActor } from "#kernel/access"
import { sm3 } from "#kernel/crypto"
import { flow, stableJson, type Ctx } from "#kernel/flow"
import { startJob } from "#kernel/job"
import { ok, type Outcome } from "#kernel/refusal"
import type { ImportKind, JobHandler, Progress, RowFault } from "#kernel/scene"
import { columnsOf, importKind, isOwn } from "./import.ts"
import { refuse } from "./refusals.ts"
import { faultyRows, readSheet, returnWithFaults, type ReadRow } from "./workbook.ts"

const rowsMax = 50_000
/** Larger files are checked by a job: some thousands of rows. */
const inRequestBytesMax = 150_000
/** Beyond this the file that goes back holds the faulty rows only. */
const wholeFileRowsMax = 5_000
const shownFaultsMax = 500

export interface FoundFault {
  row: number
  column: string
  zh: string
  en: string
}

export interface Checked {
  batchId: string
  rows: number
  faulty: number
  faults: FoundFault[]
}

interface Examined {
  rows: number
  good: { number: number; value: unknown }[]
  faults: Map<number, RowFault[]>
  returned: Buffer
}

/** Reads and checks a file. Nothing is written but the report. */
export const checkImport = flow(
  { name: "import.check", permission: null },
  async (ctx, input: { kind: string; fileName: string; content: Buffer }): Promise<Outcome<Checked>> => {
    const kind = importKind(ctx, input.kind)
    if (!kind.ok) return kind
    const before = await appliedBefore(ctx, input)
    if (before) return before
    const found = await examine(ctx, kind.value, input.content)
    if (!found.ok) return found
    const { rows, good, faults, returned } = found.value
    const batchId = randomUUID()
    const list = listOf(faults)
    await insertBatch(ctx, batchId, input, {
      state: "checked",
      rows,
      faulty: faults.size,
      good: stableJson(good),
      returned_file: returned,
      faults: stableJson(list.slice(0, shownFaultsMax)),
    })
    const after = { kind: input.kind, file: input.fileName, rows, faulty: faults.size }
    ctx.note({ object: "import", objectId: batchId, after })
    return ok({ batchId, rows, faulty: faults.size, faults: list })
  },
)

/** Takes a file in: a small one is checked at once, a large one by a job whose progress the batch shows. */
export async function receiveFile(
  ctx: Ctx,
  input: { kind: string; fileName: string; content: Buffer },
): Promise<Outcome<Checked & { isWaiting: boolean }>> {
  if (input.content.length <= inRequestBytesMax) {
    const checked = await checkImport(ctx, input)
    return checked.ok
      ? ok({ ...checked.value, faults: checked.value.faults.slice(0, shownFaultsMax), isWaiting: false })
      : checked
  }
  const kept = await keepFile(ctx, input)
  return kept.ok ? ok({ batchId: kept.value.batchId, rows: 0, faulty: 0, faults: [], isWaiting: true }) : kept
}

const keepFile = flow(
  { name: "import.receive", permission: null },
  async (ctx, input: { kind: string; fileName: string; content: Buffer }): Promise<Outcome<{ batchId: string }>> => {
    const kind = importKind(ctx, input.kind)
    if (!kind.ok) return kind
    const before = await appliedBefore(ctx, input)
    if (before) return before
    const batchId = randomUUID()
    const jobId = await startJob(ctx, checkJob.kind, { batchId })
    await insertBatch(ctx, batchId, input, {
      state: "checking",
      rows: 0,
      faulty: 0,
      good: "[]",
      returned_file: input.content,
      faults: "[]",
      job_id: jobId,
    })
    ctx.note({ object: "import", objectId: batchId, after: { kind: input.kind, file: input.fileName } })
    return ok({ batchId })
  },
)

async function insertBatch(
  ctx: Pick<Ctx, "db" | "actor" | "clock">,
  id: string,
  input: { kind: string; fileName: string; content: Buffer },
  found: {
    state: "checking" | "checked"
    rows: number
    faulty: number
    good: string
    returned_file: Buffer
    faults: string
    job_id?: string
  },
): Promise<void> {
  const { kind } = ctx.actor
  await ctx.db
    .insertInto("import_batch")
    .values({
      id,
      kind: input.kind,
      file_name: input.fileName,
      sm3: sm3(input.content),
      ...found,
      uploaded_by: ctx.actor.id,
      uploaded_by_name: ctx.actor.name,
      uploaded_kind: kind === "portal" || kind === "system" ? kind : "staff",
      at: ctx.clock.now(),
    })
    .execute()
}

async function appliedBefore(ctx: Ctx, input: { kind: string; content: Buffer }): Promise<Outcome<never> | null> {
  const before = await ctx.db
    .selectFrom("import_batch")
    .select("applied_at")
    .where("kind", "=", input.kind)
    .where("sm3", "=", sm3(input.content))
    .where("state", "=", "applied")
    .executeTakeFirst()
  const at = before?.applied_at?.toLocaleString("zh-CN", { timeZone: "Asia/Shanghai" }) ?? ""
  return before ? refuse["E-APPLIED"]({ at }, "file") : null
}

/** Everything that can be said of a file without writing. */
async function examine(
  ctx: Ctx,
  kind: ImportKind<unknown>,
  content: Buffer,
  progress: Progress = async () => {},
): Promise<Outcome<Examined>> {
  const columns = columnsOf(kind as never)
  const sheet = await readSheet(content, columns, (row) => progress(row, rowsMax, `已读 ${row} 行`)).catch(
    () => undefined,
  )
  if (!sheet) return refuse["E-NOT-EXCEL"]({}, "file")
  if (sheet.missing.length > 0) return refuse["E-COLUMNS"]({ missing: sheet.missing.join("、") }, "file")
  if (sheet.rows.length === 0) return refuse["E-EMPTY"]({}, "file")
  const rows = sheet.rows.length
  if (rows > rowsMax) return refuse["E-ROWS"]({ rows, max: rowsMax }, "file")
  await progress(rows, rows * 2, `共 ${rows} 行，正在核对`)
  const { good, faults } = await judge(ctx, kind, sheet.rows)
  await progress(rows * 2, rows * 2, `${rows} 行已核对`)
  const returned =
    faults.size === 0
      ? content
      : rows > wholeFileRowsMax
        ? await faultyRows(kind.zh, columns, sheet.rows, faults)
        : await returnWithFaults(content, columns, faults)
  return ok({ rows, good, faults, returned })
}

const listOf = (faults: Map<number, RowFault[]>): FoundFault[] =>
  [...faults].flatMap(([row, found]) => found.map((fault) => ({ row, ...fault }))).toSorted((a, b) => a.row - b.row)

export const checkJob: JobHandler<{ batchId: string }> = {
  kind: "import.check",
  zh: "检查导入文件",
  en: "Checking a file",
  input: z.object({ batchId: z.uuid() }),
  async run(ctx, { batchId }, progress) {
    const batch = await ctx.db
      .selectFrom("import_batch")
      .selectAll()
      .where("id", "=", batchId)
      .where("state", "=", "checking")
      .executeTakeFirst()
    if (!batch) return {}
    const acting = await uploaderOf(ctx, batch)
    const kind = importKind(acting, batch.kind)
    const found = kind.ok ? await examine(acting, kind.value, batch.returned_file, progress) : kind
    const { zh, en } = found.ok ? { zh: "", en: "" } : found.refusal
    const list = found.ok ? listOf(found.value.faults) : []
    await ctx.db
      .updateTable("import_batch")
      .set(
        found.ok
          ? {
              state: "checked",
              rows: found.value.rows,
              faulty: found.value.faults.size,
              good: stableJson(found.value.good),
              returned_file: found.value.returned,
              faults: stableJson(list.slice(0, shownFaultsMax)),
            }
          : { state: "failed", failure: stableJson({ zh, en }) },
      )
      .where("id", "=", batchId)
      .execute()
    return found.ok ? { rows: found.value.rows, faulty: found.value.faults.size } : { failed: zh }
  },
}

/** The same person with the posts of today: whoever lost a post meanwhile imports nothing more. */
async function uploaderOf(ctx: Ctx, batch: { uploaded_kind: string; uploaded_by: string }): Promise<Ctx> {
  if (batch.uploaded_kind === "system") return ctx
  const find = batch.uploaded_kind === "portal" ? portalActor : staffActor
  const who = await find(ctx.db, ctx.house, batch.uploaded_by)
  return who ? { ...ctx, actor: who.actor } : { ...ctx, actor: { ...ctx.actor, permissions: new Set<string>() } }
}

/** One batch for the page that waits for its check. */
export async function batchResult(ctx: Ctx, id: string) {
  const row = await ctx.db
    .selectFrom("import_batch as b")
    .leftJoin("job as j", "j.id", "b.job_id")
    .select(["b.id", "b.kind", "b.state", "b.rows", "b.faulty", "b.faults", "b.failure", "b.uploaded_by"])
    .select(["j.done", "j.total", "j.text", "j.state as job_state", "j.error"])
    .where("b.id", "=", id)
    .executeTakeFirst()
  if (!row || !isOwn(ctx, row) || !importKind(ctx, row.kind).ok) return refuse["E-BATCH"]()
  const failure = row.failure as { zh: string; en: string } | null
  return ok({
    batchId: row.id,
    state: row.state as "checking",
    rows: row.rows,
    faulty: row.faulty,
    faults: row.faults as unknown as FoundFault[],
    failure: failure ?? (row.job_state === "failed" ? { zh: row.error ?? "", en: row.error ?? "" } : null),
    progress: { done: Number(row.done ?? 0), total: Number(row.total ?? 0), text: row.text ?? "" },
  })
}

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
