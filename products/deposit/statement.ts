// 对账单 and 回单: what moved on an account between two dates, line by line with the balance after each, and one line as
// a receipt. Both are read from the ledger; nothing is kept beside it.
import { balanceAsOf, formatAmount, lines, type Line } from "#ledger"
import { addDays } from "#kernel/calendar"
import { ledgerOn, type Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { depositKey } from "./accounts.ts"
import { findDeposit, type Deposit } from "./deposit.ts"
import { refuse } from "./refusals.ts"

export const statementLinesMax = 20_000
const page = 500

export interface StatementLine {
  seq: string
  date: string
  at: string
  codeZh: string
  codeEn: string
  /** Money in stands in `paidIn`, money out in `paidOut`; the other is empty. */
  paidIn: string
  paidOut: string
  balance: string
  memo: string
  reversal: boolean
}

export interface Statement {
  deposit: Deposit
  holder: string
  from: string
  to: string
  opening: string
  closing: string
  totalIn: string
  totalOut: string
  /** Oldest first. */
  lines: StatementLine[]
}

const yuan = (fen: bigint): string => formatAmount(fen, 2)

export async function statementOf(
  ctx: Ctx,
  input: { accountNo: string; from: string; to: string },
): Promise<Outcome<Statement>> {
  const found = await findDeposit(ctx, input.accountNo)
  if (!found.ok) return found
  if (input.from > input.to) return refuse["E-PERIOD"]({ from: input.from, to: input.to }, "from")
  const moved = await linesBetween(ctx, input)
  if (!moved) return refuse["E-PERIOD-LONG"]({ max: statementLinesMax }, "from")
  const q = ledgerOn(ctx.db)
  const key = depositKey(input.accountNo)
  const opening = await balanceAsOf(q, key, { date: addDays(input.from, -1) })
  const closing = await balanceAsOf(q, key, { date: input.to })
  const sum = (entry: "debit" | "credit"): bigint =>
    moved.filter((one) => one.entry === entry).reduce((total, one) => total + one.amount, 0n)
  return ok({
    deposit: found.value,
    holder: await holderOf(ctx, found.value.partyId),
    from: input.from,
    to: input.to,
    opening: yuan(opening.balance),
    closing: yuan(closing.balance),
    totalIn: yuan(sum("credit")),
    totalOut: yuan(sum("debit")),
    lines: moved.map(lineView),
  })
}

/** Oldest first; undefined when there are more than a statement holds. */
async function linesBetween(
  ctx: Ctx,
  { accountNo, from, to }: { accountNo: string; from: string; to: string },
): Promise<Line[] | undefined> {
  const q = ledgerOn(ctx.db)
  const key = depositKey(accountNo)
  const end = await balanceAsOf(q, key, { date: to })
  const found: Line[] = []
  let beforeSeq = end.seq + 1n
  for (;;) {
    const part = await lines(q, key, { beforeSeq, limit: page })
    const inside = part.filter((one) => one.accountingDate >= from && (one.kind === "post" || one.kind === "settle"))
    found.push(...inside)
    if (found.length > statementLinesMax) return undefined
    const last = part.at(-1)
    if (!last || part.length < page || last.accountingDate < from) return found.toReversed()
    beforeSeq = last.seq
  }
}

function lineView(line: Line): StatementLine {
  const isIn = line.entry === "credit"
  return {
    seq: String(line.seq),
    date: line.accountingDate,
    at: line.postedAt.toISOString(),
    codeZh: line.codeZh,
    codeEn: line.codeEn,
    paidIn: isIn ? yuan(line.amount) : "",
    paidOut: isIn ? "" : yuan(line.amount),
    balance: yuan(line.balanceAfter),
    memo: line.memo ?? "",
    reversal: line.reversal !== null,
  }
}

async function holderOf(ctx: Ctx, partyId: string): Promise<string> {
  const row = await ctx.db.selectFrom("party").select("name").where("id", "=", partyId).executeTakeFirstOrThrow()
  return row.name
}

export interface Receipt {
  deposit: Deposit
  holder: string
  line: StatementLine
  fen: bigint
}

/** One line of an account, for its receipt. */
export async function receiptOf(ctx: Ctx, accountNo: string, seq: string): Promise<Outcome<Receipt>> {
  const found = await findDeposit(ctx, accountNo)
  if (!found.ok) return found
  if (!/^\d{1,18}$/.test(seq)) return refuse["E-LINE"]({ accountNo })
  const [line] = await lines(ledgerOn(ctx.db), depositKey(accountNo), { beforeSeq: BigInt(seq) + 1n, limit: 1 })
  if (!line || String(line.seq) !== seq) return refuse["E-LINE"]({ accountNo })
  const holder = await holderOf(ctx, found.value.partyId)
  return ok({ deposit: found.value, holder, line: lineView(line), fen: line.amount })
}
