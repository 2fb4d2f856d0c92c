// Opening, reading and closing of firms' current accounts, and money that comes from or goes to other banks.
import { randomUUID } from "node:crypto"
import { sql } from "kysely"
import { balances, closeAccount, formatAmount, newId, openAccounts, type Queryable } from "#ledger"
import { assignAccounts, CNY } from "#kernel/book"
import { flow, ledgerOn, mainBook, type Ctx, type FlowCtx } from "#kernel/flow"
import { inScope } from "#kernel/org"
import { ok, type Outcome } from "#kernel/refusal"
import { depositKey, openSubjects } from "./accounts.ts"
import { accountNumber } from "./number.ts"
import { payOutside, receive } from "./postings.ts"
import { refuse } from "./refusals.ts"

export interface Deposit {
  accountNo: string
  partyId: string
  outlet: string
  state: "open" | "closed"
}

export const openDeposit = flow(
  { name: "deposit.open", permission: "deposit.open" },
  async (ctx, input: { partyId: string; outlet: string; title: string }): Promise<Outcome<{ accountNo: string }>> => {
    if (!inScope(ctx, input.outlet)) return refuse["E-NOT-FOUND"]({ accountNo: "-" }, "outlet")
    const next = await sql<{ n: bigint }>`select nextval('deposit_account_number') as n`.execute(ctx.db)
    const accountNo = accountNumber(next.rows[0]!.n)
    await ctx.db
      .insertInto("deposit_account")
      .values({
        id: randomUUID(),
        account_no: accountNo,
        party_id: input.partyId,
        outlet: input.outlet,
        opened_on: ctx.today,
        opened_at: ctx.clock.now(),
      })
      .execute()
    await openSubjects(ctx.ledger, input.outlet, ["1003"])
    await openAccounts(ctx.ledger, [
      {
        key: depositKey(accountNo),
        book: mainBook,
        unit: CNY.id,
        side: "credit",
        subject: "2011",
        outlet: input.outlet,
        min: 0n,
        title: input.title,
      },
    ])
    const title = { key: depositKey(accountNo), titleZh: "单位活期存款", titleEn: "Current account" }
    await assignAccounts(ctx, input.partyId, [title])
    ctx.note({ object: "deposit", objectId: accountNo, after: input })
    return ok({ accountNo })
  },
)

export async function findDeposit(ctx: Ctx, accountNo: string): Promise<Outcome<Deposit>> {
  const row = await ctx.db
    .selectFrom("deposit_account")
    .selectAll()
    .where("account_no", "=", accountNo)
    .executeTakeFirst()
  if (!row || !inScope(ctx, row.outlet)) return refuse["E-NOT-FOUND"]({ accountNo })
  return ok({ accountNo, partyId: row.party_id, outlet: row.outlet, state: row.state as Deposit["state"] })
}

/** The firm's first open account, where loan money goes and repayments come from. */
export async function depositOf(ctx: Ctx, partyId: string): Promise<string | null> {
  const row = await ctx.db
    .selectFrom("deposit_account")
    .select("account_no")
    .where("party_id", "=", partyId)
    .where("state", "=", "open")
    .orderBy("opened_at")
    .executeTakeFirst()
  return row?.account_no ?? null
}

/** What may be taken out now: legal freezes and payment holds are off already. */
export async function availableFen(ledger: Queryable, accountNo: string): Promise<bigint> {
  const [account] = await balances(ledger, [depositKey(accountNo)])
  return account?.available ?? 0n
}

export async function balanceFen(ledger: Queryable, accountNo: string): Promise<bigint> {
  const [account] = await balances(ledger, [depositKey(accountNo)])
  return account?.balance ?? 0n
}

export interface OutsideMoney {
  accountNo: string
  amountFen: bigint
  counterparty: string
  memo: string
}

export const receiveMoney = flow(
  { name: "deposit.receive", permission: "deposit.post" },
  async (ctx, input: OutsideMoney): Promise<Outcome<void>> => outside(ctx, input, "in"),
)

export const sendMoney = flow(
  { name: "deposit.send", permission: "deposit.post" },
  async (ctx, input: OutsideMoney): Promise<Outcome<void>> => outside(ctx, input, "out"),
)

async function outside(ctx: FlowCtx, input: OutsideMoney, way: "in" | "out"): Promise<Outcome<void>> {
  const deposit = await findDeposit(ctx, input.accountNo)
  if (!deposit.ok) return deposit
  if (deposit.value.state === "closed") return refuse["E-CLOSED"]({ accountNo: input.accountNo })
  if (input.amountFen <= 0n) return refuse["E-AMOUNT"]({}, "amount")
  const { outlet } = deposit.value
  const template = way === "in" ? receive : payOutside
  const memo = `${input.counterparty} ${input.memo}`.trim()
  ctx.note({ object: "deposit", objectId: input.accountNo, after: { ...input, way } })
  const made = template.build(
    { accountNo: input.accountNo, outlet, amountFen: input.amountFen },
    { id: newId(), reference: input.accountNo, memo },
  )
  return ctx.post([made])
}

export const closeDeposit = flow(
  { name: "deposit.close", permission: "deposit.open" },
  async (ctx, input: { accountNo: string }): Promise<Outcome<void>> => {
    const deposit = await findDeposit(ctx, input.accountNo)
    if (!deposit.ok) return deposit
    const leftFen = await balanceFen(ctx.ledger, input.accountNo)
    if (leftFen !== 0n) return refuse["E-NOT-EMPTY"]({ accountNo: input.accountNo, balance: formatAmount(leftFen, 2) })
    await ctx.db
      .updateTable("deposit_account")
      .set({ state: "closed", closed_on: ctx.today })
      .where("account_no", "=", input.accountNo)
      .execute()
    const closed = await closeAccount(ctx.ledger, depositKey(input.accountNo))
    if (!closed.ok) return refuse["E-CLOSED"]({ accountNo: input.accountNo })
    ctx.note({ object: "deposit", objectId: input.accountNo, after: { state: "closed" } })
    return ok()
  },
)

export const bookReads = (ctx: Ctx): Queryable => ledgerOn(ctx.db)
