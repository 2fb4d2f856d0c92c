// The project's own sources and what they import, read by a real parser: static, type-only, dynamic and re-exports.
import { readdirSync, readFileSync } from "node:fs"
import { join, posix } from "node:path"
import { fileURLToPath } from "node:url"
import { parseSync } from "oxc-parser"

export const root = fileURLToPath(new URL("../..", import.meta.url))
const tops = ["ledger", "kernel", "products", "scenes", "apps", "ui", "bench", "tests", "scripts"]

export interface Source {
  /** Path from the project root, with forward slashes. */
  path: string
  text: string
  imports: { specifier: string; line: number }[]
  functions: { name: string; line: number; lines: number }[]
}

export function readSources(): Source[] {
  const found: Source[] = []
  const walk = (folder: string) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = posix.join(folder, entry.name)
      if (entry.isDirectory()) {
        if (entry.name !== "node_modules") walk(path)
      } else if (/\.tsx?$/.test(entry.name) && !entry.name.endsWith(".gen.ts")) found.push(parse(path))
    }
  }
  for (const top of tops) walk(top)
  return found
}

function parse(path: string): Source {
  const text = readFileSync(join(root, path), "utf8")
  return parseText(path, text)
}

export function parseText(path: string, text: string): Source {
  const { module, program } = parseSync(path, text)
  const lineAt = lineFinder(text)
  const imports = [
    ...module.staticImports.map((i) => ({ specifier: i.moduleRequest.value, line: lineAt(i.start) })),
    ...module.staticExports.flatMap((e) =>
      e.entries.flatMap((entry) =>
        entry.moduleRequest ? [{ specifier: entry.moduleRequest.value, line: lineAt(e.start) }] : [],
      ),
    ),
    ...module.dynamicImports.map((i) => ({
      specifier: text.slice(i.moduleRequest.start, i.moduleRequest.end).replace(/^["'`]|["'`]$/g, ""),
      line: lineAt(i.start),
    })),
  ]
  return { path, text, imports, functions: functionsOf(program, lineAt) }
}

function lineFinder(text: string): (offset: number) => number {
  const starts = [0]
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1)
  return (offset) => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (starts[middle]! <= offset) low = middle
      else high = middle - 1
    }
    return low + 1
  }
}

interface Node {
  type: string
  start: number
  end: number
  id?: { name?: string } | null
  [key: string]: unknown
}

function functionsOf(program: unknown, lineAt: (offset: number) => number): Source["functions"] {
  const found: Source["functions"] = []
  const visit = (node: unknown, name: string) => {
    if (Array.isArray(node)) {
      for (const item of node) visit(item, name)
      return
    }
    if (!node || typeof node !== "object" || !("type" in node)) return
    const current = node as Node
    const own = current.id?.name ?? keyName(current) ?? name
    if (/^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(current.type)) {
      const line = lineAt(current.start)
      found.push({ name: own, line, lines: lineAt(current.end) - line + 1 })
    }
    for (const [key, child] of Object.entries(current))
      if (key !== "type" && typeof child === "object") visit(child, own)
  }
  visit(program, "(anonymous)")
  return found
}

function keyName(node: Node): string | undefined {
  const key = node["key"] as { name?: string } | undefined
  return key?.name
}

/** The project path an import leads to, or undefined for a package or a built-in. */
export function target(from: string, specifier: string): string | undefined {
  if (specifier === "#ledger") return "ledger/index.ts"
  const contract = /^#contract\/(.+)$/.exec(specifier)
  if (contract) return `${contract[1]}/contract.ts`
  const door = /^#(kernel|products|ui)\/([\w-]+)$/.exec(specifier)
  if (door) return `${door[1]}/${door[2]}/index.ts`
  const scene = /^#scenes\/([\w-]+)$/.exec(specifier)
  if (scene) return `scenes/${scene[1]}/scene.ts`
  if (specifier.startsWith(".")) return posix.join(posix.dirname(from), specifier)
  return undefined
}
