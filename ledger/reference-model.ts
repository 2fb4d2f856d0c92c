// The book in its plainest form, one transfer after the other in memory: what the property tests hold the database to.
// For tests only. It shares no code with the posting functions.

export interface ModelAccount {
  id: bigint
  book: number
  unit: number
  isDebitNormal: boolean
  isClosed: boolean
  min: bigint | null
  max: bigint | null
  frozen: bigint
  debitsPending: bigint
  debitsPosted: bigint
  creditsPending: bigint
  creditsPosted: bigint
}

export interface ModelTransfer {
  id: string
  debit: bigint
  credit: bigint
  amount: bigint
  code: number
  /** 1 linked, 2 hold, 4 settle, 8 release. */
  flags: number
  pending: string | null
  expiresAtMs: number | null
}

interface Stored extends ModelTransfer {
  held: bigint
  status: "open" | "settled" | "released" | null
}

export interface ModelContext {
  book: number
  isDayOpen: boolean
  nowMs: number
  isWhole: boolean
}

type Undo = () => void

export class ReferenceLedger {
  accounts = new Map<bigint, ModelAccount>()
  transfers = new Map<string, Stored>()
  codes = new Map<number, { isActive: boolean; needsApproval: boolean }>()
  seq = 0n

  /** Answers the codes by name, in input order. */
  post(batch: readonly ModelTransfer[], context: ModelContext): string[] {
    const answers: string[] = []
    const undos: Undo[] = []
    const ambiguous = repeatedIds(batch)
    let at = 0
    while (at < batch.length) {
      let end = at
      while (end < batch.length - 1 && batch[end]!.flags & 1) end += 1
      answers.push(...this.#chain(batch.slice(at, end + 1), context, ambiguous, undos))
      at = end + 1
    }
    const isRefused = answers.some((answer) => answer !== "ok" && answer !== "exists")
    if (context.isWhole && isRefused) {
      for (const undo of undos.reverse()) undo()
      return answers.map((answer) => (answer === "ok" ? "linked_failed" : answer))
    }
    this.seq += BigInt(answers.filter((answer) => answer === "ok").length)
    return answers
  }

  #chain(legs: readonly ModelTransfer[], context: ModelContext, ambiguous: Set<string>, undos: Undo[]): string[] {
    const own: Undo[] = []
    const answers: string[] = []
    let isRepeat = false
    for (const [index, leg] of legs.entries()) {
      const isOpenEnd = index === legs.length - 1 && (leg.flags & 1) !== 0
      let answer = isOpenEnd ? "chain_open" : this.#one(leg, context, ambiguous, own, isRepeat)
      if (answer === "exists" && index === 0) isRepeat = true
      else if (isRepeat && answer !== "exists" && answer !== "chain_open") answer = "exists_with_different"
      answers.push(answer)
      if (answer === "ok" || (answer === "exists" && isRepeat)) continue
      for (const undo of own.reverse()) undo()
      return legs.map((_, place) => {
        if (place > index) return "linked_failed"
        return answers[place] === "ok" ? "linked_failed" : answers[place]!
      })
    }
    undos.push(...own)
    return answers
  }

  #one(leg: ModelTransfer, context: ModelContext, ambiguous: Set<string>, own: Undo[], isRepeat: boolean): string {
    const isEnd = (leg.flags & 12) !== 0
    const hold = isEnd ? this.#holdOf(leg, context, ambiguous) : undefined
    const debit = hold?.debit ?? leg.debit
    const credit = hold?.credit ?? leg.credit
    const takesAll = (leg.flags & 8) !== 0 || ((leg.flags & 4) !== 0 && leg.amount === 0n)
    const amount = takesAll ? (hold?.amount ?? 0n) : leg.amount
    const stored = this.transfers.get(leg.id)
    if (stored) {
      const isSame =
        stored.amount === amount &&
        stored.flags === (leg.flags & ~1) &&
        stored.code === leg.code &&
        stored.pending === leg.pending &&
        (isEnd || (stored.debit === debit && stored.credit === credit)) &&
        this.accounts.get(stored.debit)!.book === context.book
      return isSame ? "exists" : "exists_with_different"
    }
    if (isRepeat) return "exists_with_different"
    const x = this.accounts.get(debit)
    const y = this.accounts.get(credit)
    const code = this.codes.get(leg.code)
    if (!context.isDayOpen) return "accounting_day_closed"
    if (isEnd && !hold) return "hold_not_found"
    if (amount <= 0n) return "amount_not_positive"
    if (amount > 100_000_000_000_000_000n) return "amount_too_large"
    if (debit === credit) return "same_account"
    if (!x || !y) return "account_not_found"
    if (x.isClosed || y.isClosed) return "account_closed"
    if (x.book !== context.book || y.book !== context.book) return "book_mismatch"
    if (x.unit !== y.unit) return "unit_mismatch"
    if (!code) return "code_unknown"
    if (!code.isActive) return "code_inactive"
    if (code.needsApproval) return "approval_required"
    if (hold && amount > hold.amount) return "amount_exceeds_hold"
    const refusal = hold ? endRefusal(hold, leg, context.nowMs) : roomRefusal(x, y, amount)
    if (refusal) return refusal
    own.push(this.#remember(leg, { debit, credit, amount, hold }, x, y))
    return "ok"
  }

