// One line of any channel's bill, and why a file is not believed. Pure.

export interface BillLine {
  lineNo: number
  kind: "pay" | "refund"
  /** Of a refund, the order it belongs to, which may be long past. */
  orderNo: string
  refundNo: string | null
  tradeNo: string
  /** "YYYY-MM-DD HH:mm:ss" in Beijing. */
  at: string
  amountFen: bigint
  /** Hundred-thousandths of a yuan; what a refund gives back is below zero. */
  feeE5: bigint
  status: string
}

export interface BillTotals {
  rows: number
  payFen: bigint
  refundFen: bigint
  feeE5: bigint
}

export type BillFaultCode =
  | "FILE_ENCODING"
  | "FILE_HEADER"
  | "FILE_COLUMNS"
  | "FILE_CELL"
  | "FILE_CUT"
  | "FILE_TOTAL_MISMATCH"
  | "FILE_DAY"
  | "FILE_REPEATS"

/** Thrown inside a parser, caught by whoever loads: the whole file is refused. */
export class BillFault extends Error {
  code: BillFaultCode
  facts: Record<string, string | number>
  constructor(code: BillFaultCode, facts: Record<string, string | number> = {}) {
    super(code)
    this.code = code
    this.facts = facts
  }
}

/** Lines in handfuls; a parser ends without a fault only when the file is whole and its totals agree. */
export type BillParser = (source: AsyncIterable<Uint8Array>, day: string) => AsyncGenerator<BillLine[]>

export const handful = 5_000

export const keyOf = (line: Pick<BillLine, "kind" | "orderNo" | "refundNo">): string =>
  line.kind === "pay" ? `PAY:${line.orderNo}` : `REFUND:${line.refundNo}`

export const noTotals = (): BillTotals => ({ rows: 0, payFen: 0n, refundFen: 0n, feeE5: 0n })

export function addTo(totals: BillTotals, line: BillLine): void {
  totals.rows += 1
  totals.feeE5 += line.feeE5
  if (line.kind === "pay") totals.payFen += line.amountFen
  else totals.refundFen += line.amountFen
}

/** Whole fen of a sum of five-decimal fees, half up, once. */
export const feeFenOf = (feeE5: bigint): bigint => {
  const size = feeE5 < 0n ? -feeE5 : feeE5
  const fen = (size + 500n) / 1_000n
  return feeE5 < 0n ? -fen : fen
}

/** What the channel pays the bank for a day. */
export const expectedCashFen = (totals: Omit<BillTotals, "rows">): bigint =>
  totals.payFen - totals.refundFen - feeFenOf(totals.feeE5)
