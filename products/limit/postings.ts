// A limit (额度) is four accounts on memo book 2: available, reserved, used and the outlet's commitment against them.
// None may fall below zero, so a limit cannot be promised twice, whoever asks at the same moment.
import { leg, posting, type AccountSpec } from "#ledger"
import { memoBook } from "#kernel/flow"
import { CNY } from "#kernel/book"

export type LimitPart = "available" | "reserved" | "used"
export const limitKey = (limitNo: string, part: LimitPart): string => `limit:${limitNo}:${part}`
export const commitmentKey = (outlet: string): string => `memo:commitment:${outlet}`

export const limitAccounts = (limitNo: string, outlet: string, title: string): AccountSpec[] => [
  {
    key: commitmentKey(outlet),
    book: memoBook,
    unit: CNY.id,
    side: "credit",
    subject: "M.9101",
    outlet,
    title: "贷款承诺",
  },
  ...(["available", "reserved", "used"] as const).map((part): AccountSpec => ({
    key: limitKey(limitNo, part),
    book: memoBook,
    unit: CNY.id,
    side: "debit",
    subject: `M.9101.${subjectOf[part]}`,
    outlet,
    min: 0n,
    title,
  })),
]

const subjectOf: Record<LimitPart, string> = { available: "01", reserved: "02", used: "03" }

interface Change {
  limitNo: string
  outlet: string
  amountFen: bigint
}

const move = (from: LimitPart, to: LimitPart) => (p: Change) => [
  leg(limitKey(p.limitNo, to), limitKey(p.limitNo, from), p.amountFen),
]

export const grant = posting(
  "limit/grant",
  { code: 2101, zh: "额度核定", en: "Limit granted", approval: true },
  (p: Change) => [leg(limitKey(p.limitNo, "available"), commitmentKey(p.outlet), p.amountFen)],
)

export const cancel = posting("limit/cancel", { code: 2102, zh: "额度核减", en: "Limit cancelled" }, (p: Change) => [
  leg(commitmentKey(p.outlet), limitKey(p.limitNo, "available"), p.amountFen),
])

export const reserve = posting(
  "limit/reserve",
  { code: 2103, zh: "额度预占", en: "Limit reserved" },
  move("available", "reserved"),
)

export const unreserve = posting(
  "limit/unreserve",
  { code: 2104, zh: "额度预占释放", en: "Reservation released" },
  move("reserved", "available"),
)

export const use = posting("limit/use", { code: 2105, zh: "额度占用", en: "Limit used" }, move("reserved", "used"))

export const restore = posting(
  "limit/restore",
  { code: 2106, zh: "额度恢复", en: "Limit restored" },
  move("used", "available"),
)

/** A limit that does not revolve loses what was repaid. */
export const consume = posting("limit/consume", { code: 2107, zh: "额度核销", en: "Used limit ended" }, (p: Change) => [
  leg(commitmentKey(p.outlet), limitKey(p.limitNo, "used"), p.amountFen),
])

export const templates = [grant, cancel, reserve, unreserve, use, restore, consume]
