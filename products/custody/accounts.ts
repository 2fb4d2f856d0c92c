// Names of the ledger accounts behind money in custody, and opening them.
import { openAccounts, type AccountSpec, type Queryable, type UnitSpec } from "#ledger"
import { CNY } from "#kernel/book"
import { mainBook, memoBook } from "#kernel/flow"

/** What releases money is counted too: steps agreed and not yet done can run out. */
export const stepUnit: UnitSpec = { id: 25, code: "STEP", scale: 0, titleZh: "次", titleEn: "steps" }

/** 吸收存款—存管资金 */
export const custodySubject = "2011.30"

export const componentKey = (holdingNo: string, name: string): string => `custody:${holdingNo}:${name}`
export const stepsKey = (holdingNo: string, name: string): string => `custody:${holdingNo}:${name}:steps`

export const poolParts = ["deposit", "interest", "unapplied"] as const
export type PoolPart = (typeof poolParts)[number]
export const poolKey = (poolNo: string, part: PoolPart): string => `custody:${poolNo}:${part}`
export const poolStepsKey = (poolNo: string): string => `custody:${poolNo}:steps`

const partTitles: Record<PoolPart, string> = { deposit: "风险保证金", interest: "存管户利息", unapplied: "待匹配来款" }

const money = (key: string, outlet: string, title: string): AccountSpec => ({
  key,
  book: mainBook,
  unit: CNY.id,
  side: "credit",
  subject: custodySubject,
  outlet,
  min: 0n,
  title,
})

/** Steps are promises of others to each other: they stand in the memo book. */
const steps = (key: string, outlet: string, side: "debit" | "credit", title: string): AccountSpec => ({
  key,
  book: memoBook,
  unit: stepUnit.id,
  side,
  subject: "M",
  outlet,
  min: 0n,
  title,
})

export async function openPoolAccounts(
  ledger: Queryable,
  pool: { poolNo: string; outlet: string; title: string },
): Promise<void> {
  await openAccounts(ledger, [
    ...poolParts.map((part) =>
      money(poolKey(pool.poolNo, part), pool.outlet, `${pool.title}—${partTitles[part]}`.slice(0, 100)),
    ),
    steps(poolStepsKey(pool.poolNo), pool.outlet, "debit", `${pool.title}—约定未完成次数`.slice(0, 100)),
  ])
}

export async function openComponentAccounts(
  ledger: Queryable,
  components: readonly { accountKey: string; stepsKey: string; outlet: string; title: string }[],
): Promise<void> {
  await openAccounts(
    ledger,
    components.flatMap((one) => [
      money(one.accountKey, one.outlet, one.title),
      steps(one.stepsKey, one.outlet, "credit", `${one.title}—剩余次数`),
    ]),
  )
}
