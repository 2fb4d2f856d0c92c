// UnionPay's ZM_ file: fixed width in GBK bytes. Bytes are cut first and decoded after, or a Chinese merchant name would
// shift every later field. Widths as in the public sample code; names of the fields are from memory of the standard.
import { addTo, BillFault, handful, noTotals, type BillLine, type BillParser } from "./line.ts"

const widths = [
  3, 11, 11, 6, 10, 19, 12, 4, 2, 21, 2, 32, 2, 6, 10, 13, 13, 4, 15, 2, 2, 6, 2, 4, 32, 1, 21, 15, 1, 15, 32, 13, 13,
  8, 32, 13, 13, 12, 2, 1, 32, 98,
]
/** 566 bytes of fields and 41 separators. */
export const lineBytes = widths.reduce((sum, one) => sum + one + 1, -1)

const starts = widths.map((_, index) => widths.slice(0, index).reduce((sum, one) => sum + one + 1, 0))

/** First byte of a field, counted from one as the standard does. */
export const fieldStart = (field: number): number => starts[field - 1]!

const gbk = new TextDecoder("gbk", { fatal: true })

function field(line: Buffer, number: number, lineNo: number): string {
  const from = starts[number - 1]!
  try {
    return gbk.decode(line.subarray(from, from + widths[number - 1]!)).trim()
  } catch {
    throw new BillFault("FILE_ENCODING", { encoding: "gbk", line: lineNo })
  }
}

/** "C000000000100": to the merchant's credit; "D…": to its debit. */
function signedFen(text: string, lineNo: number, column: string): bigint {
  if (text === "") return 0n
  const match = /^([CD])(\d{1,12})$/.exec(text)
  if (!match) throw new BillFault("FILE_CELL", { line: lineNo, column, text })
  return match[1] === "C" ? BigInt(match[2]!) : -BigInt(match[2]!)
}

function lineOf(line: Buffer, lineNo: number, day: string): BillLine {
  const sent = field(line, 5, lineNo)
  const fen = field(line, 7, lineNo)
  if (!/^\d{10}$/.test(sent)) throw new BillFault("FILE_CELL", { line: lineNo, column: "交易传输时间", text: sent })
  if (!/^\d{1,12}$/.test(fen)) throw new BillFault("FILE_CELL", { line: lineNo, column: "交易金额", text: fen })
  const settleFen = signedFen(field(line, 17, lineNo), lineNo, "清算净额")
  const isRefund = settleFen < 0n
  const orderNo = field(line, 12, lineNo)
  const [mm, dd, hh, mi, ss] = sent.match(/\d\d/g)!
  // The time has no year: December's last evening stands in the file of the first of January.
  const year = mm === "12" && day.slice(5, 7) === "01" ? Number(day.slice(0, 4)) - 1 : Number(day.slice(0, 4))
  return {
    lineNo,
    kind: isRefund ? "refund" : "pay",
    orderNo: isRefund ? field(line, 41, lineNo) : orderNo,
    refundNo: isRefund ? orderNo : null,
    tradeNo: field(line, 10, lineNo),
    at: `${year}-${mm}-${dd} ${hh}:${mi}:${ss}`,
    amountFen: BigInt(fen),
    // The fee is to the merchant's debit where it is taken.
    feeE5: -signedFen(field(line, 16, lineNo), lineNo, "商户手续费") * 1_000n,
    status: "SUCCESS",
  }
}

export const parseUnionpay: BillParser = async function* (source, day) {
  const totals = noTotals()
  let rest = Buffer.alloc(0)
  let lineNo = 0
  let batch: BillLine[] = []
  const take = (bytes: Buffer) => {
    lineNo += 1
    const line = bytes.at(-1) === 0x0d ? bytes.subarray(0, -1) : bytes
    if (line.length === 0) return
    if (line.length !== lineBytes)
      throw new BillFault("FILE_COLUMNS", { line: lineNo, wanted: lineBytes, found: line.length })
    const made = lineOf(line, lineNo, day)
    addTo(totals, made)
    batch.push(made)
  }
  for await (const bytes of source) {
    rest = Buffer.concat([rest, bytes])
    for (let end = rest.indexOf(0x0a); end >= 0; end = rest.indexOf(0x0a)) {
      take(rest.subarray(0, end))
      rest = rest.subarray(end + 1)
    }
    if (batch.length >= handful) {
      yield batch
      batch = []
    }
  }
  if (rest.length > 0) take(rest)
  if (batch.length > 0) yield batch
}
