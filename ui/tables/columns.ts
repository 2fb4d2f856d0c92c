// What a list says about each of its columns, on a wide screen, on a phone and in an export.
import type { ReactNode } from "react"

export interface Column<T> {
  key: string
  title: string
  render: (row: T) => ReactNode
  /** Figures stand right, so that digits line up. */
  align?: "left" | "right" | "center"
  width?: number | string
  /** Place on a phone's card; "line" when not said. */
  phone?: "title" | "tag" | "line" | "hide"
  /** Text in an export; columns without it are not exported. */
  text?: (row: T) => string
  /** Not shown until the person asks for it. */
  hidden?: boolean
  nowrap?: boolean
}

/** A file for spreadsheets: UTF-8 with its mark, and no cell that a spreadsheet would run as a formula. */
export function toCsv<T>(columns: readonly Column<T>[], rows: readonly T[]): string {
  const kept = columns.filter((column) => column.text)
  const lines = [kept.map((column) => cell(column.title))]
  for (const row of rows) lines.push(kept.map((column) => cell((column.text as (row: T) => string)(row))))
  return `\uFEFF${lines.map((line) => line.join(",")).join("\r\n")}\r\n`
}

function cell(text: string): string {
  const safe = /^[=+@\t\r]/.test(text) || /^-(?![\d.]+$)/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
