// Goal: every bill is paid by two phones at the same time and told crosswise to several takers: each bill is paid once, the
// other money goes back whole, no taker waits for another for ever, and the books prove.
import { expect, test } from "vitest"
import { expectOk } from "#kernel/refusal"
import { confirmWaiting, keepNews, waitingKey, type News } from "#products/acquiring"
import { useBank } from "../../tests/support/bank.ts"
import { billKey } from "./accounts.ts"
import { checkoutByCode } from "./flows/checkout.ts"
import { collectionTools } from "./testing.ts"

const b = useBank("2026-03-02")
const { t, org, db, publish } = collectionTools(b)
const count = 60
const amountFen = 30_000n

test("two payments of each bill, told in opposite order, four takers at once", async () => {
  const billNos = await publish(
    Array.from({ length: count }, (_, at) => ({
      key: `X${String(at).padStart(3, "0")}`,
      name: `演户${at}`,
      itemCode: "WYF",
      period: "2026-03",
      amount: "300.00",
      dueOn: "2026-03-31",
    })),
  )
  const news: Record<"wechat" | "alipay", News[]> = { wechat: [], alipay: [] }
  for (const [at, billNo] of billNos.entries()) {
    const asked = { orgNo: org.no, key: `X${String(at).padStart(3, "0")}`, name: `演户${at}` }
    for (const channel of ["wechat", "alipay"] as const) {
      const lines = [{ billNo, amountFen }]
      const { orderNo } = expectOk(await checkoutByCode(b.branch.as([]), { ...asked, lines, channel }))
      // The number decides where the news stands in the queue: one channel's from the front, the other's from the back.
      const place = String(channel === "wechat" ? at : count - at).padStart(4, "0")
      news[channel].push(t.news(orderNo, amountFen, { channel, tradeNo: `${place}${channel}` }))
    }
  }
  const now = b.branch.clock.now()
  for (let at = 0; at < count; at += 6)
    await keepNews(db(), now, [
      ...news.wechat.slice(at, at + 6),
      ...news.alipay.slice(count - at - 6, count - at).toReversed(),
    ])
  const before = await t.balance(waitingKey(org.merchantId))
  await Promise.all([1, 2, 3, 4].map(() => confirmWaiting(b.system())))
  await confirmWaiting(b.system())
  const orders = await db().selectFrom("acquiring_order").select(["state", "money"]).execute()
  const by = (money: string) => orders.filter((one) => one.state === "success" && one.money === money).length
  expect({ kept: by("waiting"), back: by("returning") }).toEqual({ kept: count, back: count })
  expect(await t.balance(waitingKey(org.merchantId))).toBe(before + BigInt(count) * amountFen)
  for (const billNo of billNos) expect(await t.balance(billKey(billNo)), billNo).toBe(0n)
  const tried = await db().selectFrom("acquiring_notice").select("tries").where("tries", ">", 1).execute()
  expect(tried).toEqual([])
  expect(await t.proven()).toEqual([])
})
