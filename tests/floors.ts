// The rules of the house as functions from a source to sentences: what is wrong and what mends it.
import { target, type Source } from "./support/sources.ts"

export interface Fault {
  path: string
  line: number
  sentence: string
}

const floors = ["ledger", "kernel", "products", "scenes", "apps"] as const
const floorOf = (path: string) => floors.indexOf(path.split("/")[0] as (typeof floors)[number])
const folderOf = (path: string) => path.split("/").slice(0, 2).join("/")

/** Pure files that pages may share with the server. */
const pure =
  /\/(contract|portal-contract|model|states|rules|http\/contract)\.ts$|\/(rules|engine)\/|\/calendar\/date\.ts$|\/document\/capitals\.ts$|\/party\/(check-digits|mask)\.ts$|^ledger\/amount\.ts$/

export const isTest = (path: string) =>
  /\.(test|spec)\.tsx?$|\.(db|crash|bench)\.test\.ts$|^(tests|scripts|bench)\/|\/(testing|reference-model|crash-load)\.ts$|-test-|\.fixture\./.test(
    path,
  )
const isPage = (path: string) => path.startsWith("ui/") || path.startsWith("apps/web/") || path.includes("/pages/")

/** A product may use a product to its left only. */
export const productOrder = ["deposit", "limit", "collateral", "loan", "acquiring", "custody", "wallet"]

export function floorFaults(source: Source): Fault[] {
  if (isTest(source.path)) return []
  return source.imports.flatMap(({ specifier, line }) => {
    const to = target(source.path, specifier)
    const sentence = to && !to.endsWith(".css") ? faultOf(source.path, to, specifier) : undefined
    return sentence ? [{ path: source.path, line, sentence }] : []
  })
}

function faultOf(from: string, to: string, specifier: string): string | undefined {
  if (isPage(from)) return pageFault(from, to, specifier)
  const [here, there] = [floorOf(from), floorOf(to)]
  if (to.startsWith("ui/")) return `${specifier}: only pages use ui/; move what you need to a pure file below.`
  if (there < 0) return undefined
  if (there > here)
    return `${specifier}: imports go down only; ${to.split("/")[0]} is above ${from.split("/")[0]}. Move the shared part down or pass it in.`
  if (from.startsWith("scenes/") && to.startsWith("scenes/") && folderOf(from) !== folderOf(to)) {
    return `${specifier}: scenes never import scenes; meet in a product, or through an event.`
  }
  if (from.startsWith("products/") && to.startsWith("products/") && folderOf(from) !== folderOf(to))
    return productFault(from, to, specifier)
  return doorFault(from, to, specifier)
}

function productFault(from: string, to: string, specifier: string): string | undefined {
  const [a, b] = [from, to].map((path) => productOrder.indexOf(path.split("/")[1]!))
  if (a! < 0 || b! < 0)
    return `${specifier}: name the product in productOrder (tests/floors.ts), so that its place is clear.`
  return b! < a!
    ? doorFault(from, to, specifier)
    : `${specifier}: products use products downhill only (${productOrder.join(" < ")}).`
}

function doorFault(from: string, to: string, specifier: string): string | undefined {
  const sameFolder = folderOf(from) === folderOf(to) || (from.startsWith("ledger/") && to.startsWith("ledger/"))
  if (sameFolder || to.startsWith("apps/")) return undefined
  const isDoor = /^(ledger|(kernel|products)\/[\w-]+)\/index\.ts$|^scenes\/[\w-]+\/scene\.ts$/.test(to)
  return isDoor || pure.test(to)
    ? undefined
    : `${specifier}: a folder's index.ts is its only door; export what you need there.`
}

