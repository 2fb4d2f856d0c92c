// Goal: the command answers what is piped in and refuses with a sentence and exit code 2. The real command is started.
import { spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"

const main = fileURLToPath(new URL("main.ts", import.meta.url))
const golden = new URL("../../tests/golden/fineract-schedules.json", import.meta.url)
/** A start of the whole command on a busy machine. */
const timeout = 60_000
const quoted = (input: string) =>
  spawnSync(process.execPath, [main, "loan", "quote", "--json"], { input, encoding: "utf8", timeout })

test("a public case with its events", { timeout }, () => {
  const cases = JSON.parse(readFileSync(golden, "utf8")) as { id: string }[]
  const { status, stdout } = quoted(JSON.stringify(cases.find((one) => one.id === "FIN-PAYOFF-01")))
  const { rows, transactions } = JSON.parse(stdout) as { rows: object[]; transactions: object[] }
  expect(status).toBe(0)
  expect(rows[1]).toMatchObject({ n: 2, due: "2024-03-01", interest: 0.24, total: 17.01, paidOn: "2024-02-15" })
  expect(transactions.at(-1)).toMatchObject({ amount: 83.81, principal: 83.57, interest: 0.24 })
})

test("a missing parameter and a broken JSON: a sentence, exit code 2, nothing on standard output", { timeout }, () => {
  const missing = quoted('{"startDate":"2025-01-01","annualRatePct":4.35,"instalments":12}')
  expect([missing.status, missing.stdout]).toEqual([2, ""])
  expect(missing.stderr).toContain("amount is missing")
  const broken = quoted("{")
  expect([broken.status, broken.stderr]).toEqual([2, expect.stringContaining("not valid JSON")])
})
