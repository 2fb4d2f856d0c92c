// Reading and writing Excel files. The only place that knows exceljs.
import { Readable } from "node:stream"
import { setImmediate } from "node:timers/promises"
import ExcelJS from "exceljs"

export interface SheetColumn {
  key: string
  title: string
  required?: boolean
  example?: string
  /** Shown as a number right-aligned; the value stays text, so no digit is lost. */
  numeric?: boolean
}

export const sheetMediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

const headFill = { type: "pattern" as const, pattern: "solid" as const, fgColor: { argb: "FFE8EEF5" } }
const faultFill = { type: "pattern" as const, pattern: "solid" as const, fgColor: { argb: "FFFDE8E6" } }
// A cell that starts like a formula would run on the reader's machine.
const formulaStart = /^[=+\-@\t\r]/

export const safeCell = (text: string): string =>
  formulaStart.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text

/** A workbook with one sheet; every value is written as text. */
export async function writeSheet(
  name: string,
  columns: SheetColumn[],
  rows: Record<string, string>[],
): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet(name.slice(0, 31), { views: [{ state: "frozen", ySplit: 1 }] })
  sheet.columns = columns.map((c) => ({
    key: c.key,
    width: Math.min(40, Math.max(12, c.title.length * 2.4)),
    style: { numFmt: "@" },
  }))
  const head = sheet.getRow(1)
  columns.forEach((column, at) => {
    const cell = head.getCell(at + 1)
    cell.value = column.required ? `${column.title}*` : column.title
    cell.font = { bold: true }
    cell.fill = headFill
    if (column.example) cell.note = `例：${column.example}`
  })
  for (const row of rows) {
    const added = sheet.addRow(Object.fromEntries(columns.map((c) => [c.key, safeCell(row[c.key] ?? "")])))
    columns.forEach((c, at) => c.numeric && (added.getCell(at + 1).alignment = { horizontal: "right" }))
  }
  return Buffer.from(await book.xlsx.writeBuffer())
}

export interface ReadRow {
  /** Row number in the sheet, as the user sees it. */
  number: number
  cells: Record<string, string>
}

export interface ReadSheet {
  rows: ReadRow[]
  missing: string[]
}

const breatheEvery = 500

/**
 * Reads the first sheet by its column titles, in whatever order they stand. Empty rows are passed over. Rows come one by
 * one, and now and then everybody else gets a turn: a file of 50,000 rows must not hold up the server.
 */
export async function readSheet(
  content: Buffer,
  columns: SheetColumn[],
  progress: (row: number) => Promise<void> = async () => {},
): Promise<ReadSheet> {
  const options = { worksheets: "emit", sharedStrings: "cache", styles: "cache", hyperlinks: "ignore" } as const
  const reader = new ExcelJS.stream.xlsx.WorkbookReader(Readable.from(content, { objectMode: false }), options)
  const rows: ReadRow[] = []
  let places: Map<string, number> | undefined
  for await (const sheet of reader) {
    for await (const row of sheet) {
      if (!places) {
        places = titlesOf(row)
        continue
      }
      const cells = cellsOf(row, columns, places)
      if (Object.values(cells).some((text) => text !== "")) rows.push({ number: row.number, cells })
      if (row.number % breatheEvery === 0) {
        await progress(row.number)
        await setImmediate()
      }
    }
    break
  }
  const known = places ?? new Map<string, number>()
  return { rows, missing: columns.filter((c) => c.required && !known.has(c.title)).map((c) => c.title) }
}

function titlesOf(row: ExcelJS.Row): Map<string, number> {
  const places = new Map<string, number>()
  row.eachCell((cell, at) => places.set(textOf(cell.value).replace(/\*$/, "").trim(), at))
  return places
}

function cellsOf(row: ExcelJS.Row, columns: SheetColumn[], places: Map<string, number>): Record<string, string> {
  const cells: Record<string, string> = {}
  for (const column of columns) {
    const at = places.get(column.title)
    cells[column.key] = at === undefined ? "" : textOf(row.getCell(at).value)
  }
  return cells
}

/** Plain text of a cell: dates as "YYYY-MM-DD", numbers without exponent, formulas by their result. */
function textOf(value: ExcelJS.CellValue): string {
  if (value === null || value === undefined) return ""
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  if (typeof value === "number") return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(15)))
  if (typeof value === "object") {
    if ("richText" in value)
      return value.richText
        .map((part) => part.text)
        .join("")
        .trim()
    if ("result" in value) return textOf(value.result as ExcelJS.CellValue)
    if ("text" in value) return String(value.text).trim()
    return ""
  }
  return String(value).replace(/^'/, "").trim()
}

/** The faulty rows of a large file with their numbers and what is wrong: a file of its own, to mend and upload. */
export function faultyRows(
  name: string,
  columns: SheetColumn[],
  rows: readonly ReadRow[],
  faults: Map<number, { column: string; zh: string }[]>,
): Promise<Buffer> {
  const titles = new Map(columns.map((c) => [c.key, c.title]))
  const faulty = rows.filter((row) => faults.has(row.number))
  return writeSheet(
    name,
    [...columns, { key: "line", title: "原文件行号" }, { key: "why", title: "错误说明" }],
    faulty.map((row) => ({
      ...row.cells,
      line: String(row.number),
      why: faults
        .get(row.number)!
        .map((one) => `${titles.get(one.column) ?? one.column}：${one.zh}`)
        .join("；"),
    })),
  )
}

/** The uploaded file back, with one column more: what is wrong with each row. */
export async function returnWithFaults(
  content: Buffer,
  columns: SheetColumn[],
  faults: Map<number, { column: string; zh: string }[]>,
): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(content as unknown as ArrayBuffer)
  const sheet = book.worksheets[0]!
  const places = new Map<string, number>()
  sheet.getRow(1).eachCell((cell, at) => places.set(textOf(cell.value).replace(/\*$/, "").trim(), at))
  const last = places.get("错误说明") ?? sheet.columnCount + 1
  const head = sheet.getRow(1).getCell(last)
  head.value = "错误说明"
  head.font = { bold: true }
  sheet.getColumn(last).width = 60
  const titles = new Map(columns.map((c) => [c.key, c.title]))
  sheet.eachRow((row, number) => {
    if (number === 1) return
    const found = faults.get(number) ?? []
    row.getCell(last).value = found.map((f) => `${titles.get(f.column) ?? f.column}：${f.zh}`).join("；")
    for (const fault of found) {
      const at = places.get(titles.get(fault.column) ?? "")
      if (at) row.getCell(at).fill = faultFill
    }
  })
  return Buffer.from(await book.xlsx.writeBuffer())
}
