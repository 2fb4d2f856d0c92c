// The journal over HTTP: amounts by unit, names of who posted, only lines that touch the actor's outlets.
import type { z } from "zod"
import { formatAmount, journal, type JournalLine } from "#ledger"
import { ledgerOn, type Ctx } from "#kernel/flow"
import { scopeOf } from "#kernel/org"
import { actorNames } from "./actor-names.ts"
import { unitOf } from "./book.ts"
import type { journalLine, listJournal } from "./contract.ts"

type Ask = z.output<(typeof listJournal)["query"]>
type Line = z.output<typeof journalLine>

export async function journalPage(ctx: Ctx, query: Ask): Promise<{ items: Line[]; next: string | null }> {
  const found = await journal(ledgerOn(ctx.db), {
    book: query.book,
    outlets: outletsAsked(ctx, query.outlet),
    ...(query.date ? { date: query.date } : {}),
    ...(query.reference ? { reference: query.reference } : {}),
    ...(query.after && /^\d+$/.test(query.after) ? { beforeSeq: BigInt(query.after) } : {}),
    limit: query.limit + 1,
  })
  const lines = found.slice(0, query.limit)
  const nameOf = await actorNames(
    ctx,
    lines.map((line) => line.actor),
  )
  const items = lines.map((line) => lineView(ctx, line, nameOf(line.actor)))
  return { items, next: found.length > query.limit ? items.at(-1)!.seq : null }
}

/** The outlet asked for, as far as the actor may look; null is all of them. */
export function outletsAsked(ctx: Ctx, outlet: string | undefined): readonly string[] | null {
  const scope = scopeOf(ctx)
  if (!outlet) return scope
  return scope && !scope.includes(outlet) ? [] : [outlet]
}

function lineView(ctx: Ctx, line: JournalLine, actor: string | null): Line {
  const unit = unitOf(ctx, line.unit)
  return {
    seq: String(line.seq),
    postingId: line.postingId,
    accountingDate: line.accountingDate,
    postedAt: line.postedAt.toISOString(),
    codeZh: line.codeZh,
    codeEn: line.codeEn,
    unit: unit.code,
    amount: formatAmount(line.amount, unit.scale),
    debit: { key: line.debitKey, title: line.debitTitle, subject: line.debitSubject },
    credit: { key: line.creditKey, title: line.creditTitle, subject: line.creditSubject },
    reference: line.reference,
    memo: line.memo,
    actor,
    isReversal: line.isReversal,
  }
}
