// Meets debts with money by a repayment order: which portion of which instalment takes how much. Pure bookkeeping on
// the state; what a payment does to the plan is decided by the caller. Promise: parts and rest sum to the amount.
import { daysBetween } from "../dates.ts"
import { inOrder } from "../down-payment.ts"
import type { Bucket, Portion, RepaymentOrder, Stage } from "./order.ts"
import { added, homeOf, noPortions, owedOn, principalOwed, sumOf, type Instalment } from "./state.ts"
import type { LoanState, Portions } from "./state.ts"

export interface Met {
  state: LoanState
  allocated: Portions
  restFen: bigint
}

const key = {
  penalty: "penaltiesFen",
  fee: "feesFen",
  interest: "interestFen",
  principal: "principalFen",
} as const satisfies Record<Portion, keyof Portions>

/** Meets everything the order names; money in advance goes where the order sends it. */
export function meet(state: LoanState, on: string, amountFen: bigint, order: RepaymentOrder): Met {
  const overdue = overdueSince(state, on)
  const days = overdue === null ? 0 : daysBetween(overdue, on)
  const buckets = order.afterDays && days > order.afterDays.days ? order.afterDays.buckets : order.buckets
  let met: Met = { state, allocated: noPortions, restFen: amountFen }
  for (const group of groupsOf(buckets, order.processing)) {
    if (met.restFen === 0n) break
    met = meetGroup(met, on, group, order)
  }
  return met
}

/** The due day of the oldest instalment that is still owed something, of those due before `on`. */
export function overdueSince(state: LoanState, on: string): string | null {
  const open = [...state.downPayments, ...state.instalments].filter(
    (one) => one.row.due < on && sumOf(owedOn(state, one)) > 0n,
  )
  return open.map((one) => one.row.due).sort()[0] ?? null
}

/** Consecutive buckets of one stage are met instalment by instalment where the order is horizontal. */
function groupsOf(buckets: readonly Bucket[], processing: RepaymentOrder["processing"]): Bucket[][] {
  const groups: Bucket[][] = []
  for (const bucket of buckets) {
    const last = groups.at(-1)
    if (processing === "horizontal" && last && last[0]!.stage === bucket.stage) last.push(bucket)
    else groups.push([bucket])
  }
  return groups
}

function meetGroup(met: Met, on: string, group: readonly Bucket[], order: RepaymentOrder): Met {
  const stage = group[0]!.stage
  const wanted = group.map((bucket) => bucket.portion)
  const rows = inOrder([...met.state.instalments, ...met.state.downPayments].map((one) => ({ ...one.row, one }))).map(
    (row) => row.one,
  )
  if (stage !== "in_advance") return meetRows(met, on, rows, { stage, wanted, order })
  const ahead = aheadPortions(met.state, wanted)
  const growing = met.state.terms.recalculation?.onPrepayment
  if (growing === "reduce_instalment" || growing === "reduce_count") return meetCurrent(met, on, ahead)
  if (order.future === "equal_parts") return meetEqually(met, on, { wanted: ahead, order })
  return meetRows(met, on, order.future === "last" ? rows.toReversed() : rows, { stage, wanted: ahead, order })
}

/** Where payments change the interest, interest not yet earned is never taken in advance. */
const aheadPortions = (state: LoanState, wanted: readonly Portion[]): Portion[] =>
  state.terms.recalculation ? wanted.filter((portion) => portion !== "interest") : [...wanted]

interface Wish {
  stage: Stage
  wanted: readonly Portion[]
  order: RepaymentOrder
}

function meetRows(met: Met, on: string, rows: readonly Instalment[], wish: Wish): Met {
  let current = met
  for (const seen of rows) {
    for (const portion of wish.wanted) {
      if (current.restFen === 0n) return current
      current = meetPortion(current, on, seen, portion, wish)
    }
  }
  return current
}

function meetPortion(met: Met, on: string, seen: Instalment, portion: Portion, { stage, order }: Wish): Met {
  const isCharge = portion === "fee" || portion === "penalty"
  if (isCharge) return meetCharges(met, on, seen, { portion, stage, order })
  if (stageOf(seen.row.due, on) !== stage) return met
  const one = currentOf(met.state, seen)
  const owedFen = owedOn(met.state, one)[key[portion]]
  return take(met, on, one, { [key[portion]]: smaller(owedFen, met.restFen) })
}

