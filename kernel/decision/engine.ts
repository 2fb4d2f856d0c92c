// Runs a decision table and says which row answered and why. The engine answers {} to a malformed cell without an
// error, so a table is only accepted after its samples gave their answers.
import { ZenEngine } from "@gorules/zen-engine"
import type { DecisionTable } from "#kernel/scene"

const engine = new ZenEngine()

export interface Answer {
  output: Record<string, unknown>
  /** Row number from 1, or null when no row matched. */
  row: number | null
  /** The row's conditions in words: "敞口 <= 5000000". */
  reasons: { zh: string; en: string }[]
}

export interface TableContent {
  table: DecisionTable
  samples: { input: Record<string, unknown>; output: Record<string, unknown> }[]
}

const rowField = "_row"

/** The table in the engine's own JSON (JDM). */
function modelOf(table: DecisionTable): unknown {
  const columns = [...table.inputs, ...table.outputs]
  const column = (c: { field: string; zh: string }, type: string) => ({ id: c.field, name: c.zh, field: c.field, type })
  return {
    nodes: [
      { id: "in", type: "inputNode", name: "in" },
      {
        id: "table",
        type: "decisionTableNode",
        name: "table",
        content: {
          hitPolicy: table.hitPolicy,
          inputs: table.inputs.map((c) => column(c, "expression")),
          outputs: [
            ...table.outputs.map((c) => column(c, "expression")),
            column({ field: rowField, zh: "row" }, "expression"),
          ],
          rules: table.rows.map((cells, at) => ({
            _id: `row-${at + 1}`,
            ...Object.fromEntries(columns.map((c, i) => [c.field, cells[i] ?? ""])),
            [rowField]: String(at + 1),
          })),
        },
      },
      { id: "out", type: "outputNode", name: "out" },
    ],
    edges: [
      { id: "a", type: "edge", sourceId: "in", targetId: "table" },
      { id: "b", type: "edge", sourceId: "table", targetId: "out" },
    ],
  }
}

export async function evaluate(table: DecisionTable, input: Record<string, unknown>): Promise<Answer> {
  const decision = engine.createDecision(Buffer.from(JSON.stringify(modelOf(table))))
  const { result } = await decision.evaluate(input)
  const first = (Array.isArray(result) ? result[0] : result) as Record<string, unknown> | undefined
  const { [rowField]: row, ...output } = first ?? {}
  const number = typeof row === "number" ? row : null
  return { output, row: number, reasons: number === null ? [] : reasonsOf(table, number) }
}

function reasonsOf(table: DecisionTable, row: number): Answer["reasons"] {
  const cells = table.rows[row - 1]!
  return table.inputs.flatMap((input, at) => {
    const cell = cells[at]
    return cell ? [{ zh: `${input.zh} ${cell}`, en: `${input.en} ${cell}` }] : []
  })
}

/** Samples whose answer is not what they expect, in words; empty when the table may be published. */
export async function faultsOf(content: TableContent): Promise<string[]> {
  const width = content.table.inputs.length + content.table.outputs.length
  const faults = content.table.rows.flatMap((cells, at) =>
    cells.length === width ? [] : [`row ${at + 1}: ${cells.length} cells instead of ${width}`],
  )
  if (faults.length > 0) return faults
  for (const [at, sample] of content.samples.entries()) {
    const answer = await evaluate(content.table, sample.input).catch((error: Error) => error)
    if (answer instanceof Error) faults.push(`sample ${at + 1}: ${answer.message}`)
    else if (!sameOutput(answer.output, sample.output)) {
      faults.push(`sample ${at + 1}: expected ${JSON.stringify(sample.output)}, got ${JSON.stringify(answer.output)}`)
    }
  }
  return faults
}

const sameOutput = (a: Record<string, unknown>, b: Record<string, unknown>) =>
  Object.keys(b).length > 0 &&
  Object.entries(b).every(([key, value]) => JSON.stringify(a[key]) === JSON.stringify(value))
