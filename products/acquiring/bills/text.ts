// Bytes to lines of text, a chunk at a time. A byte that is not of the encoding refuses the file.
import { parseAmount } from "../../../ledger/amount.ts"
import { BillFault } from "./line.ts"

export async function* textLines(
  source: AsyncIterable<Uint8Array>,
  encoding: "utf-8" | "gbk",
): AsyncGenerator<{ text: string; lineNo: number }[]> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  let rest = ""
  let lineNo = 0
  const decode = (bytes?: Uint8Array) => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()
    } catch {
      throw new BillFault("FILE_ENCODING", { encoding, line: lineNo + 1 })
    }
  }
  const numbered = (texts: string[]) => texts.map((text) => ({ text: text.replace(/\r$/, ""), lineNo: ++lineNo }))
  for await (const bytes of source) {
    const texts = (rest + decode(bytes)).split("\n")
    rest = texts.pop()!
    if (texts.length > 0) yield numbered(texts)
  }
  rest += decode()
  if (rest !== "") yield numbered([rest])
}

export function yuanOf(text: string, lineNo: number, column: string): bigint {
  const fen = parseAmount(text === "" ? "0" : text, 2)
  if (fen === null) throw new BillFault("FILE_CELL", { line: lineNo, column, text: text.slice(0, 40) })
  return fen
}

export function feeE5Of(text: string, lineNo: number, column: string): bigint {
  const fee = parseAmount(text === "" ? "0" : text, 5)
  if (fee === null) throw new BillFault("FILE_CELL", { line: lineNo, column, text: text.slice(0, 40) })
  return fee
}

export function timeOf(text: string, lineNo: number): string {
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text))
    throw new BillFault("FILE_CELL", { line: lineNo, column: "交易时间", text: text.slice(0, 40) })
  return text
}
