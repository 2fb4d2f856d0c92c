// Issuing a paper: drawn, counted, given a verification code, and recorded.
import { randomInt, randomUUID } from "node:crypto"
import { sm3 } from "#kernel/crypto"
import { flow, type Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { FileAnswer } from "#kernel/scene"
import { drawPaper } from "./pdf.ts"
import { refuse } from "./refusals.ts"

// Without 0/O and 1/I: people read this from paper.
const codeAlphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
const codeLength = 12

const newCode = () => Array.from({ length: codeLength }, () => codeAlphabet[randomInt(codeAlphabet.length)]).join("")

export interface PrintRequest {
  kind: string
  objectId: string
}

export const issuePrint = flow(
  { name: "document.print", permission: null },
  async (ctx, input: PrintRequest): Promise<Outcome<FileAnswer>> => {
    const kind = ctx.house.prints.get(input.kind)
    if (!kind || !ctx.actor.permissions.has(kind.permission)) return refuse["E-NOT-FOUND"]()
    const rendered = await kind.render(ctx, input.objectId)
    if (!rendered.ok) return rendered
    const { max } = await ctx.db
      .selectFrom("print_issue")
      .select((e) => e.fn.max("issue").as("max"))
      .where("kind", "=", input.kind)
      .where("object_id", "=", input.objectId)
      .executeTakeFirstOrThrow()
    const issue = (max ?? 0) + 1
    const verifyCode = newCode()
    const now = ctx.clock.now()
    const content = await drawPaper(rendered.value, {
      branch: ctx.branch.nameZh,
      issue,
      verifyCode,
      verifyAddress: `${ctx.services.publicUrl}/m/verify?code=`,
      printedBy: ctx.actor.name,
      printedAt: now.toLocaleString("zh-CN", { timeZone: "Asia/Shanghai", hour12: false }),
    })
    await ctx.db
      .insertInto("print_issue")
      .values({
        id: randomUUID(),
        kind: input.kind,
        object_id: input.objectId,
        number: rendered.value.number,
        title: rendered.value.title,
        issue,
        verify_code: verifyCode,
        sm3: sm3(content),
        printed_by: ctx.actor.id,
        printed_by_name: ctx.actor.name,
        at: now,
      })
      .execute()
    ctx.note({ object: "print", objectId: input.objectId, after: { kind: input.kind, issue, verifyCode } })
    return ok({ name: `${rendered.value.title}-${rendered.value.number}.pdf`, mediaType: "application/pdf", content })
  },
)

export interface IssuedPaper {
  kind: string
  title: string
  number: string
  issue: number
  printedBy: string
  at: string
}

export async function printsOf(ctx: Ctx, objectId: string): Promise<IssuedPaper[]> {
  const rows = await ctx.db
    .selectFrom("print_issue")
    .selectAll()
    .where("object_id", "=", objectId)
    .orderBy("at", "desc")
    .execute()
  return rows.map((row) => ({
    kind: row.kind,
    title: row.title,
    number: row.number,
    issue: row.issue,
    printedBy: row.printed_by_name,
    at: row.at.toISOString(),
  }))
}

/** What anybody may learn from a code: that the paper is ours, its title, number and date. No names, no amounts. */
export async function verifyPaper(
  ctx: Ctx,
  code: string,
): Promise<Outcome<{ title: string; number: string; issue: number; at: string; sm3: string }>> {
  const row = await ctx.db
    .selectFrom("print_issue")
    .selectAll()
    .where("verify_code", "=", code.toUpperCase().replaceAll(/[^0-9A-Z]/g, ""))
    .executeTakeFirst()
  if (!row) return refuse["E-VERIFY"]({ code }, "code")
  return ok({
    title: row.title,
    number: row.number,
    issue: row.issue,
    at: row.at.toISOString(),
    sm3: row.sm3.toString("hex"),
  })
}
