import {
  accountIds,
  balanceAsOf,
  balances,
  findAccounts,
  formatAmount,
  freezesOf,
  lines,
  openDate,
  prove,
  readPosting,
  trialBalance,
  type Queryable,
} from "#ledger"
import { sheetMediaType, writeSheet } from "#kernel/excel"
import { ledgerOn, mainBook, type Ctx } from "#kernel/flow"
import { inScope } from "#kernel/org"
import { ok } from "#kernel/refusal"
import type { RouteModule } from "#kernel/scene"
import { actorNames } from "./actor-names.ts"
import { unitOf } from "./book.ts"
import {
  balanceAsOf as asOfEndpoint,
  exportTrialBalance,
  getAccount,
  getPosting,
  listAccounts,
  listJournal,
  proveBook,
  trialBalanceEndpoint,
} from "./contract.ts"
import { journalPage, outletsAsked } from "./journal.ts"
import { refuse } from "./refusals.ts"
import { subjectOf } from "./subjects.ts"

export const routes: RouteModule = ({ on, download }) => {
  on(listAccounts, "book.read", async (ctx, { query }) => {
    const found = await findAccounts(ledgerOn(ctx.db), {
      text: query.text,
      subject: query.subject,
      outlets: outletsAsked(ctx, query.outlet),
      book: query.book,
      afterKey: query.after,
      limit: query.limit + 1,
    })
    const items = found
      .slice(0, query.limit)
      .map((a) => ({ ...headOf(ctx, a), balance: show(ctx, a.unit, a.balance), closed: a.closed }))
    return ok({ items, next: found.length > query.limit ? items.at(-1)!.key : null })
  })

  on(getAccount, "book.read", async (ctx, { params, query }) => {
    const q = ledgerOn(ctx.db)
    const account = await findAccount(q, params.key)
    if (!account || !inScope(ctx, account.outlet)) return refuse["E-ACCOUNT"]({ key: params.key })
    const beforeSeq = query.beforeSeq ? BigInt(query.beforeSeq) : undefined
    const found = await lines(q, account.id, { beforeSeq, limit: query.limit + 1 })
    const page = found.slice(0, query.limit)
    const amount = (value: bigint) => show(ctx, account.unit, value)
    const nameOf = await actorNames(
      ctx,
      page.map((line) => line.actor),
    )
    const owner = await ctx.db
      .selectFrom("account_owner")
      .innerJoin("party", "party.id", "account_owner.party_id")
      .select(["party.id", "party.name"])
      .where("account_key", "=", account.key)
      .executeTakeFirst()
    const held = account.side === "debit" ? account.creditsPending : account.debitsPending
    return ok({
      ...headOf(ctx, account),
      closed: account.closed,
      balance: amount(account.balance),
      min: account.min === null ? null : amount(account.min),
      max: account.max === null ? null : amount(account.max),
      available: account.available === null ? null : amount(account.available),
      held: amount(held),
      frozen: account.frozen === "all" ? "all" : amount(account.frozen),
      owner: owner ? { partyId: owner.id, name: owner.name } : null,
      freezes: (await freezesOf(q, account.id)).map((f) => ({
        id: f.id,
        place: f.place,
        amount: f.amount === null ? null : amount(f.amount),
        covered: amount(f.covered),
        state: f.state,
        documentNumber: f.documentNumber,
        authority: f.authority,
        fromOn: f.fromOn,
        untilOn: f.untilOn,
      })),
      lines: page.map(({ code: _code, ...line }) => ({
        ...line,
        actor: nameOf(line.actor),
        seq: String(line.seq),
        amount: amount(line.amount),
        balanceAfter: amount(line.balanceAfter),
        postedAt: line.postedAt.toISOString(),
      })),
      nextBeforeSeq: found.length > query.limit ? String(page.at(-1)!.seq) : null,
    })
  })

  on(asOfEndpoint, "book.read", async (ctx, { params, query }) => {
    const q = ledgerOn(ctx.db)
    const account = await findAccount(q, params.key)
    if (!account || !inScope(ctx, account.outlet)) return refuse["E-ACCOUNT"]({ key: params.key })
    const at = await balanceAsOf(q, account.id, { date: query.date })
    const amount = (value: bigint) => show(ctx, account.unit, value)
    return ok({ balance: amount(at.balance), debits: amount(at.debitsPosted), credits: amount(at.creditsPosted) })
  })

  on(getPosting, "book.read", async (ctx, { params }) => {
    const posting = await readPosting(ledgerOn(ctx.db), params.id)
    const isMine = posting?.lines.some((line) => inScope(ctx, line.debitOutlet) || inScope(ctx, line.creditOutlet))
    if (!posting || !isMine) return refuse["E-POSTING"]()
    const { template: _template, ...head } = posting
    const nameOf = await actorNames(ctx, [posting.actor])
    return ok({
      ...head,
      actor: nameOf(posting.actor) ?? posting.actor,
      postedAt: posting.postedAt.toISOString(),
      lines: posting.lines.map((line) => ({
        seq: String(line.seq),
        unit: unitOf(ctx, line.unit).code,
        amount: show(ctx, line.unit, line.amount),
        codeZh: line.codeZh,
        codeEn: line.codeEn,
        debit: { key: line.debitKey, title: line.debitTitle, subject: line.debitSubject },
        credit: { key: line.creditKey, title: line.creditTitle, subject: line.creditSubject },
      })),
    })
  })

  on(listJournal, "book.read", async (ctx, { query }) => ok(await journalPage(ctx, query)))

  on(trialBalanceEndpoint, "book.read", async (ctx, { query }) => ok(await trialBalanceOf(ctx, query)))

  download(exportTrialBalance, "book.read", async (ctx, { query }) => {
    const sheet = await trialBalanceOf(ctx, query)
    const content = await writeSheet(`日计表 ${sheet.date}`, trialBalanceColumns, sheet.rows)
    return ok({ name: `日计表-${sheet.date}.xlsx`, mediaType: sheetMediaType, content })
  })

  on(proveBook, "book.prove", async (ctx) => ok(await prove(ledgerOn(ctx.db))))
}

