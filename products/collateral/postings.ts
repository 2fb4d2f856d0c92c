// 抵质押物: the value of what the branch holds as security, on memo book 2, from registration to release.
import { leg, posting, type AccountSpec } from "#ledger"
import { memoBook } from "#kernel/flow"
import { CNY } from "#kernel/book"

export const collateralKey = (itemNo: string): string => `collateral:${itemNo}`
export const heldKey = (outlet: string): string => `memo:collateral:${outlet}`

export const collateralAccounts = (itemNo: string, outlet: string, title: string): AccountSpec[] => [
  { key: heldKey(outlet), book: memoBook, unit: CNY.id, side: "credit", subject: "M.9201", outlet, title: "抵质押物" },
  {
    key: collateralKey(itemNo),
    book: memoBook,
    unit: CNY.id,
    side: "debit",
    subject: "M.9201.01",
    outlet,
    min: 0n,
    title,
  },
]

interface Change {
  itemNo: string
  outlet: string
  amountFen: bigint
}

export const takeIn = posting(
  "collateral/take-in",
  { code: 2201, zh: "押品入库", en: "Collateral taken in" },
  (p: Change) => [leg(collateralKey(p.itemNo), heldKey(p.outlet), p.amountFen)],
)

export const giveBack = posting(
  "collateral/give-back",
  { code: 2202, zh: "押品出库", en: "Collateral given back" },
  (p: Change) => [leg(heldKey(p.outlet), collateralKey(p.itemNo), p.amountFen)],
)

/** A new valuation of an item already taken in: the difference, up or down. */
export const revalue = posting(
  "collateral/revalue",
  { code: 2203, zh: "押品重估", en: "Collateral revalued" },
  (p: Change & { up: boolean }) => [
    p.up
      ? leg(collateralKey(p.itemNo), heldKey(p.outlet), p.amountFen)
      : leg(heldKey(p.outlet), collateralKey(p.itemNo), p.amountFen),
  ],
)

export const templates = [takeIn, giveBack, revalue]
