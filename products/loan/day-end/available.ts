// What the firms' accounts can give, read once for a chunk.
import { balances, type Queryable } from "#ledger"
import { depositKey } from "#products/deposit"

export async function availableByAccount(
  ledger: Queryable,
  accountNos: readonly string[],
): Promise<Map<string, bigint>> {
  const unique = [...new Set(accountNos)]
  const found = new Map((await balances(ledger, unique.map(depositKey))).map((one) => [one.key, one.available ?? 0n]))
  return new Map(unique.map((accountNo) => [accountNo, found.get(depositKey(accountNo)) ?? 0n]))
}
