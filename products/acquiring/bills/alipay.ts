// Alipay's 业务明细: a zip with a comma file in GBK between comment lines. There is no status column: what a row is,
// its 业务类型 says; refunds are negative; the service fee is negative where it is taken.
import { addTo, BillFault, handful, noTotals, type BillLine, type BillParser, type BillTotals } from "./line.ts"
import { feeE5Of, textLines, timeOf, yuanOf } from "./text.ts"
import { unpacked } from "./zip.ts"

interface Columns {
  count: number
  tradeNo: number
  orderNo: number
  kind: number
  time: number
  amount: number
  requestNo: number
  fee: number
}

function columnsOf(header: string): Columns {
  const names = header.split(",").map((name) => name.replace(/（元）|\(元\)/, "").trim())
  const find = (name: string) => {
    const index = names.indexOf(name)
    if (index < 0) throw new BillFault("FILE_HEADER", { column: name })
    return index
  }
  return {
    count: names.length,
    tradeNo: find("支付宝交易号"),
    orderNo: find("商户订单号"),
    kind: find("业务类型"),
    time: find("完成时间"),
    amount: find("订单金额"),
    requestNo: find("退款批次号/请求号"),
    fee: find("服务费"),
  }
}

function cells(text: string): string[] {
  if (!text.includes('"')) return text.split(",")
  const row: string[] = []
  for (const match of text.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g))
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "")
  return row
}

function lineOf(columns: Columns, text: string, lineNo: number): BillLine {
  const row = cells(text)
  if (row.length !== columns.count)
    throw new BillFault("FILE_COLUMNS", { line: lineNo, wanted: columns.count, found: row.length })
  const at = (index: number) => row[index]!.trim()
  const kind = at(columns.kind)
  if (kind !== "交易" && kind !== "退款")
    throw new BillFault("FILE_CELL", { line: lineNo, column: "业务类型", text: kind.slice(0, 40) })
  const amountFen = yuanOf(at(columns.amount), lineNo, "订单金额")
  const isRefund = kind === "退款"
  if (isRefund ? amountFen > 0n : amountFen < 0n)
    throw new BillFault("FILE_CELL", { line: lineNo, column: "订单金额", text: at(columns.amount) })
  return {
    lineNo,
    kind: isRefund ? "refund" : "pay",
    orderNo: at(columns.orderNo),
    refundNo: isRefund ? at(columns.requestNo) : null,
    tradeNo: at(columns.tradeNo),
    at: timeOf(at(columns.time), lineNo),
    amountFen: amountFen < 0n ? -amountFen : amountFen,
    feeE5: -feeE5Of(at(columns.fee), lineNo, "服务费"),
    status: "SUCCESS",
  }
}

export const parseAlipay: BillParser = async function* (source) {
  const totals = noTotals()
  const counts = { pay: 0, refund: 0 }
  let columns: Columns | undefined
  let hasEnd = false
  let batch: BillLine[] = []
  for await (const lines of textLines(unpacked(source, /业务明细(?!\(汇总\)|（汇总）).*\.csv$/), "gbk")) {
    for (const { text, lineNo } of lines) {
      if (text.trim() === "") continue
      if (text.startsWith("#")) {
        if (columns && text.includes("业务明细列表结束")) hasEnd = true
        if (columns) checkSummary(text, totals, counts)
        continue
      }
      if (!columns) columns = columnsOf(text)
      else if (hasEnd) throw new BillFault("FILE_COLUMNS", { line: lineNo, wanted: 0, found: 1 })
      else {
        const line = lineOf(columns, text, lineNo)
        addTo(totals, line)
        counts[line.kind] += 1
        batch.push(line)
      }
      if (batch.length >= handful) {
        yield batch
        batch = []
      }
    }
  }
  if (!columns) throw new BillFault("FILE_HEADER", { column: "支付宝交易号" })
  if (!hasEnd) throw new BillFault("FILE_CUT", { rows: totals.rows })
  if (batch.length > 0) yield batch
}

/** "#交易合计：3笔，商家实收共…" and the same of refunds, below the rows. */
function checkSummary(text: string, totals: BillTotals, counts: { pay: number; refund: number }): void {
  for (const [kind, pattern] of [
    ["pay", /交易合计：(\d+)笔/],
    ["refund", /退款合计：(\d+)笔/],
  ] as const) {
    const said = pattern.exec(text)?.[1]
    if (said !== undefined && Number(said) !== counts[kind])
      throw new BillFault("FILE_TOTAL_MISMATCH", {
        what: kind === "pay" ? "交易合计" : "退款合计",
        said,
        found: counts[kind],
      })
  }
  const [what, said, found] = /退款合计/.test(text)
    ? ["退款合计", /商家实收退款共(-?[\d.]+)元/.exec(text)?.[1], -totals.refundFen]
    : ["交易合计", /商家实收共(-?[\d.]+)元/.exec(text)?.[1], totals.payFen]
  // What the merchant's own coupons paid is not in this sum; it can only be lower.
  if (said !== undefined && yuanOf(said, 0, what) > found)
    throw new BillFault("FILE_TOTAL_MISMATCH", { what, said, found: String(found) })
}
