// Finds a browser for the journeys without downloading one: the one named by the environment, the machine's own, one that
// Playwright has, or the packed Chromium of the development packages, unpacked once into .cache.
import { createWriteStream, existsSync, mkdirSync, readFileSync, renameSync } from "node:fs"
import { homedir } from "node:os"
import { join } from "node:path"
import { pipeline } from "node:stream/promises"
import { Readable } from "node:stream"
import { fileURLToPath } from "node:url"
import { brotliDecompressSync } from "node:zlib"
import { chromium } from "@playwright/test"

const root = fileURLToPath(new URL("../..", import.meta.url))

export interface Browser {
  executablePath: string
  args: string[]
  env?: Record<string, string>
}

const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-dev-shm-usage",
  "--font-render-hinting=none",
]

const systemNames = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/microsoft-edge",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
]

export async function findBrowser(): Promise<Browser> {
  const named = process.env["HUOSHUI_BROWSER"]
  if (named) return { executablePath: named, args }
  const found = systemNames.find((name) => existsSync(name)) ?? downloaded()
  if (found) return { executablePath: found, args }
  const packed = await unpacked()
  if (packed) return packed
  throw new Error("No browser found. Name one in HUOSHUI_BROWSER, or install Chromium or Chrome.")
}

function downloaded(): string | undefined {
  const path = chromium.executablePath()
  return path && existsSync(path) ? path : undefined
}

/** Only Linux x64 has a packed one. It is unpacked by us, by version: its own loader reuses files across versions. */
async function unpacked(): Promise<Browser | undefined> {
  const folder = join(root, "node_modules", "@sparticuz", "chromium")
  if (process.platform !== "linux" || process.arch !== "x64" || !existsSync(folder)) return undefined
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string }
  const place = join(root, ".cache", `chromium-${version}`)
  const program = join(place, "chromium")
  if (!existsSync(program)) {
    mkdirSync(place, { recursive: true })
    const partial = `${program}.${process.pid}`
    const bytes = brotliDecompressSync(readFileSync(join(folder, "bin", "chromium.br")))
    await pipeline(Readable.from([bytes]), createWriteStream(partial, { mode: 0o755 }))
    renameSync(partial, program)
  }
  return { executablePath: program, args, env: { HOME: process.env["HOME"] ?? homedir() } }
}
