// A decision table as rows of cells; with `change` it can be edited, rows added, moved and removed.
import { Button } from "antd"
import type { z } from "zod"
import type { decisionVersion } from "#contract/kernel/decision"
import { dictionary, useSay } from "#ui/i18n"
import { CellEdit, CellText, type Words } from "./cell.tsx"

export type Table = z.output<typeof decisionVersion>["table"]

const useText = dictionary({
  add: ["加一行", "Add a row"],
  remove: ["删除第 {n} 行", "Remove row {n}"],
  up: ["上移第 {n} 行", "Move row {n} up"],
  cell: ["第 {n} 行 {column}", "Row {n}, {column}"],
  row: ["行", "Row"],
  actions: ["操作", "Actions"],
})

export interface DecisionTableProps {
  table: Table
  /** Names of coded values, by field. */
  words: Record<string, Words>
  /** Row that gave the last answer. */
  hit: number | null
  change?: ((next: Table) => void) | undefined
}

export function DecisionTable({ table, words, hit, change }: DecisionTableProps) {
  const t = useText()
  const say = useSay()
  const columns = [
    ...table.inputs.map((c) => ({ ...c, out: false })),
    ...table.outputs.map((c) => ({ ...c, out: true })),
  ]
  const withRows = (rows: string[][]) => change?.({ ...table, rows })
  const set = (row: number, at: number, text: string) =>
    withRows(table.rows.map((cells, i) => (i === row ? cells.map((cell, j) => (j === at ? text : cell)) : cells)))
  const up = (row: number) => {
    const rows = [...table.rows]
    rows.splice(row - 1, 2, rows[row] as string[], rows[row - 1] as string[])
    withRows(rows)
  }
  return (
    <div className="hs-scroll">
      <table className="hs-decision">
        <thead>
          <tr>
            <th scope="col">{t("row")}</th>
            {columns.map((column) => (
              <th key={column.field} scope="col" data-out={column.out}>
                {say(column)}
              </th>
            ))}
            {change ? <th scope="col">{t("actions")}</th> : null}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((cells, row) => (
            <tr key={row} data-hit={hit === row}>
              <td className="hs-muted">{row + 1}</td>
              {columns.map((column, at) => (
                <td key={column.field} data-out={column.out}>
                  {change ? (
                    <CellEdit
                      label={t("cell", { n: row + 1, column: say(column) })}
                      cell={cells[at] ?? ""}
                      words={words[column.field]}
                      change={(text) => set(row, at, text)}
                    />
                  ) : (
                    <CellText cell={cells[at] ?? ""} words={words[column.field]} />
                  )}
                </td>
              ))}
              {change ? (
                <td style={{ whiteSpace: "nowrap" }}>
                  <Button
                    size="small"
                    disabled={row === 0}
                    aria-label={t("up", { n: row + 1 })}
                    onClick={() => up(row)}
                  >
                    ↑
                  </Button>{" "}
                  <Button
                    size="small"
                    aria-label={t("remove", { n: row + 1 })}
                    onClick={() => withRows(table.rows.filter((_, i) => i !== row))}
                  >
                    ×
                  </Button>
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
      {change ? (
        <Button style={{ marginTop: 8 }} onClick={() => withRows([...table.rows, columns.map(() => "")])}>
          {t("add")}
        </Button>
      ) : null}
    </div>
  )
}
