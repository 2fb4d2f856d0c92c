// huoshui loan quote: one JSON of terms on standard input, the schedule out. A wrong or missing parameter gives a
// sentence that names the field, and exit code 2; nothing else is printed then.
import { answerQuote, type QuoteRow } from "../../products/loan/engine/quote-answer.ts"
import { readQuote, type QuoteFault } from "../../products/loan/engine/quote-input.ts"
import type { Output } from "./output.ts"

const badInput = 2

export async function quoteLoan(out: Output): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
  const given = parsed(Buffer.concat(chunks).toString("utf8"))
  if (given === undefined) {
    return refuse({ field: "input", zh: "标准输入不是有效的 JSON", en: "standard input is not valid JSON" })
  }
  const read = readQuote(given)
  if (!read.ok) return refuse(read.fault)
  const answered = answerQuote(read.value)
  if (!answered.ok) return refuse(answered.fault)
  out.result({ ...answered.value }, () => [heading, ...answered.value.rows.map(rowLine)].join("\n"))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function refuse({ field, zh, en }: QuoteFault): void {
  const named = zh.includes(field) ? "" : `${field}：`
  process.stderr.write(`${named}${zh}。/ ${en}.\n`)
  process.exitCode = badInput
}

const heading = "n\tdue\tdays\tprincipal\tinterest\ttotal\tbalance"

const rowLine = (row: QuoteRow): string =>
  [row.n, row.due, row["days"], row["principal"], row["interest"], row["total"], row["balance"]].join("\t")
