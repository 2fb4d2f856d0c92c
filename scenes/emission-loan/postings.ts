// Tonnes and kilograms as accounts: a right's quantity is free or frozen for one case, and neither may fall below zero,
// so the same tonne cannot secure two loans. Unit kg with three decimals: one minor unit is one gram. Memo book 2.
import { leg, posting, type AccountSpec, type UnitSpec } from "#ledger"
import { memoBook } from "#kernel/flow"

export const kilogram: UnitSpec = { id: 21, code: "KG", scale: 3, titleZh: "千克", titleEn: "kilogram" }

export const freeKey = (rightNo: string): string => `right:${rightNo}:free`
export const frozenKey = (rightNo: string, caseNo: string): string => `right:${rightNo}:frozen:${caseNo}`
const heldKey = (pollutant: string, outlet: string): string => `memo:rights:${pollutant}:${outlet}`

export const rightAccounts = (rightNo: string, pollutant: string, outlet: string): AccountSpec[] => [
  {
    key: heldKey(pollutant, outlet),
    book: memoBook,
    unit: kilogram.id,
    side: "credit",
    subject: "M.9401",
    outlet,
    title: `排污权登记 ${pollutant}`,
  },
  {
    key: freeKey(rightNo),
    book: memoBook,
    unit: kilogram.id,
    side: "debit",
    subject: "M.9401.01",
    outlet,
    min: 0n,
    title: `可用排污权 ${rightNo}`,
  },
]

export const frozenAccount = (rightNo: string, caseNo: string, outlet: string): AccountSpec => ({
  key: frozenKey(rightNo, caseNo),
  book: memoBook,
  unit: kilogram.id,
  side: "debit",
  subject: "M.9401.02",
  outlet,
  min: 0n,
  title: `冻结排污权 ${rightNo} ${caseNo}`,
})

interface Quantity {
  rightNo: string
  grams: bigint
}

export const registerRight = posting(
  "emission-loan/register-right",
  { code: 4101, zh: "排污权登记", en: "Right registered" },
  (p: Quantity & { pollutant: string; outlet: string }) => [
    leg(freeKey(p.rightNo), heldKey(p.pollutant, p.outlet), p.grams),
  ],
)

export const freezeRight = posting(
  "emission-loan/freeze-right",
  { code: 4102, zh: "排污权冻结", en: "Right frozen" },
  (p: Quantity & { caseNo: string }) => [leg(frozenKey(p.rightNo, p.caseNo), freeKey(p.rightNo), p.grams)],
)

export const unfreezeRight = posting(
  "emission-loan/unfreeze-right",
  { code: 4103, zh: "排污权解冻", en: "Right unfrozen" },
  (p: Quantity & { caseNo: string }) => [leg(freeKey(p.rightNo), frozenKey(p.rightNo, p.caseNo), p.grams)],
)

export const templates = [registerRight, freezeRight, unfreezeRight]
