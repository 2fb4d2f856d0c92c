// Two fictional merchants of the demo branch and a market that shares its takings: two weeks of payments by every
// channel, refunds, one that a card's end made abnormal, settlements, and each morning's reconciliation with a difference
// that still waits. Everything is made through the real flows and the sandbox channel.
import { addPortalUser } from "#kernel/access"
import { addDays } from "#kernel/calendar"
import { flow, type Ctx } from "#kernel/flow"
import { openParty } from "#kernel/party"
import { expectOk } from "#kernel/refusal"
import type { Demo } from "#kernel/scene"
import { openDeposit } from "#products/deposit"
import { channelOf } from "./channels/index.ts"
import { confirmAtCounter } from "./counter.ts"
import { directKind } from "./direct.ts"
import { proposePlan } from "./merchant-people.ts"
import { openMerchant, type NewMerchant } from "./merchants.ts"
import type { BilledChannel, Channel, OnlineChannel } from "./model.ts"
import { openOrder, type NewOrder } from "./orders.ts"
import { payAsPayer } from "./pay.ts"
import { dayRow, expectedFen, recordBankLine, signDay } from "./recon/day.ts"
import { fetchAndMatch, lateChannels } from "./recon/fetch.ts"
import { askRefund } from "./refund-people.ts"

const historyDays = 120
const saleDays = 16

const newMerchant = flow({ name: "acquiring.seed-merchant", permission: null }, (ctx, input: NewMerchant) =>
  openMerchant(ctx, input),
)
const newOrder = flow({ name: "acquiring.seed-order", permission: null }, (ctx, input: NewOrder) =>
  openOrder(ctx, input),
)

export async function seed(demo: Demo): Promise<void> {
  const shop = await merchant(demo, "湘乡市示例生活超市")
  const market = await merchant(demo, "湘乡市示例农贸市场")
  const stall = await merchant(demo, "湘乡市示例蔬菜摊")
  await people(demo, shop, { name: "演店主", phone: "13900000051" })
  await people(demo, market, { name: "演市场收银", phone: "13900000052" })
  await shareOut(demo, market, [
    { merchantId: market, shareBp: 1_000 },
    { merchantId: stall, shareBp: 9_000 },
  ])
  const start = demo.today()
  for (let day = 1; day <= historyDays; day++) demo.plan(addDays(start, day), () => morning(demo))
  for (let day = historyDays - saleDays; day <= historyDays; day++)
    demo.plan(addDays(start, day), () => sales(demo, { shop, market, at: day }))
  demo.plan(addDays(start, historyDays - 9), () => refunds(demo, shop))
  demo.plan(addDays(start, historyDays - 5), () => oldTill(demo))
  demo.log("收单：3 家商户")
}

async function merchant(demo: Demo, name: string): Promise<string> {
  const clerk = demo.as("clerk", "XX")
  const { id: partyId } = expectOk(await openParty(clerk, { kind: "firm", name, outlet: "XX" }))
  const { accountNo } = expectOk(await openDeposit(clerk, { partyId, outlet: "XX", title: name }))
  const asked = { partyId, name, settlementAccountNo: accountNo, feeBp: 38, outlet: "XX" }
  return expectOk(await newMerchant(demo.system, asked)).merchantId
}

/** Who looks at the takings in the portal. */
async function people(demo: Demo, merchantId: string, person: { name: string; phone: string }): Promise<void> {
  const { party_id: partyId } = await demo.system.db
    .selectFrom("acquiring_merchant")
    .select("party_id")
    .where("id", "=", merchantId)
    .executeTakeFirstOrThrow()
  expectOk(await addPortalUser(demo.as("manager", "XX"), { partyId, ...person }))
}

async function shareOut(
  demo: Demo,
  merchantId: string,
  receivers: { merchantId: string; shareBp: number }[],
): Promise<void> {
  const asked = { merchantId, fromOn: demo.today(), receivers }
  await demo.approve(expectOk(await proposePlan(demo.as("manager", "XX"), asked)).approvalId, "XX")
}