  /** A hold stored before, or made earlier in this batch under an id that occurs once there. */
  #holdOf(leg: ModelTransfer, context: ModelContext, ambiguous: Set<string>): Stored | undefined {
    if (leg.pending === null) return undefined
    const hold = this.transfers.get(leg.pending)
    if (!hold || hold.status === null || this.accounts.get(hold.debit)!.book !== context.book) return undefined
    return ambiguous.has(leg.pending) && !this.#isOld(leg.pending) ? undefined : hold
  }

  #old = new Set<string>()
  #isOld(id: string): boolean {
    return this.#old.has(id)
  }

  /** Call between batches: what is stored now counts as stored before the next. */
  settle(): void {
    this.#old = new Set(this.transfers.keys())
  }

  #remember(
    leg: ModelTransfer,
    fixed: { debit: bigint; credit: bigint; amount: bigint; hold: Stored | undefined },
    x: ModelAccount,
    y: ModelAccount,
  ): Undo {
    const { hold, amount } = fixed
    const before = { x: { ...x }, y: { ...y }, status: hold?.status }
    if (leg.flags & 2) {
      x.debitsPending += amount
      y.creditsPending += amount
    } else {
      if (hold) {
        x.debitsPending -= hold.amount
        y.creditsPending -= hold.amount
        hold.status = leg.flags & 4 ? "settled" : "released"
      }
      if (!(leg.flags & 8)) {
        x.debitsPosted += amount
        y.creditsPosted += amount
      }
    }
    const status = leg.flags & 2 ? "open" : null
    this.transfers.set(leg.id, { ...leg, ...fixed, flags: leg.flags & ~1, held: amount, status })
    return () => {
      Object.assign(x, before.x)
      Object.assign(y, before.y)
      if (hold) hold.status = before.status ?? null
      this.transfers.delete(leg.id)
    }
  }
}

function endRefusal(hold: Stored, leg: ModelTransfer, nowMs: number): string | null {
  if (hold.status === "settled") return "hold_already_settled"
  if (hold.status === "released") return "hold_already_released"
  if (leg.flags & 4 && hold.expiresAtMs !== null && hold.expiresAtMs <= nowMs) return "hold_expired"
  return null
}

function roomRefusal(x: ModelAccount, y: ModelAccount, amount: bigint): string | null {
  return x.isDebitNormal
    ? (giveRefusal(x, amount) ?? (y.isDebitNormal ? takeRefusal(y, amount) : giveRefusal(y, amount)))
    : (takeRefusal(x, amount) ?? (y.isDebitNormal ? takeRefusal(y, amount) : giveRefusal(y, amount)))
}

/** What the normal side has, without what payment holds are about to take. */
function availableOf(account: ModelAccount): bigint {
  const posted = account.debitsPosted - account.creditsPosted
  return account.isDebitNormal ? posted - account.creditsPending : -posted - account.debitsPending
}

function takeRefusal(account: ModelAccount, amount: bigint): string | null {
  const left = availableOf(account) - amount
  if (account.min !== null && left < account.min) return "insufficient"
  if (account.frozen > 0n && left < (account.min ?? 0n) + account.frozen) return "frozen"
  return null
}

function giveRefusal(account: ModelAccount, amount: bigint): string | null {
  if (account.max === null) return null
  const posted = account.debitsPosted - account.creditsPosted
  const high = account.isDebitNormal ? posted + account.debitsPending : -posted + account.creditsPending
  return high + amount > account.max ? "over_upper_bound" : null
}

function repeatedIds(batch: readonly ModelTransfer[]): Set<string> {
  const seen = new Set<string>()
  const repeated = new Set<string>()
  for (const { id } of batch) {
    if (seen.has(id)) repeated.add(id)
    seen.add(id)
  }
  return repeated
}
