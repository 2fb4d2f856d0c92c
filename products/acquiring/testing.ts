// What the tests of acquiring on a real branch share: a merchant with an account, orders, news from a channel.
import { prove } from "#ledger"
import { balances } from "#ledger"
import { flow, ledgerOn, type Ctx } from "#kernel/flow"
import { expectOk, type Outcome } from "#kernel/refusal"
import { openDeposit } from "#products/deposit"
import type { TestBank } from "../../tests/support/bank.ts"
import { directKind } from "./direct.ts"
import {
  confirmWaiting,
  keepNews,
  openMerchant,
  openOrder,
  requestRefund,
  type Channel,
  type NewMerchant,
  type NewOrder,
  type News,
  type RefundAsked,
} from "./index.ts"

const asFlow = <I, O>(name: string, run: (ctx: never, input: I) => Promise<Outcome<O>>) =>
  flow<I, O>({ name: `test.${name}`, permission: null }, run as never)

export const newMerchant = asFlow<NewMerchant, { merchantId: string; merchantNo: string }>("merchant", openMerchant)
export const newOrder = asFlow<NewOrder, { orderNo: string; payUrl: string | null }>("order", openOrder)
export const newRefund = asFlow<RefundAsked, { refundNo: string }>("refund", requestRefund)

export function acquiringTools(b: TestBank) {
  const db = () => b.branch.database.db
  const ledger = () => ledgerOn(db())
  let trade = 1
  const merchant = async (name: string, over: Partial<NewMerchant> = {}) => {
    const partyId = await b.firm(name, "XX")
    const account = expectOk(await openDeposit(b.as("clerk", "XX"), { partyId, outlet: "XX", title: name }))
    const made = expectOk(
      await newMerchant(b.system(), {
        partyId,
        name,
        settlementAccountNo: account.accountNo,
        feeBp: 38,
        outlet: "XX",
        ...over,
      }),
    )
    return { ...made, partyId, accountNo: account.accountNo }
  }
  const order = async (merchantId: string, amountFen: bigint, over: Partial<NewOrder> = {}) => {
    const asked: NewOrder = {
      kind: directKind,
      ownerId: `thing-${trade++}`,
      merchantId,
      amountFen,
      title: "示例商品",
      channel: "wechat" as Channel,
      expiresAt: new Date(b.branch.clock.now().getTime() + 30 * 60_000),
      ...over,
    }
    return expectOk(await newOrder(b.system(), asked)).orderNo
  }
  const news = (orderNo: string, amountFen: bigint, over: Partial<News> = {}): News => ({
    channel: "wechat",
    kind: "pay",
    subject: orderNo,
    tradeNo: `42000${orderNo}`,
    outcome: "success",
    amountFen,
    couponFen: 0n,
    payer: null,
    happenedAt: b.branch.clock.now(),
    source: "callback",
    ...over,
  })
  const tell = async (...all: News[]) => {
    await keepNews(db(), b.branch.clock.now(), all)
    return confirmWaiting(b.system())
  }
  return {
    db,
    merchant,
    order,
    news,
    tell,
    pay: async (
      merchantId: string,
      amountFen: bigint,
      over: Partial<NewOrder> & { at?: Date; couponFen?: bigint } = {},
    ) => {
      const { at, couponFen, ...rest } = over
      const orderNo = await order(merchantId, amountFen, rest)
      const channel = rest.channel ?? "wechat"
      await tell(news(orderNo, amountFen, { channel, ...(at ? { happenedAt: at } : {}), couponFen: couponFen ?? 0n }))
      return orderNo
    },
    row: (orderNo: string) =>
      db().selectFrom("acquiring_order").selectAll().where("order_no", "=", orderNo).executeTakeFirstOrThrow(),
    refundRow: (refundNo: string) =>
      db().selectFrom("acquiring_refund").selectAll().where("refund_no", "=", refundNo).executeTakeFirstOrThrow(),
    balance: async (key: string) => (await balances(ledger(), [key]))[0]!.balance,
    proven: async () => (await prove(ledger())).failures,
    code: (outcome: unknown) => (outcome as { refusal?: { code: string } }).refusal?.code,
  }
}

export type { Ctx }
