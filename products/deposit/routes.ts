import { formatAmount, parseAmount } from "#ledger"
import { sheetMediaType, writeSheet } from "#kernel/excel"
import { ok } from "#kernel/refusal"
import type { RouteModule } from "#kernel/scene"
import { closeDeposit } from "./closing.ts"
import * as contract from "./contract.ts"
import { receiveMoney, sendMoney, transferInside } from "./deposit.ts"
import { isBlocked } from "./opening-rules.ts"
import { applyForAccount, openingChecks } from "./opening.ts"
import { statementOf } from "./statement.ts"
import { depositDetail, depositsOf } from "./views.ts"

const yuan = (fen: bigint): string => formatAmount(fen, 2)
/** The contract's shape has checked the text already. */
const fen = (text: string): bigint => parseAmount(text, 2) ?? 0n

export const routes: RouteModule = ({ on, download }) => {
  on(contract.listDeposits, "deposit.read", async (ctx, { params }) =>
    ok({ items: await depositsOf(ctx, params.partyId) }),
  )
  on(contract.ownDeposits, "deposit.own", async (ctx) =>
    ok({ items: await depositsOf(ctx, ctx.actor.partyId ?? "00000000-0000-0000-0000-000000000000") }),
  )
  on(contract.getDeposit, "deposit.statement", (ctx, { params }) => depositDetail(ctx, params.accountNo))
  on(contract.getStatement, "deposit.statement", async (ctx, { params, query }) => {
    const found = await statementOf(ctx, { ...params, ...query })
    return found.ok ? ok(found.value) : found
  })
  download(contract.exportStatement, "deposit.statement", async (ctx, { params, query }) => {
    const found = await statementOf(ctx, { ...params, ...query })
    if (!found.ok) return found
    const content = await writeSheet("对账单", statementColumns, found.value.lines as never)
    const name = `对账单-${params.accountNo}-${query.from}-${query.to}.xlsx`
    return ok({ name, mediaType: sheetMediaType, content })
  })
  on(contract.checkOpening, "deposit.open", async (ctx, { params, query }) => {
    const checks = await openingChecks(ctx, { ...params, ...query })
    return checks.ok ? ok({ checks: checks.value, blocked: isBlocked(checks.value) }) : checks
  })
  on(contract.applyEndpoint, "deposit.open", (ctx, { body }) => applyForAccount(ctx, body))
  on(contract.closeEndpoint, "deposit.open", async (ctx, { params, body }) => {
    const closed = await closeDeposit(ctx, { ...params, ...body })
    return closed.ok ? ok({ interest: yuan(closed.value.interestFen), paid: yuan(closed.value.paidFen) }) : closed
  })
  on(contract.receiveEndpoint, "deposit.post", (ctx, { params, body }) =>
    receiveMoney(ctx, { ...params, ...body, amountFen: fen(body.amount) }),
  )
  on(contract.sendEndpoint, "deposit.post", (ctx, { params, body }) =>
    sendMoney(ctx, { ...params, ...body, amountFen: fen(body.amount) }),
  )
  on(contract.transferEndpoint, "deposit.post", (ctx, { params, body }) =>
    transferInside(ctx, { ...params, to: body.to, memo: body.memo, amountFen: fen(body.amount) }),
  )
}

const statementColumns = [
  { key: "date", title: "日期" },
  { key: "codeZh", title: "摘要" },
  { key: "paidOut", title: "支出", numeric: true },
  { key: "paidIn", title: "收入", numeric: true },
  { key: "balance", title: "余额", numeric: true },
  { key: "memo", title: "附言" },
]
