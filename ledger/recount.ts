// Counts a book again from its transfers alone, as an auditor with a pencil would: nothing the book keeps is believed.
import { BlockHash, firstPreviousHash, type BlockHead } from "./block.ts"
import type { ProofFailure } from "./types.ts"

/** An account as the export states it. */
export interface StatedAccount {
  id: string
  key: string
  book: number
  unit: number
  side: "debit" | "credit"
  min: string | null
  max: string | null
  debitsPending: string
  debitsPosted: string
  creditsPending: string
  creditsPosted: string
  lastSeq: string
}

export interface StatedBlock {
  book: number
  number: number
  date: string
  firstSeq: string
  lastSeq: string
  sums: string | null
  previousHash: string | null
  hash: string | null
}

interface Counted {
  stated: StatedAccount
  debitsPending: bigint
  debitsPosted: bigint
  creditsPending: bigint
  creditsPosted: bigint
  lastSeq: bigint
}

interface OpenHold {
  debit: Counted
  credit: Counted
  amount: bigint
}

interface Fields {
  seq: bigint
  id: string
  book: number
  unit: number
  debit: string
  credit: string
  amount: bigint
  debitPrev: bigint
  creditPrev: bigint
  flags: number
  date: string
  pending: string
}

function fieldsOf(text: string): Fields {
  const [seq, id, book, unit, debit, credit, amount, debitPrev, creditPrev, , flags, date, , , pending] =
    text.split("|")
  return {
    seq: BigInt(seq!),
    id: id!,
    book: Number(book),
    unit: Number(unit),
    debit: debit!,
    credit: credit!,
    amount: BigInt(amount!),
    debitPrev: BigInt(debitPrev!),
    creditPrev: BigInt(creditPrev!),
    flags: Number(flags),
    date: date!,
    pending: pending!,
  }
}

export class Recount {
  readonly failures: ProofFailure[] = []
  transfers = 0
  blocks = 0
  #accounts = new Map<string, Counted>()
  #holds = new Map<string, OpenHold>()
  /** By the time part of the id: one Set would not hold a large book. */
  #ids = new Map<string, Set<string>>()
  #book = 0
  #statedSeq = 0n
  #seq = 0n
  #previousHash = firstPreviousHash
  #lastBlock = { number: 0, lastSeq: 0n, date: "" }
  #pendingBlock: { text: string; posting: string | null; fields: Fields }[] = []

  get accounts(): number {
    return this.#accounts.size
  }

  account(stated: StatedAccount): void {
    const zero = { debitsPending: 0n, debitsPosted: 0n, creditsPending: 0n, creditsPosted: 0n, lastSeq: 0n }
    this.#accounts.set(stated.id, { stated, ...zero })
  }

  startBook(book: number, statedSeq: bigint): void {
    this.#finishBook()
    this.#book = book
    this.#statedSeq = statedSeq
    this.#seq = 0n
    this.#previousHash = firstPreviousHash
    this.#lastBlock = { number: 0, lastSeq: 0n, date: "" }
    this.#pendingBlock = []
  }

