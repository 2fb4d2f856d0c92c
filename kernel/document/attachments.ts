// Files of a case, a customer, a visit: one list, one upload, one way to hand them out, whatever they belong to.
// Promises: only files of things the actor may see; a removed file says why and keeps its bytes.
import { flow, type Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { FileAnswer, FileKind, FileOwner, UploadedFile } from "#kernel/scene"
import { filesOf, readStoredFile, storeFile, type StoredFile } from "./files.ts"
import { refuse } from "./refusals.ts"

export interface Owned {
  owner: string
  ownerId: string
}

const mayOne = (ctx: Ctx, codes: readonly string[]): boolean => codes.some((code) => ctx.actor.permissions.has(code))

/** The thing files hang on, or a refusal that does not tell whether it exists. */
async function ownerOf(ctx: Ctx, { owner, ownerId }: Owned, what: "read" | "add"): Promise<Outcome<FileOwner>> {
  const known = ctx.house.fileOwners.get(owner)
  if (!known || !mayOne(ctx, known[what])) return refuse["E-NOT-FOUND"]()
  const found = await known.find(ctx, ownerId)
  return found.ok ? ok(known) : found
}

/** The bank's working papers are not the customer's to see or to hand in. */
const kindsFor = (ctx: Ctx, owner: FileOwner): FileKind[] =>
  owner.kinds.filter((one) => ctx.actor.kind === "staff" || !one.isInternal)

export async function listAttachments(
  ctx: Ctx,
  of: Owned,
): Promise<Outcome<{ kinds: FileKind[]; mayAdd: boolean; files: StoredFile[] }>> {
  const owner = await ownerOf(ctx, of, "read")
  if (!owner.ok) return owner
  const kinds = kindsFor(ctx, owner.value)
  const files = await filesOf(ctx, of.owner, of.ownerId)
  return ok({
    kinds,
    mayAdd: mayOne(ctx, owner.value.add),
    files: files.filter((file) => kinds.some((one) => one.kind === file.kind)),
  })
}

export const attachFile = flow(
  { name: "document.attach", permission: null },
  async (ctx, input: Owned & { kind: string; title: string; file: UploadedFile }): Promise<Outcome<{ id: string }>> => {
    const owner = await ownerOf(ctx, input, "add")
    if (!owner.ok) return owner
    const kinds = kindsFor(ctx, owner.value)
    if (!kinds.some((one) => one.kind === input.kind)) {
      const known = kinds.map((one) => one.zh).join("、")
      return refuse["E-PAPER-KIND"]({ kind: input.kind, known }, "kind")
    }
    return storeFile(ctx, { ...input, ownerKind: input.owner, title: input.title || input.file.name })
  },
)

/** Only who handed a file in may take it off the list, as long as the owner takes files at all. */
export const removeFile = flow(
  { name: "document.remove", permission: null },
  async (ctx, input: Owned & { id: string; reason: string }): Promise<Outcome<void>> => {
    const owner = await ownerOf(ctx, input, "add")
    if (!owner.ok) return owner
    const file = await ctx.db
      .selectFrom("document")
      .select(["id", "title", "uploaded_by"])
      .where("id", "=", input.id)
      .where("owner_kind", "=", input.owner)
      .where("owner_id", "=", input.ownerId)
      .where("removed_at", "is", null)
      .forUpdate()
      .executeTakeFirst()
    if (!file) return refuse["E-NOT-FOUND"]()
    if (file.uploaded_by !== ctx.actor.id) return refuse["E-NOT-YOURS"]({ title: file.title })
    await ctx.db
      .updateTable("document")
      .set({ removed_at: ctx.clock.now(), removed_by_name: ctx.actor.name, removal_reason: input.reason })
      .where("id", "=", file.id)
      .execute()
    ctx.note({ object: input.owner, objectId: input.ownerId, after: { removed: file.title, reason: input.reason } })
    return ok()
  },
)

export async function openAttachment(ctx: Ctx, of: Owned & { id: string }): Promise<Outcome<FileAnswer>> {
  const listed = await listAttachments(ctx, of)
  if (!listed.ok) return listed
  return listed.value.files.some((file) => file.id === of.id)
    ? readStoredFile(ctx, of.id, of.ownerId)
    : refuse["E-NOT-FOUND"]()
}