interface TrialBalanceAsk {
  book: number
  date?: string | undefined
  outlet?: string | undefined
}

const trialBalanceColumns = [
  { key: "subject", title: "科目" },
  { key: "titleZh", title: "科目名称" },
  { key: "unit", title: "单位" },
  ...(
    ["openingDebit", "openingCredit", "debitTurnover", "creditTurnover", "closingDebit", "closingCredit"] as const
  ).map((key, at) => ({
    key,
    title: ["期初借方", "期初贷方", "本日借方", "本日贷方", "期末借方", "期末贷方"][at]!,
    numeric: true,
  })),
]

async function trialBalanceOf(ctx: Ctx, query: TrialBalanceAsk) {
  const q = ledgerOn(ctx.db)
  const date = query.date ?? (await openDate(q, mainBook))
  const rows = await trialBalance(q, { book: query.book, date, outlet: query.outlet })
  return {
    date,
    book: query.book,
    balanced: isBalanced(rows),
    rows: rows.map((row) => {
      const amount = (value: bigint) => show(ctx, row.unit, value)
      const subject = subjectOf(row.subject)
      return {
        subject: row.subject,
        titleZh: subject.zh,
        titleEn: subject.en,
        unit: unitOf(ctx, row.unit).code,
        openingDebit: amount(row.openingDebit),
        openingCredit: amount(row.openingCredit),
        debitTurnover: amount(row.debitTurnover),
        creditTurnover: amount(row.creditTurnover),
        closingDebit: amount(row.closingDebit),
        closingCredit: amount(row.closingCredit),
      }
    }),
  }
}

async function findAccount(q: Queryable, key: string) {
  const id = (await accountIds(q, [key])).get(key)
  return id === undefined ? undefined : (await balances(q, [id]))[0]
}

function headOf(
  ctx: Ctx,
  a: {
    key: string
    title: string
    book: number
    unit: number
    side: "debit" | "credit"
    subject: string
    outlet: string
  },
) {
  return {
    key: a.key,
    title: a.title,
    book: a.book,
    unit: unitOf(ctx, a.unit).code,
    side: a.side,
    subject: a.subject,
    outlet: a.outlet,
  }
}

const show = (ctx: Ctx, unit: number, value: bigint) => formatAmount(value, unitOf(ctx, unit).scale)

/** Per unit, all debits equal all credits: before the day, in the day, after it. */
function isBalanced(rows: Awaited<ReturnType<typeof trialBalance>>): boolean {
  const units = new Set(rows.map((row) => row.unit))
  return [...units].every((unit) => {
    const own = rows.filter((row) => row.unit === unit)
    const sum = (pick: (row: (typeof own)[number]) => bigint) => own.reduce((total, row) => total + pick(row), 0n)
    return (
      sum((r) => r.openingDebit) === sum((r) => r.openingCredit) &&
      sum((r) => r.debitTurnover) === sum((r) => r.creditTurnover) &&
      sum((r) => r.closingDebit) === sum((r) => r.closingCredit)
    )
  })
}