function meetCharges(
  met: Met,
  on: string,
  seen: Instalment,
  { portion, stage, order }: { portion: "fee" | "penalty"; stage: Stage; order: RepaymentOrder },
): Met {
  const one = currentOf(met.state, seen)
  let current = met
  for (const [index, charge] of met.state.charges.entries()) {
    const due = order.chargesBy === "own_due_date" ? charge.dueOn : one.row.due
    if (charge.kind !== portion || homeOf(met.state, charge) !== one || stageOf(due, on) !== stage) continue
    const takenFen = smaller(charge.amountFen - charge.paidFen, current.restFen)
    if (takenFen === 0n) continue
    const charges = current.state.charges.with(index, { ...charge, paidFen: charge.paidFen + takenFen })
    const home = currentOf(current.state, seen)
    current = take({ ...current, state: { ...current.state, charges } }, on, home, { [key[portion]]: takenFen })
  }
  return current
}

const stageOf = (due: string, on: string): Stage => (due < on ? "past_due" : due === on ? "due" : "in_advance")
const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b)

/** The instalment as it is now: rows are named by their place, which payments never change. */
function currentOf(state: LoanState, seen: Instalment): Instalment {
  const same = (one: Instalment): boolean => one.row === seen.row
  return state.instalments.find(same) ?? state.downPayments.find(same) ?? seen
}

/** Books money on one instalment; charges are kept apart, so that only principal and interest stand on the row. */
export function take(met: Met, on: string, one: Instalment, part: Partial<Portions>): Met {
  const portion = { ...noPortions, ...part }
  const fen = sumOf(portion)
  if (fen === 0n) return met
  const onRow = { ...portion, feesFen: 0n, penaltiesFen: 0n }
  const next: Instalment = {
    ...one,
    paid: added(one.paid, onRow),
    inAdvanceFen: one.inAdvanceFen + (on < one.row.due ? fen : 0n),
    lateFen: one.lateFen + (on > one.row.due ? fen : 0n),
    touchedOn: on,
  }
  const put = (rows: readonly Instalment[]): readonly Instalment[] => {
    const index = rows.findIndex((row) => row.row === one.row)
    return index < 0 ? rows : rows.with(index, next)
  }
  const moves =
    one.row.kind === "down_payment" || portion.principalFen === 0n
      ? met.state.moves
      : [...met.state.moves, { on, changeFen: -portion.principalFen }]
  const { instalments, downPayments } = met.state
  const state = { ...met.state, instalments: put(instalments), downPayments: put(downPayments), moves }
  return { state, allocated: added(met.allocated, portion), restFen: met.restFen - fen }
}

/** Early money all reduces principal of the running instalment, which grows by it. */
function meetCurrent(met: Met, on: string, wanted: readonly Portion[]): Met {
  if (!wanted.includes("principal")) return met
  const one = met.state.instalments.find((row) => row.period.due >= on)
  if (!one) return met
  return take(met, on, one, { principalFen: smaller(met.restFen, principalOwed(met.state)) })
}

/** Equal parts over all instalments to come; what one cannot take goes round again, a last fen to the last. */
function meetEqually(met: Met, on: string, { wanted, order }: Omit<Wish, "stage">): Met {
  let current = met
  for (;;) {
    const open = current.state.instalments.filter((one) => one.row.due > on && sumOf(owedOn(current.state, one)) > 0n)
    if (open.length === 0 || current.restFen === 0n) return current
    const before = current.restFen
    const shareFen = before / BigInt(open.length)
    for (const [index, one] of open.entries()) {
      const isLast = index === open.length - 1
      const limitFen = isLast ? current.restFen : smaller(shareFen, current.restFen)
      const part = meetRows({ ...current, restFen: limitFen }, on, [one], { stage: "in_advance", wanted, order })
      current = { ...part, restFen: current.restFen - (limitFen - part.restFen) }
    }
    if (current.restFen === before) return current
  }
}