async function order(ctx: Ctx, asked: Pick<NewOrder, "merchantId" | "amountFen" | "title" | "channel">, no: string) {
  const expiresAt = new Date(ctx.clock.now().getTime() + 30 * 60_000)
  return expectOk(await newOrder(ctx, { ...asked, kind: directKind, ownerId: no, expiresAt })).orderNo
}

const goods = ["大米与食用油", "蔬菜水果", "日用百货", "文具", "熟食", "粮油礼盒"]

async function sales(demo: Demo, story: { shop: string; market: string; at: number }): Promise<void> {
  const ways: readonly Channel[] = ["wechat", "alipay", "wechat", "counter"]
  for (const [n, channel] of ways.entries()) {
    const merchantId = n === 1 ? story.market : story.shop
    const amountFen = BigInt(2_680 + ((story.at * 7 + n * 13) % 40) * 315)
    const title = goods[(story.at + n) % goods.length]!
    const orderNo = await order(demo.system, { merchantId, amountFen, title, channel }, `demo-${story.at}-${n}`)
    if (channel === "counter") expectOk(await confirmAtCounter(demo.as("clerk", "XX"), { orderNo }))
    else if (story.at < historyDays || n < 2) expectOk(await payAsPayer(demo.system, orderNo))
  }
}

/** One goes back to its card, one's card is gone, one waits for its second signature. */
async function refunds(demo: Demo, merchantId: string): Promise<void> {
  const reasons = ["顾客退货", "原卡已销卡", "多收一件"]
  for (const [n, reason] of reasons.entries()) {
    const asked = { merchantId, amountFen: 5_900n + BigInt(n) * 1_000n, title: "日用百货", channel: "wechat" as const }
    const orderNo = await order(demo.system, asked, `demo-refund-${n}`)
    expectOk(await payAsPayer(demo.system, orderNo))
    const refund = { orderNo, amountFen: 2_000n, reason }
    const { approvalId } = expectOk(await askRefund(demo.as("clerk", "XX"), refund))
    if (n < 2) await demo.approve(approvalId, "XX")
  }
  await demo.settle()
}

/** An old till under the same merchant number: the channel knows a payment that we do not. */
async function oldTill(demo: Demo): Promise<void> {
  const channel = expectOk(channelOf(demo.system, "wechat"))
  const now = demo.system.clock.now()
  const made = await channel.create({
    orderNo: `OLDTILL${now.getTime()}`,
    title: "旧收款机",
    amountFen: 1_580n,
    expiresAt: new Date(now.getTime() + 600_000),
  })
  if (made.kind === "ok") await fetch(made.value.payUrl, { method: "POST", redirect: "manual" })
}

/** What operations does with yesterday: bills, the bank's money, the signature when nothing is open. */
async function morning(demo: Demo): Promise<void> {
  const yesterday = addDays(demo.today(), -1)
  const open = await demo.system.db
    .selectFrom("acquiring_recon_day")
    .select(["channel", "bill_on"])
    .where("state", "=", "matched")
    .execute()
  for (const channel of await lateChannels(demo.system, yesterday)) {
    if (channel === "unionpay") continue
    expectOk(await fetchAndMatch(demo.system, { channel: channel as OnlineChannel, day: yesterday }))
    await bankMoney(demo, channel, yesterday)
  }
  // A day is signed one day later, when the file after it has shown what was only midnight.
  for (const day of open)
    await signDay(demo.as("accountant"), { channel: day.channel as BilledChannel, day: day.bill_on })
}

async function bankMoney(demo: Demo, channel: BilledChannel, day: string): Promise<void> {
  const row = await dayRow(demo.system, { channel, day })
  if (!row || expectedFen(row) <= 0n) return
  const line = { channel, day, valueOn: demo.today(), amountFen: expectedFen(row) }
  const bankRef = `YH${day.replaceAll("-", "")}${channel === "wechat" ? "01" : "02"}`
  expectOk(await recordBankLine(demo.as("disbursement"), { ...line, bankRef }))
}
