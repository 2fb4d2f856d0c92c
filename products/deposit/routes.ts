import { balances, formatAmount, parseAmount } from "#ledger"
import type { Ctx } from "#kernel/flow"
import { scopeOf } from "#kernel/org"
import { ok } from "#kernel/refusal"
import type { RouteModule } from "#kernel/scene"
import { depositKey } from "./accounts.ts"
import { listDeposits, openDepositEndpoint, receiveEndpoint, sendEndpoint } from "./contract.ts"
import { bookReads, openDeposit, receiveMoney, sendMoney } from "./deposit.ts"

const yuan = (fen: bigint): string => formatAmount(fen, 2)
/** The contract's shape has checked the text already. */
const fen = (text: string): bigint => parseAmount(text, 2) ?? 0n

export const routes: RouteModule = ({ on }) => {
  on(listDeposits, "deposit.read", async (ctx, { params }) => ok({ items: await depositsOf(ctx, params.partyId) }))
  on(openDepositEndpoint, "deposit.open", (ctx, { body }) => openDeposit(ctx, body))
  on(receiveEndpoint, "deposit.post", (ctx, { params, body }) =>
    receiveMoney(ctx, { ...params, ...body, amountFen: fen(body.amount) }),
  )
  on(sendEndpoint, "deposit.post", (ctx, { params, body }) =>
    sendMoney(ctx, { ...params, ...body, amountFen: fen(body.amount) }),
  )
}

async function depositsOf(ctx: Ctx, partyId: string) {
  const scope = scopeOf(ctx)
  let found = ctx.db.selectFrom("deposit_account").selectAll().where("party_id", "=", partyId).orderBy("opened_at")
  if (scope) found = found.where("outlet", "in", scope)
  const rows = await found.execute()
  const money = await balances(
    bookReads(ctx),
    rows.map((row) => depositKey(row.account_no)),
  )
  return rows.map((row) => {
    const account = money.find((one) => one.key === depositKey(row.account_no))
    return {
      accountNo: row.account_no,
      partyId: row.party_id,
      outlet: row.outlet,
      state: row.state as "open",
      openedOn: row.opened_on,
      balance: yuan(account?.balance ?? 0n),
      available: yuan(account?.available ?? 0n),
    }
  })
}
