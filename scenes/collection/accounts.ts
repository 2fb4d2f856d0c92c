// Names of the ledger accounts of collecting. A bill's unpaid principal is an account of the memo book that can only fall to
// zero: the ledger itself refuses to pay a bill twice. Money paid ahead is owed to the payer.
import { accountIds, balances, type AccountSpec, type Queryable } from "#ledger"
import { CNY } from "#kernel/book"
import { mainBook, memoBook } from "#kernel/flow"

export const billKey = (billNo: string): string => `collection:bill:${billNo}`
export const issuedKey = (orgId: string): string => `collection:issued:${orgId}`
export const aheadKey = (payerId: string): string => `collection:ahead:${payerId}`
export const unmatchedKey = (outlet: string): string => `collection:unmatched:${outlet}`

export const billAccount = (bill: { billNo: string; outlet: string }): AccountSpec => ({
  key: billKey(bill.billNo),
  book: memoBook,
  unit: CNY.id,
  side: "debit",
  min: 0n,
  subject: "M.9501",
  outlet: bill.outlet,
  title: `${bill.billNo} 待缴`,
})

export const orgAccounts = (org: { id: string; name: string; outlet: string }): AccountSpec[] => [
  {
    key: issuedKey(org.id),
    book: memoBook,
    unit: CNY.id,
    side: "credit",
    min: 0n,
    subject: "M.9501.01",
    outlet: org.outlet,
    title: `${org.name} 已发布账单`,
  },
  {
    key: unmatchedKey(org.outlet),
    book: mainBook,
    unit: CNY.id,
    side: "credit",
    min: 0n,
    subject: "2241.52",
    outlet: org.outlet,
    title: "待认领款",
  },
]

export const aheadAccount = (payer: { id: string; name: string; outlet: string }): AccountSpec => ({
  key: aheadKey(payer.id),
  book: mainBook,
  unit: CNY.id,
  side: "credit",
  min: 0n,
  subject: "2241.51",
  outlet: payer.outlet,
  title: `${payer.name} 预存款`,
})

/** What each payer has paid ahead; whoever never did has no account and nothing. */
export async function aheadOf(ledger: Queryable, payerIds: readonly string[]): Promise<Map<string, bigint>> {
  const known = await accountIds(ledger, payerIds.map(aheadKey))
  const found = await balances(ledger, [...known.keys()])
  const byKey = new Map(found.map((account) => [account.key, account.balance]))
  return new Map(payerIds.map((id) => [id, byKey.get(aheadKey(id)) ?? 0n]))
}
