// Names of the ledger accounts of stored value. Every amount a holder, merchant, fund or issuer has here is one of these.
import { balances, openAccounts, type AccountSpec, type Queryable } from "#ledger"
import { CNY } from "#kernel/book"
import { mainBook } from "#kernel/flow"
import { arrears, type Purse, type WalletMoney } from "./model.ts"

export const purseKey = (walletNo: string, purse: string): string => `wallet:${walletNo}:${purse}`
export const arrearsKey = (walletNo: string): string => purseKey(walletNo, arrears)
export const merchantKey = (merchantId: string): string => `wallet-merchant:${merchantId}`
/** Money of the issuer's fund for granted purses, of its gifts, and what it has to bear itself. */
export const fundKey = (schemeId: string): string => `wallet-fund:${schemeId}`
export const promoKey = (schemeId: string): string => `wallet-promo:${schemeId}`
export const lossKey = (schemeId: string): string => `wallet-loss:${schemeId}`

const cny = { book: mainBook, unit: CNY.id } as const

export const sourceKey = (purse: Purse, schemeId: string): string =>
  purse.source === "promo" ? promoKey(schemeId) : fundKey(schemeId)

export async function openSchemeAccounts(q: Queryable, scheme: { id: string; outlet: string; title: string }) {
  const { id, outlet, title } = scheme
  await openAccounts(q, [
    { ...cny, key: fundKey(id), side: "credit", subject: "2241.63", outlet, min: 0n, title: `${title} 补助资金` },
    { ...cny, key: promoKey(id), side: "credit", subject: "2241.63", outlet, min: 0n, title: `${title} 赠送资金` },
    { ...cny, key: lossKey(id), side: "debit", subject: "1221.62", outlet, title: `${title} 发卡方承担` },
  ])
}

export async function openMerchantAccount(q: Queryable, merchant: { id: string; outlet: string; title: string }) {
  const { id, outlet, title } = merchant
  // No lower bound: a sale taken back after its settlement lowers the next one.
  await openAccounts(q, [{ ...cny, key: merchantKey(id), side: "credit", subject: "2241.62", outlet, title }])
}

export function walletAccounts(
  wallet: { walletNo: string; outlet: string; title: string },
  purses: readonly Purse[],
): AccountSpec[] {
  const { walletNo, outlet, title } = wallet
  return [
    ...purses.map((purse): AccountSpec => ({
      ...cny,
      key: purseKey(walletNo, purse.code),
      side: "credit",
      subject: "2241.61",
      outlet,
      min: 0n,
      title: `${title} ${purse.zh}`,
    })),
    { ...cny, key: arrearsKey(walletNo), side: "debit", subject: "1221.61", outlet, min: 0n, title: `${title} 欠款` },
  ]
}

/** What these wallets hold, from the ledger, in one statement. */
export async function moneyOf(
  q: Queryable,
  walletNos: readonly string[],
  purses: readonly Purse[],
): Promise<Map<string, WalletMoney>> {
  const codes = [...purses.map((one) => one.code), arrears]
  const keys = walletNos.flatMap((walletNo) => codes.map((code) => purseKey(walletNo, code)))
  const found = keys.length === 0 ? [] : await balances(q, keys)
  return new Map(
    walletNos.map((walletNo, at) => {
      const mine = found.slice(at * codes.length, (at + 1) * codes.length)
      const purseMoney = Object.fromEntries(purses.map((one, place) => [one.code, mine[place]!.balance]))
      return [walletNo, { purses: purseMoney, arrearsFen: mine.at(-1)!.balance }]
    }),
  )
}
