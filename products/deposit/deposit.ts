// Opening, reading and closing of firms' current accounts, and money that comes from or goes to other banks.
import { randomUUID } from "node:crypto"
import { sql } from "kysely"
import { balances, formatAmount, newId, openAccounts, type Queryable } from "#ledger"
import { assignAccounts, CNY } from "#kernel/book"
import { flow, mainBook, type Ctx, type FlowCtx } from "#kernel/flow"
import { inScope } from "#kernel/org"
import { ok, type Outcome } from "#kernel/refusal"
import { depositKey, openSubjects } from "./accounts.ts"
import { accountNumber } from "./number.ts"
import { accountKindTitles, type AccountKind } from "./opening-rules.ts"
import { payInside, payOutside, receive } from "./postings.ts"
import { refuse } from "./refusals.ts"

export interface Deposit {
  accountNo: string
  partyId: string
  outlet: string
  state: "open" | "closed"
  kind: AccountKind
  openedOn: string
  filingNo: string | null
  purpose: string | null
  validTo: string | null
  /** First day whose balance has earned no interest yet. */
  interestFrom: string
}

export interface NewAccount {
  partyId: string
  outlet: string
  title: string
  /** The firm's first account is its basic one unless said otherwise. */
  kind?: AccountKind | undefined
  purpose?: string | undefined
  filingNo?: string | undefined
  validTo?: string | undefined
}

/** Opens without asking a second person: for flows that have their own signatures. People apply (opening.ts). */
export const openDeposit = flow(
  { name: "deposit.open", permission: "deposit.open" },
  async (ctx, input: NewAccount): Promise<Outcome<{ accountNo: string }>> => {
    if (!inScope(ctx, input.outlet)) return refuse["E-NOT-FOUND"]({ accountNo: "-" }, "outlet")
    return openAccount(ctx, input)
  },
)

export async function openAccount(ctx: FlowCtx, input: NewAccount): Promise<Outcome<{ accountNo: string }>> {
  const basic = await basicAccount(ctx, input.partyId)
  const kind = input.kind ?? (basic === null ? "basic" : "general")
  if (kind === "basic" && basic !== null) return refuse["E-BASIC"]({ accountNo: basic })
  const next = await sql<{ n: bigint }>`select nextval('deposit_account_number') as n`.execute(ctx.db)
  const accountNo = accountNumber(next.rows[0]!.n)
  await ctx.db
    .insertInto("deposit_account")
    .values({
      id: randomUUID(),
      account_no: accountNo,
      party_id: input.partyId,
      outlet: input.outlet,
      kind,
      purpose: input.purpose ?? null,
      filing_no: input.filingNo ?? null,
      valid_to: input.validTo ?? null,
      interest_from: ctx.today,
      opened_on: ctx.today,
      opened_at: ctx.clock.now(),
    })
    .execute()
  await openSubjects(ctx.ledger, input.outlet, ["1003"])
  const key = depositKey(accountNo)
  const account = { key, book: mainBook, unit: CNY.id, side: "credit", subject: "2011", outlet: input.outlet } as const
  await openAccounts(ctx.ledger, [{ ...account, min: 0n, title: input.title }])
  const { zh, en } = accountKindTitles[kind]
  await assignAccounts(ctx, input.partyId, [
    { key, titleZh: `单位活期存款（${zh}）`, titleEn: `Current account (${en})` },
  ])
  ctx.note({ object: "deposit", objectId: accountNo, after: { ...input, kind } })
  ctx.emit({ type: "deposit.opened", subject: accountNo, data: { partyId: input.partyId, outlet: input.outlet, kind } })
  return ok({ accountNo })
}

async function basicAccount(ctx: Ctx, partyId: string): Promise<string | null> {
  const row = await ctx.db
    .selectFrom("deposit_account")
    .select("account_no")
    .where("party_id", "=", partyId)
    .where("kind", "=", "basic")
    .where("state", "=", "open")
    .executeTakeFirst()
  return row?.account_no ?? null
}

/** Staff within their outlets, a firm for its own accounts. */
export async function findDeposit(ctx: Ctx, accountNo: string): Promise<Outcome<Deposit>> {
  const row = await ctx.db
    .selectFrom("deposit_account")
    .selectAll()
    .where("account_no", "=", accountNo)
    .executeTakeFirst()
  const isOwn = ctx.actor.kind === "portal" ? ctx.actor.partyId === row?.party_id : row && inScope(ctx, row.outlet)
  if (!row || !isOwn) return refuse["E-NOT-FOUND"]({ accountNo })
  return ok({
    accountNo,
    partyId: row.party_id,
    outlet: row.outlet,
    state: row.state as Deposit["state"],
    kind: row.kind as AccountKind,
    openedOn: row.opened_on,
    filingNo: row.filing_no,
    purpose: row.purpose,
    validTo: row.valid_to,
    interestFrom: row.interest_from,
  })
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

/** From one account of the branch to another. */
export const transferInside = flow(
  { name: "deposit.transfer", permission: "deposit.post" },
  async (ctx, input: { accountNo: string; to: string; amountFen: bigint; memo: string }): Promise<Outcome<void>> => {
    const from = await findDeposit(ctx, input.accountNo)
    if (!from.ok) return from
    const known = await ctx.db
      .selectFrom("deposit_account")
      .select("state")
      .where("account_no", "=", input.to)
      .executeTakeFirst()
    if (!known) return refuse["E-NOT-FOUND"]({ accountNo: input.to }, "to")
    if (input.to === input.accountNo) return refuse["E-SAME"]({}, "to")
    for (const [accountNo, state] of [[input.accountNo, from.value.state] as const, [input.to, known.state] as const])
      if (state === "closed") return refuse["E-CLOSED"]({ accountNo })
    if (input.amountFen <= 0n) return refuse["E-AMOUNT"]({}, "amount")
    const available = await availableFen(ctx.ledger, input.accountNo)
    if (available < input.amountFen)
      return refuse["E-FUNDS"]({ available: yuan(available), needed: yuan(input.amountFen) }, "amount")
    ctx.note({ object: "deposit", objectId: input.accountNo, after: input })
    const paper = { id: newId(), reference: input.accountNo, memo: input.memo }
    return ctx.post([payInside.build({ from: input.accountNo, to: input.to, amountFen: input.amountFen }, paper)])
  },
)

const yuan = (fen: bigint): string => formatAmount(fen, 2)