  transfer(text: string, posting: string | null): void {
    const fields = fieldsOf(text)
    this.transfers += 1
    if (fields.seq !== this.#seq + 1n) this.#fail("numbers without gaps", `${fields.seq} follows ${this.#seq}`)
    this.#seq = fields.seq
    if (!this.#isNewId(fields.id)) this.#fail("an id is used once", fields.id)
    const debit = this.#accounts.get(fields.debit)
    const credit = this.#accounts.get(fields.credit)
    this.#pendingBlock.push({ text, posting, fields })
    if (!debit || !credit) return this.#fail("accounts exist", `transfer ${fields.id}`)
    for (const { stated } of [debit, credit]) {
      if (stated.book !== fields.book || stated.unit !== fields.unit || fields.book !== this.#book) {
        this.#fail("one book and unit per transfer", `transfer ${fields.id}`, stated.key)
      }
    }
    if (debit === credit || fields.amount <= 0n) this.#fail("amounts and sides", `transfer ${fields.id}`)
    this.#chain(debit, fields.debitPrev, fields.seq)
    this.#chain(credit, fields.creditPrev, fields.seq)
    this.#count(fields, debit, credit)
  }

  /** The day's block stands right after its last transfer. */
  block(stated: StatedBlock): void {
    this.blocks += 1
    const head: BlockHead = {
      book: stated.book,
      number: stated.number,
      date: stated.date,
      firstSeq: BigInt(stated.firstSeq),
      lastSeq: BigInt(stated.lastSeq),
    }
    const last = this.#lastBlock
    if (head.number !== last.number + 1 || head.firstSeq !== last.lastSeq + 1n || head.date <= last.date) {
      this.#fail("days follow each other", `block ${head.number} of ${head.date}`)
    }
    if (head.lastSeq !== this.#seq) this.#fail("block chain", `block ${head.number} should end at ${this.#seq}`)
    const block = new BlockHash(head, this.#previousHash)
    for (const { text, posting, fields } of this.#pendingBlock) {
      if (fields.date !== head.date)
        this.#fail("days follow each other", `transfer ${fields.id} stands in ${head.date}`)
      block.add(text, posting, fields.unit, fields.amount)
    }
    this.#pendingBlock = []
    this.#lastBlock = head
    if (stated.hash === null) return
    const { hash, sums } = block.finish()
    if (hash !== stated.hash || sums !== stated.sums || stated.previousHash !== this.#previousHash) {
      this.#fail("block chain", `${head.date} is not as sealed`, String(head.number))
    }
    this.#previousHash = stated.hash
  }

  /** Compares what was counted with what the book states. */
  finish(): void {
    this.#finishBook()
    const sums = new Map<string, bigint[]>()
    for (const counted of this.#accounts.values()) {
      this.#compare(counted)
      const key = `book ${counted.stated.book} unit ${counted.stated.unit}`
      const sum = sums.get(key) ?? [0n, 0n]
      sum[0]! += BigInt(counted.stated.debitsPosted) - BigInt(counted.stated.creditsPosted)
      sum[1]! += BigInt(counted.stated.debitsPending) - BigInt(counted.stated.creditsPending)
      sums.set(key, sum)
    }
    for (const [key, [posted, pending]] of sums) {
      if (posted !== 0n || pending !== 0n) this.#fail("debits equal credits", `${key}: off by ${posted} and ${pending}`)
    }
  }

  #isNewId(id: string): boolean {
    const time = id.slice(0, 8)
    const sameTime = this.#ids.get(time)
    if (!sameTime) {
      this.#ids.set(time, new Set([id]))
      return true
    }
    if (sameTime.has(id)) return false
    sameTime.add(id)
    return true
  }

  #chain(account: Counted, previous: bigint, seq: bigint): void {
    if (account.lastSeq !== previous) {
      this.#fail("history chains", `transfer ${seq} points to ${previous}, not ${account.lastSeq}`, account.stated.key)
    }
    account.lastSeq = seq
  }

  #count(fields: Fields, debit: Counted, credit: Counted): void {
    if (fields.flags & 2) {
      debit.debitsPending += fields.amount
      credit.creditsPending += fields.amount
      this.#holds.set(fields.id, { debit, credit, amount: fields.amount })
      return
    }
    if (fields.flags & 12) {
      const hold = this.#holds.get(fields.pending)
      if (!hold || hold.debit !== debit || hold.credit !== credit || fields.amount > hold.amount) {
        return this.#fail("a hold ends once", `transfer ${fields.id}`, debit.stated.key)
      }
      this.#holds.delete(fields.pending)
      debit.debitsPending -= hold.amount
      credit.creditsPending -= hold.amount
      if (fields.flags & 8) return
    }
    debit.debitsPosted += fields.amount
    credit.creditsPosted += fields.amount
  }

  #compare(counted: Counted): void {
    const { stated } = counted
    for (const name of ["debitsPending", "debitsPosted", "creditsPending", "creditsPosted", "lastSeq"] as const) {
      if (BigInt(stated[name]) !== counted[name]) {
        const detail = `${name}: stated ${stated[name]}, transfers give ${counted[name]}`
        this.#fail("counters follow from transfers", detail, stated.key)
      }
    }
    const isDebit = stated.side === "debit"
    const posted = counted.debitsPosted - counted.creditsPosted
    const lowest = isDebit ? posted - counted.creditsPending : -posted - counted.debitsPending
    const highest = isDebit ? posted + counted.debitsPending : -posted + counted.creditsPending
    if (stated.min !== null && lowest < BigInt(stated.min)) this.#fail("bounds hold", `${lowest}`, stated.key)
    if (stated.max !== null && highest > BigInt(stated.max)) this.#fail("bounds hold", `${highest}`, stated.key)
  }

  #finishBook(): void {
    if (this.#book === 0) return
    if (this.#seq !== this.#statedSeq) {
      this.#fail("numbers without gaps", `the book says ${this.#statedSeq}, the last transfer is ${this.#seq}`)
    }
  }

  #fail(check: string, detail: string, account?: string): void {
    const book = this.#book === 0 ? {} : { book: this.#book }
    if (this.failures.length < 100) this.failures.push({ check, ...book, ...(account ? { account } : {}), detail })
  }
}
