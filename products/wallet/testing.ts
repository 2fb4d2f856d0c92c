// What tests on stored value share: a scheme with a fund, merchants, terminals that sign, wallets with cards.
import type { Ctx, FlowCtx } from "#kernel/flow"
import { flow } from "#kernel/flow"
import { openParty, usccCheck } from "#kernel/party"
import { expectOk, type Outcome } from "#kernel/refusal"
import { openDeposit, receiveMoney } from "#products/deposit"
import type { TestBank } from "../../tests/support/bank.ts"
import {
  addMerchant,
  addTerminal,
  fundScheme,
  issueCards,
  macFor,
  openScheme,
  openWallets,
  schemeById,
  takeSpends,
  terminalKey,
  topUpInCash,
  walletsOf,
  walletViews,
  type Purse,
  type SpendAnswer,
  type UploadedSpend,
} from "./index.ts"

export const purses: Purse[] = [
  { code: "SUBSIDY", zh: "补助", en: "Subsidy", source: "fund", uses: ["canteen"] },
  { code: "BONUS", zh: "赠送", en: "Bonus", source: "promo", uses: ["canteen", "shop"] },
  { code: "CASH", zh: "现金", en: "Cash", source: "payer", uses: ["*"] },
  { code: "DEPOSIT", zh: "卡押金", en: "Card deposit", source: "payer", uses: [] },
]

export function inFlow<T>(ctx: Ctx, run: (ctx: FlowCtx) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  return flow({ name: "test.wallet", permission: null }, (inner: FlowCtx) => run(inner))(ctx, {})
}

export interface TestScheme {
  schemeId: string
  accountNo: string
  canteenId: string
  shopId: string
  walletNos: string[]
}

export type Told = Partial<UploadedSpend> & { seq: number; uid: string; amountFen: bigint }

export function walletTools(b: TestBank) {
  let serial = 1
  const system = () => b.system()
  const secret = () => b.branch.services.secret
  const sign = (sn: string, told: Told): UploadedSpend => {
    const one = { kind: "spend" as const, counter: null, at: "2026-03-02T12:00:00+08:00", offline: true, ...told }
    return { ...one, mac: told.mac ?? macFor(terminalKey(secret(), sn), one, sn) }
  }
  return {
    sign,
    async scheme(options: { wallets: number; fundFen?: bigint; depositFen?: bigint }): Promise<TestScheme> {
      const n = serial++
      const body = `91430381MA6P${String(n).padStart(5, "0")}`
      const firm = { kind: "firm" as const, name: `示例发卡方${n}`, uscc: body + usccCheck(body), outlet: "YH" }
      const issuerId = expectOk(await openParty(b.as("clerk", "YH"), { ...firm, size: "small" })).id
      const account = { partyId: issuerId, outlet: "YH", title: firm.name }
      const { accountNo } = expectOk(await openDeposit(b.as("clerk", "YH"), account))
      const money = { accountNo, amountFen: 100_000_000n, counterparty: "示例财政", memo: "拨款" }
      expectOk(await receiveMoney(b.as("clerk", "YH"), money))
      return expectOk(
        await inFlow(system(), async (ctx) => {
          const head = { code: `T${n}`, title: `示例卡${n}`, issuerId, outlet: "YH", accountNo, purses }
          const schemeId = expectOk(await openScheme(ctx, { ...head, cardDepositFen: options.depositFen ?? 0n }))
          const merchant = { schemeId, accountNo }
          const canteenId = expectOk(await addMerchant(ctx, { ...merchant, name: "食堂", kind: "canteen", feeBp: 0 }))
          const shopId = expectOk(await addMerchant(ctx, { ...merchant, name: "商店", kind: "shop", feeBp: 38 }))
          for (const [sn, merchantId] of [
            [`P${n}A`, canteenId],
            [`P${n}B`, canteenId],
            [`P${n}S`, shopId],
          ] as const)
            expectOk(await addTerminal(ctx, { sn, merchantId, title: sn }))
          const holders = await ctx.db
            .insertInto("party")
            .values(
              Array.from({ length: options.wallets }, (_, at) => ({
                id: crypto.randomUUID(),
                kind: "person",
                name: `演持卡${n}-${at}`,
                initials: "yck",
                outlet: "YH",
                created_at: ctx.clock.now(),
              })),
            )
            .returning(["id", "name"])
            .execute()
          const wanted = holders.map((one) => ({ holderId: one.id, title: one.name }))
          const walletNos = expectOk(await openWallets(ctx, { schemeId, holders: wanted }))
          const cards = walletNos.map((walletNo, at) => ({ walletNo, uid: `U${n}-${at}` }))
          const scheme = await schemeById(ctx, schemeId)
          const postings = expectOk(await issueCards(ctx, { scheme, cards, takeDeposit: true }))
          if (options.fundFen)
            expectOk(await fundScheme(ctx, { schemeId, kind: "fund", amountFen: options.fundFen, reference: "拨款" }))
          expectOk(await ctx.post(postings))
          return { ok: true as const, value: { schemeId, accountNo, canteenId, shopId, walletNos } }
        }),
      )
    },
    topUp: async (walletNo: string, amountFen: bigint) =>
      expectOk(await inFlow(system(), (ctx) => topUpInCash(ctx, { walletNo, amountFen, payerName: "演家长" }))),
    tell: async (sn: string, ...told: Told[]): Promise<SpendAnswer[]> =>
      expectOk(await inFlow(system(), (ctx) => takeSpends(ctx, { sn, spends: told.map((one) => sign(sn, one)) }))),
    async view(walletNo: string) {
      const ctx = system()
      const row = await ctx.db
        .selectFrom("wallet")
        .selectAll()
        .where("wallet_no", "=", walletNo)
        .executeTakeFirstOrThrow()
      const scheme = await schemeById(ctx, row.scheme_id)
      return (await walletViews(ctx, scheme, [row]))[0]!
    },
    rows: (holderId: string) => walletsOf(system(), holderId),
  }
}
