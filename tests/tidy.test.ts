// The house keeps its own rules: floors, doors, libraries behind one file, sizes, words. Every failure says what mends it.
import { describe, expect, test } from "vitest"
import { floorFaults, libraryFaults, sizeFaults, wordFaults, type Fault } from "./floors.ts"
import { parseText, readSources } from "./support/sources.ts"

const sources = readSources()
const lines = (faults: Fault[]) => faults.map((f) => `${f.path}:${f.line} ${f.sentence}`)

describe("the house", () => {
  test("has sources to look at", () => expect(sources.length).toBeGreaterThan(100))
  test("imports go down, through doors", () => expect(lines(sources.flatMap(floorFaults))).toEqual([]))
  test("exchangeable libraries stand behind one file", () => expect(lines(sources.flatMap(libraryFaults))).toEqual([]))
  test("no clock, chance, float, console or promise where money is", () =>
    expect(lines(sources.flatMap(wordFaults))).toEqual([]))
  test("files and functions are short", () => expect(lines(sources.flatMap(sizeFaults))).toEqual([]))
})

describe("the rules notice what they are for", () => {
  const fault = (path: string, text: string) => lines(floorFaults(parseText(path, text)))
  test.each([
    ["ledger/a.ts", 'import { x } from "#kernel/flow"', "imports go down only"],
    ["scenes/a/flows/x.ts", 'import { y } from "../../b/rules.ts"', "scenes never import scenes"],
    ["scenes/a/x.ts", 'export { y } from "../../kernel/flow/flow.ts"', "only door"],
    ["scenes/a/x.ts", 'const y = await import("../../products/loan/repay.ts")', "only door"],
    ["products/limit/x.ts", 'import type { L } from "#products/loan"', "downhill only"],
    ["ui/a/x.tsx", 'import { y } from "../../scenes/a/rules.ts"', "knows no scene"],
    ["scenes/a/pages/x.tsx", 'import { y } from "#kernel/flow"', "pull the server"],
  ])("%s: %s", (path, text, sentence) => {
    expect(fault(path, text)).toHaveLength(1)
    expect(fault(path, text)[0]).toContain(sentence)
  })
  test("and leave good imports alone", () => {
    expect(fault("scenes/a/x.ts", 'import { y } from "#products/loan"\nimport { z } from "#ledger"')).toEqual([])
    expect(fault("scenes/a/pages/x.tsx", 'import { y } from "../rules.ts"\nimport { z } from "#ui/money"')).toEqual([])
  })
  test("a clock is noticed, its name in a comment is not", () => {
    expect(wordFaults(parseText("kernel/a/x.ts", "const a = Date.now()"))).toHaveLength(1)
    expect(wordFaults(parseText("kernel/a/x.ts", "// never Date.now() here"))).toHaveLength(0)
  })
})
