// WeChat Pay's trade bill: comma file, every value behind a back-quote. Read by header name, as the ALL, SUCCESS and
// REFUND files have different columns and old accounts lack those of coupons.
import { addTo, BillFault, handful, noTotals, type BillLine, type BillParser, type BillTotals } from "./line.ts"
import { feeE5Of, textLines, timeOf, yuanOf } from "./text.ts"

const summaryHead = "总交易单数"

interface Columns {
  count: number
  time: number
  tradeNo: number
  orderNo: number
  status: number
  pay: number
  refundTradeNo: number
  refundNo: number
  refund: number
  refundStatus: number
  fee: number
}

/** Columns have had several names; the first that is there counts. */
function columnsOf(header: string): Columns {
  const names = header.split(",").map((name) =>
    name
      .replace(/^\uFEFF/, "")
      .replace(/^`/, "")
      .trim(),
  )
  const find = (...wanted: string[]) => wanted.map((name) => names.indexOf(name)).find((index) => index >= 0) ?? -1
  const columns: Columns = {
    count: names.length,
    time: find("交易时间"),
    tradeNo: find("微信订单号"),
    orderNo: find("商户订单号"),
    status: find("交易状态"),
    pay: find("订单金额", "应结订单金额", "总金额"),
    refundTradeNo: find("微信退款单号"),
    refundNo: find("商户退款单号"),
    refund: find("申请退款金额", "退款金额"),
    refundStatus: find("退款状态"),
    fee: find("手续费"),
  }
  for (const [name, index] of Object.entries({
    交易时间: columns.time,
    商户订单号: columns.orderNo,
    手续费: columns.fee,
  }))
    if (index < 0) throw new BillFault("FILE_HEADER", { column: name })
  if (columns.pay < 0 && columns.refund < 0) throw new BillFault("FILE_HEADER", { column: "订单金额" })
  return columns
}

/** Values begin with a back-quote, so a comma inside one does not end it. */
const cells = (text: string): string[] => (text.startsWith("`") ? text.slice(1).split(",`") : text.split(","))

function lineOf(columns: Columns, text: string, lineNo: number): BillLine {
  const row = cells(text)
  if (row.length !== columns.count)
    throw new BillFault("FILE_COLUMNS", { line: lineNo, wanted: columns.count, found: row.length })
  const at = (index: number) => (index < 0 ? "" : row[index]!.trim())
  // A SUCCESS file has no refund columns, a REFUND file may lack the trade state.
  const status = at(columns.status) || (at(columns.refundNo) ? "REFUND" : "SUCCESS")
  const isRefund = status === "REFUND" || status === "REVOKED"
  const refundNo = at(columns.refundNo)
  const amount = isRefund && columns.refund >= 0 ? at(columns.refund) : at(columns.pay)
  const orderNo = at(columns.orderNo)
  if (orderNo === "") throw new BillFault("FILE_CELL", { line: lineNo, column: "商户订单号", text: "" })
  return {
    lineNo,
    kind: isRefund ? "refund" : "pay",
    orderNo,
    refundNo: isRefund ? (refundNo && refundNo !== "0" ? refundNo : `REVOKED-${orderNo}`) : null,
    tradeNo: isRefund ? at(columns.refundTradeNo) || at(columns.tradeNo) : at(columns.tradeNo),
    at: timeOf(at(columns.time), lineNo),
    amountFen: yuanOf(amount, lineNo, isRefund ? "退款金额" : "订单金额"),
    feeE5: feeE5Of(at(columns.fee), lineNo, "手续费"),
    status: isRefund ? at(columns.refundStatus) || "SUCCESS" : status,
  }
}

export const parseWechat: BillParser = async function* (source) {
  const totals = noTotals()
  let columns: Columns | undefined
  let summary: string[] | undefined
  let state: "rows" | "summary" | "end" = "rows"
  let batch: BillLine[] = []
  for await (const lines of textLines(source, "utf-8")) {
    for (const { text, lineNo } of lines) {
      if (text.trim() === "") continue
      if (!columns) columns = columnsOf(text)
      else if (state === "rows" && text.startsWith(summaryHead)) {
        summary = text.split(",").map((name) => name.trim())
        state = "summary"
      } else if (state === "summary") {
        checkSummary(summary!, cells(text), totals)
        state = "end"
      } else if (state === "end") throw new BillFault("FILE_COLUMNS", { line: lineNo, wanted: 0, found: 1 })
      else {
        const line = lineOf(columns, text, lineNo)
        addTo(totals, line)
        batch.push(line)
      }
      if (batch.length >= handful) {
        yield batch
        batch = []
      }
    }
  }
  if (!columns) throw new BillFault("FILE_HEADER", { column: "交易时间" })
  if (state !== "end") throw new BillFault("FILE_CUT", { rows: totals.rows })
  if (batch.length > 0) yield batch
}

function checkSummary(names: string[], values: string[], totals: BillTotals): void {
  const said = (...wanted: string[]) => {
    const index = wanted.map((name) => names.indexOf(name)).find((one) => one >= 0)
    return index === undefined ? undefined : values[index]?.trim()
  }
  const compare = (what: string, text: string | undefined, wanted: bigint, read: (text: string) => bigint) => {
    if (text !== undefined && text !== "" && read(text) !== wanted)
      throw new BillFault("FILE_TOTAL_MISMATCH", { what, said: text, found: String(wanted) })
  }
  if (said(summaryHead) === undefined) throw new BillFault("FILE_CUT", { rows: totals.rows })
  compare("总交易单数", said(summaryHead), BigInt(totals.rows), (text) => BigInt(text))
  compare("订单总金额", said("订单总金额", "应结订单总金额", "总交易额"), totals.payFen, (text) =>
    yuanOf(text, 0, "订单总金额"),
  )
  compare("退款总金额", said("申请退款总金额", "退款总金额", "总退款金额"), totals.refundFen, (text) =>
    yuanOf(text, 0, "退款总金额"),
  )
  compare("手续费总金额", said("手续费总金额"), totals.feeE5, (text) => feeE5Of(text, 0, "手续费总金额"))
}