function pageFault(from: string, to: string, specifier: string): string | undefined {
  if (from.startsWith("ui/") && to.startsWith("scenes/"))
    return `${specifier}: ui/ knows no scene; take the value as a property.`
  if (isPage(to)) {
    const [a, b] = [from, to].map((path) => /^scenes\/[\w-]+/.exec(path)?.[0])
    return a && b && a !== b ? `${specifier}: pages of one scene never import another's.` : undefined
  }
  if (pure.test(to)) return undefined
  return `${specifier}: pages import contracts, models, states and rules only; ${to} would pull the server into the browser.`
}

const libraries: Record<string, RegExp> = {
  exceljs: /^kernel\/excel\/workbook\.ts$/,
  pdfmake: /^kernel\/document\/pdf\.ts$/,
  "@gorules/zen-engine": /^kernel\/decision\/engine\.ts$/,
  "pg-boss": /^kernel\/job\/runner\.ts$/,
  "chinese-days": /^kernel\/calendar\/calendar\.ts$/,
  "pinyin-pro": /^kernel\/party\/party\.ts$/,
  otpauth: /^kernel\/access\/totp\.ts$/,
  "@node-rs/argon2": /^kernel\/access\/password\.ts$/,
  echarts: /^ui\/charts\//,
}

/** Libraries that could be exchanged one day stand behind one file each. */
export function libraryFaults(source: Source): Fault[] {
  if (isTest(source.path)) return []
  return source.imports.flatMap(({ specifier, line }) => {
    const name = specifier
      .split("/")
      .slice(0, specifier.startsWith("@") ? 2 : 1)
      .join("/")
    const home = libraries[name]
    return home && !home.test(source.path)
      ? [{ path: source.path, line, sentence: `${name} is used behind ${home.source} only.` }]
      : []
  })
}

const forbidden: { pattern: RegExp; sentence: string }[] = [
  {
    pattern: /\bDate\.now\(|\bnew Date\(\)/,
    sentence: "no wall clock below apps/: take the time from ctx.clock or as a parameter",
  },
  { pattern: /\bMath\.random\(/, sentence: "no chance below apps/: use node:crypto" },
  { pattern: /\bparseFloat\(/, sentence: "no floats near money: parseAmount keeps every digit" },
  { pattern: /\bconsole\.\w+\(/, sentence: "no console below apps/: return, refuse or throw" },
  { pattern: /\b(TODO|FIXME|XXX)\b/, sentence: "no promises in comments: file it as work to do" },
]

export function wordFaults(source: Source): Fault[] {
  if (isTest(source.path) || isPage(source.path) || source.path.startsWith("apps/")) return []
  // Ids carry the time they were made; that is what keeps their index compact.
  if (source.path === "ledger/id.ts") return []
  return source.text
    .split("\n")
    .flatMap((text, at) =>
      forbidden
        .filter(({ pattern }) =>
          pattern.test(text.replace(/\/\/.*$/, (comment) => (/TODO|FIXME|XXX/.test(comment) ? comment : ""))),
        )
        .map(({ sentence }) => ({ path: source.path, line: at + 1, sentence })),
    )
}

const linesMax = 400
// Contracts and seeds are lists: long, but read one entry at a time.
const listLinesMax = 600
const functionLinesMax = 100
const pageFunctionLinesMax = 160

export function sizeFaults(source: Source): Fault[] {
  const faults: Fault[] = []
  const lines = source.text.split("\n").length
  const most = /\/(contract|seed)\.ts$/.test(source.path) ? listLinesMax : linesMax
  if (lines > most) faults.push({ path: source.path, line: 1, sentence: `${lines} lines: split it at ${most}` })
  if (isTest(source.path)) return faults
  const max = isPage(source.path) ? pageFunctionLinesMax : functionLinesMax
  for (const f of source.functions) {
    // A routes module is one function that lists short handlers.
    if (f.lines > max && !source.path.endsWith("routes.ts") && !source.path.endsWith("index.ts")) {
      faults.push({
        path: source.path,
        line: f.line,
        sentence: `${f.name} has ${f.lines} lines: take a step out of it (at most ${max})`,
      })
    }
  }
  return faults
}
