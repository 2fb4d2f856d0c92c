// Proves a book from its export alone, without the database that wrote it.
import { createInterface } from "node:readline"
import type { Readable } from "node:stream"
import { exportVersion } from "./export.ts"
import { Recount } from "./recount.ts"
import type { ProofResult } from "./types.ts"

/** Reads an export and counts everything again. A torn or edited file fails with what is wrong in it. */
export async function proveExport(readable: Readable): Promise<ProofResult> {
  const recount = new Recount()
  let books = 0
  let units = 0
  let lines = 0
  let isEnded = false
  for await (const line of createInterface({ input: readable, crlfDelay: Number.POSITIVE_INFINITY })) {
    lines += 1
    const [name, value, extra] = parse(line)
    if (lines === 1 && (name !== "ledger-export" || value !== exportVersion)) {
      recount.failures.push({ check: "format", detail: "This is not an export of this version" })
      break
    }
    if (name === "unit") units += 1
    else if (name === "account") recount.account(value)
    else if (name === "book") {
      books += 1
      recount.startBook(value.id, BigInt(value.seq))
    } else if (name === "t") recount.transfer(value, extra ?? null)
    else if (name === "block") recount.block(value)
    else if (name === "end") isEnded = value === lines
  }
  recount.finish()
  if (!isEnded) recount.failures.push({ check: "format", detail: "The file is cut off or lines are missing" })
  const { accounts, transfers, blocks, failures } = recount
  return { ok: failures.length === 0, books, units, accounts, transfers, blocks, failures }
}

// The file is foreign text; Recount judges what it says.
// oxlint-disable-next-line typescript/no-explicit-any
function parse(line: string): any[] {
  try {
    const value = JSON.parse(line)
    return Array.isArray(value) ? value : []
  } catch {
    return []
  }
}
