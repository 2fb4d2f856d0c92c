// What becomes of purchases a terminal tells us of, one after the other. Pure. Promises: what a terminal took without a
// network is booked whatever it finds (it has happened); a counter seen twice is a replay; a card reported lost before
// the purchase costs its holder nothing; the order in which terminals upload changes no balance in the end, unless one is so
// late that its merchant bears what the wallet no longer covers.
import type { CardState, DeclineReason, Purse, SpendState, WalletMoney, WalletState } from "../model.ts"
import { addCounter, highest, type Ranges } from "./counter.ts"
import {
  afterBringIn,
  afterSpend,
  bringIn,
  decideOnline,
  takeBack,
  takenFen,
  takeFrom,
  type SpendPlan,
} from "./spend.ts"

export interface ToldSpend {
  seq: number
  kind: "spend" | "reverse"
  uid: string
  /** The card's own counter; null for cards that only carry a number. */
  counter: number | null
  amountFen: bigint
  spentAt: Date
  /** Shanghai date of the purchase. */
  day: string
  isOffline: boolean
  /** What the card showed after the purchase. */
  readFen: bigint | null
  /** The purchase of this terminal that is taken back. */
  reverses: number | null
  isMacRight: boolean
  /** Uploaded so many days after the purchase that its merchant bears what the wallet does not cover. */
  isTooLate: boolean
}

export interface WalletFacts {
  state: WalletState
  dailyLimitFen: bigint | null
  spentFen: Map<string, bigint>
  money: WalletMoney
}

export interface CardFacts {
  walletNo: string
  state: CardState
  lostAt: Date | null
  counters: Ranges
  readFen: bigint | null
}

export interface Original {
  uid: string
  amountFen: bigint
  walletNo: string
  plan: SpendPlan
  isReversed: boolean
  day: string
}

export interface UploadFacts {
  purses: readonly Purse[]
  cash: string
  merchantKind: string
  creditFloorFen: bigint
  wallets: Map<string, WalletFacts>
  cards: Map<string, CardFacts>
  /** Purchases of this terminal by their number, for those that take one back. */
  originals: Map<number, Original>
}

export interface Decision {
  state: SpendState
  reason: DeclineReason | null
  walletNo: string | null
  plan: SpendPlan | null
  /** Paid back at once because the card had been reported lost before. */
  giveBack: { arrearsFen: bigint; purseFen: bigint } | null
  /** What the holder may still spend after it. */
  leftFen: bigint | null
}

const no = (state: "declined" | "rejected", reason: DeclineReason, walletNo: string | null = null): Decision => ({
  state,
  reason,
  walletNo,
  plan: null,
  giveBack: null,
  leftFen: null,
})

/** Decides and moves the scene on, so that the next purchase sees what this one left. */
export function decideSpend(facts: UploadFacts, told: ToldSpend): Decision {
  if (!told.isMacRight) return no("rejected", "MAC")
  const card = facts.cards.get(told.uid)
  if (!card) return no(told.isOffline ? "rejected" : "declined", "CARD_UNKNOWN")
  if (told.counter !== null) {
    const seen = addCounter(card.counters, told.counter)
    if (!seen) return no("rejected", "REPLAY", card.walletNo)
    if (told.kind === "spend" && !told.isOffline) {
      const fault = cannotTake(facts, told, card)
      if (fault) return no("declined", fault, card.walletNo)
    }
    if (told.readFen !== null && told.counter >= highest(seen)) card.readFen = told.readFen
    card.counters = seen
  } else if (told.kind === "spend" && !told.isOffline) {
    const fault = cannotTake(facts, told, card)
    if (fault) return no("declined", fault, card.walletNo)
  }
  return told.kind === "reverse" ? reverseOf(facts, told, card) : taken(facts, told, card)
}

function cannotTake(facts: UploadFacts, told: ToldSpend, card: CardFacts): DeclineReason | null {
  const wallet = facts.wallets.get(card.walletNo)!
  if (card.state !== "active") return "CARD_LOST"
  if (wallet.state !== "normal") return "FROZEN"
  const asked = decideOnline({
    purses: facts.purses,
    money: wallet.money,
    amountFen: told.amountFen,
    merchantKind: facts.merchantKind,
    creditFloorFen: facts.creditFloorFen,
    dailyLimitFen: wallet.dailyLimitFen,
    spentTodayFen: wallet.spentFen.get(told.day) ?? 0n,
  })
  return asked.ok ? null : asked.reason
}

function taken(facts: UploadFacts, told: ToldSpend, card: CardFacts): Decision {
  const wallet = facts.wallets.get(card.walletNo)!
  const full = takeFrom(facts.purses, wallet.money, { amountFen: told.amountFen, merchantKind: facts.merchantKind })
  const isBorne = told.isTooLate && full.arrearsFen > 0n
  // Told too late: what the purses do not hold is the merchant's loss and nobody's debt.
  const plan = isBorne ? { ...full, arrearsFen: 0n } : full
  const costFen = takenFen(plan)
  if (costFen === 0n) return no("rejected", "LATE", card.walletNo)
  wallet.money = afterSpend(wallet.money, plan)
  wallet.spentFen.set(told.day, (wallet.spentFen.get(told.day) ?? 0n) + costFen)
  facts.originals.set(told.seq, { ...told, walletNo: card.walletNo, plan, isReversed: false })
  const isLost = card.lostAt !== null && told.spentAt >= card.lostAt
  const giveBack = isLost ? bringIn(wallet.money.arrearsFen, costFen) : null
  if (giveBack) wallet.money = afterBringIn(wallet.money, facts.cash, costFen)
  return {
    state: plan.arrearsFen > 0n ? "posted_arrears" : "posted",
    reason: isLost ? "CARD_LOST" : isBorne ? "LATE" : null,
    walletNo: card.walletNo,
    plan,
    giveBack,
    leftFen: left(facts, wallet),
  }
}

function reverseOf(facts: UploadFacts, told: ToldSpend, card: CardFacts): Decision {
  const original = told.reverses === null ? undefined : facts.originals.get(told.reverses)
  if (!original || original.isReversed || original.uid !== told.uid || original.amountFen !== told.amountFen)
    return no("rejected", "NOT_REVERSIBLE", card.walletNo)
  const wallet = facts.wallets.get(original.walletNo)!
  const plan = takeBack(wallet.money, original.plan, facts.cash)
  original.isReversed = true
  const purses = { ...wallet.money.purses }
  for (const [code, fen] of Object.entries(plan.parts)) purses[code] = (purses[code] ?? 0n) + fen
  wallet.money = { purses, arrearsFen: wallet.money.arrearsFen - plan.arrearsFen }
  wallet.spentFen.set(original.day, (wallet.spentFen.get(original.day) ?? 0n) - takenFen(original.plan))
  return {
    state: "posted",
    reason: null,
    walletNo: original.walletNo,
    plan,
    giveBack: null,
    leftFen: left(facts, wallet),
  }
}

const left = (facts: UploadFacts, wallet: WalletFacts): bigint =>
  facts.purses
    .filter((one) => one.uses.length > 0)
    .reduce((sum, one) => sum + (wallet.money.purses[one.code] ?? 0n), 0n) - wallet.money.arrearsFen
