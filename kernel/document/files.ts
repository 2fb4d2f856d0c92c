// Files of customers and contracts: kept under their hash, so the same file twice takes its space once.
import { randomUUID } from "node:crypto"
import { mkdir, readFile, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { sm3 } from "#kernel/crypto"
import { flow, type Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { UploadedFile } from "#kernel/scene"
import { checkFile } from "./check-file.ts"
import { refuse } from "./refusals.ts"

export interface Upload {
  ownerKind: string
  ownerId: string
  /** e.g. "permit", "licence", "site-photo" */
  kind: string
  title: string
  file: UploadedFile
}

/** Keeps an uploaded file. Whether the actor may attach to the owner is the calling flow's question. */
export const storeFile = flow(
  { name: "document.store", permission: null },
  async (ctx, input: Upload): Promise<Outcome<{ id: string }>> => {
    const checked = await checkFile(input.file.name, input.file.content)
    if (!checked.ok) return checked
    const hash = sm3(input.file.content)
    const path = pathOf(ctx, hash)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, input.file.content)
    const id = randomUUID()
    await ctx.db
      .insertInto("document")
      .values({
        id,
        owner_kind: input.ownerKind,
        owner_id: input.ownerId,
        kind: input.kind,
        title: input.title,
        file_name: input.file.name.slice(-200),
        media_type: checked.value.mediaType,
        size: input.file.content.length,
        sm3: hash,
        uploaded_by: ctx.actor.id,
        uploaded_by_name: ctx.actor.name,
        at: ctx.clock.now(),
      })
      .execute()
    ctx.note({
      object: input.ownerKind,
      objectId: input.ownerId,
      after: { document: id, kind: input.kind, title: input.title, sm3: hash.toString("hex") },
    })
    return ok({ id })
  },
)

export interface StoredFile {
  id: string
  kind: string
  title: string
  fileName: string
  mediaType: string
  size: number
  uploadedBy: string
  isOwn: boolean
  at: string
}

export async function filesOf(ctx: Ctx, ownerKind: string, ownerId: string): Promise<StoredFile[]> {
  const rows = await ctx.db
    .selectFrom("document")
    .selectAll()
    .where("owner_kind", "=", ownerKind)
    .where("owner_id", "=", ownerId)
    .where("removed_at", "is", null)
    .orderBy("at")
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    title: row.title,
    fileName: row.file_name,
    mediaType: row.media_type,
    size: row.size,
    uploadedBy: row.uploaded_by_name,
    isOwn: row.uploaded_by === ctx.actor.id,
    at: row.at.toISOString(),
  }))
}

/** The bytes of one file, checked against the hash they were kept under. */
export async function readStoredFile(
  ctx: Ctx,
  id: string,
  ownerId: string,
): Promise<Outcome<{ name: string; mediaType: string; content: Buffer }>> {
  const row = await ctx.db
    .selectFrom("document")
    .selectAll()
    .where("id", "=", id)
    .where("owner_id", "=", ownerId)
    .executeTakeFirst()
  if (!row || row.removed_at) return refuse["E-NOT-FOUND"]()
  const content = await readFile(pathOf(ctx, row.sm3))
  if (!sm3(content).equals(row.sm3)) throw new Error(`The stored file ${id} no longer matches its hash.`)
  return ok({ name: row.file_name, mediaType: row.media_type, content })
}

function pathOf(ctx: Ctx, hash: Buffer): string {
  const hex = hash.toString("hex")
  return join(ctx.services.filesFolder, hex.slice(0, 2), hex)
}
