// Repayment orders as data. A bucket names a stage (past due, due today, in advance) and a portion; the list says which
// debt a payment meets first. The contract decides (民法典 560, 561); these are the usual ones.

export const stages = ["past_due", "due", "in_advance"] as const
export type Stage = (typeof stages)[number]
export const portions = ["penalty", "fee", "interest", "principal"] as const
export type Portion = (typeof portions)[number]

export interface Bucket {
  stage: Stage
  portion: Portion
}

export interface RepaymentOrder {
  buckets: readonly Bucket[]
  /** horizontal: an instalment whole before the next; vertical: a bucket over all instalments before the next bucket. */
  processing: "horizontal" | "vertical"
  /** A charge becomes due with its instalment, or on its own day. */
  chargesBy: "instalment" | "own_due_date"
  /** Where money in advance goes: to the next instalment, the last, or all in equal parts. */
  future: "next" | "last" | "equal_parts"
  /** From this many overdue days on, other buckets hold. */
  afterDays?: { days: number; buckets: readonly Bucket[] }
}

const each = (stage: Stage, order: readonly Portion[]): Bucket[] => order.map((portion) => ({ stage, portion }))

/** Instalment by instalment: penalty, fee, interest, principal. */
export const byInstalment: RepaymentOrder = {
  buckets: stages.flatMap((stage) => each(stage, ["penalty", "fee", "interest", "principal"])),
  processing: "horizontal",
  chargesBy: "instalment",
  future: "next",
}

/** Everything due by the day in one order, then in advance in another. */
export const dueFirst = (due: readonly Portion[], inAdvance: readonly Portion[]): RepaymentOrder => ({
  buckets: [...each("past_due", due), ...each("due", due), ...each("in_advance", inAdvance)],
  processing: "horizontal",
  chargesBy: "own_due_date",
  future: "next",
})

/** Any list of the twelve buckets, with a rule for money in advance. */
export const advanced = (
  buckets: readonly Bucket[],
  future: RepaymentOrder["future"],
  processing: RepaymentOrder["processing"] = "horizontal",
): RepaymentOrder => ({ buckets, processing, chargesBy: "instalment", future })

const chinese = (order: readonly Portion[]): Bucket[] => [
  ...order.flatMap((portion) => [
    { stage: "past_due" as const, portion },
    { stage: "due" as const, portion },
  ]),
  ...each("in_advance", ["principal"]),
]

/** 费用 → 罚息 (with 复利) → 利息 → 本金 over all that is due; principal before interest after 90 days. */
export const chineseOrder: RepaymentOrder = {
  buckets: chinese(["fee", "penalty", "interest", "principal"]),
  processing: "vertical",
  chargesBy: "own_due_date",
  future: "next",
  afterDays: { days: 90, buckets: chinese(["fee", "principal", "interest", "penalty"]) },
}
